"""What a sync changed in the log here, counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from runwalk_tui.rule.reasons import plural
from runwalk_tui.session.records import Log

Record = TypeVar("Record")

NOTHING_NEW = "Nothing new."


@dataclass(frozen=True, slots=True)
class CameIn:
    """How the log here differs from what it was before a sync."""

    new: int = 0
    """Sessions that were not here; so are the next two."""
    changed: int = 0
    deleted: int = 0
    placements: int = 0
    """Starting stages that were not here; so are the next two."""
    checkins: int = 0
    clearances: int = 0


def came_in(before: Log, after: Log) -> CameIn:
    """What is in the log now that was not, and the other way round."""
    here = {session.id: session for session in before.sessions}
    now = {session.id: session for session in after.sessions}
    return CameIn(
        new=len(now.keys() - here.keys()),
        changed=sum(here[each] != now[each] for each in now.keys() & here.keys()),
        deleted=len(here.keys() - now.keys()),
        placements=_added(before.placements, after.placements),
        checkins=_added(before.checkins, after.checkins),
        clearances=_added(before.clearances, after.clearances),
    )


def in_words(came: CameIn) -> str:
    """One line, or two sentences in one: "3 sessions are new, 1 changed, 1 was deleted. Also new: 1 check-in."."""
    told = [
        (came.new, "is new", "are new"),
        (came.changed, "changed", "changed"),
        (came.deleted, "was deleted", "were deleted"),
    ]
    sessions = [(count, one if count == 1 else many) for count, one, many in told if count]
    said = [
        f"{plural(count, 'session') if first else count} {verb}"
        for first, (count, verb) in zip((True, False, False), sessions, strict=False)
    ]
    others = [
        plural(count, what)
        for count, what in (
            (came.placements, "starting stage"),
            (came.checkins, "check-in"),
            (came.clearances, "clearance"),
        )
        if count
    ]
    sentences = [f"{', '.join(said)}."] if said else []
    sentences += [f"{'Also new' if said else 'New'}: {', '.join(others)}."] if others else []
    return " ".join(sentences) or NOTHING_NEW


def _added(before: Sequence[Record], after: Sequence[Record]) -> int:
    return sum(each not in before for each in after) if before != after else 0
