"""The app: it opens the desk, shows Home, and walks a runner through a session.

Whatever the first picture does not need is imported when it is wanted, so that Home is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from runwalk_tui import places
from runwalk_tui.desk import Desk
from runwalk_tui.history.errors import StoreError
from runwalk_tui.session.clock import Clock, FastClock, SystemClock
from runwalk_tui.ui.messages import AudioReported, BellWanted
from runwalk_tui.ui.screens.home import HomeScreen
from runwalk_tui.ui.theme import THEMES, phase_variables, theme_for_terminal
from runwalk_tui.ui.widgets.icons import ink_for, needs_ascii

if TYPE_CHECKING:
    from runwalk_tui.audio.player import AudioStatus, Player
    from runwalk_tui.ui.screens.timer import TimerScreen


class RunwalkApp(App[None]):
    """Screens are shown here; the session itself is the coach's."""

    TITLE = "runwalk"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "show('history')", "History", id="app.history"),
        Binding("s", "show('stages')", "Stages", id="app.stages"),
        Binding("question_mark,f1", "show('help')", "Help", key_display="?", id="app.help"),
        Binding("q", "leave", "Leave", id="app.leave"),
        Binding("ctrl+q,ctrl+c", "quit", "Leave", show=False, priority=True, id="app.leave_at_once"),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        muted: bool = False,
        speed: float = 1.0,
        clock: Clock | None = None,
        player: Callable[[RunwalkApp], Player] | None = None,
    ) -> None:
        """`speed` other than 1 makes every session a rehearsal. `clock` and `player` are for tests."""
        super().__init__()
        self.desk = desk
        self.muted = muted
        self.rehearsal = speed != 1.0
        real = clock or SystemClock()
        self.clock: Clock = FastClock(real, speed) if self.rehearsal else real
        self._make_player = player or _real_player
        self.timer: TimerScreen | None = None
        """The session that is on, while it is."""
        self.ascii = desk.settings.screen.ascii or needs_ascii(os.environ)
        """Whether only letters, digits and plain signs are shown."""
        self.ink = ink_for(self.ascii, os.environ)
        """What large letters are drawn with."""
        self.audio_line = ""
        """What the sound has to say, in one line; empty when all is well."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self.available_themes.get(desk.settings.screen.theme, THEMES[0])
        self.theme = theme_for_terminal(wanted, self.console.color_system)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        theme: Theme = self.current_theme
        return phase_variables(theme)

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.desk)

    # What the screens ask for.

    def on_start_wanted(self) -> None:
        self.run_due_session()

    def on_choose_wanted(self) -> None:
        self.run_chosen_session()

    @work(exclusive=True, group="session")
    async def run_due_session(self) -> None:
        """The session that the rule asks for, from the first question to the decision."""
        from runwalk_tui.ui import flow

        due = self.desk.prescription()
        if due.stage is None or due.reps is None:
            await flow.place_by_choice(self)
            return
        await flow.run_session(self, due.stage, due.reps)

    @work(exclusive=True, group="session")
    async def run_chosen_session(self) -> None:
        """A session that the runner chooses."""
        from runwalk_tui.ui import flow

        await flow.choose_and_run(self)

    # Sound.

    def player(self) -> Player:
        """A fresh player for one session."""
        return self._make_player(self)

    def on_audio_reported(self, event: AudioReported) -> None:
        self.audio_line = event.status.message
        if self.timer is not None:
            self.timer.say(self.audio_line)

    def on_bell_wanted(self) -> None:
        self.bell()

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show":
            return isinstance(self.screen, HomeScreen)
        return action != "leave" or getattr(self.screen, "FREE", False)

    async def action_show(self, name: str) -> None:
        from runwalk_tui.ui import pages

        await self.push_screen(pages.page(name, self.desk))

    def action_leave(self) -> None:
        """Leave."""
        self.exit()

    async def action_quit(self) -> None:
        """Leave from anywhere; during a session, ask first."""
        if self.timer is None:
            self.exit()
        elif self.screen is self.timer:
            self.timer.action_end()


def _real_player(app: RunwalkApp) -> Player:
    from runwalk_tui.audio.player import Player

    def report(status: AudioStatus) -> None:
        app.post_message(AudioReported(status))

    def ring() -> None:
        app.post_message(BellWanted())

    return Player(app.desk.settings.audio, places.shipped_sounds(), ring=ring, report=report)


def run_app(stages: Path | None, data: Path | None, *, mute: bool, speed: float) -> int:
    """Open the app; returns the exit status."""
    try:
        desk = Desk.open(stages, data)
    except StoreError as error:
        print(f"runwalk: {error}", file=sys.stderr)
        return 1
    with desk.store:
        app = RunwalkApp(desk, muted=mute, speed=speed)
        app.run()
        return app.return_code or 0
