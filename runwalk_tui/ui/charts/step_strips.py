"""The session that was done and the one that is due, as two strips on the same scale with an arrow between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
MOST_PERCENT, LEAST_PERCENT = 130, 50
"""Of the scale that fills the room: what is tried to find one on which whole cells have room."""


class StepStrips(Chart):
    """Runs are high and walks low, as in the session itself; each strip is as long as its session.

    Phases of one length are equally wide, in both strips. What was planned and not done has no colour.
    """

    step: reactive[SessionStep | None] = reactive(None, init=False)

    def watch_step(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        if self.step is None:
            return Sheet(width, 0)
        was, due = self.step.was, self.step.due
        if was is None:
            sheet = Sheet(width, 2)
            room = min(WIDEST, width)
            self._put(sheet, (width - room) // 2, 0, room, due, cells_for([due], room), "next")
            return sheet
        if width < SIDE_BY_SIDE:
            sheet, room = Sheet(width, 5), min(WIDEST, width)
            cells = cells_for([was, due], room)
            self._put(sheet, 0, 0, room, was, cells, "today")
            sheet.put(0, 2, ARROW_DOWN.shown(self._ascii), Paint.MARK)
            self._put(sheet, 0, 3, room, due, cells, "next")
            return sheet
        sheet = Sheet(width, 2)
        room = min(WIDEST, (width - GAP) // 2)
        start = (width - 2 * room - GAP) // 2
        cells = cells_for([was, due], room)
        self._put(sheet, start, 0, room, was, cells, "today", right=True)
        sheet.put(start + room + GAP // 2, 0, ARROW.shown(self._ascii), Paint.MARK)
        self._put(sheet, start + room + GAP, 0, room, due, cells, "next")
        return sheet

    def _put(
        self,
        sheet: Sheet,
        x: int,
        y: int,
        room: int,
        shape: SessionShape,
        cells: Cells,
        when: str,
        *,
        right: bool = False,
    ) -> None:
        """Draw one strip with its words below it, at the left of its place or at the right."""
        drawn = list(cells.of(shape))
        at = x + room - sum(count for _, count in drawn) if right else x
        for kind, count in drawn:
            icon, paint = STRIPS.get(kind, AROUND)
            sheet.put(at, y, icon.shown(self._ascii) * count, paint if shape.done else Paint.LABEL)
            at += count
        words = shape.words.replace("×", "x") if self._ascii else shape.words
        length = f", {minutes(shape.seconds)}"
        if len(when) + 1 + len(words) + len(length) > room:
            length = ""
        at = x + room - len(when) - 1 - len(words) - len(length) if right else x
        sheet.put(at, y + 1, f"{when} ", Paint.LABEL)
        sheet.put(at + len(when) + 1, y + 1, words, Paint.PLAIN)
        sheet.put(at + len(when) + 1 + len(words), y + 1, length, Paint.LABEL)


@dataclass(frozen=True, slots=True)
class Cells:
    """How wide the phases of some sessions are on one scale."""

    scale: float
    """Cells for a second."""
    by_length: Mapping[int, int] | None
    """Cells by the seconds of a phase; None where there is no room for a cell for each."""

    def of(self, shape: SessionShape) -> Iterator[tuple[Kind, int]]:
        """The phases of a session, each with its cells."""
        if self.by_length is None:
            yield from cells_of(shape, max(2, round(shape.seconds * self.scale)))
        else:
            yield from ((phase.kind, self.by_length[phase.seconds]) for phase in shape.phases)


def cells_for(shapes: Sequence[SessionShape], room: int) -> Cells:
    """The largest scale on which each of these sessions has room in so many cells, if phases of one length are
    equally wide and at least one cell; without room for that, in proportion, where neighbours may become one."""
    longest = max(shape.seconds for shape in shapes)
    lengths = {phase.seconds for shape in shapes for phase in shape.phases}
    for percent in range(MOST_PERCENT, LEAST_PERCENT, -1):
        scale = room / longest * percent / 100
        widths = {length: max(1, round(length * scale)) for length in lengths}
        if all(sum(widths[phase.seconds] for phase in shape.phases) <= room for shape in shapes):
            return Cells(scale, widths)
    return Cells(room / longest, None)


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
