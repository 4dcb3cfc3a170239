"""What is said of past sessions, in lists, in one line and in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import MARK, OURS, StageTable
from runwalk_tui.review.dates import weekday_in_short
from runwalk_tui.rule.reasons import MONTHS, RIGHT_TO_STOP, plural, reps
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.rule.response import Response
from runwalk_tui.session.records import Clearance, Log, Rating, SessionKind, SessionRecord
from runwalk_tui.wording import minutes

if TYPE_CHECKING:
    from runwalk_tui.session.active_session import ActiveSession

RESPONSE_WORDS = {
    Response.STOP: "warning sign",
    Response.FLARE: "flare-up",
    Response.UNSETTLED: "not settled",
    Response.TOLERATED: "went well",
}


def pain_text(session: SessionRecord) -> str:
    """The pains of a session in short: "3 › 4 › 3 › –" for before, worst, after, next morning."""
    pains = (session.pain_before, session.pain_worst, session.pain_after, session.pain_morning)
    return " › ".join("–" if pain is None else str(pain) for pain in pains)


def is_walk(session: SessionRecord) -> bool:
    """Whether it was a walk, which has no repetitions to tell of."""
    return session.kind is SessionKind.WALK


def walk_words(session: SessionRecord) -> str:
    """A walk and its length: "walk of 25 minutes"."""
    return f"walk of {minutes(session.walk_seconds)}"


def has_stage(session: SessionRecord) -> bool:
    """Whether it has a stage and repetitions; a walk and other exercise (kind companion) have neither."""
    return session.kind is SessionKind.RUN_WALK


def length_words(session: SessionRecord) -> str:
    """A walk or other exercise and its length: "walk of 25 minutes"."""
    return walk_words(session) if is_walk(session) else f"other exercise ({minutes(session.active_seconds)})"


def _in_a_column(session: SessionRecord) -> str:
    """The same in the columns of a stage and its repetitions."""
    return walk_words(session) if is_walk(session) else f"other, {round(session.active_seconds / 60)} min"


def what_words(session: SessionRecord | ActiveSession) -> str:
    """Which session it is: "stage 4", "a walk", or other exercise by its name."""
    if session.kind is SessionKind.COMPANION:
        return session.programme
    return "a walk" if session.kind is SessionKind.WALK else f"stage {session.stage}"


def done_words(session: SessionRecord) -> str:
    """What was done of a session that is over, in one line."""
    if is_walk(session):
        return f"{minutes(session.walk_seconds)} of walking."
    if session.kind is SessionKind.COMPANION:
        return f"{minutes(session.active_seconds)} of other exercise."
    return f"{session.reps_done} of {reps(session.reps_planned)} done, {minutes(session.run_seconds)} of running."


def summary(active: ActiveSession) -> str:
    """What was done so far, in one line."""
    from runwalk_tui.session.active_session import to_record  # late: Home tells of past sessions alone

    return done_words(to_record(active, Rating()))


A_WALK_COUNTS_NOTHING = "A walk is saved, but doesn't count as a session."


def kept_words(session: SessionRecord, why: Iterable[str] = ()) -> str:
    """What was saved, with a kind word, unless `why` has that one already: the reasons that are shown with it."""
    if is_walk(session):
        return f"Saved: a {walk_words(session)}. Well done."
    if session.kind is SessionKind.COMPANION:
        return _kept_exercise(session)
    if is_sign_alone(session):
        return "Saved: a warning sign."
    done = f"Saved: {session.reps_done} of {reps(session.reps_planned)} at stage {session.stage}."
    if session.stopped_for_pain:
        return done if any(RIGHT_TO_STOP in reason for reason in why) else f"{done} {RIGHT_TO_STOP.capitalize()}."
    return f"{done} Well done." if session.reps_done and not session.red_flags and not session.rehearsal else done


def _kept_exercise(session: SessionRecord) -> str:
    """What was saved of other exercise."""
    done = f"Saved: {session.programme}, {minutes(session.active_seconds)}."
    if session.rehearsal:
        return f"{done} A rehearsal isn't counted."
    return f"{done} {RIGHT_TO_STOP.capitalize() if session.stopped_for_pain else 'Well done'}."


def is_sign_alone(session: SessionRecord) -> bool:
    """Whether a record only bears a warning sign that was ticked outside a session."""
    return bool(session.red_flags) and not session.active_seconds and not session.counted and not is_walk(session)


Ours = frozenset[tuple[str, str]]
"""Stages whose figures are our own estimate: the programme and the id of each."""


def ours_in(table: StageTable) -> Ours:
    """The stages of a table that lists mark."""
    return frozenset((table.programme, stage.id) for stage in table.stages if stage.is_ours)


def is_marked(session: SessionRecord, ours: Ours) -> bool:
    """Whether lists mark the stage of a past session."""
    return (session.programme, session.stage) in ours


def recent_line(session: SessionRecord, ours: Ours = frozenset()) -> str:
    """A past session in few columns; a stage that is among `ours` has the mark."""
    if is_sign_alone(session):
        return f"{session.started_at:%a %d %b}  warning sign, no session"
    day = weekday_in_short(session.day)
    if not has_stage(session):
        return f"{day:<10}  {_in_a_column(session):<18}  pain {pain_text(session)}"
    done = f"{session.reps_done} of {session.reps_planned}"
    return f"{day:<10}  stage {_marked(session, ours):<3} {done:>8}  pain {pain_text(session)}"


def session_line(session: SessionRecord, ours: Ours = frozenset()) -> str:
    """A past session in one line; a stage that is among `ours` has the mark."""
    if is_sign_alone(session):
        return f"{session.started_at:%Y-%m-%d %H:%M}  no session: {'; '.join(extras(session))}"
    unusual = list_notes(session)
    tail = f"  {'; '.join(unusual)}" if unusual else ""
    if not has_stage(session):
        return f"{session.started_at:%Y-%m-%d %H:%M}  {_in_a_column(session):<19}  pain {pain_text(session)}{tail}"
    return (
        f"{session.started_at:%Y-%m-%d %H:%M}  stage {_marked(session, ours):<4} "
        f"{session.reps_done:>2} of {session.reps_planned:<2}  pain {pain_text(session)}{tail}"
    )


def count_words(sessions: Sequence[SessionRecord]) -> str:
    """How many there are: "110 sessions", as everywhere else the counted ones, and "17 others" that are in the log."""
    counted = sum(session.counted for session in sessions)
    others = len(sessions) - counted
    if not counted:
        return entries_words(len(sessions))
    return ", ".join([plural(counted, "session"), *([f"{others} other{'s' * (others > 1)}"] if others else [])])


def entries_words(count: int) -> str:
    """How many sessions, walks and others there are in the log."""
    return f"{count} entr{'y' if count == 1 else 'ies'}"


def cleared_words(clearance: Clearance) -> str:
    """A clearance in one line."""
    at = clearance.at
    return f"cleared by a doctor or physiotherapist on {at.day} {MONTHS[at.month - 1]} {at.year}"


def head_forms(count: str, clearance: Clearance | None, *, marked: bool = False) -> tuple[tuple[str, ...], ...]:
    """The parts of a line above a list of sessions, from its longest form to its shortest.

    A clearance is the last part to go: it says from when on the stop sign no longer counts. `marked` says that a stage
    in the list has the mark of our own interpolation.
    """
    ours = (OURS,) * marked
    scale = "pain is 0 to 10"
    if clearance is None:
        return ((count, scale, *ours), (count, *ours), (count,))
    at = clearance.at
    cleared = f"cleared to run {at.day} {MONTHS[at.month - 1][:3]} {at.year}"
    return (
        (count, scale, *ours, cleared_words(clearance)),
        (count, scale, *ours, cleared),
        (count, *ours, cleared),
        (count, cleared),
        (count, cleared.removesuffix(f" {at.year}")),
        (cleared,),
    )


def _marked(session: SessionRecord, ours: Ours) -> str:
    """The id of its stage, with the mark where it has one."""
    return f"{session.stage}{MARK}" if is_marked(session, ours) else session.stage


def past_lines(log: Log, ids: Mapping[str, str], ours: Ours = frozenset()) -> list[str]:
    """Past sessions and clearances in order of time, a line each, with the ids by which sessions are called."""
    width = max(map(len, ids.values()), default=0)
    blank = " " * width
    events = [
        (session.started_at, f"{ids[session.id]:<{width}}  {session_line(session, ours)}") for session in log.sessions
    ]
    events += [(each.at, f"{blank}  {each.at:%Y-%m-%d %H:%M}  {cleared_words(each)}") for each in log.clearances]
    return [line for _, line in sorted(events, key=lambda event: event[0])]


def session_notes(session: SessionRecord) -> list[str]:
    """Everything about a past session, line by line."""
    return [*done_notes(session), *pain_notes(session), *answer_notes(session)]


def done_notes(session: SessionRecord) -> list[str]:
    """What was done in a past session, line by line."""
    if is_walk(session):
        return [f"A {walk_words(session)}, not counted as a session"]
    if session.kind is SessionKind.COMPANION:
        return [
            session.programme,
            f"{minutes(session.active_seconds)} of other exercise",
        ]
    return [
        f"Stage {session.stage}, {session.reps_done} of {reps(session.reps_planned)}",
        f"{minutes(session.run_seconds)} of running in {minutes(session.active_seconds)}",
    ]


def measured_notes(session: SessionRecord) -> list[str]:
    """What a strap and a treadmill measured in a past session, a line each: "Heart rate: 131 on average, 152 at most"
    and "Belt: 3.2 km, 8.4 km/h in runs"; none where there was none."""
    bpm = [
        *([f"{session.heart_rate} on average"] if session.heart_rate is not None else []),
        *([f"{session.heart_rate_max} at most"] if session.heart_rate_max is not None else []),
    ]
    belt = [
        *([_way(session.belt_metres)] if session.belt_metres is not None else []),
        *([f"{session.belt_speed / 1000:.1f} km/h in runs"] if session.belt_speed is not None else []),
    ]
    return [f"{name}: {', '.join(said)}" for name, said in (("Heart rate", bpm), ("Belt", belt)) if said]


def _way(metres: int) -> str:
    """How far: "50 m", "3.2 km"."""
    return f"{metres} m" if metres < 1000 else f"{metres / 1000:.1f} km"


def pain_notes(session: SessionRecord) -> list[str]:
    """The pains of a past session, and those that were marked in it."""
    pains = {
        "before": session.pain_before,
        "worst": session.pain_worst,
        "after": session.pain_after,
        "next morning": session.pain_morning,
    }
    given = [f"{when} {pain}" for when, pain in pains.items() if pain is not None]
    lines = [f"Pain: {', '.join(given)}" if given else "No pain scores given"]
    if session.pain_marks:
        marks = ", ".join(f"{mark.pain} at {format_clock(int(mark.at))}" for mark in session.pain_marks)
        lines.append(f"Marked during the session: {marks}")
    return lines


def answer_notes(session: SessionRecord) -> list[str]:
    """What was measured in a past session, the other answers after it, and what was out of the ordinary."""
    lines = measured_notes(session)
    if session.effort is not None:
        lines.append(f"Effort: {session.effort} out of 10")
    if session.felt_ready is not None:
        lines.append("Felt ready to move up" if session.felt_ready else "Didn't feel ready to move up")
    return lines + extras(session)


def list_notes(session: SessionRecord) -> list[str]:
    """What a list says of a session beside its figures; of other exercise that the timer ran, which one it was."""
    which = session.kind is SessionKind.COMPANION and session.source == "timer"
    return [*([session.programme] if which else []), *extras(session)]


def extras(session: SessionRecord) -> list[str]:
    """What was out of the ordinary."""
    return [
        *(["rehearsal, not counted"] if session.rehearsal else []),
        *(["stopped for pain"] if session.stopped_for_pain else []),
        *([f"eased to stage {session.eased_to}"] if session.eased_to else []),
        *([f"warning sign: {in_words(session.red_flags)}"] if session.red_flags else []),
        *([f"sore: {', '.join(session.soreness)}"] if session.soreness else []),
        *([session.note] if session.note else []),
    ]
