"""What a strap and a treadmill measure while a session runs, on a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.session_words import measured_notes
from runwalk_tui.session.active_session import ActiveSession, from_dict, prepare, to_record
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.session.measured import Figures, Measured, Trace
from runwalk_tui.session.records import Rating
from tests.support.fakes import FakeCuePlayer, FakeInstruments, FakeJournal, HandClock, look_now

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TABLE: StageTable = parse_table(
    '[programme]\nname = "Short"\nwarm_up = "3s"\n[[stage]]\nid = "1"\nrun = "4s"\nwalk = "4s"\nreps = 2\n',
    "short.toml",
)


class Session:
    """A session under way with instruments."""

    def __init__(self, running: ActiveSession | None = None) -> None:
        self.clock, self.instruments, self.journal = HandClock(100.0), FakeInstruments(), FakeJournal()
        self.trace = Trace("here")
        self.controller = SessionController(
            running or prepare(TABLE, TABLE.stages[0], 2, AT),
            clock=self.clock,
            wall=lambda: AT,
            player=FakeCuePlayer(),
            journal=self.journal,
            cues=CueOptions(),
            instruments=self.instruments,
            trace=self.trace,
        )
        self._moments: AsyncIterator[Moment] = self.controller.watch()
        self.controller.start()

    async def look(self) -> None:
        await look_now(self.controller, self._moments)

    async def pass_seconds(self, seconds: int, figures: Figures) -> None:
        """So many seconds in which the same is measured."""
        self.instruments.now = figures
        for _ in range(seconds):
            self.clock.time += 1
            await self.look()

    @property
    def measured(self) -> Measured:
        return self.controller.running.measured


async def test_each_second_is_measured_once_however_often_it_is_looked_at() -> None:
    session = Session()
    await session.pass_seconds(2, Figures(bpm=120))
    await session.look()
    await session.look()
    assert session.measured == Measured(bpm_seconds=2, bpm_sum=240, bpm_most=120)


async def test_a_pause_measures_nothing() -> None:
    session = Session()
    await session.pass_seconds(1, Figures(bpm=120))
    session.controller.pause()
    await session.pass_seconds(3, Figures(bpm=180))
    assert session.measured.bpm_seconds == 1


async def test_seconds_without_a_strap_are_no_part_of_the_average() -> None:
    session = Session()
    await session.pass_seconds(1, Figures(bpm=120))
    await session.pass_seconds(4, Figures())
    await session.pass_seconds(1, Figures(bpm=140))
    record = to_record(session.controller.running, Rating())
    assert (record.heart_rate, record.heart_rate_max, record.belt_metres) == (130, 140, None)


async def test_the_speed_in_runs_is_that_of_the_runs_and_the_way_is_all_of_it() -> None:
    session = Session()
    await session.pass_seconds(2, Figures(speed=360))  # 1 m/s in the warm-up
    await session.pass_seconds(1, Figures())  # the look at the change
    await session.pass_seconds(3, Figures(speed=1080))  # 3 m/s in the run
    record = to_record(session.controller.running, Rating())
    assert (record.belt_metres, record.belt_speed, record.heart_rate) == (2 + 9, 10_800, None)


def test_a_belt_that_stands_is_no_part_of_the_speed_in_runs() -> None:
    measured = Measured()
    for speed in (800, 800, 0, 0, 0):
        measured = measured.with_second(Figures(speed=speed), running=True)
    assert (measured.belt_speed, measured.belt_metres) == (8000, 4)
    assert Measured().with_second(Figures(speed=0), running=True).belt_speed is None


async def test_the_journal_has_what_was_measured_by_then() -> None:
    session = Session()
    await session.pass_seconds(6, Figures(bpm=120, speed=800))
    kept = from_dict(session.journal.last)
    assert kept.measured.bpm_seconds >= 3
    session = Session(kept)
    await session.pass_seconds(1, Figures(bpm=120))
    assert session.measured.bpm_seconds == kept.measured.bpm_seconds + 1


async def test_the_trace_has_every_second_that_was_measured() -> None:
    session = Session()
    await session.pass_seconds(1, Figures(bpm=120))
    await session.pass_seconds(1, Figures())
    await session.pass_seconds(1, Figures(bpm=122, speed=500))
    assert session.trace.seconds == {1: Figures(bpm=120), 3: Figures(bpm=122, speed=500)}


def test_nothing_measured_is_nothing_in_the_record() -> None:
    record = to_record(prepare(TABLE, TABLE.stages[0], 2, AT), Rating())
    assert (record.heart_rate, record.heart_rate_max, record.belt_metres, record.belt_speed) == (None,) * 4
    assert measured_notes(record) == []


@given(
    st.lists(
        st.tuples(
            st.builds(Figures, st.none() | st.integers(25, 250), st.none() | st.integers(0, 4000)), st.booleans()
        ),
        max_size=60,
    )
)
def test_the_sums_say_the_same_as_all_the_figures(seconds: list[tuple[Figures, bool]]) -> None:
    measured = Measured()
    for figures, running in seconds:
        measured = measured.with_second(figures, running=running)
    beats = [figures.bpm for figures, _ in seconds if figures.bpm is not None]
    speeds = [(figures.speed, running) for figures, running in seconds if figures.speed is not None]
    assert measured.heart_rate_max == max(beats, default=None)
    assert measured.heart_rate == (round(sum(beats) / len(beats)) if beats else None)
    if speeds:
        assert measured.belt_metres == pytest.approx(sum(speed / 360 for speed, _ in speeds), abs=0.51)
    in_runs = [speed for speed, running in speeds if running and speed]
    if in_runs:
        assert measured.belt_speed == pytest.approx(10 * sum(in_runs) / len(in_runs), abs=0.51)
