"""What is asked of bleak and made of its answers, with stand-ins for its scanner and its client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest

from runwalk_tui.radio.radio import Near, RadioError, Sensor, UnusableRadioError
from tests.support.needed import needed_module

HEART_RATE, BELT, OTHER = (f"0000{short}-0000-1000-8000-00805f9b34fb" for short in ("180d", "1826", "180f"))


@dataclass
class Device:
    address: str
    name: str | None


@dataclass
class Told:
    service_uuids: list[str]
    rssi: int
    local_name: str | None = None


class Scanner:
    """Hears what the test says."""

    heard: ClassVar[dict[str, tuple[Device, Told]]] = {}
    asked: ClassVar[list[list[str]]] = []
    trouble: ClassVar[Exception | None] = None

    @classmethod
    async def discover(
        cls, seconds: float, *, return_adv: bool, service_uuids: list[str]
    ) -> dict[str, tuple[Device, Told]]:
        assert return_adv
        cls.asked.append(service_uuids)
        if cls.trouble is not None:
            raise cls.trouble
        return cls.heard


@dataclass
class Client:
    """A link that the test breaks."""

    device: Any
    disconnected: Callable[[Any], None]
    services: list[str]
    timeout: float
    trouble: ClassVar[Exception | None] = None
    drops: ClassVar[Exception | None] = None
    """What a link that is lost before any value is asked for raises."""
    last: ClassVar[Client | None] = None
    wanted: list[str] = field(default_factory=list)
    open: bool = False

    async def __aenter__(self) -> Client:
        Client.last = self
        if Client.trouble is not None:
            raise Client.trouble
        self.open = True
        return self

    async def __aexit__(self, *why: object) -> None:
        self.open = False

    async def start_notify(self, value: str, heard: Callable[[Any, bytearray], None]) -> None:
        if Client.drops is not None:
            self.disconnected(self)
            raise Client.drops
        self.wanted.append(value)
        heard(None, bytearray([0, 131]))


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    needed_module("bleak")
    from runwalk_tui.radio import bleak_radio

    monkeypatch.setattr(bleak_radio, "BleakScanner", Scanner)
    monkeypatch.setattr(bleak_radio, "BleakClient", Client)
    Scanner.trouble = Client.trouble = Client.drops = Client.last = None
    Scanner.asked = []
    Scanner.heard = {
        "a": (Device("AA", "Old name"), Told([HEART_RATE], -70, "Strap")),
        "b": (Device("BB", None), Told([OTHER, BELT.upper()], -40)),
        "c": (Device("CC", "Thermometer"), Told([OTHER], -30)),
    }
    return bleak_radio


async def test_straps_and_treadmills_are_named_and_the_strongest_comes_first(module: Any) -> None:
    near = await module.BleakRadio().near(0.0)
    assert near == (Near("BB", "", Sensor.BELT, -40), Near("AA", "Strap", Sensor.HEART_RATE, -70))
    assert Scanner.asked == [[HEART_RATE, BELT]]


async def test_a_link_asks_for_one_value_and_ends_when_it_is_lost(module: Any) -> None:
    radio, linked = module.BleakRadio(), asyncio.Event()
    heard: list[bytes] = []
    (_, strap) = await radio.near(0.0)
    listening = asyncio.create_task(radio.listen(strap, linked.set, heard.append))
    await linked.wait()
    client = Client.last
    assert client is not None
    assert (client.device, client.services) == (Scanner.heard["a"][0], [HEART_RATE])
    assert client.wanted == ["00002a37-0000-1000-8000-00805f9b34fb"]
    assert heard == [bytes([0, 131])]
    client.disconnected(client)
    await listening
    assert not client.open


async def test_a_link_that_is_lost_before_anything_comes_is_none(module: Any) -> None:
    Client.drops = module.BleakError("disconnected")
    with pytest.raises(RadioError, match=r"DD doesn't answer \(disconnected\)"):
        await module.BleakRadio().listen(Near("DD", "", Sensor.BELT), lambda: None, lambda packet: None)


async def test_whoever_stops_listening_lets_go_of_the_device(module: Any) -> None:
    linked = asyncio.Event()
    listening = asyncio.create_task(
        module.BleakRadio().listen(Near("DD", "", Sensor.BELT), linked.set, lambda packet: None)
    )
    await linked.wait()
    client = Client.last
    assert client is not None
    assert client.device == "DD"
    assert client.open
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    assert not client.open


async def test_why_bluetooth_cannot_be_used_is_said_in_words(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = module.BleakBluetoothNotAvailableReason
    monkeypatch.setattr(module.sys, "platform", "linux")
    for trouble, why in (
        (module.BleakBluetoothNotAvailableError("['EXTERNAL']", reasons.DENIED_BY_SYSTEM), module.NOT_ALLOWED),
        (module.BleakBluetoothNotAvailableError("No adapter", reasons.NO_BLUETOOTH), "this computer has no Bluetooth"),
        (module.BleakBluetoothNotAvailableError("Odd", reasons.UNKNOWN), "Bluetooth can't be used here"),
        (FileNotFoundError(2, "No such file or directory"), module.NO_SERVICE),
        (module.BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["no .service files"]), module.NO_SERVICE),
        (module.BleakDBusError("org.bluez.Error", ["In progress"]), "Bluetooth can't be used here (In progress)"),
        (OSError(5, "Input/output error"), "Bluetooth can't be used here (Input/output error)"),
        (module.BleakError(7, "Odd"), "Bluetooth can't be used here (Odd)"),
    ):
        Scanner.trouble = trouble
        with pytest.raises(UnusableRadioError) as said:
            await module.BleakRadio().near(0.0)
        assert str(said.value) == why


@pytest.mark.parametrize("error", [OSError("no adapter\nhere"), TimeoutError(), "bleak"])
async def test_what_goes_wrong_is_one_line(module: Any, error: Exception | str) -> None:
    trouble = module.BleakError("org.bluez.Error: no") if isinstance(error, str) else error
    Scanner.trouble = Client.trouble = trouble
    with pytest.raises(RadioError) as looked:
        await module.BleakRadio().near(0.0)
    with pytest.raises(RadioError) as linked:
        await module.BleakRadio().listen(Near("DD", "", Sensor.BELT), lambda: None, lambda packet: None)
    assert "\n" not in f"{looked.value}{linked.value}"
    assert str(linked.value).startswith("DD doesn't answer (")
