"""A notification on the desktop, by the program that the system has for it.

Its words are arguments of that program and never part of a script, so nothing in them can be a command.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from runwalk_tui.system.problems import Problem

PATIENCE = 5.0
"""Seconds after which the program is stopped; the desktop does not answer then."""
NO_NOTIFIER = (
    "There is no notify-send here, so nothing will be shown. It comes with the package libnotify-bin or libnotify."
    if sys.platform.startswith("linux")
    else "runwalk knows no way to show a notification on this system."
)
NO_DESKTOP = "There is no desktop here that could show it."
MAC_SCRIPT = (
    "on run words",
    "display notification (item 2 of words) with title (item 1 of words)",
    "end run",
)


def notifier() -> str:
    """The name of the program that can show a notification here; "" when there is none."""
    return next(filter(shutil.which, ("osascript",) if sys.platform == "darwin" else ("notify-send",)), "")


def why_no_notification(environment: Mapping[str, str] = os.environ) -> str:
    """Why no notification can be shown here, in a sentence; "" when one probably can. None is shown to find out.

    notify-send speaks to the desktop over the session's D-Bus, whose address is in the environment or, by systemd's
    habit, a socket in the user's runtime folder. Over SSH, and on a computer without a desktop, there is neither.
    """
    if not notifier():
        return NO_NOTIFIER
    if not sys.platform.startswith("linux") or environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return ""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return "" if runtime and (Path(runtime) / "bus").exists() else NO_DESKTOP


def command_of(program: str, title: str, body: str) -> Sequence[str]:
    """How that program is started."""
    if program == "osascript":
        script = [part for line in MAC_SCRIPT for part in ("-e", line)]
        return [program, *script, title, body]
    return [program, "--app-name=runwalk", "--", title, body]


def notify(title: str, body: str, *, begun: Callable[[], None] = lambda: None) -> Problem | None:
    """Show a notification; returns what went wrong. `begun` is told when the program for it runs.

    Where the system has no such program, nothing happens: the settings and `runwalk doctor` say so.
    """
    import subprocess  # late: only the end of a session needs it

    program = notifier()
    if not program:
        return None
    try:
        process = subprocess.Popen(
            command_of(program, title, body),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return _problem(program, f"couldn't be started ({(error.strerror or str(error)).lower()})")
    begun()
    try:
        status = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return _problem(program, f"didn't answer within {PATIENCE:g} seconds")
    return None if status == 0 else _problem(program, "failed, as it does where there is no desktop")


def _problem(program: str, what: str) -> Problem:
    return Problem(f"There was no notification: {program} {what}. You can turn it off in Settings.")
