"""The warning signs, around a session or whenever the runner wants to look at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from runwalk_tui.rule.red_flags import flag_of, to_keep
from runwalk_tui.ui.screens.questions.question import Question
from runwalk_tui.ui.screens.questions.tick_pages import SIGN_PAGES, TickPage, TickPages, stop_question


class RedFlagsScreen(TickPages[tuple[str, ...] | None]):
    """Returns the warning signs that apply, as a log has them. Escape asks about new ones, and leaves without an
    answer: None, which says nothing about anybody's health.

    In a rehearsal it says that nothing is kept; what becomes of the answer is up to whoever asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Go on", id="red_flags.done"),
        Binding("escape", "back", "Back", id="red_flags.leave"),
    ]

    def __init__(
        self, ticked: Iterable[str] = (), *, why: str = "", rehearsal: bool = False, ascii: bool = False
    ) -> None:
        """`ticked` are those that were ticked before; `why` says in one line why this is asked now."""
        before = tuple(ticked)
        why = why or "Anything new since last time, or there right now?"
        pages = tuple(replace(page, why=f"{why} Press the key.") for page in SIGN_PAGES)
        super().__init__(
            pages, [to_keep(words) for words in before], said=bool(before), rehearsal=rehearsal, ascii=ascii
        )
        self._before = before
        self._others = tuple(words for words in before if flag_of(words) is None)
        """Signs in the runner's own words; they stay."""

    def answers(self) -> tuple[str, ...]:
        return (*self._ticked, *self._others)

    def unchanged(self) -> None:
        return None

    def said_back(self, page: TickPage, ticked: tuple[str, ...]) -> Question | None:
        """What was not ticked before is asked once more."""
        new = self._new(ticked)
        return stop_question(new, rehearsal=self._rehearsal) if new else None

    def new_signs(self) -> tuple[str, ...]:
        return self._new(self._ticked)

    @property
    def _ticked(self) -> tuple[str, ...]:
        return tuple(sign for page in SIGN_PAGES for sign in self.ticked_on(page.id))

    def _new(self, ticked: tuple[str, ...]) -> tuple[str, ...]:
        before = {to_keep(words) for words in self._before}
        return tuple(sign for sign in ticked if sign not in before)
