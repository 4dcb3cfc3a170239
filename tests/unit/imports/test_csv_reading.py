"""Our own tables are taken back, also after a spreadsheet has saved them again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.exports.csv_file import checkins_to_csv, guarded, joined, parted, to_csv, unguarded
from runwalk_tui.history.json_file import HistoryFileError, from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.imports.csv_reading import CHECKINS, SESSIONS, from_csv, kind_of
from runwalk_tui.imports.row_ids import with_known_ids
from runwalk_tui.session.records import CheckIn, Log, PainMark, SessionKind, SessionRecord
from runwalk_tui.system.own_clock import on_own_clock
from tests.support.any_records import logs
from tests.support.examples import examples
from tests.support.rule_cases import shipped_table
from tests.support.second_year import second_year

BERLIN = timezone(timedelta(hours=1))
FIRST = SessionRecord(
    id="a",
    started_at=datetime(2026, 1, 5, 7, 30, 15, 250, tzinfo=BERLIN),
    programme="ASTEROID run-walk",
    stage="4",
    reps_planned=10,
    reps_done=9,
    pain_before=3,
    pain_marks=(PainMark(412.5, 4), PainMark(1e-7, 3)),
    soreness=("left knee", "hip"),
    red_flags=("fever",),
    stopped_for_pain=True,
    felt_ready=False,
    note='=gently, "downhill"\nand; back',
    source="log",
    updated_at=datetime(2026, 1, 6, 8, 0, tzinfo=UTC),
)
WALK = SessionRecord("b", FIRST.started_at + timedelta(days=1), "p", "4", 1, 0, kind=SessionKind.WALK)
LOG = Log(sessions=(FIRST, WALK))


def read(text: str) -> Log:
    found = kind_of(text)
    assert found is not None
    return from_csv(text, *found)


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(HistoryFileError) as refused:
        read(text)
    assert all(fault.isprintable() for fault in refused.value.faults)
    return refused.value.faults


def saved_again(text: str, change: Callable[[str, str], str] = lambda _, cell: cell, **dialect: Any) -> str:
    """A table as a spreadsheet saves it, each cell changed by the name of its column."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO()
    writer = csv.writer(out, **{"lineterminator": "\r\n", **dialect})
    writer.writerow(header)
    writer.writerows([change(name, cell) for name, cell in zip(header, row, strict=True)] for row in rows)
    return out.getvalue()


def without_instants(name: str, cell: str) -> str:
    return "" if name in ("started_at", "at") else cell


@examples(100)
@given(logs)
def test_whatever_is_written_is_read_back_as_it_was(log: Log) -> None:
    again = read(to_csv(log))
    assert again == Log(sessions=log.sessions)
    assert [session.started_at.isoformat() for session in again.sessions] == [
        session.started_at.isoformat() for session in log.sessions
    ]
    assert read(checkins_to_csv(log)).checkins == log.checkins


def test_a_table_of_check_ins_from_before_our_own_questions_is_read() -> None:
    text = "date,time,at,current,average,worst,disability\n2026-01-05,07:05,2026-01-05T07:05:00+01:00,31,28,55,21\n"
    (found,) = read(text).checkins
    assert (found.disability, found.activity, found.activity_score, found.safe) == (21, "", None, None)


@examples(100)
@given(st.text("'=+-@＝ \t\nab", max_size=6))
def test_what_is_kept_from_being_a_formula_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@examples(100)
@given(st.lists(st.text('; []"\\a', max_size=4), max_size=4))
def test_a_list_in_a_cell_comes_back_as_it_was(items: list[str]) -> None:
    assert parted(joined(items)) == items


@pytest.mark.parametrize(
    "dialect",
    [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"lineterminator": "\n"}, {"quoting": csv.QUOTE_ALL}],
    ids=str,
)
@pytest.mark.parametrize("front", ["", "\ufeff", "sep={}\r\n"])
def test_a_table_that_a_spreadsheet_saved_again_is_read(dialect: dict[str, Any], front: str) -> None:
    text = front.format(dialect.get("delimiter", ",")) + saved_again(to_csv(LOG), **dialect)
    assert read(text) == LOG


def test_a_spreadsheet_s_own_words_for_the_same_are_read() -> None:
    def rewritten(name: str, cell: str) -> str:
        if name == "time":
            return f"{clock_time.fromisoformat(cell):%I:%M:%S %p}"
        if cell in ("true", "false"):
            return cell.upper()
        return cell + ".00" if cell.isdecimal() and name.startswith(("reps", "pain")) else cell

    assert read(saved_again(to_csv(LOG), rewritten)) == LOG


