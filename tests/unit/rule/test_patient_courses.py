"""Courses of several weeks: what acted-out patients met in the first edition, and what the rule answers now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Clearance, Log, SessionRecord
from tests.support.rule_cases import THREE, at, day, log_of, placed, rated, run, shipped_table

TABLE = shipped_table()
LOOK = "doctor or physiotherapist"


def follow(log: Log, sessions: int, pains: Callable[[int, Prescription], str]) -> Iterator[tuple[Prescription, Log]]:
    """A runner who does what is prescribed on the first day that fits; yields each prescription and the log after it.

    `pains` says the pains of a session by its number, from 0, and what was prescribed for it.
    """
    number = 0
    for session in range(sessions):
        due = prescribe(TABLE, log, day(number))
        number += (due.earliest - day(number)).days
        due = prescribe(TABLE, log, due.earliest)
        assert due.stage is not None
        assert due.reps is not None
        done = run(number, due.stage, due.reps, **rated(pains(session, due)))
        log = replace(log, sessions=(*log.sessions, done))
        yield due, log


def warnings(log: Log, asked_on: int) -> str:
    return " ".join(prescribe(TABLE, log, day(asked_on)).warnings)


def test_a_steady_pain_of_6_moves_up_like_any_other_and_a_warning_says_that_it_stays_high() -> None:
    course = list(follow(log_of(placed(-7, "1")), 6, lambda *_: "6/6/6/6"))
    assert [(due.decision, due.stage, due.reps) for due, _ in course] == [
        (Decision.START, "1", 6),
        (Decision.BUILD, "1", 10),
        (Decision.REPEAT, "1", 10),
        (Decision.ADVANCE, "2", 6),
        (Decision.BUILD, "2", 10),
        (Decision.REPEAT, "2", 10),
    ]
    told = [" ".join(due.warnings) for due, _ in course]
    assert [("above 5" in words and LOOK in words) for words in told] == [False, False, False, True, True, True]


def test_a_steady_pain_of_6_whose_morning_is_never_given_is_told_what_is_missing() -> None:
    for due, _ in list(follow(log_of(placed(0, "1")), 6, lambda *_: "6/6/6/-"))[1:]:
        assert (due.decision, due.stage, due.reps) == (Decision.REPEAT, "1", 6)
        assert due.ask_morning
        assert "morning" in due.reasons[0]


def test_a_stage_that_flares_up_each_time_is_offered_after_2_then_4_then_8_then_16_clean_sessions() -> None:
    def pains(_: int, due: Prescription) -> str:
        return "3/7/6/5" if due.stage == "6" else "3/3/3/3"

    full_ones: list[int] = []
    tries = full = 0
    for due, log in follow(log_of(placed(-7, "5")), 60, pains):
        if due.stage == "6":
            assert due.decision is Decision.ADVANCE
            full_ones.append(full)
            tries, full = tries + 1, 0
            following = prescribe(TABLE, log, log.sessions[-1].day)
            assert (following.decision, following.stage, following.reps) == (Decision.STEP_BACK, "5", 6)
            told = " ".join(following.warnings)
            assert (f"You've had {tries} flare-ups at stage 6" in told and LOOK in told) is (tries >= 2)
        else:
            full += due.reps == 10
    assert full_ones == [2, 4, 8, 16, 16]


def test_the_reason_says_why_a_stage_that_flared_up_is_offered_later() -> None:
    flare = run(7, "5", reps=6, **rated("3/7/6/5"))
    log = log_of(*THREE, flare, run(10, reps=6), run(12), run(14))
    (reason,) = prescribe(TABLE, log, day(17)).reasons
    assert "2 of the 4 full sessions" in reason
    assert "you need before stage 5 (more than usual, because you've had 1 flare-up there)" in reason


def test_pain_before_that_rises_over_five_weeks_holds_the_runner_from_the_ninth_session_on() -> None:
    course = [due for due, _ in follow(log_of(placed(-7, "2")), 15, lambda n, _: f"{n // 3}/{n // 3}/{n // 3}/-")]
    assert any(due.decision is Decision.ADVANCE for due in course[:8])
    for due in course[8:]:
        assert due.decision is Decision.REPEAT
        assert "rising" in due.reasons[0]
        assert any("rising" in words and LOOK in words for words in due.warnings)
    assert len({(due.stage, due.reps) for due in course[8:]}) == 1
    assert not any("rising" in words for due in course[:8] for words in (*due.reasons, *due.warnings))


def test_3_repetitions_of_6_lead_to_3_and_then_up_again_one_by_one() -> None:
    log = log_of(placed(0), run(0, reps=6, reps_done=3), run(2, reps=6, reps_done=3))
    course = [due for due, _ in follow(log, 5, lambda *_: "3/3/3/3")]
    assert [(due.decision, due.reps) for due in course] == [
        (Decision.FEWER, 3),
        (Decision.BUILD, 4),
        (Decision.BUILD, 5),
        (Decision.BUILD, 6),
        (Decision.BUILD, 10),
    ]


def test_3_repetitions_of_6_six_times_never_lead_to_6_again() -> None:
    sessions = [run(2 * number, reps=6, reps_done=3) for number in range(6)]
    asked = [prescribe(TABLE, log_of(placed(0), *sessions[:done]), day(2 * done)) for done in range(1, 7)]
    assert [due.reps for due in asked] == [6, 3, 3, 3, 3, 3]


def test_a_second_session_eased_to_a_lower_stage_leads_to_that_stage() -> None:
    eased = [run(2 * number, "5", reps=6, reps_done=6, eased_to="3") for number in range(2)]
    one, two = (prescribe(TABLE, log_of(placed(-7, "5"), *eased[:done]), day(2 * done)) for done in (1, 2))
    assert (one.decision, one.stage, one.reps) == (Decision.REPEAT, "5", 6)
    assert (two.decision, two.stage, two.reps) == (Decision.STEP_BACK, "3", 6)


def test_two_red_flags_are_not_called_flare_ups_in_a_row() -> None:
    flagged = [run(number, red_flags=("fever",)) for number in (0, 4)]
    log = replace(log_of(placed(-7), *flagged), clearances=(Clearance(at(5)),))
    assert prescribe(TABLE, log, day(7)).decision is Decision.STEP_BACK
    assert "in a row" not in warnings(log, 7)


def test_less_is_never_more_running() -> None:
    due = prescribe(TABLE, log_of(placed(0, "3")), day(0))
    assert (due.stage, due.reps) == ("3", 6)
    assert [(less.stage, less.reps) for less in due.alternatives] == [("2", 6), ("1", 6)]


def test_sessions_before_the_placement_are_named_with_the_way_to_date_it_before_them() -> None:
    last_week = [run(number) for number in (-7, -5, -3)]
    log = log_of(*last_week, placed(0))
    assert prescribe(TABLE, log, day(0)).decision is Decision.START
    assert "3 sessions" in warnings(log, 0)
    assert "runwalk place 4 --at 2025-12-29" in warnings(log, 0)
    assert warnings(log_of(placed(-7), *last_week), 0) == ""


def renamed(sessions: tuple[SessionRecord, ...]) -> Log:
    return Log(tuple(replace(session, stage=f"week {session.stage}") for session in sessions))


def test_a_table_whose_ids_were_renamed_names_the_sessions_and_what_to_do() -> None:
    log = renamed((run(0), run(2), run(4)))
    due = prescribe(TABLE, log, day(7))
    assert due.decision is Decision.PLACEMENT
    assert "No sessions yet" not in due.reasons[0]
    (told,) = due.warnings
    assert "3 sessions" in told
    assert "stage week 4" in told
    assert 'was = ["week 4"]' in told


def test_a_programme_under_a_new_name_names_the_sessions_and_what_to_do() -> None:
    log = log_of(run(0, programme="Old"), run(2, programme="Old"))
    due = prescribe(TABLE, log, day(4))
    assert due.decision is Decision.PLACEMENT
    assert "No sessions yet" not in due.reasons[0]
    (told,) = due.warnings
    assert "2 sessions" in told
    assert 'name = "Old"' in told


def test_an_empty_log_says_that_nothing_is_recorded() -> None:
    assert "No sessions yet" in prescribe(TABLE, Log(), day(0)).reasons[0]


@pytest.mark.parametrize(("count", "said"), [(2, False), (3, True)])
def test_the_same_place_sore_three_times_in_four_weeks_is_something_to_have_looked_at(count: int, said: bool) -> None:
    # A calm session between them: soreness twice in a row would lead a stage back.
    sessions = [run(7 * n, soreness=("knee",)) for n in range(count)] + [run(7 * n + 2) for n in range(count)]
    told = warnings(log_of(placed(-7), *sessions), 7 * count)
    assert ("knee" in told and LOOK in told) is said


def test_a_session_of_a_wrong_clock_changes_nothing_and_is_named() -> None:
    later = run(400, **rated("9/10/10/10"))
    due = prescribe(TABLE, log_of(*THREE, later, placed(300, "9")), day(7))
    plain = prescribe(TABLE, log_of(*THREE), day(7))
    assert replace(due, warnings=()) == plain
    assert len(due.warnings) == 2
    assert "2027" in due.warnings[0]


def test_the_next_day_of_a_traveller_has_come() -> None:
    flare = run(5, pain_worst=9)
    assert prescribe(TABLE, log_of(*THREE, flare), day(4)).decision is Decision.STEP_BACK
    assert prescribe(TABLE, log_of(*THREE, flare), day(3)).decision is not Decision.STEP_BACK
