"""A note: pasted lines are joined, and what has no room is said."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from runwalk_tui.ui.controls.adapted import NoteInput
from tests.support.waiting import settle


class OneNote(App[None]):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield NoteInput(max_length=20)

    def notify(self, message: str, **_: object) -> None:
        self.told.append(message)

    @property
    def note(self) -> NoteInput:
        return self.query_one(NoteInput)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste as a terminal does, to whatever has the focus."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("one\ntwo\n", "one two"),
        ("one\r\n\r\n  two\tthree", "one two three"),
        ("  \n", ""),
        ("one\u2028two", "one two"),
        ("exactly twenty sign", "exactly twenty sign"),
    ],
)
async def test_pasted_lines_are_joined(text: str, joined: str) -> None:
    app = OneNote()
    async with app.run_test() as pilot:
        await paste(pilot, text)
        assert app.note.value == joined
        assert app.told == []


async def test_a_text_is_pasted_where_the_cursor_is_or_over_what_is_chosen() -> None:
    app = OneNote()
    async with app.run_test() as pilot:
        await paste(pilot, "wet\nleaves")
        await pilot.press("home")
        await paste(pilot, "cold ")
        assert app.note.value == "coldwet leaves"
        app.note.select_all()
        await paste(pilot, "a dry\nday")
        assert app.note.value == "a dry day"
        assert app.note.cursor_position == len("a dry day")


async def test_what_is_too_long_is_kept_as_far_as_there_is_room_and_the_rest_is_said() -> None:
    app = OneNote()
    async with app.run_test() as pilot:
        await paste(pilot, "x" * 15)
        await pilot.press("home")
        await paste(pilot, "123456789")
        assert app.note.value == "12345" + "x" * 15
        assert app.told == ["A note can have at most 20 characters; the last 4 were left out."]


async def test_a_key_that_has_no_room_is_said_once_until_there_is_room_again() -> None:
    app = OneNote()
    async with app.run_test() as pilot:
        await paste(pilot, "x" * 20)
        await pilot.press("a", "b", "c")
        await settle(pilot)
        assert app.note.value == "x" * 20
        assert app.told == ["The note is full: 20 characters is the most."]
        await pilot.press("backspace", "a", "b")
        await settle(pilot)
        assert app.note.value == "x" * 19 + "a"
        assert len(app.told) == 2
