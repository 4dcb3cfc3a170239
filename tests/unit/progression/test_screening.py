"""The questions before the first session, and what a warning sign leads to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.progression.fold import Decision
from runwalk_tui.progression.rule import prescribe, stop_sign
from runwalk_tui.progression.screening import (
    ADVICE,
    CONDITION_ADVICE,
    CONDITIONS,
    EMERGENCY_SIGNS,
    NEW_LEG_SIGN,
    RED_FLAGS,
    SOON_SIGNS,
    Screening,
    Urgency,
    advice_for,
    flag_of,
    screening_due,
    stop_record,
    urgency_of,
)
from runwalk_tui.session.record import Clearance, Log, Placement

AT = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
DIAGNOSES = ("cauda", "tumo", "cancer", "fracture", "infection", "disc", "hernia", "stenosis", "sciatica", "aneurysm")
QUESTIONS = [item.question for item in (*RED_FLAGS, *CONDITIONS)]
TEXTS = [item.text for item in (*RED_FLAGS, *CONDITIONS)]
SAID = [CONDITION_ADVICE, *(advice.action + advice.detail for advice in ADVICE.values())]
TABLE = StageTable("test", (Stage("1", (Step(Kind.RUN, 15), Step(Kind.WALK, 120))),))


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        (["both legs", "genital", "urine", "chest", "accident"], EMERGENCY_SIGNS),
        (["one leg", "fever", "weight", "lump", "night", "dizzy"], SOON_SIGNS),
        (["heart", "faint", "asthma", "pregnant", "surgery", "six weeks"], CONDITIONS),
    ],
)
def test_every_topic_has_its_question(words: list[str], signs: tuple[object, ...]) -> None:
    assert len(signs) == len(words)
    for word, sign in zip(words, signs, strict=True):
        assert word in sign.question  # type: ignore[attr-defined] # a warning sign or a condition


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_one_calm_sentence_that_fits_a_line(question: str) -> None:
    assert question.count("?") == 1
    assert question.endswith("?")
    assert "!" not in question
    assert len(question) <= 62


@pytest.mark.parametrize("text", [*QUESTIONS, *TEXTS, *SAID])
def test_no_illness_is_named_and_no_country(text: str) -> None:
    assert not any(word in text.casefold() for word in DIAGNOSES)
    assert not re.search(r"\d", text)


def test_what_is_kept_is_short_and_unmistakable() -> None:
    ids = [item.id for item in (*RED_FLAGS, *CONDITIONS)]
    assert len(set(ids)) == len(ids)
    assert len(set(TEXTS)) == len(TEXTS)
    assert all(0 < len(text) <= 33 and "," not in text for text in TEXTS)


def test_the_leg_sign_is_one_of_those_to_see_a_doctor_about() -> None:
    assert NEW_LEG_SIGN in SOON_SIGNS


def test_nothing_ticked_is_no_advice() -> None:
    assert advice_for([]) is None


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_sign_is_known_by_its_text_and_by_its_id(flag: object) -> None:
    for text in (flag.text, flag.id, flag.text.upper(), f"  {flag.text}. "):  # type: ignore[attr-defined] # a RedFlag
        assert flag_of(text) is flag


def test_emergencies_say_now_and_the_others_in_the_next_days() -> None:
    assert "now" in ADVICE[Urgency.EMERGENCY].action
    assert "next days" in ADVICE[Urgency.SOON].action
    assert all(advice_for([flag.text]) is ADVICE[flag.urgency] for flag in RED_FLAGS)


def test_the_most_urgent_sign_decides_wherever_it_stands() -> None:
    assert advice_for(["fever or feeling unwell", "chest pain"]) is ADVICE[Urgency.EMERGENCY]
    assert advice_for(["chest pain", "fever or feeling unwell"]) is ADVICE[Urgency.EMERGENCY]


@pytest.mark.parametrize(
    "text",
    [
        "tight chest on the hill",
        "cannot hold my urine",
        "Incontinence since Monday",
        "no feeling in the buttocks",
        "both my legs go numb",
        "since the car accident",
    ],
)
def test_an_emergency_in_somebodys_own_words_is_one(text: str) -> None:
    assert urgency_of(text) is Urgency.EMERGENCY


@pytest.mark.parametrize("text", ["something odd", "left leg tingles", "pain during the run", "", "!?"])
def test_any_other_text_is_to_be_seen_soon(text: str) -> None:
    assert urgency_of(text) is Urgency.SOON


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
    calm, flagged = Screening(AT), Screening(AT, red_flags=("chest pain",))
    assert screening_due(None)
    assert not screening_due(calm, [Clearance(later)])
    assert not screening_due(flagged)
    assert not screening_due(flagged, [Clearance(AT - timedelta(days=1))])
    assert screening_due(flagged, [Clearance(later)])


def test_a_sign_ticked_before_any_run_raises_the_stop_sign_and_counts_as_no_session() -> None:
    record = stop_record(AT, "test", "1", ["chest pain"])
    placed = Placement(AT - timedelta(days=1), "1")
    log = Log(sessions=(record,), placements=(placed,))
    assert not record.counted
    assert stop_sign(log) is record
    assert prescribe(TABLE, log, date(2026, 1, 6)).decision is Decision.STOP
    cleared = Log(sessions=(record,), placements=(placed,), clearances=(Clearance(AT),))
    after = prescribe(TABLE, cleared, date(2026, 1, 6))
    assert (after.decision, after.stage, after.earliest) == (Decision.START, "1", date(2026, 1, 6))
