"""Syncing by command: what is said and done, where it goes wrong, and what is set for later."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.json_file import to_json
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Deletion, Log, Placement, SessionRecord
from runwalk_tui.settings import read_settings

NOW = datetime.now(UTC).replace(microsecond=0)
RUN = SessionRecord("11111111-1", NOW - timedelta(days=2), "ASTEROID run-walk", "4", 6, 6, pain_worst=2, source="log")
ALONE = "This computer's log is in the folder. No other computer has written there yet.\n"
HINT = "To have runwalk do this by itself, at each start and after each session: add --always.\n"


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
    assert (done.exit_code, done.output) == (0, ALONE + HINT)
    assert run(shared).output == ALONE
    assert len(list(shared.iterdir())) == 1


def test_what_comes_in_is_counted_and_the_next_session_is_told_where_that_changes(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = there(tmp_path / "other", Log(sessions=(RUN,), placements=(Placement(NOW - timedelta(days=9), "4"),)))
    monkeypatch.setattr("platform.node", lambda: "upstairs")
    run(shared, "--data-dir", other)
    said = run(shared).stdout.splitlines()
    assert said[0] == "Read the log of 1 other computer: upstairs. 1 session is new. Also new: 1 starting stage."
    assert "Stage 4" in said[1]
    assert run(shared).output == "Read the log of 1 other computer: upstairs. Nothing new.\n"
    with Store.open(other) as store:
        store.save(replace(RUN, red_flags=("numb saddle",), updated_at=NOW))
    monkeypatch.setattr("platform.node", lambda: "laptop")
    run(shared, "--data-dir", other)
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


def test_several_computers_are_named_and_so_is_what_was_left_alone(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("upstairs", "laptop"):
        monkeypatch.setattr("platform.node", lambda name=name: name)
        run(shared, "--data-dir", tmp_path / name)
    for number in range(7):
        (shared / f"photo {number}.jpg").write_bytes(b"?")
    done = run(shared)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Read the logs of 2 other computers: laptop, upstairs. Nothing new.",
        "Not from runwalk, so left alone: photo 0.jpg, photo 1.jpg, photo 2.jpg, photo 3.jpg, photo 4.jpg and 2 more.",
        HINT.strip(),
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
    assert second.startswith(f"runwalk: {shared}/runwalk-00000002.json: somebody put this export here")


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
        "From now on runwalk syncs by itself, at each start and after each session. "
        "To stop that: runwalk sync --never.",
    ]
    assert set_folder() == str(shared), "a name below the current folder would be another one tomorrow"
    assert run().output == ALONE
    assert run("--always").output == ALONE + (
        "runwalk syncs with this folder by itself, at each start and after each session.\n"
    )
    assert run("--never").output == f"runwalk doesn't sync by itself any more. What is in {shared} stays there.\n"
    assert set_folder() == ""
    assert run("--never").output == "runwalk doesn't sync by itself.\n"
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
        (("x", "--never"), "--never goes alone"),
        (("--never", "--encrypt"), "--never goes alone"),
        (("x", "--always", "--data-dir", "y"), "--always is for your usual log, and this is another one (--data-dir"),
        (("--data-dir", "y"), "name the folder: the one in your settings is for your usual log"),
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
    done = run(shared, "--data-dir", there(tmp_path / "guest", Log(deleted=(Deletion("x", NOW),))))
    assert done.exit_code == 0, "whoever names both means it"


def test_encrypting_says_where_the_key_is_and_never_shows_it(shared: Path) -> None:
    pytest.importorskip("pyrage", reason='the extra "sync" is not installed')
    run(shared)
    done = run(shared, "--encrypt")
    assert done.exit_code == 0
    key = paths.config_dir() / "sync.key"
    assert f"The key is {key}. Copy it to your other computers, but not through this folder" in done.stdout
    assert "AGE-SECRET" not in done.output
    assert [file.suffix for file in shared.iterdir()] == [".age"]
    secret = key.read_text()
    assert run(shared, "--encrypt").output == ALONE
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
