"""Whether the file after each session can be written where the settings say: looked at before there is one."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from runwalk_tui.settings import AfterSession
from runwalk_tui.system.own_python import pip_install


def why_no_format(after: AfterSession) -> str:
    """Why files of this kind can't be made here, in one line; "" when they can."""
    if after.export == "fit" and find_spec("fit_tool") is None:
        return f'FIT needs the optional "watch" packages: {pip_install("fit-tool")}'
    return ""


def why_no_folder(after: AfterSession) -> str:
    """Why nothing can be written into the folder, in one line; "" when it can, or when nothing is to be written."""
    name = after.folder.strip()
    if after.export == "off":
        return ""
    if not name:
        return "no folder yet, so nothing is written"
    try:
        folder = Path(name).expanduser()
        if not folder.is_absolute():
            return f"{name}: write the complete path, starting with / or ~"
        if not folder.is_dir():
            return f"{name} is not a folder"
    except RuntimeError:
        return f"{name}: there is no such home folder"
    except (OSError, ValueError) as error:  # ValueError: a character that no name can have
        return f"{name} can't be used: {(getattr(error, 'strerror', None) or str(error)).lower()}"
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"{name} can't be written to: check its permissions"
