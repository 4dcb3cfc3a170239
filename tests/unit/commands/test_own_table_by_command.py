"""A table of one's own at the command line: ids that stages had before, and a file with errors in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.history.store import Store

TABLE = """\
[programme]
name = "Mine"

[[stage]]
id = "x"
was = ["one", "1"]
run = "1m"
walk = "1m"

[[stage]]
id = "y"
was = ["two", "2"]
run = "2m"
walk = "1m"
"""
THE_DAY = "2026-01-05"


@pytest.fixture
def table() -> Path:
    """The runner's own table."""
    file = paths.own_stages()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TABLE, "utf-8")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)])


def done(data: Path, *arguments: str) -> str:
    answer = run(data, *arguments)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def in_log(data: Path) -> list[str]:
    """The stages of the sessions as they were filed."""
    with Store.open(data, rescue_folders=()) as store:
        return [session.stage for session in store.log().sessions]


@pytest.mark.usefixtures("table")
def test_an_earlier_id_stores_the_id_of_today(data: Path) -> None:
    assert "Saved: stage x, " in done(data, "log", "--stage", "one", "--reps", "6", "--at", THE_DAY)
    assert in_log(data) == ["x"]
    done(data, "place", "2", "--at", "2026-01-06")
    done(data, "place", "two", "--at", "2026-01-02")
    with Store.open(data, rescue_folders=()) as store:
        assert [(each.stage, each.at.day) for each in store.log().placements] == [("y", 2)]


def test_the_same_stage_by_another_of_its_ids_changes_nothing(data: Path, table: Path) -> None:
    table.write_text(TABLE.replace('id = "y"\nwas = ["two", "2"]', 'id = "two"'), "utf-8")
    done(data, "log", "--stage", "two", "--reps", "6", "--at", THE_DAY)
    table.write_text(TABLE, "utf-8")
    for same in ("2", "two", "y"):
        assert done(data, "edit", "last", "--stage", same) == "Nothing was changed.\n"
    assert in_log(data) == ["two"]
    assert "Stage x instead of two." in done(data, "edit", "last", "--stage", "1")
    assert in_log(data) == ["x"]


def test_the_filter_finds_a_stage_by_every_id_it_has_or_had(data: Path, table: Path) -> None:
    table.write_text(TABLE.replace('id = "x"\nwas = ["one", "1"]', 'id = "One"'), "utf-8")
    done(data, "log", "--stage", "One", "--reps", "6", "--at", THE_DAY)
    table.write_text(TABLE.replace('"one", "1"', '"One", "1"'), "utf-8")
    for each in ("x", "one", "1"):
        assert THE_DAY in done(data, "history", f"stage:{each}")
    assert done(data, "history", "stage:two") == "Nothing matches stage:two.\n"


@pytest.mark.usefixtures("table")
def test_place_alone_says_what_there_is_to_choose_from(data: Path) -> None:
    first, x, y, last = done(data, "place").splitlines()
    assert (first, last) == ("Mine", "To start at one of them: runwalk place ID")
    assert x.split()[0] == "x"
    assert "run 2m, walk 1m" in y
    assert run(data, "place", "--at", THE_DAY).exit_code == 2
    assert not data.exists()


FAULTY = TABLE.replace('run = "2m"', 'run = "400m"').replace('"one", "1"', '1, "one"')


def test_with_errors_the_last_good_version_is_used_and_one_line_says_so(data: Path, table: Path) -> None:
    done(data, "log", "--stage", "x", "--reps", "6", "--at", THE_DAY)
    table.write_text(FAULTY, "utf-8")
    line = (
        f"runwalk: {table} has 2 errors, the first in line 6; using its last version without errors. `runwalk stages "
        "check` shows them, `runwalk stages edit` opens the file\n"
    )
    for command in (
        ("next", "--json"),
        ("history",),
        ("history", "stage:1"),
        ("stages",),
        ("stages", "list"),
        ("log", "--stage", "x", "--reps", "8", "--at", "2026-01-07"),
        ("edit", "last", "--worst", "2"),
        ("place",),
    ):
        answer = run(data, *command)
        assert (answer.exit_code, answer.stderr) == (0, line), command
    assert in_log(data) == ["x", "x"]
    assert "run 2m, walk 1m" in done(data, "stages")
    table.write_text(TABLE, "utf-8")
    assert run(data, "next").stderr == ""


def test_its_errors_are_listed_by_check_and_what_is_about_the_table_refuses(data: Path, table: Path) -> None:
    done(data, "place", "x")
    table.write_text(FAULTY, "utf-8")
    for command in (("stages", "check"), ("stages", "simulate"), ("next", "--stages", str(table))):
        answer = run(data, *command)
        assert answer.exit_code == 1
        assert [line.partition(": ")[0] for line in answer.stderr.splitlines()] == [f"{table}:6", f"{table}:13"]


def test_where_no_version_was_ever_good_every_error_is_named(data: Path, table: Path) -> None:
    table.write_text(FAULTY, "utf-8")
    answer = run(data, "next")
    assert answer.exit_code == 1
    first, second, what_to_do = answer.stderr.splitlines()
    assert (first.startswith(f"{table}:6: "), second.startswith(f"{table}:13: ")) == (True, True)
    assert what_to_do == ("runwalk: there is no earlier version of this table to go by; `runwalk stages edit` opens it")
    assert not data.exists()


def test_what_was_edited_or_taken_up_is_the_version_to_go_on_with(
    data: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(data, "log", "--stage", "x", "--reps", "6", "--at", THE_DAY)
    monkeypatch.setenv("EDITOR", 'sed -i \'s/^run = "1m"/run = "70s"/\'')
    done(data, "stages", "edit")
    table.write_text(FAULTY, "utf-8")
    assert "run 1m10s, walk 1m" in done(data, "stages")
    done(data, "stages", "use", "walking")
    table.write_text(FAULTY, "utf-8")
    assert done(data, "stages").startswith("Walking\n")
