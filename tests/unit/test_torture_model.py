"""What the torture model reads from a data folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from runwalk_tui.history import rescue
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.active_session import prepare, to_dict, to_record
from runwalk_tui.session.records import Log, Rating
from tests.support.rule_cases import shipped_table
from tests.support.torture_model import look

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_a_session_in_a_rescue_file_is_over_though_its_journal_is_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    table = shipped_table()
    stage = table.stages[0]
    saved, cut_off = (prepare(table, stage, stage.reps_min, AT.replace(hour=hour), rehearsal=False) for hour in (9, 12))
    with Store.open(data, at=AT, rescue_folders=(data,)) as store:
        for running in (saved, cut_off):
            Journal(store).begin(running.id, running.started_at, {}, to_dict(running))
    rescue.write(Log(sessions=(to_record(saved, Rating()),)), data, [data], AT)
    disk = look(data, tmp_path / "copy")
    assert (set(disk.history), set(disk.running), disk.listed) == ({saved.id}, {cut_off.id}, 1)
    assert look(data, tmp_path / "copy") == disk, "looking changes nothing"
