"""Writing the runner's own table: real files, and whatever goes wrong leaves them as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.own_table.saving import (
    ChangedMeanwhileError,
    HasOwnTableError,
    own_table,
    read_only,
    save_table,
    where_line,
)
from runwalk_tui.programme.faults import TableError
from runwalk_tui.system.editor import EditError, edit_stages
from runwalk_tui.table_in_use import table_in_use
from tests.support.stand_ins import TABLE

CHANGED = TABLE.replace('run = "20s"', 'run = "25s"')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "stages.toml"
    file.write_text(TABLE)
    return file


def test_a_save_is_complete_and_leaves_nothing_else(file: Path) -> None:
    assert save_table(own_table(file), CHANGED) is None
    assert file.read_text() == CHANGED
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_mark_of_the_encoding_and_line_ends_stay(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode())
    own = own_table(file)
    assert save_table(own, own.text.replace("20s", "25s")) is None
    assert file.read_bytes() == b"\xef\xbb\xbf" + CHANGED.replace("\n", "\r\n").encode()


def test_the_table_that_ships_is_never_written_but_copied(file: Path) -> None:
    shipped = paths.shipped_stages().read_bytes()
    own = own_table(paths.shipped_stages())
    assert own.copied
    assert save_table(own, CHANGED) is None
    assert paths.own_stages().read_text() == CHANGED
    assert paths.shipped_stages().read_bytes() == shipped


def test_a_copy_never_replaces_a_table_that_the_runner_has(monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_table(paths.shipped_stages())
    paths.own_stages().parent.mkdir(parents=True)
    paths.own_stages().write_text(TABLE)
    with pytest.raises(ChangedMeanwhileError):
        save_table(own, CHANGED)
    with pytest.raises(HasOwnTableError):
        own_table(paths.shipped_stages())
    monkeypatch.setenv("EDITOR", "true")
    with pytest.raises(EditError, match="a table of your own already"):
        edit_stages(paths.shipped_stages())
    assert paths.own_stages().read_text() == TABLE


def test_what_an_editor_saved_meanwhile_is_not_lost(file: Path) -> None:
    own = own_table(file)
    file.write_text(f"{TABLE}# from an editor\n")
    with pytest.raises(ChangedMeanwhileError) as error:
        save_table(own, CHANGED)
    assert "\n" not in str(error.value)
    assert file.read_text() == f"{TABLE}# from an editor\n"


def test_a_file_that_was_taken_away_meanwhile_stays_away(file: Path) -> None:
    own = own_table(file)
    file.unlink()
    with pytest.raises(ChangedMeanwhileError):
        save_table(own, CHANGED)
    assert not file.exists()


def test_a_read_only_file_stays_as_it_is(file: Path) -> None:
    file.chmod(0o444)
    assert read_only(file)
    problem = save_table(own_table(file), CHANGED)
    assert problem is not None
    assert "is read-only" in str(problem)
    assert file.read_text() == TABLE


def test_a_link_stays_a_link_and_what_it_leads_to_is_changed(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "config" / "stages.toml"
    link.parent.mkdir()
    link.symlink_to(file)
    assert save_table(own_table(link), CHANGED) is None
    assert link.is_symlink()
    assert file.read_text() == CHANGED


def test_a_link_that_leads_nowhere_is_one_fault(tmp_path: Path) -> None:
    link = tmp_path / "stages.toml"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(TableError, match="there is no such file"):
        own_table(link)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_one_line_and_the_file_is_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_table(file)
    real = Path.write_bytes

    def onto_a_full_disk(path: Path, data: bytes) -> int:
        if path.suffix == ".part":
            with Path("/dev/full").open("wb", buffering=0) as full:
                return full.write(data)
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", onto_a_full_disk)
    problem = save_table(own, CHANGED)
    assert problem is not None
    assert "No space left" in str(problem)
    assert "\n" not in str(problem)
    assert file.read_text() == TABLE
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write into any folder")
def test_a_folder_that_may_not_be_written_is_one_line(file: Path) -> None:
    file.parent.chmod(0o555)
    try:
        problem = save_table(own_table(file), CHANGED)
    finally:
        file.parent.chmod(0o755)
    assert problem is not None
    assert file.read_text() == TABLE


def test_nobody_is_sent_to_the_file_that_ships(file: Path) -> None:
    how, repair = "To change it, press e", "To put it right, press o"
    shipped = where_line(table_in_use(paths.shipped_stages(), None), how, repair)
    assert str(paths.shipped_stages()) not in shipped
    assert "your own copy" in shipped
    assert str(file) in where_line(table_in_use(file, None), how, repair)
    file.write_text("[")
    assert repair in where_line(table_in_use(file, None), how, repair)
