"""The stages of the programme in a row or a column, with where the runner stands."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from runwalk_tui.programme.stage import Source, StageTable
from runwalk_tui.ui.widgets.icons import POINTER
from runwalk_tui.wording import steps_in_words


class StageLadder(Static):
    """All stages at a glance; `tall` gives each a line of its own."""

    DEFAULT_CSS = """
    StageLadder { height: auto; width: 1fr; }
    """

    table: reactive[StageTable | None] = reactive(None)
    here: reactive[str | None] = reactive(None)
    """Id of the stage that is due."""

    def __init__(self, *, tall: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._tall = tall

    def watch_table(self) -> None:
        self._draw()

    def watch_here(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self.table is None:
            return
        self.update(self._column(self.table) if self._tall else self._row(self.table))

    def _row(self, table: StageTable) -> Text:
        row = Text(no_wrap=False)
        for position, stage in enumerate(table.stages):
            if position:
                row.append(" ")
            if stage.id == self.here:
                row.append(f"[{stage.id}]", "bold reverse")
            else:
                row.append(stage.id, "dim")
        return row

    def _column(self, table: StageTable) -> Text:
        lines = []
        for stage in table.stages:
            here = stage.id == self.here
            ours = " *" if stage.source is Source.INTERPOLATED else ""
            line = Text(f"{POINTER.sign if here else ' '} {stage.id:>3}  {steps_in_words(stage)}{ours}")
            line.stylize("bold" if here else "dim")
            lines.append(line)
        if any(stage.source is Source.INTERPOLATED for stage in table.stages):
            lines.append(Text("      * our own interpolation", "dim italic"))
        return Text("\n").join(lines)
