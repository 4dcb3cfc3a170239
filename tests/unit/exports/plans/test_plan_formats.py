"""A session as others read it: by Garmin's own SDK, as XML, and by the grammar of intervals.icu's guide.

Each of them reads the same steps from it that the timer runs, for every stage of every programme that ships.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from runwalk_tui.exports.fit_bytes import ExportError
from runwalk_tui.exports.plans.fit_workout import count_steps, fit_workout
from runwalk_tui.exports.plans.icu import icu
from runwalk_tui.exports.plans.steps import PlanBlock, PlanStep, about, blocks_of, title_of
from runwalk_tui.exports.plans.zwo import zwo
from runwalk_tui.programme.duration import parse_duration
from runwalk_tui.programme.stage import Act, Kind, Stage
from tests.support.every_stage import as_steps, every_session
from tests.support.needed import needed_module
from tests.support.rule_cases import shipped_table

MADE = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
STAGE = shipped_table().stages[6]
TITLE, ABOUT = title_of(STAGE, 10), about(STAGE, 10)
THEIRS = {"Warm-up": "Warmup", "Cool-down": "Cooldown"}
"""How the guide of intervals.icu writes what it has another spelling for."""
Decode = Callable[[bytes], dict[str, list[dict[str, Any]]]]
ZWO_HAS = {
    "workout_file": set(),
    "author": set(),
    "name": set(),
    "description": set(),
    "sportType": set(),
    "workout": set(),
    "FreeRide": {"Cadence", "Duration", "FlatRoad", "ftptest", "Power", "show_avg"},
    "textevent": {"distoffset", "duration", "message", "textscale", "timeoffset", "y"},
}
"""Of the elements that github.com/h4l/zwift-workout-file-reference lists, those that a plan needs, with the attributes
that it lists for each."""


@pytest.fixture(scope="module")
def decode() -> Decode:
    """What Garmin's SDK reads from a file, which has to be intact and without an error."""
    sdk = needed_module("garmin_fit_sdk")
    needed_module("fit_tool")

    def decoded(data: bytes) -> dict[str, list[dict[str, Any]]]:
        assert sdk.Decoder(sdk.Stream.from_byte_array(bytearray(data))).check_integrity()
        messages, errors = sdk.Decoder(sdk.Stream.from_byte_array(bytearray(data))).read()
        assert errors == []
        read: dict[str, list[dict[str, Any]]] = messages
        return read

    return decoded


def named(steps: list[PlanStep]) -> list[tuple[str, int]]:
    return [(step.name, step.seconds) for step in steps]


