"""A red flag at the command line: never refused, never softened, and cleared only by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord, stop_record
from tests.support.as_json import as_json

EMERGENCY = "Call your emergency number or go to an emergency department now."
PROGRAMME = "ASTEROID run-walk"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def runwalk(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)])


def now() -> datetime:
    return datetime.now(UTC)


def yesterday_at_noon() -> str:
    """So early that a session is over before midnight, whenever the test runs."""
    return (now().astimezone().replace(hour=12) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("arguments", [(), ("--reps", "0"), ("--before", "9"), ("--note", "since six")], ids=str)
def test_it_needs_no_session_and_no_stage(data: Path, arguments: tuple[str, ...]) -> None:
    told = runwalk(data, "log", "--red-flag", "saddle", *arguments)
    assert told.exit_code == 0, told.output
    assert told.stdout.splitlines()[0].startswith("Saved: a warning sign, ")
    assert EMERGENCY in told.stdout
    again = runwalk(data, "log", "--red-flag", "fever", *arguments)
    assert again.exit_code == 0, again.output
    assert as_json(runwalk(data, "next", "--json"))["decision"] == "stop"


def test_each_red_flag_is_named_and_the_most_urgent_says_what_to_do(data: Path) -> None:
    for at, flag in (("2026-01-05", "saddle"), ("2026-01-08", "fever"), ("2026-01-10", "night")):
        runwalk(data, "log", "--red-flag", flag, "--at", at)
    told = runwalk(data, "next").stdout.splitlines()
    assert told[0] == EMERGENCY
    assert [line for line in told if line.startswith("On ")] == [
        "On Monday 5 January you reported a warning sign: numb or tingly around the genitals or buttocks.",
        "On Saturday 10 January you reported a warning sign: pain that's worse at night, or that rest doesn't ease.",
        "On Thursday 8 January you reported a warning sign: fever or feeling unwell.",
    ]
    cleared = runwalk(data, "clear", "--yes")
    assert cleared.stdout.count("Cleared: ") == 3


@pytest.mark.parametrize(("pain", "asked"), [("3", False), ("5", True), ("9", True)])
def test_a_morning_whose_pain_rose_asks_for_warning_signs_as_the_session_does(
    data: Path, pain: str, asked: bool
) -> None:
    yesterday = yesterday_at_noon()
    done = ("--reps", "6", "--stage", "4", "--before", "3", "--worst", "3", "--after", "3", "--at", yesterday)
    assert "warning sign" not in runwalk(data, "log", *done).stdout
    told = runwalk(data, "morning", pain).stdout.splitlines()
    assert told[0].startswith(f"Saved: pain {pain} out of 10")
    hint = "Your pain went up or is high. If you have a warning sign, add it: runwalk edit "
    assert told[1].startswith(hint) is asked
    if asked:
        edit = told[1].partition("runwalk ")[2].replace("SIGN", "saddle").split()
        assert EMERGENCY in runwalk(data, *edit).stdout


def test_a_sign_of_before_which_is_cleared_says_nothing_about_a_severe_morning(data: Path) -> None:
    yesterday = yesterday_at_noon()
    done = ("--reps", "6", "--stage", "4", "--before", "3", "--worst", "3", "--after", "3", "--at", yesterday)
    runwalk(data, "log", *done, "--red-flag", "fever")
    runwalk(data, "clear", "--yes")
    hint = "If you have a warning sign, add it: runwalk edit "
    assert hint in runwalk(data, "morning", "9").stdout
    assert hint not in runwalk(data, "edit", "last", "--morning", "9").stdout, "it was a reason to ask before"
    runwalk(data, "edit", "last", "--morning", "3")
    assert hint not in runwalk(data, "edit", "last", "--morning", "9", "--red-flag", "night").stdout


def test_what_is_not_yet_is_named_with_what_to_do_and_cleared_by_nothing(data: Path) -> None:
    with Store.open(data) as store:
        store.save(stop_record(now() + timedelta(days=20), PROGRAMME, "1", ["saddle"]))
        store.save(stop_record(now() - timedelta(days=1), PROGRAMME, "1", ["fever"]))
    (warning,) = [line for line in runwalk(data, "next").stdout.splitlines() if "has a warning sign" in line]
    assert warning.endswith(f": numb/tingly genitals or buttocks. {EMERGENCY}")
    runwalk(data, "clear", "--yes")
    history = as_json(runwalk(data, "history", "--json"))
    flags = {session["id"]: session["red_flags"] for session in history["sessions"]}
    assert [flags[cleared] for cleared in history["clearances"][0]["clears"]] == [["fever"]]


def test_a_morning_that_has_not_come_is_refused_with_the_session_too(data: Path) -> None:
    told = runwalk(data, "log", "--stage", "4", "--reps", "6", "--worst", "6", "--after", "6", "--morning", "3")
    assert told.exit_code == 1
    assert "it's too early" in told.output
    assert as_json(runwalk(data, "history", "--json"))["sessions"] == []


def test_under_an_emergency_nobody_is_asked_for_a_morning(data: Path) -> None:
    with Store.open(data) as store:
        at = now() - timedelta(days=1)
        store.save(SessionRecord("s", at, PROGRAMME, "4", 6, 6, pain_worst=3, pain_after=3, red_flags=("saddle",)))
    told = runwalk(data, "next").stdout
    assert EMERGENCY in told
    assert "morning" not in told
