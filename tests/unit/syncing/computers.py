"""Computers with a log of their own on a real disk, and the folder between them."""

from __future__ import annotations

import hashlib
import itertools
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.syncing.folder import SyncReport, sync

NOW = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
_number = itertools.count()


def a_session(day: int = 0, *, hour: int = 0, note: str = "", red_flags: tuple[str, ...] = ()) -> SessionRecord:
    """A session on its day, counted from 5 January 2026, so many hours after 7:30."""
    return SessionRecord(
        f"{next(_number):08d}-0000-4000-8000-000000000000",
        NOW + timedelta(days=day, hours=hour),
        "ASTEROID run-walk",
        "4",
        6,
        6,
        pain_worst=2,
        source="log",
        note=note,
        red_flags=red_flags,
    )


def resealed(data: bytes) -> bytes:
    """A file with the checksum that belongs to it, as docs/sync.md tells how to make it."""
    at = data.index(b'"checksum": "') + len(b'"checksum": "')
    empty = data[:at] + b"0" * 64 + data[at + 64 :]
    return data[:at] + hashlib.sha256(empty).hexdigest().encode() + data[at + 64 :]


class Computer:
    """One of somebody's computers."""

    def __init__(self, name: str, data: Path, shared: Path, patch: pytest.MonkeyPatch) -> None:
        self.name = name
        self.shared = shared
        self.store = Store.open(data)
        self._patch = patch

    def sync(self, at: datetime = NOW, *, may_mix: bool = True) -> SyncReport:
        """Sync with the folder."""
        with self._patch.context() as patch:
            patch.setattr(platform, "node", lambda: self.name)
            return sync(self.store, self.shared, at, may_mix=may_mix)

    def does(self, *sessions: SessionRecord) -> None:
        """Save some sessions."""
        for session in sessions:
            self.store.save(session)

    @property
    def sessions(self) -> set[str]:
        """The ids of those that are in its log."""
        return {session.id for session in self.store.log().sessions}


class Home:
    """Somebody's computers and a folder that they share."""

    def __init__(self, place: Path, patch: pytest.MonkeyPatch) -> None:
        self.place = place
        self.shared = place / "shared"
        self.shared.mkdir()
        self._patch = patch
        self._computers: list[Computer] = []

    def computer(self, name: str, data: Path | None = None, shared: Path | None = None) -> Computer:
        """One more, with the shared folder where it is unless said otherwise."""
        made = Computer(name, self.place / name if data is None else data, shared or self.shared, self._patch)
        self._computers.append(made)
        return made

    def files(self) -> list[Path]:
        """What lies in the shared folder."""
        return sorted(self.shared.iterdir())

    def only_file(self) -> Path:
        """The one that lies there."""
        (file,) = self.files()
        return file

    def close(self) -> None:
        for computer in self._computers:
            computer.store.close()
