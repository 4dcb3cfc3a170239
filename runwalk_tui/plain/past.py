"""What there is to look at: past sessions and the stage table."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.plain.spoken import stage_line
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import extras, is_walk, session_notes, walk_words

RECENT = 10
"""Sessions that are shown at first."""


async def show_history(front: PlainFront) -> None:
    """Past sessions, the newest first, and one of them in full when it is wanted."""
    log = front.workspace.log()
    sessions = log.sessions[::-1]
    cleared = [clearance.at.date() for clearance in log.clearances[::-1]]
    front.lines.say(*(f"Cleared by a doctor or physiotherapist on {day_name(day)} {day.year}." for day in cleared))
    if not sessions:
        front.lines.say("No sessions yet.")
        return
    front.lines.say(f"{plural(len(sessions), 'session')}, the newest first. Pain is 0 to 10.")
    front.lines.say(*_numbered(sessions, 0, RECENT))
    count = min(RECENT, len(sessions))
    while True:
        answer = await _which(front, count, more=count < len(sessions))
        if answer.lower() == "a":
            front.lines.say(*_numbered(sessions, count, len(sessions)))
            count = len(sessions)
        elif answer:
            _say_session(front, sessions[int(answer) - 1])
        else:
            return


async def _which(front: PlainFront, count: int, *, more: bool) -> str:
    """The number of a session, "a" for all of them, "" to go back."""
    answer = await front.questions.word(
        f"A number tells more about that session{', a shows all' if more else ''}, Enter goes back.",
        fault=lambda typed: _fault(typed, count, more),
        usual="",
    )
    return "" if answer is BACK else answer


def _numbered(sessions: Sequence[SessionRecord], first: int, end: int) -> list[str]:
    return [f"{number} {history_line(session)}" for number, session in enumerate(sessions[first:end], first + 1)]


def _say_session(front: PlainFront, session: SessionRecord) -> None:
    front.lines.say(f"{day_name(session.day)} {session.day.year}, {session.started_at:%H:%M}", *session_notes(session))


def history_line(session: SessionRecord) -> str:
    """A past session in one line that can be read aloud."""
    pains = {
        "before": session.pain_before,
        "worst": session.pain_worst,
        "after": session.pain_after,
        "next morning": session.pain_morning,
    }
    given = ", ".join(f"{when} {pain}" for when, pain in pains.items() if pain is not None) or "not given"
    what = [f"stage {session.stage}", f"{session.reps_done} of {reps(session.reps_planned)}"]
    if is_walk(session):
        what = [walk_words(session)]
    parts = [
        f"{session.started_at:%Y-%m-%d %H:%M}",
        *what,
        f"pain {given}",
        *extras(session),
    ]
    return "; ".join(parts)


async def show_stages(front: PlainFront) -> None:
    """The stage table in use."""
    table = front.workspace.table
    front.lines.say(f"{table.programme}, {plural(len(table.stages), 'stage')}:")
    front.lines.say(*(stage_line(table, stage) for stage in table.stages))


def _fault(typed: str, count: int, more: bool) -> Problem | None:
    """What is wrong with an answer."""
    if more and typed.lower() == "a":
        return None
    if typed.isascii() and typed.isdigit() and len(typed) < 7 and 1 <= int(typed) <= count:
        return None
    return Problem(f"Please type a number from 1 to {count}{', or a' if more else ''}.")