def test_a_table_of_the_time_before_day_and_time_is_read() -> None:
    rows = [row[2:] for row in csv.reader(io.StringIO(to_csv(LOG), newline=""))]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert read(out.getvalue()) == LOG


def test_columns_may_stand_in_any_order_and_those_that_say_nothing_may_be_left_out() -> None:
    text = "reps_done,id,stage,programme,reps_planned,started_at,,\n6,a,4,p,6,2026-01-05T07:30:00+01:00,,\n,,,,,,,\n"
    assert read(text).sessions == (
        SessionRecord("a", datetime(2026, 1, 5, 7, 30, tzinfo=BERLIN), "p", "4", 6, 6, source="import"),
    )


# Dates that a spreadsheet rewrote.


def rewritten_dates(pattern: str) -> Callable[[str, str], str]:
    return lambda name, cell: f"{datetime.fromisoformat(cell):{pattern}}" if name == "date" else cell


@pytest.mark.parametrize("pattern", ["%d.%m.%Y", "%d.%m.%y", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%Y/%m/%d"])
def test_beside_the_exact_instant_a_day_may_be_written_in_any_way(pattern: str) -> None:
    assert read(saved_again(to_csv(LOG), rewritten_dates(pattern))) == LOG


@pytest.mark.parametrize(
    ("day", "minute", "instant"),
    [
        ("2026-03-28", "07:30", "2026-03-28T07:30:00+01:00"),
        ("2026-03-29", "07:30", "2026-03-29T07:30:00+02:00"),
        ("2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),  # an hour that day does not have
        ("2026-10-24", "7:30 AM", "2026-10-24T07:30:00+02:00"),
        ("2026-10-25", "07:30:15", "2026-10-25T07:30:15+01:00"),
        ("2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),  # twice on that day: the first of them
        ("25.10.2026", "12:05 am", "2026-10-25T00:05:00+02:00"),
        ("10/25/2026", "07:30", "2026-10-25T07:30:00+01:00"),
    ],
)
def test_without_the_exact_instant_day_and_time_are_those_of_this_machine(
    in_berlin: None, day: str, minute: str, instant: str
) -> None:
    text = f"date,time,id,programme,stage,reps_planned,reps_done\n{day},{minute},a,p,4,6,6\n"
    assert read(text).sessions[0].started_at.isoformat() == instant


def test_one_day_that_can_be_read_in_one_way_only_tells_how_the_others_are_meant(in_berlin: None) -> None:
    days = [datetime(2026, 1, day, 7, 30, tzinfo=BERLIN) for day in (5, 25)]
    log = Log(checkins=tuple(CheckIn(day, 1, 2, 3) for day in days))
    for pattern in ("%d/%m/%Y", "%m/%d/%Y"):
        text = saved_again(checkins_to_csv(log), rewritten_dates(pattern))
        assert read(saved_again(text, without_instants)) == log


def test_days_that_can_be_read_in_two_ways_are_one_line() -> None:
    text = saved_again(to_csv(LOG), rewritten_dates("%d/%m/%Y"))
    assert faults(saved_again(text, without_instants)) == (
        "line 2: the date 05/01/2026 could have the day first or the month first; write the dates as 2026-01-05",
    )


@pytest.mark.parametrize(
    ("column", "cell"), [("date", "2026-01-06"), ("time", "07:31"), ("started_at", "2026-01-05T08:30:00+01:00")]
)
def test_day_and_time_that_contradict_the_exact_instant_are_named(column: str, cell: str) -> None:
    text = saved_again(to_csv(Log(sessions=(FIRST,))), lambda name, was: cell if name == column else was)
    (fault,) = faults(text)
    assert fault.startswith('line 2 (id "a"): date and time say ')
    assert fault.endswith(": make them agree, or leave started_at empty")


# What cannot be used.

HEADER = "date,time,id,programme,stage,reps_planned,reps_done,pain_worst,stopped_for_pain,pain_marks,started_at\n"
GOOD = "2026-01-05,07:30,{},p,4,6,6,3,false,,2026-01-05T07:30:00+01:00\n"


def test_a_row_that_was_added_without_an_id_is_a_session_and_the_same_one_each_time() -> None:
    text = HEADER + GOOD.format("a") + "2026-01-07,18:00,,p,4,6,6,3,false,,\n"
    old, added = read(text).sessions
    assert (old.id, added.source, added.started_at.hour) == ("a", "log", 18)
    assert added.id == read(text).sessions[1].id != old.id


@pytest.mark.parametrize("ids", [("a", ""), ("", "a"), ("", "")])
def test_a_row_without_an_id_that_starts_when_another_does_is_named(ids: tuple[str, str]) -> None:
    (told,) = faults(HEADER + "".join(map(GOOD.format, ids)))
    assert told.startswith("line 3")
    assert told.endswith(": it starts at the same time as line 2; give each its own time or both an id")


def test_a_row_without_an_id_names_only_what_is_wrong_with_it() -> None:
    (told,) = faults(HEADER + "2026-01-07,,,p,4,6,6,3,false,,\n")
    assert told == "line 2: started_at: missing; give it, or both date and time"


def test_a_row_that_lost_its_id_is_the_session_that_the_log_has() -> None:
    without = saved_again(to_csv(LOG), lambda name, was: "" if name == "id" else was)
    assert with_known_ids(read(without), LOG).sessions == LOG.sessions
    here = Log(sessions=(replace(FIRST, started_at=on_own_clock(datetime.combine(FIRST.day, clock_time(7, 30, 15)))),))
    plain = saved_again(to_csv(here), lambda name, was: "" if name in ("id", "started_at") else was)
    assert [session.id for session in with_known_ids(read(plain), here).sessions] == ["a"]
    assert with_known_ids(read(without), Log()).sessions == read(without).sessions


def test_of_two_sessions_in_a_minute_none_is_taken_for_the_row() -> None:
    twice = Log(sessions=(FIRST, replace(FIRST, id="c", started_at=FIRST.started_at + timedelta(seconds=10))))
    without = saved_again(to_csv(Log(sessions=(FIRST,))), lambda name, was: "" if name == "id" else was)
    assert with_known_ids(read(without), twice).sessions[0].id not in ("a", "c")


def test_a_file_with_an_added_row_changes_nothing_the_second_time(tmp_path: Path) -> None:
    text = HEADER + GOOD.format("a") + "2026-01-07,18:00,,p,4,6,6,3,false,,\n"
    with Store.open(tmp_path) as store:
        first = store.merge(with_known_ids(read(text), store.log()))
        second = store.merge(with_known_ids(read(text), store.log()))
    assert (first.new, second.new, second.changed, second.same) == (2, 0, 0, 2)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-01-05,07:30,b,p,4,6,6,11,false,,\n", "pain_worst: 11 is not a whole number from 0 to 10, or nothing"),
        ("2026-01-05,07:30,b,p,4,6,6,3.5,false,,\n", 'pain_worst: "3.5" is not a whole number from 0 to 10'),
        ("2026-01-05,07:30,b,p,4,6,6,3,WAHR,,\n", 'stopped_for_pain: "WAHR" is not true or false'),
        ("2026-01-05,07:30,b,p,4,6,6,3,false,7 at 3,\n", 'pain_marks: "7 at 3" is not a list of'),
        ("2026-01-05,07:30,b,p,,6,6,3,false,,\n", "stage: missing; it must be text"),
        ("yesterday,07:30,b,p,4,6,6,3,false,,\n", 'date: "yesterday" is not a day such as 2026-01-05'),
        ("2026-02-30,07:30,b,p,4,6,6,3,false,,\n", 'date: "2026-02-30" is not a day such as'),
        ("1066-10-14,07:30,b,p,4,6,6,3,false,,\n", 'date: "1066-10-14" is not a day such as'),
        ("2026-01-05,25:00,b,p,4,6,6,3,false,,\n", 'time: "25:00" is not a time such as 07:30'),
        (",07:30,b,p,4,6,6,3,false,,\n", "started_at: missing; give it, or both date and time"),
        ("2026-01-05,07:30,b,p,4,6,6,3,false,,2026-01-05 07:30\n", "started_at: "),
    ],
)
def test_every_row_that_cannot_be_used_is_named_by_its_line(row: str, told: str) -> None:
    text = HEADER + GOOD.format("a") + GOOD.format("c") + row + GOOD.format("d") + row
    named = faults(text)
    assert [fault.partition(":")[0] for fault in named[:2]] == ['line 4 (id "b")', 'line 6 (id "b")']
    assert all(told in fault for fault in named[:2]), named


def test_a_note_of_several_lines_does_not_shift_the_lines_that_are_named() -> None:
    two = (replace(FIRST, note="one\ntwo\nthree"), replace(WALK, id="b"))
    text = to_csv(Log(sessions=two)).replace(",walk,", ",stroll,")
    assert faults(text)[0].startswith('line 5 (id "b"): kind: "stroll"')


def test_columns_that_are_not_known_or_there_twice_are_named() -> None:
    text = "zzz,pain_wurst,id,id,programme,stage,reps_planned,reps_done,started_at\n"
    assert faults(text) == (
        "column zzz: unknown",
        "column pain_wurst: unknown; did you mean pain_worst?",
        "column id: appears twice",
    )


def test_a_cell_outside_the_columns_an_open_quote_and_an_id_twice_are_named() -> None:
    row = GOOD.format("a").strip()
    assert faults(HEADER + row + ",more\n") == ("line 2: a column with a value has no heading",)
    assert faults(HEADER + row + "\n" + '"open') == ("line 3: it is not CSV: unexpected end of data",)
    assert faults(HEADER + row + "\n" + row) == ('sessions: the id "a" appears more than once',)


def test_a_file_that_breaks_off_brings_no_half_of_a_session() -> None:
    whole = to_csv(LOG)
    for end in range(whole.index("\n") + 1, len(whole)):
        text = whole[:end]
        try:
            sessions = read(text).sessions
        except HistoryFileError:
            continue
        # Of the last cell nobody can tell; it says when the session was changed.
        there = [replace(session, updated_at=None) for session in LOG.sessions[: len(sessions)]]
        assert [replace(session, updated_at=None) for session in sessions] == there, f"cut off after {text[-30:]!r}"
    assert read(whole.removesuffix("\n")) == LOG


def test_a_row_may_lack_its_last_cells_if_the_line_has_its_end() -> None:
    whole = to_csv(Log(sessions=(WALK,)))
    assert read(whole.rstrip("\n").rstrip(",") + "\n").sessions == (WALK,)


def test_a_table_of_another_program_is_none_of_ours() -> None:
    for text in ("", "a,b,c\n1,2,3\n", "id;stage\n", "Activity Type,Date,Title\n", "date,current\n"):
        assert kind_of(text) is None
    assert kind_of(to_csv(Log())) == (SESSIONS, ",")
    assert kind_of(checkins_to_csv(Log())) == (CHECKINS, ",")


def test_what_came_as_a_table_is_what_came_as_json(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one", rescue_folders=()) as one, Store.open(tmp_path / "two", rescue_folders=()) as two:
        one.merge(LOG)
        two.merge(read(to_csv(one.log())))
        assert two.log() == one.log()
        counts = one.merge(read(to_csv(two.log())))
        assert (counts.new, counts.changed, counts.same, len(counts.differing)) == (0, 0, 2, 0)


PIECES = (
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    '"',
    "'",
    "[",
    "[" * 100_000,
    "=",
    "1e999",
    "-",
    "2026",
    "31/02/26",
    "\x1b",
    "\u202e",
    "\ud800",
)


@pytest.mark.slow("thousands of spoilt tables")
@examples(300)
@given(
    logs,
    st.booleans(),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.sampled_from(PIECES)), min_size=1, max_size=6),
)
def test_whatever_happened_to_a_table_it_is_read_or_every_fault_is_a_line(
    log: Log, of_sessions: bool, changes: list[tuple[float, int, str]]
) -> None:
    text = to_csv(log) if of_sessions else checkins_to_csv(log)
    for where, cut, piece in changes:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + cut :]
    found = kind_of(text)
    if found is None:
        return
    try:
        read = from_csv(text, *found)
    except HistoryFileError as error:
        assert error.faults
        assert all(fault.isprintable() and len(fault) < 1000 for fault in error.faults)
    else:
        assert from_csv(to_csv(read), SESSIONS, ",").sessions == read.sessions


def test_a_year_with_flare_ups_walks_gaps_and_edits_goes_round_through_each_form(tmp_path: Path) -> None:
    year = second_year(shipped_table()).log
    assert from_json(to_json(year)) == year
    assert read(saved_again(to_csv(year), delimiter=";")) == Log(sessions=year.sessions)
    with Store.open(tmp_path / "one", rescue_folders=()) as one, Store.open(tmp_path / "two", rescue_folders=()) as two:
        one.merge(from_json(to_json(year)))
        for table in (to_csv(one.log()), checkins_to_csv(one.log())):
            two.merge(read(table))
        assert (two.log().sessions, two.log().checkins) == (one.log().sessions, one.log().checkins)
        two.merge(one.log())
        assert to_json(two.log()) == to_json(one.log())
