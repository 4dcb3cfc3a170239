"""A session as lines, in story time, with a real controller and a real journal."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from runwalk_tui.flows.front import Ending
from runwalk_tui.history.journal import Journal
from runwalk_tui.plain.timer.session_lines import SessionLines
from runwalk_tui.session.controller import Away, SessionController
from runwalk_tui.session.countdown import State
from runwalk_tui.session.records import PainMark
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Page, SilentSound, Typist
from tests.support.story_time import StoryClock, beside, run


class Scene:
    """One session on a workspace, told on a page, steered by a typist."""

    def __init__(self, workspace: Workspace, page: Page, typist: Typist, *, every: int) -> None:
        self.page, self.typist = page, typist
        self.sound = SilentSound()
        stage = workspace.table.stage("2")
        self.controller: SessionController = workspace.controller(
            stage, 2, clock=StoryClock(), player=self.sound, rehearsal=False
        )
        self.session = SessionLines(
            self.controller,
            page.lines,
            typist.keyboard,
            wall=workspace.wall,
            every=every,
            acceptable_pain=5,
        )

    async def type(self, line: str, answer: str, times: int = 1) -> None:
        """Type a line and wait for what is said to it."""
        self.typist.type(line + "\n")
        await self.page.until(answer, times)


Play = Callable[[Scene], Coroutine[Any, Any, None]]
Perform = Callable[..., Ending]


@pytest.fixture
def perform(workspace: Workspace, page: Page, typist: Typist) -> Perform:
    """Run a session while something is done to it; returns how it ended."""

    def begin(play: Play, *, every: int = 0) -> Ending:
        async def both() -> Ending:
            typist.keyboard.start()
            scene = Scene(workspace, page, typist, every=every)
            return await beside(scene.session.run(), play(scene))

        return run(both())

    return begin


async def nothing(scene: Scene) -> None:
    """Let it run."""


def changes(page: Page) -> list[str]:
    """The lines that tell a phase."""
    return [line for line in page.said if re.match(r"(Warm-up|Run|Walk|Cool-down).*(then .*)\.$", line)]


PHASES = [
    "Warm-up: 10 seconds, then run 30 seconds.",
    "Run 1 of 2: 30 seconds, then walk 10 seconds.",
    "Walk after run 1 of 2: 10 seconds, then run 30 seconds.",
    "Run 2 of 2: 30 seconds, then walk 10 seconds.",
    "Walk after run 2 of 2: 10 seconds, then cool-down 10 seconds.",
    "Cool-down: 10 seconds, then you are done.",
]


def test_one_line_a_change_and_no_more_when_every_is_0(perform: Perform, page: Page) -> None:
    assert perform(nothing) is Ending.DONE
    assert changes(page) == PHASES
    assert len(page.said) == len(PHASES) + 5
    assert page.said.count("Last run.") == page.said.count("Halfway.") == 1
    assert page.said[0].startswith("1 minute 40 seconds left in all; it ends at ")
    assert page.said[-1] == "Finished. 2 of 2 repetitions done, 60 seconds of running."


def test_a_line_every_so_many_seconds_of_a_phase(perform: Perform, page: Page) -> None:
    perform(nothing, every=10)
    assert changes(page) == PHASES
    inside = [line for line in page.said if line.endswith(" left.")]
    assert inside == [f"Run {run} of 2: {left} seconds left." for run in (1, 2) for left in (20, 10)]


def test_pause_and_go_on_are_said_and_cost_nothing(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type("p", "Paused.")
        stood = scene.controller.moment().elapsed
        await asyncio.sleep(3600)
        assert scene.controller.moment().elapsed == stood
        assert scene.sound.cues == []
        await scene.type("p", "Continuing.")

    assert perform(play) is Ending.DONE
    assert changes(page) == PHASES


def test_next_and_back_while_paused_are_said(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("p", "Paused.")
        await scene.type("n", "Paused. Run 1 of 2: 30 seconds")
        await scene.type("b", "Paused. Warm-up: 10 seconds")
        assert scene.controller.moment().state is State.PAUSED
        await scene.type("P", "Continuing.")

    assert perform(play) is Ending.DONE


def test_back_tells_the_phase_again(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await asyncio.sleep(5)
        await scene.type("b", "Run 1 of 2: 30 seconds, then", times=2)

    perform(play)


def test_extend_ease_mute_and_the_time_are_said(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("+", "30 seconds more. Warm-up: ")
        await scene.type("e", "Eased: stage 1 from the next run on.")
        await scene.type("u", "Muted.")
        assert scene.sound.muted
        await scene.type("u", "Sound is on.")
        await scene.type("t", "left in all.")
        await scene.type("?", "m mark pain", times=2)
        await scene.type("z", "z does nothing here. ? shows the keys.")
        await scene.type("n", "Run 1 of 2: 20 seconds, then walk 10 seconds.")
        await scene.type("q", "End this session?")
        await scene.type("2", "Finished.")

    perform(play)


def test_a_marked_pain_is_bound_to_its_second_while_the_session_goes_on(perform: Perform, page: Page) -> None:
    marks: list[PainMark] = []
    asked_at: list[float] = []

    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        asked_at.append(scene.controller.second())
        await scene.type("m", "Pain right now, 0 to 10?")
        await scene.type("11", "Pain is a whole number from 0 to 10. Nothing has been saved yet.")
        await asyncio.sleep(8)
        await scene.type("10", "Pain 10 is above 5: e eases, x stops.")
        await scene.type("m", "Pain right now", times=2)
        await scene.type("", "No pain score saved.")
        marks.extend(scene.controller.running.marks)

    perform(play)
    assert [mark.pain for mark in marks] == [10]
    assert asked_at[0] <= marks[0].at < asked_at[0] + 5
    assert changes(page) == PHASES


def test_a_question_for_the_pain_goes_away_by_itself(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("m", "Pain right now")
        await asyncio.sleep(15.1)
        assert page.said[-1] == "No pain score saved."

    perform(play)
    assert changes(page) == PHASES


def test_stopping_for_pain_is_silent_at_once_and_offers_a_walk(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type("x", "Stopped for pain.")
        assert scene.sound.cues == []
        await scene.type("7", "Please type a number from 1 to 3.")
        await scene.type("1", "Cool-down: 10 seconds, then you are done.")
        assert scene.controller.running.stopped_for_pain

    assert perform(play) is Ending.DONE
    assert "Run 2 of 2" not in page.text


def test_a_stop_that_was_a_slip_is_taken_back(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type("x", "Stopped for pain.")
        await scene.type("3", "Continuing. Run 1 of 2:")
        assert not scene.controller.running.stopped_for_pain

    assert perform(play) is Ending.DONE
    assert changes(page) == PHASES


@pytest.mark.parametrize(("key", "question"), [("q", "End this session?"), ("m", "Pain right now")])
def test_a_stop_for_pain_waits_for_no_other_question(perform: Perform, page: Page, key: str, question: str) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type(key, question)
        await scene.type("x", "Stopped for pain.")
        assert scene.sound.cues == []
        await scene.type("2", "Finished.")
        assert scene.controller.running.marks == ()

    assert perform(play) is Ending.DONE


def test_ending_asks_and_answers_itself_with_going_on(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("q", "End this session? 1 continue, 2 save as it is, 3 discard, 4 stop for pain.")
        await asyncio.sleep(19)
        assert "Continuing." not in page.text
        await asyncio.sleep(1.1)
        assert "Continuing." in page.text

    assert perform(play) is Ending.DONE
    assert changes(page) == PHASES


@pytest.mark.parametrize(("answer", "ending"), [("2", Ending.DONE), ("s", Ending.DONE), ("3", Ending.DISCARDED)])
def test_ending_can_save_or_discard(perform: Perform, page: Page, answer: str, ending: Ending) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type("q", "End this session?")
        await scene.type("z", "Please type a number from 1 to 4.")
        scene.typist.type(answer + "\n")

    assert perform(play) is ending
    assert "Run 2 of 2" not in page.text


def test_ctrl_c_asks_and_a_second_one_ends_it(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        scene.typist.keyboard.interrupt()
        await page.until("Ctrl+C again saves it as it is and leaves runwalk.")
        scene.typist.keyboard.interrupt()

    assert perform(play) is Ending.INTERRUPTED


def test_ctrl_c_between_a_stop_and_its_answer_comes_back_to_it(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("x", "Stopped for pain.")
        scene.typist.keyboard.interrupt()
        await scene.type("1", "Stopped for pain.", times=2)
        await scene.type("2", "Finished.")

    assert perform(play) is Ending.DONE


def test_the_end_of_the_input_lets_the_session_go_on_to_its_end(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("p", "Paused.")
        scene.typist.leave()

    assert perform(play) is Ending.DONE
    assert "Nothing more can be typed: the session runs to its end and is saved." in page.said
    assert changes(page)[-1] == PHASES[-1]


def test_nobody_to_answer_after_a_stop_finishes_there(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await scene.type("x", "Stopped for pain.")
        scene.typist.leave()

    assert perform(play) is Ending.DONE


def test_an_absence_is_asked_about(perform: Perform, page: Page) -> None:
    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        scene.controller.pause()
        scene.controller.away = Away(600)
        await page.until("This computer was asleep for 10 minutes, so the session was paused. 1 continue from there")
        await scene.type("q", "Please type a number from 1 to 2.")
        scene.typist.keyboard.interrupt()
        await scene.type("1", "This computer was asleep", times=2)
        await scene.type("1", "Continuing. Run 1 of 2:")

    assert perform(play) is Ending.DONE
    assert changes(page) == PHASES


def test_what_is_done_is_in_the_journal_while_it_is_done(perform: Perform, workspace: Workspace, page: Page) -> None:
    kinds: list[str] = []

    async def play(scene: Scene) -> None:
        await page.until("Run 1 of 2")
        await scene.type("p", "Paused.")
        found = Journal(workspace.store).unfinished()
        assert found is not None
        kinds.extend(event.kind for event in found.events)
        await scene.type("p", "Continuing.")

    perform(play)
    assert kinds[:3] == ["started", "phase", "pause"]
