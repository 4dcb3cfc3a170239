"""Keeps sound going: which backend plays, when its child is started again, and when the bell steps in.

It has no thread and no clock: every method is given the instant, `wake` says when `look` wants to be called next.
What it decides is done through the functions it is given, so that a test can play the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from runwalk_tui.audio.backends.bell import Bell
from runwalk_tui.audio.backends.reasons import INTO_NOTHING, SLOW
from runwalk_tui.audio.messages import HEAD_START
from runwalk_tui.audio.status import AudioStatus, StatusLine
from runwalk_tui.audio.supervision.candidates import IN_CHILD, Candidates, ChildLike, SlowChildren, is_installed
from runwalk_tui.audio.supervision.pending_cues import PendingCues
from runwalk_tui.audio.supervision.search import DeviceSearch
from runwalk_tui.session.cues import TimedCue

TURN = 0.7
"""Seconds that a backend has for itself to open a device in a session, so that the next one plays within a second."""
FIRST_TURN = 3.0
"""The same before the session has started, when no cue is due."""
OPENING = 10.0
"""Seconds that a device may take to open in all: headphones that have to be connected first are slow, not broken."""
LONGEST_END = 12.0
"""Seconds that the last sound may take."""


class Supervisor:
    """Plays a schedule by the best backend that works."""

    def __init__(
        self,
        wanted: str,
        sounds: Mapping[str, Any],
        *,
        start_child: Callable[[], ChildLike],
        ring: Callable[[], None],
        report: Callable[[AudioStatus], None],
        latency: float = 0.0,
        output: str = "",
        gaps: Sequence[str] = (),
        installed: Callable[[str], bool] = is_installed,
        signs: Callable[[], object] = lambda: None,
    ) -> None:
        """`sounds` is the recipe of each cue, see `messages.py`; `latency` is in seconds; `output` names the device,
        "" for the system's choice; `gaps` says which of the runner's own sounds are not there; `signs` is what the
        system shows of sound devices."""
        self._candidates = Candidates(wanted, installed)
        self._opening = (sounds, latency, output)
        self._output = output
        self._start_child = start_child
        self._report = report
        self._bell = Bell(ring)
        self._line = StatusLine(gaps)
        self._cues = PendingCues(slack=max(0.0, -latency))
        self._muted = False
        self._to_play: tuple[str, ...] = ()

        self._backend = self._candidates.first
        """What plays, or is being opened."""
        self._child: ChildLike | None = None
        self._ready = False
        self._opened_at = 0.0
        self._slow = SlowChildren()
        self._searching = False
        """Whether the bell has taken over and a device is looked for now and then."""
        self._search = DeviceSearch(signs)
        self._session_on = False
        """Whether a schedule has come."""
        self._over_by: float | None = None
        """When everything is over that was still to be heard after `finish`."""
        self._status: AudioStatus | None = None

    # What the session asks for

    def start(self, now: float) -> None:
        """Open the first backend."""
        self._open(self._backend, now)

    def schedule(self, cues: Sequence[TimedCue], now: float) -> None:
        """Replace the schedule; cues that are past are left out."""
        if self._searching and not self._session_on:
            self._search.soon(now)
        self._session_on = True
        self._line.session_started(now)
        self._cues.replace(cues, now)
        self._send_schedule()

    def silence(self) -> None:
        """Drop everything."""
        self._cues.clear()
        self._silence_now()

    def mute(self, on: bool) -> None:
        """Nothing is heard while muted; the schedule carries on."""
        self._muted = on
        if on:
            self._silence_now()
        else:
            self._send_schedule()

    def play(self, names: tuple[str, ...], now: float) -> None:
        """A cue at once, or words one after the other, muted or not: the runner wants to hear it."""
        if self._ready and self._child is not None:
            self._child.send("play", *names)
        elif self._child is not None and not self._searching:
            self._to_play = names
        elif self._backend != "silent":
            self._bell.ring(names[0], now)

    def finish(self, now: float) -> None:
        """Let what sounds, or is about to, be heard to its end; `over` says when that is done."""
        self._over_by = now + LONGEST_END
        self._cues.keep_until(now + HEAD_START)
        self._slow.end()
        self._search.stop()
        if self._child is not None and self._ready:
            self._send_schedule()
            self._child.send("finish")
        else:
            self._drop_child()

    def over(self, now: float) -> bool:
        """Whether all has been heard that was to be heard after `finish`."""
        if self._over_by is None:
            return False
        heard = self._child is None and self._bell.wake() is None and not self._cues
        return heard or now >= self._over_by

    # What the children say

    def heard(self, child: ChildLike, verb: str, rest: Sequence[Any], now: float) -> None:
        """Take a message of a child in hand; what one that was replaced still says does not matter any more."""
        if child in self._slow:
            self._slow_one_says(child, verb, rest, now)
        if child is not self._child:
            return
        if self._over_by is not None and verb not in ("cue", "faults"):
            self._child = None  # it has ended as it was told to, or in another way: no other one is needed
            self._cues.clear()
        elif verb == "ready":
            self._is_ready(rest[1], now, missing=rest[2])
        elif verb == "faults":
            self._line.cannot_say(rest[0], now)
            self._tell()
        elif verb == "cue":
            self._cues.remove(TimedCue(rest[0], rest[1]))
        elif verb == "failed":
            reason, lasting = rest
            if lasting:
                self._candidates.exclude(self._backend)
            self._child = None
            self._give_up(reason, now)
        elif verb == "again":
            self._open(self._backend, now)
        elif verb == "lost":
            self._start_again(rest[0], now)
        elif verb == "ended":
            self._start_again(f"ended by {rest[0]}", now, broken=True)

    def _slow_one_says(self, child: ChildLike, verb: str, rest: Sequence[Any], now: float) -> None:
        """A child that had its turn has opened its device after all, or has failed."""
        if verb == "faults":  # it has read the words, and its device is still slow
            self._line.cannot_say(rest[0], now)
            self._tell()
            return
        backend = self._slow.remove(child)
        if verb == "ready":
            self._drop_child()
            self._backend, self._child = backend, child
            self._is_ready(rest[1], now, missing=rest[2])
            return
        if verb == "ended" or (verb == "failed" and rest[1]):
            self._candidates.exclude(backend)
        self._slow_one_failed(backend, f"ended by {rest[0]}" if verb == "ended" else rest[0], now)

    def _slow_one_failed(self, backend: str, reason: str, now: float) -> None:
        self._line.troubled(backend, reason, instead=True)
        if self._child is None:
            self._search_later(now)
        self._tell()

    # Time

    def wake(self) -> float | None:
        """When `look` is to be called next, if nothing happens before."""
        times = [self._search.wake(), self._line.until, self._over_by, self._slow.wake(), self._bell.wake()]
        times.append(self._cues.wake(child=self._child_may_play))
        if self._child is not None and not self._ready:
            times.append(self._opened_at + self._turn)
        return min((at for at in times if at is not None), default=None)

    def look(self, now: float) -> None:
        """Do what is due."""
        self._bell.look(now)
        if self._child is not None and not self._ready and now >= self._opened_at + self._turn:
            self._child.send("silence")  # what it is to play it is told when it opens
            self._slow.add(self._child, self._backend, self._opened_at + OPENING)
            self._give_up(SLOW, now)
        for child in self._slow.overdue(now):
            child.kill()
            self._slow_one_failed(self._slow.remove(child), "it won't open", now)
        if backend := self._search.look(now, self._candidates.left(self._slow.backends())):
            self._open(backend, now)
        if self._line.look(now):
            self._tell()
        self._look_at_cues(now)

    def close(self) -> None:
        """End every child."""
        self._silence_now()
        self._drop_child()
        self._slow.end()

    def _look_at_cues(self, now: float) -> None:
        """Ring for what nobody has taken; a child that plays and should have is gone, or as good as that, and one that
        is being opened is not to play it any more."""
        while cue := self._cues.take_overdue(now, child=self._child_may_play, ready=self._ready):
            if self._muted or self._backend == "silent":
                continue
            if self._cues.ring(cue, now):
                self._bell.ring(cue.name, now)
            if self._ready:
                self._drop_child()
                if self._over_by is None:
                    self._start_again("no answer", now, broken=True)
            else:
                self._send_schedule()

    @property
    def _child_may_play(self) -> bool:
        """Whether a cue that is due may yet be taken by the child."""
        return self._child is not None and not self._muted and (self._ready or not self._searching)

    @property
    def _turn(self) -> float:
        return TURN if self._session_on else FIRST_TURN

    # The child

    def _open(self, backend: str, now: float) -> None:
        """Start the child of a backend, or go without one."""
        self._backend, self._ready, self._child = backend, False, None
        if backend in IN_CHILD:
            try:
                self._child = self._start_child()
            except OSError as error:
                self._give_up(f"couldn't start: {error.strerror or error}", now)
                return
            self._opened_at = now
            self._child.send("open", backend, *self._opening)
            self._send_schedule()
        self._tell()

    def _is_ready(self, faults: Sequence[str], now: float, *, missing: bool) -> None:
        """Sound flows. Whoever opens a device first plays."""
        self._slow.end()
        self._ready, self._searching = True, False
        self._search.found()
        # A cue that fell due meanwhile is the child's now: it has as long to answer as for any other.
        self._cues.be_patient(now)
        self._send_schedule()
        if self._to_play and self._child is not None:
            self._child.send("play", *self._to_play)
            self._to_play = ()
        self._line.plays(self._backend, faults, now, missing=self._output if missing else "")
        self._tell()

    def _start_again(self, reason: str, now: float, *, broken: bool = False) -> None:
        """The child is gone: have another one, unless that has been done too often."""
        self._child, self._ready = None, False
        # No other child would open in time for what is due already, and on a busy machine starting one takes so long
        # that it would be too late to ring as well.
        self._look_at_cues(now)
        if self._searching or not self._candidates.may_restart(self._backend, now):
            if broken:
                self._candidates.exclude(self._backend)
            self._give_up(reason, now)
            return
        self._line.troubled(self._backend, reason, instead=True)
        self._open(self._backend, now)

    def _give_up(self, reason: str, now: float) -> None:
        """Go on with the next backend; the bell is the last, and looks for a device from time to time."""
        self._line.troubled(self._backend, reason)
        left = self._candidates.left_after(self._backend, self._slow.backends())
        if self._searching:
            left = [name for name in left if self._search.takes_part(name)]
        # The others would reach the same sound server, and not know that it plays into nothing.
        if left and reason != INTO_NOTHING:
            self._open(left[0], now)
            return
        if self._to_play:
            self._bell.ring(self._to_play[0], now)
            self._to_play = ()
        self._backend, self._child, self._ready = self._candidates.last, None, False
        if not self._searching:
            self._line.bell_took_over(now)
        self._search_later(now)
        self._tell()

    def _search_later(self, now: float) -> None:
        """Look for a device in a while, unless that is hopeless or is being done."""
        left = self._candidates.left(self._slow.backends())
        self._searching = bool(left or self._slow)
        if left:
            self._search.later(now)
        else:
            self._search.stop()

    def _drop_child(self) -> None:
        child, self._child, self._ready = self._child, None, False
        if child is not None:
            child.kill()

    def _silence_now(self) -> None:
        self._bell.stop()
        self._to_play = ()
        if self._child is not None:
            self._child.send("silence")

    def _send_schedule(self) -> None:
        if self._child is not None and not self._muted:
            self._child.send("schedule", [(cue.at, cue.name) for cue in self._cues])

    # The line on the screen

    def _tell(self) -> None:
        if self._over_by is not None:
            return  # the screen belongs to whatever comes next
        looking = self._searching and not self._ready
        backend = self._candidates.last if looking else self._backend
        status = AudioStatus(backend, self._line.text(backend))
        if status != self._status:
            self._status = status
            self._report(status)
