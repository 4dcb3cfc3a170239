"""The log put right: a slip, a session from elsewhere, a deletion taken back, and the way back from what comes next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.session.records import Clearance
from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    BACK,
    KEEP,
    NO_RED_FLAG,
    RED_FLAG,
    SEEN,
    SKIP,
    Choose,
    Home,
    Note,
    Number,
    Past,
    PowerCut,
    ToTheEnd,
    fill,
    tick,
)
from tests.support.fronts.story import Story, assert_both_tell, placed, ready_to_move_up, session, stopped, told

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

CORRECT, ADD, CLOSE = Past("correct"), Past("add"), Past("close")
STOP_IN_LINES = "Home in lines says the stop sign itself"
PLACED = "placed at 2, chosen"
BEFORE = ("session 1: run-walk, 2 × 2/2, pains 2 3 2 2", "session 2: run-walk, 2 × 4/4, pains 2 3 2 2")


def a_seven_for_a_two(workspace: Workspace) -> None:
    """Everything was fine, but the last worst pain was typed wrong."""
    placed(workspace)
    for days_ago, count in ((9, 2), (6, 4)):
        session(workspace, days_ago, reps_done=count)
    session(workspace, 2, pain_worst=7)


def cleared_long_ago(workspace: Workspace) -> None:
    """A warning sign of two days ago that nobody has cleared, and an old clearance that names no session."""
    stopped(workspace)
    workspace.store.clear(Clearance(workspace.wall() - timedelta(days=5)))


def a_walk(workspace: Workspace) -> None:
    """A session that was entered by hand two days ago."""
    placed(workspace)
    session(workspace, 2, reps_done=4, run_seconds=160, walk_seconds=120, active_seconds=300, source="log")


CORRECTIONS = (
    Story(
        "a slip is put right, and the stage comes back",
        [CORRECT, fill(worst="2"), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 2 2 2", PLACED],
        a_seven_for_a_two,
    ),
    Story(
        "every field, one after the other",
        [
            CORRECT,
            fill(
                date="2026-01-21",
                time="06:45",
                stage="1",
                done="3",
                planned="4",
                before="3",
                worst="4",
                after="3",
                morning="10",
                sore="left knee, shin",
                ready="not yet",
                effort="6",
                note="rain all day",
            ),
            NO_RED_FLAG,
            CLOSE,
        ],
        [*BEFORE, "session 3: run-walk, 1 × 3/4, pains 3 4 3 10, left knee, shin", PLACED],
        ready_to_move_up,
    ),
    Story(
        "answers are taken back",
        [CORRECT, fill(worst="", morning="", note=""), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 - 2 -", PLACED],
        ready_to_move_up,
    ),
    Story(
        "it was a walk",
        [CORRECT, fill(kind="walk", minutes="25"), CLOSE],
        ["session 1: walk, 2 × 0/1, pains 2 - 2 -", PLACED],
        a_walk,
    ),
    Story(
        "what was typed is not wanted after all",
        [CORRECT, fill(save=False, worst="9"), Choose("stay"), fill(save=False), Choose("leave"), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 3 2 2", PLACED],
        ready_to_move_up,
    ),
    Story(
        "nothing typed, nothing asked",
        [CORRECT, fill(save=False), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 3 2 2", PLACED],
        ready_to_move_up,
    ),
    Story(
        "pain that rose is asked about, and none of it is true",
        [CORRECT, fill(worst="7"), NO_RED_FLAG, CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 7 2 2", PLACED],
        ready_to_move_up,
    ),
    Story(
        "pain that rose, and a warning sign",
        [CORRECT, fill(worst="7"), tick("saddle"), Choose("keep"), SEEN, CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 7 2 2, flags saddle", PLACED],
        ready_to_move_up,
    ),
    Story(
        "left without an answer the form comes back",
        [CORRECT, fill(worst="7"), BACK, fill(worst="2"), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 2 2 2", PLACED],
        ready_to_move_up,
    ),
    Story(
        "no date before an old clearance takes a warning sign away",
        [CORRECT, fill(date="2026-01-10"), fill(save=False), Choose("leave"), CLOSE],
        ["session 1: run-walk, 2 × 4/4, pains 2 3 2 2, flags fever", PLACED, "cleared "],
        cleared_long_ago,
        apart=STOP_IN_LINES,
    ),
    Story(
        "a note on a session with a warning sign",
        [CORRECT, fill(note="the doctor calls on Monday"), CLOSE],
        ["session 1: run-walk, 2 × 4/4, pains 2 3 2 2, flags fever", PLACED],
        stopped,
        apart=STOP_IN_LINES,
    ),
    Story(
        "one that was done elsewhere",
        [ADD, fill(date="2026-01-23", time="18:10", done="4", planned="4", before="2", worst="3", after="2"), CLOSE],
        [*BEFORE, "session 3: run-walk, 2 × 4/4, pains 2 3 2 2", "session 4: run-walk, 3 × 4/4, pains 2 3 2 -", PLACED],
        ready_to_move_up,
    ),
    Story(
        "a walk that was done elsewhere",
        [ADD, fill(kind="walk", minutes="40", before="5"), CLOSE],
        ["session 1: walk, 2 × 0/1, pains 5 - - -", PLACED],
        placed,
    ),
    Story(
        "deleted, and back",
        [Past("delete"), Past("undo"), Past("delete"), CLOSE],
        [*BEFORE, PLACED],
        ready_to_move_up,
    ),
)
RATED = (Home("start"), Number(3), ToTheEnd(), Number(4), Number(3), SKIP, Number(5), Note("hm"))
BACK_FROM_DECISION = (
    Story(
        "back to the last answer, and further",
        [RATED, BACK, BACK, BACK, BACK, BACK, Number(2), KEEP, KEEP, Number(7), KEEP, SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 2 3 -", PLACED],
        placed,
    ),
    Story(
        "back and on again with nothing changed",
        [RATED, BACK, KEEP, SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 3 -", PLACED],
        placed,
    ),
    Story(
        "a kill while it is asked again keeps what was answered",
        [RATED, BACK, BACK, Number(9), PowerCut()],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 3 -", PLACED],
        placed,
    ),
    Story(
        "back, and a warning sign that was forgotten",
        [RATED, BACK, BACK, RED_FLAG, tick("saddle"), Choose("keep"), SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 3 -, flags saddle", PLACED],
        placed,
    ),
    Story(
        "back from what follows a walk",
        [Home("walk"), Number(6), ToTheEnd(), Number(5), BACK, Number(4), SEEN],
        ["session 1: walk, 2 × 0/1, pains 6 - 4 -", PLACED],
        placed,
    ),
)


@told(*CORRECTIONS)
def test_a_correction(story: Story, tmp_path: Path) -> None:
    assert_both_tell(story, tmp_path)


@told(*BACK_FROM_DECISION)
def test_the_way_back(story: Story, tmp_path: Path) -> None:
    outcome = assert_both_tell(story, tmp_path)
    if "kill" in story.name:
        assert [each.effort for each in outcome.log.sessions] == [9]
    assert outcome.journal == ()
