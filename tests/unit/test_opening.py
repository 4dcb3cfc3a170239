"""A workspace opens on whatever is usable, and says at the start what is not, a line each and in one order."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.outward.status_file import idle_status
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.settings import Settings
from tests.support.stand_ins import TABLE


def test_each_fault_is_a_notice_and_something_usable_takes_its_place(tmp_path: Path) -> None:
    stages = tmp_path / "stages.toml"
    stages.write_text(TABLE.replace('run = "20s"', 'run = "20"'))
    paths.config_dir().mkdir(parents=True)
    paths.settings_file().write_text("broken")
    with Store.open(tmp_path / "data") as store:
        store.save(SessionRecord("a", datetime.now(UTC) + timedelta(days=400), "P", "1", 6, 6))
    workspace = workspace_on(stages, tmp_path / "data")
    try:
        table, error, settings, clock = workspace.notices
        assert table == f"{stages} has 1 error; using the table that comes with runwalk."
        assert "has no unit" in error
        assert "until you fix that, runwalk uses its usual settings." in settings
        assert "If the clock is wrong" in clock
        assert workspace.settings == Settings()
        assert workspace.problems == ()
    finally:
        workspace.close()


def test_without_a_log_there_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    with pytest.raises(StoreError):
        workspace_on(None, tmp_path)


def test_a_status_file_that_a_killed_program_left_is_ended_before_the_first_session(tmp_path: Path) -> None:
    file, now = tmp_path / "status.json", datetime.now(UTC)
    file.write_text(json.dumps({**idle_status(now), "state": "running", "phase": "run", "pid": 1}))
    paths.config_dir().mkdir(parents=True)
    paths.settings_file().write_text(f"[status]\nfile = {json.dumps(str(file))}\n")
    workspace = workspace_on(None, tmp_path / "data")
    try:
        assert workspace.claim() is None
    finally:
        workspace.close()
    assert json.loads(file.read_text())["state"] == "idle"
