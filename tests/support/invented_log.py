"""A log that nobody ran: what the pictures and the snapshot tests show."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import CheckIn, Placement, SessionRecord
from runwalk_tui.workspace import Workspace

TODAY = datetime(2026, 1, 24, 18, 5, tzinfo=timezone(timedelta(hours=1)))


def invent(workspace: Workspace) -> None:
    """A log of three and a half weeks: a start at stage 3, a good week, a flare-up, a step back and on again."""
    begin = TODAY.replace(year=2025, month=12, day=29, hour=7, minute=30)
    workspace.store.place(Placement(begin - timedelta(days=2), "3", "run test"))
    # day, stage, planned, done, pains before, worst, after, next morning, soreness
    sessions = (
        (0, "3", 6, 6, 3, 4, 3, 3, ()),
        (2, "3", 9, 9, 3, 4, 3, 2, ()),
        (4, "3", 9, 9, 3, 3, 3, 3, ()),
        (7, "4", 6, 5, 3, 7, 5, 5, ()),
        (10, "3", 6, 6, 3, 3, 3, 2, ("left calf",)),
        (12, "3", 6, 6, 2, 3, 2, 2, ()),
        (14, "3", 9, 9, 2, 3, 2, 2, ()),
        (17, "3", 9, 9, 2, 2, 2, 2, ()),
        (19, "3", 9, 9, 2, 3, 2, 2, ()),
        (21, "3", 9, 9, 2, 2, 2, 1, ()),
        (23, "3", 9, 9, 2, 2, 2, 2, ()),
    )
    for number, (day, stage, planned, done, before, worst, after, morning, sore) in enumerate(sessions):
        run, walk = {"3": (45, 115), "4": (60, 90)}[stage]
        workspace.store.save(
            SessionRecord(
                id=f"00000000-0000-4000-8000-{number:012d}",
                started_at=begin + timedelta(days=day, minutes=7 * number % 40),
                programme=workspace.table.programme,
                stage=stage,
                reps_planned=planned,
                reps_done=done,
                run_seconds=done * run,
                walk_seconds=done * walk,
                active_seconds=done * (run + walk) + 420,
                pain_before=before,
                pain_worst=worst,
                pain_after=after,
                pain_morning=morning,
                soreness=sore,
                effort=4,
                felt_ready=True if number < len(sessions) - 1 else None,  # so that moving up is asked about
            )
        )
    workspace.store.remember("screening", Screening(begin - timedelta(days=2)).to_json())
    workspace.store.check_in(CheckIn(begin - timedelta(days=2), 38, 42, 64, 24, "climbing stairs", 4, 5))
