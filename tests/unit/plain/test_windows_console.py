"""Plain lines on a console of Windows: every character arrives, keys come one by one, and Ctrl+C is no end."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from queue import Queue

import pytest

from runwalk_tui.flows.front import Interrupted
from runwalk_tui.plain.console.typed_text import ALT, Stroke, TypedText
from runwalk_tui.plain.console.windows import KEY_EVENT, KeyRecord, console_at, stroke_of
from runwalk_tui.plain.keyboard import Keyboard

UP, F5 = 0x26, 0x74
SHIFT, DEAD_CIRCUMFLEX = 0x10, 0xDC
CTRL_C, CTRL_Z = "\x03", "\x1a"


class HandConsole:
    """A console whose keys a test presses."""

    def __init__(self) -> None:
        self.pressed: Queue[list[Stroke] | None] = Queue()
        self.shown = ""

    def press(self, *strokes: Stroke) -> None:
        self.pressed.put(list(strokes))

    def type(self, text: str) -> None:
        """Each character goes down and up, in units of UTF-16, as Windows has them."""
        units = text.encode("utf-16-le")
        for at in range(0, len(units), 2):
            unit = chr(int.from_bytes(units[at : at + 2], "little"))
            self.press(Stroke(unit), Stroke(unit, down=False))

    def close(self) -> None:
        self.pressed.put(None)

    def strokes(self) -> Iterable[Stroke]:
        strokes = self.pressed.get(timeout=60)
        if strokes is None:
            raise OSError("the console is gone")
        return strokes

    def show(self, text: str) -> None:
        self.shown += text

    @property
    def screen(self) -> list[str]:
        """What the lines look like: a backspace goes one place back, and what comes then is written over it."""
        lines = []
        for line in self.shown.split("\n"):
            places: list[str] = []
            at = 0
            for character in line:
                if character == "\b":
                    at -= 1
                    continue
                wide = unicodedata.east_asian_width(character) == "W"
                taken = [character, ""] if wide else [character]
                places[at : at + len(taken)] = taken
                at += len(taken)
            lines.append("".join(places).rstrip())
        return lines


@pytest.fixture
def console() -> HandConsole:
    return HandConsole()


def never() -> None:
    raise AssertionError("nobody has pressed Ctrl+C")


@pytest.mark.parametrize("note", ["für später", "à côté", "rückenschmerz œ €", "腰が痛い", "better 🙂 now", "a\\b"])
def test_a_note_arrives_as_it_was_typed(console: HandConsole, note: str) -> None:
    console.type(f"{note}\r")
    assert TypedText(console).read(never) == f"{note}\n"
    assert console.screen == [note, ""]


def test_a_slip_is_taken_back_with_backspace_also_where_a_character_takes_two_places(console: HandConsole) -> None:
    console.type("painn\b 3腰\b\r")
    assert TypedText(console).read(never) == "pain 3\n"
    assert console.screen == ["pain 3", ""]


def test_backspace_on_an_empty_line_takes_nothing_of_the_question_away(console: HandConsole) -> None:
    console.type("\b\b\x7f\x1b3\r")
    assert TypedText(console).read(never) == "3\n"
    assert console.shown == "3\n"


def test_a_word_and_a_whole_line_can_be_taken_back(console: HandConsole) -> None:
    console.type("left knee\x7fhip\r")
    assert TypedText(console).read(never) == "left hip\n"
    console.type("all wrong\x1b4\r")
    assert TypedText(console).read(never) == "4\n"
    assert console.screen[1] == "4"


def test_keys_that_type_nothing_and_keys_that_go_up_are_no_part_of_a_line(console: HandConsole) -> None:
    console.press(Stroke("", SHIFT), Stroke("", DEAD_CIRCUMFLEX), Stroke("ê"), Stroke("ê", down=False), Stroke("", UP))
    console.type("\r")
    assert TypedText(console).read(never) == "ê\n"


def test_a_character_entered_by_its_number_comes_as_alt_goes_up(console: HandConsole) -> None:
    console.press(Stroke("", ALT), Stroke("", ALT, down=False), Stroke("ü", ALT, down=False))
    console.type("\r")
    assert TypedText(console).read(never) == "ü\n"


def test_several_lines_that_are_pasted_come_together(console: HandConsole) -> None:
    console.press(*(Stroke(character) for character in "1\r2\r3\r"))
    assert TypedText(console).read(never) == "1\n2\n3\n"


def test_the_end_in_the_middle_of_a_paste_is_told_after_what_stands_before_it_and_nothing_is_lost(
    console: HandConsole,
) -> None:
    typed = TypedText(console)
    console.press(*(Stroke(character) for character in f"1\r{CTRL_Z}\rxyz\rab"))
    assert [typed.read(never) for _ in range(3)] == ["1\n", "", "xyz\n"]
    console.type("c\r")
    assert typed.read(never) == "abc\n"


@pytest.mark.parametrize(
    ("stroke", "read"),
    [
        (Stroke("p"), "p"),
        (Stroke("ü"), "ü"),
        (Stroke("\r"), "\n"),
        (Stroke("+", times=3), "+++"),
        (Stroke("", UP), "\x1b[~"),
        (Stroke("", F5), "\x1b[~"),
        (Stroke("\x1b"), "\x1b"),
        (Stroke(CTRL_Z), CTRL_Z),
    ],
)
def test_a_single_key_comes_at_once_and_is_not_shown(console: HandConsole, stroke: Stroke, read: str) -> None:
    typed = TypedText(console)
    typed.by_line = False
    console.press(stroke)
    assert typed.read(never) == read
    assert console.shown == ""


def test_keys_without_a_character_keep_waiting_for_one(console: HandConsole) -> None:
    typed = TypedText(console)
    typed.by_line = False
    console.press(Stroke("", SHIFT))
    console.press(Stroke("P"))
    assert typed.read(never) == "P"


def test_ctrl_c_is_no_character_and_no_end(console: HandConsole) -> None:
    interrupts: list[str] = []
    console.type(f"1{CTRL_C}2\r")
    assert TypedText(console).read(lambda: interrupts.append("now")) == "12\n"
    assert interrupts == ["now"]


def test_ctrl_z_on_a_line_of_its_own_is_the_end_and_in_a_line_it_is_not(console: HandConsole) -> None:
    console.type(f"a{CTRL_Z}\r")
    assert TypedText(console).read(never) == "a\n"
    console.type(f"{CTRL_Z}\b5\r")
    assert TypedText(console).read(never) == "5\n"
    console.type(f"{CTRL_Z}\r")
    assert TypedText(console).read(never) == ""
    assert console.screen[2] == "^Z"


async def test_a_keyboard_asks_lines_and_then_keys_of_the_same_console(console: HandConsole) -> None:
    keyboard = Keyboard(0, encoding="cp850", console=TypedText(console))
    assert keyboard.terminal
    assert keyboard.gives_keys
    keyboard.start()
    console.type("größer\r")
    assert await keyboard.line() == "größer"
    with keyboard.keys():
        console.type("p")
        assert await keyboard.key() == "p"
        console.press(Stroke("", UP))
        assert await keyboard.key() == "\x1b"
    console.type("7\r")
    assert await keyboard.line() == "7"
    assert not keyboard.ended
    assert console.screen == ["größer", "7", ""], "a key of a session is not shown"
    console.type(f"{CTRL_Z}\r")
    assert await keyboard.line() is None


async def test_ctrl_c_at_a_question_is_an_interrupt_and_what_is_typed_then_still_counts(console: HandConsole) -> None:
    keyboard = Keyboard(0, console=TypedText(console))
    keyboard.start()
    console.type(CTRL_C)
    with pytest.raises(Interrupted):
        await keyboard.line()
    console.type("3\r")
    assert await keyboard.line() == "3"
    console.close()


async def test_a_console_that_is_gone_is_no_end_of_a_script(console: HandConsole) -> None:
    keyboard = Keyboard(0, console=TypedText(console))
    loop, gone = asyncio.get_running_loop(), asyncio.Event()
    keyboard.on_gone = lambda: loop.call_soon_threadsafe(gone.set)  # type: ignore[assignment, func-returns-value, return-value, unused-ignore]
    keyboard.start()
    console.close()
    await gone.wait()
    assert not keyboard.ended


def test_what_windows_tells_of_a_key_is_laid_out_as_its_headers_have_it() -> None:
    assert ctypes.sizeof(KeyRecord) == 20
    record = KeyRecord.from_buffer_copy(
        (1).to_bytes(4, "little")  # a key event, and two bytes of room
        + (1).to_bytes(4, "little")  # it went down
        + b"".join(number.to_bytes(2, "little") for number in (2, 0xBA, 26, 0xFC))  # twice; key, place, ü
        + (0).to_bytes(4, "little")
    )
    assert stroke_of(record) == Stroke("ü", 0xBA, True, 2)
    assert stroke_of(KeyRecord(kind=KEY_EVENT, key=UP)) == Stroke("", UP, False, 1)
    assert stroke_of(KeyRecord(kind=2)) is None, "the mouse"


def test_a_file_or_nothing_at_all_is_no_console() -> None:
    with Path(os.devnull).open("rb") as nothing:
        assert console_at(nothing.fileno()) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there may be one")
def test_other_systems_have_no_such_console() -> None:
    assert console_at(0) is None
