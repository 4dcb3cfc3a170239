"""Sessions as FIT activities, decoded by Garmin's own SDK."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.exports.activity.fit_activity import fit_activity
from runwalk_tui.exports.activity.laps import laps_rebuilt
from runwalk_tui.exports.fit_bytes import ExportError
from runwalk_tui.session.measured import Figures
from runwalk_tui.session.records import SessionKind, SessionRecord
from tests.support.examples import examples
from tests.support.needed import needed_module
from tests.support.rule_cases import shipped_table

CET, CEST = (timezone(timedelta(hours=hours)) for hours in (1, 2))
AT = datetime(2026, 1, 5, 7, 30, tzinfo=CET)
TABLE = shipped_table()
RUN = SessionRecord(
    *("run", AT, TABLE.programme, "4", 10, 10, 600, 900, 1920),
    pain_before=3,
    pain_worst=4,
    pain_after=0,
    effort=4,
    soreness=("left ankle",),
    red_flags=("fever",),
    note="secret",
)
WALK = replace(RUN, id="walk", kind=SessionKind.WALK, reps_planned=1, reps_done=0, run_seconds=0, walk_seconds=1200)
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)


class Decoder:
    """Garmin's decoder: reads a file and says what is wrong with it."""

    def __init__(self, sdk: Any) -> None:
        self._sdk = sdk

    def read(self, data: bytes) -> dict[str, list[dict[str, Any]]]:
        """The messages of a file that is in order, by kind."""
        assert self._decoder(data).check_integrity()
        messages, errors = self._decoder(data).read()
        assert errors == []
        found: dict[str, list[dict[str, Any]]] = messages
        return found

    def _decoder(self, data: bytes) -> Any:
        return self._sdk.Decoder(self._sdk.Stream.from_byte_array(bytearray(data)))


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    needed_module("fit_tool")
    yield Decoder(needed_module("garmin_fit_sdk"))


def made(record: SessionRecord, *, with_pain: bool = False) -> bytes:
    return fit_activity(record, laps_rebuilt(TABLE, record), with_pain=with_pain)


def test_a_session_is_a_treadmill_activity_with_a_lap_for_each_run_and_walk(decoder: Decoder) -> None:
    found = decoder.read(made(RUN))
    laps = found["lap_mesgs"]
    assert [lap["intensity"] for lap in laps] == ["warmup", *["active", "rest"] * 10, "cooldown"]
    assert [lap["total_timer_time"] for lap in laps] == [300, *[60, 90] * 10, 120]
    assert [lap["message_index"] for lap in laps] == list(range(22))
    assert {(lap["sport"], lap["sub_sport"]) for lap in laps} == {("running", "treadmill")}
    assert [lap["start_time"] for lap in laps[1:]] == [lap["timestamp"] for lap in laps[:-1]]
    (session,) = found["session_mesgs"]
    assert (session["sport"], session["sub_sport"]) == ("running", "treadmill")
    assert (session["num_laps"], session["total_timer_time"], session["total_elapsed_time"]) == (22, 1920, 1920)
    assert session["start_time"] == AT
    assert session["workout_rpe"] == 40


def test_it_has_what_every_activity_has(decoder: Decoder) -> None:
    found = decoder.read(made(RUN))
    (file_id,) = found["file_id_mesgs"]
    assert (file_id["type"], file_id["manufacturer"], file_id["time_created"]) == ("activity", "development", AT)
    assert [event["event_type"] for event in found["event_mesgs"]] == ["start", "stop_all"]
    times = [record["timestamp"] for record in found["record_mesgs"]]
    assert (times[0], times[-1], len(times)) == (AT, AT + timedelta(seconds=1920), 23)
    assert times == sorted(times)


