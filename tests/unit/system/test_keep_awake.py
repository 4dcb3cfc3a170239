"""The machine is kept awake while a session runs, and what is said when the system refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from wakepy import keep

from runwalk_tui.system.keep_awake import KeepAwake
from runwalk_tui.system.problems import Problem


@pytest.mark.parametrize(
    ("agreed", "line"),
    [(True, ""), (False, "Couldn't keep the computer awake: turn off sleep.")],
)
async def test_it_is_asked_for_until_it_is_released_and_a_refusal_is_one_line(
    monkeypatch: pytest.MonkeyPatch, agreed: bool, line: str
) -> None:
    held: list[str] = []

    @contextmanager
    def presenting(on_fail: str) -> Iterator[SimpleNamespace]:
        held.append(on_fail)
        yield SimpleNamespace(active=agreed)
        held.append("released")

    monkeypatch.setattr(keep, "presenting", presenting)
    awake = KeepAwake()
    assert str(await awake.hold() or "") == line
    assert held == ["pass"]
    await awake.release()
    assert held == ["pass", "released"]


async def test_on_this_machine_it_answers_one_way_or_the_other() -> None:
    awake = KeepAwake()
    assert await awake.hold() in (
        None,
        Problem("Couldn't keep the computer awake: turn off sleep."),
    )
    await awake.release()
