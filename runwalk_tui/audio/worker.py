"""The child process that holds the sound device: `python -m runwalk_tui.audio.worker`.

Messages come on stdin and go to stdout, see `messages.py`. A crash of a native library ends this process and
not the program that shows the session. It ends with its parent, however that ends and whatever a native library is
doing: the pipe closes, the system ends it (Linux by prctl, Windows by a job), and the parent's id is looked at.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Set
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, BinaryIO, NoReturn

from runwalk_tui.audio.backends.miniaudio_output import MiniaudioOutput, miniaudio_playbacks
from runwalk_tui.audio.backends.output import BackendError, Output, Playback
from runwalk_tui.audio.backends.simpleaudio_output import SimpleaudioOutput
from runwalk_tui.audio.backends.sounddevice_output import SounddeviceOutput, sounddevice_playbacks
from runwalk_tui.audio.messages import SILENCE_WITHIN, decode, encode
from runwalk_tui.audio.mixer import RATE, Sound
from runwalk_tui.audio.stream import Stream
from runwalk_tui.system import instants
from runwalk_tui.system.processes.ending import at_most

OUTPUTS: dict[str, Callable[[str], Output]] = {
    "miniaudio": MiniaudioOutput,
    "sounddevice": SounddeviceOutput,
    "simpleaudio": SimpleaudioOutput,
}
"""Opens the device of a name, or the system's choice for "", by a backend of `candidates.IN_CHILD`. Its library is
imported then and not before."""
PLAYBACKS: dict[str, Callable[[], list[Playback]]] = {
    "miniaudio": miniaudio_playbacks,
    "sounddevice": sounddevice_playbacks,
    "simpleaudio": list,
}
"""Which devices a backend can be told to play on; simpleaudio knows none by name."""
LOST_AFTER = 0.6
"""Seconds without a request from the device after which it counts as gone."""
LOOK_EVERY = 0.4
"""Seconds between two looks at device and parent."""
HELD_UP = 0.5
"""Seconds since the last look after which this process was held up, and the device's thread may have been as well: less
than LOST_AFTER by more than a block."""
FINISH_EVERY = 0.2
"""Seconds between two looks at whether all has been handed out, and for which the device has it after that."""
DECIDE = 0.01
"""Seconds between an order to be silent and leaving a device that holds sound."""
SOON = 1.0
"""A cue within so many seconds of an order to be silent would be late after leaving the device."""
HANGS_AFTER = 30.0
"""Seconds after which a device that is still being opened won't be opened any more; whoever waits for it gives up
long before."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl(2)."""


