"""Past sessions in a table, the newest first."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Input, Static

from runwalk_tui.desk import Desk
from runwalk_tui.history.errors import StoreError
from runwalk_tui.programme.duration import format_clock
from runwalk_tui.progression.reasons import plural
from runwalk_tui.session.record import SessionRecord
from runwalk_tui.ui.screens.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.widgets.answering import AnsweringScreen
from runwalk_tui.ui.widgets.key_line import KeyLine
from runwalk_tui.wording import cleared_words, extras, session_line, session_notes

COLUMNS = ("Day", "Stage", "Done", "Run", "Before", "Worst", "After", "Morning", "Notes")


class PastSessions(DataTable[str]):
    """Textual's table, which tells its Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Open")]


class HistoryScreen(AnsweringScreen[None]):
    """All that was done."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="history.leave"),
        Binding("enter", "open", "Open", id="history.open"),
        Binding("slash", "filter", "Filter", key_display="/", id="history.filter"),
        Binding("delete", "delete", "Delete", id="history.delete", tooltip="delete (with undo)"),
        Binding("z", "undo", "Undo", id="history.undo", tooltip="undo delete"),
    ]
    DEFAULT_CSS = """
    HistoryScreen {
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & Input { display: none; margin: 0 1; }
        & Input.-shown { display: block; }
        & DataTable { height: 1fr; margin: 0 1; }
        & #empty { height: 1fr; width: 100%; content-align: center middle; color: $text-muted; text-align: center; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sessions: dict[str, SessionRecord] = {}

    def compose(self) -> ComposeResult:
        yield Static("History", id="title")
        yield Static(id="hint", markup=False)
        yield Input(placeholder="Show only lines with …", id="filter")
        yield PastSessions(cursor_type="row", zebra_stripes=True)
        yield Static("No sessions yet.\nThe first one you finish will stand here.", id="empty")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(DataTable).add_columns(*COLUMNS)
        self._fill()
        self.query_one(DataTable).focus()

    def _fill(self) -> None:
        wanted = self.query_one("#filter", Input).value.strip().casefold()
        log = self._desk.log()
        sessions = log.sessions
        shown = [session for session in sessions[::-1] if wanted in session_line(session).casefold()]
        self._sessions = {session.id: session for session in shown}
        table = self.query_one(DataTable)
        table.clear()
        for session in shown:
            table.add_row(*_cells(session), key=session.id)
        table.display = bool(sessions)
        self.query_one("#empty").display = not sessions
        note = plural(len(sessions), "session")
        note = f"{len(shown)} of {note}" if wanted else note
        told = [note, "pain is 0 to 10", *(cleared_words(at) for at in log.clearances[-1:])]
        self.query_one("#hint", Static).update(" · ".join(told) if sessions else "")

    def _selected(self) -> SessionRecord | None:
        table = self.query_one(DataTable)
        if not self._sessions or not table.is_valid_row_index(table.cursor_row):
            return None
        return self._sessions.get(str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value))

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        self.query_one(DataTable).focus()

    def action_filter(self) -> None:
        box = self.query_one("#filter", Input)
        box.add_class("-shown")
        box.focus()

    def action_leave(self) -> None:
        box = self.query_one("#filter", Input)
        if box.has_class("-shown"):
            box.value = ""
            box.remove_class("-shown")
            self.query_one(DataTable).focus()
        else:
            self.dismiss(None)

    @work(exclusive=True)
    async def action_open(self) -> None:
        session = self._selected()
        if session is not None:
            lines = "\n".join(session_notes(session))
            await self.app.push_screen_wait(
                QuestionScreen(
                    Question(f"{session.started_at:%A %d %B %Y, %H:%M}", lines, (Answer("close", "c", "Close"),))
                )
            )

    def action_delete(self) -> None:
        session = self._selected()
        if session is None:
            return
        try:
            self._desk.store.delete(session.id)
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        self._desk.deleted.append(session)
        self._fill()
        self.notify(f"Deleted {session.started_at:%d %B %H:%M}. Press z to take that back.")

    def action_undo(self) -> None:
        if not self._desk.deleted:
            self.notify("Nothing was deleted here.")
            return
        session = self._desk.deleted.pop()
        try:
            self._desk.store.save(session)
        except StoreError as error:
            self._desk.deleted.append(session)
            self.notify(str(error), severity="error")
            return
        self._fill()
        self.notify(f"{session.started_at:%d %B %H:%M} is back.")


def _cells(session: SessionRecord) -> tuple[str, ...]:
    pains = (session.pain_before, session.pain_worst, session.pain_after, session.pain_morning)
    return (
        f"{session.started_at:%d %b %Y}",
        session.stage,
        f"{session.reps_done} of {session.reps_planned}",
        format_clock(session.run_seconds),
        *("–" if pain is None else str(pain) for pain in pains),
        "; ".join(extras(session)),
    )
