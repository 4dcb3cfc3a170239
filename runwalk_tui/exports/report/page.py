"""The page for a clinician, and the hand-out for a patient, as HTML: one file that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from runwalk_tui.exports.report.axis import HALF, WIDE
from runwalk_tui.exports.report.drawing import Drawing, Shape
from runwalk_tui.exports.report.pain_chart import pain_chart
from runwalk_tui.exports.report.stage_chart import stage_chart
from runwalk_tui.exports.report.week_chart import week_chart
from runwalk_tui.programme.stage import MARK
from runwalk_tui.review.dates import day_with_year
from runwalk_tui.review.report.letter import MADE_FROM, HandOut, Letter, SessionRow
from runwalk_tui.review.report.rows import RESPONSES, STOPPED
from runwalk_tui.review.report.signs import NO_SIGN
from runwalk_tui.review.trends.week_axis import WeekSpan
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
    stages = [
        drawn for width in (WIDE, HALF) if (drawn := stage_chart(letter.steps, letter.stages, letter.span, width))
    ]
    pains = [
        pain_chart(letter.pains, letter.bar_minutes, letter.span, letter.acceptable_pain, letter.bar_word, width)
        for width in (WIDE, HALF)
    ]
    return (
        _environment()
        .get_template("letter.j2")
        .render(
            letter=letter,
            made_from=MADE_FROM,
            no_sign=NO_SIGN,
            first=first,
            last=last,
            stage_drawings=stages,
            stage_key=key_of(stages),
            stage_marks=[mark for mark in letter.marks if mark.startswith(MARK) and _bears_mark(letter)],
            rule_marks=[mark for mark in letter.marks if not mark.startswith(MARK)],
            pain_drawings=pains,
            pain_key=key_of(pains),
            week_drawing=week_chart(letter.weeks, letter.sessions_per_week, letter.span),
            has_running=any(row.run_minutes for row in letter.rows),
        )
    )


def printed_days(span: WeekSpan) -> tuple[date, date]:
    """The first and the last day that the page is about, none of them still to come."""
    return span.first, min(span.today, span.end - timedelta(days=1))


def _bears_mark(letter: Letter) -> bool:
    """Whether any stage that is named in the first parts of the page is our own estimate."""
    return any(MARK in words for words in (letter.here.heading, letter.stage_sentence, letter.stages_run))


KEYS = {
    Shape.DOT: ("●", RESPONSES[Response.TOLERATED]),
    Shape.RING: ("○", RESPONSES[Response.UNSETTLED]),
    Shape.UP: ("▲", RESPONSES[Response.FLARE]),
    Shape.DOWN: ("▽", "step back"),
    Shape.SQUARE: ("■", RESPONSES[Response.STOP]),
    Shape.DIAMOND: ("◇", "starting stage"),
}
"""What each mark of a chart means, with a character that looks like it."""


def key_of(drawings: Sequence[Drawing]) -> list[tuple[str, str]]:
    """The marks that are in a chart, each with what it means; a dot among pains is any session."""
    used = {mark.shape for drawing in drawings for mark in drawing.marks}
    return [words for shape, words in KEYS.items() if shape in used]


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
        finalize=typeset,
    )
    environment.filters |= {
        "day": day_with_year,
        "as_written": AsWritten,
        "kind": row_kind,
        "response": response_words,
        "figures": row_figures,
    }
    return environment


class AsWritten(str):
    """What a runner wrote: word for word, down to the apostrophes."""

    __slots__ = ()


def typeset(value: object) -> object:
    """Our own words with the apostrophe of print, as the templates have it; everything else as it is."""
    return value.replace("'", "’") if type(value) is str else value


LOOKED_FOR = {RESPONSES[Response.FLARE]: "▲", STOPPED: "▲", RESPONSES[Response.STOP]: "■"}
"""Responses that a reader looks for, each with its mark in the charts."""


def row_kind(row: SessionRow) -> str:
    """How a row is printed: "bold" for what a reader looks for, "soft" for a walk and other exercise."""
    if not row.response:
        return "soft"
    return "bold" if row.response in LOOKED_FOR else "usual"


def response_words(row: SessionRow) -> str:
    """How the back responded, with the mark of the charts before what a reader looks for."""
    return " ".join(filter(None, (LOOKED_FOR.get(row.response), row.response)))


def row_figures(row: SessionRow, *, has_running: bool) -> tuple[tuple[str, str], ...]:
    """The numbers of a row, each with the word that names it where there is no heading; "" where there is none. The
    minutes of running are left out where no row has any."""
    running = f"{row.run_minutes:.1f}" if row.run_minutes else ""
    pains = (("before", row.before), ("worst", row.worst), ("after", row.after), ("morning", row.morning))
    answers = (*pains, ("effort", row.effort))
    return (
        ("min", str(row.minutes)),
        *((("min running", running),) if has_running else ()),
        *((name, "" if value is None else str(value)) for name, value in answers),
    )
