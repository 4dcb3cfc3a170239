"""How was it? The questions after a session.

What an answer leads to is shown once all are given, unless the runner wants to see it before: whoever is told the prize
together with the question answers for the prize.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from runwalk_tui.flows.front import Conversation, Interrupted, Move
from runwalk_tui.flows.questions import Rated, RatingField, RatingPage
from runwalk_tui.flows.red_flags import ask_red_flags, show_what_would_be_said
from runwalk_tui.keeping import note_rating, rate_again
from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.session_words import summary
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.red_flags import is_emergency
from runwalk_tui.rule.response import pain_rose
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.countdown import active_seconds
from runwalk_tui.session.records import Rating, SessionRecord
from runwalk_tui.wording import PAIN_ROSE, outcome_words, spans

FIELDS: tuple[RatingField, ...] = ("worst", "after", "soreness", "effort", "felt_ready", "note")
"""Readiness comes behind everything that decides whether it is asked at all."""
FIELDS_OF_A_WALK: tuple[RatingField, ...] = ("after",)
FIELDS_WITHOUT_RUNNING: tuple[RatingField, ...] = ("after", "note")
FIELDS_AFTER_PAIN: tuple[RatingField, ...] = ("worst", "after", "soreness", "note")
"""It never came to a run, but there was pain: it was marked, or it ended the session."""
TITLES: Mapping[RatingField, str] = {
    "worst": "What was your worst pain during the session?",
    "after": "How is your pain now?",
    "soreness": "Any new soreness?",
    "felt_ready": "Do you feel ready to move up?",
    "effort": "How hard was it?",
    "note": "Anything you'd like to note?",
}
NOBODY = "Nothing more can be typed, so the questions after the session are skipped."
INTERRUPT_AGAIN = "Press Ctrl+C again to save the answers so far and leave."


async def ask_rating(
    conversation: Conversation, active: ActiveSession, *, kept: SessionRecord | None = None
) -> tuple[Rating, bool]:
    """Ask everything; returns what was answered, and whether the runner left the program in the middle.

    Of a session that is saved already (`kept`) the last question is asked again, and from there the runner may go back.
    """
    return await _Rating(conversation, active, kept).ask()


class _Rating:
    """The pages, one after the other, and the answers so far."""

    def __init__(self, conversation: Conversation, active: ActiveSession, kept: SessionRecord | None) -> None:
        self._conversation = conversation
        self._active = active
        self._kept = kept
        """The session as it is in the log; None while the journal has it."""
        progress = active.progress
        so_far = progress.phases[: progress.index + 1]
        # Somebody may have gone back to the warm-up from the first run.
        self._ran = any(phase.interval for phase in so_far) or active_seconds(progress, [Kind.RUN, Kind.WALK]) > 0
        """Whether it came to a run, or to what a session without runs repeats."""
        self._rating = active.rating
        self._marked = max((mark.pain for mark in active.marks), default=None)
        self._follows: Callable[[Rating], Prescription] = conversation.workspace.what_follows_from(active)
        self._asked = bool(active.rating.red_flags)
        """Whether the warning signs were asked about."""

    async def ask(self) -> tuple[Rating, bool]:
        field: RatingField | None = self._first()
        warned = False
        if self._conversation.front.nobody:
            self._conversation.front.confirm(NOBODY)
        if field == "worst" and self._kept is None:
            self._rating = replace(self._rating, worst=self._marked)
        while field is not None and not self._conversation.front.nobody:
            try:
                answer = await self._conversation.front.ask(self._page(field))
                step = await self._heed(field, answer)
            except Interrupted:
                if warned:
                    return self._rating, True
                warned = True
                self._conversation.front.tell(INTERRUPT_AGAIN)
                continue
            warned = False
            if step is None:
                break
            field = self._beside(field, step)
        return self._rating, False

    def _page(self, field: RatingField) -> RatingPage:
        fields = self._fields(FIELDS.index(field))
        return RatingPage(
            field,
            fields.index(field) + 1,
            len(fields),
            self._rating,
            summary(self._active),
            self._active.walk,
            self._marked,
            lambda rating: self._leads(field, rating),
        )

    # Which questions there are.

    def _fields(self, answered: int) -> tuple[RatingField, ...]:
        """The questions of this session, when a number of FIELDS have been answered or skipped."""
        if self._active.walk:
            return FIELDS_OF_A_WALK
        if not self._ran:
            pain = self._active.stopped_for_pain or self._marked is not None
            return FIELDS_AFTER_PAIN if pain else FIELDS_WITHOUT_RUNNING
        asked_ready = self._moving_up_is_due(answered)
        return tuple(field for field in FIELDS if asked_ready or field != "felt_ready")

    def _moving_up_is_due(self, answered: int) -> bool:
        """Whether the rule proposes the next stage, now or from a day it names, once readiness is not in its way.

        What has yet to be answered is taken to be good news, so that the number of questions hardly ever changes.
        """
        rating = replace(self._rating, felt_ready=None)
        if answered <= FIELDS.index("worst") and rating.worst is None:
            rating = replace(rating, worst=self._calm)
        if answered <= FIELDS.index("after") and rating.after is None:
            rating = replace(rating, after=self._calm)
        due = self._follows(rating)
        return due.decision is Decision.ADVANCE or due.move_up_from is not None

    @property
    def _calm(self) -> int:
        """A pain that has not risen."""
        return self._active.pain_before or 0

    def _first(self) -> RatingField:
        """The question behind the last one that was answered; of a session that is saved already, the last one."""
        given = [getattr(self._rating, field) not in (None, (), "") for field in FIELDS]
        answered = len(FIELDS) - given[::-1].index(True) if True in given else 0
        fields = self._fields(answered)
        later = [field for field in fields if FIELDS.index(field) >= answered and self._kept is None]
        return later[0] if later else fields[-1]

    def _beside(self, field: RatingField, step: int) -> RatingField | None:
        """The question so many steps on, or back, from one; None behind the last."""
        here = FIELDS.index(field)
        fields = self._fields(here + max(0, step))
        before = [each for each in fields if FIELDS.index(each) < here]
        if step < 0:
            return before[-1] if before else fields[0]
        # A warning sign that was ticked may have taken the question away that it was ticked at.
        return next((each for each in fields if FIELDS.index(each) >= here + step), None)

    async def _heed(self, field: RatingField, answer: Rated | Literal[Move.RED_FLAG]) -> int | None:
        """How many pages further an answer leads; None when nothing else is asked.

        What was typed before another key than Enter counts as well.
        """
        if isinstance(answer, Rated):
            self._rating = answer.rating
            if answer.move is Move.BACK:
                return -1
        if answer is Move.RED_FLAG or answer.move is Move.RED_FLAG:
            ticked = await self._ask_red_flags("")
            return None if is_emergency(ticked or ()) else 0
        if field == "after" and not self._asked and self._pain_rose:
            ticked = await self._ask_red_flags(PAIN_ROSE)
            if ticked is None and not self._conversation.front.nobody:
                return 0  # left without an answer: the question that led here is asked again, and this with it
            if is_emergency(ticked or ()):
                return None
        self._note_down()
        return 1

    @property
    def _pain_rose(self) -> bool:
        """Whether the pain is further above the pain before than the rule lets pass unasked."""
        pains = (self._rating.worst, self._rating.after)
        return pain_rose(self._active.pain_before, pains, self._conversation.workspace.table.policy)

    async def _ask_red_flags(self, why: str) -> tuple[str, ...] | None:
        """The warning signs; those of a rehearsal are not saved. None when they were left without an answer."""
        rehearsal = self._active.rehearsal
        ticked = await ask_red_flags(self._conversation, self._rating.red_flags, why=why, rehearsal=rehearsal)
        if ticked is None:
            return None
        self._asked = True
        if not rehearsal:
            self._rating = replace(self._rating, red_flags=ticked)
            self._note_down()
        elif ticked:
            await show_what_would_be_said(self._conversation, ticked)
        return ticked

    def _note_down(self) -> None:
        """Write the answers so far into the journal, which is over once the session is saved; then into the session."""
        workspace = self._conversation.workspace
        if self._kept is not None:
            again = rate_again(workspace, self._kept, self._rating)
            self._kept, problem = again.record, again.problem
            if problem is not None:
                self._conversation.front.tell(problem)
        elif problem := note_rating(workspace, self._active, self._rating):
            self._conversation.front.tell(problem)

    # Where an answer leads.

    def _leads(self, field: RatingField, rating: Rating) -> tuple[str, ...]:
        if not self._conversation.workspace.settings.screen.previews:
            return ()
        match field:
            case "worst":
                return tuple(spans(lambda pain: self._outcome(rating, worst=pain, after=min(pain, self._calm))))
            case "after" if not self._active.walk:
                return tuple(spans(lambda pain: self._outcome(rating, after=pain)))
            case "soreness" | "felt_ready":
                return (self._outcome(rating),)
            case _:
                return ()

    def _outcome(self, rating: Rating, **answers: object) -> str:
        changed = replace(rating, **answers)  # type: ignore[arg-type] # the fields of Rating by name
        return outcome_words(self._follows(changed))
