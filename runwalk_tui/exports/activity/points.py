"""What a strap and a treadmill measured, second by second, as the files of a session have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from runwalk_tui.exports.activity.laps import Lap
from runwalk_tui.session.measured import STEPS_A_KMH, Figures
from runwalk_tui.session.records import SessionRecord

BySecond = Mapping[int, Figures]
"""What was measured, by the second of the session, pauses left out; empty where nothing was."""

NOTHING_MEASURED: BySecond = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Point:
    """A second of a session."""

    at: int
    """Seconds from its beginning."""
    bpm: int | None = None
    """Heartbeats a minute; None when no strap was heard."""
    kmh: float | None = None
    """Speed of the belt; None when no treadmill was heard."""
    metres: float | None = None
    """How far the belt ran up to here while it was heard; None when it never was, and where nobody knows any more."""


def metres_before(record: SessionRecord, trace: BySecond) -> float:
    """The metres that the belt ran before it is known second by second: before a session was cut off and went on."""
    more = (record.belt_metres or 0) - sum(map(_metres, trace.values()))
    return more if more >= 1 and _belt_since(trace) is not None else 0.0


def points_in(lap: Lap, trace: BySecond, before: float = 0.0) -> tuple[Point, ...]:
    """The points of a lap: each second in which something was measured, and its end.

    Args:
        lap: a stretch of the session.
        trace: what was measured in the session.
        before: the metres that the belt ran before that; where in the session is not known.
    """
    since = _belt_since(trace)
    metres = before + sum(_metres(figures) for at, figures in trace.items() if at <= lap.start)
    points = []
    for at in sorted({lap.end, *(at for at in trace if lap.start < at < lap.end)}):
        figures = trace.get(at, Figures())
        metres += _metres(figures)
        kmh = None if figures.speed is None else figures.speed / STEPS_A_KMH
        known = since is not None and (not before or at >= since)
        points.append(Point(at, figures.bpm, kmh, round(metres, 1) if known else None))
    return tuple(points)


def heart_rates(points: Sequence[Point]) -> tuple[int, int] | None:
    """The average and the highest heart rate of some points; None where there is none."""
    found = [point.bpm for point in points if point.bpm is not None]
    return (round(sum(found) / len(found)), max(found)) if found else None


def way(lap: Lap, trace: BySecond) -> float | None:
    """The metres that the belt ran in a lap while it was heard; None when it wasn't."""
    inside = [figures for at, figures in trace.items() if lap.start < at <= lap.end and figures.speed is not None]
    return round(sum(map(_metres, inside)), 1) if inside else None


def _belt_since(trace: BySecond) -> int | None:
    """The first second that has a speed of the belt; None when none has."""
    return min((at for at, figures in trace.items() if figures.speed is not None), default=None)


def _metres(figures: Figures) -> float:
    """What the belt ran in one second."""
    return 0.0 if figures.speed is None else figures.speed / STEPS_A_KMH / 3.6
