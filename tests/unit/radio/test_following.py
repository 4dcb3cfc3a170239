"""A strap and a treadmill that come, go and come back, on virtual controllers with the real protocol between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

pytest.importorskip("bumble", reason="virtual Bluetooth controllers are not installed here")

from bumble.link import LocalLink

from runwalk_tui.radio.decoding import Belt, HeartRate
from runwalk_tui.radio.following import Event, Follower, Found, Lost, NotFound, Wish
from runwalk_tui.radio.radio import Near, Sensor
from tests.support.virtual_radio import VirtualRadio, VirtualSensor, virtual_link

STRAP, OTHER_STRAP, BELT = "F0:00:00:00:00:11", "F0:00:00:00:00:22", "F0:00:00:00:00:33"
PATIENCE = 30.0
"""Seconds: a guard against hanging."""


class Told:
    """What a follower told, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._more = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self._more.set()

    async def until(self, *wanted: Callable[[Event], bool]) -> None:
        """Wait until each has come true of an event, in this order, from now on."""
        at = 0
        for each in wanted:
            while not any(map(each, self.events[at:])):
                self._more.clear()
                await asyncio.wait_for(self._more.wait(), PATIENCE)
            at += next(place for place, event in enumerate(self.events[at:]) if each(event)) + 1
        del self.events[:at]


def found(address: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Found) and event.device.address == address


def lost(sensor: Sensor) -> Callable[[Event], bool]:
    return lambda event: event == Lost(sensor)


def is_value(value: HeartRate | Belt) -> Callable[[Event], bool]:
    return lambda event: event == value


@asynccontextmanager
async def following(link: LocalLink, *wishes: Wish) -> AsyncIterator[Told]:
    told = Told()
    follower = Follower(VirtualRadio(link), told, scan=0.15, pauses=(0.05,))
    task = asyncio.create_task(follower.follow(*wishes))
    try:
        yield told
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def any_strap(last: str = "") -> Wish:
    return Wish(Sensor.HEART_RATE, "any", last)


async def test_a_strap_that_is_near_is_found_and_heard() -> None:
    link = virtual_link()
    strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
    await strap.come()
    async with following(link, any_strap()) as told:
        await told.until(found(STRAP))
        await strap.say(bytes([0x00, 131]))
        await told.until(is_value(HeartRate(131)))


async def test_a_strap_and_a_belt_come_go_and_come_back() -> None:
    link = virtual_link()
    strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
    belt = VirtualSensor(link, BELT, "Belt", Sensor.BELT)
    async with following(link, any_strap(), Wish(Sensor.BELT, BELT.lower())) as told:
        await told.until(lambda event: event == NotFound(Sensor.HEART_RATE, "no strap is near"))
        await strap.come()
        await belt.come()
        await told.until(lambda event: isinstance(event, Found), lambda event: isinstance(event, Found))
        await belt.say(bytes.fromhex("0500e80300"))
        await belt.say(bytes.fromhex("00005203"))
        await told.until(is_value(Belt(8.5, 1000)))
        await strap.go()
        await told.until(lost(Sensor.HEART_RATE))
        await belt.say(bytes.fromhex("00005303"))
        await told.until(is_value(Belt(8.51)))
        await strap.come()
        await told.until(found(STRAP))
        await strap.say(bytes([0x00, 140]))
        await told.until(is_value(HeartRate(140)))


async def test_a_record_that_was_cut_by_the_loss_of_the_link_is_not_put_together_with_the_next_one() -> None:
    link = virtual_link()
    belt = VirtualSensor(link, BELT, "Belt", Sensor.BELT)
    await belt.come()
    async with following(link, Wish(Sensor.BELT, "any")) as told:
        await told.until(found(BELT))
        await belt.say(bytes.fromhex("0500e80300"))
        await belt.go()
        await told.until(lost(Sensor.BELT))
        await belt.come()
        await told.until(found(BELT))
        await belt.say(bytes.fromhex("00005203"))
        await told.until(is_value(Belt(8.5)))


async def test_with_two_straps_near_it_is_no_guess_whose_heart_it_is() -> None:
    link = virtual_link()
    mine = VirtualSensor(link, STRAP, "Mine", Sensor.HEART_RATE)
    theirs = VirtualSensor(link, OTHER_STRAP, "Theirs", Sensor.HEART_RATE)
    await mine.come()
    await theirs.come()
    async with following(link, any_strap()) as told:
        await told.until(lambda event: isinstance(event, NotFound) and "several straps" in event.why)
    async with following(link, any_strap(last=STRAP)) as told:
        await told.until(found(STRAP))


