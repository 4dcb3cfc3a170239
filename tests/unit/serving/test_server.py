"""What the server gives to whom, and what becomes of the app meanwhile; the app is a little one on a real terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.serving.address import HERE, listening
from runwalk_tui.serving.door import Door
from runwalk_tui.serving.gate import Gate
from runwalk_tui.serving.hosted_app import HostedApp
from runwalk_tui.serving.program import names_of
from tests.support.needed import needed_module
from tests.support.processes import alive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is served there")
LITTLE = (sys.executable, str(Path(__file__).with_name("little_app.py")))
GUARD = 60.0
"""Seconds; a guard against hanging."""
ADDRESSES = ("/", "/page.js", "/let-in.js", "/page.css", "/terminal.js", "/terminal.css", "/letters.ttf", "/alive")


class Room:
    """A server, and somebody who asks it."""

    def __init__(self, client: Any, door: Door, host: str) -> None:
        self.client, self.door, self.host = client, door, host
        self.waits: list[float] = []
        """Seconds that wrong tokens were made to wait."""
        self.told: list[str] = []
        """What the app said as it ended."""
        self.enough = asyncio.Event()

    async def ask(self, address: str, **headers: str) -> Any:
        """The answer to a question without a cookie unless there is one, its text read."""
        answer = await self.client.get(f"http://{self.host}{address}", headers=headers, allow_redirects=False)
        await answer.read()
        return answer

    async def enter(self) -> None:
        """Be let in."""
        assert (await self.ask(f"/?token={self.door.token}")).status == 200

    async def view(self, query: str = "?width=60&height=20", *, key: str | None = None, **headers: str) -> Viewed:
        """Open the connection of a page, which has the key of this run unless it's another one."""
        headers = {"Origin": f"http://{self.host}", **headers}
        keys = [each for each in (self.door.key if key is None else key,) if each]
        address = f"http://{self.host}/session{query}"
        return Viewed(await self.client.ws_connect(address, headers=headers, protocols=keys))


