"""The questions before the first session: four short pages, each done with two keys when nothing applies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from runwalk_tui.rule.screening import (
    HEALTH_CONDITIONS,
    TRIAL_CONDITIONS,
    Screening,
    advice_about,
    condition_ids,
)
from runwalk_tui.ui.screens.questions.question import Answer, Question
from runwalk_tui.ui.screens.questions.tick_pages import SIGN_PAGES, TickPage, TickPages, rows, stop_question

CONDITION_PAGES = (
    TickPage(
        "trial",
        "Do any of these apply to you?",
        "Do any of these apply?",
        "The trial had nobody like this. A yes will not stop you. Press the key.",
        rows(TRIAL_CONDITIONS),
    ),
    TickPage(
        "health",
        "And do any of these apply?",
        "And any of these?",
        "A yes will not stop you: you will hear who to ask. Press the key.",
        rows(HEALTH_CONDITIONS),
    ),
)
PAGES = (*SIGN_PAGES, *CONDITION_PAGES)
"""In the order of their urgency."""


def condition_question(conditions: Sequence[str]) -> Question:
    """What is said, once, about what applies. The only answer goes on; Escape looks again."""
    return Question(
        "Before you begin",
        "\n\n".join(advice_about(conditions)),
        (Answer("fine", "o", "All right", "primary"),),
        escape="back",
    )


class ScreeningScreen(TickPages[Screening | None]):
    """Returns the answers, or None when the runner leaves; then nothing was answered, and it can be taken up later."""

    LEAVE = "Later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Go on", id="screening.next"),
        Binding("escape", "back", "Back", id="screening.back"),
    ]

    def __init__(self, wall: Callable[[], datetime], before: Screening | None = None, *, ascii: bool = False) -> None:
        """`wall` is the runner's clock, `before` what was answered the last time, `ascii` draws with ASCII only.

        Only the conditions of the last time are taken over: warning signs are asked afresh.
        """
        super().__init__(PAGES, condition_ids(before.conditions) if before else (), ascii=ascii)
        self._wall = wall

    def answers(self) -> Screening:
        conditions = tuple(each for page in CONDITION_PAGES for each in self.ticked_on(page.id))
        return Screening(self._wall(), self.new_signs(), conditions)

    def unchanged(self) -> None:
        return None

    def said_back(self, page: TickPage, ticked: tuple[str, ...]) -> Question | None:
        return stop_question(ticked) if page in SIGN_PAGES else condition_question(ticked)

    def new_signs(self) -> tuple[str, ...]:
        return tuple(sign for page in SIGN_PAGES for sign in self.ticked_on(page.id))
