"""The shape of each record in a history file, and words for what is wrong with it."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS, NAME_LENGTH, NOTE_LENGTH, UNSAFE, UNSAFE_IN_NOTE, shortened
from runwalk_tui.system.shapes import in_shape

_NO_CONTROL = rf"\A[^{UNSAFE}]*\Z"

Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=NAME_LENGTH,
        pattern=_NO_CONTROL,
        description=f"text of 1 to {NAME_LENGTH} characters without control characters",
    ),
]
Activity = Annotated[
    str,
    Meta(
        max_length=NAME_LENGTH,
        pattern=_NO_CONTROL,
        description=f"text of at most {NAME_LENGTH} characters without control characters",
    ),
]
Item = Annotated[
    str,
    Meta(
        max_length=ITEM_LENGTH,
        pattern=_NO_CONTROL,
        description=f"text of at most {ITEM_LENGTH} characters without control characters",
    ),
]
Items = Annotated[list[Item], Meta(max_length=ITEMS, description=f"a list of at most {ITEMS} pieces of text")]
Note = Annotated[
    str,
    Meta(
        max_length=NOTE_LENGTH,
        pattern=rf"\A[^{UNSAFE_IN_NOTE}]*\Z",
        description=f"text of at most {NOTE_LENGTH} characters with no control characters except tabs and line breaks",
    ),
]
WHEN = "a date and time with its offset, such as 2026-01-05T07:30:00+01:00"
Moment = Annotated[str, Meta(max_length=40, description=WHEN)]
Pain = Annotated[int, Meta(ge=0, le=10, description="a whole number from 0 to 10")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Seconds = Annotated[int, Meta(ge=0, le=604_800, description="whole seconds from 0 to a week")]
Bpm = Annotated[int, Meta(ge=25, le=250, description="a whole number from 25 to 250")]
Metres = Annotated[int, Meta(ge=0, le=1_000_000, description="whole metres from 0 to 1,000,000")]
BeltSpeed = Annotated[int, Meta(ge=0, le=40_000, description="whole metres an hour from 0 to 40,000")]
Flag = Annotated[bool, Meta(description="true or false")]
Marked = Annotated[float, Meta(ge=0, le=604_800, description="seconds from 0 to a week")]
Planned = Annotated[int, Meta(ge=1, le=1000, description="a whole number from 1 to 1000")]
# Far less than a table takes, so that whatever comes after it still has a number.
Rank = Annotated[int, Meta(ge=0, le=100_000, description="a whole number from 0 to 100,000")]
Done = Annotated[int, Meta(ge=0, le=1000, description="a whole number from 0 to 1000")]

SessionKinds = Annotated[
    Literal["run-walk", "walk", "companion"], Meta(description='"run-walk", "walk" or "companion"')
]
Cleared = Annotated[list[Name], Meta(description="a list of session ids")]
Seen = Annotated[dict[Name, Items], Meta(description="an object with a list of warning signs for each session id")]

TWICE = "\0twice"
"""Ends a key that the reader adds for one that is in its object twice; no field has such a name."""

MISFITS = (msgspec.ValidationError, UnicodeError)
"""What msgspec raises for a wrong value; the second where it cannot even write its message in UTF-8."""

_UNKNOWN_KEYS = 20
"""Unknown keys that are named of one record."""


class MarkEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A pain mark."""

    at: Marked
    pain: Pain


Marks = Annotated[list[MarkEntry], Meta(max_length=100_000, description="a list of at most 100,000 pain marks")]


class SessionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A session; only the first six are required."""

    id: Name
    started_at: Moment
    programme: Name
    stage: Name
    reps_planned: Planned
    reps_done: Done
    run_seconds: Seconds = 0
    walk_seconds: Seconds = 0
    active_seconds: Seconds = 0
    pain_before: Pain | None = None
    pain_worst: Pain | None = None
    pain_after: Pain | None = None
    pain_morning: Pain | None = None
    pain_marks: Marks = []
    soreness: Items = []
    red_flags: Items = []
    stopped_for_pain: Flag = False
    eased_to: Name | None = None
    felt_ready: Flag | None = None
    effort: Pain | None = None
    kind: SessionKinds = "run-walk"
    note: Note = ""
    rehearsal: Flag = False
    source: Name = "import"
    updated_at: Moment | None = None
    rank: Rank = 0
    heart_rate: Bpm | None = None
    heart_rate_max: Bpm | None = None
    belt_metres: Metres | None = None
    belt_speed: BeltSpeed | None = None


class PlacementEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A placement."""

    at: Moment
    stage: Name
    how: Name = "chosen"
    programme: Name | None = None
    rank: Rank = 0


class CheckInEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A check-in."""

    at: Moment
    current: Percent
    average: Percent
    worst: Percent
    disability: Percent | None = None
    activity: Activity | None = None
    activity_score: Pain | None = None
    safe: Pain | None = None


class ClearanceEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A clearance of the second edition."""

    at: Moment
    clears: Cleared
    seen: Seen = {}


class DeletionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """That a session was deleted."""

    id: Name
    at: Moment


def faults_of(raw: object, shape: type[msgspec.Struct]) -> Iterator[str]:
    """Everything in which a value differs from the shape of its record."""
    if not isinstance(raw, dict):
        yield f"{naming(raw)} is not an object"
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    yield from _unknown(raw, tuple(fields))
    for name, field in fields.items():
        if name in raw:
            yield from _faults_of_value(name, raw[name], field.type)
        elif field.required:
            yield f"{name}: missing; it must be {wanted(field.type)}"


def naming(value: object) -> str:
    """A value from a file as a message on a terminal may show it."""
    if isinstance(value, str):
        return f'"{shortened(value)}"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return shortened(json.dumps(value))


def wanted(shape: Any) -> str:
    """What would be right for a field of this type."""
    if get_origin(shape) in (Union, types.UnionType):
        inner = [part for part in get_args(shape) if part is not types.NoneType]
        return f"{' or '.join(map(wanted, inner))}, or null"
    return next(str(meta.description) for meta in get_args(shape) if isinstance(meta, Meta))


def _unknown(raw: dict[str, object], known: tuple[str, ...]) -> Iterator[str]:
    keys = [key for key in raw if key not in known]
    for key in keys[:_UNKNOWN_KEYS]:
        if key.endswith(TWICE):
            yield f"{shortened(key.removesuffix(TWICE))}: appears twice"
        else:
            yield f"{shortened(key)}: unknown key{nearest(key[:40], known)}"
    if len(keys) > _UNKNOWN_KEYS:
        yield f"and {len(keys) - _UNKNOWN_KEYS} more unknown keys"


@lru_cache(maxsize=1000)
def nearest(key: str, known: tuple[str, ...]) -> str:
    """The end of a message about an unknown key."""
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _faults_of_value(name: str, value: object, shape: Any) -> Iterator[str]:
    try:
        in_shape(value, shape)
    except MISFITS:
        inner = list(_faults_of_items(name, value, shape)) if isinstance(value, list) else []
        yield from inner or [f"{name}: {naming(value)} is not {wanted(shape)}"]


def _faults_of_items(name: str, values: list[object], shape: Any) -> Iterator[str]:
    """The faults of the entries of a list, when it is one that the format knows."""
    items = get_args(get_args(shape)[0]) if get_origin(get_args(shape)[0]) is list else ()
    for item in items:
        for position, value in enumerate(values[:1000]):
            if isinstance(item, type) and issubclass(item, msgspec.Struct):
                yield from (f"{name}[{position}]: {fault}" for fault in faults_of(value, item))
            else:
                yield from _faults_of_value(f"{name}[{position}]", value, item)
