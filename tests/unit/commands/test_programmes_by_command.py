"""`runwalk stages use`: each programme that ships, and a table that somebody shared."""

from __future__ import annotations

import os
import shlex
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.programme.shipped import SHIPPED
from tests.support.real_program import RUNWALK
from tests.support.stand_ins import TABLE

PROGRAMMES = tuple(one.name for one in SHIPPED.values() if not one.companion)
TODAY = datetime.now().astimezone().date()
CALM = ("--before", "3", "--worst", "3", "--after", "3", "--morning", "3")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "data"))


def runwalk(*typed: str) -> Result:
    return CliRunner().invoke(cli, list(typed), prog_name="runwalk")


def said(*typed: str) -> str:
    """What a command prints that goes well."""
    done = runwalk(*typed)
    assert done.exit_code == 0, done.output
    return done.stdout


def dated(number: int = 1) -> Path:
    """Where the table goes that was in use before."""
    return paths.config_dir() / f"stages-{TODAY.isoformat()}{f'-{number}' if number > 1 else ''}.toml"


def log(days_ago: int, stage: str, *, reps: int = 6) -> None:
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    said("log", "--stage", stage, "--reps", str(reps), "--at", f"{day}T07:30", *CALM)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_each_programme_is_taken_up_in_a_fresh_home(name: str) -> None:
    assert " ".join(SHIPPED[name].for_whom.split()) in " ".join(said("stages", "use").split())
    told = said("stages", "use", name)
    title = SHIPPED[name].title
    if name == "asteroid":
        assert "“ASTEROID run-walk” is the programme in use already." in told
        assert not paths.own_stages().exists()
    else:
        assert f"{SHIPPED[name].for_whom} Not medical advice." in told
        assert f"“{title}” is your programme now: {paths.own_stages()}" in told
        assert "To go back: runwalk stages use asteroid" in told
        assert paths.own_stages().read_text("utf-8") == paths.shipped_programme(name).read_text("utf-8")
    assert said("next").startswith("Find your starting stage")
    listed = said("stages", "list").splitlines()
    assert listed[0] == title
    foot = listed[-1]
    assert all((other in foot) is (other != name) for other in PROGRAMMES)
    checked = said("stages", "check", said("stages", "path").strip())
    assert f"{title}, " in checked
    assert "no errors." in checked


def test_without_a_name_the_programmes_are_listed_with_the_one_in_use() -> None:
    lines = said("stages", "use").splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in SHIPPED)
    assert [line.split()[0] for line in lines if line.endswith("(in use)")] == ["asteroid"]
    said("stages", "use", "walking")
    assert [line.split()[0] for line in said("stages", "use").splitlines() if line.endswith("(in use)")] == ["walking"]


def test_the_table_before_is_never_lost_however_often_one_changes() -> None:
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(TABLE)
    told = said("stages", "use", "first-5k")
    assert f"Your old table is in {dated()}. To go back: runwalk stages use {dated()}" in told
    said("stages", "use", "walking")
    assert dated().read_text("utf-8") == TABLE
    assert not dated(2).exists(), "what comes with runwalk needs no copy"
    back = said("stages", "use", "Test", "--yes")
    assert "“Test” is your programme now" in back
    assert paths.own_stages().read_text() == TABLE
    again = said("stages", "use", "first-5k")
    assert f"Your old table is in {dated()}." in again  # it is there already
    assert not dated(2).exists()


def test_the_tables_before_are_listed_with_the_name_that_brings_them_back() -> None:
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(TABLE)
    assert "Your earlier tables" not in said("stages", "use")
    log(1, "1", reps=1)
    said("stages", "use", "first-5k")
    assert 'Your earlier tables:\n  "Test"' in said("stages", "use")
    assert 'To go back: runwalk stages use "Test"' in said("next")
    assert "add --yes" in runwalk("stages", "use", "test").stderr
    assert "“Test” is your programme now" in said("stages", "use", "test", "--yes")


def test_a_programme_that_was_not_changed_is_gone_back_to_by_its_name() -> None:
    said("stages", "use", "first-5k")
    assert "To go back: runwalk stages use first-5k" in said("stages", "use", "keep-running")


