"""From Home into the timer: what the tests of the timer share."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.drawn import drawn_strips
from tests.support.stand_ins import NOON, Stage, make_workspace
from tests.support.waiting import reach


def stage_with_a_runner(folder: Path) -> Stage:
    """An app whose runner was placed at stage 2 and is done with the questions."""
    workspace = make_workspace(folder)
    workspace.store.remember("screening", Screening(NOON).to_json())
    workspace.store.remember(TRIAL_SEEN, "yes")
    workspace.store.place(Placement(NOON, "2"))
    return Stage(workspace)


async def begin(stage: Stage, pilot: Pilot[None]) -> TimerScreen:
    """Start the session that is due, with a pain of 3 before it."""
    await reach(pilot, HomeScreen)
    await stage.press(pilot, "enter")
    await reach(pilot, BeforeScreen)
    await stage.press(pilot, "3", "enter")
    timer = await reach(pilot, TimerScreen)
    timer.face.stays = 600.0  # what is said stays to be read, however slow this machine is
    return timer


def lines_of(timer: TimerScreen) -> list[str]:
    """What is on the screen, line by line."""
    return [strip.text for strip in drawn_strips(timer.app)]
