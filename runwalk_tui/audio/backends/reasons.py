"""Why a backend doesn't play, in words that the screen and the doctor know."""

from __future__ import annotations

SLOW = "it is slow to open"
"""The trouble with a device that may open yet."""
NO_DEVICE = "no sound device"
"""The trouble with a computer that has nothing to play on."""
INTO_NOTHING = "the sound server has no device"
"""The trouble with a server that plays to one which it has made up."""
NO_PORTAUDIO = "PortAudio is missing"
"""The trouble with sounddevice on a computer that lacks the system's library below it."""
NOT_INSTALLED = "it is not installed"
"""The trouble with a library that isn't there."""
CRASHES_HERE = "version 1.0.4 crashes here"
"""The trouble with simpleaudio's last version on a Python that it wasn't made for."""
