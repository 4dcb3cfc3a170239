"""What the timer shows in the moments that matter, its buttons, and what it tells the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.programme.stage import Kind
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.messages import Care, CareWanted
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunTestResultScreen
from runwalk_tui.ui.terminal.title import TerminalSignals, takes_progress, takes_title
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.run_test import RunTestScreen
from runwalk_tui.ui.timer.timer import FLASH, TimerScreen
from runwalk_tui.ui.timer.touch_bar import TouchBar
from tests.support.drawn import drawn_strips
from tests.support.stand_ins import Stage
from tests.support.timer_pilot import begin, stage_with_a_runner
from tests.support.waiting import reach, resize, settle, until

pytestmark = pytest.mark.slow("draws the timer at many sizes")

ROOMY = (120, 40)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


async def touch(pilot: Pilot[None], label: str) -> None:
    """Click in the middle of the button with this label."""
    bar = pilot.app.screen.query_one(TouchBar)
    for y in range(bar.size.height):
        at = bar.render_line(y).text.find(label)
        if at >= 0:
            assert await pilot.click(bar, offset=(bar.gutter.left + at + 1, y))
            await settle(pilot)
            return
    pytest.fail(f"there is no button {label}")


def turned_around(timer: TimerScreen) -> bool:
    """Whether the field of the clock has its colours exchanged."""
    return bool(timer.query_one(BigClock).rich_style.reverse)


# The end of a phase.


async def test_the_last_five_seconds_turn_the_clock_around(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.go(pilot, 4)
        assert not turned_around(timer)
        await stage.go(pilot, 1.5)
        assert turned_around(timer)
        await stage.press(pilot, "space")
        assert not turned_around(timer)
        await stage.press(pilot, "space")
        await stage.go(pilot, 5)
        assert timer.controller.moment().phase.kind is Kind.RUN
        assert not turned_around(timer)


class HeldFlash:
    """A flash whose time begins when the test says: on a busy computer it might be over before it is looked at."""

    def __init__(self, timer: TimerScreen, monkeypatch: pytest.MonkeyPatch) -> None:
        self._timer = timer
        self._set_timer = timer.set_timer
        self._ends: list[Callable[[], object]] = []
        monkeypatch.setattr(timer, "set_timer", self._hold)

    def _hold(self, seconds: float, then: Callable[[], Any]) -> object:
        if seconds != FLASH:
            return self._set_timer(seconds, then)
        self._ends.append(then)
        return None

    async def end(self, pilot: Pilot[None]) -> None:
        """Let the time of the one flash go by."""
        (over,) = self._ends
        self._ends.clear()
        self._set_timer(FLASH, over)
        await until(pilot, lambda: not self._timer.has_class("-flash"), "the end of the flash")


async def test_the_change_flashes_once_and_goes_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        held = HeldFlash(timer, monkeypatch)
        assert not timer.has_class("-flash")
        before = timer.styles.background
        await stage.press(pilot, "n")
        assert timer.has_class("-flash")
        lit = timer.styles.background
        await held.end(pilot)
        assert len({before, lit, timer.styles.background}) == 3


@pytest.mark.parametrize("without_colour", [False, True], ids=["colours", "no colours"])
async def test_a_change_of_phase_gives_every_part_the_looks_that_it_is_to_have(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, without_colour: bool
) -> None:
    """Also the sentence below: working out anew how all of it looks changes nothing."""
    if without_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with stage.app.run_test(size=ROOMY) as pilot:
        timer = await begin(stage, pilot)
        timer.set_class(without_colour, "-colourless")
        held = HeldFlash(timer, monkeypatch)

        async def look() -> None:
            await settle(pilot)
            shown = drawn_strips(stage.app)
            timer.update_node_styles(animate=False)
            for each in timer.walk_children():
                each.notify_style_update()
                each.refresh()
            assert drawn_strips(stage.app) == shown

        for flash in (True, False, True, False):
            if flash:
                await stage.press(pilot, "n")
            else:
                await held.end(pilot)
                await stage.go(pilot, 1)
            assert timer.has_class("-flash") is flash
            await look()
        await stage.go(pilot, timer.controller.moment().left - 3)
        assert turned_around(timer)
        await look()


async def test_with_reduced_motion_nothing_flashes(stage: Stage) -> None:
    screen = replace(stage.workspace.settings.screen, reduced_motion=True)
    stage.workspace.settings = replace(stage.workspace.settings, screen=screen)
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "n")
        assert timer.has_class("-run")
        assert not timer.has_class("-flash")


async def test_a_line_that_comes_does_not_change_the_size_of_the_digits(stage: Stage) -> None:
    async with stage.app.run_test(size=ROOMY) as pilot:
        timer = await begin(stage, pilot)
        before = timer.query_one(BigClock).size
        timer.hear(AudioStatus("bell", "The sound is gone."))
        await settle(pilot)
        assert timer.query_one(BigClock).size == before


# Buttons.


async def test_a_large_terminal_has_buttons_and_a_small_one_has_them_while_the_mouse_moves(stage: Stage) -> None:
    async with stage.app.run_test(size=ROOMY) as pilot:
        timer = await begin(stage, pilot)
        bar = timer.query_one(TouchBar)
        assert bar.display
        assert bar.size.height >= 3
        await resize(pilot, (80, 24))
        assert not bar.display
        clock = timer.query_one(BigClock).size
        await pilot.hover(BigClock)
        await until(pilot, lambda: bar.display and bar.size.height >= 3, "the buttons")
        assert timer.query_one(BigClock).size == clock
        timer.hide_touches()
        await settle(pilot)
        assert not bar.display


async def test_glance_mode_shows_buttons_only_when_they_are_wanted(stage: Stage) -> None:
    async with stage.app.run_test(size=ROOMY) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "f")
        assert not timer.query_one(TouchBar).display
        await pilot.hover(BigClock)
        await until(pilot, lambda: timer.query_one(TouchBar).display, "the buttons")


@pytest.mark.slow("a session by the mouse in three sizes")
@pytest.mark.parametrize("size", [(40, 30), ROOMY, (200, 60)])
async def test_the_buttons_do_what_the_keys_do(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.app.run_test(size=size) as pilot:
        timer = await begin(stage, pilot)
        controller = timer.controller
        await touch(pilot, "Pause")
        assert timer.has_class("-paused")
        await touch(pilot, "Resume")
        assert not timer.has_class("-paused")
        await touch(pilot, "Next")
        assert controller.moment().phase.kind is Kind.RUN
        await touch(pilot, "Pain")
        await reach(pilot, MarkScreen)
        await stage.press(pilot, "6", "enter")
        await reach(pilot, TimerScreen)
        assert [mark.pain for mark in controller.running.marks] == [6]
        await touch(pilot, "End")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "g")
        await reach(pilot, TimerScreen)
        await touch(pilot, "Stop")
        await reach(pilot, QuestionScreen)
        assert controller.running.stopped_for_pain


async def test_a_locked_timer_has_only_pause_and_unlock(stage: Stage) -> None:
    async with stage.app.run_test(size=ROOMY) as pilot:
        timer = await begin(stage, pilot)
        await stage.press(pilot, "l")
        bar = timer.query_one(TouchBar)
        assert [button.label for button in bar.touches] == ["Pause", "Unlock"]
        # A finger that was on its way to another button.
        bar.post_message(TouchBar.Pressed("next"))
        await settle(pilot)
        assert timer.controller.moment().phase.kind is Kind.WARM_UP
        await touch(pilot, "Pause")
        assert timer.has_class("-paused")
        await touch(pilot, "Unlock")
        await touch(pilot, "Next")
        assert timer.controller.moment().phase.kind is Kind.RUN


# Leaving at once.


async def test_a_countdown_that_goes_on_while_the_program_ends_asks_nothing_of_what_is_gone(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        timer = await begin(stage, pilot)

        async def change_all_the_time() -> None:
            while True:
                timer.controller.mute()
                await asyncio.sleep(0)

        changes = asyncio.create_task(change_all_the_time())
    changes.cancel()


async def begin_run_test(stage: Stage, pilot: Pilot[None]) -> None:
    """From Home to the run test that waits for its key."""
    stage.app.screen.post_message(CareWanted(Care.RUN_TEST))
    await reach(pilot, RunTestScreen)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_a_run_test_is_not_left_without_a_question(stage: Stage, key: str) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await begin_run_test(stage, pilot)
        await stage.press(pilot, "enter", "n", key)
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, key)
        assert stage.app.is_running
        await stage.press(pilot, "g")
        await reach(pilot, RunTestScreen)
        await stage.press(pilot, "space")
        await reach(pilot, RunTestResultScreen)
        await stage.press(pilot, key)
        await reach(pilot, QuestionScreen)


async def test_a_run_test_that_has_not_begun_is_left_at_once(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await begin_run_test(stage, pilot)
        await stage.press(pilot, "ctrl+q")
        await settle(pilot)
        assert not isinstance(stage.app.screen, QuestionScreen)
        assert stage.app.return_code == 0


# What the terminal is told.

XTERM = {"TERM": "xterm-256color"}


def test_the_title_is_written_only_when_it_changes_and_given_back_once() -> None:
    sent: list[str] = []
    signals = TerminalSignals(sent.append, XTERM)
    signals.show("Run 0:43", 0.1, paused=False)
    signals.show("Run 0:43", 0.2, paused=False)
    signals.show("Run 0:42", 0.2, paused=False)
    signals.clear()
    signals.clear()
    assert sent == ["\x1b[22;2t\x1b]2;Run 0:43\x07", "\x1b]2;Run 0:42\x07", "\x1b]2;\x07\x1b[23;2t"]


def test_the_progress_is_written_in_whole_steps_and_taken_away() -> None:
    sent: list[str] = []
    signals = TerminalSignals(sent.append, {"TERM": "dumb", "WT_SESSION": "1"})
    signals.show("Run 0:43", 0.1, paused=False)
    assert sent == []
    signals = TerminalSignals(sent.append, {"WT_SESSION": "1"})
    signals.show("Run 0:43", 0.101, paused=False)
    signals.show("Run 0:42", 0.102, paused=False)
    signals.show("Paused 0:42", 0.102, paused=True)
    signals.show("Run 0:42", 1.5, paused=False)
    signals.clear()
    assert sent == [f"\x1b]9;4;{state}\x07" for state in ("1;10", "4;10", "1;100", "0;0")]


def test_nothing_shown_is_nothing_to_take_back() -> None:
    sent: list[str] = []
    TerminalSignals(sent.append, {**XTERM, "WT_SESSION": "1"}).clear()
    assert sent == []


@pytest.mark.parametrize(
    "environment",
    [
        {"WT_SESSION": "a"},
        {**XTERM, "ConEmuANSI": "ON"},
        {**XTERM, "TERM_PROGRAM": "WezTerm"},
        {"TERM": "xterm-ghostty"},
        {**XTERM, "TERM_PROGRAM": "iTerm.app", "TERM_FEATURES": "T3CwLrMSc7UUw9Ts3BFGsSyHNoSxFP"},
        {**XTERM, "PTYXIS_VERSION": "48.1"},
    ],
)
def test_terminals_with_a_progress_get_it_unless_another_program_is_between(environment: Mapping[str, str]) -> None:
    assert takes_progress(environment)
    assert not takes_progress({**environment, "TMUX": "/tmp/tmux-1000/default,1,0"})
    assert not takes_progress({**environment, "TERM": "screen-256color"})


@pytest.mark.parametrize(
    "environment",
    [
        {},
        XTERM,
        {"TERM": "xterm-kitty"},
        {**XTERM, "ConEmuANSI": "OFF"},
        {**XTERM, "TERM_FEATURES": "T3CwPaSx"},
        {**XTERM, "PTYXIS_VERSION": "47.9"},
        {**XTERM, "PTYXIS_VERSION": "?"},
        {"TERM": "linux", "WT_SESSION": "a"},
    ],
)
def test_other_terminals_get_no_progress(environment: Mapping[str, str]) -> None:
    assert not takes_progress(environment)


def test_a_title_is_for_terminals_that_have_one() -> None:
    for name in ("xterm", "xterm-256color", "tmux-256color", "screen", "alacritty", "foot"):
        assert takes_title({"TERM": name})
    for name in ("linux", "dumb", "vt100", "cygwin", ""):
        assert not takes_title({"TERM": name})
