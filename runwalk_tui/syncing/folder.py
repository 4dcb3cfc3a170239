"""Sync with a folder: this computer's file is written, and what the other computers wrote is taken in.

The folder is read to its end before anything is written here, since a disk of the network may hang. Each computer
writes one file and changes no other, so whatever shares the folder has nothing to merge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.paths import stands_there
from runwalk_tui.session.records import Log
from runwalk_tui.syncing.carried import Carried, CarriedFileError, Content, as_file, content_of
from runwalk_tui.syncing.computer import another_id, keep_known, known_writers, own_id, own_name
from runwalk_tui.syncing.encryption import KEY_FILE, Key, NoKeyError, has_key, make_key, place_for_key, read_key
from runwalk_tui.syncing.looking import (
    ENCRYPTED,
    PLAIN,
    FolderFile,
    FolderListing,
    UnusableFolderError,
    left_alone,
    look_into,
    names_of,
    read_file,
    refuse_unusable,
    too_many,
)
from runwalk_tui.syncing.strangers import Strangers, strangers_among
from runwalk_tui.syncing.told import CameIn, came_in, total
from runwalk_tui.system.files import write_whole_not_through
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

if TYPE_CHECKING:
    from runwalk_tui.history.merging import MergeCounts

OF_THIS_NAME = "an earlier file of this computer, or another one of the same name"
WRITTEN_AGAIN = 3
"""How often at most the file is written when another process adds to the log meanwhile; the next sync has the rest."""


class SyncError(Exception):
    """The folder can't be used at all; nothing was taken in, and the log here is as it was."""

    def __init__(self, problem: Problem, first: str = "") -> None:
        told = str(problem)
        super().__init__(f"{first} {told[:1].upper()}{told[1:]}" if first else told)
        self.problem = problem
        self.first = first
        """What is told before that: a warning sign; else nothing."""


class StrangersError(SyncError):
    """The log here and those in the folder may be two people's; nothing was taken in, and nothing was written."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync came to."""

    others: tuple[str, ...]
    """The other computers whose files were read, by name."""
    counts: MergeCounts
    """What was taken in."""
    changed: bool
    """Whether the log here says anything else than before."""
    problems: tuple[Problem, ...]
    """Files that were left alone and why, a line each, and why this computer's file could not be written."""
    came_in: CameIn = field(default_factory=CameIn)
    """How the log here differs from what it was before."""
    foreign: tuple[str, ...] = ()
    """Files in the folder that are none of a sync, by name. They're left alone, and no problem."""
    unencrypted: tuple[str, ...] = ()
    """Files that anybody can read although this computer has a key, by name, each with its computer."""
    written: bool = True
    """Whether this computer's file says what the log does."""
    replaced: str = ""
    """This computer's file, if it wasn't whole and was written again, by name."""
    strangers: Problem | None = None
    """The line on files that may be somebody else's, of which nothing was taken."""


@dataclass(slots=True)
class _Read:
    """What was found in the folder."""

    whole: dict[FolderFile, Carried] = field(default_factory=dict)
    failed: dict[FolderFile, CarriedFileError] = field(default_factory=dict)
    locked: list[FolderFile] = field(default_factory=list)
    """Encrypted files, where there is no key that can be used."""


def sync(store: Store, folder: Path, at: datetime, *, may_mix: bool = False) -> SyncReport:
    """Read what other computers wrote into the folder, take it in, and write this computer's file.

    Raises SyncError, and StoreError when the log here can't be read or written. Unless it `may_mix`, the files of
    strangers are left out, and StrangersError is raised where nothing else there shows that the folder is the runner's.
    """
    listing = _listing(store, folder)
    key, no_key = _key()
    before = store.log()
    here = content_of(before)
    read = _read_all(listing.files, key, here)
    strangers = None if may_mix else _strangers(store, before, listing, read, at.date())
    if strangers is not None:
        if strangers.alone:
            raise StrangersError(strangers.not_synced_with(folder), strangers.sign)
        for file in strangers.files:
            del read.whole[file]
    own = own_id(store)
    brought = [
        _take_in(store, carried.content, here)
        for file, carried in read.whole.items()
        if file.path.name not in _names(own)
    ]
    if _somebody_else_writes(own, read, store, brought, here):
        own = another_id(store, {file.writer for file in listing.files})
    with suppress(StoreError):  # the next sync does it; what came in is told all the same
        keep_known(store, {file.writer for file in read.whole} - {own})
    problems = [left_alone(file, error) for file, error in read.failed.items() if file.path.name not in _names(own)]
    if listing.more:
        problems.append(too_many(folder, listing.more))
    why_not_written = no_key or _would_be_plain(folder, read)
    if why_not_written is None:
        why_not_written = _write(store, folder, own, key, at, read.whole, here)
    after = store.log()
    return SyncReport(
        others=_computers(read.whole, own),
        counts=total(_nothing(), *brought),
        changed=after != before,
        problems=(*(() if why_not_written is None else (why_not_written,)), *problems),
        came_in=came_in(before, after),
        foreign=listing.foreign,
        unencrypted=_unencrypted(read.whole, own) if has_key() else (),
        written=why_not_written is None,
        replaced=_replaced(read, own) if why_not_written is None else "",
        strangers=None if strangers is None else strangers.left_out(folder),
    )


def strangers_in(store: Store, folder: Path, day: date) -> Strangers | None:
    """The computers whose sessions may be somebody else's; nothing is written. Raises SyncError and StoreError."""
    listing, here = _listing(store, folder), store.log()
    return _strangers(store, here, listing, _read_all(listing.files, _key()[0], content_of(here)), day)


def _strangers(store: Store, here: Log, listing: FolderListing, read: _Read, day: date) -> Strangers | None:
    return strangers_among(here, known_writers(store), listing.files, read.whole, day)


