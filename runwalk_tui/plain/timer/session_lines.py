"""A session as lines: one at each change, one now and then in between, and the keys that steer it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from runwalk_tui.flows.front import Ending
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.plain import spoken
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.timer.interludes import Interludes
from runwalk_tui.plain.timer.typed_keys import PAUSE, SESSION, UnknownAnswer, commands, listed
from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.session_words import summary
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.habits import ISO_HABITS, CalendarHabits, clock_time
from runwalk_tui.session.measured import BeltStop, GoneQuiet
from runwalk_tui.session.milestones import Milestones
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import belt_stopped, figure_words

TIP_FROM = 20
"""Seconds of a walk from which there is time to hear a tip."""
SETTLING = 0.3
"""Seconds after a session in which single keys are still taken, and forgotten: an Enter after the last key, or a hand
on the keyboard, answers no question about pain."""


class SessionLines:
    """Tells a controller's session and passes on what is typed."""

    def __init__(
        self,
        controller: SessionController,
        lines: Lines,
        keyboard: Keyboard,
        *,
        wall: Callable[[], datetime],
        every: int,
        acceptable_pain: int,
        tip: Callable[[int], str] = lambda repetition: "",
        how: Sequence[str] = (),
        habits: CalendarHabits = ISO_HABITS,
        keys: KeysInUse = USUAL_KEYS,
    ) -> None:
        """`every` is the number of seconds between two lines inside a phase, 0 for none. A mark above
        `acceptable_pain` is answered with what can be done. `tip` is what is said in a repetition, "" for nothing.
        `how` says how the exercises are done, for whoever asks with `?`."""
        self._controller = controller
        self._lines = lines
        self._keyboard = keyboard
        self._wall = wall
        self._habits = habits
        self._in_use = keys
        self._how = how
        self._unknown = UnknownAnswer(lines.say, keys)
        self._every = every
        self._tip = tip
        self._keys = keyboard.gives_keys
        self._interludes = Interludes(controller, lines.say, keyboard, keys, acceptable_pain=acceptable_pain)
        self._milestones = Milestones()
        self._index = -1
        self._spoken = 0
        """How many of the lines inside this phase are said."""
        self._problem: Problem | None = None
        self._no_figures: Problem | None = None
        """Why there is no heart rate and no belt speed, as it was said last."""
        self._belt, self._quiet = BeltStop(), GoneQuiet()
        self._tipped: set[int] = set()
        """Repetitions whose tip has been said."""

    async def run(self) -> Ending:
        """From the first second to the last one."""
        # Lines of a script that has been read to its end already are the answers to what is asked afterwards.
        listening = None if self._keyboard.ended else asyncio.create_task(self._listen())
        self._keyboard.on_interrupt = self._interludes.interrupt
        try:
            self._controller.start()
            self._introduce()
            async for moment in self._controller.watch():
                self._tell(moment)
        finally:
            self._keyboard.on_interrupt = None
            self._interludes.forget()
            if listening is not None:
                await end_task(listening)
        if self._keys:
            await asyncio.sleep(SETTLING)
            self._keyboard.forget()
        if self._interludes.ending is not Ending.DISCARDED:
            self._lines.say(f"Finished. {summary(self._controller.running)}")
        return self._interludes.ending

    # Telling.

    def _introduce(self) -> None:
        moment = self._controller.moment()
        end = clock_time(self._wall() + timedelta(seconds=self._controller.real_seconds_left), self._habits)
        self._lines.say(f"{spoken.total_line(moment)[:-1]}; it ends at {end} if you don't pause.")
        if not self._keyboard.ended:
            self._lines.say(
                f"Keys: {self._listed}." if self._keys else f"Type a letter and press Enter: {self._listed}."
            )

    @property
    def _listed(self) -> str:
        """The keys that do something now: easing only while there is a gentler stage."""
        eases = self._controller.has_gentler
        told = listed(self._in_use, [each for each in SESSION if eases or each[0] != "ease"])
        return f"{told}, ? how it's done" if self._how else told

    def _tell(self, moment: Moment) -> None:
        if self._controller.problem != self._problem:
            self._problem = self._controller.problem
            self._lines.say(str(self._problem or "Saving works again."))
        self._interludes.notice_absence()
        self._tell_measured(moment)
        reached = self._milestones.reached(moment)
        if moment.state is not State.RUNNING:
            return
        if moment.index != self._index:
            self._index, self._spoken = moment.index, 0
            self._lines.say(spoken.phase_line(moment))
            self._say_tip(moment)
        elif self._every and moment.shown_left:
            due = (moment.phase.seconds - moment.shown_left) // self._every
            if due > self._spoken:
                self._lines.say(spoken.left_line(moment))
            self._spoken = due
        self._lines.say(*reached)

    def _tell_measured(self, moment: Moment) -> None:
        """What there is to say about a strap and a treadmill; their figures are told when they are asked for."""
        measuring = self._controller.instruments
        if measuring is None:
            return
        self._lines.say(*measuring.news())
        if measuring.problem() != self._no_figures:
            self._no_figures = measuring.problem()
            self._lines.say(*filter(None, [str(self._no_figures or "")]))
        self._quiet.missing(self._controller.second(), measuring.figures())
        running = moment.state is State.RUNNING and moment.phase.kind is Kind.RUN
        if self._belt.asks(self._controller.second(), measuring.figures(), running=running):
            self._lines.say(belt_stopped(self._in_use.line_key(PAUSE)))

    def _say_tip(self, moment: Moment) -> None:
        """Once a repetition, in its first walk that is long enough; without a run there is none for it to speak of."""
        phase = moment.phase
        told = phase.repetition in self._tipped
        if phase.kind is not Kind.WALK or not moment.runs or phase.seconds < TIP_FROM or told:
            return
        self._tipped.add(phase.repetition)
        if tip := self._tip(phase.repetition):
            self._lines.say(f"Tip: {tip}")

    # Hearing.

    async def _listen(self) -> None:
        """Obey what is typed until the session, or the input, is over."""
        while (typed := await self._typed()) is not None:
            self._hear(typed)
            if self._controller.moment().state is State.FINISHED:
                return  # what is typed next answers what is asked next
        self._interludes.input_ended()

    async def _typed(self) -> str | None:
        heard = await (self._keyboard.key() if self._keys else self._keyboard.line())
        if heard is None:
            return None
        return heard if heard == " " else heard.strip().lower()

    def _hear(self, typed: str) -> None:
        if self._interludes.hear(typed.strip()):
            return
        command = self._commands.get(typed)
        if command is not None:
            self._unknown.proper()
            command()
        elif typed in ("?", "h", "help"):
            self._unknown.proper()
            self._lines.say(*self._how, f"{self._listed}.")
        elif typed.strip():
            self._unknown.to(typed)

    @property
    def _commands(self) -> Mapping[str, Callable[[], None]]:
        doing: dict[str, Callable[[], None]] = {
            "pause": self._pause,
            "next": self._next,
            "back": self._back,
            "extend": self._extend,
            "ease": lambda: self._lines.say(self._controller.ease()),
            "mark": self._interludes.mark,
            "stop_for_pain": self._interludes.stop,
            "mute": self._mute,
            "time_left": self._time,
            "end": self._interludes.end,
        }
        return commands(self._in_use, doing)

    # Commands.

    def _pause(self) -> None:
        self._controller.toggle()
        moment = self._controller.moment()
        if moment.state is State.PAUSED:
            self._lines.say(f"Paused. {spoken.left_line(moment)} {self._in_use.line_key(PAUSE)} resumes.")
        else:
            self._lines.say(f"Continuing. {spoken.left_line(moment)}")

    def _next(self) -> None:
        self._controller.next()
        self._tell_paused()

    def _back(self) -> None:
        self._index = -1
        self._controller.back()
        self._tell_paused()

    def _tell_paused(self) -> None:
        """A phase that is reached while paused is not told by its running."""
        moment = self._controller.moment()
        if moment.state is State.PAUSED:
            self._lines.say(f"Paused. {spoken.phase_line(moment)}")

    def _extend(self) -> None:
        self._controller.extend()
        self._lines.say(f"30 seconds more. {spoken.left_line(self._controller.moment())}")

    def _mute(self) -> None:
        self._controller.mute()
        self._lines.say("Muted." if self._controller.muted else "Sound is on.")

    def _time(self) -> None:
        moment = self._controller.moment()
        measuring = self._controller.instruments
        told = ""
        if measuring is not None:
            no_bpm, no_speed = self._quiet.missing(self._controller.second(), figures := measuring.figures())
            words = ", ".join(figure_words(figures, no_bpm=no_bpm, no_speed=no_speed))
            told = f" {words[:1].upper()}{words[1:]}." if words else ""
        self._lines.say(f"{spoken.phase_line(moment)} {spoken.total_line(moment)}{told}")


async def end_task(task: asyncio.Task[None]) -> None:
    """Stop a task; what went wrong in it is raised here."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
