"""A session with hooks, status file and notification, driven by the real controller on a clock that the test moves."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.outward import notification
from runwalk_tui.outward.outward import Outward
from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.active_session import prepare
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.settings import Hooks, Notifications, Settings, StatusFileSettings
from tests.support.fakes import FakeCuePlayer, FakeJournal, HandClock, look_now

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these commands are for sh")

GUARD = 60.0
"""Seconds after which a wait is given up; no measure of speed."""
STAGE = Stage("4", (Step(Act.RUN, 60), Step(Act.WALK, 90)), reps_min=2, reps_max=2, warm_up=300, cool_down=120)
TABLE = StageTable("Test", (STAGE,))
BEGAN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


@dataclass
class Running:
    """A session with whoever looks on."""

    settings: Settings
    rehearsal: bool = False
    clock: HandClock = field(default_factory=HandClock)
    journal: FakeJournal = field(default_factory=FakeJournal)
    own: Callable[[Path], str] = lambda file: ""

    def __post_init__(self) -> None:
        wall = lambda: BEGAN + timedelta(seconds=self.clock.time)  # noqa: E731 # said twice below
        self.outward = Outward(lambda: self.settings, wall, self.own)
        self.controller = SessionController(
            prepare(TABLE, STAGE, 2, BEGAN, rehearsal=self.rehearsal),
            clock=self.clock,
            wall=wall,
            player=FakeCuePlayer(),
            journal=self.journal,
            cues=CueOptions(),
            follower=self.outward.follower(self.clock),
        )
        self.controller.start()
        self.moments = self.controller.watch()

    async def look(self, seconds: float = 0.0, *, settled: bool = True) -> None:
        """Let time pass, look, and with `settled` wait until everything that follows is done."""
        while seconds > 0:
            self.clock.time += min(seconds, 8.0)
            seconds -= 8.0
            await look_now(self.controller, self.moments)
        if settled:
            assert self.outward.all_done(GUARD)

    def end(self, *, done: bool = True) -> None:
        follower = self.controller.follower
        assert follower is not None
        follower.end(self.controller.moment(), self.controller.running, done=done)
        assert self.outward.all_done(GUARD)

    @property
    def problems(self) -> list[str]:
        return [str(problem) for problem in self.outward.problems()]


def noting(folder: Path) -> Hooks:
    """Hooks that write down what they were told, and then what the status file said."""
    note = f'echo "$RUNWALK_EVENT $RUNWALK_PHASE $RUNWALK_SECONDS $RUNWALK_RUN/$RUNWALK_RUNS" >> {folder}/heard'
    return Hooks(run=note, walk=note, pause=note, finished=note)


def heard(folder: Path) -> list[str]:
    file = folder / "heard"
    return file.read_text().splitlines() if file.exists() else []


def status(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


async def test_a_session_from_its_first_second_to_its_last_is_heard_in_order(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    running = Running(Settings(hooks=noting(tmp_path), status=StatusFileSettings(str(file))))
    await running.look(1)
    await running.look(299.5)
    assert status(file)["phase"] == "run"
    running.controller.pause()
    await running.look(1)
    assert (status(file)["state"], status(file)["phase_ends_at"]) == ("paused", None)
    running.controller.start()
    await running.look(1)
    await running.look(60)
    running.controller.next()
    await running.look(1)
    running.controller.end()
    await running.look(1)
    assert status(file)["state"] == "running", "nobody knows yet whether it will be discarded"
    running.end()
    assert status(file)["state"] == "finished"
    assert heard(tmp_path) == [
        "walk warm_up 299 0/2",
        "run run 60 1/2",
        "pause run 60 1/2",
        "run run 59 1/2",
        "walk walk 89 1/2",
        "run run 59 2/2",
        "finished run 0 2/2",
    ]
    assert running.problems == []
    running.outward.close()
    assert status(file)["state"] == "idle"


@pytest.mark.parametrize("rehearsal", [False, True])
async def test_a_rehearsal_says_that_it_is_one(tmp_path: Path, *, rehearsal: bool) -> None:
    hooks = Hooks(walk=f"echo $RUNWALK_REHEARSAL > {tmp_path}/heard")
    running = Running(Settings(hooks=hooks), rehearsal)
    await running.look(1)
    assert heard(tmp_path) == ["1" if rehearsal else "0"]


async def test_a_session_that_is_discarded_or_left_has_no_end_to_hear_of(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    running = Running(
        Settings(
            hooks=Hooks(finished=f"touch {tmp_path}/heard"),
            status=StatusFileSettings(str(file)),
            notify=Notifications(finished=True),
        )
    )
    await running.look(1)
    assert status(file)["state"] == "running"
    running.controller.end()
    running.end(done=False)
    assert status(file)["state"] == "idle"
    assert heard(tmp_path) == []


async def test_nobody_looks_on_when_nothing_is_set(tmp_path: Path) -> None:
    clock = HandClock()
    assert Outward(Settings, lambda: BEGAN, lambda file: "").follower(clock) is None
    blank = Settings(hooks=Hooks(run="  "), status=StatusFileSettings(" "))
    assert Outward(lambda: blank, lambda: BEGAN, lambda file: "").follower(clock) is None


async def test_settings_changed_between_two_sessions_hold_for_the_second(tmp_path: Path) -> None:
    settings = [Settings(), Settings(hooks=noting(tmp_path))]
    outward = Outward(lambda: settings.pop(0), lambda: BEGAN, lambda file: "")
    assert outward.follower(HandClock()) is None
    assert outward.follower(HandClock()) is not None


async def test_another_status_file_from_the_next_session_on_leaves_none_that_says_finished(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    running = Running(Settings(status=StatusFileSettings(str(one))))
    await running.look(1)
    running.controller.end()
    running.end()
    assert status(one)["state"] == "finished"
    running.settings = Settings(status=StatusFileSettings(str(other)))
    assert running.outward.follower(HandClock()) is not None
    assert running.outward.all_done(GUARD)
    assert status(one)["state"] == "idle"


async def test_the_program_that_runs_the_sessions_ends_what_a_killed_one_left(tmp_path: Path) -> None:
    file = tmp_path / "status.json"
    killed = Running(Settings(status=StatusFileSettings(str(file))))
    await killed.look(1)
    killed.controller.pause()
    await killed.look(1)
    assert status(file)["state"] == "paused"
    outward = Outward(lambda: killed.settings, lambda: BEGAN, lambda path: "")
    outward.take_over()
    assert outward.all_done(GUARD)
    assert status(file)["state"] == "idle"


async def test_what_fails_late_is_told_when_asked_again_but_not_as_the_next_sessions(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    running = Running(Settings(hooks=Hooks(finished=f"while [ ! -e {gate} ]; do sleep 0.02; done; exit 7")))
    await running.look(1)
    follower = running.controller.follower
    assert follower is not None
    follower.end(running.controller.moment(), running.controller.running, done=True)
    assert follower.problems() == ()
    gate.touch()
    assert running.outward.all_done(GUARD)
    assert running.problems == ["Your finished hook failed with exit status 7. Check [hooks] in settings.toml."]
    gate.unlink()
    follower.end(running.controller.moment(), running.controller.running, done=True)
    assert running.outward.follower(HandClock()) is not None, "the next session is there before it fails"
    gate.touch()
    assert running.outward.all_done(GUARD)
    assert running.problems == []


async def test_hooks_that_hang_cost_the_session_nothing_and_skipping_starts_no_crowd(tmp_path: Path) -> None:
    file, gate = tmp_path / "status.json", tmp_path / "gate"
    held = f"echo $RUNWALK_EVENT >> {tmp_path}/heard; while [ ! -e {gate} ]; do sleep 0.02; done"
    hooks = Hooks(run=held, walk=held, pause=held, finished=held)
    running = Running(Settings(hooks=hooks, status=StatusFileSettings(str(file))))
    await running.look(1, settled=False)
    while not heard(tmp_path):
        await asyncio.sleep(0.01)
    for _ in range(4):
        running.controller.next()
        await running.look(1, settled=False)
    running.controller.pause()
    await running.look(1, settled=False)
    running.controller.end()
    assert running.controller.follower is not None
    running.controller.follower.end(running.controller.moment(), running.controller.running, done=True)
    assert running.journal.kinds == [*("begin", *(["next", "phase"] * 4), "pause", "ended")]
    gate.touch()
    assert running.outward.all_done(GUARD)
    assert heard(tmp_path) == ["walk", "finished"], "one at a time, and the end is never left out"
    assert status(file)["state"] == "finished"
    assert running.problems == []


async def test_what_fails_is_named_once_however_often_it_does(tmp_path: Path) -> None:
    running = Running(
        Settings(
            hooks=Hooks(run="echo at $RUNWALK_RUN >&2; exit 4", walk="no-such-lamp-here 2>/dev/null"),
            status=StatusFileSettings(str(tmp_path / "missing" / "status.json")),
        )
    )
    await running.look(1)
    for _ in range(5):
        running.controller.next()
        await running.look(1)
    running.controller.end()
    running.end()
    check = "Check [hooks] in settings.toml."
    assert sorted(running.problems) == [
        f"The status file {shown(tmp_path / 'missing' / 'status.json')} wasn't written: there is no such folder. "
        "Choose another in Settings. (This happened 7 times.)",
        f"Your run hook failed with exit status 4: at 1. {check} (This happened 2 times.)",
        f"Your walk hook failed with exit status 127: the shell couldn't find a command in it. {check} "
        "(This happened 4 times.)",
    ]
    assert running.problems == []
    assert running.controller.problem is None
    assert running.journal.kinds[-1] == "ended"


def shown(path: Path) -> str:
    name = str(path)
    return name if len(name) <= 60 else f"{name[:60]}…"


async def test_one_of_our_own_files_is_never_the_status_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.touch()
    running = Running(
        Settings(status=StatusFileSettings(str(file))), own=lambda path: "your settings" if path == file else ""
    )
    await running.look(1)
    assert ["that is your settings" in problem for problem in running.problems] == [True]
    assert file.read_bytes() == b""


async def test_the_end_of_the_program_waits_for_a_hook_to_be_started_not_to_be_done(tmp_path: Path) -> None:
    running = Running(Settings(hooks=Hooks(finished=f"echo $$ > {tmp_path}/heard; exec sleep 600")))
    await running.look(1)
    assert running.controller.follower is not None
    running.controller.follower.end(running.controller.moment(), running.controller.running, done=True)
    running.outward.close()
    assert not running.outward.all_done(0.01), "it goes on"
    while not heard(tmp_path):
        await asyncio.sleep(0.01)
    os.kill(int(heard(tmp_path)[0]), 9)
    assert running.outward.all_done(GUARD)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux have notify-send")
async def test_a_desktop_that_hangs_holds_up_neither_the_status_file_nor_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pid = tmp_path / "status.json", tmp_path / "pid"
    program = tmp_path / "notify-send"
    program.write_text(f"#!/bin/sh\necho $$ > {pid}\nexec sleep 600\n")
    program.chmod(0o700)
    monkeypatch.setattr(notification, "PATIENCE", GUARD)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    running = Running(Settings(status=StatusFileSettings(str(file)), notify=Notifications(finished=True)))
    await running.look(1)
    assert running.controller.follower is not None
    running.controller.follower.end(running.controller.moment(), running.controller.running, done=True)
    running.outward.close()
    assert status(file)["state"] == "idle"
    assert not running.outward.all_done(0.01), "it is still waiting for the desktop"
    while not (pid.exists() and pid.read_text()):
        await asyncio.sleep(0.01)
    os.kill(int(pid.read_text()), 9)
    assert running.outward.all_done(GUARD)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktops of Linux have notify-send")
@pytest.mark.parametrize(("rehearsal", "words"), [(False, "Your session is over."), (True, "Your rehearsal is over.")])
async def test_a_notification_says_that_it_is_over_and_nothing_about_pain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, *, rehearsal: bool
) -> None:
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nfor word in "$@"; do echo "$word" >> {tmp_path}/heard; done\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    running = Running(Settings(notify=Notifications(finished=True)), rehearsal)
    running.controller.set_before(9)
    running.controller.mark(10)
    await running.look(1)
    running.controller.stop_for_pain()
    running.controller.end()
    running.end()
    assert heard(tmp_path) == ["--app-name=runwalk", "--", "runwalk", words]
