"""The orders in which past sessions can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.past.finding import kind_of, response_words, worst_given
from runwalk_tui.review.past.terms import KindWanted
from runwalk_tui.review.session_words import extras, has_stage
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Judged


class SortColumn(StrEnum):
    """A column that sessions can be ordered by; its value is its title."""

    DAY = "Day"
    STAGE = "Stage"
    DONE = "Done"
    RUN = "Run"
    BEFORE = "Before"
    WORST = "Worst"
    AFTER = "After"
    MORNING = "Morning"
    RESPONSE = "Response"
    NOTES = "Notes"


UPWARDS_FIRST = frozenset({SortColumn.RESPONSE, SortColumn.NOTES})
"""Columns whose first order goes up, from what needs care and from A; the others start with the newest or highest."""
CARE = (Response.STOP, Response.FLARE, Response.UNSETTLED, Response.TOLERATED)
"""Responses, the one that needs most care first."""


@dataclass(frozen=True, slots=True)
class SessionOrder:
    """By which column, and which way."""

    column: SortColumn = SortColumn.DAY
    upwards: bool = False
    """The lowest first."""

    @classmethod
    def of(cls, column: SortColumn) -> SessionOrder:
        """The first order of a column."""
        return cls(column, column in UPWARDS_FIRST)

    @property
    def turned(self) -> SessionOrder:
        """The same the other way round."""
        return SessionOrder(self.column, not self.upwards)

    @property
    def by_date(self) -> bool:
        """Whether the weeks stay together."""
        return self.column is SortColumn.DAY


def next_order(order: SessionOrder, columns: Iterable[SortColumn]) -> SessionOrder:
    """The first order of the column after this one, of those that are shown."""
    shown = list(columns)
    after = shown.index(order.column) + 1 if order.column in shown else 0
    return SessionOrder.of(shown[after % len(shown)])


def in_order(judged: Iterable[Judged], order: SessionOrder, table: StageTable) -> list[Judged]:
    """Sessions, given in order of time, in another order: what has no such figure last, the newest of equals first."""
    newest_first = list(judged)[::-1]
    if order.by_date:
        return newest_first[::-1] if order.upwards else newest_first
    value = _value(order.column, table)
    keyed = [(value(one), one) for one in newest_first]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=not order.upwards)
    return [one for _, one in known] + [one for key, one in keyed if key is None]


def _value(column: SortColumn, table: StageTable) -> Callable[[Judged], Any]:
    """What a column is ordered by; None for a session that has nothing in it."""
    if column is SortColumn.STAGE:
        positions = {stage.id: position for position, stage in enumerate(table.stages)}
        return lambda one: positions.get(one.session.stage) if has_stage(one.session) else None
    if column is SortColumn.RESPONSE:
        return _care
    if column is SortColumn.NOTES:
        return lambda one: "; ".join(extras(one.session)).casefold() or None
    return {
        SortColumn.DONE: lambda one: one.session.reps_done if has_stage(one.session) else None,
        SortColumn.RUN: lambda one: one.session.run_seconds or None,
        SortColumn.BEFORE: lambda one: one.session.pain_before,
        SortColumn.WORST: lambda one: worst_given(one.session),
        SortColumn.AFTER: lambda one: one.session.pain_after,
        SortColumn.MORNING: lambda one: one.session.pain_morning,
    }[column]


def _care(one: Judged) -> tuple[int, str]:
    """What needs care first; what the rule does not look at after it, by its name."""
    words = response_words(one)
    return (CARE.index(one.response), "") if kind_of(one.session) is KindWanted.RUN else (len(CARE), words)
