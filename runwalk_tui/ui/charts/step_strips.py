"""The session that was done and the one that is due, as two strips on the same scale with an arrow between them."""

from __future__ import annotations

from collections.abc import Iterator

from textual.reactive import reactive

from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.next_step import SessionShape, SessionStep
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import Icon
from runwalk_tui.wording import minutes

ARROW, ARROW_DOWN = Icon("→", ">"), Icon("↓", "v")
STRIPS = {Kind.RUN: (Icon("█", "#"), Paint.RUN), Kind.WALK: (Icon("▄", "="), Paint.WALK)}
AROUND = (Icon("▁", "_"), Paint.LABEL)
"""Warm-up and cool-down."""
GAP = 5
"""Cells between two strips, the arrow in the middle."""
SIDE_BY_SIDE = 60
"""Cells from which on there is room for two strips in a row."""
WIDEST = 40


class StepStrips(Chart):
    """Runs stand high and walks low, as in the session itself; as long as each session takes."""

    step: reactive[SessionStep | None] = reactive(None, init=False)

    def watch_step(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        if self.step is None:
            return Sheet(width, 0)
        was, due = self.step.was, self.step.due
        if was is None:
            sheet = Sheet(width, 2)
            self._put(sheet, max(0, (width - WIDEST) // 2), 0, min(WIDEST, width), due, due.seconds, "next")
            return sheet
        longest = max(was.seconds, due.seconds)
        if width < SIDE_BY_SIDE:
            sheet = Sheet(width, 5)
            self._put(sheet, 0, 0, min(WIDEST, width), was, longest, "today")
            sheet.put(0, 2, ARROW_DOWN.shown(self._ascii), Paint.MARK)
            self._put(sheet, 0, 3, min(WIDEST, width), due, longest, "next")
            return sheet
        sheet = Sheet(width, 2)
        room = min(WIDEST, (width - GAP) // 2)
        start = (width - 2 * room - GAP) // 2
        self._put(sheet, start, 0, room, was, longest, "today", right=True)
        sheet.put(start + room + GAP // 2, 0, ARROW.shown(self._ascii), Paint.MARK)
        self._put(sheet, start + room + GAP, 0, room, due, longest, "next")
        return sheet

    def _put(
        self,
        sheet: Sheet,
        x: int,
        y: int,
        room: int,
        shape: SessionShape,
        longest: float,
        when: str,
        *,
        right: bool = False,
    ) -> None:
        """Draw one strip with its words below it, at the left of its place or at the right."""
        cells = max(2, round(room * shape.seconds / longest))
        at = x + room - cells if right else x
        for kind, count in cells_of(shape, cells):
            icon, paint = STRIPS.get(kind, AROUND)
            sheet.put(at, y, icon.shown(self._ascii) * count, paint)
            at += count
        words = shape.words.replace("×", "x") if self._ascii else shape.words
        length = f", {minutes(shape.seconds)}"
        if len(when) + 1 + len(words) + len(length) > room:
            length = ""
        at = x + room - len(when) - 1 - len(words) - len(length) if right else x
        sheet.put(at, y + 1, f"{when} ", Paint.LABEL)
        sheet.put(at + len(when) + 1, y + 1, words, Paint.PLAIN)
        sheet.put(at + len(when) + 1 + len(words), y + 1, length, Paint.LABEL)


def cells_of(shape: SessionShape, cells: int) -> Iterator[tuple[Kind, int]]:
    """The phases of a session in so many cells in all; a run has one cell at least where there is any room for it."""
    edges = [round(phase.end * cells / shape.seconds) for phase in shape.phases]
    start = 0
    for number, (phase, planned) in enumerate(zip(shape.phases, edges, strict=True)):
        end = max(start, planned)
        if phase.kind is Kind.RUN and end == start and number + 1 < len(edges) and edges[number + 1] > start:
            end = start + 1
        yield phase.kind, end - start
        start = end