def test_the_log_stays_and_comes_back_with_its_programme() -> None:
    log(6, "4")
    log(4, "4")
    told = said("stages", "use", "first-5k")
    assert "Your 2 sessions of “ASTEROID run-walk” stay in your log and will be there when you come back." in told
    fresh = said("next")
    assert "No sessions of this programme yet." in fresh
    assert "ASTEROID" not in fresh
    assert "renamed" not in fresh
    said("place", "w2", "--at", (TODAY - timedelta(days=3)).isoformat())
    log(2, "w2", reps=8)
    here = said("next")
    assert "ASTEROID" not in here
    back = said("stages", "use", "asteroid")
    assert "You've done 2 sessions of “ASTEROID run-walk” before" in back
    assert "Stage 4 · 10 repetitions" in said("next")


def test_where_a_run_test_tells_nothing_a_stage_is_picked() -> None:
    said("stages", "use", "walking")
    assert "First pick your starting stage; if in doubt, the first." in said("next")


# A table that somebody shared.


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    file = tmp_path / "a friend's plan.toml"
    file.write_text(TABLE)
    return file


def test_a_shared_table_is_shown_and_asked_about(shared: Path) -> None:
    unsure = runwalk("stages", "use", str(shared))
    assert unsure.exit_code == 2
    assert "there is no terminal to ask you in; add --yes to use this table" in unsure.output
    assert not paths.own_stages().exists()
    told = said("stages", "use", str(shared), "--yes")
    assert told.startswith("Test: 3 stages, 4 to 6 minutes, 3 a week.")
    assert "2  run 40s, walk 30s" in told
    assert "Is this how you meant it?" in told
    assert paths.own_stages().read_text() == TABLE
    assert os.name == "nt" or paths.own_stages().stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize(("typed", "status"), [("y", 0), ("n", 1)])
def test_on_a_terminal_a_shared_table_is_asked_about(shared: Path, typed: str, status: int) -> None:
    import pexpect

    with pexpect.spawn(RUNWALK[0], [*RUNWALK[1:], "stages", "use", str(shared)], encoding="utf-8", timeout=60) as child:
        child.expect("Test: 3 stages")
        child.expect("from now on")
        child.sendline(typed)
        child.expect("“Test” is your programme now" if typed == "y" else "nothing has changed")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == status
    assert paths.own_stages().exists() is (typed == "y")


def test_a_path_with_a_space_can_be_typed_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "Application Support"))
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text(TABLE)
    back = said("stages", "use", "walking").partition("To go back: ")[2].splitlines()[0]
    assert shlex.split(back)[-1] == str(dated())


def test_a_shared_table_with_errors_changes_nothing_and_each_error_has_its_line(shared: Path) -> None:
    shared.write_text(TABLE.replace('run = "40s"', 'run = "40x"'))
    done = runwalk("stages", "use", str(shared), "--yes")
    assert done.exit_code == 1
    assert f'{shared}:14: stage "2": run:' in done.output
    assert not paths.own_stages().exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("firts-5k",), "did you mean first-5k?"),
        (("marathon plan",), f"the programmes are {', '.join(PROGRAMMES)}"),
        (("walking", "--stages", "mine.toml"), "leave --stages out"),
    ],
)
def test_what_can_t_be_taken_up_says_why(typed: tuple[str, ...], told: str) -> None:
    done = runwalk("stages", "use", *typed)
    assert done.exit_code == 1
    assert told in done.output
    assert not paths.own_stages().exists()


def test_a_table_named_in_the_environment_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNWALK_STAGES", "mine.toml")
    done = runwalk("stages", "use", "walking")
    assert done.exit_code == 1
    assert "RUNWALK_STAGES says to use mine.toml" in done.output


def test_a_table_with_errors_keeps_nobody_from_another_one() -> None:
    paths.config_dir().mkdir(parents=True)
    paths.own_stages().write_text("broken")
    said("stages", "use", "walking")
    assert dated().read_text() == "broken"
    assert said("stages", "list").startswith("Walking")


def test_what_can_t_be_written_changes_nothing() -> None:
    paths.config_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.config_dir().write_text("in the way")
    done = runwalk("stages", "use", "walking")
    assert done.exit_code == 1
    assert "nothing has changed" in done.output
    assert "Traceback" not in done.output
