"""Where the app puts the page when nobody has named a file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from runwalk_tui.system.files import read_ordinary, write_whole


def write_new(html: str, day: date, folders: Sequence[Path]) -> Path:
    """Write the page into the first folder that lets us, and return its path. Raises OSError of the last folder.

    A file that is there already is never written over: the new one gets a number. If what is there is the same
    page, it is the one that is returned, so asking twice makes one file.
    """
    problem: OSError | None = None
    for folder in folders:
        try:
            return _write_into(folder, html.encode(), day)
        except OSError as error:
            problem = error
    raise problem or OSError("there is no folder to write to")


def _write_into(folder: Path, page: bytes, day: date) -> Path:
    for path in _names(folder, day):
        if not os.path.lexists(path):
            write_whole(path, page)
            return path
        if path.is_file() and read_ordinary(path, len(page)) == page:
            return path
    raise AssertionError("numbers never end")


def _names(folder: Path, day: date) -> Iterator[Path]:
    """The usual name, then the same with numbers from 2."""
    usual = f"runwalk-report-{day.isoformat()}"
    yield folder / f"{usual}.html"
    yield from (folder / f"{usual}-{number}.html" for number in count(2))
