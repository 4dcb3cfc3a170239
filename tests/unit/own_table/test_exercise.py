"""Other exercise of one's own: found in its folder, used in the place of what ships, its errors told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.own_table.exercise import companion_tables, exercise_faults, find_exercise, own_file
from runwalk_tui.own_table.listing import HAS_ERRORS, OWN, OWN_WITH_ERRORS, listed
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.table_in_use import load_table
from tests.support.stand_ins import TABLE

SHIPS = [one.title for one in SHIPPED.values() if one.companion]


def exercise(name: str, seconds: int = 30) -> str:
    return f'[programme]\nname = "{name}"\nkind = "companion"\n[[stage]]\nintervals = ["stretch {seconds}s"]\n'


@pytest.fixture
def folder() -> Path:
    """The runner's own folder of other exercise."""
    folder = paths.own_exercise()
    folder.mkdir(parents=True)
    return folder


def titles() -> list[str]:
    return [table.programme for table in companion_tables()]


def test_without_any_of_one_s_own_there_is_what_ships() -> None:
    assert titles() == SHIPS
    assert exercise_faults() == ()


def test_one_s_own_come_after_what_ships(folder: Path) -> None:
    (folder / "my-stretches.toml").write_text(exercise("My stretches"))
    (folder / ".my-stretches.toml").write_text("an editor's")
    (folder / "my-stretches.toml~").write_text("an editor's")
    assert titles() == [*SHIPS, "My stretches"]
    assert own_file("My-Stretches") == folder / "my-stretches.toml"
    assert own_file("other") is None
    row = listed(None)[-1]
    assert (row.name, row.about, row.title) == ("my-stretches", "your own: My stretches", "My stretches")
    assert row.told()[-1] == f"Your file is {folder / 'my-stretches.toml'}."


@pytest.mark.parametrize("named", ["mobility.toml", "before-running.toml"])
def test_one_with_the_name_or_the_title_of_one_that_ships_goes_before_it(folder: Path, named: str) -> None:
    (folder / named).write_text(exercise("Mobility", 45))
    assert titles() == SHIPS
    (mine,) = [one for one in find_exercise() if one.is_own]
    assert mine.table is not None
    assert mine.table.stages[0].steps[0].seconds == 45
    (row,) = [one for one in listed(None) if one.mark == OWN]
    assert (row.key, row.title) == ("mobility", "Mobility")


def test_with_errors_it_is_named_in_one_line_and_what_ships_is_used(folder: Path) -> None:
    file = folder / "mobility.toml"
    file.write_text(exercise("Mobility").replace("30s", "30x").replace("Mobility", ""))
    assert titles() == SHIPS
    (fault,) = exercise_faults()
    assert fault.startswith(f"{file}:2: programme: name")
    assert fault.endswith("(and 1 more error). Using the one that comes with runwalk.")
    assert "\n" not in fault
    (row,) = [one for one in listed(None) if one.mark == HAS_ERRORS]
    assert fault in row.told()


def test_one_with_errors_that_replaces_nothing_is_listed_with_them(folder: Path) -> None:
    file = folder / "walking.toml"
    file.write_text("broken")
    assert titles() == SHIPS
    row = listed(None)[-1]
    # The programme of that name is another row.
    assert (row.key, row.name, row.about, row.title) == ("walking.toml", "walking", OWN_WITH_ERRORS, "")
    assert row.told()[-1].startswith(f"{file}:1: ")


def test_a_programme_in_that_folder_is_none(folder: Path) -> None:
    (folder / "mine.toml").write_text(TABLE)
    (fault,) = exercise_faults()
    assert fault.startswith(f"{folder / 'mine.toml'}: this is a programme, not other exercise")


def test_a_file_in_the_place_of_the_folder_stops_nothing() -> None:
    paths.config_dir().mkdir(parents=True)
    paths.own_exercise().write_text("in the way")
    assert titles() == SHIPS


def test_a_changed_copy_of_the_programme_in_use_is_marked() -> None:
    def marks(text: str) -> list[str]:
        file = paths.config_dir() / "stages.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return [f"{one.name}: {one.mark}" for one in listed(load_table(file)) if one.mark]

    shipped = paths.shipped_stages().read_text("utf-8")
    assert marks(shipped) == ["asteroid: in use"]
    assert marks(shipped.replace('run = "15s"', 'run = "25s"')) == ["asteroid: in use: your own copy, changed"]
    assert marks(TABLE) == []
