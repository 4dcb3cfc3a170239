"""A bad day as lines: a walk is proposed, or chosen from the menu; it is timed, and only the pain after it is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from runwalk_tui.flows.front import LeftProgram
from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionKind
from runwalk_tui.workspace import Workspace
from tests.support.fakes import HandClock
from tests.support.plain_parts import Converse, Page, SilentSound, Typist, offer, placed, session

WALK = "12"


def test_a_walk_on_any_day_asks_for_the_pain_before_and_after_and_nothing_else(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, f"{WALK}\n2\n1\n0\n")
    (record,) = workspace.log().sessions
    assert (record.kind, record.walk_seconds, record.active_seconds) == (SessionKind.WALK, 80, 80)
    assert (record.pain_before, record.pain_worst, record.pain_after) == (2, None, 1)
    assert "Next: a walk of 80 seconds." in page.said
    assert "Saved: a walk of 80 seconds. Well done." in page.said
    assert "A walk is saved, but doesn't count as a session." in page.said
    assert "What was your worst pain" not in page.text
    assert "Next: start here." in page.said


def test_a_walk_needs_no_stage(workspace: Workspace, converse: Converse) -> None:
    placed(workspace)
    workspace.wall = lambda: workspace_start + timedelta(days=200)
    workspace_start = workspace.log().placements[0].at
    assert workspace.prescription().decision is Decision.PLACEMENT
    converse(stay_home, f"{WALK}\n2\n1\n0\n")
    assert [session.kind for session in workspace.log().sessions] == [SessionKind.WALK]


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [("1", [SessionKind.WALK]), ("2", [SessionKind.RUN_WALK]), ("3", [])],
    ids=["walk", "run", "later"],
)
def test_at_walk_from_a_walk_a_run_or_later(
    workspace: Workspace, page: Page, converse: Converse, answer: str, kinds: list[SessionKind]
) -> None:
    placed(workspace)
    converse(stay_home, f"1\n6\n{answer}\n")
    assert "Your pain is 6 out of 10, above 5: a walk may be a better choice today." in page.said
    assert [record.kind for record in workspace.log().sessions] == kinds
    assert [record.pain_before for record in workspace.log().sessions] == [6] * len(kinds)


def test_below_walk_from_nobody_is_asked(page: Page, workspace: Workspace, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n5\n")
    assert "the better choice today" not in page.text
    assert [record.kind for record in workspace.log().sessions] == [SessionKind.RUN_WALK]


def test_the_usual_pain_moves_it(workspace: Workspace, page: Page, converse: Converse) -> None:
    for ago in (9, 6, 3):
        session(workspace, ago, pain_before=5, pain_worst=5, pain_after=5, pain_morning=5)
    assert workspace.prescription().walk_from == 7
    converse(stay_home, "1\n6\n")
    assert "the better choice today" not in page.text
    assert len(workspace.log().sessions) == 4


def test_the_usual_pain_is_named(workspace: Workspace, page: Page, converse: Converse) -> None:
    for ago in (9, 6, 3):
        session(workspace, ago, pain_before=5, pain_worst=5, pain_after=5, pain_morning=5)
    converse(stay_home, "1\n7\n3\n")
    assert "Your pain is 7 out of 10, well above your usual 5: a walk may be a better choice today." in page.said
    assert len(workspace.log().sessions) == 3


def test_from_severe_pain_on_the_warning_signs_come_first(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n8\n0\n0\n1\n2\n0\n")
    first, then = (
        page.text.index("Your pain is severe today"),
        page.text.index("Your pain is 8 out of 10, which is severe"),
    )
    assert first < then
    assert [record.kind for record in workspace.log().sessions] == [SessionKind.WALK]


@pytest.mark.parametrize("start", ["1", WALK], ids=["run", "walk"])
def test_a_warning_sign_at_severe_pain_stops_the_walk_as_well(
    workspace: Workspace, page: Page, converse: Converse, start: str
) -> None:
    placed(workspace)
    converse(stay_home, f"{start}\n8\n1\n2\n{WALK}\n0\n")
    assert workspace.prescription().decision is Decision.STOP
    assert not any(record.active_seconds for record in workspace.log().sessions)
    assert page.text.count("Each number always means the same.") == 2, "what to do is said in place of the walk"
    assert page.text.count("12 A walk today") == 1


def test_nobody_left_to_answer_starts_nothing(workspace: Workspace, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n7\n")
    assert workspace.log().sessions == ()


def test_a_rehearsed_walk_is_kept_as_a_rehearsal(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, f"{WALK}\n2\n1\n0\n", rehearsal=True)
    (record,) = workspace.log().sessions
    assert (record.kind, record.rehearsal) == (SessionKind.WALK, True)


def test_ctrl_c_twice_keeps_what_was_walked(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)

    async def live() -> None:
        await page.until("Walk: ")
        typist.type("m\n")
        await page.until("0 to 10")
        typist.type("4\n")
        await page.until("Pain 4 saved")
        typist.keyboard.interrupt()
        await page.until("Ctrl+C again")
        typist.keyboard.interrupt()

    with pytest.raises(LeftProgram):
        converse(stay_home, f"{WALK}\n3\n", live=live)
    (record,) = workspace.log().sessions
    assert record.kind is SessionKind.WALK
    assert record.walk_seconds >= 10
    assert (record.pain_worst, [mark.pain for mark in record.pain_marks]) == (None, [4])


def test_a_walk_that_was_cut_off_is_taken_up_as_one(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    stage, reps = workspace.session_of_today()
    controller = workspace.walk_controller(stage, reps, clock=HandClock(), player=SilentSound(), rehearsal=False)
    controller.start()
    converse(offer, "2\n3\n")
    (record,) = workspace.log().sessions
    assert (record.kind, record.pain_after) == (SessionKind.WALK, 3)
    assert any(", a walk: " in line and line.endswith(" of walking.") for line in page.said)
