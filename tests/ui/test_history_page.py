"""History: found, ordered and read with keys and the mouse, on a second year and on a log of 10,000 sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from runwalk_tui.ui.screens.history.detail import SessionDetail
from runwalk_tui.ui.screens.history.head import TableHead
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.history.session_page import PastSessionScreen
from runwalk_tui.ui.screens.history.table import SessionTable
from runwalk_tui.ui.screens.home.page import HomeScreen
from tests.support.drawn import drawn_strips
from tests.support.invented_log import TODAY
from tests.support.scenes import DrivenApp
from tests.support.second_year import second_year
from tests.support.waiting import reach, resize, until

pytestmark = pytest.mark.slow("walks through the app for each test")


@dataclass
class Opened:
    """History on a terminal, and who presses its keys."""

    driven: DrivenApp
    pilot: Pilot[None]

    @property
    def page(self) -> HistoryScreen:
        shown = self.driven.app.screen
        assert isinstance(shown, HistoryScreen)
        return shown

    @property
    def table(self) -> SessionTable:
        return self.page.query_one(SessionTable)

    @property
    def head(self) -> str:
        return self.page.query_one(TableHead).render_line(0).text

    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in drawn_strips(self.driven.app)]

    def days(self) -> list[str]:
        """The days of the sessions that are listed, as far as they are in the table."""
        found = []
        for number in range(self.table.row_count):
            one = self.table.session_at(number)
            assert one is not None
            found.append(one.session.started_at.isoformat()[:10])
        return found

    def at(self) -> str:
        """The day of the session under the cursor."""
        assert self.table.pointed is not None
        return self.table.pointed.session.started_at.isoformat()[:10]

    def said(self, id: str) -> str:
        return str(self.page.query_one(id, Static).render())

    async def press(self, *keys: str) -> None:
        await self.driven.press(self.pilot, *keys)

    async def look_for(self, text: str) -> None:
        """Type a filter in the place of what is there."""
        await self.press("slash")
        self.page.query_one("#filter", Input).value = text
        await self.pilot.pause(0)
        await self.driven.settle(self.pilot)


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (80, 24), *, log: Log | None = None) -> AsyncIterator[Opened]:
    """History with a second year in it, or with another log."""
    driven = DrivenApp(folder, empty=True)
    if log is None:
        second_year(driven.workspace.table).keep_in(driven.workspace.store)
    else:
        driven.workspace.store.merge(log)
    async with driven.on(size) as pilot:
        await driven.press(pilot, "h")
        await reach(pilot, HistoryScreen)
        yield Opened(driven, pilot)


def long_log(count: int) -> Log:
    """Quiet sessions, every second day up to the day of the scenes."""
    last = TODAY - timedelta(days=1)
    quiet = SessionRecord("0", last, "ASTEROID run-walk", "4", 6, 6, 360, 540, 1320, *(2, 3, 2, 2))
    return Log(
        sessions=tuple(
            replace(quiet, id=f"{number:08}", started_at=last - timedelta(days=2 * number)) for number in range(count)
        )
    )


@pytest.mark.parametrize(
    ("typed", "count", "day"),
    [
        ("flare", 9, "2026-01-12"),
        ("22 oct", 1, "2025-10-22"),
        ("walk", 5, "2025-12-19"),
        ("warning sign", 1, "2025-11-07"),
        ("icy PATH", 1, "2025-12-17"),
        ("rehearsal", 2, "2025-08-07"),
        ("stage:7 pain>7", 1, "2025-06-23"),
        ("sore:knee", 1, "2025-08-18"),
        ("from:2025-07-18 to:2025-08-08", 3, "2025-08-08"),
        ("kind:companion -2025", 1, "2026-01-04"),
    ],
)
async def test_the_filter_finds_what_is_on_the_screen(tmp_path: Path, typed: str, count: int, day: str) -> None:
    async with opened(tmp_path) as history:
        await history.look_for(typed)
        assert (history.table.row_count, history.at()) == (count, day)
        assert history.said("#hint").startswith(f"{count} of 127 sessions")
        await history.press("enter", "escape")
        assert history.table.row_count == 127
        assert history.at() == day, "the cursor stays on its session"


async def test_a_term_that_cannot_be_understood_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.look_for("pain>7")
        before = history.days()
        await history.look_for("pain>7 stag:4")
        assert "did you mean stage, such as stage:4?" in history.said("#filter-says")
        assert history.days() == before
        await history.look_for("pain>7 stage:7")
        assert "did you mean" not in history.said("#filter-says")
        assert history.days() == ["2025-06-23"]


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_an_empty_result_says_so_and_how_to_leave(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size) as history:
        await history.look_for("pain>9")
        shown = "\n".join(history.lines())
        assert "Nothing matches pain>9" in shown
        assert "Esc shows everything." in shown
        await history.press("enter", "escape")
        assert history.table.row_count == 127
        assert "Nothing matches" not in "\n".join(history.lines())
        await history.press("down")
        assert history.at() == history.days()[1], "the list has the keys again"


async def test_who_opens_the_filter_is_shown_what_can_be_asked(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.press("slash")
        assert history.said("#filter-says").startswith("stage:4  pain>5  before>3")


async def test_every_column_orders_and_the_head_says_which_way(tmp_path: Path) -> None:
    async with opened(tmp_path, (200, 60)) as history:
        assert "Day▼" in history.head
        seen = []
        for column in [*list(SortColumn)[1:], SortColumn.DAY]:
            await history.press("o")
            assert f"{column}▲" in history.head or f"{column}▼" in history.head
            seen.append(history.days())
            await history.press("r")
            assert sorted(history.days()) == sorted(seen[-1])
            await history.press("r")
        assert len({tuple(days) for days in seen}) == len(SortColumn)
        assert seen[-1] == sorted(seen[-1], reverse=True)


async def test_weeks_are_told_by_date_alone_and_the_cursor_passes_over_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        first = history.lines()
        assert any(
            line.strip().startswith("Week of 19 January · 2 of 3 sessions · 15 minutes of running") for line in first
        )
        days = history.days()
        for day in days[1:8]:
            await history.press("down")
            assert history.at() == day
        for day in days[6::-1]:
            await history.press("up")
            assert history.at() == day
        assert history.lines() == first, "the first week's heading is back, too"
        await history.press("o")
        assert not any("Week of" in line for line in history.lines())


async def test_a_click_chooses_a_session_and_a_click_on_the_head_an_order(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.pilot.click(SessionTable, offset=(5, 2))
        await history.driven.settle(history.pilot)
        assert history.at() == history.days()[1]
        await history.pilot.click(SessionTable, offset=(5, 0))
        await history.driven.settle(history.pilot)
        assert history.at() == history.days()[1], "a heading is no session"
        worst = history.head.index("Worst")
        await history.pilot.click(TableHead, offset=(worst, 0))
        await history.driven.settle(history.pilot)
        assert "Worst▼" in history.head
        await history.pilot.click(TableHead, offset=(worst, 0))
        await history.driven.settle(history.pilot)
        assert "Worst▲" in history.head


async def test_the_worst_pain_is_told_by_number_length_and_colour(tmp_path: Path) -> None:
    async with opened(tmp_path, (120, 40)) as history:
        await history.look_for("kind:run from:2025-12-15 pain>3")
        await history.press("enter", "end")
        bars: dict[int, tuple[int, object]] = {}
        for strip in drawn_strips(history.driven.app):
            for text, style, _ in strip:
                number, _, bar = text.strip().partition(" ")
                if number.isdigit() and bar.strip() and not bar.strip("▄▖ ") and style is not None:
                    bars[int(number)] = len(bar.strip()), style.color
        assert {pain: length for pain, (length, _) in bars.items()} == {4: 4, 5: 5, 6: 6, 8: 8}
        colours = {pain: colour for pain, (_, colour) in bars.items()}
        assert colours[4] == colours[5]
        assert len({colours[5], colours[6], colours[8]}) == 3


async def test_in_ascii_the_page_is_ascii(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=True)
    second_year(driven.workspace.table).keep_in(driven.workspace.store)
    driven.workspace.settings = replace(
        driven.workspace.settings, screen=replace(driven.workspace.settings.screen, ascii=True)
    )
    async with driven.on((120, 40)) as pilot:
        await driven.press(pilot, "h", "slash", *"flare", "enter", "down", "o", "o", "o", "r")
        await driven.settle(pilot)
        table = driven.app.screen.query_one(SessionTable)
        head = driven.app.screen.query_one(TableHead)
        for widget in (table, head):
            for y in range(widget.size.height):
                assert widget.render_line(y).text.isascii()
        assert "######" in "".join(table.render_line(y).text for y in range(table.size.height))


async def test_beside_the_table_stands_the_session_and_what_followed(tmp_path: Path) -> None:
    async with opened(tmp_path, (120, 40)) as history:
        await history.look_for("twinge")
        shown = "\n".join(history.lines())
        for words in ("Monday 29 September 2025, 18:55", "flare-up", "next morning", "Pain marked during the session"):
            assert words in shown
        for words in ("stopped for pain", "What came next", "A step back: Stage 5 · 6 repetitions"):
            assert words in shown
        await resize(history.pilot, (90, 30))
        assert not history.page.query_one(SessionDetail).display


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_enter_opens_the_same_as_a_page(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size) as history:
        await history.look_for("icy")
        await history.press("enter", "enter")
        page = await reach(history.pilot, PastSessionScreen)
        told = "\n".join(str(part.render()) for part in page.query(Static))
        assert "Wednesday 17 December 2025, 18:55" in told
        assert "Icy path, tense all the way." in told
        assert "A step back" in told
        await history.press("escape")
        assert history.at() == "2025-12-17"


async def test_the_rule_is_asked_about_the_session_under_the_cursor_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, (120, 40)) as history:
        decisions = history.page.decisions
        assert decisions.times_asked == 1
        await history.press("down")
        assert decisions.times_asked == 2
        await history.press("up")
        assert decisions.times_asked == 2, "what was asked once is known"
    async with opened(tmp_path / "narrow", (80, 24)) as history:
        await history.press("down", "down", "pagedown", "end")
        assert history.page.decisions.times_asked == 0


@pytest.mark.parametrize("kind", ["walk", "rehearsal"])
async def test_what_does_not_count_says_so_and_asks_nothing(tmp_path: Path, kind: str) -> None:
    async with opened(tmp_path, (80, 24)) as history:
        await history.look_for(f"kind:{kind}")
        await history.press("enter", "enter")
        page = await reach(history.pilot, PastSessionScreen)
        told = "\n".join(str(part.render()) for part in page.query(Static))
        assert "not count" in told
        await history.press("escape")
        assert history.page.decisions.times_asked == 0


async def test_of_ten_thousand_sessions_only_those_on_the_screen_are_made(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), log=long_log(10_000)) as history:
        table = history.table
        assert table.row_count == 10_000
        assert table.lines_drawn <= 3 * history.driven.app.size.height
        for key in ("end", "pageup", "home", "pagedown"):
            before = table.lines_drawn
            await history.press(key)
            assert table.lines_drawn - before <= 2 * table.size.height + 4, key
        before = table.lines_drawn
        await history.press("down")
        assert table.lines_drawn - before <= 3


async def test_deleting_and_undoing_keep_the_cursor_in_place(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.press("z")
        assert len(history.driven.workspace.log().sessions) == 128, "what an earlier program deleted comes back"
        assert history.at() == second_year(history.driven.workspace.table).twice.day.isoformat()
        await history.press("home", "down", "down")
        here, days = history.at(), history.days()
        await history.press("delete")
        assert history.at() == days[3]
        await history.press("z")
        assert history.at() == here


async def test_a_session_that_another_program_adds_is_there_when_the_page_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.press("down", "down", "enter")
        await reach(history.pilot, PastSessionScreen)
        walk = SessionRecord("new", TODAY, "ASTEROID run-walk", "5", 1, 0, kind=SessionKind.WALK, walk_seconds=900)
        history.driven.workspace.store.save(walk)
        await history.press("escape")
        await until(history.pilot, lambda: history.table.row_count == 128, "the new session")
        assert history.at() == TODAY.date().isoformat()


async def test_the_keys_of_the_page_are_heard_with_the_filter_closed(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.press("slash", "o", "r")
        assert history.page.query_one("#filter", Input).value == "or"
        assert "Day▼" in history.head
        await history.press("enter", "o")
        assert "Stage▼" in history.head


async def test_in_forty_columns_the_longest_response_has_room(tmp_path: Path) -> None:
    async with opened(tmp_path, (40, 12)) as history:
        await history.look_for("settled")
        assert sum("not settled" in line for line in history.lines()) > 2
        assert history.table.max_scroll_y, "beside a scroll bar, too"


async def test_after_a_look_at_the_help_history_is_as_it_was(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        await history.look_for("flare")
        await history.press("enter", "down", "o")
        before = (history.days(), history.at())
        await history.press("question_mark")
        assert not isinstance(history.driven.app.screen, HistoryScreen)
        await history.press("escape")
        assert (history.days(), history.at()) == before
        await history.press("question_mark", "t", "escape")
        assert isinstance(history.driven.app.screen, HomeScreen), "from page to page Esc leads home"


async def test_nothing_in_the_smallest_table_is_cut(tmp_path: Path) -> None:
    async with opened(tmp_path, (40, 12)) as history:
        await history.look_for('"not settled"')
        assert any(line.endswith("not settled") for line in history.lines())


async def test_a_walk_and_stretching_are_shown_without_what_they_are_not_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path, (120, 40)) as history:
        await history.look_for("kind:companion from:2026")
        text = "\n".join(history.lines())
        assert " 15:00 " in text, "its length, in the place of repetitions"
        assert "not given" not in text


async def test_while_a_filter_is_typed_the_line_of_keys_names_the_key_that_still_helps(tmp_path: Path) -> None:
    async with opened(tmp_path) as history:
        assert "? Help" in "\n".join(history.lines())
        await history.look_for("flare")
        assert history.lines()[-1].endswith("F1 Help")
        await history.press("f1", "escape")
        assert history.page.query_one("#filter", Input).value == "flare"
