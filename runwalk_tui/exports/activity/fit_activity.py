"""A session that was done, as a FIT activity: what a watch would have written of it on a treadmill.

There is no position in it, since nobody measured one, and heart rate, speed and distance only where a strap or a
treadmill did. Pain is in it only where the runner wants that; sore places, warning signs and notes never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

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
from runwalk_tui.exports.fit_bytes import file_id, fit_bytes, fit_time, local_fit_time, need_fit_tool
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.records import SessionRecord

if TYPE_CHECKING:
    from fit_tool.developer_field import DeveloperField
    from fit_tool.profile.profile_type import Intensity

APPLICATION = UUID("ee7e26a0-1e24-461c-a60e-eceb87704bb6")
"""Whose developer fields these are: made once by chance, as FIT asks for, and never changed."""
PAINS = ("pain_before", "pain_worst", "pain_after", "pain_morning")
"""The fields of a record, which are the names of the developer fields, too."""
PAIN_UNITS = "0-10"
RPE_STEPS = 10
"""FIT's rating of perceived exertion goes to 100 in steps of 10 for each point of 0 to 10 (field workout_rpe of the
session, as Garmin's watches write it)."""


def fit_activity(
    record: SessionRecord, laps: Sequence[Lap], *, with_pain: bool, trace: BySecond = NOTHING_MEASURED
) -> bytes:
    """The FIT file of a session.

    Args:
        record: a session or a walk.
        laps: at least one, each from the end of the one before.
        with_pain: whether the four pains are in it, as developer fields of the session.
        trace: what was measured in it, second by second; the averages are those of the record.

    Raises ExportError without fit-tool, and for a day that FIT has no date for.
    """
    need_fit_tool()
    return fit_bytes(_messages(record, shown_laps(record, laps, with_pain=with_pain), trace, with_pain=with_pain))


def _messages(record: SessionRecord, laps: Sequence[Lap], trace: BySecond, *, with_pain: bool) -> Iterator[Any]:
    """The messages of the file, in the order in which a watch writes them."""
    from fit_tool.profile.profile_type import EventType, FileType

    start = fit_time(record.started_at)
    yield file_id(FileType.ACTIVITY, record.started_at, record.id)
    if with_pain:
        yield from _pain_definitions(record)
    yield _timer(start, EventType.START)
    yield _record(start, Point(0))
    for number, lap in enumerate(laps):
        for point in points_in(lap, trace, metres_before(record, trace)):
            yield _record(start, point)
        yield _lap(number, lap, laps, start, trace)
    yield _timer(start + 1000 * laps[-1].end, EventType.STOP_ALL)
    yield _session(record, laps, start, _pain_fields(record) if with_pain else [])
    yield _activity(record, laps, start)


def _timer(at: int, what: Any) -> Any:
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.profile_type import Event

    message = EventMessage()
    message.timestamp = at
    message.event = Event.TIMER
    message.event_type = what
    return message


def _record(start: int, point: Point) -> Any:
    """A point in time: a file without any is no activity to most readers."""
    from fit_tool.profile.messages.record_message import RecordMessage

    message = RecordMessage()
    message.timestamp = start + 1000 * point.at
    if point.bpm is not None:
        message.heart_rate = point.bpm
    if point.kmh is not None:
        message.speed = point.kmh / 3.6
    if point.metres is not None:
        message.distance = point.metres
    return message


def _lap(number: int, lap: Lap, laps: Sequence[Lap], start: int, trace: BySecond) -> Any:
    from fit_tool.profile.messages.lap_message import LapMessage
    from fit_tool.profile.profile_type import Event, EventType, LapTrigger

    message = LapMessage()
    message.message_index = number
    message.timestamp = start + 1000 * lap.end
    message.start_time = start + 1000 * lap.start
    message.total_elapsed_time = message.total_timer_time = float(lap.seconds)
    message.event = Event.LAP
    message.event_type = EventType.STOP
    message.lap_trigger = LapTrigger.SESSION_END if lap is laps[-1] else LapTrigger.TIME
    message.intensity = _intensity(lap.kind, running=has_running(laps))
    message.sport, message.sub_sport = _sports(laps)
    if (measured := heart_rates(points_in(lap, trace))) is not None:
        message.avg_heart_rate, message.max_heart_rate = measured
    if (metres := way(lap, trace)) is not None:
        message.total_distance = metres
    return message


