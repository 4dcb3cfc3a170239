"""What the reasons call sessions of one repetition, and a week that is full."""

from __future__ import annotations

import pytest

from runwalk_tui.paths import shipped_programme
from runwalk_tui.rule.follow_up import adherence, adherence_words
from runwalk_tui.rule.prescription import prescribe, why_in_brief, why_wait
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.table_in_use import load_table
from tests.support.rule_cases import at, day, log_of, placed, run, shipped_table

RATIOS = load_table(shipped_programme("run-walk-ratios"))
WALKING = load_table(shipped_programme("walking"))
HINT = "If that's too much, choose a gentler stage"


def cut_short(number: int, stage: str = "30s") -> SessionRecord:
    seconds = {"run_seconds": 300, "walk_seconds": 300}
    return run(number, stage, 1, reps_done=0, programme=RATIOS.programme, **seconds)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_session_that_is_done_once_is_told_in_minutes(count: int) -> None:
    log = log_of(*(cut_short(2 * number) for number in range(count)))
    found = prescribe(RATIOS, log, day(2 * count))
    assert (found.stage, found.reps) == ("30s", 1)
    assert "You did 10 of 24 minutes. So it's stage 30s again" in found.reasons[0]
    assert HINT in found.reasons[0]
    assert why_in_brief(read(RATIOS, log, day(2 * count))).startswith("You did 10 of 24 minutes and it went well")


def test_at_the_first_stage_no_gentler_one_is_named() -> None:
    first = RATIOS.stages[0].id
    assert HINT not in prescribe(RATIOS, log_of(cut_short(0, first)), day(2)).reasons[0]


def test_repetitions_stay_repetitions() -> None:
    (reason,) = prescribe(shipped_table(), log_of(run(0, reps=6, reps_done=3)), day(2)).reasons
    assert "You did 3 of 6 repetitions." in reason
    assert HINT not in reason


def walked(number: int) -> SessionRecord:
    return run(number, stage="10m", reps=1, walk_seconds=600, programme=WALKING.programme)


def test_a_week_full_of_planned_walks_says_so_with_its_true_number() -> None:
    log = log_of(*map(walked, range(5)))
    assert why_wait(shipped_table(), log, day(5)) == (
        "You've already done 5 sessions in a week, all of them planned walks, and the programme needs only 3."
    )


def test_a_week_of_runs_says_what_it_said() -> None:
    log = log_of(run(0), run(2), run(4))
    assert why_wait(shipped_table(), log, day(6)) == (
        "You've already done 3 sessions in a week, and that's all the programme needs."
    )


def test_the_trials_figure_is_shown_beside_the_trials_programme_alone() -> None:
    log = log_of(placed(0), run(0), run(2), run(5), run(8))
    assert "In the trial" in adherence_words(adherence(shipped_table(), log, at(14).date()))
    elsewhere = adherence_words(adherence(WALKING, log, at(14).date()))
    assert elsewhere.startswith("You did 2.0 of ")
    assert "trial" not in elsewhere
