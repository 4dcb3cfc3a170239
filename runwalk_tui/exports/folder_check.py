"""Whether files can be written where the settings say: in Settings, by the doctor, and when it is time for one."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from runwalk_tui.exports.fit_bytes import FIT_TOOL, NEEDS_FIT_TOOL
from runwalk_tui.settings import AfterSession
from runwalk_tui.system.own_python import pip_install


def why_no_format(after: AfterSession) -> str:
    """Why files of this kind can't be made here, in one line; "" when they can."""
    if after.export == "fit" and find_spec("fit_tool") is None:
        return f"{NEEDS_FIT_TOOL}: {pip_install(FIT_TOOL)}"
    return ""


def why_no_folder(after: AfterSession) -> str:
    """Why nothing can be written into the folder, in one line; "" when it can, or when nothing is to be written.

    It may take long, where a disk of the network doesn't answer. The folder is not made: when a USB stick or a shared
    disk is not there, a new folder in its place would hide that.
    """
    return "" if after.export == "off" else why_not_into(after.folder)


def why_not_into(named: str) -> str:
    """The same for a folder as it is typed in the settings."""
    name = named.strip()
    if not name:
        return "no folder is set"
    try:
        folder = Path(name).expanduser()
        if not folder.is_absolute():
            return f"{name}: write the full path, starting with / or ~"
        if not folder.is_dir():
            return f"{name} is not a folder" if folder.exists() else f"there is no folder {name}"
    except RuntimeError:
        return f"{name}: there is no such home folder"
    except (OSError, ValueError) as error:  # ValueError: a character that no name can have
        return f"{name} can't be used: {(getattr(error, 'strerror', None) or str(error)).lower()}"
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"{name} can't be written to: check its permissions"


def folder_of(after: AfterSession) -> Path:
    """The folder that is set, with ~ for the home folder. Raises RuntimeError where nobody knows that."""
    return Path(after.folder.strip()).expanduser()
