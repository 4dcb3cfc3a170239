"""The line of keys: it tells what is heard at this moment, and in words that this terminal has.

What it says on each screen, and that it cuts off nothing at 40 columns, is seen in `test_snapshots.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from runwalk_tui.ui.controls.key_line import KeyLine
from tests.support.footers import shown
from tests.support.scenes import DrivenApp
from tests.support.waiting import until


def the_line(app: App[None]) -> KeyLine:
    return app.screen.query_one(KeyLine)


async def test_home_tells_every_key_at_forty_columns(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)):
        told = shown(the_line(driven.app))
        for key in (
            "⏎ Start",
            "i Check in",
            "w Warning sign",
            "c Change",
            "? Help",
            "q Leave",
            "h History",
            "t Trends",
        ):
            assert key in told
        for key in ("s Stages", ", Settings", "a Advice"):
            assert key in told


async def test_under_a_question_no_key_is_told_that_is_not_heard(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        home = the_line(driven.app)
        assert "Enter Start" in shown(home)
        await driven.press(pilot, "enter")
        assert driven.app.screen is not home.screen
        assert not shown(home).strip()
        await driven.press(pilot, "escape")
        assert "Enter Start" in shown(home)


async def test_a_click_on_a_key_presses_it(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        line = the_line(driven.app)
        where = next(
            (told.index("h History"), y) for y, told in enumerate(shown(line).splitlines()) if "h History" in told
        )
        await pilot.click(line, offset=where)
        await driven.settle(pilot)
        assert type(driven.app.screen).__name__ == "HistoryScreen"


async def test_keys_that_would_be_typed_into_a_field_are_not_told(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "h", "slash")
        assert "q Leave" not in shown(the_line(driven.app))
        assert "Esc Back" in shown(the_line(driven.app))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ((), "← → Other tab"),
        (("down",), "← → 0–9 Change"),
        (("down", "down"), "⏎ List"),
        (("right", "right", "down", "down"), "⏎ Switch"),
    ],
)
async def test_the_settings_say_what_the_arrows_and_enter_do(keys: tuple[str, ...], told: str, tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12)) as pilot:
        await driven.press(pilot, "comma", *keys)
        assert told in shown(the_line(driven.app))
        assert "↑ ↓ Move" in shown(the_line(driven.app))


async def test_without_unicode_enter_is_a_word_and_no_riddle(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((40, 12), LC_ALL="C"):
        assert "Enter Start" in shown(the_line(driven.app))


async def test_an_empty_history_tells_no_key_that_would_find_nothing(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "h")
        told = shown(the_line(driven.app))
        assert "Esc Back" in told
        assert not any(word in told for word in ("Open", "Filter", "Delete", "Undo"))


async def test_undo_is_told_once_something_was_deleted(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((80, 24)) as pilot:
        await driven.press(pilot, "h")
        assert "Undo" not in shown(the_line(driven.app))
        await driven.press(pilot, "delete")
        assert "z Undo" in shown(the_line(driven.app))


async def test_the_keys_of_help_are_apart_the_first_time_it_opens(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    async with driven.on((120, 40)) as pilot:
        await driven.press(pilot, "question_mark")
        line = driven.app.screen.query_one(KeyLine)
        await until(
            pilot,
            lambda: line.render_line(0).text.startswith(" ↑ ↓ Scroll  Esc Back  q Leave  h History  "),
            "its keys",
        )
