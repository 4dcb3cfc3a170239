"""A process with a virtual radio in place of Bluetooth: a strap and a treadmill that come, go and come back.

`python tests/support/radio_child.py`; everything but the radio is the program's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from runwalk_tui.radio.child import main
from runwalk_tui.radio.radio import Near, Sensor
from tests.support.virtual_radio import VirtualRadio, VirtualSensor, virtual_link

STRAP, BELT = "F0:00:00:00:00:11", "F0:00:00:00:00:33"
SAYS_EVERY = 0.1
STAYS, AWAY = 1.5, 1.0
"""Seconds that both are there, and gone."""
SCAN = 0.1


class Gym:
    """A radio with a strap and a treadmill around it, from the first look on."""

    def __init__(self) -> None:
        self._radio: VirtualRadio | None = None
        self._life: asyncio.Task[None] | None = None

    async def near(self, seconds: float) -> tuple[Near, ...]:
        """As the protocol of `Radio` wants it."""
        if self._radio is None:
            link = virtual_link()
            self._radio = VirtualRadio(link)
            strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
            belt = VirtualSensor(link, BELT, "Belt", Sensor.BELT)
            self._life = asyncio.create_task(live(strap, belt))
        return await self._radio.near(min(seconds, SCAN))

    async def listen(self, device: Near, connected: Callable[[], None], heard: Callable[[bytes], None]) -> None:
        """As the protocol of `Radio` wants it."""
        assert self._radio is not None
        await self._radio.listen(device, connected, heard)


async def live(strap: VirtualSensor, belt: VirtualSensor) -> None:
    """Come, send 130 beats a minute and 9 km/h, go, and come back."""
    while True:
        await strap.come()
        await belt.come()
        end = asyncio.get_running_loop().time() + STAYS
        while asyncio.get_running_loop().time() < end:
            await strap.say(bytes([0x06, 130]))
            await belt.say(bytes.fromhex("0500e80300"))
            await belt.say(bytes.fromhex("00008403"))
            await asyncio.sleep(SAYS_EVERY)
        await strap.go()
        await belt.go()
        await asyncio.sleep(AWAY)


if __name__ == "__main__":
    main(Gym)
