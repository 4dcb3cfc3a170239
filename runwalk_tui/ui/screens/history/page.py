"""Past sessions week by week, the newest first; a filter, any order, and one session in full beside them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from runwalk_tui.flows.editing import bring_back, remove
from runwalk_tui.flows.front import NOT_IN_A_REHEARSAL
from runwalk_tui.review.past.finding import Finder
from runwalk_tui.review.past.ordering import SessionOrder, in_order, next_order
from runwalk_tui.review.past.terms import SessionFilter
from runwalk_tui.review.past.week_groups import by_week
from runwalk_tui.review.session_words import count_words, entries_words, extras, head_forms, is_marked, ours_in
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.raster import ink_for
from runwalk_tui.ui.messages import AddWanted, EditWanted
from runwalk_tui.ui.screens.history.detail import Decisions, SessionDetail
from runwalk_tui.ui.screens.history.filter_box import FilterBox, FilterTyped
from runwalk_tui.ui.screens.history.head import OrderWanted, TableHead
from runwalk_tui.ui.screens.history.look import (
    BESIDE_FROM,
    HEAD_MARGIN,
    HISTORY_CSS,
    NORMAL_FROM,
    WIDE_FROM,
    room_for_table,
)
from runwalk_tui.ui.screens.history.rows import TableLine
from runwalk_tui.ui.screens.history.session_page import PastSessionScreen
from runwalk_tui.ui.screens.history.table import SessionTable
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.workspace import Workspace

TOLD_AFTER = 0.09
"""Seconds the cursor rests on a session before the rule is asked what followed it: a key that is held asks nothing."""
PREPARED_AT_ONCE = 100
"""Sessions whose texts are made in one go, a millisecond's work, so that the first letter of a filter need not wait."""
CHANGES = ("edit", "add", "delete", "undo")
"""What a rehearsal does not do, since it saves nothing."""
PREPARED_EVERY = 0.01
"""Seconds from one such go to the next; ten thousand sessions take one second, and a tenth of the processor."""


