"""The plan after a flare-up: today, tomorrow, this week, and when to get help, as the rule will have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from runwalk_tui.guidance.page import Page
from runwalk_tui.guidance.sources import with_short_names
from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading, stop_sign
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.response import Response, worst_pain
from runwalk_tui.rule.standing import Decision, Judged, clean_asked

FLARE_UP = "flare-up"
"""The id of the page."""
TITLE = "After a flare-up"
PLAN_DAYS = 7
"""Days after a flare-up in which its plan is offered, our choice: it is a plan for a week."""

STOP_RUNNING = "No more running. Walk as far as it feels right. {own}"
USUAL_DAY = "Otherwise your usual day; change position often. Long rest in bed doesn't help a back. {nice, nhs}"
IT_IS_COMMON = "Common after a faster or longer run, and pain needn't mean damage. {physios, keith}"
TELL_THE_MORNING = "In the morning, tell the app how your back is. {rule}"
NOT_YET = "No running yet; walks are fine and don't count. {rule}"
KEEP_MOVING = "Walk or swim, so you don't get stiff. {physios}"
EASY_RUNS = (
    "Run easily, on the flat, with short, quiet steps: nothing fast and no downhill until it has settled. {physios}"
)
HELP = (
    "**At once:** numb around genitals or buttocks, trouble with bladder or bowels, both legs numb or weak, chest "
    "pain, or pain since a serious accident. Call your emergency number. {nhs}",
    "**Urgently, before you run:** a leg that tingles or goes numb, weak or clumsy; a fever or feeling unwell; not "
    "walking as usual. See a doctor. {nhs, physios, shanna}",
)
SLOW = "**Not settled in a week or two?** See a doctor or physiotherapist. {own}"
TWO_IN_A_ROW = "**Two flare-ups in a row?** See a doctor or physiotherapist about this. {own}"


def flared(reading: Reading) -> Judged | None:
    """The last counted session of any programme when it was a flare-up, and not longer ago than the plan is for.

    None under a stop sign, where only what is to be done counts.
    """
    last = reading.last_counted
    if (
        last is None
        or last.response is not Response.FLARE
        or (reading.today - last.session.day).days > PLAN_DAYS
        or stop_sign(reading.log)
    ):
        return None
    return last


def plan_after(last: Judged, reading: Reading, due: Prescription) -> Page:
    """The plan after this flare-up, on the day that the log was read for."""
    severe = reading.table.policy.severe_pain
    pains = (worst_pain(last.session), last.session.pain_morning)
    parts = {
        # Nobody in severe pain is told that this is common.
        "Today": list(_today(reading, due, severe=any(pain is not None and pain >= severe for pain in pains))),
        "Tomorrow": list(_tomorrow(last, reading.today, due)),
        "This week": list(_this_week(reading, due)),
        "When to get help": list(_help(reading.standing.flares if reading.standing else 1)),
    }
    return Page(FLARE_UP, with_short_names(_as_markdown(TITLE, "", parts)))


def plan_in_general(policy: Policy) -> str:
    """The same for any flare-up, as Markdown that names its sources by their ids."""
    parts = {
        "Today": [STOP_RUNNING, USUAL_DAY, IT_IS_COMMON],
        "Tomorrow": [TELL_THE_MORNING, NOT_YET, KEEP_MOVING],
        "This week": [
            f"After {plural(policy.rest_days_after_flare, 'day')} without running, start again one stage lower, as the "
            "app offers. {rule}",
            EASY_RUNS,
        ],
        "When to get help": [*HELP, SLOW, TWO_IN_A_ROW],
    }
    beginning = (
        "One flare-up undoes nothing of what you have built up. After a flare-up the app shows this plan with the days "
        "filled in."
    )
    return _as_markdown(TITLE, beginning, parts)


def _as_markdown(title: str, beginning: str, parts: dict[str, list[str]]) -> str:
    texts = [f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in parts.items()]
    return "\n\n".join(filter(None, [f"# {title}", beginning, *texts])) + "\n"


def _today(reading: Reading, due: Prescription, *, severe: bool) -> Iterator[str]:
    if due.earliest <= reading.today:
        yield f"You can run again{_what(due)}. Still clearly worse than usual? Walk instead. {{rule}}"
    else:
        yield STOP_RUNNING
    yield USUAL_DAY
    if not severe:
        yield IT_IS_COMMON


def _tomorrow(last: Judged, today: date, due: Prescription) -> Iterator[str]:
    days = (due.earliest - today).days
    if last.session.last_day == today and last.session.pain_morning is None:
        yield TELL_THE_MORNING
    if days > 1:
        yield NOT_YET
    elif days == 1:
        yield f"You can run again{_what(due)}. {{rule}}"
    yield KEEP_MOVING


def _this_week(reading: Reading, due: Prescription) -> Iterator[str]:
    if (due.earliest - reading.today).days > 1:
        yield f"Next run: {day_name(due.earliest, reading.today)} or later{_what(due)}. {{rule}}"
    yield f"Pain of {due.walk_from} or more before it? Better a walk. {{rule}}"
    yield EASY_RUNS
    standing = reading.standing
    if standing is not None and standing.decision is due.decision is Decision.STEP_BACK:
        above = reading.table.stages[standing.stage + 1]  # a step back has left it
        again = plural(clean_asked(reading.table, standing), "good full session")
        yield f"Stage {above.id} comes back after {again}. {{rule}}"


def _what(due: Prescription) -> str:
    """Which session is due, as the end of a sentence; "" where none is."""
    if due.stage is None or due.reps is None:
        return ""
    lower = ", a step back" if due.decision is Decision.STEP_BACK else ""
    return f": stage {due.stage} with {reps(due.reps)}{lower}"


def _help(in_a_row: int) -> Iterator[str]:
    if in_a_row > 1:
        yield f"**{in_a_row} flare-ups in a row:** see a doctor or physiotherapist about this. {{own}}"
    yield from HELP
    yield SLOW
