"""The runner's course in charts over one axis of weeks: pain, stage, running, sessions, days, check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from runwalk_tui.review.calendar_days import calendar_weeks
from runwalk_tui.review.trends import sentences
from runwalk_tui.review.trends.figures import Trends, trends_of
from runwalk_tui.review.trends.week_axis import WeekRange, WeekSpan, week_span
from runwalk_tui.review.trends.week_figures import Week
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import plural
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.checkin_table import MOST as MOST_CHECKINS
from runwalk_tui.ui.charts.checkin_table import CheckInTable
from runwalk_tui.ui.charts.day_grid import DayGrid
from runwalk_tui.ui.charts.shares import SharesChart
from runwalk_tui.ui.charts.weeks.pain_chart import PainChart
from runwalk_tui.ui.charts.weeks.stage_chart import StageChart
from runwalk_tui.ui.charts.weeks.week_chart import GUTTER, WeekChart
from runwalk_tui.ui.charts.weeks.weekly_bars import MinutesChart, SessionsChart
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.range_tabs import RangeTabs
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.pages.trends_layout import rows_for
from runwalk_tui.workspace import Workspace

CALENDAR_LEAST = 8
"""Weeks of the calendar at least."""
FLAT = 20
"""Lines of the terminal below which a chart is told in one sentence."""
SHORT_TOTAL = 100
"""Columns below which the total is told in fewer words."""
LONGEST_ID = 12
"""Characters of a stage's id that are shown; the axis moves to the right for them."""


TO_READ = 20.0
"""Seconds for which the path of a report is shown: it is to be found again in another program."""


class ChartPanel(Vertical):
    """What a chart shows, in a sentence after its name, and the chart."""

    DEFAULT_CSS = """
    ChartPanel {
        height: auto; width: 100%; padding: 0 1;
        & > .head { width: 100%; height: auto; }
    }
    """

    def __init__(self, title: str, *charts: Chart, id: str) -> None:
        super().__init__(id=id)
        self._title = title
        self.charts = charts

    def compose(self) -> ComposeResult:
        yield Static(classes="head", markup=False)
        yield from self.charts

    def say(self, sentence: str, *, drawn: bool) -> None:
        """Show the sentence, and the chart when there is something to draw."""
        head = Content.assemble((self._title, "bold $primary"), f"  {sentence}")
        self.query_one(".head", Static).update(head)
        for chart in self.charts:
            chart.display = drawn


