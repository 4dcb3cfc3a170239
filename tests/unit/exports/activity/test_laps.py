"""The laps of a session: as it was done, and as they follow from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui import paths
from runwalk_tui.exports.activity.laps import Lap, has_running, laps_done, laps_rebuilt, shown_laps
from runwalk_tui.programme.plan import Phase, plan_session
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.session.active_session import ActiveSession, prepare, prepare_walk, to_record
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.records import Rating, SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table
from tests.support.examples import examples
from tests.support.log_strategies import tables
from tests.support.rule_cases import shipped_table

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TABLE = shipped_table()
STAGE = TABLE.stage("4")
"""1 minute of running, 90 seconds of walking."""


def done(running: ActiveSession, seconds: float) -> ActiveSession:
    """The session after so many seconds without a key."""
    countdown = Countdown.restored(running.progress)
    countdown.start(0.0)
    countdown.end(seconds)
    return replace(running, progress=countdown.progress(seconds))


def record_of(running: ActiveSession) -> SessionRecord:
    return to_record(running, Rating())


def in_short(laps: Iterable[Lap]) -> list[tuple[Kind, int]]:
    return [(lap.kind, lap.seconds) for lap in laps]


def test_a_complete_session_has_a_lap_for_each_phase() -> None:
    running = done(prepare(TABLE, STAGE, 6, AT), 5000)
    pairs = [(Kind.RUN, 60), (Kind.WALK, 90)] * 6
    assert in_short(laps_done(running.progress)) == [(Kind.WARM_UP, 300), *pairs, (Kind.COOL_DOWN, 120)]


def test_each_lap_starts_where_the_one_before_ends() -> None:
    laps = laps_done(done(prepare(TABLE, STAGE, 6, AT), 700.4).progress)
    assert laps[0].start == 0
    assert [lap.start for lap in laps[1:]] == [lap.end for lap in laps[:-1]]
    assert laps[-1].end == 700


def test_a_session_that_ended_in_the_warm_up_is_one_lap() -> None:
    running = done(prepare(TABLE, STAGE, 6, AT), 42.4)
    assert in_short(laps_done(running.progress)) == [(Kind.WARM_UP, 42)]
    assert laps_rebuilt(TABLE, record_of(running)) == laps_done(running.progress)


def test_what_was_skipped_at_once_is_no_lap() -> None:
    countdown = Countdown(plan_session(TABLE, STAGE, 6))
    countdown.start(0.0)
    countdown.next(0.2)
    countdown.end(30.2)
    assert in_short(laps_done(countdown.progress(30.2))) == [(Kind.RUN, 30)]


def test_a_run_that_was_done_again_is_one_longer_lap() -> None:
    countdown = Countdown(plan_session(TABLE, STAGE, 6))
    countdown.start(0.0)
    countdown.next(100.0)
    countdown.back(140.0)
    countdown.end(170.0)
    assert in_short(laps_done(countdown.progress(170.0))) == [(Kind.WARM_UP, 100), (Kind.RUN, 70)]


def test_pauses_are_in_no_lap() -> None:
    countdown = Countdown(plan_session(TABLE, STAGE, 6))
    countdown.start(0.0)
    countdown.pause(10.0)
    countdown.start(500.0)
    countdown.end(520.0)
    assert in_short(laps_done(countdown.progress(520.0))) == [(Kind.WARM_UP, 30)]


@pytest.mark.slow("lays out every stage of every programme")
def test_of_every_stage_the_log_gives_the_laps_that_were_done() -> None:
    for programme in PROGRAMMES:
        table = load_table(paths.shipped_programme(programme.name))
        for stage in table.stages:
            for count in {stage.reps_min, table.full(stage)}:
                fresh = prepare(table, stage, count, AT)
                total = fresh.progress.phases[-1].end
                for seconds in (total, total - 1, total // 2, total // 7, 11):
                    running = done(fresh, seconds)
                    found = laps_rebuilt(table, record_of(running))
                    assert found == laps_done(running.progress), (programme.name, stage.id, count, seconds)


def stopped(at: float, walk: int = 120) -> ActiveSession:
    """A session that was stopped for pain, and the walk that is offered then."""
    running = prepare(TABLE, STAGE, 6, AT)
    countdown = Countdown.restored(running.progress)
    countdown.start(0.0)
    countdown.pause(at)
    index = countdown.moment(at).index
    countdown.replace_rest(at, index + 1, [Phase(Kind.COOL_DOWN, walk)])
    countdown.next(at)
    countdown.start(at)
    return replace(running, progress=countdown.progress(5000.0), stopped_for_pain=True)


@pytest.mark.parametrize(
    ("at", "with_pain", "without"),
    [
        (60, [(Kind.WARM_UP, 60), (Kind.COOL_DOWN, 120)], [(Kind.WARM_UP, 180)]),
        (
            320,
            [(Kind.WARM_UP, 300), (Kind.RUN, 20), (Kind.COOL_DOWN, 120)],
            [(Kind.WARM_UP, 300), (Kind.RUN, 20), (Kind.WALK, 120)],
        ),
        (
            370,
            [(Kind.WARM_UP, 300), (Kind.RUN, 60), (Kind.WALK, 10), (Kind.COOL_DOWN, 120)],
            [(Kind.WARM_UP, 300), (Kind.RUN, 60), (Kind.WALK, 130)],
        ),
    ],
    ids=["in the warm-up", "in a run", "in a walk"],
)
def test_the_walk_after_a_stop_for_pain_is_no_cool_down_without_pain(
    at: float, with_pain: list[tuple[Kind, int]], without: list[tuple[Kind, int]]
) -> None:
    running = stopped(at)
    laps = laps_done(running.progress)
    assert in_short(shown_laps(record_of(running), laps, with_pain=True)) == with_pain == in_short(laps)
    assert in_short(shown_laps(record_of(running), laps, with_pain=False)) == without


def test_a_complete_session_has_its_cool_down_whether_it_was_stopped_or_not() -> None:
    running = done(prepare(TABLE, STAGE, 6, AT), 5000)
    laps = laps_done(running.progress)
    assert shown_laps(record_of(replace(running, stopped_for_pain=True)), laps, with_pain=False) == laps


def test_walking_that_was_not_planned_is_at_the_end() -> None:
    running = stopped(320, walk=400)
    assert in_short(laps_rebuilt(TABLE, record_of(running)))[-1] == (Kind.COOL_DOWN, 400)
    bare = replace(TABLE, stages=tuple(replace(stage, cool_down=0) for stage in TABLE.stages))
    assert in_short(laps_rebuilt(bare, record_of(running)))[-1] == (Kind.COOL_DOWN, 400)


def test_longer_runs_are_shared_out_in_proportion() -> None:
    record = replace(record_of(done(prepare(TABLE, STAGE, 6, AT), 5000)), run_seconds=420, active_seconds=1380)
    assert [lap.seconds for lap in laps_rebuilt(TABLE, record) if lap.kind is Kind.RUN] == [70] * 6


@pytest.mark.parametrize(
    "changes",
    [{"eased_to": "3"}, {"stage": "no such stage"}, {"programme": "Another programme"}],
    ids=["made easier", "a stage that is gone", "another programme"],
)
def test_where_nobody_knows_the_plan_there_is_one_lap_of_running_and_one_of_the_rest(changes: dict[str, str]) -> None:
    record = replace(record_of(done(prepare(TABLE, STAGE, 6, AT), 5000)), **changes)  # type: ignore[arg-type] # by name
    assert in_short(laps_rebuilt(TABLE, record)) == [(Kind.RUN, 360), (Kind.WALK, 300 + 540 + 120)]
    assert laps_rebuilt(None, record) == laps_rebuilt(TABLE, record)


def test_a_session_is_found_under_an_earlier_id_of_its_stage() -> None:
    renamed = replace(
        TABLE, stages=tuple(replace(stage, id=f"new {stage.id}", was=(stage.id,)) for stage in TABLE.stages)
    )
    record = record_of(done(prepare(TABLE, STAGE, 6, AT), 5000))
    assert laps_rebuilt(renamed, record) == laps_rebuilt(TABLE, record)


def test_a_walk_is_one_lap_in_the_log_and_has_its_warm_up_as_it_ends() -> None:
    running = done(prepare_walk(TABLE, STAGE, 6, AT), 1000)
    assert in_short(laps_done(running.progress)) == [(Kind.WARM_UP, 300), (Kind.WALK, 700)]
    laps = laps_rebuilt(TABLE, record_of(running))
    assert in_short(laps) == [(Kind.WALK, 1000)]
    assert not has_running(laps)


def test_without_any_length_there_are_no_laps() -> None:
    record = SessionRecord("a", AT, TABLE.programme, "4", 6, 6, pain_worst=3)
    assert laps_rebuilt(TABLE, record) == ()


@examples(25)
@given(table=tables(), data=st.data())
def test_laps_follow_one_another_and_add_up_to_the_record(table: StageTable, data: st.DataObject) -> None:
    stage: Stage = data.draw(st.sampled_from(table.stages))
    ran, walked, active = (data.draw(st.integers(0, 4000)) for _ in range(3))
    record = SessionRecord(
        "a",
        AT,
        table.programme,
        data.draw(st.sampled_from([stage.id, "gone"])),
        reps_planned=data.draw(st.integers(1, 20)),
        reps_done=data.draw(st.integers(0, 20)),
        run_seconds=ran,
        walk_seconds=walked,
        active_seconds=active,
        kind=data.draw(st.sampled_from([SessionKind.RUN_WALK, SessionKind.RUN_WALK, SessionKind.WALK])),
    )
    laps = laps_rebuilt(table, record)
    total = max(record.active_seconds, record.run_seconds + record.walk_seconds)
    assert sum(lap.seconds for lap in laps) == total
    assert all(lap.seconds >= 1 for lap in laps)
    assert [lap.start for lap in laps] == [0, *(lap.end for lap in laps)][: len(laps)]
