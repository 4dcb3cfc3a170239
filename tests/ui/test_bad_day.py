"""A bad day on the screens: a walk is proposed, or chosen with `o`; only the pain after it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.cues import CueName
from runwalk_tui.session.records import SessionKind
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.stand_ins import Stage, make_workspace
from tests.support.timer_pilot import lines_of, stage_with_a_runner
from tests.support.waiting import reach

pytestmark = pytest.mark.slow("goes through whole sessions")
SESSION = 10 + 2 * 70 + 10
"""Seconds of the session that is due."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_with_a_runner(tmp_path)


async def before(stage: Stage, pilot: Pilot[None], key: str, *pain: str) -> None:
    """Open the session, or the walk, and answer the question about pain."""
    await reach(pilot, HomeScreen)
    await stage.press(pilot, key)
    await reach(pilot, BeforeScreen)
    await stage.press(pilot, *pain, "enter")


async def test_a_walk_on_any_day(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, "o", "2")
        timer = await reach(pilot, TimerScreen)
        cues = [cue.name for cue in stage.player.cues]
        assert cues == [CueName.HALFWAY, CueName.FINISHED]
        await stage.go(pilot, 60)
        screen = "\n".join(lines_of(timer))
        assert "run 0" not in screen
        assert "Next run" not in screen, "no tip about the next run where there is none"
        assert "Ease" not in screen
        await stage.go(pilot, SESSION - 60)
        rating = await reach(pilot, RatingScreen)
        assert "A walk is saved, but" in str(rating.query_one("#after-preview", Static).content)
        await stage.press(pilot, "1", "enter")
        await reach(pilot, DecisionScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
    (session,) = stage.workspace.log().sessions
    assert (session.kind, session.walk_seconds, session.run_seconds) == (SessionKind.WALK, SESSION, 0)
    assert (session.pain_before, session.pain_worst, session.pain_after) == (2, None, 1)
    assert stage.workspace.prescription().decision is Decision.START


@pytest.mark.parametrize(
    ("key", "kinds"), [("o", [SessionKind.WALK]), ("r", [SessionKind.RUN_WALK]), ("l", []), ("escape", [])]
)
async def test_at_walk_from_a_walk_a_run_or_later(stage: Stage, key: str, kinds: list[SessionKind]) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, "enter", "6")
        question = await reach(pilot, QuestionScreen)
        assert str(question.query_one("#text", Static).content) == (
            "Your pain is 6 out of 10, above 5: a walk may be a better choice today."
        )
        await stage.press(pilot, key)
        if kinds:
            timer = await reach(pilot, TimerScreen)
            assert [timer.controller.running.kind] == kinds
            assert timer.controller.running.pain_before == 6
            timer.controller.end()
            await reach(pilot, RatingScreen)
        else:
            await reach(pilot, HomeScreen)
    assert stage.workspace.log().sessions == ()


async def test_from_severe_pain_on_the_warning_signs_come_first(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, "enter", "8")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "n", "enter", "n", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "o")
        timer = await reach(pilot, TimerScreen)
        assert timer.controller.running.walk


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_a_warning_sign_at_severe_pain_starts_neither(stage: Stage, key: str) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, key, "9")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "1", "enter")
        await reach(pilot, QuestionScreen)
        await stage.press(pilot, "y")
        await reach(pilot, StopSignScreen)
        await stage.press(pilot, "escape")
        home = await reach(pilot, HomeScreen)
        assert not home.query_one("#walk").display
        await stage.press(pilot, "o")
        await reach(pilot, StopSignScreen)
    assert stage.workspace.prescription().decision is Decision.STOP


async def test_pain_that_rose_in_a_walk_asks_about_warning_signs_once(stage: Stage) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, "o", "2")
        timer = await reach(pilot, TimerScreen)
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "7", "enter")
        await reach(pilot, TickScreen)
        await stage.press(pilot, "n", "enter", "n", "enter")
        await reach(pilot, DecisionScreen)
    assert [session.pain_after for session in stage.workspace.log().sessions] == [7]


async def test_the_first_walk_of_a_newcomer_comes_after_the_questions_and_needs_no_stage(tmp_path: Path) -> None:
    stage = Stage(make_workspace(tmp_path))
    async with stage.app.run_test() as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "o")
        await reach(pilot, TickScreen)


async def test_a_walk_that_was_cut_off_is_taken_up_as_one(stage: Stage, tmp_path: Path) -> None:
    async with stage.app.run_test() as pilot:
        await before(stage, pilot, "o", "2")
        await reach(pilot, TimerScreen)
        await stage.go(pilot, 60)
    stage.workspace.store.close()
    again = Stage(make_workspace(tmp_path))
    async with again.app.run_test() as pilot:
        question = await reach(pilot, QuestionScreen)
        assert "a walk: " in str(question.query_one("#text", Static).content)
        await again.press(pilot, "g")
        timer = await reach(pilot, TimerScreen)
        await again.press(pilot, "space")
        assert [cue.name for cue in again.player.cues] == [CueName.HALFWAY, CueName.FINISHED]
        timer.controller.end()
        await reach(pilot, RatingScreen)
        await again.press(pilot, "1", "enter")
        await reach(pilot, DecisionScreen)
    (session,) = again.workspace.log().sessions
    assert (session.kind, session.pain_after) == (SessionKind.WALK, 1)
    assert session.walk_seconds >= 55
