"""What a correction changed, in words: the session itself, and the next run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.corrections.sheet import LABELS, fields_of, texts_of
from runwalk_tui.review.session_words import has_stage, is_sign_alone, is_walk, length_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import DAYS, MONTHS, day_name, reps
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.habits import ISO_HABITS, CalendarHabits, clock_time
from runwalk_tui.session.records import SessionKind, SessionRecord, session_of_own

NOTHING_CHANGES = "Your next session stays the same."
STOP_STAYS = "Your sessions stay on hold."
NAMES: Mapping[FieldName, str] = {**LABELS, "done": "Repetitions done", "planned": "Repetitions planned"}
"""The names of the fields where there is room for long ones."""


def which(session: SessionRecord, habits: CalendarHabits = ISO_HABITS) -> str:
    """Which session it is: "stage 4 on Monday 5 January 2026, 07:30"."""
    began = clock_time(session.started_at, habits)
    return f"{what_it_was(session)} on {day_name(session.day)} {session.day.year}, {began}"


def what_it_was(session: SessionRecord) -> str:
    """A session in few words: "stage 4", "a walk of 25 minutes"."""
    if is_sign_alone(session):
        return "a warning sign"
    if has_stage(session):
        return f"stage {session.stage}"
    return f"a {length_words(session)}" if is_walk(session) else length_words(session)


def day_and_time(at: datetime, habits: CalendarHabits = ISO_HABITS) -> str:
    """When a session started, in few columns: "Mon 5 Jan 2026, 07:30"."""
    return f"{DAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at.year}, {clock_time(at, habits)}"


def differences(was: SessionRecord, now: SessionRecord, habits: CalendarHabits = ISO_HABITS) -> list[str]:
    """What a correction changed in a session, a sentence each: "Worst pain 2 instead of 7."."""
    before, after = texts_of(was, habits), texts_of(now, habits)
    shown = {*fields_of(str(was.kind)), *fields_of(str(now.kind))}
    if now.kind is not SessionKind.RUN_WALK:
        shown -= {"stage", "done", "planned"}
    told = [
        _difference(name, before[name], after[name]) for name in LABELS if name in shown and before[name] != after[name]
    ]
    new = [flag for flag in now.red_flags if flag not in was.red_flags]
    if new:
        told.append(f"Warning sign added: {in_words(new)}.")
    if was.stopped_for_pain is not now.stopped_for_pain:
        told.append("Stopped for pain." if now.stopped_for_pain else "No longer marked as stopped for pain.")
    return told


def _difference(name: FieldName, before: str, after: str) -> str:
    if name == "note":
        return "Note changed." if before and after else "Note added." if after else "Note removed."
    return f"{NAMES[name]} {after or _NOTHING[name]} instead of {before or _NOTHING[name]}."


_NOTHING: Mapping[FieldName, str] = {name: "none" if name == "sore" else "not given" for name in LABELS}


def next_run(before: Prescription, after: Prescription, today: date) -> str:
    """What a change of the log changes for the next run, in one line, such as "Today: stage 5 instead of 4."."""
    stop = after.decision is Decision.STOP
    if stop and before.decision is not Decision.STOP:
        return "Your sessions are now on hold: no running for now."
    if stop and after.reasons[:1] != before.reasons[:1]:
        return after.reasons[0]  # what to do and how urgently, which an emergency changes
    if stop:
        return STOP_STAYS
    now, then = after.offered, before.offered
    if (now, after.earliest) == (then, before.earliest):
        return NOTHING_CHANGES
    when = "Today" if after.earliest <= today else "Next session"
    if now is None:
        return NOTHING_CHANGES if _session(before) == _session(after) else f"{when}: find your starting stage."
    if then is None:
        return f"{when}: {_session(after)}, instead of {_session(before)}."
    if then.stage != now.stage:
        return f"{when}: stage {now.stage} instead of {then.stage}, with {reps(now.reps)}."
    if then.reps != now.reps:
        return f"{when}: stage {now.stage}, {reps(now.reps)} instead of {then.reps}."
    return f"Next session: still {_session(after)}, from {day_name(after.earliest)}."


def _session(due: Prescription) -> str:
    if due.decision is Decision.STOP:
        return "being on hold"
    if due.offered is None:
        return "finding your starting stage"
    return f"stage {due.offered.stage} with {reps(due.offered.reps)}"


def found_by(sessions: Sequence[SessionRecord], wanted: str) -> list[SessionRecord]:
    """The sessions whose id starts so; a session whose full id it is comes alone, and one that has warning signs in
    records of their own comes without these."""
    exact = [session for session in sessions if session.id == wanted]
    found = exact or [session for session in sessions if wanted and session.id.startswith(wanted)]
    ids = {session.id for session in found}
    return [session for session in found if session_of_own(session.id) not in ids]
