"""A programme in words, for whoever thinks of taking it up: its purpose, its size, where its figures come from."""

from __future__ import annotations

from collections import Counter

from runwalk_tui.programme.shipped import ShippedProgramme
from runwalk_tui.programme.stage import Stage, StageTable, TableKind
from runwalk_tui.rule.reasons import plural
from runwalk_tui.wording import minutes, source_words, steps_in_words

USUAL_PER_WEEK = 3
"""Sessions a week of a table that says nothing."""


def size_words(table: StageTable) -> str:
    """How many stages it has, how long full sessions are, and how often: "9 stages, 30 to 40 minutes, 3 a week"."""
    return f"{plural(len(table.stages), 'stage')}, {full_lengths(table)}, {table.sessions_per_week} a week"


def full_lengths(table: StageTable) -> str:
    """How long the full sessions of its stages are, the shortest to the longest: "30 to 40 minutes"."""
    lengths = sorted(round(stage.total_seconds(table.full(stage)) / 60) for stage in table.stages)
    first, last = lengths[0], lengths[-1]
    return minutes(60 * last) if first == last else f"{first} to {minutes(60 * last)}"


def about_programme(shipped: ShippedProgramme, table: StageTable) -> list[str]:
    """Everything about a programme, a sentence or two a line."""
    about, whom = f"{shipped.about[0].upper()}{shipped.about[1:]}.", filter(None, [shipped.for_whom])
    if table.kind is TableKind.COMPANION:
        parts = [f"{stage.name or f'Stage {stage.id}'} ({minutes(stage.total_seconds(1))})" for stage in table.stages]
        often = [f"{often.capitalize()}."] if (often := weekly_words(table)) else []
        return [about, *whom, *often, f"{'; '.join(parts)}.", figures_words(table)]
    lines = [about, *whom, f"{size_words(table)}."]
    first, last = table.stages[0], table.stages[-1]
    if first is not last:
        lines.append(f"First session: {_session(first, first.reps_min)}. Last: {_session(last, table.full(last))}.")
    if table.policy.manual:
        lines.append("You choose the stage each day; until you do, it's the same as last time.")
    return [*lines, figures_words(table)]


def for_whom_words(shipped: ShippedProgramme) -> str:
    """Who a programme is for, as it is told before it is taken up."""
    return f"{shipped.for_whom} Not medical advice."


def weekly_words(table: StageTable) -> str:
    """How often other exercise is meant to be done: "twice a week"; "" where its table has the usual number, which it
    has without a word, too."""
    if table.sessions_per_week == USUAL_PER_WEEK:
        return ""
    times = {1: "once", 2: "twice"}.get(table.sessions_per_week) or plural(table.sessions_per_week, "time")
    return f"{times} a week"


def figures_words(table: StageTable) -> str:
    """Where the figures of its stages are from, in a sentence."""
    return f"Figures: {sources_words(table)}."


def sources_words(table: StageTable) -> str:
    """The sources of its stages, each with how many have it: "a published chart (8 stages), our own estimate (2)"."""
    count = Counter(source_words(table, stage) for stage in table.stages)
    if len(count) == 1:
        return next(iter(count))
    first, *others = count.items()
    listed = [f"{first[0]} ({plural(first[1], 'stage')})", *(f"{words} ({number})" for words, number in others)]
    return ", ".join(listed)


def _session(stage: Stage, times: int) -> str:
    """A session in a few words, and how long it is: "6 × (run 15s, walk 2m), 20 minutes in all"."""
    steps, total = steps_in_words(stage), stage.total_seconds(times)
    in_all = f", {minutes(total)} in all"
    if stage.fill is not None:
        return f"{minutes(stage.fill)} of ({steps}){in_all}"
    if times > 1:
        return f"{times} × ({steps}){in_all}"
    return steps if len(stage.steps) == 1 and total == stage.cycle_seconds else f"{steps}{in_all}"
