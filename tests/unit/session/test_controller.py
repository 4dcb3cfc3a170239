"""The controller with a hand-moved clock, a fake player and a fake journal."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import Act, Kind, Stage, StageTable, Step
from runwalk_tui.session.active_session import from_dict, prepare, to_dict, to_record
from runwalk_tui.session.clock import FastClock, SystemClock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.cues import CueName, CueOptions, TimedCue, schedule
from runwalk_tui.session.records import Rating
from tests.support.fakes import FakeCuePlayer, FakeJournal, HandClock, look_now

BEGAN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
HANGS = 60
"""Seconds after which a loop is taken to wait for ever; no measure of speed."""


def stage(number: int, run: int, walk: int) -> Stage:
    steps = (Step(Act.RUN, run), Step(Act.WALK, walk))
    return Stage(str(number), steps, reps_min=3, reps_max=5, warm_up=10, cool_down=6)


TABLE = StageTable("test", (stage(1, 10, 20), stage(2, 20, 20), stage(3, 30, 10)))


class Session:
    """A controller with its fakes."""

    def __init__(self, reps: int = 3, chosen: int = 2) -> None:
        self.clock, self.player, self.journal = HandClock(1000.0), FakeCuePlayer(), FakeJournal()
        self.wall: datetime | None = None
        """What the runner's clock says; None while it goes with the other."""
        self.controller = SessionController(
            prepare(TABLE, TABLE.stages[chosen], reps, BEGAN),
            lower=TABLE.stages[:chosen][::-1],
            clock=self.clock,
            wall=lambda: self.wall or BEGAN + timedelta(seconds=self.clock.time - 1000),
            player=self.player,
            journal=self.journal,
            cues=CueOptions(),
        )

    def after(self, seconds: float) -> Moment:
        self.clock.time += seconds
        return self.controller.moment()


def test_starting_calls_every_cue_at_its_instant() -> None:
    session = Session()
    session.controller.start()
    assert session.player.cues[0] == TimedCue(1000.0, CueName.WARM_UP)
    assert TimedCue(1010.0, CueName.RUN) in session.player.cues
    assert session.player.cues[-1].name is CueName.FINISHED


def test_a_pause_is_silent_and_moves_the_later_cues_by_exactly_its_length() -> None:
    session = Session()
    session.controller.start()
    before = {cue.name: cue.at for cue in session.player.cues}
    session.after(5)
    session.controller.pause()
    assert session.player.cues == []
    session.after(33)
    session.controller.start()
    after = {cue.name: cue.at for cue in session.player.cues}
    assert after[CueName.FINISHED] == pytest.approx(before[CueName.FINISHED] + 33)
    assert CueName.WARM_UP not in after


@pytest.mark.parametrize("command", ["start", "next", "back", "extend", "ease", "pause and go on"])
def test_after_every_command_the_whole_schedule_is_called_for_anew(command: str) -> None:
    session = Session()
    session.controller.start()
    if command != "start":
        session.after(15)
        session.player.cues = []
    if command == "pause and go on":
        session.controller.pause()
        session.after(7)
        session.controller.start()
    elif command != "start":
        getattr(session.controller, command)()
    began = session.clock.time - session.controller.moment().elapsed
    phases = session.controller.progress.phases
    to_come = [cue for cue in schedule(phases, CueOptions()) if began + cue.at >= session.clock.time]
    assert [cue.name for cue in session.player.cues] == [cue.name for cue in to_come]
    assert [cue.at for cue in session.player.cues] == pytest.approx([began + cue.at for cue in to_come])
    assert len(to_come) > 10


def test_going_to_the_next_phase_is_heard_at_once() -> None:
    session = Session()
    session.controller.start()
    session.after(4)
    session.controller.next()
    assert session.player.cues[0] == TimedCue(session.clock.time, CueName.RUN)


def test_the_end_is_not_announced_by_skipping_a_phase_in_a_pause() -> None:
    session = Session()
    session.controller.start()
    session.after(4)
    session.controller.pause()
    session.controller.next()
    assert session.player.cues == []
    session.after(4)
    session.controller.start()
    assert session.player.cues[0] == TimedCue(session.clock.time, CueName.RUN)


def test_skipping_the_last_phase_is_heard_as_the_end_once() -> None:
    session = Session(reps=1)
    session.controller.start()
    while session.controller.moment().following is not None:
        session.controller.next()
    session.controller.next()
    assert session.player.cues == [TimedCue(session.clock.time, CueName.FINISHED)]
    session.after(1)
    session.controller.next()
    assert session.player.cues == [TimedCue(session.clock.time - 1, CueName.FINISHED)]


