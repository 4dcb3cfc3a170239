"""What was measured in a session is kept: in the log, by the journal when it was cut off, and in the file after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.exports.csv_file import to_csv
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.keeping import export_after, finish
from runwalk_tui.radio.radio import Sensor
from runwalk_tui.radio.wanted import LAST_USED
from runwalk_tui.review.session_words import measured_notes
from runwalk_tui.session.active_session import from_dict, to_record
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.measured import Figures
from runwalk_tui.session.records import Rating
from runwalk_tui.settings import AfterSession, RadioSettings, Settings
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakeCuePlayer, FakeInstruments, HandClock, look_now
from tests.support.stand_ins import make_workspace
from tests.support.story_time import HANG_GUARD


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


async def run_for(workspace: Workspace, seconds: int) -> SessionController:
    """A session of which so many seconds are done, each with 130 beats a minute and 9 km/h."""
    instruments, clock = FakeInstruments(), HandClock()
    instruments.now = Figures(130, 900)
    workspace.measure_with = lambda: instruments
    controller = workspace.controller(
        workspace.table.stage("1"), 2, clock=clock, player=FakeCuePlayer(), rehearsal=False
    )
    moments = controller.watch()
    controller.start()
    for _ in range(seconds):
        clock.time += 1
        await look_now(controller, moments)
    return controller


async def test_it_is_in_the_log_and_everywhere_the_log_goes(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    controller = await run_for(workspace, 20)
    kept = finish(workspace, controller.running, Rating())
    assert kept.problem is None
    (session,) = workspace.log().sessions
    assert (session.heart_rate, session.heart_rate_max, session.belt_metres, session.belt_speed) == (130, 130, 50, 9000)
    assert from_json(to_json(workspace.log())).sessions == (session,)
    assert to_csv(workspace.log()).splitlines()[-1].endswith(",130,130,50,9000")
    assert measured_notes(session) == ["Heart rate: 130 on average, 130 at most", "Belt: 50 m, 9.0 km/h in runs"]
    workspace.close()


async def test_a_session_that_is_cut_off_keeps_it(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    await run_for(workspace, 20)
    workspace.close()
    again = make_workspace(tmp_path)
    found = Journal(again.store).unfinished()
    assert found is not None
    record = to_record(from_dict(found.last), Rating())
    assert record.heart_rate == 130
    assert record.belt_metres is not None
    assert record.belt_metres >= 37  # five seconds are the most that is lost
    again.close()


async def test_the_file_after_the_session_has_it_second_by_second_and_so_has_the_corrected_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    workspace.settings = Settings(after_session=AfterSession("tcx", str(tmp_path)))
    controller = await run_for(workspace, 20)
    controller.end()
    kept = finish(workspace, controller.running, Rating())
    for record in (kept.record, replace(kept.record, effort=4)):
        export_after(workspace, record, controller.running)
        workspace.session_files.wait(HANG_GUARD)
        assert workspace.session_files.problems() == ()
        (file,) = tmp_path.glob("*.tcx")
        text = file.read_text()
        assert text.count("<HeartRateBpm>") == 20
        assert "<DistanceMeters>50.0</DistanceMeters>" in text
        file.unlink()
    assert workspace.trace_of("another") == {}
    workspace.close()


def test_the_strap_that_was_used_last_is_remembered(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    workspace.reliable_store.remember(LAST_USED[Sensor.HEART_RATE], "AA")
    workspace.close()
    again = make_workspace(tmp_path)
    again.settings = Settings(radio=RadioSettings("any"))
    assert again.measure_with() is not None
    assert again.reliable_store.recall(LAST_USED[Sensor.HEART_RATE]) == "AA"
    again.close()
