"""What is worth a second look in a stage table that has no errors.

Nothing here refuses a table: whoever wrote it may know better, and has a back of their own. The figures are rough
ones: an hour and a half is the longest run-walk of the article that `return-to-running` follows, a tenth more a week is
a rule of thumb that articles for runners give, and the shipped table itself grows faster where it is as published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from runwalk_tui.programme.duration import format_clock, format_duration
from runwalk_tui.programme.faults import in_a_row, nearest, quote
from runwalk_tui.programme.stage import HOUR, Kind, Policy, Source, Stage, StageTable, TableKind

LONG_SESSION = HOUR * 3 // 2
SHORT_SESSION = 600
"""Seconds of intervals; fewer are rather a list that was meant to be repeated."""
LONG_RUN = HOUR
"""Seconds of one run from which on metres may be meant."""
LONG_STAGE = 84
"""Days: as long as the trial was in all."""
LONG_PROGRAMME = 140
MANY_STAGES = 13
"""Days to the last stage from which on, where there are more stages than the table that ships has, each may be meant to
be one day of a plan."""
DAYS_A_WEEK = 7
MOST_NAMED = 4
"""Of what a sentence lists."""
WEEKS_AHEAD = 520
"""As far as growth is looked at: ten years."""


def hints(
    table: StageTable,
    shipped: StageTable,
    programmes: Collection[str] = (),
    published: StageTable | None = None,
    before: StageTable | None = None,
) -> tuple[str, ...]:
    """Return what to look at again, a sentence or two each, the most important first.

    `shipped` is the table that comes with the program, to compare with. `programmes` are the names that `then` may
    have; without any it is not looked at. `published` is the table that comes with the program under the same name.
    From one stage to the next only what was not the same in `before` is named.
    """
    if table.kind is TableKind.COMPANION:
        return (*_of_no_effect(table), *_lengths(table))
    return (
        *_stuck(table),
        *_growth(table, shipped, before),
        *_lengths(table),
        *claims(table, published),
        *_what_follows(table, programmes),
    )


def new_hints(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The hints that a change of a table brings: those that were not said before."""
    return tuple(each for each in after if each not in before)


def claims(table: StageTable, published: StageTable | None) -> tuple[str, ...]:
    """Which stages have other steps than their `source` is about, in a sentence; `published` as for `hints`."""
    if published is None:
        return ()
    by_id = {stage.id: stage for stage in published.stages}
    differ = [
        stage
        for stage in table.stages
        if stage.source in (Source.TRIAL, Source.SECONDARY)
        and (there := by_id.get(stage.id)) is not None
        and (stage.steps, stage.fill) != (there.steps, there.fill)
    ]
    if not differ:
        return ()
    have, their = ("has", "its") if len(differ) == 1 else ("have", "their")
    named = _named(differ)
    sources = in_a_row([quote(each) for each in dict.fromkeys(stage.source.value for stage in differ)], "and")
    return (
        f"{named[0].upper()}{named[1:]} {have} different steps from those in the table that comes with runwalk, and "
        f'{their} source still says {sources}. If you changed the steps, write source = "own".',
    )


def _of_no_effect(table: StageTable) -> Iterator[str]:
    """What a table of other exercise has and nothing looks at."""
    if table.policy != Policy():
        yield "Other exercise has no rule, so [progression] changes nothing."
    if table.then:
        yield "No programme comes after other exercise, so the key `then` changes nothing."
    if running := [one for one in table.stages if one.run_seconds]:
        yield f"There is running in {_named(running)}, but other exercise doesn't count as a session."


