"""What the kinds of steps count as in a record, when a repetition is done, and which cue starts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.session.active_session import (
    ActiveSession,
    from_dict,
    prepare,
    prepare_companion,
    to_dict,
    to_record,
)
from runwalk_tui.session.countdown import Countdown, reps_done
from runwalk_tui.session.cues import CueName, CueOptions, schedule
from runwalk_tui.session.records import Rating, SessionKind
from tests.support.step_tables import companions, paces

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


def of(*intervals: str, more: str = "") -> StageTable:
    """A table of one stage with these steps."""
    steps = ", ".join(f'"{step}"' for step in intervals)
    return parse_table(f'[programme]\nname = "Steps"\n[[stage]]\nintervals = [{steps}]\n{more}', "steps.toml")


def ran(session: ActiveSession, *, until: float) -> ActiveSession:
    """The same session, started at 0 and ended at a second."""
    countdown = Countdown.restored(session.progress)
    countdown.start(0.0)
    countdown.end(until)
    return replace(session, progress=countdown.progress(until))


def done(table: StageTable, *, until: float) -> int:
    stage = table.stages[0]
    return reps_done(ran(prepare(table, stage, stage.reps_min, AT), until=until).progress)


def test_only_walking_is_walked_and_everything_is_active() -> None:
    table = of("run 10s", "jog 20s", "walk 40s", "march 80s", "rest 160s", "stretch 5m", "exercise 6m")
    record = to_record(ran(prepare(table, table.stages[0], 1, AT), until=970), Rating())
    assert (record.run_seconds, record.walk_seconds, record.active_seconds) == (30, 120, 970)
    assert (record.kind, record.reps_planned, record.reps_done) == (SessionKind.RUN_WALK, 1, 1)


@pytest.mark.parametrize(("until", "count"), [(3, 0), (539, 0), (540, 1), (600, 1)])
def test_walking_alone_is_done_when_nine_tenths_of_its_time_are(until: float, count: int) -> None:
    assert done(of("walk 10m"), until=until) == count


@pytest.mark.parametrize(("until", "count"), [(89, 0), (90, 1)])
def test_a_rest_beside_walking_may_be_left_out(until: float, count: int) -> None:
    """Ended as the rest begins, or a little before the end of the walk."""
    assert done(of("walk 100s", "rest 5m"), until=until) == count


def test_without_running_and_walking_each_step_counts() -> None:
    table = of("stretch 30s", "rest 10s", "exercise 30s")
    assert [done(table, until=until) for until in (40, 66, 67)] == [0, 0, 1]


def test_a_filled_time_that_was_not_full_is_no_repetition_and_its_running_is_known() -> None:
    table = parse_table('[programme]\nname = "Fill"\n[[stage]]\nrun = "1m"\nwalk = "1m"\nfill = "20m"\n', "fill.toml")
    record = to_record(ran(prepare(table, table.stages[0], 1, AT), until=90), Rating(worst=9))
    assert (record.reps_planned, record.reps_done, record.run_seconds) == (1, 0, 60)
    assert record.counted
    assert not record.completed


def test_other_exercise_has_no_repetitions_and_no_running() -> None:
    _, mobility = companions()
    session = prepare_companion(mobility, mobility.stage("before"), AT)
    record = to_record(ran(session, until=120), Rating())
    assert (record.kind, record.programme, record.stage) == (SessionKind.COMPANION, "Mobility", "before")
    assert (record.reps_planned, record.reps_done) == (1, 0)
    assert (record.run_seconds, record.walk_seconds, record.active_seconds) == (0, 0, 120)
    assert not record.counted


def test_a_set_knows_which_time_it_is_and_how_often_it_is_done() -> None:
    table = paces()
    phases = plan_session(table, table.stage("sets"), 1).phases
    assert [(phase.act.value, phase.word, phase.set_number, phase.set_count) for phase in phases] == [
        ("walk", "", 0, 0),
        ("walk", "brisk", 0, 0),
        *(
            step
            for number in (1, 2, 3)
            for step in (("jog", "", number, 3), ("walk", "", number, 3), ("run", "fast", number, 3))
        ),
        ("rest", "", 0, 0),
        ("stretch", "hamstrings", 0, 0),
    ]


def test_running_has_one_cue_and_everything_else_the_other() -> None:
    table = of("run 1m", "jog 1m", "walk 1m", "march 1m", "rest 1m", "stretch 1m", "exercise 1m")
    only = CueOptions(count_in=0, last_run=False, halfway=False, time_left=False, finished=False)
    cues = schedule(plan_session(table, table.stages[0], 1).phases, only)
    assert [cue.name for cue in cues] == [CueName.RUN] * 2 + [CueName.WALK] * 5


def test_a_session_goes_through_the_journal_with_its_words_and_sets() -> None:
    table = paces()
    session = ran(prepare(table, table.stage("sets"), 1, AT), until=500)
    assert from_dict(to_dict(session)) == session


def test_a_session_that_was_written_down_before_steps_had_kinds_is_taken_up() -> None:
    table = of("run 1m", "walk 1m")
    session = ran(prepare(table, table.stages[0], 1, AT), until=70)
    plain: dict[str, Any] = to_dict(session)
    for phase in plain["progress"]["phases"]:
        for name in ("act", "word", "set_number", "set_count"):
            del phase[name]
    assert from_dict(plain) == session


@pytest.mark.parametrize("progress", [None, {}, {"phases": 4}, {"phases": [4]}], ids=str)
def test_what_is_no_session_is_still_refused(progress: object) -> None:
    plain = {**to_dict(prepare(paces(), paces().stages[0], 1, AT)), "progress": progress}
    with pytest.raises(ValueError, match="not a session under way"):
        from_dict(plain)
