"""The short reason for Home: one sentence with the figure that decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.brief import in_letters
from runwalk_tui.rule.prescription import why_in_brief
from runwalk_tui.rule.reading import read
from tests.support.rule_cases import THREE, TWO, WEEK_BEFORE, Event, day, log_of, placed, rated, run, shipped_table

TABLE = shipped_table()
LONGEST = 96
"""Characters of a short reason: two lines of a narrow terminal with some room to spare."""


def why(*events: Event, on: int, table: StageTable = TABLE, cleared: tuple[int, ...] = ()) -> str:
    said = why_in_brief(read(table, log_of(*events, cleared=cleared), day(on)))
    assert len(said) <= LONGEST
    return said


def test_what_went_well_is_told_by_its_day_its_repetitions_and_its_pain() -> None:
    assert why(WEEK_BEFORE, run(0, reps=6, pain_worst=2, pain_after=2), on=2) == (
        "Monday's six went well: worst pain 2, and up to 5 is fine."
    )


@pytest.mark.parametrize(
    ("on", "which"), [(0, "Today's six"), (1, "Yesterday's six"), (6, "Monday's six"), (7, "Your six on 5 January")]
)
def test_a_session_is_called_by_its_day(on: int, which: str) -> None:
    assert why(WEEK_BEFORE, run(0, reps=6), on=on).startswith(f"{which} went well")


def test_the_start_a_break_and_a_retest() -> None:
    assert why(on=0) == "First find your starting stage: do the run test, or pick a stage."
    assert why(placed(0), on=1) == "This is your starting stage, set on Monday 5 January."
    assert why(*THREE, on=4 + 14) == "It's been 14 days, so a gentle start at stage 4."
    assert why(*THREE, on=4 + 28) == "It's been 28 days, so back to stage 3."
    assert why(*THREE, on=4 + 84).startswith("It's been 84 days, so first find your stage again")


def test_moving_up_and_waiting_for_the_day_on_which_it_may_be() -> None:
    assert why(*THREE, on=6) == "2 full sessions at stage 4 went well, so stage 5 is next."
    early = (placed(0), run(0, reps=10), run(2), run(4))
    assert why(*early, on=5).endswith("Stage 5 can't start before Monday 12 January.")


@pytest.mark.parametrize(
    ("session", "words"),
    [
        (run(4, **rated("3/7/4/-")), "Worst pain yesterday was 7, above 5, so back to stage 3 for now."),
        (run(4, **rated("3/9/4/-")), "Worst pain yesterday was 9, which is severe, so back to stage 3 for now."),
        (run(4, stopped_for_pain=True), "You were right to stop yesterday, so back to stage 3 for now."),
        (run(4, **rated("3/3/3/7")), "Pain was 7 the morning after yesterday's ten, so back to stage 3 for now."),
        (run(4, **rated("3/5/5/-")), "Pain was 5 after yesterday's ten and may not have settled, so stage 4 again."),
        (run(4, soreness=("knee",)), "New soreness after yesterday's ten (knee), so stage 4 again."),
        (run(4, effort=9), "Yesterday's ten felt very hard (effort 9 out of 10), so do the same at an easier pace."),
        (run(4, reps_done=7), "You did 7 of 10 and it went well, so stage 4 again."),
        (run(4, stage="2"), "An easy day costs you nothing, so stage 4 again."),
    ],
)
def test_what_the_last_session_leads_to(session: Event, words: str) -> None:
    assert why(*TWO, session, on=5) == words


def test_nobody_is_said_to_be_not_ready_who_never_said_so() -> None:
    manual = replace(TABLE, policy=replace(TABLE.policy, manual=True))
    short = run(6, reps=6)  # by choice fewer than the stage has, after two full ones
    assert why(*THREE, short, on=8, table=manual).startswith("Sunday's six went well: ")
    assert why(*TWO, run(4, felt_ready=False), on=6).startswith("You said you weren't ready to move up")


def test_under_a_stop_sign_nothing_counts_but_what_to_do() -> None:
    assert why(*TWO, run(4, red_flags=("fever",)), on=5) == ""
    assert why(*TWO, run(4, red_flags=("fever",)), on=6, cleared=(5,)).startswith("You've been cleared since")


def test_small_numbers_are_words() -> None:
    assert [in_letters(number) for number in (1, 6, 12, 13)] == ["one", "six", "twelve", "13"]
