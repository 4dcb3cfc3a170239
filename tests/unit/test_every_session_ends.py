"""Every session ends, however fast it runs and however often the program stands still: by itself and as plain lines.

In real time: a stall is a loop that is really blocked. The screens have the same test beside theirs.
"""

from __future__ import annotations

import asyncio
import io
import random
import time
from datetime import UTC, datetime

import pytest

from runwalk_tui.flows.front import Ending
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.timer.session_lines import SessionLines
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.clock import FastClock, SystemClock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import State
from runwalk_tui.session.cues import CueOptions
from tests.support.fakes import FakeCuePlayer, FakeJournal

pytestmark = pytest.mark.slow("200 sessions in real time, all at once")
SESSIONS = 200
SPEEDS = {1: 1, 10: 4, 100: 30, 400: 60, 1000: 60}
"""How many times faster, and the seconds of a run and of a walk then."""
HANGS = 240.0
AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


def a_controller(number: int) -> SessionController:
    """Someone to run the session of this number, at one of the speeds."""
    speed = list(SPEEDS)[number % len(SPEEDS)]
    seconds = SPEEDS[speed] + (number % 7 if speed > 1 else 0)
    stage = Stage("1", (Step(Act.RUN, seconds), Step(Act.WALK, seconds)), reps_min=1, reps_max=1)
    running = prepare(StageTable("T", (stage,)), stage, 1, AT)
    clock = FastClock(SystemClock(), speed)
    return SessionController(
        running, clock=clock, wall=lambda: AT, player=FakeCuePlayer(), journal=FakeJournal(), cues=CueOptions()
    )


async def stand_still() -> None:
    """Block the loop again and again for a time that nobody can know."""
    chance = random.Random(7)
    while True:
        await asyncio.sleep(chance.uniform(0, 0.2))
        time.sleep(chance.uniform(0, 0.5))


async def all_of(*sessions: asyncio.Task[object]) -> None:
    """Wait for every session while the loop stands still now and then."""
    stalls = asyncio.create_task(stand_still())
    try:
        async with asyncio.timeout(HANGS):
            await asyncio.gather(*sessions)
    finally:
        stalls.cancel()


async def watched(controller: SessionController) -> None:
    controller.start()
    states = [moment.state async for moment in controller.watch()]
    assert states[-1] is State.FINISHED
    assert states.count(State.FINISHED) == 1


async def test_by_itself_200_of_200() -> None:
    await all_of(*(asyncio.create_task(watched(a_controller(number))) for number in range(SESSIONS)))


async def told(controller: SessionController, stream: io.StringIO) -> None:
    keyboard = Keyboard(None)
    keyboard.start()
    session = SessionLines(controller, Lines(stream), keyboard, wall=lambda: AT, every=0, acceptable_pain=5)
    assert await session.run() is Ending.DONE


async def test_as_plain_lines_200_of_200() -> None:
    streams = [io.StringIO() for _ in range(SESSIONS)]
    await all_of(*(asyncio.create_task(told(a_controller(number), stream)) for number, stream in enumerate(streams)))
    assert sum("Finished. 1 of 1 " in stream.getvalue() for stream in streams) == SESSIONS
