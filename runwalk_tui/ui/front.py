"""The front of screens: each question of a flow on a screen of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal, cast

from textual.screen import Screen

from runwalk_tui.flows import questions
from runwalk_tui.flows.front import Ending, Given, Move, Question, TestEnding
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.cue_dispatch import SoundPlayer
from runwalk_tui.system.keep_awake import Awake
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui import palette  # noqa: F401  # loaded before a session, in which Ctrl+P may be pressed
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.pages.course import CourseScreen
from runwalk_tui.ui.screens.pages.finish import FinishScreen
from runwalk_tui.ui.screens.pages.reading import ReadingScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.morning import MorningScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunTestResultScreen
from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.staying import StayingScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.session_app import SessionApp
from runwalk_tui.ui.timer.lines import MAY_SLEEP, REFUSED_SHORT, Topic
from runwalk_tui.ui.timer.run_test import RunTestScreen
from runwalk_tui.ui.timer.timer import TimerScreen

Make = Callable[[Any, SessionApp], Screen[Any]]

SCREENS: Mapping[type[Question[Any]], Make] = {
    questions.Choice: lambda asked, app: QuestionScreen(asked),
    questions.PainBefore: lambda asked, app: BeforeScreen(asked),
    questions.StageWanted: lambda asked, app: ChooseScreen(asked),
    questions.TicksOf: lambda asked, app: TickScreen(asked, ascii=app.ascii),
    questions.StopSignShown: lambda asked, app: StopSignScreen(asked),
    questions.MorningPain: lambda asked, app: MorningScreen(asked, ascii=app.ascii),
    questions.RatingPage: lambda asked, app: RatingScreen(asked),
    questions.DecisionShown: lambda asked, app: DecisionScreen(asked, ascii=app.ascii),
    questions.RunTestPain: lambda asked, app: RunTestResultScreen(asked, ascii=app.ascii),
    questions.RunTestStage: lambda asked, app: RunTestResultScreen(asked, ascii=app.ascii),
    questions.CheckInPage: lambda asked, app: CheckInScreen(asked, ascii=app.ascii),
    questions.FinishShown: lambda asked, app: FinishScreen(asked.finish, ink=app.ink),
    questions.SessionForm: lambda asked, app: SessionFormScreen(asked, ascii=app.ascii),
    questions.PageShown: lambda asked, app: ReadingScreen(asked, ascii=app.ascii),
    questions.CourseShown: lambda asked, app: CourseScreen(asked.course, asked.adherence, ascii=app.ascii),
}
"""What shows each question. One screen shows both questions after a run test."""


class ScreenFront:
    """Shows one conversation over Home. A context manager: what it has put up is taken away in the end."""

    nobody = False
    """Whoever opened a screen may come back to it."""

    def __init__(self, app: SessionApp) -> None:
        self._app = app
        self._up: list[StayingScreen[Any]] = []
        """The screens that stay, the lowest first."""

    def __enter__(self) -> ScreenFront:
        return self

    def __exit__(self, *_: object) -> None:
        self._take_down(0)

    @property
    def rehearsal(self) -> bool:
        """Whether every session that is started now is a rehearsal."""
        return self._app.rehearsal

    @property
    def muted(self) -> bool:
        """Whether sessions begin without sound."""
        return self._app.muted

    def clock_for(self, *, rehearsal: bool) -> Clock:
        """A session that counts never goes on at a rehearsal's speed."""
        return self._app.clock if rehearsal else self._app.real_clock

    def awake(self) -> Awake:
        """What keeps the machine awake during one session."""
        return self._app.awake()

    @asynccontextmanager
    async def sound(self) -> AsyncIterator[SoundPlayer]:
        """The last cue is heard to its end, while the questions after the session are on the screen already."""
        player = self._app.player()
        player.start()
        if self.muted:
            player.mute(True)
        try:
            yield player
        finally:
            player.finish()

    async def ask(self, question: Question[Given]) -> Given | Literal[Move.RED_FLAG]:
        """Show a question until it is answered."""
        return cast("Given | Literal[Move.RED_FLAG]", await self._answer(question))

    async def _answer(self, question: Question[Any]) -> Any:
        for position, screen in reversed(list(enumerate(self._up))):
            if screen.takes(question):
                self._take_down(position + 1)
                await screen.put(question)
                return await screen.expect()
        if not question.aside:
            self._take_down(0)
        made = SCREENS[type(question)](question, self._app)
        if not isinstance(made, StayingScreen):
            return await self._at_once(made)
        self._up.append(made)
        answer = made.expect()
        await self._app.push_screen(made)
        return await answer

    def _take_down(self, number: int) -> None:
        """Take the screens away that stay, but for the lowest ones; none is seen again for a moment meanwhile."""
        while len(self._up) > number:
            screen = self._up.pop()
            if screen.is_active:
                self._app.pop_screen()

    async def count_down(self, controller: SessionController, *, paused: bool, problem: Problem | None) -> Ending:
        """Show a session to its end, with nothing that was said before over it."""
        self._app.forget_news()
        self._take_down(0)
        app = self._app
        timer = TimerScreen(controller, app.workspace, ink=app.ink, paused=paused)
        timer.face.tell(Topic.AWAKE, str(problem or ""), MAY_SLEEP, REFUSED_SHORT)
        if app.sound is not None:
            app.show_sound(timer, app.sound)
        app.timer = timer
        try:
            return await self._at_once(timer)
        finally:
            app.timer = None

    async def run_test(self, controller: SessionController, *, problem: Problem | None) -> TestEnding:
        """Show the walk and the run of a run test to their end."""
        self._app.forget_news()
        self._take_down(0)
        return await self._at_once(
            RunTestScreen(controller, ink=self._app.ink, problem=problem, keys=self._app.workspace.keys)
        )

    async def _at_once(self, screen: Screen[Given]) -> Given:
        """Show a screen until it is dismissed. `push_screen_wait` would first have Home drawn where a screen was taken
        away."""
        return await asyncio.shield(self._app.push_screen(screen, wait_for_dismiss=True))

    def tell(self, news: str | Problem) -> None:
        """Say something for some seconds."""
        self._app.notify(str(news), severity="error" if isinstance(news, Problem) else "information")

    def confirm(self, done: str) -> None:
        """The screens show it by themselves."""
