"""Every stage of every programme that ships, run by the timer to its last second, and as an audio file."""

from __future__ import annotations

import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.exports.soundtrack import render
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import Act, Stage, StageTable
from runwalk_tui.session.active_session import ActiveSession, prepare, prepare_companion, to_record
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import State
from runwalk_tui.session.cues import CueName, CueOptions
from runwalk_tui.session.records import Rating, SessionKind
from runwalk_tui.settings import AudioSettings
from runwalk_tui.table_in_use import load_table
from tests.support.fakes import FakeCuePlayer, FakeJournal, HandClock

BEGAN = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
LOOK = 9.0
"""Seconds between two looks at the clock: less than what is taken for nobody watching."""


def ready(table: StageTable, stage: Stage, *, companion: bool) -> ActiveSession:
    return prepare_companion(table, stage, BEGAN) if companion else prepare(table, stage, table.full(stage), BEGAN)


def run_to_the_end(running: ActiveSession) -> tuple[ActiveSession, list[str]]:
    """Let the time of a session pass, and nothing else happen; what was run, and the cues from its start."""
    clock, player = HandClock(1000.0), FakeCuePlayer()
    controller = SessionController(
        running,
        lower=(),
        clock=clock,
        wall=lambda: BEGAN + timedelta(seconds=clock.time - 1000),
        player=player,
        journal=FakeJournal(),
        cues=CueOptions(),
    )
    controller.start()
    cues = [cue.name for cue in player.cues]
    while controller.moment().state is not State.FINISHED:
        clock.time += LOOK
    return controller.running, cues


@pytest.mark.parametrize("name", SHIPPED)
def test_each_stage_is_run_to_its_end_and_counts_in_full(name: str) -> None:
    table, companion = load_table(paths.shipped_programme(name)), SHIPPED[name].companion
    for stage in table.stages:
        reps = table.full(stage)
        over, cues = run_to_the_end(ready(table, stage, companion=companion))
        record = to_record(over, Rating())
        assert cues[-1] is CueName.FINISHED
        assert record.programme == table.programme
        assert record.active_seconds == stage.total_seconds(reps)
        if companion:
            assert (record.kind, record.run_seconds, record.walk_seconds) == (SessionKind.COMPANION, 0, 0)
            continue
        assert (record.reps_done, record.reps_planned) == (reps, reps)
        assert record.completed
        phases = [phase for phase in plan_session(table, stage, reps).phases if phase.interval]
        assert record.run_seconds == sum(phase.seconds for phase in phases if phase.act is Act.RUN)
        assert record.walk_seconds == sum(phase.seconds for phase in phases if phase.act is Act.WALK)


@pytest.mark.slow("renders a session of each programme")
@pytest.mark.parametrize("name", SHIPPED)
def test_the_shortest_session_becomes_an_audio_file(name: str, tmp_path: Path) -> None:
    table = load_table(paths.shipped_programme(name))
    plan = plan_session(table, min(table.stages, key=lambda each: each.total_seconds(1)), 1)
    out = tmp_path / "short.wav"
    render(plan, AudioSettings(), paths.shipped_sounds(), out)
    with wave.open(str(out)) as sound:
        assert sound.getnframes() / sound.getframerate() >= plan.total
