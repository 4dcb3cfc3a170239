"""The Python that runs this program, as somebody would type it."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

from runwalk_tui.system.processes.own import is_frozen


def pip_install(package: str) -> str:
    """The command that installs a package where this program finds it: in a .venv, with pipx and with uv, too.

    A Python that uv has set up has no pip of its own (`uv tool install`, `uv venv`); there, uv itself installs. The
    path of this Python is told from the current folder where it is below that. Nothing can be added to a program that
    PyInstaller made; the answer is then what to do instead.
    """
    if is_frozen():
        return "install runwalk with uv or pipx, as nothing can be added to this program"
    python = Path(sys.executable)
    here = Path.cwd()
    named = str(python.relative_to(here) if python.is_relative_to(here) else python)
    quoted = f'"{named}"' if os.name == "nt" and " " in named else named if os.name == "nt" else shlex.quote(named)
    if find_spec("pip") is None:
        return f"uv pip install --python {quoted} {package}"
    return f"{quoted} -m pip install {package}"
