"""The coach with a hand-moved clock, a fake voice and a fake diary."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.audio.messages import TimedCue
from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.session.active_session import from_dict, prepare, to_dict, to_record
from runwalk_tui.session.clock import FastClock, SystemClock
from runwalk_tui.session.controller import Coach
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.cues import CueName, CueOptions, schedule
from runwalk_tui.session.records import Rating
from tests.support.fakes import FakeDiary, FakeVoice, HandClock, look_now

BEGAN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
HANGS = 60
"""Seconds after which a loop is taken to wait for ever; no measure of speed."""


def stage(number: int, run: int, walk: int) -> Stage:
    steps = (Step(Kind.RUN, run), Step(Kind.WALK, walk))
    return Stage(str(number), steps, reps_min=3, reps_max=5, warm_up=10, cool_down=6)


TABLE = StageTable("test", (stage(1, 10, 20), stage(2, 20, 20), stage(3, 30, 10)))


class Session:
    """A coach with its fakes."""

    def __init__(self, reps: int = 3, chosen: int = 2) -> None:
        self.clock, self.voice, self.diary = HandClock(1000.0), FakeVoice(), FakeDiary()
        self.wall: datetime | None = None
        """What the runner's clock says; None while it goes with the other."""
        self.coach = Coach(
            prepare(TABLE, TABLE.stages[chosen], reps, BEGAN),
            lower=TABLE.stages[:chosen][::-1],
            clock=self.clock,
            wall=lambda: self.wall or BEGAN + timedelta(seconds=self.clock.time - 1000),
            voice=self.voice,
            diary=self.diary,
            cues=CueOptions(),
        )

    def after(self, seconds: float) -> Moment:
        self.clock.time += seconds
        return self.coach.moment()


def test_starting_calls_every_cue_at_its_instant() -> None:
    session = Session()
    session.coach.start()
    assert session.voice.cues[0] == TimedCue(1000.0, CueName.WARM_UP)
    assert TimedCue(1010.0, CueName.RUN) in session.voice.cues
    assert session.voice.cues[-1].name is CueName.FINISHED


def test_a_pause_is_silent_and_moves_the_later_cues_by_exactly_its_length() -> None:
    session = Session()
    session.coach.start()
    before = {cue.name: cue.at for cue in session.voice.cues}
    session.after(5)
    session.coach.pause()
    assert session.voice.cues == []
    session.after(33)
    session.coach.start()
    after = {cue.name: cue.at for cue in session.voice.cues}
    assert after[CueName.FINISHED] == pytest.approx(before[CueName.FINISHED] + 33)
    assert CueName.WARM_UP not in after


@pytest.mark.parametrize("command", ["start", "next", "back", "extend", "ease", "pause and go on"])
def test_after_every_command_the_whole_schedule_is_called_for_anew(command: str) -> None:
    session = Session()
    session.coach.start()
    if command != "start":
        session.after(15)
        session.voice.cues = []
    if command == "pause and go on":
        session.coach.pause()
        session.after(7)
        session.coach.start()
    elif command != "start":
        getattr(session.coach, command)()
    began = session.clock.time - session.coach.moment().elapsed
    phases = session.coach.progress.phases
    to_come = [cue for cue in schedule(phases, CueOptions()) if began + cue.at >= session.clock.time]
    assert [cue.name for cue in session.voice.cues] == [cue.name for cue in to_come]
    assert [cue.at for cue in session.voice.cues] == pytest.approx([began + cue.at for cue in to_come])
    assert len(to_come) > 10


def test_going_to_the_next_phase_is_heard_at_once() -> None:
    session = Session()
    session.coach.start()
    session.after(4)
    session.coach.next()
    assert session.voice.cues[0] == TimedCue(session.clock.time, CueName.RUN)


