"""The app: it opens the desk, shows Home, and walks a runner through a session."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from runwalk_tui import places
from runwalk_tui.audio.player import AudioStatus, Player
from runwalk_tui.desk import Desk
from runwalk_tui.history.errors import StoreError
from runwalk_tui.session.clock import Clock, FastClock, SystemClock
from runwalk_tui.ui import flow
from runwalk_tui.ui.messages import AudioReported, BellWanted
from runwalk_tui.ui.screens.help import HelpScreen
from runwalk_tui.ui.screens.history import HistoryScreen
from runwalk_tui.ui.screens.home import HomeScreen
from runwalk_tui.ui.screens.stages import StagesScreen
from runwalk_tui.ui.screens.timer import TimerScreen
from runwalk_tui.ui.theme import THEMES, phase_variables

FREE_SCREENS = (HomeScreen, HistoryScreen, StagesScreen, HelpScreen)
"""Screens outside a session, which can be left with one key."""


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
        self.audio_line = ""
        """What the sound has to say, in one line; empty when all is well."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = desk.settings.screen.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

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
        due = self.desk.prescription()
        if due.stage is None or due.reps is None:
            await flow.place_by_choice(self)
            return
        await flow.run_session(self, due.stage, due.reps)

    @work(exclusive=True, group="session")
    async def run_chosen_session(self) -> None:
        """A session that the runner chooses."""
        await flow.choose_and_run(self)

    # Sound.

    def player(self) -> Player:
        """A fresh player for one session."""
        return self._make_player(self)

    def on_audio_reported(self, event: AudioReported) -> None:
        self.audio_line = event.status.message
        if isinstance(self.screen, TimerScreen):
            self.screen.say(self.audio_line)

    def on_bell_wanted(self) -> None:
        self.bell()

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show":
            return isinstance(self.screen, HomeScreen)
        return action != "leave" or isinstance(self.screen, FREE_SCREENS)

    def action_show(self, name: str) -> None:
        screens: dict[str, Callable[[], Screen[None]]] = {
            "history": lambda: HistoryScreen(self.desk),
            "stages": lambda: StagesScreen(self.desk),
            "help": HelpScreen,
        }
        self.push_screen(screens[name]())

    def action_leave(self) -> None:
        """Leave."""
        self.exit()

    async def action_quit(self) -> None:
        """Leave from anywhere; during a session, ask first."""
        timer = next((screen for screen in self.screen_stack if isinstance(screen, TimerScreen)), None)
        if timer is None:
            self.exit()
        elif self.screen is timer:
            timer.action_end()


def _real_player(app: RunwalkApp) -> Player:
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
