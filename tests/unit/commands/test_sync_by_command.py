"""Syncing by command: what is said and done, where it goes wrong, and what is set for later."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.commands import sync as sync_command
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.json_file import to_json
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Deletion, Log, Placement, SessionRecord
from runwalk_tui.settings import read_settings
from tests.support.real_program import RUNWALK
from tests.support.story_time import HANG_GUARD

NOW = datetime.now(UTC).replace(microsecond=0)
RUN = SessionRecord("11111111-1", NOW - timedelta(days=2), "ASTEROID run-walk", "4", 6, 6, pain_worst=2, source="log")
ALONE = (
    "This computer's log is in the folder. No other computer has written there yet. "
    "Now run the same command on your other computer.\n"
)
HINT = "To sync automatically from now on: runwalk sync {} --always\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["sync", *map(str, arguments)], catch_exceptions=False)


def there(folder: Path, log: Log) -> Path:
    """The data folder of another computer that has this log."""
    with Store.open(folder) as store:
        store.merge(log)
    return folder


def set_folder() -> str:
    return read_settings(paths.settings_file()).sync.folder


def test_the_first_sync_says_what_is_there_now_and_how_to_have_it_done_by_itself(shared: Path) -> None:
    done = run(shared)
    assert (done.exit_code, done.output) == (0, ALONE + HINT.format(shared))
    assert run(shared).output == ALONE
    assert len(list(shared.iterdir())) == 1


def test_what_comes_in_is_counted_and_the_next_session_is_told_where_that_changes(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = there(tmp_path / "other", Log(sessions=(RUN,), placements=(Placement(NOW - timedelta(days=9), "4"),)))
    monkeypatch.setattr("platform.node", lambda: "upstairs")
    run(shared, "--data-dir", other)
    monkeypatch.setattr("platform.node", lambda: "here")
    said = run(shared).stdout.splitlines()
    told = "1 session is new. Your starting stage was set on another computer."
    assert said[0] == f"Read the log of 1 other computer: upstairs. {told}"
    assert "Stage 4" in said[1]
    assert run(shared).output == "Read the log of 1 other computer: upstairs. Nothing new.\n"
    with Store.open(other) as store:
        store.save(replace(RUN, red_flags=("numb saddle",), updated_at=NOW))
    monkeypatch.setattr("platform.node", lambda: "laptop")
    run(shared, "--data-dir", other)
    monkeypatch.setattr("platform.node", lambda: "here")
    said = run(shared).stdout.splitlines()
    assert said[0] == "Read the log of 1 other computer: laptop. 1 session changed."
    assert "numb saddle" in "\n".join(said[1:])


def test_a_note_that_changes_nothing_about_the_next_session_is_one_line(shared: Path, tmp_path: Path) -> None:
    other = there(tmp_path / "other", Log(sessions=(RUN,)))
    run(shared, "--data-dir", other)
    run(shared)
    with Store.open(other) as store:
        store.save(replace(RUN, note="sunny", updated_at=NOW))
    run(shared, "--data-dir", other)
    assert run(shared).output.count("\n") == 1


def test_a_session_of_another_stage_table_is_told_once(shared: Path, tmp_path: Path) -> None:
    run(shared, "--data-dir", there(tmp_path / "other", Log(sessions=(replace(RUN, programme="My own"),))))
    told = "Your last session is stage 4 of My own, which the stage table on this computer doesn't have"
    assert told in run(shared).stdout
    assert told not in run(shared).stdout


def test_several_computers_are_named_and_so_is_what_was_left_alone(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("upstairs", "laptop"):
        monkeypatch.setattr("platform.node", lambda name=name: name)
        run(shared, "--data-dir", tmp_path / name)
    monkeypatch.setattr("platform.node", lambda: "here")
    for number in range(7):
        (shared / f"photo {number}.jpg").write_bytes(b"?")
    done = run(shared)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Read the logs of 2 other computers: laptop, upstairs. Nothing new.",
        "Left alone, because they aren't sync files: "
        "photo 0.jpg, photo 1.jpg, photo 2.jpg, photo 3.jpg, photo 4.jpg and 2 more.",
        HINT.format(shared).strip(),
    ]


def test_what_could_not_be_read_is_said_on_standard_error_and_the_status_is_1(shared: Path, tmp_path: Path) -> None:
    run(shared, "--data-dir", there(tmp_path / "other", Log(sessions=(RUN,))))
    (shared / "runwalk-00000001.json").write_text('{"format": ')
    (shared / "runwalk-00000002.json").write_text(to_json(Log()))
    done = run(shared)
    assert done.exit_code == 1
    assert "1 session is new" in done.stdout
    first, second = done.stderr.splitlines()
    assert first.startswith(f"runwalk: {shared}/runwalk-00000001.json: it isn't whole")
    assert second.startswith(f"runwalk: {shared}/runwalk-00000002.json: this is an export")
    assert second.endswith(f"run: runwalk import {shared}/runwalk-00000002.json")


def test_a_folder_that_cannot_be_used_is_one_line_and_nothing_is_set(tmp_path: Path) -> None:
    data = paths.data_dir()
    there(data, Log(sessions=(RUN,)))
    for folder in (tmp_path / "nowhere", data, data / "runwalk.sqlite3"):
        done = run(folder, "--always")
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("runwalk: ")
    assert not paths.settings_file().exists()
    assert not (tmp_path / "nowhere").exists()


def test_once_it_is_set_the_folder_need_not_be_named(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("shared", "--always")
    assert done.output.splitlines() == [
        ALONE.strip(),
        "From now on runwalk syncs automatically: when you open it and whenever your log changes. "
        "To stop that: runwalk sync --never",
    ]
    assert set_folder() == str(shared), "a name below the current folder would be another one tomorrow"
    assert run().output == ALONE
    assert run("--always").output == ALONE + (
        "runwalk syncs with this folder automatically: when you open it and whenever your log changes.\n"
    )
    assert run("--never").output == f"runwalk no longer syncs automatically. What is in {shared} stays there.\n"
    assert set_folder() == ""
    assert run("--never").output == "runwalk doesn't sync automatically.\n"
    assert len(list(shared.iterdir())) == 1


def test_settings_that_were_written_by_hand_are_kept_beside(shared: Path) -> None:
    paths.make_folder(paths.config_dir())
    paths.settings_file().write_text("# mine\n[audio]\nvolume = 50\n")
    done = run(shared, "--always")
    assert "The old file is next to it, as settings.toml.bak." in done.output
    assert read_settings(paths.settings_file()).audio.volume == 50
    assert paths.settings_file().with_name("settings.toml.bak").read_text().startswith("# mine")


def test_settings_with_an_error_are_named_and_stay_as_they_are(shared: Path) -> None:
    paths.make_folder(paths.config_dir())
    paths.settings_file().write_text("[audio\n")
    for arguments in ((str(shared), "--always"), ("--never",), (str(shared),), ()):
        done = run(*arguments)
        assert done.exit_code == 1
        assert done.stderr.startswith(f"runwalk: {paths.settings_file()}:1: ")
    assert paths.settings_file().read_text() == "[audio\n"


def test_a_home_folder_in_the_settings_is_understood(own_home: Path) -> None:
    paths.make_folder(paths.config_dir())
    (own_home / "Sync").mkdir()
    paths.settings_file().write_text('[sync]\nfolder = "~/Sync"\n')
    assert run().output.startswith(ALONE)
    assert len(list((own_home / "Sync").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name a folder to sync with, such as: runwalk sync ~/Sync/runwalk"),
        (("--always",), "name a folder to sync with"),
        (("x", "--never"), "use --never without a folder or other options: runwalk sync --never"),
        (("--never", "--encrypt"), "use --never without a folder"),
        (("--never", "--yes"), "use --never without a folder"),
        (("x", "--always", "--data-dir", "y"), "--always is for your usual log, and this is another one (--data-dir"),
        (
            ("--data-dir", "y"),
            "name a folder for this log: the one in your settings is for your own log, not for --data-dir",
        ),
        (("x", "y"), '"y" is one word too many'),
        (("",), "the name is empty; name a file or a folder"),
    ],
)
def test_a_line_that_is_not_right_is_told(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_another_log_is_never_mixed_with_the_one_of_the_settings(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(shared, "--always")
    assert run("--data-dir", tmp_path / "guest").exit_code == 2
    with monkeypatch.context() as patch:
        patch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "guest"))
        assert run().exit_code == run(shared, "--always").exit_code == 2
    guest = there(tmp_path / "guest", Log(deleted=(Deletion("x", NOW),)))
    (tmp_path / "link").symlink_to(shared)
    before = sorted(shared.iterdir())
    for folder in (shared, tmp_path / "link", shared / ".." / shared.name):
        done = run(folder, "--data-dir", guest, "--yes")
        assert done.exit_code == 1
        assert "this is the folder of your own log, and this log is another one" in done.stderr
    assert sorted(shared.iterdir()) == before
    (tmp_path / "guest's folder").mkdir()
    assert run(tmp_path / "guest's folder", "--data-dir", guest).exit_code == 0


def two_people(shared: Path, tmp_path: Path) -> None:
    """One who has synced with the folder, and one who hasn't yet and has the usual log here."""
    assert run(shared, "--data-dir", there(tmp_path / "other", Log(sessions=(RUN,)))).exit_code == 0
    there(paths.data_dir(), Log(sessions=(replace(RUN, id="22222222-2"),)))


