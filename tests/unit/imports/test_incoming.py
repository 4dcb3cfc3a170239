"""What comes in is known by its content; what is not ours is named in one line."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.history.json_file import HistoryFileError, to_json
from runwalk_tui.imports.incoming import IS_READ, read_file, read_stream
from runwalk_tui.session.records import CheckIn, Log, SessionRecord

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
LOG = Log(sessions=(SessionRecord("a", AT, "p", "4", 6, 6, note="☂"),), checkins=(CheckIn(AT, 1, 2, 3),))


class Trickle(io.RawIOBase):
    """A pipe that gives a byte at a time."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # a buffer is all that is handed in
        given, self.rest = self.rest[:1], self.rest[1:]
        buffer[: len(given)] = given
        return len(given)


@pytest.mark.parametrize("name", ["log.json", "log.csv", "log"])
@pytest.mark.parametrize("front", ["", "\ufeff"])
def test_json_and_our_tables_are_read_whatever_the_file_is_called(tmp_path: Path, name: str, front: str) -> None:
    file = tmp_path / name
    for text, log in (
        (to_json(LOG), LOG),
        (to_csv(LOG), Log(sessions=LOG.sessions)),
        (checkins_to_csv(LOG), Log(checkins=LOG.checkins)),
    ):
        file.write_text(front + text, "utf-8")
        assert read_file(file) == log
        assert read_stream(Trickle((front + text).encode())) == log  # type: ignore[arg-type]  # it reads like a file


def a_zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "content")
    return out.getvalue()


def a_database(folder: Path) -> bytes:
    connection = sqlite3.connect(folder / "some.sqlite3")
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    return (folder / "some.sqlite3").read_bytes()


FOREIGN: dict[str, tuple[bytes | Callable[[Path], bytes], str]] = {
    "fit": (b"\x0e\x20\x54\x08\x10\x00\x00\x00.FIT\x00\x00", "a FIT file"),
    "tcx": (b'<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="x">', "a TCX file"),
    "gpx": (b'\xef\xbb\xbf<?xml version="1.0"?><gpx version="1.1">', "a GPX file"),
    "health": (b'<?xml version="1.0"?><!DOCTYPE HealthData [ ]><HealthData>', "an export of a phone's health data"),
    "xml": (b"<other/>", "an XML file"),
    "web page": (b"<!DOCTYPE html><html>", "a web page"),
    "zip": (a_zip("activities/1.fit"), "a ZIP archive; unpack it first"),
    "xlsx": (a_zip("xl/workbook.xml"), "a spreadsheet; save it as CSV first"),
    "gzip": (gzip.compress(b"content"), "a gzip archive"),
    "pdf": (b"%PDF-1.7", "a PDF"),
    "database": (a_database, "a database"),
    "utf-16": ("id\tstarted_at".encode("utf-16"), "text in UTF-16; save it as UTF-8"),
    "ics": (b"BEGIN:VCALENDAR\r\n", "a calendar"),
    "csv": (
        b'"Activity Type","Date","Favorite","Title","Distance"\n',
        "a CSV from another program, with the columns Activity Type, Date, Favorite, Title, …",
    ),
    "semicolons": (b"Datum;Dauer;Puls\n1;2;3\n", "a CSV from another program, with the columns Datum, Dauer, Puls"),
    "json": (b'{"activities": [], "version": "2", "units": {}}', "JSON from another program"),
    "text": (b"hello\n", "neither JSON nor a CSV file from runwalk"),
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \n", "empty"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_anything_else_is_one_line_that_says_what_it_is_and_what_is_read(tmp_path: Path, name: str) -> None:
    content, what = FOREIGN[name]
    file = tmp_path / "some file"
    file.write_bytes(content if isinstance(content, bytes) else content(tmp_path))
    with pytest.raises(HistoryFileError) as refused:
        read_file(file)
    assert refused.value.faults == (f"it is {what}; {IS_READ}",)


def test_a_table_in_another_encoding_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(to_csv(LOG).replace("☂", "ü").encode("latin-1"))
    with pytest.raises(HistoryFileError, match=r"not UTF-8 text \(byte \d+\); in the spreadsheet, save it as CSV in"):
        read_file(file)
