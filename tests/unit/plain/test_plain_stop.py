"""Nothing goes past a warning sign in plain mode: no answer is not "none", and nothing stands before what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.keeping import note_rating
from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Rating, stop_record
from runwalk_tui.workspace import NO_MORNING, Workspace
from tests.support.fakes import HandClock
from tests.support.plain_parts import Converse, Page, SilentSound, offer, placed, session

EMERGENCY = "Call your emergency number or go to an emergency department now."


def flagged(workspace: Workspace) -> None:
    workspace.store.save(stop_record(workspace.wall(), workspace.table.programme, "1", ["saddle"]))


def cut_off(workspace: Workspace, rating: Rating | None = None) -> None:
    """A session that was begun and never ended; with a rating, one that is over and half answered."""
    stage, reps = workspace.session_of_today()
    controller = workspace.controller(stage, reps, clock=HandClock(), player=SilentSound(), rehearsal=False)
    controller.start()
    if rating is not None:
        controller.end()
        note_rating(workspace, controller.running, rating)


@pytest.mark.parametrize("leaving", ["", "b\nb\n"], ids=["the input ends", "b"])
def test_a_red_flag_that_was_meant_is_kept_however_the_questions_end(
    workspace: Workspace, converse: Converse, leaving: str
) -> None:
    converse(stay_home, f"1\n0\n1\n2\n{leaving}")
    assert [session.red_flags for session in stop_sign(workspace.log())] == [("fever",)]


def test_at_severe_pain_b_leads_back_to_the_pain_and_not_past_the_red_flags(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "1\n9\nb\nb\n0\n")
    assert page.text.count("How is your pain right now") == 2
    assert workspace.log().sessions == ()


def test_after_pain_that_rose_b_asks_again(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n2\n7\n7\nb\n7\n0\n0\n\n\n\n\n0\n")
    assert page.text.count("Your pain went up or is high, so please check these first.") == 2
    assert [session.pain_after for session in workspace.log().sessions] == [7]


@pytest.mark.parametrize("typed", ["9\n", "9\nb\n\n0\n", "9\nb\n1\n"])
def test_a_severe_morning_without_an_answer_about_the_signs_is_not_saved_and_comes_again(
    workspace: Workspace, page: Page, converse: Converse, typed: str
) -> None:
    placed(workspace)
    done = session(workspace, 1)
    converse(stay_home, typed)
    assert ("Your pain of 9 isn't saved: check the warning signs first." in page.text) is not typed.endswith("1\n")
    assert ("You said 9: type 9 for the warning signs, or another number; n if" in page.text) is ("b" in typed)
    assert (workspace.log().sessions == (done,)) is not typed.endswith("1\n"), "a slip is put right"
    assert (workspace.morning_wanted() is None) is typed.endswith("1\n")


def test_a_severe_morning_left_open_is_not_forgotten_later_by_one_key(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    record = session(workspace, 1)
    converse(stay_home, "9\nb\n\n4\nn\n1\n\n4\nn\n2\n0\n")
    assert page.text.count("You said 9: type 9 for the warning signs") == 4
    assert page.text.count("You said 9: was that a slip?") == 2
    assert workspace.log().sessions == (record,)
    assert workspace.store.recall(NO_MORNING) == record.id


def test_a_severe_morning_is_saved_when_its_sign_comes_by_the_key_for_it(
    workspace: Workspace, converse: Converse
) -> None:
    placed(workspace)
    session(workspace, 1)
    converse(stay_home, "9\nb\nw\n2\n2\n")
    assert [each.pain_morning for each in workspace.log().sessions] == [9, None]
    assert [each.red_flags for each in stop_sign(workspace.log())] == [("saddle",)]


def test_the_run_test_comes_after_the_questions(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "10\nb\n0\n")
    assert "1 of 4." in page.text
    assert "Enter is 1 Start" not in page.text
    assert workspace.log().placements == ()


def test_a_session_that_was_cut_off_does_not_go_on_under_the_stop_sign(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    cut_off(workspace)
    flagged(workspace)
    converse(offer, "\n")
    assert page.said[0] == EMERGENCY
    assert "1 Later" in page.text
    assert "Continue" not in page.text


def test_a_red_flag_in_a_rating_that_was_cut_off_waits_behind_no_other_session(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    cut_off(workspace)
    cut_off(workspace, Rating(worst=3, red_flags=("fever",)))
    converse(offer, "\n")
    assert [session.red_flags for session in stop_sign(workspace.log())] == [("fever",)]
    assert page.said[0].startswith("See a doctor urgently")


def test_under_the_stop_sign_home_says_what_to_do_and_nothing_else(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    flagged(workspace)
    converse(stay_home, "0\n")
    told = page.said[: page.said.index("")] or page.said[1 : page.said.index("", 1)]
    assert told[0] == EMERGENCY
    for word in ("This week", "Tip:", "Check in", "morning"):
        assert not any(word in line for line in told)


def test_the_morning_waits_for_the_stop_sign(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    yesterday = workspace.wall() - timedelta(days=1)
    sign = stop_record(yesterday, workspace.table.programme, "1", ["saddle"])
    workspace.store.save(replace(sign, reps_done=1, pain_worst=2, pain_after=2))
    assert workspace.prescription().decision is Decision.STOP
    assert workspace.morning_wanted() is None
    converse(stay_home, "0\n")
    assert "How was your pain on the morning" not in page.text
