"""What the tests of the history share: records to store, and a folder to store them in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
from tests.support.history_samples import FULL_SESSION, MakeSession, OpenStore


@pytest.fixture
def make_session() -> MakeSession:
    """Makes the session of day n; keywords change its fields."""

    def make(day: int = 0, **changes: Any) -> SessionRecord:
        plain: dict[str, Any] = {"updated_at": None, "rehearsal": False, "stopped_for_pain": False, "red_flags": ()}
        started_at = FULL_SESSION.started_at + timedelta(days=day)
        return replace(FULL_SESSION, **{**plain, "id": f"s{day}", "started_at": started_at, **changes})

    return make


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet, with a space in its name."""
    return tmp_path / "data folder"


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def open_store(data: Path, now: datetime) -> Iterator[OpenStore]:
    """Opens stores on the data folder, looks for rescue files nowhere else, and closes them all in the end."""
    opened: list[Store] = []

    def open_it(**options: Any) -> Store:
        store = Store.open(data, **{"at": now, "rescue_folders": (data,), **options})
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()
