"""A session from its first second to what comes next, a walk, and the check-in."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import Workspace
from tests.support.bad_disk import BadDisk
from tests.support.fronts.meanings import (
    BACK,
    KEEP,
    NO_RED_FLAG,
    NONE,
    NOTHING_APPLIES,
    PLAN,
    RED_FLAG,
    SEEN,
    SKIP,
    Asleep,
    Choose,
    Days,
    Home,
    Mark,
    Note,
    Number,
    Pick,
    Press,
    Ready,
    Seconds,
    Sore,
    ToTheEnd,
    Week,
    tick,
)
from tests.support.fronts.story import (
    Story,
    assert_both_tell,
    placed,
    ready_to_move_up,
    screened,
    session,
    stopped,
    told,
)

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

BEGUN = (Home("start"), Number(3))
DONE = (*BEGUN, ToTheEnd())
RUN = (*BEGUN, Press("next"))
"""In the first run."""
FLAGGED = "session 1: run-walk, 2 × 4/4, pains 2 3 2 2, flags fever"
STOP_IN_LINES = "Home in lines says the stop sign itself"
PLACED = "placed at 2, chosen"
FULL_BEFORE = tuple(f"session {number}: run-walk, 2 × {n}/{n}, pains 2 3 2 2" for number, n in ((1, 2), (2, 4), (3, 4)))
UNRATED = (SKIP, SKIP, SKIP, SKIP, SKIP, SEEN)


def on_a_full_disk(workspace: Workspace) -> None:
    """A runner whose disk takes nothing any more."""
    placed(workspace)
    disk = BadDisk(sqlite3.SQLITE_FULL)
    disk.bad_writes = range(10**9)
    folder = workspace.store.folder
    workspace.store.close()
    workspace.store = Store.open(folder, connect=disk.connect)


def a_session_before_the_end(workspace: Workspace) -> None:
    """One full session at the last stage: with one more the programme is done."""
    screened(workspace)
    workspace.store.place(Placement(workspace.wall() - timedelta(days=12), "3"))
    workspace.store.save(replace(session(workspace, 2), stage="3"))


SESSION = (
    Story(
        "the programme is done, and its end is shown",
        [(*BEGUN, Seconds(380.4), Number(3), Number(2), Sore(()), Number(4)), (Note(""), SEEN, SEEN)],
        [
            "session 1: run-walk, 3 × 4/4, pains 2 3 2 2",
            "session 2: run-walk, 3 × 4/4, pains 3 3 2 -",
            "placed at 3, chosen",
        ],
        a_session_before_the_end,
    ),
    Story(
        "every second is run, and every question answered",
        [
            (*BEGUN, Seconds(160.4), Number(4), Number(3), Sore(("left knee", "back")), Number(6)),
            (Note("calm day"), SEEN),
        ],
        ["session 1: run-walk, 2 × 2/2, pains 3 4 3 -, left knee, back", PLACED],
        placed,
    ),
    Story(
        "paused, longer, back, eased and marked",
        [
            (
                *RUN,
                Seconds(10.4),
                Press("pause"),
                Seconds(60),
                Press("pause"),
                Press("extend"),
                Seconds(5),
                Press("back"),
            ),
            (
                Seconds(20.1),
                Mark(4),
                Press("ease"),
                Seconds(55.2),
                Mark(10),
                ToTheEnd(),
                KEEP,
                SKIP,
                *NO_RED_FLAG,
                *UNRATED[2:],
                PLAN,
            ),
        ],
        ["session 1: run-walk, 2 × 1/2, pains 3 10 - -, 4 at 36 s, 10 at 91 s", PLACED],
        placed,
    ),
    Story(
        "the machine sleeps, and the time is no part of it",
        [*RUN, Seconds(10.9), Asleep(600), Pick("go-on"), Seconds(5), ToTheEnd(), *UNRATED],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story(
        "the machine sleeps, and the time is done",
        [*RUN, Seconds(10.9), Asleep(40), Pick("count"), ToTheEnd(), *UNRATED],
        ["session 1: run-walk, 2 × 1/2, pains 3 - - -", PLACED],
        placed,
    ),
)
STOPPED = "session 1: run-walk, 2 × 0/2, pains 3 - - -, stopped"
STOP = (
    Story(
        "stopped, and a walk home",
        [*RUN, Seconds(12.4), Press("stop"), Pick("cool-down"), Seconds(10.4), *UNRATED, PLAN],
        [STOPPED, PLACED],
        placed,
    ),
    Story(
        "stopped, and finished here",
        [*RUN, Seconds(12.4), Press("stop"), Seconds(5), Pick("finish"), *UNRATED, PLAN],
        [STOPPED, PLACED],
        placed,
    ),
    Story(
        "the stop was a slip",
        [*RUN, Seconds(12.4), Press("stop"), Pick("slip"), Seconds(30), ToTheEnd(), *UNRATED],
        ["session 1: run-walk, 2 × 1/2, pains 3 - - -", PLACED],
        placed,
    ),
)
END = (
    Story(
        "an end that answers itself",
        [*RUN, Press("end"), Seconds(21.4), Seconds(20), ToTheEnd(), *UNRATED],
        ["session 1: run-walk, 2 × 1/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story(
        "no end: on with it",
        [*RUN, Press("end"), Pick("go-on"), Seconds(38.4), ToTheEnd(), *UNRATED],
        ["session 1: run-walk, 2 × 1/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story(
        "saved as it is",
        [*RUN, Seconds(10.4), Press("end"), Pick("save"), *UNRATED],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story("discarded", [*RUN, Seconds(10.4), Press("end"), Pick("discard")], [PLACED], placed),
    Story(
        "pain at the end",
        [*RUN, Seconds(12.4), Press("end"), Pick("stop"), Pick("finish"), *UNRATED, PLAN],
        [STOPPED, PLACED],
        placed,
    ),
)
RATING = (
    Story(
        "nothing is answered",
        [*DONE, *UNRATED],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story(
        "back and changed",
        [
            (
                *DONE,
                Number(4),
                BACK,
                Number(3),
                Number(2),
                BACK,
                KEEP,
                Sore(("knee",)),
                BACK,
                Sore(("ankle",)),
                Number(7),
            ),
            (BACK, Number(3), SKIP, SEEN),
        ],
        ["session 1: run-walk, 2 × 0/2, pains 3 3 2 -, ankle", PLACED],
        placed,
    ),
    Story(
        "the pain rose, and nothing is there",
        [*DONE, Number(6), Number(5), *NO_RED_FLAG, SKIP, SKIP, SKIP, SEEN, PLAN],
        ["session 1: run-walk, 2 × 0/2, pains 3 6 5 -", PLACED],
        placed,
    ),
    Story(
        "the pain rose, and no answer is not none",
        [
            (*DONE, Number(6), Number(5), BACK, Number(5), NONE, BACK, BACK, Number(5), *NO_RED_FLAG),
            (SKIP, SKIP, SKIP, SEEN, PLAN),
        ],
        ["session 1: run-walk, 2 × 0/2, pains 3 6 5 -", PLACED],
        placed,
    ),
    Story(
        "the pain rose, and an emergency ends the questions",
        [*DONE, Number(6), Number(7), tick("saddle"), Choose("keep"), SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 6 7 -, flags saddle", PLACED],
        placed,
    ),
    Story(
        "the pain rose, and something urgent is no end",
        [*DONE, Number(6), Number(7), NONE, tick("lump"), Choose("keep"), Sore(("hip",)), SKIP, SKIP, SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 6 7 -, hip, flags lump", PLACED],
        placed,
    ),
    Story(
        "an emergency by its key",
        [*DONE, RED_FLAG, tick("chest"), Choose("keep"), SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -, flags chest", PLACED],
        placed,
    ),
    Story(
        "something urgent by its key, taken back and ticked again",
        [
            (*DONE, Number(4), RED_FLAG, NONE, tick("fever"), Choose("keep"), RED_FLAG, KEEP, NONE, Number(4)),
            (RED_FLAG, NONE, tick("night"), Choose("keep"), SKIP, SKIP, SKIP, SEEN),
        ],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 4 -, flags night", PLACED],
        placed,
    ),
    Story(
        "the list of red flags, opened and left",
        [*DONE, RED_FLAG, BACK, Number(4), RED_FLAG, NONE, BACK, BACK, Number(3), SKIP, SKIP, SKIP, SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 3 -", PLACED],
        placed,
    ),
)
FULL = (Number(3), Seconds(300.4), Number(3), Number(2), SKIP, Number(4))
"""All four repetitions at stage 2, which go well, up to the question whether to move up."""
STAYED = "session 4: run-walk, 2 × 4/4, pains 3 3 2 2"
NEXT = (SKIP, SEEN, Days(3), Home("start"), Number(2))
"""No note; then the next session, and before it the morning after this one."""
READY = (
    Story(
        "ready, which is asked once",
        [Home("start"), Choose("stay"), *FULL, Ready(True), *NEXT, Number(3), Press("end"), Pick("discard")],
        [*FULL_BEFORE, STAYED, PLACED],
        ready_to_move_up,
    ),
    Story(
        "not ready, and the stage stays",
        [Home("start"), Choose("stay"), *FULL, Ready(False), *NEXT, Number(3), Press("end"), Pick("discard")],
        [*FULL_BEFORE, STAYED, PLACED],
        ready_to_move_up,
    ),
    Story(
        "ready, but the morning after is not known, so it is asked again",
        [
            (Home("start"), Choose("stay"), *FULL, Ready(True), SKIP, SEEN, Days(3), Home("start"), BACK),
            (Choose("up"), Number(3), Press("end"), Pick("discard")),
        ],
        [*FULL_BEFORE, STAYED.replace("3 3 2 2", "3 3 2 -"), PLACED],
        ready_to_move_up,
    ),
    Story(
        "no answer, so it is asked before the next session",
        [Home("start"), Choose("stay"), *FULL, SKIP, *NEXT, Choose("up"), Number(3), Press("end"), Pick("discard")],
        [*FULL_BEFORE, STAYED, PLACED],
        ready_to_move_up,
    ),
    Story(
        "it went badly, so readiness is not asked",
        [
            Home("start"),
            Choose("stay"),
            Number(3),
            Seconds(300.4),
            Number(7),
            Number(3),
            *NO_RED_FLAG,
            *UNRATED[2:],
            PLAN,
        ],
        [*FULL_BEFORE, STAYED.replace("3 3 2 2", "3 7 3 -"), PLACED],
        ready_to_move_up,
    ),
    Story(
        "it was very hard, so readiness is not asked",
        [Home("start"), Choose("stay"), *FULL[:-1], Number(9), SKIP, SEEN],
        [*FULL_BEFORE, STAYED.replace("3 3 2 2", "3 3 2 -"), PLACED],
        ready_to_move_up,
    ),
)
NEVER_RAN = (
    Story(
        "ended in the warm-up after going back to it from a run, so all is asked",
        [*RUN, Seconds(3.4), Press("back"), Press("back"), Press("end"), Pick("save"), *UNRATED],
        ["session 1: run-walk, 2 × 0/2, pains 3 - - -", PLACED],
        placed,
    ),
    Story(
        "ended in the warm-up: the pain now, and a note",
        [*BEGUN, Seconds(5.4), Press("end"), Pick("save"), Number(3), Note("rain"), SEEN],
        ["session 1: run-walk, 2 × 0/2, pains 3 - 3 -", PLACED],
        placed,
    ),
    Story(
        "ended in the warm-up, and the pain rose",
        [*BEGUN, Seconds(5.4), Press("end"), Pick("save"), Number(6), *NO_RED_FLAG, SKIP, SEEN, PLAN],
        ["session 1: run-walk, 2 × 0/2, pains 3 - 6 -", PLACED],
        placed,
    ),
    Story(
        "stopped for pain in the warm-up",
        [*BEGUN, Seconds(5.4), Press("stop"), Pick("finish"), Number(4), Number(4), SKIP, SKIP, SEEN, PLAN],
        ["session 1: run-walk, 2 × 0/2, pains 3 4 4 -, stopped", PLACED],
        placed,
    ),
)
WALK = (
    Story(
        "a walk today",
        [Home("walk"), Number(4), Seconds(100), Mark(5), ToTheEnd(), Number(3), SEEN],
        ["session 1: walk, 2 × 0/1, pains 4 - 3 -, 5 at 100 s", PLACED],
        placed,
    ),
    Story("a walk, thought better of", [Home("walk"), BACK], [PLACED], placed),
    Story(
        "a walk without a stage, stopped for pain",
        [Home("walk"), *NOTHING_APPLIES, SKIP, Seconds(10.4), Press("stop"), Pick("finish"), SKIP, SEEN],
        ["session 1: walk, 1 × 0/1, pains - - - -, stopped"],
    ),
    Story(
        "a walk that is proposed, after which the pain rose",
        [Home("start"), Number(6), Choose("walk"), ToTheEnd(), Number(9), *NO_RED_FLAG, SEEN],
        ["session 1: walk, 2 × 0/1, pains 6 - 9 -", PLACED],
        placed,
    ),
    Story("no walk under the stop sign", [Home("stop sign"), SEEN], [FLAGGED, PLACED], stopped, apart=STOP_IN_LINES),
    Story("a walk that ends early", [Home("walk"), SKIP, Press("end"), Pick("discard")], [PLACED], placed),
)
CHECK_IN = (
    Story("left for later", [Home("check in"), BACK], [PLACED], placed),
    Story(
        "two check-ins, a week apart",
        [Home("check in"), Week(30, 35, 60), SEEN, Days(7), Home("check in"), Week(20, 25, 40, 12), SEEN],
        [PLACED, "check-in 30 35 60 None", "check-in 20 25 40 12"],
        placed,
    ),
    Story(
        "what matters is named once and offered again",
        [
            *(Home("check in"), Week(30, 35, 60, None, "q w, stairs?", 3, 4), SEEN, Days(7)),
            *(Home("check in"), Week(20, 25, 40, None, None, 6), SEEN, Days(7)),
            *(Home("check in"), Week(20, 25, 40, None, "gardening", 5, 8), SEEN),
        ],
        [
            PLACED,
            "check-in 30 35 60 None, q w, stairs? 3, safe 4",
            "check-in 20 25 40 None, q w, stairs? 6",
            "check-in 20 25 40 None, gardening 5, safe 8",
        ],
        placed,
    ),
)
LEAVING = (
    Story("nothing is lost", [Home("leave")], [PLACED], placed),
    Story(
        "what is in memory alone is not left by mistake",
        [Home("check in"), Week(30, 35, 60), SEEN, Home("leave"), Choose("stay"), Home("leave"), Choose("leave")],
        [PLACED],
        on_a_full_disk,
    ),
)


@pytest.fixture(autouse=True)
def nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rescue file can be written on a full disk."""
    monkeypatch.setattr("runwalk_tui.history.rescue.default_folders", lambda data: [data / FILE])


@told(*SESSION, *STOP, *END, *RATING, *READY, *NEVER_RAN, *WALK, *CHECK_IN, *LEAVING)
def test_both_fronts_come_to_the_same(story: Story, tmp_path: Path) -> None:
    assert_both_tell(story, tmp_path)
