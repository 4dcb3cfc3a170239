"""The programmes that ship as lines: listed, looked at, taken up; and the next one at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.flows.programmes import take_up
from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.plain.home import stay_home
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.finished_log import finished_log
from tests.support.plain_parts import Converse, Page
from tests.support.stand_ins import NOON


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in a fresh home, with the table that ships."""
    workspace = workspace_on(None, tmp_path / "workspace")
    workspace.wall = lambda: NOON
    workspace.store.remember(SCREENING, Screening(NOON).to_json())
    workspace.store.remember(TRIAL_SEEN, "yes")
    yield workspace
    workspace.store.close()


def test_all_are_listed_and_enter_goes_back(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "16\n\n0\n")
    for number, one in enumerate(SHIPPED.values(), 1):
        mark = " (in use)" if number == 1 else ""
        assert f"{number} {one.name}{mark}: {one.about}" in page.said
    assert workspace.table.programme == "ASTEROID run-walk"


@pytest.mark.parametrize("typed", ["3", "first-5k", "FIRST-5K"])
def test_one_is_taken_up_by_its_number_or_its_name(
    typed: str, workspace: Workspace, page: Page, converse: Converse
) -> None:
    converse(stay_home, f"16\n{typed}\n1\n0\n")
    assert 'Take up "First 5K"?' in page.said
    assert "9 stages, 30 to 40 minutes, 3 a week." in page.said
    assert '"First 5K" is your programme now.' in page.said
    assert workspace.table.programme == "First 5K"
    assert paths.own_stages().exists()


def test_one_is_looked_at_and_left(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "16\nwalking\n2\n16\nmarathon\n\n0\n")
    assert 'Take up "Walking"?' in page.said
    assert "Please type a number from 1 to 9, a name such as keep-running, or just Enter." in page.said
    assert workspace.table.programme == "ASTEROID run-walk"
    assert not paths.own_stages().exists()


def test_other_exercise_is_done_at_once(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "16\nfoam-roll\n1\n")
    (record,) = workspace.log().sessions
    assert (record.kind, record.programme) == ("companion", "Foam roller")
    assert workspace.table.programme == "ASTEROID run-walk"


def test_the_next_one_is_offered_at_the_end(workspace: Workspace, page: Page, converse: Converse) -> None:
    workspace.store.merge(finished_log(workspace.table, NOON))
    converse(stay_home, "13\nn\n2\n17\n1\n\n0\n")
    offer = 'Next could be "Keep running": longer runs, up to half an hour without walking.'
    assert f"{offer} Type 17." in page.said
    assert offer in page.said
    assert 'Type n to look at "Keep running", or press Enter.' in page.said
    assert page.said.count('Take up "Keep running"?') == 2
    assert workspace.table.programme == "Keep running"
    assert "Today: Find your starting stage." in page.said
    assert not any(line.startswith("17 ") for line in page.said[page.said.index("Today: Find your starting stage.") :])


def test_in_a_rehearsal_they_are_not_on_the_menu(page: Page, converse: Converse) -> None:
    converse(stay_home, "16\n0\n", rehearsal=True)
    assert not any(line.startswith("16 ") for line in page.said)


def test_in_a_rehearsal_nothing_is_taken_up(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(lambda front: take_up("walking")(front.conversation), rehearsal=True)
    assert "Answers aren't saved in a rehearsal. Start runwalk without --speed for this." in page.said
    assert workspace.table.programme == "ASTEROID run-walk"


def test_with_much_pain_a_stage_of_walking_only_is_not_traded_for_a_walk(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    workspace.in_use = replace(workspace.in_use, table=table_of_shipped(SHIPPED["walking"]))
    workspace.store.place(Placement(NOON, "10m"))
    converse(stay_home, "1\n7\n")
    assert "A walk today?" not in page.said
    (record,) = workspace.log().sessions
    assert (record.kind, record.stage, record.pain_before) == ("run-walk", "10m", 7)
