"""Bluetooth by bleak, on Linux, macOS and Windows. Only the child process imports this, and bleak with it.

There is no call here that writes to a device, except the one by which Bluetooth asks for notifications.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.exc import BleakError

from runwalk_tui.radio.radio import SERVICES, VALUES, Near, RadioError, Sensor

LINK_WITHIN = 15.0
"""Seconds for a link; a strap that has just been put on may take a few."""


def full_uuid(short: int) -> str:
    """A number of the Bluetooth SIG's as the UUID that it stands for (Core Specification, base UUID)."""
    return f"0000{short:04x}-0000-1000-8000-00805f9b34fb"


class BleakRadio:
    """This computer's Bluetooth."""

    def __init__(self) -> None:
        self._known: dict[str, BLEDevice] = {}
        """What was heard, by address: with it, a link needs no look around of its own."""

    async def near(self, seconds: float) -> tuple[Near, ...]:
        """As the protocol of `Radio` wants it."""
        wanted = {full_uuid(service): sensor for sensor, service in SERVICES.items()}
        try:
            found = await BleakScanner.discover(seconds, return_adv=True, service_uuids=list(wanted))
        except (BleakError, OSError) as error:
            raise RadioError(f"Bluetooth can't be used here ({_brief(error)})") from error
        self._known |= {device.address: device for device, _ in found.values()}
        near = [
            Near(device.address, told.local_name or device.name or "", wanted[uuid.lower()], told.rssi)
            for device, told in found.values()
            for uuid in told.service_uuids
            if uuid.lower() in wanted
        ]
        return tuple(sorted(near, key=lambda each: -each.strength))

    async def listen(self, device: Near, connected: Callable[[], None], heard: Callable[[bytes], None]) -> None:
        """As the protocol of `Radio` wants it."""
        lost = asyncio.Event()
        client = BleakClient(
            self._known.pop(device.address, device.address),
            lambda _: lost.set(),
            [full_uuid(SERVICES[device.sensor])],
            timeout=LINK_WITHIN,
        )
        try:
            async with client:
                await client.start_notify(_value_of(device.sensor), lambda _, packet: heard(bytes(packet)))
                connected()
                await lost.wait()
        except (BleakError, OSError, TimeoutError) as error:
            if not lost.is_set():
                raise RadioError(f"{device.called} doesn't answer ({_brief(error)})") from error


def _value_of(sensor: Sensor) -> str:
    return full_uuid(VALUES[sensor])


def _brief(error: Exception) -> str:
    """What went wrong, on one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
