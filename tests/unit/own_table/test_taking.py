"""Making a table the runner's own: real files, links among them, and whatever goes wrong leaves them as they were."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.own_table.saving import own_table, save_table
from runwalk_tui.own_table.taking import Candidate, NotTakenError, candidate, changed_copy_of, take
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.system.editor import EditError, edit_stages
from tests.support.stand_ins import TABLE

TODAY = date(2026, 10, 12)
needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


@pytest.fixture
def own() -> Path:
    """Where the runner's own table is; its folder is there, and the file is not."""
    paths.config_dir().mkdir(parents=True)
    return paths.own_stages()


@pytest.fixture
def linked(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runner's own table as a link to the one that ships, which is a copy here: it must not be harmed."""
    ships = tmp_path / "ships.toml"
    ships.write_bytes(paths.shipped_stages().read_bytes())
    monkeypatch.setattr(paths, "shipped_stages", lambda: ships)
    own.symlink_to(ships)
    return ships


def folder_of(file: Path) -> list[str]:
    return sorted(each.name for each in file.parent.iterdir())


@needs_links
def test_a_link_to_what_ships_is_replaced_and_what_ships_stays(own: Path, linked: Path) -> None:
    shipped = linked.read_bytes()
    taken = take(candidate("walking"), TODAY)
    assert (taken.path, taken.before) == (own, None)
    assert not own.is_symlink()
    assert own.read_bytes() == paths.shipped_programme("walking").read_bytes()
    assert linked.read_bytes() == shipped
    assert folder_of(own) == [own.name]


@needs_links
def test_the_form_replaces_such_a_link_too(own: Path, linked: Path) -> None:
    shipped = linked.read_text("utf-8")
    opened = own_table(own)
    changed = opened.text.replace('run = "15s"', 'run = "20s"')
    assert save_table(opened, changed) is None
    assert not own.is_symlink()
    assert (own.read_text("utf-8"), linked.read_text("utf-8")) == (changed, shipped)


@needs_links
def test_an_editor_gets_a_copy_in_the_place_of_such_a_link(
    own: Path, linked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = linked.read_text("utf-8")
    monkeypatch.setenv("EDITOR", "sed -i '1s/^/# mine /'")
    assert edit_stages(own) == own
    assert not own.is_symlink()
    assert own.read_text("utf-8") == f"# mine {shipped}"
    assert linked.read_text("utf-8") == shipped


@needs_links
def test_a_link_is_put_back_when_the_editor_can_t_be_started(
    own: Path, linked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    with pytest.raises(EditError):
        edit_stages(None)
    assert own.readlink() == linked


@needs_links
def test_a_link_to_a_table_of_the_runner_s_own_is_followed(own: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.toml"
    elsewhere.write_text(TABLE)
    own.symlink_to(elsewhere)
    take(candidate("walking"), TODAY)
    assert own.is_symlink()
    assert elsewhere.read_bytes() == paths.shipped_programme("walking").read_bytes()


@pytest.mark.skipif(not Path("/proc/self/comm").exists(), reason="needs a file in a folder that takes no new one")
def test_when_nothing_has_changed_no_dated_copy_is_left(own: Path) -> None:
    own.symlink_to("/proc/self/comm")
    with pytest.raises(NotTakenError, match="nothing has changed") as error:
        take(candidate("walking"), TODAY)
    assert str(error.value).startswith(f"{own}: ")
    assert folder_of(own) == [own.name]


@pytest.mark.skipif(os.name == "nt", reason="there is no such mode")
def test_a_read_only_table_is_not_replaced(own: Path) -> None:
    own.write_text(TABLE)
    own.chmod(0o444)
    with pytest.raises(NotTakenError, match="is read-only"):
        take(candidate("walking"), TODAY)
    assert own.read_text() == TABLE
    assert folder_of(own) == [own.name]


def test_a_changed_copy_is_told_from_what_ships_and_from_another_programme() -> None:
    text = paths.shipped_stages().read_text("utf-8")
    changed = text.replace('run = "15s"', 'run = "20s"')
    found = changed_copy_of(parse_table(changed, ""))
    assert found is not None
    assert found.name == "asteroid"
    assert changed_copy_of(parse_table(f"{text}\n# only a comment\n", "")) is None
    assert changed_copy_of(parse_table(TABLE, "")) is None


def test_a_programme_and_other_exercise_have_places_of_their_own() -> None:
    def place(kind: str, name: str) -> str:
        text = f'[programme]\nname = "{name}"\nkind = "{kind}"\n[[stage]]\nintervals = ["stretch 1m"]\n'
        return Candidate(parse_table(text, ""), text).place.relative_to(paths.config_dir()).as_posix()

    assert place("companion", "Foam roller") == "exercise/foam-roll.toml"
    assert place("companion", "My stretches") == "exercise/my-stretches.toml"
    assert place("companion", "../../étirements") == "exercise/étirements.toml"
    assert place("companion", "?!") == "exercise/exercise.toml"
