"""Every cue by name, to hear it: the sound test without a screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from runwalk_tui.audio.player import Player
from runwalk_tui.audio.sound_files import list_cues
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.session.cues import CueName
from runwalk_tui.settings import AudioSettings

OPENING = 1.0
"""Seconds before the first cue, in which a device opens."""
ROOM = 2.5
"""Seconds for each cue. A longer one of the runner's own gives way to the next."""
TICK_ROOM = 1.2
"""Seconds for each cue of the count-in."""


class Playing(Protocol):
    """What plays a cue: the audio player, or a fake."""

    def start(self) -> None: ...
    def play(self, name: CueName) -> None: ...
    def close(self) -> None: ...


MakePlayer = Callable[[AudioSettings, Path, Callable[[AudioStatus], None]], Playing]


def listen(
    settings: AudioSettings,
    sounds: Path,
    say: Callable[[str], None],
    *,
    ring: Callable[[], None],
    make_player: MakePlayer | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Play each cue as it is set, saying its name, and what the sound itself has to say.

    `sounds` is the folder that ships.
    """
    if settings.backend == "silent":
        say("Sound output is set to “no sound”, so you wouldn't hear anything.")
        return
    with _playing(settings, sounds, say, ring, make_player) as player:
        wait(OPENING)
        for cue in list_cues(settings, sounds):
            say(cue.label if cue.volume else f"{cue.label}: its volume is 0, so you won't hear it")
            player.play(cue.name)
            wait(TICK_ROOM if cue.group == "count_in" else ROOM)


@contextmanager
def _playing(
    settings: AudioSettings,
    sounds: Path,
    say: Callable[[str], None],
    ring: Callable[[], None],
    make_player: MakePlayer | None,
) -> Iterator[Playing]:
    def report(status: AudioStatus) -> None:
        if status.message:
            say(status.message)

    player: Playing
    if make_player is None:
        player = Player(settings, sounds, ring=ring, report=report)
    else:
        player = make_player(settings, sounds, report)
    player.start()
    try:
        yield player
    finally:
        player.close()
