"""What comes before a session: the screening, where to begin, the morning, moving up, choosing, a walk proposed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    BACK,
    CLEARED,
    FORGOTTEN,
    KEEP,
    NO_RED_FLAG,
    NONE,
    NOTHING_APPLIES,
    PLAN,
    RED_FLAG,
    SEEN,
    SKIP,
    TRIAL,
    At,
    Choose,
    Days,
    Home,
    Number,
    Pick,
    Press,
    tick,
)
from tests.support.fronts.story import (
    Story,
    assert_both_tell,
    flared_where_you_choose,
    placed,
    ran_yesterday,
    ready_to_move_up,
    screened,
    session,
    stopped,
    told,
)

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

START, CHOOSE = Home("start"), Home("choose")
DISCARD = (Press("end"), Pick("discard"))
"""The session that has begun is of no more interest."""
EARLIER = "session 1: run-walk, 2 × 2/2, pains 2 3 2 -"
PLACED = "placed at 2, chosen"
THREE = (
    "session 1: run-walk, 2 × 2/2, pains 2 3 2 2",
    "session 2: run-walk, 2 × 4/4, pains 2 3 2 2",
    "session 3: run-walk, 2 × 4/4, pains 2 3 2 2",
)
FLAGGED = "session 1: run-walk, 2 × 4/4, pains 2 3 2 2, flags fever"

ELSEWHERE = "session 1: run-walk, 2 × 4/4, pains 2 9 2 -"


def flared_elsewhere(workspace: Workspace) -> None:
    """Severe pain today in another programme, and no starting stage in this one."""
    screened(workspace)
    bad = session(workspace, 0, pain_worst=9, pain_morning=None)
    workspace.store.save(replace(bad, programme="Another"), was=bad)


def stopped_elsewhere(workspace: Workspace) -> None:
    """A stop for pain today in another programme, and no score of it."""
    screened(workspace)
    bad = session(workspace, 0, pain_worst=None, pain_after=None, pain_morning=None, stopped_for_pain=True)
    workspace.store.save(replace(bad, programme="Another"), was=bad)


SCREENING = (
    Story(
        "nothing applies, and the placement is left for later",
        [START, *NOTHING_APPLIES, TRIAL, Choose("later"), START, Choose("later")],
    ),
    Story(
        "two conditions, looked at again",
        [
            START,
            *NO_RED_FLAG,
            tick("age"),
            Choose("fine"),
            tick("heart", "fainting"),
            Choose("fine"),
            TRIAL,
            Choose("choose"),
            At("1"),
        ],
        ["placed at 1, chosen"],
    ),
    Story("left on the first page", [START, BACK]),
    Story("left on the third page, and begun anew", [START, *NO_RED_FLAG, BACK, BACK, BACK, START, BACK]),
    Story("back and forth keeps what was said", [START, NONE, BACK, KEEP, NONE, NONE, BACK, BACK, BACK, BACK]),
    Story(
        "an emergency ends the questions",
        [START, tick("chest"), Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags chest"],
    ),
    Story(
        "something urgent on the second page",
        [START, NONE, tick("fever", "night"), Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags fever night"],
    ),
    Story("a slipped key is looked at again", [START, tick("chest"), Choose("back"), NONE, BACK, BACK]),
    Story(
        "left with a new tick that is meant",
        [START, tick("saddle"), Choose("back"), BACK, Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags saddle"],
    ),
    Story("left with a new tick that was a slip", [START, tick("saddle"), Choose("back"), BACK, Choose("slip")]),
    Story(
        "left with a new tick, looked at again, then meant",
        [START, tick("saddle"), Choose("back"), BACK, Choose("back"), KEEP, Choose("keep"), SEEN],
        ["session 1: run-walk, 1 × 0/1, pains - - - -, flags saddle"],
    ),
    Story(
        "again from Home, with a condition of last time that no longer applies",
        [
            (Home("screening"), *NO_RED_FLAG, tick("age"), Choose("fine"), NONE),
            (Home("screening"), *NO_RED_FLAG, KEEP, BACK, NONE, NONE),
        ],
    ),
)
PLACEMENT = (
    Story("at the first stage", [START, Choose("choose"), At("1")], ["placed at 1, chosen"], screened),
    Story("at a higher one", [START, Choose("choose"), At("3")], ["placed at 3, chosen"], screened),
    Story("back from the list of stages", [START, Choose("choose"), BACK], [], screened),
    Story("later", [START, Choose("later"), START, Choose("later")], [], screened),
)
AFTER_ANOTHER_PROGRAMME = (
    Story("the run test is early, and waits", [START, Choose("test"), Choose("wait")], [ELSEWHERE], flared_elsewhere),
    Story(
        "it is early, and left as it begins",
        [START, Choose("test"), Choose("start"), *NO_RED_FLAG, Press("back")],
        [ELSEWHERE],
        flared_elsewhere,
    ),
    Story(
        "it is early, and nobody knows how bad the pain was",
        [START, Choose("test"), Choose("start"), BACK],
        ["session 1: run-walk, 2 × 4/4, pains 2 - - -, stopped"],
        stopped_elsewhere,
    ),
    Story(
        "a sign after severe pain comes before it",
        [START, Choose("test"), Choose("start"), tick("chest"), Choose("keep"), SEEN],
        [ELSEWHERE, "session 2: run-walk, 1 × 0/1, pains - - - -, flags chest"],
        flared_elsewhere,
    ),
    Story(
        "no answer is not none",
        [Home("run test"), Choose("start"), BACK, Home("run test"), Choose("wait")],
        [ELSEWHERE],
        flared_elsewhere,
    ),
    Story(
        "a stage may be chosen meanwhile",
        [START, Choose("choose"), At("1"), START, Choose("wait")],
        [ELSEWHERE, "placed at 1, chosen"],
        flared_elsewhere,
    ),
)
DUE = (
    Story("the pain is given", [START, Number(3), *DISCARD], [PLACED], placed),
    Story("the pain is skipped", [START, SKIP, *DISCARD], [PLACED], placed),
    Story("back from the pain", [START, BACK, START, BACK], [PLACED], placed),
    Story(
        "severe pain without a red flag", [START, Number(9), *NO_RED_FLAG, Choose("run"), *DISCARD], [PLACED], placed
    ),
    Story("severe pain, and no answer is not none", [START, Number(10), BACK, Number(2), *DISCARD], [PLACED], placed),
    Story(
        "severe pain with a red flag",
        [START, Number(8), NONE, tick("one-leg"), Choose("keep"), SEEN],
        ["session 1: run-walk, 2 × 0/1, pains - - - -, flags one-leg", PLACED],
        placed,
    ),
    Story("a red flag at the pain, then none", [START, RED_FLAG, *NO_RED_FLAG, Number(1), *DISCARD], [PLACED], placed),
    Story(
        "a red flag at the pain",
        [START, RED_FLAG, tick("bladder-bowel"), Choose("keep"), SEEN],
        ["session 1: run-walk, 2 × 0/1, pains - - - -, flags bladder-bowel", PLACED],
        placed,
    ),
    Story("a walk is proposed, and a run wanted", [START, Number(6), Choose("run"), *DISCARD], [PLACED], placed),
    Story("a walk is proposed, and left for later", [START, Number(7), Choose("later")], [PLACED], placed),
    Story("a walk is proposed, and walked", [START, Number(6), Choose("walk"), *DISCARD], [PLACED], placed),
    Story("moving up", [START, Choose("up"), Number(1), *DISCARD], [*THREE, PLACED], ready_to_move_up),
    Story("staying", [START, Choose("stay"), Number(1), *DISCARD], [*THREE, PLACED], ready_to_move_up),
    Story("neither", [START, Choose("back"), START, Choose("back")], [*THREE, PLACED], ready_to_move_up),
)
FLARED = "session 1: run-walk, 2 × 4/4, pains 2 8 2 2"
AFTER_A_FLARE_UP = (
    Story(
        "after a flare-up the gentler session first",
        [START, Choose("gentle"), Number(1), *DISCARD],
        [FLARED, PLACED],
        flared_where_you_choose,
    ),
    Story(
        "after a flare-up the same anyway",
        [START, Choose("same"), Number(1), *DISCARD],
        [FLARED, PLACED],
        flared_where_you_choose,
    ),
    Story(
        "after a flare-up another is looked for, and then none is run",
        [START, Choose("choose"), BACK, Choose("later")],
        [FLARED, PLACED],
        flared_where_you_choose,
    ),
)
YESTERDAY = (
    Story(
        "the morning is given, and today is early",
        [Number(2), START, Choose("wait"), START, Choose("start"), Number(3), *DISCARD],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 2", PLACED],
        ran_yesterday,
    ),
    Story(
        "nobody remembers the morning",
        [FORGOTTEN, Days(1), START, BACK],
        [EARLIER, PLACED, "morning session 1 not remembered"],
        ran_yesterday,
    ),
    Story(
        "the morning is left for later, and asked before the session",
        [BACK, Days(1), START, Number(7), *NO_RED_FLAG, PLAN, Choose("wait")],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 7", PLACED],
        ran_yesterday,
    ),
    Story(
        "a severe morning with a red flag",
        [Number(9), tick("saddle"), Choose("keep"), SEEN],
        [
            "session 1: run-walk, 2 × 2/2, pains 2 3 2 9",
            "session 2: run-walk, 1 × 0/1, pains - - - -, flags saddle",
            PLACED,
        ],
        ran_yesterday,
    ),
    Story(
        "a morning that rose, and no answer is not none",
        [Number(4), BACK, Number(3), START, Choose("wait")],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 3", PLACED],
        ran_yesterday,
    ),
    Story(
        "a severe morning, its signs left: neither is answered, and no session starts until both are",
        [
            (Number(9), BACK, BACK, START, Number(9), NONE, BACK, BACK, BACK),
            (START, Number(9), BACK, Number(9), *NO_RED_FLAG, PLAN, Choose("wait")),
        ],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 9", PLACED],
        ran_yesterday,
    ),
    Story(
        "a severe morning, its signs left, and nothing comes of it",
        [Number(9), BACK, BACK, START, Number(8), BACK, BACK],
        [EARLIER, PLACED],
        ran_yesterday,
    ),
    Story(
        "a severe morning isn't forgotten by one key",
        [Number(9), BACK, FORGOTTEN, Choose("back"), Number(9), *NO_RED_FLAG, PLAN],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 9", PLACED],
        ran_yesterday,
    ),
    Story(
        "a severe morning that was a slip, and nobody remembers",
        [Number(9), BACK, FORGOTTEN, Choose("slip"), START, Choose("wait")],
        [EARLIER, PLACED, "morning session 1 not remembered"],
        ran_yesterday,
    ),
    Story(
        "the run test asks about the morning first",
        [
            BACK,
            Home("run test"),
            Number(9),
            BACK,
            BACK,
            Home("run test"),
            Number(9),
            *NO_RED_FLAG,
            PLAN,
            Choose("wait"),
        ],
        ["session 1: run-walk, 2 × 2/2, pains 2 3 2 9", PLACED],
        ran_yesterday,
    ),
    Story(
        "the morning is left for later, and again",
        [BACK, START, BACK, Choose("wait")],
        [EARLIER, PLACED],
        ran_yesterday,
    ),
)
CHOOSING = (
    Story("a lower stage is free", [CHOOSE, At("1", 2), Number(2), *DISCARD], [PLACED], placed),
    Story("fewer repetitions are free", [CHOOSE, At("2", 1), Number(2), *DISCARD], [PLACED], placed),
    Story("a higher stage is asked once", [CHOOSE, At("3", 2), Choose("go"), Number(2), *DISCARD], [PLACED], placed),
    Story("a higher stage, and back", [CHOOSE, At("3", 2), Choose("back")], [PLACED], placed),
    Story("more repetitions are asked once", [CHOOSE, At("2", 3), Choose("go"), SKIP, *DISCARD], [PLACED], placed),
    Story("more repetitions, and back", [CHOOSE, At("2", 4), Choose("back")], [PLACED], placed),
    Story("nothing is chosen", [CHOOSE, BACK], [PLACED], placed),
    Story("more repetitions of a lower stage are free", [CHOOSE, At("1", 4), Number(2), *DISCARD], [PLACED], placed),
)
SIGNS = (
    Story("none from Home", [Home("warning sign"), *NO_RED_FLAG], [PLACED], placed),
    Story("left", [Home("warning sign"), BACK, Home("warning sign"), NONE, BACK, BACK], [PLACED], placed),
    Story(
        "an emergency from Home, and not cleared yet",
        [Home("warning sign"), tick("chest", "accident"), Choose("keep"), CLEARED, Choose("back"), SEEN],
        ["session 1: run-walk, 2 × 0/1, pains - - - -, flags chest accident", PLACED],
        placed,
        apart="the clearance has a key on the screen of the stop sign, and a number on the menu of lines",
    ),
    Story(
        "cleared at once, and a session after it",
        [Home("warning sign"), NONE, tick("fever"), Choose("keep"), CLEARED, Choose("cleared"), START, SKIP, *DISCARD],
        ["session 1: run-walk, 2 × 0/1, pains - - - -, flags fever", PLACED, "cleared session 1"],
        placed,
    ),
    Story(
        "cleared another day",
        [Home("stop sign"), CLEARED, Choose("cleared"), Home("screening"), *NOTHING_APPLIES],
        [FLAGGED, PLACED, "cleared session 1"],
        stopped,
        apart="Home in lines says the stop sign itself",
    ),
    Story(
        "not cleared yet",
        [Home("stop sign"), CLEARED, Choose("back"), SEEN],
        [FLAGGED, PLACED],
        stopped,
        apart="Home in lines says the stop sign itself",
    ),
)


@told(*SCREENING, *PLACEMENT, *AFTER_ANOTHER_PROGRAMME, *DUE, *YESTERDAY, *AFTER_A_FLARE_UP, *CHOOSING, *SIGNS)
def test_both_fronts_come_to_the_same(story: Story, tmp_path: Path) -> None:
    assert_both_tell(story, tmp_path)


def test_a_starting_stage_bears_the_name_of_its_programme(tmp_path: Path) -> None:
    story = Story(
        "chosen",
        [START, *NOTHING_APPLIES, TRIAL, Choose("choose"), At("1")],
        ["placed at 1, chosen"],
    )
    outcome = assert_both_tell(story, tmp_path)
    assert [placement.programme for placement in outcome.log.placements] == ["Test"]
