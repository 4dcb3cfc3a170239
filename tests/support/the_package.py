"""Where the program is that the tests import: in this folder, or installed elsewhere (`make wheel-test`)."""

from __future__ import annotations

from pathlib import Path

import runwalk_tui

ROOT = Path(__file__).parents[2]
PACKAGE = Path(runwalk_tui.__file__).parent
SLOW_DATACLASS = r"^from dataclasses import .*\bdataclass\b.*$|\bdataclasses\.dataclass\b"
"""A dataclass of the library, which takes three times as long to make as one of `runwalk_tui.values`."""


def place_of(name: str) -> Path:
    """A file or folder by its path from the top of a checkout."""
    return PACKAGE.parent / name if name.partition("/")[0] == PACKAGE.name else ROOT / name


def name_of(path: Path) -> str:
    """The way back: the path from the top of a checkout."""
    return path.relative_to(PACKAGE.parent if path.is_relative_to(PACKAGE) else ROOT).as_posix()
