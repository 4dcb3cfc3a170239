"""A whole session with a strap and a treadmill that come, go and come back: what they said is in the record."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("bumble", reason="virtual Bluetooth controllers are not installed here")

from runwalk_tui.programme.reader import parse_table
from runwalk_tui.radio.following import Wish
from runwalk_tui.radio.instruments import RadioInstruments
from runwalk_tui.radio.radio import Sensor
from runwalk_tui.session.active_session import prepare, to_record
from runwalk_tui.session.clock import SystemClock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.session.measured import Trace
from runwalk_tui.session.records import Rating
from tests.support.fakes import FakeCuePlayer, FakeJournal

ROOT = Path(__file__).parents[3]
TABLE = parse_table(
    '[programme]\nname = "Short"\n[[stage]]\nid = "1"\nrun = "3s"\nwalk = "1m"\nreps = 1\n', "short.toml"
)
AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
PATIENCE = 60.0
"""Seconds: a guard against hanging."""


@pytest.mark.slow("a session in real time, with a process of virtual controllers")
async def test_a_strap_and_a_belt_that_come_and_go_are_in_the_record() -> None:
    wishes = [Wish(Sensor.HEART_RATE, "any"), Wish(Sensor.BELT, "any")]
    remembered: dict[Sensor, str] = {}
    command = [sys.executable, str(ROOT / "tests" / "support" / "radio_child.py")]
    instruments, trace = RadioInstruments(wishes, remembered.update, command=command), Trace("here")
    news: list[str] = []
    controller = SessionController(
        prepare(TABLE, TABLE.stages[0], 1, AT),
        clock=SystemClock(),
        wall=lambda: AT,
        player=FakeCuePlayer(),
        journal=FakeJournal(),
        cues=CueOptions(),
        instruments=instruments,
        trace=trace,
    )
    instruments.start()
    async with asyncio.timeout(PATIENCE):
        while instruments.figures().bpm is None or instruments.figures().speed is None:
            await asyncio.sleep(0.05)
        controller.start()
        async for _ in controller.watch():
            news += instruments.news()
            if sum("is back" in line for line in news) >= 2 and instruments.figures().bpm is not None:
                controller.finish()
    instruments.close()
    record = to_record(controller.running, Rating())
    assert (record.heart_rate, record.heart_rate_max) == (130, 130)
    assert record.belt_speed == 9000
    assert record.belt_metres is not None
    assert record.belt_metres > 0
    assert sum("out of reach" in line for line in news) >= 2
    assert remembered == {Sensor.HEART_RATE: "F0:00:00:00:00:11", Sensor.BELT: "F0:00:00:00:00:33"}
    assert {figures.bpm for figures in trace.seconds.values()} <= {130, None}
