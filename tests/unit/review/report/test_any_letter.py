"""What holds of every letter, whatever the log: nothing is lost, and nothing is said to the runner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import MARK, Act, StageTable, Step
from runwalk_tui.review.report.here import concerns
from runwalk_tui.review.report.letter import Letter
from runwalk_tui.rule.cautions import HAVE_SOMEONE_LOOK
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import Reading, read
from runwalk_tui.rule.response import Response
from runwalk_tui.session.records import Log, SessionKind
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import full_letter, letter_about, placed_letter, shipped_table, stopped_letter
from tests.support.examples import examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import log_of, placed, run
from tests.support.second_year import second_year
from tests.support.twelve_weeks import NOTES, TODAY

TO_THE_RUNNER = re.compile(r"\b(you|your|you've|yours)\b", re.IGNORECASE)
OF_THE_RUNNER = frozenset({"notes", "signs", "rows", "soreness"})
"""What the runner wrote, and the signs as they were asked."""


def texts(value: object) -> Iterator[str]:
    """Every text in a value and in the values it is made of."""
    if isinstance(value, str) and not hasattr(value, "value"):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def own_words(letter: Letter) -> list[str]:
    """All that the letter says in its own words; titles of articles and what is in quotation marks left out."""
    parts = (getattr(letter, each.name) for each in fields(letter) if each.name not in OF_THE_RUNNER)
    return [re.sub(r"“.*?”|\".*?\"", "", text) for part in parts for text in texts(part)]


@given(histories(), st.sampled_from([1, 2, 4, 12, 520]), st.sampled_from([0, 6]))
@examples(25)
def test_nothing_is_lost_and_nothing_is_told_to_the_runner(
    history: tuple[StageTable, Log, date], weeks: int, first_weekday: int
) -> None:
    table, log, today = history
    letter = letter_about(table, log, today, weeks=weeks, first_weekday=first_weekday)
    reading = read(table, log, today)
    every_session_of_the_weeks_is_a_row(letter, reading, weeks)
    every_sentence_is_told_to_nobody(letter)
    the_same_is_told_to_the_clinician_as_to_the_patient(reading)


def every_session_of_the_weeks_is_a_row(letter: Letter, reading: Reading, weeks: int) -> None:
    span, rows = letter.span, [row.day for row in letter.rows]
    others = (SessionKind.WALK, SessionKind.COMPANION)
    happened = [one.session for one in reading.judged if one.session.happened]
    every = [session for session in happened if session.counted or session.kind in others]
    assert rows == [session.day for session in every if session.day >= span.first]
    assert all(span.holds(day) and day <= reading.today + timedelta(days=1) for day in rows)
    assert span.count <= max(4, weeks)
    earlier = any(line.startswith("Before these weeks") for line in letter.left_out)
    assert earlier == (len(every) > len(rows))
    counted = [one for one in reading.counted if span.holds(one.session.day)]
    assert len(letter.pains) == len(letter.bar_minutes) == len(counted)
    assert sum(pain.flared for pain in letter.pains) == sum(one.response is Response.FLARE for one in counted)
    assert sum(week.sessions for week in letter.weeks) == len(counted)
    assert all(0 <= step.position < len(letter.stages) for step in letter.steps)


def every_sentence_is_told_to_nobody(letter: Letter) -> None:
    assert [text for text in own_words(letter) if TO_THE_RUNNER.search(text)] == []
    told = (letter.stage_sentence, letter.pain_sentence, letter.weeks_sentence, letter.adherence_sentence)
    assert all(text[-1:] in {"", "."} and "  " not in text and "None" not in text for text in told)
    lines = (*letter.left_out, *letter.not_in_chart, *letter.signs_ahead, *letter.here.reasons, letter.size)
    assert all(line.endswith(".") for line in lines) and letter.stop[-1:] in {"", "."}
    assert all(line.endswith((".", "”")) for line in letter.screening)


def the_same_is_told_to_the_clinician_as_to_the_patient(reading: Reading) -> None:
    found = list(concerns(reading))
    stages = sum("flare-ups at" in each for each in found)  # the patient is told of all of them in one sentence
    warned = sum(HAVE_SOMEONE_LOOK in warning for warning in prescribe_from(reading).warnings)
    assert len(found) - max(0, stages - 1) == warned


@pytest.mark.parametrize("make", [full_letter, placed_letter, stopped_letter])
def test_the_letters_that_are_laid_out_speak_to_nobody_either(make: Any) -> None:
    every_sentence_is_told_to_nobody(make())


def test_a_log_of_one_programme_makes_a_letter_in_every_other() -> None:
    log, own = second_year(shipped_table()).log, shipped_table().programme
    for each in PROGRAMMES:
        letter = letter_about(load_table(shipped_programme(each.name)), log, date(2026, 1, 25), weeks=520)
        every_sentence_is_told_to_nobody(letter)
        assert len(letter.rows) == sum(not session.rehearsal for session in log.sessions)
        if each.title != own:
            assert letter.stage_sentence == "No stage in this programme yet."
            assert letter.not_in_chart == ("Not shown here: 110 sessions of other programmes.",)
            assert all(row.what.startswith((f"{own}: stage", "Walk", "Stretching")) for row in letter.rows)
            assert "those of other programmes included" in letter.adherence_sentence


def test_every_stage_of_our_own_estimate_bears_its_mark_wherever_it_is_named() -> None:
    letter = letter_about(shipped_table(), log_of(placed(0, "8"), run(0, "8", 6, eased_to="7")), date(2026, 1, 6))
    assert letter.rows[0].what == "Stage 8*, eased to 7*"
    named = re.compile(r"\bstages? (\d+)(?![\d]*\*)", re.IGNORECASE)
    for text in own_words(letter):
        assert not [found for found in named.findall(text) if 7 <= int(found) <= 12], text
    assert letter.marks[0].startswith(MARK)


def test_the_programme_is_told_in_a_sentence_also_where_a_session_lasts_seconds() -> None:
    assert full_letter().size == "Runs and walks in turn: 13 stages, 3 sessions of up to 32 minutes a week."
    once: dict[str, Any] = {"warm_up": 0, "cool_down": 0, "reps_min": 1, "reps_max": 1}
    stage = replace(shipped_table().stages[0], steps=(Step(Act.WALK, 25),), **once)
    walks = replace(shipped_table(), stages=(stage,), sessions_per_week=1)
    assert letter_about(walks, Log(), TODAY).size == "Walks: 1 stage, 1 session of up to 25 seconds a week."


def test_stages_that_were_renamed_or_are_gone() -> None:
    stages = shipped_table().stages
    table = StageTable("ASTEROID run-walk", stages[:5], shipped_table().policy)
    letter = letter_about(table, log_of(placed(0), run(0), run(2, "9")), date(2026, 1, 8))
    assert [row.what for row in letter.rows] == ["Stage 4", "Stage 9"]
    assert letter.not_in_chart == ("Not shown here: 1 session at stages that the programme no longer has.",)


def test_the_full_letter_has_all_that_a_page_can_show() -> None:
    letter = full_letter()
    assert sum(row.what == "Walk" for row in letter.rows) == 12 and len(letter.rows) == 48
    assert sum(map(len, (note.text for note in letter.notes))) == sum(map(len, NOTES.values()))
    assert any(pain.flared for pain in letter.pains) and "steps back" in letter.stage_sentence
    assert letter.signs[0].cleared and letter.soreness and letter.checkins and letter.checkins.own
    assert "“fainted, or nearly”" in letter.screening[0] and letter.today == TODAY
