"""The page of programmes: what each is, taking one up, doing other exercise, and the next one at the end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.finish import FinishScreen
from runwalk_tui.ui.screens.pages.programmes import ProgrammeList, ProgrammesScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.workspace import Workspace
from tests.support.examples import at_each_size
from tests.support.finished_log import finished_log
from tests.support.footers import footer
from tests.support.picture import plain_picture
from tests.support.stand_ins import NOON, Stage, toasts

pytestmark = pytest.mark.slow("opens the page of programmes a dozen times")

NAMES = tuple(SHIPPED)


def own_workspace(folder: Path) -> Workspace:
    """A workspace in a fresh home, with the table that ships; whoever runs has answered the first questions."""
    workspace = workspace_on(None, folder / "data")
    workspace.wall = lambda: NOON
    workspace.store.remember("screening", Screening(NOON).to_json())
    workspace.store.remember(TRIAL_SEEN, "yes")
    return workspace


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(own_workspace(tmp_path))


def at_cursor(stage: Stage) -> str:
    programme = stage.app.screen.query_one(ProgrammeList).programme
    assert programme is not None
    return programme.name


def down_to(name: str) -> list[str]:
    return ["down"] * NAMES.index(name)


@at_each_size([(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_all_about_a_programme_is_directly_under_its_row(size: tuple[int, int], stage: Stage) -> None:
    async with stage.app.run_test(size=size) as pilot:
        await stage.press(pilot, "s", "p", *down_to("first-5k"))
        drawn = plain_picture(stage.app).splitlines()
        row = next(number for number, line in enumerate(drawn) if "first-5k" in line)
        below = " ".join(" ".join(drawn[row : row + 8]).split())
        assert "ine weeks to 30 minutes of running" in below
        assert "9 stages, 30 to 40 minutes, 3 a week." in below
        assert size[1] == 12 or "our own estimate" in below
        assert stage.app.screen.query_one(ProgrammeList).max_scroll_x == 0
    stage.workspace.close()


async def test_the_one_in_use_is_marked_and_the_arrows_reach_every_one(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "p")
        assert at_cursor(stage) == "asteroid"
        assert [line.split()[1] for line in plain_picture(stage.app).splitlines() if "in use" in line] == ["asteroid"]
        seen = [at_cursor(stage)]
        for _ in NAMES[1:]:
            await stage.press(pilot, "down")
            seen.append(at_cursor(stage))
        assert tuple(seen) == NAMES
    stage.workspace.close()


async def test_a_programme_is_looked_at_and_left_and_the_cursor_is_still_there(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "p", *down_to("walking"), "enter")
        assert isinstance(stage.app.screen, QuestionScreen)
        assert "Take up “Walking”?" in plain_picture(stage.app)
        await stage.press(pilot, "escape")
        assert isinstance(stage.app.screen, ProgrammesScreen)
        assert at_cursor(stage) == "walking"
        assert not paths.own_stages().exists()
        await stage.press(pilot, "escape")
        assert isinstance(stage.app.screen, HomeScreen)
    stage.workspace.close()


async def test_a_programme_is_taken_up_and_home_shows_it(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "p", *down_to("first-5k"), "enter", "t")
        assert isinstance(stage.app.screen, HomeScreen)
        assert stage.workspace.table == load_table(paths.shipped_programme("first-5k"))
        assert paths.own_stages().read_text("utf-8") == paths.shipped_programme("first-5k").read_text("utf-8")
        assert toasts(stage.app) == ["“First 5K” is your programme now."]
        await stage.press(pilot, "s")
        assert "First 5K" in plain_picture(stage.app)
        await stage.press(pilot, "p", "home", "enter", "t")
        assert stage.workspace.table.programme == "ASTEROID run-walk"
        assert toasts(stage.app)[-1] == "“ASTEROID run-walk” is your programme now.", "what it was comes with runwalk"
    stage.workspace.close()


async def test_an_earlier_table_is_listed_looked_at_and_taken_up_again(stage: Stage) -> None:
    earlier = paths.config_dir() / "stages-2026-01-05.toml"
    earlier.parent.mkdir(parents=True, exist_ok=True)
    earlier.write_text(
        paths.shipped_programme("walking").read_text("utf-8").replace('name = "Walking"', 'name = "Mine"')
    )
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "p", *down_to("walking"), "down")
        drawn = plain_picture(stage.app)
        assert "Your earlier tables" in drawn
        assert "Mine" in drawn
        assert "your own, until Monday 5 January" in drawn
        await stage.press(pilot, "enter", "escape")
        assert at_cursor(stage) == "Mine"
        await stage.press(pilot, "enter", "t")
        assert stage.workspace.table.programme == "Mine"
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Mine" in plain_picture(stage.app).splitlines()[0]
    stage.workspace.close()


async def test_the_programme_in_use_is_said_to_be_that(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "p", "enter")
        assert toasts(stage.app) == ["“ASTEROID run-walk” is the programme you're using."]
        assert isinstance(stage.app.screen, ProgrammesScreen)
    stage.workspace.close()


async def test_an_own_changed_copy_is_marked_and_its_figures_can_be_put_back(tmp_path: Path) -> None:
    shipped = paths.shipped_stages().read_text("utf-8")
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(shipped.replace('run = "15s"', 'run = "25s"'), "utf-8")
    stage = Stage(own_workspace(tmp_path))
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "p")
        drawn = " ".join(plain_picture(stage.app).split())
        assert "in use This is your own copy, changed." in drawn
        assert "First session: 6 × (run 25s, walk 2m)" in drawn
        await stage.press(pilot, "enter")
        told = " ".join(plain_picture(stage.app).split())
        assert "Go back to the figures that come with runwalk?" in told
        assert "Stage 1: run 0:25 is now 0:15." in told
        await stage.press(pilot, "escape")
        assert isinstance(stage.app.screen, ProgrammesScreen)
        await stage.press(pilot, "enter", "g")
        assert isinstance(stage.app.screen, HomeScreen)
        assert stage.workspace.table.stages[0].run_seconds == 15
        assert "Your old table is in" in toasts(stage.app)[-1]
    assert paths.own_stages().read_text("utf-8") == shipped
    stage.workspace.close()


@at_each_size([(40, 12), (80, 24), (120, 40)])
async def test_other_exercise_of_one_s_own_is_listed_and_done(size: tuple[int, int], stage: Stage) -> None:
    folder = paths.own_exercise()
    folder.mkdir(parents=True)
    (folder / "evening.toml").write_text(
        '[programme]\nname = "My stretches"\nkind = "companion"\n[[stage]]\nintervals = ["stretch 1m left calf"]\n'
    )
    (folder / "mobility.toml").write_text("broken")
    (folder / "other.toml").write_text("broken")
    async with stage.app.run_test(size=size, notifications=True) as pilot:
        await stage.press(pilot, "s", "p", "end")
        assert at_cursor(stage) == "other"
        assert "other.toml:1:" in "".join(plain_picture(stage.app).split())
        await stage.press(pilot, "up")
        assert at_cursor(stage) == "evening"
        await stage.press(pilot, "enter")
        assert "left calf" in plain_picture(stage.app)
        await stage.press(pilot, "escape")
        assert at_cursor(stage) == "evening"
        await stage.press(pilot, "down", "enter")
        assert isinstance(stage.app.screen, ProgrammesScreen)
        assert "other.toml:1:" in "".join(toasts(stage.app)[-1].split())
    stage.workspace.close()


async def test_with_a_table_that_was_named_none_is_taken_up(tmp_path: Path) -> None:
    table = tmp_path / "named.toml"
    table.write_text(paths.shipped_programme("walking").read_text("utf-8").replace("Walking", "Mine"))
    workspace = workspace_on(table, tmp_path / "data")
    stage = Stage(workspace)
    async with stage.app.run_test(size=(80, 24), notifications=True) as pilot:
        await stage.press(pilot, "s", "p", *down_to("first-5k"), "enter")
        (told,) = toasts(stage.app)
        assert "start it without --stages" in " ".join(told.split())
        assert not paths.own_stages().exists()
    workspace.close()


async def test_other_exercise_is_started_from_the_list(stage: Stage) -> None:
    async with stage.app.run_test(size=(80, 24)) as pilot:
        await stage.press(pilot, "s", "p", *down_to("foam-roll"), "enter")
        assert "Calves, hamstrings, glutes" in plain_picture(stage.app)
        await stage.press(pilot, "escape")
        assert isinstance(stage.app.screen, ProgrammesScreen)
        assert at_cursor(stage) == "foam-roll"
        assert stage.workspace.table.programme == "ASTEROID run-walk"
    stage.workspace.close()


async def test_the_next_programme_is_offered_at_the_end_and_taken_up(tmp_path: Path) -> None:
    workspace = own_workspace(tmp_path)
    workspace.store.merge(finished_log(workspace.table, NOON))
    stage = Stage(workspace)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        assert "Keep running" in " ".join(plain_picture(stage.app).split())
        assert "n What's next" in footer(stage.app)
        await stage.press(pilot, "f")
        assert isinstance(stage.app.screen, FinishScreen)
        assert "n What's next" in footer(stage.app)
        await stage.press(pilot, "n")
        assert "Take up “Keep running”?" in plain_picture(stage.app)
        await stage.press(pilot, "escape")
        assert isinstance(stage.app.screen, HomeScreen)
        await stage.press(pilot, "n", "t")
        assert workspace.table.programme == "Keep running"
        assert "n What's next" not in footer(stage.app)
        # No run test: a stage is picked, with the first one proposed.
        await stage.press(pilot, "enter")
        assert "Where do you want to start?" in plain_picture(stage.app)
        await stage.press(pilot, "enter")
        assert workspace.prescription().stage == "k1"
    workspace.close()


async def test_a_table_without_a_next_programme_offers_none(tmp_path: Path) -> None:
    paths.config_dir().mkdir(parents=True)
    text = paths.shipped_programme("keep-running").read_text("utf-8")
    paths.own_stages().write_text(text)
    workspace = own_workspace(tmp_path)
    last = workspace.table.stages[-1].id
    for number in (6, 4, 2):
        day = NOON - timedelta(days=number)
        workspace.store.save(
            SessionRecord(str(number), day, "Keep running", last, 1, 1, pain_worst=1, pain_after=1, pain_morning=1)
        )
    stage = Stage(workspace)
    async with stage.app.run_test(size=(80, 24)) as pilot:
        assert "f Look back" in footer(stage.app)
        assert "n What's next" not in footer(stage.app)
        await stage.press(pilot, "f", "n")
        assert isinstance(stage.app.screen, FinishScreen)
    workspace.close()


@at_each_size([(40, 12), (80, 24)])
async def test_who_it_is_for_comes_first_and_the_answers_stay_in_sight(size: tuple[int, int], stage: Stage) -> None:
    async with stage.app.run_test(size=size) as pilot:
        await stage.press(pilot, "s", "p", *down_to("return-to-running"))
        assert "return-to-running" in plain_picture(stage.app), "its name is there, however long the rest is"
        await stage.press(pilot, "enter")
        assert isinstance(stage.app.screen, QuestionScreen)
        drawn = " ".join(plain_picture(stage.app).replace("│", " ").split())
        for shown in ("Take up “Return to running”?", "For people used to running", "Take it up (t)", "Back (b)"):
            assert shown in drawn, shown
        await stage.press(pilot, *["down"] * 30)
        drawn = " ".join(plain_picture(stage.app).replace("│", " ").split())
        for shown in ("Figures:", "Take it up (t)", "Back (b)"):
            assert shown in drawn, shown