def test_there_is_no_position_and_no_distance(decoder: Decoder) -> None:
    for messages in decoder.read(made(RUN)).values():
        for message in messages:
            assert not [name for name in message if "position" in str(name) or "distance" in str(name)]


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 1, 5, 7, 30, tzinfo=CET), "2026-01-05 08:02"),
        (datetime(2026, 3, 29, 1, 45, tzinfo=CET), "2026-03-29 02:17"),  # the clocks go forward in the middle of it
        (datetime(2026, 10, 25, 2, 45, tzinfo=CEST), "2026-10-25 03:17"),  # and back
        (datetime(2026, 10, 25, 2, 45, tzinfo=CET), "2026-10-25 03:17"),
        (datetime(2026, 7, 5, 23, 50, tzinfo=timezone(timedelta(hours=5, minutes=30))), "2026-07-06 00:22"),
    ],
)
def test_its_local_time_has_the_offset_of_the_start(decoder: Decoder, at: datetime, shown: str) -> None:
    (activity,) = decoder.read(made(replace(RUN, started_at=at)))["activity_mesgs"]
    local = FIT_EPOCH + timedelta(seconds=activity["local_timestamp"])
    assert f"{local:%Y-%m-%d %H:%M}" == shown
    assert local.replace(tzinfo=None) - activity["timestamp"].replace(tzinfo=None) == at.utcoffset()


def test_a_walk_is_walking_and_no_rest(decoder: Decoder) -> None:
    found = decoder.read(made(WALK))
    assert [(lap["intensity"], lap["sport"]) for lap in found["lap_mesgs"]] == [("active", "walking")]
    assert found["session_mesgs"][0]["sub_sport"] == "treadmill"


def test_effort_that_was_not_given_is_not_in_it(decoder: Decoder) -> None:
    assert "workout_rpe" not in decoder.read(made(replace(RUN, effort=None)))["session_mesgs"][0]
    assert decoder.read(made(replace(RUN, effort=0)))["session_mesgs"][0]["workout_rpe"] == 0


def test_pain_is_in_it_only_where_it_is_wanted(decoder: Decoder) -> None:
    found = decoder.read(made(RUN, with_pain=True))
    names = {field["field_definition_number"]: field["field_name"] for field in found["field_description_mesgs"]}
    given = {names[key]: pain for key, pain in found["session_mesgs"][0]["developer_fields"].items()}
    assert given == {"pain_before": 3, "pain_worst": 4, "pain_after": 0}
    assert {field["units"] for field in found["field_description_mesgs"]} == {"0-10"}
    plain = decoder.read(made(RUN))
    assert "developer_fields" not in plain["session_mesgs"][0]
    assert plain.keys().isdisjoint({"field_description_mesgs", "developer_data_id_mesgs"})


def test_with_no_pain_given_there_is_nothing_to_describe(decoder: Decoder) -> None:
    silent = replace(RUN, pain_before=None, pain_worst=None, pain_after=None)
    assert made(silent, with_pain=True) == made(silent)


@pytest.mark.parametrize("with_pain", [False, True])
def test_sore_places_warning_signs_and_notes_are_never_in_it(with_pain: bool) -> None:
    needed_module("fit_tool")
    data = made(RUN, with_pain=with_pain)
    for private in (b"ankle", b"fever", b"secret"):
        assert private not in data
    assert (b"pain" in data) is with_pain


def test_nothing_but_effort_and_time_changes_the_file() -> None:
    needed_module("fit_tool")
    other = replace(RUN, pain_worst=9, stopped_for_pain=True, felt_ready=False, note="", soreness=(), red_flags=())
    assert made(RUN) == made(other)


@pytest.mark.parametrize("year", [1900, 1998, 2126, 2199])
def test_a_day_that_fit_has_no_date_for_is_refused_in_one_line(year: int) -> None:
    needed_module("fit_tool")
    with pytest.raises(ExportError, match=f"^FIT has dates from 1999 to 2125 only, not {year}-01-05$"):
        made(replace(RUN, started_at=AT.replace(year=year)))


def test_more_seconds_than_fit_has_room_for_are_refused_in_one_line() -> None:
    needed_module("fit_tool")
    with pytest.raises(ExportError, match=r"^the FIT file can't be made: [^\n]*$"):
        made(replace(RUN, active_seconds=2**33))


