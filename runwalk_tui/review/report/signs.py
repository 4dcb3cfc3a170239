"""The warning signs of the letter: each that was ever ticked, whether any is open, and the answers before the start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from runwalk_tui.review.dates import dated
from runwalk_tui.review.report.letter import SignEvent
from runwalk_tui.rule.reading import split_by_day, stop_sign
from runwalk_tui.rule.red_flags import Urgency, advice_for, flag_of, in_words, urgency_of
from runwalk_tui.rule.screening import Screening, condition_of
from runwalk_tui.session.records import Log, SessionRecord

TOLD = {
    Urgency.EMERGENCY: "call the emergency number or go to an emergency department at once",
    Urgency.URGENT: "see a doctor urgently, before running again",
}
"""What a runner is told to do, in the words of the letter."""
NOT_HELD = "Until it is corrected, runwalk does not hold sessions because of it."
"""Why a session may be due below the advice about a sign that is dated in the future."""
NO_SIGN = "No warning sign is in the patient's log."
"""Not that there never was one: an entry may have been deleted once its sign was cleared."""


def sign_events(log: Log, today: date) -> tuple[SignEvent, ...]:
    """Every warning sign of any session up to `today`, those that nobody cleared first, the most urgent of them on top,
    then the newest.

    A sign of one day is one line, however many entries have it, and it is cleared when it is in all of them: a sign
    that was added to a session after its clearance has an entry of its own that nobody has cleared. The advice is that
    about the sign alone: what else was ticked on its day may have been another session's, and cleared with it.
    """
    happened, _ = split_by_day(log, today)
    found: dict[tuple[date, str], list[date | None]] = {}
    for session in happened.sessions:
        for flag in session.red_flags if session.happened else ():
            known = flag_of(flag)
            found.setdefault((session.day, known.id if known else flag), []).append(_cleared(session, happened))
    cleared = {sign: _in_all(days) for sign, days in found.items()}
    events = [
        (sign, SignEvent(day, in_words([sign], in_full=True), TOLD[urgency_of(sign)], when))
        for (day, sign), when in cleared.items()
    ]
    events.sort(key=lambda one: (one[1].cleared is not None, _rank(*one), -one[1].day.toordinal()))
    return tuple(event for _, event in events)


def signs_ahead(later: Iterable[SessionRecord], log: Log) -> tuple[str, ...]:
    """A sentence about each warning sign of the sessions that are dated so far ahead that the rule leaves them out
    (`later`); `log` has the clearances."""
    return tuple(
        f"An entry dated {dated(session.day)}, which is in the future, has a warning sign: "
        f"“{in_words(session.red_flags, in_full=True)}”. Its date may be wrong. {_cleared_or_advice(session, log)}"
        for session in later
        if session.happened and session.red_flags
    )


def on_hold(log: Log, today: date) -> str:
    """That sessions are on hold, and until when; "" unless a warning sign is open."""
    flagged = stop_sign(log, today)
    if not flagged:
        return ""
    it = "it" if len(flagged) == 1 and len(flagged[0].red_flags) == 1 else "them"
    return (
        f"Sessions are on hold until a doctor or physiotherapist has cleared {it} and the patient has recorded that in "
        "runwalk."
    )


def screening_sentences(screening: Screening | None) -> tuple[str, ...]:
    """What was answered before the first session, each yes with the advice that was given about it.

    A warning sign that was ticked then is among the signs; it ends the questions.
    """
    if screening is None:
        return ("The health questions at the start weren't answered.",)
    yes = tuple(_yes_answers(screening))
    if screening.red_flags:
        ended = "The health questions at the start ended at a warning sign; the others may not have been asked."
        return (ended, *yes)
    return yes or ("The patient answered no to all health questions at the start.",)


def _yes_answers(screening: Screening) -> Iterator[str]:
    """In the order in which they are asked."""
    told: dict[str, str] = {}
    for words in screening.conditions:
        known = condition_of(words)
        told[known.text if known else words] = known.advice if known else ""
    for answer, advice in told.items():
        given = f" runwalk's advice: “{advice}”" if advice else ""
        yield f"Before the start the patient answered yes to: “{answer}”.{given}"


def _soonest(urgency: Urgency) -> int:
    """0 for what must be seen to first."""
    return list(Urgency).index(urgency)


def _rank(sign: str, event: SignEvent) -> int:
    """The order among open signs; of those that were cleared only the day counts."""
    return 0 if event.cleared else _soonest(urgency_of(sign))


def _in_all(days: Sequence[date | None]) -> date | None:
    """The day from which a sign was cleared in each of its entries; None while it is open in one."""
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _cleared(session: SessionRecord, log: Log) -> date | None:
    """The day of the first clearance that covers a session."""
    return min((each.at.date() for each in log.clearances if each.covers(session)), default=None)


def _cleared_or_advice(session: SessionRecord, log: Log) -> str:
    """When the patient recorded that it was cleared, or else what the patient was told to do."""
    day = _cleared(session, log)
    if day is not None:
        return f"The patient recorded on {dated(day)} that a clinician had cleared it."
    told = advice_for(session.red_flags)
    return f"{NOT_HELD} runwalk's advice: {TOLD[told.urgency]}." if told else ""
