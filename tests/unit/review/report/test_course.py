"""The weeks of the letter in sentences: its span, stages, pains, sessions and walks, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from runwalk_tui.review.report.course import letter_span, pain_sentence
from runwalk_tui.review.report.letter import PlaceCount
from runwalk_tui.review.trends.course import SessionPain
from runwalk_tui.session.records import CheckIn, Log, SessionKind, stop_record
from tests.support.a_letter import letter_about
from tests.support.rule_cases import at, day, log_of, placed, rated, run, shipped_table

TODAY = date(2026, 2, 1)


def pains(*before_and_worst: tuple[int | None, int | None], flares: tuple[int, ...] = ()) -> list[SessionPain]:
    """Sessions two days apart; `flares` are the numbers of those that were one."""
    return [
        SessionPain(day(2 * number), before, worst, None, None, flared=number in flares)
        for number, (before, worst) in enumerate(before_and_worst)
    ]


def test_a_session_of_tomorrow_that_starts_a_week_is_in_the_weeks() -> None:
    sunday = day(6)
    assert letter_span(log_of(run(0), run(7)), sunday, 1).first == day(7)
    assert letter_span(log_of(run(0)), sunday, 1).first == day(0)


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        (["4", "5", "6", "5"], "From stage 4 to stage 5, highest stage 6. 1 step back: 11 January."),
        (["4", "5", "6"], "From stage 4 to stage 6."),
        (["6", "5", "4"], "From stage 6 to stage 4. 2 steps back: 7 January, 9 January."),
        (["4", "4"], "At stage 4 throughout."),
        (["4", "7", "4"], "Up to stage 7* and back to stage 4. 1 step back: 9 January."),
        (["6", "5", "4", "3", "2"], "From stage 6 to stage 2. 4 steps back, the last on 13 January."),
    ],
)
def test_the_way_through_the_stages(stages: list[str], sentence: str) -> None:
    log = log_of(*(run(2 * number, stage, 6) for number, stage in enumerate(stages)))
    assert letter_about(shipped_table(), log, day(10)).stage_sentence == sentence


def test_a_step_back_says_what_came_before_it() -> None:
    log = log_of(run(0, "6", **rated("3/8/6/5")), run(4, "5", 6, red_flags=("fever",)), run(8, "4", 6))
    assert "2 steps back: 9 January (after a flare-up), 13 January (after a warning sign)." in (
        letter_about(shipped_table(), log, day(9)).stage_sentence
    )


def test_flare_ups_are_told_by_stage_where_there_are_several() -> None:
    log = log_of(*(run(4 * number, "6", **rated("3/8/6/5")) for number in range(2)))
    assert "Flare-ups: 2 at stage 6." in letter_about(shipped_table(), log, day(9)).stage_sentence


def test_the_repetitions_of_the_stages_of_the_weeks_are_told() -> None:
    found = letter_about(shipped_table(), log_of(run(0, "7", 6), run(2, "6", 6), run(4, "7", 6)), day(5))
    assert found.stages_run == "Stage 6: run 1m30s, walk 1m · 7*: run 1m45s, walk 1m."


def test_a_lower_placement_is_no_step_back() -> None:
    found = letter_about(shipped_table(), log_of(run(0, "6"), placed(1, "3"), run(2, "3", 6)), day(3))
    assert found.stage_sentence == "From stage 6 to stage 3."


def test_where_the_patient_chooses_the_stage_none_is_a_step_back() -> None:
    log = log_of(run(0, "4"), run(2, "7"), run(4, "2"), run(6, "4"), run(8, "4"))
    found = letter_about(shipped_table(manual=True), log, day(9))
    assert found.stage_sentence == (
        "The patient chooses the stage of each session: stage 2 (once), stage 4 (3 times), stage 7* (once)."
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([4, 4, 4, 3, 2, 2, 2], "lower over these weeks, median 4 in the first 3 sessions and 2 in the last 3."),
        ([2, 2, 3, 3, 4, 4], "higher over these weeks, median 2 in the first 3 sessions and 4 in the last 3."),
        ([5] * 6 + [1] + [3] * 6, "lower over these weeks, median 5 in the first 6 sessions and 3 in the last 6."),
        ([4] * 3 + [9] * 4 + [2] * 3, "median 4 in the first 3 sessions and 2 in the last 3."),
        ([4, 2, 3, 3, 3], "Pain before sessions: 2 to 4."),
        ([3], "Pain before sessions: 3."),
        ([4, None, 4, 4, 4, None, 4], "Pain before sessions: 4."),
    ],
)
def test_pain_before_is_compared_where_both_ends_have_three_sessions(told: list[int | None], words: str) -> None:
    assert words in pain_sentence(pains(*((before, 5) for before in told)), 5, TODAY, rising=False)


def test_worst_pain_counts_from_above_what_is_accepted() -> None:
    found = pain_sentence(pains((3, 5), (3, 6), (3, None)), 5, TODAY, rising=False)
    assert found.endswith("Worst pain: highest 6, above 5 in 1 of 2 sessions.")


def test_few_flare_ups_are_named_and_of_many_the_last() -> None:
    calm: list[tuple[int | None, int | None]] = [(None, None)] * 4
    assert pain_sentence(pains(*calm, flares=(0, 3)), 5, TODAY, rising=False) == (
        "2 flare-ups, on 5 January and 11 January."
    )
    assert pain_sentence(pains(*calm, flares=(0, 1, 3)), 5, TODAY, rising=True) == (
        "3 flare-ups, the last on 11 January. By the programme's rule, pain before sessions has been rising."
    )
    assert pain_sentence(pains(*calm), 5, TODAY, rising=False) == "4 sessions without any pain score."


def test_a_break_is_named_and_days_without_a_session_up_to_today_are_one() -> None:
    found = letter_about(shipped_table(), log_of(placed(0), run(0), run(2)), day(16))
    assert "Longest break: 14 days, from 8 January." in found.weeks_sentence
    assert "14 days without a session since then." in found.here.reasons


def test_of_a_programme_of_walks_the_minutes_are_those_of_walking() -> None:
    found = letter_about(shipped_table(), log_of(placed(0), run(0, walk_seconds=600), run(2, walk_seconds=930)), day(4))
    assert found.weeks_sentence == "2 sessions."
    assert (found.bar_word, found.bar_minutes, found.walks_sentence) == ("walking", (10.0, 15.5), "")


def test_weeks_before_the_first_session_count_for_nothing() -> None:
    log = replace(log_of(*(run(number) for number in (14, 16, 18))), checkins=(CheckIn(at(0), 30, 30, 50),))
    found = letter_about(shipped_table(), log, day(21))
    assert found.span.first == day(0)
    assert found.weeks_sentence == "3 sessions; 3 or more in 1 of 1 complete week."


def test_a_week_in_which_the_programme_was_started_is_no_complete_one() -> None:
    found = letter_about(shipped_table(), log_of(placed(2), run(4), run(7), run(9), run(11)), day(15))
    assert found.weeks_sentence == "4 sessions; 3 or more in 1 of 1 complete week."


def test_a_sign_outside_a_session_is_no_row_and_no_session_without_running() -> None:
    sign = replace(stop_record(at(0), "ASTEROID run-walk", "4", ["fever"]), note="Shivery")
    nothing = run(2, reps_done=0, **rated("3/-/-/-"), note="Rain")
    found = letter_about(shipped_table(), Log(sessions=(sign, nothing)), day(3))
    assert found.rows == () and [note.what for note in found.notes] == ["Warning sign", "Stage 4"]
    assert found.left_out == ("1 session without any running or pain score.",)


def test_of_a_stage_that_is_done_once_the_row_says_how_many_minutes() -> None:
    once = replace(shipped_table().stages[0], fill=1200, reps_min=1, reps_max=1)
    table = replace(shipped_table(), stages=(once,))
    whole: dict[str, Any] = {"run_seconds": 600, "walk_seconds": 600}
    half = {"run_seconds": 300, "walk_seconds": 300, "reps_done": 0}
    found = letter_about(table, log_of(run(0, "1", 1, **whole), run(2, "1", 1, **half)), day(3))
    assert [row.done for row in found.rows] == ["1 of 1", "10 of 20 minutes"]
    assert found.stages_run == "Stage 1: run 15s, walk 2m, repeated for 20 minutes."


def test_of_places_sore_as_often_the_latest_comes_first_and_a_rehearsed_walk_is_no_walk() -> None:
    rehearsed = run(6, kind=SessionKind.WALK, rehearsal=True, soreness=("foot",))
    log = log_of(run(0, soreness=("ankle",)), run(2, soreness=("knee",)), rehearsed)
    found = letter_about(shipped_table(), log, day(7))
    assert found.soreness == (PlaceCount("knee", 1, day(2)), PlaceCount("ankle", 1, day(0)))
