"""What a radio can do: say who is near, and pass on what one of them says. It has no way to send anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Sensor(StrEnum):
    """What can be listened to; the names are those of the settings."""

    HEART_RATE = "heart_rate"
    BELT = "belt"


SERVICES = {Sensor.HEART_RATE: 0x180D, Sensor.BELT: 0x1826}
"""The services that straps and treadmills offer: Heart Rate and Fitness Machine (Bluetooth SIG, Assigned Numbers)."""
VALUES = {Sensor.HEART_RATE: 0x2A37, Sensor.BELT: 0x2ACD}
"""The only values that are asked for: Heart Rate Measurement and Treadmill Data (the same source)."""


@dataclass(frozen=True, slots=True)
class Near:
    """A device that was heard."""

    address: str
    """As the system writes it: 12 hexadecimal digits in pairs, on macOS a UUID that stands for them."""
    name: str
    """What it calls itself; "" when it doesn't say."""
    sensor: Sensor
    strength: int = 0
    """How strong it is here, in dBm; nearer to 0 is stronger."""

    @property
    def called(self) -> str:
        """How it is named to people."""
        return self.name or self.address


class RadioError(Exception):
    """Something didn't work; the message says what, in one line without a full stop."""


class UnusableRadioError(RadioError):
    """This computer's Bluetooth can't be used: it's off, say, or isn't there."""


class Radio(Protocol):
    """Bluetooth, or what stands in for it."""

    async def near(self, seconds: float) -> tuple[Near, ...]:
        """Listen for so many seconds, and return the straps and treadmills that were heard.

        Raises UnusableRadioError.
        """
        ...

    async def listen(self, device: Near, connected: Callable[[], None], heard: Callable[[bytes], None]) -> None:
        """Ask a device for its values, and hand each to `heard` until the link is lost; then return.

        `connected` is called once, as soon as values can come. When it is cancelled, it lets go of the device. Raises
        RadioError when there is no link to be had.
        """
        ...
