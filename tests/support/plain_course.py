"""Sessions of a plain course, day by day, on a table of four stages: for tests of the figures behind the charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from runwalk_tui.programme.stage import Kind, Stage, StageTable, Step
from runwalk_tui.session.records import SessionRecord

MONDAY = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
TABLE = StageTable(
    "P", tuple(Stage(id=name, steps=(Step(Kind.RUN, 60), Step(Kind.WALK, 90))) for name in ("1", "2", "3", "4"))
)


def session(day: int = 0, **given: object) -> SessionRecord:
    """A full session at stage 2 without a rating, so many days after the first Monday."""
    plain = SessionRecord(
        f"s{day}-{len(given)}", MONDAY + timedelta(days=day), "P", "2", reps_planned=6, reps_done=6, run_seconds=360
    )
    return replace(plain, **given)  # type: ignore[arg-type] # the fields of a record, by name


def rated_session(day: int = 0, **given: object) -> SessionRecord:
    """The same with a rating that makes nothing of it."""
    return session(day, **{"pain_before": 2, "pain_worst": 3, "pain_after": 2, "pain_morning": 2, **given})
