"""Pages that a conversation shows at their moment: who the programme was tried with, and the plan after a flare-up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.fronts.meanings import (
    BACK,
    NO_RED_FLAG,
    NOTHING_APPLIES,
    PLAN,
    SEEN,
    SKIP,
    TRIAL,
    Choose,
    Days,
    Home,
    Number,
    ToTheEnd,
    tick,
)
from tests.support.fronts.story import Story, assert_both_tell, placed, ran_yesterday, session, told

pytestmark = [pytest.mark.slow("tells each story to both fronts"), pytest.mark.examples]

START, PLAN_AGAIN = Home("start"), Home("flare-up plan")
PLACED = "placed at 2, chosen"
WHOM, PLANNED = "page: Who this was tried with", "page: After a flare-up"
DONE = (START, Number(3), ToTheEnd())
FLARED = "session 1: run-walk, 2 × 0/2, pains 3 7 3 -"


def flared(workspace: Workspace) -> None:
    """A flare-up two days ago."""
    placed(workspace)
    session(workspace, 2, pain_worst=8)


def placed_by_command(workspace: Workspace) -> None:
    """A runner who set a starting stage, and was never asked the first questions."""
    workspace.store.place(Placement(workspace.wall(), "2"))


def ran_before(workspace: Workspace) -> None:
    """The same runner, with a session that counts."""
    workspace.store.place(Placement(workspace.wall() - timedelta(days=5), "2"))
    session(workspace, 3)


def answered_before(workspace: Workspace) -> None:
    """A runner who answered the first questions before there was the page about the trial, and never started."""
    workspace.store.remember(SCREENING, Screening(workspace.wall() - timedelta(days=30)).to_json())


# Each story with the pages that it shows, in order.
WITH_WHOM = {
    Story("once, after the first questions", (START, *NOTHING_APPLIES, TRIAL, Choose("later"))): [WHOM],
    Story(
        "not again",
        ((START, *NOTHING_APPLIES, TRIAL, Choose("later")), (Home("screening"), *NOTHING_APPLIES)),
    ): [WHOM],
    Story(
        "after the questions were answered from the menu",
        ((Home("screening"), *NOTHING_APPLIES), START, TRIAL, Choose("later"), START, Choose("later")),
    ): [WHOM],
    Story(
        "to whoever answered them before there was this page",
        (START, TRIAL, Choose("later")),
        before=answered_before,
    ): [WHOM],
    Story("not when the questions are left", (START, *NO_RED_FLAG, BACK, BACK, BACK)): [],
    Story(
        "not with a warning sign",
        (START, tick("chest"), Choose("keep"), SEEN),
        ("session 1: run-walk, 1 × 0/1, pains - - - -, flags chest",),
    ): [],
    Story(
        "once to whoever was placed by the command, too",
        (START, *NOTHING_APPLIES, TRIAL, BACK, START, BACK),
        (PLACED,),
        placed_by_command,
    ): [WHOM],
    Story(
        "not for whoever has run",
        (START, *NOTHING_APPLIES, BACK),
        ("session 1: run-walk, 2 × 4/4, pains 2 3 2 2", PLACED),
        ran_before,
    ): [],
}
RATED_BADLY = (*DONE, Number(7), Number(3), *NO_RED_FLAG, SKIP, SKIP, SKIP, SEEN, PLAN)
AFTER_A_FLARE_UP = {
    Story("after the decision, and again from Home", (*RATED_BADLY, PLAN_AGAIN, PLAN), (FLARED, PLACED), placed): [
        PLANNED,
        PLANNED,
    ],
    Story(
        "after the morning that made it one",
        (Number(6), *NO_RED_FLAG, PLAN),
        ("session 1: run-walk, 2 × 2/2, pains 2 3 2 6", PLACED),
        ran_yesterday,
    ): [PLANNED],
    Story(
        "not once more after the morning",
        (*RATED_BADLY, Days(1), START, Number(7), *NO_RED_FLAG, Choose("wait")),
        (FLARED.replace("3 -", "3 7"), PLACED),
        placed,
    ): [PLANNED],
    Story(
        "of the days before",
        (PLAN_AGAIN, PLAN),
        ("session 1: run-walk, 2 × 4/4, pains 2 8 2 2", PLACED),
        flared,
    ): [PLANNED],
    Story(
        "never under the stop sign",
        (*DONE, Number(7), Number(3), tick("saddle"), Choose("keep"), SEEN),
        (f"{FLARED}, flags saddle", PLACED),
        placed,
    ): [],
    Story(
        "not after a session that went well",
        (*DONE, Number(3), Number(3), SKIP, SKIP, SKIP, SEEN),
        ("session 1: run-walk, 2 × 0/2, pains 3 3 3 -", PLACED),
        placed,
    ): [],
}
PAGES = WITH_WHOM | AFTER_A_FLARE_UP


@told(*PAGES)
def test_a_page_is_shown_at_its_moment_on_both_fronts(story: Story, tmp_path: Path) -> None:
    outcome = assert_both_tell(story, tmp_path)
    assert [asked for asked in outcome.asked if asked.startswith("page: ")] == PAGES[story]
