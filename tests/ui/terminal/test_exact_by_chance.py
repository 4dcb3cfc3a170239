"""Whatever happens on an exact screen, the terminal shows each cell as Textual would have drawn it."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Static
from wcwidth import wcwidth

from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.terminal.exact import ExactScreen
from tests.support.drawn import drawn_strips
from tests.support.strict_terminal import Cell, StrictTerminal, shows
from tests.support.waiting import settle, until
from tests.support.widget_app import Shown

SIZES = ((60, 16), (40, 12), (80, 24), (61, 15), (23, 7), (60, 7), (23, 16))
COLOURS = ("#204060", "#602040", "white", "black", "red", "ansi_blue", "#20406080", "transparent")
WORDS = ("a word", "日本語の長い文字", "x日y本z", "🏃 run 🚶 walk", "héé\nöö", "e\u0301a\u0308 👩", "", "[#]" * 30)


class Question(ModalScreen[None]):
    """Something to answer, with what is under it shimmering through."""

    DEFAULT_CSS = "Question { align: center middle; } Question Static { width: 20; height: 3; background: #800000; }"

    def compose(self) -> ComposeResult:
        yield Static("日本 really?", markup=False)


Act = Callable[..., Any]


class Story:
    """Random things that happen to a screen of many parts, on a terminal."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.clock = BigClock("12:34")
        self.floating = [Static(words, markup=False) for words in WORDS[:5]]
        self.rows = VerticalScroll(*(Static(f"{i} {WORDS[i % len(WORDS)]}", markup=False) for i in range(12)))
        self.app = Shown(self.clock, *self.floating, self.rows, exact=True)
        self.size = SIZES[0]
        self.terminal = StrictTerminal(*self.size)
        self.told: list[str] = []

        self.acts: tuple[Act, ...] = (
            self.digits, self.one_moves, self.one_says, self.one_hides_or_shows, self.one_comes_and_goes,
            self.one_is_drawn_in_part, self.one_changes_colour, self.one_changes_looks,
            self.one_becomes_larger_or_smaller, self.the_screen_changes_colour, self.the_theme_changes,
            self.rows_are_scrolled, self.a_toast_comes, self.toasts_go, self.a_row_comes_and_one_goes,
            self.it_is_stopped_and_goes_on, self.another_screen, self.the_screen_below, self.the_palette, self.resized,
        )  # fmt: skip

    def lay_out(self) -> None:
        for part in self.floating:
            part.styles.position = "absolute"
            part.styles.width, part.styles.height = 14, 3
            self.move(part)
        self.rows.styles.height = 4
        self.rows.styles.scrollbar_size_vertical = 0  # Textual doesn't say when one comes before what floats over it

    def move(self, part: Static) -> None:
        part.styles.offset = (self.chance.randint(-6, self.size[0]), self.chance.randint(-2, self.size[1]))

    # What may happen.

    def digits(self) -> None:
        self.clock.text = f"{self.chance.randint(0, 99)}:{self.chance.randint(0, 59):02d}"

    def one_moves(self) -> None:
        self.move(self.chance.choice(self.floating))

    def one_says(self) -> None:
        self.chance.choice(self.floating).update(self.chance.choice(WORDS))

    def one_hides_or_shows(self) -> None:
        part = self.chance.choice([*self.floating, self.rows, self.clock])
        part.display = not part.display

    async def one_comes_and_goes(self, pilot: Pilot[None]) -> None:
        """What is shown again is as it was, and has to be sent all the same."""
        part = self.chance.choice(self.floating)
        for _ in range(4):
            part.display = not part.display
            self.clock.text = "12:34" if part.display else "12:35"
            await settle(pilot)
            self.compare()

    def one_is_drawn_in_part(self) -> None:
        x, y = self.chance.randint(0, 12), self.chance.randint(0, 2)
        self.chance.choice(self.floating).refresh(Region(x, y, self.chance.randint(1, 5), 1))

    def one_changes_colour(self) -> None:
        self.chance.choice([*self.floating, self.clock]).styles.background = self.chance.choice(COLOURS)

    def one_changes_looks(self) -> None:
        part = self.chance.choice([*self.floating, self.clock])
        part.styles.text_style = self.chance.choice(("reverse", "bold", "none", "bold reverse", "underline", "dim"))
        part.styles.opacity = self.chance.choice((1.0, 0.5))
        part.styles.border = self.chance.choice((("round", "white"), ("none", "white")))

    def one_becomes_larger_or_smaller(self) -> None:
        part = self.chance.choice(self.floating)
        part.styles.width, part.styles.height = self.chance.randint(1, 30), self.chance.randint(1, 6)

    def the_screen_changes_colour(self) -> None:
        self.app.screen.styles.background = self.chance.choice(COLOURS[:5])

    def the_theme_changes(self) -> None:
        self.app.theme = self.chance.choice(("runwalk-dark", "runwalk-light", "textual-dark", "ansi-dark"))

    def rows_are_scrolled(self) -> None:
        self.rows.scroll_to(y=self.chance.randint(0, 12), animate=False)

    def a_toast_comes(self) -> None:
        self.app.notify(self.chance.choice(WORDS), timeout=self.chance.choice((0.05, 60.0)))

    def toasts_go(self) -> None:
        self.app.clear_notifications()

    def a_row_comes_and_one_goes(self) -> None:
        self.rows.mount(Static(self.chance.choice(WORDS), markup=False), before=0)
        self.rows.children[-1].remove()

    def it_is_stopped_and_goes_on(self) -> None:
        self.terminal.reset()
        self.app.refresh(layout=True)

    async def another_screen(self) -> None:
        if isinstance(self.app.screen, ExactScreen):
            await self.app.push_screen(self.chance.choice((Question, Screen, type(self.app.screen)))())

    async def the_screen_below(self) -> None:
        if len(self.app.screen_stack) > 2:
            await self.app.pop_screen()

    async def the_palette(self, pilot: Pilot[None]) -> None:
        if isinstance(self.app.screen, ExactScreen):
            self.app.action_command_palette()
            await until(pilot, lambda: self.app.screen.query("CommandList"), "the palette")

    async def resized(self, pilot: Pilot[None]) -> None:
        sizes = [self.chance.choice(SIZES)]
        if self.chance.random() < 0.4:
            sizes.append(self.size)  # there and back before anybody has looked
        for width, height in sizes:
            self.terminal.resize(height, width)
            self.app.post_message(Resize(Size(width, height), Size(width, height)))
        self.size = sizes[-1]
        await settle(pilot)

    async def happen(self, pilot: Pilot[None], often: int) -> None:
        """Let many things happen, one or some at a time, and look at the terminal after each."""
        self.lay_out()
        await settle(pilot)
        for _ in range(often):
            for act in self.chance.choices(self.acts, k=self.chance.choice((1, 1, 1, 2, 3))):
                self.told.append(act.__name__)
                waits = act in (self.resized, self.the_palette, self.one_comes_and_goes)
                if inspect.iscoroutine(done := act(pilot) if waits else act()):
                    await done
            await settle(pilot)
            self.compare()
            if isinstance(self.app.screen, ExactScreen) and self.chance.random() < 0.2:
                await self.compare_with_all_of_it(pilot)

    def compare(self) -> None:
        self.terminal.take(self.app.sent)
        self.app.sent.clear()
        if not isinstance(self.app.screen, ExactScreen):
            return
        wanted = shows((strip.render(self.app.console) for strip in drawn_strips(self.app)), *self.size)
        seen = self.terminal.cells
        wrong = [
            (y, x, seen[y][x], cell)
            for y, line in enumerate(wanted)
            for x, cell in enumerate(line)
            if seen[y][x] != cell and not cut(cell, seen[y][x])
        ]
        assert not wrong, (self.told[-6:], len(self.told), wrong[:8])

    async def compare_with_all_of_it(self, pilot: Pilot[None]) -> None:
        """Whether it's the same when the whole screen is sent to a terminal that shows nothing."""
        before = self.terminal.cells
        self.terminal.reset()
        self.app.screen.refresh()
        await settle(pilot)
        self.terminal.take(self.app.sent)
        self.app.sent.clear()
        after = self.terminal.cells
        wrong = [
            (y, x, before[y][x], cell)
            for y, line in enumerate(after)
            for x, cell in enumerate(line)
            if before[y][x] != cell
        ]
        assert not wrong, (self.told[-6:], len(self.told), wrong[:8])


def cut(drawn: Cell, seen: Cell) -> bool:
    """Whether Textual has cut a wide sign in two: it does so at each edge of a widget, also of one behind it."""
    return drawn[0] == " " and (seen[0] == "" or wcwidth(seen[0][0]) == 2) and drawn[1:] == seen[1:]


MORE = [pytest.param(seed, 60, marks=pytest.mark.slow("hundreds of screens")) for seed in range(1, 13)]


@pytest.mark.parametrize(("seed", "often"), [(0, 15), *MORE])
async def test_whatever_happens_each_cell_is_as_textual_would_have_drawn_it(seed: int, often: int) -> None:
    story = Story(seed)
    async with story.app.on_a_terminal(story.size) as pilot:
        await story.happen(pilot, often)
