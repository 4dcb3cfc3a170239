"""What comes in: a history as JSON or one of our tables, known by its content; anything else is named in one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from runwalk_tui.history.json_file import (
    FORMAT,
    SIZE_LIMIT,
    HistoryFileError,
    explained_as_faults,
    from_json,
    pieces_of,
    text_of,
)
from runwalk_tui.imports.csv_reading import from_csv, kind_of
from runwalk_tui.session.records import Log
from runwalk_tui.system.safe_text import shortened

IS_READ = "import reads files from `runwalk export json` and `runwalk export csv`"
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (8, b".FIT", "a FIT file"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"%PDF", "a PDF"),
    (0, b"\xff\xfe", "text in UTF-16; save it as UTF-8"),
    (0, b"\xfe\xff", "text in UTF-16; save it as UTF-8"),
    (0, b"BEGIN:VCALENDAR", "a calendar"),
)
"""Where in a file, which bytes, and what that makes it."""
_SHEETS = (b"xl/", b"[Content_Types].xml", b"application/vnd.oasis.opendocument.spreadsheet")
"""What the first bytes of a spreadsheet have in them, which is a ZIP archive."""
_ELEMENTS = (
    (b"<TrainingCenterDatabase", "a TCX file"),
    (b"<gpx", "a GPX file"),
    (b"<HealthData", "an export of a phone's health data"),
    (b"<workout_file", "a ZWO workout"),
    (b"<kml", "a KML file"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)
_START = 4096
"""Bytes from the beginning that tell what a file is."""


def read_file(path: Path, limit: int = SIZE_LIMIT) -> Log:
    """The log in a file. Raises HistoryFileError with every fault, also when it cannot be read at all."""
    with explained_as_faults(), path.open("rb") as file:
        return read_stream(file, limit)


def read_stream(file: BinaryIO, limit: int = SIZE_LIMIT) -> Log:
    """The log in what is read. Raises HistoryFileError with every fault.

    It is read piece by piece up to `limit` bytes, and no further than it can be a log, so a device or a pipe without
    an end does no harm. For a file from another program, or an empty one, that is one line: what it is, and what can
    be read.
    """
    with explained_as_faults():
        pieces = pieces_of(file)
        first = _enough(pieces)
        if foreign := _what_else(first):
            raise HistoryFileError([f"it is {foreign}; {IS_READ}"])
        try:
            text = text_of(chain([first], pieces), limit)
        except HistoryFileError as error:
            if b"started_at" in first[:_START] and "UTF-8" in str(error):
                raise HistoryFileError([f"{error}; in the spreadsheet, save it as CSV in UTF-8"]) from error
            raise
    if not text.strip():
        raise HistoryFileError([f"it is empty; {IS_READ}"])
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _history(text)
    if found := kind_of(text):
        return from_csv(text, *found)
    if columns := _columns(text):
        raise HistoryFileError([f"it is a CSV from another program, with the columns {columns}; {IS_READ}"])
    raise HistoryFileError([f"it is neither JSON nor a CSV file from runwalk; {IS_READ}"])


def _history(text: str) -> Log:
    """The log in JSON; for that of another program it is one fault, however much is wrong with it."""
    try:
        return from_json(text)
    except HistoryFileError as error:
        foreign = FORMAT not in text and any(fault.startswith("format:") for fault in error.faults)
        if foreign:
            raise HistoryFileError([f"it is JSON from another program; {IS_READ}"]) from error
        raise


def _enough(pieces: Iterator[bytes]) -> bytes:
    """So many bytes that they tell what a file is; a pipe may give a few at a time."""
    first = b""
    for piece in pieces:
        first += piece
        if len(first) >= _START:
            break
    return first


def _what_else(first: bytes) -> str:
    """What a file is by its first bytes; empty when it may be ours."""
    for place, sign, name in _BEGINNINGS:
        if first[place : place + len(sign)] == sign:
            return name
    if first.startswith(b"PK\x03\x04"):
        sheet = any(name in first for name in _SHEETS)
        return "a spreadsheet; save it as CSV first" if sheet else "a ZIP archive; unpack it first"
    start = first[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        lower = start.lower()
        return next((name for sign, name in _ELEMENTS if sign.lower() in lower), "an XML file")
    return ""


def _columns(text: str) -> str:
    """The columns of a table of another program; empty for what is no table."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    by_delimiter = ([name.strip().strip('"') for name in first.split(delimiter)] for delimiter in ",;\t")
    names = max(by_delimiter, key=len)
    if len(names) < 3:
        return ""
    return shortened(", ".join(names[:4]), 80) + (", …" if len(names) > 4 else "")
