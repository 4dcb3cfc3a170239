"""Which sessions of a log are activities: what was run or walked, and lasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date

from runwalk_tui.exports.activity.laps import Lap, laps_rebuilt
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.session.records import SessionKind, SessionRecord


@dataclass(frozen=True, slots=True)
class Activity:
    """A session that a watch could have recorded."""

    record: SessionRecord
    laps: tuple[Lap, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class Activities:
    """What there is to export of a log."""

    found: tuple[Activity, ...]
    """The oldest first."""
    left_out: str
    """The others, counted, such as "2 of other exercise, 1 rehearsal"; "" where there are none."""


def activities_of(
    records: Iterable[SessionRecord],
    table_of: Callable[[SessionRecord], StageTable | None],
    years: range | None = None,
    until: date | None = None,
) -> Activities:
    """The activities among these sessions.

    Args:
        records: of a log.
        table_of: the stage table that a session is of, or None where nobody has it.
        years: those that the format has dates for, in UTC; None where it has all.
        until: the last day; None where there is none.
    """
    found: list[Activity] = []
    others: Counter[str] = Counter()
    for record in sorted(records, key=lambda each: (each.started_at, each.id)):
        if why := _no_activity(record):
            others[why] += 1
        elif years is not None and record.started_at.astimezone(UTC).year not in years:
            others[f"outside the years {years[0]} to {years[-1]}"] += 1
        elif until is not None and record.day > until:
            others["dated in the future"] += 1
        elif laps := laps_rebuilt(table_of(record), record):
            found.append(Activity(record, laps))
        else:
            others["with no time recorded"] += 1
    left = [f"{count} {'rehearsals' if why == 'rehearsal' and count > 1 else why}" for why, count in others.items()]
    return Activities(tuple(found), ", ".join(left))


def _no_activity(record: SessionRecord) -> str:
    """What a record is, if it is none of the programme's sessions and walks."""
    if record.rehearsal:
        return "rehearsal"
    return "of other exercise" if record.kind is SessionKind.COMPANION else ""


def is_activity(record: SessionRecord) -> bool:
    """Whether a record is a session or a walk that happened."""
    return not _no_activity(record)
