"""A robot that uses the program as a runner in a hurry would, and notes what a runner would have seen."""

from __future__ import annotations

import random
import re
import time

from tests.support.pty_terminal import Terminal
from tests.support.real_program import PATIENCE
from tests.support.torture_model import EXTENSION, Life

ENTER = "\r"
LEFT = re.compile(r"(?:(\d+):)?(\d+):(\d\d) left")
STANDS = "Space Resume"
"""What the key line says of a countdown that is paused; the word itself is drawn too large to be read here."""
FRESH = 3
"""Seconds that the countdown has to show after Back before it is taken to have been heard, if no more was left then."""
HEARD_WITHIN = 5.0
"""Seconds that someone careful waits for what a key does. Whoever goes on without having seen it is in a hurry."""
RATING = {
    "What was your worst pain": ("0", "1", "2", "s"),
    "How is your pain now?": ("0", "1", "2", "s"),
    "Any new soreness?": ("s", "", "k"),
    "How hard was it?": ("3", "s"),
    "Do you feel ready": ("y", "n", "s"),
    "Anything you'd like to note?": ("note", ""),
}


class Robot:
    """Uses the program until its time is up: carefully, or as a runner in a hurry would."""

    def __init__(self, terminal: Terminal, chance: random.Random, *, pending: bool, hasty: bool) -> None:
        """`pending`: a session was cut off before, so the program has to ask about it."""
        self.life = Life(hasty=hasty)
        self._terminal = terminal
        self._chance = chance
        self._pending = pending
        self._pace = chance.choice((0.02, 0.05, 0.15))
        """Seconds between two keys, at most three times as much."""
        self._looked_at = ""
        self._until = 0.0
        """When this life is over."""
        self._timer_keys = chance.choice(("nnn+m b", "m ++e", "m", "nnnnm x", "."))
        self._pain = 0
        self._mark: int | None = None
        self._noted: list[int] = []
        self._going_back = 0
        """How many seconds the countdown has yet to show before Back is taken to have been heard."""
        self.never_asked = ""
        """The screen, where Home was all there was to see although a session was cut off."""
        self.resumed_at: int | None = None
        """Seconds left on the screen as a cut-off session was taken up again."""
        self._resuming = False
        self._answered = ""
        """The question of the rating that was answered and still stands there."""
        self.pressed_q = False
        """Whether it has pressed the key that leads out, be it out of the session or out of the program."""

    def wake(self) -> bool:
        """Wait for the first screen; False when it did not come."""
        end = time.monotonic() + PATIENCE
        while self.life.place == "start" and time.monotonic() < end and self._terminal.child.isalive():
            self.look(0.05)
        return self.life.place != "start"

    def live(self, acts: int, seconds: float) -> None:
        """Do some things, for at most so long; look at the screen all the while."""
        self._until = time.monotonic() + seconds
        for _ in range(acts):
            if time.monotonic() >= self._until or not self._terminal.child.isalive():
                break
            self._act()
            self.look(self._left(self._pace * self._chance.uniform(0.5, 3)))
        self.look(self._left(self._chance.uniform(0.0, 0.3)))

    def _left(self, seconds: float) -> float:
        """So many seconds, but none after the end."""
        return max(0.0, min(seconds, self._until - time.monotonic()))

    def strike(self) -> None:
        """One key more, without looking at what comes of it."""
        self._act()

    def look(self, seconds: float) -> None:
        """Read for a while and note what a runner would have seen."""
        end = time.monotonic() + seconds
        while True:
            self._terminal.read(max(0.01, min(0.05, end - time.monotonic())))
            self._see(self._terminal.text)
            if time.monotonic() >= end:
                return

    def last_words(self) -> None:
        """Everything that was written before the end."""
        self._see(self._terminal.text)
        self.life.going_back = self._going_back > 0

    def _see(self, text: str) -> None:
        if text is self._looked_at:
            return  # Nothing was written since.
        self._looked_at = text
        if self._answered not in text:
            self._answered = ""
        found = LEFT.search(text)
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            if self.life.left is None and self.life.beginning:
                self.life.begun, self.life.beginning, self._noted = self.life.begun + 1, 0, []
            left = hours * 3600 + minutes * 60 + seconds
            if left != self.life.left:
                more = self.life.left is not None and left > self.life.left and not self.life.extending
                self._going_back = 0 if more else max(0, self._going_back - 1)
            if self.life.left is not None and self.life.extending:
                longer = round((left - self.life.left) / EXTENSION)
                self.life.extending = max(0, self.life.extending - max(0, longer))
            self.life.left = left
            if self._resuming:
                self.resumed_at, self._resuming = left, False
        elif any(question in text for question in RATING):
            self.life.left = None
        if self._mark is not None and f"Pain {self._mark} saved" in text:
            self._noted.append(self._mark)
            self._mark = None
        if "Saved:" in text and self.life.place != "decision":
            self.life.kept.append(self._noted)
            self.life.saving, self._noted, self.life.left = 0, [], None
        self.life.place = self._where(text) or self.life.place
        if self.life.place in ("rating", "before"):
            self._resuming = False  # Another answer was faster.
        if self.life.place == "home":
            self.life.left = None  # Whatever session there was has been kept or let go.

    @staticmethod
    def _where(text: str) -> str:
        for place, sign in (
            ("question", "End this session?"),
            ("question", "Stopped for pain"),
            ("mark", "Pain right now?"),
            ("offer", "A session was interrupted"),
            ("offer", "How was your last session?"),
            ("offer", "Discard it?"),
            ("early", "Best to wait until"),
            ("move up", "Ready for stage"),
            ("red flags", "Do you have any of these right now?"),
            ("red flags", "Have you had any of these lately?"),
            ("morning", "How was your pain on the morning"),
            ("before", "How is your pain right now?"),
            ("decision", "Saved:"),
            ("plan", "When to get"),
        ):
            if sign in text:
                return place
        if any(question in text for question in RATING):
            return "rating"
        if LEFT.search(text):
            return "timer"
        # With much to be said, Home scrolls and the button is out of sight; its key is always named.
        return "home" if "o Walk today" in text else ""

    def _act(self) -> None:
        """One answer to what is on the screen."""
        text = self._terminal.text
        match self._where(text):
            case "offer":
                self._answer_offer(text)
            case "home":
                self._leave_home()
            case "early":
                self._press("n")
            case "move up":
                self._press(self._chance.choice("ut"))
            case "red flags":
                self._press("n")
                self._press(ENTER)
            case "decision" | "plan":
                self._press(ENTER)
            case "morning":
                self._press("n")
            case "before":
                self.life.left, self.life.beginning, self.life.extending = None, 1, 0
                self._press(self._chance.choice("0123") + ENTER)
            case "question":
                self._answer_question(text)
            case "mark":
                self._mark = self._pain = (self._pain + 1) % 4
                self._press(str(self._mark))
                if "Pain right now?" in self._terminal.text:
                    self._press(ENTER)
            case "rating":
                self._rate(text)
            case "timer" if STANDS in text:
                self._press(self._chance.choice("   " + self._timer_keys.replace(".", "")))
            case "timer":
                self._press(self._chance.choice(self._timer_keys + "." * 6))
                if self._chance.random() < 0.02:
                    self._press("q")

    def _answer_offer(self, text: str) -> None:
        if "Discard it?" in text:
            self.life.discards += 1
            self._press("y")
        elif "How was your last session?" in text:
            self._press(self._chance.choice("aaaaad"))
        else:
            answer = self._chance.choice("ggggggssd")
            self._resuming = answer == "g"
            self._press(answer)
        self._pending = False

    def _leave_home(self) -> None:
        if self.life.saving:
            self._look_for_what_was_kept()
        elif self._pending:
            self._wait_to_be_asked()
        else:
            self._press(ENTER)

    def _wait_to_be_asked(self) -> None:
        """Home may show for an instant before the question about a session that was cut off."""
        end = time.monotonic() + PATIENCE
        while self._where(self._terminal.text) == "home" and self._terminal.child.isalive():
            if time.monotonic() > end:
                self.never_asked = self._terminal.text
                return
            self.look(0.3)

    def _look_for_what_was_kept(self) -> None:
        """Home may show for an instant before "Saved"; where it stays, a second Enter went past "Saved" unread."""
        self.look(0.5)
        if self.life.hasty and self.life.saving and self._where(self._terminal.text) == "home":
            self.life.saving, self._noted = 0, []

    def _answer_question(self, text: str) -> None:
        if "Stopped for pain" in text:
            self._press(self._chance.choice("wf"))
            return
        answer = self._chance.choice("ggsd")
        self.life.discards += answer == "d"
        self._press(answer)

    def _rate(self, text: str) -> None:
        for question, answers in RATING.items():
            if question in text:
                answer = self._chance.choice(answers)
                # A key that is sent again before the screen has changed answers the last question, too.
                self.life.saving = int(
                    question in ("How hard was it?", "Do you feel ready", "Anything you'd like to note?")
                )
                if question == self._answered:
                    self.life.hasty = True  # What is typed once more is heard by whatever comes next, be it Home.
                self._answered = question
                self._press(answer if answer == "s" else answer + ENTER)
                self._wait_for_another_question()
                return

    def _wait_for_another_question(self) -> None:
        """The answer itself is on the screen at once; that it was taken shows in the question that goes."""
        end = min(self._until, time.monotonic() + HEARD_WITHIN)
        while not self.life.hasty and self._answered and time.monotonic() < end:
            self.look(0.02)

    def _press(self, key: str) -> None:
        """A key, or an answer and Enter, which need not show by itself: it may be the one that was given already."""
        before = self._terminal.text
        self.life.extending += key == "+"
        if key == "b":
            self._going_back = FRESH
        self.pressed_q |= key == "q"
        self._terminal.child.send(key)
        heard_by = time.monotonic() + HEARD_WITHIN
        while not self.life.hasty and self._terminal.text == before and time.monotonic() < self._until:
            self.look(0.02)
            if time.monotonic() > heard_by and self._terminal.text == before:
                self.life.hasty = True
