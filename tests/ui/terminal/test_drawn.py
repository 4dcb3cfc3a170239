"""What the app shows, read where Textual keeps it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tests.support.drawn import drawn_strips
from tests.support.waiting import settle


class Behind(App[None]):
    """A word that lies behind a question."""

    CSS = "Over { background: transparent; }"

    def compose(self) -> ComposeResult:
        yield Static("behind", markup=False)


class Over(ModalScreen[None]):
    """A question on the second line."""

    DEFAULT_CSS = "Over Static { offset: 0 1; width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("in front", markup=False)


def words(strips: list[Strip]) -> list[str]:
    return [strip.text.rstrip() for strip in strips]


async def test_every_line_is_read_and_what_lies_behind_a_question_too() -> None:
    app = Behind()
    async with app.run_test(size=(20, 3)) as pilot:
        assert words(drawn_strips(app)) == ["behind", "", ""]
        await app.push_screen(Over())
        await settle(pilot)
        assert words(drawn_strips(app)) == ["behind", "in front", ""]
        assert [strip.cell_length for strip in drawn_strips(app)] == [20, 20, 20]
