"""What the settings want to be listened to, and why that can't work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec

from runwalk_tui.radio.following import ANY, Wish
from runwalk_tui.radio.radio import Sensor
from runwalk_tui.settings import RadioSettings
from runwalk_tui.system.own_python import pip_install

BLEAK = '"bleak>=3.1,<4"'
"""In quotes, because > means something else to a shell."""
NEEDS_BLEAK = 'the optional "radio" packages are missing; to install them'
ADDRESS = re.compile(
    r"[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){5})|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
"""How Linux and Windows write the address of a device, and the UUID that macOS has for it."""
LAST_USED = {Sensor.HEART_RATE: "radio heart rate last used", Sensor.BELT: "radio belt last used"}
"""Under which keys the store remembers which device it was the last time."""


def wishes_of(radio: RadioSettings, last: Mapping[Sensor, str]) -> list[Wish]:
    """What is listened to; `last` has the address of the device of each kind that was used last, "" for none."""
    wanted = {Sensor.HEART_RATE: radio.heart_rate.strip(), Sensor.BELT: radio.belt.strip()}
    return [Wish(sensor, _as_heard(text), last.get(sensor, "")) for sensor, text in wanted.items() if text]


def _as_heard(wanted: str) -> str:
    """An address as the system tells it, with colons, however it was typed; anything else as it is."""
    dashes = ADDRESS.fullmatch(wanted) and len(wanted) == len("C0-12-34-56-78-9A")
    return wanted.replace("-", ":").upper() if dashes else wanted


def needs_bleak() -> str:
    """What is missing and the command that installs it, in one line without a full stop."""
    return f"{NEEDS_BLEAK}: {pip_install(BLEAK)}"


def why_no_sensor(wanted: str) -> str:
    """Why a setting can't work, in one line without a full stop; "" when nothing speaks against it, or it is off.

    Bluetooth itself isn't tried.
    """
    wanted = wanted.strip()
    if not wanted:
        return ""
    if wanted.lower() != ANY and not ADDRESS.fullmatch(wanted):
        return f'type "{ANY}", or an address such as C0:12:34:56:78:9A; a name such as "Polar H10" does not work'
    return "" if has_bleak() else f'it needs the optional "radio" packages: {pip_install(BLEAK)}'


def has_bleak() -> bool:
    """Whether the package is installed; it isn't loaded."""
    return find_spec("bleak") is not None
