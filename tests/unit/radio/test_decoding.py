"""What a strap and a treadmill say, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.radio.decoding import Belt, BeltRecords, HeartRate, heart_rate


def sent(text: str) -> bytes:
    return bytes.fromhex(text)


@pytest.mark.parametrize(
    ("packet", "meant"),
    [
        ("00 48", HeartRate(72)),
        ("01 48 00", HeartRate(72)),
        ("01 2c 01", HeartRate(300)),
        ("04 50", HeartRate(80, contact=False)),
        ("06 50", HeartRate(80, contact=True)),
        ("02 50", HeartRate(80)),  # it can't tell, so the bit for skin means nothing
        ("0e 83 10 01", HeartRate(131, contact=True, energy=272)),
        ("10 3c 00 04", HeartRate(60, rr=(1.0,))),
        ("10 3c", HeartRate(60)),  # no beat since the last one
        ("10 48 00", HeartRate(72)),  # half an interval
        ("10 48 00 04 00", HeartRate(72, rr=(1.0,))),  # one and a half
        ("00 83 00", HeartRate(131)),  # a byte that no flag tells of
        ("20 83 01 02", HeartRate(131)),  # a flag that is kept for later
        ("1f 2c 01 02 00 00 02 00 04", HeartRate(300, contact=True, energy=2, rr=(0.5, 1.0))),
    ],
)
def test_a_strap_is_understood(packet: str, meant: HeartRate) -> None:
    assert heart_rate(sent(packet)) == meant


@pytest.mark.parametrize(
    "packet",
    [
        "",
        "00",
        "01 48",  # the second byte of the rate is missing
        "08 48 01",  # half an energy
    ],
)
def test_a_strap_that_sends_something_else_has_said_nothing(packet: str) -> None:
    assert heart_rate(sent(packet)) is None


@pytest.mark.parametrize(
    ("value", "likely"),
    [
        (HeartRate(0), False),
        (HeartRate(24), False),
        (HeartRate(25), True),
        (HeartRate(250), True),
        (HeartRate(251), False),
        (HeartRate(80, contact=False), False),
        (HeartRate(80, contact=True), True),
    ],
)
def test_a_strap_in_a_drawer_is_nobodys_heart(value: HeartRate, likely: bool) -> None:
    assert value.likely is likely


@pytest.mark.parametrize(
    ("packet", "meant"),
    [
        ("00 00 52 03", Belt(8.5)),
        ("00 00 00 00", Belt(0.0)),
        ("02 00 52 03 20 03", Belt(8.5)),  # and an average
        ("04 00 52 03 e8 03 00", Belt(8.5, distance_m=1000)),
        ("04 00 52 03 00 00 01", Belt(8.5, distance_m=65_536)),
        ("08 00 52 03 0f 00 00 00", Belt(8.5, incline=1.5)),
        ("08 00 52 03 f6 ff 00 00", Belt(8.5, incline=-1.0)),
        ("08 00 52 03 ff 7f ff 7f", Belt(8.5)),  # no incline to tell
        ("0e 00 52 03 20 03 e8 03 00 0a 00 00 00", Belt(8.5, 1000, 1.0)),
        ("84 04 52 03 e8 03 00 2c 00 ff ff ff 3c 00", Belt(8.5, 1000)),  # energy and time, which nobody needs
        ("20 00 52 03 07", Belt(8.5)),  # a pace of one byte
        ("20 00 52 03 07 00", Belt(8.5)),  # and of two
        ("04 20 52 03 e8 03 00 09 09", Belt(8.5, 1000)),  # a flag of the maker's own
    ],
)
def test_a_treadmill_is_understood(packet: str, meant: Belt) -> None:
    assert BeltRecords().take(sent(packet)) == meant


@pytest.mark.parametrize(
    "packet",
    ["", "00", "00 00", "00 00 52", "02 00 52 03", "04 00 52 03 e8 03", "08 00 52 03 0f 00", "80 00 52 03 01 02"],
)
def test_a_treadmill_that_breaks_off_has_said_nothing(packet: str) -> None:
    assert BeltRecords().take(sent(packet)) is None


def test_a_record_in_two_parts_is_put_together() -> None:
    records = BeltRecords()
    assert records.take(sent("05 00 e8 03 00")) is None
    assert records.take(sent("08 00 52 03 0a 00 00 00")) == Belt(8.5, 1000, 1.0)


def test_a_record_in_three_parts_is_put_together() -> None:
    records = BeltRecords()
    assert records.take(sent("05 00 e8 03 00")) is None
    assert records.take(sent("09 00 0a 00 00 00")) is None
    assert records.take(sent("00 00 52 03")) == Belt(8.5, 1000, 1.0)


def test_a_part_is_used_once() -> None:
    records = BeltRecords()
    records.take(sent("05 00 e8 03 00"))
    records.take(sent("00 00 52 03"))
    assert records.take(sent("00 00 53 03")) == Belt(8.51)


def test_after_a_part_that_cannot_be_read_nothing_is_left_of_the_record() -> None:
    records = BeltRecords()
    records.take(sent("05 00 e8 03 00"))
    records.take(sent("05 00 e8"))
    assert records.take(sent("00 00 52 03")) == Belt(8.5)


def test_a_belt_faster_than_any_is_not_believed() -> None:
    assert Belt(40.0).likely
    assert not Belt(40.01).likely


@given(st.binary(max_size=64))
def test_any_bytes_are_a_heart_rate_or_nothing(packet: bytes) -> None:
    value = heart_rate(packet)
    assert value is None or (0 <= value.bpm <= 65_535 and all(0 <= each < 64 for each in value.rr))


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_any_bytes_are_a_belt_or_nothing(packets: list[bytes]) -> None:
    records = BeltRecords()
    for packet in packets:
        value = records.take(packet)
        assert value is None or 0 <= value.speed_kmh <= 655.35
        assert value is None or value.distance_m is None or 0 <= value.distance_m < 2**24


@given(
    st.integers(0, 65_535),
    st.none() | st.integers(0, 2**24 - 1),
    st.none() | st.integers(-32_768, 32_766),
    st.booleans(),
)
def test_what_a_treadmill_has_written_is_read_back(
    speed: int, distance: int | None, incline: int | None, split: bool
) -> None:
    flags = (0 if distance is None else 4) | (0 if incline is None else 8)
    rest = b"" if distance is None else distance.to_bytes(3, "little")
    rest += b"" if incline is None else incline.to_bytes(2, "little", signed=True) + bytes(2)
    now = speed.to_bytes(2, "little")
    packets = [(flags | 1).to_bytes(2, "little") + rest, b"\0\0" + now] if split else []
    records = BeltRecords()
    said = [records.take(each) for each in packets or [flags.to_bytes(2, "little") + now + rest]]
    assert said[-1] == Belt(speed / 100, distance, None if incline is None else incline / 10)
