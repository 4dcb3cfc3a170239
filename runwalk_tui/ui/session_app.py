"""What the screens of a session need of the app that shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from runwalk_tui.session.clock import Clock
from runwalk_tui.system.keep_awake import Awake
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.terminal.base_app import TerminalApp
from runwalk_tui.workspace import Workspace

if TYPE_CHECKING:
    from runwalk_tui.audio.status import AudioStatus
    from runwalk_tui.session.cue_dispatch import SoundPlayer
    from runwalk_tui.ui.timer.timer import TimerScreen


@runtime_checkable
class ShowsTable(Protocol):
    """A page that shows the stage table or what is due by it, and that nobody is asked anything on."""

    SHOWS_TABLE: ClassVar[bool]

    def refresh_from_log(self) -> None:
        """Show the table in use, and ask the rule again."""
        ...


class SessionApp(TerminalApp):
    """An app in which sessions are run."""

    workspace: Workspace
    muted: bool
    """Whether sessions begin without sound."""
    rehearsal: bool
    """Whether every session that is started now is a rehearsal."""
    real_clock: Clock
    clock: Clock
    """The time of a rehearsal; real time where sessions count."""
    awake: Callable[[], Awake]
    """Makes what keeps the machine awake during one session."""
    timer: TimerScreen | None = None
    """The session that is on, while it is."""
    ink: Ink = Ink.QUARTERS
    """What large letters are drawn with."""
    sound: AudioStatus | None = None
    """What the sound had to say last."""

    def show_sound(self, timer: TimerScreen, status: AudioStatus) -> None:
        """Show what the sound has to say, and remember that it was said."""
        timer.hear(status)
        if status.message and self.workspace.settings.audio.folder:
            from runwalk_tui.flows.own_sounds import remember_told  # late: few have sounds of their own

            remember_told(self.workspace, status)

    def player(self) -> SoundPlayer:
        """A fresh player for one session."""
        raise NotImplementedError
