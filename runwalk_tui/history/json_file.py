"""The log as a JSON document: what `export json` writes, and `import` and rescue files read.

Reading is all or nothing. Every fault of every record is found before anything is given back.

What is not known: a key inside a record is a fault, with the nearest known key, since leaving it out
in silence would lose something that somebody wrote down. At the top, a list or an object under an
unknown key is a fault for the same reason; a plain value there (a remark such as "made_by") is passed over.
"""

from __future__ import annotations

import codecs
import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO, TypeVar

import msgspec

from runwalk_tui.history.json_entries import (
    MISFITS,
    TWICE,
    WHEN,
    CheckInEntry,
    ClearanceEntry,
    DeletionEntry,
    PlacementEntry,
    SessionEntry,
    faults_of,
    naming,
    nearest,
)
from runwalk_tui.session.limits import YEARS
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionKind,
    SessionRecord,
    safe_checkin,
    safe_record,
)
from runwalk_tui.system.safe_text import ITEM_LENGTH, printable_json, safe_name, shortened
from runwalk_tui.system.shapes import in_shape

MEASURED = ("heart_rate", "heart_rate_max", "belt_metres", "belt_speed")
"""What a strap and a treadmill measure of a session. Few sessions have any of it, so the keys are left out where there
is nothing: then a program that doesn't know them yet reads the file, too."""
FORMAT = "runwalk-history"
VERSION = 1
SIZE_LIMIT = 1024**3
"""Bytes of a history file, so that a device or a pipe without an end does no harm. It is more than any log can come
to: 250 years of a session each day, with the longest note that can be typed, are 900 MB."""

PIECE = 1024 * 1024
"""Bytes that are read at a time."""

_LISTS = ("sessions", "placements", "checkins", "clearances", "deleted", "withdrawn")

R = TypeVar("R")
S = TypeVar("S", bound=msgspec.Struct)


class HistoryFileError(Exception):
    """A history file cannot be used; nothing of it was imported."""

    def __init__(self, faults: list[str]) -> None:
        self.faults: tuple[str, ...] = tuple(faults)
        """One line each, at least one; nothing in them can move a cursor."""
        super().__init__(faults[0] if len(faults) == 1 else f"{len(faults)} errors; the first: {faults[0]}")


def to_json(log: Log) -> str:
    """The log as the text of a history file. Reading it gives the same log back.

    Letters are in it as they are: an escape of six bytes for each would make a file larger and no clearer.
    """
    return printable_json(json.dumps(to_document(log), indent=2, allow_nan=False, ensure_ascii=False)) + "\n"


def to_document(log: Log) -> dict[str, Any]:
    """The log as plain dicts, lists and values, in the order of the format."""
    ranks = dict(log.ranks)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "sessions": [session_document(record, ranks.get(record.id, 0)) for record in log.sessions],
        "placements": [_placement_document(placement) for placement in log.placements],
        "checkins": [_checkin_document(checkin) for checkin in log.checkins],
        "clearances": [_clearance_document(clearance) for clearance in log.clearances],
        "deleted": [{"id": safe_name(deletion.id), "at": deletion.at.isoformat()} for deletion in log.deleted],
    }
    # Not among the others: whoever reads those need not know that one may hold no longer.
    withdrawn = [_placement_document(placement) for placement in log.withdrawn]
    return {**document, "withdrawn": withdrawn} if withdrawn else document


def session_document(record: SessionRecord, rank: int = 0) -> dict[str, Any]:
    """One session as plain values; `updated_at` is there only when it was changed, `rank` only when it is more than
    0, and what a strap or a treadmill measures only where one did."""
    found = dataclasses.asdict(safe_record(record))
    for name in MEASURED:
        if found[name] is None:
            del found[name]
    found["kind"] = record.kind.value
    found["started_at"] = record.started_at.isoformat()
    if record.updated_at is None:
        del found["updated_at"]
    else:
        found["updated_at"] = record.updated_at.isoformat()
    return {**found, "rank": rank} if rank else found


def _placement_document(placement: Placement) -> dict[str, Any]:
    """A placement with its programme, where it has one."""
    found = {"at": placement.at.isoformat(), "stage": safe_name(placement.stage), "how": safe_name(placement.how)}
    seldom = {"programme": safe_name(placement.programme), "rank": placement.rank}
    return {**found, **{key: value for key, value in seldom.items() if value}}


def _checkin_document(checkin: CheckIn) -> dict[str, Any]:
    """A check-in with every key, answered or not."""
    return {**dataclasses.asdict(safe_checkin(checkin)), "at": checkin.at.isoformat()}


