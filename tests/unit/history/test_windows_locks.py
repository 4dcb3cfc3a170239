"""Locks as Windows has them: shared by those who only use the log, alone for whoever repairs it."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from runwalk_tui.history.database.locks import FileLock
from runwalk_tui.history.database.windows_locks import EXCLUSIVE, IMMEDIATELY, NOT_SUPPORTED, LockedByte, WindowsByte

LOCK_VIOLATION = 33
"""What Windows answers when another handle has the lock."""


class OneByte:
    """A byte of a file, with the locks that handles have on it, by the rules that Microsoft documents."""

    def __init__(self, *, knows_locks: bool = True) -> None:
        self.locks: list[tuple[object, bool]] = []
        """(Handle, whether exclusive) of each lock."""
        self.knows_locks = knows_locks


class Handle:
    """One opening of the file."""

    def __init__(self, byte: OneByte) -> None:
        self.byte = byte

    def take(self, flags: int) -> int:
        assert flags & IMMEDIATELY, "a program that shows a session never waits inside the system"
        if not self.byte.knows_locks:
            return NOT_SUPPORTED
        exclusive = bool(flags & EXCLUSIVE)
        for handle, alone in self.byte.locks:
            if exclusive or (alone and handle is not self):
                return LOCK_VIOLATION
        self.byte.locks.append((self, exclusive))
        return 0

    def give_back(self) -> None:
        mine = sorted((lock for lock in self.byte.locks if lock[0] is self), key=lambda lock: not lock[1])
        if mine:
            self.byte.locks.remove(mine[0])


@pytest.fixture
def byte() -> OneByte:
    return OneByte()


def test_two_who_use_the_log_share_the_gate_and_nobody_repairs_it_meanwhile(byte: OneByte) -> None:
    first, second, repairer = (LockedByte(Handle(byte)) for _ in range(3))
    assert first.lock(shared=True)
    assert second.lock(shared=True)
    assert not repairer.lock(shared=False)
    first.unlock()
    assert not repairer.lock(shared=False)
    second.unlock()
    assert repairer.lock(shared=False)


def test_whoever_repairs_keeps_everybody_out(byte: OneByte) -> None:
    repairer, other = LockedByte(Handle(byte)), LockedByte(Handle(byte))
    assert repairer.lock(shared=False)
    assert not other.lock(shared=True)
    assert not other.lock(shared=False)


def test_going_over_from_alone_to_shared_leaves_no_moment_for_another(byte: OneByte) -> None:
    between: list[bool] = []

    class Watched(Handle):
        def give_back(self) -> None:
            between.append(LockedByte(Handle(byte)).lock(shared=False))
            super().give_back()
            between.append(LockedByte(Handle(byte)).lock(shared=False))

    opener = LockedByte(Watched(byte))
    assert opener.lock(shared=False)
    assert opener.lock(shared=True)
    assert between == [False, False]
    assert LockedByte(Handle(byte)).lock(shared=True)
    assert [exclusive for _, exclusive in byte.locks] == [False, False]


def test_going_over_from_shared_to_alone_fails_while_another_shares_and_loses_nothing(byte: OneByte) -> None:
    one, other = LockedByte(Handle(byte)), LockedByte(Handle(byte))
    assert one.lock(shared=True)
    assert other.lock(shared=True)
    assert not one.lock(shared=False)
    assert len(byte.locks) == 2
    other.unlock()
    assert one.lock(shared=False)
    assert [exclusive for _, exclusive in byte.locks] == [True]


def test_asking_again_for_what_is_held_takes_no_second_lock(byte: OneByte) -> None:
    lock = LockedByte(Handle(byte))
    for shared in (True, True, False, False, True):
        assert lock.lock(shared=shared)
    assert len(byte.locks) == 1
    lock.unlock()
    lock.unlock()
    assert byte.locks == []


def test_a_file_system_without_locks_lets_everybody_in() -> None:
    byte = OneByte(knows_locks=False)
    assert LockedByte(Handle(byte)).lock(shared=False)
    assert LockedByte(Handle(byte)).lock(shared=True)


def test_the_gate_does_the_same_with_the_locks_of_this_system(tmp_path: Path) -> None:
    opener, another = FileLock(tmp_path / "gate"), FileLock(tmp_path / "gate")
    assert opener.acquire()
    assert not another.share()
    assert opener.share()
    assert not another.acquire(patience=0.02)
    assert another.share()
    opener.close()
    another.close()
    assert FileLock(tmp_path / "gate").acquire()


def test_the_gate_of_a_log_does_all_of_that_with_windows_locks(byte: OneByte, tmp_path: Path) -> None:
    def windows(descriptor: int) -> LockedByte:
        return LockedByte(Handle(byte))

    opener = FileLock(tmp_path / "gate", windows)
    assert opener.acquire()
    assert opener.share()
    another = FileLock(tmp_path / "gate", windows)
    assert not another.acquire(patience=0.02)
    assert another.share()
    opener.close()
    another.close()
    assert byte.locks == []
    assert FileLock(tmp_path / "gate", windows).acquire()


@pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for what is there")
def test_the_system_s_functions_are_looked_up_once_however_often_the_byte_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []

    def load(name: str, **_: object) -> Any:
        loaded.append(name)
        return SimpleNamespace(LockFileEx=Function(), UnlockFileEx=Function())

    class Function:
        def __call__(self, *_: object) -> int:
            return 1

    monkeypatch.setattr(ctypes, "WinDLL", load, raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda descriptor: descriptor))
    byte = WindowsByte(7)
    for _ in range(3):
        assert byte.take(IMMEDIATELY) == 0
        byte.give_back()
    assert loaded == ["kernel32"]