@examples(12)
@given(
    stage=st.sampled_from(["1", "4", "gone"]),
    seconds=st.tuples(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 6000)),
    reps=st.integers(0, 10),
    at=st.integers(0, 126 * 365 * 86400).map(lambda after: datetime(1999, 1, 2, tzinfo=UTC) + timedelta(seconds=after)),
    offset=st.integers(-14 * 4, 14 * 4),
    effort=st.one_of(st.none(), st.integers(0, 10)),
    with_pain=st.booleans(),
)
def test_every_session_is_read_back_as_it_was(
    decoder: Decoder,
    stage: str,
    seconds: tuple[int, int, int],
    reps: int,
    at: datetime,
    offset: int,
    effort: int | None,
    with_pain: bool,
) -> None:
    ran, walked, active = seconds
    started = at.replace(tzinfo=timezone(timedelta(minutes=15 * offset)))
    record = replace(
        RUN,
        started_at=started,
        stage=stage,
        reps_done=reps,
        run_seconds=ran,
        walk_seconds=walked,
        active_seconds=active,
        effort=effort,
    )
    found = decoder.read(made(record, with_pain=with_pain))
    (session,) = found["session_mesgs"]
    assert session["total_timer_time"] == sum(lap["total_timer_time"] for lap in found["lap_mesgs"])
    assert session["total_timer_time"] == max(active, ran + walked)
    assert session["start_time"] == started
    assert session.get("workout_rpe") == (None if effort is None else 10 * effort)
    (activity,) = found["activity_mesgs"]
    local = FIT_EPOCH + timedelta(seconds=activity["local_timestamp"] - session["total_timer_time"])
    assert local == at


def test_what_was_measured_is_in_the_points_of_time(decoder: Decoder) -> None:
    record = replace(RUN, heart_rate=102, heart_rate_max=103, belt_metres=4, belt_speed=10_800)
    trace = {1: Figures(bpm=100), 2: Figures(bpm=103, speed=360), 301: Figures(speed=1080)}
    found = decoder.read(fit_activity(record, laps_rebuilt(TABLE, record), with_pain=False, trace=trace))
    start = record.started_at
    points = {int((point["timestamp"] - start).total_seconds()): point for point in found["record_mesgs"]}
    assert points[1]["heart_rate"] == 100
    assert "speed" not in points[1]
    assert (points[2]["heart_rate"], points[2]["speed"], points[2]["distance"]) == (103, 1.0, 1.0)
    assert (points[301]["speed"], points[301]["distance"]) == (3.0, 4.0)
    assert "heart_rate" not in points[301]
    first, second = found["lap_mesgs"][:2]
    assert (first["avg_heart_rate"], first["max_heart_rate"], first["total_distance"]) == (102, 103, 1.0)
    assert ("avg_heart_rate" in second, second["total_distance"]) == (False, 3.0)
    (session,) = found["session_mesgs"]
    assert (session["avg_heart_rate"], session["max_heart_rate"], session["total_distance"]) == (102, 103, 4.0)


def test_after_a_cut_off_the_distance_goes_on_from_what_was_run_before(decoder: Decoder) -> None:
    record = replace(RUN, belt_metres=1300)
    went_on = {at: Figures(speed=1080) for at in range(601, 701)}
    found = decoder.read(fit_activity(record, laps_rebuilt(TABLE, record), with_pain=False, trace=went_on))
    way = [point["distance"] for point in found["record_mesgs"] if "distance" in point]
    assert (way[0], way[-1], way == sorted(way)) == (1003.0, 1300.0, True)
    (session,) = found["session_mesgs"]
    assert session["total_distance"] == 1300.0
    assert "total_distance" not in found["lap_mesgs"][0]


def test_without_a_strap_there_is_no_heart_rate_in_it(decoder: Decoder) -> None:
    found = decoder.read(made(RUN))
    for message in (*found["session_mesgs"], *found["lap_mesgs"], *found["record_mesgs"]):
        assert not {name for name in message if "heart" in str(name) or "distance" in str(name)}
