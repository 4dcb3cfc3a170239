"""Straps, treadmills and a radio on a virtual link: bumble's controllers and its real protocol stack, no hardware."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bumble import gatt
from bumble.att import ATT_PDU
from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData, BaseBumbleError
from bumble.device import Advertisement, Connection, Device, Peer
from bumble.gatt import Characteristic, Service
from bumble.gatt_server import Server
from bumble.hci import Address
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from runwalk_tui.radio.radio import SERVICES, VALUES, Near, RadioError, Sensor

CONTROL_POINT = 0x2AD9
"""Fitness Machine Control Point: whoever writes to it starts, stops and speeds up a belt."""
PATIENCE = 10.0
"""Seconds for a link: a guard against hanging."""


def virtual_link() -> LocalLink:
    """The air between the devices of one test."""
    return LocalLink()  # type: ignore[no-untyped-call]  # bumble gives it no types


def device_on(link: LocalLink, address: str, name: str) -> Device:
    """A device with a controller of its own."""
    controller = Controller(name, link=link, public_address=address)
    device = Device(name=name, address=Address(address), host=Host(controller, AsyncPipeSink(controller)))
    device.name = name
    return device


class VirtualSensor:
    """A strap or a treadmill that comes, sends what it is told, and goes."""

    def __init__(self, link: LocalLink, address: str, name: str, sensor: Sensor) -> None:
        self.device = device_on(link, address, name)
        self.sensor = sensor
        self.written: list[tuple[str, int]] = []
        """Every write that reached it: its kind, and the handle it was for."""
        self._value = Characteristic(
            UUID.from_16_bits(VALUES[sensor]), Characteristic.Properties.NOTIFY, Characteristic.READABLE, bytes(4)
        )
        control = Characteristic(
            UUID.from_16_bits(CONTROL_POINT), Characteristic.Properties.WRITE, Characteristic.WRITEABLE, bytes(1)
        )
        self.device.add_service(Service(UUID.from_16_bits(SERVICES[sensor]), [self._value, control]))
        self.device.gatt_server = _watched(self.device.gatt_server, self.written)

    @property
    def subscriptions(self) -> set[int]:
        """The handles by which somebody asks for notifications: the only ones that may be written to."""
        kind = gatt.GATT_CLIENT_CHARACTERISTIC_CONFIGURATION_DESCRIPTOR
        return {each.handle for each in self.device.gatt_server.attributes if each.type == kind}

    async def come(self) -> None:
        """Be switched on: call until somebody connects."""
        if not self.device.powered_on:
            await self.device.power_on()
        service = UUID.from_16_bits(SERVICES[self.sensor]).to_bytes()
        parts: list[tuple[int, bytes]] = [
            (AdvertisingData.COMPLETE_LOCAL_NAME, self.device.name.encode()),
            (AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, service),
        ]
        await self.device.start_advertising(
            advertising_data=bytes(AdvertisingData(parts)), advertising_interval_min=20, advertising_interval_max=20
        )

    async def say(self, packet: bytes) -> None:
        """Send a notification to whoever listens."""
        await self.device.notify_subscribers(self._value, packet)

    async def go(self) -> None:
        """Be gone: no calls any more, and every link breaks."""
        if self.device.is_advertising:
            await self.device.stop_advertising()
        for connection in list(self.device.connections.values()):
            await connection.disconnect()


def _watched(server: Server, written: list[tuple[str, int]]) -> Server:
    """A server that notes every write before it answers it."""
    answer = server.on_gatt_pdu

    def watch(bearer: Any, pdu: ATT_PDU) -> None:
        if "WRITE" in pdu.name.upper():
            written.append((pdu.name, int(getattr(pdu, "attribute_handle", 0))))
        answer(bearer, pdu)

    server.on_gatt_pdu = watch  # type: ignore[method-assign, assignment]  # to look on
    return server


class VirtualRadio:
    """A radio of ours on the virtual link."""

    def __init__(self, link: LocalLink, address: str = "C0:00:00:00:00:01") -> None:
        self.device = device_on(link, address, "radio")

    async def near(self, seconds: float) -> tuple[Near, ...]:
        """Who calls within so many seconds; the first call of anybody ends it early."""
        found: dict[tuple[str, Sensor], Near] = {}

        def heard(advertisement: Advertisement) -> None:
            services = advertisement.data.get_all(AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS)
            told = {uuid for group in services for uuid in group}
            name = str(advertisement.data.get(AdvertisingData.COMPLETE_LOCAL_NAME) or "")
            address = advertisement.address.to_string(False)
            for sensor, service in SERVICES.items():
                if UUID.from_16_bits(service) in told:
                    found[address, sensor] = Near(address, name, sensor, advertisement.rssi)

        if not self.device.powered_on:
            await self.device.power_on()
        self.device.on(Device.EVENT_ADVERTISEMENT, heard)
        try:
            await self.device.start_scanning()
            await asyncio.sleep(seconds)
            await self.device.stop_scanning()
        finally:
            self.device.remove_listener(Device.EVENT_ADVERTISEMENT, heard)
        return tuple(found.values())

    async def listen(self, device: Near, connected: Callable[[], None], heard: Callable[[bytes], None]) -> None:
        """As the protocol of `Radio` wants it."""
        lost = asyncio.Event()
        try:
            connection: Connection = await self.device.connect(Address(device.address), timeout=PATIENCE)
        except (BaseBumbleError, TimeoutError) as error:
            raise RadioError(f"{device.called} doesn't answer") from error
        connection.on(connection.EVENT_DISCONNECTION, lambda reason: lost.set())
        try:
            peer = Peer(connection)
            await peer.discover_service(UUID.from_16_bits(SERVICES[device.sensor]))
            await peer.discover_characteristics()
            values = peer.get_characteristics_by_uuid(UUID.from_16_bits(VALUES[device.sensor]))
            if not values:
                raise RadioError(f"{device.called} has no values to send")
            await peer.subscribe(values[0], heard)
            connected()
            await lost.wait()
        finally:
            if not lost.is_set():
                await connection.disconnect()
