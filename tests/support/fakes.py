"""What stands in for the clock, the sound and the power settings, in tests of everything that stands on them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment
from runwalk_tui.session.cues import TimedCue
from runwalk_tui.session.measured import Figures
from runwalk_tui.system.problems import Problem


class HandClock:
    """Time that the test moves."""

    def __init__(self, time: float = 0.0) -> None:
        self.time = time
        self.asleep = 0.0

    def now(self) -> float:
        return self.time

    def slept(self) -> float:
        return self.asleep

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant


class FakeCuePlayer:
    """Remembers what it was asked to say."""

    def __init__(self, lead: float = 0.0) -> None:
        self.lead = lead
        self.cues: list[TimedCue] = []
        self.silenced = 0
        self.muted = False

    def schedule(self, cues: Sequence[TimedCue]) -> None:
        self.cues = list(cues)

    def silence(self) -> None:
        self.cues = []
        self.silenced += 1

    def mute(self, on: bool) -> None:
        self.muted = on


class FakePlayer(FakeCuePlayer):
    """Remembers what it was asked to play."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "new"
        self.played: list[str] = []

    def start(self) -> None:
        self.state = "started"

    def play(self, *names: str) -> None:
        self.played += names

    def finish(self) -> None:
        self.state = "finished"

    def close(self) -> None:
        self.state = "closed"


class AlwaysAwake:
    """A machine that agrees not to sleep."""

    async def hold(self) -> Problem | None:
        return None

    async def release(self) -> None: ...


async def look_now(controller: SessionController, moments: AsyncIterator[Moment]) -> Moment:
    """The next moment of a session that is watched, without a second of real time: muting twice wakes the loop."""
    waiting = asyncio.ensure_future(anext(moments))
    await asyncio.sleep(0)
    controller.mute()
    controller.mute()
    return await waiting


class FakeJournal:
    """Remembers what kinds of events were written down, and the last snapshot; its disk may be full."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.last: Mapping[str, object] = {}
        self.full = False

    def begin(
        self, session_id: str, at: datetime, header: Mapping[str, object], snapshot: Mapping[str, object]
    ) -> None:
        self._write("begin", snapshot)

    def event(self, kind: str, at: datetime, detail: Mapping[str, object], snapshot: Mapping[str, object]) -> None:
        self._write(kind, snapshot)

    def heartbeat(self, at: datetime, snapshot: Mapping[str, object]) -> None:
        self._write("heartbeat", snapshot)

    def _write(self, kind: str, snapshot: Mapping[str, object]) -> None:
        if self.full:
            raise StoreError("the disk is full", Trouble.FULL)
        self.kinds.append(kind)
        self.last = snapshot


class FakeInstruments:
    """A strap and a treadmill that measure what the test says."""

    def __init__(self) -> None:
        self.now = Figures()
        self.said: list[str] = []
        self.trouble: Problem | None = None
        self.state = "new"

    def start(self) -> None:
        self.state = "started"

    def figures(self) -> Figures:
        return self.now

    def news(self) -> tuple[str, ...]:
        said, self.said = tuple(self.said), []
        return said

    def problem(self) -> Problem | None:
        return self.trouble

    def close(self) -> None:
        self.state = "closed"
