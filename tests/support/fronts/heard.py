"""Fronts that note down what they are asked, and say what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from runwalk_tui.flows import questions as asked
from runwalk_tui.flows.front import Ending, Given, Move, Question, TestEnding
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.session.controller import SessionController
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.front import ScreenFront


@dataclass(frozen=True)
class On:
    """A session or a run test is on."""

    controller: SessionController
    run_test: bool


class Heard:
    """What one front was asked and told to say, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """Each question, and each session, in one line."""
        self.told: list[str] = []
        """What was said without asking."""
        self.held_awake: list[str] = []
        """When the machine was to be kept awake, and when no longer."""
        self._open: list[Question[Any] | On] = []

    @property
    def open(self) -> Question[Any] | On | None:
        """What waits for an answer, or goes on."""
        return self._open[-1] if self._open else None

    @contextmanager
    def waiting(self, what: Question[Any] | On) -> Iterator[None]:
        """Inside, something waits for the runner."""
        self.asked.append(in_short(what))
        self._open.append(what)
        try:
            yield
        finally:
            self._open.remove(what)


class NotedAwake:
    """A machine that agrees not to sleep, and notes down that it was asked."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def hold(self) -> Problem | None:
        self._heard.held_awake.append("hold")
        return None

    async def release(self) -> None:
        self._heard.held_awake.append("release")


class NotedScreens(ScreenFront):
    """The front of screens. `heard` is set on a class of its own for each story."""

    heard: Heard

    async def ask(self, question: Question[Given]) -> Given | Literal[Move.RED_FLAG]:
        with self.heard.waiting(question):
            return await super().ask(question)

    async def count_down(self, controller: SessionController, *, paused: bool, problem: Problem | None) -> Ending:
        with self.heard.waiting(On(controller, run_test=False)):
            return await super().count_down(controller, paused=paused, problem=problem)

    async def run_test(self, controller: SessionController, *, problem: Problem | None) -> TestEnding:
        with self.heard.waiting(On(controller, run_test=True)):
            return await super().run_test(controller, problem=problem)

    def tell(self, news: str | Problem) -> None:
        self.heard.told.append(str(news))
        super().tell(news)


class NotedLines(PlainFront):
    """The front of lines. `heard` is set on a class of its own for each story."""

    heard: Heard

    async def ask(self, question: Question[Given]) -> Given | Literal[Move.RED_FLAG]:
        with self.heard.waiting(question):
            return await super().ask(question)

    async def count_down(self, controller: SessionController, *, paused: bool, problem: Problem | None) -> Ending:
        with self.heard.waiting(On(controller, run_test=False)):
            return await super().count_down(controller, paused=paused, problem=problem)

    async def run_test(self, controller: SessionController, *, problem: Problem | None) -> TestEnding:
        with self.heard.waiting(On(controller, run_test=True)):
            return await super().run_test(controller, problem=problem)

    def tell(self, news: str | Problem) -> None:
        self.heard.told.append(str(news))
        super().tell(news)


def in_short(what: Question[Any] | On) -> str:
    """A question in one line, with all that a runner is told by it."""
    match what:
        case asked.Choice():
            return f"{what.title} {what.text} {'/'.join(answer.id for answer in what.answers)}"
        case asked.PainBefore():
            return f"pain before {what.then}"
        case asked.StageWanted():
            return f"{what.title} {what.usual.stage} × {what.usual.reps}"
        case asked.TicksOf():
            return f"{what.page.id} {what.number}/{what.count} {' '.join(what.ticked)} {what.why}".rstrip()
        case asked.StopSignShown():
            return f"stop sign: {' '.join(what.lines)}"
        case asked.MorningPain():
            return (
                f"morning after {what.session.day}, asked on {what.today}, given {what.given}: {'; '.join(what.leads)}"
            )
        case asked.RatingPage():
            leads = "; ".join(what.leads(what.rating))
            return f"{what.field} {what.number}/{what.count}, {what.rating}, marked {what.marked}: {leads}"
        case asked.DecisionShown():
            return f"next: {what.due.decision} {what.due.stage} × {what.due.reps}"
        case asked.RunTestPain():
            return f"pain after the run test. {what.ran}"
        case asked.RunTestStage():
            return f"stage {what.proposed.id}? {what.ran} {what.why} {what.advice}".rstrip()
        case asked.CheckInPage():
            return f"check-in. {what.why}".rstrip()
        case asked.SessionForm():
            texts = " ".join(what.sheet.text(name) or "-" for name in what.sheet.fields if name != "time")
            return f"{what.title}: {texts}; {what.leads(what.sheet)}"
        case asked.CourseShown():
            return f"course: {what.course.measures} {what.adherence}"
        case asked.PageShown():
            return f"page: {what.page.title}"
        case asked.FinishShown():
            return f"finish: {what.finish.sessions} sessions"
        case On(controller=controller):
            running = controller.running
            phases = " ".join(f"{phase.kind}:{phase.seconds}" for phase in running.progress.phases)
            kind = "run test" if running.is_run_test else running.kind
            return f"{kind} {running.stage} × {running.reps} {phases}{' rehearsal' * running.rehearsal}"
    raise AssertionError(f"no test knows {what}")
