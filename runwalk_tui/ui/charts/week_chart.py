"""What was done in each week: minutes of running as bars, sessions as marks, a row for each week."""

from __future__ import annotations

from textual.reactive import reactive

from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.trends import Week, running, short_day, spans_years
from runwalk_tui.ui.charts.chart import Chart, Paint, Sheet
from runwalk_tui.ui.theme.icons import Icon

SHOWN = 12
"""Weeks, the newest ones: as many as the programme of the trial had."""
UPRIGHT = Icon("│", "|")
EIGHTHS = " ▏▎▍▌▋▊▉█"
DONE, OPEN = Icon("●", "*"), Icon("○", ".")
SO_FAR = " so far"


class WeekChart(Chart):
    """The newest week at the bottom."""

    weeks: reactive[tuple[Week, ...]] = reactive((), init=False)

    def watch_weeks(self) -> None:
        self.redraw()

    def draw(self, width: int) -> Sheet:
        shown = self.weeks[-SHOWN:]
        earlier = self.weeks[: -len(shown)] if shown else ()
        year = spans_years(week.monday for week in shown)
        gutter = 11 if year else 8
        sheet = Sheet(width, 1 + bool(earlier) + len(shown))
        sheet.put(0, 0, "week of", Paint.LABEL)
        if earlier:
            sheet.put(0, 1, self.words_for_earlier(earlier), Paint.LABEL)
        for row, week in enumerate(shown, 1 + bool(earlier)):
            sheet.put(0, row, f"{short_day(week.monday, year=year):>{gutter - 2}}", Paint.LABEL)
            sheet.put(gutter - 1, row, UPRIGHT.shown(self._ascii), Paint.AXIS)
            self.draw_week(sheet, gutter, row, week, shown)
        return sheet

    def draw_week(self, sheet: Sheet, x: int, y: int, week: Week, shown: tuple[Week, ...]) -> None:
        """Draw one week from a cell to the right."""
        raise NotImplementedError

    def words_for_earlier(self, earlier: tuple[Week, ...]) -> str:
        """What is said of the weeks that have no row."""
        raise NotImplementedError


class MinutesChart(WeekChart):
    """Minutes of running."""

    def draw_week(self, sheet: Sheet, x: int, y: int, week: Week, shown: tuple[Week, ...]) -> None:
        most = max(other.run_seconds for other in shown)
        figures = [running(other.run_seconds) + ("" if other.over else SO_FAR) for other in shown]
        room = max(1, sheet.width - x - 1 - max(len(figure) for figure in figures))
        eighths = round(week.run_seconds / most * room * 8) if most else 0
        whole, part = divmod(eighths, 8)
        bar = "#" * round(eighths / 8) if self._ascii else "█" * whole + (EIGHTHS[part] if part else "")
        sheet.put(x, y, bar, Paint.MARK)
        sheet.put(x + len(bar) + 1, y, running(week.run_seconds), Paint.PLAIN)
        if not week.over:
            sheet.put(x + len(bar) + 1 + len(running(week.run_seconds)), y, SO_FAR, Paint.LABEL)

    def words_for_earlier(self, earlier: tuple[Week, ...]) -> str:
        total = sum(week.run_seconds for week in earlier)
        return f"{plural(len(earlier), 'earlier week')}: {running(total // len(earlier))} a week"


class SessionsChart(WeekChart):
    """A mark for each session, and an open one for each that is asked for beside them."""

    def draw_week(self, sheet: Sheet, x: int, y: int, week: Week, shown: tuple[Week, ...]) -> None:
        columns = max(max(other.sessions, other.asked) for other in shown)
        figure = f"{week.sessions} of {week.asked}"
        columns = max(1, min(columns, sheet.width - x - len(f"00 of 00{SO_FAR}") - 2))
        done = min(columns, week.sessions)
        sheet.put(x, y, DONE.shown(self._ascii) * done, Paint.MARK)
        sheet.put(x + done, y, OPEN.shown(self._ascii) * min(columns - done, week.asked - done), Paint.QUIET)
        sheet.put(x + columns + 2, y, figure, Paint.PLAIN)
        if not week.over:
            sheet.put(x + columns + 2 + len(figure), y, SO_FAR, Paint.LABEL)

    def words_for_earlier(self, earlier: tuple[Week, ...]) -> str:
        total = sum(week.sessions for week in earlier)
        return f"{plural(len(earlier), 'earlier week')}: {total / len(earlier):.1f} sessions a week"
