"""Correcting, adding and deleting in lines: a numbered list of fields, each asked for until it can be right."""

from __future__ import annotations

from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.records import SessionKind
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Converse, Page, session


def test_a_number_changes_a_field_and_enter_saves(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3, pain_worst=7)
    converse(stay_home, "3\n1\nc\n8\n2\n\n\n0\n")
    (kept,) = workspace.log().sessions
    assert kept.pain_worst == 2
    assert "8 Worst pain: 7" in page.said
    assert "Worst pain. 0 to 10. Now 7. Enter leaves it as it is, s clears it." in page.said
    assert "Worst pain: 2." in page.said
    assert any(line.startswith("Worst pain 2 instead of 7. ") for line in page.said)


def test_what_cannot_be_is_said_and_asked_again(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3)
    converse(stay_home, "3\n1\nc\n99\n1\nsomeday\n2199-01-01\nb\n4\n9\n1\n\n\n0\n")
    (kept,) = workspace.log().sessions
    assert "Please type a number from 1 to 14." in page.said
    assert "A day such as 2026-01-05, 5 jan or yesterday." in page.said
    assert any(line.endswith("is in the future; enter it when you've done it.") for line in page.said)
    assert "There is no stage 9; the stages are 1, 2." in page.said
    assert kept.stage == "1"


def test_s_takes_an_answer_back_and_a_dash_the_note(workspace: Workspace, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3, pain_worst=3, note="hm", soreness=("knee",))
    converse(stay_home, "3\n1\nc\n8\ns\n11\ns\n14\n-\n\n\n0\n")
    (kept,) = workspace.log().sessions
    assert (kept.pain_worst, kept.soreness, kept.note) == (None, (), "")


def test_another_kind_lists_the_fields_that_it_has(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "3\nn\n3\nwalk\n\n4\n30\n\n\n0\n")
    (kept,) = workspace.log().sessions
    assert (kept.kind, kept.walk_seconds) == (SessionKind.WALK, 1800)
    assert "4 Minutes: not given" in page.said
    assert "4 Minutes: a whole number from 1 to 360." in page.said, "nothing is saved until all is right"


def test_b_leaves_and_asks_only_when_something_was_changed(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 2, pain_morning=3)
    before = workspace.log()
    converse(stay_home, "3\n1\nc\nb\n1\nc\n7\n1\nb\n1\nb\n2\n\n0\n")
    assert page.said.count("Leave without saving? Your changes here won't be saved.") == 0
    assert page.said.count("Your changes here won't be saved.") == 2
    assert workspace.log() == before


def test_when_nobody_is_left_nothing_half_typed_is_saved(workspace: Workspace, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3)
    before = workspace.log()
    converse(stay_home, "3\n1\nc\n7\n9\n")
    assert workspace.log() == before


def test_deleting_and_bringing_back_say_what_they_change(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3)
    before = workspace.log().sessions
    converse(stay_home, "3\n1\nd\nz\n\n0\n")
    assert any(line.startswith("Deleted: stage 1 on ") for line in page.said)
    assert any(line.startswith("Back in the log: stage 1 on ") for line in page.said)
    assert [each.id for each in workspace.log().sessions] == [each.id for each in before]


def test_a_number_after_the_decision_is_for_the_menu(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 2, pain_morning=3)
    converse(stay_home, "3\n1\n5\n\n0\n")
    told = "what was no answer to c or d is left to the list"
    assert any(line.startswith("Please type a number from 1 to 1, ") for line in page.said), told


def test_the_key_that_undoes_is_named_while_there_is_something_to_bring_back(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 5, pain_morning=3)
    session(workspace, 2, pain_morning=3)
    converse(stay_home, "3\nx\n1\nd\nx\nz\nx\n\n0\n")
    told = [line for line in page.said if line.startswith("Please type a number")]
    assert [", z, " in line for line in told] == [False, True, False]
