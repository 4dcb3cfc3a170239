"""What the tests of the plain program share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_parts import Page, Typist, open_desk

from runwalk_tui.desk import Desk


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and rescue files of whoever runs it."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def typist() -> Iterator[Typist]:
    typist = Typist()
    yield typist
    typist.leave()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty log."""
    desk = open_desk(tmp_path / "desk")
    yield desk
    desk.store.close()
