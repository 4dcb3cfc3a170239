"""The page for a clinician, and the hand-out for a patient, as HTML: one file that loads nothing and runs nothing."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from runwalk_tui.exports.report.svg import HALF, WIDE, pain_chart, printed_days, stage_chart, week_chart
from runwalk_tui.programme.stage import MARK
from runwalk_tui.review.report.letter import MADE_FROM, HandOut, Letter, SessionRow
from runwalk_tui.review.report.rows import RESPONSES, STOPPED
from runwalk_tui.rule.follow_up import Measure, change_words, shown, signed
from runwalk_tui.rule.reasons import MONTHS
from runwalk_tui.rule.response import Response

if TYPE_CHECKING:
    from jinja2 import Environment

DIARY = (
    ("Day", 13),
    ("Stage", 8),
    ("Repetitions", 12),
    ("Before", 8),
    ("Worst", 8),
    ("After", 8),
    ("Morning", 9),
    ("Effort", 8),
    ("Sore places, and what I noticed", 26),
)
"""Columns of the table to write in, and the percentage of the width that each has."""
MINUTES = {"Repetitions": "Minutes"}
"""What is written in its place where nobody counts repetitions."""
DIARY_LINES = 18
"""Rows of it: six weeks of three sessions, and as many as a page holds below what each session leads to."""


def letter_html(letter: Letter) -> str:
    """The page for a clinician."""
    first, last = printed_days(letter.span)
    return (
        _environment()
        .get_template("letter.j2")
        .render(
            letter=letter,
            made_from=MADE_FROM,
            words=RESPONSES,
            first=first,
            last=last,
            stage_drawings=[
                drawing
                for width in (WIDE, HALF)
                if (drawing := stage_chart(letter.steps, letter.stages, letter.span, letter.stage_sentence, width))
            ],
            pain_drawings=[
                pain_chart(letter.pains, letter.run_minutes, letter.span, letter.acceptable_pain, said, width)
                for said in (letter.pain_sentence,)
                for width in (WIDE, HALF)
            ],
            week_drawing=week_chart(letter.weeks, letter.sessions_per_week, letter.span, letter.weeks_sentence),
        )
    )


def hand_out_html(hand_out: HandOut) -> str:
    """The programme to give to somebody, with a table to write in."""
    template = _environment().get_template("hand_out.j2")
    marks = [mark for mark in hand_out.marks if mark.startswith(MARK)]  # the others are of figures that are not on it
    columns = DIARY if hand_out.counts else tuple((MINUTES.get(head, head), width) for head, width in DIARY)
    return template.render(hand_out=hand_out, marks=marks, columns=columns, lines=DIARY_LINES)


@cache
def _environment() -> Environment:
    """Jinja and our templates. Whatever a runner or a table says is text: it is escaped wherever it is put."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # late: nothing else needs them

    environment = Environment(
        loader=PackageLoader("runwalk_tui.exports.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day_in_full,
        "first_figure": lambda measure: shown(measure.first, measure.unit),
        "latest_figure": lambda measure: shown(measure.latest, measure.unit),
        "change": change_words,
        "trial": trial_figure,
        "kind": row_kind,
        "response": response_words,
        "figures": row_figures,
    }
    return environment


def day_in_full(day: date) -> str:
    """A day that nobody can misread: "5 Jan 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def trial_figure(measure: Measure) -> str:
    """The trial's figure with its interval, or that there is none."""
    figure = measure.trial
    if figure is None:
        return "not published"
    return f"{signed(figure.difference)} ({signed(figure.low)} to {signed(figure.high)})"


LOOKED_FOR = {RESPONSES[Response.FLARE]: "▲", STOPPED: "▲", RESPONSES[Response.STOP]: "■"}
"""Responses that a reader looks for, each with its mark in the charts."""


def row_kind(row: SessionRow) -> str:
    """How a row is printed: "bold" for what a reader looks for, "soft" for a walk and other exercise."""
    if not row.response:
        return "soft"
    return "bold" if row.response in LOOKED_FOR else "usual"


def response_words(row: SessionRow) -> str:
    """How the back took it, with the mark of the charts before what a reader looks for."""
    return " ".join(filter(None, (LOOKED_FOR.get(row.response), row.response)))


def row_figures(row: SessionRow) -> tuple[tuple[str, str], ...]:
    """The numbers of a row, each with the word that names it where there is no heading; "" where there is none."""
    running = f"{row.run_minutes:.0f}" if row.run_minutes else ""
    pains = (("before", row.before), ("worst", row.worst), ("after", row.after), ("morning", row.morning))
    answers = (*pains, ("effort", row.effort))
    return (
        ("min", str(row.minutes)),
        ("min running", running),
        *((name, "" if value is None else str(value)) for name, value in answers),
    )