class Worker:
    """Joins the pipe, the stream and the device.

    Threads: the main one reads messages, one opens the device, which may hang, the device's own asks for blocks, and
    one writes reports and watches. Only the device's thread touches the stream; orders reach it through a queue, so
    that it never waits for a lock.
    """

    def __init__(self, out: BinaryIO, parent: int) -> None:
        self._out = out
        self._parent = parent
        self._reports: SimpleQueue[bytes] = SimpleQueue()
        self._orders: deque[tuple[str, list[Any]]] = deque()
        self._output: Output
        self._stream: Stream
        self._faults: list[str] = []
        self._missing = False
        self._unread: set[str] = set()
        """Words that there is no sound of yet."""
        self._to_play: list[str] = []
        """Words to be heard as soon as all of them have been read."""
        self._flowing = False
        self._asked = 0.0
        self._leave_at: float | None = None

    def run(self, lines: BinaryIO) -> None:
        """Obey until the pipe closes, or all is played after `finish`."""
        Thread(target=self._watch, name="watch", daemon=True).start()
        for line in lines:
            verb, rest = decode(line)
            if verb == "finish":
                self._finish()
                return
            if verb == "open":
                Thread(target=self._open, args=rest, name="open", daemon=True).start()
                continue
            if verb == "outputs":
                Thread(target=self._outputs, args=rest, name="outputs", daemon=True).start()
                continue
            self._orders.append((verb, rest))
            if verb == "silence" and self._flowing:
                self._stop_what_is_held()
            elif verb == "schedule" and any(at < instants.now() + SOON for at, _ in rest[0]):
                self._leave_at = None

    def _open(self, backend: str, sounds: dict[str, Any], latency: float, name: str) -> None:
        try:
            # Words are needed seconds later at the earliest, and there are many: no cue waits for them.
            words = {word: recipe for word, recipe in sounds.items() if recipe[1] < 0}
            self._unread = set(words)
            with at_most(HANGS_AFTER):
                ready = self._play_on(backend, sounds.keys() - words.keys(), sounds, latency, name)
        except BackendError as error:
            self._end("failed", str(error), error.lasting)
        from runwalk_tui.audio.decode import load_sounds  # only with a device: see `_play_on`

        wrong: list[str] = []
        for word, recipe in words.items():
            read, faults = load_sounds({word: recipe})
            ready |= read
            wrong += faults
            self._unread.discard(word)
        if wrong:
            self._reports.put(encode("faults", wrong))

    def _play_on(
        self, backend: str, cues: Set[str], sounds: dict[str, Any], latency: float, name: str
    ) -> dict[str, Sound]:
        """Let the stream flow to the device of a name, or to the system's choice where that one can't be played on;
        returns the stream's sounds, without the words. Raises BackendError."""
        ready: dict[str, Sound] = {}
        for wanted in dict.fromkeys((name, "")):
            try:
                self._output = output = OUTPUTS[backend](wanted)
                self._missing = output.missing or wanted != name
                if not ready:
                    # Not sooner: this process is often started only to find that there is no device.
                    from runwalk_tui.audio.decode import load_sounds

                    ready, self._faults = load_sounds({cue: sounds[cue] for cue in cues})
                    ready |= dict.fromkeys(sounds.keys() - cues, Sound(array("h"), -1))
                self._stream = Stream(ready, self._report, depth=output.depth, ahead=output.ahead, latency=latency)
                output.start(self._block)
                break
            except BackendError as error:
                if error.lasting or not wanted:
                    raise
        return ready

    def _outputs(self, backend: str) -> None:
        try:
            with at_most(HANGS_AFTER):
                found = PLAYBACKS[backend]()
        except BackendError as error:
            self._end("failed", str(error), error.lasting)
        self._reports.put(encode("outputs", [(playback.name, playback.usual) for playback in found]))

    def _block(self, count: int, now: float) -> Any:
        """Called by the device for each block."""
        stream = self._stream
        if self._flowing:
            self._asked = now
        elif stream.position >= round(self._output.depth * RATE):
            # The first blocks only fill the device. Sound flows when it asks for more than it can hold, which an idle
            # sound server may put off for seconds; only from then on the fit knows when a sample will be heard.
            self._asked, self._flowing = now, True
            self._reports.put(encode("ready", self._output.device, self._faults, self._missing))
        while self._flowing and self._orders:
            verb, rest = self._orders.popleft()
            if verb == "schedule":
                stream.replace((at, name) for at, name in rest[0])
            elif verb == "play":
                self._to_play = rest
            elif verb == "silence":
                self._to_play = []
                stream.silence()
        if self._to_play and self._unread.isdisjoint(self._to_play):
            stream.play(*self._to_play)
            self._to_play = []
        return stream.block(count, now)

    def _finish(self) -> None:
        """Wait until the stream has handed out everything, and the device has played what it holds."""
        while self._orders or self._stream.busy:
            time.sleep(FINISH_EVERY)
        time.sleep(self._output.ahead + self._output.depth + FINISH_EVERY)

    def _stop_what_is_held(self) -> None:
        """Sound that the device holds already cannot be taken back; only the end of this process ends it in time.

        It waits a moment whether a cue is ordered to sound next, as when a phase is skipped: that one
        takes the place of the old sound, and starting again would make it late.
        """
        heard = self._stream.position - round((self._output.ahead + self._output.depth) * RATE)
        if self._output.depth > SILENCE_WITHIN and self._stream.sounding_since(heard):
            self._leave_at = instants.now() + DECIDE
            Thread(target=self._leave, name="leave", daemon=True).start()

    def _leave(self) -> None:
        time.sleep(DECIDE)
        if self._leave_at is not None and instants.now() >= self._leave_at:
            self._end("again")

    def _report(self, at: float, name: str, fate: str) -> None:
        self._reports.put(encode("cue", at, name, fate))

    def _watch(self) -> None:
        """Write reports as they come, and look after device and parent."""
        looked = instants.now()
        while True:
            try:
                self._out.write(self._reports.get(timeout=LOOK_EVERY))
                self._out.flush()
            except Empty:
                pass  # nothing to report is the usual case
            now = instants.now()
            held_up = now - looked > HELD_UP
            looked = now
            if os.getppid() != self._parent:
                os._exit(0)
            if self._flowing and not held_up and now - self._asked > LOST_AFTER:
                self._end("lost", "its device disappeared")

    def _end(self, verb: str, *why: Any) -> NoReturn:
        """Say why, and leave without asking a native library that may hang."""
        self._out.write(encode(verb, *why))
        self._out.flush()
        os._exit(0)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends, even while a native library holds everything up."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def ask_for_time() -> None:
    """Ask to be served before other programs, as sound servers do, where the machine lets its users ask for that."""
    if hasattr(os, "sched_setscheduler"):
        with suppress(PermissionError):  # the usual answer; the device holds enough sound for a busy machine
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))


def end_at_once(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> NoReturn:
    """What nobody has thought of ends this process, in whichever thread it happens: half a worker is none."""
    import traceback  # seldom wanted, and slow to load

    traceback.print_exception(kind, error, trace)
    os._exit(1)


def main() -> None:
    parent = os.getppid()
    die_with_parent()
    ask_for_time()
    sys.excepthook = end_at_once
    threading.excepthook = lambda failed: end_at_once(failed.exc_type, failed.exc_value, failed.exc_traceback)
    # A native library that prints to stdout must not get between our messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Worker(out, parent).run(sys.stdin.buffer)
    os._exit(0)  # without asking a native library that may hang


if __name__ == "__main__":
    main()
