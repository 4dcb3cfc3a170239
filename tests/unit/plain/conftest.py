"""What the tests of the plain program share."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.plain.front import PlainFront
from runwalk_tui.workspace import Workspace
from tests.support.plain_parts import Converse, Page, Typist, front_of, open_workspace, typed_whole
from tests.support.story_time import beside, run


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
    typist.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with an empty log."""
    workspace = open_workspace(tmp_path / "workspace")
    yield workspace
    workspace.store.close()


@pytest.fixture
def converse(workspace: Workspace, page: Page, typist: Typist) -> Converse:
    """Do something with a front while lines are typed; afterwards the input ends."""

    def go(
        do: Callable[[PlainFront], Coroutine[Any, Any, None]],
        typed: str = "",
        *,
        live: Callable[[], Coroutine[Any, Any, None]] | None = None,
        **options: Any,
    ) -> None:
        async def both() -> None:
            doing = do(front_of(workspace, page, typist.keyboard, **options))
            if live is None:
                await typed_whole(typist, typed)
                await doing
            else:
                typist.keyboard.start()
                typist.type(typed)
                await beside(doing, live())

        run(both())

    return go
