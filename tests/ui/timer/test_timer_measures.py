"""Heart rate and belt on the timer: figures of now or none, and what there is to say about them once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from runwalk_tui.programme.plan import SessionPlan
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.measured import Figures
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.timer.lines import totals
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.fakes import FakeInstruments
from tests.support.phases import laid_out
from tests.support.stand_ins import Stage
from tests.support.timer_pilot import begin, lines_of, stage_with_a_runner
from tests.support.waiting import settle

WIDE = (100, 30)


def measured_by(folder: Path) -> tuple[Stage, FakeInstruments]:
    stage, instruments = stage_with_a_runner(folder), FakeInstruments()
    stage.workspace.measure_with = lambda: instruments
    return stage, instruments


async def drawn(stage: Stage, pilot: Pilot[None], timer: TimerScreen) -> str:
    """What is on the screen after one more look."""
    timer.show_measured()
    await settle(pilot)
    return "\n".join(lines_of(timer))


async def test_heart_rate_and_speed_are_shown_while_they_are_fresh(tmp_path: Path) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        assert instruments.state == "started"
        instruments.now = Figures(131, 850)
        assert "131 bpm  ·  8.5 km/h" in await drawn(stage, pilot, timer)
        instruments.now = Figures(speed=850)
        text = await drawn(stage, pilot, timer)
        assert "bpm" not in text
        assert "8.5 km/h" in text
        await stage.press(pilot, "space")
        instruments.now = Figures()
        assert "km/h" not in await drawn(stage, pilot, timer)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "2:40 left · ends 12:02 · 131 bpm · 8.5 km/h · muted"),
        (45, "2:40 left · ends 12:02 · 131 bpm · 8.5 km/h"),
        (40, "2:40 left · ends 12:02 · 131 bpm"),
        (30, "2:40 left · ends 12:02"),
        (25, "2:40 left · ends 12:02"),
    ],
)
def test_where_there_is_little_room_what_an_ear_notices_goes_before_the_figures(width: int, shown: str) -> None:
    plan = SessionPlan("Test", "1", 1, laid_out([(Kind.WARM_UP, 160, 0)]))
    countdown = Countdown(plan)
    countdown.start(0)
    told = totals(countdown.moment(0), "12:02", ["muted", "131 bpm", "8.5 km/h"], width, ascii=False)
    assert sorted(map(str.strip, told.split("·"))) == sorted(shown.split(" · "))


@pytest.mark.slow("a screen of its own for one marker")
@pytest.mark.parametrize("size", [(100, 30), (40, 12)], ids=["wide", "small"])
async def test_that_a_strap_has_gone_stays_on_the_line_until_it_is_back(tmp_path: Path, size: tuple[int, int]) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=size) as pilot:
        timer = await begin(stage, pilot)
        instruments.now = Figures(131)
        await stage.go(pilot, 12)  # a small screen has the keys there at first
        assert "131 bpm" in await drawn(stage, pilot, timer)
        instruments.now = Figures()
        await stage.go(pilot, 3)
        assert "heart" not in await drawn(stage, pilot, timer)
        await stage.go(pilot, 4)
        assert "no heart rate" in await drawn(stage, pilot, timer)
        instruments.now = Figures(132)
        text = await drawn(stage, pilot, timer)
        assert ("132 bpm" in text, "no heart rate" in text) == (True, False)


@pytest.mark.slow("a screen of its own for one sentence")
async def test_a_strap_that_is_lost_is_said_once(tmp_path: Path) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        instruments.said = ["The heart rate strap is out of reach; runwalk keeps looking for it."]
        assert "keeps looking for it" in await drawn(stage, pilot, timer)
        assert instruments.said == []


@pytest.mark.slow("a screen of its own for one sentence")
async def test_why_nothing_is_measured_is_said(tmp_path: Path) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        instruments.trouble = Problem("Bluetooth keeps failing here.")
        assert "Bluetooth keeps failing here." in await drawn(stage, pilot, timer)


async def test_a_belt_that_stops_in_a_run_only_asks(tmp_path: Path) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        instruments.now = Figures(speed=850)
        await stage.go(pilot, 12)  # the warm-up, and 2 s of the run
        instruments.now = Figures(speed=0)
        await stage.go(pilot, 8)
        assert "belt" not in await drawn(stage, pilot, timer)
        await stage.go(pilot, 6)
        assert "The belt has stopped. Pause? Space pauses." in await drawn(stage, pilot, timer)
        before = timer.controller.second()
        await stage.go(pilot, 2)
        assert timer.controller.second() == before + 2


@pytest.mark.slow("a screen of its own for one sentence")
async def test_the_session_keeps_what_was_measured(tmp_path: Path) -> None:
    stage, instruments = measured_by(tmp_path)
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        instruments.now = Figures(131, 850)
        await stage.go(pilot, 8)
        assert timer.controller.running.measured.heart_rate == 131
        await stage.press(pilot, "q", "d")
        assert instruments.state == "closed"


@pytest.mark.slow("a screen of its own for one sentence")
async def test_a_rehearsal_measures_nothing(tmp_path: Path) -> None:
    whole = stage_with_a_runner(tmp_path)
    stage, instruments = Stage(whole.workspace, speed=10.0), FakeInstruments()
    stage.workspace.measure_with = lambda: instruments
    async with stage.app.run_test(size=WIDE) as pilot:
        timer = await begin(stage, pilot)
        assert timer.controller.instruments is None
        assert instruments.state == "new"
