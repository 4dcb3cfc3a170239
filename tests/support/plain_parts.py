"""What the tests of the plain program are made of: a keyboard on a pipe, lines in memory, story time."""

from __future__ import annotations

import asyncio
import io
import os
import selectors
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

from runwalk_tui.audio.messages import AudioStatus
from runwalk_tui.desk import SCREENING, Desk
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import Questions
from runwalk_tui.progression.screening import Screening
from runwalk_tui.session.clock import FastClock
from runwalk_tui.session.record import Placement, SessionRecord
from tests.support.fakes import FakeVoice

UTF8 = {"LANG": "en_GB.UTF-8"}
HANG_GUARD = 15
"""Seconds that one line may take to be said."""
LOOK = 1e-8
"""Seconds of story time that a look at the clock takes."""
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


Walk = Callable[..., None]
"""Does something with a kit while lines are typed: the fixture `walk`."""


class SilentSound(FakeVoice):
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
    """A keyboard on a pipe, and the one who types on it."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.keyboard = Keyboard(reading)

    def type(self, text: str) -> None:
        os.write(self._writing, text.encode())

    def leave(self) -> None:
        """The end of the input; a second time does nothing."""
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1


class Page:
    """Lines in memory."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        self.lines = Lines(self._stream, UTF8)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def said(self) -> list[str]:
        return self.text.splitlines()

    async def until(self, wanted: str, times: int = 1) -> None:
        """Wait until something has been said so many times."""
        end = time.monotonic() + HANG_GUARD
        while self.text.count(wanted) < times:
            if time.monotonic() > end:
                raise AssertionError(f"{wanted!r} was not said {times} times in:\n{self.text}")
            # A little real time, too: what is typed comes through a thread.
            time.sleep(0.0002)
            await asyncio.sleep(0.005)


class StoryLoop(asyncio.SelectorEventLoop):
    """A loop whose time goes on only when there is nothing left to do at the present instant.

    An hour of a session takes a moment, and no tick is ever late, however busy the machine is.
    """

    def __init__(self) -> None:
        super().__init__(_Leap(self))
        self.leapt = 0.0

    def time(self) -> float:
        # Looking at a clock takes time, too: without that, a wait shorter than its resolution would never end.
        self.leapt += LOOK
        return self.leapt


class _Leap(selectors.SelectSelector):
    """Waits for input alone as any selector does; where it would wait for time, time leaps."""

    def __init__(self, loop: StoryLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        ready = super().select(0)
        if not ready and timeout > 0:
            self._loop.leapt += timeout
        return ready


class StoryClock:
    """The time of the running StoryLoop."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def slept(self) -> float:
        return 0.0

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant


def run(task: Coroutine[Any, Any, Any]) -> Any:
    """Run a test's coroutine in story time."""
    with asyncio.Runner(loop_factory=StoryLoop) as runner:
        return runner.run(task)


def open_desk(folder: Path, table: str = SMALL) -> Desk:
    """A desk on a data folder and a table of its own."""
    folder.mkdir(exist_ok=True)
    stages = folder / "stages.toml"
    stages.write_text(table)
    return Desk.open(stages, folder / "data")


def kit_of(desk: Desk, page: Page, keyboard: Keyboard, *, rehearsal: bool = False) -> Kit:
    """Everything in hand, in story time."""
    clock = StoryClock()
    return Kit(
        desk,
        page.lines,
        keyboard,
        Questions(page.lines, keyboard),
        clock,
        FastClock(clock, 3) if rehearsal else None,
        make_sound=lambda desk, ring, report: SilentSound(report),
    )


def screened(desk: Desk) -> None:
    """Nothing applied when the questions before the first session were asked."""
    desk.store.remember(SCREENING, Screening(desk.wall() - timedelta(days=30)).to_json())


def placed(desk: Desk, stage: str = "1") -> None:
    """A runner who was screened, and placed at a stage yesterday."""
    screened(desk)
    desk.store.place(Placement(desk.wall() - timedelta(days=1), stage))


def session(desk: Desk, days_ago: int, **changes: Any) -> SessionRecord:
    """A session of a screened runner that went well, some days ago."""
    screened(desk)
    at = desk.wall() - timedelta(days=days_ago)
    plain: dict[str, Any] = {"pain_before": 3, "pain_worst": 3, "pain_after": 3, "reps_done": 2, **changes}
    record = SessionRecord(
        f"s{days_ago}",
        at,
        desk.table.programme,
        stage="1",
        reps_planned=plain["reps_done"],
        run_seconds=40,
        walk_seconds=20,
        active_seconds=80,
        **plain,
    )
    desk.store.save(record)
    return record
