"""The runner's course: the first check-in beside the latest, adherence, and the trial's figures with their caveat."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from runwalk_tui.rule.follow_up import (
    ALSO,
    CAVEAT,
    TRIAL_HEADING,
    TRIAL_MEASURES,
    Adherence,
    Course,
    Measure,
    adherence_words,
    change_words,
    shown,
    span_words,
    trial_words,
)
from runwalk_tui.ui.charts.scale_bar import ScaleBar
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.screens.leaving import AnsweringScreen


class CourseScreen(AnsweringScreen[None]):
    """What changed since the first check-in; nothing is asked."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "leave", "Home", id="course.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    CourseScreen {
        & #page { align: center top; scrollbar-size-vertical: 1; scrollbar-background: $background; }
        &.-tall #page { align: center middle; }
        & #column { width: 100%; max-width: 92; height: auto; padding: 1 3; }
        & #title { text-style: bold; color: $primary; }
        & #span { color: $text-muted; margin-bottom: 1; }
        & .measure { height: auto; margin-bottom: 1; }
        & .measure > .name { width: 15; text-style: bold; }
        & .bars { width: 1fr; height: auto; }
        & .bar { height: 1; width: 100%; }
        & .bar > .when { width: 6; color: $text-muted; }
        & .bar > .figure { width: 6; text-align: right; }
        & .bar > .change { width: 12; margin-left: 2; color: $text-muted; }
        & .heading { text-style: bold; color: $primary; margin-top: 1; }
        & .figures { height: auto; }
        & .figures > .name { width: 15; }
        & .figures > .value { width: 1fr; }
        & #caveat { margin-bottom: 1; }
        & .also { margin-top: 1; }
        &.-narrow {
            & #column { padding: 0 1; }
            & .measure, & .figures { layout: vertical; }
            & .measure > .name, & .figures > .name { width: 100%; }
            & .figures > .value { width: 100%; padding-left: 2; }
            & .bar > .when { width: 6; }
            & .bar > .change { margin-left: 1; width: 10; }
        }
    }
    """

    def __init__(self, found: Course, adherence: Adherence | None, *, ascii: bool = False) -> None:
        super().__init__()
        self._course = found
        self._adherence = adherence
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"), Vertical(id="column"):
            yield Static("Your check-ins", id="title")
            yield Static(span_words(self._course), id="span", markup=False)
            for measure in self._course.measures:
                with Horizontal(classes="measure"):
                    yield Static(measure.name, classes="name", markup=False)
                    with Vertical(classes="bars"):
                        yield from self._bars(measure)
            yield Static(adherence_words(self._adherence), id="adherence", markup=False)
            yield Static(TRIAL_HEADING, classes="heading")
            yield Static(CAVEAT, id="caveat", markup=False)
            for measure in TRIAL_MEASURES:
                with Horizontal(classes="figures"):
                    yield Static(measure.name, classes="name", markup=False)
                    yield Static(trial_words(measure), classes="value", markup=False)
            for line in ALSO:
                yield Static(line, classes="also", markup=False)
        yield KeyLine()

    def _bars(self, measure: Measure) -> ComposeResult:
        if measure.first is not None:
            yield self._bar("first", measure.first, measure.unit, "")
        yield self._bar("now", measure.latest, measure.unit, change_words(measure))

    def _bar(self, when: str, value: int | None, unit: str, change: str) -> Horizontal:
        return Horizontal(
            Static(when, classes="when", markup=False),
            ScaleBar(value, ascii=self._ascii, classes="-quiet" if when == "first" else ""),
            Static(shown(value, unit), classes="figure", markup=False),
            Static(change, classes="change", markup=False),
            classes="bar",
        )

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def action_leave(self) -> None:
        self.dismiss(None)
