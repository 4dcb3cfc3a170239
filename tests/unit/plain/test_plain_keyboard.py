"""What is typed arrives, whole, in order, from any kind of input."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from runwalk_tui.plain.keyboard import Interrupted, Keyboard
from tests.support.plain_parts import Typist
from tests.support.story_time import run


def test_lines_arrive_whole_however_they_are_cut(typist: Typist) -> None:
    async def read() -> list[str | None]:
        typist.keyboard.start()
        typist.type("fir")
        first = asyncio.ensure_future(typist.keyboard.line())
        await asyncio.sleep(0.02)
        assert not first.done()
        typist.type("st \r\nsecond\nthird")
        typist.leave()
        return [await first, *[await typist.keyboard.line() for _ in range(3)]]

    assert run(read()) == ["first", "second", "third", None]


def test_a_character_of_several_bytes_may_be_cut_in_two(typist: Typist) -> None:
    async def read() -> str | None:
        typist.keyboard.start()
        cut = "é\n".encode()
        typist.type(cut[:1])
        await asyncio.sleep(0.02)
        typist.type(cut[1:])
        return await typist.keyboard.line()

    assert run(read()) == "é"


def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    script = tmp_path / "answers"
    script.write_text("1\n2\n")

    async def read() -> list[str | None]:
        with script.open("rb") as file:
            keyboard = Keyboard(file.fileno())
            keyboard.start()
            return [await keyboard.line() for _ in range(3)]

    assert run(read()) == ["1", "2", None]


def test_without_any_input_it_has_ended_from_the_start() -> None:
    async def read() -> str | None:
        keyboard = Keyboard(None)
        keyboard.start()
        assert keyboard.exhausted
        return await keyboard.line()

    assert run(read()) is None


def test_an_arrow_is_one_key_and_not_a_letter(typist: Typist) -> None:
    async def read() -> list[str | None]:
        typist.keyboard.start()
        typist.type("\x1b[B\x1bOHn\x1b[1;5Dx")
        typist.leave()
        return [await typist.keyboard.key() for _ in range(6)]

    assert run(read()) == ["\x1b", "\x1b", "n", "\x1b", "x", None]


def test_ctrl_c_at_a_question_interrupts_it_once(typist: Typist) -> None:
    async def read() -> str | None:
        typist.keyboard.start()
        waiting = asyncio.ensure_future(typist.keyboard.line())
        await asyncio.sleep(0.01)
        typist.keyboard.interrupt()
        with pytest.raises(Interrupted):
            await waiting
        typist.type("on\n")
        return await typist.keyboard.line()

    assert run(read()) == "on"


def test_a_huge_input_does_not_fill_the_memory(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * 1_000_000)

    async def read() -> int:
        with big.open("rb") as file:
            keyboard = Keyboard(file.fileno())
            keyboard.start()
            return len(await keyboard.line() or "")

    assert run(read()) == 100_000
