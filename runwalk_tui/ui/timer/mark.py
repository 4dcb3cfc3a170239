"""Pain right now, in mid-session: one digit while the timer keeps running; or x, and it stops."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.timer import Timer
from textual.widgets import Static

from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringModal
from runwalk_tui.ui.timer.touch_bar import Touch, TouchBar

ACCEPT_AFTER = 1.5
"""Seconds after a digit until it counts; long enough to make a 1 a 10, or to correct it."""
GIVE_UP_AFTER = 15.0
"""Seconds after which an unanswered question goes away."""
TOUCHES = (Touch("stop", "Stop for pain"), Touch("leave", "Back"))
"""What a finger has in a browser, where there may be no keys."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The answer."""

    pain: int | None = None
    """0 to 10, or None when nothing was typed."""
    stop: bool = False
    """Whether the pain is reason to stop the session."""
    then: str = ""
    """The action of the timer whose button was touched below the question; "" for none."""


class MarkScreen(AnsweringModal[Marked]):
    """Returns the pain that was typed, if any, and whether to stop for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,m", "leave", "Back", id="mark.leave"),
        Binding("x", "stop", "Stop for pain", id="mark.stop"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (74, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-roomy"), (45, "-tall")]
    """As in the timer, whose buttons stay in sight below."""
    DEFAULT_CSS = """
    MarkScreen {
        align: center bottom;
        background: $background 20%;
        &:ansi { background: transparent; }
        & > Vertical {
            width: 76; max-width: 100%; height: auto; padding: 0 2; margin-bottom: 1;
            background: $surface; border: round $primary; color: $foreground;
        }
        & Static { width: 100%; text-align: center; }
        & #keys { color: $text-muted; }
        &.-roomy > Vertical { margin-bottom: 4; }
        &.-roomy.-narrow > Vertical { margin-bottom: 5; }
        &.-tall > Vertical { margin-bottom: 7; }
        &.-tall.-narrow > Vertical { margin-bottom: 8; }
    }
    """

    def __init__(
        self, keys: KeysInUse = USUAL_KEYS, *, touched: Callable[[Offset], str | None] = lambda _: None
    ) -> None:
        """`touched` says which action of the timer has its button at a place of the screen."""
        super().__init__()
        self._by_hand = IN_BROWSER in os.environ
        self._told = "" if self._by_hand else f"{keys.shown('timer.stop_for_pain')} stops for pain, Esc goes back"
        self._touched = touched
        self.accept_after = ACCEPT_AFTER
        """Seconds after a digit until it counts."""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            answer = "Tap" if self._by_hand else "Type"
            yield Static(f"Pain right now? {answer} 0 to 10; the timer keeps running.")
            yield PainScale()
            if self._by_hand:
                yield TouchBar(ascii=bool(getattr(self.app, "ascii", False)))
            keys = Static(self._told, id="keys", markup=False)
            keys.display = bool(self._told)
            yield keys

    def on_mount(self) -> None:
        # A key that bounces, or the end of the program, may take the screen away before its parts are there.
        for scale in self.query(PainScale):
            scale.focus()
        for bar in self.query(TouchBar):
            bar.touches = TOUCHES
        self._timer = self.set_timer(GIVE_UP_AFTER, self.action_leave)

    @property
    def is_answering(self) -> bool:
        """Whether it is still to be read."""
        return any(str(line.content) != self._told for line in self.query("#keys").results(Static))

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say that a key does nothing here, where the keys are."""
        for line in self.query("#keys").results(Static):
            line.update(fitting(forms, self.size.width - 6) if forms else self._told)
            line.display = bool(forms or self._told)

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.accept_after, self._take)

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        self.dismiss(Marked(event.value))

    async def on_touch_bar_pressed(self, event: TouchBar.Pressed) -> None:
        event.stop()
        await self.run_action(event.action)

    def on_click(self, event: events.Click) -> None:
        """The buttons of the timer stay in sight, so they do what they say; somebody in pain looks for Stop there."""
        action = self._touched(event.screen_offset) if event.widget is self else None
        if action == "stop":
            self.action_stop()
        elif action and action != "mark":
            self.dismiss(Marked(self.query_one(PainScale).value, then=action))

    def _take(self) -> None:
        self.dismiss(Marked(self.query_one(PainScale).value))

    def action_leave(self) -> None:
        self.dismiss(Marked())

    def action_stop(self) -> None:
        """Stop for pain; a number that was typed before is noted with it."""
        self.dismiss(Marked(self.query_one(PainScale).value, stop=True))
