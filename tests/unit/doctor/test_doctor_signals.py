"""The doctor on what leaves the terminal: what is on, and whether it can work; nothing is started or written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from runwalk_tui.doctor.finding import Finding
from runwalk_tui.doctor.outward import OFF, OFF_BY_A_FAULT, OR_OFF, signals
from runwalk_tui.exports import folder_check
from runwalk_tui.outward.notification import NO_DESKTOP
from runwalk_tui.settings import AfterSession, Hooks, Notifications, Settings, StatusFileSettings


def found(folder: Path, settings: Settings) -> Finding:
    """The one thing that is on."""
    (finding,) = signals(settings, folder / "data", folder / "stages.toml")
    return finding


def test_with_everything_off_it_is_one_calm_line(tmp_path: Path) -> None:
    assert found(tmp_path, Settings()) == Finding("signals", True, OFF)


def test_it_is_not_called_off_where_the_settings_cannot_be_used(tmp_path: Path) -> None:
    (finding,) = signals(Settings(), tmp_path / "data", tmp_path / "stages.toml", faulty=True)
    assert (finding.works, finding.message) == (False, OFF_BY_A_FAULT)


def test_a_command_that_no_shell_can_get_is_named(tmp_path: Path) -> None:
    finding = found(tmp_path, Settings(hooks=Hooks(run="a\0b", walk="lamp blue")))
    assert (finding.works, finding.message) == (False, "run: no command can have a zero byte in it")


def test_hooks_are_named_and_not_tried(tmp_path: Path) -> None:
    finding = found(tmp_path, Settings(hooks=Hooks(run=f"touch {tmp_path}/tried", finished=" x ")))
    assert finding.works
    assert finding.message.startswith("run, finished;")
    assert list(tmp_path.iterdir()) == []


def test_a_status_file_is_looked_at_and_not_written(tmp_path: Path) -> None:
    stages = tmp_path / "stages.toml"
    stages.touch()
    fine = found(tmp_path, Settings(status=StatusFileSettings(str(tmp_path / "status.json"))))
    assert fine == Finding("status file", True, str(tmp_path / "status.json"))
    ours = found(tmp_path, Settings(status=StatusFileSettings(str(stages))))
    assert not ours.works
    assert "the stage table in use" in ours.message
    assert ours.advice
    assert [file.name for file in tmp_path.iterdir()] == ["stages.toml"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux have notify-send")
def test_a_notification_needs_a_program_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    on = Settings(notify=Notifications(finished=True))
    assert "libnotify" in found(tmp_path, on).advice
    program = tmp_path / "notify-send"
    program.write_text("")
    program.chmod(0o700)
    assert found(tmp_path, on) == Finding("notification", False, "on", f"{NO_DESKTOP} {OR_OFF}")
    (tmp_path / "bus").touch()
    works = Finding("notification", True, "at the end of a session, by notify-send; it wasn't tried")
    assert found(tmp_path, on) == works
    (tmp_path / "bus").unlink()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/somewhere")
    assert found(tmp_path, on) == works


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("", "csv: no folder is set"),
        ("here", "csv: here: write the full path, starting with / or ~"),
        ("{folder}/missing", "csv: there is no folder {folder}/missing"),
        ("~nobody-of-that-name", "csv: ~nobody-of-that-name: there is no such home folder"),
        ("{folder}", ""),
    ],
)
def test_the_folder_of_the_file_after_a_session(tmp_path: Path, folder: str, message: str) -> None:
    after = AfterSession("csv", folder.format(folder=tmp_path))
    finding = found(tmp_path, Settings(after_session=after))
    assert finding.works is not bool(message)
    assert finding.message == (message or "csv into {folder}").format(folder=tmp_path)


def test_fit_needs_its_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_check, "find_spec", lambda name: None)
    finding = found(tmp_path, Settings(after_session=AfterSession("fit", str(tmp_path))))
    assert not finding.works
    assert '"watch"' in finding.advice
    assert "fit-tool" in finding.advice
