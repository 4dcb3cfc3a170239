"""The sessions as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest

from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.session.records import CheckIn, Log, PainMark, SessionKind, SessionRecord

BERLIN = timezone(timedelta(hours=1))
FIRST = SessionRecord(
    id="a",
    started_at=datetime(2026, 1, 5, 7, 30, tzinfo=BERLIN),
    programme="ASTEROID run-walk",
    stage="4",
    reps_planned=10,
    reps_done=9,
    pain_before=3,
    pain_marks=(PainMark(412.5, 4), PainMark(1234.5678, 3)),
    soreness=("left knee", "hip"),
    stopped_for_pain=True,
    note='gently, "downhill"\nand back',
    source="log",
)


def rows(log: Log) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(log), newline="")))


def test_the_columns_are_day_and_time_and_the_fields_of_a_session() -> None:
    (header,) = csv.reader(io.StringIO(to_csv(Log())))
    assert header == ["date", "time", *(field.name for field in fields(SessionRecord))]


def test_day_and_time_are_those_of_the_runner_s_own_clock() -> None:
    late = replace(FIRST, started_at=datetime(2026, 1, 5, 23, 59, 58, tzinfo=timezone(timedelta(hours=-11))))
    (row,) = rows(Log(sessions=(late,)))
    assert (row["date"], row["time"], row["started_at"]) == ("2026-01-05", "23:59", "2026-01-05T23:59:58-11:00")


def test_walks_and_companions_are_rows_like_any_session() -> None:
    kinds = tuple(replace(FIRST, id=kind, kind=kind) for kind in SessionKind)
    assert [row["kind"] for row in rows(Log(sessions=kinds))] == ["run-walk", "walk", "companion"]


def test_check_ins_have_a_table_of_their_own() -> None:
    at = datetime(2026, 1, 5, 7, 5, tzinfo=BERLIN)
    text = checkins_to_csv(
        Log(sessions=(FIRST,), checkins=(CheckIn(at, 31, 28, 55, 21, "-stairs, quickly", 6, 7), CheckIn(at, 0, 1, 2)))
    )
    assert text.splitlines() == [
        "date,time,at,current,average,worst,disability,activity,activity_score,safe",
        """2026-01-05,07:05,2026-01-05T07:05:00+01:00,31,28,55,21,"'-stairs, quickly",6,7""",
        "2026-01-05,07:05,2026-01-05T07:05:00+01:00,0,1,2,,,,",
    ]


def test_one_row_a_session_in_the_order_of_the_log() -> None:
    later = SessionRecord("b", FIRST.started_at + timedelta(days=2), "p", "5", 6, 6)
    assert [row["id"] for row in rows(Log(sessions=(FIRST, later)))] == ["a", "b"]


def test_each_kind_of_value_is_written_so_that_a_spreadsheet_takes_it() -> None:
    (row,) = rows(Log(sessions=(FIRST,)))
    assert row["started_at"] == "2026-01-05T07:30:00+01:00"
    assert row["pain_before"] == "3"
    assert row["pain_worst"] == ""
    assert row["kind"] == "run-walk"
    assert row["pain_marks"] == "412.5=4; 1234.5678=3"
    assert row["soreness"] == "left knee; hip"
    assert (row["stopped_for_pain"], row["felt_ready"]) == ("true", "")
    assert row["note"] == FIRST.note
    assert row["updated_at"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 170", "-2 degrees", "@home", "\t=1", " =cmd|' /C calc'!A0", "\n=1", "\r=1", "＝1"]
)
def test_text_that_looks_like_a_formula_is_disarmed(text: str) -> None:
    record = SessionRecord("=a", FIRST.started_at, text, text, 6, 6, soreness=(text,), note=text, source=text)
    (row,) = rows(Log(sessions=(record,)))
    assert row["id"] == "'=a"
    dangerous = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")
    for name in ("programme", "stage", "soreness", "note", "source"):
        assert not row[name].lstrip().startswith(dangerous), name


def test_no_control_character_but_tabs_and_lines_reaches_the_table() -> None:
    record = SessionRecord("a", FIRST.started_at, "p\x1b[2J", "4", 6, 6, note="a\x07b\x9bc\x00d")
    text = to_csv(Log(sessions=(record,)))
    assert all(char.isprintable() or char in "\n\t" for char in text)
