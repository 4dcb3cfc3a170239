"""A story told to the screens: each meaning as the keys that a runner presses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from textual.events import Key
from textual.screen import Screen

from runwalk_tui.flows import questions as asked
from runwalk_tui.flows.front import Question
from runwalk_tui.ui import front as screens
from runwalk_tui.ui.app import RunwalkApp
from runwalk_tui.ui.controls.form_parts import ScalePart, TextPart, WordsPart
from runwalk_tui.ui.messages import Care
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.history.page import HistoryScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.course import CourseScreen
from runwalk_tui.ui.screens.pages.finish import FinishScreen
from runwalk_tui.ui.screens.pages.reading import ReadingScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.checkin import CheckInScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.field_row import WORDS, FieldRow
from runwalk_tui.ui.screens.questions.morning import MorningScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunTestResultScreen
from runwalk_tui.ui.screens.questions.session_form import SessionFormScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.staying import StayingScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.run_test import RunTestScreen
from runwalk_tui.ui.timer.timer import TimerScreen
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakePlayer, HandClock
from tests.support.fronts import meanings as meant
from tests.support.fronts.heard import NotedAwake, NotedScreens, On
from tests.support.fronts.in_session import key_of
from tests.support.fronts.stage_set import REHEARSAL_SPEED, StageSet
from tests.support.real_program import PATIENCE

SHOWN_ON: dict[type[Question[Any]], type[Screen[Any]]] = {
    asked.Choice: QuestionScreen,
    asked.PainBefore: BeforeScreen,
    asked.StageWanted: ChooseScreen,
    asked.TicksOf: TickScreen,
    asked.StopSignShown: StopSignScreen,
    asked.MorningPain: MorningScreen,
    asked.RatingPage: RatingScreen,
    asked.DecisionShown: DecisionScreen,
    asked.RunTestPain: RunTestResultScreen,
    asked.RunTestStage: RunTestResultScreen,
    asked.CheckInPage: CheckInScreen,
    asked.CourseShown: CourseScreen,
    asked.FinishShown: FinishScreen,
    asked.PageShown: ReadingScreen,
    asked.SessionForm: SessionFormScreen,
}
AT_HOME = {
    "start": "enter",
    "stop sign": "enter",
    "choose": "c",
    "walk": "o",
    "exercise": "e",
    "check in": "i",
    "warning sign": "w",
    "flare-up plan": "p",
}
CARE = {"run test": Care.RUN_TEST, "screening": Care.SCREENING}
"""What Ctrl+P offers and no key."""
IN_PAST = {"correct": "e", "add": "n", "delete": "delete", "undo": "z", "close": "escape"}
IN_TIMER = {
    "pause": "space",
    "next": "n",
    "back": "b",
    "extend": "plus",
    "ease": "e",
    "stop": "x",
    "end": "q",
    "set off": "space",
}
IN_RUN_TEST = {
    "begin": "space",
    "pause": "space",
    "next": "n",
    "enough": "space",
    "stop": "x",
    "leave": "q",
    "back": "escape",
}
CHARACTERS = {"enter": "\r", "escape": "\x1b", "space": " ", "plus": "+"}
"""What is typed by keys with a name; the others with one type nothing."""
STEP = 1.0
"""Seconds at a time: a session is looked at as often as in earnest, and no one takes it for absence."""
TURNS = 12
"""Turns of the loop in which a session that was woken has looked at itself."""
A_MOMENT = 0.002
"""Seconds between two looks."""


class StoryApp(RunwalkApp):
    """Moves nothing on the screen: what is looked at is where a movement ends."""

    NOTIFICATION_TIMEOUT = 600


class OnScreens:
    """The program on screens, and the runner at its keys."""

    def __init__(self, stage: StageSet, workspace: Workspace) -> None:
        self._heard = stage.heard
        self._stage = stage
        self._clock = HandClock()
        self._app = StoryApp(
            workspace,
            clock=self._clock,
            player=lambda app: FakePlayer(),
            awake=lambda: NotedAwake(stage.heard),
            speed=REHEARSAL_SPEED if stage.rehearsal else 1.0,
        )
        self._answered: object = None
        """The screen that has been answered already."""

    async def tell(self, story: Sequence[meant.Meaning]) -> None:
        """Mean one thing after the other."""
        for meaning in story:
            await self._mean(meaning)

    @property
    def app(self) -> RunwalkApp:
        return self._app

    async def _mean(self, meaning: meant.Meaning) -> None:
        match meaning:
            case meant.Home():
                await self._at_home(meaning.wanted)
            case meant.Seconds():
                await self._pass(meaning.count)
            case meant.Asleep():
                await self._sleep(meaning.count)
            case meant.Press():
                await self._command(meaning)
            case meant.Mark():
                await self._mark(meaning)
            case meant.ToTheEnd():
                await self._until_on(TimerScreen)
                on = self._on
                while self._heard.open is on:
                    before = _stands(on)
                    self.press("n")
                    await self._until(lambda: _stands(on) != before, "the next phase")  # noqa: B023 # awaited here
                    await self._follow()
            case meant.Pick():
                await self._until(lambda: isinstance(self._top, QuestionScreen), str(meaning))
                top = self._top
                self.press(key_of(meaning.answer))
                await self._until(lambda: self._app.screen is not top, f"{meaning} has been heard")
                await self._follow()
            case meant.Past():
                await self._past(meaning)
            case meant.Fill():
                await self._fill(meaning)
            case meant.Days():
                self._stage.pass_days(meaning.count)
            case meant.PowerCut():
                raise AssertionError("the power is cut by who tells the story")
            case _:
                await self._answer(meaning)

    @property
    def _top(self) -> Screen[Any] | None:
        """The screen on top, once keys reach it."""
        top = self._app.screen
        ready = top.is_mounted and (not isinstance(top, StayingScreen) or top.waits)
        return top if ready else None

    async def _until(self, true: Callable[[], object], what: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > give_up:
                raise AssertionError(f"in vain waited for: {what}; {self._app.screen}, {self._heard.open} is open")
            await asyncio.sleep(A_MOMENT)

    async def at_rest(self, *, power_is_cut: bool) -> None:
        """Wait until the story is over: at Home or out of the program; wherever it is when the power is cut."""
        if power_is_cut:
            await self._until(lambda: self._idle or self._in_the_midst, "something to cut off")
        else:
            await self._until(lambda: self.left or self._idle, "Home, at the end of the story")

    @property
    def _in_the_midst(self) -> bool:
        """Whether something waits for the runner, or goes on."""
        return isinstance(self._heard.open, On) or self.asks

    @property
    def _idle(self) -> bool:
        return not self._talks and isinstance(self._top, HomeScreen)

    @property
    def _talks(self) -> bool:
        """Whether a conversation is under way."""
        return any(worker.group in ("session", "leaving") and worker.is_running for worker in self._app.workers)

    @property
    def left(self) -> bool:
        """Whether the program has ended."""
        return not self._app.is_running or self._app.return_code is not None

    def press(self, *keys: str) -> None:
        """Send keys as fast as a terminal does; what they lead to is waited for."""
        for key in keys:
            self._app.post_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))

    # Home.

    async def _at_home(self, wanted: meant.Place) -> None:
        await self._until(lambda: self._idle, f"Home, for {wanted}")
        told = len(self._heard.told)
        if wanted == "leave":
            self.press("q")
            await self._until(lambda: self.left or self._heard.open, "leaving")
        elif wanted in CARE:
            home = self._app.screen
            assert isinstance(home, HomeScreen)
            home.action_care(CARE[wanted].name)
        else:
            self.press(AT_HOME[wanted])
        if wanted != "leave":
            await self._until(lambda: self._heard.open or len(self._heard.told) > told, wanted)

    # Questions.

    async def _answer(self, meaning: meant.Meaning) -> None:
        await self._until(lambda: self.asks, f"a question for {meaning}")
        question, top, count = self._heard.open, self._app.screen, len(self._heard.asked)
        assert isinstance(question, Question)
        self.press(*keys_for(meaning, question))
        await self._until(
            lambda: self._heard.open is not question or len(self._heard.asked) > count,
            f"{meaning} has answered {question}",
        )
        self._answered = None if isinstance(top, StayingScreen) else top

    @property
    def asks(self) -> bool:
        """Whether a question waits that has not been answered."""
        question = self._heard.open
        return (
            isinstance(question, Question)
            and isinstance(self._top, SHOWN_ON[type(question)])
            and self._top is not self._answered
        )

    # The log.

    async def _past(self, meaning: meant.Past) -> None:
        if not isinstance(self._app.screen, HistoryScreen):
            await self._until(lambda: self._idle, f"Home, for {meaning}")
            self.press("h")
        await self._until(lambda: isinstance(self._top, HistoryScreen) and not self._talks, f"History, for {meaning}")
        log = self._app.workspace.log()
        self.press(IN_PAST[meaning.wanted])
        match meaning.wanted:
            case "correct" | "add":
                await self._until(lambda: self.asks, "the form")
            case "delete" | "undo":
                await self._until(lambda: self._app.workspace.log() != log, f"{meaning} has been done")
            case _:
                await self._until(lambda: self._idle, "Home")

    async def _fill(self, meaning: meant.Fill) -> None:
        await self._until(lambda: self.asks, f"a form for {meaning}")
        question, form, count = self._heard.open, self._app.screen, len(self._heard.asked)
        assert isinstance(form, SessionFormScreen)
        for name, text in meaning.texts:
            row = form.query_one(f"#{name}", FieldRow)
            while not row.has_focus_within:
                here = form.focused
                self.press("up" if _above(row, form) else "down")
                await self._until(lambda: form.focused is not here, "another field")  # noqa: B023 # awaited here
            if isinstance(row.part, TextPart) and row.text:
                # Letters are taken by the field itself, and faster than a key that means something.
                self.press("end", "ctrl+u")
                await self._until(lambda: row.text == "", f"{name} is empty")  # noqa: B023 # awaited here
            self.press(*keys_for_text(row, text))
            await self._until(lambda: row.text == text, f"{name} says {text!r}")  # noqa: B023 # awaited here
        self.press("ctrl+s" if meaning.save else "escape")
        await self._until(
            lambda: self._heard.open is not question or len(self._heard.asked) > count, f"{meaning} is taken"
        )

    # A session.

    @property
    def _on(self) -> On:
        assert isinstance(self._heard.open, On), f"no session is on, but {self._heard.open}"
        return self._heard.open

    async def _until_on(self, kind: type[Screen[Any]] | tuple[type[Screen[Any]], ...]) -> None:
        await self._until(lambda: isinstance(self._heard.open, On) and isinstance(self._top, kind), "a session")

    async def _pass(self, count: float) -> None:
        await self._until_on((TimerScreen, RunTestScreen, QuestionScreen))
        on = self._on
        while count > 0 and self._heard.open is on:
            step = min(count, STEP)
            self._clock.time += step
            count -= step
            on.controller.mute()
            on.controller.mute()
            await self._follow()
            await self._count_down(step)

    async def _count_down(self, seconds: float) -> None:
        """A question that answers itself counts seconds of its own."""
        asked = self._app.screen if isinstance(self._app.screen, QuestionScreen) else None
        for _ in range(round(seconds)):
            if asked is not None and asked.is_active and asked.query("#left"):
                asked.count_down()
                await self._follow()

    async def _sleep(self, count: float) -> None:
        await self._until_on((TimerScreen, RunTestScreen))
        on = self._on
        self._clock.asleep += count
        await self._until(lambda: on.controller.away, "the absence is noticed")

    async def _command(self, meaning: meant.Press) -> None:
        await self._until_on((TimerScreen, RunTestScreen))
        on = self._on
        before, top = _stands(on), self._app.screen
        self.press((IN_RUN_TEST if on.run_test else IN_TIMER)[meaning.command])
        await self._until(lambda: _stands(on) != before or self._app.screen is not top, f"{meaning} has been heard")
        await self._follow()

    @staticmethod
    async def _follow() -> None:
        """Let the session look at what has changed."""
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def _mark(self, meaning: meant.Mark) -> None:
        await self._until_on(TimerScreen)
        controller = self._on.controller
        marks = len(controller.running.marks)
        self.press("m")
        await self._until(lambda: isinstance(self._top, MarkScreen), "the question for a mark")
        self.press(*str(meaning.pain), "enter")
        await self._until(lambda: len(controller.running.marks) > marks, "the mark is noted")


def _stands(on: On) -> object:
    """Where a session stands; each of its keys changes something of it, or asks something."""
    running = on.controller.running
    return running.progress, running.eased_to, running.stopped_for_pain


def keys_for(meaning: meant.Meaning, question: Question[Any]) -> Iterator[str]:
    """The keys that give an answer to a question."""
    match question, meaning:
        case asked.StopSignShown(), meant.CLEARED:
            yield "c"
        case _, meant.SEEN:
            yield "enter"
        case _, meant.BACK:
            yield "escape"
        case _, meant.RED_FLAG:
            yield "w"
        case asked.RatingPage(field="note"), meant.SKIP:
            yield "enter"
        case _, meant.SKIP:
            yield "s"
        case _, meant.KEEP:
            yield "enter"
        case asked.Choice(), meant.Choose(answer):
            yield next(each.key for each in question.answers if each.id == answer)
        case asked.TicksOf(), meant.Tick(ids):
            positions = {each.id: str(number) for number, each in enumerate(question.page.statements, 1)}
            yield from (positions[each] for each in {*ids} ^ {*question.ticked})
            yield from ("enter",) if ids else ("n", "enter")
        case asked.StageWanted(), meant.At(stage, reps):
            yield from _to_stage(question, stage, reps)
        case asked.RunTestStage(), meant.At(stage):
            if stage != question.proposed.id:
                yield str(1 + [each.id for each in question.stages].index(stage))
            yield "enter"
        case asked.MorningPain(), meant.FORGOTTEN:
            yield "n"
        case asked.RunTestStage(), meant.AGAIN:
            yield "r"
        case asked.RatingPage(), meant.Sore(places):
            for place in (*(set(question.rating.soreness) - set(places)), *places):
                if place in question.rating.soreness and place in places:
                    continue
                side, _, where = place.rpartition(" ")
                yield from (where[0], *([side[0]] if side else []))
            yield "enter"
        case asked.RatingPage(), meant.Ready(yes):
            yield from ("y" if yes else "n", "enter")
        case asked.RatingPage(), meant.Note(text):
            yield from ("space" if sign == " " else sign for sign in text)
            yield "enter"
        case asked.CheckInPage(), meant.Week():
            named = meaning.activity or question.activity
            figures = (meaning.current, meaning.average, meaning.worst, meaning.disability)
            own = (meaning.activity, *([meaning.activity_score] if named else []), meaning.safe)
            for given in (*figures, *own):
                yield from ("space" if each == " " else each for each in ("" if given is None else str(given)))
                yield "enter"
        case _, meant.Number(value):
            yield from (*str(value), "enter")
        case _:
            raise AssertionError(f"{meaning} is no answer to {question}")


def _above(row: FieldRow, form: SessionFormScreen) -> bool:
    """Whether a row lies above the one that has the focus."""
    rows = list(form.query(FieldRow))
    here = next((place for place, each in enumerate(rows) if each.has_focus_within), len(rows))
    return rows.index(row) < here


def keys_for_text(row: FieldRow, text: str) -> Iterator[str]:
    """The keys that put a text into a field which has the focus."""
    match row.part:
        case ScalePart():
            yield from text or ("delete",)
        case WordsPart():
            values = [value for _, value in WORDS[row.field]]
            yield "home"
            yield from ["right"] * values.index(text)
        case _:
            yield from ("space" if sign == " " else sign for sign in text)


def _to_stage(question: asked.StageWanted, stage: str, reps: int | None) -> Iterator[str]:
    table, usual = question.table, question.usual
    there, here = table.index(stage), table.index(usual.stage)
    assert there is not None and here is not None
    yield from ["down" if there > here else "up"] * abs(there - here)
    if reps is not None:
        count = usual.reps if there == here else table.stage(stage).reps_min
        yield from ["right" if reps > count else "left"] * abs(reps - count)
    yield "enter"


@contextmanager
def noted_screens(stage: StageSet) -> Iterator[None]:
    """Inside, the app shows its questions through a front that notes them down."""
    front = type("StoryFront", (NotedScreens,), {"heard": stage.heard})
    with mock.patch.object(screens, "ScreenFront", front):
        yield
