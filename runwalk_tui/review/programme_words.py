"""A programme in words, for whoever thinks of taking it up: its purpose, its size, where its figures come from."""

from __future__ import annotations

from collections import Counter

from runwalk_tui.programme.shipped import ShippedProgramme
from runwalk_tui.programme.stage import Stage, StageTable, TableKind
from runwalk_tui.rule.reasons import plural
from runwalk_tui.wording import minutes, source_words, steps_in_words


def size_words(table: StageTable) -> str:
    """How many stages it has, how long full sessions are, and how often: "9 stages, 30 to 40 minutes, 3 a week"."""
    lengths = sorted(round(stage.total_seconds(table.full(stage)) / 60) for stage in table.stages)
    first, last = lengths[0], lengths[-1]
    long = minutes(60 * last) if first == last else f"{first} to {minutes(60 * last)}"
    return f"{plural(len(table.stages), 'stage')}, {long}, {table.sessions_per_week} a week"


def about_programme(shipped: ShippedProgramme, table: StageTable) -> list[str]:
    """Everything about a programme, a sentence or two a line."""
    about = f"{shipped.about[0].upper()}{shipped.about[1:]}."
    if table.kind is TableKind.COMPANION:
        parts = [f"{stage.name or stage.id} ({minutes(stage.total_seconds(1))})" for stage in table.stages]
        return [about, f"{'; '.join(parts)}.", figures_words(table)]
    lines = [about, f"{size_words(table)}."]
    first, last = table.stages[0], table.stages[-1]
    if first is not last:
        lines.append(f"First session: {_session(table, first)}. Last: {_session(table, last)}.")
    if table.policy.manual:
        lines.append("You choose the stage each day; until you do, it's the same as last time.")
    return [*lines, figures_words(table)]


def then_words(then: ShippedProgramme) -> str:
    """The programme that comes next, as it's offered at the end of another one."""
    return f"Next could be “{then.title}”: {then.about}."


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


def _session(table: StageTable, stage: Stage) -> str:
    """A full session in a few words: "9 × (run 45s, walk 1m30s)"."""
    steps = steps_in_words(stage)
    if stage.fill is not None:
        return f"{minutes(stage.fill)} of ({steps})"
    times = table.full(stage)
    return steps if times == 1 else f"{times} × ({steps})"
