"""The status file: complete whenever it is read, written at changes only, and over nothing that is not its own."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.outward.status_file import (
    Status,
    end_left_status,
    has_changed,
    idle_status,
    status_of,
    why_no_status_file,
    write_status,
)
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.system.own_files import whose

NOW = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
STAGE = Stage("4", (Step(Act.RUN, 60), Step(Act.WALK, 90)), reps_min=2, reps_max=2, warm_up=300, cool_down=120)
TABLE = StageTable("Test", (STAGE,))


def nobodys(path: Path) -> str:
    return ""


def countdown() -> Countdown:
    started = Countdown(plan_session(TABLE, STAGE, 2))
    started.start(0)
    return started


def status(of: Countdown, at: float, *, speed: float = 1.0, rehearsal: bool = False) -> Status:
    running = prepare(TABLE, STAGE, 2, NOW, rehearsal=rehearsal)
    return status_of(of.moment(at), running, NOW + timedelta(seconds=at / speed), lambda seconds: seconds / speed)


def test_a_running_session_says_when_phase_and_session_end() -> None:
    assert status(countdown(), 310) == {
        "format": "runwalk-status",
        "version": 1,
        "state": "running",
        "phase": "run",
        "phase_ends_at": "2026-01-05T07:36:00.000+00:00",
        "session_ends_at": "2026-01-05T07:42:00.000+00:00",
        "phase_left": 50,
        "session_left": 410,
        "stage": "4",
        "run": 1,
        "runs": 2,
        "rehearsal": False,
        "pid": os.getpid(),
        "updated_at": "2026-01-05T07:35:10.000+00:00",
    }


def test_a_rehearsal_ends_earlier_than_its_seconds_say() -> None:
    said = status(countdown(), 300, speed=10, rehearsal=True)
    assert (said["phase_left"], said["phase_ends_at"]) == (60, "2026-01-05T07:30:36.000+00:00")
    assert said["rehearsal"] is True


def test_a_pause_and_the_end_have_no_time_of_an_end() -> None:
    paused, over = countdown(), countdown()
    paused.pause(310)
    over.end(310)
    assert [status(paused, 400)[key] for key in ("state", "phase_ends_at", "phase_left", "session_left")] == [
        *("paused", None, 50, 410),
    ]
    assert [status(over, 400)[key] for key in ("state", "session_ends_at", "phase_left", "session_left")] == [
        *("finished", None, 0, 0),
    ]


def test_it_is_written_at_changes_only() -> None:
    session, written = countdown(), list[float]()
    before: Status | None = None
    for half in range(1440):
        at = half / 2
        if at == 100:
            session.extend(at, 30)
        if at == 200:
            session.back(at)
        if at == 210:
            session.pause(at)
        if at in (220, 230):
            session.extend(at, 30)
        if at == 260:
            session.start(at)
        said = status(session, at)
        if has_changed(before, said):
            before = said
            written.append(at)
    assert written == [0, 100, 200, 210, 220, 230, 260, 640, 700]


def test_it_is_for_its_owner_alone_and_always_complete(tmp_path: Path) -> None:
    path = tmp_path / "status.json"
    assert write_status(str(path), idle_status(NOW), nobodys) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import json, sys\n"
            "print('reads', flush=True)\n"
            "seen = 0\n"
            "while True:\n"
            "    with open(sys.argv[1]) as file:\n"
            "        said = json.load(file)\n"
            "    seen += 1\n"
            "    if said['state'] == 'finished':\n"
            "        break\n"
            "print(seen, flush=True)\n",
            str(path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    with reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reads\n"
        session = countdown()
        for second in range(0, 300, 5):
            assert write_status(str(path), status(session, second), nobodys) is None
        session.end(300)
        assert write_status(str(path), status(session, 301), nobodys) is None
        assert int(reader.stdout.readline()) > 0
    assert reader.returncode == 0, "it never read half a file"
    assert [file.name for file in tmp_path.iterdir()] == ["status.json"]


@pytest.mark.parametrize("state", ["running", "paused", "finished"])
def test_what_a_killed_program_left_is_ended(tmp_path: Path, state: str) -> None:
    path = tmp_path / "status.json"
    path.write_text(json.dumps({**idle_status(NOW), "state": state, "phase": "run", "pid": 1}))
    assert end_left_status(str(path), NOW, nobodys) is None
    assert json.loads(path.read_text()) == idle_status(NOW)


@pytest.mark.parametrize("content", ["", "my notes", '{"format": "runwalk-status", "state": "idle"}'])
def test_whatever_says_nothing_of_a_session_stays_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    for name in (str(path), str(tmp_path / "none yet"), "", "no full path"):
        assert end_left_status(name, NOW, nobodys) is None
    assert path.read_text() == content
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_where_nothing_is_yet(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "missing" / "status.json")
    why = "it is a link to a folder that isn't there"
    assert why_no_status_file(str(link), nobodys) == why
    assert why in str(write_status(str(link), idle_status(NOW), nobodys))
    (tmp_path / "missing").mkdir()
    assert why_no_status_file(str(link), nobodys) == ""
    assert write_status(str(link), idle_status(NOW), nobodys) is None
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("content", "replaced"),
    [
        ("", True),
        ("\n", True),
        ('{"format": "runwalk-status", "version": 9}', True),
        ("my notes", False),
        ("[" * 50_000, False),
        ('{"format": "runwalk-history"}', False),
        ("null", False),
        (" " * (1 << 17) + '{"format": "runwalk-status"}', False),
    ],
    ids=["empty", "blank", "ours", "notes", "brackets", "another format", "null", "large"],
)
def test_only_a_status_file_is_written_over(tmp_path: Path, content: str, *, replaced: bool) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    problem = write_status(str(path), idle_status(NOW), nobodys)
    if replaced:
        assert problem is None
        assert json.loads(path.read_text())["state"] == "idle"
    else:
        assert "there is another file of that name" in str(problem)
        assert path.read_text() == content


def test_no_file_of_our_own_is_written_over(tmp_path: Path) -> None:
    data, stages = tmp_path / "data", tmp_path / "stages.toml"
    data.mkdir()
    stages.touch()  # empty, as a status file may be
    for path in (stages, data / "runwalk.sqlite3", tmp_path / "runwalk-rescue-1.json"):
        why = why_no_status_file(str(path), lambda file: whose(file, data, stages))
        assert why.startswith("that is "), path
    link = tmp_path / "link"
    link.symlink_to(stages)
    assert "stage table" in why_no_status_file(str(link), lambda file: whose(file, data, stages))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("status.json", "write the full path"),
        ("~nobody-of-that-name/status.json", "no such home folder"),
        ("{folder}/missing/status.json", "there is no such folder"),
        ("{folder}", "it is a folder"),
        ("{folder}/pipe", "not a regular file"),
        ("{folder}/a\0b", "no file can have that name"),
        ("{folder}/" + "x" * 300, "name too long"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes with a name")
def test_a_place_that_cannot_be_is_one_line(tmp_path: Path, name: str, why: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = name.format(folder=tmp_path)
    line = str(write_status(path, idle_status(NOW), nobodys))
    assert why in line
    assert line.isprintable()
    assert why in why_no_status_file(path, nobodys)


def test_the_home_folder_may_be_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert write_status("~/status.json", idle_status(NOW), nobodys) is None
    assert (tmp_path / "status.json").exists()


def test_none_is_wanted_where_none_is_named() -> None:
    assert why_no_status_file("", nobodys) == ""
