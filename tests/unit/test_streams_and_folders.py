"""Standard streams that are closed or full, folders that may not be entered, no home: one line, the right status."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pexpect
import pytest

from tests.support.as_json import as_json
from tests.support.real_program import RUNWALK, held_by_permissions

pytestmark = pytest.mark.slow("starts the program for each")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


Ended = subprocess.CompletedProcess[bytes]
ENVIRONMENT = {"PULSE_SERVER": "none"}


def run(
    data: Path | None,
    *arguments: str,
    streams: str = "",
    before: tuple[str, ...] = (),
    env: Mapping[str, str] = ENVIRONMENT,
) -> Ended:
    """Run a command with its streams as a shell has them after `streams`, such as ">&-"."""
    folder = {} if data is None else {"RUNWALK_DATA_DIR": str(data)}
    command = ["sh", "-c", f'exec "$@" {streams}', "sh", *before, *RUNWALK, *arguments]
    done = subprocess.run(
        command,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        env={**os.environ, **folder, **env},
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def sessions(data: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = as_json(run(data, "history", "--json"))["sessions"]
    return found


LOG = ("log", "--stage", "1", "--reps", "6")
FULL, CLOSED = ">/dev/full", ">&-"


@pytest.mark.parametrize(("streams", "why"), [(FULL, "no space left"), (CLOSED, "bad file descriptor")])
def test_a_record_that_is_in_is_no_failure_when_its_answer_is_not_heard(data: Path, streams: str, why: str) -> None:
    """A status of 1 would have a script record the session once more."""
    done = run(data, *LOG, streams=streams)
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert f"saved, but standard output can't be written to: {why}" in done.stderr.decode()
    assert len(sessions(data)) == 1
    for command in (["place", "2"], ["morning", "3"], ["import", str(data / "log.json")]):
        (data / "log.json").write_text(
            '{"format": "runwalk-history", "version": 1, "placements": [{"at": "2026-01-05T07:00:00Z", "stage": "1"}]}'
        )
        refused = command[0] == "morning"  # on the day of the session: nothing is written, and that is no success
        done = run(data, *command, streams=streams)
        assert (done.returncode, done.stderr.count(b"\n")) == (1 if refused else 0, 1), command


def test_a_reader_that_goes_away_after_a_record_is_no_failure_either(data: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '{ "$@"; echo status $? >&2; } | true', "sh", *RUNWALK, *LOG],
        env={**os.environ, "RUNWALK_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == "status 0\n"
    assert len(sessions(data)) == 1


@pytest.mark.parametrize(
    "arguments",
    [["next"], ["next", "--json"], ["history"], ["export", "json"], ["stages", "path"], ["--help"]],
    ids=str,
)
@pytest.mark.parametrize("streams", [FULL, CLOSED])
def test_an_answer_that_cannot_be_given_is_a_failure_in_one_line(
    data: Path, arguments: list[str], streams: str
) -> None:
    done = run(data, *arguments, streams=streams)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"standard output can't be written to" in done.stderr


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_without_standard_error_the_status_tells(data: Path, streams: str) -> None:
    assert run(data, "next", "--on", "some day", streams=streams).returncode == 2
    assert run(data, "morning", "3", streams=streams).returncode == 1
    assert run(data, *LOG, streams=streams).returncode == 0
    assert run(data, "next", streams=f"{streams} {CLOSED}").returncode == 1
    assert run(data, streams=streams).returncode == 1
    assert run(Path("/dev/null/data"), "--plain", streams=streams).returncode == 1


def test_with_every_stream_closed_the_session_is_kept_and_no_file_of_ours_is_written_over(data: Path) -> None:
    assert run(data, *LOG, streams="<&- >&- 2>&-").returncode == 0
    assert run(data, "--plain", streams="<&- >&- 2>&-").returncode == 1
    assert run(data, *LOG, streams="<&-").returncode == 0
    assert len(sessions(data)) == 2


@pytest.mark.parametrize("streams", [FULL, CLOSED])
def test_the_plain_program_says_on_what_is_left_that_it_is_not_heard(data: Path, streams: str) -> None:
    done = run(data, "--plain", streams=streams)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"standard output can't be written to" in done.stderr


def test_without_input_the_plain_program_ends(data: Path) -> None:
    done = run(data, "--plain", streams="<&-")
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&1 >/dev/null"])
def test_the_app_says_that_it_needs_a_terminal(data: Path, streams: str) -> None:
    done = run(data, streams=streams)
    assert done.returncode == 1
    assert b"needs a terminal" in done.stderr + done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "json", "-o", ""],
        ["render", "--stage", "1", "-o", ""],
        ["next", "--data-dir", ""],
        ["place", "1", "--data-dir", ""],
        ["--stages", "", "next"],
        ["stages", "check", ""],
        ["import", ""],
    ],
    ids=" ".join,
)
def test_an_empty_name_is_no_place(data: Path, arguments: list[str], tmp_path: Path) -> None:
    done = run(data, *arguments)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"the name is empty" in done.stderr
    assert not data.exists()


def test_data_are_utf8_in_every_locale_and_no_letter_is_replaced(data: Path, tmp_path: Path) -> None:
    note = "nasses Laub, ☂"
    assert run(data, *LOG, "--note", note).returncode == 0
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for command in (["export", "csv"], ["export", "json"], ["history", "--csv"], ["history", "--json"]):
        done = run(data, *command, env=ascii_only)
        assert done.returncode == 0
        assert note in done.stdout.decode("utf-8"), command
    table = tmp_path / "läufe.toml"
    table.write_text('[programme]\nname = "Läufe"\n[[stage]]\nrun = 5\nwalk = 5\n')
    told = run(data, "next", "--json", "--stages", str(table), env=ascii_only)
    assert as_json(told)["programme"] == "Läufe"
    assert run(data, "stages", "path", "--stages", os.fsdecode(b"l\xfcfe"), env=ascii_only).stdout == b"l\xfcfe\n"


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_at_a_terminal_an_error_is_said_there_when_standard_error_does_not_take_it(data: Path, streams: str) -> None:
    command = shlex.join([*RUNWALK, "--data-dir", str(data)])
    for arguments, told, status in (
        ("", "standard error is not one", 1),
        ("next --on once", "is not a day such as", 2),
    ):
        said, ended = pexpect.run(f"sh -c {shlex.quote(f'{command} {arguments} {streams}')}", withexitstatus=True)
        assert (ended, said.count(b"\n")) == (status, 1), said
        assert told.encode() in said


def test_in_a_folder_that_has_been_removed_each_command_works_or_says_why(data: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for arguments, status in ((["place", "1"], 0), (["next"], 0), (["export", "json", "-o", "log.json"], 1)):
        gone.mkdir()
        script = ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(gone), *RUNWALK, *arguments]
        env = {**os.environ, "RUNWALK_DATA_DIR": str(data)}
        done = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False, env=env)
        assert (done.returncode, done.stderr.count("\n")) == (status, status), done.stderr
        assert "Traceback" not in done.stderr
        assert status == 0 or "the folder you are in: no such file or directory" in done.stderr


# Folders.


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[list[Path]]:
    """Folders in this list are opened again at the end, or nobody could remove them."""
    folders: list[Path] = []
    yield folders
    for folder in reversed(folders):
        folder.chmod(0o700)


COMMANDS = (["next"], ["history"], list(LOG), ["export", "json"], ["--plain"], ["morning", "3"])


@pytest.mark.parametrize("depth", [0, 1, 2], ids=["the folder itself", "the one around it", "the home"])
def test_a_data_folder_that_may_not_be_entered_is_one_line(own_home: Path, shut: list[Path], depth: int) -> None:
    before = held_by_permissions()
    data = own_home / "around" / "data"
    assert run(data, "place", "1").returncode == 0
    folder = [data, data.parent, own_home][depth]
    folder.chmod(0)
    shut.append(folder)
    table = ("--stages", str(Path(__file__).parents[2] / "stages.toml"))
    for command in COMMANDS:
        done = run(data, *table, *command, before=before)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), (command, done.stderr)
        assert str(data).encode() in done.stderr
    doctor = run(data, "doctor", before=before)
    assert doctor.returncode == 1
    assert b"no  data folder: " in doctor.stdout
    assert b"Please report" not in doctor.stdout


def test_a_config_folder_that_may_not_be_entered_is_named_and_stops_neither_front_end(
    data: Path, own_home: Path, shut: list[Path]
) -> None:
    before = held_by_permissions()
    config = own_home / ".config" / "runwalk"
    config.mkdir(parents=True)
    config.chmod(0)
    shut.append(config)
    done = run(data, "next", before=before)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert f"{config}/stages.toml:1: the file can't be read: Permission denied" in done.stderr.decode()
    assert run(data, "history", before=before).returncode == 0
    plain = run(data, "--plain", before=before)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout.count(b"Permission denied") == 3  # table, settings, tips
    assert b"using the table that comes with runwalk" in plain.stdout
    doctor = run(data, "doctor", before=before)
    assert doctor.stdout.count(b"Permission denied") == 2
    assert b"Please report" not in doctor.stdout


def nobody() -> tuple[str, ...]:
    """What stands before a command so that its user is in no list of users and has no home."""
    if os.getuid() or shutil.which("setpriv") is None:
        pytest.skip("only root can become a user that is in no list")
    power = "+dac_override,+dac_read_search"
    return (
        *("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups", f"--inh-caps={power}"),
        *(f"--ambient-caps={power}", "env", "-u", "HOME"),
    )


def test_without_a_home_one_line_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o777)
    for command in (*COMMANDS, ["place", "1"], ["stages"], ["--data-dir", str(tmp_path / "data"), "next"]):
        done = run(None, *command, before=nobody())
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), (command, done.stderr)
        assert b"set HOME, or give a folder for the log in RUNWALK_DATA_DIR" in done.stderr
    doctor = run(None, "doctor", before=nobody()).stdout
    assert b"no  data folder: your home folder can't be found" in doctor
    assert b"Please report" not in doctor
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_but_with_a_data_folder_all_works(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o777)
    assert run(data, "place", "2", before=nobody()).returncode == 0
    assert run(data, *LOG, before=nobody()).returncode == 0
    assert run(data, "next", before=nobody()).returncode == 0
    assert run(data, "--plain", before=nobody()).returncode == 0
    assert run(data, "stages", "edit", before=nobody(), env={"EDITOR": "true"}).returncode == 0
    assert run(data, "stages", "path", before=nobody()).stdout == f"{data}/config/stages.toml\n".encode()
