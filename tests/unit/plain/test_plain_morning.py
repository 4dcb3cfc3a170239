"""The pain on the morning after: asked at the next start, left for later, or not remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.records import Placement
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.workspace import NO_MORNING, Workspace
from tests.support.plain_parts import Converse, Page, placed, session

ASKED = "How was your pain on the morning after"


@pytest.mark.parametrize("previews", [False, True])
def test_it_is_asked_at_the_next_start_and_says_first_what_an_answer_leads_to_only_to_who_wants_that(
    workspace: Workspace, page: Page, converse: Converse, previews: bool
) -> None:
    workspace.settings = replace(workspace.settings, screen=ScreenSettings(previews=previews))
    session(workspace, 1)
    converse(stay_home, "11\n5\n0\n0\n0\n")
    (record,) = workspace.log().sessions
    assert record.pain_morning == 5
    assert record.updated_at is not None
    assert "How was your pain on the morning after yesterday's session? That's this morning." in page.said
    assert ("5 to 10: stage 1 again, 2 repetitions" in page.said) is previews
    assert "Please type a whole number from 0 to 10, or n." in page.said
    assert any(line.startswith("Saved: pain 5 out of 10 that morning. Next: stage 1 again") for line in page.said)
    assert not any(line.startswith("4 ") for line in page.said[page.said.index("1 Start") :])


@pytest.mark.parametrize("days_ago", [0, 8])
def test_it_is_not_asked_before_that_morning_or_long_after(
    workspace: Workspace, page: Page, converse: Converse, days_ago: int
) -> None:
    session(workspace, days_ago)
    converse(stay_home, "0\n")
    assert ASKED not in page.text


def test_left_for_later_it_is_asked_before_the_next_session(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 2)
    converse(stay_home, "\n1\n2\nb\n0\n")
    assert page.text.count(ASKED) == 2
    assert workspace.log().sessions[0].pain_morning == 2
    assert workspace.store.recall(NO_MORNING) is None


def test_not_remembered_it_is_not_asked_again_but_can_be_told(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    record = session(workspace, 2)
    converse(stay_home, "n\n1\nb\n4\n4\n0\n")
    assert workspace.store.recall(NO_MORNING) == record.id
    assert page.text.count(ASKED) == 2
    assert workspace.log().sessions[0].pain_morning == 4


def test_what_the_screen_app_was_told_is_not_asked_here(workspace: Workspace, page: Page, converse: Converse) -> None:
    record = session(workspace, 1)
    workspace.store.remember(NO_MORNING, record.id)
    converse(stay_home, "0\n")
    assert ASKED not in page.text


def test_a_rehearsal_does_not_ask(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 1)
    converse(stay_home, "0\n", rehearsal=True)
    assert ASKED not in page.text


def test_a_warning_sign_at_this_question_raises_the_stop_sign(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 1)
    converse(stay_home, "w\n1\n2\n0\n")
    assert "Call your emergency number or go to an emergency department now." in page.said
    assert workspace.log().sessions[0].pain_morning is None


# Moving up.


def ready_to_move_up(workspace: Workspace) -> None:
    workspace.store.place(Placement(workspace.wall() - timedelta(days=12), "1"))
    for days_ago in (10, 8, 6):
        session(workspace, days_ago, reps_done=3, pain_morning=3)


@pytest.mark.parametrize(("typed", "stage"), [("1\n", "2"), ("2\n", "1")])
def test_moving_up_is_offered_beside_staying(
    workspace: Workspace, page: Page, converse: Converse, typed: str, stage: str
) -> None:
    ready_to_move_up(workspace)
    converse(stay_home, f"1\n{typed}3\n3\n3\n\n\n\n\n0\n")
    assert "1 Move up to 2" in page.said
    assert "2 Stay at 1" in page.said
    record = workspace.log().sessions[-1]
    assert (record.stage, record.reps_planned) == (stage, 2 if stage == "2" else 3)


def test_going_back_from_the_offer_starts_nothing(workspace: Workspace, converse: Converse) -> None:
    ready_to_move_up(workspace)
    converse(stay_home, "1\n3\n0\n")
    assert len(workspace.log().sessions) == 3


def test_nobody_to_answer_moves_nobody_up(workspace: Workspace, converse: Converse) -> None:
    ready_to_move_up(workspace)
    converse(stay_home, "1\n")
    assert workspace.log().sessions[-1].stage == "1"


def test_a_placement_is_followed_by_no_morning(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2)
    placed(workspace, "2")
    converse(stay_home, "0\n")
    assert ASKED not in page.text
