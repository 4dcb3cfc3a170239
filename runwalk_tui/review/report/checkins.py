"""The check-ins of the letter: up to three, each figure under the day on which it was given, next to the trial's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from runwalk_tui.review.report.letter import CheckInRow, LetterCheckIns, OwnRow
from runwalk_tui.rule import follow_up
from runwalk_tui.rule.follow_up import TrialFigure, signed
from runwalk_tui.rule.reading import NOT_YET_AFTER
from runwalk_tui.session.records import CheckIn, Log

CAVEAT = (
    f"The trial's figures below are {follow_up.BETWEEN_GROUPS} They do not say what will happen to one patient, and "
    "they are not a goal."
)
CAVEATS_AFTER = (
    "One patient has no group to compare with. Pain goes up and down anyway, and part of any change is just that.",
    "Adverse events among the 20 runners of the trial: 7 of the lower limb, 1 fainting with an underlying condition, "
    "1 back pain.",
)
"""As follow-up has them for the runner, without "you"."""
MOST = 3
"""Check-ins that the table has room for: in the trial they were in weeks 0, 6 and 12."""
NOTHING = "–"
"""Where a check-in gives no figure."""


def checkins_by(log: Log, today: date) -> tuple[CheckIn, ...]:
    """The check-ins up to a day, or to the one after it as with everything else, in order of time."""
    known = [checkin for checkin in log.checkins if checkin.at.date() <= today + NOT_YET_AFTER]
    return tuple(sorted(known, key=lambda checkin: checkin.at))


def letter_checkins(given: Sequence[CheckIn]) -> LetterCheckIns | None:
    """The table of check-ins, given in order of time; None without any.

    The trial is compared only with a course: one check-in has none.
    """
    if not given:
        return None
    shown = _three_at_most(given)
    compared = len(shown) > 1
    return LetterCheckIns(
        days=tuple(each.at.date() for each in shown),
        rows=tuple(_rows(shown)),
        own=tuple(_own_rows(shown)),
        compared=compared,
        caveat=CAVEAT if compared else "",
        caveats_after=CAVEATS_AFTER if compared else (),
    )


def _three_at_most(given: Sequence[CheckIn]) -> list[CheckIn]:
    """The first, the latest, and the one that is nearest to the middle of the time between them."""
    if len(given) <= MOST:
        return list(given)
    first, latest = given[0], given[-1]
    half = first.at + (latest.at - first.at) / 2
    return [first, min(given[1:-1], key=lambda each: abs(each.at - half)), latest]


def _rows(shown: Sequence[CheckIn]) -> Iterator[CheckInRow]:
    of: list[tuple[str, Callable[[CheckIn], int | None], TrialFigure | None]] = [
        ("Pain now", lambda each: each.current, follow_up.TRIAL_CURRENT),
        ("Average pain, past week", lambda each: each.average, follow_up.TRIAL_AVERAGE),
        ("Worst pain, past week", lambda each: each.worst, None),
    ]
    if any(each.disability is not None for each in shown):
        of.append(("Disability, %", lambda each: each.disability, follow_up.TRIAL_DISABILITY))
    for name, value, trial in of:
        figures = [value(each) for each in shown]
        yield CheckInRow(name, tuple(map(_figure, figures)), _change(figures), _trial(trial))


def _own_rows(shown: Sequence[CheckIn]) -> Iterator[OwnRow]:
    """The questions of our own that any of the check-ins answers: each activity in the patient's words, then how safe
    running feels. What is said of one activity is nothing to compare another with."""
    activities: list[str] = []
    for each in reversed(shown):
        named = each.activity and each.activity_score is not None
        if named and not any(follow_up.same_activity(each.activity, known) for known in activities):
            activities.append(each.activity)
    for activity in activities:
        scores = [each.activity_score if follow_up.same_activity(each.activity, activity) else None for each in shown]
        yield OwnRow("How well “", activity, "” goes", tuple(map(_figure, scores)), _change(scores))
    felt = [each.safe for each in shown]
    if any(each is not None for each in felt):
        yield OwnRow("How safe running feels for the back", "", "", tuple(map(_figure, felt)), _change(felt))


def _figure(value: int | None) -> str:
    return NOTHING if value is None else str(value)


def _change(figures: Sequence[int | None]) -> str:
    """From the first figure of some check-ins to the latest's, as the runner's page has it; "" where the latest gives
    none, or none came before it."""
    *before, latest = figures
    first = next((figure for figure in before if figure is not None), None)
    if first is None or latest is None:
        return ""
    return follow_up.difference_words(latest - first)


def _trial(figure: TrialFigure | None) -> str:
    """The trial's figure with its interval, or that there is none."""
    if figure is None:
        return follow_up.NO_FIGURE
    return f"{signed(figure.difference)} ({signed(figure.low)} to {signed(figure.high)})"
