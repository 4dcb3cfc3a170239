"""The table of past sessions: only the lines that are on the screen are ever made, however long the log is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.review.past.week_groups import WeekGroup
from runwalk_tui.rule.standing import Judged
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.cells import columns_at
from runwalk_tui.ui.screens.history.rows import STYLES, RowWriter, TableLine


class SessionPointed(Message):
    """The cursor is on another session, or on none."""


class SessionOpened(Message):
    """The session under the cursor is wanted in full."""


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
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"session-table--{name}" for name in (*STYLES, "cursor")}
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
        self._writer = RowWriter(table, ink=ink)
        self._lines: Sequence[TableLine] = ()
        self._sessions: list[int] = []
        """In which lines sessions stand."""
        self._cursor = 0
        """Which of the sessions it is on, from 0."""
        self._strips: dict[tuple[int, bool, int], Strip] = {}
        """Lines as they were drawn last, with the cursor and without, by their width."""
        self._styles: dict[str, Style] = {}
        self.lines_drawn = 0
        """Lines that were made so far."""

    # What is shown.

    def show(self, lines: Sequence[TableLine], today: date, *, found: bool, at: str | None, other: int = 0) -> None:
        """Show other lines, with the cursor on the session with the id `at`; without it in the row `other`.

        `found` says that a filter has chosen them.
        """
        self._lines = lines
        self._writer.today, self._writer.found = today, found
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
            self._writer.columns = columns
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
    def columns(self) -> dict[SortColumn, int]:
        """The columns that are shown, with their widths."""
        return self._writer.columns

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
                return {column: self._writer.text(one, column) for column in self.columns}
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
            segments = [Segment(text, self._style(style)) for text, style in self._writer.line(line, self.size.width)]
            strip = Strip(segments).adjust_cell_length(self.size.width, self._style("text"))
            if here:
                strip = Strip([Segment(strip.text, self._style("cursor"))])
            self._strips[key] = strip
        return self._strips[key]

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"session-table--{name}")
        return self._styles[name]
