"""The check-ins side by side: each figure from 0 to 100 with a small bar, and the answers from 0 to 10."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.reactive import reactive

from runwalk_tui.rule.follow_up import same_activity
from runwalk_tui.rule.reasons import MONTHS
from runwalk_tui.session.records import CheckIn
from runwalk_tui.ui.charts.chart import EIGHTHS, PLAIN_EIGHTHS, Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import DASH

DATE = 13
"""Cells on the left for the day."""
COLUMN, NARROW_COLUMN = 11, 8
"""Cells of a figure with its bar, and without one."""
GAP = 2
"""Cells between a column without a bar and the next one."""
MOST = 4
"""Check-ins that are shown: the first, and the last ones."""
TOP = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """One column: what each check-in answered to one question."""

    name: str
    value: Callable[[CheckIn], int | None]
    width: int
    """Digits that a value may have."""
    unit: str = ""
    bar: bool = False
    short: str = ""
    """Another name, for where the first has no room; "" for none."""

    def cells(self, column: int) -> int:
        """How far it is to the next column, where one with a bar takes `column` cells."""
        return column if self.bar else max(len(self.name), self.width + len(self.unit)) + GAP


class CheckInTable(Chart):
    """A row for each check-in, the first one and the last ones where there are many."""

    checkins: reactive[tuple[CheckIn, ...]] = reactive((), init=False)

    def watch_checkins(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        if not self.checkins:
            return Sheet(width, 0)
        shown = self.checkins
        if len(shown) > MOST:
            shown = (shown[0], *shown[1 - MOST :])
        pains = [
            Answers("now", lambda one: one.current, 2, bar=True),
            Answers("average", lambda one: one.average, 2, bar=True),
            Answers("worst", lambda one: one.worst, 2, bar=True),
        ]
        more = list(_optional(shown))
        # The page of the check-ins has all of them at every width.
        without_bars = _fitting(more, width - DATE - len(pains) * NARROW_COLUMN)
        with_bars = _fitting(more, width - DATE - len(pains) * COLUMN)
        roomy = len(with_bars) == len(without_bars) and DATE + len(pains) * COLUMN <= width
        sheet = Sheet(width, 1 + len(shown))
        sheet.put(0, 0, "pain", Paint.LABEL)
        x = DATE
        for answers in (*pains, *(with_bars if roomy else without_bars)):
            self._put(sheet, x, answers, shown, bars=roomy)
            x += answers.cells(COLUMN if roomy else NARROW_COLUMN)
        for y, one in enumerate(shown, 1):
            sheet.put(0, y, f"{one.at.day} {MONTHS[one.at.month - 1][:3]} {one.at.year}", Paint.LABEL)
        return sheet

    def _put(self, sheet: Sheet, x: int, answers: Answers, shown: Sequence[CheckIn], *, bars: bool) -> None:
        """One column, from its name down."""
        sheet.put(x, 0, answers.name, Paint.LABEL)
        blocks = PLAIN_EIGHTHS if self._ascii else EIGHTHS
        for y, one in enumerate(shown, 1):
            value = answers.value(one)
            if value is None:
                sheet.put(x + 1, y, DASH.shown(self._ascii), Paint.LABEL)
                continue
            sheet.put(x, y, f"{value:>{answers.width}}{answers.unit}", Paint.PLAIN)
            if bars and answers.bar:
                sheet.put(x + 4, y, blocks[max(1, round(value / TOP * 8))], Paint.MARK)


def _optional(shown: Sequence[CheckIn]) -> Iterator[Answers]:
    """The columns of questions that somebody may skip: those that were ever answered."""
    if any(one.disability is not None for one in shown):
        yield Answers("disability", lambda one: one.disability, 3, "%")
    if any(one.safe is not None for one in shown):
        yield Answers("feels safe", lambda one: one.safe, 2, "/10")
    named = [one.activity for one in shown if one.activity and one.activity_score is not None]
    if named:
        yield Answers(named[-1], lambda one: _score(one, named[-1]), 2, "/10", short="activity")


def _fitting(more: Sequence[Answers], room: int) -> list[Answers]:
    """Those columns for which there are cells, each with the longest name that has room."""
    found: list[Answers] = []
    for answers in more:
        for name in (answers.name, answers.short):
            named = replace(answers, name=name)
            if name and _is_cells(name) and named.cells(0) - GAP <= room:
                found.append(named)
                room -= named.cells(0)
                break
    return found


def _is_cells(name: str) -> bool:
    """Whether each character is drawn, and is a cell wide; a sheet has a cell for each."""
    return name.isprintable() and all(cell_len(character) == 1 for character in name)


def _score(one: CheckIn, activity: str) -> int | None:
    """How well an activity went; nothing where another one was named."""
    return one.activity_score if same_activity(one.activity, activity) else None
