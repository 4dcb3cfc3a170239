"""A table that is saved is noticed once nobody is in the midst of writing it; nothing is read for that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.own_table.watching import TableWatch
from tests.support.stand_ins import TABLE

SAVED = 1_700_000_000
"""When the file was saved in these tests, in seconds."""


class Watched:
    """A watched table, and the time."""

    def __init__(self, given: Path | None) -> None:
        self.now = SAVED + 100.0
        self.watch = TableWatch(given, lambda: self.now)

    def looks(self, count: int = 2) -> list[bool]:
        return [self.watch.saved() for _ in range(count)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "stages.toml"
    save(file, TABLE)
    return file


def save(file: Path, text: str, at: float = SAVED) -> None:
    file.write_text(text)
    os.utime(file, (at, at))


def test_a_table_that_nobody_saves_is_not_taken_up(file: Path) -> None:
    assert Watched(file).looks(3) == [False, False, False]


def test_a_table_that_was_just_saved_is_taken_up_at_the_second_look(file: Path) -> None:
    watched = Watched(file)
    save(file, TABLE + "#", watched.now)
    assert watched.looks() == [False, True]
    watched.watch.take()
    assert watched.looks() == [False, False]


def test_a_table_that_was_saved_a_while_ago_is_taken_up_at_once(file: Path) -> None:
    watched = Watched(file)
    save(file, TABLE + "#", watched.now - 10)
    assert watched.looks(1) == [True]


def test_a_table_that_is_being_written_waits_until_it_rests(file: Path) -> None:
    watched = Watched(file)
    for length in (10, 20, 30):
        save(file, TABLE[:length], watched.now)
        assert watched.looks(1) == [False]
    save(file, TABLE + "#", watched.now)
    assert watched.looks() == [False, True]


def test_after_the_form_has_written_it_there_is_nothing_to_wait_for(file: Path) -> None:
    watched = Watched(file)
    save(file, TABLE + "#", watched.now)
    assert watched.watch.saved(settled=True)


def test_a_new_file_of_the_same_size_and_time_is_another_one(file: Path) -> None:
    watched = Watched(file)
    other = file.with_name("other")
    save(other, TABLE.replace("20s", "25s"))
    other.replace(file)
    assert watched.looks(1) == [True]


def test_a_table_of_ones_own_that_comes_and_goes_is_noticed() -> None:
    watched = Watched(None)
    assert watched.watch.file() == paths.shipped_stages()
    own = paths.own_stages()
    own.parent.mkdir(parents=True)
    save(own, TABLE)
    assert watched.looks() == [False, True]
    assert watched.watch.take() == own
    own.unlink()
    assert watched.looks() == [False, True]
    assert watched.watch.take() == paths.shipped_stages()


def test_an_editor_that_has_the_file_away_for_a_moment_is_waited_for(file: Path) -> None:
    watched = Watched(file)
    file.rename(f"{file}~")
    assert watched.looks(1) == [False]
    save(file, TABLE)
    Path(f"{file}~").unlink()
    assert [watched.watch.saved() for _ in range(2)].count(True) >= 1
    watched.watch.take()
    assert watched.looks() == [False, False]


def test_a_copy_of_ones_own_is_followed(file: Path, tmp_path: Path) -> None:
    watched = Watched(file)
    own = tmp_path / "own.toml"
    save(own, TABLE)
    watched.watch.follow(own)
    assert watched.watch.saved(settled=True)
    assert watched.watch.take() == own


@pytest.mark.skipif(os.name == "nt", reason="the time of the last change is that of the making there")
def test_a_table_of_the_same_size_whose_time_was_put_back_is_noticed(file: Path) -> None:
    """As `rsync --inplace --times` writes it."""
    watched = Watched(file)
    before = file.stat()
    save(file, TABLE.replace("20s", "25s"))
    after = file.stat()
    assert (before.st_size, before.st_mtime_ns, before.st_ino) == (after.st_size, after.st_mtime_ns, after.st_ino)
    assert watched.looks(1) == [True]
