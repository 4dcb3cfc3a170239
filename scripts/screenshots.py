"""Makes the README's pictures (SVG) from real sessions, run on the real screens with an invented log.

python scripts/screenshots.py [--out docs/pictures] [--size 120x40] [--theme runwalk-dark]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"  # Textual reads it once, as it is imported

from textual.pilot import Pilot

from runwalk_tui.audio.messages import TimedCue
from runwalk_tui.desk import Desk
from runwalk_tui.places import shipped_stages
from runwalk_tui.session.record import Placement, SessionRecord
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.ui.app import RunwalkApp

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
        (10, "3", 6, 6, 3, 3, 3, 2, ("calf",)),
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
    desk.store.remember("screening", "{}")


async def pictures(out: Path, size: tuple[int, int], theme: str, suffix: str) -> None:
    """Walk through the screens and save each."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(shipped_stages(), Path(folder))
        desk.wall = lambda: TODAY
        desk.settings = replace(desk.settings, screen=ScreenSettings(theme=theme, reduced_motion=True))
        invent(desk)
        clock = HandClock()
        app = RunwalkApp(desk, clock=clock, player=lambda _: NoSound())  # type: ignore[arg-type,return-value] # stands in for a Player
        async with app.run_test(size=size) as pilot:

            async def save(name: str) -> None:
                await settle(pilot)
                out.mkdir(parents=True, exist_ok=True)
                (out / f"{name}{suffix}.svg").write_text(app.export_screenshot(title="runwalk"), "utf-8")

            async def go(seconds: float) -> None:
                """Let time pass; a key makes the screen look at the clock."""
                clock.time += seconds
                await pilot.press("u", "u")

            await save("home")
            await pilot.press("h")
            await save("history")
            await pilot.press("escape", "s")
            await save("stages")
            await pilot.press("escape", "question_mark")
            await save("help")
            await pilot.press("escape", "enter")
            await save("before")
            await pilot.press("2", "enter")
            await settle(pilot)
            await go(8)
            await save("warm-up")
            await pilot.press("n", "n", "n", "n", "n")
            await go(17)
            await save("run")
            await pilot.press("n")
            await go(8)
            await go(8)
            await save("walk")
            await pilot.press("m")
            await save("mark")
            await pilot.press("3", "enter", "q")
            await save("end")
            await pilot.press("g", "space")
            await save("paused")
            await pilot.press("space", *"nnnnnnnnnn")
            await save("rating")
            await pilot.press("3", "enter", "2")
            await save("rating-now")
            await pilot.press("enter")
            await save("rating-sore")
            await pilot.press("enter", "y", "enter", "4", "enter", "enter")
            await save("decision")
        desk.store.close()


async def settle(pilot: Pilot[None]) -> None:
    """Let everything that was asked for be drawn."""
    for _ in range(3):
        await pilot.pause(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--size", default="100x30", help="columns x rows")
    parser.add_argument("--theme", default="runwalk-dark")
    parser.add_argument("--suffix", default="")
    given = parser.parse_args()
    columns, rows = (int(part) for part in given.size.split("x"))
    asyncio.run(pictures(given.out, (columns, rows), given.theme, given.suffix))


if __name__ == "__main__":
    main()
