"""The questions before the first session, the stop sign that they can raise, and the way back from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.rule.screening import CONDITIONS, Screening
from runwalk_tui.session.records import Clearance, Placement
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.plain_parts import Converse, Page, placed, screened, session

NONE = "0\n0\n0\n0\n"
"""None of the four groups applies."""
ADVICE = {each.id: each.advice for each in CONDITIONS}


def test_four_zeros_are_the_whole_screening(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, f"11\n{NONE}0\n")
    kept = workspace.screening()
    assert kept is not None
    assert (kept.red_flags, kept.conditions) == ((), ())
    assert "Thank you, that's everything." in page.said


@pytest.mark.parametrize("before", ["", "0\n", "0\n0\n0\n"])
def test_enter_held_too_long_answers_no_question_about_health(
    workspace: Workspace, page: Page, converse: Converse, before: str
) -> None:
    held = "\n" * 30
    converse(stay_home, f"11\n{before}{held}")
    assert workspace.screening() is None
    assert page.text.count("0 for none of these.") >= 30
    assert "Thank you, that's everything." not in page.said


def test_it_comes_before_the_first_session_also_of_a_placed_runner(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    workspace.store.place(Placement(workspace.wall() - timedelta(days=1), "1"))
    converse(stay_home, f"1\n{NONE}b\n1\nb\n0\n")
    assert page.text.count("1 of 4. ") == 1
    assert page.text.count("How is your pain right now") == 2


@pytest.mark.parametrize("typed", ["b\n", "0\nb\nb\n", "0\n0\nb\nb\nb\n", "0\n0\n0\nb\nb\nb\nb\n"])
def test_leaving_it_keeps_nothing_and_starts_nothing(
    workspace: Workspace, page: Page, converse: Converse, typed: str
) -> None:
    workspace.store.place(Placement(workspace.wall() - timedelta(days=1), "1"))
    converse(stay_home, f"1\n{typed}0\n")
    assert workspace.store.recall(SCREENING) is None
    assert "OK, later. You'll see the questions before your first session." in page.said
    assert "How is your pain right now" not in page.text


def test_the_end_of_the_input_starts_no_session(workspace: Workspace, converse: Converse) -> None:
    workspace.store.place(Placement(workspace.wall() - timedelta(days=1), "1"))
    converse(stay_home, "1\n")
    assert workspace.screening() is None
    assert workspace.log().sessions == ()


def test_an_emergency_ends_the_questions_and_says_what_to_do(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    converse(stay_home, "1\n7\n4\n2\n0\n")
    assert "Please type any of 1, 2, 3, 4, 5, with spaces; 0 for none of these." in page.said
    assert "2 of 4. " not in page.text
    assert "Call your emergency number or go to an emergency department now." in page.said
    assert "Where do you want to start?" not in page.text
    (flagged,) = stop_sign(workspace.log())
    assert (flagged.red_flags, flagged.counted) == (("chest",), False)


def test_a_slipped_key_is_put_right_by_looking_again(workspace: Workspace, converse: Converse) -> None:
    converse(stay_home, f"11\n4\n1\n{NONE}0\n")
    assert stop_sign(workspace.log()) == ()
    assert workspace.screening() is not None


def test_the_keys_follow_the_order_and_more_than_one_can_be_ticked(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    converse(stay_home, "11\n0\n0\n0\n0\n11\n0\n7, 2\n2\n0\n")
    for title in ("1 of 4.", "2 of 4.", "3 of 4.", "4 of 4."):
        first = next(position for position, line in enumerate(page.said) if line.startswith(title)) + 1
        last = next(position for position in range(first, len(page.said)) if page.said[position].startswith("Type"))
        numbers = [line.split()[0] for line in page.said[first:last]]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    kept = workspace.screening()
    assert kept is not None
    assert kept.red_flags == ("weight-loss", "one-leg")
    assert page.text.count("3 of 4.") == 1, "with a warning sign all other questions can wait"


def test_a_condition_is_advice_and_no_lock(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "1\n0\n0\n2\n\n1 4\n\n2\n\n0\n")
    kept = workspace.screening()
    assert kept is not None
    assert kept.conditions == ("new-pain", "heart", "pregnancy")
    for each in kept.conditions:
        assert page.said.count(ADVICE[each]) == 1
    assert [placement.stage for placement in workspace.log().placements] == ["1"]


def test_conditions_of_the_last_time_stay_with_enter_and_go_with_0(workspace: Workspace, converse: Converse) -> None:
    workspace.store.remember(SCREENING, Screening(workspace.wall(), (), ("back surgery",)).to_json())
    converse(stay_home, "11\n0\n0\n\n0\n0\n")
    kept = workspace.screening()
    assert kept is not None
    assert kept.conditions == ("spine",)


def test_conditions_can_be_taken_back(workspace: Workspace, converse: Converse) -> None:
    workspace.store.remember(SCREENING, Screening(workspace.wall(), (), ("back surgery",)).to_json())
    converse(stay_home, "11\n0\n0\n0\n0\n0\n")
    kept = workspace.screening()
    assert kept is not None
    assert kept.conditions == ()


def test_after_a_clearance_what_was_ticked_is_asked_afresh(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    flagged = Screening(workspace.wall() - timedelta(days=9), ("chest pain",))
    workspace.store.remember(SCREENING, flagged.to_json())
    workspace.store.clear(Clearance(workspace.wall() - timedelta(days=2)))
    converse(stay_home, f"1\n{NONE}3\n0\n")
    assert "1 of 4. " in page.text
    kept = workspace.screening()
    assert kept is not None
    assert kept.red_flags == ()


def test_answers_that_cannot_be_read_are_asked_again(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.store.remember(SCREENING, "{")
    converse(stay_home, "1\nb\n0\n")
    assert "1 of 4. " in page.text


# The stop sign.


def test_a_stop_sign_offers_no_session_and_can_be_cleared(workspace: Workspace, page: Page, converse: Converse) -> None:
    session(workspace, 1, red_flags=("numb genitals or buttocks",))
    converse(stay_home, "1\n6\n1\n6\n2\n3\n\n0\n")
    assert page.said[1] == "Call your emergency number or go to an emergency department now."
    assert not any("No session for now" in line or line.startswith("Stop") for line in page.said)
    assert any(
        "you reported a warning sign: numb or tingly around the genitals or buttocks." in line for line in page.said
    )
    assert "Please type one of 3, 4, 5, 6, 7, 8, 9, 11, 18, 0." in page.said
    assert len(workspace.log().clearances) == 1
    assert "1 Start" in page.said
    assert any(line.startswith("Cleared by a doctor or physiotherapist on ") for line in page.said)


@pytest.mark.parametrize("opened", ["8", "w", "W"])
def test_a_warning_sign_can_be_told_at_home(workspace: Workspace, page: Page, converse: Converse, opened: str) -> None:
    placed(workspace)
    converse(stay_home, f"{opened}\n0\n2\n2\n0\n")
    (flagged,) = stop_sign(workspace.log())
    assert flagged.red_flags == ("weight-loss",)
    assert "See a doctor urgently, before you run again." in page.said


def test_and_before_a_session_which_is_then_not_run(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\nw\n0\n7\n2\n0\n")
    assert stop_sign(workspace.log())
    assert not any(record.counted for record in workspace.log().sessions)
    assert "Warm-up" not in page.text


def test_none_of_them_goes_back_to_the_question(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\nw\n0\n0\n3\n")
    (record,) = workspace.log().sessions
    assert (record.pain_before, record.red_flags) == (3, ())
    assert page.text.count("How is your pain right now") == 2


def test_a_stage_may_be_called_w(workspace: Workspace, converse: Converse) -> None:
    screened(workspace)
    workspace.in_use = replace(
        workspace.in_use,
        table=replace(
            workspace.table, stages=(replace(workspace.table.stages[0], id="w"), *workspace.table.stages[1:])
        ),
    )
    converse(stay_home, "1\n2\nw\n0\n")
    assert workspace.log().placements[0].stage == "w"


@pytest.mark.parametrize("typed", ["w\n4\n2\n", "1\nw\n4\n2\n"], ids=["at home", "before a session"])
def test_a_red_flag_in_a_rehearsal_only_shows_what_would_be_said(
    workspace: Workspace, page: Page, converse: Converse, typed: str
) -> None:
    placed(workspace)
    converse(stay_home, f"{typed}0\n", rehearsal=True)
    assert "Call your emergency number or go to an emergency department now." in page.said
    assert page.said.count("This is a rehearsal, so it isn't saved.") == 1
    assert "stop sign" not in page.text
    assert workspace.log().sessions == ()


def test_a_rehearsal_asks_and_keeps_none_of_it(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "4\n1\n2\n2\n1\n3\n\n\n\n\n\n\nw\n4\n2\n0\n", rehearsal=True)
    assert "1 of 4. " not in page.text
    assert "Please type one of 1, 3, 5, 8, 9, 10, 12, 14, 18, 0." in page.said
    assert workspace.screening() is None
    assert workspace.store.log().placements == ()
    (record,) = workspace.log().sessions
    assert (record.stage, record.rehearsal, record.red_flags) == ("2", True, ())
    assert "This is a rehearsal, so it isn't saved." in page.said
