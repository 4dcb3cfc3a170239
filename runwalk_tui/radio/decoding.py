"""What a strap and a treadmill say, from the bytes of their notifications.

The layouts are those of the Bluetooth SIG's GATT Specification Supplement: Heart Rate Measurement (0x2A37) and
Treadmill Data (0x2ACD). All numbers are little-endian. Bytes that can't be such a value are answered with None: a
device may send anything, and a session goes on whatever it sends.
"""

from __future__ import annotations

from dataclasses import dataclass

LIKELY_BPM = range(25, 251)
"""Beats a minute that somebody in a session may have; our choice, wide enough for anybody. A strap without a pulse
sends 0."""
FASTEST_BELT = 40.0
"""Kilometres an hour that a treadmill may run; our choice, well above any that is sold."""

_RR_UNIT = 1 / 1024
"""Seconds that the interval between two beats is counted in."""


@dataclass(frozen=True, slots=True)
class HeartRate:
    """One notification of a strap."""

    bpm: int
    """Beats a minute, 0 to 65535, as it was sent."""
    contact: bool | None = None
    """Whether the strap feels skin; None when it can't tell."""
    energy: int | None = None
    """Kilojoules since the strap was reset, 0 to 65535."""
    rr: tuple[float, ...] = ()
    """Seconds between beats, oldest first, 0 to 64 each."""

    @property
    def likely(self) -> bool:
        """Whether somebody's heart may beat like that, and the strap is on somebody."""
        return self.bpm in LIKELY_BPM and self.contact is not False


@dataclass(frozen=True, slots=True)
class Belt:
    """One record of a treadmill, of one notification or several."""

    speed_kmh: float
    """Kilometres an hour now, 0 to 655.35, in steps of 0.01."""
    distance_m: int | None = None
    """Metres since the treadmill began to count, 0 to 16,777,215."""
    incline: float | None = None
    """Percent, -3276.8 to 3276.6; negative is downhill."""

    @property
    def likely(self) -> bool:
        """Whether a treadmill can run like that."""
        return self.speed_kmh <= FASTEST_BELT


def heart_rate(packet: bytes) -> HeartRate | None:
    """The value in a notification of 0x2A37; None for what is none.

    Flags, 8 bits: 0 the rate has 16 bits and not 8; 1 skin is felt; 2 the strap can tell whether it is; 3 two bytes of
    energy; 4 the rest are intervals between beats, two bytes each. The other flags are kept for later, and so are bytes
    that no flag tells of: whoever doesn't know them leaves them out (Bluetooth Core Specification, reserved for future
    use).
    """
    if not packet:
        return None
    flags, rest = packet[0], packet[1:]
    size = 2 if flags & 0b1 else 1
    energy_size = 2 if flags & 0b1000 else 0
    if len(rest) < size + energy_size:
        return None
    intervals = rest[size + energy_size :] if flags & 0b10000 else b""
    return HeartRate(
        bpm=_number(rest[:size]),
        contact=bool(flags & 0b10) if flags & 0b100 else None,
        energy=_number(rest[size : size + 2]) if energy_size else None,
        rr=tuple(_number(intervals[at : at + 2]) * _RR_UNIT for at in range(0, len(intervals) - 1, 2)),
    )


_MORE_DATA = 0b1
"""Set: this record goes on in the next notification, and the speed of now is in the last one, which has it clear."""
_AVERAGE_SPEED, _DISTANCE, _INCLINE = 0b10, 0b100, 0b1000
_NO_INCLINE = 0x7FFF
"""What a treadmill sends that has no incline to tell."""
_OTHERS = ((0x10, 4), (0x20, 1), (0x40, 1), (0x80, 5), (0x100, 1), (0x200, 1), (0x400, 2), (0x800, 2), (0x1000, 4))
"""What else may follow, by its flag, and how many bytes it has at least: elevation, pace, average pace, energy, heart
rate, metabolic equivalent, time, time left, force and power. None of it is used; it only has to be there. Two editions
give the paces one byte and two, so a record may be longer than that."""


class BeltRecords:
    """Puts the records of one treadmill together again, since one may be split over several notifications."""

    def __init__(self) -> None:
        self._distance: int | None = None
        self._incline: float | None = None

    def take(self, packet: bytes) -> Belt | None:
        """The record that a notification of 0x2ACD ends; None for a first part, and for what is none.

        Flags, 16 bits, then, each only where its flag says so and in this order: speed, two bytes of 0.01 km/h, without
        a flag of its own (see `_MORE_DATA`); average speed, the same; distance, three bytes of metres; incline, two
        bytes of 0.1 %, and the ramp's angle, two of 0.1 degrees; then what nobody here needs.
        """
        flags, rest = _number(packet[:2]), packet[2:]
        last = not flags & _MORE_DATA
        sizes = [2 if last else 0, 2 if flags & _AVERAGE_SPEED else 0]
        sizes += [3 if flags & _DISTANCE else 0, 4 if flags & _INCLINE else 0]
        least = sum(sizes) + sum(size for flag, size in _OTHERS if flags & flag)
        if len(packet) < 2 or len(rest) < least:
            self.forget()
            return None
        at = sizes[0] + sizes[1]
        if flags & _DISTANCE:
            self._distance = _number(rest[at : at + 3])
        at += sizes[2]
        if flags & _INCLINE:
            tenths = int.from_bytes(rest[at : at + 2], "little", signed=True)
            self._incline = None if tenths == _NO_INCLINE else tenths / 10
        if not last:
            return None
        record = Belt(_number(rest[:2]) / 100, self._distance, self._incline)
        self.forget()
        return record

    def forget(self) -> None:
        """Leave a record that was begun: its rest is not to come any more."""
        self._distance = self._incline = None


def _number(some: bytes) -> int:
    return int.from_bytes(some, "little")
