"""The charts of one session: its four pains, and where on its timeline pain was marked."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Policy
from runwalk_tui.review.pain_zones import PainZone, zone_of
from runwalk_tui.session.records import PainMark
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.history.cells import bar
from runwalk_tui.ui.theme.icons import DASH, Icon
from runwalk_tui.ui.timer.timeline import PLAIN_TEXTURES, TEXTURES, column_of, edges_of

TOP = 10
GUTTER = 16
"""Cells for the name of a pain and its number."""
ZONES = {
    PainZone.ACCEPTABLE: (Paint.MARK, "="),
    PainZone.ABOVE: (Paint.OVER, "#"),
    PainZone.SEVERE: (Paint.QUIET, "@"),
}
"""How a pain is painted, and what its bar is made of in ASCII."""
LIMIT = Icon("╎", "|")
WIDEST = 40
"""Cells of a bar for 10 at most."""


class FourPains(Chart):
    """A bar for each pain that a session is asked for, with a mark at the one that is acceptable."""

    DEFAULT_CSS = """
    FourPains {
        & .chart--mark { color: $success; }
        & .chart--quiet { color: $error; text-style: bold; }
    }
    """

    pains: reactive[tuple[tuple[str, int | None], ...]] = reactive((), init=False)
    """When each was asked for, and the pain, 0 to 10; None for one that was not given."""

    def __init__(self, policy: Policy, *, ink: Ink) -> None:
        super().__init__(ascii=ink is Ink.CHARACTERS)
        self._policy = policy
        self._ink = ink

    def watch_pains(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        room = max(5, min(WIDEST, (width - GUTTER) // 5 * 5))
        sheet = Sheet(width, len(self.pains) + 1)
        limit = GUTTER + self._policy.acceptable_pain * room // TOP
        for y, (name, pain) in enumerate(self.pains):
            sheet.put(0, y, name, Paint.LABEL)
            if pain is None:
                sheet.put(GUTTER - 3, y, f"{DASH.shown(self._ascii):>2}", Paint.LABEL)
                sheet.put(GUTTER, y, "not given", Paint.LABEL)
                continue
            paint, plain = ZONES[zone_of(pain, self._policy)]
            sheet.put(GUTTER - 3, y, f"{pain:>2}", Paint.PLAIN if paint is Paint.MARK else paint)
            sheet.put(GUTTER, y, bar(pain, room, plain, self._ink), paint)
            if limit < width and sheet.is_blank(limit, y):
                sheet.put(limit, y, LIMIT.shown(self._ascii), Paint.AXIS)
        if self.pains:
            mark, text = LIMIT.shown(self._ascii), f"up to {self._policy.acceptable_pain} is fine"
            sheet.put(limit, len(self.pains), mark, Paint.AXIS)
            beside = limit + 2 if limit + 2 + len(text) <= width else max(0, limit - 1 - len(text))
            sheet.put(beside, len(self.pains), text, Paint.LABEL)
        return sheet


class MarkedTimeline(Chart):
    """The phases of a session as they were planned, and above them each pain that was marked, where it was marked.

    Runs stand high and walks low, in the colours that they have in the session itself.
    """

    DEFAULT_CSS = """
    MarkedTimeline {
        & .chart--mark { color: $phase-run-bar; }
        & .chart--quiet { color: $phase-walk-bar; }
        & .chart--over { color: $foreground; text-style: bold; }
    }
    """

    def __init__(self, *, ascii: bool) -> None:
        super().__init__(ascii=ascii)
        self._marks: tuple[PainMark, ...] = ()
        self._phases: tuple[Phase, ...] = ()

    def show(self, marks: tuple[PainMark, ...], phases: tuple[Phase, ...]) -> None:
        """Take the marks of another session; its phases are empty where its stage is not known any more."""
        self._marks, self._phases = marks, phases
        self.display = bool(marks and phases)
        self.redraw()

    def draw(self, width: int) -> Sheet:
        sheet = Sheet(width, 4)
        if not self._phases:
            return sheet
        edges = edges_of(self._phases, width)
        textures = PLAIN_TEXTURES if self._ascii else TEXTURES
        for phase, left, right in zip(self._phases, edges, edges[1:], strict=False):
            texture = textures[phase.kind]
            paint = Paint.MARK if texture.upper.strip() else Paint.QUIET
            sheet.put(left, 1, texture.upper * (right - left), paint)
            sheet.put(left, 2, texture.lowest * (right - left), paint)
        for mark in self._marks:
            text = f"{mark.pain}"
            column = column_of(mark.at, self._phases, edges)
            sheet.put(max(0, min(column, width - len(text))), 0, text, Paint.OVER)
        end = format_clock(self._phases[-1].end)
        sheet.put(edges[0], 3, "0:00", Paint.LABEL)
        sheet.put(max(edges[0] + 6, edges[-1] - len(end)), 3, end, Paint.LABEL)
        return sheet
