"""Tab in real shells, with completion turned on by the line that the pages give."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.history.database.file import FILE
from tests.support.needed import needed_program
from tests.support.pty_terminal import Terminal
from tests.support.real_program import TEST_LIMIT, settle_in
from tests.support.shells import PROMPT, SHELLS, TAB, Shell, line_of, opened

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(TEST_LIMIT)]

Open = Callable[[], Terminal]
ENTER, ANOTHER_LINE = "\r", "\x15"
WEEKS = """\
[programme]
name = "Weeks"

[[stage]]
id = "week 4"
run = "1m"
walk = "1m"
reps = [2, 3]

[[stage]]
id = "*more* (hills)"
run = "2m"
walk = "1m"
reps = [2, 3]
"""


@pytest.fixture(params=SHELLS, ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest) -> Shell:
    found: Shell = request.param
    needed_program(found.name)
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "weeks.toml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def open_shell(shell: Shell, tmp_path: Path, table: Path, data: Path) -> Iterator[Open]:
    """Open the shell on a table and a log that need not be there yet; it ends with the test."""
    with ExitStack() as running:

        def open_it() -> Terminal:
            env = {"RUNWALK_DATA_DIR": str(data), **({"RUNWALK_STAGES": str(table)} if table.exists() else {})}
            terminal = opened(shell, tmp_path, env)
            running.callback(terminal.close)
            return terminal

        yield open_it


def completes(terminal: Terminal, typed: str, whole: str) -> None:
    """Tab makes this of the line."""
    terminal.press(f"{typed}{TAB}")
    terminal.wait_until(lambda: line_of(terminal) == whole, whole)
    terminal.press(ANOTHER_LINE)


def lists(terminal: Terminal, typed: str, *wanted: str) -> str:
    """Tab, pressed twice, shows these; returns the screen."""
    terminal.press(f"{typed}{TAB}")
    terminal.wait_until(lambda: line_of(terminal).startswith(typed.rstrip()), typed)
    terminal.press(TAB)
    text = terminal.wait_for(*wanted)
    # Whatever menu is open is left, and then the line: zsh keeps it where Ctrl+C has closed a menu.
    terminal.press("\x03")
    terminal.wait_for_silence(0.5)
    terminal.press(ANOTHER_LINE, "clear\r")
    terminal.wait_until(lambda: terminal.text.strip() == PROMPT.strip(), "an empty screen")
    return text


def test_tab_knows_commands_stages_sore_places_signs_and_programmes(open_shell: Open) -> None:
    terminal = open_shell()
    completes(terminal, "runwalk sta", "runwalk stages")
    completes(terminal, "runwalk log --red-flag sadd", "runwalk log --red-flag saddle")
    completes(terminal, "runwalk log --sore kn", "runwalk log --sore knee")
    completes(terminal, "runwalk stages use first", "runwalk stages use first-5k")
    completes(terminal, "runwalk log --before 3 --wor", "runwalk log --before 3 --worst")
    lists(terminal, "runwalk log --stage ", "12", "13")
    lists(terminal, "runwalk log --stage=1", "12", "13")
    given = "runwalk log --red-flag accident --red-flag "
    assert "accident" not in lists(terminal, given, "saddle", "one-leg").replace(given, "")


def test_a_stage_with_a_space_or_a_star_in_its_name_is_typed_as_one_word(
    open_shell: Open, table: Path, data: Path
) -> None:
    table.write_text(WEEKS)
    settle_in(data, "week 4")
    terminal = open_shell()
    for typed in ("wee", "\\*m"):
        terminal.press(f"runwalk log --reps 2 --stage {typed}{TAB}")
        terminal.wait_until(lambda: line_of(terminal).endswith(("4", "4'", "hills\\)")), "the whole name")
        terminal.press(ENTER)
        terminal.wait_for("2 of 2 repetitions")
        terminal.press("clear\r")
        terminal.wait_until(lambda: terminal.text.strip() == PROMPT.strip(), "an empty screen")
    told = CliRunner().invoke(cli, ["history", "--json", "--stages", str(table), "--data-dir", str(data)]).stdout
    assert [session["stage"] for session in json.loads(told)["sessions"]] == ["week 4", "*more* (hills)"]


def test_tab_finds_a_session_by_the_beginning_of_its_id(open_shell: Open, data: Path) -> None:
    settle_in(data)
    assert CliRunner().invoke(cli, ["log", "--reps", "6", "--data-dir", str(data)]).exit_code == 0
    told = CliRunner().invoke(cli, ["history", "--json", "--data-dir", str(data)]).stdout
    (session,) = json.loads(told)["sessions"]
    terminal = open_shell()
    completes(terminal, f"runwalk edit {session['id'][:3]}", f"runwalk edit {session['id'][:8]}")
    completes(terminal, "runwalk edit la", "runwalk edit last")


def test_a_file_is_found_as_the_shell_finds_files(open_shell: Open, tmp_path: Path) -> None:
    (tmp_path / "my log.json").write_text("{}")
    terminal = open_shell()
    completes(terminal, "runwalk import my", "runwalk import my\\ log.json")


def test_where_table_and_log_are_broken_tab_gives_nothing_and_says_nothing(
    open_shell: Open, table: Path, data: Path
) -> None:
    table.write_text("[programme\n")
    data.mkdir()
    (data / FILE).write_bytes(b"not a database at all" * 300)
    terminal = open_shell()
    for typed in ("runwalk log --stage ", "runwalk edit "):
        terminal.press(f"{typed}{TAB}{TAB}")
        terminal.wait_for_silence(1)
        assert terminal.text.strip() == f"{PROMPT}{typed}".strip()
        terminal.press(ANOTHER_LINE)
    completes(terminal, "runwalk sta", "runwalk stages")
    assert [path.name for path in data.iterdir()] == [FILE]
