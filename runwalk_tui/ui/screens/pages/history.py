"""Past sessions in a table, the newest first."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Input, Static

from runwalk_tui.flows.editing import bring_back, remove
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.programme.duration import format_clock
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.controls.adapted import Rows
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.messages import AddWanted, EditWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.wording import RESPONSE_WORDS, cleared_words, extras, is_walk, session_line, session_notes, short_day
from runwalk_tui.workspace import Workspace

COLUMNS = {
    "Day": 9,
    "Stage": 5,
    "Done": 8,
    "Run": 7,
    "Before": 6,
    "Worst": 5,
    "After": 5,
    "Morning": 7,
    "Response": 11,
    "Notes": 12,
}
"""Each column with its width in cells; the last one takes what is left."""
GAP = 2
"""Cells between two columns, where there is room for that."""
ESSENTIALS = ("Day", "Stage", "Worst", "After", "Response")
"""What there is room for in 40 columns."""
MOST = tuple(name for name in COLUMNS if name not in ("Run", "Notes"))


def columns_at(width: int) -> dict[str, int]:
    """The columns that fit into a width in cells, with their own widths; what a column leaves out, Enter shows."""
    for names in (tuple(COLUMNS), MOST, ESSENTIALS):
        left = width - sum(COLUMNS[name] + GAP for name in names)
        if left >= 0 or names is ESSENTIALS:
            break
    return {name: COLUMNS[name] + (left if name == "Notes" else 0) for name in names}


class PastSessions(Rows[Text]):
    """Tells its Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Open")]


