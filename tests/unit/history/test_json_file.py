"""The history file: lossless, importable twice, and every fault in it named."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from runwalk_tui.history.json_file import PIECE, SIZE_LIMIT, HistoryFileError, from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.imports.incoming import read_file
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionKind,
    SessionRecord,
)
from tests.support.any_records import logs
from tests.support.examples import examples

EXAMPLE = """
{"format": "runwalk-history", "version": 1,
 "sessions": [{
   "id": "0192f0c1-…", "started_at": "2026-01-05T07:30:00+01:00", "programme": "ASTEROID run-walk", "stage": "4",
   "reps_planned": 10, "reps_done": 10, "run_seconds": 600, "walk_seconds": 900, "active_seconds": 1920,
   "pain_before": 3, "pain_worst": 4, "pain_after": 3, "pain_morning": null, "pain_marks": [{"at": 412.5, "pain": 4}],
   "soreness": ["knee"], "red_flags": [], "stopped_for_pain": false, "eased_to": null, "felt_ready": true, "effort": 4,
   "kind": "run-walk", "note": "", "rehearsal": false, "source": "timer"}],
 "placements": [{"at": "2026-01-05T07:00:00+01:00", "stage": "4", "how": "chosen"}],
 "checkins": [{"at": "2026-01-05T07:00:00Z", "current": 31, "average": 28, "worst": 55, "disability": 21,
   "activity": "stairs", "activity_score": 6, "safe": 7}],
 "clearances": [{"at": "2026-02-01T09:00:00+01:00", "clears": ["0192f0c1-…"]}],
 "deleted": [{"id": "0192f0c2-…", "at": "2026-02-03T10:00:00+01:00"}]}
