"""Stays with a strap or treadmill: finds it, listens, and when it is gone looks for it again, for as long as asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from runwalk_tui.radio.decoding import Belt, BeltRecords, HeartRate, heart_rate
from runwalk_tui.radio.radio import Near, Radio, RadioError, Sensor, UnusableRadioError

ANY = "any"
"""In the settings: whichever is near."""
SCAN = 5.0
"""Seconds of listening for who is near; straps and treadmills call at least once in two."""
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between one attempt and the next; the last one again and again."""


@dataclass(frozen=True, slots=True)
class Found:
    """There is a link, and values can come."""

    sensor: Sensor
    device: Near


@dataclass(frozen=True, slots=True)
class Lost:
    """The link is gone, and it is looked for again."""

    sensor: Sensor


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no link yet; said once until there is one, or the reason changes."""

    sensor: Sensor
    why: str
    """One line without a full stop."""
    unusable: bool = False
    """Whether it's Bluetooth itself that can't be used."""


Event = Found | Lost | NotFound | HeartRate | Belt

NOT_NEAR = {Sensor.HEART_RATE: "no strap is near", Sensor.BELT: "no treadmill is near"}
SEVERAL = {
    Sensor.HEART_RATE: "several straps are near; set the address of yours in Settings (runwalk radio lists them)",
    Sensor.BELT: "several treadmills are near; set the address of yours in Settings (runwalk radio lists them)",
}
ANOTHER = {
    Sensor.HEART_RATE: "the strap you used last isn't near; for another one, set its address in Settings",
    Sensor.BELT: "the treadmill you used last isn't near; for another one, set its address in Settings",
}
"""Said where others are near: one of them would be a guess, even if it's the only one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listened to."""

    sensor: Sensor
    wanted: str
    """An address, or ANY."""
    last: str = ""
    """The address of the one that was used last: with ANY no other one is taken. "" for none; the one near is taken."""


class Follower:
    """Follows what is wished for by one radio, several at once.

    Args:
        radio: what is listened with.
        tell: called with each event, on the loop.
        scan: seconds of each look around.
        pauses: seconds between two attempts, growing.
    """

    def __init__(
        self, radio: Radio, tell: Callable[[Event], None], *, scan: float = SCAN, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._radio = radio
        self._tell = tell
        self._scan = scan
        self._pauses = pauses
        self._looking = asyncio.Lock()
        """Two looks around at once disturb each other on some systems."""

    async def follow(self, *wishes: Wish) -> None:
        """Follow until cancelled; then every device is let go of."""
        async with asyncio.TaskGroup() as group:
            for wish in wishes:
                group.create_task(self._follow(wish))

    async def _follow(self, wish: Wish) -> None:
        tries, said = 0, ""
        while True:
            links: list[Near] = []
            try:
                await self._listen(await self._choose(wish), links)
            except RadioError as error:
                if not links and str(error) != said:
                    said = str(error)
                    self._tell(NotFound(wish.sensor, said, isinstance(error, UnusableRadioError)))
            if links:
                self._tell(Lost(wish.sensor))
                tries, said = 0, ""
                wish = Wish(wish.sensor, links[0].address)  # no other one from now on: that would be another heart
            await asyncio.sleep(self._pauses[min(tries, len(self._pauses) - 1)])
            tries += 1

    async def _listen(self, device: Near, links: list[Near]) -> None:
        """Listen to a device until it is lost; it is added to `links` once there is a link. Raises RadioError."""

        def connected() -> None:
            links.append(device)
            self._tell(Found(device.sensor, device))

        await self._radio.listen(device, connected, self._reader(device.sensor))

    async def _choose(self, wish: Wish) -> Near:
        """The device to listen to. Raises RadioError when none is near, or it would be a guess which one is theirs.

        One whose address is set is tried in any case: some don't call out what they offer.
        """
        async with self._looking:
            around = await self._radio.near(self._scan)
        near = [each for each in around if each.sensor is wish.sensor]
        if wish.wanted.lower() == ANY and wish.sensor is Sensor.HEART_RATE:
            # A treadmill may offer what its grips feel; that is no strap.
            treadmills = {each.address for each in around if each.sensor is Sensor.BELT}
            near = [each for each in near if each.address not in treadmills]
        wanted = wish.last if wish.wanted.lower() == ANY else wish.wanted
        if chosen := next((each for each in near if each.address.lower() == wanted.lower()), None):
            return chosen
        if wish.wanted.lower() != ANY:
            return Near(wish.wanted, "", wish.sensor)
        if not near:
            raise RadioError(NOT_NEAR[wish.sensor])
        if wish.last:
            raise RadioError(ANOTHER[wish.sensor])
        if len(near) > 1:
            raise RadioError(SEVERAL[wish.sensor])
        return near[0]

    def _reader(self, sensor: Sensor) -> Callable[[bytes], None]:
        """What takes the notifications of one link; a record that was begun on another one has no rest."""
        records = BeltRecords()

        def heard(packet: bytes) -> None:
            value = heart_rate(packet) if sensor is Sensor.HEART_RATE else records.take(packet)
            if value is not None and value.likely:
                self._tell(value)

        return heard
