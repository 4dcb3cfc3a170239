"""Other exercise, told to both fronts: which one, the timer, what is kept of it, and what the rule makes of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import Log, SessionKind
from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    BACK,
    NO_RED_FLAG,
    NOTHING_APPLIES,
    SEEN,
    Choose,
    Days,
    Home,
    Mark,
    Pick,
    PowerCut,
    Press,
    Seconds,
    ToTheEnd,
    tick,
)
from tests.support.fronts.story import Story, assert_both_tell, placed, session, told
from tests.support.stand_ins import NOON, make_workspace

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

EXERCISE, STRENGTH, MOBILITY = Home("exercise"), Choose("no-1"), Choose("no-2")
BEFORE, AFTER, START = Choose("no-1"), Choose("no-2"), Choose("start")
PLACED = "placed at 2, chosen"
DONE = "session 1: companion, 1 × 0/1, pains - - - -"


def ran_well_yesterday(workspace: Workspace) -> None:
    """A good session yesterday: nothing is asked about it any more."""
    placed(workspace)
    session(workspace, 1)


DOING = (
    Story("to its end by itself", [EXERCISE, STRENGTH, START, Seconds(91)], [DONE, PLACED], placed),
    Story(
        "one of two stages, each step skipped",
        [EXERCISE, MOBILITY, AFTER, START, ToTheEnd()],
        ["session 1: companion, after × 0/1, pains - - - -", PLACED],
        placed,
    ),
    Story(
        "back from each page, and then another one",
        [EXERCISE, MOBILITY, BEFORE, BACK, BACK, STRENGTH, BACK, BACK],
        [PLACED],
        placed,
    ),
    Story(
        "paused, and made longer",
        [
            EXERCISE,
            STRENGTH,
            START,
            Seconds(5),
            Press("pause"),
            Press("set off"),
            Press("extend"),
            ToTheEnd(),
        ],
        [DONE, PLACED],
        placed,
    ),
    Story(
        "stopped for pain, with a mark",
        [EXERCISE, STRENGTH, START, Seconds(10), Mark(4), Press("stop"), Pick("finish"), *NO_RED_FLAG],
        [f"{DONE}, 4 at 10 s, stopped", PLACED],
        placed,
    ),
    Story(
        "stopped for pain, with a warning sign",
        [EXERCISE, STRENGTH, START, Seconds(10), Press("stop"), Pick("finish"), tick("saddle"), Choose("keep"), SEEN],
        [f"{DONE}, stopped, flags saddle", PLACED],
        placed,
    ),
    Story(
        "stopped by a slip",
        [EXERCISE, STRENGTH, START, Seconds(10), Press("stop"), Pick("slip"), ToTheEnd()],
        [DONE, PLACED],
        placed,
    ),
    Story(
        "saved as it is", [EXERCISE, STRENGTH, START, Seconds(20), Press("end"), Pick("save")], [DONE, PLACED], placed
    ),
    Story("discarded", [EXERCISE, STRENGTH, START, Seconds(20), Press("end"), Pick("discard")], [PLACED], placed),
    Story(
        "the day after a session",
        [EXERCISE, STRENGTH, START, ToTheEnd()],
        [
            "session 1: run-walk, 2 × 4/4, pains 2 3 2 2",
            "session 2: companion, 1 × 0/1, pains - - - -",
            PLACED,
        ],
        ran_well_yesterday,
    ),
    Story(
        "two of them on two days",
        [
            EXERCISE,
            STRENGTH,
            START,
            ToTheEnd(),
            Days(1),
            EXERCISE,
            STRENGTH,
            START,
            ToTheEnd(),
        ],
        [DONE, DONE.replace("session 1", "session 2"), PLACED],
        placed,
    ),
)
AROUND = (
    Story("the first questions come before it", [EXERCISE, *NOTHING_APPLIES, STRENGTH, START, ToTheEnd()], [DONE]),
    Story("the first questions are left", [EXERCISE, BACK]),
    Story(
        "in a rehearsal",
        [EXERCISE, STRENGTH, START, Seconds(40)],
        [f"rehearsal, {DONE}", PLACED],
        placed,
        rehearsal=True,
    ),
    Story(
        "cut off, and taken up",
        [EXERCISE, STRENGTH, START, Seconds(20), PowerCut(), Choose("go-on"), Press("set off"), ToTheEnd()],
        [DONE, PLACED],
        placed,
        apart="a screen waits for a key, lines go on at once",
    ),
    Story(
        "cut off, and saved",
        [EXERCISE, STRENGTH, START, Seconds(20), PowerCut(), Choose("save")],
        [DONE, PLACED],
        placed,
    ),
)


@told(*DOING, *AROUND)
def test_both_fronts_come_to_the_same(story: Story, tmp_path: Path) -> None:
    assert_both_tell(story, tmp_path)


def test_it_changes_nothing_for_the_rule_and_its_seconds_are_active_ones(tmp_path: Path) -> None:
    outcome = assert_both_tell(
        Story("the day after a session", [EXERCISE, STRENGTH, START, Seconds(91)], before=ran_well_yesterday),
        tmp_path,
        look=False,
    )
    workspace = make_workspace(tmp_path / "table")
    workspace.store.close()
    table = workspace.table
    run, other = outcome.log.sessions
    assert (other.kind, other.programme, other.stage) == (SessionKind.COMPANION, "Core and legs", "1")
    assert (other.active_seconds, other.run_seconds, other.walk_seconds) == (90, 0, 0)
    without = Log(sessions=(run,), placements=outcome.log.placements)
    assert prescribe(table, outcome.log, NOON.date()) == prescribe(table, without, NOON.date())
    assert outcome.told == ("Saved: Core and legs, 2 minutes. Well done.",)
