"""Bluetooth by bleak, on Linux, macOS and Windows. Only the child process imports this, and bleak with it.

There is no call here that writes to a device, except the one by which Bluetooth asks for notifications.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)

from runwalk_tui.radio.radio import SERVICES, VALUES, Near, RadioError, Sensor, UnusableRadioError

LINK_WITHIN = 15.0
"""Seconds for a link; a strap that has just been put on may take a few."""
NOT_ALLOWED = "this program isn't allowed to use Bluetooth"
UNUSABLE = {
    BleakBluetoothNotAvailableReason.NO_BLUETOOTH: "this computer has no Bluetooth",
    BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE: "this computer's Bluetooth can't listen to straps",
    BleakBluetoothNotAvailableReason.POWERED_OFF: "Bluetooth is off, so switch it on",
    BleakBluetoothNotAvailableReason.DENIED_BY_USER: NOT_ALLOWED,
    BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: NOT_ALLOWED,
    BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: NOT_ALLOWED,
}
"""What bleak finds out, in words."""
NO_SERVICE = "the service bluetooth (BlueZ) isn't running here"


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
            raise UnusableRadioError(_why_unusable(error)) from error
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
        lost, linked = asyncio.Event(), False
        client = BleakClient(
            self._known.pop(device.address, device.address),
            lambda _: lost.set(),
            [full_uuid(SERVICES[device.sensor])],
            timeout=LINK_WITHIN,
        )
        try:
            async with client:
                await client.start_notify(_value_of(device.sensor), lambda _, packet: heard(bytes(packet)))
                linked = True
                connected()
                await lost.wait()
        except (BleakError, OSError, TimeoutError) as error:
            if not (linked and lost.is_set()):
                raise RadioError(f"{device.called} doesn't answer ({_brief(error)})") from error


def _value_of(sensor: Sensor) -> str:
    return full_uuid(VALUES[sensor])


def _why_unusable(error: Exception) -> str:
    """Why nothing can be listened to on this computer, and what helps, in one line without a full stop."""
    if isinstance(error, BleakBluetoothNotAvailableError):
        return UNUSABLE.get(error.reason, "Bluetooth can't be used here")
    no_service = isinstance(error, BleakDBusError) and error.dbus_error.endswith(".ServiceUnknown")
    if sys.platform == "linux" and (no_service or isinstance(error, FileNotFoundError | ConnectionError)):
        return NO_SERVICE
    return f"Bluetooth can't be used here ({_brief(error)})"


def _brief(error: Exception) -> str:
    """What went wrong, on one line; of an error with several parts, the first that is text."""
    if isinstance(error, OSError):
        said = error.strerror or str(error)
    elif isinstance(error, BleakDBusError):
        said = error.dbus_error_details or error.dbus_error
    else:
        said = next((part for part in error.args if isinstance(part, str)), str(error))
    return " ".join(said.split())[:120] or type(error).__name__
