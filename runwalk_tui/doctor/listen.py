"""Every cue and the words of each setting by name, to hear them: the sound test without a screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from runwalk_tui.audio.player import Player
from runwalk_tui.audio.status import AudioStatus
from runwalk_tui.audio.supervision.candidates import IN_CHILD
from runwalk_tui.audio.word_files import examples, why_no_words
from runwalk_tui.settings import AudioSettings

OPENING = 1.0
"""Seconds before the first cue, in which a device opens."""
ROOM = 2.5
"""Seconds for each cue. A longer one of the runner's own gives way to the next."""
AFTER_WORDS = 1.0
"""Seconds after words, in which it is clear that nothing more comes."""
TICK_ROOM = 1.2
"""Seconds for each cue of the count-in."""


class Playing(Protocol):
    """What plays a cue or words: the audio player, or a fake."""

    def start(self) -> None: ...
    def play(self, *names: str) -> None: ...
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
    """Play each cue as it is set and examples of the words, saying their names, and what the sound itself has to say.

    `sounds` is the folder that ships.
    """
    if settings.backend == "silent":
        say("Sound output is set to “no sound”, so you wouldn't hear anything.")
        return
    told: list[AudioStatus] = []

    def report(status: AudioStatus) -> None:
        told.append(status)
        if status.message:
            say(status.message)

    with _playing(settings, sounds, report, ring, make_player) as player:
        wait(OPENING)
        for each in examples(settings, sounds):
            if each.group == "talk" and told and told[-1].backend not in IN_CHILD:
                say("The words can't be played without a sound device.")
                return
            say(each.label if each.volume else f"{each.label}: its volume is 0, so you won't hear it")
            player.play(*each.names)
            wait(TICK_ROOM if each.group == "count_in" else max(ROOM, each.seconds + AFTER_WORDS))
    if why_no_words(settings, sounds):
        say("To hear other words, too, set Cue style to voice, or tones and voice.")


@contextmanager
def _playing(
    settings: AudioSettings,
    sounds: Path,
    report: Callable[[AudioStatus], None],
    ring: Callable[[], None],
    make_player: MakePlayer | None,
) -> Iterator[Playing]:
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
