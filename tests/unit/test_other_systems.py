"""Windows and macOS, pretended: nothing is asked for that they lack, and a log goes through all there is."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NEED_WHAT_WINDOWS_LACKS
from tests.support.pretend_windows import NOT_ON_WINDOWS
from tests.support.the_package import PACKAGE, ROOT

GUARD = 120

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is pretended on Linux")


def run_on(system: str, *command: str, typed: str = "", data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command of runwalk on a system that is pretended. Each has the folders of the test that asks."""
    more = {} if data is None else {"RUNWALK_DATA_DIR": str(data)}
    return subprocess.run(
        [sys.executable, "-m", "tests.support.pretend_windows", system, *command],
        cwd=ROOT,
        env={**os.environ, "PULSE_SERVER": "none", **more},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=GUARD,
        check=False,
    )


@pytest.mark.parametrize(
    "system", ["win32", pytest.param("darwin", marks=pytest.mark.slow("loads every module twice"))]
)
def test_every_module_can_be_imported(system: str) -> None:
    done = run_on(system, "import")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 400


@pytest.mark.slow("a dozen commands and a session")
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_log_goes_through_all_that_can_be_done_with_it(system: str, tmp_path: Path) -> None:
    data, shared, note = tmp_path / "data", tmp_path / "shared", "für später, 腰"
    shared.mkdir()
    out = [str(tmp_path / name) for name in ("log.csv", "log.json", "page.html", "plan.ics", "one.wav")]
    commands: list[list[str]] = [
        ["place", "1"],
        ["log", "--reps", "6", "--note", note],
        ["history"],
        ["export", "csv", "-o", out[0]],
        ["export", "json", "-o", out[1]],
        ["report", "-o", out[2]],
        ["plan", "ics", "-o", out[3]],
        ["import", out[1]],
        ["sync", str(shared)],
        ["render", "--stage", "1", "--reps", "1", "-o", out[4]],
        ["stages"],
        ["next"],
        ["--plain", "--speed", "1000"],
    ]
    together = [word for command in commands for word in (*command, ",")][:-1]
    done = run_on(system, *together, typed="1\n3\n", data=data)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert note in done.stdout
    assert "This was a rehearsal" in done.stdout
    assert all(Path(name).stat().st_size for name in out)
    assert json.loads(Path(out[1]).read_text("utf-8"))["sessions"][0]["note"] == note
    assert list(shared.iterdir())
    assert "couldn't be checked" not in run_on(system, "doctor", data=data).stdout
    assert not [path for path in data.rglob("*") if ":" in path.name], "no name that Windows refuses"


@pytest.mark.slow("a process with a session on screens for each")
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_session_on_screens_goes_from_home_to_its_rating(system: str, tmp_path: Path) -> None:
    done = run_on(system, "place", "1", ",", "screens", data=tmp_path)
    assert done.returncode == 0, done.stderr
    seen = done.stdout.partition("screens: ")[2].split()
    assert seen[:2] == ["HomeScreen", "BeforeScreen"]
    assert seen[-1] in ("TimerScreen", "RatingScreen")


@pytest.mark.slow("a process with a session in it")
def test_a_session_on_a_console_of_windows_is_typed_key_by_key(tmp_path: Path) -> None:
    commands = ("place", "1", ",", "--plain", "--speed", "1000")
    done = run_on("win32-console", *commands, typed="1\n3\n\x1a\n", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "This was a rehearsal" in done.stdout
    assert done.stderr == ""


NO_FILES = frozenset({"Store", "formatter", "_box", "_system", "os", "wave"})
"""Whose `open` and `write_text` have nothing to do with a text file."""
STARTS = ("run", "Popen", "check_output")


def in_the_code_page(source: str) -> list[int]:
    """The lines that read or write text without saying in which encoding, so that Windows takes its code page."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _says_none(node)]


def _says_none(call: ast.Call) -> bool:
    name, owner = ast.unparse(call.func).rpartition(".")[::-2]
    given = {word.arg: word.value for word in call.keywords}
    if "encoding" in given or owner.rpartition(".")[2] in NO_FILES:
        return False
    if name in STARTS:
        return "text" in given or "universal_newlines" in given
    if name in ("read_text", "write_text"):
        return len(call.args) < (1 if name == "read_text" else 2)
    words = [*call.args[: 1 if owner else 2], *([given["mode"]] if "mode" in given else [])]
    return name == "open" and not any(isinstance(word, ast.Constant) and "b" in str(word.value) for word in words)


def test_text_is_never_read_or_written_in_a_code_page() -> None:
    bare = {str(path.relative_to(PACKAGE)): in_the_code_page(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in bare.items() if lines} == {}


def test_the_search_for_code_pages_finds_them() -> None:
    bare = ["path.read_text()", "open(name)", "open(name, 'w')", "run(['git'], text=True)", "path.open()"]
    assert in_the_code_page("\n".join(bare)) == [1, 2, 3, 4, 5]
    said = ["path.read_text('utf-8')", "open(name, 'rb')", "open(name, encoding='utf-8')", "os.open(name, 0)"]
    assert in_the_code_page("\n".join(said)) == []


def test_no_module_needs_at_its_start_what_windows_lacks() -> None:
    lacking: list[str] = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(
            path.read_text("utf-8")
        ).body:  # what stands in a function or a `try` is looked after there
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            lacking += [f"{path.name}: {name}" for name in names if name in NOT_ON_WINDOWS]
    assert lacking == []


MARKED = ("audio", "browser", "terminal")
"""Folders of tests/ whose tests are marked, so that Windows leaves them out by their marker."""


def test_what_is_left_out_on_windows_is_what_imports_something_that_is_not_there() -> None:
    tests = ROOT / "tests"
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in tests.rglob("*.py")}
    needs = {name: _imported_at_once(path) for name, path in modules.items()}
    lacking = {*NOT_ON_WINDOWS, "pexpect"}
    while more := {name for name, wanted in needs.items() if wanted & lacking and name not in lacking}:
        lacking |= more
    found = {
        modules[name].relative_to(tests).as_posix() for name in lacking & needs.keys() if modules[name].match("test_*")
    }
    left_out = set(NEED_WHAT_WINDOWS_LACKS)
    assert {name for name in left_out if not (tests / name).exists()} == set(), "a test that has moved"
    assert {name for name in found if name not in left_out and not name.startswith(MARKED)} == set()


def _imported_at_once(path: Path) -> set[str]:
    """What a module imports as it is loaded, as the names that it may have."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_time_zone_is_looked_up_so_windows_needs_no_database_of_them() -> None:
    assert [path.name for path in PACKAGE.rglob("*.py") if "zoneinfo" in path.read_text("utf-8")] == []


def test_no_day_is_written_in_a_way_that_only_some_systems_know() -> None:
    sources = {path.name: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    assert [name for name, source in sources.items() if any(f"%-{letter}" in source for letter in "dmHIMSj")] == []
