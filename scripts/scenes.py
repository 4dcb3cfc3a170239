"""Every screen with an invented log, reached by real keys: what the pictures and the snapshot tests show."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"  # Textual reads it once, as it is imported

from textual.pilot import Pilot

from runwalk_tui.audio.messages import TimedCue
from runwalk_tui.desk import Desk
from runwalk_tui.places import shipped_stages
from runwalk_tui.progression.screening import Screening
from runwalk_tui.session.record import CheckIn, Placement, SessionRecord
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.ui.app import RunwalkApp

HOME = "/home/you"
TODAY = datetime(2026, 1, 24, 18, 5, tzinfo=timezone(timedelta(hours=1)))


class HandClock:
    """Time stands still until the script moves it, so that a picture is the same each time."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def slept(self) -> float:
        return 0.0

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant


class NoSound:
    """Pictures are silent."""

    def start(self) -> None: ...
    def close(self) -> None: ...
    def schedule(self, cues: Sequence[TimedCue]) -> None: ...
    def silence(self) -> None: ...
    def mute(self, on: bool) -> None: ...


class Walk:
    """An app on an invented log, and someone who presses its keys."""

    def __init__(self, folder: Path, *, theme: str = "runwalk-dark", empty: bool = False) -> None:
        """With `empty` nothing was ever done."""
        # The same folders on every machine, since some screens name them. Nothing is written there.
        os.environ["XDG_CONFIG_HOME"], os.environ["XDG_DATA_HOME"] = f"{HOME}/.config", f"{HOME}/.local/share"
        desk = Desk.open(shipped_stages(), folder)
        desk.in_use = replace(desk.in_use, path=Path(HOME, ".config/runwalk/stages.toml"))
        desk.wall = lambda: TODAY
        desk.settings = replace(desk.settings, screen=ScreenSettings(theme=theme, reduced_motion=True))
        if not empty:
            invent(desk)
        self.desk = desk
        self.clock = HandClock()
        self.app = RunwalkApp(desk, clock=self.clock, player=lambda _: NoSound())  # type: ignore[arg-type,return-value] # stands in for a Player

    async def press(self, pilot: Pilot[None], *keys: str) -> None:
        """Press keys one by one, and let what each starts come to rest."""
        for key in keys:
            await pilot.press(key)
            await self.settle(pilot)

    async def go(self, pilot: Pilot[None], seconds: float) -> None:
        """Let time pass, in steps that nobody takes for absence; muting twice makes the screen look at the clock."""
        while seconds > 0:
            self.clock.time += min(8.0, seconds)
            seconds -= 8.0
            await self.press(pilot, "u", "u")

    @staticmethod
    async def settle(pilot: Pilot[None]) -> None:
        """Let everything that was asked for be drawn."""
        for _ in range(3):
            await pilot.pause(0.02)


def invent(desk: Desk) -> None:
    """A log of two and a half weeks: a start at stage 3, a good week, a flare-up, a step back and on again."""
    begin = TODAY.replace(day=5, hour=7, minute=30)
    desk.store.place(Placement(begin - timedelta(days=2), "3", "run test"))
    # day, stage, planned, done, pains before, worst, after, next morning, soreness
    sessions = (
        (0, "3", 6, 6, 3, 4, 3, 3, ()),
        (2, "3", 9, 9, 3, 4, 3, 2, ()),
        (4, "3", 9, 9, 3, 3, 3, 3, ()),
        (7, "4", 6, 5, 3, 7, 5, 5, ()),
        (10, "3", 6, 6, 3, 3, 3, 2, ("left calf",)),
        (12, "3", 6, 6, 2, 3, 2, 2, ()),
        (14, "3", 9, 9, 2, 3, 2, 2, ()),
        (16, "3", 9, 9, 2, 2, 2, 2, ()),
    )
    for number, (day, stage, planned, done, before, worst, after, morning, sore) in enumerate(sessions):
        run, walk = {"3": (45, 115), "4": (60, 90)}[stage]
        desk.store.save(
            SessionRecord(
                id=f"00000000-0000-4000-8000-{number:012d}",
                started_at=begin + timedelta(days=day, minutes=7 * number % 40),
                programme=desk.table.programme,
                stage=stage,
                reps_planned=planned,
                reps_done=done,
                run_seconds=done * run,
                walk_seconds=done * walk,
                active_seconds=done * (run + walk) + 420,
                pain_before=before,
                pain_worst=worst,
                pain_after=after,
                pain_morning=morning,
                soreness=sore,
                effort=4,
                felt_ready=True,
            )
        )
    desk.store.remember("screening", Screening(begin - timedelta(days=2)).to_json())
    desk.store.check_in(CheckIn(begin - timedelta(days=2), current=38, average=42, worst=64, disability=24))


