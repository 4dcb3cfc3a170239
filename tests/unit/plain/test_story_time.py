"""Story time never passes over what is on its way, and what never comes is told apart from what is slow."""

from __future__ import annotations

import asyncio
import time
from threading import Thread

import pytest

from tests.support.plain_parts import Page, Typist
from tests.support.story_time import StoryLoop, beside, run, running_story


def hand_over_late(chunk: bytes, heard: list[bytes]) -> None:
    """A thread that takes its time between reading and handing over, as on a busy machine."""
    loop = running_story()

    def work() -> None:
        time.sleep(0.05)
        loop.call_soon_threadsafe(heard.append, chunk)

    loop.sent(len(chunk))
    Thread(target=work).start()


def test_an_hour_takes_a_moment() -> None:
    async def story() -> float:
        before = asyncio.get_running_loop().time()
        await asyncio.sleep(3600)
        return asyncio.get_running_loop().time() - before

    assert run(story()) == pytest.approx(3600, abs=0.001)


def test_time_stands_still_until_what_was_sent_has_come() -> None:
    async def story() -> tuple[list[bytes], float]:
        heard: list[bytes] = []
        began = asyncio.get_running_loop().time()
        hand_over_late(b"q\n", heard)
        await asyncio.sleep(0.001)
        return heard, asyncio.get_running_loop().time() - began

    heard, passed = run(story())
    assert heard == [b"q\n"]
    assert passed < 0.1


def test_time_stands_still_while_a_thread_works_for_the_loop() -> None:
    async def story() -> tuple[bool, float]:
        began = asyncio.get_running_loop().time()
        working = asyncio.ensure_future(asyncio.to_thread(time.sleep, 0.05))
        await asyncio.sleep(20)
        return working.done(), asyncio.get_running_loop().time() - began

    done, passed = run(story())
    assert done
    assert passed == pytest.approx(20, abs=0.1)


def test_what_is_typed_is_heard_before_the_next_second_however_slow_its_thread_is(typist: Typist) -> None:
    async def story() -> tuple[str | None, float]:
        typist.keyboard.start()
        waiting = asyncio.ensure_future(typist.keyboard.line())
        for letter in "stop\n":
            typist.type(letter)
            await asyncio.sleep(1)
        return await waiting, asyncio.get_running_loop().time()

    heard, ended = run(story())
    assert heard == "stop"
    assert ended == pytest.approx(5, abs=0.1)


def test_waiting_for_what_nobody_will_send_fails_and_does_not_hang() -> None:
    async def story() -> None:
        await asyncio.get_running_loop().create_future()

    with (
        asyncio.Runner(loop_factory=lambda: StoryLoop(hang_guard=0.05)) as runner,
        pytest.raises(RuntimeError, match="nobody types"),
    ):
        runner.run(story())


def test_waiting_for_words_that_are_never_said_fails_with_all_that_was() -> None:
    page = Page()

    async def story() -> None:
        page.lines.say("Run now.")
        await page.until("Walk now.")

    with pytest.raises(AssertionError, match=r"(?s)'Walk now\.' was not said 1 times in:.*Run now\."):
        run(story())


def test_whoever_fails_first_fails_the_test_and_nobody_waits_for_the_other() -> None:
    async def never() -> None:
        await asyncio.get_running_loop().create_future()

    async def fail() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        run(beside(never(), fail()))
    with pytest.raises(ValueError, match="a fault"):
        run(beside(fail(), never()))
