"""The lines of the table of past sessions: what is written in each, and in which style."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len, set_cell_size

from runwalk_tui.programme.stage import MARK, StageTable
from runwalk_tui.review.pain_zones import PainZone, zone_of
from runwalk_tui.review.past.finding import worst_given
from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.review.past.week_groups import WeekGroup
from runwalk_tui.review.session_words import is_marked, ours_in
from runwalk_tui.rule.standing import Judged
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.cells import FIGURE, WIDTHS, bar, cell, figure, gap_between
from runwalk_tui.ui.theme.icons import DASH, ELLIPSIS

TableLine = Judged | WeekGroup
"""A session, or the heading of the week whose sessions follow."""
Piece = tuple[str, str]
"""Some text of a line, and the name of its style."""
STYLES = ("week", "rule", "text", "muted", *(zone.value for zone in PainZone))
ZONE_SIGNS = {PainZone.ACCEPTABLE: "=", PainZone.ABOVE: "#", PainZone.SEVERE: "@"}
"""What the bars of the worst pain are made of in ASCII."""


class RowWriter:
    """Writes the lines for the columns that are shown."""

    def __init__(self, table: StageTable, *, ink: Ink) -> None:
        """`ink` is what bars are drawn with."""
        self.columns: dict[SortColumn, int] = {}
        """The columns that are shown, with their widths."""
        self.found = False
        """Whether a filter has chosen the lines."""
        self.today = date.min
        self._policy = table.policy
        self._per_week = table.sessions_per_week
        self._ours = ours_in(table)
        self._ink = ink
        self._ascii = ink is Ink.CHARACTERS

    def line(self, line: TableLine, width: int) -> list[Piece]:
        """What stands in a line of a width in cells."""
        return self._week(line, width) if isinstance(line, WeekGroup) else self._session(line)

    def text(self, judged: Judged, column: SortColumn) -> str:
        """What is written in a column of a session."""
        weekday = self.columns.get(SortColumn.DAY) == WIDTHS[SortColumn.DAY]
        text = cell(judged, column, self.today, weekday=weekday)
        if column is SortColumn.STAGE and is_marked(judged.session, self._ours):
            text += MARK
        return text.replace("–", "-").replace("…", "~") if self._ascii else text

    def _week(self, week: WeekGroup, width: int) -> list[Piece]:
        # Without the column of the scrollbar.
        words = week.words(self._per_week, self.today, found=self.found, room=width - 1)
        if self._ascii:
            words = words.replace("·", "-")
        left = max(0, width - cell_len(words) - 2)
        return [(words, "week"), (f" {('-' if self._ascii else '─') * left}", "rule")]

    def _session(self, judged: Judged) -> list[Piece]:
        gap = " " * gap_between(self.columns)
        quiet = not judged.session.counted
        pieces = []
        for column, width in self.columns.items():
            if column is SortColumn.WORST:
                pieces.append(self._worst(judged, width))
            else:
                text = self.text(judged, column)
                muted = quiet or text == DASH.shown(self._ascii)
                pieces.append((self._fitted(text, width), "muted" if muted else "text"))
            pieces.append((gap, "text"))
        return pieces

    def _worst(self, judged: Judged, width: int) -> Piece:
        """The worst pain as a number and as a bar, in the colour of its zone."""
        pain = worst_given(judged.session)
        if pain is None:
            return f"{DASH.shown(self._ascii):>{FIGURE}}".ljust(width), "muted"
        space = " " if width > FIGURE + 3 else ""
        zone = zone_of(pain, self._policy)
        drawn = bar(pain, width - FIGURE - len(space), ZONE_SIGNS[zone], self._ink)
        return set_cell_size(f"{figure(pain):>{FIGURE}}{space}{drawn}", width), zone.value

    def _fitted(self, text: str, width: int) -> str:
        if cell_len(text) <= width:
            return set_cell_size(text, width)
        return set_cell_size(text, width - 1) + ELLIPSIS.shown(self._ascii)
