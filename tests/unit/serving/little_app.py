"""A little program on a terminal: it says its size, what is typed, and when it is to show everything."""

from __future__ import annotations

import os
import signal
import sys
import tty


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\r\n").encode())


def say_size(*_: object) -> None:
    size = os.get_terminal_size()
    say("size", size.columns, size.lines)


def leave(*_: object) -> None:
    say("kept")
    os._exit(0)


if __name__ == "__main__":
    tty.setraw(0)
    signal.signal(signal.SIGWINCH, say_size)
    signal.signal(signal.SIGCONT, lambda *_: say("everything"))
    signal.signal(signal.SIGTERM, leave if "--stubborn" not in sys.argv else signal.SIG_IGN)
    say_size()
    while data := os.read(0, 100):
        if data == b"q":
            say("\x1b[?1049lrunwalk: that was all")
            sys.exit(1)
        if data == b"k":
            os.kill(os.getpid(), signal.SIGKILL)
        if data == b"0":
            sys.exit(0)
        say("typed", data.hex())
