"""What the tests of the plain program are made of: a keyboard on a pipe, and lines in memory."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.flows.resume import offer_unfinished
from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.opening import workspace_on
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.clock import FastClock
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.fakes import AlwaysAwake, FakePlayer
from tests.support.story_time import StoryClock, running_story

UTF8 = {"LANG": "en_GB.UTF-8"}
PATIENCE = 7200.0
"""Seconds of story time that one line may take to be said."""
SMALL = """\
[programme]
name = "Small"
warm_up = "10s"
cool_down = "10s"

[[stage]]
id = "1"
run = "20s"
walk = "10s"
reps = [2, 3]

[[stage]]
id = "2"
run = "30s"
walk = "10s"
reps = [2, 3]
"""
"""Stage 1 with 2 repetitions lasts 80 s."""


Converse = Callable[..., None]
"""Does something with a front while lines are typed: the fixture `converse`."""


class SilentSound(FakePlayer):
    """Takes what a player takes and remembers it."""

    def __init__(self, report: Callable[[AudioStatus], None] = lambda status: None) -> None:
        super().__init__()
        self.report = report
        self.open = False

    def start(self) -> None:
        self.open = True

    def finish(self) -> None:
        self.open = False


class Typist:
    """A keyboard on a pipe, and the one who types on it, in story time."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.keyboard = Keyboard(reading)

    def type(self, text: str | bytes) -> None:
        """Type; story time waits until all of it has been heard."""
        data = text.encode() if isinstance(text, str) else text
        running_story().sent(len(data))
        os.write(self._writing, data)

    def leave(self) -> None:
        """The end of the input, heard before story time goes on."""
        running_story().sent(1)
        self.close()

    def close(self) -> None:
        """Leave nothing open; a second time does nothing."""
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1


class Page:
    """Lines in memory."""

    def __init__(self) -> None:
        self._stream = _Heard(self._tell)
        self._waiting: asyncio.Future[None] | None = None
        self.lines = Lines(self._stream, UTF8)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def said(self) -> list[str]:
        return self.text.splitlines()

    async def until(self, wanted: str, times: int = 1) -> None:
        """Wait until something has been said so many times."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self.text.count(wanted) < times:
                    self._waiting = asyncio.get_running_loop().create_future()
                    await self._waiting
        except TimeoutError:
            raise AssertionError(f"{wanted!r} was not said {times} times in:\n{self.text}") from None

    def _tell(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class _Heard(io.StringIO):
    """A text that says when it grows."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def write(self, text: str) -> int:
        written = super().write(text)
        self._tell()
        return written


async def typed_whole(typist: Typist, text: str) -> None:
    """Begin to listen, type a text and the end of the input, and wait until all of it has been heard."""
    typist.keyboard.start()
    typist.type(text)
    typist.leave()
    await asyncio.sleep(1)  # which only passes once all of it has come


def open_workspace(folder: Path, table: str = SMALL) -> Workspace:
    """A workspace on a data folder and a table of its own."""
    folder.mkdir(exist_ok=True)
    stages = folder / "stages.toml"
    stages.write_text(table)
    return workspace_on(stages, folder / "data")


def front_of(workspace: Workspace, page: Page, keyboard: Keyboard, *, rehearsal: bool = False) -> PlainFront:
    """The front of lines, in story time."""
    clock = StoryClock()
    return PlainFront(
        workspace,
        page.lines,
        keyboard,
        clock,
        FastClock(clock, 3) if rehearsal else None,
        make_sound=lambda workspace, ring, report: SilentSound(report),
        make_awake=AlwaysAwake,
    )


async def offer(front: PlainFront) -> None:
    """Ask about what was cut off, as the program does when it starts."""
    await offer_unfinished(front.conversation)


def screened(workspace: Workspace) -> None:
    """Nothing applied when the questions before the first session were asked, and the page about the trial was read."""
    workspace.store.remember(TRIAL_SEEN, "yes")
    workspace.store.remember(SCREENING, Screening(workspace.wall() - timedelta(days=30)).to_json())


def placed(workspace: Workspace, stage: str = "1") -> None:
    """A runner who was screened, and placed at a stage yesterday."""
    screened(workspace)
    workspace.store.place(Placement(workspace.wall() - timedelta(days=1), stage))


def session(workspace: Workspace, days_ago: int, **changes: Any) -> SessionRecord:
    """A session of a screened runner that went well, some days ago."""
    screened(workspace)
    at = workspace.wall() - timedelta(days=days_ago)
    plain: dict[str, Any] = {"pain_before": 3, "pain_worst": 3, "pain_after": 3, "reps_done": 2, **changes}
    record = SessionRecord(
        f"s{days_ago}",
        at,
        workspace.table.programme,
        stage="1",
        reps_planned=plain["reps_done"],
        run_seconds=40,
        walk_seconds=20,
        active_seconds=80,
        **plain,
    )
    workspace.store.save(record)
    return record