Steps = Callable[[Walk, Pilot[None]], Awaitable[None]]
"""From Home to a scene."""


def keys(*wanted: str) -> Steps:
    """A scene that a few keys lead to."""

    async def steps(walk: Walk, pilot: Pilot[None]) -> None:
        await walk.press(pilot, *wanted)

    return steps


async def _begin(walk: Walk, pilot: Pilot[None]) -> None:
    await walk.press(pilot, "enter", "u")
    await walk.press(pilot, "2", "enter")


async def _warm_up(walk: Walk, pilot: Pilot[None]) -> None:
    await _begin(walk, pilot)
    await walk.go(pilot, 8)


async def _run(walk: Walk, pilot: Pilot[None]) -> None:
    await _begin(walk, pilot)
    await walk.press(pilot, *"nnnnn")
    await walk.go(pilot, 17)


async def _walk(walk: Walk, pilot: Pilot[None]) -> None:
    await _run(walk, pilot)
    await walk.press(pilot, "n")
    await walk.go(pilot, 16)


def _in_session(*wanted: str) -> Steps:
    """A scene of the third run."""

    async def steps(walk: Walk, pilot: Pilot[None]) -> None:
        await _run(walk, pilot)
        await walk.press(pilot, *wanted)

    return steps


def _after_session(*wanted: str) -> Steps:
    """A scene of the questions after a session that was skipped through."""

    async def steps(walk: Walk, pilot: Pilot[None]) -> None:
        await _begin(walk, pilot)
        for _ in range(13):
            await walk.press(pilot, "n")
            await walk.go(pilot, 1)
        await walk.press(pilot, "n", *wanted)

    return steps


SCENES: dict[str, Steps] = {
    "home": keys(),
    "history": keys("h"),
    "past-session": keys("h", "enter"),
    "trends": keys("t"),
    "stages": keys("s"),
    "settings": keys("comma"),
    "advice": keys("a"),
    "help": keys("question_mark"),
    "choose": keys("c"),
    "check-in": keys("i"),
    "warning-signs": keys("w"),
    "move-up": keys("enter"),
    "before": keys("enter", "u"),
    "warm-up": _warm_up,
    "run": _run,
    "walk": _walk,
    "paused": _in_session("space"),
    "locked": _in_session("l"),
    "glance": _in_session("f"),
    "mark": _in_session("m", "4"),
    "end": _in_session("q"),
    "stopped": _in_session("x"),
    "rating": _after_session("3"),
    "rating-now": _after_session("3", "enter", "2"),
    "rating-sore": _after_session("3", "enter", "2", "enter", "k", "l"),
    "rating-ready": _after_session("3", "enter", "2", "enter", "enter", "y"),
    "decision": _after_session("3", "enter", "2", "enter", "enter", "y", "enter", "4", "enter", "enter"),
}
"""Every scene of a runner with a log, by name."""
NONE = ("n", "enter")
"""None of the warning signs of a page."""
FIRST_SCENES: dict[str, Steps] = {
    "first-home": keys(),
    "first-screening": keys("enter"),
    "first-signs": keys("enter", *NONE),
    "first-conditions": keys("enter", *NONE * 2),
    "first-placement": keys("enter", *NONE * 3),
    "first-run-test": keys("enter", *NONE * 3, "t"),
    "first-history": keys("h"),
    "first-trends": keys("t"),
    "stop-sign": keys("enter", "1", "enter", "y"),
}
"""Every scene of someone who has just begun."""
