"""Rescue files: where records go while the database cannot be written.

A rescue file is a history file like any export, with the small facts of the store added to the records. It is
written into the first folder that works and added to the log at the next start. Its name tells which data folder it
belongs to, and one that another user may have put there (the temporary folder is everybody's) is left alone.

Every reader looks whether there is one, so what only a writer needs is imported where a file is written.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from runwalk_tui import paths
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.session.records import Log
from runwalk_tui.system.safe_text import visible

FACTS = "facts"
"""The key of the small facts, as text: a history reader passes over a text whose key it does not know."""

NO_FACTS: Mapping[str, str] = MappingProxyType({})

UNREADABLE = ".unreadable"
CANNOT_BE_READ = "this rescue file can't be read"

Take = Callable[[Log, Mapping[str, str]], None]
"""Takes in the records and the facts of a rescue file. Raises StoreError."""


def default_folders(data: Path) -> tuple[Path, ...]:
    """Where a rescue file may go, the best place first."""
    found = [data]
    # A user without a home folder has fewer places.
    with suppress(RuntimeError):
        found += [paths.config_dir(), Path.home()]
    return tuple(dict.fromkeys([*found, *paths.temporary_folders()]))


def prefix(data: Path) -> str:
    """How the names of a data folder's rescue files start."""
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


def write(
    history: Log, data: Path, folders: Iterable[Path], at: datetime, *, facts: Mapping[str, str] = NO_FACTS
) -> Path:
    """Write what the database did not take into the first folder that does; returns the file.

    `at` marks the sessions as changed then, so that they win over an older version in the database.
    Raises StoreError when no folder works.
    """
    from runwalk_tui.history.json_file import to_document

    marked = replace(
        history, sessions=tuple(replace(record, updated_at=record.updated_at or at) for record in history.sessions)
    )
    document = to_document(marked) | ({FACTS: json.dumps(dict(facts))} if facts else {})
    content = (json.dumps(document, indent=2, allow_nan=False) + "\n").encode()
    name = f"{prefix(data)}{at.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.json"
    tried = []
    for folder in folders:
        try:
            return _write(folder, name, content)
        except OSError as error:
            tried.append(f"{folder} ({(error.strerror or str(error)).lower()})")
    raise StoreError(f"it couldn't be saved anywhere: {', '.join(tried)}; free some space", Trouble.IO)


def take_up(data: Path, folders: Iterable[Path], take: Take, *, remove: bool = True) -> list[str]:
    """Give what is in every rescue file of this data folder to `take`, then remove the file if that is wanted.

    Returns one line for each. A file that makes no sense gets another name, so that it is told of once; one that
    cannot be read or taken in now stays where it is. Without `remove` nothing on the disk is changed.
    """
    told = []
    for path in found(data, folders):
        from runwalk_tui.history.json_file import HistoryFileError

        try:
            history, facts = _read(path)
            take(history, facts)
        except (ValueError, HistoryFileError) as error:
            told.append(visible(f"{path}: {_set_aside(path) if remove else CANNOT_BE_READ}: {error}"))
            continue
        except (OSError, StoreError) as error:
            told.append(visible(f"{path} is a rescue file that couldn't be added; it is still there: {error}"))
            continue
        if not remove:
            continue
        told.append(visible(f"saved now from {path}: {_counted(history)} that couldn't be saved before"))
        try:
            path.unlink()
        except OSError as error:
            told.append(visible(f"{path}: saved, but this file couldn't be removed: {error.strerror}"))
    return told


def _set_aside(path: Path) -> str:
    """Give a file that makes no sense another name; returns what happened."""
    aside, count = path.with_name(path.name + UNREADABLE), 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}{UNREADABLE}-{count}")
    try:
        path.replace(aside)
    except OSError:
        return f"{CANNOT_BE_READ} and is still there"
    return f"{CANNOT_BE_READ} and is now called {aside.name}"


def _counted(history: Log) -> str:
    """What is in a rescue file, in words."""
    others = len(history.placements) + len(history.checkins) + len(history.clearances) + len(history.deleted)
    if history.sessions:
        sessions = f"{len(history.sessions)} session{'' if len(history.sessions) == 1 else 's'}"
        return f"{sessions} and {others} other{'' if others == 1 else 's'}" if others else sessions
    return f"{others} entr{'y' if others == 1 else 'ies'}" if others else "answers"


def _write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file completely or not at all, readable by its owner only."""
    from runwalk_tui.system.files import write_whole

    paths.make_folder(folder)
    final, count = folder / name, 1
    while final.exists():
        count += 1
        final = folder / name.replace(".json", f"-{count}.json")
    write_whole(final, content)
    return final


def _read(path: Path) -> tuple[Log, dict[str, str]]:
    """The records and the facts of a rescue file. Raises OSError, and ValueError or HistoryFileError."""
    from runwalk_tui.history.json_file import SIZE_LIMIT, from_json

    with path.open("rb") as file:
        text = file.read(SIZE_LIMIT + 1).decode("utf-8")
    try:
        history = from_json(text)
        told = json.loads(text).get(FACTS, "{}")
        facts = json.loads(told) if isinstance(told, str) else None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(facts, dict):
        raise ValueError(f"its {FACTS} aren't a JSON object as text")
    return history, {str(key): str(value) for key, value in facts.items()}
