"""How many may stand at the door at once: whoever connects and says nothing takes nobody's place."""

from __future__ import annotations

import asyncio
from typing import Protocol

MOST = 50
"""Connections that aren't the page of somebody with the key. A browser opens six at most; the usual limit of open files
is 256 on macOS, and up to `AT_ONCE` come before the first is sent away."""
AT_ONCE = 32
"""Connections that are accepted in one go."""
PATIENCE = 10.0
"""Seconds in which a connection has to ask for something."""


class Connection(Protocol):
    """What speaks with whoever has connected."""

    transport: asyncio.Transport | None


class Gate:
    """Knows the connections that are open. Where there are too many, the oldest of them goes.

    The newest is never turned away: on this computer everybody has the same address, so a limit for each address
    would shut the runner out together with a program that only connects.
    """

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._here: dict[Connection, asyncio.TimerHandle] = {}

    def meet(self, connection: Connection) -> None:
        """Somebody connects."""
        while len(self._here) >= MOST:
            self._send_away(next(iter(self._here)))
        later = asyncio.get_running_loop().call_later
        self._here[connection] = later(self._patience, self._send_away, connection)

    def has_asked(self, connection: Connection) -> None:
        """A connection has asked for something, all of it, and gets its answer."""
        if connection in self._here:
            self._here[connection].cancel()

    def let_stay(self, connection: Connection) -> None:
        """It's the page of somebody with the key; it stays, whoever else comes."""
        if connection in self._here:
            self._here.pop(connection).cancel()

    def _send_away(self, connection: Connection) -> None:
        self._here.pop(connection).cancel()
        if connection.transport is not None:
            connection.transport.abort()