def test_without_a_terminal_two_logs_become_one_only_with_yes(shared: Path, tmp_path: Path) -> None:
    two_people(shared, tmp_path)
    for more in ((), ("--always",), ("--encrypt",)):
        done = run(shared, *more)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"None of the sessions in {shared} from " in done.stderr
        assert " are in your log. There is no terminal to ask you in; add --yes" in done.stderr
    assert len(list(shared.iterdir())) == 1
    assert not paths.settings_file().exists()
    assert not (paths.config_dir() / "sync.key").exists()
    assert "1 session is new" in run(shared, "--yes").stdout
    assert run(shared).exit_code == 0, "it asks once"


@pytest.mark.parametrize(("typed", "status", "files"), [("y", 0, 2), ("", 1, 1)])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_on_a_terminal_it_asks_before_two_logs_become_one(
    typed: str, status: int, files: int, shared: Path, tmp_path: Path
) -> None:
    import pexpect

    two_people(shared, tmp_path)
    with pexpect.spawn(RUNWALK[0], [*RUNWALK[1:], "sync", str(shared)], encoding="utf-8", timeout=60) as child:
        child.expect("nothing takes them apart again")
        child.expect("Go on")
        child.sendline(typed)
        child.expect("Read the log of 1 other computer" if typed else "nothing was synced")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == status
    assert len(list(shared.iterdir())) == files


