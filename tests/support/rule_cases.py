"""Sessions, placements and the shipped stages by hand, and one way to ask the rule about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from runwalk_tui.programme.stage import Act, Policy, Source, Stage, StageTable, Step
from runwalk_tui.session.records import Clearance, Log, Placement, SessionRecord

Rule = Callable[[StageTable, Log, date], dict[str, Any]]
"""A table, a log and a day become the fields that `rule_oracle.FIELDS` names."""
Event = SessionRecord | Placement

PROGRAMME = "ASTEROID run-walk"
MONDAY = date(2026, 1, 5)
"""The first day of the examples."""

_RUN_AND_WALK = (
    (15, 120),
    (30, 120),
    (45, 115),
    (60, 90),
    (75, 75),
    (90, 60),
    (105, 60),
    (120, 45),
    (135, 45),
    (150, 45),
    (165, 30),
    (180, 30),
    (180, 15),
)


def shipped_table(**policy: Any) -> StageTable:
    """The 13 stages of the programme that ships; keywords change figures of its policy."""
    stages = tuple(
        Stage(
            id=str(number),
            steps=(Step(Act.RUN, run), Step(Act.WALK, walk)),
            source=Source.INTERPOLATED if 7 <= number <= 12 else Source.SECONDARY,
            warm_up=300,
            cool_down=120,
        )
        for number, (run, walk) in enumerate(_RUN_AND_WALK, start=1)
    )
    return StageTable(PROGRAMME, stages, Policy(**policy), sessions_per_week=3, session_limit=1800)


def day(number: int) -> date:
    """A day of the examples, counted from their first Monday, which is 0."""
    return MONDAY + timedelta(days=number)


def at(number: int, hour: int = 7, minute: int = 0) -> datetime:
    """A time on a day of the examples."""
    return datetime(2026, 1, 5, hour, minute, tzinfo=UTC) + timedelta(days=number)


def placed(number: int, stage: str = "4", hour: int = 6) -> Placement:
    """A placement on a day of the examples, early enough to come before its session."""
    return Placement(at(number, hour), stage)


def run(number: int, stage: str = "4", reps: int = 10, **fields: Any) -> SessionRecord:
    """A session on a day of the examples, done as planned and tolerated unless `fields` say otherwise."""
    values: dict[str, Any] = {
        "id": f"day-{number}",
        "started_at": at(number),
        "programme": PROGRAMME,
        "stage": stage,
        "reps_planned": reps,
        "reps_done": reps,
        "pain_before": 3,
        "pain_worst": 3,
        "pain_after": 3,
    }
    return SessionRecord(**(values | fields))


def rated(pains: str) -> dict[str, Any]:
    """The four pains of a session as the examples write them, before/worst/after/morning: "3/7/6/-"."""
    names = ("pain_before", "pain_worst", "pain_after", "pain_morning")
    return {name: None if pain == "-" else int(pain) for name, pain in zip(names, pains.split("/"), strict=True)}


def log_of(*events: Event, cleared: tuple[int, ...] = ()) -> Log:
    """A log of sessions and placements in the order given, with clearances on some days."""
    sessions = tuple(event for event in events if isinstance(event, SessionRecord))
    placements = tuple(event for event in events if isinstance(event, Placement))
    return Log(sessions, placements, (), tuple(Clearance(at(number, 12)) for number in cleared))


def check(rule: Rule, events: tuple[Event, ...], asked_on: int, cleared: tuple[int, ...] = (), **expected: Any) -> None:
    """Ask on a day and compare the fields that are named."""
    answer = rule(shipped_table(), log_of(*events, cleared=cleared), day(asked_on))
    assert {field: answer[field] for field in expected} == expected


WEEK_BEFORE = placed(-7)
TWO = (WEEK_BEFORE, run(0, reps=6), run(2))
THREE = (*TWO, run(4))
"""A Monday, a Wednesday and a Friday without trouble; the last two at full repetitions."""
