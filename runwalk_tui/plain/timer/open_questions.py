"""Questions in mid-session: the timer keeps running while they wait, and each goes away by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from runwalk_tui.flows.questions import Choice
from runwalk_tui.keys.unknown import as_digits

NO_MARK_AFTER = 15.0
"""Seconds after which the question for the pain goes away."""
TEN_WITHIN = 1.5
"""Seconds in which a 0 may follow a 1 to make it a ten, where keys come one by one."""
PAIN_FAULT = "Pain is a whole number from 0 to 10. Nothing has been saved yet."


class OpenQuestion(Protocol):
    """A question that waits."""

    def hear(self, typed: str) -> None:
        """Take a key, or a line, in lower case and without space around it."""
        ...

    def drop(self) -> None:
        """Forget it: the session is over, or there is nobody to answer."""
        ...


class OpenChoice:
    """One of a few answers, each known by its number and its key."""

    def __init__(self, say: Callable[[str], None], question: Choice, answered: Callable[[str], None]) -> None:
        """`answered` is called with the id of the answer, at the latest when the question answers itself."""
        self._say = say
        self._answered = answered
        self._answers = {key: answer.id for answer in question.answers for key in answer.keys}
        self._answers |= {str(number): answer.id for number, answer in enumerate(question.answers, 1)}
        self._hint = f"Please type a number from 1 to {len(question.answers)}."
        self._timer: asyncio.TimerHandle | None = None
        told = [question.spoken or f"{question.title}. {question.text}"]
        told.append(", ".join(f"{n} {answer.label.lower()}" for n, answer in enumerate(question.answers, 1)) + ".")
        if question.answers_itself_after is not None:
            told.append(f"Continues in {question.answers_itself_after} s.")
            self._timer = asyncio.get_running_loop().call_later(
                question.answers_itself_after, answered, question.answers[0].id
            )
        say(" ".join(told))

    def hear(self, typed: str) -> None:
        if not typed:
            return
        answer = self._answers.get(typed) or self._answers.get(as_digits(typed))
        if answer is None:
            self._say(self._hint)
        else:
            self.drop()
            self._answered(answer)

    def drop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


class OpenPainMark:
    """The pain at this second: a digit, 1 and 0 for ten."""

    def __init__(
        self,
        say: Callable[[str], None],
        done: Callable[[int | None], None],
        *,
        keys: bool,
        marks: Sequence[str] = ("m",),
    ) -> None:
        """`keys` says whether they come one by one, without Enter; one of `marks` cancels the question."""
        self._say = say
        self._done = done
        self._keys = keys
        self._leaves = frozenset({"", "b", "\x1b", *marks})
        self._one = False
        """A 1 was typed that may become a ten."""
        self._timer = asyncio.get_running_loop().call_later(NO_MARK_AFTER, self._take, None)
        say("Pain right now, 0 to 10? The timer keeps running.")

    def hear(self, typed: str) -> None:
        typed = as_digits(typed)
        if self._one:
            self._hear_after_one(typed)
        elif typed == "1" and self._keys:
            self._one = True
            self._timer.cancel()
            self._timer = asyncio.get_running_loop().call_later(TEN_WITHIN, self._take, 1)
        elif typed in PAINS:
            self._take(PAINS[typed])
        elif typed in self._leaves:
            # An Enter that ended a line is not an answer where keys come one by one.
            if typed or not self._keys:
                self._take(None)
        else:
            self._say(PAIN_FAULT)

    def drop(self) -> None:
        self._timer.cancel()

    def _hear_after_one(self, typed: str) -> None:
        if typed in ("0", ""):
            self._take(10 if typed else 1)
        elif typed.isdigit():
            self._one = False
            self._timer.cancel()
            self._timer = asyncio.get_running_loop().call_later(NO_MARK_AFTER, self._take, None)
            self._say(PAIN_FAULT)
        else:
            self._take(1)

    def _take(self, pain: int | None) -> None:
        self._timer.cancel()
        self._done(pain)


PAINS = {str(pain): pain for pain in range(11)}
