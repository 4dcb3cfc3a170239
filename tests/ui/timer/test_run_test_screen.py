"""The run test, with real keys and a hand-moved clock."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.run_test import TakenTest, new_test, take
from runwalk_tui.history.journal import Journal
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.rule.placement import RunTest
from runwalk_tui.session.clock import Clock, FastClock, SystemClock
from runwalk_tui.session.cues import CueName
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunTestResultScreen
from runwalk_tui.ui.timer.run_test import RunTestScreen
from tests.support.examples import at_each_size
from tests.support.fakes import HandClock
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, assert_all_inside, press, text_of
from tests.support.stand_ins import make_workspace
from tests.support.waiting import reach, settle, until

pytestmark = pytest.mark.slow("opens the screens of the run test at each size")

TABLE = StageTable(
    "test", tuple(Stage(str(number), (Step(Act.RUN, 15 * number), Step(Act.WALK, 60))) for number in range(1, 6))
)


class LookingClock(HandClock):
    """A hand-moved clock that lets its reader look often."""

    def real(self, seconds: float) -> float:
        return min(seconds, 0.05)


class Test:
    """A run test in an app."""

    __test__ = False

    def __init__(self, warm_up: int = 300, table: StageTable = TABLE) -> None:
        self.clock = LookingClock()
        self.app = app_with_test(self.clock, warm_up, table)
        self.player = self.app.sounds
        self._screen: RunTestScreen | None = None

    @property
    def screen(self) -> RunTestScreen:
        """The screen of the run test, the last one that was up."""
        up = [screen for screen in self.app.screen_stack if isinstance(screen, RunTestScreen)]
        if up:
            self._screen = up[-1]
        assert self._screen is not None
        return self._screen

    @property
    def shown(self) -> str:
        if not any(isinstance(screen, RunTestScreen) for screen in self.app.screen_stack):
            return ""
        return self.screen.query_one(BigClock).text

    async def shows(self, pilot: Pilot[None], text: str) -> None:
        await until(pilot, lambda: self.shown == text, f"{text} on the clock, not {self.shown}")

    async def on(self, pilot: Pilot[None], kind: type[Screen[Any]]) -> None:
        await reach(pilot, kind)

    async def result(self, pilot: Pilot[None]) -> object:
        await until(pilot, lambda: self.app.result is not NOTHING, "the result")
        return self.app.result


def app_with_test(clock: Clock, warm_up: int, table: StageTable = TABLE) -> OneFlow:
    """An app that takes a run test, with a log of its own."""

    async def take_it(conversation: Conversation) -> RunTest | None:
        test = new_test(conversation.workspace, warm_up, rehearsal=False)
        async with conversation.front.sound() as player:
            outcome = await take(conversation, player, test, Journal(conversation.workspace.store))
        return outcome.result if isinstance(outcome, TakenTest) else None

    workspace = make_workspace(Path(tempfile.mkdtemp()))
    workspace.in_use = replace(workspace.in_use, table=table)
    return OneFlow(take_it, workspace, clock=clock)


@at_each_size(SIZES)
async def test_a_whole_test_from_the_walk_to_the_stage(size: tuple[int, int]) -> None:
    test = Test()
    async with test.app.run_test(size=size) as pilot:
        await test.on(pilot, RunTestScreen)
        await test.shows(pilot, "5:00")
        assert "Walk for 5 minutes" in text_of(test.screen)
        assert test.player.cues == []
        await press(pilot, "enter")
        test.clock.time += 60.5
        await test.shows(pilot, "4:00")
        assert test.screen.has_class("-warm-up")
        test.clock.time += 239.5
        await test.shows(pilot, "0:00")
        assert test.screen.has_class("-run")
        assert test.screen.query_one(PhaseBanner).word == "RUN"
        test.clock.time += 72.4
        await test.shows(pilot, "1:12")
        assert "enough" in text_of(test.screen)
        await press(pilot, "space")
        await test.on(pilot, RunTestResultScreen)
        assert "You ran for 1:12" in text_of(test.app.screen)
        await press(pilot, "3", "enter")
        assert "start at stage 2" in text_of(test.app.screen).lower()
        assert "our own choice" in text_of(test.app.screen)
        await press(pilot, "enter")
        result = await test.result(pilot)
    assert isinstance(result, RunTest)
    assert result.ran_seconds == pytest.approx(72.4)
    assert (result.stopped_for_pain, result.pain_after, result.stage) == (False, 3, "2")


@pytest.mark.parametrize("key", ["n", "enter"])
async def test_the_walk_can_be_left_early_and_a_second_press_does_no_harm(key: str) -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", key, key, key)
        test.clock.time += 20
        await test.shows(pilot, "0:20")
        assert test.screen.has_class("-run")


async def test_without_a_walk_the_run_waits_for_its_key() -> None:
    test = Test(warm_up=0)
    async with test.app.run_test() as pilot:
        test.clock.time += 50
        await test.shows(pilot, "0:00")
        assert test.screen.has_class("-ready")
        await press(pilot, "space")
        test.clock.time += 50
        await test.shows(pilot, "0:50")


async def test_the_run_ends_by_itself_after_two_minutes_and_is_never_longer() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 500
        await test.on(pilot, RunTestResultScreen)
        assert "the full two minutes" in text_of(test.app.screen)
        await press(pilot, "2", "enter", "enter")
        assert await test.result(pilot) == RunTest(120, False, 2, "3")


@pytest.mark.parametrize(("seconds", "stage"), [(0, "1"), (29.9, "1"), (30, "2"), (89.9, "2"), (90, "3"), (119.9, "3")])
async def test_the_cut_offs_decide_the_stage(seconds: float, stage: str) -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += seconds
        await press(pilot, "space")
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "0", "enter", "enter")
        result = await test.result(pilot)
    assert isinstance(result, RunTest)
    assert result.stage == stage
    assert result.ran_seconds == pytest.approx(seconds)


async def test_the_cues_announce_walk_run_and_end_and_stop_with_the_runner() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter")
        names = {cue.name: cue.at for cue in test.player.cues}
        assert (names[CueName.WARM_UP], names[CueName.RUN], names[CueName.FINISHED]) == (0, 300, 420)
        assert CueName.HALFWAY not in names
        test.clock.time = 10
        await press(pilot, "space")
        assert test.player.cues == []
        await press(pilot, "space", "n")
        names = {cue.name: cue.at for cue in test.player.cues}
        assert (names[CueName.RUN], names[CueName.FINISHED]) == (10, 130)
        test.clock.time = 40
        await press(pilot, "space")
        assert [(cue.name, cue.at) for cue in test.player.cues] == [(CueName.FINISHED, 40)]


@at_each_size(SIZES)
async def test_stopping_for_pain_is_silent_and_begins_at_the_gentlest_stage(size: tuple[int, int]) -> None:
    test = Test()
    async with test.app.run_test(size=size) as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 100
        await press(pilot, "x")
        assert test.player.cues == []
        await test.on(pilot, RunTestResultScreen)
        assert "You were right to stop" in text_of(test.app.screen)
        await press(pilot, "7", "enter", "enter")
        assert await test.result(pilot) == RunTest(100, True, 7, "1")


@at_each_size(SIZES)
async def test_a_lower_stage_may_be_chosen_and_a_higher_one_is_not_there(size: tuple[int, int]) -> None:
    test = Test()
    async with test.app.run_test(size=size) as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 120
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "6", "enter")
        await settle(pilot)
        shown = text_of(test.app.screen)
        assert "6 out of 10 is above 5" in shown
        assert "stage 1 (1)" in shown
        assert "stage 4" not in shown
        assert_all_inside(test.app.screen, "Chip")
        await press(pilot, "4", "1", "enter")
        result = await test.result(pilot)
    assert isinstance(result, RunTest)
    assert result.stage == "1"


async def test_pressing_the_choice_again_returns_to_the_proposed_stage() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 120
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "0", "enter", "1", "1", "enter")
        result = await test.result(pilot)
    assert isinstance(result, RunTest)
    assert result.stage == "3"


async def test_the_pain_may_be_left_open_and_looked_at_again() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 50
        await press(pilot, "space")
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "enter")
        assert "How is your pain now?" in text_of(test.app.screen)
        await press(pilot, "4", "enter", "escape", "s", "enter")
        assert await test.result(pilot) == RunTest(50, False, None, "2")


@pytest.mark.parametrize("slip", ["space", "x"])
async def test_a_slipped_key_lets_the_run_begin_again_without_the_walk(slip: str) -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 1
        await press(pilot, slip)
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "r")
        await until(pilot, lambda: test.screen.has_class("-ready"), "the run at its start")
        test.clock.time += 100
        await test.shows(pilot, "0:00")
        await press(pilot, "enter")
        test.clock.time += 95
        await test.shows(pilot, "1:35")
        await press(pilot, "space")
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "1", "enter", "enter")
        assert await test.result(pilot) == RunTest(95, False, 1, "3")


@at_each_size(SIZES)
@pytest.mark.parametrize("key", ["q", "escape"])
async def test_leaving_asks_while_the_run_goes_on(key: str, size: tuple[int, int]) -> None:
    test = Test()
    async with test.app.run_test(size=size) as pilot:
        await press(pilot, "enter", "n", key)
        await test.on(pilot, QuestionScreen)
        test.clock.time += 30
        await press(pilot, "g")
        await test.shows(pilot, "0:30")
        await press(pilot, key)
        await test.on(pilot, QuestionScreen)
        await press(pilot, "l")
        assert await test.result(pilot) is None
        assert test.player.cues == []


async def test_before_it_has_begun_leaving_asks_nothing() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "escape")
        assert await test.result(pilot) is None


async def test_a_run_that_ends_behind_the_question_is_not_lost() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n", "q")
        await test.on(pilot, QuestionScreen)
        test.clock.time += 120
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "2", "enter", "enter")
        assert await test.result(pilot) == RunTest(120, False, 2, "3")
        await settle(pilot)
        assert len(test.app.screen_stack) == 1


async def test_leaving_after_the_run_asks_too() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n", "space")
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(test.app.screen, RunTestResultScreen)
        await press(pilot, "escape", "l")
        assert await test.result(pilot) is None


async def test_a_sleep_of_the_machine_in_the_run_begins_the_run_anew() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 40
        await test.shows(pilot, "0:40")
        test.clock.asleep += 600
        await until(pilot, lambda: test.screen.has_class("-ready"), "the run at its start")
        assert "asleep for 10 minutes" in text_of(test.screen)
        assert test.player.cues == []
        await press(pilot, "enter")
        test.clock.time += 31
        await test.shows(pilot, "0:31")


async def test_a_sleep_of_the_machine_in_the_walk_lets_it_wait() -> None:
    test = Test()
    async with test.app.run_test() as pilot:
        await press(pilot, "enter")
        test.clock.time += 40
        await test.shows(pilot, "4:20")
        test.clock.asleep += 60
        await until(pilot, lambda: test.screen.has_class("-paused"), "a pause")
        await press(pilot, "space")
        test.clock.time += 20
        await until(pilot, lambda: test.shown in ("4:00", "3:59"), "the walk where it stood")


async def test_a_table_of_one_stage_offers_that_one() -> None:
    test = Test(table=StageTable("one", TABLE.stages[:1]))
    async with test.app.run_test() as pilot:
        await press(pilot, "enter", "n")
        test.clock.time += 120
        await test.on(pilot, RunTestResultScreen)
        await press(pilot, "0", "enter", "enter")
        assert await test.result(pilot) == RunTest(120, False, 0, "1")


async def test_the_real_clock_takes_it_from_the_walk_to_the_result() -> None:
    """Ten seconds of walk and two minutes of run, a hundred times faster."""
    app = app_with_test(FastClock(SystemClock(), 100), 10)
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RunTestResultScreen), "the end of the run")
        assert "the full two minutes" in text_of(app.screen)
