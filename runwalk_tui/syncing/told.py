"""What a sync changed in the log here, counted and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.session.records import Log, SessionRecord

if TYPE_CHECKING:
    from runwalk_tui.history.merging import MergeCounts

Record = TypeVar("Record")
Counts = TypeVar("Counts", "MergeCounts", "CameIn")
"""What counts: each field is a number, a list, or says whether something is so."""

NOTHING_NEW = "Nothing new."
CLEARED = "On another computer you recorded that you've been cleared to run."
START_SET = "Your starting stage was set on another computer."
ANSWERS = (
    ("pain_before", "pain before"),
    ("pain_worst", "worst pain"),
    ("pain_after", "pain after"),
    ("pain_morning", "pain the next morning"),
    ("effort", "effort"),
)
"""What is asked about a session, and what it's called."""
STOPPED = "no longer marked as stopped for pain"
TOLD = 3
"""Sessions with other answers than before that are named; of a whole year that was corrected nobody needs a list."""


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
    answers: list[str] = field(default_factory=list)
    """A sentence for each session in which another answer holds now than the one that was given here: it was corrected
    on another computer, or two computers had different ones."""


def came_in(before: Log, after: Log) -> CameIn:
    """What is in the log now that was not, and the other way round."""
    here = {session.id: session for session in before.sessions}
    now = {session.id: session for session in after.sessions}
    new = now.keys() - here.keys()
    back = new & {each.id for each in before.deleted}
    return CameIn(
        answers=[told for each in now if each in here and (told := other_answers(here[each], now[each]))],
        new=len(new - back),
        back=len(back),
        changed=sum(here[each] != now[each] for each in now.keys() & here.keys()),
        deleted=len(here.keys() - now.keys()),
        placements=_added(before.placements, after.placements),
        checkins=_added(before.checkins, after.checkins),
        clearances=_added(before.clearances, after.clearances),
    )


def other_answers(was: SessionRecord, now: SessionRecord) -> str:
    """What holds now instead of an answer that was given: "Monday 5 January: worst pain 2 instead of 7."; "" where none
    is another one."""
    if was == now:
        return ""
    pairs = ((called, getattr(was, name), getattr(now, name)) for name, called in ANSWERS)
    told = [
        f"{called} {'not given' if after is None else after} instead of {before}"
        for called, before, after in pairs
        if before is not None and before != after
    ]
    if was.stopped_for_pain and not now.stopped_for_pain:
        told.append(STOPPED)
    return f"{day_name(was.day)}: {', '.join(told)}." if told else ""


def total(first: Counts, *more: Counts) -> Counts:
    """What several merges or syncs come to, field by field."""
    return type(first)(
        **{each.name: _sum([getattr(one, each.name) for one in (first, *more)]) for each in fields(first)}
    )


def _sum(values: list[Any]) -> Any:
    first = values[0]
    return any(values) if isinstance(first, bool) else sum(values, [] if isinstance(first, list) else 0)


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
    sentences += came.answers[:TOLD]
    if len(came.answers) > TOLD:
        sentences.append(f"{plural(len(came.answers) - TOLD, 'more session')} with other answers.")
    return sentences


def _added(before: Sequence[Record], after: Sequence[Record]) -> int:
    return sum(each not in before for each in after) if before != after else 0
