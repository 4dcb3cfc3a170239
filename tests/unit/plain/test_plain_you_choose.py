"""A programme in which you choose, as lines: what is offered after a flare-up, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.flows.choosing import choose
from runwalk_tui.opening import workspace_on
from runwalk_tui.plain.home import stay_home
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Converse, Page, screened
from tests.support.stand_ins import NOON

LADDER = parse_table(
    """
[programme]
name = "Mine"

[[stage]]
id = "long"
intervals = ["walk 20m"]

[[stage]]
id = "easy"
intervals = ["walk 10m"]
""",
    "mine.toml",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A runner placed at the first of the long runs, in the programme for runners who return."""
    workspace = workspace_on(paths.shipped_programme("return-to-running"), tmp_path / "workspace")
    workspace.wall = lambda: NOON
    screened(workspace)
    workspace.store.place(Placement(NOON - timedelta(days=10), "50m"))
    yield workspace
    workspace.store.close()


def flared(workspace: Workspace, days_ago: int) -> None:
    """Pain above what is fine, some days ago; the morning after is known."""
    at = NOON - timedelta(days=days_ago)
    done = SessionRecord("s1", at, workspace.table.programme, "50m", 5, 5, run_seconds=3000)
    workspace.store.save(replace(done, pain_before=3, pain_worst=7, pain_after=3, pain_morning=3))


def test_a_planned_walk_that_is_offered_is_not_called_fine_and_too_early_at_once(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    flared(workspace, 1)
    converse(stay_home, "1\n1\n1\n0\n")
    assert "1 Stage walk*, 30 minutes" in page.text
    assert "off your planned walks first. Other easy walks are fine. You can start earlier" in page.text
    assert "Walking is fine" not in page.text


def test_what_the_mark_means_is_said_with_the_answers_that_have_it(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    flared(workspace, 3)
    converse(stay_home, "1\n4\n0\n")
    question = page.text[page.text.index("Choose a gentler session?") :]
    assert "such as stage walk*." in question
    assert "(* our own)" in question


def test_beside_a_planned_walk_that_is_offered_another_is_an_extra_one(workspace: Workspace) -> None:
    assert not workspace.walk_is_due()
    flared(workspace, 3)
    assert workspace.walk_is_due()


@pytest.mark.parametrize(("first", "offered", "count"), [("50m", "50m", 5), ("walk", "walk", 1), (None, "walk", 1)])
def test_a_stage_that_was_picked_from_the_list_is_the_one_that_is_offered(
    workspace: Workspace, page: Page, converse: Converse, first: str | None, offered: str, count: int
) -> None:
    flared(workspace, 3)
    due = workspace.prescription()
    converse(lambda front: choose(front.conversation, due, first), "\n\n")
    assert f"Enter for {offered}, b to go back." in page.text
    assert f"Enter for {count}, b to go back." in page.text


@pytest.mark.parametrize(("manual", "shorter"), [(False, False), (True, True)])
def test_a_shorter_walk_that_is_offered_is_no_stage_above_the_one_that_is_due(
    workspace: Workspace, page: Page, converse: Converse, *, manual: bool, shorter: bool
) -> None:
    table = replace(LADDER, policy=replace(LADDER.policy, manual=manual))
    workspace.in_use = replace(workspace.in_use, table=table)
    workspace.store.place(Placement(NOON, "long"))
    converse(stay_home, "1\n7\n1\n")
    assert ("A shorter walk today?" in page.text) is shorter
    (record,) = workspace.log().sessions
    assert record.stage == ("easy" if shorter else "long")
