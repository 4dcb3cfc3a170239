"""How was it? The questions after a session; each says first what its answers would lead to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from runwalk_tui.plain.keyboard import Interrupted
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, Back, Questions
from runwalk_tui.plain.signs import ask_signs, say_advice
from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.red_flags import is_emergency
from runwalk_tui.rule.response import pain_rose
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.records import Rating
from runwalk_tui.wording import A_WALK_COUNTS_NOTHING, SORENESS_PLACES, outcome_words, spans

Preview = Callable[[Rating], Prescription]
"""What the rule would say to a rating."""
HOW_TO_ANSWER = "Enter to skip a question, b to go back to the one before, w for a warning sign."
NOBODY = "The input has ended, so the questions after the session are skipped."
IN_CASE = "Press Ctrl+C again to save the answers so far and leave."


class _Emergency(Exception):
    """A warning sign that cannot wait: the other questions can."""


class Questionnaire:
    """Asks for a rating. Ctrl+C twice ends it with the answers given so far."""

    def __init__(
        self,
        questions: Questions,
        lines: Lines,
        running: ActiveSession,
        policy: Policy,
        preview: Preview,
        note_down: Callable[[Rating], None],
    ) -> None:
        """`note_down` keeps the answers so far."""
        self._questions = questions
        self._lines = lines
        self._rehearsal = running.rehearsal
        self._walk = running.walk
        self._before = running.pain_before
        self._marked = max((mark.pain for mark in running.marks), default=None)
        self._rating = running.rating
        self._note_down = note_down
        self._policy = policy
        self._preview = preview
        self._warned = False
        """The warning signs were asked about."""
        self.cut_short = False
        """Whether the runner left in the middle."""

    async def ask(self) -> Rating:
        """Ask everything; returns what was answered."""
        pages: tuple[Callable[[], Awaitable[Back | None]], ...] = (self._after_a_walk,)
        if not self._walk:
            pages = (self._worst, self._after, self._sore, self._ready, self._effort, self._note)
        self._lines.say(NOBODY if self._questions.nobody else HOW_TO_ANSWER)
        with self._questions.heeding(self._ask_signs), suppress(_Emergency):
            await self._ask_all(pages)
        return self._rating

    async def _ask_all(self, pages: Sequence[Callable[[], Awaitable[Back | None]]]) -> None:
        page, warned = self._rating.asked_next, False
        if page == 0 and not self._walk:
            self._answer(worst=self._marked)
        while page < len(pages) and not self._questions.nobody:
            try:
                went_back = await pages[page]() is BACK
            except Interrupted:
                if warned:
                    self.cut_short = True
                    break
                warned = True
                self._lines.say(IN_CASE)
                continue
            warned = False
            page = max(0, page - 1) if went_back else page + 1
            self._note_down(self._rating)

    async def _worst(self) -> Back | None:
        calm = self._before or 0
        outcomes = spans(lambda pain: outcome_words(self._ask(worst=pain, after=min(pain, calm))))
        ask = ["1 of 6. What was the worst pain during the session, 0 to 10?"]
        if self._marked is not None:
            ask.append(f"You marked {self._marked} during the session: Enter for that, s to skip.")
        self._lines.say("If the pain settles again afterwards, the worst pain leads to:", *map(spoken_span, outcomes))
        answer = await self._questions.number(*ask, usual=self._marked)
        if answer is BACK:
            return BACK
        self._answer(worst=answer)
        return None

    async def _after(self) -> Back | None:
        outcomes = spans(lambda pain: outcome_words(self._ask(after=pain)))
        self._lines.say("The pain now leads to:", *map(spoken_span, outcomes))
        return await self._ask_after("2 of 6. How is the pain now, 0 to 10?")

    async def _after_a_walk(self) -> Back | None:
        return await self._ask_after(A_WALK_COUNTS_NOTHING, "How is the pain now, 0 to 10?")

    async def _ask_after(self, *texts: str) -> Back | None:
        answer = await self._questions.number(*texts)
        if answer is BACK:
            return BACK
        self._answer(after=answer)
        rose = pain_rose(self._before, (self._rating.worst, answer), self._policy)
        if rose and not self._warned:
            answered = await self._ask_signs("Your pain went up, so check these once.")
            if not answered and not self._questions.nobody:
                return await self._ask_after(*texts)
        return None

    async def _ask_signs(self, why: str = "") -> bool:
        """The warning signs; those of a rehearsal are not kept. False when they were left without an answer."""
        ticked = await ask_signs(
            self._questions, self._lines, self._rating.red_flags, why=why, rehearsal=self._rehearsal
        )
        if ticked is None:
            return False
        self._warned = True
        if self._rehearsal:
            say_advice(self._lines, ticked)
        else:
            self._answer(red_flags=ticked)
            self._note_down(self._rating)
        if is_emergency(ticked):
            raise _Emergency
        return True

    async def _sore(self) -> Back | None:
        places = ", ".join(f"{number} {place}" for number, place in enumerate(SORENESS_PLACES, 1))
        self._say_as_it_stands()
        answer = await self._questions.soreness(
            f"3 of 6. Any new soreness? {places}. Several with spaces; 2l is left, 2r right. Enter for nothing."
        )
        if answer is BACK:
            return BACK
        self._answer(soreness=answer)
        return None

    async def _ready(self) -> Back | None:
        self._say_as_it_stands()
        answer = await self._questions.yes_or_no("4 of 6. Do you feel ready to move on? 1 yes, 2 not yet.")
        if answer is BACK:
            return BACK
        self._answer(felt_ready=answer)
        return None

    async def _effort(self) -> Back | None:
        answer = await self._questions.number(
            "5 of 6. How hard was it, 0 to 10? 0 is no effort at all, 10 the hardest ever."
        )
        if answer is BACK:
            return BACK
        self._answer(effort=answer)
        return None

    async def _note(self) -> Back | None:
        self._answer(note=await self._questions.note("6 of 6. Anything to remember? One line, or Enter for nothing."))
        return None

    def _say_as_it_stands(self) -> None:
        self._lines.say(f"So far: {outcome_words(self._ask())}.")

    def _ask(self, **answers: object) -> Prescription:
        return self._preview(replace(self._rating, **answers))  # type: ignore[arg-type] # the fields of Rating by name

    def _answer(self, **answers: object) -> None:
        self._rating = replace(self._rating, **answers)  # type: ignore[arg-type] # the fields of Rating by name


def spoken_span(line: str) -> str:
    """ "0–5: stage 4" as it is said aloud: "0 to 5: stage 4"."""
    return line.replace("–", " to ", 1)
