"""The plan after a flare-up: today, tomorrow, this week, and when to get help, as the rule will have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from runwalk_tui.guidance.markdown_lines import escaped
from runwalk_tui.guidance.page import Page
from runwalk_tui.guidance.sources import with_short_names
from runwalk_tui.programme.stage import OURS, Policy, Stage, StageTable
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.response import is_common_flare, pain_was_moderate
from runwalk_tui.rule.standing import Decision, Judged, clean_asked

FLARE_UP = "flare-up"
"""The id of the page."""
TITLE = "After a flare-up"

RUNNING_REST = Policy().rest_days_after_flare
"""Days without running after a flare-up, as in the programme that ships first."""

STOP_RUNNING = "No more running. Walk as far as feels right. {own}"
USUAL_DAY = (
    "Otherwise go about your day as usual, and change position often. "
    "Staying in bed for long doesn't help a back. {nice, nhs}"
)
IT_IS_COMMON = "A flare-up is common after a faster or longer run. {physios}"
TELL_THE_MORNING = "In the morning, tell the app how your back is. {rule}"
NOT_YET = "No running yet; walks are fine and don't count. {rule}"
NOT_YET_A_WALK = "No planned walk yet; other walks are fine and don't count. {rule}"
STOP_WALKING = "No more planned walks today. Walk only as far as feels right. {own}"
KEEP_MOVING = "Walk or swim, so you don't get stiff. {own}"
EASY_RUNS = (
    "Run easily, on the flat, with short, quiet steps: nothing fast and no downhill until it has settled. {physios}"
)
IF_A_RUN = (
    "If you choose a run instead: easily, on the flat, with short, quiet steps, nothing fast and no downhill until it "
    "has settled. {physios}"
)
HELP_HEADING = "When to get help"
"""The part that names who to see; the first one where pain was severe or may have been."""
WHERE_HELP_IS = (
    "Chest pain or tightness, or legs, genitals, bladder or bowels not as usual? Don't wait: look under "
    f'"{HELP_HEADING}" now.'
)
"""Above a plan in which that part is the last."""
BEFORE_RUNNING, BEFORE_A_WALK = "**Urgently, before you run:**", "**Urgently, before your next planned walk:**"
HELP = (
    "**At once:** both legs hurt, tingle, or are numb or weak; numb or tingling genitals or buttocks; trouble with "
    "bladder or bowels; chest pain or tightness; or pain since a serious accident. Call your emergency number. {nhs}",
    "**Urgently, before you run:** for example one leg has started to tingle, or gone numb, weak or clumsy; a "
    "fever or feeling unwell; being unable to walk as usual. See a doctor. {nhs, physios, shanna}",
    '**All the signs:** see the page "When to see someone". {nhs, shanna, physios}',
)
SLOW = "**Not settled in a week or two?** See a doctor or physiotherapist. {own}"
TWO_IN_A_ROW = "**Two flare-ups in a row?** See a doctor or physiotherapist about this. {own}"


def plan_after(last: Judged, reading: Reading, due: Prescription) -> Page:
    """The plan after this flare-up, on the day that the log was read for."""
    policy, in_a_row = reading.table.policy, reading.standing.flares if reading.standing else 1
    help_first = in_a_row > 1 or not pain_was_moderate(last.session, policy)
    # Nobody is told that this is common where it may be something else.
    common = is_common_flare(last.session, policy, in_a_row)
    plan = {
        "Today": list(_today(last, reading, due, common=common)),
        "Tomorrow": list(_tomorrow(last, reading, due)),
        "This week": list(_this_week(last, reading, due)),
    }
    help_part = {HELP_HEADING: list(_help(in_a_row, walking=_only_walks(last, reading.table)))}
    parts = help_part | plan if help_first else plan | help_part
    beginning = "" if help_first else WHERE_HELP_IS
    return Page(FLARE_UP, with_short_names(_as_markdown(TITLE, beginning, parts)))


def plan_in_general(table: StageTable) -> str:
    """The same for any flare-up, as Markdown that names its sources by their ids."""
    policy, walking = table.policy, not table.has_running
    parts = {
        "Today": [STOP_WALKING if walking else STOP_RUNNING, USUAL_DAY, *([] if walking else [IT_IS_COMMON])],
        "Tomorrow": [TELL_THE_MORNING, NOT_YET_A_WALK if walking else NOT_YET, KEEP_MOVING],
        "This week": [_again_in_general(policy, walking=walking), *([] if walking else [EASY_RUNS])],
        HELP_HEADING: [*_before(HELP, walking=walking), SLOW, TWO_IN_A_ROW],
    }
    beginning = f"{WHERE_HELP_IS} After a flare-up the app shows this plan with the days filled in."
    return _as_markdown(TITLE, beginning, parts)


def _as_markdown(title: str, beginning: str, parts: dict[str, list[str]]) -> str:
    texts = [
        f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in parts.items() if lines
    ]
    return "\n\n".join(filter(None, [f"# {title}", beginning, *texts])) + "\n"


def _again_in_general(policy: Policy, *, walking: bool) -> str:
    """How it starts again; a programme that is set by hand offers no lower stage."""
    without = "a planned walk" if walking else "running"
    how = "with a gentler stage that you choose" if policy.manual else "usually one stage lower, as the app offers"
    return f"After {plural(policy.rest_days_after_flare, 'day')} without {without}, start again, {how}. {{rule}}"


def _runs(table: StageTable, stage: str | None) -> bool:
    """Whether a stage has any running; without one, whether any stage of the table has."""
    return table.has_running if stage is None else table.stage(stage).run_seconds > 0


def _walking(table: StageTable, due: Prescription) -> bool:
    """Whether what is offered is a planned walk."""
    return not _runs(table, None if due.offered is None else due.offered.stage)


def _today(last: Judged, reading: Reading, due: Prescription, *, common: bool) -> Iterator[str]:
    walking = _walking(reading.table, due)
    if due.earliest > reading.today:
        yield STOP_WALKING if walking and not last.session.run_seconds else STOP_RUNNING
    elif walking:
        yield f"Your next planned walk can be today{_what(reading, due)}. {{rule}}"
        yield "Still clearly worse than usual? A shorter one is enough. {own}"
    else:
        yield f"You can run again{_what(reading, due)}. {{rule}}"
        yield _walk_instead(due)
    yield USUAL_DAY
    if common:
        yield IT_IS_COMMON


def _tomorrow(last: Judged, reading: Reading, due: Prescription) -> Iterator[str]:
    walking, days = _walking(reading.table, due), (due.earliest - reading.today).days
    if last.session.last_day == reading.today and last.session.pain_morning is None:
        yield TELL_THE_MORNING
    if days > 1:
        yield NOT_YET_A_WALK if walking else NOT_YET
    elif days == 1:
        again = "Your next planned walk can be then" if walking else "You can run again"
        yield f"{again}{_what(reading, due)}. {{rule}}"
    yield KEEP_MOVING


def _this_week(last: Judged, reading: Reading, due: Prescription) -> Iterator[str]:
    walking = _walking(reading.table, due)
    if (due.earliest - reading.today).days > 1:
        thing = "planned walk" if walking else "run"
        yield f"Next {thing}: {day_name(due.earliest, reading.today)} or later{_what(reading, due)}. {{rule}}"
    if walking:
        yield from _no_running_before(last, reading)
    else:
        if due.earliest > reading.today:  # on the day itself it comes with what is due
            yield _walk_instead(due)
        yield EASY_RUNS
    if walking and _runs(reading.table, due.stage):  # the walk is offered in the place of a run, which may be chosen
        yield IF_A_RUN
    yield from _the_way_up(reading, due)


def _walk_instead(due: Prescription) -> str:
    """From which pain on a walk is the better choice, the one threshold of the plan."""
    pain = f"Pain of {due.walk_from} or more before that run, or clearly worse than usual?"
    return f"{pain} Go for a walk instead. {{rule, own}}"


def _the_way_up(reading: Reading, due: Prescription) -> Iterator[str]:
    """When the stage that the flare-up led away from is offered again."""
    standing = reading.standing
    if standing is not None and standing.decision is due.decision is Decision.STEP_BACK:
        above = reading.table.stages[standing.stage + 1]  # a step back has left it
        count, policy = clean_asked(reading.table, standing), reading.table.policy
        well = f"{plural(count, 'full session')} that {'goes' if count == 1 else 'go'} well"
        first = standing.changed + timedelta(days=policy.min_days_per_stage)
        # With a day off after each of the sessions it takes that long anyway.
        by_itself = due.earliest + timedelta(days=count * (policy.rest_days + 1))
        soonest = f", {day_name(first, reading.today)} at the soonest" if first > by_itself else ""
        yield f"Stage {escaped(above.marked_id)} is offered after {well}{soonest}{_if_ours(above)}. {{rule}}"


def _no_running_before(last: Judged, reading: Reading) -> Iterator[str]:
    """Walking asks for less rest than running does: whoever flared on a run and walks now is told of the longer one."""
    rest = max(RUNNING_REST, reading.table.policy.rest_days_after_flare)
    first = last.session.day + timedelta(days=rest + 1)
    if last.session.run_seconds and first > reading.today:
        yield f"No running before {day_name(first, reading.today)}. {{rule}}"


def _what(reading: Reading, due: Prescription) -> str:
    """Which session is offered, as the end of a sentence; "" where none is.

    The stage of a programme that is set by hand does not move, so there it is the gentler one, where there is one.
    """
    if due.stage is None or due.reps is None:
        return ""
    if due.gentler is not None:
        gentler = reading.table.stage(due.gentler.stage)
        return f": a gentler session, such as stage {escaped(gentler.marked_id)}{_if_ours(gentler)}"
    lower = ", a step back" if due.decision is Decision.STEP_BACK else ""
    count = "" if due.full_reps == 1 else f" with {reps(due.reps)}"
    stage = reading.table.stage(due.stage)
    return f": stage {escaped(stage.marked_id)}{count}{lower}{_if_ours(stage)}"


def _if_ours(stage: Stage) -> str:
    """What the mark at a stage means, as the end of a sentence; "" where it has none."""
    return f" ({escaped(OURS)})" if stage.is_ours else ""


def _only_walks(last: Judged, table: StageTable) -> bool:
    """Whether neither the session nor anything in the table has any running."""
    return not last.session.run_seconds and not table.has_running


def _before(lines: tuple[str, ...], *, walking: bool) -> tuple[str, ...]:
    """When to get help, without a word of runs in a programme that has none."""
    return tuple(line.replace(BEFORE_RUNNING, BEFORE_A_WALK) for line in lines) if walking else lines


def _help(in_a_row: int, *, walking: bool) -> Iterator[str]:
    if in_a_row > 1:
        yield f"**{in_a_row} flare-ups in a row:** see a doctor or physiotherapist about this. {{own}}"
    yield from _before(HELP, walking=walking)
    yield SLOW
