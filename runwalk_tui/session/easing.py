"""Easing: a session that goes on with the stage below, from the next run on."""

from __future__ import annotations

from runwalk_tui.programme.stage import Kind, Stage
from runwalk_tui.session.countdown import Progress

Stretch = tuple[Kind, int, int]
"""Kind, seconds and repetition of a phase that has no place yet."""


def next_run(progress: Progress) -> int | None:
    """Position of the first run that has not begun, or None when there is none ahead."""
    ahead = range(progress.index + 1, len(progress.phases))
    return next((i for i in ahead if progress.phases[i].kind is Kind.RUN), None)


def eased_rest(progress: Progress, index: int, lower: Stage) -> list[Stretch]:
    """What takes the place of the phases from `index`, a run, on: the same repetitions of the lower stage.

    The cool-down of the plan stays. A stage that fills a total goes on for as many repetitions of the lower
    one as fit into the time that is left, at least one.
    """
    rest = progress.phases[index:]
    first = rest[0].repetition
    count = max(phase.repetition for phase in rest) - first + 1
    if count == 1:
        left = sum(phase.seconds for phase in rest if phase.interval)
        count = max(1, round(left / lower.cycle_seconds))
        numbers = [first] * count
    else:
        numbers = list(range(first, first + count))
    stretches = [(step.kind, step.seconds, number) for number in numbers for step in lower.steps]
    stretches += [(phase.kind, phase.seconds, 0) for phase in rest if phase.kind is Kind.COOL_DOWN]
    return stretches