class HistoryScreen(AnsweringScreen[None]):
    """All that was done."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="history.leave"),
        Binding("enter", "open", "Open", id="history.open"),
        Binding("slash", "filter", "Filter", key_display="/", id="history.filter"),
        Binding("e", "edit", "Correct", id="history.edit"),
        Binding("n", "add", "Add", id="history.add", tooltip="add one you did without the app"),
        Binding("o", "next_order", "Sort", id="history.order", tooltip="sort by the next column"),
        Binding("r", "turn_order", "Reverse", show=False, id="history.reverse", tooltip="reverse the order"),
        Binding("delete", "delete", "Delete", id="history.delete", tooltip="delete (with undo)"),
        Binding("z", "undo", "Undo", id="history.undo", tooltip="undo delete"),
    ]
    AUTO_FOCUS = ""  # The hidden filter would take it, and with it every key.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NORMAL_FROM, "-normal"), (BESIDE_FROM, "-beside"), (WIDE_FROM, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = HISTORY_CSS

    def __init__(self, workspace: Workspace, *, ascii: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._ascii = ascii
        self._ink = ink_for(ascii, os.environ)
        self._log: Log | None = None
        """The log that is shown; None before the first look at it."""
        self._judged: tuple[Judged, ...] = ()
        """All of its sessions in order of time."""
        self._finder = Finder(())
        self._filter = SessionFilter()
        self.order = SessionOrder()
        """How the sessions stand."""
        self._heads: tuple[tuple[str, ...], ...] = ((),)
        """What the head may say, the longest form first."""
        self._may_be_forgotten = False
        """Whether what was said last is of use on this page alone."""
        self._telling: Timer | None = None
        self._deleted_last: SessionRecord | None = None
        """What Undo would bring back, also after a restart."""
        table = workspace.table
        self.decisions = Decisions(table)
        self._head = TableHead(ascii=ascii)
        self._table = SessionTable(table, ink=self._ink)
        self._detail = SessionDetail(self.decisions, workspace.habits, ink=self._ink, id="detail")
        self._detail.can_focus = False  # The cursor stays in the table; Enter opens what has no room beside it.
        self._box = FilterBox(id="filter-box")

    def compose(self) -> ComposeResult:
        yield Static("History", id="title")
        yield Static(id="hint", markup=False)
        yield self._box
        with Horizontal(id="body"):
            with Vertical(id="list"):
                yield self._head
                yield self._table
                yield Static(id="about", markup=False)
            yield self._detail
        yield Static(id="empty", markup=False)
        yield KeyLine(untold=CHANGES if self._rehearsed else ())

    @property
    def _rehearsed(self) -> bool:
        """Whether nothing is saved, so that nothing can be changed."""
        return bool(getattr(self.app, "rehearsal", False))

    def on_mount(self) -> None:
        self._show()
        if self._judged:
            self._table.focus()

    def on_resize(self) -> None:
        self._fit()

    def on_screen_resume(self) -> None:
        """Show what came of a conversation over this page, with the cursor where it was, or on what is new."""
        if self._log is None or self._workspace.log() is self._log:
            return
        before = {one.session.id for one in self._judged}
        self._read()
        new = [one.session.id for one in self._judged if one.session.id not in before]
        self._show(at=new[0] if len(new) == 1 else None)
        if self.focused is None and self._judged:
            self._table.focus()

    # What is shown.

    def _read(self) -> Log:
        """The log as it is now, judged anew when it has changed."""
        log = self._workspace.log()
        if log is not self._log:
            self._log = log
            self._judged = self._workspace.judged()
            self._finder = Finder(self._judged, self._workspace.habits, self._workspace.table.earlier_ids())
            self._prepare()
            self._deleted_last = self._workspace.reliable_store.deleted_last()
        return log

    def _show(self, *, at: str | None = None, anew: bool = False) -> None:
        """Show what the filter finds, with the cursor on a session, else on the one where it was or near it.

        `anew` begins at the first row unless the cursor's session is still found.
        """
        log = self._read()
        here = self._table.pointed
        found = [self._judged[position] for position in self._finder.find(self._filter)]
        ordered = in_order(found, self.order, self._workspace.table)
        lines: list[TableLine] = []
        if self.order.by_date:
            for week in by_week(ordered, self._workspace.habits.first_weekday):
                lines += [week, *week.sessions]
        else:
            lines += ordered
        self._table.show(
            lines,
            self._workspace.today(),
            found=bool(self._filter),
            at=at or (here.session.id if here else None),
            other=0 if anew else self._table.cursor_row,
        )
        self._say_how_many(log, found)
        self._fit()
        self.refresh_bindings()

    def _say_how_many(self, log: Log, found: Sequence[Judged]) -> None:
        count = len(log.sessions)
        self.query_one("#body").display = bool(found)
        empty = self.query_one("#empty", Static)
        empty.display = not found
        if count:
            empty.update(f"Nothing matches {self._filter}\nEsc shows everything.")
        else:
            empty.update("No sessions yet.\nThe first one you finish will show here.")
        note = f"{len(found)} of {entries_words(count)}" if self._filter else count_words(log.sessions)
        ours = ours_in(self._workspace.table)
        marked = any(is_marked(one.session, ours) for one in found)
        clearance = log.clearances[-1] if log.clearances else None
        self._heads = head_forms(note, clearance, marked=marked) if count else ((),)

    def _fit(self) -> None:
        """The head and the columns that there is room for, and what is next to them or below."""
        forms = [(" - " if self._ascii else " · ").join(parts) for parts in self._heads]
        room = self.app.size.width - HEAD_MARGIN
        self.query_one("#hint", Static).update(next((form for form in forms if len(form) <= room), forms[-1]))
        columns = self._table.set_columns(room_for_table(self.app.size.width))
        self._head.show(columns, self.order)
        self._tell()

    def _selected(self) -> SessionRecord | None:
        one = self._table.pointed
        return None if one is None else one.session

    def on_session_pointed(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What was out of the ordinary in the session of the cursor, and, beside the table, all about it."""
        session = self._selected()
        beside = self.app.size.width >= BESIDE_FROM
        about = self.query_one("#about", Static)
        about.display = session is not None and not beside
        about.update("; ".join(extras(session)) if session and not beside else "")
        if self._telling is not None:
            self._telling.stop()
            self._telling = None
        if beside:
            self._telling = self.set_timer(TOLD_AFTER, self._tell_all)

    @property
    def at_rest(self) -> bool:
        """Whether what stands beside the table is about the session under the cursor."""
        return self._telling is None

    def _tell_all(self) -> None:
        self._telling = None
        if self._log is not None:
            self._detail.show(self._table.pointed, self._log)

    # Filter and order.

    def on_filter_typed(self, event: FilterTyped) -> None:
        self._find(event.wanted)

    def _find(self, wanted: SessionFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._show(anew=True)

    def on_input_submitted(self) -> None:
        if self._table.row_count:
            self._table.focus()

    def action_filter(self) -> None:
        self._box.open()

    @work(exclusive=True, group="filter")
    async def _prepare(self) -> None:
        """Make the texts that the filter looks through."""
        finder = self._finder
        while finder.prepare(PREPARED_AT_ONCE):
            await asyncio.sleep(PREPARED_EVERY)

    def action_next_order(self) -> None:
        """Order by the next of the columns that are shown."""
        self._order_by(next_order(self.order, self._table.columns))

    def action_turn_order(self) -> None:
        """The same order the other way round."""
        self._order_by(self.order.turned)

    def on_order_wanted(self, event: OrderWanted) -> None:
        same = event.column is self.order.column
        self._order_by(self.order.turned if same else SessionOrder.of(event.column))

    def _order_by(self, order: SessionOrder) -> None:
        self.order = order
        self._show()
        self._table.action_first()

    # What can be done with a session.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is told that would find nothing to act on."""
        if action in ("open", "edit", "delete", "next_order", "turn_order"):
            return bool(self._table.row_count)
        if action == "filter":
            return bool(self._judged) and not self._box.is_typed_in
        return action != "undo" or self._deleted_last is not None

    def action_leave(self) -> None:
        """Back to everything when something is looked for, else to where this page was opened."""
        if self._box.is_open:
            self._box.close()
            self._find(SessionFilter())
            self._table.focus()
        else:
            self.dismiss(None)

    def on_session_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The session under the cursor on a page of its own."""
        one = self._table.pointed
        if one is not None and self._log is not None and self.is_active:
            page = PastSessionScreen(one, self._log, self.decisions, self._workspace.habits, ink=self._ink)
            self.app.push_screen(page, self._opened(one.session.id))

    def _opened(self, session_id: str) -> Callable[[bool | None], None]:
        """What happens when the page of a session is left: perhaps it is to be corrected."""

        def left(correct: bool | None) -> None:
            if correct:
                self.post_message(EditWanted(session_id))

        return left

    def action_edit(self) -> None:
        session = self._selected()
        if session is not None:
            self.post_message(EditWanted(session.id))

    def action_add(self) -> None:
        self.post_message(AddWanted())

    def action_delete(self) -> None:
        session = self._selected()
        if self._rehearsed:
            self.notify(NOT_IN_A_REHEARSAL)
        elif session is not None:
            told = remove(self._workspace, session.id)
            self._show()
            self._say(
                told
                if isinstance(told, Problem)
                else f"{told} {self._workspace.keys.shown('history.undo')} brings it back."
            )

    def action_undo(self) -> None:
        if self._rehearsed:
            self.notify(NOT_IN_A_REHEARSAL)
            return
        self._forget()
        back = self._deleted_last
        told = bring_back(self._workspace)
        self._show(at=back.id if back else None)
        self._say(told)

    def on_screen_suspend(self) -> None:
        """What was said here, and how to take it back, is nothing for the next screen."""
        self._forget()

    def _forget(self) -> None:
        if self._may_be_forgotten:
            self._may_be_forgotten = False
            self.app.clear_notifications()

    def _say(self, told: str | Problem) -> None:
        self._may_be_forgotten = not isinstance(told, Problem)
        self.notify(str(told), severity="error" if isinstance(told, Problem) else "information")
