"""The warning signs of the letter: each that was ever ticked, those that are open, and the answers before the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from runwalk_tui.review.report.letter import SignEvent
from runwalk_tui.rule.reading import split_by_day, stop_sign
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.rule.red_flags import Urgency, advice_for, in_words, urgency_of
from runwalk_tui.rule.screening import Screening, condition_of
from runwalk_tui.session.records import Log, SessionRecord

TOLD = {
    Urgency.EMERGENCY: "call the emergency number or go to an emergency department at once",
    Urgency.URGENT: "see a doctor urgently, before running again",
}
"""What a runner is told to do, in the words of the letter."""


def sign_events(log: Log, today: date) -> tuple[SignEvent, ...]:
    """Every warning sign of any session up to `today`, the newest first; each has a line of its own."""
    happened, _ = split_by_day(log, today)
    flagged = [session for session in happened.sessions if session.happened and session.red_flags]
    flagged.sort(key=lambda session: session.started_at, reverse=True)
    return tuple(
        SignEvent(session.day, in_words([flag], in_full=True), TOLD[urgency_of(flag)], _cleared(session, happened))
        for session in flagged
        for flag in dict.fromkeys(session.red_flags)
    )


def open_signs(log: Log, today: date) -> tuple[str, ...]:
    """A paragraph about each session whose warning signs nobody has cleared, then what that means; () without one."""
    flagged = stop_sign(log, today)
    if not flagged:
        return ()
    return (*(_reported(session, today) for session in flagged), _on_hold(flagged))


def yes_answers(screening: Screening | None) -> tuple[str, ...]:
    """What was said yes to before the first session, in a few words each, in the order in which it is asked.

    Warning signs that were ticked then are among the signs.
    """
    if screening is None:
        return ()
    known = ((words, condition_of(words)) for words in screening.conditions)
    return tuple(dict.fromkeys(words if each is None else each.text for words, each in known))


def _cleared(session: SessionRecord, log: Log) -> date | None:
    """The day of the first clearance that covers a session."""
    return min((each.at.date() for each in log.clearances if each.covers(session)), default=None)


def _reported(session: SessionRecord, today: date) -> str:
    """Which signs were reported, and what the patient was told to do."""
    told = advice_for(session.red_flags)
    do = f" The patient was told: {TOLD[told.urgency]}." if told else ""
    signs = in_words(session.red_flags, in_full=True)
    return f"Reported on {day_name(session.day, today)} and not cleared: “{signs}”.{do}"


def _on_hold(flagged: Sequence[SessionRecord]) -> str:
    it = "it" if len(flagged) == 1 and len(flagged[0].red_flags) == 1 else "them"
    return (
        f"Sessions are on hold until a doctor or physiotherapist has cleared {it} and the patient has noted that in "
        "runwalk."
    )
