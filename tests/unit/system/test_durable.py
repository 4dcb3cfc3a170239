"""Brought to the disk itself on each system, and put in place also when somebody looks at the file just then."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from runwalk_tui.system import durable
from runwalk_tui.system.durable import PAUSES, flush, put_in_place
from runwalk_tui.system.files import IN_THE_MAKING, left_over, write_whole

PACKAGE = Path(durable.__file__).parents[1]


class MacOS:
    """A module `fcntl` as macOS has it."""

    F_FULLFSYNC = 51

    def __init__(self, fault: int = 0) -> None:
        self.fault = fault
        self.asked: list[tuple[int, int]] = []

    def fcntl(self, descriptor: int, what: int) -> None:
        self.asked.append((descriptor, what))
        if self.fault:
            raise OSError(self.fault, os.strerror(self.fault))


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The descriptors that had an ordinary flush."""
    found: list[int] = []
    monkeypatch.setattr(os, "fsync", found.append)
    return found


def test_on_macos_the_drive_itself_is_asked_to_write(flushed: list[int]) -> None:
    system = MacOS()
    flush(7, system)
    assert system.asked == [(7, 51)]
    assert flushed == []


@pytest.mark.parametrize("fault", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_disk_that_does_not_know_the_full_flush_gets_the_ordinary_one(flushed: list[int], fault: int) -> None:
    flush(7, MacOS(fault))
    assert flushed == [7]


@pytest.mark.parametrize("system", [None, object()], ids=["Windows", "Linux"])
def test_elsewhere_the_ordinary_flush_is_the_full_one(flushed: list[int], system: object) -> None:
    flush(7, system)
    assert flushed == [7]


def test_a_full_disk_is_still_told_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        flush(7, MacOS(errno.ENOSPC))


def test_nobody_else_flushes_by_himself() -> None:
    flushing = [
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("fsync", "fdatasync")
    ]
    assert flushing == ["durable.py"]


def refusing(times: int, winerror: int | None = 32) -> Callable[[Path, Path], object]:
    """A system that says so often that the file is in use."""
    left = [times]

    def replace(part: Path, final: Path) -> None:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            if winerror is not None:
                error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
            raise error
        part.replace(final)

    return replace


@pytest.mark.parametrize("winerror", [5, 32])
def test_a_file_that_a_scanner_has_open_is_replaced_a_moment_later(tmp_path: Path, winerror: int) -> None:
    part, final, waited = tmp_path / "part", tmp_path / "final", list[float]()
    part.write_text("new", "utf-8")
    final.write_text("old", "utf-8")
    put_in_place(part, final, replace=refusing(3, winerror), wait=waited.append)
    assert final.read_text("utf-8") == "new"
    assert waited == list(PAUSES[:3])


def test_a_file_that_stays_open_is_given_up_and_the_old_one_stays(tmp_path: Path) -> None:
    part, final, waited = tmp_path / "part", tmp_path / "final", list[float]()
    part.write_text("new", "utf-8")
    final.write_text("old", "utf-8")
    with pytest.raises(PermissionError):
        put_in_place(part, final, replace=refusing(99), wait=waited.append)
    assert final.read_text("utf-8") == "old"
    assert waited == list(PAUSES)


def test_a_file_that_may_not_be_replaced_on_linux_or_macos_is_not_waited_for(tmp_path: Path) -> None:
    waited = list[float]()
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "part", tmp_path / "final", replace=refusing(1, None), wait=waited.append)
    assert waited == []


def test_where_parts_have_no_lock_a_young_one_may_be_somebodys() -> None:
    assert not left_over(1000.0, 1000.0 + IN_THE_MAKING)
    assert left_over(1000.0, 1001.0 + IN_THE_MAKING)
    assert not left_over(2000.0, 1000.0), "a clock that was set back makes nothing old"


def test_a_file_is_written_with_what_macos_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = MacOS()
    monkeypatch.setattr(durable.flush, "__defaults__", (system,))
    write_whole(tmp_path / "file", "text")
    assert (tmp_path / "file").read_text("utf-8") == "text"
    assert [what for _, what in system.asked] == [51, 51], "the file, then its name in the folder"
