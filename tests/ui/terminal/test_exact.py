"""What an exact screen sends, on a terminal of its own, beside what Textual would have drawn."""

from __future__ import annotations

import pyte
from textual.events import Resize
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.terminal.exact import ExactScreen, stretches_of
from tests.support.drawn import drawn_strips
from tests.support.strict_terminal import StrictTerminal
from tests.support.waiting import resize, settle
from tests.support.widget_app import Shown

SIZE = (60, 16)
Cells = list[list[tuple[str, str, str, bool]]]


def terminal(*sent: str) -> Cells:
    """Sign, colours and whether exchanged, cell by cell."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    for text in sent:
        stream.feed(text)
    return [
        [(cell.data, cell.fg, cell.bg, cell.reverse) for cell in (screen.buffer[y][x] for x in range(SIZE[0]))]
        for y in range(SIZE[1])
    ]


def as_textual_draws(app: Shown) -> Cells:
    lines = [strip.render(app.console) for strip in drawn_strips(app)]
    return terminal("\r\n".join(lines))


async def test_a_terminal_shows_what_textual_would_have_drawn_whatever_lies_in_front() -> None:
    clock, note = BigClock("1:00"), Static("some words and héé", markup=False)
    app = Shown(clock, note, exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        note.styles.position = "absolute"
        note.styles.width, note.styles.height = 24, 3
        note.styles.background, note.styles.border = "#204060", ("round", "white")
        for text, offset, shown in (
            ("0:59", (20, 4), True),
            ("0:48", (20, 4), True),
            ("0:47", (30, 5), True),
            ("0:36", (50, 14), True),  # half of it outside
            ("0:25", (-4, -1), True),
            ("0:14", (20, 4), False),
            ("0:03", (20, 4), True),
        ):
            clock.text = text
            note.styles.offset, note.display = offset, shown
            await settle(pilot)
            assert terminal(*app.sent) == as_textual_draws(app), (text, offset)
            clock.text = text[::-1]
            clock.styles.text_style = "reverse" if shown else "none"
            await settle(pilot)
            assert terminal(*app.sent) == as_textual_draws(app), (text, offset)
        await resize(pilot, (40, 12))
        await resize(pilot, SIZE)
        app.sent.clear()
        app.screen.refresh(layout=True)
        app.refresh(layout=True)
        await settle(pilot)
        assert terminal(*app.sent) == as_textual_draws(app)


async def test_only_lines_with_changed_cells_are_drawn() -> None:
    clock = CountingClock("0:43")
    app = Shown(clock, Static("\n".join("all lines of it"), markup=False), exact=True)
    async with app.on_a_terminal((60, 30)) as pilot:
        assert isinstance(app.screen, ExactScreen)
        await settle(pilot)
        clock.asked.clear()
        clock.refresh(Region(2, 3, 4, 2))
        await settle(pilot)
        assert clock.asked == [Region(0, 3, 60, 2)]


async def test_what_textual_draws_again_after_the_whole_screen_is_not_sent_again() -> None:
    """A new colour of the screen is a new colour of all that is on it, and each widget says so a moment later."""
    app = Shown(BigClock("0:43"), Static("a word", markup=False), exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        for colour in ("#204060", "#602040"):
            app.sent.clear()
            app.screen.styles.background = colour
            await settle(pilot)
            app.screen.query_one(BigClock).refresh()
            await settle(pilot)
            assert "".join(app.sent).count("a word") == 1
            assert terminal(*app.sent) == as_textual_draws(app)


async def test_half_of_a_wide_sign_is_never_sent_alone_nor_left_behind() -> None:
    words, over = Static("日本語の長い文字", markup=False), Static("abc", markup=False)
    app = Shown(words, over, exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        screen = StrictTerminal(*SIZE)
        over.styles.position, over.styles.width, over.styles.height = "absolute", 3, 1
        for x, shown in ((4, "日本abc 長い文字"), (5, "日本 abc長い文字"), (20, "日本語の長い文字    abc")):
            over.styles.offset = (x, 0)
            await settle(pilot)
            words.refresh(Region(3, 0, 4, 1))  # from the middle of one sign to the middle of another
            await settle(pilot)
            screen.take(app.sent)
            app.sent.clear()
            assert screen.display[0].rstrip() == shown


async def test_a_size_that_is_left_and_taken_again_at_once_is_drawn_again() -> None:
    """The terminal has lost meanwhile what had no room."""
    app = Shown(BigClock("0:43"), exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        shown = terminal(*app.sent)
        app.sent.clear()
        for size in (Size(20, 5), Size(*SIZE)):
            app.post_message(Resize(size, size))
        await settle(pilot)
        assert terminal(*app.sent) == shown


async def test_the_cursor_rests_where_the_app_wants_it() -> None:
    clock = BigClock("0:43")
    app = Shown(clock, exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        app.cursor_position = Offset(7, 3)
        clock.text = "0:42"
        await settle(pilot)
        screen = StrictTerminal(*SIZE)
        screen.take(app.sent)
        assert (screen.cursor.x, screen.cursor.y) == (7, 3)


async def test_what_another_screen_has_covered_is_sent_again() -> None:
    clock = BigClock("0:43")
    app = Shown(clock, exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        shown = terminal(*app.sent)
        await app.push_screen(Screen())
        await settle(pilot)
        app.sent.clear()
        app.pop_screen()
        await settle(pilot)
        assert terminal(*app.sent) == shown


class CountingClock(BigClock):
    """Notes which of its lines are asked for."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.asked: list[Region] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop)
        return super().render_lines(crop)


async def test_a_picture_of_an_exact_screen_has_all_of_its_text() -> None:
    app = Shown(Static("two words", markup=False), BigClock("0:43"), exact=True)
    async with app.on_a_terminal(SIZE) as pilot:
        await settle(pilot)
        picture = app.export_screenshot()
        assert "two&#160;words" in picture
        assert app.export_screenshot(simplify=True).count("</text>") <= picture.count("</text>")


def test_cells_of_several_regions_are_each_there_once() -> None:
    assert stretches_of([]) == {}
    assert stretches_of([Region(3, 1, 0, 4)]) == {}
    regions = [Region(5, 1, 3, 1), Region(0, 0, 4, 2), Region(2, 0, 5, 1), Region(8, 1, 2, 1)]
    assert stretches_of(regions) == {0: [(0, 7)], 1: [(0, 4), (5, 10)]}
    assert list(stretches_of([Region(0, 7, 1, 1), Region(1, 2, 1, 1)])) == [2, 7]
