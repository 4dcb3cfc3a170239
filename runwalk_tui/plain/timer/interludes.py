"""What is asked in mid-session: a pain mark, a stop for pain, the end of the session, an absence."""

from __future__ import annotations

from collections.abc import Callable

from runwalk_tui.flows.front import Ending
from runwalk_tui.flows.in_session import (
    absence,
    after_absence,
    after_stop,
    ask_to_end,
    cool_down_after_stop,
    mark_words,
    settle_absence,
    settle_end,
    settle_stop,
)
from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.plain import spoken
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.timer.open_questions import OpenChoice, OpenPainMark, OpenQuestion
from runwalk_tui.plain.timer.typed_keys import STOP
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import State


class Interludes:
    """At most one question waits at a time; what the session waits for is asked again after another one."""

    def __init__(
        self,
        controller: SessionController,
        say: Callable[[str], None],
        keyboard: Keyboard,
        keys: KeysInUse,
        *,
        acceptable_pain: int,
    ) -> None:
        """A mark above `acceptable_pain` is answered with what can be done."""
        self._controller = controller
        self._acceptable_pain = acceptable_pain
        self._say = say
        self._keyboard = keyboard
        self._stops = keys.typed(STOP)
        self._stop, self._ease = keys.line_key(STOP), keys.line_key("timer.ease")
        self._marks = keys.typed("timer.mark")
        self._asked: OpenQuestion | None = None
        self._ask_again: Callable[[], None] | None = None
        """Asks what the session waits for, after "End this session?" came in between."""
        self._leaving = False
        """Ctrl+C was pressed and "End this session?" is open."""
        self.ending = Ending.DONE

    def hear(self, typed: str) -> bool:
        """Take what is typed as an answer; False when no question waits."""
        if self._asked is None:
            return False
        if typed in self._stops and self._ask_again is None:
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
        """Nobody can answer any more: the session runs to its end and is saved."""
        self._say("Nothing more can be typed: the session runs to its end and is saved.")
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
        self._asked = OpenPainMark(
            self._say, lambda pain: self._marked(pain, second), keys=self._keyboard.gives_keys, marks=self._marks
        )

    def _marked(self, pain: int | None, second: float) -> None:
        self._asked = None
        if pain is None:
            self._say("No pain score saved.")
        else:
            self._controller.mark(pain, second)
            self._say(mark_words(self._controller, pain, self._acceptable_pain, ease=self._ease, stop=self._stop))

    # A stop for pain.

    def stop(self) -> None:
        """Silence first, then the question."""
        self._controller.stop_for_pain()
        self._ask_again = self._ask_after_stop
        self._ask_after_stop()

    def _ask_after_stop(self) -> None:
        question = after_stop(cool_down_after_stop(self._controller))
        self._asked = OpenChoice(self._say, question, self._settle_stop)

    def _settle_stop(self, answer: str) -> None:
        self._answered()
        settle_stop(self._controller, answer)
        if answer == "slip":
            self._say(f"Continuing. {spoken.left_line(self._controller.moment())}")

    # The end.

    def end(self) -> None:
        """Ask whether to end; the timer keeps running, and the question goes away after a while."""
        self.forget()
        self._asked = OpenChoice(self._say, ask_to_end(self._stops), self._settle_end)

    def _settle_end(self, answer: str) -> None:
        self.forget()
        if answer == "stop":
            self._stop_unless_asked()
        elif answer == "go-on":
            self._say("Continuing.")
            self._again()
        else:
            self._ask_again = None
            self.ending = settle_end(self._controller, answer)

    def _stop_unless_asked(self) -> None:
        """Stop for pain; a session that waits already, for a stop or an absence, comes back to that."""
        if self._ask_again is None:
            self.stop()
        else:
            self._again()

    def _again(self) -> None:
        if self._ask_again is not None:
            self._ask_again()

    def interrupt(self) -> None:
        """Ctrl+C asks; a second one saves the session as it is and ends."""
        if self._leaving:
            self._answered()
            self.ending = Ending.INTERRUPTED
            self._controller.end()
        else:
            self.end()
            self._leaving = True
            self._say("Ctrl+C again saves it as it is and leaves runwalk.")

    # An absence.

    def notice_absence(self) -> None:
        """When the machine has slept: ask what to do with the time, or go on from there when nobody can answer."""
        if self._controller.away is None or self._ask_again is not None:
            return
        if self._keyboard.ended:
            self._say(absence(self._seconds_away))
            self._settle_absence("go-on")
            return
        self._ask_again = self._ask_after_absence
        self._ask_after_absence()

    def _ask_after_absence(self) -> None:
        self.forget()
        self._asked = OpenChoice(self._say, after_absence(self._seconds_away), self._settle_absence)

    @property
    def _seconds_away(self) -> float:
        return self._controller.away.seconds if self._controller.away else 0.0

    def _settle_absence(self, answer: str) -> None:
        self._answered()
        settle_absence(self._controller, answer)
        self._say(f"Continuing. {spoken.left_line(self._controller.moment())}")

    def _answered(self) -> None:
        self.forget()
        self._ask_again = None
