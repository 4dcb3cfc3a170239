"""`runwalk history FILTER`: the same sessions as text, JSON and CSV, and ids to call them by."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from runwalk_tui.history.store import Store
from runwalk_tui.paths import shipped_stages
from runwalk_tui.table_in_use import load_table
from tests.support.as_json import as_json
from tests.support.second_year import second_year
from tests.unit.commands.test_commands import run


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a second year in it."""
    folder = tmp_path_factory.mktemp("year")
    with Store.open(folder, rescue_folders=()) as store:
        second_year(load_table(shipped_stages())).keep_in(store)
    return folder


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (["icy"], ["2025-12-17"]),
        (["22", "oct"], ["2025-10-22"]),
        (["22 oct"], ["2025-10-22"]),
        (["stage:7", "pain>7"], ["2025-06-23"]),
        (["kind:walk", "from:2025-06"], ["2025-06-24", "2025-09-30", "2025-12-19"]),
        (["kind:walk", "from:2025-06", "-2025-12-19"], ["2025-06-24", "2025-09-30"]),
        (["sore:knee"], ["2025-08-18"]),
        (["-kind:run", "kind:rehearsal"], ["2025-01-28", "2025-08-07"]),
        (["warning sign"], ["2025-11-07"]),
    ],
)
def test_text_json_and_csv_have_the_sessions_that_are_found(year: Path, typed: list[str], days: list[str]) -> None:
    lines = run(year, "history", *typed).stdout.splitlines()[1:]
    assert [line.split()[1] for line in lines] == days
    found = as_json(run(year, "history", "--json", *typed))
    assert [session["started_at"][:10] for session in found["sessions"]] == days
    assert [line.split()[0] for line in lines] == [session["id"][:8] for session in found["sessions"]]
    assert (found["placements"], found["checkins"], found["clearances"]) == ([], [], [])
    rows = csv.DictReader(io.StringIO(run(year, "history", *typed, "--csv").stdout.lstrip("\ufeff")))
    assert [row["started_at"][:10] for row in rows] == days


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["stag:4"], "did you mean stage, such as stage:4?"),
        (["pain>x"], "pain needs a number from 0 to 10, such as pain>5"),
        (["icy", "from:soon"], "from: needs a year, a month or a day"),
        (["--jsn"], "there is no option"),
    ],
)
def test_a_wrong_term_is_one_line_and_bad_usage(year: Path, typed: list[str], told: str) -> None:
    done = run(year, "history", *typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_found_is_said(year: Path) -> None:
    assert run(year, "history", "pain>9").stdout == "Nothing matches pain>9.\n"
    assert as_json(run(year, "history", "pain>9", "--json"))["sessions"] == []


def test_without_a_filter_there_is_everything_with_ids_that_no_two_share(year: Path) -> None:
    lines = run(year, "history").stdout.splitlines()[1:]
    ids = [line.split()[0] for line in lines if "cleared by" not in line]
    assert len(ids) == len(set(ids)) == 127
    assert any("cleared by a doctor or physiotherapist" in line for line in lines)
