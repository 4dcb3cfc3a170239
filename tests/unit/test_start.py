"""What a start loads, by the names of modules: what isn't needed for an answer isn't there."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import runwalk_tui
from runwalk_tui.cli import COMMANDS, cli
from runwalk_tui.system.processes.collector import collect_again
from tests.support.scenes import DrivenApp
from tests.support.the_package import SLOW_DATACLASS

ROOT = Path(__file__).resolve().parents[2]
AFTER = "import sys; sys.argv = ['runwalk', *sys.argv[1:]]; from runwalk_tui.{} import main"
LOADED = """
try:
    main()
finally:
    sys.stderr.write("\\n".join(sys.modules))
"""


def loaded_by(*arguments: str, cwd: Path) -> set[str]:
    """The modules that a fresh interpreter has loaded once `runwalk` is done."""
    code = AFTER.format("start") + LOADED
    env = {**os.environ, "XDG_CONFIG_HOME": str(cwd / "config"), "XDG_DATA_HOME": str(cwd / "data")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=True, env=env
    )
    return set(done.stderr.split())


def told(module: str, *arguments: str, stdout: str = "") -> tuple[int, str, str]:
    """Exit status, output and errors of `runwalk` from one of the modules that it starts in."""
    code = f"{AFTER.format(module)}; main()"
    command = [sys.executable, "-c", code, *arguments]
    if stdout:
        with open(stdout, "w") as out:  # noqa: PTH123  # a device
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        return done.returncode, "", done.stderr
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_version_is_the_one_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == runwalk_tui.__version__


def test_the_version_is_told_with_nothing_loaded(tmp_path: Path) -> None:
    loaded = loaded_by("--version", cwd=tmp_path)
    assert {name for name in loaded if name.startswith("runwalk_tui")} == {"runwalk_tui", "runwalk_tui.start"}
    assert loaded & {"click", "importlib.metadata", "re", "typing"} == set()


@pytest.mark.slow("starts a few programs")
def test_the_version_is_told_as_every_other_answer_is() -> None:
    assert told("start", "--version") == told("cli", "--version") == (0, "runwalk, version 0.1.0\n", "")
    if Path("/dev/full").exists():
        assert told("start", "--version", stdout="/dev/full") == told("cli", "--version", stdout="/dev/full")


def test_next_loads_what_it_needs_and_no_more(tmp_path: Path) -> None:
    loaded = loaded_by("next", cwd=tmp_path)
    assert "runwalk_tui.rule.prescription" in loaded
    beside = {"asyncio", "babel", "importlib.metadata", "msgspec", "shlex", "tomlkit", "textual", "wakepy"}
    if sys.platform == "linux":
        beside |= {"platformdirs", "tempfile"}
    ours = {
        "history.json_entries", "history.merging", "history.reliable_store", "programme.toml_lines", "rule.screening",
        "session.controller", "session.countdown", "session.measured", "settings", "workspace",
    }  # fmt: skip
    assert loaded & (beside | {f"runwalk_tui.{name}" for name in ours}) == set()


def test_what_next_loads_has_the_dataclasses_that_are_there_sooner(tmp_path: Path) -> None:
    for name in loaded_by("next", cwd=tmp_path):
        if name.startswith("runwalk_tui.") and name != "runwalk_tui.values":
            file = ROOT.joinpath(*name.split(".")).with_suffix(".py")
            text = file.read_text("utf-8") if file.exists() else ""
            assert re.findall(SLOW_DATACLASS, text, re.MULTILINE) == [], (
                f"{name}: from runwalk_tui.values import dataclass"
            )


def test_next_is_over_before_anything_looks_for_garbage(tmp_path: Path) -> None:
    seen = "import gc; seen = []; gc.collect(); gc.callbacks.append(lambda phase, info: seen.append(phase))"
    told_last = "try:\n    main()\nfinally:\n    print(len(seen), gc.get_freeze_count() > 0)"
    code = f"{AFTER.format('start')}\n{seen}\n{told_last}"
    command = [sys.executable, "-c", code, "next", "--data-dir", str(tmp_path / "log")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "0 True"


@pytest.fixture
def no_collector() -> Iterator[None]:
    """As `start` leaves it to `cli` and the app."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_may_run_on_looks_for_garbage_again(name: str) -> None:
    assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0
    assert gc.isenabled() == (name != "next")


@pytest.mark.usefixtures("no_collector")
async def test_the_app_looks_for_garbage_again_once_its_first_picture_is_there(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.settle(pilot)
        assert gc.isenabled()


def test_a_collector_that_was_never_off_is_left_alone() -> None:
    before = gc.get_freeze_count()
    collect_again()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, before)