def _intensity(kind: Kind, *, running: bool) -> Intensity:
    from fit_tool.profile.profile_type import Intensity

    walking = Intensity.REST if running else Intensity.ACTIVE
    return {
        Kind.WARM_UP: Intensity.WARMUP,
        Kind.RUN: Intensity.ACTIVE,
        Kind.WALK: walking,
        Kind.COOL_DOWN: Intensity.COOLDOWN,
    }[kind]


def _sports(laps: Sequence[Lap]) -> tuple[Any, Any]:
    from fit_tool.profile.profile_type import Sport, SubSport

    return Sport.RUNNING if has_running(laps) else Sport.WALKING, SubSport.TREADMILL


def _session(record: SessionRecord, laps: Sequence[Lap], start: int, pains: list[DeveloperField]) -> Any:
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.profile_type import Event, EventType, SessionTrigger

    message = SessionMessage(developer_fields=pains)
    message.message_index = 0
    message.timestamp = start + 1000 * laps[-1].end
    message.start_time = start
    message.total_elapsed_time = message.total_timer_time = float(laps[-1].end)
    message.event = Event.SESSION
    message.event_type = EventType.STOP
    message.trigger = SessionTrigger.ACTIVITY_END
    message.sport, message.sub_sport = _sports(laps)
    message.first_lap_index = 0
    message.num_laps = len(laps)
    if record.effort is not None:
        message.workout_rpe = record.effort * RPE_STEPS
    if record.heart_rate is not None:
        message.avg_heart_rate = record.heart_rate
    if record.heart_rate_max is not None:
        message.max_heart_rate = record.heart_rate_max
    if record.belt_metres is not None:
        message.total_distance = float(record.belt_metres)
    return message


def _activity(record: SessionRecord, laps: Sequence[Lap], start: int) -> Any:
    """The last message. Its local time has the offset of the start, which is the one that the log has."""
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.profile_type import Activity, Event, EventType

    message = ActivityMessage()
    message.timestamp = start + 1000 * laps[-1].end
    message.local_timestamp = local_fit_time(record.started_at) + laps[-1].end
    message.total_timer_time = float(laps[-1].end)
    message.num_sessions = 1
    message.type = Activity.MANUAL
    message.event = Event.ACTIVITY
    message.event_type = EventType.STOP
    return message


# Pain, where it is wanted.


def _pain_definitions(record: SessionRecord) -> Iterator[Any]:
    from fit_tool.base_type import BaseType
    from fit_tool.profile.messages.developer_data_id_message import DeveloperDataIdMessage
    from fit_tool.profile.messages.field_description_message import FieldDescriptionMessage
    from fit_tool.profile.profile_type import MesgNum

    given = _given(record)
    if not given:
        return
    message = DeveloperDataIdMessage()
    message.developer_data_index = 0
    message.application_id = APPLICATION.bytes
    message.application_version = 1
    yield message
    for number, name, _ in given:
        field = FieldDescriptionMessage()
        field.developer_data_index = 0
        field.field_definition_number = number
        field.fit_base_type_id = BaseType.UINT8.value
        field.field_name = name
        field.units = PAIN_UNITS
        field.native_mesg_num = MesgNum.SESSION.value
        yield field


def _pain_fields(record: SessionRecord) -> list[DeveloperField]:
    from fit_tool.base_type import BaseType
    from fit_tool.developer_field import DeveloperField

    fields = []
    for number, name, pain in _given(record):
        field = DeveloperField(number, name, BaseType.UINT8, units=PAIN_UNITS, size=1, developer_data_index=0)
        field.set_value(0, pain)
        fields.append(field)
    return fields


def _given(record: SessionRecord) -> list[tuple[int, str, int]]:
    """The pains that were given: number of the developer field, name, pain out of 10."""
    pains = ((number, name, getattr(record, name)) for number, name in enumerate(PAINS))
    return [(number, name, pain) for number, name, pain in pains if pain is not None]
