"""The app: Home, the pages that a key opens over it, and its looks, sound and keys.

Whatever the first picture does not need is imported when it is wanted, so that Home is there at once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.events import Event, Key
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from runwalk_tui import paths
from runwalk_tui.session.clock import Clock, FastClock, SystemClock
from runwalk_tui.system.keep_awake import Awake, KeepAwake
from runwalk_tui.system.processes.collector import collect_again
from runwalk_tui.system.safe_text import shown
from runwalk_tui.ui.key_table import APP_KEYS
from runwalk_tui.ui.lettering.raster import Ink, ink_for
from runwalk_tui.ui.log_watch import TO_READ, LogWatchApp
from runwalk_tui.ui.messages import AudioReported, BellWanted, SettingsChanged, TableShown
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.leaving import AsksBeforeLeaving
from runwalk_tui.ui.session_app import ShowsTable
from runwalk_tui.ui.terminal.filters import needs_ascii
from runwalk_tui.ui.theme.theme import ANSI_CSS, THEMES, as_shown, phase_variables, theme_for_terminal
from runwalk_tui.ui.unknown_keys import UnknownKeys
from runwalk_tui.workspace import Workspace

if TYPE_CHECKING:
    from runwalk_tui.audio.status import AudioStatus
    from runwalk_tui.audio.supervision.device_names import DeviceName
    from runwalk_tui.session.cue_dispatch import SoundPlayer
    from runwalk_tui.system.shutdown import ShutdownWatch
    from runwalk_tui.ui.timer.timer import TimerScreen


@runtime_checkable
class ShowsSoundStatus(Protocol):
    """A screen that shows what the sound has to say."""

    def say(self, line: str) -> None: ...


ASK_AGAIN = 2.0
"""Seconds until it is asked again whether the other program on this log has ended."""
LOOK_AGAIN = 2.0
"""Seconds between two looks at whether somebody has saved the stage table."""


class RunwalkApp(LogWatchApp):
    """Screens are shown here; the session itself is the controller's."""

    CSS = (
        ANSI_CSS + "ToastRack { margin-bottom: 3; } .-by-hand ToastRack { margin-bottom: 7; }"
    )  # above keys and buttons
    TITLE = "runwalk"
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS

    def __init__(
        self,
        workspace: Workspace,
        *,
        muted: bool = False,
        speed: float = 1.0,
        clock: Clock | None = None,
        player: Callable[[RunwalkApp], SoundPlayer] | None = None,
        awake: Callable[[], Awake] = KeepAwake,
    ) -> None:
        """`speed` other than 1 makes every session a rehearsal. `clock`, `player` and `awake` are for tests."""
        self._themes_shown: dict[str, Theme] = {}
        """Themes as they were shown so far, by name: the colours of one are worked out when it is wanted."""
        super().__init__()
        self.workspace = workspace
        self.muted = muted
        self.rehearsal = speed != 1.0
        real = clock or SystemClock()
        self.real_clock: Clock = real
        self.clock: Clock = FastClock(real, speed) if self.rehearsal else real
        self._make_player = player or _real_player
        self._device_names = _no_devices if player else _real_devices
        self.awake = awake
        """Makes what keeps the machine awake during one session."""
        self.shutdown: ShutdownWatch | None = None
        """Tells the program to end: a signal has come, or the terminal is gone."""
        self.timer: TimerScreen | None = None
        """The session that is on, while it is."""
        self.ink = Ink.QUARTERS
        """What large letters are drawn with."""
        self._waiting: Timer | None = None
        """Asks again and again whether the other program on this log has ended."""
        self.sound: AudioStatus | None = None
        """What the sound had to say last."""
        for theme in THEMES:
            self.register_theme(theme)
        self._look()
        self.keys_in_use = workspace.keys
        """Which key does what, for the sentences that name one."""
        self._unknown_keys = UnknownKeys(self, workspace.keys)
        self.set_keymap(workspace.keys.keymap())
        self._page = ""
        """The page over Home that a key has opened, by its name."""
        self._cue_player: SoundPlayer | None = None
        """Plays single cues while the settings are open."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        theme: Theme = self.current_theme
        return phase_variables(theme)

    def get_theme(self, theme_name: str) -> Theme | None:
        theme = super().get_theme(theme_name)
        if theme is None:
            return None
        if theme.name not in self._themes_shown:
            self._themes_shown[theme.name] = as_shown(theme)
        return self._themes_shown[theme.name]

    def crash_folder(self) -> Path:
        return self.workspace.store.folder

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.workspace)

    def on_mount(self) -> None:
        self.call_after_refresh(collect_again)  # the first picture is there
        self.set_interval(LOOK_AGAIN, self._look_around)
        if self.shutdown is not None:
            self.shutdown.heed(asyncio.get_running_loop(), self._told_to_end)
        if self.workspace.elsewhere:
            self._waiting = self.set_interval(ASK_AGAIN, self.claim_again)
        else:
            self.welcome()

    def _look_around(self) -> None:
        """What has changed meanwhile; one timer, since each wakes the processor."""
        self.look_at_table()
        self.tell_what_failed_outside()
        self.look_at_sync()
        self.look_at_log()

    def claim_again(self) -> None:
        """Whether the other program on this log has ended; then this one goes on as if it had started now."""
        if self.in_conversation or not isinstance(self.screen, HomeScreen) or self.workspace.no_session_here():
            return
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
            self.refresh_home()
            self.welcome()

    def _told_to_end(self, number: int) -> None:
        """End by a signal, or with the terminal: it is left as it was found, and the journal keeps the session."""
        if not self.leaving:
            self.exit(return_code=128 + number)

    def on_table_shown(self, event: TableShown) -> None:
        self.log_is_shown()
        self.look_at_table(settled=event.saved)
        self.look_at_sync(back=True)

    def look_at_table(self, *, settled: bool = False) -> None:
        """Take up a table that somebody has saved: between sessions, where the table or what is due is shown.

        With `settled` nobody is in the midst of writing it.
        """
        screen = self.page_on_top()
        if self.in_conversation or self.timer is not None or not isinstance(screen, ShowsTable):
            return
        news = self.workspace.take_up_table(settled=settled)
        if news is not None:
            screen.refresh_from_log()
        if news is not None and news.is_news:
            self.notify(news.brief, severity="error" if news.faults else "information", timeout=TO_READ)

    def tell_what_failed_outside(self) -> None:
        """Say what a hook or the status file could not do, between sessions: one for the end may outlast its own."""
        if not self.in_conversation and self.timer is None:
            for problem in self.workspace.told_outside():
                self.notify(str(problem), severity="error")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something for some seconds. It is text, never markup: paths and names from files stand in it."""
        super().notify(shown(message), title=title, severity=severity, timeout=timeout, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What Ctrl+P offers."""
        from runwalk_tui.ui.palette import commands

        syncs = self.workspace.settings.sync.folder.strip() and self.workspace.sync is not None
        yield from commands(self, screen, self.action_show, self.sync_now if syncs else None)

    # Sound.

    def player(self) -> SoundPlayer:
        """A fresh player for one session."""
        return self._make_player(self)

    def on_audio_reported(self, event: AudioReported) -> None:
        self.sound = event.status
        if self.timer is not None:
            self.show_sound(self.timer, event.status)
        elif self._cue_player is not None and isinstance(self.screen, ShowsSoundStatus):
            self.screen.say(event.status.message)

    def play_cue(self, *names: str) -> None:
        """Sound a cue, or words one after the other, as they are set now."""
        if self._cue_player is None:
            self._cue_player = self.player()
            self._cue_player.start()
        self._cue_player.play(*names)

    def _look(self) -> None:
        """Theme, letters and motion as they are set and as this terminal can show them."""
        screen = self.workspace.settings.screen
        wanted = self.available_themes.get(screen.theme, THEMES[0])
        self.theme = theme_for_terminal(wanted, self.console.color_system)
        self.animation_level = "none" if screen.reduced_motion else "full"
        self.ascii = screen.ascii or needs_ascii(os.environ)
        self.ink = ink_for(self.ascii, os.environ)

    def _close_cue_player(self) -> None:
        player, self._cue_player = self._cue_player, None
        if player is not None:
            # Closing may wait for the child process, so it happens beside the loop.
            self.run_worker(asyncio.to_thread(player.close))

    def on_settings_changed(self, event: SettingsChanged) -> None:
        """What was set is seen and heard at once."""
        self._close_cue_player()
        self._look()
        self.workspace.load_tips()

    def on_bell_wanted(self) -> None:
        self.bell()

    # Keys.

    async def on_event(self, event: Event) -> None:
        """A key for a screen that nobody can have seen yet is no answer to it; half of that screen is not there."""
        if isinstance(event, Key) and not event.is_forwarded and self.screen_stack and not self.screen.is_mounted:
            return
        if isinstance(event, Key) and not event.is_forwarded and self.screen_stack:
            self._unknown_keys.coming(event)
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A capital that nothing has taken is its small letter; to a key that is nothing at all, that is said."""
        if meant := self._unknown_keys.instead_of(event):
            event.stop()
            self.simulate_key(meant)
        else:
            self._unknown_keys.answer(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show" and parameters == (self._page,):
            return False  # it is shown already
        if action == "show" and parameters == ("help",) and getattr(self.screen, "HELPED", False):
            return True
        # Help may lie over a form that somebody is filling in: from there no key leads anywhere but back.
        return action not in ("show", "leave") or all(getattr(each, "FREE", False) for each in self.screen_stack)

    async def action_show(self, name: str, at: str | None = None, *, news_stays: bool = False) -> None:
        """Open a page by name; `at` is the id of the stage, or the programme, at which its list begins.

        With `news_stays` what was just said in the corner belongs to this page.
        """
        from runwalk_tui.ui.screens.pages.by_name import page

        below = self._page if name == "help" else ""  # after a look at the help the page is as it was
        while name != "help" and not isinstance(self.screen, HomeScreen):
            # From page to page, so that Esc leads home; whoever waits for the page's answer gets one.
            self.screen.dismiss(None)
        if not news_stays:
            self.forget_news()
        self._page = name
        wanted = page(name, self.workspace, self.play_cue, self._device_names, at=at, ascii=self.ascii)
        await self.push_screen(wanted, lambda _: self._page_closed(name, below))

    def _page_closed(self, name: str, below: str) -> None:
        if self._page == name:  # and no other page has been opened meanwhile
            self._page = below
        self._close_cue_player()

    def action_leave(self) -> None:
        """Leave."""
        self._leave()

    def _leave(self) -> None:
        """Leave, unless something is in memory alone; the runner is asked about that."""
        if self.workspace.reliable_store.secure() is None:
            self.exit()
        else:
            self._ask_before_losing()

    @work(exclusive=True, group="leaving")
    async def _ask_before_losing(self) -> None:
        from runwalk_tui.flows.front import Conversation
        from runwalk_tui.flows.leaving import may_leave
        from runwalk_tui.ui.front import ScreenFront

        if await may_leave(Conversation(ScreenFront(self), self.workspace)):
            self.exit()

    async def action_quit(self) -> None:
        """Leave from anywhere; ask first where something would be lost, and once is enough."""
        asking = [screen for screen in self.screen_stack if isinstance(screen, AsksBeforeLeaving)]
        if asking and self._page == "help":
            self.screen.dismiss(None)  # so that what is asked about is seen
        top: object = self.screen
        # Whatever else lies over a screen that asks is a question already.
        if not asking or (asking[-1] is top and not asking[-1].ask_before_leaving()):
            self._leave()


def _real_devices(backend: str) -> tuple[DeviceName, ...]:
    from runwalk_tui.audio.supervision.device_names import device_names

    return device_names(backend)


def _no_devices(_: str) -> tuple[DeviceName, ...]:
    return ()


def _real_player(app: RunwalkApp) -> SoundPlayer:
    from runwalk_tui.audio.player import Player
    from runwalk_tui.flows.own_sounds import untold_gaps

    def report(status: AudioStatus) -> None:
        app.post_message(AudioReported(status))

    def ring() -> None:
        app.post_message(BellWanted())

    settings, gaps = app.workspace.settings.audio, untold_gaps(app.workspace)
    return Player(settings, paths.shipped_sounds(), ring=ring, report=report, gaps=gaps)
