"""A session as lines: one at each change, one now and then in between, and the keys that steer it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from runwalk_tui.coach import Coach
from runwalk_tui.plain import spoken
from runwalk_tui.plain.asking import Asked, Choice, PainMark
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.wording import minutes

GO_ON_AFTER = 20
"""Seconds after which "End this session?" answers itself."""
STOP_COOL_DOWN = 120
"""Seconds of the walk that is offered after stopping for pain when the plan has no cool-down of its own."""
KEYS = "p pause, n next, b back, + 30 seconds more, e ease, m mark pain, x stop for pain, u mute, t time left, q end"
END = f"End this session? 1 go on, 2 save as it is, 3 discard. It goes on by itself after {GO_ON_AFTER} seconds."
END_HINT = "Please type 1 to go on, 2 to save as it is or 3 to discard."
STOP_HINT = "Please type 1 to walk or 2 to finish here."
AWAY_HINT = "Please type 1 to go on from there or 2 to count the time as done."


class Ending(StrEnum):
    """How a session was left."""

    DONE = "done"
    """By itself, or saved as it was."""
    DISCARDED = "discarded"
    INTERRUPTED = "interrupted"
    """Ctrl+C twice: save it and leave."""


class SessionLines:
    """Tells a coach's session and passes on what is typed."""

    def __init__(
        self,
        coach: Coach,
        lines: Lines,
        keyboard: Keyboard,
        *,
        wall: Callable[[], datetime],
        every: int,
        cool_down: int = 0,
        go_on_after: float = GO_ON_AFTER,
    ) -> None:
        """`every` is the number of seconds between two lines inside a phase, 0 for none; `cool_down` the plan's
        own walk at the end, 0 for none; "End this session?" answers itself `go_on_after` seconds."""
        self._coach = coach
        self._lines = lines
        self._keyboard = keyboard
        self._wall = wall
        self._every = every
        self._cool_down = cool_down or STOP_COOL_DOWN
        self._go_on_after = go_on_after
        self._keys = keyboard.gives_keys
        self._asked: Asked | None = None
        self._ending = Ending.DONE
        self._index = -1
        self._spoken = 0
        """How many of the lines inside this phase are said."""
        self._ask_again: Callable[[], None] | None = None
        """Asks what the session cannot go on without, after "End this session?" came in between."""
        self._trouble = ""
        self._leaving = False
        """Ctrl+C was pressed and "End this session?" is open."""

    async def run(self) -> Ending:
        """From the first second to the last one."""
        # Lines of a script that has been read to its end already are the answers to what is asked afterwards.
        listening = None if self._keyboard.ended else asyncio.create_task(self._listen())
        self._keyboard.on_interrupt = self._interrupt
        try:
            self._coach.start()
            self._introduce()
            async for moment in self._coach.watch():
                self._tell(moment)
        finally:
            self._keyboard.on_interrupt = None
            self._forget_question()
            if listening is not None:
                await _end_task(listening)
        if self._ending is not Ending.DISCARDED:
            self._lines.say(f"Finished. {spoken.summary(self._coach.running)}")
        return self._ending

    # Telling.

    def _introduce(self) -> None:
        moment = self._coach.moment()
        end = self._wall() + timedelta(seconds=self._coach.real_seconds_left)
        self._lines.say(f"{spoken.total_line(moment)[:-1]}; it ends at {end:%H:%M} if nothing is paused.")
        if not self._keyboard.ended:
            self._lines.say(f"Keys: {KEYS}." if self._keys else f"Type a letter and Enter: {KEYS}.")

    def _tell(self, moment: Moment) -> None:
        if self._coach.trouble != self._trouble:
            self._trouble = self._coach.trouble
            self._lines.say(self._trouble or "The session is written down again.")
        if self._coach.away is not None and self._ask_again is None:
            self._was_away()
        if moment.state is not State.RUNNING:
            return
        if moment.index != self._index:
            self._index, self._spoken = moment.index, 0
            self._lines.say(spoken.phase_line(moment))
        elif self._every and moment.shown_left:
            due = (moment.phase.seconds - moment.shown_left) // self._every
            if due > self._spoken:
                self._lines.say(spoken.left_line(moment))
            self._spoken = due

    def say(self, line: str) -> None:
        """A line from outside the session, such as what the sound says."""
        if line:
            self._lines.say(line)

    # Hearing.

    async def _listen(self) -> None:
        """Obey what is typed until the session, or the input, is over."""
        while (typed := await self._typed()) is not None:
            self._hear(typed)
            if self._coach.moment().state is State.FINISHED:
                return  # what is typed next answers what is asked next
        self._input_ended()

    async def _typed(self) -> str | None:
        heard = await (self._keyboard.key() if self._keys else self._keyboard.line())
        if heard is None:
            return None
        return "p" if heard == " " else heard.strip().lower()

    def _hear(self, typed: str) -> None:
        if self._asked is not None:
            self._asked.hear(typed)
        elif typed in ("?", "h", "help"):
            self._lines.say(f"{KEYS}.")
        elif typed:
            command = self._commands.get(typed)
            if command is None:
                self._lines.say("That is not a key of the session; ? names them.")
            else:
                command()

    @property
    def _commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "p": self._pause,
            "n": self._next,
            "b": self._back,
            "+": self._extend,
            "=": self._extend,
            "e": lambda: self._lines.say(self._coach.ease()),
            "m": self._mark,
            "x": self._stop,
            "u": self._mute,
            "t": self._time,
            "q": self._end,
        }

    def _input_ended(self) -> None:
        """Nobody can answer any more: the session goes on to its end and is kept."""
        self._lines.say("The input has ended: the session goes on by itself and is kept.")
        waiting = self._ask_again
        self._answered()
        if self._coach.away is not None:
            self._coach.come_back(count=False)
        elif waiting is not None:
            self._coach.end()
        elif self._coach.moment().state is State.PAUSED:
            self._coach.start()

    def _interrupt(self) -> None:
        """Ctrl+C asks; a second one saves the session as it is and ends."""
        if self._leaving:
            self._forget_question()
            self._ending = Ending.INTERRUPTED
            self._coach.end()
        else:
            self._end()
            self._leaving = True
            self._lines.say("Ctrl+C again saves it as it is and leaves runwalk.")

    # Commands.

    def _pause(self) -> None:
        self._coach.toggle()
        moment = self._coach.moment()
        if moment.state is State.PAUSED:
            self._lines.say(f"Paused. {spoken.left_line(moment)} p goes on.")
        else:
            self._lines.say(f"Going on. {spoken.left_line(moment)}")

    def _next(self) -> None:
        self._coach.next()
        self._tell_paused()

    def _back(self) -> None:
        self._index = -1
        self._coach.back()
        self._tell_paused()

    def _tell_paused(self) -> None:
        """A phase that is reached while paused is not told by its running."""
        moment = self._coach.moment()
        if moment.state is State.PAUSED:
            self._lines.say(f"Paused. {spoken.phase_line(moment)}")

    def _extend(self) -> None:
        self._coach.extend()
        self._lines.say(f"30 seconds more. {spoken.left_line(self._coach.moment())}")

    def _mute(self) -> None:
        self._coach.mute()
        self._lines.say("Muted." if self._coach.muted else "Sound is on.")

    def _time(self) -> None:
        moment = self._coach.moment()
        self._lines.say(f"{spoken.phase_line(moment)} {spoken.total_line(moment)}")

    def _mark(self) -> None:
        self._asked = PainMark(self._lines.say, self._marked, keys=self._keys)

    def _marked(self, pain: int | None) -> None:
        self._asked = None
        if pain is None:
            self._lines.say("No pain noted.")
        else:
            self._coach.mark(pain)
            self._lines.say(f"Pain {pain} noted.")

    def _stop(self) -> None:
        """Silence first, then the question."""
        self._coach.stop_for_pain()
        self._ask_again = self._ask_after_stop
        self._ask_after_stop()

    def _ask_after_stop(self) -> None:
        walk = minutes(self._cool_down)
        self._asked = Choice(
            self._lines.say,
            f"Stopped for pain. Stopping was right, and what you did is kept. 1 walk {walk}, 2 finish here.",
            {"w": self._walk, "f": self._finish},
            hint=STOP_HINT,
        )

    def _walk(self) -> None:
        self._answered()
        self._coach.cool_down(self._cool_down)

    def _finish(self) -> None:
        self._answered()
        self._coach.end()

    def _end(self) -> None:
        self._forget_question()
        self._asked = Choice(
            self._lines.say,
            END,
            {"g": self._go_on, "s": self._finish, "d": self._discard},
            hint=END_HINT,
            after=self._go_on_after,
            otherwise=self._go_on,
        )

    def _go_on(self) -> None:
        self._forget_question()
        self._lines.say("Going on.")
        if self._ask_again is not None:
            self._ask_again()

    def _discard(self) -> None:
        self._ending = Ending.DISCARDED
        self._finish()

    def _was_away(self) -> None:
        """The machine slept: ask what to do with the time, or go on from there when nobody can answer."""
        if self._keyboard.ended:
            self._lines.say(self._absence())
            self._come_back(count=False)
            return
        self._ask_again = self._ask_after_absence
        self._ask_after_absence()

    def _ask_after_absence(self) -> None:
        self._forget_question()
        self._asked = Choice(
            self._lines.say,
            f"{self._absence()} 1 go on from there, 2 count the time as done.",
            {"g": lambda: self._come_back(count=False), "c": lambda: self._come_back(count=True)},
            hint=AWAY_HINT,
        )

    def _absence(self) -> str:
        seconds = self._coach.away.seconds if self._coach.away else 0.0
        return f"This machine was away for {minutes(seconds)}, so the session was paused."

    def _come_back(self, *, count: bool) -> None:
        self._answered()
        self._coach.come_back(count=count)
        self._lines.say(f"Going on. {spoken.left_line(self._coach.moment())}")

    def _answered(self) -> None:
        self._forget_question()
        self._ask_again = None

    def _forget_question(self) -> None:
        if self._asked is not None:
            self._asked.drop()
        self._asked, self._leaving = None, False


async def _end_task(task: asyncio.Task[None]) -> None:
    """Stop a task; what went wrong in it is raised here."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