@pytest.mark.parametrize("wish", [any_strap(), Wish(Sensor.HEART_RATE, STRAP)])
async def test_once_a_strap_was_heard_no_other_one_is_taken_for_it(wish: Wish) -> None:
    link = virtual_link()
    mine = VirtualSensor(link, STRAP, "Mine", Sensor.HEART_RATE)
    theirs = VirtualSensor(link, OTHER_STRAP, "Theirs", Sensor.HEART_RATE)
    await mine.come()
    async with following(link, wish) as told:
        await told.until(found(STRAP))
        await mine.go()
        await theirs.come()
        await told.until(lost(Sensor.HEART_RATE))
        await asyncio.sleep(0.5)  # some looks around
        await mine.come()
        await told.until(lambda event: isinstance(event, Found))
        await mine.say(bytes([0x00, 131]))
        await told.until(is_value(HeartRate(131)))
        assert not theirs.written


async def test_the_grips_of_a_treadmill_are_no_strap() -> None:
    class Gym(VirtualRadio):
        async def near(self, seconds: float) -> tuple[Near, ...]:
            grips = Near(BELT, "Run 700", Sensor.HEART_RATE), Near(BELT, "Run 700", Sensor.BELT)
            return (*await super().near(seconds), *grips)

    link = virtual_link()
    strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
    events: list[Event] = []
    follower = Follower(Gym(link), events.append, scan=0.15, pauses=(0.05,))
    task = asyncio.create_task(follower.follow(any_strap()))
    while not events:
        await asyncio.sleep(0.05)
    await strap.come()
    while len(events) < 2:
        await asyncio.sleep(0.05)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert events[0] == NotFound(Sensor.HEART_RATE, "no strap is near")
    assert found(STRAP)(events[1])


async def test_a_strap_that_was_never_used_is_not_taken_for_the_one_that_was() -> None:
    link = virtual_link()
    theirs = VirtualSensor(link, OTHER_STRAP, "Theirs", Sensor.HEART_RATE)
    await theirs.come()
    async with following(link, any_strap(last=STRAP)) as told:
        await told.until(lambda event: isinstance(event, NotFound) and "you used last isn't near" in event.why)
        assert not theirs.written


async def test_an_address_that_is_set_is_tried_though_nobody_calls_by_it_yet() -> None:
    link = virtual_link()
    theirs = VirtualSensor(link, OTHER_STRAP, "Theirs", Sensor.HEART_RATE)
    mine = VirtualSensor(link, STRAP, "Mine", Sensor.HEART_RATE)
    await theirs.come()
    async with following(link, Wish(Sensor.HEART_RATE, STRAP)) as told:
        await mine.come()
        await told.until(found(STRAP))
        await theirs.say(bytes([0x00, 180]))
        await mine.say(bytes([0x00, 131]))
        await told.until(lambda event: isinstance(event, HeartRate))
        await mine.say(bytes([0x00, 132]))
        await told.until(is_value(HeartRate(132)))


async def test_what_no_strap_can_mean_is_not_told_and_ends_nothing() -> None:
    link = virtual_link()
    strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
    await strap.come()
    async with following(link, any_strap()) as told:
        await told.until(found(STRAP))
        for packet in (b"", b"\x01", bytes(20), bytes([0x00, 0]), bytes([0x04, 90]), bytes([0x00, 132])):
            await strap.say(packet)
        await told.until(lambda event: isinstance(event, HeartRate))
        assert told.events == []
        await strap.say(bytes([0x00, 133]))
        await told.until(is_value(HeartRate(133)))


async def test_nothing_is_ever_written_but_the_wish_for_notifications() -> None:
    link = virtual_link()
    strap = VirtualSensor(link, STRAP, "Strap", Sensor.HEART_RATE)
    belt = VirtualSensor(link, BELT, "Belt", Sensor.BELT)
    await strap.come()
    await belt.come()
    async with following(link, any_strap(), Wish(Sensor.BELT, "any")) as told:
        await told.until(lambda event: isinstance(event, Found), lambda event: isinstance(event, Found))
        await belt.say(bytes.fromhex("00005203"))
        await told.until(is_value(Belt(8.5)))
    for sensor in (strap, belt):
        assert sensor.written
        assert {handle for _, handle in sensor.written} <= sensor.subscriptions
