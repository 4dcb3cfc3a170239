"""Every screen with an invented log, reached by real keys: what the pictures and the snapshot tests show."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

from textual import constants
from textual.pilot import Pilot

from runwalk_tui.audio.status import AudioStatus, bell
from runwalk_tui.opening import workspace_on
from runwalk_tui.paths import shipped_stages
from runwalk_tui.review.past.ordering import SortColumn
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement
from runwalk_tui.settings import ScreenSettings
from runwalk_tui.system.keep_awake import REFUSED
from runwalk_tui.ui.app import RunwalkApp
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.timer.lines import MAY_SLEEP, REFUSED_SHORT, Topic
from runwalk_tui.workspace import Workspace
from tests.support.fakes import AlwaysAwake, FakePlayer, HandClock
from tests.support.finished_log import finished_log
from tests.support.invented_log import TODAY, invent
from tests.support.second_year import second_year as live_second_year
from tests.support.step_tables import companions, paces
from tests.support.still import nothing_by_itself
from tests.support.waiting import settle, until

# Textual reads its colours once, as it is imported, and a plugin of pytest may have done that long ago.
constants.COLOR_SYSTEM = "truecolor"  # type: ignore[misc] # final for everyone else

HOME = Path("/home/you")
ENVIRONMENT = {
    "TERM": "xterm-256color",
    "LC_ALL": "C.UTF-8",
    # The same folders on every machine, since some screens name them. Nothing is written there.
    "HOME": str(HOME),
    "XDG_CONFIG_HOME": str(HOME / ".config"),
    "XDG_DATA_HOME": str(HOME / ".local/share"),
}
"""What the terminal says of itself."""


class DrivenApp:
    """An app on an invented log, and someone who presses its keys."""

    def __init__(
        self,
        folder: Path,
        *,
        theme: str = "runwalk-dark",
        empty: bool = False,
        second_year: bool = False,
        finished: bool = False,
        words: bool = False,
    ) -> None:
        """With `empty` nothing was ever done, with `second_year` there is a year to look back on, with `finished` the
        programme is done, and with `words` its steps have kinds and words of their own."""
        with mock.patch.dict(os.environ, ENVIRONMENT):
            self.workspace = a_workspace(folder, theme=theme, empty=empty, second_year=second_year, finished=finished)
        self.workspace.find_companions = companions
        if words:
            self.workspace.in_use = replace(self.workspace.in_use, table=paces())
            self.workspace.store.place(Placement(TODAY - timedelta(days=1), "sets"))
        self.clock = HandClock()
        self.notifications = False
        """Whether what the app says for some seconds is shown."""

    @asynccontextmanager
    async def on(self, size: tuple[int, int] = (80, 24), **environment: str) -> AsyncIterator[Pilot[None]]:
        """The app on a terminal of some columns and lines, with Home on it; the store is closed with it."""
        with (
            mock.patch.dict(os.environ, {**ENVIRONMENT, **environment}),
            nothing_by_itself(),
            self.workspace.store,
        ):
            self.app = RunwalkApp(
                self.workspace,
                clock=self.clock,
                player=lambda _: FakePlayer(),
                awake=AlwaysAwake,
            )
            async with self.app.run_test(size=size, notifications=self.notifications) as pilot:
                await self.settle(pilot)
                yield pilot

    async def press(self, pilot: Pilot[None], *keys: str) -> None:
        """Press keys one by one, and let what each starts come to rest."""
        for key in keys:
            await pilot.press(key)
            await self.settle(pilot)

    async def go(self, pilot: Pilot[None], seconds: float) -> None:
        """Let time pass, in steps that nobody takes for absence; muting twice makes a session look at the clock."""
        while seconds > 0:
            self.clock.time += min(8.0, seconds)
            seconds -= 8.0
            for _ in range(2):
                if self.app.timer is not None:
                    self.app.timer.controller.mute()
            await self.settle(pilot)

    async def settle(self, pilot: Pilot[None]) -> None:
        """Let everything that was asked for be done and drawn, what stands beside the table of History, too."""
        await settle(pilot)
        if not getattr(self.app.screen, "at_rest", True):
            await until(pilot, lambda: getattr(self.app.screen, "at_rest", True), "the session beside the table")


def a_workspace(folder: Path, *, theme: str, empty: bool, second_year: bool, finished: bool = False) -> Workspace:
    """A workspace with the table that ships, on an evening on which time stands still."""
    workspace = workspace_on(shipped_stages(), folder)
    workspace.in_use = replace(workspace.in_use, path=HOME / ".config/runwalk/stages.toml")
    workspace.wall = lambda: TODAY
    workspace.settings = replace(workspace.settings, screen=ScreenSettings(theme=theme, reduced_motion=True))
    if second_year:
        live_second_year(workspace.table).keep_in(workspace.store)
        workspace.store.remember("screening", Screening(TODAY).to_json())
    elif finished:
        workspace.store.merge(finished_log(workspace.table, TODAY))
        workspace.store.remember("screening", Screening(TODAY).to_json())
    elif not empty:
        invent(workspace)
    return workspace


Steps = Callable[[DrivenApp, Pilot[None]], Awaitable[None]]
"""From the scene before, or from Home, to the next one."""


def keys(*wanted: str, seconds: float = 0) -> Steps:
    """The steps are a few keys, and perhaps some time."""

    async def steps(driven: DrivenApp, pilot: Pilot[None]) -> None:
        await driven.press(pilot, *wanted)
        await driven.go(pilot, seconds)

    return steps


async def _to_the_end(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """Skip what is left of the session, a second after the other."""
    for _ in range(9):
        driven.clock.time += 1
        await driven.press(pilot, "n")
    await driven.press(pilot, "3")


async def _a_flare_up(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """A session yesterday that hurt, and Home after it."""
    before = driven.workspace.log().sessions[-1]
    hurt = replace(
        before,
        id="00000000-0000-4000-8000-000000000099",
        started_at=TODAY - timedelta(days=1, hours=10),
        stage="4",
        reps_planned=6,
        reps_done=4,
        run_seconds=240,
        pain_worst=7,
        pain_after=6,
        pain_morning=5,
    )
    driven.workspace.store.save(hurt)
    home = driven.app.screen
    assert isinstance(home, HomeScreen)
    home.refresh_from_log()
    await driven.settle(pilot)


async def _a_run_yesterday(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """A session yesterday that went well, so that today is a day without running."""
    before = driven.workspace.log().sessions[-1]
    fine = replace(
        before,
        id="00000000-0000-4000-8000-000000000098",
        started_at=TODAY - timedelta(days=1, hours=2),
        pain_before=2,
        pain_worst=2,
        pain_after=2,
        pain_morning=2,
        soreness=(),
    )
    driven.workspace.store.save(fine)
    home = driven.app.screen
    assert isinstance(home, HomeScreen)
    home.refresh_from_log()
    await driven.settle(pilot)


async def _to_the_half(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """Through the warm-up and two of six repetitions, then by the clock over the middle of the session."""
    await driven.press(pilot, "enter", "u", "2", "enter", *"nnnnn")
    await driven.go(pilot, 61)


async def _sound_gone(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """The sound device goes in mid-session, and the computer may sleep, too."""
    await driven.press(pilot, "escape")
    timer = driven.app.timer
    assert timer is not None
    for sentence in timer.face.shown:
        timer.face.forget(sentence)
    timer.face.tell(Topic.AWAKE, REFUSED, MAY_SLEEP, REFUSED_SHORT)
    timer.hear(AudioStatus("bell", bell("miniaudio", "the device is gone", played=True)))
    await driven.settle(pilot)


async def _sentence_read(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """The sentences have had their time; a word is left of each."""
    timer = driven.app.timer
    assert timer is not None
    for sentence in timer.face.shown:
        timer.face.forget(sentence)
    await driven.settle(pilot)


async def _to_the_end_with_previews(driven: DrivenApp, pilot: Pilot[None]) -> None:
    settings = driven.workspace.settings
    driven.workspace.settings = replace(settings, screen=replace(settings.screen, previews=True))
    for _ in range(3):
        driven.clock.time += 1
        await driven.press(pilot, "n")


async def _a_full_session_rated(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """All of a session at the same stage, in one leap of the clock; then the answers up to readiness."""
    await driven.press(pilot, "enter", "t", "2", "enter")
    driven.clock.time += 3600
    await driven.go(pilot, 1)
    await driven.press(pilot, "2", "enter", "2", "enter", "enter", "3", "enter")


async def _by_worst_pain(driven: DrivenApp, pilot: Pilot[None]) -> None:
    """From the page of a session back to all of them, the worst pain first."""
    await driven.press(pilot, "escape", "o")
    page = driven.app.screen
    assert isinstance(page, HistoryScreen)
    while page.order.column is not SortColumn.WORST:
        await driven.press(pilot, "o")


ROUTES: dict[str, dict[str, Steps]] = {
    "pages": {
        "home": keys(),
        "history": keys("h"),
        "past-session": keys("enter"),
        "trends": keys("escape", "t"),
        "stages": keys("s"),
        "settings": keys("comma"),
        "settings-more": keys("right", "right", "right"),
        "advice": keys("a"),
        "advice-page": keys("n", "n", "n", "n", "enter"),
        "help": keys("question_mark"),
    },
    "correcting": {
        "correct": keys("h", "e"),
        "correct-slip": keys("down", "7"),
        "correct-leave": keys("escape"),
        "add": keys("l", "n"),
        "add-walk": keys("up", "up", "right"),
    },
    "second year": {
        "year-home": keys(),
        "year-stages": keys("s"),
        "year": keys("escape", "h", *["down"] * 6),
        "year-session": keys("enter"),
        "year-by-pain": _by_worst_pain,
        "year-found": keys("r", "slash", *"flare", "enter"),
        "year-wrong": keys("slash", "space", *"stag:4"),
        "year-nothing": keys("escape", "slash", *"pain>9"),
    },
    "looking back": {
        "trends-12": keys("t"),
        "trends-52": keys("r"),
        "trends-all": keys("right"),
        "trends-4": keys("r"),
    },
    "the end": {
        "finished-home": keys(),
        "finish": keys("f"),
        "finished-trends": keys("escape", "t", "r", "r"),
        "next-programme": keys("escape", "n"),
    },
    "questions": {
        "choose": keys("c"),
        "check-in": keys("escape", "i"),
        "check-in-activity": keys(*"31", "enter", *"28", "enter", *"55", "enter", "enter"),
        "check-in-score": keys("enter", "6"),
        "check-ins": keys("enter", "7", "enter"),
        "warning-signs": keys("escape", "w"),
        "urgent-signs": keys("n", "enter"),
    },
    "session": {
        "move-up": keys("enter"),
        "before": keys("u"),
        "warm-up": keys("2", "enter", seconds=8),
        "run": keys(*"nnnnn", seconds=17),
        "glance": keys("f"),
        "paused": keys("f", "space"),
        "locked": keys("space", "l"),
        "mark": keys("l", "m", "4"),
        "end": keys("escape", "q"),
        "stopped": keys("g", "x"),
        "walk": keys("g", "n", seconds=16),
        "last-seconds": keys(seconds=70),
        "rating": _to_the_end,
        "rating-now": keys("enter", "2"),
        "rating-sore": keys("enter", "k", "l"),
        "decision": keys("k", "l", "enter", "4", "enter", "enter"),
    },
    "moments": {
        "halfway": _to_the_half,
        "mark-above": keys("m", "6", "enter"),
        "last-run": keys(*"nnnnn", seconds=1),
        "timer-help": keys("question_mark"),
        "timer-words": keys(*["pagedown"] * 4),
        "sound-notice": _sound_gone,
        "bell-only": _sentence_read,
        "rating-previews": _to_the_end_with_previews,
    },
    "readiness": {
        "rating-ready": _a_full_session_rated,
        "decision-ready": keys("y", "enter", "enter"),
    },
    "first use": {
        "first-home": keys(),
        "first-screening": keys("enter"),
        "first-signs": keys("n", "enter"),
        "first-trial": keys("n", "enter"),
        "first-trial-advice": keys("1", "4", "enter"),
        "first-conditions": keys("escape", "1", "4", "n", "enter"),
        "first-whom": keys("n", "enter"),
        "first-placement": keys("enter"),
        "first-run-test": keys("t"),
        "run-test-walk": keys("enter", seconds=0),
        "run-test-run": keys("n"),
    },
    "first look": {
        "first-history": keys("h"),
        "first-trends": keys("t"),
        "stop-sign": keys("escape", "enter", "1", "enter", "y"),
        "stop-home": keys("escape"),
        "stop-stages": keys("s"),
    },
    "own table": {
        "what-if": keys("s", "i"),
        "what-if-pain": keys("down", "down", "7"),
        "figures": keys("escape", "e"),
        "figures-typed": keys(*"1m10s"),
        "figures-wrong": keys("down", *"90", "down"),
    },
    "programmes": {
        "programmes": keys("s", "p"),
        "programmes-exercise": keys("end", "up"),
        "take-up": keys("up", "up", "up", "up", "up", "enter"),
    },
    "flare-up": {
        "flare-home": _a_flare_up,
        "flare-stages": keys("s", "down"),
        "flare-plan": keys("escape", "p"),
    },
    "words": {
        "words-home": keys(),
        "words-brisk": keys("enter", "2", "enter", "n", seconds=20),
        "words-jog": keys("n", seconds=10),
        "words-fast": keys("n", "n", seconds=10),
        "words-rest": keys(*"nnnnnnn", seconds=10),
        "words-stretch": keys("n", seconds=10),
    },
    "other exercise": {
        "rest-home": _a_run_yesterday,
        "exercise-choice": keys("e"),
        "exercise-stages": keys("2"),
        "exercise-steps": keys("2"),
        "exercise-stretch": keys("s", seconds=8),
        "exercise-rest": keys("n", seconds=3),
        "exercise-stopped": keys("x"),
        "exercise-done": keys("f", "n", "enter", "n", "enter"),
        "exercise-history": keys("h"),
    },
}
"""Scenes by name, in routes that begin at Home; each scene goes on from the one before it."""
FIRST_ROUTES = ("first use", "first look")
"""Routes of someone who has just begun."""
SECOND_YEAR = ("second year", "looking back")
"""Routes through a year that is looked back on."""
WORDS = ("words",)
"""Routes through a programme whose steps have words of their own."""
FINISHED = ("the end",)
"""Routes of someone who has finished the programme."""
SCENES = tuple(scene for driven in ROUTES.values() for scene in driven)


async def reach(scene: str, driven: DrivenApp, pilot: Pilot[None]) -> None:
    """Go from Home to a scene."""
    for name, steps in ROUTES[route_to(scene)].items():
        await steps(driven, pilot)
        if name == scene:
            return


def route_to(scene: str) -> str:
    """Return the name of the route that a scene is on. Raises KeyError when there is none."""
    for name, scenes in ROUTES.items():
        if scene in scenes:
            return name
    raise KeyError(scene)
