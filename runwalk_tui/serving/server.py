"""The server: it checks who asks, and puts one page at a time before the app."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from aiohttp import WSMsgType, web

from runwalk_tui.serving import pages
from runwalk_tui.serving.door import Door
from runwalk_tui.serving.gate import AT_ONCE, Gate
from runwalk_tui.serving.hosted_app import HostedApp
from runwalk_tui.serving.server_faults import fault_logger, told_in_one_line
from runwalk_tui.serving.viewer import APP_ENDED, CONTINUED_ELSEWHERE, KEY_NEEDED, PATIENCE, SERVER_ENDED, Viewer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    # 'unsafe-inline' for styles alone: the terminal's script writes some of its own.
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Server": "runwalk",
}
LOOKS_ALIVE = 15.0
"""Seconds between two questions whether a page is still there."""
PATIENCE_BETWEEN = 15.0
"""Seconds until a connection that asks for nothing more is closed."""
LONGEST_MESSAGE = 1 << 16
"""Bytes of one message from a page."""
DEFAULT_SIZE = (80, 24)


class Server:
    """Serves one app to one page at a time."""

    def __init__(
        self,
        app: HostedApp,
        door: Door,
        *,
        mute: bool,
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
        tell: Callable[[str], None] = lambda _: None,
        gate: Gate | None = None,
    ) -> None:
        """`tell` hears what the app said as it ended; `wait` and `gate` are for tests."""
        self._app, self._door, self._mute, self._wait, self._tell = app, door, mute, wait, tell
        self._gate = gate or Gate()
        self._viewer: Viewer | None = None
        self._parts = pages.parts()
        self._changing = asyncio.Lock()
        self._enough = False
        """Whether it is ending; a page that comes now starts nothing any more."""
        self._leaving: set[asyncio.Task[None]] = set()
        app.shows, app.ended = self._show, self._ended

    async def run(self, sockets: Sequence[socket.socket], until: asyncio.Event, ready: Callable[[], None]) -> None:
        """Serve at these sockets until the event, then end the app in order."""
        application = web.Application(middlewares=[self._guard], client_max_size=LONGEST_MESSAGE)
        application.router.add_get("/", self._page)
        application.router.add_get("/alive", self._alive)
        application.router.add_get("/session", self._session)
        for address in self._parts:
            application.router.add_get(address, self._part)
        application.on_response_prepare.append(self._with_headers)
        runner = web.AppRunner(
            application,
            access_log=None,
            logger=fault_logger(self._tell),
            handle_signals=False,
            shutdown_timeout=1.0,
            keepalive_timeout=PATIENCE_BETWEEN,
        )
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(told_in_one_line(self._tell))
        servers: list[asyncio.Server] = []
        try:
            await runner.setup()
            meet = self._connected(runner)
            servers.extend([await loop.create_server(meet, sock=each, backlog=AT_ONCE) for each in sockets])
            ready()
            await until.wait()
        finally:
            async with self._changing:
                self._enough = True
                viewer, self._viewer = self._viewer, None
                await self._app.end()
                if viewer is not None:
                    self._send_away(viewer, SERVER_ENDED)
                await asyncio.gather(*self._leaving)
            for server in servers:
                server.close()
            await runner.cleanup()
            loop.set_exception_handler(None)

    def _connected(self, runner: web.AppRunner) -> Callable[[], asyncio.Protocol]:
        """What is made for each connection: it meets the gate first."""

        def meet() -> asyncio.Protocol:
            if runner.server is None:
                raise RuntimeError("nothing is served any more")
            connection = runner.server()
            self._gate.meet(connection)
            return connection

        return meet

    # Who asks.

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._gate.has_asked(request.protocol)
        host, origin = request.headers.get("Host"), request.headers.get("Origin")
        if not self._door.answers_at(host) or (origin is not None and not self._door.is_ours(origin, host)):
            return _refused(pages.OTHER_ADDRESS)
        if request.path == "/" and "token" in request.query:
            return await self._enter(request)
        if not self._door.knows(request.cookies.get(_cookie_name(request))):
            return _refused(pages.TOKEN_NEEDED)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _html(pages.refusal(pages.NOT_HERE), error.status)

    async def _enter(self, request: web.Request) -> web.Response:
        """Exchange the token for a cookie and a key, so that it doesn't stay in the address."""
        if not self._door.opens_with(request.query["token"]):
            await self._wait(self._door.wait_after_wrong())
            return _refused(pages.TOKEN_NEEDED)
        answer = _html(pages.let_in(self._door.key))
        answer.set_cookie(_cookie_name(request), self._door.cookie, httponly=True, samesite="Strict", path="/")
        return answer

    async def _with_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = request.headers.get("Host", "")
        named = host if self._door.answers_at(host) else "127.0.0.1"
        for name, value in HEADERS.items():
            response.headers[name] = value.replace("{host}", named)

    # What is asked for.

    async def _page(self, _: web.Request) -> web.Response:
        return _html(pages.page(mute=self._mute))

    async def _alive(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _part(self, request: web.Request) -> web.Response:
        part = self._parts[request.path]
        return web.Response(body=part.content, content_type=part.kind)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        if not self._door.is_ours(request.headers.get("Origin"), request.headers.get("Host")):
            return _refused(pages.OTHER_ADDRESS)
        key = request.headers.get("Sec-WebSocket-Protocol", "")
        connection = web.WebSocketResponse(
            timeout=PATIENCE,
            heartbeat=LOOKS_ALIVE,
            max_msg_size=LONGEST_MESSAGE,
            protocols=(key,) if key else (),  # a browser wants to be answered with what it offered
        )
        await connection.prepare(request)
        if not self._door.unlocks(key):
            await connection.close(code=KEY_NEEDED)
            return connection
        self._gate.let_stay(request.protocol)
        viewer = Viewer(connection)
        await self._take_over(viewer, _size(request.query.get("width"), request.query.get("height")))
        async for message in connection:
            if message.type is WSMsgType.TEXT and self._viewer is viewer:
                self._hear(message.data)
        await viewer.stop()
        if self._viewer is viewer:
            self._viewer = None  # the app goes on without anybody who looks
        return connection

    async def _take_over(self, viewer: Viewer, size: tuple[int, int]) -> None:
        """Show the app in this page and no longer in another one: the newest is where the runner is now."""
        async with self._changing:
            if self._enough:
                self._send_away(viewer, SERVER_ENDED)
                return
            before, self._viewer = self._viewer, viewer
            if before is not None:
                self._send_away(before, CONTINUED_ELSEWHERE)
            viewer.begin()
            if self._app.runs:
                self._app.resize(*size)
                self._app.show_again()
                return
            try:
                await self._app.start(*size)
            except OSError as error:
                why = f"runwalk can't be started: {error.strerror or error}"
                self._tell(why)
                self._send_away(viewer, APP_ENDED, why)

    def _hear(self, message: str) -> None:
        """What the page says: something typed, or its size. Whatever else it is, is nothing."""
        match _read(message):
            case ["stdin", str(text)]:
                self._app.type(text)
            case ["resize", {"width": int(width), "height": int(height)}]:
                self._app.resize(width, height)

    def _show(self, data: bytes) -> None:
        if self._viewer is not None:
            self._viewer.show(data)

    def _ended(self, said: str) -> None:
        if said:
            self._tell(said)
        viewer, self._viewer = self._viewer, None
        if viewer is not None:
            self._send_away(viewer, APP_ENDED, said)

    def _send_away(self, viewer: Viewer, why: int, said: str = "") -> None:
        """Say farewell to a page; nobody waits for it."""
        leaving = asyncio.create_task(viewer.leave(why, said))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)


def _read(message: str) -> object:
    with suppress(ValueError, RecursionError):
        return json.loads(message)
    return None


def _size(width: str | None, height: str | None) -> tuple[int, int]:
    """Columns and lines as the page's address has them."""
    try:
        return int(width or ""), int(height or "")
    except ValueError:
        return DEFAULT_SIZE


def _cookie_name(request: web.Request) -> str:
    """Cookies don't tell ports apart, and another log may be served at another port."""
    return f"runwalk-{request.headers.get('Host', '').rpartition(':')[2]}"


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def _refused(told: tuple[str, str]) -> web.Response:
    answer = _html(pages.refusal(told), 403)
    answer.force_close()  # whoever isn't let in keeps nothing open
    return answer
