"""Screens that show one question after the other and stay until the conversation goes elsewhere."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Generic, TypeVar

from runwalk_tui.flows.front import Question
from runwalk_tui.ui.terminal.steady import SteadyScreen

Asked = TypeVar("Asked", bound=Question[Any])


class StayingScreen(SteadyScreen[None], Generic[Asked]):
    """Asks what it is given, and then the next question of its kind without being put up anew.

    It answers each question once: a key that bounces finds nothing left to answer.
    """

    HELPED: ClassVar[bool] = True
    """Help opens over it, and it is as it was afterwards."""

    def __init__(self, question: Asked) -> None:
        super().__init__()
        self.question = question
        """What is asked, or was asked last."""
        self._pending: asyncio.Future[Any] | None = None

    def takes(self, question: Question[Any]) -> bool:
        """Whether a question can be shown here."""
        return isinstance(question, type(self.question))

    async def put(self, question: Asked) -> None:
        """Show the next question."""
        self.question = question
        await self.show()

    async def show(self) -> None:
        """Show `question`, now that the parts of the screen are there."""
        raise NotImplementedError

    def expect(self) -> asyncio.Future[Any]:
        """From now on the question can be answered."""
        self._pending = asyncio.get_running_loop().create_future()
        return self._pending

    @property
    def waits(self) -> bool:
        """Whether the question has not been answered yet."""
        return self._pending is not None and not self._pending.done()

    def give(self, answer: Any) -> None:
        """Answer the question, unless it has been answered or something else is asked over it."""
        if self._pending is not None and self.waits and self.is_active:
            self._pending.set_result(answer)
