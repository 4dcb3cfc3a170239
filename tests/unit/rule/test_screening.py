"""The questions before the first session: whether the programme fits, and what is said about it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.rule.screening import (
    CONDITIONS,
    HEALTH_CONDITIONS,
    TRIAL_CONDITIONS,
    Condition,
    Screening,
    advice_about,
    condition_ids,
    condition_of,
    conditions_in_words,
    screening_due,
)
from runwalk_tui.session.records import Clearance

AT = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
FIRST_EDITION = {
    "heart condition": "heart",
    "fainting": "fainting",
    "uncontrolled asthma or diabetes": "asthma-diabetes",
    "pregnancy or birth within a year": "pregnancy",
    "back surgery": "spine",
    "leg injury in the last six weeks": "leg-injury",
}
"""What the first edition kept, and the ids of today."""


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        (["18", "12 weeks", "leg hurt more", "surgery", "inflammatory"], TRIAL_CONDITIONS),
        (["heart", "fainted", "asthma", "pregnant", "six weeks"], HEALTH_CONDITIONS),
    ],
    ids=["trial", "health"],
)
def test_every_topic_has_its_question(words: list[str], conditions: tuple[Condition, ...]) -> None:
    assert len(conditions) == len(words)
    for word, each in zip(words, conditions, strict=True):
        assert word in each.question


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda each: each.id)
def test_a_question_fits_a_line_and_a_yes_is_one_sentence(condition: Condition) -> None:
    assert condition.question.endswith("?")
    assert condition.question.count("?") == 1
    assert len(condition.question) <= 62
    assert 0 < len(condition.text) <= 33
    assert condition.advice.endswith(".")
    assert condition.advice.count(".") == 1
    assert len(condition.advice) <= 120


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda each: each.id)
def test_a_yes_says_why_the_trial_had_no_such_people_or_whom_to_ask(condition: Condition) -> None:
    assert re.search(r"\b[Tt]he trial\b|\b[Aa]sk ", condition.advice)
    assert sum(condition.advice == other.advice for other in CONDITIONS) == 1


def test_what_is_kept_is_unmistakable() -> None:
    assert len({each.id for each in CONDITIONS}) == len({each.text for each in CONDITIONS}) == len(CONDITIONS)


@pytest.mark.parametrize(("text", "id"), FIRST_EDITION.items())
def test_answers_of_the_first_edition_can_be_read(text: str, id: str) -> None:
    assert condition_ids([text]) == (id,)
    found = condition_of(text)
    assert found is not None
    assert advice_about([text]) == (found.advice,)


def test_what_is_asked_no_more_is_told_as_it_was_and_leads_to_nothing() -> None:
    assert conditions_in_words(["heart", "a wooden leg"]) == "heart condition; a wooden leg"
    assert condition_ids(["a wooden leg", "heart"]) == ("heart",)
    assert advice_about(["a wooden leg"]) == ()


@given(
    st.builds(
        Screening,
        st.datetimes(timezones=st.just(UTC)),
        st.lists(st.text()).map(tuple),
        st.lists(st.text()).map(tuple),
    )
)
def test_a_screening_survives_being_written_down(screening: Screening) -> None:
    assert Screening.from_json(screening.to_json()) == screening


@pytest.mark.parametrize(
    "text",
    [
        "",
        "done",
        "[]",
        "{}",
        '{"at": 5}',
        '{"at": "2026-01-05"}',
        '{"at": "2026-01-05T07:30:00"}',
        '{"at": "2026-01-05T07:30:00+01:00", "red_flags": "chest pain"}',
        '{"at": "2026-01-05T07:30:00+01:00", "conditions": [1]}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Screening.from_json(text)


def test_the_questions_are_due_until_they_are_answered_and_again_after_a_clearance() -> None:
    later = AT + timedelta(days=20)
    calm, flagged = Screening(AT), Screening(AT, red_flags=("chest",))
    assert screening_due(None)
    assert not screening_due(calm, [Clearance(later)])
    assert not screening_due(flagged)
    assert not screening_due(flagged, [Clearance(AT - timedelta(days=1))])
    assert screening_due(flagged, [Clearance(later)])


def test_nobody_is_asked_again_for_the_sake_of_questions_that_came_later() -> None:
    first_edition = '{"at": "2025-11-05T07:30:00+01:00", "red_flags": [], "conditions": ["back surgery"]}'
    assert not screening_due(Screening.from_json(first_edition))
