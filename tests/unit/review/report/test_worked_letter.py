"""A letter about two weeks, each figure of it computed by hand.

Placed at stage 4 on Monday. Sessions on days 0, 2 and 4 there, on days 7, 9 and 11 at stage 5; the last one is a
flare-up, so day 14 is stage 4 again. A walk on day 12, stretching on day 5, a rehearsal on day 6.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.review.report.letter import Letter, LetterNote, PlaceCount, SessionRow
from runwalk_tui.session.records import CheckIn, Log, SessionKind, SessionRecord
from tests.support.a_letter import letter_about
from tests.support.rule_cases import at, day, log_of, placed, rated, run, shipped_table


def timed(number: int, stage: str, reps: int, *, runs: int, **fields: Any) -> SessionRecord:
    """A session of so many seconds of running in each repetition; warm-up and cool-down are 7 minutes together."""
    table = shipped_table()
    seconds = table.stage(stage).total_seconds(reps)
    return run(number, stage, reps, run_seconds=runs * reps, active_seconds=seconds, **fields)


def walk(number: int, **fields: Any) -> SessionRecord:
    """A walk of 25 minutes."""
    return run(
        number,
        reps=1,
        **{
            "kind": SessionKind.WALK,
            "reps_done": 0,
            "walk_seconds": 1500,
            "active_seconds": 1500,
            "pain_worst": None,
            "pain_after": 2,
            **fields,
        },
    )


STRETCHING = run(5, "1", 3, kind=SessionKind.COMPANION, programme="Mobility", active_seconds=900, **rated("-/-/-/-"))
LOG = replace(
    log_of(
        placed(0),
        timed(0, "4", 6, runs=60, note="  First one. \n"),
        timed(2, "4", 10, runs=60, soreness=("knee", "knee")),
        timed(4, "4", 10, runs=60, **rated("2/2/2/2")),
        STRETCHING,
        run(6, rehearsal=True, note="Only trying"),
        timed(7, "5", 6, runs=75, effort=4),
        timed(9, "5", 10, runs=75),
        timed(11, "5", 8, runs=75, reps_planned=10, **rated("3/7/6/4")),
        walk(12, soreness=("left calf",), note="Round the park"),
        timed(14, "4", 6, runs=60, **rated("2/3/2/2"), soreness=("knee",)),
    ),
    checkins=(CheckIn(at(0), 40, 42, 60, 20), CheckIn(at(14), 30, 32, 50, 18)),
)


@pytest.fixture(scope="module")
def letter() -> Letter:
    return letter_about(shipped_table(), LOG, day(15), name="Alex")


def test_the_weeks_are_those_since_the_first_entry_and_four_at_least(letter: Letter) -> None:
    assert (letter.span.first, letter.span.count, letter.span.today) == (day(0), 4, day(15))


def test_the_way_through_the_stages(letter: Letter) -> None:
    assert [step.position for step in letter.steps] == [3, 3, 3, 3, 4, 4, 4, 3]
    assert letter.stage_sentence == ("Up to stage 5 and back to stage 4. 1 step back: 19 January (after a flare-up).")
    assert letter.stages_run == "Stage 4: run 1m, walk 1m30s · 5: run 1m15s, walk 1m15s."


def test_the_pains_and_the_minutes_of_the_same_sessions(letter: Letter) -> None:
    assert [pain.before for pain in letter.pains] == [3, 3, 2, 3, 3, 3, 2]
    assert [pain.worst for pain in letter.pains] == [3, 3, 2, 3, 3, 7, 3]
    # 6 × 1 min, 10 × 1 min twice, 6 × 75 s = 7.5 min, 10 × 75 s = 12.5 min, 8 × 75 s = 10 min, 6 min.
    assert letter.bar_minutes == (6.0, 10.0, 10.0, 7.5, 12.5, 10.0, 6.0)
    # Medians, the lower of two in the middle: 3, 3, 2 is 3, and 3, 3, 2 is 3.
    assert letter.pain_sentence == (
        "Pain before sessions: the same over these weeks, median 3 in the first 3 sessions and 3 in the last 3. "
        "Worst pain: highest 7, above 5 in 1 of 7 sessions. 1 flare-up, on 16 January."
    )


def test_the_weeks_of_sessions_and_walks(letter: Letter) -> None:
    assert [(week.sessions, week.run_seconds, week.walks) for week in letter.weeks] == [
        (3, 26 * 60, 0),
        (3, 30 * 60, 1),
        (1, 6 * 60, 0),
    ]
    assert letter.weeks_sentence == (
        "7 sessions; 3 or more in 2 of 2 complete weeks. Most running in a week: 30 minutes, in the week of 12 January."
    )
    # 7 sessions in 15 days are 3.27 a week, 109 % of three.
    assert letter.adherence_sentence == (
        "Since 5 January 2026: 3.3 of 3 planned sessions a week (109%). In the trial: 2.1 of 3 (70%)."
    )
    assert letter.walks_sentence == "1 walk, 25\N{NO-BREAK SPACE}minutes in all."


def test_every_session_and_walk_is_a_row_other_exercise_too_and_a_rehearsal_never(letter: Letter) -> None:
    assert [(row.day, row.what, row.done, row.minutes, row.response) for row in letter.rows] == [
        (day(0), "Stage 4", "6 of 6", 22, "tolerated"),
        (day(2), "Stage 4", "10 of 10", 32, "not settled"),
        (day(4), "Stage 4", "10 of 10", 32, "tolerated"),
        (day(5), "Mobility", "", 15, ""),
        (day(7), "Stage 5", "6 of 6", 22, "tolerated"),
        (day(9), "Stage 5", "10 of 10", 32, "tolerated"),
        (day(11), "Stage 5", "8 of 10", 27, "flare-up"),
        (day(12), "Walk", "", 25, ""),
        (day(14), "Stage 4", "6 of 6", 22, "not settled"),
    ]
    assert letter.rows[-2] == SessionRow(
        day(12), "Walk", "", 25, 0.0, before=3, worst=None, after=2, morning=None, effort=None, sore="left calf",
        response="",
    )  # fmt: skip
    assert letter.rows[4].effort == 4 and letter.rows[4].run_minutes == 7.5


def test_a_place_counts_once_a_session_and_the_most_frequent_comes_first(letter: Letter) -> None:
    assert letter.soreness == (PlaceCount("knee", 2, day(14)), PlaceCount("left calf", 1, day(12)))


def test_what_the_patient_wrote(letter: Letter) -> None:
    assert letter.notes == (LetterNote(day(0), "Stage 4", "First one."), LetterNote(day(12), "Walk", "Round the park"))
    assert letter.left_out == ("1 rehearsal of the timer.",)


def test_the_check_ins_beside_the_trial_without_a_word_to_the_runner(letter: Letter) -> None:
    assert letter.checkins is not None
    assert [(one.name, one.figures, one.change) for one in letter.checkins.rows] == [
        ("Pain now", ("40", "30"), "10 lower"),
        ("Average pain, past week", ("42", "32"), "10 lower"),
        ("Worst pain, past week", ("60", "50"), "10 lower"),
        ("Disability, %", ("20", "18"), "2 lower"),
    ]


def test_where_the_patient_is(letter: Letter) -> None:
    assert letter.here.heading == "Stage 4 of 13, 6 × (run 1m, walk 1m30s), 22 minutes"
    assert letter.here.reasons == (
        "Last session Monday 19 January: stage 4, 6 of 6 repetitions, worst pain 3 out of 10, not settled.",
        "The same stage is due again.",
    )
    assert letter.here.earliest == day(16)


def test_fewer_weeks_leave_the_earlier_ones_out_and_say_so() -> None:
    short = letter_about(shipped_table(), LOG, day(15), weeks=1)
    assert short.span.first == day(14)
    assert [row.day for row in short.rows] == [day(14)]
    assert short.stage_sentence == (
        "Before these weeks: stage 5. At stage 4 throughout. 1 step back: 19 January (after a flare-up)."
    )
    assert short.left_out == ("Before these weeks, from 5 January 2026 on: 6 sessions, 1 walk, other exercise once.",)


def test_a_week_may_start_on_a_sunday() -> None:
    assert letter_about(shipped_table(), LOG, day(15), first_weekday=6).span.first == day(-1)


def test_nothing_but_a_placement() -> None:
    found = letter_about(shipped_table(), log_of(placed(0, "7")), day(0))
    assert found.stage_sentence == "Starting stage 7*, set on 5 January."
    assert found.here.heading == "Stage 7* of 13, 6 × (run 1m45s, walk 1m), 24 minutes"
    assert found.here.reasons == ("Starting stage set on Monday 5 January.",)
    assert (found.pain_sentence, found.weeks_sentence) == ("No sessions in these weeks.", "")
    assert not found.rows and not found.pains and not found.soreness
    assert found.adherence_sentence == ("No session yet; starting stage set on 5 January 2026, less than a week ago.")


def test_an_empty_log() -> None:
    found = letter_about(shipped_table(), Log(), day(0))
    assert found.here.heading == "Starting stage not set yet"
    assert (found.stage_sentence, found.adherence_sentence) == ("No stage in this programme yet.", "No sessions yet.")
    assert not found.weeks and not found.signs and not found.left_out
    assert found.checkins is None and found.here.earliest is None
