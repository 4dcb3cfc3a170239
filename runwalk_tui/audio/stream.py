"""One continuous stream: silence, and each cue at the sample position that its deadline falls on.

No device and no thread here: whoever asks for the next block says what time it is.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Mapping

from runwalk_tui.audio import mixer
from runwalk_tui.audio.clock_sync import ClockFit
from runwalk_tui.audio.messages import LATE
from runwalk_tui.audio.mixer import RATE, Sound
from runwalk_tui.session.clock import SAME

GAP = RATE // 20
"""Samples between the words of a phrase that is listened to: a trimmed word ends sooner than a speaker would go on."""
NEAR = 0.25
"""Seconds before it may be in a block that a cue is looked at: far more than a fit of the two clocks ever moves."""
REMEMBERED = 2.0
"""Seconds for which a cue that was played is known, so that a schedule sent again does not play it twice."""

Report = Callable[[float, str, str], None]
"""Takes the deadline of a cue, its name and its fate."""


class Stream:
    """The samples of a session, block by block."""

    def __init__(
        self, sounds: Mapping[str, Sound], report: Report, *, depth: float, ahead: float, latency: float = 0.0
    ) -> None:
        """`depth`: seconds of sound the device holds; `ahead`: seconds from a request to its first sample being heard;
        `latency`: seconds that the runner's headphones add."""
        self._sounds = sounds
        self._report = report
        self._lead = ahead + latency
        # A request that comes later than its first sample was to be heard finds the device dry.
        self._fit = ClockFit(RATE, min(depth, ahead))
        self._position = 0
        self._cues: list[tuple[float, str]] = []
        """Cues to come, the next one last."""
        self._played: list[tuple[float, str]] = []
        self._mix: mixer.Mix = ()
        self._silent = memoryview(b"")
        self._quiet_until = math.inf
        """No cue is looked at in a block that ends before this instant."""
        self._sound_until = 0

    @property
    def position(self) -> int:
        """How many samples the device has requested."""
        return self._position

    @property
    def busy(self) -> bool:
        """Whether there is anything to play now or later."""
        return bool(self._mix or self._cues)

    def sounding_since(self, position: int) -> bool:
        """Whether anything but silence was handed out from this position on."""
        return self._sound_until > position

    def replace(self, cues: Iterable[tuple[float, str]]) -> None:
        """Forget every cue that has not started and play these."""
        known = [cue for cue in cues if cue[1] in self._sounds]
        self._cues = sorted((cue for cue in known if not self._was_played(*cue)), reverse=True)
        self._be_quiet()
        for cue in known:
            if self._was_played(*cue):
                self._report(*cue, "played")  # whoever sent it again waits to hear of it

    def _was_played(self, at: float, name: str) -> bool:
        return any(name == known and abs(at - then) < SAME for then, known in self._played)

    def silence(self) -> None:
        """Forget every cue, and end what sounds."""
        self._cues = []
        self._be_quiet()
        self._mix = mixer.stop(self._mix, self._position)

    def play(self, *names: str) -> None:
        """Begin sounds with the next block, one after the other, whatever else sounds."""
        start, mix = self._position, mixer.stop(self._mix, self._position)
        for sound in (self._sounds[name] for name in names if name in self._sounds):
            self._mix = mix = mixer.start(mix, sound, start) or mix
            start += len(sound.samples) + GAP

    def block(self, count: int, now: float) -> bytes | memoryview | array[int]:
        """Return the next `count` samples; `now` is when the device requested them."""
        position, self._position = self._position, self._position + count
        self._fit.observe(position, now)
        # Nearly every block of a session is silent, and each comes when the processor has forgotten the last one: what
        # isn't done here is what saves time.
        if now + count / RATE > self._quiet_until:
            self._begin_due(position, position + count, now)
            self._be_quiet()
        if not self._mix:
            return self._silence(count)
        samples = mixer.render(self._mix, position, count)
        self._mix = mixer.without_past(self._mix, position + count)
        if samples is None:
            return self._silence(count)
        self._sound_until = position + count
        return samples

    def _silence(self, count: int) -> memoryview:
        if len(self._silent) != 2 * count:
            self._silent = memoryview(bytes(2 * count))
        return self._silent

    def _be_quiet(self) -> None:
        self._quiet_until = self._cues[-1][0] - self._lead - NEAR if self._cues else math.inf

    def _begin_due(self, first: int, end: int, now: float) -> None:
        """Give the cues that fall into this block their places. A cue that comes too late for its place starts at once,
        and not in its middle: its onset is what the runner acts on."""
        self._played = [cue for cue in self._played if now - cue[0] < REMEMBERED]
        while self._cues:
            at, name = self._cues[-1]
            place = self._fit.position(at - self._lead)
            if place >= end:
                return
            self._cues.pop()
            self._played.append((at, name))
            self._report(at, name, self._begin(name, max(first, place)) if now - at <= LATE else "late")

    def _begin(self, name: str, position: int) -> str:
        begun = mixer.start(self._mix, self._sounds[name], position)
        if begun is None:
            return "covered"
        self._mix = begun
        return "played"
