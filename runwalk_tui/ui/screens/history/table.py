"""The table of past sessions: only the lines that are on the screen are ever made, however long the log is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.finding import worst_given
from runwalk_tui.review.ordering import SessionOrder, SortColumn
from runwalk_tui.review.pain_zones import PainZone, zone_of
from runwalk_tui.review.session_words import is_marked, ours_in
from runwalk_tui.review.week_groups import WeekGroup
from runwalk_tui.rule.standing import Judged
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.cells import FIGURE, WIDTHS, bar, cell, columns_at, figure, gap_between
from runwalk_tui.ui.theme.icons import DASH, ELLIPSIS, Icon
from runwalk_tui.wording import MARK

TableLine = Judged | WeekGroup
"""A session, or the heading of the week whose sessions follow."""
UPWARDS, DOWNWARDS = Icon("▲", "^"), Icon("▼", "v")
ZONE_SIGNS = {PainZone.ACCEPTABLE: "=", PainZone.ABOVE: "#", PainZone.SEVERE: "@"}
"""What the bars of the worst pain are made of in ASCII."""


class OrderWanted(Message):
    """Somebody wants the sessions in the order of a column; again the other way round."""

    def __init__(self, column: SortColumn) -> None:
        super().__init__()
        self.column = column


class SessionPointed(Message):
    """The cursor is on another session, or on none."""


class SessionOpened(Message):
    """The session under the cursor is wanted in full."""


class TableHead(Widget):
    """The names of the columns, and which way they are ordered; a click orders by a column."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table-head--name", "table-head--ordered"}
    DEFAULT_CSS = """
    TableHead {
        height: 1; width: 1fr;
        & .table-head--name { color: $text-muted; text-style: bold; }
        & .table-head--ordered { color: $primary; text-style: bold; }
        &:hover { pointer: pointer; }
    }
    """

    def __init__(self, *, ascii: bool) -> None:
        super().__init__()
        self._ascii = ascii
        self._columns: dict[SortColumn, int] = {}
        self._order = SessionOrder()

    def show(self, columns: dict[SortColumn, int], order: SessionOrder) -> None:
        """Take other columns or another order."""
        self._columns, self._order = columns, order
        self.refresh()

    def render_line(self, y: int) -> Strip:
        gap = gap_between(self._columns)
        segments = []
        for column, width in self._columns.items():
            ordered = column is self._order.column
            mark = (UPWARDS if self._order.upwards else DOWNWARDS).shown(self._ascii) if ordered else ""
            style = self.get_component_rich_style(f"table-head--{'ordered' if ordered else 'name'}")
            segments.append(Segment(set_cell_size(f"{column}{mark}", width + gap), style))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        right = 0
        for column, width in self._columns.items():
            right += width + gap_between(self._columns)
            if at is not None and at.x < right:
                self.post_message(OrderWanted(column))
                return


