"""The red flags: what they are called, how soon each must be seen to, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.red_flags import (
    ADVICE,
    EMERGENCY_FLAGS,
    NOT_KEPT,
    RED_FLAGS,
    URGENT_FLAGS,
    RedFlag,
    Urgency,
    advice_for,
    flag_of,
    in_words,
    is_emergency,
    to_keep,
    urgency_of,
    what_follows,
)
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Clearance, Log, Placement, stop_record

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
DIAGNOSES = ("cauda", "tumo", "cancer", "fracture", "infection", "disc", "hernia", "stenosis", "sciatica", "aneurysm")
TABLE = StageTable("test", (Stage("1", (Step(Act.RUN, 15), Step(Act.WALK, 120))),))
FIRST_EDITION = {
    "both-legs": "both legs numb or weak or painful",
    "saddle": "numb genitals or buttocks",
    "bladder-bowel": "bladder or bowel trouble",
    "chest": "chest pain",
    "accident": "pain since a serious accident",
    "one-leg": "one leg newly numb or weak",
    "fever": "fever or feeling unwell",
    "weight-loss": "unexplained weight loss",
    "lump": "lump or changed shape of the back",
    "night": "pain at night or in spite of rest",
    "faint": "faint or dizzy while exercising",
}
"""What the app of the first edition wrote into a log, by the ids of today."""


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (["both legs", "genitals", "pee", "chest", "accident"], EMERGENCY_FLAGS),
        (
            ["unwell", "weight", "lump", "night", "sneeze", "top of your back", "clumsy", "dizzy", "walk"],
            URGENT_FLAGS,
        ),
    ],
    ids=["emergency", "urgent"],
)
def test_every_topic_has_its_question_in_its_order(words: list[str], flags: tuple[RedFlag, ...]) -> None:
    assert len(flags) == len(words)
    for word, flag in zip(words, flags, strict=True):
        assert word in flag.question


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_question_is_one_calm_sentence_that_fits_a_line(flag: RedFlag) -> None:
    assert flag.question.count("?") == 1
    assert flag.question.endswith("?")
    assert "!" not in flag.question
    assert len(flag.question) <= 62
    assert 0 < len(flag.text) <= 33


@pytest.mark.parametrize(
    "text", [*(each for flag in RED_FLAGS for each in (flag.text, flag.question)), *map(str, ADVICE.values())]
)
def test_no_illness_is_named_and_no_number_of_a_country(text: str) -> None:
    assert not any(word in text.casefold() for word in DIAGNOSES)
    assert not re.search(r"\d", text)


def test_a_page_has_no_more_red_flags_than_there_are_digits() -> None:
    assert len(EMERGENCY_FLAGS) <= 9
    assert len(URGENT_FLAGS) <= 9


def test_ids_and_texts_are_unmistakable() -> None:
    assert len({flag.id for flag in RED_FLAGS}) == len({flag.text for flag in RED_FLAGS}) == len(RED_FLAGS)


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_red_flag_is_known_by_its_id_and_by_its_text(flag: RedFlag) -> None:
    for words in (flag.id, flag.id.replace("-", " "), flag.text, flag.text.upper(), f"  {flag.text}. "):
        assert flag_of(words) is flag
        assert to_keep(words) == flag.id
    assert in_words([flag.id]) == flag.text
    assert advice_for([flag.id]) is ADVICE[flag.urgency]


@pytest.mark.parametrize(("id", "text"), FIRST_EDITION.items())
def test_a_log_of_the_first_edition_keeps_its_meaning(id: str, text: str) -> None:
    assert to_keep(text) == id
    assert urgency_of(text) is (Urgency.EMERGENCY if id in list(FIRST_EDITION)[:5] else Urgency.URGENT)


def test_an_emergency_says_now_and_the_others_say_urgently() -> None:
    assert "now" in ADVICE[Urgency.EMERGENCY].action
    assert "See a doctor urgently" in ADVICE[Urgency.URGENT].action


def test_the_most_urgent_red_flag_decides_wherever_it_stands() -> None:
    assert advice_for(["fever", "chest"]) is ADVICE[Urgency.EMERGENCY]
    assert advice_for(["chest", "fever"]) is ADVICE[Urgency.EMERGENCY]
    assert is_emergency(["fever", "chest"])
    assert not is_emergency(["fever", "night"])


@pytest.mark.parametrize("words", ["numb groin", "can't pee", "both feet numb", "something odd", "taub", "", "!?"])
def test_words_that_are_no_red_flag_are_kept_as_they_are_and_are_an_emergency(words: str) -> None:
    assert to_keep(words) == words
    assert in_words([words]) == words
    assert urgency_of(words) is Urgency.EMERGENCY


def test_nothing_ticked_is_no_advice() -> None:
    assert advice_for([]) is None
    assert in_words([]) == ""


def test_a_rehearsal_says_what_would_be_done_and_raises_no_stop_sign() -> None:
    real, rehearsed = what_follows(["chest"], rehearsal=False), what_follows(["chest"], rehearsal=True)
    assert real.startswith(ADVICE[Urgency.EMERGENCY].action)
    assert "on hold" in real
    assert rehearsed == f"{ADVICE[Urgency.EMERGENCY].action} {NOT_KEPT}"


def test_a_sign_ticked_before_any_run_raises_the_stop_sign_and_counts_as_no_session() -> None:
    record = stop_record(AT, "test", "1", ["chest"])
    placed = Placement(AT - timedelta(days=1), "1")
    log = Log(sessions=(record,), placements=(placed,))
    assert not record.counted
    assert stop_sign(log) == (record,)
    due = prescribe(TABLE, log, date(2026, 1, 6))
    assert due.decision is Decision.STOP
    assert due.reasons[0] == ADVICE[Urgency.EMERGENCY].action
    assert "On Monday 5 January you reported a warning sign: pain or tightness in the chest." in due.reasons
    cleared = Log(sessions=(record,), placements=(placed,), clearances=(Clearance(AT),))
    after = prescribe(TABLE, cleared, date(2026, 1, 6))
    assert (after.decision, after.stage, after.earliest) == (Decision.START, "1", date(2026, 1, 6))


def test_of_several_red_flags_the_most_urgent_says_what_to_do() -> None:
    chest = replace(stop_record(AT, "P", "1", ["chest"]), id="chest")
    fever = replace(stop_record(AT + timedelta(days=2), "P", "1", ["fever"]), id="fever")
    log = Log(sessions=(chest, fever))
    assert stop_sign(log) == (chest, fever)
    assert prescribe(TABLE, log, AT.date() + timedelta(days=2)).reasons[0].startswith("Call your emergency number")
    assert stop_sign(replace(log, clearances=(Clearance(AT, ("chest",)),))) == (fever,)
    later = replace(fever, id="later", started_at=AT + timedelta(days=3))
    assert stop_sign(Log(sessions=(fever, later))) == (later, fever)


def test_a_flag_in_full_is_longer_words_of_the_same_id() -> None:
    for flag in RED_FLAGS:
        assert "/" not in flag.in_full
        assert in_words([flag.id], in_full=True) == flag.in_full
        assert to_keep(flag.in_full) == flag.id


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_flag_in_full_names_everything_that_was_asked(flag: RedFlag) -> None:
    """Whoever reads "chest pain" does not know that a yes may have been for tightness."""
    asked = set(re.findall(r"[a-z]+", flag.question.lower()))
    told = set(re.findall(r"[a-z]+", flag.in_full.lower()))
    felt = (
        {"hurt", "tingle", "numb", "weak", "clumsy", "tightness", "pain", "fever", "unwell", "weight", "lump", "shape"}
        | {
            "night",
            "sneeze",
            "cough",
            "poo",
            "pee",
            "dizzy",
            "accident",
            "genitals",
            "buttocks",
            "chest",
            "leg",
            "legs",
        }
        | {"tingly", "hard", "control", "back", "top", "walk", "usually"}
    )
    assert not (asked & felt) - told - ({"pain"} if flag.id == "cough" else set())
