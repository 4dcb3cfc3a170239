"""What a session asks for its figures: starts the process with the radio, keeps it going, and never waits for it."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import Event, Lock, Thread

from runwalk_tui.radio.decoding import Belt, HeartRate
from runwalk_tui.radio.following import Found, Lost, NotFound, Wish
from runwalk_tui.radio.looking import MACOS_REFUSES, macos_refused
from runwalk_tui.radio.messages import Message, NoRadio, order
from runwalk_tui.radio.process import RadioProcess
from runwalk_tui.radio.radio import Near, Sensor
from runwalk_tui.radio.wanted import needs_bleak
from runwalk_tui.session.clock import asleep_since_boot
from runwalk_tui.session.measured import STEPS_A_KMH, Figures
from runwalk_tui.system import instants
from runwalk_tui.system.problems import Problem

FRESH = 5.0
"""Seconds for which a figure is one of now; straps and treadmills send one a second."""
SILENT = 20.0
"""Seconds after which a process that says nothing at all hangs, and is replaced."""
QUIET = 120.0
"""Seconds in which a device that comes and goes is told to be gone only once, unless it stays away."""
RESTARTS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before a process that has ended is replaced; the last one again and again."""
MUTE = 15.0
"""Seconds of a link without a figure after which the runner is told, once in a session."""
OFTEN = 3
"""How many processes may end without a link before the runner is told."""
WHOSE = {Sensor.HEART_RATE: "heart rate strap", Sensor.BELT: "treadmill"}
MUTES = {
    Sensor.HEART_RATE: "The heart rate strap is connected, but sends no heart rate; wet it, and see that it's snug.",
    Sensor.BELT: "The treadmill is connected, but sends no speed.",
}
WHAT = {Sensor.HEART_RATE: "heart rate", Sensor.BELT: "belt speed"}


