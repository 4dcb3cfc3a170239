"""Which sessions become files, what is said of the others, and what the files are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from runwalk_tui.exports.activity.naming import file_names
from runwalk_tui.exports.activity.which import activities_of, is_activity
from runwalk_tui.exports.fit_bytes import FIT_YEARS
from runwalk_tui.session.records import SessionKind, SessionRecord, stop_record
from tests.support.rule_cases import shipped_table

AT = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
TABLE = shipped_table()
RUN = SessionRecord("run", AT, TABLE.programme, "4", 6, 6, 360, 540, 1320)
WALK = replace(RUN, id="walk", started_at=AT + timedelta(days=1), kind=SessionKind.WALK, run_seconds=0)


def test_sessions_and_walks_are_found_the_oldest_first() -> None:
    found = activities_of([WALK, RUN], lambda record: TABLE)
    assert [each.record.id for each in found.found] == ["run", "walk"]
    assert found.left_out == ""


def test_what_is_no_activity_is_counted() -> None:
    rehearsals = [replace(RUN, id=f"r{number}", rehearsal=True) for number in range(2)]
    other = replace(RUN, id="o", kind=SessionKind.COMPANION)
    sign = stop_record(AT, TABLE.programme, "4", ["fever"])
    found = activities_of([*rehearsals, other, sign, RUN], lambda record: TABLE)
    assert [each.record.id for each in found.found] == ["run"]
    assert sorted(found.left_out.split(", ")) == ["1 of other exercise", "1 with no time recorded", "2 rehearsals"]
    assert not any(map(is_activity, [*rehearsals, other]))


def test_a_session_has_the_table_of_its_own_programme() -> None:
    asked: list[str] = []

    def nobody_has_it(record: SessionRecord) -> None:
        asked.append(record.programme)

    activities_of([replace(RUN, programme="Another")], nobody_has_it)
    assert asked == ["Another"]


def test_days_that_the_format_has_no_date_for_are_left_out() -> None:
    far = [
        replace(RUN, id=str(year), started_at=AT.replace(year=year)) for year in (1900, 1998, 1999, 2125, 2126, 2199)
    ]
    found = activities_of(far, lambda record: TABLE, FIT_YEARS)
    assert [each.record.id for each in found.found] == ["1999", "2125"]
    assert found.left_out == "4 outside the years 1999 to 2125"
    assert len(activities_of(far, lambda record: TABLE).found) == 6


def test_a_file_is_called_by_the_day_and_minute_on_the_runners_clock() -> None:
    assert file_names([RUN], "fit") == {"run": "runwalk-2026-01-05-0730.fit"}
    old = replace(RUN, started_at=RUN.started_at.replace(year=1900))
    assert file_names([old], "tcx") == {"run": "runwalk-1900-01-05-0730.tcx"}


def test_two_sessions_of_one_minute_have_two_names_in_whatever_order_they_come() -> None:
    later = replace(RUN, id="later", started_at=AT + timedelta(seconds=20))
    wanted = {"run": "runwalk-2026-01-05-0730.fit", "later": "runwalk-2026-01-05-0730-2.fit"}
    assert file_names([RUN, later], "fit") == file_names([later, RUN], "fit") == wanted


def test_the_hour_that_comes_twice_has_two_names() -> None:
    summer, winter = (
        replace(RUN, id=str(hours), started_at=datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=hours))))
        for hours in (2, 1)
    )
    assert file_names([winter, summer], "fit") == {
        "2": "runwalk-2026-10-25-0230.fit",
        "1": "runwalk-2026-10-25-0230-2.fit",
    }
    assert summer.started_at.astimezone(UTC) < winter.started_at.astimezone(UTC)
