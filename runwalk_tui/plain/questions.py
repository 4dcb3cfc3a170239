"""Questions that are asked as lines and answered with a line; what cannot be understood is asked again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Back
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.unknown import as_digits, is_other_alphabet
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.session.limits import NOTE_LIMIT
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import SIDED_PLACES, SORENESS_PLACES

BACK: Final = Move.BACK
BACK_WORDS = frozenset({"b", "back"})
SKIP_WORDS = frozenset({"s", "skip"})
"""Leaves a question open, also one that has an answer for Enter."""
WARNING = "anywhere.warning_sign"
"""What opens the warning signs, at every question but the note."""
PASTED_WITHIN = 0.1
"""Seconds after which what comes was typed: nobody reads a question and answers it any faster."""
PAIN_FAULT = "Please type a whole number from 0 to 10."
SIDES = {"": "", "l": "left ", "r": "right "}


class RedFlagWanted(Exception):
    """The runner wants to report a warning sign in place of an answer."""


class Questions:
    """Asks. At the end of the input every question is skipped."""

    def __init__(self, lines: Lines, keyboard: Keyboard, keys: KeysInUse = USUAL_KEYS) -> None:
        self._lines = lines
        self._keyboard = keyboard
        self.warning = keys.line_key(WARNING)
        """What is typed to report a warning sign."""
        self._warnings = frozenset(keys.typed(WARNING))
        self.keys = keys
        self.skip = keys.line_key("questions.skip")
        """What is typed to skip a question."""
        self._skips = (SKIP_WORDS | frozenset(keys.typed("questions.skip"))) - self._warnings

    @property
    def nobody(self) -> bool:
        """Whether there is nobody left to answer."""
        return self._keyboard.exhausted

    async def number(
        self,
        *texts: str,
        fault: str = PAIN_FAULT,
        least: int = 0,
        most: int = 10,
        usual: int | None = None,
        unasked: int | None = None,
    ) -> int | Back | None:
        """A whole number; `usual` for Enter alone, `unasked` for the end of the input, None when it is skipped."""
        self._lines.say(*texts)
        while True:
            answer = await self._heard()
            if answer is None:
                return unasked
            if self.skips(answer):
                return None
            if answer.lower() in BACK_WORDS:
                return BACK
            if not answer:
                return usual
            given = _whole(as_digits(answer))
            if given is not None and least <= given <= most:
                self.read(answer)
                return given
            self._lines.say(f"{self.alphabet(answer)}{fault}")

    async def choose(self, title: str, answers: Sequence[str], *, unasked: int = 0, back: int = 0) -> int:
        """The position of one of the answers, from 0; they are shown numbered from 1.

        Enter alone is the first one, b the one at `back`, the end of the input `unasked`.
        """
        numbered = (f"{number} {answer}" for number, answer in enumerate(answers, 1))
        self._lines.say(title, *numbered, f"Type a number; Enter is 1{f', b is {back + 1}' if back else ''}.")
        while True:
            answer = await self._heard()
            if answer is None:
                return unasked
            if not answer:
                return 0
            if answer.lower() in BACK_WORDS:
                return back
            given = _whole(as_digits(answer))
            if given is not None and 1 <= given <= len(answers):
                return given - 1
            self._lines.say(f"{self.alphabet(answer)}Please type a number from 1 to {len(answers)}.")

    async def word(self, *texts: str, fault: Callable[[str], Problem | None], usual: str) -> str | Back:
        """A line of text of which `fault` says what is wrong with it; `usual` for Enter alone."""
        self._lines.say(*texts)
        while True:
            answer = await self._keyboard.line()
            if answer is None:
                return BACK
            if not answer:
                return usual
            problem = fault(answer)
            if problem is None:
                return answer
            if answer.lower() in BACK_WORDS:
                return BACK
            self._heed(answer)
            self._lines.say(str(problem))

    async def one_of(self, *texts: str, words: Collection[str]) -> str:
        """Which of some words the next line is; "" for Enter, and for a line that is left to who asks next."""
        self._lines.say(*texts)
        answer = await self._keyboard.line() or ""
        if answer.lower() in words:
            return answer.lower()
        if answer:
            self._keyboard.put_back(answer)
        return ""

    async def yes_or_no(self, *texts: str, usual: bool | None = None) -> bool | Back | None:
        """1 or y, 2 or n; `usual` for Enter alone, None when it is skipped."""
        self._lines.say(*texts)
        while True:
            answer = await self._heard()
            if not answer:
                return usual
            if self.skips(answer):
                return None
            match as_digits(answer).lower():
                case "b" | "back":
                    return BACK
                case "1" | "y" | "yes":
                    return True
                case "2" | "n" | "no":
                    return False
            self._lines.say(f"{self.alphabet(answer)}Please type 1 for yes or 2 for not yet; Enter to skip.")

    async def ticks(
        self, *texts: str, keys: Mapping[str, str], before: tuple[str, ...] | None = None
    ) -> tuple[str, ...] | Back | None:
        """Which of some statements are true, by the values of `keys` and in their order; a key is in lower case.

        0 is none of them. Enter alone keeps the answer from before; while `before` is None there is none, and Enter is
        no answer, so that a key held too long says nothing about anybody's health. None at the end of the input.
        """
        self._lines.say(*texts)
        while True:
            answer = await self._keyboard.line()
            if answer is None:
                return None
            typed = [as_digits(each) for each in re.split(r"[\s,]+", answer.lower().strip(" ,"))]
            if typed == [""] and before is not None:
                return before
            if typed == ["0"]:
                return ()
            if typed[0] in BACK_WORDS:
                return BACK
            if all(key in keys for key in typed):
                self.read(" ".join(re.split(r"[\s,]+", answer.lower().strip(" ,"))))
                return tuple(id for key, id in keys.items() if key in typed)
            self._lines.say(
                f"{self.alphabet(answer)}Please type any of {', '.join(keys)}, with spaces; 0 for none of these."
            )

    async def soreness(self, *texts: str, usual: tuple[str, ...] = ()) -> tuple[str, ...] | Back:
        """Places of new soreness, such as "knee" or "left ankle"; `usual` for Enter alone."""
        self._lines.say(*texts)
        while True:
            answer = await self._heard()
            if not answer:
                return usual
            if self.skips(answer):
                return ()
            if answer.lower() in BACK_WORDS:
                return BACK
            places = sore_places(" ".join(map(as_digits, answer.split())))
            if places is not None:
                return places
            self._lines.say(
                f"{self.alphabet(answer)}Please type numbers from 1 to {len(SORENESS_PLACES)}, such as 2 or 2l 4r."
            )

    async def note(
        self, *texts: str, usual: str = "", most: int = NOTE_LIMIT, told_as: str = "The note is"
    ) -> str | Back:
        """A line of the runner's own words; `usual` for Enter alone. A letter b alone is no note, and goes back.

        `most` is how many characters there is room for, `told_as` how a line that is longer is named, with its verb.
        """
        self._lines.say(*texts)
        answer = await self._keyboard.line() or ""
        rest = await self._pasted_with_it()
        if rest:
            answer = " ".join(f"{answer} {rest}".split())
            self._lines.say("The lines were joined into one.")
        if answer.lower() in BACK_WORDS:
            return BACK
        if len(answer) > most:
            self._lines.say(f"{told_as} too long; its first {most} characters are saved.")
        return answer[:most] or usual

    async def _pasted_with_it(self) -> str:
        """What came in the same moment as the line: more lines of a text that was pasted, the last one without Enter.

        From a terminal alone; in a pipe the next line is the next answer.
        """
        if not self._keyboard.gives_keys:
            return ""
        typed: list[str] = []
        with self._keyboard.keys():
            while True:
                try:
                    character = await asyncio.wait_for(self._keyboard.key(), PASTED_WITHIN)
                except TimeoutError:
                    break
                if character is None:
                    break
                typed.append(character)
        return "".join(typed).strip()

    async def _heard(self) -> str | None:
        """The next line. Raises RedFlagWanted when it asks for the warning signs."""
        answer = await self._keyboard.line()
        self._heed(answer)
        return answer

    def read(self, answer: str) -> str:
        """The digits of an answer; where it was typed as on a French keyboard, say what it was read as."""
        digits = " ".join(map(as_digits, answer.split()))
        if digits != answer:
            self._lines.say(f"That is {digits} on a French keyboard.")
        return digits

    def skips(self, answer: str) -> bool:
        """Whether somebody typed what skips a question."""
        return answer.lower() in self._skips

    def asks_for_signs(self, answer: str) -> bool:
        """Whether somebody typed what opens the warning signs."""
        return answer.lower() in self._warnings

    def _heed(self, answer: str | None) -> None:
        """Raise RedFlagWanted when an answer asks for the warning signs."""
        if answer is not None and self.asks_for_signs(answer):
            raise RedFlagWanted

    def alphabet(self, answer: str) -> str:
        """What to say first about an answer in letters of another alphabet; "" about any other."""
        return f"Another alphabet? {self.warning} is for a warning sign. " if is_other_alphabet(answer[:1]) else ""


def sore_places(answer: str) -> tuple[str, ...] | None:
    """The places that an answer such as "2 4r" or "left knee, hip" names; None when it names anything else."""
    found: list[str] = []
    for item in re.split(r"\s*,\s*|(?<=\d)\s+|(?<=\d[lr])\s+", answer.lower().strip()):
        place = _place(item)
        if place is None:
            return None
        found.append(place)
    return tuple(dict.fromkeys(found))


def _place(item: str) -> str | None:
    """One place, by its number or its name."""
    numbered = re.fullmatch(r"(\d)\s*([lr]?)", item)
    if numbered is not None and 1 <= int(numbered[1]) <= len(SORENESS_PLACES):
        place = SORENESS_PLACES[int(numbered[1]) - 1]
        return f"{SIDES[numbered[2]]}{place}" if place in SIDED_PLACES else place
    side, _, place = item.rpartition(" ")
    if place in SORENESS_PLACES and (not side or (side in ("left", "right") and place in SIDED_PLACES)):
        return item
    return None


def _whole(text: str) -> int | None:
    """A whole number of at most a few ASCII digits; None for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
