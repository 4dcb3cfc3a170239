"""Serving from its start to its exit status."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from socket import socket

from runwalk_tui.serving.door import Door
from runwalk_tui.serving.hosted_app import HostedApp, app_command, app_environment
from runwalk_tui.serving.server import Server

ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""How somebody, the system or a closed terminal ends it; the app is ended in order then."""
USUAL_PORT = 80


def run_server(
    sockets: Sequence[socket],
    options: Sequence[str],
    *,
    mute: bool,
    ready: Callable[[str], None],
    tell: Callable[[str], None],
) -> int:
    """Serve until a signal says that it's enough; returns the exit status.

    `options` are those of the app, `ready` is told the address with its token, `tell` what the app said as it ended.
    """
    places = [each.getsockname()[:2] for each in sockets]
    door = Door(names_of(places))
    host, port = places[-1]
    url = f"http://{host}:{port}/?token={door.token}"
    app = HostedApp(app_command(options), app_environment(os.environ))
    return asyncio.run(_serve(Server(app, door, mute=mute, tell=tell), sockets, lambda: ready(url)))


def names_of(places: Sequence[tuple[str, int]]) -> set[str]:
    """The addresses as a browser names them."""
    names = {(name, port) for host, port in places for name in (host, "localhost")}
    return {f"{name}:{port}" for name, port in names} | {name for name, port in names if port == USUAL_PORT}


async def _serve(server: Server, sockets: Sequence[socket], ready: Callable[[], None]) -> int:
    enough, loop, told = asyncio.Event(), asyncio.get_running_loop(), []

    def heard(number: int) -> None:
        told.append(number)
        enough.set()

    for number in (getattr(signal, name) for name in ENDING_SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` has asked for that
            loop.add_signal_handler(number, heard, number)
    await server.run(sockets, enough, ready)
    return 0 if told[:1] == [signal.SIGINT] else 128 + told[0]