class HistoryScreen(AnsweringScreen[None]):
    """All that was done."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="history.leave"),
        Binding("enter", "open", "Open", id="history.open"),
        Binding("slash", "filter", "Filter", key_display="/", id="history.filter"),
        Binding("e", "edit", "Correct", id="history.edit", tooltip="edit"),
        Binding("n", "add", "Add", id="history.add", tooltip="add one done elsewhere"),
        Binding("delete", "delete", "Delete", id="history.delete", tooltip="delete (with undo)"),
        Binding("z", "undo", "Undo", id="history.undo", tooltip="undo delete"),
    ]
    AUTO_FOCUS = ""  # The hidden filter would take it, and with it every key.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    HistoryScreen {
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & Input { display: none; margin: 0 1; }
        & Input.-shown { display: block; }
        & DataTable { height: 1fr; margin: 0 1; scrollbar-size-vertical: 1; }
        &.-flat #title { padding: 0 2; }
        &.-flat #hint { padding: 0 2; }
        &.-narrow {
            & #title, & #hint, & #about { padding: 0 1; }
            & DataTable { margin: 0; }
        }
        & #about { height: 1; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
        & #empty { height: 1fr; width: 100%; content-align: center middle; color: $text-muted; text-align: center; }
    }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sessions: dict[str, SessionRecord] = {}
        self._columns: dict[str, int] = {}
        self._shown: Log | None = None
        """The log as it is shown."""

    def compose(self) -> ComposeResult:
        yield Static("History", id="title")
        yield Static(id="hint", markup=False)
        yield Input(placeholder="Show only lines with …", id="filter")
        yield PastSessions(cursor_type="row", zebra_stripes=True)
        yield Static(id="about", markup=False)
        yield Static("No sessions yet.\nThe first one you finish will show here.", id="empty")
        yield KeyLine()

    def on_mount(self) -> None:
        self._fill()
        if self._sessions:
            self.query_one(DataTable).focus()

    def on_resize(self) -> None:
        self._fill()

    def on_screen_resume(self) -> None:
        """Show what came of a conversation over this page, with the cursor where it was, or on what is new."""
        before = set(self._sessions)
        if self.is_mounted and self._workspace.log() is not self._shown:
            self._fill()
            new = [session_id for session_id in self._sessions if session_id not in before]
            self._put_cursor_on(new[0] if len(new) == 1 else "")
            if self._sessions and self.focused is None:
                self.query_one(DataTable).focus()

    def _lay_out(self, table: DataTable[Text]) -> None:
        """Empty the table, with the columns that there is room for."""
        width = self.app.size.width
        columns = columns_at(width - 3)  # the margin, and a scroll bar
        table.clear(columns=columns != self._columns)
        if columns != self._columns:
            self._columns = columns
            small = len(columns) == len(ESSENTIALS)
            table.cell_padding = 0 if small else GAP // 2
            for name, cells in columns.items():
                table.add_column(name, width=cells + 1 if small and name != "Response" else cells, key=name)

    def _fill(self) -> None:
        wanted = self.query_one("#filter", Input).value.strip().casefold()
        log = self._shown = self._workspace.log()
        sessions = log.sessions
        shown = [session for session in sessions[::-1] if wanted in session_line(session).casefold()]
        table = self.query_one(PastSessions)
        here, there = table.cursor_row, self._under_cursor()
        self._lay_out(table)
        self._sessions = {session.id: session for session in shown}
        responses = {judged.session.id: judged.response for judged in judged_in_order(self._workspace.table, log)}
        for session in shown:
            cells = self._cells(session, responses[session.id])
            table.add_row(*(cells[name] for name in self._columns), key=session.id)
        table.move_cursor(row=here)
        self._put_cursor_on(there)
        table.display = bool(sessions)
        self._tell()
        self.refresh_bindings()
        self.query_one("#empty").display = not sessions
        note = plural(len(sessions), "session")
        note = f"{len(shown)} of {note}" if wanted else note
        told = [note, "pain is 0 to 10", *(cleared_words(clearance) for clearance in log.clearances[-1:])]
        self.query_one("#hint", Static).update(" · ".join(told) if sessions else "")

    def _under_cursor(self) -> str:
        """The id of the session of the cursor; "" when there is none."""
        table = self.query_one(PastSessions)
        if not table.is_valid_row_index(table.cursor_row):
            return ""
        return str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value)

    def _put_cursor_on(self, session_id: str) -> None:
        """Go to a session, if it is shown."""
        if session_id in self._sessions:
            table = self.query_one(PastSessions)
            table.move_cursor(row=table.get_row_index(session_id))

    def _selected(self) -> SessionRecord | None:
        return self._sessions.get(self._under_cursor())

    def on_data_table_row_highlighted(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What was out of the ordinary in the session of the cursor, where the table has no room for it."""
        session = self._selected()
        about = self.query_one("#about", Static)
        about.display = session is not None and "Notes" not in self._columns
        about.update("; ".join(extras(session)) if session else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is told that would find nothing to act on."""
        if action in ("open", "filter", "edit", "delete"):
            return bool(self._sessions) or self.query_one("#filter").has_class("-shown")
        return action != "undo" or self._workspace.reliable_store.deleted_last() is not None

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
            answers = (Answer("close", "c", "Close"), Answer("edit", "e", "Correct it"))
            question = Choice(f"{session.started_at:%A %d %B %Y, %H:%M}", lines, answers, reading=True)
            if await self.app.push_screen_wait(QuestionScreen(question)) == "edit":
                self.post_message(EditWanted(session.id))

    def action_edit(self) -> None:
        session = self._selected()
        if session is not None:
            self.post_message(EditWanted(session.id))

    def action_add(self) -> None:
        self.post_message(AddWanted())

    def action_delete(self) -> None:
        session = self._selected()
        if session is not None:
            told = remove(self._workspace, session.id)
            self._fill()
            self._say(told if isinstance(told, Problem) else f"{told} Press z to take that back.")

    def action_undo(self) -> None:
        told = bring_back(self._workspace)
        self._fill()
        self._say(told)

    def _say(self, told: str | Problem) -> None:
        self.notify(str(told), severity="error" if isinstance(told, Problem) else "information")

    def _cells(self, session: SessionRecord, responded: Response) -> dict[str, Text]:
        pains = {
            "Before": session.pain_before,
            "Worst": session.pain_worst,
            "After": session.pain_after,
            "Morning": session.pain_morning,
        }
        walked = is_walk(session)
        response = RESPONSE_WORDS[responded]
        if session.rehearsal or walked:
            response = "rehearsal" if session.rehearsal else "walk"
        cells = {
            "Day": short_day(session.day, self._workspace.today()),
            "Stage": "–" if walked else session.stage,
            "Done": format_clock(session.walk_seconds) if walked else f"{session.reps_done} of {session.reps_planned}",
            "Run": format_clock(session.run_seconds),
            **{name: "–" if pain is None else str(pain) for name, pain in pains.items()},
            "Response": response,
            "Notes": "; ".join(extras(session)),
        }
        # A note is the runner's own: whatever stands in it is text.
        return {name: Text(cell, no_wrap=True, overflow="ellipsis") for name, cell in cells.items()}
