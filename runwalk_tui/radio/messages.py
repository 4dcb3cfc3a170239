"""What the child process with the radio says: one JSON object a line, its key "says" telling what it is.

The child is told what to do by its first line of input, an `order`; the end of its input ends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from runwalk_tui.radio.decoding import Belt, HeartRate
from runwalk_tui.radio.following import Event, Found, Lost, NotFound, Wish
from runwalk_tui.radio.radio import Near, Sensor
from runwalk_tui.system.safe_text import safe_name

NAME = 40
"""Characters that are kept of what a device calls itself: it may call itself anything."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The child still works; said every few seconds."""


@dataclass(frozen=True, slots=True)
class NoRadio:
    """There is no Bluetooth to listen with, and the child ends."""

    why: str
    """One line without a full stop."""
    lasting: bool
    """Whether trying again is no use: a package is missing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is near, the answer to a look around; the child ends."""

    devices: tuple[Near, ...]


Message = Event | Alive | NoRadio | Heard


def order(wishes: Iterable[Wish] = (), look: float = 0.0) -> bytes:
    """The line that tells a child what to do: follow what is wished for, or look around for so many seconds."""
    asked = [[wish.sensor, wish.wanted, wish.last] for wish in wishes]
    return json.dumps({"follow": asked, "look": look}).encode() + b"\n"


def read_order(line: bytes) -> tuple[tuple[Wish, ...], float]:
    """What a child is to do. Raises ValueError, KeyError or TypeError for what is no order."""
    asked = json.loads(line)
    return tuple(Wish(Sensor(sensor), wanted, last) for sensor, wanted, last in asked["follow"]), float(asked["look"])


def encode(message: Message) -> bytes:
    """One line."""
    return json.dumps(_plain(message)).encode() + b"\n"


def _plain(message: Message) -> dict[str, Any]:
    match message:
        case HeartRate(bpm=bpm, contact=contact):
            return {"says": "heart_rate", "bpm": bpm, "contact": contact}
        case Belt(speed_kmh=speed, distance_m=distance):
            return {"says": "belt", "speed": speed, "distance": distance}
        case Found(sensor=sensor, device=device):
            return {"says": "found", "sensor": sensor, "device": _device(device)}
        case Lost(sensor=sensor):
            return {"says": "lost", "sensor": sensor}
        case NotFound(sensor=sensor, why=why, unusable=unusable):
            return {"says": "not found", "sensor": sensor, "why": why, "unusable": unusable}
        case Heard(devices=devices):
            return {"says": "heard", "devices": [_device(each) for each in devices]}
        case NoRadio(why=why, lasting=lasting):
            return {"says": "no radio", "why": why, "lasting": lasting}
        case Alive():
            return {"says": "alive"}


def decode(line: bytes) -> Message | None:
    """The message in a line; None for anything else, such as what a library prints."""
    try:
        return _message(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _message(said: Any) -> Message | None:
    match said["says"]:
        case "heart_rate":
            rate = HeartRate(int(said["bpm"]), said["contact"])
            return rate if rate.likely else None
        case "belt":
            belt = Belt(float(said["speed"]), said["distance"])
            return belt if belt.speed_kmh >= 0 and belt.likely else None
        case "found":
            return Found(Sensor(said["sensor"]), _read_device(said["device"]))
        case "lost":
            return Lost(Sensor(said["sensor"]))
        case "not found":
            return NotFound(Sensor(said["sensor"]), safe_name(str(said["why"])), bool(said.get("unusable")))
        case "heard":
            return Heard(tuple(map(_read_device, said["devices"])))
        case "no radio":
            return NoRadio(safe_name(str(said["why"])), bool(said["lasting"]))
        case "alive":
            return Alive()
    return None


def _device(device: Near) -> list[Any]:
    return [device.address, device.name, device.sensor, device.strength]


def _read_device(said: Any) -> Near:
    address, name, sensor, strength = said
    return Near(safe_name(str(address), NAME), safe_name(str(name), NAME), Sensor(sensor), int(strength))
