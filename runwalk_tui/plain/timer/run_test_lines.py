"""The two-minute run test as lines: a walk to warm up, then running for as long as it is good."""

from __future__ import annotations

import asyncio

from runwalk_tui.flows.front import TestEnding
from runwalk_tui.flows.in_session import LEAVE_RUN_TEST
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.plain import spoken
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.timer.open_questions import OpenChoice, OpenQuestion
from runwalk_tui.plain.timer.session_lines import SETTLING, end_task
from runwalk_tui.plain.timer.typed_keys import END, PAUSE, STOP, WALK, UnknownAnswer, listed
from runwalk_tui.programme.stage import Kind
from runwalk_tui.rule.placement import TEST_SECONDS
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.wording import minutes

WARNING = "anywhere.warning_sign"
ENTER_FROM = 1.0
"""Seconds into the run from which Enter ends it where keys come one by one: an Enter after n does not."""
NOBODY = "Nothing more can be typed, so you can't say when you've had enough."


class RunTestLines:
    """Tells a controller's run test and passes on what is typed."""

    def __init__(
        self,
        controller: SessionController,
        lines: Lines,
        keyboard: Keyboard,
        *,
        every: int,
        keys: KeysInUse = USUAL_KEYS,
    ) -> None:
        """`every` is the number of seconds between two lines, 0 for none."""
        self._controller = controller
        self._lines = lines
        self._keyboard = keyboard
        self._every = every
        self._in_use = keys
        self._listed = f"{listed(keys, WALK)}, {keys.line_key(WARNING)} warning sign"
        self._unknown = UnknownAnswer(lines.say, keys)
        self._keys = keyboard.gives_keys
        self._asked: OpenQuestion | None = None
        """ "Leave the run test?" while it is open; the timer keeps running behind it."""
        self._leaving = False
        """Ctrl+C was pressed and the question is open."""
        self._index = -1
        self._spoken = 0
        self._told_away = False
        self._ending = TestEnding.RAN

    async def run(self) -> TestEnding:
        """From the first second to the last one."""
        listening = asyncio.create_task(self._listen())
        self._keyboard.on_interrupt = self._interrupt
        try:
            self._controller.start()
            async for moment in self._controller.watch():
                self._tell(moment)
        finally:
            self._keyboard.on_interrupt = None
            self._forget()
            await end_task(listening)
        if self._keys:
            await asyncio.sleep(SETTLING)
            self._keyboard.forget()
        return self._ending

    # Telling.

    def _tell(self, moment: Moment) -> None:
        if self._controller.away is not None and not self._told_away:
            self._notice_absence(moment, self._controller.away.seconds)
            return
        if moment.state is not State.RUNNING:
            return
        if moment.index != self._index:
            self._index, self._spoken = moment.index, 0
            self._say_phase(moment)
        elif self._every and moment.shown_left:
            due = (moment.phase.seconds - moment.shown_left) // self._every
            if due > self._spoken:
                self._lines.say(self._where(moment))
            self._spoken = due

    def _say_phase(self, moment: Moment) -> None:
        up_to = f"up to {spoken.length(TEST_SECONDS)}"
        if moment.phase.kind is Kind.RUN:
            press = "Space or Enter" if self._keys else "Enter"
            self._lines.say(f"Run now, {up_to}. {press} when you've had enough, {self._in_the_run}.")
        else:
            typed = "Keys" if self._keys else "Type a letter and press Enter"
            self._lines.say(f"Walk at an easy pace: {spoken.length(moment.shown_left)}, then run {up_to}.")
            self._lines.say(f"{typed}: {self._listed}.")

    def _where(self, moment: Moment) -> str:
        """The walk counts down, the run up: there is nothing that has to be reached."""
        if moment.phase.kind is Kind.RUN:
            return f"Run: {spoken.length(moment.phase.seconds - moment.shown_left)} so far."
        return spoken.left_line(moment)

    def _notice_absence(self, moment: Moment, seconds: float) -> None:
        """After a sleep of the machine the walk waits, and the run has to begin anew."""
        self._told_away = True
        if moment.phase.kind is Kind.RUN:
            self._end(TestEnding.AWAY)
        else:
            away = f"This computer was asleep for {minutes(seconds)}."
            self._lines.say(f"{away} The walk is paused: {self._in_use.line_key(PAUSE)} resumes.")

    # Hearing.

    async def _listen(self) -> None:
        while (typed := await self._typed()) is not None:
            self._hear(typed)
            if self._controller.moment().state is State.FINISHED:
                return  # what is typed next answers what is asked next
        self._lines.say(NOBODY)
        self._end(TestEnding.LEFT)

    async def _typed(self) -> str | None:
        heard = await (self._keyboard.key() if self._keys else self._keyboard.line())
        if heard is None:
            return None
        return heard if heard == " " else heard.strip().lower()

    def _hear(self, typed: str) -> None:
        if self._is(STOP, typed):
            self._stop()
        elif self._is(WARNING, typed) and self._asked is None:
            self._warn()
        elif self._asked is not None:
            self._asked.hear(typed.strip())
        elif self._is(END, typed):
            self._ask_to_leave()
        elif self._is("timer.time_left", typed):
            self._lines.say(self._where(self._controller.moment()))
        elif self._controller.moment().phase.kind is Kind.RUN:
            self._hear_in_run(typed)
        else:
            self._hear_in_walk(typed)

    def _is(self, where: str, typed: str) -> bool:
        return typed in self._in_use.typed(where)

    @property
    def _in_the_run(self) -> str:
        """What ends the run otherwise."""
        stop, end = self._in_use.line_key(STOP), self._in_use.line_key(END)
        return f"{stop} stops for pain, {end} leaves"

    def _hear_in_walk(self, typed: str) -> None:
        if self._is(PAUSE, typed):
            self._pause()
        elif self._is("timer.next", typed):
            self._controller.next()
            self._go_on()
        elif typed == "?":
            self._lines.say(f"{self._listed}.")
        elif typed.strip():
            self._unknown.to(typed)
            return
        self._unknown.proper()

    def _hear_in_run(self, typed: str) -> None:
        slip = self._keys and not typed and self._controller.moment().into < ENTER_FROM
        if typed in ("", " "):
            if not slip:
                self._controller.finish()
        else:
            self._lines.say(f"Enter when you've had enough, {self._in_the_run}.")

    def _pause(self) -> None:
        if self._controller.moment().state is State.RUNNING:
            self._controller.pause()
            self._lines.say(
                f"Paused. {spoken.left_line(self._controller.moment())} {self._in_use.line_key(PAUSE)} resumes."
            )
        else:
            self._go_on()
            self._lines.say(f"Continuing. {spoken.left_line(self._controller.moment())}")

    def _go_on(self) -> None:
        if self._controller.away is not None:
            self._controller.come_back(count=False)
            self._told_away = False
        elif self._controller.moment().state is State.PAUSED:
            self._controller.start()

    def _stop(self) -> None:
        """Stop for pain: silence at once."""
        self._controller.stop_for_pain()
        self._controller.end()

    def _warn(self) -> None:
        """A warning sign: everything stops at once, and the questions come."""
        self._controller.pause()
        self._end(TestEnding.RED_FLAG)

    # Leaving.

    def _ask_to_leave(self) -> None:
        self._forget()
        self._asked = OpenChoice(self._lines.say, LEAVE_RUN_TEST, self._settle_leave)

    def _settle_leave(self, answer: str) -> None:
        if answer == "leave":
            self._end(TestEnding.LEFT)
        else:
            self._stay()

    def _interrupt(self) -> None:
        """Ctrl+C asks; a second one leaves the program."""
        if self._leaving:
            self._end(TestEnding.INTERRUPTED)
        else:
            self._ask_to_leave()
            self._leaving = True
            self._lines.say("Ctrl+C again leaves runwalk; none of the run test is saved.")

    def _stay(self) -> None:
        self._forget()
        self._lines.say(f"Continuing. {self._where(self._controller.moment())}")

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked.drop()
        self._asked, self._leaving = None, False

    def _end(self, ending: TestEnding) -> None:
        self._ending = ending
        self._controller.end()
