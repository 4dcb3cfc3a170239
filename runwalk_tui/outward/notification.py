"""A notification on the desktop, by the program that the system has for it.

Its words are arguments of that program and never part of a script, so nothing in them can be a command.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from runwalk_tui.system.problems import Problem

PATIENCE = 5.0
"""Seconds after which the program is stopped; the desktop does not answer then."""
NO_NOTIFIER = (
    "There is no notify-send here, so nothing will be shown. It comes with the libnotify package."
    if sys.platform.startswith("linux")
    else "runwalk knows no way to show a notification on this system."
)
MAC_SCRIPT = (
    "on run words",
    "display notification (item 2 of words) with title (item 1 of words)",
    "end run",
)


def notifier() -> str:
    """The name of the program that can show a notification here; "" when there is none."""
    return next(filter(shutil.which, ("osascript",) if sys.platform == "darwin" else ("notify-send",)), "")


def command_of(program: str, title: str, body: str) -> Sequence[str]:
    """How that program is started."""
    if program == "osascript":
        script = [part for line in MAC_SCRIPT for part in ("-e", line)]
        return [program, *script, title, body]
    return [program, "--app-name=runwalk", "--", title, body]


def notify(title: str, body: str) -> Problem | None:
    """Show a notification; returns what went wrong. Where the system has no program for it, nothing happens: the
    settings and `runwalk doctor` say so."""
    import subprocess  # late: only the end of a session needs it

    program = notifier()
    if not program:
        return None
    try:
        done = subprocess.run(
            command_of(program, title, body),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _problem(program, f"didn't answer within {PATIENCE:g} seconds")
    except OSError as error:
        return _problem(program, f"couldn't be started ({(error.strerror or str(error)).lower()})")
    return None if done.returncode == 0 else _problem(program, "failed, as it does where there is no desktop")


def _problem(program: str, what: str) -> Problem:
    return Problem(f"There was no notification: {program} {what}. You can turn it off in Settings.")
