"""The file that a computer puts into the folder: the ordinary history as JSON, under a name and with a checksum.

`runwalk import` reads it like any other history: what a sync adds are plain values at its top. The checksum is there
because nobody knows what shares the folder: a file may arrive in pieces, or as a mixture of two versions, and half a
log must never be taken for a whole one.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from runwalk_tui.history.json_file import FORMAT, VERSION, HistoryFileError, from_json, to_json
from runwalk_tui.session.records import Log
from runwalk_tui.system.safe_text import printable_json, safe_name, shortened

NAME_LENGTH = 60
"""Characters of a computer's name."""
NO_SUM = "0" * 64
"""Stands in the place of the checksum while that is computed: SHA-256 over all the rest of the file, as hex."""

_OPENING = f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n'
_SUM = re.compile(
    rb'\{\n  "format": "' + FORMAT.encode() + rb'",\n  "version": \d{1,9},\n  "checksum": "([0-9a-f]{64})"'
)
_WRITER = re.compile(rb',\n  "computer": ("(?:[^"\\\n]|\\.)*"),\n  "written_at": "[^"\n]*",\n')

NOT_WHOLE = (
    "it isn't whole, so nothing was taken from it; it may still be on its way. If it stays like this, run "
    "`runwalk sync` on the computer that writes it; if that computer is gone, delete this file"
)
CONFLICT = (
    "git left a conflict in it, so nothing was taken from it; commit it as it is, then pull and run `runwalk sync` on "
    "the computer that writes it, which makes it whole again"
)
_MARKS = re.compile(rb"^<<<<<<< .*^>>>>>>> ", re.MULTILINE | re.DOTALL)
"""What git puts around two versions. No line of ours begins like that, whatever is in a note."""
BY_HAND = "this is an export, so nothing was taken from it; to add it to your log, run"
NEWER = "a newer version of runwalk wrote it; update runwalk on this computer"


class CarriedFileError(Exception):
    """Nothing can be taken from a file in the folder; the message goes behind its name and says what to do."""

    def __init__(self, why: str, *, newer: bool = False, command: str = "") -> None:
        super().__init__(why)
        self.newer = newer
        """Whether it is whole, and only this version of runwalk can't read it."""
        self.command = command
        """What helps, typed with the file behind it."""


@dataclass(frozen=True, slots=True)
class Content:
    """A log and how it stands in a file; computers that have synced have files of one content, which is read once."""

    log: Log
    data: bytes


@dataclass(frozen=True, slots=True)
class Carried:
    """What a whole file says."""

    content: Content
    computer: str
    """The name of the computer that wrote it, for people; one line."""


def content_of(log: Log) -> Content:
    """The log as it stands in a file, without what is above it."""
    return Content(log, to_json(log).removeprefix(_OPENING).encode())


def as_file(content: Content, computer: str, at: datetime) -> bytes:
    """The whole file, under the name of the computer that writes it and the time at which it does."""
    name = printable_json(json.dumps(safe_name(computer, NAME_LENGTH), ensure_ascii=False))
    head = f'  "computer": {name},\n  "written_at": "{at.isoformat(timespec="seconds")}",\n'.encode()
    return b"".join((_sealed(head + content.data), head, content.data))


def read_carried(data: bytes, known: Content | None = None) -> Carried:
    """What a file says. Raises CarriedFileError unless every byte of it is as a computer wrote it.

    One that says just what is `known` need not be taken apart.
    """
    data = data.replace(b"\r\n", b"\n")  # git may change the ends of lines on Windows; in our strings there are none
    found = _SUM.match(data)
    if found is None:
        raise _why_without(data)
    start, end = found.span(1)
    if hashlib.sha256(b"".join((data[:start], NO_SUM.encode(), data[end:]))).hexdigest().encode() != found[1]:
        raise _not_whole(data)
    writer = _WRITER.match(data, found.end())
    content = b"" if writer is None else data[writer.end() :]
    same = known is not None and known.data == content and data.startswith(_OPENING.encode())
    log = known.log if known is not None and same else _log_in(data)
    if writer is None:
        raise CarriedFileError(NEWER, newer=True)
    try:
        name = str(json.loads(writer[1]))
    except ValueError as error:
        raise CarriedFileError(NOT_WHOLE) from error
    return Carried(Content(log, content), safe_name(name, NAME_LENGTH))


def _log_in(data: bytes) -> Log:
    """The log in a file whose checksum is right. Raises CarriedFileError."""
    try:
        return from_json(data.decode())
    except UnicodeDecodeError as error:
        raise CarriedFileError(NOT_WHOLE) from error
    except HistoryFileError as error:
        # It is as it was written, so whoever wrote it knows more than this version does.
        fault = error.faults[0]
        detail = "" if "newer version" in fault else f" ({shortened(fault, 100)})"
        raise CarriedFileError(f"{NEWER}{detail}", newer=True) from error


def _sealed(rest: bytes) -> bytes:
    """The top of a file with the checksum over it and the rest."""
    empty = f'{_OPENING}  "checksum": "{NO_SUM}",\n'
    return empty.replace(NO_SUM, hashlib.sha256(empty.encode() + rest).hexdigest()).encode()


def _not_whole(data: bytes) -> CarriedFileError:
    """What a file is that was whole once, or may still be."""
    return CarriedFileError(CONFLICT if _MARKS.search(data) else NOT_WHOLE)


def _why_without(data: bytes) -> CarriedFileError:
    """What a file is that does not begin as ours do."""
    try:
        document: Any = json.loads(data)
    except (ValueError, RecursionError):
        return _not_whole(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT or {"checksum", "written_at"} & set(document):
        return CarriedFileError(NOT_WHOLE)
    return CarriedFileError(BY_HAND, command="runwalk import")
