"""The check-ins side by side: each figure from 0 to 100, with a small bar."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.rule.reasons import MONTHS
from runwalk_tui.session.records import CheckIn
from runwalk_tui.ui.charts.chart import EIGHTHS, PLAIN_EIGHTHS, Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import DASH

DATE = 13
"""Cells on the left for the day."""
COLUMN, NARROW_COLUMN = 11, 8
"""Cells of a figure with its bar, and without one."""
MOST = 4
"""Check-ins that are shown: the first, and the last ones."""
TOP = 100


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
        names = ["now", "average", "worst"]
        if any(one.disability is not None for one in shown):
            names.append("disability")
        cells = COLUMN if width >= DATE + len(names) * COLUMN else NARROW_COLUMN
        if DATE + 3 * cells + len("disability") > width:
            names = names[:3]  # the page of the check-ins has it at every width
        sheet = Sheet(width, 1 + len(shown))
        sheet.put(0, 0, "pain", Paint.LABEL)
        for column, name in enumerate(names):
            sheet.put(DATE + column * cells, 0, name, Paint.LABEL)
        for y, one in enumerate(shown, 1):
            self._put(sheet, y, one, cells, disability=len(names) > 3)
        return sheet

    def _put(self, sheet: Sheet, y: int, one: CheckIn, cells: int, *, disability: bool) -> None:
        """One check-in in its row."""
        day = one.at
        sheet.put(0, y, f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}", Paint.LABEL)
        blocks = PLAIN_EIGHTHS if self._ascii else EIGHTHS
        values = (one.current, one.average, one.worst, *((one.disability,) if disability else ()))
        for column, value in enumerate(values):
            x = DATE + column * cells
            if value is None:
                sheet.put(x + 1, y, DASH.shown(self._ascii), Paint.LABEL)
                continue
            sheet.put(x, y, f"{value:>{3 if column == 3 else 2}}{'%' if column == 3 else ''}", Paint.PLAIN)
            if cells == COLUMN and column < 3:
                sheet.put(x + 4, y, blocks[max(1, round(value / TOP * 8))], Paint.MARK)
