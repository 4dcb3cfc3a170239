"""A story told in lines: each meaning as what a runner types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from runwalk_tui.flows import questions as asked
from runwalk_tui.flows.front import Interrupted, LeftProgram, Question
from runwalk_tui.flows.resume import offer_unfinished
from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.clock import FastClock
from runwalk_tui.workspace import Workspace
from tests.support.fronts import meanings as meant
from tests.support.fronts.heard import NotedAwake, NotedLines, On
from tests.support.fronts.in_session import key_of
from tests.support.fronts.stage_set import REHEARSAL_SPEED, StageSet
from tests.support.plain_parts import Page, SilentSound, Typist
from tests.support.story_time import StoryClock

AN_INSTANT = 1e-6
"""Seconds of story time in which everything happens that is due."""
INSTANTS = 20
"""So many are enough for whatever follows from one line."""
AT_HOME = {
    "start": "1",
    "choose": "2",
    "check in": "7",
    "warning sign": "8",
    "run test": "10",
    "screening": "11",
    "walk": "12",
    "exercise": "14",
    "flare-up plan": "15",
    "leave": "0",
}
CLEARED = "6"
"""On the menu."""
IN_TIMER = {
    "pause": "p",
    "next": "n",
    "back": "b",
    "extend": "+",
    "ease": "e",
    "stop": "x",
    "end": "q",
    "set off": "",  # a session that was cut off goes on by itself
}
IN_RUN_TEST = {"begin": "1", "pause": "p", "next": "n", "enough": "", "stop": "x", "leave": "q", "back": "2"}


IN_PAST = {"correct": ("1", "c"), "add": ("n",), "delete": ("1", "d"), "undo": ("z",), "close": ("",)}


class SleepyClock(StoryClock):
    """The time of the story, of a machine that can sleep."""

    def __init__(self) -> None:
        self.asleep = 0.0

    def slept(self) -> float:
        return self.asleep


class InLines:
    """The program in lines, and the runner at its keyboard."""

    def __init__(self, stage: StageSet, workspace: Workspace) -> None:
        self._stage, self._heard = stage, stage.heard
        self._typist, self.page = Typist(), Page()
        self._clock = SleepyClock()
        noted = type("StoryFront", (NotedLines,), {"heard": stage.heard})
        self._front = noted(
            workspace,
            self.page.lines,
            self._typist.keyboard,
            self._clock,
            FastClock(self._clock, REHEARSAL_SPEED) if stage.rehearsal else None,
            make_sound=lambda workspace, ring, report: SilentSound(report),
            make_awake=lambda: NotedAwake(stage.heard),
        )
        self._program: asyncio.Task[None] | None = None
        self._in_past = False
        """Whether the list of past sessions waits for what is wanted."""

    async def tell(self, story: Sequence[meant.Meaning]) -> None:
        """Start the program and mean one thing after the other."""
        self._typist.keyboard.start()
        self._program = asyncio.create_task(self._run())
        for meaning in story:
            await self._mean(meaning)
        await self._rest()

    async def _run(self) -> None:
        """The program as it starts, less the terminal."""
        with suppress(Interrupted, LeftProgram):
            await offer_unfinished(self._front.conversation)
            await stay_home(self._front)

    async def stop(self) -> None:
        """End it, wherever it is."""
        assert self._program is not None
        self._program.cancel()
        await asyncio.wait([self._program])
        self._typist.leave()
        await asyncio.sleep(AN_INSTANT)
        if not self._program.cancelled():
            self._program.result()

    async def interrupt(self) -> None:
        """Ctrl+C, and what follows from it."""
        self._typist.keyboard.interrupt()
        await self._rest()

    @property
    def left(self) -> bool:
        """Whether the program has ended."""
        return self._program is not None and self._program.done()

    async def _mean(self, meaning: meant.Meaning) -> None:
        match meaning:
            case meant.Home(wanted="stop sign"):
                await self._rest()  # Home itself says it
            case meant.Home():
                await self._until(lambda: self._heard.open is None, meaning)
                self._type(AT_HOME[meaning.wanted])
            case meant.Seconds():
                await self._until(lambda: isinstance(self._heard.open, On), meaning)
                await asyncio.sleep(meaning.count)
            case meant.Asleep():
                await self._until(lambda: isinstance(self._heard.open, On), meaning)
                self._clock.asleep += meaning.count
                await asyncio.sleep(1)
            case meant.ToTheEnd():
                await self._until(lambda: isinstance(self._heard.open, On), meaning)
                on = self._heard.open
                while self._heard.open is on:
                    self._type("n")
                    await self._rest()
            case meant.Press() | meant.Mark() | meant.Pick():
                await self._until(lambda: isinstance(self._heard.open, On), meaning)
                self._type(*self._in_session(meaning))
            case meant.Days():
                self._stage.pass_days(meaning.count)
            case meant.PowerCut():
                raise AssertionError("the power is cut by who tells the story")
            case meant.Past():
                await self._until(lambda: self._heard.open is None, meaning)
                self._type(*([] if self._in_past else ["3"]), *IN_PAST[meaning.wanted])
                self._in_past = meaning.wanted != "close"
                await self._rest()
            case meant.SEEN:
                await self._rest()
                if isinstance(self._heard.open, asked.DecisionShown):
                    self._type("")
                    await self._rest()
            case meant.CLEARED:
                await self._until(lambda: self._heard.open is None, meaning)
                self._type(CLEARED)
            case _:
                await self._until(lambda: isinstance(self._heard.open, Question), meaning)
                question, count = self._heard.open, len(self._heard.asked)
                assert isinstance(question, Question)
                self._type(*lines_for(meaning, question))
                await self._until(lambda: self._heard.open is not question or len(self._heard.asked) > count, meaning)

    def _in_session(self, meaning: meant.Press | meant.Mark | meant.Pick) -> tuple[str, ...]:
        assert isinstance(self._heard.open, On)
        match meaning:
            case meant.Press(command):
                return ((IN_RUN_TEST if self._heard.open.run_test else IN_TIMER)[command],)
            case meant.Mark(pain):
                return ("m", str(pain))
            case meant.Pick(answer):
                return (key_of(answer),)

    def _type(self, *lines: str) -> None:
        for line in lines:
            self._typist.type(f"{line}\n")

    async def _rest(self) -> None:
        """Let everything happen that is due."""
        for _ in range(INSTANTS):
            await asyncio.sleep(AN_INSTANT)
        self._look_for_errors()

    async def _until(self, true: Callable[[], bool], meaning: meant.Meaning) -> None:
        await self._rest()
        if not true():
            raise AssertionError(f"{meaning} is out of place; {self._heard.open} is open. Said:\n{self.page.text}")

    def _look_for_errors(self) -> None:
        if self._program is not None and self._program.done():
            self._program.result()


def lines_for(meaning: meant.Meaning, question: Question[Any]) -> tuple[str, ...]:
    """The lines that give an answer to a question."""
    match question, meaning:
        case asked.SessionForm(), meant.Fill():
            return tuple(_filled(question, meaning))
        case asked.RunTestStage(), meant.BACK:
            return (str(len(question.stages) + 2),)
        case _, meant.BACK:
            return ("b",)
        case _, meant.RED_FLAG:
            return ("w",)
        case asked.RatingPage(field="note"), meant.SKIP:
            return ("",)
        case _, meant.SKIP:
            return ("s",)
        case _, meant.KEEP:
            return ("",)
        case asked.Choice(), meant.Choose(answer):
            ids = [each.id for each in question.answers]
            return (str(1 + ids.index(answer)),)
        case asked.TicksOf(), meant.Tick(ids):
            positions = {each.id: str(number) for number, each in enumerate(question.page.statements, 1)}
            return (" ".join(positions[each] for each in ids) or "0",)
        case asked.StageWanted(stage_only=True), meant.At(stage):
            return (stage,)
        case asked.StageWanted(), meant.At(stage, reps):
            return (stage, "" if reps is None else str(reps))
        case asked.RunTestStage(), meant.At(stage):
            return (str(1 + [each.id for each in question.stages[::-1]].index(stage)),)
        case asked.RunTestStage(), meant.AGAIN:
            return (str(len(question.stages) + 1),)
        case asked.MorningPain(), meant.FORGOTTEN:
            return ("n",)
        case asked.RatingPage(), meant.Sore(places):
            return (", ".join(places),)
        case asked.RatingPage(), meant.Ready(yes):
            return ("1" if yes else "2",)
        case asked.RatingPage(), meant.Note(text):
            return (text,)
        case asked.CheckInPage(), meant.Week():
            named = meaning.activity or question.activity
            figures = (meaning.current, meaning.average, meaning.worst, meaning.disability)
            own = (meaning.activity, *([meaning.activity_score] if named else []), meaning.safe)
            return tuple("" if answer is None else str(answer) for answer in (*figures, *own))
        case _, meant.Number(value):
            return (str(value),)
        case _:
            raise AssertionError(f"{meaning} is no answer to {question}")


def _filled(question: asked.SessionForm, meaning: meant.Fill) -> Iterator[str]:
    """Each field by its number, and then its text; what is emptied is said by a letter or a sign."""
    sheet = question.sheet
    for name, text in meaning.texts:
        yield str(1 + sheet.fields.index(name))
        yield text or ("-" if name == "note" else "s")
        sheet = sheet.with_text(name, text)
    yield "" if meaning.save else "b"
