"""Sessions that were done, as a TCX file: Garmin's TrainingCenterDatabase, version 2.

That format wants a distance and calories of every lap. Nobody measures calories, so they are 0, and so is a distance
that no treadmill told second by second; what is known of all of it is in the notes then. It has no word for warm-up
and cool-down, so they are resting, as walking between runs is; none for walking as a sport, which is "Other"; and no
field for effort or pain, so they are in the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from xml.etree import ElementTree

from runwalk_tui.exports.activity.laps import Lap, has_running, shown_laps
from runwalk_tui.exports.activity.points import (
    NOTHING_MEASURED,
    BySecond,
    Point,
    heart_rates,
    metres_before,
    points_in,
    way,
)
from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.session_words import measured_notes
from runwalk_tui.rule.reasons import plural
from runwalk_tui.session.records import SessionKind, SessionRecord

NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def tcx(
    activities: Iterable[tuple[SessionRecord, Sequence[Lap]]],
    *,
    with_pain: bool,
    traces: Mapping[str, BySecond] = MappingProxyType({}),
) -> str:
    """One file of sessions, the oldest first.

    Args:
        activities: sessions or walks, each with at least one lap.
        with_pain: whether the notes have the four pains.
        traces: what was measured second by second, by the id of its session, where that is known.
    """
    root = ElementTree.Element("TrainingCenterDatabase", xmlns=NAMESPACE)
    inside = ElementTree.SubElement(root, "Activities")
    taken: set[datetime] = set()
    for record, laps in sorted(activities, key=lambda each: (each[0].started_at, each[0].id)):
        start = record.started_at.astimezone(UTC).replace(microsecond=0)
        while start in taken:  # the start is what tells one activity from another
            start += timedelta(seconds=1)
        taken.add(start)
        shown, trace = shown_laps(record, laps, with_pain=with_pain), traces.get(record.id, NOTHING_MEASURED)
        _add_activity(inside, record, shown, start, trace, with_pain=with_pain)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add_activity(
    inside: ElementTree.Element,
    record: SessionRecord,
    laps: Sequence[Lap],
    start: datetime,
    trace: BySecond,
    *,
    with_pain: bool,
) -> None:
    running, before = has_running(laps), metres_before(record, trace)
    activity = ElementTree.SubElement(inside, "Activity", Sport="Running" if running else "Other")
    _add(activity, "Id", _instant(start))
    for lap in laps:
        _add_lap(activity, lap, start, trace, before, running=running)
    _add(activity, "Notes", notes(record, with_pain=with_pain))


def _add_lap(
    activity: ElementTree.Element, lap: Lap, start: datetime, trace: BySecond, before: float, *, running: bool
) -> None:
    points = points_in(lap, trace, before)
    began = _instant(start + timedelta(seconds=lap.start))
    active = lap.kind is Kind.RUN or (lap.kind is Kind.WALK and not running)
    element = ElementTree.SubElement(activity, "Lap", StartTime=began)
    _add(element, "TotalTimeSeconds", f"{lap.seconds}.0")
    _add(element, "DistanceMeters", f"{way(lap, trace) or 0.0}")
    _add(element, "Calories", "0")
    if (measured := heart_rates(points)) is not None:
        for name, bpm in zip(("AverageHeartRateBpm", "MaximumHeartRateBpm"), measured, strict=True):
            _add(ElementTree.SubElement(element, name), "Value", str(bpm))
    _add(element, "Intensity", "Active" if active else "Resting")
    _add(element, "TriggerMethod", "Time")
    track = ElementTree.SubElement(element, "Track")
    for point in (Point(lap.start), *points):  # a lap without any point in time is no lap to some readers
        _add_point(ElementTree.SubElement(track, "Trackpoint"), point, start)


def _add_point(element: ElementTree.Element, point: Point, start: datetime) -> None:
    _add(element, "Time", _instant(start + timedelta(seconds=point.at)))
    if point.metres is not None:
        _add(element, "DistanceMeters", f"{point.metres}")
    if point.bpm is not None:
        _add(ElementTree.SubElement(element, "HeartRateBpm"), "Value", str(point.bpm))


def notes(record: SessionRecord, *, with_pain: bool) -> str:
    """What the notes say: repetitions and effort, and the pains only where the runner wants that."""
    said = ["Run-walk" if record.run_seconds else "Walk"]
    if record.kind is SessionKind.RUN_WALK and (record.run_seconds or record.reps_done):
        said = [f"{said[0]}, {record.reps_done} of {plural(record.reps_planned, 'repetition')}"]
    if record.effort is not None:
        said.append(f"effort {record.effort} out of 10")
    said += [f"{line[:1].lower()}{line[1:]}" for line in measured_notes(record)]
    if with_pain:
        pains = (
            ("before", record.pain_before),
            ("worst", record.pain_worst),
            ("after", record.pain_after),
            ("next morning", record.pain_morning),
        )
        given = [f"{when} {pain}" for when, pain in pains if pain is not None]
        said += [f"pain out of 10: {', '.join(given)}"] if given else []
    return f"{'; '.join(said)}."


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _instant(at: datetime) -> str:
    return f"{at.year:04}-{at:%m-%dT%H:%M:%S}Z"
