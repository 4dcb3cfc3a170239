"""The computer: versions, terminal, locale, and whether it stays awake."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from runwalk_tui.doctor.finding import Finding
from runwalk_tui.system.keep_awake import COULD_NOT
from runwalk_tui.system.standard_streams import utf8_locale

SMALLEST = (40, 12)
"""Columns and rows from which the screen shows everything that matters."""


def versions() -> Finding:
    """runwalk, Python and the system."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = f"runwalk {version('runwalk-tui')}"
    except PackageNotFoundError:
        ours = "runwalk straight from its folder"
    python = platform.python_version()
    works = sys.version_info >= (3, 11)
    message = f"{ours}, Python {python}, {platform.system()} {platform.release()}"
    return Finding("versions", works, message, "" if works else "Install Python 3.11 or later.", in_the_way=not works)


def terminal(environment: Mapping[str, str], size: os.terminal_size | None) -> Finding:
    """What the screen would be drawn on; without a size it is no terminal."""
    kind = environment.get("TERM", "")
    named = f"TERM is {kind}" if kind else "TERM is not set"
    if size is None:
        return Finding("terminal", True, f"{named}; the output goes to a file or a pipe, so it has no size")
    message = f"{named}, {size.columns} x {size.lines}, {colours(environment)}"
    if kind in ("", "dumb"):
        return Finding("terminal", False, message, "Use runwalk --plain here, or set TERM to your terminal's name.")
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        wanted = f"{SMALLEST[0]} x {SMALLEST[1]}"
        return Finding("terminal", False, message, f"Make it {wanted} or larger to see everything, or use --plain.")
    return Finding("terminal", True, message)


def colours(environment: Mapping[str, str]) -> str:
    """How many colours the terminal says it has."""
    if environment.get("NO_COLOR"):
        return "no colour, because NO_COLOR is set"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256" in environment.get("TERM", "") else "16 colours or fewer"


def characters(environment: Mapping[str, str]) -> Finding:
    """Whether more than ASCII can be shown."""
    if utf8_locale(environment):
        return Finding("characters", True, "the locale is UTF-8, so every character can be shown")
    advice = "Set LANG to a UTF-8 locale such as C.UTF-8; until then runwalk uses plain characters only."
    return Finding("characters", False, "the locale is not UTF-8", advice)


def keep_awake() -> Finding:
    """Whether runwalk can keep this computer awake."""
    from wakepy import keep

    with keep.presenting(on_fail="pass") as mode:
        active, method = bool(mode.active), getattr(mode, "method", None)
    if active:
        name = getattr(method, "name", method)
        return Finding("keep awake", True, f"runwalk can keep this computer awake ({name})")
    advice = "Turn off sleep and the screen saver for your sessions: if this computer sleeps, your session pauses."
    return Finding("keep awake", False, COULD_NOT, advice)


def size_of(stream: TextIO) -> os.terminal_size | None:
    """The size of the terminal that a stream writes to; None when it is none."""
    try:
        return os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return None
