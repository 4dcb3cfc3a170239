"""What lies in the folder: the files of the computers, and what is somebody else's and left alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shlex import quote as quote_for_shell

from runwalk_tui import paths
from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.json_file import SIZE_LIMIT
from runwalk_tui.syncing.carried import Carried, CarriedFileError, Content, read_carried
from runwalk_tui.syncing.encryption import Key
from runwalk_tui.system.files import read_ordinary
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

PLAIN, ENCRYPTED = ".json", ".json.age"
_OURS = re.compile(r"runwalk-([0-9a-f]{8})(?![0-9a-f]).*\.(json|age)", re.IGNORECASE | re.DOTALL)
"""A computer's file, or a copy that was made of one in a conflict, with a word of whoever made it in the name:
runwalk-1a2b3c4d.sync-conflict-20260105-073000-ABCDEFG.json, runwalk-1a2b3c4d (Ana's conflicted copy).json."""
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db", "icon\r"})
"""What file managers leave in any folder."""
_OWN_NAME = re.compile(r"runwalk-[0-9a-f]{8}\.json(\.age)?", re.IGNORECASE)
"""What a computer writes itself; anything else of ours is a copy."""
MOST_READ = 60
"""Files that are read; nobody has so many computers, and copies that were made in conflicts are old. Our choice."""
NEW_FOLDER = "make a new, empty folder for syncing"
_PASSING = (".", "~")
"""How the names begin of what sharing programs and editors have there for themselves, or for a while."""


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file of ours in the folder."""

    path: Path
    writer: str
    """The id of the computer that wrote it, as its name has it."""

    @property
    def encrypted(self) -> bool:
        """Whether only who has the key can read it."""
        return self.path.name.lower().endswith(".age")


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What lies in the folder, each by name."""

    files: tuple[FolderFile, ...]
    foreign: tuple[str, ...]
    """Files that are none of ours, as they may be shown."""
    more: int = 0
    """Files of ours that are left unread, since there are too many."""


class UnusableFolderError(Exception):
    """The folder is not one to sync with; the message is one line that says what to do."""


def refuse_unusable(folder: Path, data: Path) -> None:
    """Raise UnusableFolderError for a folder that isn't there, or has runwalk's own files in it or around it.

    It isn't made: where a USB stick is missing, a new folder would hide that.
    """
    name = visible(str(folder))
    try:
        there, is_folder = folder.exists(), folder.is_dir()
        holds_log = is_folder and (folder / FILE).exists()
    except (OSError, ValueError) as error:  # ValueError: a character that no name can have
        raise UnusableFolderError(f"{name} can't be used: {_why(error)}") from error
    if not there:
        raise UnusableFolderError(f"there's no folder {name}: plug in the stick or drive it's on, or check the name")
    if not is_folder:
        raise UnusableFolderError(f"{name} is a file; name a folder")
    if holds_log:
        told = f"runwalk's own log is in {name}, and copying it while it's open would damage it"
        raise UnusableFolderError(f"{told}; {NEW_FOLDER}")
    for own, what in _own_folders(data):
        if _one_in_the_other(folder, own):
            where = "there" if folder == own else f"in {visible(str(own))}"
            raise UnusableFolderError(f"{name} can't be used, as {what} {where}; {NEW_FOLDER}")


def look_into(folder: Path) -> FolderListing:
    """What lies in the folder, in the order of the names. Raises UnusableFolderError."""
    named = [(name, _OURS.fullmatch(name), entry) for name, entry in sorted(_entries(folder).items())]
    files = [FolderFile(folder / name, found[1].lower()) for name, found, _ in named if found]
    foreign = [
        visible(name)
        for name, found, entry in named
        if not (found or name.startswith(_PASSING) or name.lower() in _OF_THE_SYSTEM or _is_folder(entry))
    ]
    if len(files) > MOST_READ:  # copies give way, those of a name that is later in the order last, as it has the day
        files.sort(key=lambda file: file.path.name, reverse=True)
        files.sort(key=lambda file: _OWN_NAME.fullmatch(file.path.name) is None)
    return FolderListing(tuple(files[:MOST_READ]), tuple(foreign), max(0, len(files) - MOST_READ))


def looks_of(folder: Path, own: str | None) -> frozenset[tuple[str, int, int]]:
    """Names, sizes and times of the files of ours, without the one that the computer `own` writes; nothing is read.

    Raises UnusableFolderError.
    """
    looks = set()
    for name, entry in _entries(folder).items():
        found = _OURS.fullmatch(name)
        if found and not (found[1].lower() == own and _OWN_NAME.fullmatch(name)):
            with suppress(OSError):  # it is gone by now
                looks.add((name, (status := entry.stat()).st_size, status.st_mtime_ns))
    return frozenset(looks)


def _entries(folder: Path) -> dict[str, os.DirEntry[str]]:
    """What lies in the folder, by name. Raises UnusableFolderError."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries}
    except (OSError, ValueError) as error:
        raise UnusableFolderError(f"{visible(str(folder))} can't be read: {_why(error)}") from error


def read_file(file: FolderFile, key: Key | None, known: Content) -> Carried:
    """What a file says; one that is encrypted needs the key. `known` is what this computer would write.

    Raises CarriedFileError.
    """
    try:
        if file.path.stat().st_size > SIZE_LIMIT:
            raise CarriedFileError(f"it is larger than {SIZE_LIMIT // 1024**2} MiB, the most that runwalk reads")
        data = read_ordinary(file.path, SIZE_LIMIT)
    except OSError as error:
        raise CarriedFileError(f"it can't be read: {_why(error)}") from error
    except MemoryError as error:
        raise CarriedFileError("it is too large for this computer's memory") from error
    if file.encrypted:
        assert key is not None
        data = key.decrypted(data)
    return read_carried(data, known)


def left_alone(file: FolderFile, why: CarriedFileError) -> Problem:
    """The line on a file of which nothing was taken."""
    name = visible(str(file.path))
    return Problem(f"{name}: {why}" + (f": {why.command} {quote_for_shell(name)}" if why.command else ""))


def too_many(folder: Path, more: int) -> Problem:
    """The line on the files that are left unread."""
    told = f"{more} more sync files in {visible(str(folder))} weren't read, as {MOST_READ} are the most"
    return Problem(f'{told}; delete those with "conflict" in their names, then sync again')


def names_of(files: Iterable[FolderFile]) -> str:
    """The names of some files, for a sentence; of many, the first ones."""
    names = [visible(file.path.name) for file in files]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _own_folders(data: Path) -> Iterator[tuple[Path, str]]:
    yield data, "your log is"
    if paths.has_config_dir():
        yield paths.config_dir(), "your settings are"


def _one_in_the_other(one: Path, other: Path) -> bool:
    real, own = (Path(os.path.realpath(path)) for path in (one, other))
    return _inside(real, own) or _inside(own, real)


def _inside(inner: Path, outer: Path) -> bool:
    """Whether a folder is another one or is inside it, also where capitals are the same as small letters."""
    return any(folder == outer or _same(folder, outer) for folder in (inner, *inner.parents))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