def _stuck(table: StageTable) -> Iterator[str]:
    """Why the programme never moves up, or takes very long to."""
    policy = table.policy
    if table.sessions_per_week > DAYS_A_WEEK:
        yield f"sessions_per_week = {table.sessions_per_week} is more than one session a day."
    if len(table.stages) == 1:
        yield "There is one stage, so there is nothing to move up to."
        return
    if policy.manual:
        yield "With manual = true the app never proposes another stage; you choose it."
        return
    yield from _never_good_enough(policy)
    if blocked := [stage for stage in table.stages[:-1] if _is_blocked(table, stage)]:
        yield (
            f"You never move up from {_named(blocked)}: rest_days and sessions_per_week put so many days between two "
            "sessions that each comes after a break (break_repeat_days, break_step_back_days, break_retest_days)."
        )
    days = max(_days_of(table, stage) for stage in table.stages[:-1])
    if days > LONG_STAGE:
        longest = [stage for stage in table.stages[:-1] if _days_of(table, stage) == days]
        yield (
            "With this sessions_to_advance, min_days_per_stage and sessions_per_week, it takes at least "
            f"{days // 7} weeks to move up from {_named(longest)}."
        )
    each = [_days_of(table, stage) for stage in table.stages[:-1]]
    if len(table.stages) > MANY_STAGES and sum(each) >= LONG_PROGRAMME:
        yield (
            f"It takes at least {sum(each) // 7} weeks to get to the last stage, because each stage takes at least "
            f"{min(each)} days. If a stage is one day of a plan, write sessions_to_advance = 1 and "
            "min_days_per_stage = 0 under [progression]."
        )


def _never_good_enough(policy: Policy) -> Iterator[str]:
    """Figures with which no session, or hardly any, brings anyone nearer to the next stage."""
    if policy.severe_pain == 0:
        yield "With severe_pain = 0 every session is a flare-up, even without pain; you never move up."
    if policy.pain_rise == 0:
        yield "With pain_rise = 0 a session goes well only if your pain is lower after it than before."
    if policy.hard_effort == 0:
        yield "With hard_effort = 0 every session whose effort you rate is too hard to count towards the next stage."


