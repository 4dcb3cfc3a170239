"""An app that has one conversation on its screens and keeps what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

from textual import work
from textual.screen import Screen

from runwalk_tui.flows.front import Conversation
from runwalk_tui.session.clock import Clock
from runwalk_tui.ui.front import ScreenFront
from runwalk_tui.ui.screens.staying import StayingScreen
from runwalk_tui.ui.session_app import SessionApp
from runwalk_tui.ui.theme.theme import THEMES, phase_variables
from runwalk_tui.workspace import Workspace
from tests.support.fakes import AlwaysAwake, FakePlayer, HandClock
from tests.support.one_screen import NOTHING

NO_WORKSPACE = cast("Workspace", None)
"""For a conversation that reads and keeps nothing."""


class OneFlow(SessionApp):
    """Shows a conversation with the colours of the program."""

    def __init__(
        self,
        flow: Callable[[Conversation], Awaitable[Any]],
        workspace: Workspace = NO_WORKSPACE,
        *,
        rehearsal: bool = False,
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.flow = flow
        self.result: object = NOTHING
        self.workspace = workspace
        self.muted = False
        self.rehearsal = rehearsal
        self.real_clock = self.clock = clock or HandClock()
        self.awake = AlwaysAwake
        self.sounds = FakePlayer()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.animation_level = "none"  # what is looked at is where a movement ends

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return phase_variables(self.current_theme)

    def player(self) -> FakePlayer:
        return self.sounds

    def on_mount(self) -> None:
        self._talk()

    @work
    async def _talk(self) -> None:
        with ScreenFront(self) as front:
            self.result = await self.flow(Conversation(front, self.workspace))

    @property
    def shown(self) -> Screen[Any]:
        """The screen that stays, below a question over it."""
        staying = [screen for screen in self.screen_stack if isinstance(screen, StayingScreen)]
        return staying[-1] if staying else self.screen
