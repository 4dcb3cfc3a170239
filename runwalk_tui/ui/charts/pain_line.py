"""The worst pain of each session as a line of bars, the newest on the right."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.reactive import reactive

from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.ui.charts.chart import EIGHTHS, FLAG, FLARE, Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import BULLET

TOP = 10
GAP = 2
"""Cells between the bars and what is said of them."""
FEWEST_ASIDE = 14
"""Sessions that must have room where it is said on the right that some are left out."""
TEN = "X"
"""A pain of ten where figures stand for bars, so that it is one cell wide."""


class PainLine(Chart):
    """A cell a session; a mark under each flare-up and each warning sign, so that they are known without colour.

    Without block characters each session is its figure. What has no room is left out, the oldest first.
    """

    PAINTS = frozenset({Paint.PLAIN, Paint.LABEL, Paint.MARK, Paint.SEVERE})
    GROUNDS = frozenset()

    pains: reactive[tuple[SessionPain, ...]] = reactive((), init=False)
    rows: reactive[int] = reactive(1, init=False)
    """Cells from no pain to the worst, at least 1."""
    words: reactive[bool] = reactive(True, init=False)
    """Whether it says on its right, or below where there is no room, what it shows."""

    def watch_pains(self) -> None:
        self.redraw()

    def watch_rows(self) -> None:
        self.redraw()

    def watch_words(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        rows = 1 if self._ascii else self.rows
        shown = self.pains[-width:]
        told = caption(shown, len(self.pains), ascii=self._ascii)
        room = width - GAP - len(caption(self.pains[1:], len(self.pains), ascii=self._ascii))
        aside = self.words and (len(self.pains) + GAP + len(told) <= width or room >= FEWEST_ASIDE)
        if aside and len(shown) + GAP + len(told) > width:
            shown = self.pains[-room:]
            told = caption(shown, len(self.pains), ascii=self._ascii)
        marked = any(pain.flared or pain.flagged for pain in shown)
        below = self.words and not aside
        words = wrap(told, width) if below else []
        sheet = Sheet(width, rows + marked + len(words))
        for x, pain in enumerate(shown):
            self._bar(sheet, x, rows, pain)
            if pain.flared or pain.flagged:
                mark = FLAG if pain.flagged else FLARE
                sheet.put(x, rows, mark.shown(self._ascii), Paint.SEVERE)
        if aside:
            sheet.put(len(shown) + GAP, rows - 1, told, Paint.LABEL)
        for y, line in enumerate(words, rows + marked):
            sheet.put(0, y, line, Paint.LABEL)
        return sheet

    def _bar(self, sheet: Sheet, x: int, rows: int, pain: SessionPain) -> None:
        paint = Paint.SEVERE if pain.flared or pain.flagged else Paint.MARK
        if pain.worst is None:
            sheet.put(x, rows - 1, BULLET.shown(self._ascii), Paint.LABEL)
        elif self._ascii:
            sheet.put(x, 0, TEN if pain.worst == TOP else str(pain.worst), paint)
        else:
            for row, character in enumerate(reversed(bar(pain.worst, rows))):
                sheet.put(x, row, character, paint)


def bar(pain: int, rows: int) -> str:
    """The bar of a pain from 0 to 10, a character a row, the lowest first; no pain is the lowest line there is."""
    eighths = max(1, round(pain * rows * 8 / TOP))
    return "".join(EIGHTHS[max(0, min(8, eighths - 8 * row))] for row in range(rows))


def caption(shown: Sequence[SessionPain], count: int, *, ascii: bool) -> str:
    """What the line shows, in a few words; `count` is how many sessions there are."""
    which = "each session" if len(shown) == count else f"the last {len(shown)} sessions"
    words = f"worst of {which}"
    if any(pain.flared for pain in shown):
        words += f"; {FLARE.shown(ascii)} is a flare-up"
    if any(pain.flagged for pain in shown):
        words += f"; {FLAG.shown(ascii)} a warning sign"
    if ascii and any(pain.worst == TOP for pain in shown):
        words += f"; {TEN} is 10"
    return words
