"""The child process that holds the sound device: `python -m runwalk_tui.audio.worker`.

Messages come on stdin and go to stdout, see `messages.py`. A crash of a native library ends this process and
not the program that shows the session. It ends with its parent, however that ends: the pipe closes, the kernel is
asked to kill it (Linux), and the parent's id is looked at.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, NoReturn

from runwalk_tui.audio.backends import BackendError, Output, open_output
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.messages import SILENCE_WITHIN, decode, encode
from runwalk_tui.audio.mixer import RATE
from runwalk_tui.audio.stream import Stream

LOST_AFTER = 0.6
"""Seconds without a request from the device after which it is taken for gone."""
LOOK_EVERY = 0.2
"""Seconds between two looks at device and parent."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl(2)."""


class Worker:
    """Joins the pipe, the stream and the device.

    Three threads: the main one reads messages, the device's own asks for blocks, and one writes reports and watches.
    Only the device's thread touches the stream; orders reach it through a queue, so that it never waits for a lock.
    """

    def __init__(self, out: BinaryIO, parent: int) -> None:
        self._out = out
        self._parent = parent
        self._reports: SimpleQueue[bytes] = SimpleQueue()
        self._orders: deque[tuple[str, list[Any]]] = deque()
        self._output: Output
        self._stream: Stream
        self._faults: list[str] = []
        self._flowing = False
        self._asked = 0.0

    def run(self, lines: BinaryIO) -> None:
        """Obey until the pipe closes or says quit."""
        for line in lines:
            verb, rest = decode(line)
            if verb == "quit":
                return
            if verb == "open":
                self._open(*rest)
            else:
                self._orders.append((verb, rest))

    def _open(self, backend: str, sounds: dict[str, Any], latency: float) -> None:
        try:
            self._output = output = open_output(backend)
            ready, self._faults = load_sounds(sounds)
            self._stream = Stream(ready, self._report, depth=output.depth, ahead=output.ahead, latency=latency)
            output.start(self._block)
        except BackendError as error:
            self._end("failed", str(error), error.lasting)
        Thread(target=self._watch, name="watch", daemon=True).start()

    def _block(self, count: int, now: float) -> Any:
        """Called by the device for each block."""
        stream = self._stream
        if self._flowing:
            self._asked = now
        elif stream.position > self._output.depth * RATE:
            # The first blocks only fill the device. Sound flows when it asks for more than it can hold, which an idle
            # sound server may put off for seconds.
            self._asked, self._flowing = now, True
            self._reports.put(encode("ready", self._output.device, self._faults))
        while self._orders:
            verb, rest = self._orders.popleft()
            if verb == "schedule":
                stream.replace((at, name) for at, name in rest[0])
            elif verb == "play":
                stream.play(rest[0])
            elif verb == "silence":
                self._silence()
        return stream.block(count, now)

    def _silence(self) -> None:
        """A device that holds too much to be silent in time is left at once, by ending: the system drops its sound."""
        held = self._stream.sounding_since(self._stream.position - round(self._output.ahead * RATE))
        if held and self._output.depth > SILENCE_WITHIN:
            self._end("again")
        self._stream.silence()

    def _report(self, at: float, name: str, fate: str) -> None:
        self._reports.put(encode("cue", at, name, fate))

    def _watch(self) -> None:
        """Write reports as they come, and look after device and parent."""
        looked = time.monotonic()
        while True:
            try:
                self._out.write(self._reports.get(timeout=LOOK_EVERY))
                self._out.flush()
            except Empty:
                pass  # nothing to report is the usual case
            now = time.monotonic()
            held_up = now - looked > 2 * LOOK_EVERY  # then the device has had no more of the processor than we had
            looked = now
            if os.getppid() != self._parent:
                os._exit(0)
            if self._flowing and not held_up and now - self._asked > LOST_AFTER:
                self._end("lost", "the sound device went away")

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


def main() -> None:
    parent = os.getppid()
    die_with_parent()
    # A native library that prints to stdout must not get between our messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        Worker(out, parent).run(sys.stdin.buffer)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
