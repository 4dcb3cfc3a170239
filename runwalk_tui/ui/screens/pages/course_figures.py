"""The first check-in next to the latest, and the trial's figures with their caveat."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from runwalk_tui.rule.follow_up import (
    ALSO,
    CAVEAT,
    CHECKIN_SCALE,
    OWN_HEADING,
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
from runwalk_tui.ui.charts.scale_bar import TOP, ScaleBar


class CourseFigures(Vertical):
    """Each measure as two bars; below them sessions a week and what the trial found."""

    SCOPED_CSS = False  # how wide the screen is, its own class says
    DEFAULT_CSS = """
    CourseFigures {
        width: 100%; height: auto;
        & .span { color: $text-muted; }
        & .scale { color: $text-muted; margin-bottom: 1; }
        & .measure { height: auto; margin-bottom: 1; }
        & .measure > .name { width: 15; text-style: bold; }
        & .own-heading { color: $text-muted; }
        & .own > .name { width: 100%; }
        & .bars { width: 1fr; height: auto; }
        & .bar { height: 1; width: 100%; }
        & .bar > .when { width: 6; color: $text-muted; }
        & .bar > .figure { width: 6; text-align: right; }
        & .bar > .change { width: 12; margin-left: 2; color: $text-muted; }
        & .heading { text-style: bold; color: $primary; margin-top: 1; }
        & .figures { height: auto; }
        & .figures > .name { width: 15; }
        & .figures > .value { width: 1fr; }
        & .caveat { margin-bottom: 1; }
        & .also { margin-top: 1; }
    }
    .-wide CourseFigures {
        & .own-heading, & .adherence { margin-top: 1; }
    }
    .-narrow CourseFigures {
        & .measure, & .figures { layout: vertical; }
        & .measure > .name, & .figures > .name { width: 100%; }
        & .figures > .value { width: 100%; padding-left: 2; }
        & .bar > .change { margin-left: 1; width: 10; }
    }
    """

    def __init__(self, found: Course, adherence: Adherence | None, *, ascii: bool = False) -> None:
        super().__init__()
        self._course = found
        self._adherence = adherence
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        yield Static(span_words(self._course), classes="span", markup=False)
        yield Static(CHECKIN_SCALE, classes="scale", markup=False)
        for measure in self._course.measures:
            with Horizontal(classes="measure"):
                yield Static(measure.name, classes="name", markup=False)
                with Vertical(classes="bars"):
                    yield from self._bars(measure)
        if self._course.own:
            yield Static(f"{OWN_HEADING}.", classes="own-heading", markup=False)
        for measure in self._course.own:
            with Vertical(classes="measure own"):
                yield Static(measure.name, classes="name", markup=False)
                with Vertical(classes="bars"):
                    yield from self._bars(measure)
        yield Static(adherence_words(self._adherence), classes="adherence", markup=False)
        yield Static(TRIAL_HEADING, classes="heading")
        yield Static(CAVEAT, classes="caveat", markup=False)
        for measure in TRIAL_MEASURES:
            with Horizontal(classes="figures"):
                yield Static(measure.name, classes="name", markup=False)
                yield Static(trial_words(measure), classes="value", markup=False)
        for line in ALSO:
            yield Static(line, classes="also", markup=False)

    def _bars(self, measure: Measure) -> ComposeResult:
        if measure.first is not None:
            yield self._bar("first", measure.first, measure, "")
        yield self._bar("now", measure.latest, measure, change_words(measure))

    def _bar(self, when: str, value: int | None, measure: Measure, change: str) -> Horizontal:
        filled = None if value is None else value * TOP // measure.top
        return Horizontal(
            Static(when, classes="when", markup=False),
            ScaleBar(filled, ascii=self._ascii, classes="-quiet" if when == "first" else ""),
            Static(shown(value, measure.unit), classes="figure", markup=False),
            Static(change, classes="change", markup=False),
            classes="bar",
        )
