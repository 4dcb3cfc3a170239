"""Other exercise, such as stretching or strength: when it is offered, how often it was done, what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Act, Stage, Step
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import lately
from runwalk_tui.session.habits import week_start
from runwalk_tui.session.records import SessionKind, SessionRecord
from runwalk_tui.wording import minutes

OFFER = "No running today. If you like, do some stretching or strength work"
"""What Home says on a day without running; the key follows."""
NOT_NOW = "the app doesn't suggest other exercise for now"
STOPPED_DAYS = 7
"""Days for which other exercise is not offered after some that was stopped for pain; our own choice."""


def is_other(session: SessionRecord) -> bool:
    """Whether it was other exercise, and more than a rehearsal of it."""
    return session.kind is SessionKind.COMPANION and session.happened


def is_offered(reading: Reading, due: Prescription) -> bool:
    """Whether to offer other exercise today: no session is due, none was run, and no pain or soreness is against it.

    Once it is done it is not offered again that day. Whoever wants it anyway can have it on any day.
    """
    last = reading.last_counted
    if due.stage is None or due.earliest <= reading.today or last is None or last.session.day >= reading.today:
        return False
    if last.response is Response.STOP or why_not_offered(reading):
        return False
    return not any(is_other(one.session) for one in lately(reading.judged, reading.today, 1))


def other_this_week(sessions: Iterable[SessionRecord], today: date, first_weekday: int = 0) -> int:
    """How often other exercise was done in the calendar week of `today`, which starts on `first_weekday`."""
    week = week_start(today, first_weekday)
    return sum(is_other(session) and week_start(session.day, first_weekday) == week for session in sessions)


def how_often(count: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count) or plural(count, "time")


def why_not_offered(reading: Reading) -> str:
    """Why other exercise had better wait, in one sentence; "" where no pain or soreness speaks against it.

    It is not forbidden: the key still leads there.
    """
    last = reading.last_counted
    if last is not None and last.response is Response.FLARE:
        return f"Your last session was a flare-up, so {NOT_NOW}."
    if last is not None and last.session.soreness:
        return f"Your last session left you with new soreness ({', '.join(last.session.soreness)}), so {NOT_NOW}."
    if reading.rising:
        return f"Your pain before sessions has been rising, so {NOT_NOW}."
    # As with the plan after a flare-up, the day itself and the week after it.
    others = [one.session for one in lately(reading.judged, reading.today, STOPPED_DAYS + 1) if is_other(one.session)]
    stopped = [session.day for session in others if session.stopped_for_pain]
    if stopped:
        since = day_name(stopped[-1], reading.today)
        return f"You stopped other exercise for pain on {since}, so the app doesn't suggest it for {STOPPED_DAYS} days."
    return ""


def cautions(stage: Stage, skip: str, stop: str) -> list[str]:
    """What to heed in an exercise, a line or two; `skip` and `stop` are the keys of the timer for that."""
    lines = [
        f"Nothing here should hurt. Make a movement smaller, skip it with {skip}, or stop with {stop}. "
        "Not medical advice."
    ]
    if any(step.act is Act.STRETCH and "hamstring" in step.word.lower() for step in stage.steps):
        lines.append("Tingling, numbness or pain below the knee? Let go, and leave it out.")
    return lines


def step_lines(stage: Stage) -> list[str]:
    """Each step of an exercise in a line, those of a set under how often it is done.

    Rests are left out: they are in the time, and the list is short enough to be read at a glance.
    """
    lines = []
    for part in stage.parts:
        if part.times > 1:
            lines.append(f"{how_often(part.times).capitalize()}:")
        lines += [_step_line(step) for step in part.steps if step.act is not Act.REST]
    return lines


def length_line(stage: Stage) -> str:
    """How long an exercise takes, and that we chose its figures where we did: "6 minutes in all. Figures: our own."."""
    rests = ", including the rests" if any(step.act is Act.REST for step in stage.steps) else ""
    ours = " Figures: our own." if stage.is_ours else ""
    return f"{minutes(stage.total_seconds(stage.reps_min))} in all{rests}.{ours}"


def _step_line(step: Step) -> str:
    return f"{format_clock(step.seconds)} {step.act}{f', {step.word}' if step.word else ''}"