def a_stranger_beside_another_computer(shared: Path, tmp_path: Path) -> None:
    """The usual log here knows the one upstairs, where a warning sign is new; somebody's file has come, too."""
    there(paths.data_dir(), Log(sessions=(RUN,)))
    there(tmp_path / "upstairs", Log())
    for data in (("--yes",), ("--data-dir", tmp_path / "upstairs"), ()):
        assert run(shared, *data).exit_code == 0
    (own := tmp_path / "their folder").mkdir()
    theirs = there(tmp_path / "somebody", Log(sessions=(replace(RUN, id="22222222-2", red_flags=("fever",)),)))
    assert run(own, "--data-dir", theirs).exit_code == 0
    (file,) = own.iterdir()
    there(tmp_path / "upstairs", Log(sessions=(replace(RUN, id="33333333-3", red_flags=("chest",)),)))
    assert run(shared, "--data-dir", tmp_path / "upstairs").exit_code == 0
    file.rename(shared / file.name)


def ids_here() -> set[str]:
    with Store.open(paths.data_dir(), read_only=True) as store:
        return {session.id for session in store.log().sessions}


@pytest.mark.parametrize("more", [(), ("--always",)])
def test_without_a_terminal_the_other_computers_are_read_and_a_stranger_is_left_out(
    more: tuple[str, ...], shared: Path, tmp_path: Path
) -> None:
    a_stranger_beside_another_computer(shared, tmp_path)
    done = run(shared, *more)
    assert done.exit_code == 1
    assert "Read the log of 1 other computer: " in done.stdout
    assert "Call your emergency number" in done.stdout
    assert done.stderr.startswith("runwalk: There's a warning sign from ")
    assert "so they were left out: if they're yours, too, run `runwalk sync` once" in done.stderr
    assert ids_here() == {RUN.id, "33333333-3"}
    assert set_folder() == (str(shared) if more else "")
    assert run(shared, "--yes").exit_code == 0
    assert len(ids_here()) == 3


def test_a_stranger_alone_beside_this_computer_s_file_is_left_out_and_nobody_is_said_to_be_missing(
    shared: Path, tmp_path: Path
) -> None:
    there(paths.data_dir(), Log(sessions=(RUN,)))
    assert run(shared).exit_code == 0
    (own := tmp_path / "their folder").mkdir()
    theirs = there(tmp_path / "somebody", Log(sessions=(replace(RUN, id="22222222-2"),)))
    assert run(own, "--data-dir", theirs).exit_code == 0
    (file,) = own.iterdir()
    file.rename(shared / file.name)
    done = run(shared)
    assert (done.exit_code, done.stdout) == (1, "")


@pytest.mark.parametrize(("typed", "status", "sessions"), [("y", 0, 3), ("n", 1, 2), ("", 1, 2)])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_on_a_terminal_no_leaves_a_stranger_out_and_syncs_with_the_rest(
    typed: str, status: int, sessions: int, shared: Path, tmp_path: Path
) -> None:
    import pexpect

    a_stranger_beside_another_computer(shared, tmp_path)
    with pexpect.spawn(RUNWALK[0], [*RUNWALK[1:], "sync", str(shared)], encoding="utf-8", timeout=60) as child:
        child.expect("There's a warning sign from")
        child.expect("nothing takes them apart again")
        child.expect("Take them in, too")
        child.sendline(typed)
        child.expect("Read the log")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == status
    assert len(ids_here()) == sessions


