"""The session that is due as a strip: warm-up, each run and walk, cool-down, as long as they last."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Kind
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet
from runwalk_tui.ui.timer.timeline import PLAIN_TEXTURES, TEXTURES, edges_of

PAINTS = {Kind.RUN: Paint.RUN, Kind.WALK: Paint.WALK, Kind.WARM_UP: Paint.LABEL, Kind.COOL_DOWN: Paint.LABEL}


class SessionStrip(Chart):
    """The timeline of a session that has not started: as the timer draws it, without the marker of the present."""

    PAINTS = frozenset({Paint.PLAIN, Paint.LABEL, Paint.RUN, Paint.WALK})
    GROUNDS = frozenset()

    phases: reactive[tuple[Phase, ...]] = reactive((), init=False)
    rows: reactive[int] = reactive(2, init=False)
    """1 or more; in more than one a run is higher than a walk."""

    def watch_phases(self) -> None:
        self.redraw()

    def watch_rows(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        sheet = Sheet(width, self.rows)
        if not self.phases:
            return sheet
        textures = PLAIN_TEXTURES if self._ascii else TEXTURES
        edges = edges_of(self.phases, width)
        left = edges[0]  # even widths may leave some room on both sides; here the strip starts where the text does
        for phase, start, end in zip(self.phases, edges, edges[1:], strict=False):
            texture, paint = textures[phase.kind], PAINTS[phase.kind]
            for y in range(self.rows):
                cell = texture.alone if self.rows == 1 else texture.lowest if y == self.rows - 1 else texture.upper
                sheet.put(start - left, y, cell * (end - start), paint)
        return sheet
