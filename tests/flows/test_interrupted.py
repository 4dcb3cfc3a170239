"""At every question: the terminal changes its size, keys bounce, Ctrl+C is pressed. Nothing that was done is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support.examples import in_the_larger_run, one_in
from tests.support.fronts.in_lines import InLines
from tests.support.fronts.meanings import (
    BACK,
    FORGOTTEN,
    NO_RED_FLAG,
    NOTHING_APPLIES,
    RED_FLAG,
    SEEN,
    SKIP,
    At,
    Choose,
    Home,
    Meaning,
    Number,
    PowerCut,
    Press,
    Seconds,
    Sore,
    ToTheEnd,
    Week,
    tick,
)
from tests.support.fronts.on_screens import OnScreens, noted_screens
from tests.support.fronts.outcome import SIZE, Outcome, outcome_of
from tests.support.fronts.stage_set import Before, StageSet
from tests.support.fronts.story import nothing, placed, ran_yesterday, ready_to_move_up, screened
from tests.support.story_time import StoryLoop

pytestmark = pytest.mark.slow("opens every question several times")

START = Home("start")
TEST = (START, Choose("test"))
RUN = (*TEST, Press("begin"), Press("next"), Seconds(40.4))
RAN = (*RUN, Press("enough"))
IN_RUN = (START, Number(3), Press("next"), Seconds(12.4))
DONE = (START, Number(3), ToTheEnd())


@dataclass(frozen=True)
class Point:
    """A question, and the way to it."""

    way: Sequence[Meaning]
    before: Before = placed


POINTS = {
    "the first page of the screening": Point([START], nothing),
    "its last page": Point([START, *NOTHING_APPLIES[1:]], nothing),
    "what to know about a condition": Point([START, *NO_RED_FLAG, tick("age")], nothing),
    "a red flag said back": Point([START, tick("chest")], nothing),
    "whom it was tried with": Point([START, *NOTHING_APPLIES], nothing),
    "where to begin": Point([START], screened),
    "the stage to begin at": Point([START, Choose("choose")], screened),
    "the run test, ready": Point(TEST, screened),
    "the run test, walking": Point([*TEST, Press("begin"), Seconds(4)], screened),
    "the run test, running": Point(RUN, screened),
    "leave the run test?": Point([*RUN, Press("leave")], screened),
    "the pain after it": Point(RAN, screened),
    "the stage after it": Point([*RAN, Number(3)], screened),
    "the red flags after it": Point([*RAN, Number(9), At("1")], screened),
    "the pain before": Point([START]),
    "red flags at severe pain": Point([START, Number(9)]),
    "a walk today?": Point([START, Number(7)]),
    "moving up": Point([START], ready_to_move_up),
    "the morning": Point([], ran_yesterday),
    "the signs of a severe morning": Point([Number(9)], ran_yesterday),
    "the pain of that morning again": Point([Number(9), BACK], ran_yesterday),
    "a severe morning, forgotten?": Point([Number(9), BACK, FORGOTTEN], ran_yesterday),
    "early": Point([Number(2), START], ran_yesterday),
    "choosing": Point([Home("choose")]),
    "more than is due": Point([Home("choose"), At("3", 2)]),
    "a session": Point(IN_RUN),
    "its end?": Point([*IN_RUN, Press("end")]),
    "stopped for pain": Point([*IN_RUN, Press("stop")]),
    "the worst pain": Point(DONE),
    "the pain now": Point([*DONE, Number(4)]),
    "soreness": Point([*DONE, Number(4), Number(4)]),
    "effort": Point([*DONE, Number(4), Number(4), Sore(("hip",))]),
    "red flags in the rating": Point([*DONE, Number(4), RED_FLAG]),
    "red flags as the pain rose": Point([*DONE, Number(7), Number(7)]),
    "the plan after a flare-up": Point([*DONE, Number(4), Number(7), *NO_RED_FLAG, SKIP, SKIP, SKIP, SEEN]),
    "the check-in": Point([Home("check in")]),
    "its course": Point([Home("check in"), Week(30, 30, 50)]),
    "a red flag at Home": Point([Home("warning sign")]),
    "cut off": Point([*IN_RUN, PowerCut()]),
    "discard it?": Point([*IN_RUN, PowerCut(), Choose("discard")]),
    "a run test that was cut off": Point([*RUN, PowerCut()], screened),
}
SIZES = ((10, 5), (80, 24), (40, 12))
STAYS = (
    "the run test, walking",
    "the run test, running",
    "leave the run test?",
    "the pain after it",
    "the stage after it",
    "a session",
    "its end?",
    "stopped for pain",
    "what to know about a condition",
    "a red flag said back",
)
"""Where something goes on, or a question lies over the list of statements already: there the program is not left
without an answer."""


@dataclass(frozen=True)
class Part:
    """What is told to one start of the program."""

    way: Sequence[Meaning]
    last: bool


def power_cuts(way: Sequence[Meaning]) -> Iterator[Part]:
    """The parts of a way; each but the last one ends with the power."""
    part: list[Meaning] = []
    for meaning in way:
        if isinstance(meaning, PowerCut):
            yield Part(part, last=False)
            part = []
        else:
            part.append(meaning)
    yield Part(part, last=True)


Do = Callable[[OnScreens, Pilot[None]], Awaitable[None]]


async def on_screens(point: Point, folder: Path, do: Do) -> Outcome:
    """Come to a question on the screens and do something there; what the disk has then."""
    stage = StageSet(folder, point.before, rehearsal=False)
    for part in power_cuts(point.way):
        workspace = stage.open()
        program = OnScreens(stage, workspace)
        with noted_screens(stage):
            async with program.app.run_test(size=SIZE) as pilot:
                await program.tell(part.way)
                await program.at_rest(power_is_cut=True)
                if part.last:
                    await do(program, pilot)
                stage.cut_power()
                left = program.left
        assert program.app.crash_report is None
        workspace.store.close()
    return outcome_of(stage, stage.open(), left=left)


async def in_lines(point: Point, folder: Path, interrupts: int) -> Outcome:
    """Come to a question in lines and press Ctrl+C so often; what the disk has then."""
    stage = StageSet(folder, point.before, rehearsal=False)
    for part in power_cuts(point.way):
        workspace = stage.open()
        program = InLines(stage, workspace)
        await program.tell(part.way)
        for _ in range(interrupts if part.last else 0):
            if not program.left:
                await program.interrupt()
        left = program.left
        stage.cut_power()
        await program.stop()
        workspace.store.close()
    return outcome_of(stage, stage.open(), left=left)


def told_in_lines(point: Point, folder: Path, interrupts: int = 0) -> Outcome:
    """The same, from outside of any loop."""
    with asyncio.Runner(loop_factory=StoryLoop) as runner:
        return runner.run(in_lines(point, folder, interrupts))


def kept(outcome: Outcome) -> Outcome:
    """What is on the disk of it."""
    return replace(outcome, held_awake=(), told=(), asked=(), left=False)


async def resize_and_leave(program: OnScreens, pilot: Pilot[None]) -> None:
    """Other sizes first; then Ctrl+C and Ctrl+Q, impatiently."""
    for columns, rows in SIZES:
        await pilot.resize_terminal(columns, rows)
        await pilot.pause(0)
    program.press("ctrl+c", "ctrl+q", "ctrl+c")
    await pilot.pause(0.05)


@pytest.mark.examples
@pytest.mark.parametrize("where", one_in(4, POINTS))
def test_leaving_the_screens_loses_nothing_and_asks_where_something_goes_on(where: str, tmp_path: Path) -> None:
    left = asyncio.run(on_screens(POINTS[where], tmp_path / "left", resize_and_leave))
    assert left.left is (where not in STAYS)
    cut_off = told_in_lines(POINTS[where], tmp_path / "cut off")
    assert kept(left) == kept(cut_off)


@pytest.mark.examples
@pytest.mark.parametrize("key", ["enter", *in_the_larger_run("escape", "d", "c")])
@pytest.mark.parametrize("where", ["the first page of the screening", "where to begin", "the pain before", "cut off"])
def test_a_key_that_bounces_decides_nothing_grave(where: str, key: str, tmp_path: Path) -> None:
    async def bounce(program: OnScreens, pilot: Pilot[None]) -> None:
        for _ in range(3):
            program.press(*[key] * 4)
            await pilot.pause(0.02)

    before = told_in_lines(POINTS[where], tmp_path / "before")
    after = asyncio.run(on_screens(POINTS[where], tmp_path / "after", bounce))
    assert after.screening == before.screening
    assert replace(after.log, sessions=()) == replace(before.log, sessions=())
    assert len(after.log.sessions) + len(after.journal) >= len(before.log.sessions) + len(before.journal)
    assert not any(session.red_flags for session in after.log.sessions)


@pytest.mark.parametrize("where", POINTS)
def test_ctrl_c_twice_leaves_the_lines_and_loses_no_answer(where: str, tmp_path: Path) -> None:
    left = told_in_lines(POINTS[where], tmp_path / "left", interrupts=2)
    assert left.left
    cut_off = told_in_lines(POINTS[where], tmp_path / "cut off")
    assert replace(left.log, sessions=()) == replace(cut_off.log, sessions=())
    assert (left.screening, left.no_morning) == (cut_off.screening, cut_off.no_morning)
    done = answers(left)
    for session, known in answers(cut_off).items():
        # What a kill finds unanswered may have been answered: the pain that led to the red flags waits for them.
        assert known.items() <= done[session].items()


def answers(outcome: Outcome) -> dict[str, dict[str, object]]:
    """What is known of each session that was done, saved or not."""
    found: dict[str, dict[str, object]] = {}
    for each in outcome.log.sessions:
        pains = (each.pain_before, each.pain_worst, each.pain_after)
        found[each.id] = _known(pains, each.soreness, each.red_flags, each.pain_marks)
    for cut in outcome.journal:
        session, rating = cut.session, cut.session.rating
        if not session.is_run_test:
            pains = (session.pain_before, rating.worst, rating.after)
            found[session.id] = _known(pains, rating.soreness, rating.red_flags, session.marks)
    return found


def _known(pains: tuple[int | None, ...], *others: object) -> dict[str, object]:
    named = {f"pain {number}": pain for number, pain in enumerate(pains) if pain is not None}
    return {**named, **{f"other {number}": other for number, other in enumerate(others)}}