def test_a_name_that_goes_up_is_set_as_the_folder_that_it_leads_to(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert run("../../shared", "--always").exit_code == 0
    assert set_folder() == str(shared)


def test_its_own_file_that_was_not_whole_is_written_again_and_that_is_told(shared: Path) -> None:
    there(paths.data_dir(), Log(sessions=(RUN,)))
    run(shared)
    (file,) = shared.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-5])
    done = run(shared)
    assert done.exit_code == 0
    assert f"{file.name}, this computer's file, wasn't whole and has been written again." in done.stdout
    assert len(file.read_bytes()) == len(whole)
    assert run(shared).output == ALONE


def test_a_name_that_ends_with_a_space_is_refused_before_anything_is_synced(tmp_path: Path) -> None:
    folder = tmp_path / "trail "
    folder.mkdir()
    done = run(folder, "--always")
    assert done.exit_code == 1
    assert "your settings can't hold a name that ends with a space; rename the folder" in done.stderr
    assert list(folder.iterdir()) == []
    assert run(folder).exit_code == 0


def test_of_a_folder_full_of_damaged_files_and_of_computers_the_first_are_named(shared: Path, tmp_path: Path) -> None:
    for number in range(7):
        run(shared, "--data-dir", tmp_path / str(number))
    for number in range(30):
        (shared / f"runwalk-000000{number:02}.json").write_text("?")
    done = run(shared, "--always")
    assert done.exit_code == 1
    assert " and 2 more. " in done.stdout.splitlines()[0]
    assert len(done.stderr.splitlines()) == 11
    assert done.stderr.splitlines()[-1] == f"runwalk: 20 more files in {shared} were left alone"


def test_somebody_who_waits_for_a_folder_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told, said = Event(), []

    def hear(text: str, *, err: bool) -> None:
        said.append((text, err))
        told.set()

    monkeypatch.setattr(sync_command, "PATIENCE", 0.0)
    monkeypatch.setattr(sync_command, "say", hear)
    with sync_command.told_while_it_takes(tmp_path):
        assert told.wait(HANG_GUARD)
    assert said == [(f"Still waiting for {tmp_path}. Ctrl+C stops; everything is saved on this computer.", True)]


def test_encrypting_says_where_the_key_is_and_never_shows_it(shared: Path) -> None:
    pytest.importorskip("pyrage", reason='the extra "sync" is not installed')
    run(shared)
    done = run(shared, "--encrypt")
    assert done.exit_code == 0
    key = paths.config_dir() / "sync.key"
    assert f"The key is the file {key}. Copy it to your other computers, but not through this folder" in done.stdout
    assert "AGE-SECRET" not in done.output
    assert [file.suffix for file in shared.iterdir()] == [".age"]
    secret = key.read_text()
    assert run(shared, "--encrypt").output == (
        f"{ALONE}What this computer writes there is encrypted, with the key in {key}.\n"
    )
    assert key.read_text() == secret
    key.unlink()
    done = run(shared, "--encrypt")
    assert done.exit_code == 1
    assert f"copy sync.key from a computer that has it to {key}" in done.stderr
    assert not key.exists()


def test_the_key_is_never_written_over_by_an_export(shared: Path) -> None:
    pytest.importorskip("pyrage", reason='the extra "sync" is not installed')
    run(shared, "--encrypt")
    key = paths.config_dir() / "sync.key"
    done = CliRunner().invoke(cli, ["export", "json", "-o", str(key)])
    assert done.exit_code == 1
    assert "one of your settings files" in done.output
    assert key.read_text().startswith("# created")


def test_where_the_log_cannot_be_opened_nothing_is_written(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(StoreError, match="it can't be opened"):
        run(shared, "--data-dir", tmp_path / "data")
    assert list(shared.iterdir()) == []


def test_a_log_that_was_lost_comes_back_from_the_folder(shared: Path) -> None:
    there(paths.data_dir(), Log(sessions=(RUN,)))
    run(shared)
    shutil.rmtree(paths.data_dir())
    assert "1 session is new." in run(shared).stdout
    assert len(list(shared.iterdir())) == 2


def test_a_sync_loads_no_screen_and_without_a_key_nothing_that_encrypts(shared: Path) -> None:
    code = (
        "import sys; from runwalk_tui.cli import cli\n"
        f"cli(['sync', {str(shared)!r}, '--always'], standalone_mode=False)\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'miniaudio', 'pyrage'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
