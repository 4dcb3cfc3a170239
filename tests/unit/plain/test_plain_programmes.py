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
from runwalk_tui.session.records import Placement, SessionRecord
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


def test_the_stages_say_which_sessions_are_of_another_programme(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    workspace.store.save(SessionRecord("s1", NOON, "First 5K", "w2", 1, 1))
    converse(stay_home, "5\n0\n")
    told = 'session in your log belongs to "First 5K", not to this programme.'
    assert any(told in line for line in page.said)
    home = page.said[: page.said.index(next(line for line in page.said if told in line))]
    assert not any("First 5K" in line for line in home)


@pytest.mark.parametrize(("answer", "stage"), [("1", "10m"), ("2", "30m")])
def test_with_much_pain_the_shortest_planned_walk_is_offered_and_counts(
    workspace: Workspace, page: Page, converse: Converse, answer: str, stage: str
) -> None:
    workspace.in_use = replace(workspace.in_use, table=table_of_shipped(SHIPPED["walking"]))
    workspace.store.place(Placement(NOON, "30m"))
    converse(stay_home, f"1\n7\n{answer}\n")
    assert any("Pain of 7 out of 10 is above 5" in line for line in page.said)
    (record,) = workspace.log().sessions
    assert (record.kind, record.stage, record.pain_before) == ("run-walk", stage, 7)


def test_with_much_pain_a_stage_of_walking_only_is_not_traded_for_a_walk(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    workspace.in_use = replace(workspace.in_use, table=table_of_shipped(SHIPPED["walking"]))
    workspace.store.place(Placement(NOON, "10m"))
    converse(stay_home, "1\n7\n1\n")
    assert "A walk today?" not in page.said
    (record,) = workspace.log().sessions
    assert (record.kind, record.stage, record.pain_before) == ("run-walk", "10m", 7)


def test_an_own_changed_copy_is_marked_and_its_figures_can_be_put_back(
    tmp_path: Path, page: Page, converse: Converse, workspace: Workspace
) -> None:
    shipped = paths.shipped_stages().read_text("utf-8")
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(shipped.replace('run = "15s"', 'run = "25s"'), "utf-8")
    workspace.take_up_table(settled=True)
    converse(stay_home, "16\nasteroid\n1\n0\n")
    assert "1 asteroid (in use: your own copy, changed): run-walk for people with low back pain" in page.said
    assert "Go back to the figures that come with runwalk?" in page.said
    assert paths.own_stages().read_text("utf-8") == shipped
    assert workspace.table.stages[0].run_seconds == 15


def test_other_exercise_of_one_s_own_is_listed_with_its_errors(page: Page, converse: Converse) -> None:
    folder = paths.own_exercise()
    folder.mkdir(parents=True)
    (folder / "evening.toml").write_text(
        '[programme]\nname = "My stretches"\nkind = "companion"\n[[stage]]\nintervals = ["stretch 1m left calf"]\n'
    )
    (folder / "mobility.toml").write_text("broken")
    number = len(SHIPPED) + 1
    converse(stay_home, f"16\n{number}\n2\n16\nevening\n2\n14\n5\n0\n")
    assert f"{number} evening: your own: My stretches" in page.said
    about = SHIPPED["mobility"].about
    assert f"{list(SHIPPED).index('mobility') + 1} mobility (has errors): {about}" in page.said
    fault = f"{folder / 'mobility.toml'}:1: "
    # In the list, twice, and where the exercise is chosen.
    assert len([line for line in page.said if line.startswith(fault)]) == 3
    assert any("left calf" in line for line in page.said)


def test_an_earlier_table_is_listed_and_taken_up_again(workspace: Workspace, page: Page, converse: Converse) -> None:
    earlier = paths.config_dir() / "stages-2026-01-05.toml"
    earlier.parent.mkdir(parents=True, exist_ok=True)
    earlier.write_text(MINE, "utf-8")
    converse(stay_home, "16\n10\n1\n16\n\n\n0\n")
    assert "Your earlier tables:" in page.said
    assert any(line.startswith("10 Mine: your own, until Monday 5 January") for line in page.said)
    assert "Programme: Mine." in page.said
    assert workspace.table.programme == "Mine"
    assert page.said.count("Your earlier tables:") == 1


MINE = """
[programme]
name = "Mine"

[[stage]]
id = "1"
run = "20s"
walk = "2m"
"""
