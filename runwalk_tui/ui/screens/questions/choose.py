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
from runwalk_tui.programme.stage import OURS, Stage
from runwalk_tui.review.climb import running_share
from runwalk_tui.rule.reasons import reps
from runwalk_tui.ui.controls.adapted import Rows
from runwalk_tui.ui.controls.key_answers import keys_of
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.wording import marks_explained, minutes, steps_in_words

WIDEST = 110
"""Columns of the page at most."""
STAGE, STEPS, TIMES, RUNNING, IN_ALL = "Stage", "Each repetition", "Repetitions", "Running", "In all"
LAYOUTS = (
    (True, (TIMES, RUNNING, IN_ALL)),
    (True, (TIMES, IN_ALL)),
    (False, (TIMES, RUNNING, IN_ALL)),
    (False, (TIMES, IN_ALL)),
    (False, (IN_ALL,)),
    (False, ()),
)
"""Whether the stages have their names, and what is told besides their steps; the first one with room for all is shown.
What is left out is said below of the stage at the cursor."""
SCROLL_BAR = 2
"""Columns that a scroll bar needs."""
READABLE = 40
"""Cells of the steps from which a list that has to shorten them tells something besides."""
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
        & #title, & #hint, & DataTable, & #foot { width: 100%; max-width: 110; }
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
            & #chosen { height: 1; padding-right: 0; }
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
        self._named = True
        """Whether the stages have their names."""

    def compose(self) -> ComposeResult:
        yield Static(self._question, id="title", markup=False)
        keys = keys_of(self.app)
        change = f"{keys.shown('questions.fewer')} {keys.shown('questions.more')}"
        marks = marks_explained(self._table)
        hint = "↑ ↓ choose a stage." if self._stage_only else f"↑ ↓ stage, {change} fewer or more repetitions."
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
        here = table.index(self._stage) or 0
        with self.prevent(DataTable.RowHighlighted):
            rows.clear(columns=True)
            self._named, more, self._room = self._layout()
            heads = (STAGE, STEPS, *more)
            rows.add_columns(*heads)
            cells = [heads]
            for stage in table.stages:
                figures = self._figures(stage)
                steps = shorten(steps_in_words(stage), max(SHORTEST, self._room))
                cells.append((self._called(stage, named=self._named), steps, *(figures[head] for head in more)))
                rows.add_row(*map(Text, cells[-1][:2]), *cells[-1][2:])
            rows.move_cursor(row=here)
        # What is chosen comes right under the last stage; two lines more where a long row brings a scroll bar.
        widths = [max(map(cell_len, column)) + 2 * rows.cell_padding for column in zip(*cells, strict=True)]
        rows.styles.max_height = len(table.stages) + 1 + 2 * (sum(widths) > self._width)

    @property
    def _width(self) -> int:
        """Cells that the list has, with its scroll bar."""
        return min(WIDEST, self.size.width) - (0 if self.has_class("-narrow") else 2)

    def _layout(self) -> tuple[bool, tuple[str, ...], int]:
        """Whether the stages have their names, what is told besides their steps, and the cells there are for those.

        Where no list has room for all steps in full, names and running go first.
        """
        padding = 2 * self.query_one(StageChoice).cell_padding
        longest = max(cell_len(steps_in_words(stage)) for stage in self._table.stages)
        rooms = []
        for named, more in LAYOUTS:
            names = max(cell_len(self._called(stage, named=named)) for stage in self._table.stages)
            columns = [max(cell_len(self._figures(stage)[head]) for stage in self._table.stages) for head in more]
            others = [max(names, len(STAGE)), *(max(pair) for pair in zip(columns, map(len, more), strict=True))]
            rooms.append(self._width - SCROLL_BAR - padding * (len(more) + 2) - sum(others))
        found = next((place for place, room in enumerate(rooms) if room >= max(longest, len(STEPS))), None)
        if found is None:
            found = next((place for place, room in enumerate(rooms) if place > 2 and room >= READABLE), len(rooms) - 1)
        return (*LAYOUTS[found], rooms[found])

    @staticmethod
    def _called(stage: Stage, *, named: bool) -> str:
        return f"{stage.marked_id} {stage.name}".strip() if named else stage.marked_id

    def _figures(self, stage: Stage) -> dict[str, str]:
        full = self._table.full(stage)
        return {
            TIMES: f"{stage.reps_min} to {full}" if full > stage.reps_min else str(full),
            RUNNING: f"{running_share(stage):>3}%",
            IN_ALL: f"{round(stage.total_seconds(full) / 60)} min",
        }

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
        stage = table.stage(self._stage)
        steps = steps_in_words(stage)
        below = ["" if self._named else stage.name, steps if len(steps) > self._room else ""]
        if any(below):
            text += f"\n{': '.join(filter(None, below))}"
        self.query_one("#chosen", Static).update(text)
