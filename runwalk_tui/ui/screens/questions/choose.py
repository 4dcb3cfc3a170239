"""Choose another stage or number of repetitions: lower is free, higher asks once."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, DataTable, Static

from runwalk_tui.flows.questions import StageAndReps, StageWanted
from runwalk_tui.programme.faults import shorten
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import OURS
from runwalk_tui.review.climb import running_share
from runwalk_tui.rule.reasons import reps
from runwalk_tui.ui.controls.adapted import Rows
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.wording import marks_explained, minutes, steps_in_words

WIDEST = 84
"""Columns of the page at most."""
IN_ALL_FROM = 80
"""Columns from which there is room for how much of a stage is running, and for the minutes of a full session."""
SCROLL_BAR = 2
"""Columns that a scroll bar needs."""
SHORTEST = 16
"""Characters of the steps that are always shown."""


class StageChoice(Rows[str | Text]):
    """Tells its Enter, and leaves ← and → to the repetitions, also where the table is wider than the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Stage", key_display="↑ ↓"),
        Binding("enter", "select_cursor", "Choose"),
    ]

    def __init__(self, *, alone: bool) -> None:
        """`alone` says that there are no repetitions to change."""
        super().__init__(cursor_type="row", zebra_stripes=True)
        self._alone = alone

    def action_cursor_left(self) -> None:
        if not self._alone:
            raise SkipAction
        super().action_cursor_left()

    def action_cursor_right(self) -> None:
        if not self._alone:
            raise SkipAction
        super().action_cursor_right()


class ChooseScreen(AnsweringScreen[StageAndReps | None]):
    """A list of stages; left and right change the repetitions."""

    HELPED: ClassVar[bool] = True
    """Help opens over it, and it is as it was afterwards."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="choose.leave"),
        Binding("enter", "take", "Choose", id="choose.take"),
        Binding("left,minus", "change(-1)", "Fewer", key_display="←", id="choose.fewer"),
        Binding("right,plus", "change(1)", "More", key_display="→", id="choose.more"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    ChooseScreen {
        align: center top;
        & #title, & #hint, & DataTable, & #foot { width: 100%; max-width: 84; }
        & #title { text-style: bold; padding: 1 2 0 2; }
        & #hint { color: $text-muted; padding: 0 2 1 2; }
        & DataTable { height: 1fr; margin: 0 1; }
        & #foot { height: auto; padding: 1 2 0 2; }
        & #chosen { width: 1fr; content-align: left middle; height: 3; text-style: bold; padding-right: 2; }
        &.-narrow {
            & #title, & #hint { padding: 0 1; }
            & DataTable { margin: 0; }
        }
        &.-flat {
            & #title { padding: 0 1; }
            & #hint, & #take { display: none; }
            & #foot { padding: 0 1; }
            & #chosen { height: 1; }
        }
    }
    """

    def __init__(self, asked: StageWanted) -> None:
        super().__init__()
        self._table = asked.table
        self._question = asked.title
        self._stage = asked.usual.stage
        self._count = asked.usual.reps
        self._stage_only = asked.stage_only
        self._room = 0
        """Characters of the column of steps."""

    def compose(self) -> ComposeResult:
        yield Static(self._question, id="title", markup=False)
        keys = keys_of(self.app)
        change = f"{keys.shown('questions.fewer')} {keys.shown('questions.more')}"
        more = "" if self._stage_only else f", {change} fewer or more repetitions"
        marks = marks_explained(self._table)
        hint = f"↑ ↓ stage{more}."
        yield Static(f"{hint} {marks}." if marks else hint, id="hint", markup=False)
        yield StageChoice(alone=self._stage_only)
        with Horizontal(id="foot"):
            yield Static(id="chosen", markup=False)
            yield Button("Choose", id="take", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self._fill()
        self.query_one(StageChoice).focus()
        self._tell()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self._fill()
        self._tell()

    def _fill(self) -> None:
        """Show the stages, in few columns where there is little room."""
        rows, table = self.query_one(StageChoice), self._table
        if rows.row_count:
            self._follow()
        narrow = self.has_class("-narrow")
        here = table.index(self._stage) or 0
        with self.prevent(DataTable.RowHighlighted):
            rows.clear(columns=True)
            more = [] if narrow else ["Repetitions", *(["Running", "In all"] if self.size.width >= IN_ALL_FROM else [])]
            heads = ("Stage", "Each repetition", *more)
            rows.add_columns(*heads)
            names = [one.marked_id if narrow else f"{one.marked_id} {one.name}".strip() for one in table.stages]
            others = [max(map(cell_len, names)), *map(len, more)]
            between = 2 * rows.cell_padding * len(heads)
            self._room = min(WIDEST, self.size.width) - 2 - SCROLL_BAR - between - sum(others)
            cells = [heads]
            for name, stage in zip(names, table.stages, strict=True):
                full = table.full(stage)
                count = f"{stage.reps_min} to {full}" if full > stage.reps_min else str(full)
                in_all = f"{round(stage.total_seconds(full) / 60)} min"
                figures = [count, f"{running_share(stage):>3}%", in_all]
                steps = shorten(steps_in_words(stage), max(SHORTEST, self._room))
                cells.append((name, steps, *figures[: len(more)]))
                rows.add_row(Text(name), Text(steps), *cells[-1][2:])
            rows.move_cursor(row=here)
        # What is chosen comes right under the last stage; two lines more where a long row brings a scroll bar.
        widths = [max(map(cell_len, column)) + 2 * rows.cell_padding for column in zip(*cells, strict=True)]
        rows.styles.max_height = len(table.stages) + 1 + 2 * (sum(widths) > min(WIDEST, self.size.width) - 2)

    def on_data_table_row_highlighted(self) -> None:
        self._follow()
        self._tell()

    def _follow(self) -> None:
        """Take the stage at the cursor: keys that come in one go are heard before the table says where they led."""
        stage = self._table.stages[self.query_one(StageChoice).cursor_row]
        if stage.id != self._stage:
            self._stage, self._count = stage.id, stage.reps_min

    def on_data_table_row_selected(self) -> None:
        self.action_take()

    def on_button_pressed(self) -> None:
        self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (self._stage_only and action == "change")

    def action_change(self, by: int) -> None:
        self._follow()
        table = self._table
        self._count = max(1, min(table.full(table.stage(self._stage)), self._count + by))
        self._tell()

    def action_take(self) -> None:
        self._follow()
        self.dismiss(StageAndReps(self._stage, self._count))

    def action_leave(self) -> None:
        self.dismiss(None)

    def _tell(self) -> None:
        table = self._table
        total = plan_session(table, table.stage(self._stage), self._count).total
        text = f"Stage {self._stage} · {reps(self._count)} · {minutes(total)}"
        if table.stage(self._stage).is_ours:
            text += f"   {OURS}"
        steps = steps_in_words(table.stage(self._stage))
        if len(steps) > self._room:
            text += f"\n{steps}"
        self.query_one("#chosen", Static).update(text)
