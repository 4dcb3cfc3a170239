"""How a screen is left: once, however often a key bounces, and not by mistake."""

from __future__ import annotations

from typing import Protocol, TypeVar, runtime_checkable

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from runwalk_tui.ui.terminal.steady import SteadyScreen

Result = TypeVar("Result")


class AnsweringScreen(SteadyScreen[Result]):
    """A screen whose second answer is not heard, and none while another screen is over it.

    A key that repeats may arrive again before the screen is gone; Textual would then take the screen below away. A key
    that opens another screen may be quicker than the answer; Textual would then take that screen away, keep this one,
    and fail at its next answer. (Its `is_current` is no help: it is true of the screen below the top one, too.)
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class AnsweringModal(AnsweringScreen[Result], ModalScreen[Result]):
    """The same, over whatever is shown."""


@runtime_checkable
class AsksBeforeLeaving(Protocol):
    """A screen that the runner cannot leave by mistake, not even with Ctrl+Q or Ctrl+C.

    Something would be lost if the program ended under it.
    """

    def ask_before_leaving(self) -> bool:
        """Ask whether to leave; False when nothing would be lost, and nothing is asked."""
        ...
