"""Screens that answer once, however often a key bounces."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class AnsweringScreen(Screen[Result]):
    """A screen whose second answer is not heard.

    A key that repeats may arrive again before the screen is gone; Textual would then take the screen below away.
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_current else AwaitComplete()


class AnsweringModal(AnsweringScreen[Result], ModalScreen[Result]):
    """The same, over whatever is shown."""
