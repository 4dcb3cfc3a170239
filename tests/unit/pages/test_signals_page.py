"""docs/signals.md says what hooks and the status file really get, and its examples work as they are printed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.outward.events import HookEvent, environment_of
from runwalk_tui.outward.hooks import PATIENCE, run_hook
from runwalk_tui.outward.outward import AT_THE_END
from runwalk_tui.outward.status_file import idle_status, status_of
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.settings import read_settings
from scripts.pages import ROOT
from tests.unit.pages.blocks import fenced, first_column, inline, section

PAGE = (ROOT / "docs" / "signals.md").read_text("utf-8")
NOW = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
STAGE = Stage("4", (Step(Act.RUN, 60), Step(Act.WALK, 90)), reps_min=2, reps_max=2, warm_up=300, cool_down=120)
TABLE = StageTable("Test", (STAGE,))
RUNNING = prepare(TABLE, STAGE, 2, NOW)


def countdown() -> Countdown:
    started = Countdown(plan_session(TABLE, STAGE, 2))
    started.start(0)
    return started


def bar(status: dict[str, object] | None, folder: Path) -> str:
    """What the bar of the page prints; None for no file."""
    (script,) = fenced(PAGE, "python")
    (folder / "runwalk-bar").write_text(script)
    if status is not None:
        (folder / "status.json").write_text(json.dumps(status))
    done = subprocess.run(
        [sys.executable, str(folder / "runwalk-bar"), str(folder / "status.json")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_every_hook_and_variable_is_there_and_no_other() -> None:
    hooks = section(PAGE, "Hooks")
    said = environment_of(HookEvent.RUN, countdown().moment(300), RUNNING)
    assert first_column(hooks) == [*HookEvent, *said]
    named = set(re.findall(r"RUNWALK_[A-Z]+", PAGE))
    assert named == set(said)


def test_every_key_of_the_status_file_is_there_and_the_example_has_them() -> None:
    said = status_of(countdown().moment(300), RUNNING, NOW, lambda seconds: seconds)
    status = section(PAGE, "The status file")
    assert first_column(status) == list(said)
    example = json.loads(fenced(status, "json")[0])
    assert list(example) == list(said)
    assert [example[key] for key in ("phase", "phase_left", "session_left", "run", "runs")] == ["run", 60, 420, 1, 2]
    assert {"`running`", "`paused`", "`finished`", "`idle`"} <= {f"`{code}`" for code in inline(status)}


@pytest.mark.parametrize("number", [0, 1])
def test_the_settings_in_it_can_be_read(tmp_path: Path, number: int) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(fenced(PAGE, "toml")[number])
    assert read_settings(file).hooks.run
    assert read_settings(file).hooks.walk


@pytest.mark.skipif(os.name == "nt", reason="these commands are for sh")
def test_its_quotes_are_right(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(fenced(PAGE, "toml")[1])
    environment = environment_of(HookEvent.RUN, countdown().moment(300), RUNNING)
    assert run_hook("run", read_settings(file).hooks.run, {**environment, "HOME": str(tmp_path)}, patience=60) is None
    assert (tmp_path / "heard.txt").read_text().endswith(" run 1 of 2\n")


@pytest.mark.skipif(os.name == "nt", reason="a bar of Linux or macOS, which asks the system for a process")
def test_the_bar_shows_what_is_left(tmp_path: Path) -> None:
    assert bar(None, tmp_path) == ""
    session = countdown()
    session.pause(340.0)
    paused = status_of(session.moment(340.0), RUNNING, NOW, lambda seconds: seconds)
    assert bar(paused, tmp_path) == "paused 1/2 0:20\n"
    assert bar(idle_status(NOW), tmp_path) == ""
    # It counts down by itself; of a session that should be over nothing is shown.
    for ago, shown in ((timedelta(minutes=6), "warm-up 0/2 0:00\n"), (timedelta(hours=1), "")):
        running = status_of(countdown().moment(10), RUNNING, datetime.now(UTC) - ago, lambda seconds: seconds)
        assert bar(running, tmp_path) == shown
    # A program that was killed has no process any more.
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    assert bar({**paused, "pid": int(gone.stdout)}, tmp_path) == ""


def test_its_figures_are_those_of_the_program() -> None:
    assert f"After {PATIENCE:g} seconds" in PAGE
    assert f"up to {AT_THE_END:g} seconds" in PAGE


def test_the_bars_are_told_what_they_can_read() -> None:
    assert json.loads(fenced(PAGE, "json")[1])["custom/runwalk"]["interval"] == 1
