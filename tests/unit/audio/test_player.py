"""What the player promises before anything is opened."""

from __future__ import annotations

from typing import Literal

import pytest

from runwalk_tui import paths
from runwalk_tui.audio.player import Player
from runwalk_tui.settings import AudioSettings


@pytest.mark.parametrize(
    ("backend", "latency_ms", "lead"),
    [
        ("auto", 0, 0.15),
        ("miniaudio", 200, 0.35),
        ("miniaudio", -200, 0.15),
        ("simpleaudio", 0, 0.3),
        ("bell", 200, 0.0),
        ("silent", 0, 0.0),
    ],
)
def test_the_lead_is_what_device_and_headphones_need(
    backend: Literal["auto", "miniaudio", "simpleaudio", "bell", "silent"], latency_ms: int, lead: float
) -> None:
    settings = AudioSettings(backend=backend, latency_ms=latency_ms)
    player = Player(settings, paths.shipped_sounds(), ring=lambda: None, report=lambda status: None)
    assert player.lead == pytest.approx(lead)


def test_closing_or_finishing_what_never_began_does_nothing() -> None:
    player = Player(AudioSettings(), paths.shipped_sounds(), ring=lambda: None, report=lambda status: None)
    player.finish()
    player.close()
