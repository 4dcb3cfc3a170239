"""The power is cut: what the disk has at that instant, and what the next start makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.history.journal import Journal
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import State
from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    BACK,
    KEEP,
    NO_RED_FLAG,
    NONE,
    PLAN,
    RED_FLAG,
    SEEN,
    SKIP,
    At,
    Choose,
    Home,
    Mark,
    Meaning,
    Note,
    Number,
    Pick,
    PowerCut,
    Press,
    Seconds,
    Sore,
    ToTheEnd,
    tick,
)
from tests.support.fronts.story import Story, assert_both_tell, placed, screened, told

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

BEGUN = (Home("start"), Number(3))
IN_RUN = (*BEGUN, Press("next"), Seconds(12.4), Mark(4))
CUT = (*IN_RUN, PowerCut())
DONE = (*BEGUN, ToTheEnd())
STOP_SIGN = (Choose("later"), Home("warning sign"), NONE, tick("fever"), Choose("keep"), PowerCut(), SEEN)
"""Left for later; then a warning sign, and the program starts once more."""
UNRATED = (SKIP, SKIP, SKIP, SKIP, SKIP, SEEN)
PLACED = "placed at 2, chosen"
LEFT = "cut off: run-walk 2 × 2, running, phase 1"
SAVED = "session 1: run-walk, 2 × 0/2, pains 3 4 - -, 4 at 12 s"
FEVER = "session 1: run-walk, 2 × 0/1, pains - - - -, flags fever"


def unreadable(workspace: Workspace) -> None:
    """A journal that makes no sense."""
    placed(workspace)
    Journal(workspace.store).begin("s1", workspace.wall(), {}, {"what": "is this"})


SESSIONS = (
    Story(
        "on with it",
        [CUT, Choose("go-on"), Press("set off"), Seconds(30), ToTheEnd(), KEEP, UNRATED[1:]],
        ["session 1: run-walk, 2 × 1/2, pains 3 4 - -, 4 at 12 s", PLACED],
        placed,
    ),
    Story(
        "cut off twice",
        [
            *(CUT, Choose("go-on"), Press("set off"), Seconds(10), PowerCut()),
            *(Choose("go-on"), Press("set off"), Seconds(20), ToTheEnd(), KEEP, UNRATED[1:]),
        ],
        ["session 1: run-walk, 2 × 1/2, pains 3 4 - -, 4 at 12 s", PLACED],
        placed,
    ),
    Story("saved as it is", [CUT, Choose("save"), KEEP, UNRATED[1:]], [SAVED, PLACED], placed),
    Story("left for later", [CUT, Choose("later")], [PLACED, LEFT], placed),
    Story("discarded, which is asked twice", [CUT, Choose("discard"), Choose("discard")], [PLACED], placed),
    Story(
        "not discarded", [CUT, Choose("discard"), Choose("keep"), PowerCut(), Choose("later")], [PLACED, LEFT], placed
    ),
    Story("left for later under the stop sign", [CUT, STOP_SIGN, Choose("later")], [FEVER, PLACED, LEFT], placed),
    Story(
        "saved under the stop sign",
        [CUT, STOP_SIGN, Choose("save"), KEEP, UNRATED[1:]],
        [FEVER, SAVED.replace("session 1", "session 2"), PLACED],
        placed,
    ),
    Story(
        "discarded under the stop sign", [CUT, STOP_SIGN, Choose("discard"), Choose("discard")], [FEVER, PLACED], placed
    ),
    Story(
        "at the question after a stop",
        [*BEGUN, Press("next"), Seconds(9.4), Press("stop"), PowerCut(), Choose("save"), UNRATED, PLAN],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -, stopped", PLACED],
        placed,
    ),
    Story(
        "in the walk after a stop",
        [
            *BEGUN,
            Press("next"),
            Press("stop"),
            Pick("cool-down"),
            PowerCut(),
            Choose("go-on"),
            Press("set off"),
            ToTheEnd(),
            UNRATED,
            PLAN,
        ],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -, stopped", PLACED],
        placed,
    ),
    Story(
        "before the first answer",
        [DONE, PowerCut(), Choose("save"), Number(4), UNRATED[1:]],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 - -", PLACED],
        placed,
    ),
    Story(
        "among the answers",
        [
            DONE,
            Number(4),
            Number(3),
            Sore(("left calf",)),
            PowerCut(),
            Choose("save"),
            Number(5),
            Note("on"),
            SEEN,
        ],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 3 -, left calf", PLACED],
        placed,
    ),
    Story(
        "after the end, left for later and discarded",
        [DONE, PowerCut(), Choose("later"), PowerCut(), Choose("discard"), Choose("discard")],
        [PLACED],
        placed,
    ),
    Story(
        "after a red flag was ticked",
        [DONE, RED_FLAG, NONE, tick("lump"), Choose("keep"), PowerCut(), SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -, flags lump", PLACED],
        placed,
    ),
    Story(
        "a walk",
        [Home("walk"), SKIP, Seconds(20.4), PowerCut(), Choose("go-on"), Press("set off"), ToTheEnd(), Number(2), SEEN],
        ["session 1: walk, 2 × 0/1, pains - - 2 -", PLACED],
        placed,
    ),
    Story(
        "before a session begins there is nothing to ask",
        [Home("start"), PowerCut(), Home("start"), PowerCut()],
        [PLACED],
        placed,
    ),
)
UNREADABLE = (Story("cannot be read, and is discarded", [Choose("discard"), Choose("discard")], [PLACED], unreadable),)

TEST = (Home("start"), Choose("test"), Press("begin"))
RUN = (*TEST, Press("next"))
RAN = (*RUN, Seconds(40.4), Press("enough"))
AT_2 = "placed at 2, run test"
IN_WALK = "cut off: run test, running, phase 0"

RUN_TESTS = (
    Story(
        "in the walk: on with it",
        [
            *TEST,
            Seconds(4),
            PowerCut(),
            Choose("go-on"),
            Press("begin"),
            Press("next"),
            Seconds(40.4),
            Press("enough"),
            Number(2),
            At("2"),
        ],
        [AT_2],
        screened,
    ),
    Story("in the walk: left for later", [*TEST, Seconds(6), PowerCut(), Choose("later")], [IN_WALK], screened),
    Story("in the walk: discarded", [*TEST, PowerCut(), Choose("discard"), Choose("discard")], [], screened),
    Story(
        "in the walk: on with it, and left",
        [*TEST, PowerCut(), Choose("go-on"), Press("begin"), Press("leave"), Pick("leave")],
        [],
        screened,
    ),
    Story(
        "in the walk, under the stop sign",
        [*TEST, PowerCut(), STOP_SIGN[:-2], PowerCut(), SEEN, Choose("later")],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags fever", IN_WALK],
        screened,
    ),
    Story(
        "in the run: that run is used",
        [*RUN, Seconds(41), PowerCut(), Choose("save"), Number(2), At("2")],
        [AT_2],
        screened,
    ),
    Story(
        "as the run begins: run again",
        [*RUN, PowerCut(), Choose("again"), Press("begin"), Seconds(40.4), Press("enough"), Number(2), At("2")],
        [AT_2],
        screened,
    ),
    Story(
        "as the run begins once more: left for later",
        [RAN, BACK, Choose("again"), Press("begin"), PowerCut(), Choose("later")],
        ["cut off: run test, running, phase 0"],
        screened,
    ),
    Story(
        "in the run: run again",
        [
            *RUN,
            Seconds(41),
            PowerCut(),
            Choose("again"),
            Press("begin"),
            Seconds(20.4),
            Press("enough"),
            Number(2),
            At("1"),
        ],
        ["placed at 1, run test"],
        screened,
    ),
    Story(
        "in the run: left for later",
        [*RUN, Seconds(41), PowerCut(), Choose("later")],
        ["cut off: run test, running, phase 1"],
        screened,
    ),
    Story("in the run: discarded", [*RUN, Seconds(41), PowerCut(), Choose("discard"), Choose("discard")], [], screened),
    Story(
        "in the run, under the stop sign",
        [*RUN, Seconds(41), PowerCut(), STOP_SIGN[:-2], PowerCut(), SEEN, Choose("discard"), Choose("discard")],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags fever"],
        screened,
    ),
    Story("at the pain", [RAN, PowerCut(), Choose("save"), Number(2), At("2")], [AT_2], screened),
    Story(
        "at the pain, and run again from there",
        [RAN, PowerCut(), Choose("again"), Press("begin"), Seconds(40.4), Press("enough"), Number(2), At("2")],
        [AT_2],
        screened,
    ),
    Story(
        "at the stage",
        [RAN, Number(7), PowerCut(), Choose("save"), Number(6), At("1")],
        ["placed at 1, run test"],
        screened,
    ),
    Story(
        "stopped for pain, which is not forgotten",
        [*RUN, Seconds(50.4), Press("stop"), PowerCut(), Choose("save"), SKIP, At("1"), NO_RED_FLAG],
        ["placed at 1, run test"],
        screened,
    ),
    Story(
        "at the red flags after a stop",
        [
            *RUN,
            Seconds(50.4),
            Press("stop"),
            SKIP,
            At("1"),
            PowerCut(),
            Choose("save"),
            SKIP,
            At("1"),
            tick("chest"),
            Choose("keep"),
            SEEN,
        ],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags chest"],
        screened,
    ),
    Story(
        "ready to begin there is nothing to ask", [*TEST[:-1], PowerCut(), Home("start"), Choose("later")], [], screened
    ),
)


@told(*SESSIONS, *UNREADABLE)
def test_both_fronts_ask_the_same_about_a_session(story: Story, tmp_path: Path) -> None:
    assert_both_tell(story, tmp_path)


@told(*RUN_TESTS)
def test_both_fronts_ask_the_same_about_a_run_test_and_make_no_session_of_it(story: Story, tmp_path: Path) -> None:
    outcome = assert_both_tell(story, tmp_path)
    assert all(session.source == "screening" for session in outcome.log.sessions)
    if outcome.log.placements:
        assert outcome.journal == ()


WHERE: dict[str, tuple[tuple[Meaning, ...], tuple[str, ...], State, Kind, float]] = {
    "the walk": ((*TEST, Seconds(6)), ("started",), State.RUNNING, Kind.WARM_UP, 5),
    "a pause in the walk": (
        (*TEST, Seconds(4), Press("pause"), Seconds(60)),
        ("started", "pause"),
        State.PAUSED,
        Kind.WARM_UP,
        4,
    ),
    "the run": ((*RUN, Seconds(41)), ("started", "next", "phase"), State.RUNNING, Kind.RUN, 40),
    "the pain": (RAN, ("started", "next", "phase", "ended", "phase"), State.FINISHED, Kind.RUN, 40),
}


@pytest.mark.parametrize("where", WHERE)
def test_the_journal_has_a_run_test_to_its_last_heartbeat(where: str, tmp_path: Path) -> None:
    told, kinds, state, kind, into = WHERE[where]
    story = Story(where, [told, PowerCut(), Choose("later")], (), screened)
    (left,) = assert_both_tell(story, tmp_path, look=False).journal
    assert left.session.is_run_test
    assert left.kinds == kinds
    progress = left.session.progress
    assert (progress.state, progress.phases[progress.index].kind) == (state, kind)
    assert into - 1 <= progress.into <= into + 5
