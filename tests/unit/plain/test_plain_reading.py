"""The check-in, the page of advice, and the tips, as lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from runwalk_tui.guidance.tips import Tip, When
from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.follow_up import CAVEAT
from runwalk_tui.session.records import CheckIn
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Converse, Page, Typist, placed, session


def test_a_check_in_is_kept_and_compared_with_its_caveat(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 40)
    workspace.store.check_in(CheckIn(workspace.wall() - timedelta(days=42), 50, 40, 70))
    converse(stay_home, "7\n30\n101\n35\n20\n60\n21\n\n\n0\n")
    latest = workspace.log().checkins[-1]
    assert (latest.current, latest.average, latest.worst, latest.disability) == (30, 35, 60, 21)
    assert "Please type a whole number from 0 to 100." in page.said
    assert "Please type a whole number from 35 to 100; the worst must be at least 35." in page.said
    assert "Pain now: 50 at first, 30 now, 20 lower." in page.said
    assert "Disability: 21%." in page.said
    assert any(CAVEAT in line for line in page.said)
    assert any(line.startswith("You did 0.2 of 3 sessions a week") for line in page.said)


def test_b_goes_back_and_from_the_first_question_leaves(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "7\n30\nb\n40\n35\n60\nb\n80\n\n\n\n7\nb\n0\n")
    (kept,) = workspace.log().checkins
    assert (kept.current, kept.average, kept.worst, kept.disability) == (40, 35, 80, None)
    assert "OK, later. Nothing has been saved." in page.said


def test_what_matters_is_a_few_words_and_no_letter_in_them_is_a_key(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    converse(stay_home, "7\n30\n35\n60\n\nw\n11\n6\n8\n0\n")
    (kept,) = workspace.log().checkins
    assert (kept.activity, kept.activity_score, kept.safe) == ("w", 6, 8)
    assert 'How well "w" goes: 6.' in page.said


def test_the_words_of_last_time_are_offered_and_s_skips_them(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    named = CheckIn(workspace.wall() - timedelta(days=42), 50, 40, 70, None, "climbing stairs", 3, 4)
    workspace.store.check_in(named)
    converse(stay_home, "7\n30\n35\n60\n\n\nb\ngardening\nb\n\n6\n8\n7\n30\n35\n60\n\ns\n\n0\n")
    assert 'Enter for "climbing stairs", s to skip, b to go back.' in page.said
    assert 'Enter for "gardening", s to skip, b to go back.' in page.said
    assert [(c.activity, c.activity_score, c.safe) for c in workspace.log().checkins[1:]] == [
        ("gardening", 6, 8),
        ("", None, None),
    ]


def test_too_many_words_are_cut_and_said_so(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, f"7\n30\n35\n60\n\n{'climb ' * 20}\n\n\n0\n")
    assert "That's too long; its first 60 characters are saved." in page.said
    assert len(workspace.log().checkins[0].activity) <= 60


def test_at_the_end_of_the_input_nobody_has_said_that_it_is_the_same_again(
    workspace: Workspace, converse: Converse
) -> None:
    named = CheckIn(workspace.wall() - timedelta(days=42), 50, 40, 70, None, "stairs", 3, 4)
    workspace.store.check_in(named)
    converse(stay_home, "7\n30\n35\n60\n21\n")
    latest = workspace.log().checkins[-1]
    assert (latest.disability, latest.activity, latest.safe) == (21, "", None)


def test_a_check_in_left_in_its_midst_keeps_nothing(workspace: Workspace, converse: Converse) -> None:
    converse(stay_home, "7\n30\n\n0\n")
    assert workspace.log().checkins == ()


def test_home_says_when_a_check_in_is_due(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 42)
    converse(stay_home, "0\n")
    assert "Week 6 of the programme: time for a check-in. Type 7." in page.said


# Advice.


def test_advice_is_read_page_by_page(page: Page, converse: Converse) -> None:
    converse(stay_home, "9\n99\n1\n5\n\n0\n")
    assert "2 After a flare-up" in page.said
    assert "Is this normal?" in page.said
    assert "- the worst pain was above 5 and at least 2 more than before the session, or" in page.said
    landing = "- Landing: soft and quiet. The less noise, the less force."
    assert f"{landing} (physio team; blogger with back pain; Tate & Milner 2017)" in page.said
    assert any(line.startswith("Please type a number from 1 to ") for line in page.said)
    assert not any("**" in line or "\\" in line or line.startswith("#") for line in page.said)


def test_all_of_it_can_be_read_at_once(page: Page, converse: Converse) -> None:
    converse(stay_home, "9\na\n\n0\n")
    assert "What the words mean." in page.said
    assert any(line.startswith("Numeric rating scale (NRS): pain as a number.") for line in page.said)
    assert any(line.startswith("- physio team: a physio team, ") for line in page.said)


def test_the_plan_is_on_the_menu_while_the_last_session_is_a_flare_up(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 1, pain_worst=7, pain_morning=5)
    converse(stay_home, "15\n0\n")
    assert "15 The plan after a flare-up" in page.said
    assert (
        page.said.index("After a flare-up. This is not medical advice.")
        < page.said.index("Tomorrow:")
        < page.said.index("When to get help:")
    )


def test_without_a_flare_up_there_is_no_plan_on_the_menu(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 1, pain_morning=3)
    converse(stay_home, "15\n0\n")
    assert "plan after a flare-up" not in page.text
    assert any(line.startswith("Please type one of ") for line in page.said)


# Tips.

TIPS = (
    Tip("Land quietly.", "a study", frozenset({When.WALK})),
    Tip("Sleep well.", "our own", frozenset({When.BETWEEN})),
)


def test_a_tip_is_told_at_home_with_its_source(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.tips = TIPS
    converse(stay_home, "0\n")
    assert "Tip: Sleep well. [our own]" in page.said


def walks_of(workspace: Workspace, seconds: int) -> None:
    """Placed at a first stage whose runs and walks last so long."""
    placed(workspace)
    first, *others = workspace.table.stages
    steps = tuple(replace(step, seconds=seconds) for step in first.steps)
    stages = (replace(first, steps=steps), *others)
    workspace.in_use = replace(workspace.in_use, table=replace(workspace.table, stages=stages))
    workspace.tips = TIPS[:1]


def test_a_tip_is_told_in_each_walk_that_is_long_enough(page: Page, converse: Converse, workspace: Workspace) -> None:
    walks_of(workspace, 20)
    converse(stay_home, "1\n3\n")
    walks = [number for number, line in enumerate(page.said) if line.startswith("Walk after run")]
    assert [page.said[number + 1] for number in walks] == ["Tip: Land quietly."] * 2


def test_a_repetition_of_several_walks_has_one_tip(page: Page, converse: Converse, workspace: Workspace) -> None:
    walks_of(workspace, 20)
    first, *others = workspace.table.stages
    stages = (replace(first, steps=3 * first.steps), *others)
    workspace.in_use = replace(workspace.in_use, table=replace(workspace.table, stages=stages))
    converse(stay_home, "1\n3\n")
    walks = [number for number, line in enumerate(page.said) if line.startswith("Walk after run")]
    tipped = [page.said[number + 1].startswith("Tip: ") for number in walks]
    assert tipped == [True, False, False] * 2


def test_a_short_walk_has_no_tip(page: Page, converse: Converse, workspace: Workspace) -> None:
    walks_of(workspace, 19)
    converse(stay_home, "1\n3\n")
    assert "Walk after run 2 of 2" in page.text
    assert "Tip: " not in page.text


def test_a_walk_that_is_begun_again_does_not_repeat_its_tip(
    page: Page, converse: Converse, workspace: Workspace, typist: Typist
) -> None:
    walks_of(workspace, 20)

    async def live() -> None:
        await page.until("Tip: Land quietly.")
        typist.type("b\n")
        await page.until("Walk after run 1 of 2: 20 seconds", times=2)
        typist.leave()

    converse(stay_home, "1\n3\n", live=live)
    assert page.text.count("Tip: ") == 2


def test_what_failed_outside_after_its_session_is_told_at_home(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    late = [Problem("Your finished hook failed with exit status 7.")]
    workspace.told_outside = lambda: (late.pop(),) if late else ()
    converse(stay_home, "7\n\n0\n")
    assert page.said.count("Your finished hook failed with exit status 7.") == 1
