"""What is typed arrives, whole, in order, from any kind of input."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from runwalk_tui.flows.front import Interrupted
from runwalk_tui.plain.keyboard import CHUNK, LONGEST, Keyboard
from tests.support.plain_parts import Typist
from tests.support.story_time import run

PIPE = 65536
"""Bytes that a pipe holds."""


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


def test_no_more_is_read_than_has_room() -> None:
    """Whoever sends faster than anybody reads has to wait."""
    reading, writing = os.pipe()
    room = LONGEST + 2 * CHUNK + PIPE
    lines = [f"{number}\n" for number in range(150_000)]
    sent = 0

    def send() -> None:
        nonlocal sent
        with os.fdopen(writing, "wb", buffering=0) as file:
            for at in range(0, len(lines), 1000):
                piece = "".join(lines[at : at + 1000]).encode()
                file.write(piece)
                sent += len(piece)

    async def read() -> None:
        keyboard = Keyboard(reading)
        keyboard.start()
        asked = 0
        for line in lines:
            assert await keyboard.line() == line.strip()
            asked += len(line)
            assert sent - asked <= room
        assert await keyboard.line() is None

    sender = Thread(target=send)
    sender.start()
    asyncio.run(read())
    sender.join()
    os.close(reading)


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST])
def test_a_line_that_is_too_long_is_cut_and_the_next_one_is_whole(tmp_path: Path, length: int) -> None:
    script = tmp_path / "script"
    script.write_text("x" * length + "\nnext\nlast")

    async def read() -> list[str | None]:
        with script.open("rb") as file:
            keyboard = Keyboard(file.fileno())
            keyboard.start()
            return [await keyboard.line() for _ in range(4)]

    assert run(read()) == ["x" * min(length, LONGEST), "next", "last", None]


def test_the_loop_goes_on_while_there_is_always_something_to_read(typist: Typist) -> None:
    async def read() -> int:
        typist.keyboard.start()
        typist.type("y\n" * 1000)
        await typist.keyboard.line()
        seen = 0
        heard = asyncio.Event()
        asyncio.get_running_loop().call_soon(heard.set)
        while not heard.is_set():
            await typist.keyboard.line()
            seen += 1
        return seen

    assert run(read()) < 10


def test_an_input_without_an_end_is_given_up_once_nobody_reads() -> None:
    reading, writing = os.pipe()

    def send() -> None:
        with suppress(BrokenPipeError), os.fdopen(writing, "wb", buffering=0) as file:
            while True:
                file.write(b"y\n" * 1000)

    async def read() -> int:
        keyboard = Keyboard(reading)
        keyboard.start()
        await keyboard.line()
        keyboard.nobody_reads()
        count = 0
        while await keyboard.line() is not None:
            count += 1
        return count

    sender = Thread(target=send)
    sender.start()
    count = asyncio.run(read())
    os.close(reading)
    sender.join()
    assert count <= LONGEST  # what may wait, and as much again
