"""Everything that travels upwards to the app, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from runwalk_tui.audio.messages import AudioStatus


class AudioReported(Message):
    """The sound has something to say; posted from the player's thread."""

    def __init__(self, status: AudioStatus) -> None:
        super().__init__()
        self.status = status


class BellWanted(Message):
    """The terminal bell stands in for a cue; posted from the player's thread."""


class StartWanted(Message):
    """The runner wants the session that is due."""


class ChooseWanted(Message):
    """The runner wants another stage or number of repetitions."""
