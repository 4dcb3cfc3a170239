"""Who else may read the log, where the system has no mode bits.

Linux and macOS: every file is made with mode 600, every folder with 700. On Windows a file has the access list of its
folder; that of a profile (`C:\\Users\\NAME`) lets in its owner, administrators and the system. Elsewhere, on another
drive as a rule, every account of the computer is let in, unless somebody has changed that. From Python 3.11.10, 3.12.4
and 3.13 on, a folder that is made with mode 700, as ours are, lets in only its owner, administrators and the system
there, too; a folder that was there before stays as it was, and nobody can tell the two apart by their mode.

Source: Python's documentation of os.mkdir (CPython issue 118486), Microsoft's of inherited access lists.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath, PureWindowsPath

OTHERS_MAY_READ = (
    "it's outside your user folder, so other accounts on this computer may be able to read it; "
    "a folder inside it is yours alone"
)


def others_may_read(folder: PurePath, *, system: str = os.name, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a complete path lies where other accounts may be let in; only ever on Windows."""
    profile = environment.get("USERPROFILE", "")
    if system != "nt" or not profile:
        return False
    return not PureWindowsPath(folder).is_relative_to(PureWindowsPath(profile))


def on_a_share(folder: PurePath, *, system: str = os.name) -> bool:
    r"""Whether a complete path is on another computer (`\\server\share`), so that two could open it; only on Windows.

    SQLite's log of what is being written is kept in memory that two computers don't share (its documentation of WAL).
    """
    drive = PureWindowsPath(folder).drive
    long = drive.startswith("\\\\?\\")
    return system == "nt" and drive.startswith("\\\\?\\UNC\\" if long else "\\\\")
