"""What is asked in mid-session: a pain mark, a stop for pain, the end of the session, an absence."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from runwalk_tui.plain import spoken
from runwalk_tui.plain.asking import Asked, Choice, PainMark
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import State
from runwalk_tui.wording import minutes

GO_ON_AFTER = 20
"""Seconds after which "End this session?" answers itself."""
STOP_COOL_DOWN = 120
"""Seconds of the walk that is offered after stopping for pain when the plan has no cool-down of its own."""
END = (
    "End this session? 1 go on, 2 save as it is, 3 discard. x stops for pain. "
    f"It goes on by itself after {GO_ON_AFTER} seconds."
)
END_HINT = "Please type 1 to go on, 2 to save as it is or 3 to discard."
STOP_HINT = "Please type 1 to walk, 2 to finish here or 3 for a wrong key, to go on."
STOP = "x"
AWAY_HINT = "Please type 1 to go on from there or 2 to count the time as done."


class Ending(StrEnum):
    """How a session was left."""

    DONE = "done"
    """By itself, or saved as it was."""
    DISCARDED = "discarded"
    INTERRUPTED = "interrupted"
    """Ctrl+C twice: save it and leave."""


class Interludes:
    """At most one question waits at a time; what the session cannot go on without is asked again after another one."""

    def __init__(
        self, controller: SessionController, say: Callable[[str], None], keyboard: Keyboard, *, cool_down: int
    ) -> None:
        """`cool_down` is the length of the plan's own walk at the end in seconds, 0 for none."""
        self._controller = controller
        self._say = say
        self._keyboard = keyboard
        self._cool_down = cool_down or STOP_COOL_DOWN
        self._asked: Asked | None = None
        self._ask_again: Callable[[], None] | None = None
        """Asks what the session stands still for, after "End this session?" came in between."""
        self._leaving = False
        """Ctrl+C was pressed and "End this session?" is open."""
        self.ending = Ending.DONE

    def hear(self, typed: str) -> bool:
        """Take what is typed as an answer; False when no question waits."""
        if self._asked is None:
            return False
        if typed == STOP and self._ask_again is None:
            # Pain waits for no other question.
            self.forget()
            self.stop()
        else:
            self._asked.hear(typed)
        return True

    def forget(self) -> None:
        """Drop the question that waits."""
        if self._asked is not None:
            self._asked.drop()
        self._asked, self._leaving = None, False

    def input_ended(self) -> None:
        """Nobody can answer any more: the session goes on to its end and is kept."""
        self._say("The input has ended: the session goes on by itself and is saved.")
        stood_for = self._ask_again
        self._answered()
        if self._controller.away is not None:
            self._controller.come_back(count=False)
        elif stood_for is not None:
            self._controller.end()
        elif self._controller.moment().state is State.PAUSED:
            self._controller.start()

    # A pain mark.

    def mark(self) -> None:
        """Ask for the pain at this second, whenever the answer comes."""
        second = self._controller.second()
        self._asked = PainMark(self._say, lambda pain: self._marked(pain, second), keys=self._keyboard.gives_keys)

    def _marked(self, pain: int | None, second: float) -> None:
        self._asked = None
        if pain is None:
            self._say("No pain noted.")
        else:
            self._controller.mark(pain, second)
            self._say(f"Pain {pain} noted.")

    # A stop for pain.

    def stop(self) -> None:
        """Silence first, then the question."""
        self._controller.stop_for_pain()
        self._ask_again = self._ask_after_stop
        self._ask_after_stop()

    def _ask_after_stop(self) -> None:
        walk = minutes(self._cool_down)
        self._asked = Choice(
            self._say,
            f"Stopped for pain. Stopping was the right call, and what you did is saved. 1 walk {walk}, 2 finish here, "
            "3 wrong key, go on.",
            {"w": self._walk, "f": self._finish, "g": self._slip},
            hint=STOP_HINT,
        )

    def _walk(self) -> None:
        self._answered()
        self._controller.cool_down(self._cool_down)

    def _slip(self) -> None:
        """The key was a slip: nothing happened."""
        self._answered()
        self._controller.take_back_stop()
        self._say(f"Going on. {spoken.left_line(self._controller.moment())}")

    # The end.

    def end(self) -> None:
        """Ask whether to end; the session goes on meanwhile, and by itself after a while."""
        self.forget()
        self._asked = Choice(
            self._say,
            END,
            {"g": self._go_on, "s": self._finish, "d": self._discard},
            hint=END_HINT,
            after=GO_ON_AFTER,
            otherwise=self._go_on,
        )

    def interrupt(self) -> None:
        """Ctrl+C asks; a second one saves the session as it is and ends."""
        if self._leaving:
            self.ending = Ending.INTERRUPTED
            self._finish()
        else:
            self.end()
            self._leaving = True
            self._say("Ctrl+C again saves it as it is and leaves runwalk.")

    def _go_on(self) -> None:
        self.forget()
        self._say("Going on.")
        if self._ask_again is not None:
            self._ask_again()

    def _finish(self) -> None:
        self._answered()
        self._controller.end()

    def _discard(self) -> None:
        self.ending = Ending.DISCARDED
        self._finish()

    # An absence.

    def notice_absence(self) -> None:
        """When the machine has slept: ask what to do with the time, or go on from there when nobody can answer."""
        if self._controller.away is None or self._ask_again is not None:
            return
        if self._keyboard.ended:
            self._say(self._absence())
            self._come_back(count=False)
            return
        self._ask_again = self._ask_after_absence
        self._ask_after_absence()

    def _ask_after_absence(self) -> None:
        self.forget()
        self._asked = Choice(
            self._say,
            f"{self._absence()} 1 go on from there, 2 count the time as done.",
            {"g": lambda: self._come_back(count=False), "c": lambda: self._come_back(count=True)},
            hint=AWAY_HINT,
        )

    def _absence(self) -> str:
        seconds = self._controller.away.seconds if self._controller.away else 0.0
        return f"This machine was away for {minutes(seconds)}, so the session was paused."

    def _come_back(self, *, count: bool) -> None:
        self._answered()
        self._controller.come_back(count=count)
        self._say(f"Going on. {spoken.left_line(self._controller.moment())}")

    def _answered(self) -> None:
        self.forget()
        self._ask_again = None
