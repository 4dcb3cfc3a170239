"""How this program starts itself once more, for the sound and for the radio.

As a rule that is `python -m`. A program that PyInstaller made into one file or folder has no Python to start:
`sys.frozen` is set, and `sys.executable` is the program itself. There it starts itself with an argument that nobody
types, and `cli.main` hands over to the module that is meant. Nuitka and py2app do it in other ways, and there is no
sound in what they make: the first doesn't set `sys.frozen`, and with the second `sys.executable` is a plain Python.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence

AS_CHILD = "--as-child"
CHILDREN = {"audio": "runwalk_tui.audio.worker", "radio": "runwalk_tui.radio.child"}
"""What can be started, by name; nothing else is ever imported by an argument."""


def is_frozen() -> bool:
    """Whether this is a program made of ours, without a Python of its own to start."""
    return bool(getattr(sys, "frozen", False))


def child_command(name: str) -> list[str]:
    """The command that starts one of `CHILDREN`. Raises OSError where this program doesn't know how it was started."""
    if not sys.executable:
        raise OSError(errno.ENOENT, "this Python doesn't say where it is")
    if is_frozen():
        return [sys.executable, AS_CHILD, name]
    return [sys.executable, "-P", "-m", CHILDREN[name]]


def child_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a child, which finds its modules where this process finds them."""
    if is_frozen():
        return dict(environment)
    return {**environment, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def child_asked_for(arguments: Sequence[str]) -> str | None:
    """The module that a frozen program was started for by itself; None when a runner has started it."""
    if is_frozen() and len(arguments) == 2 and arguments[0] == AS_CHILD:
        return CHILDREN.get(arguments[1])
    return None
