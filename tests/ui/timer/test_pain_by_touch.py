"""In mid-session by touch alone: with a back that hurts, Stop is never further than a finger."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from runwalk_tui.session.countdown import State
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.timer.help import TimerHelp
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from runwalk_tui.ui.timer.touch_bar import TouchBar
from tests.support.drawn import drawn_strips
from tests.support.stand_ins import Stage
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, settle, until

FINGER = 3
"""Rows that a finger needs."""
BROWSERS = [(120, 40), (40, 30)]
"""Cells of a tablet and of a phone."""


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv(IN_BROWSER, "yes")
    return stage_with_a_runner(tmp_path)


async def touch(pilot: Pilot[None], label: str) -> None:
    """Touch the lowest place of the screen where this stands."""
    await settle(pilot)
    found = [(strip.text.rfind(label), y) for y, strip in enumerate(drawn_strips(pilot.app)) if label in strip.text]
    assert found, [strip.text for strip in drawn_strips(pilot.app)]
    await pilot.click(offset=(found[-1][0] + 1, found[-1][1]))
    await settle(pilot)


async def asked(stage: Stage, pilot: Pilot[None]) -> tuple[TimerScreen, MarkScreen]:
    """The timer, and the question that a touch of Pain has brought up over it."""
    timer = await begin(stage, pilot)
    await touch(pilot, "Pain")
    mark = await reach(pilot, MarkScreen)
    mark.accept_after = 600.0  # else a number counts before a slow computer has touched the next thing
    return timer, mark


@pytest.mark.parametrize("size", BROWSERS)
async def test_stop_below_the_question_stops_and_keeps_the_number(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer, mark = await asked(stage, pilot)
        await stage.press(pilot, "6")
        await until(pilot, lambda: mark.query_one(PainScale).value == 6, "the number")
        await touch(pilot, "Stop")
        await reach(pilot, QuestionScreen)
        assert timer.controller.running.stopped_for_pain
        assert [noted.pain for noted in timer.controller.running.marks] == [6]


async def test_pause_and_end_below_the_question_do_what_they_say(stage: Stage) -> None:
    async with stage.app.run_test(size=BROWSERS[0]) as pilot:
        timer, _ = await asked(stage, pilot)
        await touch(pilot, "Pause")
        await reach(pilot, TimerScreen)
        await until(pilot, lambda: timer.controller.moment().state is State.PAUSED, "the pause")
        await touch(pilot, "Pain")
        await reach(pilot, MarkScreen)
        await touch(pilot, " End ")
        await reach(pilot, QuestionScreen)
        assert not timer.controller.running.marks


async def test_a_second_touch_of_pain_and_one_beside_it_leave_the_question_open(stage: Stage) -> None:
    async with stage.app.run_test(size=BROWSERS[0]) as pilot:
        _, mark = await asked(stage, pilot)
        await touch(pilot, "Pain")
        await pilot.click(offset=(0, 0))
        await settle(pilot)
        assert stage.app.screen is mark


@pytest.mark.parametrize("size", BROWSERS)
async def test_in_a_browser_the_question_has_buttons_for_a_finger(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer, mark = await asked(stage, pilot)
        shown = "\n".join(strip.text for strip in drawn_strips(stage.app))
        assert "Tap 0 to 10" in shown
        assert "Esc goes back" not in shown
        assert mark.query_one(TouchBar).size.height >= FINGER
        await touch(pilot, "Back")
        await reach(pilot, TimerScreen)
        assert timer.controller.moment().state is State.RUNNING
        await touch(pilot, "Pain")
        await reach(pilot, MarkScreen)
        await touch(pilot, "Stop for pain")
        await reach(pilot, QuestionScreen)
        assert timer.controller.running.stopped_for_pain


@pytest.mark.parametrize("size", BROWSERS)
async def test_what_a_glance_leaves_out_comes_back_by_touch(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "f")
        await until(pilot, lambda: timer.has_class("-glance"), "little")
        assert "Tap, then More" in "\n".join(timer.face.shown)
        await pilot.click(offset=(1, 1))
        bar = timer.query_one(TouchBar)
        await until(pilot, lambda: bar.display and bar.region.area, "the buttons")
        right = bar.content_region.right - 1
        spots = [(x, bar.content_region.y + 1) for x in range(right, 0, -1)]
        await pilot.click(offset=next(each for each in spots if bar.action_at(Offset(*each))))
        await until(pilot, lambda: not timer.has_class("-glance"), "everything")
        assert "More" not in [each.label for each in timer.query_one(TouchBar).touches]


async def test_on_a_low_screen_the_buttons_of_the_question_are_in_sight(stage: Stage) -> None:
    async with stage.app.run_test(size=(60, 12)) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "m")
        await reach(pilot, MarkScreen)
        await touch(pilot, "Stop for pain")
        await reach(pilot, QuestionScreen)
        assert timer.controller.running.stopped_for_pain


async def test_in_a_terminal_the_question_names_the_keys(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(IN_BROWSER)
    async with stage.app.run_test(size=BROWSERS[0]) as pilot:
        _, mark = await asked(stage, pilot)
        shown = "\n".join(strip.text for strip in drawn_strips(stage.app))
        assert "Type 0 to 10" in shown
        assert "x stops for pain, Esc goes back" in shown
        assert not mark.query(TouchBar)
        await touch(pilot, "Stop ")
        await reach(pilot, QuestionScreen)


@pytest.mark.parametrize("size", BROWSERS)
async def test_while_the_keys_are_explained_a_finger_goes_back_or_stops_for_pain(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "question_mark")
        await reach(pilot, TimerHelp)
        assert "Esc goes back" not in "\n".join(strip.text for strip in drawn_strips(stage.app))
        await touch(pilot, "Back")
        await reach(pilot, TimerScreen)
        await stage.press(pilot, "question_mark")
        await reach(pilot, TimerHelp)
        await touch(pilot, "Stop for pain")
        await reach(pilot, QuestionScreen)
        assert timer.controller.running.stopped_for_pain
