"""What stands in for the clock, the sound and the power settings, in tests of everything that stands on them."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.audio.messages import TimedCue


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


class FakeVoice:
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


class FakePlayer(FakeVoice):
    """Remembers what it was asked to play."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "new"

    def start(self) -> None:
        self.state = "started"

    def finish(self) -> None:
        self.state = "finished"

    def close(self) -> None:
        self.state = "closed"


class AlwaysAwake:
    """A machine that agrees not to sleep."""

    async def hold(self) -> str:
        return ""

    async def release(self) -> None: ...
