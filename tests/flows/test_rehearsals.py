"""A rehearsal of each conversation: nothing is kept but sessions that say that they were rehearsed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.flows.front import NOT_IN_A_REHEARSAL
from tests.support.fronts.meanings import (
    BACK,
    CLEARED,
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
    Number,
    Pick,
    Place,
    Press,
    Seconds,
    ToTheEnd,
    tick,
)
from tests.support.fronts.outcome import tell
from tests.support.fronts.story import (
    Story,
    assert_both_tell,
    nothing,
    placed,
    ran_yesterday,
    ready_to_move_up,
    stopped,
    told,
)

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

BEGUN = (Home("start"), Number(3))
DONE = (*BEGUN, ToTheEnd())
RUN = (Home("start"), Choose("test"), Press("begin"), Press("next"))
UNRATED = (SKIP, SKIP, SKIP, SKIP, SKIP, SEEN)
PLACED = "placed at 2, chosen"
REHEARSED = "rehearsal, session 1: run-walk, 2 × 0/2, pains 3 - - -"
EARLIER = "session 1: run-walk, 2 × 2/2, pains 2 3 2 -"
FLAGGED = "session 1: run-walk, 2 × 4/4, pains 2 3 2 2, flags fever"

STORIES = (
    Story(
        "a session, three times as fast",
        [*BEGUN, Press("next"), Seconds(10.1), Mark(4), ToTheEnd(), SKIP, Number(3), SKIP, SKIP, SKIP, SEEN],
        ["rehearsal, session 1: run-walk, 2 × 0/2, pains 3 - 3 -, 4 at 30 s", PLACED],
        placed,
    ),
    Story(
        "a session that is stopped",
        [*BEGUN, Press("stop"), Pick("finish"), SKIP, SKIP, SKIP, SKIP, SEEN, SEEN],
        [f"{REHEARSED}, stopped", PLACED],
        placed,
    ),
    Story(
        "a walk",
        [Home("walk"), Number(7), ToTheEnd(), Number(3), SEEN],
        ["rehearsal, session 1: walk, 2 × 0/1, pains 7 - 3 -", PLACED],
        placed,
    ),
    Story(
        "the first stage, while the program runs",
        [Home("start"), Choose("choose"), At("2"), DONE, UNRATED],
        [REHEARSED],
        nothing,
    ),
    Story(
        "a run test, while the program runs",
        [*RUN, Seconds(14), Press("enough"), Number(3), At("2"), DONE, UNRATED],
        [REHEARSED],
        nothing,
    ),
    Story(
        "a run test with an emergency after it",
        [*RUN, Press("stop"), Number(6), At("1"), tick("chest"), Choose("keep"), SEEN],
        [],
        nothing,
    ),
    Story(
        "no screening comes before it, and no morning",
        [*BEGUN, Press("end"), Pick("discard")],
        [EARLIER, PLACED],
        ran_yesterday,
    ),
    Story(
        "moving up",
        [Home("start"), Choose("up"), Number(2), Press("end"), Pick("discard")],
        [
            "session 1: run-walk, 2 × 2/2, pains 2 3 2 2",
            "session 2: run-walk, 2 × 4/4, pains 2 3 2 2",
            "session 3: run-walk, 2 × 4/4, pains 2 3 2 2",
            PLACED,
        ],
        ready_to_move_up,
    ),
    Story(
        "a higher stage",
        [Home("choose"), At("3", 2), Choose("go"), SKIP, Press("end"), Pick("discard")],
        [PLACED],
        placed,
    ),
    Story("an emergency at Home", [Home("warning sign"), tick("chest"), Choose("keep"), SEEN], [PLACED], placed),
    Story("no red flag at Home", [Home("warning sign"), NO_RED_FLAG], [PLACED], placed),
    Story(
        "a red flag before the session",
        [Home("start"), RED_FLAG, NONE, tick("fever"), Choose("keep"), SEEN],
        [PLACED],
        placed,
    ),
    Story(
        "a red flag at severe pain", [Home("start"), Number(9), tick("saddle"), Choose("keep"), SEEN], [PLACED], placed
    ),
    Story(
        "left with a red flag ticked that is meant",
        [Home("start"), RED_FLAG, tick("saddle"), Choose("back"), BACK, Choose("keep"), SEEN],
        [PLACED],
        placed,
    ),
    Story(
        "an emergency in the rating",
        [*DONE, RED_FLAG, tick("accident"), Choose("keep"), SEEN, SEEN],
        [REHEARSED, PLACED],
        placed,
    ),
    Story(
        "something urgent in the rating",
        [*DONE, RED_FLAG, NONE, tick("night"), Choose("keep"), SEEN, UNRATED],
        [REHEARSED, PLACED],
        placed,
    ),
    Story(
        "the pain rose in it",
        [*DONE, Number(9), Number(9), NONE, tick("lump"), Choose("keep"), SEEN, SKIP, SKIP, SKIP, SEEN],
        ["rehearsal, session 1: run-walk, 2 × 0/2, pains 3 9 9 -", PLACED],
        placed,
    ),
    Story(
        "a flare-up shows its plan",
        [*DONE, Number(7), Number(3), *NO_RED_FLAG, SKIP, SKIP, SKIP, SEEN, PLAN],
        ["rehearsal, session 1: run-walk, 2 × 0/2, pains 3 7 3 -", PLACED],
        placed,
    ),
)


@told(*STORIES)
def test_both_fronts_come_to_the_same(story: Story, tmp_path: Path) -> None:
    outcome = assert_both_tell(replace(story, rehearsal=True), tmp_path)
    assert not any(session.red_flags for session in outcome.log.sessions)
    assert outcome.journal == ()


@pytest.mark.parametrize("wanted", ["check in", "screening"])
def test_what_would_not_be_kept_is_not_asked_in_lines_nor_on_screens(wanted: Place, tmp_path: Path) -> None:
    """The menu of lines does not have it; the keys of Home do, and say why nothing is asked."""
    lines, screens = tell(tmp_path, [Home(wanted)], placed, rehearsal=True)
    for outcome in (lines, screens):
        assert outcome.asked == ()
        assert outcome.short == (PLACED,)
    assert (lines.told, screens.told) == ((), (NOT_IN_A_REHEARSAL,))


def test_nobody_is_cleared_in_a_rehearsal(tmp_path: Path) -> None:
    lines, screens = tell(tmp_path, [Home("stop sign"), CLEARED, SEEN], stopped, rehearsal=True)
    assert lines.short == screens.short == (FLAGGED, PLACED)
    assert screens.told == (NOT_IN_A_REHEARSAL,)
