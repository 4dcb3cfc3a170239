"""What every part of the plain program has in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from runwalk_tui import paths
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import Questions
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.cue_dispatch import CuePlayer
from runwalk_tui.workspace import Workspace


class Sound(CuePlayer, Protocol):
    """The audio player, or a fake."""

    def start(self) -> None: ...
    def finish(self) -> None: ...


MakeSound = Callable[[Workspace, Callable[[], None], Callable[[AudioStatus], None]], Sound]
"""Makes the sound of one session from what rings the bell and what takes a report; both are called from any thread."""


def real_sound(workspace: Workspace, ring: Callable[[], None], report: Callable[[AudioStatus], None]) -> Sound:
    """The audio player."""
    from runwalk_tui.audio.player import Player

    return Player(workspace.settings.audio, paths.shipped_sounds(), ring=ring, report=report)


@dataclass(frozen=True, slots=True)
class Kit:
    """The workspace, what is said and typed, the time and the sound."""

    workspace: Workspace
    lines: Lines
    keyboard: Keyboard
    questions: Questions
    clock: Clock
    """Real time."""
    rehearsal_clock: Clock | None = None
    """The faster time of a rehearsal; None when sessions count."""
    muted: bool = False
    make_sound: MakeSound = real_sound

    @property
    def rehearsal(self) -> bool:
        """Whether every session that is started now is a rehearsal."""
        return self.rehearsal_clock is not None

    def clock_for(self, *, rehearsal: bool) -> Clock:
        """The time of a session: one that counts never runs on a fast clock, whatever the program was started for."""
        return self.rehearsal_clock if rehearsal and self.rehearsal_clock is not None else self.clock
