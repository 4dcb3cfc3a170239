"""The runner's course in charts: pain, stage, minutes of running, adherence."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.rule.follow_up import adherence, adherence_words
from runwalk_tui.rule.trends import minutes_words, pain_words, pains, sessions_words, stage_steps, stage_words, weeks
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.pain_chart import PainChart
from runwalk_tui.ui.charts.stage_chart import StageChart
from runwalk_tui.ui.charts.week_chart import MinutesChart, SessionsChart
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.workspace import Workspace


class ChartPanel(Vertical):
    """A chart with its title, its unit and what it shows in a sentence."""

    DEFAULT_CSS = """
    ChartPanel {
        height: auto; width: 100%; padding: 0 1;
        & > .title { text-style: bold; color: $primary; }
        & > .note { color: $foreground; margin-bottom: 1; }
    }
    """

    def __init__(self, title: str, unit: str, chart: Chart, *, id: str) -> None:
        super().__init__(id=id)
        self._title = title
        self._unit = unit
        self.chart = chart

    def compose(self) -> ComposeResult:
        yield Static(f"{self._title}, {self._unit}", classes="title", markup=False)
        yield Static(classes="note", markup=False)
        yield self.chart

    def say(self, note: str, *, drawn: bool) -> None:
        """Show the sentence, and the chart when there is something to draw."""
        self.query_one(".note", Static).update(note)
        self.chart.display = drawn


class TrendsScreen(AnsweringScreen[None]):
    """What the log shows over time."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="trends.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (52, "-tall")]
    DEFAULT_CSS = """
    TrendsScreen {
        & #page { scrollbar-size-vertical: 1; scrollbar-background: $background; align: center top; }
        & #sheet { width: 100%; max-width: 190; height: auto; padding: 1 2; }
        & #title { text-style: bold; padding: 0 1; }
        & #hint { color: $text-muted; padding: 0 1; margin-bottom: 1; }
        & #charts { height: auto; grid-size: 1; grid-rows: auto; grid-gutter: 1 4; }
        &.-wide #charts { grid-size: 2; }
        &.-narrow #sheet { padding: 0; }
        &.-flat #sheet { padding: 0 1; }
        &.-flat #hint { margin-bottom: 0; }
    }
    """

    def __init__(self, workspace: Workspace, *, ascii: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._pain = PainChart(ascii=ascii)
        self._stage = StageChart(ascii=ascii)
        self._minutes = MinutesChart(ascii=ascii)
        self._sessions = SessionsChart(ascii=ascii)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"), Vertical(id="sheet"):
            yield Static("Trends", id="title")
            yield Static("Your sessions; rehearsals are left out.", id="hint", markup=False)
            with Grid(id="charts"):
                yield ChartPanel("Pain by session", "0 to 10", self._pain, id="pain")
                yield ChartPanel("Stage", "by date", self._stage, id="stage")
                yield ChartPanel("Running", "minutes a week", self._minutes, id="minutes")
                yield ChartPanel("Adherence", "sessions a week", self._sessions, id="adherence")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_screen_resume(self) -> None:
        self.refresh_from_log()

    def on_resize(self) -> None:
        flat = self.has_class("-flat")
        self._pain.rows = 5 if flat else 20 if self.has_class("-tall") and self.has_class("-wide") else 10
        self._stage.roomy = not flat

    def refresh_from_log(self) -> None:
        """Compute everything anew."""
        workspace = self._workspace
        log, table, today = workspace.log(), workspace.table, workspace.today()
        course, steps, found = pains(table, log), stage_steps(table, log), weeks(table, log, today)
        self._pain.limit = table.policy.acceptable_pain
        self._pain.pains = course
        self._stage.table, self._stage.steps, self._stage.today = table, steps, today
        self._minutes.weeks = self._sessions.weeks = found
        done = any(week.sessions for week in found)
        self._panel("pain").say(pain_words(course, table.policy), drawn=bool(course))
        self._panel("stage").say(stage_words(table, steps), drawn=bool(steps))
        self._panel("minutes").say(minutes_words(found), drawn=done)
        told = adherence_words(adherence(table, log, today)) if done else ""
        self._panel("adherence").say(f"{sessions_words(found)} {told}".rstrip(), drawn=done)

    def _panel(self, name: str) -> ChartPanel:
        return self.query_one(f"#{name}", ChartPanel)

    def action_leave(self) -> None:
        self.dismiss(None)
