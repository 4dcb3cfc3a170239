"""The run test as lines, in story time: the walk, the run, what it comes to, and every way out of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.flows.front import Interrupted
from runwalk_tui.flows.run_test import in_walk, run_test, seconds_run
from runwalk_tui.history.journal import Journal
from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.active_session import from_dict
from runwalk_tui.workspace import Workspace
from tests.support.cut_off_test import cut_off_test
from tests.support.plain_parts import Converse, Page, Typist, front_of, offer, screened, session
from tests.support.story_time import beside, run

Live = Callable[[], Coroutine[Any, Any, None]]
WALK = "Walk at an easy pace: 10 seconds, then run up to 2 minutes."
RUN = "Run now, up to 2 minutes."


def placements(workspace: Workspace) -> list[tuple[str, str]]:
    return [(placement.stage, placement.how) for placement in workspace.store.log().placements]


@pytest.fixture
def take_test(workspace: Workspace, page: Page, typist: Typist, converse: Converse) -> Callable[..., None]:
    """Take the run test from Home: begin it, run for some seconds, do something, then type the answers."""
    screened(workspace)

    def go(seconds: float, ended_by: str, answers: str, **options: Any) -> None:
        async def live() -> None:
            await page.until(RUN)
            await asyncio.sleep(seconds)
            typist.type(ended_by)
            await page.until("How is your pain now")
            typist.type(answers)
            typist.leave()

        converse(stay_home, "10\n1\n", live=live, **options)

    return go


@pytest.mark.parametrize(("seconds", "said"), [(20, "You ran for 0:20."), (100, "You ran for 1:40.")])
def test_enter_ends_the_run_and_its_length_gives_the_stage(
    workspace: Workspace, page: Page, take_test: Any, seconds: int, said: str
) -> None:
    take_test(seconds, "\n", "3\n1\n0\n")
    assert said in page.said
    assert WALK in page.said
    assert placements(workspace) == [("1" if seconds < 30 else "2", "run test")]


def test_two_minutes_end_the_run_by_themselves(workspace: Workspace, page: Page, take_test: Any) -> None:
    take_test(120.5, "", "2\n1\n0\n")
    assert "You ran the full two minutes." in page.said
    assert "Run: 90 seconds so far." not in page.said
    assert "Run: 1 minute 30 seconds so far." in page.said
    assert placements(workspace) == [("2", "run test")]


def test_a_lower_stage_is_offered_and_pain_speaks_for_it(workspace: Workspace, page: Page, take_test: Any) -> None:
    take_test(100, "\n", "7\n2\n0\n")
    assert "Pain of 7 out of 10 is above 5: a lower stage would be kinder to your back." in page.said
    assert any(line.startswith("1 Start at stage 2: run 30s, walk 10s; 2 repetitions") for line in page.said)
    assert placements(workspace) == [("1", "run test")]


def test_stopping_for_pain_is_silent_asks_for_red_flags_and_begins_at_the_first_stage(
    workspace: Workspace, page: Page, take_test: Any
) -> None:
    take_test(100, "x\n", "5\n1\n0\n0\n0\n")
    assert "You stopped for pain after 1:40. You were right to stop." in page.said
    assert "Pain stopped the run, so please check these first." in page.said
    assert placements(workspace) == [("1", "run test")]


def test_a_sign_after_stopping_raises_the_stop_sign_and_places_nobody(workspace: Workspace, take_test: Any) -> None:
    take_test(100, "x\n", "5\n1\n0\n7\n2\n0\n")
    assert stop_sign(workspace.log())
    assert placements(workspace) == []


def test_the_run_can_be_repeated_or_left_at_its_questions(workspace: Workspace, page: Page, take_test: Any) -> None:
    take_test(40, "\n", "b\n1\n3\n3\n2\n0\n")
    assert "Which stage?" in page.said
    assert placements(workspace) == []
    assert any(line.startswith("The run test: run up to 2 minutes.") for line in page.said)


@pytest.mark.parametrize("answers", ["", "3\n"], ids=["the pain", "the stage"])
def test_nothing_is_taken_when_nobody_answers_and_the_run_is_asked_about_at_the_next_start(
    workspace: Workspace, page: Page, take_test: Any, answers: str
) -> None:
    take_test(40, "\n", answers)
    assert placements(workspace) == []
    found = Journal(workspace.store).unfinished()
    assert found is not None
    assert round(seconds_run(from_dict(found.last))) == 40
    assert "Nothing more can be typed. You'll be asked about your run when you next start runwalk." in page.said


def test_a_look_at_the_warning_signs_before_it_goes_on_loses_no_walk(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    screened(workspace)

    async def cut_off_in_the_walk() -> None:
        page, typist = Page(), Typist()
        test = asyncio.create_task(run_test(front_of(workspace, page, typist.keyboard).conversation))
        typist.keyboard.start()
        typist.type("1\n")
        await page.until(WALK)
        await asyncio.sleep(6)
        test.cancel()
        await asyncio.wait([test])
        typist.leave()

    run(cut_off_in_the_walk())

    async def live() -> None:
        await page.until("Run now")
        typist.type("\n2\n1\n")
        typist.leave()

    converse(offer, "1\nw\n0\n0\n1\n", live=live)
    assert page.text.count("The run test: walk 4 seconds, then run up to 2 minutes.") == 2
    assert Journal(workspace.store).unfinished() is None
    assert placements(workspace) == [("1", "run test")]


@pytest.mark.parametrize("later", ["2", "b", ""], ids=["later", "b", "the input ends"])
def test_a_walk_that_was_cut_off_can_be_put_off_once_more(
    workspace: Workspace, page: Page, converse: Converse, later: str
) -> None:
    cut_off_test(workspace)
    converse(offer, f"1\n{later}\n" if later else "1\n")
    found = Journal(workspace.store).unfinished()
    assert found is not None
    assert in_walk(from_dict(found.last))
    assert page.said[-1] == "OK, later: you can finish that walk when you next start runwalk."
    assert page.text.count("A run test was interrupted") == 1


@pytest.mark.parametrize("typed", ["1\n", "2\nb\n"], ids=["waits", "leaves the signs"])
@pytest.mark.parametrize(
    ("ran", "chosen"), [(0.0, "1"), (40.0, "2")], ids=["its walk goes on", "its run is taken again"]
)
def test_a_flare_up_since_it_was_cut_off_comes_before_it(
    workspace: Workspace, page: Page, converse: Converse, typed: str, ran: float, chosen: str
) -> None:
    cut_off_test(workspace, ran=ran)
    bad = session(workspace, 0)
    workspace.store.save(replace(bad, pain_worst=9), was=bad)
    converse(offer, f"{chosen}\n{typed}")
    assert "You can start earlier: it's up to you." in page.text
    assert ("Your pain was severe last time, so please check these first." in page.text) is typed.startswith("2")
    assert "Warm-up" not in page.text
    assert Journal(workspace.store).unfinished() is not None, "it is asked about again"
    assert placements(workspace) == []


def test_a_rehearsal_keeps_no_placement(workspace: Workspace, page: Page, take_test: Any) -> None:
    take_test(10, "\n", "3\n1\n0\n", rehearsal=True)
    assert placements(workspace) == []
    assert "A rehearsal: you're at stage 2 until you leave, and it is not saved." in page.said
    assert "You ran for 0:30." in page.said


def test_a_rehearsal_asks_for_red_flags_too_and_only_says_what_would_be_said(
    workspace: Workspace, page: Page, take_test: Any
) -> None:
    take_test(33, "x\n", "5\n1\n4\n2\n0\n", rehearsal=True)
    assert "Call your emergency number or go to an emergency department now." in page.said
    assert "This is a rehearsal, so it isn't saved." in page.said
    assert stop_sign(workspace.log()) == ()
    assert workspace.rehearsed is None


@pytest.fixture
def play(workspace: Workspace, page: Page, typist: Typist) -> Callable[[Live], Any]:
    """Take the run test while something is done to it; returns the stage."""

    def go(live: Live) -> Any:
        async def both() -> Any:
            typist.keyboard.start()
            typist.type("1\n")
            await beside(run_test(front_of(workspace, page, typist.keyboard).conversation), live())

        run(both())
        return next((stage for stage, _ in placements(workspace)), None)

    return go


def test_the_walk_can_be_paused_and_left_for_the_run(play: Any, page: Page, typist: Typist) -> None:
    async def live() -> None:
        await page.until(WALK)
        typist.type("p\n")
        await page.until("Paused. Warm-up: ")
        await asyncio.sleep(1000)
        assert RUN not in page.text
        typist.type("t\n?\np\n")
        await page.until("Continuing. Warm-up: ")
        typist.type("n\n")
        await page.until(RUN)
        typist.type("z\n")
        await page.until("Enter when you've had enough, x stops for pain, q leaves.")
        typist.type("\n")
        await page.until("How is your pain now")
        typist.type("1\n1\n")

    assert play(live) == "1"


def test_leaving_asks_while_the_test_goes_on_and_answers_itself(play: Any, page: Page, typist: Typist) -> None:
    async def live() -> None:
        await page.until(RUN)
        typist.type("q\n")
        await page.until("Leave the run test?")
        await asyncio.sleep(20.5)
        assert "Continuing. Run: " in page.text
        typist.type("q\n2\n")

    assert play(live) is None
    assert page.said[-1].startswith("You left the run test, so nothing was saved.")


def test_pain_stops_the_run_behind_that_question_too(play: Any, page: Page, typist: Typist) -> None:
    async def live() -> None:
        await page.until(RUN)
        typist.type("q\n")
        await page.until("Leave the run test?")
        typist.type("x\n")
        await page.until("You stopped for pain")
        typist.type("4\n1\n0\n0\n")

    assert play(live) == "1"


def test_ctrl_c_asks_and_a_second_one_leaves_the_program(
    play: Any, page: Page, typist: Typist, workspace: Workspace
) -> None:
    async def live() -> None:
        await page.until(RUN)
        typist.keyboard.interrupt()
        await page.until("Ctrl+C again leaves runwalk")
        typist.keyboard.interrupt()

    with pytest.raises(Interrupted):
        play(live)
    assert "You left the run test, so nothing was saved. You can do it again any time." in page.said
    assert placements(workspace) == []


def test_the_end_of_the_input_leaves_the_test(play: Any, page: Page, typist: Typist, workspace: Workspace) -> None:
    async def live() -> None:
        await page.until(RUN)
        typist.leave()

    assert play(live) is None
    assert "Nothing more can be typed, so you can't say when you've had enough." in page.said
    assert placements(workspace) == []


def test_a_script_takes_no_run_test(workspace: Workspace, page: Page, converse: Converse) -> None:
    screened(workspace)
    converse(stay_home, "1\n1\n1\n0\n")
    assert RUN not in page.text
    assert placements(workspace) == []
