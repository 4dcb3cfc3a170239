"""The run test: the walk, the run, the questions after it, and every way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fronts.meanings import (
    AGAIN,
    BACK,
    NO_RED_FLAG,
    NONE,
    SEEN,
    SKIP,
    Asleep,
    At,
    Choose,
    Home,
    Number,
    Pick,
    Press,
    Seconds,
    tick,
)
from tests.support.fronts.story import Story, assert_both_tell, placed, screened, told

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

TEST = (Home("start"), Choose("test"))
RUN = (*TEST, Press("begin"), Press("next"))
"""In the run."""
RAN = (*RUN, Seconds(100.4), Press("enough"))
"""Long enough for stage 3."""
PLACED = "placed at 2, chosen"
AT_1, AT_2, AT_3 = (f"placed at {stage}, run test" for stage in "123")

STORIES = (
    Story("run long, and the stage taken", [RAN, Number(3), At("3")], [AT_3], screened),
    Story("run long, and a lower stage", [RAN, Number(6), At("1")], [AT_1], screened),
    Story("run short", [RUN, Seconds(12.4), Press("enough"), SKIP, At("1")], [AT_1], screened),
    Story("the walk and two minutes", [TEST, Press("begin"), Seconds(131), Number(0), At("3")], [AT_3], screened),
    Story(
        "the walk waits for the runner",
        [
            (*TEST, Press("begin"), Seconds(4), Press("pause"), Seconds(90), Press("pause"), Seconds(7)),
            (Seconds(50.4), Press("enough"), Number(2), At("2")),
        ],
        [AT_2],
        screened,
    ),
    Story(
        "stopped for pain, and no red flag",
        [RUN, Seconds(100.4), Press("stop"), Number(5), At("1"), NO_RED_FLAG],
        [AT_1],
        screened,
    ),
    Story(
        "stopped for pain, and no answer is not none",
        [RUN, Seconds(50.4), Press("stop"), SKIP, At("1"), BACK, NONE, BACK, BACK, NO_RED_FLAG],
        [AT_1],
        screened,
    ),
    Story(
        "stopped for pain, with a red flag",
        [RUN, Seconds(50.4), Press("stop"), Number(5), At("1"), NONE, tick("one-leg"), Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags one-leg"],
        screened,
    ),
    Story(
        "strong pain afterwards, with an emergency",
        [RAN, Number(8), At("3"), tick("chest"), Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags chest"],
        screened,
    ),
    Story("strong pain, and no red flag", [RAN, Number(9), At("2"), NO_RED_FLAG], [AT_2], screened),
    Story(
        "run again from the pain, and from the stage",
        [
            (
                *RUN,
                Press("enough"),
                BACK,
                Choose("again"),
                Press("begin"),
                Seconds(20),
                Press("enough"),
                Number(1),
                AGAIN,
            ),
            (Press("begin"), Seconds(45.4), Press("enough"), Number(1), At("2")),
        ],
        [AT_2],
        screened,
    ),
    Story("back from the stage to the pain", [RAN, Number(7), BACK, Number(4), At("3")], [AT_3], screened),
    Story("left before it begins", [TEST, Press("back")], [], screened),
    Story("left in the walk", [TEST, Press("begin"), Press("leave"), Pick("leave")], [], screened),
    Story(
        "not left in the run, by its key and by itself",
        [
            (
                *RUN,
                Seconds(20),
                Press("leave"),
                Pick("go-on"),
                Press("leave"),
                Seconds(21),
                Seconds(2.4),
                Press("enough"),
            ),
            (Number(2), At("2")),
        ],
        [AT_2],
        screened,
    ),
    Story("left at the pain, after a look back", [RAN, BACK, Choose("stay"), BACK, Choose("leave")], [], screened),
    Story(
        "the machine sleeps in the walk",
        [
            (
                *TEST,
                Press("begin"),
                Seconds(4),
                Asleep(300),
                Press("pause"),
                Press("next"),
                Seconds(40.4),
                Press("enough"),
            ),
            (Number(2), At("2")),
        ],
        [AT_2],
        screened,
    ),
    Story(
        "the machine sleeps in the run, and it is taken again",
        [RUN, Seconds(40), Asleep(300), Press("begin"), Seconds(20.4), Press("enough"), Number(2), At("1")],
        [AT_1],
        screened,
    ),
    Story(
        "taken again at any time",
        [Home("run test"), Press("begin"), Press("next"), Seconds(40.4), Press("enough"), Number(2), At("2")],
        [PLACED, AT_2],
        placed,
    ),
)


@told(*STORIES)
def test_both_fronts_come_to_the_same(story: Story, tmp_path: Path) -> None:
    outcome = assert_both_tell(story, tmp_path)
    assert outcome.journal == (), "a run test that is over leaves nothing to ask about"
    assert all(session.source == "screening" for session in outcome.log.sessions), "it is never a session"
    assert outcome.held_awake, "the machine does not sleep in it"