def test_easing_keeps_the_repetitions_and_runs_the_stage_below_from_the_next_run_on() -> None:
    session = Session(reps=4)
    session.controller.start()
    session.after(15)
    answer = session.controller.ease()
    assert "stage 2" in answer
    phases = session.controller.progress.phases
    assert [phase.seconds for phase in phases if phase.kind is Kind.RUN] == [30, 20, 20, 20]
    assert phases[-1].kind is Kind.COOL_DOWN
    record = to_record(session.controller.running, Rating(worst=2, after=1))
    assert (record.stage, record.eased_to, record.completed) == ("3", "2", False)


def test_the_first_stage_cannot_be_eased_and_says_so() -> None:
    session = Session(chosen=0)
    session.controller.start()
    assert "gentlest" in session.controller.ease()


def test_a_mark_bears_its_active_second_and_the_session_goes_on() -> None:
    session = Session()
    session.controller.start()
    session.after(12.5)
    session.controller.mark(4)
    assert [(mark.at, mark.pain) for mark in session.controller.running.marks] == [(12.5, 4)]
    assert session.controller.moment().state is State.RUNNING


def test_stopping_for_pain_is_silent_and_a_cool_down_walk_can_follow() -> None:
    session = Session()
    session.controller.start()
    session.after(15)
    session.controller.stop_for_pain()
    assert session.player.cues == []
    session.controller.cool_down(120)
    assert session.controller.moment().phase.kind is Kind.COOL_DOWN
    assert session.after(121).state is State.FINISHED
    record = to_record(session.controller.running, Rating())
    assert record.stopped_for_pain
    assert (record.reps_done, record.run_seconds, record.active_seconds) == (0, 5, 135)


def test_a_journal_that_cannot_write_is_told_and_the_session_goes_on() -> None:
    session = Session()
    session.journal.full = True
    session.controller.start()
    assert "disk is full" in str(session.controller.problem)
    assert session.after(12).phase.kind is Kind.RUN
    session.journal.full = False
    session.controller.pause()
    assert session.controller.problem is None


def test_the_snapshot_takes_a_session_up_again() -> None:
    session = Session()
    session.controller.start()
    session.after(17)
    session.controller.mark(3)
    again = from_dict(session.journal.last)
    assert again.progress.into == pytest.approx(7)
    assert again.marks == session.controller.running.marks
    assert to_dict(again) == session.journal.last


def test_a_whole_session_gives_the_record_that_was_planned() -> None:
    session = Session()
    session.controller.start()
    session.after(10 + 3 * 40 + 6)
    record = to_record(session.controller.running, Rating(worst=3, after=2, note="fine"))
    assert (record.reps_done, record.run_seconds, record.walk_seconds, record.active_seconds) == (3, 90, 30, 136)
    assert record.completed


async def test_the_loop_yields_each_second_once_in_real_time_and_ends() -> None:
    """On the real clock, forty times faster."""
    clock, player, journal = FastClock(SystemClock(), 40), FakeCuePlayer(), FakeJournal()
    running = prepare(TABLE, TABLE.stages[0], 1, BEGAN)
    controller = SessionController(
        running, clock=clock, wall=lambda: BEGAN, player=player, journal=journal, cues=CueOptions()
    )
    controller.start()
    async with asyncio.timeout(HANGS):
        seen = [(moment.index, moment.shown_left) async for moment in controller.watch()]
    assert controller.moment().state is State.FINISHED
    assert seen == sorted(seen, key=lambda pair: (pair[0], -pair[1]))
    assert journal.kinds[0] == "begin"
    assert journal.kinds.count("phase") == 4


