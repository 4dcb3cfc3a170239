"""The Python that runs this program, as somebody would type it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path


def pip_install(package: str) -> str:
    """The command that installs a package where this program finds it: in a .venv and with pipx, too.

    The path of this Python is told from the current folder where it is below that.
    """
    python = Path(sys.executable)
    here = Path.cwd()
    named = str(python.relative_to(here) if python.is_relative_to(here) else python)
    quoted = f'"{named}"' if os.name == "nt" and " " in named else named if os.name == "nt" else shlex.quote(named)
    return f"{quoted} -m pip install {package}"
