"""settings.toml as people and accidents leave it: one line that names the fault; nobody waits or runs out of room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui.settings import Settings, SettingsError, read_settings, write_settings
from runwalk_tui.ui.settings.settings_file import SettingsFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def fault(file: Path) -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings(file)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert read_settings(file) == Settings()
    assert read_settings(file / "no" / "such" / "folder") == Settings()


def test_a_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_text("[audio]\nvolume = 40\n", "utf-8-sig")
    assert read_settings(file).audio.volume == 40


def test_a_value_that_cannot_be_is_named_with_what_would_be_right(file: Path) -> None:
    for written, told in (
        ("audio = 3", "audio: 3 is not a table; write [audio] on its own line"),
        ("[audio]\nvolume = 120", "audio.volume: 120 is not a whole number from 0 to 100"),
        ("[audio]\nvolume = true", "audio.volume: true is not a whole number from 0 to 100"),
        ("[audio]\nlatency_ms = -501", "audio.latency_ms: -501 is not a whole number from -500 to 2000"),
        ('[audio]\npack = "bells"', 'audio.pack: "bells" is not "tones", "voice", "both" or "voice-classic"'),
        ("[audio]\nfolder = 1", "audio.folder: 1 is not text; put it in quotes"),
        ("[audio.volumes]\nchanges = 1.5", "audio.volumes.changes: 1.5 is not a whole number from 0 to 100"),
        ('[screen]\nascii = "yes"', 'screen.ascii: "yes" is not true or false, without quotes'),
    ):
        file.write_text(written)
        assert fault(file) == f"{file}: {told}"


@pytest.mark.parametrize("nested", ["[" * 5000, "{a=" * 5000], ids=["lists", "tables"])
def test_what_is_nested_too_deeply_is_one_line(file: Path, nested: str) -> None:
    file.write_text(f"[audio]\nvolume = {nested}")
    assert fault(file) == f"{file}:2: lists and tables are nested too deeply"


def test_a_key_of_many_parts_is_one_line(file: Path) -> None:
    file.write_text("a." * 20_000 + "b = 1")
    assert "more than 150 dots" in fault(file)


def test_what_is_no_text_is_one_line(file: Path) -> None:
    file.write_bytes(b"[audio]\nfolder = '\xff'\n")
    assert fault(file).startswith(f"{file}:2: byte 0xff is not UTF-8")


def test_what_is_no_ordinary_file_is_named_and_never_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert fault(file) == f"{file}:1: the file can't be read: it is not a regular file"
    assert (
        SettingsFile(file, Settings()).save(Settings()).line.startswith("Couldn't save this (it is not a regular file)")
    )
    file.unlink()
    file.symlink_to("/dev/zero")
    assert fault(file) == f"{file}:1: the file can't be read: it is not a regular file"
    assert not SettingsFile(file, Settings()).save(Settings()).saved
    file.unlink()
    file.mkdir()
    assert fault(file) == f"{file}:1: the file can't be read: it is a folder; name the file in it"


def test_a_link_that_leads_nowhere_is_named_and_the_first_change_makes_what_it_leads_to(file: Path) -> None:
    there = file.parent / "dotfiles" / "runwalk.toml"
    file.symlink_to(there)
    assert fault(file).startswith(f"{file}:1: this is a link to {there}, and there is no such file")
    write_settings(file, Settings())
    assert read_settings(file) == Settings()
    assert there.is_file()


def test_a_file_of_gigabytes_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(8 * 1024**3)
    assert fault(file) == f"{file}:1: the file is larger than 1 MiB, the most that runwalk reads"
