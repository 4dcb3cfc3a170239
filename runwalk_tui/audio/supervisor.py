"""Keeps sound going: which backend plays, when its child is started again, and when the bell steps in.

No thread and no clock of its own: every method takes the instant, `wake` says when `look` wants to be called next.
What it decides is done through the functions it is given, so that a test can stand in for the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from runwalk_tui.audio.backends import IN_CHILD, order
from runwalk_tui.audio.bell import Bell
from runwalk_tui.audio.messages import LATE, AudioStatus, TimedCue
from runwalk_tui.session.cues import CueName

RESTARTS = 3
"""How often one backend's child is started again, within RESTARTS_IN."""
RESTARTS_IN = 600.0
"""Seconds. Three accidents in a long session do not take the sound away for the rest of it."""
OPENING = 5.0
"""Seconds that a device may take to open; the bell rings meanwhile."""
WAIT_FOR_CHILD = 0.25
"""Seconds a cue waits for a child that is being started before the bell rings in its place."""
HELD_UP = 0.15
"""Seconds after which this process, and not the child, is the one that was late."""
NEWS = 30.0
"""Seconds for which a repaired interruption stays on the screen."""
LOOK_AGAIN = (2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts to open a device that was not there; the last one again and again."""


class ChildLike(Protocol):
    """What the supervisor needs of `child.Child`."""

    def send(self, verb: str, *rest: Any) -> None: ...
    def kill(self) -> None: ...


class Supervisor:
    """Plays a schedule by the best backend that works."""

    def __init__(
        self,
        wanted: str,
        opening: Sequence[Any],
        *,
        open_child: Callable[[], ChildLike],
        ring: Callable[[], None],
        report: Callable[[AudioStatus], None],
        latency: float = 0.0,
        gaps: Sequence[str] = (),
    ) -> None:
        """`opening` follows the backend's name in the message that opens it; `latency` is in seconds;
        `gaps` says which of the runner's own sounds are not there."""
        self._backends = order(wanted)
        self._opening = opening
        self._open_child = open_child
        self._report = report
        self._bell = Bell(ring)
        self._slack = max(0.0, -latency)
        """Seconds after its deadline at which a cue is still handed to the device in time."""
        self._gaps = list(gaps)
        self._faults: list[str] = []
        self._cues: list[TimedCue] = []
        """Cues to come whose fate is not known, in order."""
        self._muted = False
        self._patient_until = 0.0
        self._to_play: CueName | None = None

        self._backend = self._backends[0]
        """What plays, or is being opened."""
        self._child: ChildLike | None = None
        self._ready = False
        self._opened_at = 0.0
        self._restarts: dict[str, list[float]] = {}
        self._hopeless: set[str] = set()
        """Backends that are not tried again: they cannot be loaded, or their child dies again and again."""
        self._trouble: dict[str, str] = {}
        """Why a backend does not play, in order of failure."""
        self._searching = False
        """Whether the bell has taken over and a device is looked for now and then."""
        self._searches = 0
        self._search_at: float | None = None
        self._news = ""
        self._news_until: float | None = None
        self._status: AudioStatus | None = None

    # What the session asks for

    def start(self, now: float) -> None:
        """Open the first backend."""
        self._open(self._backend, now)

    def schedule(self, cues: Sequence[TimedCue], now: float) -> None:
        """Replace the whole schedule; cues that are past are left out."""
        self._cues = sorted((cue for cue in cues if now - cue.at <= LATE), key=lambda cue: cue.at)
        self._send_schedule()

    def silence(self) -> None:
        """Drop everything."""
        self._cues = []
        self._hush()

    def mute(self, on: bool) -> None:
        """Nothing is heard while muted; the schedule goes on."""
        self._muted = on
        if on:
            self._hush()
        else:
            self._send_schedule()

    def play(self, name: CueName, now: float) -> None:
        """One cue at once, muted or not: the runner asked for it."""
        if self._ready and self._child is not None:
            self._child.send("play", name)
        elif self._child is not None and not self._searching:
            self._to_play = name
        elif self._backend != "silent":
            self._bell.begin(name, now)

    # What the child says

    def heard(self, child: ChildLike, verb: str, rest: Sequence[Any], now: float) -> None:
        """Take a message of the child in hand; what an earlier one still says does not matter any more."""
        if child is not self._child:
            return
        if verb == "ready":
            self._is_ready(rest[1], now)
        elif verb == "cue":
            at, name = rest[:2]
            self._cues = [cue for cue in self._cues if (cue.at, cue.name) != (at, name)]
        elif verb == "failed":
            reason, lasting = rest
            if lasting:
                self._hopeless.add(self._backend)
            self._child = None
            self._give_up(reason, now)
        elif verb == "again":
            self._open(self._backend, now)
        elif verb == "lost":
            self._start_again(rest[0], now)
        elif verb == "ended":
            self._start_again(f"it ended by {rest[0]}", now, broken=True)

    # Time

    def wake(self) -> float | None:
        """When `look` is to be called next, if nothing happens before."""
        times = [self._search_at, self._news_until, self._bell.wake()]
        if self._child is not None and not self._ready:
            times.append(self._opened_at + OPENING)
        if self._cues:
            times.append(max(self._cues[0].at + self._patience(), self._patient_until))
        return min((at for at in times if at is not None), default=None)

    def look(self, now: float) -> None:
        """Do what is due."""
        self._bell.look(now)
        if self._child is not None and not self._ready and now >= self._opened_at + OPENING:
            self._drop_child()
            self._give_up("it took too long to open", now)
        if self._search_at is not None and now >= self._search_at:
            self._search_at = None
            self._searches += 1
            self._open(next(name for name in self._backends if name not in self._hopeless), now)
        if self._news_until is not None and now >= self._news_until:
            self._news, self._news_until = "", None
            self._tell()
        self._look_at_cues(now)

    def close(self) -> None:
        """End the child if there is one."""
        self._hush()
        self._drop_child()

    def _look_at_cues(self, now: float) -> None:
        while self._cues and now >= max(self._cues[0].at + self._patience(), self._patient_until):
            late = now - self._cues[0].at - self._patience()
            if self._ready and late > HELD_UP and now - self._patient_until > LATE:
                # This process slept. Let the child's reports come in before it is blamed.
                self._patient_until = now + LATE
                return
            cue = self._cues.pop(0)
            if self._muted or self._backend == "silent":
                continue
            if late <= LATE:
                self._bell.begin(cue.name, now)
            if self._ready:
                self._drop_child()
                self._start_again("it no longer answered", now, broken=True)

    def _patience(self) -> float:
        """Seconds after its deadline at which a cue that nobody has taken is overdue."""
        if self._child is None or self._muted or (self._searching and not self._ready):
            return 0.0
        return (LATE if self._ready else WAIT_FOR_CHILD) + self._slack

    # The child

    def _open(self, backend: str, now: float) -> None:
        """Start the child of a backend, or go without one."""
        self._backend, self._ready, self._child = backend, False, None
        if backend in IN_CHILD:
            try:
                self._child = self._open_child()
            except OSError as error:
                self._give_up(f"its process cannot be started ({error})", now)
                return
            self._opened_at = now
            self._child.send("open", backend, *self._opening)
        if not self._searching:
            self._tell()

    def _is_ready(self, faults: Sequence[str], now: float) -> None:
        self._ready, self._searching, self._searches = True, False, 0
        self._faults = list(faults)
        self._bell.stop()
        self._send_schedule()
        if self._to_play is not None and self._child is not None:
            self._child.send("play", self._to_play)
            self._to_play = None
        if self._trouble:
            name, reason = next(iter(self._trouble.items()))
            now_well = "it plays again" if name == self._backend else f"{self._backend} plays instead"
            self._news, self._news_until = f"Sound was interrupted ({name}: {reason}); {now_well}.", now + NEWS
            self._trouble = {}
        self._tell()

    def _start_again(self, reason: str, now: float, *, broken: bool = False) -> None:
        """The child is gone: have another one, unless that has been done too often."""
        self._child, self._ready = None, False
        recent = [at for at in self._restarts.get(self._backend, []) if now - at < RESTARTS_IN]
        if self._searching or len(recent) >= RESTARTS:
            if broken:
                self._hopeless.add(self._backend)
            self._give_up(reason, now)
            return
        self._restarts[self._backend] = [*recent, now]
        self._trouble[self._backend] = reason
        self._open(self._backend, now)

    def _give_up(self, reason: str, now: float) -> None:
        """Go on with the next backend; the bell is the last, and looks for a device from time to time."""
        self._trouble.setdefault(self._backend, reason)
        following = self._backends[self._backends.index(self._backend) + 1 :]
        backend = next(name for name in following if name not in self._hopeless)
        if backend in IN_CHILD:
            self._open(backend, now)
            return
        if any(name not in self._hopeless for name in self._backends if name in IN_CHILD):
            self._searching = True
            self._search_at = now + LOOK_AGAIN[min(self._searches, len(LOOK_AGAIN) - 1)]
        if self._to_play is not None:
            self._bell.begin(self._to_play, now)
            self._to_play = None
        self._backend, self._child, self._ready = backend, None, False
        self._tell()

    def _drop_child(self) -> None:
        child, self._child, self._ready = self._child, None, False
        if child is not None:
            child.kill()

    def _hush(self) -> None:
        self._bell.stop()
        self._to_play = None
        if self._child is not None:
            self._child.send("silence")

    def _send_schedule(self) -> None:
        if self._child is not None and self._ready and not self._muted:
            self._child.send("schedule", [(cue.at, cue.name) for cue in self._cues])

    # The line on the screen

    def _tell(self) -> None:
        status = AudioStatus(self._backend, self._message())
        if status != self._status:
            self._status = status
            self._report(status)

    def _message(self) -> str:
        if self._trouble:
            name, reason = next(iter(self._trouble.items()))
            what = f"Sound stopped ({name}: {reason})"
            if self._backend in IN_CHILD:
                return f"{what}; it is started again."
            search = " until a device is found" if self._searching else " instead"
            return f"{what}; the terminal bell rings{search}."
        if self._news:
            return self._news
        own = [*self._gaps, *self._faults]
        return f"Own sounds: {'; '.join(own)}. The ones that ship are played." if own else ""
