"""Where rescue files may lie and how they are called: cheap to ask, so that every reader can look for them."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from runwalk_tui import paths


def default_folders(data: Path) -> tuple[Path, ...]:
    """Where a rescue file may go, the best place first."""
    found = [data]
    # A user without a home folder has fewer places.
    with suppress(RuntimeError):
        found += [paths.config_dir(), Path.home()]
    return tuple(dict.fromkeys([*found, *paths.temporary_folders()]))


def prefix(data: Path) -> str:
    """How the names of a data folder's rescue files begin."""
    whose = zlib.crc32(os.fsencode(os.path.realpath(data)))
    return f"runwalk-rescue-{whose:08x}-"


def found(data: Path, folders: Iterable[Path]) -> list[Path]:
    """The rescue files of a data folder that this user wrote."""
    begins = prefix(data)
    files: list[Path] = []
    for folder in dict.fromkeys(folders):
        try:
            with os.scandir(folder) as entries:
                named = [entry for entry in entries if entry.name.startswith(begins) and entry.name.endswith(".json")]
            files += [Path(entry.path) for entry in named if _own(entry)]
        except OSError:
            # A folder that is not there or not ours holds no rescue file of ours.
            continue
    return sorted(files, key=lambda path: path.name)


def _own(entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
