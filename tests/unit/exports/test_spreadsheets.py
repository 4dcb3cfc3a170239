"""What a real spreadsheet and pandas make of our tables, across a change of the clocks, and what comes back of it."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.imports.incoming import read_file
from runwalk_tui.session.records import CheckIn, Log, PainMark, SessionKind, SessionRecord
from tests.support.needed import need

WINTER, SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
NOTES = ("=1+1", 'two\nlines; "quoted"', "'+49", "☂", "")
DAYS = (
    datetime(2026, 3, 27, 19, 30, tzinfo=WINTER),
    datetime(2026, 3, 29, 7, 5, 59, tzinfo=SUMMER),
    datetime(2026, 10, 24, 7, 30, tzinfo=SUMMER),
    datetime(2026, 10, 25, 7, 30, tzinfo=WINTER),
    datetime(2026, 11, 2, 0, 0, tzinfo=WINTER),
)
LOG = Log(
    sessions=tuple(
        SessionRecord(
            f"5f0c6b0e-8f0a-4c51-9a5e-0d5c8b1c7a1{number}",
            at,
            "ASTEROID run-walk",
            "4",
            6,
            6,
            pain_worst=number,
            pain_marks=(PainMark(412.5, 4), PainMark(600, 3)),
            soreness=("knee", "a; b")[: number % 3],
            stopped_for_pain=number == 1,
            felt_ready=None if number else True,
            kind=SessionKind.WALK if number == 2 else SessionKind.RUN_WALK,
            note=note,
            updated_at=at if number else None,
        )
        for number, (at, note) in enumerate(zip(DAYS, NOTES, strict=True))
    ),
    checkins=tuple(
        CheckIn(at, 31, 28, 55, 21 if number else None, "-stairs; =1+1" if number else "", number or None, number)
        for number, at in enumerate(DAYS)
    ),
)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PLAIN = "CSV:44,34,76,1"
"""How LibreOffice reads a table on its own: commas, quotes, UTF-8, from the first line."""
SPECIAL = "CSV:44,34,76,1,,0,false,true"
"""The same with "Detect special numbers" ticked."""
SEMICOLONS = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"


def converted(table: Path, reading: str, form: str) -> Path:
    """A table opened by LibreOffice and saved in another form."""
    office = shutil.which("soffice") or ""
    need("LibreOffice (libreoffice-calc)", there=bool(office))
    out = table.parent / "converted"
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={(table.parent / 'profile').as_uri()}", "--headless"),
            *(f"--infilter={reading}", "--convert-to", form, "--outdir", str(out), str(table)),
        ],
        capture_output=True,
        timeout=240,
        check=True,
    )
    return out / f"{table.stem}.{form.partition(':')[0]}"


def first_cells(document: Path) -> list[tuple[str, str]]:
    """Of each row below the header, what LibreOffice took date and time for."""
    rows = list(ElementTree.parse(document).iter(f"{TABLE}table-row"))[1 : 1 + len(DAYS)]
    found = []
    for row in rows:
        day, minute = list(row.iter(f"{TABLE}table-cell"))[:2]
        found.append((day.get(f"{OFFICE}date-value", "no date"), minute.get(f"{OFFICE}time-value", "no time")))
    return found


@pytest.mark.spreadsheet
@pytest.mark.parametrize("make", [to_csv, checkins_to_csv])
def test_libreoffice_takes_the_first_columns_for_dates_and_times(tmp_path: Path, make: Callable[[Log], str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text(make(LOG), "utf-8")
    days = [f"{at:%Y-%m-%d}" for at in DAYS]
    assert [day for day, _ in first_cells(converted(table, PLAIN, "fods"))] == days
    minutes = [f"PT{at:%H}H{at:%M}M00S" for at in DAYS]
    assert first_cells(converted(table, SPECIAL, "fods")) == list(zip(days, minutes, strict=True))


@pytest.mark.spreadsheet
@pytest.mark.parametrize("reading", [PLAIN, SPECIAL])
def test_what_libreoffice_saves_again_is_taken_back_as_it_was(tmp_path: Path, reading: str) -> None:
    for log in (Log(sessions=LOG.sessions), Log(checkins=LOG.checkins)):
        table = tmp_path / "log.csv"
        table.write_text(to_csv(log) if log.sessions else checkins_to_csv(log), "utf-8")
        assert read_file(converted(table, reading, SEMICOLONS)) == log


@pytest.mark.spreadsheet
@pytest.mark.parametrize("make", [to_csv, checkins_to_csv])
def test_pandas_takes_the_first_columns_for_dates_and_times(tmp_path: Path, make: Callable[[Log], str]) -> None:
    need("pandas (the extra “tables”)", there=importlib.util.find_spec("pandas") is not None)
    import pandas

    table = tmp_path / "log.csv"
    table.write_text(make(LOG), "utf-8")
    frame = pandas.read_csv(table, parse_dates=["date"])
    assert frame["date"].dt.date.tolist() == [at.date() for at in DAYS]
    local = pandas.to_datetime(frame["date"].dt.strftime("%Y-%m-%d ") + frame["time"])
    assert local.tolist() == [at.replace(tzinfo=None, second=0) for at in DAYS]
    exact = "started_at" if make is to_csv else "at"
    assert pandas.to_datetime(frame[exact], utc=True).tolist() == list(DAYS)


@pytest.mark.spreadsheet
def test_what_pandas_saves_again_is_taken_back_as_it_was(tmp_path: Path) -> None:
    need("pandas (the extra “tables”)", there=importlib.util.find_spec("pandas") is not None)
    import pandas

    table = tmp_path / "log.csv"
    for log, text in ((Log(sessions=LOG.sessions), to_csv(LOG)), (Log(checkins=LOG.checkins), checkins_to_csv(LOG))):
        table.write_text(text, "utf-8")
        pandas.read_csv(table, parse_dates=["date"]).to_csv(table, index=False)
        assert read_file(table) == log
