"""What was ticked or typed in lines is kept, said back and never taken for something else."""

from __future__ import annotations

from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.session.records import stop_record
from runwalk_tui.workspace import Workspace
from tests.support.cut_off_test import cut_off_test
from tests.support.plain_parts import Converse, Page, offer, placed, screened


def test_a_warning_sign_can_be_told_of_where_a_clearance_is_asked(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    workspace.store.save(stop_record(workspace.wall(), workspace.table.programme, "1", ["fever"]))
    converse(stay_home, "6\nw\n4\n2\n0\n")
    assert "Do you have any of these right now?" in page.text
    assert ("chest",) in [s.red_flags for s in stop_sign(workspace.log())]


def test_no_sign_is_kept_that_was_not_said_back(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    # fever: look again, back to the first list, chest pain: yes
    converse(stay_home, "w\n0\n1\n1\nb\n4\n2\n0\n")
    (flagged,) = stop_sign(workspace.log())
    meant = [line for line in page.said if line.startswith("You ticked:")][-1]
    assert all(in_words([flag]) in meant for flag in flagged.red_flags), (meant, flagged.red_flags)


def test_a_rehearsed_run_test_that_is_taken_up_places_nobody(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=True, ran=5)
    converse(offer, "1\n3\n1\n\n")
    assert workspace.store.log().placements == ()


def test_a_warning_sign_of_a_rehearsed_run_test_is_not_kept(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=True, ran=5, stopped=True)
    converse(offer, "1\n3\n1\n4\n2\n")
    assert stop_sign(workspace.log()) == ()


def test_a_warning_sign_of_a_real_run_test_is_kept_in_a_rehearsal_too(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False, ran=5, stopped=True)
    converse(offer, "1\n3\n1\n4\n2\n", rehearsal=True)
    assert stop_sign(workspace.log())


def test_a_question_about_warning_signs_costs_no_warm_up(workspace: Workspace, page: Page, converse: Converse) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False)
    converse(offer, "1\nw\n0\n0\n2\n")
    begins = [line for line in page.said if line.startswith("The run test:")]
    assert len(begins) == 2
    assert all("walk" in line for line in begins), begins


def test_when_nobody_is_left_to_look_again_a_warning_sign_is_kept(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "w\n4\n1\n")
    assert stop_sign(workspace.log())


def test_a_stage_that_is_the_last_line_is_taken(workspace: Workspace, page: Page, converse: Converse) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False, ran=5)
    converse(offer, "1\n3\n1\n")
    assert [placement.stage for placement in workspace.store.log().placements] == ["1"]


def test_a_check_in_goes_on_after_a_question_about_warning_signs(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "7\n30\n40\nw\n0\n0\n50\n\nstairs\nw\n0\n0\n6\n\n0\n")
    (kept,) = workspace.log().checkins
    assert (kept.current, kept.average, kept.worst, kept.activity, kept.activity_score) == (30, 40, 50, "stairs", 6)


def test_severe_pain_without_an_answer_begins_nothing(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n9\n")
    assert workspace.log().sessions == ()