async def test_the_heartbeat_is_never_more_than_five_seconds_old_though_each_look_comes_a_little_late() -> None:
    """As on a real machine the first look is the latest; a note that waited for the whole five would miss the sixth."""
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    session.clock.time += 0.03
    await anext(moments)
    beats = []
    for second in range(1, 10):
        session.clock.time = 1000 + second + 0.001
        await look_now(session.controller, moments)
        beats.append(session.journal.kinds.count("heartbeat"))
    assert beats == [0, 0, 0, 0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("stall", [0.6, 1.0, 5.0, 9.0])
async def test_a_loop_that_stalls_past_the_end_of_the_last_second_ends(stall: float) -> None:
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    session.clock.time += 135.5
    assert (await anext(moments)).shown_left == 1
    session.clock.time += stall
    async with asyncio.timeout(HANGS):
        assert [moment.state async for moment in moments] == [State.FINISHED]


@given(st.lists(st.floats(1.0, 9.9), min_size=1, max_size=30))
def test_however_late_the_loop_wakes_it_shows_what_is_now_and_ends_with_the_first_look_after_the_end(
    steps: list[float],
) -> None:
    session = Session()

    async def watch() -> None:
        session.controller.start()
        moments = session.controller.watch()
        async with asyncio.timeout(HANGS):
            await anext(moments)
            for step in steps:
                session.clock.time += step
                moment = await anext(moments)
                assert moment.elapsed == pytest.approx(min(session.clock.time - 1000, 136))
                if session.clock.time >= 1136:
                    assert moment.state is State.FINISHED
                    assert [late async for late in moments] == []
                    return

    asyncio.run(watch())
    assert session.controller.away is None


async def test_a_stall_while_a_second_is_shown_is_asked_about_like_any_other() -> None:
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    await anext(moments)
    session.clock.time += 31.0
    async with asyncio.timeout(HANGS):
        moment = await anext(moments)
    assert moment.state is State.PAUSED
    assert moment.elapsed == pytest.approx(1.0)
    assert session.controller.away is not None
    assert session.controller.away.seconds == pytest.approx(30)


async def test_a_command_between_two_looks_is_not_slept_through() -> None:
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    await anext(moments)
    session.controller.end()
    async with asyncio.timeout(HANGS):
        assert [moment.state async for moment in moments] == [State.FINISHED]


async def test_a_command_wakes_a_paused_loop() -> None:
    session = Session()
    session.controller.start()
    session.controller.pause()

    async def watch() -> list[State]:
        return [moment.state async for moment in session.controller.watch()]

    task = asyncio.create_task(watch())
    await asyncio.sleep(0.01)
    session.controller.end()
    async with asyncio.timeout(HANGS):
        states = await task
    assert states == [State.PAUSED, State.FINISHED]


async def test_a_machine_that_slept_wakes_to_a_paused_session_that_asks() -> None:
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    await anext(moments)
    session.clock.time += 1.0
    session.clock.asleep += 600.0
    async with asyncio.timeout(HANGS):
        moment = await anext(moments)
    assert moment.state is State.PAUSED
    assert session.controller.away is not None
    assert session.controller.away.seconds == pytest.approx(600)
    session.controller.come_back(count=False)
    assert session.controller.moment().elapsed == pytest.approx(1.0)


async def test_time_away_can_be_counted_as_done() -> None:
    session = Session()
    session.controller.start()
    moments = session.controller.watch()
    await anext(moments)
    session.clock.time += 1.0
    session.clock.asleep += 20.0
    async with asyncio.timeout(HANGS):
        await anext(moments)
    session.controller.come_back(count=True)
    assert session.controller.moment().elapsed == pytest.approx(21.0)


def test_a_pause_pressed_straight_after_a_sleep_asks_about_the_sleep() -> None:
    session = Session()
    session.controller.start()
    session.after(3)
    session.clock.asleep += 600
    session.controller.toggle()
    assert session.controller.away is not None
    assert session.controller.away.seconds == 600
    assert session.controller.moment().state is State.PAUSED
    session.controller.come_back(count=False)
    assert session.after(1).elapsed == 4


def test_the_wall_clock_the_time_zone_and_summer_time_never_touch_the_countdown() -> None:
    """The night in which Berlin puts its clocks back, and somebody who sets them by hand besides."""
    winter, summer = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
    walls = [
        datetime(2026, 10, 25, 2, 59, 50, tzinfo=summer),
        datetime(2026, 10, 25, 2, 0, 5, tzinfo=winter),
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2031, 7, 1, tzinfo=timezone(timedelta(hours=-9))),
    ]
    session = Session(reps=3, chosen=0)
    session.wall = walls[0]
    session.controller.start()
    for step, wall in enumerate(walls, 1):
        session.wall = wall
        assert session.after(5).elapsed == 5 * step
        session.controller.mark(3)
        assert session.controller.away is None
    record = to_record(session.controller.running, Rating())
    assert record.started_at.isoformat() == "2026-10-25T02:59:50+02:00"
    assert record.active_seconds == 20
    assert [mark.at for mark in record.pain_marks] == [5, 10, 15, 20]
