"""The calendar as a file: read by icalendar, with lines that every program can take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.exports.plans.calendar import CalendarEntry, ics
from runwalk_tui.exports.plans.coming import coming, entries
from runwalk_tui.session.records import Log
from tests.support.examples import examples
from tests.support.needed import needed_module
from tests.support.rule_cases import at, log_of, placed, run, shipped_table

MADE = datetime(2026, 11, 27, 13, 30, 12, tzinfo=timezone(timedelta(hours=1)))
EVENTS = coming(shipped_table(), log_of(placed(0, "8"), run(0, "8", 6)), at(1))


@pytest.fixture(scope="module")
def icalendar() -> ModuleType:
    module: ModuleType = needed_module("icalendar")
    return module


def an_event(title: str, text: str = "") -> CalendarEntry:
    return CalendarEntry("one", datetime(2026, 3, 29, 2, 30), 1920, title, text)  # noqa: DTZ001 - on the runner's own clock


def test_icalendar_reads_every_event_as_it_was_meant(icalendar: ModuleType) -> None:
    read = icalendar.Calendar.from_ical(ics(EVENTS, MADE))
    assert read.errors == []
    assert (read["VERSION"], read["PRODID"]) == ("2.0", "-//runwalk//runwalk//EN")
    events = read.walk("VEVENT")
    assert all(event.errors == [] for event in events)
    assert [
        (str(event["UID"]), event.start, event.end, str(event["SUMMARY"]), str(event["DESCRIPTION"]))
        for event in events
    ] == [(one.id, one.start, one.end, one.title, one.text) for one in EVENTS]
    assert events[0].start.tzinfo is None, "at that time of day wherever the runner is"


def test_each_event_has_an_alarm_half_an_hour_before(icalendar: ModuleType) -> None:
    for event in icalendar.Calendar.from_ical(ics(EVENTS, MADE)).walk("VEVENT"):
        (alarm,) = event.walk("VALARM")
        assert (str(alarm["ACTION"]), alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-30))
        assert alarm["DESCRIPTION"] == event["SUMMARY"]


def test_a_later_version_has_a_higher_number_and_the_time_it_was_made(icalendar: ModuleType) -> None:
    first, second = (
        icalendar.Calendar.from_ical(ics(EVENTS, when)).walk("VEVENT")[0] for when in (MADE, MADE + timedelta(hours=1))
    )
    assert second["SEQUENCE"] == first["SEQUENCE"] + 60
    assert first["DTSTAMP"].dt == datetime(2026, 11, 27, 12, 30, 12, tzinfo=UTC)


def imported(icalendar: ModuleType, log: Log, *made: datetime) -> dict[str, Any]:
    """What a calendar has that imports one file after the other and goes by ids: the highest version of each entry.

    `log` has everything; each file is made from what there is of it by then.
    """
    held: dict[str, Any] = {}
    for when in made:
        so_far = Log(tuple(one for one in log.sessions if one.started_at <= when), log.placements)
        for event in icalendar.Calendar.from_ical(ics(entries(shipped_table(), so_far, when), when)).walk("VEVENT"):
            known = held.get(str(event["UID"]))
            if known is None or event["SEQUENCE"] >= known["SEQUENCE"]:
                held[str(event["UID"])] = event
    return held


def test_a_session_that_was_done_earlier_than_planned_rings_no_more(icalendar: ModuleType) -> None:
    evening = run(1, "4", 6, started_at=at(1, 18))
    noon = run(3, "4", 6, started_at=at(3, 12, 10), active_seconds=1440)
    log = log_of(placed(0), evening, noon)
    planned = imported(icalendar, log, at(3, 8))
    held = imported(icalendar, log, at(3, 8), at(3, 12, 45))
    assert sum(event.start == datetime(2026, 1, 8, 18) for event in planned.values()) == 1  # noqa: DTZ001
    rings = [event.start for event in held.values() if event.walk("VALARM")]
    assert all(start.date() > at(3).date() for start in rings)
    (done,) = (event for event in held.values() if event.start == datetime(2026, 1, 8, 12, 10))  # noqa: DTZ001
    assert (str(done["SUMMARY"]), done.end - done.start) == ("Run-walk: done", timedelta(minutes=24))


def test_on_hold_every_entry_that_was_imported_is_cancelled_and_on_again_after_a_clearance(
    icalendar: ModuleType,
) -> None:
    flagged = run(3, "4", 6, red_flags=("fever",))
    log = log_of(placed(0), run(1, "4", 6), flagged)
    held = imported(icalendar, log, at(1, 12), at(3, 12))
    assert not any(event.walk("VALARM") for event in held.values())
    assert {str(event["STATUS"]) for event in held.values() if event.start > datetime(2026, 1, 9)} == {  # noqa: DTZ001
        "CANCELLED"
    }
    cleared = entries(shipped_table(), log_of(placed(0), run(1, "4", 6), flagged, cleared=(9,)), at(10))
    again = {event.id: event for event in cleared if event.alarm}
    assert again and set(again) <= set(held)
    assert not any(event.cancelled for event in again.values())


def test_an_hour_that_the_clocks_skip_is_still_the_hour_that_was_meant(icalendar: ModuleType, in_berlin: None) -> None:
    (event,) = icalendar.Calendar.from_ical(ics([an_event("Run-walk")], MADE)).walk("VEVENT")
    assert event.start == datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - on the runner's own clock
    assert event.end - event.start == timedelta(seconds=1920)


def test_a_long_line_is_folded_between_two_characters(icalendar: ModuleType) -> None:
    for before in range(60, 76):
        title = "x" * before + "äöü☂🏃" * 20
        text = ics([an_event(title)], MADE)
        assert "\n" not in text.replace("\r\n", "")
        lines = text.encode().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert all(line.decode() for line in lines[:-1]), "no character is in two lines"
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert str(event["SUMMARY"]) == title


@given(st.text(max_size=120), st.text(max_size=120))
@examples(40)
def test_whatever_a_stage_is_called_the_file_stays_a_calendar(title: str, text: str) -> None:
    written = ics([an_event(title, text)], MADE)
    lines = written.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert len(lines) == 20
    assert not any(char < " " or char == "\x7f" for line in lines for char in line)


def test_text_with_its_own_meaning_there_is_read_as_it_was_written(icalendar: ModuleType) -> None:
    title, text = r"Stage a,b;c: d\n", "one\ntwo; three"
    (event,) = icalendar.Calendar.from_ical(ics([an_event(title, text)], MADE)).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (title, text)
