"""Whoever only connects takes nobody's place."""

from __future__ import annotations

import asyncio
import errno
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from runwalk_tui.serving.gate import MOST
from tests.support.needed import needed_module
from tests.unit.serving.test_server import GUARD, Room, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is served there")


@asynccontextmanager
async def connected(room: Room, sent: bytes = b"") -> AsyncIterator[asyncio.StreamReader]:
    """A connection that says this and nothing more."""
    reader, writer = await asyncio.open_connection(*room.host.split(":"))
    writer.write(sent)
    try:
        yield reader
    finally:
        writer.close()


async def is_sent_away(reader: asyncio.StreamReader) -> bool:
    """Wait until the server closes a connection; whether it did without a word."""
    try:
        return await asyncio.wait_for(reader.read(), GUARD) == b""
    except ConnectionResetError:
        return True


async def test_many_connections_that_say_nothing_shut_nobody_out() -> None:
    async with served() as room, AsyncExitStack() as others:
        await room.enter()
        page = await room.view()
        await page.until("size 60 20")
        idle = [await others.enter_async_context(connected(room)) for _ in range(3 * MOST)]
        assert all([await is_sent_away(each) for each in idle[:MOST]])
        assert (await room.ask("/")).status == 200
        await page.connection.send_json(["stdin", "a"])
        await page.until("typed 61")
        assert not room.told


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
async def test_a_connection_that_asks_for_nothing_is_closed(sent: bytes) -> None:
    async with served(patience=0.05) as room, connected(room, sent) as reader:
        assert await is_sent_away(reader)


async def test_a_page_stays_however_long_it_says_nothing() -> None:
    async with served(patience=0.05) as room:
        await room.enter()
        page = await room.view()
        await page.until("size 60 20")
        async with connected(room) as later:
            assert await is_sent_away(later)
        await page.connection.send_json(["stdin", "a"])
        await page.until("typed 61")


async def test_whoever_is_refused_keeps_no_connection() -> None:
    async with served() as room, connected(room, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") as reader:
        answer = await asyncio.wait_for(reader.read(), GUARD)
        assert b" 403 " in answer.splitlines()[0]


async def test_a_system_without_another_connection_is_told_once_and_in_one_line() -> None:
    needed_module("aiohttp")
    from runwalk_tui.serving.server_faults import told_in_one_line

    told: list[str] = []
    handle, loop = told_in_one_line(told.append), asyncio.get_running_loop()
    for _ in range(1000):
        handle(loop, {"message": "socket.accept() out of system resource", "exception": OSError(errno.EMFILE, "")})
        handle(loop, {"message": "x", "exception": KeyError("somewhere")})
    assert told == [
        "too many devices ask at once; the page may not open for a moment",
        "something went wrong while a page was served (KeyError)",
    ]
