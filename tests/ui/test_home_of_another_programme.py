"""Home with a programme that isn't the default: its name where there is room, and what is what where walks are due."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.screens.home.words import names_programme
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.footers import footer
from tests.support.picture import plain_picture
from tests.support.stand_ins import NOON, Stage

pytestmark = pytest.mark.slow("opens Home several times")


def walking(folder: Path) -> Workspace:
    """Placed in the programme of walks, which asks for one today."""
    workspace = workspace_on(paths.shipped_programme("walking"), folder / "data")
    workspace.wall = lambda: NOON
    workspace.store.remember(SCREENING, Screening(NOON).to_json())
    workspace.store.remember(TRIAL_SEEN, "yes")
    workspace.store.place(Placement(NOON, workspace.table.stages[0].id))
    return workspace


def named(name: str) -> StageTable:
    return load_table(paths.shipped_programme(name))


def test_the_default_is_not_named_and_another_one_where_there_is_room() -> None:
    first = named("first-5k")
    assert names_programme(named("asteroid"), "week 2", 80) == "week 2"
    assert names_programme(first, "week 2 · 4 sessions", 40) == "First 5K · week 2 · 4 sessions"
    assert names_programme(first, "week 2 · 4 sessions", 29) == "week 2 · 4 sessions"
    assert names_programme(first, "", 20) == SHIPPED["first-5k"].title


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_planned_walk_is_told_from_an_extra_one(tmp_path: Path, size: tuple[int, int]) -> None:
    stage = Stage(walking(tmp_path))
    async with stage.app.run_test(size=size) as pilot:
        await stage.press(pilot)
        drawn = plain_picture(stage.app)
        first = next(line for line in drawn.splitlines() if line.strip())
        assert first.split()[:2] == ["runwalk", "Walking"]
        assert "Start is your planned walk. An extra walk" in drawn
        assert "Extra walk" in drawn
        assert "Walk today" not in drawn
    stage.workspace.close()


async def test_the_smallest_terminal_has_the_key_and_it_works(tmp_path: Path) -> None:
    stage = Stage(walking(tmp_path))
    async with stage.app.run_test(size=(40, 12)) as pilot:
        await stage.press(pilot)
        assert "Walk today" not in footer(stage.app)
        await stage.press(pilot, "o")
        assert "a walk of 10 minutes" in " ".join(plain_picture(stage.app).split())
    stage.workspace.close()
