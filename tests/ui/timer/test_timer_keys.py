"""Every key of the timer by itself, the question before the end, and a terminal that changes in the middle of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Button, Static

from runwalk_tui.flows.in_session import GO_ON_AFTER, ask_to_end
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import State
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.timer.keys import KEYS
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from runwalk_tui.ui.timer.touch_bar import TouchBar
from tests.support.one_screen import NOTHING, OneScreen
from tests.support.stand_ins import Stage
from tests.support.timer_pilot import begin, lines_of, stage_with_a_runner
from tests.support.waiting import reach, resize, settle, until


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


def asked(timer: TimerScreen) -> str:
    """The question over the timer; "" when there is none."""
    top = timer.app.screen
    return "" if top is timer else type(top).__name__


Effect = tuple[Callable[[TimerScreen], object], object, str]
"""What is looked at, what it is once the key was pressed, and the key that takes it back ("" for none)."""
EFFECTS: dict[str, Effect] = {
    "space": (lambda timer: timer.controller.moment().state, State.PAUSED, "space"),
    "n": (lambda timer: timer.controller.moment().phase.kind, Kind.RUN, ""),
    "b": (lambda timer: timer.controller.moment().left, pytest.approx(40), ""),
    "plus": (lambda timer: timer.controller.moment().left, pytest.approx(70), ""),
    "equals_sign": (lambda timer: timer.controller.moment().left, pytest.approx(100), ""),
    "e": (lambda timer: timer.controller.running.eased_to, "1", ""),
    "m": (asked, "MarkScreen", "escape"),
    "x": (lambda timer: timer.controller.running.stopped_for_pain, True, "g"),
    "u": (lambda timer: timer.controller.muted, True, "u"),
    "l": (lambda timer: "unlock" in [touch.action for touch in timer.query_one(TouchBar).touches], True, "l"),
    "f": (lambda timer: timer.has_class("-glance"), True, "f"),
    "question_mark": (asked, "TimerHelp", "escape"),
    "f1": (asked, "TimerHelp", "question_mark"),
    "q": (asked, "QuestionScreen", "g"),
    "escape": (asked, "QuestionScreen", "g"),
}


@pytest.mark.parametrize("caps_lock", [False, True])
async def test_every_key_of_the_timer_does_one_thing_and_what_can_be_taken_back_is(
    stage: Stage, caps_lock: bool
) -> None:
    def typed(key: str) -> str:
        return key.upper() if caps_lock and len(key) == 1 else key

    keys = {key for binding in KEYS if isinstance(binding, Binding) for key in binding.key.split(",")}
    assert set(EFFECTS) == keys
    async with stage.app.run_test(size=(120, 40)) as pilot:
        timer = await begin(stage, pilot)
        for key, (look, wanted, back) in EFFECTS.items():
            for sentence in str(timer.query_one("#notice", Static).content).splitlines():
                timer.face.forget(sentence)
            before = look(timer)
            if key == "b":
                await stage.go(pilot, 5)
                before = look(timer)
            assert before != wanted, key
            await stage.press(pilot, typed(key))
            await settle(pilot)
            assert look(timer) == wanted, key
            if back:
                await stage.press(pilot, typed(back))
                await reach(pilot, TimerScreen)
                assert look(timer) == before, key


async def test_back_pressed_twice_goes_to_the_phase_before(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n")
        await stage.go(pilot, 5)
        await stage.press(pilot, "b", "b")
        assert timer.controller.moment().phase.kind is Kind.WARM_UP


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_at_once_asks_even_when_the_keys_are_locked_and_asks_once(stage: Stage, key: str) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "l", key)
        question = await reach(pilot, QuestionScreen)
        await stage.press(pilot, key, key)
        assert stage.app.screen is question
        assert stage.app.is_running
        await stage.press(pilot, "g")
        await reach(pilot, TimerScreen)
        assert timer.controller.moment().state is State.RUNNING


async def test_a_question_before_the_end_that_nobody_answers_goes_away_after_twenty_seconds(stage: Stage) -> None:
    assert GO_ON_AFTER == 20
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "q")
        question = await reach(pilot, QuestionScreen)
        # It counts in real time, too; from here to the answer nothing else has its turn.
        begun = re.fullmatch(r"Continues in (\d+) s", str(question.query_one("#left").render()))
        assert begun is not None
        for left in range(int(begun[1]), 0, -1):
            assert f"Continues in {left} s" in str(question.query_one("#left").render())
            question.count_down()
        await reach(pilot, TimerScreen)
        assert timer.controller.moment().state is State.RUNNING
        assert stage.workspace.log().sessions == ()


async def test_a_question_counts_its_seconds_by_itself_and_then_takes_the_first_answer() -> None:
    question = QuestionScreen(replace(ask_to_end("x"), answers_itself_after=2))
    app = OneScreen(question)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.result is not NOTHING, "the answer that it gives itself")
    assert app.result == "go-on"


SIZES = ((40, 10), (200, 60), (40, 12), (120, 40), (72, 20), (80, 24))


def all_inside(pilot: Pilot[None]) -> bool:
    screen = pilot.app.screen
    return all(screen.region.contains_region(button.region) for button in screen.query(Button))


@pytest.mark.slow("six sizes")
async def test_a_terminal_that_changes_in_mid_question_loses_no_answer(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n", "q")
        question = await reach(pilot, QuestionScreen)
        for size in SIZES:
            await resize(pilot, size)
            await settle(pilot)
            assert pilot.app.screen is question
            assert len(question.query(Button)) == 4
            assert all_inside(pilot), size
        await resize(pilot, (200, 60))
        await stage.press(pilot, "g")
        await reach(pilot, TimerScreen)
        assert timer.query_one(BigClock).size.height > 20
        assert [len(line) for line in lines_of(timer)] == [200] * 60


@pytest.mark.slow("six sizes")
async def test_a_terminal_that_changes_while_a_pain_is_given_keeps_what_was_typed(stage: Stage) -> None:
    async with stage.app.run_test(size=(120, 40)) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "m")
        mark = await reach(pilot, MarkScreen)
        mark.accept_after = 600.0  # else it takes the 4 by itself before a slow machine has drawn all sizes
        await stage.press(pilot, "4")
        for size in SIZES:
            await resize(pilot, size)
            await settle(pilot)
            scale = mark.query_one(PainScale).region
            assert scale.area > 0
            assert mark.region.contains_region(scale), size
        await stage.press(pilot, "enter")
        await reach(pilot, TimerScreen)
        assert [noted.pain for noted in timer.controller.running.marks] == [4]


async def test_what_a_key_said_goes_with_the_next_key_that_does_something(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        while "gentlest" not in "\n".join(timer.face.shown):
            await stage.press(pilot, "e")
        await stage.press(pilot, "plus")
        assert "gentlest" not in "\n".join(timer.face.shown)
