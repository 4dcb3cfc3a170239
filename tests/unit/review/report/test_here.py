"""Where the patient is: each decision of the rule as a clinician would write it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report.here import concerns, due_today, session_of
from runwalk_tui.review.report.letter import DueToday
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import Log
from tests.support.rule_cases import day, log_of, placed, rated, run, shipped_table


def here(log: Log, number: int, table: StageTable | None = None) -> DueToday:
    reading = read(table or shipped_table(), log, day(number))
    return due_today(reading, prescribe_from(reading))


THREE = (placed(-7), run(0, reps=6), run(2), run(4))
"""Two full sessions at stage 4 that went well."""


@pytest.mark.parametrize(
    ("log", "number", "heading", "said"),
    [
        (log_of(placed(0), run(0, reps=6)), 2, "Stage 4, 10 × (run 1m", "More repetitions are due."),
        (
            log_of(*THREE),
            7,
            "Stage 5, 6 × (run 1m15s",
            "2 full sessions at stage 4 went well, so the next stage is",
        ),
        (
            log_of(placed(0), *THREE[1:]),
            5,
            "Stage 4, 10 ×",
            "The next stage is offered from Monday 12 January on.",
        ),
        (log_of(*THREE[:3], run(4, **rated("3/7/6/5"))), 7, "Stage 3, 6 ×", "A lower stage is due."),
        (log_of(*THREE), 4 + 15, "Stage 4, 6 ×", "15 days without a session since then."),
        (log_of(*THREE), 4 + 15, "Stage 4, 6 ×", "The same stage is due again, with its fewest repetitions."),
        (log_of(*THREE), 4 + 60, "Stage 2, 6 ×", "60 days without a session since then."),
        (
            log_of(*THREE),
            4 + 84,
            "Starting stage to be set again",
            "84 days since the last session, on 9 Jan",
        ),
        (log_of(placed(0)), 90, "Starting stage to be set again", "90 days since the starting stage was set"),
        (
            log_of(placed(0), run(0, reps_done=3), run(2, reps_done=3)),
            4,
            "Stage 4, 3 ×",
            "Two sessions were cut short",
        ),
        (
            log_of(placed(0, "13"), run(0, "13", 7), run(2, "13", 7)),
            9,
            "Stage 13, 7 ×",
            "the programme is finished",
        ),
        (log_of(placed(0), run(0, stopped_for_pain=True)), 3, "Stage 3, 6 ×", "stopped for pain."),
        (log_of(placed(0), run(0, **rated("3/7/6/5"))), 3, "Stage 3, 6 ×", "worst pain 7 out of 10, flare-up."),
        (
            log_of(placed(0), run(0, reps=6, pain_after=5)),
            1,
            "Stage 4, 6 ×",
            "Pain the morning after that session is",
        ),
    ],
)
def test_each_decision_in_words(log: Log, number: int, heading: str, said: str) -> None:
    found = here(log, number)
    assert found.heading.replace(" of 13,", ",").startswith(heading)
    assert said in " ".join(found.reasons)


RISING = tuple(run(number, pain_before=before, reps_done=10) for number, before in enumerate((0, 0, 0, 2, 2, 2)))
"""Sessions that go well while the pain before them rises."""


def test_where_the_rule_holds_the_reason_is_said() -> None:
    held = here(log_of(placed(0), *RISING), 7)
    assert "Pain before sessions has been rising, so the same stage is due again without more repetitions." in (
        held.reasons
    )
    after_a_break = here(log_of(placed(0), *RISING), 5 + 15)
    assert "The same stage is due again, with its fewest repetitions." in after_a_break.reasons
    fixed = replace(shipped_table(), stages=tuple(replace(one, reps_max=6) for one in shipped_table().stages))
    assert any(
        reason.endswith("rising, so the same stage is due again.")
        for reason in here(log_of(placed(0), *RISING), 7, fixed).reasons
    )
    manual = here(log_of(placed(0), *RISING), 7, shipped_table(manual=True))
    assert any("has been rising, so no more repetitions are due." in reason for reason in manual.reasons)


def test_whoever_does_not_feel_ready_to_move_up_is_said_to() -> None:
    found = here(log_of(*THREE[:-1], run(4, felt_ready=False)), 7)
    assert "The patient did not feel ready to move up, so the same stage is due again." in found.reasons
    assert not any("ready" in reason for reason in here(log_of(placed(0), run(0, felt_ready=False)), 2).reasons)


def test_a_session_that_was_very_hard_is_said_to_be_why_the_same_is_due() -> None:
    found = here(log_of(*THREE[:-1], run(4, effort=9)), 7)
    assert "Effort was 9 out of 10, so the same stage is due again." in found.reasons


def test_after_an_easy_day_at_the_first_stage_nothing_lower_is_due() -> None:
    found = here(log_of(placed(0, "2"), run(0, "2"), run(2, "1", stopped_for_pain=True)), 5)
    assert found.heading.startswith("Stage 1 of 13, 6 ×")
    assert "The first stage is due, with its fewest repetitions." in found.reasons


def test_a_stage_is_told_with_how_many_there_are_where_they_are_numbered() -> None:
    log, table = log_of(placed(0), run(0, reps=6)), shipped_table()
    assert here(log, 2).heading == "Stage 4 of 13, 10 × (run 1m, walk 1m30s), 32 minutes"
    named = replace(table, stages=(*table.stages[:12], replace(table.stages[12], id="last")))
    assert here(log, 2, named).heading.startswith("Stage 4, 10 ×")


def test_a_move_up_that_the_morning_may_still_change_says_so() -> None:
    assert here(log_of(*THREE), 7).reasons[-1] == (
        "Pain the morning after that session is not known, and may still change this."
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "The stage is the patient's choice; last time stage 4, 10 ×"),
        (rated("3/8/6/5"), "A gentler session, such as stage 1, 6 ×"),
    ],
)
def test_where_the_stage_never_moves_the_patient_chooses(fields: dict[str, Any], words: str) -> None:
    manual = shipped_table(manual=True)
    found = here(log_of(placed(0), run(0), run(2, **fields)), 4, manual)
    assert found.heading.startswith(words)
    assert any("never changes by itself" in reason for reason in found.reasons)


def test_a_programme_of_other_stages_says_that_none_of_it_was_done() -> None:
    found = here(log_of(run(0, programme="Another")), 2)
    assert found.heading == "Starting stage not set yet"
    assert found.reasons[0].startswith("No session at a stage of this programme yet.")


def test_a_stage_that_is_filled_or_done_once_is_told_by_its_length() -> None:
    stage = shipped_table().stages[6]
    assert session_of(stage, 9) == "Stage 7*, 9 × (run 1m45s, walk 1m), 32 minutes"
    assert session_of(stage, 1).startswith("Stage 7*, run 1m45s, walk 1m, ")
    filled = replace(stage, fill=1200, reps_min=1, reps_max=1)
    assert session_of(filled, 1) == "Stage 7*, 20 minutes of (run 1m45s, walk 1m), 27 minutes"


def test_what_somebody_should_look_at_is_named_with_the_mark_of_its_stage() -> None:
    flares = [run(number, "8", 6, **rated("3/8/6/5"), soreness=("knee",)) for number in (0, 4, 8)]
    found = list(concerns(read(shipped_table(), log_of(placed(0, "8"), *flares), day(9))))
    assert found == [
        "3 flare-ups in a row",
        "3 flare-ups at stage 8*, and no full session there has gone well since",
        "soreness in the same place (knee) after 3 sessions in 28 days",
        "worst pain above 5 in 3 of the last 3 sessions",
    ]
