"""The child process that holds the sound device: `python -m runwalk_tui.audio.worker`.

Messages come on stdin and go to stdout, see `messages.py`. A crash of a native library ends this process and
not the program that shows the session. It ends with its parent, however that ends: the pipe closes, the kernel is
asked to send a signal (Linux), and the parent's id is looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, NoReturn

from runwalk_tui.audio.backends import BackendError, MiniaudioOutput
from runwalk_tui.audio.decode import load_sounds
from runwalk_tui.audio.messages import decode, encode
from runwalk_tui.audio.stream import Stream

LOST_AFTER = 0.6
"""Seconds without a request from the device after which it is taken for gone."""
LOOK_EVERY = 0.2
"""Seconds between two looks at device and parent."""


class Worker:
    """Joins the pipe, the stream and the device.

    Three threads: the main one reads messages, the device's own asks for blocks, and one writes reports and watches.
    Only the device's thread touches the stream; orders reach it through a queue, so that it never waits for a lock.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._reports: SimpleQueue[bytes] = SimpleQueue()
        self._orders: deque[tuple[str, list[Any]]] = deque()
        self._stream: Stream | None = None
        self._asked = time.monotonic()
        self._parent = os.getppid()

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
            output = MiniaudioOutput()
        except BackendError as error:
            self._end("failed", str(error), error.lasting)
        ready, faults = load_sounds(sounds)
        self._stream = Stream(ready, self._report, depth=output.depth, ahead=output.ahead, latency=latency)
        self._asked = time.monotonic()
        output.start(self._block)
        self._output = output
        self._say("ready", output.device, faults)
        Thread(target=self._watch, name="watch", daemon=True).start()

    def _block(self, count: int, now: float) -> Any:
        """Called by the device for each block."""
        stream = self._stream
        assert stream is not None
        self._asked = now
        while self._orders:
            verb, rest = self._orders.popleft()
            if verb == "schedule":
                stream.replace((at, name) for at, name in rest[0])
            elif verb == "silence":
                stream.silence()
            elif verb == "play":
                stream.play(rest[0])
        return stream.block(count, now)

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
                pass
            now = time.monotonic()
            stalled = now - looked > 2 * LOOK_EVERY  # this process itself was held up: give the device its time
            looked = now
            if os.getppid() != self._parent:
                os._exit(0)
            if not stalled and now - self._asked > LOST_AFTER:
                self._end("lost", "the sound device went away")

    def _say(self, verb: str, *rest: Any) -> None:
        self._out.write(encode(verb, *rest))
        self._out.flush()

    def _end(self, verb: str, *why: Any) -> NoReturn:
        """Say why, and leave without asking a native library that may hang."""
        self._say(verb, *why)
        os._exit(1)


def main() -> None:
    # A native library that prints to stdout must not get between our messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        Worker(out).run(sys.stdin.buffer)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