def _listing(store: Store, folder: Path) -> FolderListing:
    """What lies in the folder. Raises SyncError."""
    try:
        refuse_unusable(folder, store.folder)
        return look_into(folder)
    except UnusableFolderError as error:
        raise SyncError(Problem(str(error))) from error


def _key() -> tuple[Key | None, Problem | None]:
    """The key, where there is one, and why one that is there can't be used."""
    try:
        return read_key(), None
    except NoKeyError as error:
        return None, Problem(f"Nothing was written to the folder, so that your log isn't there unencrypted: {error}")


def _read_all(files: Iterable[FolderFile], key: Key | None, here: Content) -> _Read:
    """Every file, read to its end; `here` is what this computer knows."""
    read = _Read()
    for file in files:
        if file.encrypted and key is None:
            read.locked.append(file)
            continue
        try:
            read.whole[file] = read_file(file, key, here)
        except CarriedFileError as error:
            read.failed[file] = error
    return read


def _would_be_plain(folder: Path, read: _Read) -> Problem | None:
    """Why nothing is written where others encrypt: who does so doesn't want this log to be there for all to read."""
    if not read.locked:
        return None
    return Problem(
        f"Files in {visible(str(folder))} are encrypted, and this computer has no key, so it has written nothing "
        f"there. Copy {KEY_FILE} from a computer that has it to {place_for_key()}, then sync again. If none has it any "
        "more, delete the .age files in that folder and sync again: nothing in your log is lost"
    )


def _names(own: str) -> tuple[str, str]:
    """This computer's own file, plain and encrypted."""
    return f"runwalk-{own}{PLAIN}", f"runwalk-{own}{ENCRYPTED}"


def _nothing() -> MergeCounts:
    from runwalk_tui.history.merging import MergeCounts

    return MergeCounts()


def _take_in(store: Store, content: Content, here: Content) -> MergeCounts:
    """Merge what another computer wrote, unless this one knew just that already. Raises StoreError."""
    return _nothing() if content.data == here.data else store.merge(content.log, converge=True)


def _somebody_else_writes(own: str, read: _Read, store: Store, brought: list[MergeCounts], here: Content) -> bool:
    """Whether this computer's file has what its log did not: then it was written from a copy of this data folder.

    What it has is taken in. One that a newer version wrote isn't ours either, and one that the key here doesn't open
    may have what this log lacks.
    """
    names, found = _names(own), False
    for file, carried in read.whole.items():
        if file.path.name in names:
            # As an import takes it: an older file of its own brings nothing back that was taken away since.
            more = _nothing() if carried.content.data == here.data else store.merge(carried.content.log)
            brought.append(more)
            found |= more.anything
    return found or any(error.newer or file.encrypted for file, error in read.failed.items() if file.path.name in names)


def _write(
    store: Store,
    folder: Path,
    own: str,
    key: Key | None,
    at: datetime,
    there: dict[FolderFile, Carried],
    content: Content,
) -> Problem | None:
    """Write this computer's file unless it says the same already; the problem, if there is one.

    `content` is the log as it was at first.
    """
    plain, encrypted = (folder / name for name in _names(own))
    file = plain if key is None else encrypted
    said = next((carried.content.data for each, carried in there.items() if each.path == file), None)
    try:
        for _ in range(WRITTEN_AGAIN):
            log = store.log()
            content = content if log is content.log else content_of(log)
            if content.data == said:
                break
            data = as_file(content, own_name(), at)
            write_whole_not_through(file, data if key is None else key.encrypted(data))
            said = content.data
        if key is not None:
            plain.unlink(missing_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        plain_yet = f". {plain.name} is still there, not encrypted" if key is not None and stands_there(plain) else ""
        return Problem(f"{visible(str(file))} can't be written: {why}{plain_yet}. Everything is saved on this computer")
    return None


def _computers(whole: dict[FolderFile, Carried], own: str) -> tuple[str, ...]:
    """The names of the other computers, in order; two of one name are told apart by their ids."""
    names = {file.writer: carried.computer for file, carried in whole.items() if file.writer != own}
    often, here = Counter(names.values()), own_name()
    said = ((name if often[name] == 1 else f"{name} ({each})", name == here) for each, name in names.items())
    return tuple(sorted(f"{name} ({OF_THIS_NAME})" if same else name for name, same in said))


def _replaced(read: _Read, own: str) -> str:
    return next((visible(file.path.name) for file in read.failed if file.path.name in _names(own)), "")


def _unencrypted(whole: dict[FolderFile, Carried], own: str) -> tuple[str, ...]:
    """Its own is gone by now; a copy that was made of it in a conflict isn't."""
    return tuple(
        f"{visible(file.path.name)} ({carried.computer})"
        for file, carried in whole.items()
        if not file.encrypted and file.path.name not in _names(own)
    )


def encrypt_from_now_on(folder: Path, data: Path, at: datetime) -> Path | None:
    """Make the key with which this computer's file is encrypted; where it is, or None if there is one already.

    `data` is the folder of the log. Raises SyncError, also where the files of others are encrypted with a key that
    isn't here: with two keys, nobody could read both.
    """
    if has_key():
        return None
    try:
        refuse_unusable(folder, data)
        locked = [file for file in look_into(folder).files if file.encrypted]
        if locked:
            told = f"{names_of(locked)} in {visible(str(folder))} can only be read with a key that isn't here"
            way = f"copy {KEY_FILE} from a computer that has it to {place_for_key()}, and sync again"
            raise SyncError(Problem(f"{told}, so no other key was made; {way}"))
        return make_key(at)
    except (UnusableFolderError, NoKeyError) as error:
        raise SyncError(Problem(str(error))) from error
