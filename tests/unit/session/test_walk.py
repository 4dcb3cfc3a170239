"""A walk in the place of a session: how long it lasts, what is heard, what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runwalk_tui.programme.plan import plan_walk
from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable, Step
from runwalk_tui.session.active_session import ActiveSession, from_dict, prepare_walk, to_dict, to_record
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.cues import CueName, CueOptions, for_a_walk, schedule
from runwalk_tui.session.records import Rating, SessionKind

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
FOUR = Stage("4", (Step(Act.RUN, 60), Step(Act.WALK, 90)), reps_min=6, reps_max=10, warm_up=300, cool_down=120)
TABLE = StageTable("Test", (FOUR,))


def walked(seconds: float) -> ActiveSession:
    """A walk in the place of ten repetitions of stage 4, ended after some seconds."""
    walk = prepare_walk(TABLE, FOUR, 10, AT)
    countdown = Countdown.restored(walk.progress)
    countdown.start(0.0)
    countdown.end(seconds)
    return ActiveSession(
        **{**{name: getattr(walk, name) for name in ActiveSession.__slots__}, "progress": countdown.progress(seconds)}
    )


def test_it_warms_up_and_then_walks_for_as_long_as_the_session_would_last() -> None:
    plan = plan_walk(TABLE, FOUR, 10)
    assert [(phase.kind, phase.seconds) for phase in plan.phases] == [(Kind.WARM_UP, 300), (Kind.WALK, 1620)]
    assert plan.total == FOUR.total_seconds(10)


def test_one_cue_at_the_middle_and_one_at_the_end() -> None:
    phases = plan_walk(TABLE, FOUR, 10).phases
    cues = [(cue.at, cue.name) for cue in schedule(phases, for_a_walk(CueOptions()))]
    assert cues == [(960.0, CueName.HALFWAY), (1920, CueName.FINISHED)]


def test_without_a_warm_up_the_middle_is_heard_as_well() -> None:
    bare = Stage("1", (Step(Act.RUN, 60), Step(Act.WALK, 60)), reps_min=5, reps_max=5)
    cues = schedule(plan_walk(StageTable("Bare", (bare,)), bare, 5).phases, for_a_walk(CueOptions()))
    assert [(cue.at, cue.name) for cue in cues] == [(300.0, CueName.HALFWAY), (600, CueName.FINISHED)]


@pytest.mark.parametrize("off", ["halfway", "finished"])
def test_what_the_runner_turned_off_stays_off(off: str) -> None:
    options = for_a_walk(CueOptions(halfway=off != "halfway", finished=off != "finished"))
    assert not getattr(options, off)


def test_all_of_it_is_walking_and_no_repetition_is_counted() -> None:
    record = to_record(walked(1920), Rating(after=4))
    assert record.kind is SessionKind.WALK
    assert (record.stage, record.reps_planned, record.reps_done) == ("4", 1, 0)
    assert (record.run_seconds, record.walk_seconds, record.active_seconds) == (0, 1920, 1920)
    assert (record.pain_worst, record.pain_after) == (None, 4)
    assert not record.counted


def test_a_walk_that_was_cut_short_keeps_what_was_walked() -> None:
    record = to_record(walked(400), Rating())
    assert (record.walk_seconds, record.active_seconds) == (400, 400)


def test_the_journal_takes_it_up_again_as_a_walk() -> None:
    walk = walked(400)
    assert from_dict(to_dict(walk)) == walk
    assert walk.walk


def test_a_session_that_an_older_version_wrote_down_is_a_run() -> None:
    plain = to_dict(walked(400))
    del plain["kind"]
    assert not from_dict(plain).walk
