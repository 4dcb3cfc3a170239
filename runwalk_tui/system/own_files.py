"""Which files are the program's own, so that nothing that a runner asks for is ever written over them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from runwalk_tui import paths

ANYWHERE = (
    (r"runwalk\.(sqlite3.*|gate|claim)", "a file of runwalk's own log"),
    (r"runwalk-\d+-[\d-]+\.sqlite3.*", "a backup of runwalk's own log"),
    (r"runwalk-rescue-.*|\.runwalk-.*\.part", "a file with what runwalk hasn't saved yet"),
)
"""Names, in whichever folder: this log's or another's, carried along or set aside."""
IN_CONFIG = (
    r"(settings|stages|tips)\.toml(\.bak\d*)?|sync\.key|stages-[\d-]+\.toml|exercise-.+-\d{4}-\d\d-\d\d(-\d+)?\.toml"
)
SQLITE = b"SQLite format 3\0"
"""The first bytes of a database."""


def whose(file: Path, data: Path | None, stages: Path | None) -> str:
    """What a file is to the program, in words; "" when it is nothing of it, or not there yet.

    `data` and `stages` are as given with --data-dir and --stages. Links are followed, and names are compared without
    regard to capitals, as some file systems do. Raises NoHomeError.
    """
    final = Path(os.path.realpath(file))
    for names, what in ANYWHERE:
        if re.fullmatch(names, final.name, re.IGNORECASE):
            return what
    named_as_settings = re.fullmatch(IN_CONFIG, final.name, re.IGNORECASE)
    if named_as_settings and paths.has_config_dir() and _same(final.parent, paths.config_dir()):
        return "one of your settings files"
    if final.suffix.lower() == ".toml" and paths.has_config_dir() and _same(final.parent, paths.own_exercise()):
        return "other exercise of your own"
    for own, what in _in_use(data, stages):
        if _same(final, own):
            return what
    for shipped in (paths.shipped_stages(), paths.shipped_sounds(), Path(paths.__file__).parent):
        if _same(final, shipped) or Path(os.path.realpath(shipped)) in final.parents:
            return "a file that comes with runwalk"
    return "a database" if _is_database(final) else ""


def _in_use(data: Path | None, stages: Path | None) -> Iterator[tuple[Path, str]]:
    """Files that may lie anywhere, under any name, behind a link."""
    yield paths.data_dir(data) / "runwalk.sqlite3", "runwalk's own log"
    if paths.has_config_dir():
        yield paths.settings_file(), "your settings"
    if paths.has_config_dir() or stages is not None:
        yield paths.stages_file(stages), "the stage table in use"


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to the same file or folder."""
    if one == Path(os.path.realpath(other)):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_database(file: Path) -> bool:
    """Whether it is a database of SQLite, as far as it can be read."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(len(SQLITE)) == SQLITE
    except OSError:
        return False
