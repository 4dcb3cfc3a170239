"""The parts of Home: buttons, rows with a name, and the column of today."""

from __future__ import annotations

import os

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Static

from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.pain_line import PainLine
from runwalk_tui.ui.charts.stage_ladder import StageLadder
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.screens.home.strip import SessionStrip


class HomeButton(Button, can_focus=False, inherit_css=False):
    """For the mouse; the keyboard has Enter, c and o.

    A button that had the focus would also have Enter from Start, and scroll a small screen down to itself.

    It looks as Textual's does, whose styles are also for what Home doesn't have: other variants, the focus, a flat
    button. All of them would be read before the first picture, and looked through for each button.
    """

    DEFAULT_CSS = """
    HomeButton:ansi {
        border: tall $border-blurred; background: ansi_default;
        &:hover { background: $ansi-background; border: tall $border; }
        &.-active { background: $ansi-background !important; border: blank $background !important; tint: transparent; }
        &.-primary {
            color: $primary; border: tall $primary; background: ansi_default;
            &:hover { background: $ansi-background; }
        }
    }
    HomeButton {
        width: auto; min-width: 16; height: auto; line-pad: 1;
        text-align: center; content-align: center middle; text-style: bold; pointer: pointer;
        color: $button-foreground; background: $surface;
        border: none; border-top: tall $surface-lighten-1; border-bottom: tall $surface-darken-1;
        &:hover { border-top: tall $surface; background: $surface-darken-1; }
        &.-active {
            background: $surface; border-bottom: tall $surface-lighten-1; border-top: tall $surface-darken-1;
            tint: $background 30%;
        }
        &.-primary {
            color: $button-color-foreground; background: $primary;
            border-top: tall $primary-lighten-3; border-bottom: tall $primary-darken-3;
            &:hover { background: $primary-darken-2; border-top: tall $primary; }
            &.-active {
                background: $primary; border-bottom: tall $primary-lighten-3; border-top: tall $primary-darken-3;
            }
        }
    }
    """


class HomeButtons(Horizontal):
    """What can be done now."""

    def compose(self) -> ComposeResult:
        yield HomeButton("Start", id="start", variant="primary")
        yield HomeButton("Change", id="choose")
        yield HomeButton("Walk today", id="walk")
        yield HomeButton("Exercise", id="exercise")


class NamedChart(Horizontal):
    """A name on the left, which the row draws itself, and a chart."""

    DEFAULT_CSS = """
    NamedChart {
        height: auto; width: 100%; color: $text-muted;
        & > .value { width: 1fr; margin-left: 7; color: $foreground; }
    }
    """

    def __init__(self, name: str, chart: Chart, *, id: str) -> None:
        super().__init__(id=id)
        self._label = name
        self._chart = chart
        chart.add_class("value", update=False)  # it has no styles yet

    def compose(self) -> ComposeResult:
        yield self._chart

    def render(self) -> str:
        return self._label


class NamedText(Static):
    """A name on the left, and a text whose lines all begin beside it."""

    DEFAULT_CSS = "NamedText { width: 100%; }"

    beside: reactive[int] = reactive(0, layout=True)
    """Cells from the left where the text begins; with 0 there is no name."""

    def __init__(self, name: str, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._label = name

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        """The lines at a width in cells."""
        lines = Content(str(self.content)).wrap(max(1, width - self.beside))
        name = Content.styled(self._label.ljust(self.beside), "$text-muted") if self.beside else Content()
        return [(line.pad_left(self.beside) if number else name + line) for number, line in enumerate(lines)]


def leave_out(what: Widget, empty: bool) -> None:
    """Something that is empty takes no line; what isn't is there wherever the page has it at this size."""
    what.styles.display = "none" if empty else None  # no class, for which styles would be found anew


class TodayColumn(Vertical):
    """What is due today, why, and how the week is going."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="due-row"):
            yield Static(id="today-label")
            yield Static(id="decision", markup=False)
            yield Static(id="corner", markup=False)
        yield PhaseBanner(id="large")
        yield Static(id="headline", markup=False)
        with Horizontal(id="stage-row"):
            yield Static(id="stage", markup=False)
            yield Static(id="lengths", markup=False)
        yield SessionStrip(id="shape")
        yield NamedText("Why", id="why")
        yield NamedText("When", id="when")
        yield NamedText("Plan", id="plan")
        yield NamedText("How", id="how")
        yield NamedText("Week", id="week")
        yield NamedChart("Pain", PainLine(id="pain"), id="pain-row")
        yield NamedChart("Stage", StageLadder(id="ladder"), id="ladder-row")
        yield Static(id="checkin", markup=False)
        yield Static(id="other", markup=False)
        if IN_BROWSER not in os.environ:
            yield HomeButtons(id="buttons")
        yield Static(id="tip", markup=False)