def test_the_end_is_not_announced_by_skipping_a_phase_in_a_pause() -> None:
    session = Session()
    session.coach.start()
    session.after(4)
    session.coach.pause()
    session.coach.next()
    assert session.voice.cues == []
    session.after(4)
    session.coach.start()
    assert session.voice.cues[0] == TimedCue(session.clock.time, CueName.RUN)


def test_skipping_the_last_phase_is_heard_as_the_end_once() -> None:
    session = Session(reps=1)
    session.coach.start()
    while session.coach.moment().following is not None:
        session.coach.next()
    session.coach.next()
    assert session.voice.cues == [TimedCue(session.clock.time, CueName.FINISHED)]
    session.after(1)
    session.coach.next()
    assert session.voice.cues == [TimedCue(session.clock.time - 1, CueName.FINISHED)]


def test_easing_keeps_the_repetitions_and_runs_the_stage_below_from_the_next_run_on() -> None:
    session = Session(reps=4)
    session.coach.start()
    session.after(15)
    answer = session.coach.ease()
    assert "stage 2" in answer
    phases = session.coach.progress.phases
    assert [phase.seconds for phase in phases if phase.kind is Kind.RUN] == [30, 20, 20, 20]
    assert phases[-1].kind is Kind.COOL_DOWN
    record = to_record(session.coach.running, Rating(worst=2, after=1))
    assert (record.stage, record.eased_to, record.completed) == ("3", "2", False)


def test_the_first_stage_cannot_be_eased_and_says_so() -> None:
    session = Session(chosen=0)
    session.coach.start()
    assert "gentlest" in session.coach.ease()


def test_a_mark_bears_its_active_second_and_the_session_goes_on() -> None:
    session = Session()
    session.coach.start()
    session.after(12.5)
    session.coach.mark(4)
    assert [(mark.at, mark.pain) for mark in session.coach.running.marks] == [(12.5, 4)]
    assert session.coach.moment().state is State.RUNNING


def test_stopping_for_pain_is_silent_and_a_cool_down_walk_can_follow() -> None:
    session = Session()
    session.coach.start()
    session.after(15)
    session.coach.stop_for_pain()
    assert session.voice.cues == []
    session.coach.cool_down(120)
    assert session.coach.moment().phase.kind is Kind.COOL_DOWN
    assert session.after(121).state is State.FINISHED
    record = to_record(session.coach.running, Rating())
    assert record.stopped_for_pain
    assert (record.reps_done, record.run_seconds, record.active_seconds) == (0, 5, 135)


def test_a_diary_that_cannot_write_is_told_and_the_session_goes_on() -> None:
    session = Session()
    session.diary.full = True
    session.coach.start()
    assert "disk is full" in session.coach.trouble
    assert session.after(12).phase.kind is Kind.RUN
    session.diary.full = False
    session.coach.pause()
    assert session.coach.trouble == ""


def test_the_snapshot_takes_a_session_up_again() -> None:
    session = Session()
    session.coach.start()
    session.after(17)
    session.coach.mark(3)
    again = from_dict(session.diary.last)
    assert again.progress.into == pytest.approx(7)
    assert again.marks == session.coach.running.marks
    assert to_dict(again) == session.diary.last


def test_a_whole_session_gives_the_record_that_was_planned() -> None:
    session = Session()
    session.coach.start()
    session.after(10 + 3 * 40 + 6)
    record = to_record(session.coach.running, Rating(worst=3, after=2, note="fine"))
    assert (record.reps_done, record.run_seconds, record.walk_seconds, record.active_seconds) == (3, 90, 30, 136)
    assert record.completed


async def test_the_loop_yields_each_second_once_in_real_time_and_ends() -> None:
    """On the real clock, forty times faster."""
    clock, voice, diary = FastClock(SystemClock(), 40), FakeVoice(), FakeDiary()
    running = prepare(TABLE, TABLE.stages[0], 1, BEGAN)
    coach = Coach(running, clock=clock, wall=lambda: BEGAN, voice=voice, diary=diary, cues=CueOptions())
    coach.start()
    async with asyncio.timeout(HANGS):
        seen = [(moment.index, moment.shown_left) async for moment in coach.watch()]
    assert coach.moment().state is State.FINISHED
    assert seen == sorted(seen, key=lambda pair: (pair[0], -pair[1]))
    assert diary.kinds[0] == "begin"
    assert diary.kinds.count("phase") == 4


