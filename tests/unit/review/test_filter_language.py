"""The filter language: what is typed, what it asks for, and what is said about what cannot be understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.review.past.parsing import EXAMPLES, FORMS, FilterError, parse_filter
from runwalk_tui.review.past.terms import (
    Comparison,
    FigureName,
    FigureTerm,
    KindTerm,
    KindWanted,
    NoteTerm,
    PeriodEdge,
    PeriodTerm,
    SoreTerm,
    StageTerm,
    Term,
    TextTerm,
    Wanted,
)
from tests.support.examples import examples

FROM, TO = PeriodEdge.FROM, PeriodEdge.TO


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", []),
        ('  ""  - ', []),
        ("Flare", [TextTerm("flare")]),
        ("went well", [TextTerm("went"), TextTerm("well")]),
        ('"went  WELL"', [TextTerm("went well")]),
        ('"not closed', [TextTerm("not closed")]),
        ("21 oct", [TextTerm("21 oct")]),
        ("21 Octob 2025 rain", [TextTerm("21 octob 2025"), TextTerm("rain")]),
        ("21 octopus", [TextTerm("21"), TextTerm("octopus")]),
        ("stage 4", [TextTerm("stage 4")]),
        ("stage:4", [StageTerm("4")]),
        ("stage=W4", [StageTerm("w4")]),
        ('stage:"week four"', [StageTerm("week four")]),
        ("pain>5", [FigureTerm(FigureName.PAIN, Comparison.ABOVE, 5)]),
        ("worst>=5", [FigureTerm(FigureName.PAIN, Comparison.AT_LEAST, 5)]),
        ("pain:5", [FigureTerm(FigureName.PAIN, Comparison.EXACTLY, 5)]),
        ("pain > 5", [FigureTerm(FigureName.PAIN, Comparison.ABOVE, 5)]),
        ("Worst >=5 rain", [FigureTerm(FigureName.PAIN, Comparison.AT_LEAST, 5), TextTerm("rain")]),
        ('"pain > 5"', [TextTerm("pain > 5")]),
        ("pain after 5", [TextTerm("pain"), TextTerm("after"), TextTerm("5")]),
        ("before<3", [FigureTerm(FigureName.BEFORE, Comparison.BELOW, 3)]),
        ("after<=3", [FigureTerm(FigureName.AFTER, Comparison.AT_MOST, 3)]),
        ("MORNING=3", [FigureTerm(FigureName.MORNING, Comparison.EXACTLY, 3)]),
        ("effort>7", [FigureTerm(FigureName.EFFORT, Comparison.ABOVE, 7)]),
        ("from:2026", [PeriodTerm(FROM, 2026)]),
        ("since:2026-1", [PeriodTerm(FROM, 2026, 1)]),
        ("to:2026-03-15", [PeriodTerm(TO, 2026, 3, 15)]),
        ("sore:Knee", [SoreTerm("knee")]),
        ('sore:"left knee"', [SoreTerm("left knee")]),
        ("note:Rain", [NoteTerm("rain")]),
        ('note:"New  shoes"', [NoteTerm("new shoes")]),
        ("kind:walk", [KindTerm(KindWanted.WALK)]),
        ("kind:run-walk", [KindTerm(KindWanted.RUN)]),
        ("7:30", [TextTerm("7:30")]),
        ('"stage:4"', [TextTerm("stage:4")]),
    ],
)
def test_what_is_typed_is_understood(typed: str, wanted: list[Wanted]) -> None:
    assert [term.wanted for term in parse_filter(typed).terms] == wanted


@pytest.mark.parametrize("typed", ["-flare", "not:flare", 'NOT:"flare"'])
def test_a_term_can_be_turned_round(typed: str) -> None:
    assert parse_filter(typed).terms == (Term(TextTerm("flare"), without=True),)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("pain>x", "“pain>x”: pain needs a number from 0 to 10, such as pain>5"),
        ("pain>11", "pain>5"),
        ("pain>", "pain>5"),
        ("pain>5.5", "pain>5"),
        ("stag:4", "did you mean stage, such as stage:4?"),
        ("effrot>4", "did you mean effort, such as effort>7?"),
        ("sinse:2026", "did you mean from, such as from:2026-01?"),
        ("stage>4", "write it as stage:4"),
        ("stage:", "stage:4"),
        ("sore:", "sore:knee"),
        ("note:", "note:rain"),
        ("kind:swim", "kind:walk"),
        ("from:2026-13", "from:2026-03"),
        ("from:2026-02-30", "from:2026-03-15"),
        ("to:soon", "to:2026"),
        ("from:0001", "from:2026"),
        ("colour:blue", "put it in quotes to search for it as text"),
        ("-stag:4", "did you mean stage"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_line_with_the_right_form(typed: str, told: str) -> None:
    with pytest.raises(FilterError) as refused:
        parse_filter(f"rain {typed} sun")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_form_that_is_shown_is_understood() -> None:
    assert len(parse_filter(FORMS).terms) == len(FORMS.split("  "))
    for form in EXAMPLES.values():
        assert str(parse_filter(form)) == form


@pytest.mark.parametrize(
    ("term", "bound"),
    [
        (PeriodTerm(FROM, 2026), date(2026, 1, 1)),
        (PeriodTerm(FROM, 2026, 3), date(2026, 3, 1)),
        (PeriodTerm(FROM, 2026, 3, 15), date(2026, 3, 15)),
        (PeriodTerm(TO, 2026), date(2026, 12, 31)),
        (PeriodTerm(TO, 2024, 2), date(2024, 2, 29)),
        (PeriodTerm(TO, 2026, 3, 15), date(2026, 3, 15)),
    ],
)
def test_a_year_a_month_and_a_day_have_a_first_and_a_last_day(term: PeriodTerm, bound: date) -> None:
    assert term.bound == bound


TYPED = st.text() | st.lists(
    st.sampled_from(
        [*EXAMPLES, *EXAMPLES.values(), *'-"<>=: 4', "not:", "21", "oct", "2025", "stage", "W", "ß", "\u00a0", "ǰ"]
    )
).map("".join)


@examples(400)
@given(TYPED)
def test_whatever_is_typed_gives_a_filter_or_its_own_error_and_reads_the_same_when_it_is_written(typed: str) -> None:
    try:
        wanted = parse_filter(typed)
    except FilterError as error:
        assert str(error)
        return
    assert parse_filter(str(wanted)) == wanted
