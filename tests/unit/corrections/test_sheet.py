"""A session as fields of text: what is typed is read, or what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from runwalk_tui.corrections.entry import FieldName, new_entry
from runwalk_tui.corrections.sheet import SessionSheet, moved_to, places_in, texts_of
from runwalk_tui.paths import shipped_stages
from runwalk_tui.session.habits import CalendarHabits
from runwalk_tui.session.records import SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table

TABLE = load_table(shipped_stages())
CET = timezone(timedelta(hours=1))
NOW = datetime(2026, 1, 24, 12, 0, tzinfo=CET)
RUN = SessionRecord(
    "a",
    datetime(2026, 1, 20, 7, 30, 21, tzinfo=CET),
    TABLE.programme,
    "4",
    10,
    9,
    run_seconds=540,
    active_seconds=1900,
    pain_before=3,
    pain_worst=7,
    soreness=("left knee", "shin"),
    felt_ready=False,
    note="two\nlines",
)


def sheet(start: SessionRecord = RUN, *, new: bool = False) -> SessionSheet:
    return SessionSheet(start, TABLE, NOW, new)


def test_what_nobody_touched_stays_exactly_as_it_was() -> None:
    assert sheet().read() == (RUN, {})
    again = sheet()
    for name, text in texts_of(RUN).items():
        again = again.with_text(name, text)
    assert again.read() == (RUN, {})
    assert not again.changed


def test_another_id_of_the_same_stage_is_no_change_and_an_earlier_id_of_another_is_the_one_of_today() -> None:
    renamed = replace(
        TABLE, stages=tuple(replace(each, id=f"w{each.id}", was=(each.id, f"s{each.id}")) for each in TABLE.stages)
    )
    for same in ("4", "s4", "w4"):
        assert SessionSheet(RUN, renamed, NOW).with_text("stage", same).read() == (RUN, {})
    record, faults = SessionSheet(RUN, renamed, NOW).with_text("stage", "s5").read()
    assert (record.stage, faults) == ("w5", {})
    new, _ = SessionSheet(RUN, renamed, NOW, new=True).with_text("stage", "4").read()
    assert new.stage == "w4"


def test_one_field_changes_one_field() -> None:
    record, faults = sheet().with_text("worst", "2").read()
    assert not faults
    assert record == replace(RUN, pain_worst=2)


def test_what_stands_with_spaces_around_it_is_not_touched_by_another_field() -> None:
    was = replace(RUN, soreness=(" knee", "knee", ""), stage=" 4 ", programme="Couch", note=" two ")
    assert not sheet(was).changed
    record, faults = sheet(was).with_text("worst", "2").read()
    assert not faults
    assert record == replace(was, pain_worst=2)


def test_another_day_leaves_the_time_as_it_was_to_the_second() -> None:
    record, _ = sheet().with_text("date", "2026-01-19").read()
    assert record == replace(RUN, started_at=RUN.started_at - timedelta(days=1))
    at_another_time, _ = sheet().with_text("time", "07:31").read()
    assert at_another_time.started_at == datetime(2026, 1, 20, 7, 31, tzinfo=CET)


def test_an_empty_text_takes_an_answer_back() -> None:
    changed = sheet()
    for name in ("before", "worst", "sore", "ready", "note"):
        changed = changed.with_text(name, "")
    record, _ = changed.read()
    assert record == replace(RUN, pain_before=None, pain_worst=None, soreness=(), felt_ready=None, note="")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("date", "20.1.2026", "a day such as"),
        ("date", "2026-02-30", "a day such as"),
        ("date", "2026-01-27", "in the future"),
        ("time", "25:00", "a time such as"),
        ("time", "noon", "a time such as"),
        ("stage", "14", "there is no stage 14"),
        ("done", "101", "0 to 100"),
        ("done", "", "0 to 100"),
        ("planned", "0", "1 to 100"),
        ("worst", "11", "0 to 10"),
        ("worst", "-1", "0 to 10"),
        ("worst", "²", "0 to 10"),
        ("ready", "maybe", "yes, not yet"),
        ("sore", "x" * 501, "too long"),
        ("note", "x" * 2001, "at most"),
        ("kind", "swim", "one of"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(name: FieldName, text: str, says: str) -> None:
    record, faults = sheet().with_text("effort", "5").with_text(name, text).read()
    assert record == RUN
    assert list(faults) == [name]
    assert says in faults[name]


def test_a_moment_that_cannot_be_is_a_fault_of_the_date() -> None:
    last = replace(RUN, started_at=datetime(9999, 12, 31, 12, 0, tzinfo=CET))
    here = datetime(2026, 1, 24, 12, 0).astimezone()
    faults = SessionSheet(last, TABLE, here).with_text("time", "23:59").read()[1]
    assert list(faults) == ["date"]


def test_a_walk_has_minutes_in_the_place_of_repetitions() -> None:
    walk = sheet().with_text("kind", "walk")
    assert "minutes" in walk.fields
    assert "done" not in walk.fields
    record, _ = walk.with_text("minutes", "25").read()
    assert (record.kind, record.walk_seconds, record.active_seconds) == (SessionKind.WALK, 1500, 1500)
    kept, _ = walk.read()
    assert kept.active_seconds == 1900


def test_a_new_walk_needs_its_minutes() -> None:
    walk = sheet(new_entry(NOW, TABLE.programme, "4", 6), new=True).with_text("kind", "walk")
    assert list(walk.read()[1]) == ["minutes"]


def test_a_new_session_has_the_seconds_of_its_stage() -> None:
    record, faults = sheet(new_entry(NOW, TABLE.programme, "4", 6), new=True).read()
    assert not faults
    assert (record.run_seconds, record.active_seconds, record.source) == (360, 1320, "log")


def test_another_day_keeps_the_offset_of_a_session_from_elsewhere() -> None:
    tokyo = timezone(timedelta(hours=9))
    there = replace(RUN, started_at=datetime(2026, 1, 20, 7, 30, tzinfo=tokyo))
    record, _ = sheet(there).with_text("date", "2026-01-19").read()
    assert record.started_at == datetime(2026, 1, 19, 7, 30, tzinfo=tokyo)


def test_another_day_has_the_offset_of_this_machine_on_that_day() -> None:
    summer, winter = datetime(2026, 7, 1, 7, 30), datetime(2026, 1, 20, 7, 30)  # noqa: DTZ001 # the zone is the question
    now = datetime(2026, 10, 1, 12, 0).astimezone()
    assert moved_to(winter, summer.astimezone(), now).utcoffset() == winter.astimezone().utcoffset()


@pytest.mark.parametrize(
    ("began", "day", "minute", "moved"),
    [
        ("2026-10-25T02:30:00+02:00", "2026-07-01", "02:30", "2026-07-01T02:30:00+02:00"),
        ("2026-10-25T02:30:00+01:00", "2026-07-01", "02:30", "2026-07-01T02:30:00+02:00"),  # the second time round
        ("2026-07-01T07:30:00+02:00", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),  # an hour that was skipped
        ("2026-07-01T07:30:00+02:00", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-07-01T07:30:00+01:00", "2026-01-20", "07:30", "2026-01-20T07:30:00+01:00"),  # in London
    ],
)
def test_across_a_clock_change(in_berlin: None, began: str, day: str, minute: str, moved: str) -> None:
    now = datetime(2026, 11, 1, 12, 0, tzinfo=CET)
    there = SessionSheet(replace(RUN, started_at=datetime.fromisoformat(began)), TABLE, now)
    record, faults = there.with_text("date", day).with_text("time", minute).read()
    assert not faults
    assert record.started_at.isoformat() == moved


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", ()),
        ("2", ("knee",)),
        ("2l 4r", ("left knee", "right ankle")),
        ("2 2", ("knee",)),
        ("left knee, shin", ("left knee", "shin")),
        ("6l", ("back",)),
        ("level 2 strain", ("level 2 strain",)),
        ("9", ("9",)),
    ],
)
def test_sore_places_are_numbers_or_words(text: str, places: tuple[str, ...]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize("typed", ["6:16 pm", "6.16PM", "18:16"])
def test_a_time_of_day_is_typed_in_either_way(typed: str) -> None:
    twelve = replace(sheet(RUN), habits=CalendarHabits(twelve_hours=True))
    assert twelve.text("time").endswith((" am", " pm"))
    record, faults = twelve.with_text("time", typed).read()
    assert not faults
    assert (record.started_at.hour, record.started_at.minute) == (18, 16)


def test_a_time_that_is_none_is_answered_with_one_as_the_runner_writes_it() -> None:
    twelve = replace(sheet(RUN), habits=CalendarHabits(twelve_hours=True))
    assert twelve.with_text("time", "half past six").read()[1] == {"time": "a time such as 6:16 pm"}