class SessionTable(ScrollView, can_focus=True):
    """Sessions line by line, in weeks when they stand by date; the cursor passes over the headings of the weeks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"session-table--{name}"
        for name in ("week", "rule", "text", "muted", "cursor", *(zone.value for zone in PainZone))
    }
    DEFAULT_CSS = """
    SessionTable {
        height: 1fr; width: 1fr; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-background: $background;
        & .session-table--text { color: $foreground; }
        & .session-table--muted { color: $text-muted; }
        & .session-table--week { color: $secondary; text-style: bold; }
        & .session-table--rule { color: $border-blurred; }
        & .session-table--acceptable { color: $success; }
        & .session-table--above { color: $warning; text-style: bold; }
        & .session-table--severe { color: $error; text-style: bold; }
        & .session-table--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    """

    def __init__(self, table: StageTable, *, ink: Ink) -> None:
        """`ink` is what bars are drawn with."""
        super().__init__()
        self._policy = table.policy
        self._per_week = table.sessions_per_week
        self._ours = ours_in(table)
        self._ink = ink
        self._ascii = ink is Ink.CHARACTERS
        self._lines: Sequence[TableLine] = ()
        self._sessions: list[int] = []
        """In which lines sessions stand."""
        self._cursor = 0
        """Which of the sessions it is on, from 0."""
        self._found = False
        self._today = date.min
        self._strips: dict[tuple[int, bool, int], Strip] = {}
        """Lines as they were drawn last, with the cursor and without, by their width."""
        self._styles: dict[str, Style] = {}
        self.columns: dict[SortColumn, int] = {}
        """The columns that are shown, with their widths."""
        self.lines_drawn = 0
        """Lines that were made so far."""

    # What is shown.

    def show(self, lines: Sequence[TableLine], today: date, *, found: bool, at: str | None, other: int = 0) -> None:
        """Show other lines, with the cursor on the session with the id `at`; without it in the row `other`.

        `found` says that a filter has chosen them.
        """
        self._lines, self._today, self._found = lines, today, found
        self._sessions = [number for number, line in enumerate(lines) if isinstance(line, Judged)]
        here = None if at is None else self._number_of(at)
        self._cursor = max(0, min(other if here is None else here, len(self._sessions) - 1))
        self.virtual_size = Size(1, len(lines))
        self._draw_anew()
        self.call_after_refresh(self._scroll_to_cursor)
        self.post_message(SessionPointed())

    def _number_of(self, session_id: str) -> int | None:
        for number, line in enumerate(self._sessions):
            shown = self._lines[line]
            if isinstance(shown, Judged) and shown.session.id == session_id:
                return number
        return None

    def on_resize(self) -> None:
        self._draw_anew()
        self.call_after_refresh(self._scroll_to_cursor)

    def set_columns(self, width: int) -> dict[SortColumn, int]:
        """Take the columns that there is room for in a width in cells."""
        columns = columns_at(width)
        if columns != self.columns:
            self.columns = columns
            self._draw_anew()
        return columns

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def _draw_anew(self) -> None:
        self._strips.clear()
        self._styles.clear()
        self.refresh()

    @property
    def row_count(self) -> int:
        """Sessions that are shown."""
        return len(self._sessions)

    @property
    def cursor_row(self) -> int:
        """In which row of the sessions the cursor is, from 0."""
        return self._cursor

    @property
    def pointed(self) -> Judged | None:
        """The session under the cursor."""
        return self.session_at(self._cursor)

    def session_at(self, number: int) -> Judged | None:
        """The session in a row, counted from 0 without the headings of the weeks."""
        if not 0 <= number < len(self._sessions):
            return None
        line = self._lines[self._sessions[number]]
        return line if isinstance(line, Judged) else None

    def row_of(self, session_id: str) -> dict[SortColumn, str]:
        """What is written in the columns of a session. Raises KeyError for one that is not shown."""
        for number in range(len(self._sessions)):
            one = self.session_at(number)
            if one is not None and one.session.id == session_id:
                return {column: self._written(one, column) for column in self.columns}
        raise KeyError(session_id)

    # Moving.

    def action_move(self, by: int) -> None:
        """Up or down by so many sessions."""
        self._go_to(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Up or down by what is on the screen."""
        if not self._sessions:
            return
        wanted = self._sessions[self._cursor] + by * max(1, self.size.height - 1)
        there = bisect_left(self._sessions, wanted)
        self._go_to(there if there != self._cursor else self._cursor + by)

    def action_first(self) -> None:
        self._go_to(0)

    def action_last(self) -> None:
        self._go_to(len(self._sessions) - 1)

    def action_open(self) -> None:
        if self.pointed is not None:
            self.post_message(SessionOpened())

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        line = at.y + self.scroll_offset.y
        there = bisect_left(self._sessions, line)
        if there < len(self._sessions) and self._sessions[there] == line:
            if there == self._cursor:
                self.action_open()
            self._go_to(there)

    def _go_to(self, number: int) -> None:
        number = max(0, min(number, len(self._sessions) - 1))
        if number != self._cursor and self._sessions:
            for each in (self._cursor, number):
                self.refresh_line(self._sessions[each])
            self._cursor = number
            self.post_message(SessionPointed())
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        """Bring the cursor into view, and with it the heading of its week when that stands right above."""
        if not self._sessions:
            return
        line = self._sessions[self._cursor]
        top = line - 1 if line and isinstance(self._lines[line - 1], WeekGroup) and self.size.height > 1 else line
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif line >= self.scroll_offset.y + self.size.height:
            self.scroll_to(y=line - self.size.height + 1, animate=False)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        here = bool(self._sessions) and self._sessions[self._cursor] == number
        key = (number, here, self.size.width)  # a scroll bar that comes takes a column
        if key not in self._strips:
            self.lines_drawn += 1
            line = self._lines[number]
            segments = self._week(line) if isinstance(line, WeekGroup) else self._session(line)
            strip = Strip(segments).adjust_cell_length(self.size.width, self._style("text"))
            if here:
                strip = Strip([Segment(strip.text, self._style("cursor"))])
            self._strips[key] = strip
        return self._strips[key]

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"session-table--{name}")
        return self._styles[name]

    def _week(self, week: WeekGroup) -> list[Segment]:
        width = self.size.width
        # Without the column of the scrollbar.
        words = week.words(self._per_week, self._today, found=self._found, room=width - 1)
        if self._ascii:
            words = words.replace("·", "-")
        left = max(0, width - cell_len(words) - 2)
        rule = f" {('-' if self._ascii else '─') * left}"
        return [Segment(words, self._style("week")), Segment(rule, self._style("rule"))]

    def _session(self, judged: Judged) -> list[Segment]:
        gap = gap_between(self.columns)
        segments = []
        quiet = not judged.session.counted
        for column, width in self.columns.items():
            if column is SortColumn.WORST:
                segments += self._worst(judged, width)
            else:
                text = self._written(judged, column)
                style = self._style("muted" if quiet or text == DASH.shown(self._ascii) else "text")
                segments.append(Segment(self._fitted(text, width), style))
            segments.append(Segment(" " * gap, self._style("text")))
        return segments

    def marked(self, judged: Judged) -> bool:
        """Whether the figures of a session's stage are our own interpolation."""
        return is_marked(judged.session, self._ours)

    def _worst(self, judged: Judged, width: int) -> list[Segment]:
        """The worst pain as a number and as a bar, in the colour of its zone."""
        pain = worst_given(judged.session)
        if pain is None:
            return [Segment(f"{DASH.shown(self._ascii):>{FIGURE}}".ljust(width), self._style("muted"))]
        space = " " if width > FIGURE + 3 else ""
        zone = zone_of(pain, self._policy)
        room = width - FIGURE - len(space)
        drawn = bar(pain, room, ZONE_SIGNS[zone], self._ink)
        text = f"{figure(pain):>{FIGURE}}{space}{drawn}"
        return [Segment(set_cell_size(text, width), self._style(zone.value))]

    def _written(self, judged: Judged, column: SortColumn) -> str:
        weekday = self.columns.get(SortColumn.DAY) == WIDTHS[SortColumn.DAY]
        text = cell(judged, column, self._today, weekday=weekday)
        if column is SortColumn.STAGE and self.marked(judged):
            text += MARK
        return text.replace("–", "-").replace("…", "~") if self._ascii else text

    def _fitted(self, text: str, width: int) -> str:
        if cell_len(text) <= width:
            return set_cell_size(text, width)
        return set_cell_size(text, width - 1) + ELLIPSIS.shown(self._ascii)
