"""A clock that cannot be right is named at the start; travel is no reason for that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from runwalk_tui.clock_check import clock_problem
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.session.records import CheckIn, Clearance, Log, Placement, SessionRecord

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
AHEAD = NOW + timedelta(hours=1)
SESSION = SessionRecord("a", NOW - timedelta(days=2), "P", "1", 6, 6)


@pytest.mark.parametrize(
    "log",
    [
        Log(sessions=(SessionRecord("b", AHEAD, "P", "1", 6, 6),)),
        Log(sessions=(SessionRecord("b", NOW - timedelta(days=1), "P", "1", 6, 6, updated_at=AHEAD),)),
        Log(placements=(Placement(AHEAD, "1"),)),
        Log(checkins=(CheckIn(AHEAD, 1, 1, 1),)),
        Log(clearances=(Clearance(AHEAD),)),
    ],
    ids=["session", "change", "placement", "check-in", "clearance"],
)
def test_whatever_is_still_to_come_is_named_with_both_times(log: Log) -> None:
    said = str(clock_problem(log, NOW))
    assert "clock says Monday 5 January 2026, 12:00" in said
    assert "an entry from Monday 5 January 2026, 13:00" in said


def test_a_log_of_the_past_says_nothing() -> None:
    assert clock_problem(Log(), NOW) is None
    assert clock_problem(Log(sessions=(SESSION,), placements=(Placement(NOW, "1"),)), NOW) is None


def test_a_flight_to_the_west_is_no_wrong_clock() -> None:
    tokyo, lima = timezone(timedelta(hours=9)), timezone(timedelta(hours=-5))
    evening = SessionRecord("a", datetime(2026, 1, 5, 19, 0, tzinfo=tokyo), "P", "1", 6, 6)
    landed = datetime(2026, 1, 5, 8, 0, tzinfo=lima)
    assert landed.replace(tzinfo=None) < evening.started_at.replace(tzinfo=None)
    assert clock_problem(Log(sessions=(evening,)), landed) is None


def test_the_app_says_so_at_its_start(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data") as store:
        store.save(SessionRecord("a", datetime.now(UTC) + timedelta(days=400), "P", "1", 6, 6))
    workspace = workspace_on(None, tmp_path / "data")
    try:
        assert any("If the clock is wrong, fix it" in notice for notice in workspace.notices)
    finally:
        workspace.close()