def _clearance_document(clearance: Clearance) -> dict[str, Any] | str:
    """A clearance with the sessions that it clears; the bare time of the first edition stays one."""
    at = clearance.at.isoformat()
    if clearance.clears is None:
        return at
    seen: dict[str, list[str]] = {}
    for session_id, red_flag in sorted(clearance.seen):
        seen.setdefault(safe_name(session_id), []).append(safe_name(red_flag, ITEM_LENGTH))
    found = {"at": at, "clears": [safe_name(each) for each in clearance.clears]}
    return {**found, "seen": seen} if seen else found


def from_json(text: str) -> Log:
    """The log in the text of a history file. Raises HistoryFileError with every fault in it."""
    document = _parse(text)
    faults = list(_faults_at_the_top(document))
    if faults:
        raise HistoryFileError(faults)
    log = Log(
        sessions=tuple(_read_list(document, "sessions", session_from_document, faults)),
        placements=tuple(_read_list(document, "placements", _placement, faults)),
        withdrawn=tuple(_read_list(document, "withdrawn", _withdrawn, faults)),
        checkins=tuple(_read_list(document, "checkins", checkin_from_document, faults)),
        clearances=tuple(_read_list(document, "clearances", _clearance, faults)),
        deleted=tuple(_read_list(document, "deleted", _deletion, faults)),
    )
    faults += repeated_ids("sessions", (record.id for record in log.sessions))
    faults += repeated_ids("deleted", (deletion.id for deletion in log.deleted))
    if faults:
        raise HistoryFileError(faults)
    # Whatever is no session or has another rank than a number was a fault.
    ranks = ((raw["id"], int(raw["rank"])) for raw in document.get("sessions", []) if raw.get("rank"))
    return dataclasses.replace(log, ranks=tuple(ranks))