def counted_down(steps: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """What a watch counts down: at a repeat it goes back to its first step, as often as the repeat says."""
    times = {step["message_index"]: step.get("repeat_steps", 1) for step in steps}
    at = 0
    while at < len(steps):
        step = steps[at]
        if step["duration_type"] == "time":
            yield step["wkt_step_name"], round(step["duration_time"])
            at += 1
            continue
        assert step["duration_type"] == "repeat_until_steps_cmplt"
        times[at] -= 1
        at = step["duration_step"] if times[at] else at + 1


def test_a_watch_counts_down_the_session_of_every_stage(decode: Decode) -> None:
    for table, stage, count in every_session():
        read = decode(fit_workout(title_of(stage, count), about(stage, count), blocks_of(stage, count), MADE))
        steps = read["workout_step_mesgs"]
        assert list(counted_down(steps)) == named(as_steps(table, stage, count)), (table.programme, stage.id)
        assert [step["message_index"] for step in steps] == list(range(len(steps)))


def test_a_workout_says_what_it_is_and_when_it_was_made(decode: Decode) -> None:
    read = decode(fit_workout(TITLE, ABOUT, blocks_of(STAGE, 10), MADE))
    (file_id,), (workout,) = read["file_id_mesgs"], read["workout_mesgs"]
    assert (file_id["type"], file_id["manufacturer"], file_id["time_created"]) == ("workout", "development", MADE)
    assert (workout["sport"], workout["wkt_name"]) == ("running", "Stage 7*, 10 x (run 1m45s, walk 1m)")
    assert workout["wkt_description"].startswith("34 minutes in all. Not medical advice. (* = our own estimate) 10 x")
    assert workout["num_valid_steps"] == 5, "warm-up, run, walk, repeat, cool-down"


def test_runs_are_active_and_walks_between_them_rest_without_a_target(decode: Decode) -> None:
    steps = decode(fit_workout(TITLE, ABOUT, blocks_of(STAGE, 10), MADE))["workout_step_mesgs"]
    assert [step.get("intensity") for step in steps] == ["warmup", "active", "rest", None, "cooldown"]
    assert {step["target_type"] for step in steps} == {"open"}


def test_in_a_session_without_running_the_walks_are_what_it_is_for(decode: Decode) -> None:
    blocks = (PlanBlock(1, (PlanStep(Kind.WARM_UP, Act.WALK, 60), PlanStep(Kind.WALK, Act.WALK, 600, "brisk"))),)
    read = decode(fit_workout("Walk", "", blocks, MADE))
    assert read["workout_mesgs"][0]["sport"] == "walking"
    assert [step["intensity"] for step in read["workout_step_mesgs"]] == ["warmup", "active"]


def test_a_text_that_is_too_long_for_a_field_ends_with_its_last_full_word_and_dots(decode: Decode) -> None:
    read = decode(fit_workout("x" + "ä" * 200, "walk 1m " * 40, blocks_of(STAGE, 6), MADE))["workout_mesgs"][0]
    assert read["wkt_name"] == "x" + "ä" * 118 + "..."
    assert read["wkt_description"] == "walk 1m " * 29 + "walk..."


def test_the_steps_of_a_workout_are_counted_with_its_repeats(decode: Decode) -> None:
    for _, stage, count in every_session():
        blocks = blocks_of(stage, count)
        assert count_steps(blocks) == len(decode(fit_workout("", "", blocks, MADE))["workout_step_mesgs"])


def test_without_fit_tool_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    with pytest.raises(ExportError, match=r'"watch" packages: .*pip install "fit-tool'):
        fit_workout(TITLE, ABOUT, blocks_of(STAGE, 6), MADE)


def test_zwift_is_told_the_session_of_every_stage_in_elements_that_it_has() -> None:
    for table, stage, count in every_session():
        root = ElementTree.fromstring(zwo(title_of(stage, count), about(stage, count), blocks_of(stage, count)))
        assert root.tag == "workout_file"
        assert all(set(element.attrib) <= ZWO_HAS[element.tag] for element in root.iter())
        rides = root.findall("workout/FreeRide")
        read = [(ride.findall("textevent")[0].attrib["message"], int(ride.attrib["Duration"])) for ride in rides]
        assert read == named(as_steps(table, stage, count)), (table.programme, stage.id)


def test_a_workout_for_zwift_is_a_run_with_its_name_and_no_target() -> None:
    text = zwo("<Stage> & more\x0b", ABOUT, blocks_of(STAGE, 6))
    root = ElementTree.fromstring(text)
    assert root.findtext("sportType") == "run"
    assert root.findtext("name") == "<Stage> & more "
    assert "Power" not in text
    assert "ace" not in {attribute[1:] for element in root.iter() for attribute in element.attrib}
    assert all(event.attrib["timeoffset"] == "0" for event in root.iter("textevent"))


def read_icu(text: str) -> list[tuple[str, int]]:
    """The steps of a text by the grammar of the guide: what is before the first duration is the cue, what comes after
    it would be a target, and a paragraph whose heading ends with such as 10x is repeated."""
    steps: list[tuple[str, int]] = []
    for paragraph in text.strip("\n").split("\n\n"):
        heading, *lines = paragraph.split("\n")
        assert not heading.startswith("-")
        assert lines and all(line.startswith("- ") for line in lines), paragraph
        repeat = re.fullmatch(r"(?:.* )?(\d+)x", heading)
        steps += [_read_step(line) for line in lines] * (int(repeat[1]) if repeat else 1)
    return steps


def _read_step(line: str) -> tuple[str, int]:
    words = line.removeprefix("- ").split(" ")
    at = next(place for place, word in enumerate(words) if re.match(r"\d", word))
    assert at == len(words) - 1, f"a target after the duration: {line}"
    return " ".join(words[:at]), parse_duration(words[at])


def test_intervals_icu_reads_the_session_of_every_stage() -> None:
    for table, stage, count in every_session():
        read = read_icu(icu(blocks_of(stage, count)))
        expected = [(THEIRS.get(name, name), seconds) for name, seconds in named(as_steps(table, stage, count))]
        assert read == expected, (table.programme, stage.id)


def test_the_text_for_intervals_icu_has_an_empty_line_around_what_is_repeated() -> None:
    assert icu(blocks_of(STAGE, 10)) == "\n".join(
        ["Warmup", "- Warmup 5m", "", "10x", "- Run 1m45s", "- Walk 1m", "", "Cooldown", "- Cooldown 2m", ""]
    )


@pytest.mark.parametrize(
    ("word", "cue"),
    [
        ("brisk", "Walk brisk"),
        ("5:30", "Walk"),
        ("400m", "Walk"),
        ("at 60% of it", "Walk at of it"),
        ("in Z2, easy", "Walk in easy"),
        ("Ramp up", "Walk up"),
        ("press lap", "Walk"),
        ("intensity=rest", "Walk"),
        ("3x", "Walk"),
    ],
)
def test_a_word_that_would_be_a_time_or_a_target_there_is_left_out(word: str, cue: str) -> None:
    step = PlanStep(Kind.WALK, Act.WALK, 150, word)
    assert icu([PlanBlock(1, (step,))]) == f"{cue}\n- {cue} 2m30s\n"


def test_a_stage_without_words_of_its_own_is_the_same_in_every_format(decode: Decode) -> None:
    stage = Stage("1", shipped_table().stages[0].steps)
    blocks = blocks_of(stage, 2)
    expected = [("Run", 15), ("Walk", 120)] * 2
    assert read_icu(icu(blocks)) == expected
    assert list(counted_down(decode(fit_workout("", "", blocks, MADE))["workout_step_mesgs"])) == expected
