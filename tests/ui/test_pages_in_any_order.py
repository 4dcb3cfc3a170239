"""A page looks the same whatever was opened before it: styles of one never reach into another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.picture import plain_picture
from tests.support.scenes import DrivenApp

pytestmark = pytest.mark.slow("opens every page, in two orders")
PAGES = ("question_mark", "h", "t", "s", "comma", "a")


async def pictures(folder: Path, order: tuple[str, ...]) -> dict[str, str]:
    """Each page as it looks once opened, and one screen further down."""
    seen = {}
    driven = DrivenApp(folder)
    async with driven.on((80, 24)) as pilot:
        for key in order:
            await driven.press(pilot, key, "down", "down")
            seen[key] = plain_picture(driven.app)
            await driven.press(pilot, "escape")
        seen["home"] = plain_picture(driven.app)
    return seen


async def test_a_page_looks_the_same_whatever_was_opened_before(tmp_path: Path) -> None:
    forwards = await pictures(tmp_path / "forwards", PAGES)
    backwards = await pictures(tmp_path / "backwards", PAGES[::-1])
    assert forwards == backwards


async def test_advice_keeps_its_lists_after_help(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "question_mark", "escape", "a", "down", "down")
        shown = plain_picture(driven.app)
    assert "genitals or buttocks" in shown
    assert "tightness in your chest" in shown
