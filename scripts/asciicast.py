"""Makes docs/runwalk.cast: a rehearsed session of the real program on a real terminal, to play with asciinema.

    python -m scripts.asciicast [--out docs/runwalk.cast] [--speed 10]

The file is an asciicast of version 2 (https://docs.asciinema.org/manual/asciicast/v2): a header, then what the program
wrote, each piece with its second, and a mark where a part of the session begins. What asks a terminal for an answer or
turns its mouse on is left out, or whoever plays the file would find the answers on their command line.
"""

from __future__ import annotations

import argparse
import codecs
import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path
from unittest import mock

from tests.support.pty_terminal import Terminal
from tests.support.real_program import RUNWALK, timetable

OUT = Path("docs/runwalk.cast")
COLUMNS, ROWS = 80, 24
STAGE = "1"
LONGEST_PAUSE = 2.5
"""Seconds for which the player shows a screen that stays as it is, at most."""
MOST_BYTES = 700_000
"""So that a clone stays small."""
ENTER = "\r"
PROGRAM = """
from runwalk_tui.system import keep_awake
from tests.support.fakes import AlwaysAwake
keep_awake.KeepAwake = AlwaysAwake
from runwalk_tui.cli import main
main()
"""
"""The program on a computer that agrees to stay awake, as the pictures have it: where it is recorded says nothing of
where it is used."""
LEFT_OUT = re.compile(
    r"\x1b\[\?(?:1000|1002|1003|1004|1006|1015|1016|2004|2048|2031)[hl]"  # mouse, focus, paste, size, theme
    r"|\x1b\[\??\d*\$p|\x1b\[[>=]?\d*c|\x1b\[>\d*q|\x1b\[\??\d*n"  # questions
    r"|\x1b\[[<>=?]\d*(?:;\d+)?u"  # keys of kitty
    r"|\x1b\[(?:14|16|18)t"  # more questions
    r"|\x1b_G[^\x1b]*\x1b\\|\x1bP\+q[^\x1b]*\x1b\\"  # whether it shows pictures
)
CUT_OFF = re.compile(r"\x1b(?:\[[\d;?<>=$]*|[_P][^\x1b]*\x1b?)?$")
"""A sequence whose end comes with the next piece."""


class Tape:
    """What the program writes, each piece with its second; pexpect takes it for a file."""

    def __init__(self) -> None:
        self.events: list[tuple[float, str, str]] = []
        """Seconds from the beginning, the kind ("o" for output, "m" for a mark), and the text."""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._begin = time.monotonic()
        self._carried = ""

    def write(self, data: bytes) -> None:
        text = self._carried + self._decoder.decode(data)
        cut = CUT_OFF.search(text)
        self._carried = text[cut.start() :] if cut else ""
        text = LEFT_OUT.sub("", text[: cut.start()] if cut else text)
        if text:
            self.events.append((self._now(), "o", text))

    def flush(self) -> None:
        """Nothing is held back."""

    def mark(self, name: str) -> None:
        """A part of the session begins: the player stops there, or goes there."""
        self.events.append((self._now(), "m", name))

    def _now(self) -> float:
        return round(time.monotonic() - self._begin, 3)


def record(speed: str) -> list[tuple[float, str, str]]:
    """Play the session and return what was written."""
    with tempfile.TemporaryDirectory() as home:
        alone = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "RUNWALK_"))}
        with mock.patch.dict(os.environ, {**alone, "HOME": home}, clear=True):
            table = Path(home) / "short.toml"
            table.write_text(timetable(warm_up="30s", run="40s", walk="30s", cool_down="20s"), "utf-8")
            places = ("--stages", str(table))
            subprocess.run([*RUNWALK, "place", STAGE, *places], check=True, capture_output=True)
            terminal = Terminal(*places, "--mute", "--speed", speed, columns=COLUMNS, rows=ROWS, code=PROGRAM)
            tape = Tape()
            terminal.child.logfile_read = tape
            try:
                play(terminal, tape)
            finally:
                terminal.close()
    return tape.events


def play(terminal: Terminal, tape: Tape) -> None:
    """The session, from Home and back to it."""
    terminal.wait_for("Start here")
    terminal.read(2.5)
    terminal.press(ENTER)
    terminal.wait_for("How is your pain right now?")
    tape.mark("the question before")
    terminal.read(1.5)
    terminal.press("2")
    terminal.read(1)
    terminal.press(ENTER)
    tape.mark("warm-up")
    terminal.wait_for_title("Run 1/")
    tape.mark("the first run")
    terminal.wait_for("What was your worst pain")
    tape.mark("the questions after")
    for key, then in (
        ("3", "How is your pain now?"),
        ("2", "new soreness"),
        ("", "How hard was it?"),
        ("4", "to note?"),
    ):
        terminal.read(1)
        terminal.press(*key)
        terminal.read(0.7)
        terminal.press(ENTER)
        terminal.wait_for(then)
    terminal.read(0.7)
    terminal.press(ENTER)
    terminal.wait_for("rehearsal")
    tape.mark("what is next")
    terminal.read(3)
    terminal.press(ENTER)
    terminal.wait_for("Start here")
    terminal.read(1.5)
    terminal.press("q")
    terminal.ended()


def as_file(events: list[tuple[float, str, str]]) -> str:
    """The recording as its file has it."""
    header = {
        "version": 2,
        "width": COLUMNS,
        "height": ROWS,
        "idle_time_limit": LONGEST_PAUSE,
        "title": "runwalk: a session, rehearsed faster than it would be run",
        "env": {"TERM": "xterm-256color"},
    }
    return "\n".join([json.dumps(header), *(json.dumps(event, ensure_ascii=False) for event in events), ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--speed", default="10", help="how many times faster than in life")
    given = parser.parse_args()
    events = record(given.speed)
    made = as_file(events)
    if len(made.encode()) > MOST_BYTES:
        raise SystemExit(f"{given.out} would have {len(made.encode()):,} bytes; record less")
    given.out.write_text(made, "utf-8")
    print(f"{given.out}: {events[-1][0]:.0f} seconds, {len(events)} events, {len(made.encode()):,} bytes")


if __name__ == "__main__":
    main()