class RadioInstruments:
    """A strap and a treadmill, through a process of their own.

    Args:
        wishes: what to listen to; one at least.
        remember: told at `close` which device of each kind was used, by its address.
        command: what is started; a test has another one.
        now: seconds of a clock that never goes back.
        restarts: seconds before a process is replaced, growing.
        silent: seconds without a word after which one hangs.
        slept: seconds that this computer has slept; `now` may leave them out.
        system: this computer's, as `sys.platform` has it.
    """

    def __init__(
        self,
        wishes: Sequence[Wish],
        remember: Callable[[Mapping[Sensor, str]], None] = lambda used: None,
        *,
        command: Sequence[str] | None = None,
        now: Callable[[], float] = instants.now,
        restarts: Sequence[float] = RESTARTS,
        silent: float = SILENT,
        slept: Callable[[], float] = asleep_since_boot,
        system: str = sys.platform,
    ) -> None:
        self._wishes = {wish.sensor: wish for wish in wishes}
        self._remember = remember
        self._command = command
        self._now = now
        self._restarts = restarts
        self._silent = silent
        self._slept = slept
        self._slept_then = slept()
        """What that was when the figures were asked for last."""
        self._system = system
        self._lock = Lock()
        self._closed = Event()
        self._process: RadioProcess | None = None
        self._word_at = 0.0
        """When the process said something last."""
        self._bpm: tuple[float, int] | None = None
        self._speed: tuple[float, int] | None = None
        """Each with when it was heard."""
        self._used: dict[Sensor, Near] = {}
        self._linked_at: dict[Sensor, float] = {}
        """Since when there is a link, for as long as there is one."""
        self._mute: set[Sensor] = set()
        """Those of which it was told that nothing comes from them."""
        self._gone: set[Sensor] = set()
        """Those whose loss was told, until they are back."""
        self._gone_at: dict[Sensor, float] = {}
        """When that was told last."""
        self._unusable = ""
        """Why Bluetooth can't be used any more, as it was told."""
        self._news: deque[str] = deque(maxlen=20)
        self._problem: Problem | None = None

    # For the session.

    def start(self) -> None:
        """Begin to listen; returns at once."""
        try:
            for work in (self._keep_going, self._watch):
                Thread(target=work, name=f"radio{work.__name__}", daemon=True).start()
        except RuntimeError as error:  # the system has no thread to spare
            self._problem = Problem(f"There's {self._nothing}: {error}.")

    def figures(self) -> Figures:
        """What is measured now; what is older than `FRESH` is left out."""
        since, slept = self._now() - FRESH, self._slept()
        if slept - self._slept_then > FRESH:
            self._bpm = self._speed = None
        self._slept_then = slept
        bpm, speed = self._bpm, self._speed
        return Figures(
            bpm[1] if bpm is not None and bpm[0] >= since else None,
            speed[1] if speed is not None and speed[0] >= since else None,
        )

    def news(self) -> tuple[str, ...]:
        """What there is to say since this was asked last."""
        with self._lock:
            said = tuple(self._news)
            self._news.clear()
        return said

    def problem(self) -> Problem | None:
        """Why nothing can be measured."""
        return self._problem

    def close(self) -> None:
        """Let go of everything; returns at once."""
        with self._lock:
            self._closed.set()
            process, self._process = self._process, None
        if process is not None:
            process.let_go()
        self._bpm = self._speed = None
        if self._used:
            self._remember({sensor: device.address for sensor, device in self._used.items()})

    # In threads of its own.

    def _keep_going(self) -> None:
        """Have a process, and another one when that has ended, until all is over."""
        tries = 0
        while not self._closed.is_set():
            used = self._start_and_hear()
            if used is None:
                return
            tries = 0 if used else tries
            self._closed.wait(self._restarts[min(tries, len(self._restarts) - 1)])
            tries += 1
            if tries == OFTEN and self._problem is None:
                self._problem = Problem(f"Bluetooth keeps failing here, so there's {self._nothing} for now.")

    def _start_and_hear(self) -> bool | None:
        """Hear one process to its end. Returns whether it had a link; None where another one is no use."""
        used, lasting = False, False
        try:
            process = RadioProcess(order(self._wishes_now()), self._command)
        except OSError as error:
            self._problem = Problem(f"There's {self._nothing}: {error.strerror or error}.")
            return None
        with self._lock:
            if self._closed.is_set():
                process.let_go()
                return False
            self._process, self._word_at = process, self._now()
        for message in process.messages():
            self._word_at = self._now()
            used = used or isinstance(message, Found)
            if isinstance(message, NoRadio):
                lasting = lasting or message.lasting
            self._take(message)
        status = process.ended_by()
        with self._lock:
            self._process = None
        if macos_refused(status, self._system) and not self._closed.is_set():
            self._problem, lasting = Problem(f"{MACOS_REFUSES}."), True
        if not self._closed.is_set():
            self._lose_all()
        return None if lasting else used

    def _watch(self) -> None:
        """Kill a process that hangs, as its end has it replaced; and say it when a link brings nothing."""
        while not self._closed.wait(min(1.0, self._silent / 4)):
            process = self._process
            if process is not None and self._now() - self._word_at > self._silent:
                process.kill()
            self._tell_mute()

    def _tell_mute(self) -> None:
        heard = {Sensor.HEART_RATE: self._bpm, Sensor.BELT: self._speed}
        for sensor, since in self._linked_at.copy().items():
            value = heard[sensor]
            last = since if value is None else max(since, value[0])
            if sensor not in self._mute and self._now() - last >= MUTE:
                self._mute.add(sensor)
                self._say(MUTES[sensor])

    def _wishes_now(self) -> list[Wish]:
        """What to follow; where a device was used in this session, that one and no other."""
        return [
            Wish(wish.sensor, self._used[wish.sensor].address) if wish.sensor in self._used else wish
            for wish in self._wishes.values()
        ]

    def _take(self, message: Message) -> None:
        match message:
            case HeartRate(bpm=bpm):
                self._bpm = self._now(), bpm
            case Belt(speed_kmh=speed):
                self._speed = self._now(), round(speed * STEPS_A_KMH)
            case Found(sensor=sensor, device=device):
                self._problem, self._unusable = None, ""
                before = self._used.get(sensor)
                if before is None or before.address.lower() != device.address.lower():
                    self._say(f"Listening to {device.called}.")
                elif sensor in self._gone:
                    self._say(f"The {WHOSE[sensor]} is back.")
                self._gone.discard(sensor)
                self._used[sensor], self._linked_at[sensor] = device, self._now()
            case Lost(sensor=sensor):
                self._lose(sensor)
            case NotFound(sensor=sensor, why=why, unusable=unusable):
                if sensor in self._used and unusable:
                    self._gone.add(sensor)
                    self._say_unusable(why)
                elif sensor in self._used:
                    self._say_gone(sensor)
                else:
                    self._say_none_yet(sensor, why)
            case NoRadio(why=why, lasting=lasting):
                self._problem = Problem(f"There's {self._nothing}: {needs_bleak() if lasting else why}")

    def _lose(self, sensor: Sensor) -> None:
        self._linked_at.pop(sensor, None)
        if sensor is Sensor.HEART_RATE:
            self._bpm = None
        else:
            self._speed = None
        if self._now() - self._gone_at.get(sensor, float("-inf")) >= QUIET:
            self._say_gone(sensor)

    def _say_gone(self, sensor: Sensor) -> None:
        """Say that a device is gone, once until it is back."""
        if sensor not in self._gone:
            self._gone.add(sensor)
            self._gone_at[sensor] = self._now()
            self._say(f"The {WHOSE[sensor]} is out of reach; runwalk keeps looking for it.")

    def _say_unusable(self, why: str) -> None:
        """Say that it's not the device but Bluetooth, once for both of them."""
        if why and why != self._unusable:
            self._unusable = why
            self._say(f"{why[0].upper()}{why[1:]}.")

    def _lose_all(self) -> None:
        """The process has ended, and every link with it."""
        for sensor in self._used:
            self._lose(sensor)

    @property
    def _nothing(self) -> str:
        """What was wished for and isn't there: "no heart rate and no belt speed"."""
        return " and ".join(f"no {WHAT[sensor]}" for sensor in self._wishes)

    def _say_none_yet(self, sensor: Sensor, why: str) -> None:
        """Say that there is no figure, and why; both at once where that is the same, and the first wasn't read yet."""
        both = " and no ".join(WHAT.values())
        with self._lock:
            if any(self._news and self._news[-1] == f"No {what} yet: {why}." for what in WHAT.values()):
                self._news[-1] = f"No {both} yet: {why}."
            else:
                self._news.append(f"No {WHAT[sensor]} yet: {why}.")

    def _say(self, line: str) -> None:
        with self._lock:
            self._news.append(line)
