"""What a sync changed in the log here, counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from runwalk_tui.rule.reasons import plural
from runwalk_tui.session.records import Log

Record = TypeVar("Record")

NOTHING_NEW = "Nothing new."
CLEARED = "On another computer you recorded that you've been cleared to run."
START_SET = "Your starting stage was set on another computer."


@dataclass(frozen=True, slots=True)
class CameIn:
    """How the log here differs from what it was before a sync."""

    new: int = 0
    """Sessions that were not here; so are the next three."""
    back: int = 0
    """Those that had been deleted here, and were changed elsewhere after that; they're not counted as new."""
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
    new = now.keys() - here.keys()
    back = new & {each.id for each in before.deleted}
    return CameIn(
        new=len(new - back),
        back=len(back),
        changed=sum(here[each] != now[each] for each in now.keys() & here.keys()),
        deleted=len(here.keys() - now.keys()),
        placements=_added(before.placements, after.placements),
        checkins=_added(before.checkins, after.checkins),
        clearances=_added(before.clearances, after.clearances),
    )


def in_words(came: CameIn) -> str:
    """Some sentences in one line: "3 sessions are new, 1 changed, 1 was deleted. 1 new check-in."."""
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
    sentences = [f"{', '.join(said)}."] if said else []
    sentences += others_in_words(came)
    return " ".join(sentences) or NOTHING_NEW


def others_in_words(came: CameIn) -> list[str]:
    """What came in besides new sessions and changes, a sentence each."""
    sentences = [CLEARED] if came.clearances else []
    if came.back:
        them, they = ("it", "is") if came.back == 1 else ("them", "are")
        sentences.append(
            f"{plural(came.back, 'session')} {they} back: you changed {them} on another computer after you deleted "
            f"{them} here."
        )
    sentences += [f"{plural(came.checkins, 'new check-in')}."] if came.checkins else []
    sentences += [START_SET] if came.placements else []
    return sentences


def _added(before: Sequence[Record], after: Sequence[Record]) -> int:
    return sum(each not in before for each in after) if before != after else 0
