"""A session that uses every field, and names for what the fixtures give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from runwalk_tui.history.store import Store
from runwalk_tui.session.records import PainMark, SessionRecord

MakeSession = Callable[..., SessionRecord]
OpenStore = Callable[..., Store]

BERLIN = timezone(timedelta(hours=1))
FULL_SESSION = SessionRecord(
    id="s0",
    started_at=datetime(2026, 1, 5, 7, 30, tzinfo=BERLIN),
    programme="ASTEROID run-walk",
    stage="4",
    reps_planned=10,
    reps_done=9,
    run_seconds=600,
    walk_seconds=900,
    active_seconds=1920,
    pain_before=3,
    pain_worst=4,
    pain_after=3,
    pain_morning=2,
    pain_marks=(PainMark(412.5, 4), PainMark(600, 3)),
    soreness=("left knee", "hip"),
    red_flags=("numbness",),
    stopped_for_pain=True,
    eased_to="3",
    felt_ready=False,
    effort=4,
    note="gently\ndownhill [bold] ‒ schön",
    rehearsal=True,
    source="log",
    updated_at=datetime(2026, 1, 6, 8, 0, tzinfo=BERLIN),
)