def _parse(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        if text.strip() and (error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")):
            raise HistoryFileError(["the file is cut short; copy it again"]) from error
        raise HistoryFileError([f"line {error.lineno}, column {error.colno}: not JSON: {error.msg.lower()}"]) from error
    except ValueError as error:
        # A constant that is no number, or a number of thousands of digits.
        raise HistoryFileError([f"this JSON can't be used: {shortened(str(error), 100)}"]) from error
    except RecursionError as error:
        raise HistoryFileError(["lists or objects are nested too deeply"]) from error
    if not isinstance(document, dict):
        raise HistoryFileError([f'a history is an object that starts with {{"format": "{FORMAT}"'])
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; for a key that appears twice it has one more, which no shape knows."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                found[key + TWICE] = True
            seen.add(key)
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")


def _faults_at_the_top(document: dict[str, Any]) -> Iterator[str]:
    """What makes the entire file unusable."""
    if document.get("format") != FORMAT:
        yield f'format: {naming(document.get("format"))} is not "{FORMAT}"'
    version = document.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        newer = "a newer version of runwalk"
        yield f"version: {naming(version)} is from {newer} (this one reads {VERSION}); update runwalk"
    elif version != VERSION or isinstance(version, bool | float):
        yield f"version: {naming(version)} is not {VERSION}"
    for key, value in document.items():
        if key.endswith(TWICE):
            yield f"{shortened(key.removesuffix(TWICE))}: appears twice"
        elif key in _LISTS:
            if not isinstance(value, list):
                yield f"{key}: {naming(value)} is not a list"
        elif key not in ("format", "version") and isinstance(value, list | dict):
            yield f"{shortened(key)}: unknown key{nearest(key[:40], _LISTS)}"


def _read_list(document: dict[str, Any], name: str, read: Callable[[Any], R], faults: list[str]) -> Iterator[R]:
    """The good records of one list; what is wrong with the others is added to `faults`."""
    for position, raw in enumerate(document.get(name, [])):
        try:
            yield read(raw)
        except BadRecord as bad:
            where = f"{name}[{position}]"
            if isinstance(raw, dict) and isinstance(raw.get("id"), str):
                where += f' (id "{shortened(raw["id"], 40)}")'
            faults += [f"{where}: {fault}" for fault in bad.faults]


class BadRecord(Exception):
    """A record of a file that cannot be used."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        """One line each."""


def _converted(raw: Any, shape: type[S], *moments: str) -> S:
    """A record in its shape, its times checked too. Raises BadRecord with all that is wrong."""
    times = {key: raw.get(key) for key in moments} if isinstance(raw, dict) else {}
    faults = [
        f"{key}: {naming(time)} is not {WHEN}"
        for key, time in times.items()
        if isinstance(time, str) and moment_in(time) is None
    ]
    try:
        entry = in_shape(raw, shape)
    except MISFITS as error:
        raise BadRecord([*faults_of(raw, shape), *faults]) from error
    if faults:
        raise BadRecord(faults)
    return entry


def session_from_document(raw: Any) -> SessionRecord:
    """The session in plain values. Raises BadRecord with all that is wrong."""
    entry = _converted(raw, SessionEntry, "started_at", "updated_at")
    given = msgspec.structs.asdict(entry)
    given["started_at"] = datetime.fromisoformat(entry.started_at)
    given["updated_at"] = None if entry.updated_at is None else datetime.fromisoformat(entry.updated_at)
    given["pain_marks"] = tuple(PainMark(mark.at, mark.pain) for mark in entry.pain_marks)
    given["soreness"] = tuple(entry.soreness)
    given["red_flags"] = tuple(entry.red_flags)
    given["kind"] = SessionKind(entry.kind)
    del given["rank"]
    if entry.heart_rate is not None and entry.heart_rate_max is not None:
        # No figure keeps a log from being read, and its warning signs with it: the highest is the average at least.
        given["heart_rate_max"] = max(entry.heart_rate, entry.heart_rate_max)
    return SessionRecord(**given)


def _placement(raw: Any) -> Placement:
    entry = _converted(raw, PlacementEntry, "at")
    at = datetime.fromisoformat(entry.at)
    return Placement(at, entry.stage, entry.how, entry.programme or "", rank=entry.rank)


def _withdrawn(raw: Any) -> Placement:
    return dataclasses.replace(_placement(raw), withdrawn=True)


def checkin_from_document(raw: Any) -> CheckIn:
    """The check-in in plain values. Raises BadRecord with all that is wrong."""
    given = msgspec.structs.asdict(_converted(raw, CheckInEntry, "at"))
    return CheckIn(**{**given, "at": datetime.fromisoformat(given["at"]), "activity": given["activity"] or ""})


def _clearance(raw: Any) -> Clearance:
    """A clearance, which the first edition wrote as a bare time."""
    if isinstance(raw, dict):
        entry = _converted(raw, ClearanceEntry, "at")
        seen = {(session_id, red_flag) for session_id, flags in entry.seen.items() for red_flag in flags}
        return Clearance(datetime.fromisoformat(entry.at), tuple(entry.clears), tuple(sorted(seen)))
    at = moment_in(raw) if isinstance(raw, str) else None
    if at is None:
        raise BadRecord([f'{naming(raw)} is not an object with "at" and "clears", nor {WHEN}'])
    return Clearance(at)


def _deletion(raw: Any) -> Deletion:
    entry = _converted(raw, DeletionEntry, "at")
    return Deletion(entry.id, datetime.fromisoformat(entry.at))


def moment_in(text: str) -> datetime | None:
    """A date and time with its offset, in the years of a log; None for anything else."""
    if len(text) > 40 or not text.isascii():
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.utcoffset() is not None and at.year in YEARS else None


def repeated_ids(name: str, ids: Iterable[str]) -> Iterator[str]:
    """An error for each id that is more than once in the list of this name."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield f'{name}: the id "{shortened(each, 40)}" appears more than once'
        seen.add(each)


@contextmanager
def explained_as_faults() -> Iterator[None]:
    """Whatever prevents a file from being read becomes a HistoryFileError."""
    try:
        yield
    except OSError as error:
        raise HistoryFileError([f"it can't be read: {(error.strerror or str(error)).lower()}"]) from error
    except ValueError as error:
        raise HistoryFileError([f"it can't be read: {error}"]) from error
    except MemoryError as error:
        raise HistoryFileError(["it is too large for this computer's memory"]) from error


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """A file piece by piece. Raises OSError."""
    while content := file.read(PIECE):
        yield content


def text_of(pieces: Iterable[bytes], limit: int = SIZE_LIMIT) -> str:
    """All that is read as text. Raises HistoryFileError as soon as it can be none, and whatever the reading raises."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    texts: list[str] = []
    size = 0
    for content in chain(pieces, [b""]):
        try:
            text = decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            # What the decoder was given starts with what was left of the piece before.
            byte = size + len(content) - len(error.object) + error.start + 1
            raise HistoryFileError([f"it is not UTF-8 text (byte {byte})"]) from error
        texts.append(text)
        size += len(content)
        if size > limit:
            raise HistoryFileError([f"it is larger than {limit // 1024**2} MiB, the most that can be imported"])
        if "\0" in text:
            raise HistoryFileError(["it is not a text file"])
    return "".join(texts)
