"""From Home into the timer: what the tests of the timer share."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from runwalk_tui.progression.screening import Screening
from runwalk_tui.session.record import Placement
from runwalk_tui.ui.screens.before import BeforeScreen
from runwalk_tui.ui.screens.home import HomeScreen
from runwalk_tui.ui.screens.timer import TimerScreen
from tests.support.stand_ins import NOON, Stage, make_desk


def stage_with_a_runner(folder: Path) -> Stage:
    """An app whose runner was placed at stage 2 and is done with the questions."""
    desk = make_desk(folder)
    desk.store.remember("screening", Screening(NOON).to_json())
    desk.store.place(Placement(NOON, "2"))
    return Stage(desk)


async def reach(pilot: Pilot[None], kind: type[Screen[object]]) -> Screen[object]:
    """Wait until a screen of a kind is on top."""
    for _ in range(200):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, kind):
            await pilot.pause()
            return pilot.app.screen
    pytest.fail(f"{pilot.app.screen} is shown instead of {kind.__name__}")


async def begin(stage: Stage, pilot: Pilot[None]) -> TimerScreen:
    """Start the session that is due, with a pain of 3 before it."""
    await reach(pilot, HomeScreen)
    await stage.press(pilot, "enter")
    await reach(pilot, BeforeScreen)
    await stage.press(pilot, "3", "enter")
    timer = await reach(pilot, TimerScreen)
    assert isinstance(timer, TimerScreen)
    return timer


def lines_of(timer: TimerScreen) -> list[str]:
    """What is on the screen, line by line."""
    return [strip.text for strip in timer._compositor.render_strips()]
