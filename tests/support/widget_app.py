"""A small app that shows widgets with the colours of the phases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.terminal.exact import ExactScreen
from runwalk_tui.ui.theme.theme import THEMES, phase_variables


class ShownExactly(ExactScreen[None]):
    """The screen under test."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets


class TerminalThatTakesDown(HeadlessDriver):
    """Keeps what an app sends, with the app."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert isinstance(app, Shown)
        self.sent = app.sent

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.sent.append(data)


class Shown(App[None]):
    """Shows widgets, keeps their messages and all that is sent to the terminal."""

    CSS = "Screen { background: $phase-walk; color: $phase-walk-text; }"

    def __init__(self, *widgets: Widget, exact: bool = False, theme: str = "runwalk-dark") -> None:
        super().__init__(driver_class=TerminalThatTakesDown)
        self.widgets = widgets
        self.exact = exact
        self.messages: list[Message] = []
        self.sent: list[str] = []
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return phase_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        if not self.exact:
            yield from self.widgets

    async def on_mount(self) -> None:
        if self.exact:
            await self.push_screen(ShownExactly(*self.widgets))

    def on_pain_scale_pain_changed(self, message: PainScale.PainChanged) -> None:
        self.messages.append(message)

    def on_pain_scale_accepted(self, message: PainScale.Accepted) -> None:
        self.messages.append(message)

    @asynccontextmanager
    async def on_a_terminal(self, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
        """Run on a terminal that takes down what it is sent."""
        async with self.run_test(headless=False, size=size) as pilot:
            yield pilot