"""


WEEK = {"at": "2026-01-05T07:00:00Z", "current": 31, "average": 28, "worst": 55}


def good(**changes: Any) -> dict[str, Any]:
    """A session with what is required, and changes."""
    required = {
        "id": "a",
        "started_at": "2026-01-05T07:30:00+01:00",
        "programme": "p",
        "stage": "4",
        "reps_planned": 10,
        "reps_done": 10,
    }
    return {**required, **changes}


def document(*records: Any, **more: Any) -> str:
    return json.dumps({"format": "runwalk-history", "version": 1, "sessions": list(records), **more})


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(HistoryFileError) as refused:
        from_json(text)
    assert all(fault.isprintable() for fault in refused.value.faults)
    assert str(refused.value).isprintable()
    return refused.value.faults


def test_the_example_of_the_format_is_read() -> None:
    log = from_json(EXAMPLE)
    assert log.sessions[0].pain_marks == (PainMark(412.5, 4),)
    assert log.sessions[0].started_at == datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    assert log.placements[0].how == "chosen"
    assert log.checkins == (CheckIn(datetime(2026, 1, 5, 7, tzinfo=UTC), 31, 28, 55, 21, "stairs", 6, 7),)
    assert log.clearances == (Clearance(datetime(2026, 2, 1, 8, tzinfo=UTC), ("0192f0c1-…",)),)
    assert log.deleted == (Deletion("0192f0c2-…", datetime(2026, 2, 3, 9, tzinfo=UTC)),)


def test_a_history_of_the_first_edition_is_read() -> None:
    """Its sessions say nothing of their kind, and its clearances are bare times, which are given back as such."""
    text = document(good(), clearances=["2026-02-01T09:00:00+01:00"])
    log = from_json(text)
    assert log.sessions[0].kind is SessionKind.RUN_WALK
    assert log.clearances == (Clearance(datetime(2026, 2, 1, 8, tzinfo=UTC)),)
    assert json.loads(to_json(log))["clearances"] == ["2026-02-01T09:00:00+01:00"]


@pytest.mark.parametrize("own", [{}, {"activity": None, "activity_score": None, "safe": None}, {"activity": ""}])
def test_a_check_in_without_the_questions_of_our_own_is_read(own: dict[str, Any]) -> None:
    """Files from before them have none of their keys, and other programs may write null."""
    (found,) = from_json(document(checkins=[{**WEEK, **own}])).checkins
    assert (found.activity, found.activity_score, found.safe) == ("", None, None)


def test_the_answers_to_the_questions_of_our_own_are_checked() -> None:
    named = faults(document(checkins=[{**WEEK, "activity": "up\x1b[2J", "activity_score": 11, "safe": "very"}]))
    assert [fault.split(" is not ")[1] for fault in named] == [
        "text of at most 200 characters without control characters, or null",
        "a whole number from 0 to 10, or null",
        "a whole number from 0 to 10, or null",
    ]


def test_an_activity_that_would_move_the_cursor_is_written_as_an_escape() -> None:
    text = to_json(Log(checkins=(replace(from_json(EXAMPLE).checkins[0], activity="up\x1b[2J"),)))
    assert from_json(text).checkins[0].activity == "up\\x1b[2J"


@pytest.mark.parametrize("kind", ["jog", "Walk", "", None, 3])
def test_a_kind_of_session_that_is_none_is_named_with_those_that_are(kind: Any) -> None:
    (fault,) = faults(document(good(kind=kind)))
    assert fault == f'sessions[0] (id "a"): kind: {json.dumps(kind)} is not "run-walk", "walk" or "companion"'


@pytest.mark.parametrize(
    ("clearance", "told"),
    [
        ({"at": "2026-02-01T09:00:00Z"}, "clears: missing; it must be a list of session ids"),
        ({"at": "2026-02-01T09:00:00Z", "clears": "a"}, 'clears: "a" is not a list of session ids'),
        ({"at": "2026-02-01T09:00:00Z", "clears": ["a", 3]}, "clears[1]: 3 is not text of 1 to 200 characters"),
        ({"at": "2026-02-01T09:00:00", "clears": []}, 'at: "2026-02-01T09:00:00" is not a date and time with'),
        ({"at": "2026-02-01T09:00:00Z", "clear": []}, "clear: unknown key; did you mean clears?"),
        (3, '3 is not an object with "at" and "clears", nor a date and time with its offset'),
    ],
)
def test_what_is_wrong_with_a_clearance_is_named(clearance: Any, told: str) -> None:
    named = faults(document(clearances=[clearance]))
    assert any(fault.startswith(f"clearances[0]: {told}") for fault in named), named


@pytest.mark.parametrize(
    ("deletion", "told"),
    [
        ({"at": "2026-02-01T09:00:00Z"}, "id: missing; it must be text of 1 to 200 characters"),
        ({"id": "a"}, "at: missing; it must be a date and time with its offset"),
        ({"id": "a", "at": "2026-02-01"}, 'at: "2026-02-01" is not a date and time with its offset'),
        ({"id": "a", "at": "2026-02-01T09:00:00Z", "why": "slip"}, "why: unknown key"),
        ("a", '"a" is not an object'),
    ],
)
def test_what_is_wrong_with_a_deletion_is_named(deletion: Any, told: str) -> None:
    named = faults(document(deleted=[deletion]))
    assert any(told in fault and fault.startswith("deleted[0]") for fault in named), named


def test_a_session_that_is_deleted_twice_is_named() -> None:
    once = {"id": "a", "at": "2026-02-01T09:00:00Z"}
    assert faults(document(deleted=[once, once])) == ('deleted: the id "a" appears more than once',)


def test_the_keys_are_those_of_the_format_and_in_its_order() -> None:
    written = json.loads(to_json(from_json(EXAMPLE)))
    told = json.loads(EXAMPLE)
    assert list(written) == list(told)
    assert list(written["sessions"][0]) == list(told["sessions"][0])
    assert list(written["placements"][0]) == list(told["placements"][0])
    assert list(written["checkins"][0]) == list(told["checkins"][0])
    assert written["sessions"] == told["sessions"]


@given(logs)
def test_what_is_exported_is_read_back_the_same_to_the_offset(log: Log) -> None:
    text = to_json(log)
    again = from_json(text)
    assert again == log
    assert [record.started_at.isoformat() for record in again.sessions] == [
        record.started_at.isoformat() for record in log.sessions
    ]
    assert to_json(again) == text


@examples(30)
@given(logs)
def test_a_log_goes_through_two_databases_unchanged_and_importing_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, log: Log
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    with Store.open(folder / "one", rescue_folders=()) as one, Store.open(folder / "two", rescue_folders=()) as two:
        one.merge(from_json(to_json(log)))
        stored = one.log()
        assert set(stored.sessions) == set(log.sessions)
        text = to_json(stored)
        first = two.merge(from_json(text))
        assert two.log() == stored
        assert (first.changed, first.same) == (0, 0)
        second = two.merge(from_json(text))
        assert (second.new, second.changed) == (0, 0)
        assert to_json(two.log()) == text


def test_letters_stand_in_an_export_as_they_are() -> None:
    record = from_json(document(good(note="schön ☂"))).sessions[0]
    assert '"note": "schön ☂"' in to_json(Log(sessions=(record,)))


def test_what_turns_the_direction_of_writing_stands_in_an_export_as_an_escape_and_is_read_back() -> None:
    log = from_json(document(good(note="a \u202e b \u2028 c \u2066")))
    assert r'"note": "a \u202e b \u2028 c \u2066"' in to_json(log)
    assert from_json(to_json(log)) == log


def test_only_six_keys_of_a_session_are_required() -> None:
    (record,) = from_json(document(good())).sessions
    assert record == SessionRecord("a", record.started_at, "p", "4", 10, 10, source="import")
    for missing in good():
        (fault,) = faults(document({key: value for key, value in good().items() if key != missing}))
        assert f"{missing}: missing; it must be " in fault


def test_updated_at_is_written_only_where_there_is_one() -> None:
    log = from_json(document(good(), good(id="b", updated_at="2026-01-06T00:00:00Z")))
    first, second = json.loads(to_json(log))["sessions"]
    assert "updated_at" not in first
    assert second["updated_at"] == "2026-01-06T00:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"pain_worst": 11}, "pain_worst: 11 is not a whole number from 0 to 10, or null"),
        ({"pain_before": -1}, "pain_before: -1 is not a whole number"),
        ({"pain_after": 3.5}, "pain_after: 3.5 is not a whole number"),
        ({"pain_morning": True}, "pain_morning: true is not a whole number"),
        ({"pain_morning": "3"}, 'pain_morning: "3" is not a whole number'),
        ({"effort": 11}, "effort: 11 is not a whole number from 0 to 10, or null"),
        ({"\ud800": 1}, r"\ud800: unknown key"),
        ({"reps_planned": 0}, "reps_planned: 0 is not a whole number from 1 to"),
        ({"reps_done": None}, "reps_done: null is not a whole number"),
        ({"run_seconds": -5}, "run_seconds: -5 is not whole seconds"),
        ({"active_seconds": 10**300}, "active_seconds: 1000"),
        ({"started_at": "2026-01-05T07:30:00"}, 'started_at: "2026-01-05T07:30:00" is not a date and time with its'),
        ({"started_at": "2026-02-30T07:30:00Z"}, "started_at"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at"),
        ({"started_at": 5}, "started_at: 5 is not"),
        ({"updated_at": "2026-01-05"}, "updated_at"),
        ({"stopped_for_pain": 1}, "stopped_for_pain: 1 is not true or false"),
        ({"felt_ready": "yes"}, "felt_ready"),
        ({"note": None}, "note: null is not text"),
        ({"note": "x" * 20_001}, "note"),
        ({"note": "a\x1b[2J"}, r'note: "a\x1b[2J" is not text'),
        ({"stage": "4\n"}, r'stage: "4\n" is not text'),
        ({"stage": ""}, 'stage: "" is not text'),
        ({"programme": "\ud800"}, r"programme: "),
        ({"soreness": "knee"}, 'soreness: "knee" is not a list'),
        ({"soreness": ["hip", 3]}, "soreness[1]: 3 is not text"),
        ({"soreness": ["hip"] * 101}, "soreness: a list is not a list of at most 100"),
        ({"pain_marks": [{"at": 1, "pain": 2}, {"at": -1, "pain": 12}]}, "pain_marks[1]: at: -1 is not seconds"),
        ({"pain_marks": [{"at": 10**400, "pain": 2}]}, "pain_marks[0]: at"),
        ({"pain_marks": [4]}, "pain_marks[0]: 4 is not an object"),
        ({"pain_marks": [{"at": 4, "pian": 3, "pain": 2}]}, "pian: unknown key; did you mean pain?"),
        ({"pain_wurst": 3}, "pain_wurst: unknown key; did you mean pain_worst?"),
        ({"a\x1b[2Jb": 3}, r"a\x1b[2Jb: unknown key"),
    ],
)
def test_each_fault_says_where_it_is_what_is_wrong_and_what_would_be_right(changes: dict[str, Any], fault: str) -> None:
    found = faults(document(good(id="fine"), good(**changes)))
    assert any(fault in line for line in found), found
    assert all(line.startswith('sessions[1] (id "a"): ') for line in found)


def test_every_bad_record_of_every_list_is_named_at_once() -> None:
    text = document(
        good(),
        good(id="b", pain_worst=11, effort=-1),
        7,
        good(id="c", pain_after="x"),
        placements=[{"at": "2026-01-05T07:00:00"}],
        checkins=[{"at": "2026-01-05T07:00:00Z", "current": 101, "average": 0, "worst": 0}],
        clearances=["2026-01-05T07:00:00Z", "soon", 3],
    )
    assert [fault.split(": ")[0] for fault in faults(text)] == [
        'sessions[1] (id "b")',
        'sessions[1] (id "b")',
        "sessions[2]",
        'sessions[3] (id "c")',
        "placements[0]",
        "placements[0]",
        "checkins[0]",
        "clearances[1]",
        "clearances[2]",
    ]


def test_an_id_that_stands_there_twice_is_a_fault() -> None:
    assert faults(document(good(), good())) == ('sessions: the id "a" appears more than once',)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1, column 1: not JSON"),
        ("{", "the file is cut short; copy it again"),
        ('{"format": "runwalk-history", "ver', "the file is cut short"),
        ('{"format": "runwalk-history",', "the file is cut short"),
        ("[]", "a history is an object"),
        ("null", "a history is an object"),
        ('"' + "x" * 500, "the file is cut short"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a":' * 200_000, "nested too deeply"),
        ('{"version": ' + "9" * 5000 + "}", "this JSON can't be used"),
        ('{"format": "runwalk-history", "version": NaN}', "NaN is not a number in JSON"),
        ('{"format": "runwalk-history", "version": -Infinity}', "Infinity is not a number in JSON"),
        ('{"format": "runwalk-history", "version": 2}', "from a newer version of runwalk"),
        ('{"format": "runwalk-history", "version": true}', "version: true is not 1"),
        ('{"format": "runwalk-history"}', "version: null is not 1"),
        ('{"format": "run\\u001bwalk", "version": 1}', r'format: "run\x1bwalk" is not "runwalk-history"'),
        ('{"format": "runwalk-history", "version": 1, "version": 1}', "version: appears twice"),
        ('{"format": "runwalk-history", "version": 1, "session": []}', "session: unknown key; did you mean sessions?"),
        ('{"format": "runwalk-history", "version": 1, "sessions": {}}', "sessions: an object is not a list"),
        ('{"format": "runwalk-history", "version": 1, "sessions": null}', "sessions: null is not a list"),
    ],
)
def test_a_file_that_is_no_history_is_told_in_one_line(text: str, fault: str) -> None:
    assert any(fault in line for line in faults(text))


def test_a_key_that_stands_twice_in_a_record_is_a_fault() -> None:
    text = document(good()).replace('"stage": "4"', '"stage": "4", "stage": "5"')
    assert faults(text) == ('sessions[0] (id "a"): stage: appears twice',)


def test_a_remark_at_the_top_is_passed_over() -> None:
    assert len(from_json(document(good(), made_by="another program", exported_at="today")).sessions) == 1


def test_files_larger_than_the_limit_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_text(document(good()) + " " * 2 * 1024**2)
    with pytest.raises(HistoryFileError, match="larger than 2 MiB"):
        read_file(file, limit=2 * 1024**2)
    assert len(read_file(file).sessions) == 1


def test_the_limit_is_more_than_the_log_of_a_long_life_can_come_to() -> None:
    """A session each day for 250 years, each with the longest note that can be typed, in the longest letters."""
    length = len(to_json(Log(sessions=(from_json(document(good(note="☂" * 2000))).sessions[0],))).encode())
    assert 250 * 366 * length < SIZE_LIMIT


@pytest.mark.slow("writes and reads 24 MB")
def test_a_large_export_of_our_own_is_read_back(tmp_path: Path) -> None:
    note = "nasses Laub, schöne Runde ☂ " * 70
    log = from_json(document(*(good(id=str(number), note=note) for number in range(12_000))))
    file = tmp_path / "large.json"
    file.write_text(to_json(log), "utf-8")
    assert file.stat().st_size > 24 * 10**6
    assert read_file(file) == log


def test_thousands_of_bad_records_are_all_named() -> None:
    assert len(faults(document(*[{f"key{n}{m}": 0 for m in range(30)} for n in range(500)]))) == 500 * (20 + 1 + 6)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xfe{", "not UTF-8"),
        (b"\x00" * 100, "not a text file"),
        (document(good()).encode("utf-16"), "UTF-16; save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_told_in_one_line(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "some file.json"
    path.write_bytes(content)
    with pytest.raises(HistoryFileError, match=fault):
        read_file(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "from windows.json"
    path.write_text(document(good()), "utf-8-sig")
    assert len(read_file(path).sessions) == 1
    assert len(from_json("\ufeff" + document(good())).sessions) == 1


def test_what_is_no_file_is_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing", tmp_path / ("x" * 5000), Path("nul\0byte")):
        with pytest.raises(HistoryFileError, match="can't be read"):
            read_file(path)


@pytest.mark.parametrize(("device", "fault"), [("/dev/zero", "not a text file"), ("/dev/urandom", "not UTF-8")])
def test_a_device_without_an_end_does_no_harm(device: str, fault: str) -> None:
    if not Path(device).exists():
        pytest.skip("no endless device here")
    with pytest.raises(HistoryFileError, match=fault):
        read_file(Path(device))


def test_a_letter_across_two_pieces_is_one_letter_and_a_bad_byte_is_counted_from_the_beginning(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    text = json.dumps(json.loads(document(good(note="☂"))), ensure_ascii=False)
    for spaces in range(PIECE - text.index("☂") - 2, PIECE - text.index("☂") + 2):
        file.write_text(" " * spaces + text, "utf-8")
        assert read_file(file).sessions[0].note == "☂"
    file.write_bytes(b" " * PIECE + b"{\xff")
    with pytest.raises(HistoryFileError, match=f"byte {PIECE + 2}"):
        read_file(file)


def test_every_field_of_a_session_is_exported() -> None:
    measured = {"heart_rate": 131, "heart_rate_max": 152, "belt_metres": 3200, "belt_speed": 8400}
    record = from_json(document(good(updated_at="2026-01-06T00:00:00Z", **measured))).sessions[0]
    assert list(json.loads(to_json(Log(sessions=(record,))))["sessions"][0]) == [
        field.name for field in fields(SessionRecord)
    ]


@pytest.mark.parametrize(
    ("average", "most", "taken"), [(153, 152, 153), (152, 152, 152), (150, 152, 152), (152, None, None)]
)
def test_the_highest_heart_rate_is_the_average_at_least(average: int, most: int | None, taken: int | None) -> None:
    (session,) = from_json(document(good(heart_rate=average, heart_rate_max=most))).sessions
    assert (session.heart_rate, session.heart_rate_max) == (average, taken)


def test_a_placement_is_written_with_its_programme_where_it_has_one() -> None:
    at = datetime(2026, 1, 5, 7, tzinfo=UTC)
    log = Log(placements=(Placement(at, "4"), Placement(at, "4", "run test", "My plan")))
    written = json.loads(to_json(log))["placements"]
    assert [placement.get("programme") for placement in written] == [None, "My plan"]
    assert "programme" not in written[0]
    assert from_json(to_json(log)) == log
