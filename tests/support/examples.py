"""How many examples a test looks at: some in `make test`, more in `make test-real`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Case = TypeVar("Case")
Test = TypeVar("Test", bound=Callable[..., Any])

TIMES = max(1, int(os.environ.get("RUNWALK_EXAMPLES", "1")))
"""The larger run looks at so many times as many; every change is judged by a number that does not take long."""


def examples(number: int) -> settings:
    """So many examples, times RUNWALK_EXAMPLES."""
    return settings(max_examples=number * TIMES)


def in_the_larger_run(*cases: Case) -> tuple[Case, ...]:
    """Cases that only the larger run tries; mark their test with `examples`."""
    return cases if TIMES > 1 else ()


def one_in(number: int, cases: Iterable[Case]) -> list[Case]:
    """One case in so many, the first one among them; all of them in the larger run. Mark their test with `examples`."""
    return list(cases) if TIMES > 1 else list(cases)[::number]


def taking_turns(count: int, *, turn: int, of: int) -> range:
    """The numbers below `count` that are this turn's, where so many tests share them; all of them in the larger run."""
    return range(count) if TIMES > 1 else range(turn % of, count, of)


def at_each_size(sizes: Sequence[tuple[int, int]]) -> Callable[[Test], Test]:
    """A test on terminals of each of these columns and lines: always on the smallest, where things go wrong first,
    and on all of them in the larger run."""
    smallest, *others = sorted(sizes)
    chosen = pytest.mark.parametrize("size", [smallest, *in_the_larger_run(*others)])
    return lambda test: pytest.mark.examples(chosen(test))
