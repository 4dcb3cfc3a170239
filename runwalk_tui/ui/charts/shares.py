"""Sessions a week as two bars: the runner's own and, in the trial's programme, those of the trial."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.rule.follow_up import TRIAL_ASKED, TRIAL_SESSIONS, TRIAL_SHARE, Adherence
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet

EIGHTHS = " ▏▎▍▌▋▊▉█"
NAMES = 6
"""Cells for whose bar it is."""
SIDE_BY_SIDE = 50
"""Cells from which on there is room for both in one row."""
LEAST_WEEKS = 1
"""Before a week is over, a figure for one means nothing."""


class SharesChart(Chart):
    """How much of what the programme has was done, as parts of the same length."""

    found: reactive[Adherence | None] = reactive(None, init=False)

    def watch_found(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        mine = self.found
        bars: list[tuple[str, float, str, Paint]] = []
        if mine is not None and mine.weeks >= LEAST_WEEKS and mine.per_week is not None and mine.share is not None:
            words = f"{mine.per_week:.1f} of {mine.asked_per_week}, {mine.share * 100:.0f}%"
            bars.append(("you", mine.share, words, Paint.MARK))
        trial = f"{TRIAL_SESSIONS} of {TRIAL_ASKED}, {TRIAL_SHARE}%"
        if mine is None or mine.as_in_the_trial:
            bars.append(("trial", TRIAL_SHARE / 100, trial, Paint.QUIET))
        if not bars:
            return Sheet(width, 0)
        across = len(bars) if width >= SIDE_BY_SIDE else 1
        sheet = Sheet(width, -(-len(bars) // across))
        part = width // across
        room = max(1, part - NAMES - max(len(words) for _, _, words, _ in bars) - 3)
        for number, (name, share, words, paint) in enumerate(bars):
            y, column = divmod(number, across)
            x = column * part
            eighths = round(min(1.0, share) * room * 8)
            full, rest = divmod(eighths, 8)
            bar = "#" * round(eighths / 8) if self._ascii else "█" * full + (EIGHTHS[rest] if rest else "")
            sheet.put(x, y, name, Paint.LABEL)
            sheet.put(x + NAMES, y, bar, paint)
            sheet.put(x + NAMES + len(bar) + 1, y, words, Paint.PLAIN)
        return sheet
