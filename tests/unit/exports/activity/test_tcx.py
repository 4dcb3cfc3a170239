"""Sessions as TCX, validated by a schema and read with the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from runwalk_tui.exports.activity.laps import laps_rebuilt
from runwalk_tui.exports.activity.tcx import NAMESPACE, notes, tcx
from runwalk_tui.session.measured import Figures
from runwalk_tui.session.records import SessionKind, SessionRecord
from tests.support.needed import needed_module
from tests.support.rule_cases import shipped_table

SCHEMA = Path(__file__).with_name("tcx_subset.xsd")
AT = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
TABLE = shipped_table()
RUN = SessionRecord(
    *("run", AT, TABLE.programme, "4", 10, 10, 600, 900, 1920),
    pain_before=3,
    pain_worst=4,
    pain_after=3,
    effort=4,
    soreness=("left ankle",),
    red_flags=("fever",),
    note="a <secret> & more",
)
WALK = replace(RUN, id="walk", kind=SessionKind.WALK, reps_planned=1, reps_done=0, run_seconds=0, walk_seconds=1200)


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    yield needed_module("xmlschema").XMLSchema(SCHEMA)


def made(*records: SessionRecord, with_pain: bool = False) -> str:
    return tcx([(record, laps_rebuilt(TABLE, record)) for record in records], with_pain=with_pain)


def read(text: str) -> ElementTree.Element:
    """The file as a reader has it. It's ours, so nothing in it can harm the parser."""
    return ElementTree.fromstring(text)


def texts(text: str, path: str) -> list[str]:
    return [found.text or "" for found in read(text).iterfind(f".//{{{NAMESPACE}}}{path}")]


@pytest.mark.parametrize("with_pain", [False, True])
def test_it_is_valid_by_the_schema(schema: Any, with_pain: bool) -> None:
    other_days = [replace(RUN, id=str(year), started_at=AT.replace(year=year)) for year in (1900, 2199)]
    interrupted = replace(RUN, id="cut", started_at=AT + timedelta(days=3), reps_done=0, run_seconds=0, walk_seconds=0)
    walk = replace(WALK, started_at=AT + timedelta(days=1))
    schema.validate(made(RUN, walk, interrupted, *other_days, with_pain=with_pain))


def test_two_sessions_of_one_second_are_two_activities(schema: Any) -> None:
    text = made(RUN, replace(RUN, id="b"), replace(RUN, id="c", started_at=AT + timedelta(seconds=1, microseconds=5)))
    schema.validate(text)
    assert texts(text, "Id") == ["2026-01-05T06:30:00Z", "2026-01-05T06:30:01Z", "2026-01-05T06:30:02Z"]


def test_the_schema_of_the_tests_notices_what_is_wrong(schema: Any) -> None:
    good = made(RUN)
    schema.validate(good)
    for wrong in (
        good.replace("Resting", "Lying"),
        good.replace("<Calories>0</Calories>", ""),
        good.replace("06:30:00Z<", "now<"),
    ):
        assert not schema.is_valid(wrong)


def test_each_run_is_active_and_the_rest_is_resting() -> None:
    text = made(RUN)
    assert texts(text, "Intensity") == ["Resting", *["Active", "Resting"] * 10, "Resting"]
    assert sum(map(float, texts(text, "TotalTimeSeconds"))) == 1920
    activity = read(text).find(f".//{{{NAMESPACE}}}Activity")
    assert activity is not None
    assert activity.get("Sport") == "Running"


def test_a_walk_is_another_sport_and_active() -> None:
    text = made(WALK)
    assert 'Sport="Other"' in text
    assert texts(text, "Intensity") == ["Active"]
    assert texts(text, "Notes") == ["Walk; effort 4 out of 10."]


def test_nothing_of_the_pain_is_in_it_unless_it_is_wanted() -> None:
    text = made(RUN)
    assert texts(text, "Notes") == ["Run-walk, 10 of 10 repetitions; effort 4 out of 10."]
    assert texts(made(RUN, with_pain=True), "Notes") == [
        "Run-walk, 10 of 10 repetitions; effort 4 out of 10; pain out of 10: before 3, worst 4, after 3."
    ]
    for private in ("pain", "ankle", "fever", "secret"):
        assert private not in text.casefold()
        assert private == "pain" or private not in made(RUN, with_pain=True).casefold()


def test_there_is_no_position() -> None:
    assert "Position" not in made(RUN)
    assert set(texts(made(RUN), "DistanceMeters")) == {"0.0"}


def test_what_was_not_answered_is_not_in_the_notes() -> None:
    record = replace(RUN, effort=None, pain_before=None, pain_worst=None, pain_after=None)
    assert notes(record, with_pain=True) == "Run-walk, 10 of 10 repetitions."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reps_planned": 1, "reps_done": 1}, "Run-walk, 1 of 1 repetition."),
        ({"reps_done": 0, "run_seconds": 20}, "Run-walk, 0 of 10 repetitions."),
        ({"run_seconds": 0}, "Walk, 10 of 10 repetitions."),
        ({"run_seconds": 0, "reps_done": 0}, "Walk."),
    ],
    ids=["one repetition", "a first run that was cut short", "a planned walk", "left in the warm-up"],
)
def test_the_notes_say_what_was_done(changes: dict[str, int], said: str) -> None:
    assert notes(replace(RUN, effort=None, **changes), with_pain=False) == said  # type: ignore[arg-type] # by name


MEASURED = {1: Figures(bpm=100), 2: Figures(bpm=103, speed=360), 301: Figures(speed=1080)}
"""In the warm-up of five minutes, and in the first second after it."""


def test_what_was_measured_is_in_its_lap_second_by_second(schema: Any) -> None:
    laps = laps_rebuilt(TABLE, RUN)
    assert laps[0].end == 300
    text = tcx([(RUN, laps)], with_pain=False, traces={RUN.id: MEASURED})
    schema.validate(text)
    assert texts(text, "AverageHeartRateBpm/{*}Value") == ["102"]
    assert texts(text, "MaximumHeartRateBpm/{*}Value") == ["103"]
    assert texts(text, "Trackpoint/{*}HeartRateBpm/{*}Value") == ["100", "103"]
    assert texts(text, "Lap/{*}DistanceMeters")[:3] == ["1.0", "3.0", "0.0"]
    way = [float(each) for each in texts(text, "Trackpoint/{*}DistanceMeters")]
    assert way[:4] == [0.0, 1.0, 1.0, 4.0]
    assert way == sorted(way)


def test_after_a_cut_off_the_distance_goes_on_from_what_was_run_before(schema: Any) -> None:
    went_on = {at: Figures(bpm=100, speed=1080) for at in range(601, 701)}
    record = replace(RUN, belt_metres=1300)
    text = tcx([(record, laps_rebuilt(TABLE, record))], with_pain=False, traces={RUN.id: went_on})
    schema.validate(text)
    way = [float(each) for each in texts(text, "Trackpoint/{*}DistanceMeters")]
    assert way[0] == 1003.0, "3 m in the first second that is known, after the 1000 before it"
    assert way == sorted(way)
    assert way[-1] == 1300.0
    assert sum(map(float, texts(text, "Lap/{*}DistanceMeters"))) == 300.0, "nobody knows in which laps the others were"


def test_what_is_known_of_all_of_a_session_is_in_its_notes(schema: Any) -> None:
    told = replace(RUN, heart_rate=131, heart_rate_max=152, belt_metres=3210, belt_speed=8400)
    text = made(told)
    schema.validate(text)
    assert "heart rate: 131 on average, 152 at most; belt: 3.2 km, 8.4 km/h in runs" in notes(told, with_pain=False)
