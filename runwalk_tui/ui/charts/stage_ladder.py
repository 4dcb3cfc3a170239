"""The stages of the programme in a row or a column, with where the runner stands."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from runwalk_tui.programme.stage import Source, StageTable
from runwalk_tui.ui.theme.icons import POINTER
from runwalk_tui.wording import steps_in_words


class StageLadder(Static):
    """All stages at a glance; `tall` gives each a line of its own."""

    DEFAULT_CSS = """
    StageLadder { height: auto; width: 1fr; color: $text-muted; }
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

    def _row(self, table: StageTable) -> Content:
        return Content(" ").join(
            Content.styled(f"[{stage.id}]", "bold reverse $foreground") if stage.id == self.here else Content(stage.id)
            for stage in table.stages
        )

    def _column(self, table: StageTable) -> Content:
        lines = []
        for stage in table.stages:
            here = stage.id == self.here
            ours = " *" if stage.source is Source.INTERPOLATED else ""
            line = f"{POINTER.character if here else ' '} {stage.id:>3}  {steps_in_words(stage)}{ours}"
            lines.append(Content.styled(line, "bold $foreground") if here else Content(line))
        if any(stage.source is Source.INTERPOLATED for stage in table.stages):
            lines.append(Content.styled("      * our own interpolation", "italic"))
        return Content("\n").join(lines)
