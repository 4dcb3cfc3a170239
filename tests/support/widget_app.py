"""A small app that shows widgets with the colours of the phases."""

from __future__ import annotations

from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from runwalk_tui.ui.theme import THEMES, phase_variables
from runwalk_tui.ui.widgets.exact import ExactScreen
from runwalk_tui.ui.widgets.pain_scale import PainScale


class ShownExactly(ExactScreen[None]):
    """The screen under test."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets


class Shown(App[None]):
    """Shows widgets, keeps their messages and all that would have been sent to the terminal."""

    CSS = "Screen { background: $phase-walk; color: $phase-walk-text; }"

    def __init__(self, *widgets: Widget, exact: bool = False, theme: str = "runwalk-dark") -> None:
        super().__init__()
        self.widgets = widgets
        self.exact = exact
        self.messages: list[Message] = []
        self.sent: list[str] = []
        self.painter = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
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

    def on_pain_scale_changed(self, message: PainScale.Changed) -> None:
        self.messages.append(message)

    def on_pain_scale_accepted(self, message: PainScale.Accepted) -> None:
        self.messages.append(message)

    def _display(self, screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            self.sent.append(renderable.render_segments(self.painter))
        super()._display(screen, renderable)  # type: ignore[arg-type]  # handed on as it came