async def test_the_heartbeat_is_never_more_than_five_seconds_old_though_each_look_comes_a_little_late() -> None:
    """As on a real machine the first look is the latest; a note that waited for the whole five would miss the sixth."""
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
    session.clock.time += 0.03
    await anext(moments)
    beats = []
    for second in range(1, 10):
        session.clock.time = 1000 + second + 0.001
        await look_now(session.coach, moments)
        beats.append(session.diary.kinds.count("heartbeat"))
    assert beats == [0, 0, 0, 0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("stall", [0.6, 1.0, 5.0, 9.0])
async def test_a_loop_that_stalls_past_the_end_of_the_last_second_ends(stall: float) -> None:
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
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
        session.coach.start()
        moments = session.coach.watch()
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
    assert session.coach.away is None


async def test_a_stall_while_a_second_is_shown_is_asked_about_like_any_other() -> None:
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
    await anext(moments)
    session.clock.time += 31.0
    async with asyncio.timeout(HANGS):
        moment = await anext(moments)
    assert moment.state is State.PAUSED
    assert moment.elapsed == pytest.approx(1.0)
    assert session.coach.away is not None
    assert session.coach.away.seconds == pytest.approx(30)


async def test_a_command_between_two_looks_is_not_slept_through() -> None:
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
    await anext(moments)
    session.coach.end()
    async with asyncio.timeout(HANGS):
        assert [moment.state async for moment in moments] == [State.FINISHED]


async def test_a_command_wakes_a_paused_loop() -> None:
    session = Session()
    session.coach.start()
    session.coach.pause()

    async def watch() -> list[State]:
        return [moment.state async for moment in session.coach.watch()]

    task = asyncio.create_task(watch())
    await asyncio.sleep(0.01)
    session.coach.end()
    async with asyncio.timeout(HANGS):
        states = await task
    assert states == [State.PAUSED, State.FINISHED]


async def test_a_machine_that_slept_wakes_to_a_paused_session_that_asks() -> None:
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
    await anext(moments)
    session.clock.time += 1.0
    session.clock.asleep += 600.0
    async with asyncio.timeout(HANGS):
        moment = await anext(moments)
    assert moment.state is State.PAUSED
    assert session.coach.away is not None
    assert session.coach.away.seconds == pytest.approx(600)
    session.coach.come_back(count=False)
    assert session.coach.moment().elapsed == pytest.approx(1.0)


async def test_time_away_can_be_counted_as_done() -> None:
    session = Session()
    session.coach.start()
    moments = session.coach.watch()
    await anext(moments)
    session.clock.time += 1.0
    session.clock.asleep += 20.0
    async with asyncio.timeout(HANGS):
        await anext(moments)
    session.coach.come_back(count=True)
    assert session.coach.moment().elapsed == pytest.approx(21.0)


def test_a_pause_pressed_straight_after_a_sleep_asks_about_the_sleep() -> None:
    session = Session()
    session.coach.start()
    session.after(3)
    session.clock.asleep += 600
    session.coach.toggle()
    assert session.coach.away is not None
    assert session.coach.away.seconds == 600
    assert session.coach.moment().state is State.PAUSED
    session.coach.come_back(count=False)
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
    session.coach.start()
    for step, wall in enumerate(walls, 1):
        session.wall = wall
        assert session.after(5).elapsed == 5 * step
        session.coach.mark(3)
        assert session.coach.away is None
    record = to_record(session.coach.running, Rating())
    assert record.started_at.isoformat() == "2026-10-25T02:59:50+02:00"
    assert record.active_seconds == 20
    assert [mark.at for mark in record.pain_marks] == [5, 10, 15, 20]
