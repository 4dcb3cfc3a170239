"""Every session on the screen ends, however fast it runs and however often the program stands still."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

import pytest

from runwalk_tui.flows.front import Ending
from runwalk_tui.session.clock import FastClock, SystemClock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import State
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.examples import TIMES
from tests.support.fakes import FakeCuePlayer
from tests.support.timer_pilot import stage_with_a_runner
from tests.support.waiting import reach, until

SESSIONS = 20 * TIMES if TIMES > 1 else 6
SPEEDS = (100, 250, 1000)


def is_over(ended: list[Ending | None], number: int) -> bool:
    """Whether the session of this number is, counted from 0."""
    return len(ended) > number


@pytest.mark.examples
@pytest.mark.slow("sessions in real time, one after the other")
async def test_sessions_at_any_speed_end_on_the_screen(tmp_path: Path) -> None:
    stage, chance = stage_with_a_runner(tmp_path), random.Random(7)
    ended: list[Ending | None] = []
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        for number in range(SESSIONS):
            clock = FastClock(SystemClock(), SPEEDS[number % len(SPEEDS)])
            controller: SessionController = stage.workspace.controller(
                *stage.workspace.session_of_today(), clock=clock, player=FakeCuePlayer(), rehearsal=True
            )
            screen = TimerScreen(controller, stage.workspace)
            stage.app.push_screen(screen, ended.append)
            for _ in range(chance.randrange(4)):
                await pilot.pause(chance.uniform(0, 0.1))
                time.sleep(chance.uniform(0, 0.4))  # the loop stands still
            await until(pilot, partial(is_over, ended, number), f"the end of session {number}")
            assert controller.moment().state is State.FINISHED
    assert len(ended) == SESSIONS