def _is_blocked(table: StageTable, stage: Stage) -> bool:
    """Whether the sessions that it takes to leave a stage can't follow one another without a break."""
    policy = table.policy
    fewest = policy.rest_days + 1
    if _sessions_of(table, stage) >= table.sessions_per_week:
        fewest = max(fewest, -(-7 // table.sessions_per_week))
    return fewest >= min(policy.break_repeat_days, policy.break_step_back_days, policy.break_retest_days)


def _sessions_of(table: StageTable, stage: Stage) -> int:
    """Sessions from the first of a stage to the last before the next one, if all go well."""
    more = table.full(stage) - stage.reps_min
    return -(-more // table.policy.reps_step) + table.policy.sessions_to_advance


def _days_of(table: StageTable, stage: Stage) -> int:
    """Days that a stage takes at least."""
    sessions = _sessions_of(table, stage)
    return max(table.policy.min_days_per_stage, sessions * 7 // table.sessions_per_week)


def _growth(table: StageTable, shipped: StageTable, before: StageTable | None) -> Iterator[str]:
    """Running that grows fast, or becomes a smaller part of the session."""
    known = () if before is None else (*_leaps(before), *_falls(before))
    if leaps := [each for each in _leaps(table) if each not in known]:
        yield f"The running in a full session grows by more than a third from stage {_some(leaps)}."
    if table.policy.manual:
        return  # the stages have no order to be held to, and no time
    weeks = _weeks(table)
    fast = sum(10 * more > 11 * less for less, more in pairwise(weeks) if less)
    if fast:
        often = "every week" if fast == len(weeks) - 1 else f"in {fast} of {len(weeks)} weeks"
        yield (
            f"If all goes well, the running grows by more than 10% {often}; a common rule of thumb is 10% a week at "
            f"most. {_as_published(shipped)}"
        )
    if falls := [each for each in _falls(table) if each not in known]:
        yield f"Running becomes a smaller part of a repetition from stage {_some(falls)}; is their order right?"


def _leaps(table: StageTable) -> list[str]:
    """Between which stages the running in a full session grows by more than a third."""
    return [
        f"{quote(one.id)} to {quote(other.id)} ({format_clock(less)} to {format_clock(more)})"
        for one, other in pairwise(table.stages)
        if (less := _running(table, one)) and 3 * (more := _running(table, other)) > 4 * less
    ]


def _falls(table: StageTable) -> list[str]:
    """Between which stages running becomes a smaller part of a repetition."""
    return [
        f"{quote(one.id)} to {quote(other.id)}" for one, other in pairwise(table.stages) if _share(other) < _share(one)
    ]


def _as_published(shipped: StageTable) -> str:
    """By how much the first stages that are a summary of the trial grow from one to the next, in a sentence."""
    first = list(takewhile(lambda stage: stage.source in (Source.TRIAL, Source.SECONDARY), shipped.stages))
    running = [_running(shipped, stage) for stage in first]
    percents = [100 * (more - less) / less for less, more in pairwise(running)]
    return (
        f"The trial's own first stages, as published, grow faster, too: stages {quote(first[0].id)} to "
        f"{quote(first[-1].id)} by {min(percents):.0f} to {max(percents):.0f}% from one to the next."
    )


def _running(table: StageTable, stage: Stage) -> int:
    return stage.running_seconds(table.full(stage))


def _share(stage: Stage) -> int:
    """Percent of a repetition, or of what is filled, that is running."""
    whole = stage.cycle_seconds if stage.fill is None else stage.fill
    return 100 * stage.running_seconds(1) // whole


def _weeks(table: StageTable) -> list[int]:
    """Seconds of running in each week, where every session is a full one and each stage takes as long as it must."""
    weeks: list[int] = []
    week = session = 0
    for stage in table.stages:
        sessions = max(_sessions_of(table, stage), table.policy.min_days_per_stage * table.sessions_per_week // 7)
        running = _running(table, stage)
        for _ in range(max(1, sessions)):
            week += running
            session += 1
            if session == table.sessions_per_week:
                weeks.append(week)
                week = session = 0
                if len(weeks) == WEEKS_AHEAD:
                    return weeks
    return weeks


def _lengths(table: StageTable) -> Iterator[str]:
    """Sessions that are long, short, or do not fit the limit of the table."""
    stages = table.stages
    if long := [one for one in stages if one.total_seconds(table.full(one)) > LONG_SESSION]:
        longest = max(one.total_seconds(table.full(one)) for one in long)
        yield f"A full session of {_named(long)} is longer than an hour and a half: up to {format_duration(longest)}."
    if run := [one for one in stages if any(step.kind is Kind.RUN and step.seconds >= LONG_RUN for step in one.steps)]:
        yield (
            f"In {_named(run)} you run for an hour or more without walking. If you meant metres: runwalk counts time, "
            "and m is minutes."
        )
    if table.kind is TableKind.COMPANION:
        return
    if short := [one for one in stages if one.cycle_seconds < SHORT_SESSION and _is_once(table, one)]:
        verb = "is done once and takes" if len(short) == 1 else "are done once and take"
        yield f"S{_named(short)[1:]} {verb} less than ten minutes; is reps missing?"
    limit = table.session_limit
    if limit is not None and (
        over := [one for one in stages if one.total_seconds(one.reps_min) - one.cool_down > limit]
    ):
        yield f"Not even the fewest repetitions of {_named(over)} fit the session_limit of {format_duration(limit)}."


def _is_once(table: StageTable, stage: Stage) -> bool:
    return stage.fill is None and stage.reps_max == 1 and table.full(stage) == 1


def _what_follows(table: StageTable, programmes: Collection[str]) -> Iterator[str]:
    """Whether `then` names something."""
    if table.then and programmes and table.then not in programmes:
        near = nearest(table.then, tuple(programmes))
        rather = f"did you mean {quote(near)}?" if near else f"there are {in_a_row(sorted(programmes), 'and')}."
        yield f"then = {quote(table.then)} is not the name of a programme that comes with runwalk; {rather}"


def _named(stages: Sequence[Stage]) -> str:
    """Stages by their ids, the first of them where there are many."""
    word = "stage" if len(stages) == 1 else "stages"
    return f"{word} {_some([quote(stage.id) for stage in stages])}"


def _some(words: Sequence[str]) -> str:
    """Words in a row, the first of them where there are many."""
    more = len(words) - MOST_NAMED
    return in_a_row([*words[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])], "and")
