"""A session that is entered or corrected by hand: what cannot be right, and what follows from what was given.

Form, lines and commands all come through here, so each of them refuses the same and leaves the same record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.rule.prescription import MORNING_ASKED_DAYS
from runwalk_tui.rule.reading import split_by_day, stop_sign
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.response import pain_rose
from runwalk_tui.session.limits import NOTE_LIMIT, YEARS, in_future
from runwalk_tui.session.records import Log, SessionKind, SessionRecord, new_session_id
from runwalk_tui.wording import ASK_AT_SEVERE_PAIN, PAIN_ROSE

FieldName = Literal[
    "kind",
    "date",
    "time",
    "stage",
    "done",
    "planned",
    "minutes",
    "before",
    "worst",
    "after",
    "morning",
    "sore",
    "ready",
    "effort",
    "note",
]
"""What can be corrected by hand."""
BY_HAND = "log"
"""The source of a session that was entered by hand: nobody measured its seconds."""


# What is wrong.


def too_early_for_morning(session: SessionRecord, today: date) -> str:
    """Why the pain of the next morning cannot be known yet, in one line; "" when it can."""
    days = (today - session.last_day).days
    if days >= MORNING_ASKED_DAYS.start:
        return ""
    when = "today" if days == 0 else f"on {day_name(session.last_day)}"
    return f"it's too early: the session was {when}, so the morning after hasn't come yet"


def faults(
    draft: SessionRecord, table: StageTable, now: datetime, was: SessionRecord | None = None
) -> Mapping[FieldName, str]:
    """What is wrong with a session that was given by hand, a line each; `was` is the one it corrects.

    What was in the log already is no error, so that an imported session can have its note corrected.
    """
    found: dict[FieldName, str] = {}
    if was is None or draft.started_at != was.started_at:
        if draft.started_at.year not in YEARS:
            found["date"] = f"a year from {YEARS[0]} to {YEARS[-1]}"
        elif in_future(draft.started_at, now):
            found["date"] = f"{draft.started_at:%Y-%m-%d %H:%M} is in the future; enter it when you've done it"
    if draft.kind is SessionKind.RUN_WALK and (was is None or draft.stage != was.stage):
        found |= _wrong_stage(draft, table, was)
    if draft.pain_morning is not None and (
        was is None or (draft.pain_morning, draft.last_day) != (was.pain_morning, was.last_day)
    ):
        early = too_early_for_morning(draft, now.date())
        if early:
            found["morning"] = early
    if len(draft.note) > NOTE_LIMIT and (was is None or draft.note != was.note):
        found["note"] = f"at most {NOTE_LIMIT} characters"
    return found


def _wrong_stage(draft: SessionRecord, table: StageTable, was: SessionRecord | None) -> Mapping[FieldName, str]:
    if was is not None and was.programme != table.programme:
        return {"stage": f"it belongs to “{was.programme}”, which is not the table in use; its stage stays {was.stage}"}
    if table.index(draft.stage) is None:
        ids = [stage.id for stage in table.stages]
        shown = ", ".join(ids) if len(ids) <= 20 else f"{ids[0]} to {ids[-1]}"
        return {"stage": f"there is no stage {draft.stage[:40]}; the stages are {shown}"}
    return {}


def uncleared(log: Log, today: date) -> tuple[SessionRecord, ...]:
    """The sessions with a red flag that nobody has cleared by a day, those that are dated ahead included."""
    return stop_sign(replace(log, clearances=split_by_day(log, today)[0].clearances))


def loses_red_flag(log: Log, draft: SessionRecord, was: SessionRecord, today: date) -> str:
    """Why a correction is refused: it would take the stop sign down, which only a clearance may. "" when it is not.

    A flag is gone when it is left out, and just as much when the session is dated before an old clearance or becomes
    one that the stop sign does not look at.
    """
    if was not in uncleared(log, today):
        return ""
    others = tuple(session for session in log.sessions if session.id != was.id)
    still = draft in uncleared(replace(log, sessions=(*others, draft)), today)
    if still and set(was.red_flags) <= set(draft.red_flags):
        return ""
    return UNCLEARED


UNCLEARED = "this would remove a warning sign, and nobody has cleared you since"


def stays_in_log(log: Log, session: SessionRecord, today: date) -> str:
    """Why a session cannot be deleted, in one line; "" when it can."""
    if session in uncleared(log, today):
        return "it has a warning sign, and nobody has cleared you since, so it stays in the log"
    return ""


def why_ask_red_flags(record: SessionRecord, was: SessionRecord | None, policy: Policy) -> str:
    """Why the pains that are there now are a reason to ask about warning signs, in one sentence.

    "" when they are none, or when those of `was`, the session that is corrected, were one too. The pain of the next
    morning counts apart: it comes when the session was asked about already.
    """
    if record.rehearsal:
        return ""
    before = {} if was is None else _why_ask(was, policy)
    return next((why for moment, why in _why_ask(record, policy).items() if moment not in before), "")


def why_ask_in_the_morning(session: SessionRecord, pain: int, policy: Policy) -> str:
    """The same for the pain on the morning after a session, 0 to 10, as it is given."""
    return PAIN_ROSE if pain_rose(session.pain_before, (pain,), policy) else ""


def _why_ask(session: SessionRecord, policy: Policy) -> Mapping[str, str]:
    """Each moment whose pain is a reason to ask, with the sentence that says so."""
    found = {}
    if pain_rose(session.pain_before, (session.pain_worst, session.pain_after), policy):
        found["session"] = PAIN_ROSE
    elif session.pain_before is not None and session.pain_before >= policy.severe_pain:
        found["session"] = ASK_AT_SEVERE_PAIN
    if session.pain_morning is not None and why_ask_in_the_morning(session, session.pain_morning, policy):
        found["morning"] = PAIN_ROSE
    return found


# What follows.


def seconds_by_hand(draft: SessionRecord, table: StageTable) -> SessionRecord:
    """A session of which only the repetitions are known: its seconds are those of its stage."""
    stage = table.stage(draft.stage)
    done = draft.reps_done
    if not done:
        return replace(draft, run_seconds=0, walk_seconds=0, active_seconds=0)
    # A stage that is filled to a duration is one repetition, but many times its steps.
    running, total = stage.running_seconds(done), stage.total_seconds(done)
    walking = total - stage.warm_up - stage.cool_down - running
    return replace(draft, run_seconds=running, walk_seconds=walking, active_seconds=total)


def made_consistent(draft: SessionRecord, table: StageTable, was: SessionRecord | None = None) -> SessionRecord:
    """The record of a session that was given by hand, whose values are right: what follows from others is worked out.

    What was measured stays: a stage or a number of repetitions that is corrected does not change how long somebody
    ran. The seconds of a session that nobody measured follow its stage and its repetitions, if its programme is the
    one in use: a stage of the same name in another one is another stage. A walk and other exercise have no repetitions
    and none of the answers that only a session has.
    """
    changed_kind = was is not None and draft.kind is not was.kind
    if draft.kind is not SessionKind.RUN_WALK:
        return _without_repetitions(draft) if was is None or changed_kind else draft
    if was is not None and changed_kind and draft.reps_planned == was.reps_planned:
        # A walk and other exercise have no plan, so theirs says nothing about this session.
        draft = replace(draft, reps_planned=max(draft.reps_planned, draft.reps_done))
    if was is not None and not changed_kind and draft.source != BY_HAND:
        return draft
    same = was is not None and not changed_kind and (draft.stage, draft.reps_done) == (was.stage, was.reps_done)
    if same or draft.programme != table.programme or table.index(draft.stage) is None:
        return draft
    counted = seconds_by_hand(draft, table)
    return counted if draft.source == BY_HAND else replace(counted, active_seconds=draft.active_seconds)


def _without_repetitions(draft: SessionRecord) -> SessionRecord:
    walked = draft.active_seconds if draft.kind is SessionKind.WALK else 0
    return replace(
        draft,
        reps_planned=1,
        reps_done=0,
        run_seconds=0,
        walk_seconds=walked,
        pain_worst=None,
        pain_morning=None,
        soreness=(),
        stopped_for_pain=False,
        eased_to=None,
        felt_ready=None,
        effort=None,
    )


def lasting(draft: SessionRecord, minutes: int) -> SessionRecord:
    """A walk or other exercise of another length in minutes."""
    seconds = 60 * minutes
    return replace(
        draft, active_seconds=seconds, walk_seconds=seconds if draft.kind is SessionKind.WALK else draft.walk_seconds
    )


def minutes_of(session: SessionRecord) -> int:
    """The length of a walk or other exercise in full minutes, 1 at least."""
    return max(1, round(session.active_seconds / 60))


def new_entry(at: datetime, programme: str, stage: str, reps: int) -> SessionRecord:
    """A session to start from, one done without the app; `at` is aware."""
    return SessionRecord(new_session_id(), at, programme, stage, reps, reps, source=BY_HAND)
