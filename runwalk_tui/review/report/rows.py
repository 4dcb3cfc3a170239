"""The table of the letter: every session and walk of its weeks, other exercise in fewer words; and the notes."""

from __future__ import annotations

from collections.abc import Iterable

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report.letter import LetterNote, SessionRow
from runwalk_tui.review.session_words import is_sign_alone, is_walk
from runwalk_tui.review.trends.week_axis import WeekSpan
from runwalk_tui.rule.reasons import done_of
from runwalk_tui.rule.response import Response, worst_pain
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import SessionKind, SessionRecord

RESPONSES = {
    Response.STOP: "warning sign",
    Response.FLARE: "flare-up",
    Response.UNSETTLED: "not settled",
    Response.TOLERATED: "tolerated",
}
STOPPED = "stopped for pain"
"""In the place of "flare-up" where the runner stopped."""


def is_shown(session: SessionRecord) -> bool:
    """Whether a session is one for the table: it counted, or it was a walk or other exercise; a rehearsal never is."""
    return session.counted or (session.happened and session.kind is not SessionKind.RUN_WALK)


def session_rows(judged: Iterable[Judged], table: StageTable, span: WeekSpan) -> tuple[SessionRow, ...]:
    """The rows of the weeks, newest last; `judged` are in order of time."""
    return tuple(_row(one, table) for one in judged if is_shown(one.session) and span.holds(one.session.day))


def letter_notes(judged: Iterable[Judged], table: StageTable, span: WeekSpan) -> tuple[LetterNote, ...]:
    """What the patient wrote in the weeks, in order of time; also about a warning sign, and where nothing was run."""
    return tuple(
        LetterNote(one.session.day, what_it_was(one.session, table), one.session.note.strip())
        for one in judged
        if one.session.happened and span.holds(one.session.day) and one.session.note.strip()
    )


def what_it_was(session: SessionRecord, table: StageTable) -> str:
    """Which session it was: "Stage 7*", "Walk", "Mobility", "First 5K: stage w2"."""
    if is_walk(session):
        return "Walk"
    if session.kind is SessionKind.COMPANION:
        return session.programme
    if is_sign_alone(session):
        return "Warning sign"
    if session.programme != table.programme:
        return f"{session.programme}: stage {session.stage}"
    eased = f", eased to {_called(session.eased_to, table)}" if session.eased_to else ""
    return f"Stage {_called(session.stage, table)}{eased}"


def _row(one: Judged, table: StageTable) -> SessionRow:
    session = one.session
    seconds = session.active_seconds or session.run_seconds + session.walk_seconds
    return SessionRow(
        day=session.day,
        what=what_it_was(session, table),
        done=_done(session, table),
        minutes=round(seconds / 60),
        run_minutes=round(session.run_seconds / 60, 1),
        before=session.pain_before,
        worst=None if session.pain_worst is None else worst_pain(session),
        after=session.pain_after,
        morning=session.pain_morning,
        effort=session.effort,
        sore=", ".join(session.soreness),
        response=_response(one),
    )


def _done(session: SessionRecord, table: StageTable) -> str:
    """How much of it was done: "6 of 10"; of a stage that is done once "10 of 24 minutes"; "" where nothing counts."""
    if session.kind is not SessionKind.RUN_WALK:
        return ""
    if session.completed or session.programme != table.programme:
        return f"{session.reps_done} of {session.reps_planned}"
    return done_of(table, session).removesuffix(" repetitions").removesuffix(" repetition")


def _response(one: Judged) -> str:
    """How the back responded; of a walk and of other exercise only that there was a warning sign or a stop for pain."""
    session = one.session
    if session.stopped_for_pain and one.response is Response.FLARE:
        return STOPPED
    if session.kind is not SessionKind.RUN_WALK and one.response is not Response.STOP:
        return ""
    return RESPONSES[one.response]


def _called(stage: str, table: StageTable) -> str:
    """A stage as lists call it; its id where the table has no such stage."""
    place = table.index(stage)
    return stage if place is None else table.stages[place].marked_id