class Viewed:
    """The connection of a page."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.seen = b""
        self.said: list[str] = []

    async def until(self, text: str) -> None:
        """Wait until something is shown."""
        while text.encode() not in self.seen:
            message = await asyncio.wait_for(self.connection.receive(), GUARD)
            assert isinstance(message.data, bytes), (message, self.seen)
            self.seen += message.data

    async def end(self) -> int:
        """Wait until the server says farewell; returns why."""
        while True:
            message = await asyncio.wait_for(self.connection.receive(), GUARD)
            match message.data:
                case int(why):
                    return why
                case str(text):
                    self.said.append(text)
                case None:
                    raise AssertionError("it ended without a farewell")


@asynccontextmanager
async def served(*options: str, patience: float = GUARD) -> AsyncIterator[Room]:
    aiohttp = needed_module("aiohttp")
    from runwalk_tui.serving.server import Server

    sockets = listening((HERE,), 0)
    port = sockets[0].getsockname()[1]
    door = Door(names_of([(HERE, port)]))
    jar = aiohttp.CookieJar(unsafe=True)  # it takes cookies of plain addresses, too, as browsers do
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        room = Room(client, door, f"{HERE}:{port}")

        async def wait(seconds: float) -> None:
            room.waits.append(seconds)

        app, gate = HostedApp([*LITTLE, *options], os.environ), Gate(patience=patience)
        server = Server(app, door, mute=False, wait=wait, tell=room.told.append, gate=gate)
        ready = asyncio.Event()
        running = asyncio.create_task(server.run(sockets, room.enough, ready.set))
        await asyncio.wait_for(ready.wait(), GUARD)
        try:
            yield room
        finally:
            room.enough.set()
            await running


@pytest.mark.parametrize("address", ADDRESSES)
async def test_without_the_token_there_is_nothing_but_a_page_that_says_what_to_do(address: str) -> None:
    async with served() as room:
        answer = await room.ask(address)
        assert answer.status == 403
        assert "scan the code if there is one" in await answer.text()
        await room.enter()
        assert (await room.ask(address)).status in (200, 204)


async def test_a_wrong_token_gets_nothing_and_each_one_waits_longer() -> None:
    async with served() as room:
        for wrong in ("", "x", "aaaa-aaaa-aaaa-aaaa", room.door.token[:-1]):
            answer = await room.ask(f"/?token={wrong}")
            assert answer.status == 403
            assert "Set-Cookie" not in answer.headers
        assert room.waits == sorted(set(room.waits))
        await room.enter()
        assert len(room.waits) == 4, "the right one never waits"


async def test_the_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_cannot_use() -> None:
    async with served() as room:
        answer = await room.ask(f"/?token={room.door.token}")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert room.door.token not in cookie
        assert room.door.token not in await answer.text()
        page = await (await room.ask("/")).text()
        assert room.door.token not in page
        assert "http" not in page, "no address of anybody"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1"])
async def test_at_another_name_nobody_is_let_in_not_even_with_the_token(host: str) -> None:
    async with served() as room:
        assert (await room.ask(f"/?token={room.door.token}", Host=host)).status == 403
        await room.enter()
        assert (await room.ask("/", Host=host)).status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_page_of_another_site_gets_nothing(origin: str) -> None:
    aiohttp = needed_module("aiohttp")
    async with served() as room:
        await room.enter()
        assert (await room.ask("/", Origin=origin)).status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await room.view(Origin=origin)
        assert refused.value.status == 403


async def test_a_connection_needs_the_cookie_and_says_which_page_it_is_of() -> None:
    aiohttp = needed_module("aiohttp")
    async with served() as room:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await room.view()
        assert refused.value.status == 403
        await room.enter()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await room.client.ws_connect(f"http://{room.host}/session")
        assert refused.value.status == 403


@pytest.mark.parametrize("key", ["", "another", "x" * 43])
async def test_the_cookie_alone_opens_no_log_since_every_port_of_the_computer_gets_it(key: str) -> None:
    async with served() as room:
        await room.enter()
        runner = await room.view()
        await runner.until("size 60 20")
        thief = await room.view(key=key)
        assert await thief.end() == 4005
        assert thief.seen == b""
        await runner.connection.send_json(["stdin", "a"])
        await runner.until("typed 61")
        for address in ADDRESSES:
            assert room.door.key not in await (await room.ask(address)).text("latin-1"), address


async def test_every_answer_has_the_headers_that_keep_it_here() -> None:
    async with served() as room:
        refused, missing = await room.ask("/"), await room.ask("/", Host="evil.example")
        await room.enter()
        for answer in (refused, missing, await room.ask("/"), await room.ask("/page.js"), await room.ask("/nothing")):
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'self';")
            assert "script-src" not in policy
            assert f"ws://{room.host}" in policy or "evil" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Server"] == "runwalk"
            assert answer.status != 500


@pytest.mark.parametrize("address", ["/nothing", "/../door.py", "/%2e%2e/door.py", "/page.html", "/terminal.js/"])
async def test_there_is_nothing_but_the_page_and_its_parts(address: str) -> None:
    async with served() as room:
        await room.enter()
        assert (await room.ask(address)).status == 404


async def test_what_is_typed_reaches_the_app_and_its_terminal_is_as_large_as_the_page() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size 60 20")
        await page.connection.send_json(["stdin", "é"])
        await page.until("typed c3a9")
        await page.connection.send_json(["resize", {"width": 10**9, "height": -3}])
        await page.until("size 500 8")


async def test_whatever_else_a_page_says_is_nothing() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view("?width=many&height=")
        await page.until("size 80 24")
        for nonsense in ("", "[", "[" * 30_000, "null", '["stdin"]', '["stdin", 5]', '["resize", {}]', '["go", 1]'):
            await page.connection.send_str(nonsense)
        await page.connection.send_bytes(b'["stdin", "x"]')
        await page.connection.send_json(["stdin", "\x1a"])  # it would stop the program
        await page.connection.send_json(["stdin", "\ud800"])
        await page.connection.send_json(["stdin", "z"])
        await page.until("typed 7a")
        assert page.seen.count(b"typed") == 1


async def test_the_newest_page_takes_over_and_is_shown_everything() -> None:
    async with served() as room:
        await room.enter()
        first = await room.view()
        await first.until("size 60 20")
        second = await room.view("?width=70&height=20")
        assert await first.end() == 4001
        await second.until("size 70 20")
        await second.until("everything")
        await second.connection.send_json(["stdin", "a"])
        await second.until("typed 61")
        third = await room.view()
        assert await second.end() == 4001
        await third.until("everything")


async def test_without_a_page_the_app_goes_on_and_the_next_one_is_shown_everything() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size 60 20")
        await page.connection.close()
        again = await room.view()
        await again.until("everything")
        assert b"size 60 20\r\nsize" not in again.seen, "it's the same one"


async def test_an_app_that_is_left_says_its_last_words_and_opens_again_for_the_next_page() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
        await page.connection.send_json(["stdin", "q"])
        assert await page.end() == 4002
        assert page.said == ['["said", "that was all"]']
        assert room.told == ["that was all"]
        again = await room.view()
        await again.until("size 60 20")


async def test_an_app_that_was_killed_is_not_told_as_if_all_was_in_order() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
        await page.connection.send_json(["stdin", "k"])
        assert await page.end() == 4002
        sentence = (
            "the app ended unexpectedly (signal 9); a session that was running is kept, and you can go on with it"
        )
        assert room.told == [sentence]
        assert page.said == [f'["said", "{sentence}"]']
        again = await room.view()
        await again.until("size 60 20")
        await again.connection.send_json(["stdin", "0"])
        assert await again.end() == 4002
        assert room.told == [sentence], "an app that was left has nothing to say"


async def test_an_app_that_the_server_ends_is_told_of_by_nobody() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
    assert not room.told


async def test_at_its_end_the_server_lets_the_app_end_in_order_and_says_so_to_the_page() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
        room.enough.set()
        assert await page.end() == 4003


async def test_a_flood_of_typing_stops_nobody() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
        for _ in range(30):
            await page.connection.send_json(["stdin", "x" * 30_000])
        room.enough.set()
        assert await page.end() == 4003


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\x16\x03\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /?token=\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: " + b"a" * 20_000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nabc",
    ],
)
async def test_what_is_no_question_is_refused_and_nobody_is_told(
    sent: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with served() as room:
        reader, writer = await asyncio.open_connection(*room.host.split(":"))
        writer.write(sent)
        assert (await asyncio.wait_for(reader.readline(), GUARD)).split()[1] in (b"400", b"403")
        writer.close()
        assert not room.told
    assert capfd.readouterr().err == ""
    assert not caplog.records


def test_a_fault_of_the_program_is_told_in_one_line() -> None:
    needed_module("aiohttp")
    from runwalk_tui.serving.server_faults import fault_logger

    told: list[str] = []
    try:
        raise KeyError("somewhere")
    except KeyError:
        fault_logger(told.append).exception("Error handling request from 127.0.0.1")
    assert told == ["a page wasn't served because of a fault in the program (KeyError)"]


async def test_a_page_that_comes_while_the_server_ends_starts_nothing_any_more() -> None:
    async with served() as room:
        await room.enter()
        page = await room.view()
        await page.until("size")
        room.enough.set()
        late = asyncio.create_task(room.view())
        assert await page.end() == 4003
        with contextlib.suppress(OSError, needed_module("aiohttp").ClientError):
            late_page = await late
            assert await late_page.end() == 4003
            assert late_page.seen == b""


async def shown_by(app: HostedApp, until: str) -> str:
    """What an app has drawn by the time that it has drawn something."""
    seen, found = bytearray(), asyncio.Event()

    def show(data: bytes) -> None:
        seen.extend(data)
        if until.encode() in seen:
            found.set()

    app.shows = show
    await app.start(60, 20)
    await asyncio.wait_for(found.wait(), GUARD)
    return seen.decode()


async def test_an_app_whose_terminal_is_gone_leaves_no_process() -> None:
    app = HostedApp([sys.executable, "-c", "import os; print(os.getpid(), 'is it'); input()"], os.environ)
    pid = int((await shown_by(app, "is it")).split()[0])
    assert alive(pid)
    await app.end()
    assert not app.runs
    assert not alive(pid)
    await app.end()  # once more is nothing


async def test_a_command_that_is_not_there_is_said_in_the_page() -> None:
    app = HostedApp(["/nothing/there"], os.environ)
    with pytest.raises(OSError, match="No such file"):
        await app.start(60, 20)
    assert not app.runs
