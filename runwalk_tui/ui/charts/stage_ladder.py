"""The stages of the programme in one row, with where the runner is."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.programme.stage import OURS
from runwalk_tui.review.climb import Reached, Rung
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import ELLIPSIS


class StageLadder(Chart):
    """Every stage by its id, the one that is due in brackets; where there is no room for all, those around it."""

    PAINTS = frozenset({Paint.PLAIN, Paint.LABEL, Paint.MARK})
    GROUNDS = frozenset()

    rungs: reactive[tuple[Rung, ...]] = reactive((), init=False)
    """From the gentlest stage up."""
    explained: reactive[bool] = reactive(True, init=False)
    """Whether it says what the mark of our own figures means, where there is room."""

    def watch_rungs(self) -> None:
        self.redraw()

    def watch_explained(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        sheet = Sheet(width, 1)
        words = [_word(rung) for rung in self.rungs]
        if not words:
            return sheet
        here = next((place for place, rung in enumerate(self.rungs) if rung.reached is Reached.HERE), 0)
        first, last = around(words, here, width)
        x = 0
        if first:
            sheet.put(x, 0, ELLIPSIS.shown(self._ascii), Paint.LABEL)
            x += 2
        for rung, word in zip(self.rungs[first:last], words[first:last], strict=True):
            run = rung.reached in (Reached.DONE, Reached.TRIED)
            paint = Paint.MARK if rung.reached is Reached.HERE else Paint.PLAIN if run else Paint.LABEL
            sheet.put(x, 0, word, paint)
            x += len(word) + 1
        if last < len(words):
            sheet.put(x, 0, ELLIPSIS.shown(self._ascii), Paint.LABEL)
            x += 2
        marked = any(rung.ours for rung in self.rungs[first:last])
        if marked and self.explained and x + 2 + len(OURS) <= width:
            sheet.put(x + 2, 0, OURS, Paint.LABEL)
        return sheet


def around(words: list[str], here: int, width: int) -> tuple[int, int]:
    """The words around one place that have room, with a cell between them: the first, and the one after the last."""
    if sum(map(len, words)) + len(words) - 1 <= width:
        return 0, len(words)
    first, last, used = here, here + 1, len(words[here]) + 4  # a character at each end for what is left out
    while True:
        before = len(words[first - 1]) + 1 if first else width
        after = len(words[last]) + 1 if last < len(words) else width
        if here - first <= last - 1 - here and used + before <= width:
            first, used = first - 1, used + before
        elif used + after <= width:
            last, used = last + 1, used + after
        elif used + before <= width:
            first, used = first - 1, used + before
        else:
            return first, last


def _word(rung: Rung) -> str:
    name = rung.stage.marked_id
    return f"[{name}]" if rung.reached is Reached.HERE else name