class TrendsScreen(AnsweringScreen[None]):
    """What the log shows over time."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "longer", "Weeks", id="trends.range", tooltip="the next range: 4, 12, 52 weeks or all"),
        Binding("p", "report", "Report", id="trends.report", tooltip="a page to print for whoever treats your back"),
        Binding("left", "look_by(-1)", show=False),
        Binding("right", "look_by(1)", show=False),
        Binding("escape", "leave", "Back", id="trends.leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-two"), (180, "-three")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (46, "-tall")]
    DEFAULT_CSS = """
    TrendsScreen {
        & #top { height: 1; width: 100%; padding: 0 2; margin-bottom: 1; }
        & #name { width: auto; text-style: bold; color: $primary; margin-right: 3; }
        & #total { width: 1fr; text-align: right; color: $text-muted; }
        & #page { scrollbar-size-vertical: 1; scrollbar-background: $background; padding: 0 1; }
        & #body, & #more { height: auto; width: 100%; layout: vertical; }
        & .column { height: auto; width: 100%; }
        & ChartPanel { margin-bottom: 1; }
        & #left-checkins { display: none; }
        &.-two #left-checkins { display: block; }
        &.-two #checkins { display: none; }
        &.-two, &.-three {
            & #body { layout: horizontal; }
            & #more { width: 1fr; }
            & #left { width: 1fr; }
        }
        &.-three #more { width: 1.6fr; layout: horizontal; }
        &.-three .column { width: 1fr; }
        &.-three #calendar { width: 46; }
        &.-narrow {
            & #top { padding: 0 1; }
            & #name, & #total { display: none; }
            & #page { padding: 0; }
        }
        &.-flat ChartPanel, &.-flat #top { margin-bottom: 0; }
    }
    """

    def __init__(self, workspace: Workspace, *, ascii: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._pain = PainChart(ascii=ascii)
        self._stage = StageChart(ascii=ascii)
        self._minutes = MinutesChart(ascii=ascii)
        self._sessions = SessionsChart(ascii=ascii)
        self._shares = SharesChart(ascii=ascii)
        self._days = DayGrid(ascii=ascii)
        self._checkins = (CheckInTable(ascii=ascii), CheckInTable(ascii=ascii))
        """Below the stages in two columns, else below the sessions."""
        self._reading: Reading | None = None
        self._trends: Trends | None = None
        """The figures of the log as it was read last."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("Trends", id="name")
            yield RangeTabs(id="range")
            yield Static(id="total", markup=False)
        with VerticalScroll(id="page"), Container(id="body"):
            with Vertical(id="left", classes="column"):
                yield ChartPanel("Pain 0-10", self._pain, id="pain")
                yield ChartPanel("Stage", self._stage, id="stage")
                yield ChartPanel("Check-ins 0-100", self._checkins[0], id="left-checkins")
            with Container(id="more"):
                with Vertical(classes="column"):
                    yield ChartPanel("Running, minutes", self._minutes, id="minutes")
                    yield ChartPanel("Sessions a week", self._sessions, self._shares, id="sessions")
                    yield ChartPanel("Check-ins 0-100", self._checkins[1], id="checkins")
                with Vertical(id="calendar", classes="column"):
                    yield ChartPanel("Days", self._days, id="days")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_screen_resume(self) -> None:
        self.refresh_from_log()

    def on_resize(self) -> None:
        if self._trends is not None:
            self._show(self._trends)

    def refresh_from_log(self) -> None:
        """Compute everything anew, if the log has changed."""
        reading = self._workspace.reading()
        if reading is not self._reading or self._trends is None:
            self._reading = reading
            self._trends = trends_of(reading, self._workspace.habits.first_weekday)
        self._show(self._trends)

    def _show(self, trends: Trends) -> None:
        """Show the weeks that are looked at."""
        workspace, table = self._workspace, trends.table
        rows = rows_for(self.size.width, self.size.height, min(MOST_CHECKINS, len(trends.checkins)))
        self._pain.rows, self._stage.rows, self._minutes.rows = rows.pain, rows.stage, rows.minutes
        self._days.turn(upright=rows.upright_days)
        first_weekday = workspace.habits.first_weekday
        span = week_span(workspace.weeks_shown, trends.began, trends.today, first_weekday)
        self.query_one(RangeTabs).shown = workspace.weeks_shown
        indent = max(GUTTER, 2 + min(LONGEST_ID, max(len(stage.id) for stage in table.stages) + 1))
        for chart in self.query(WeekChart):
            chart.indent, chart.span = indent, span
        self._pain.policy = table.policy
        self._pain.pains = tuple(pain for pain in trends.course if span.holds(pain.day))
        self._stage.table, self._stage.steps = table, trends.steps
        self._minutes.weeks = self._sessions.weeks = trends.weeks
        self._sessions.per_week, self._shares.found = table.sessions_per_week, trends.adherence
        everything = week_span(WeekRange.ALL, trends.began, trends.today, first_weekday)
        count = max(CALENDAR_LEAST, min(rows.calendar_weeks, everything.count))
        grid = calendar_weeks(trends.judged, trends.today, count, first_weekday=first_weekday)
        self._days.weeks = grid
        for checkins in self._checkins:
            checkins.checkins = trends.checkins
        shown = [week for week in trends.weeks if span.holds(week.first_day)]
        self._say(trends, span, shown)
        self._panel("days").say(sentences.days_sentence(trends, grid[0][0].day), drawn=bool(trends.judged))
        count, seconds = sum(week.sessions for week in shown), sum(week.run_seconds for week in shown)
        total = f"{plural(count, 'session')} · {sentences.hours(seconds)}"
        total += " of running" if self.size.width >= SHORT_TOTAL else ""
        self.query_one("#total", Static).update(total if count else "")

    def _say(self, trends: Trends, span: WeekSpan, shown: Sequence[Week]) -> None:
        """Say what each chart shows; `shown` are its weeks."""
        done = bool(trends.course)
        self._panel("pain").say(sentences.pain_sentence(trends, span, brief=self.size.height < FLAT), drawn=done)
        self._panel("stage").say(sentences.stage_sentence(trends, span), drawn=bool(trends.steps))
        self._panel("minutes").say(sentences.minutes_sentence(trends, span), drawn=done)
        walks = sentences.walks_sentence(shown)
        self._panel("sessions").say(f"{sentences.sessions_sentence(trends, span)} {walks}", drawn=done or bool(walks))
        for name in ("left-checkins", "checkins"):
            self._panel(name).say(sentences.checkins_sentence(trends.checkins), drawn=bool(trends.checkins))

    def _panel(self, name: str) -> ChartPanel:
        return self.query_one(f"#{name}", ChartPanel)

    def action_look(self, name: str) -> None:
        """Look back as far as the range of this name."""
        self._workspace.weeks_shown = WeekRange[name]
        self.refresh_from_log()

    def action_look_by(self, by: int) -> None:
        """Look further back, or less far with a negative number; at either end nothing happens."""
        ranges = list(WeekRange)
        place = ranges.index(self._workspace.weeks_shown) + by
        if 0 <= place < len(ranges):
            self.action_look(ranges[place].name)

    def action_report(self) -> None:
        """Make a page to print, and say where it is."""
        from runwalk_tui.flows.shown.report import make_report  # late: it is asked for seldom

        told = make_report(self._workspace)
        self.notify(str(told), severity="error" if isinstance(told, Problem) else "information", timeout=TO_READ)

    def action_longer(self) -> None:
        self.action_look(self._workspace.weeks_shown.next().name)

    def action_leave(self) -> None:
        self.dismiss(None)
