"""Two versions of one record, and what they come to: the same on every computer, in whatever order they meet.

Each function gives the same answer with its arguments exchanged, the same version for two that are equal, and an
answer that stays as it is when it meets one of the two again. So logs that go on exchanging end up equal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from runwalk_tui.history.database.rows import SESSION, Row, checkin_row, session_row
from runwalk_tui.history.database.sessions import newer
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Placement, SessionRecord
from runwalk_tui.system.safe_text import safe_name

ANSWERS = ("pain_morning",)
"""What is added to a session on another day, and so perhaps on another computer. Everything else is of one version:
what a runner takes away there, a slip, is not to come back from the version before it."""
NOT_GIVEN = (None,)
"""What an answer is that was not given."""

_KIND = SESSION.columns.index("kind")


def later_version(one: SessionRecord, other: SessionRecord) -> int:
    """Which version of a session holds: 1 for the first, -1 for the second, 0 when they say the same but for their
    red flags and answers.

    That is the one that was changed later; of two of the same instant the one whose content is larger as text, which
    means nothing but is the same everywhere.
    """
    if newer(one, other) or newer(other, one):
        return 1 if newer(one, other) else -1
    ours, theirs = _content(one), _content(other)
    if ours == theirs and one.rehearsal:
        ours, theirs = (json.dumps(session_row(each)) for each in (one, other))
    return (ours > theirs) - (ours < theirs)


def join_sessions(one: SessionRecord, other: SessionRecord) -> SessionRecord:
    """The version that holds, with the red flags of both, and with the pain of the next morning from the other one if
    it lacks it: a flare-up that was told on one computer is not lost because a note was corrected on another. Nothing
    is taken from or into a rehearsal."""
    holds = later_version(one, other)
    kept, lost = (one, other) if holds >= 0 else (other, one)
    if kept.rehearsal:
        return kept
    if not lost.rehearsal:
        kept = replace(kept, red_flags=_both(kept.red_flags, lost.red_flags))
        if kept.kind is lost.kind:
            kept = _with_answers(kept, lost, equal=holds == 0)
    return kept


def with_newer(record: SessionRecord, known: SessionRecord) -> SessionRecord:
    """A newer version as an import takes it: just as it is, but for the red flags of the one before it."""
    if record.rehearsal or known.rehearsal:
        return record
    return replace(record, red_flags=_both(record.red_flags, known.red_flags))


def _with_answers(kept: SessionRecord, lost: SessionRecord, *, equal: bool) -> SessionRecord:
    """A version with the answers that it lacks; of two that are `equal` otherwise, with the higher ones of both."""
    answers: dict[str, Any] = {}
    for name in ANSWERS:
        ours, theirs = getattr(kept, name), getattr(lost, name)
        if theirs not in NOT_GIVEN and (ours in NOT_GIVEN or (equal and theirs > ours)):
            answers[name] = theirs
    return replace(kept, **answers)


def join_ranks(one: tuple[SessionRecord, int], other: tuple[SessionRecord, int]) -> int:
    """The place among sessions of the same instant: that of the version that holds, else the earlier one."""
    holds = later_version(one[0], other[0])
    return min(one[1], other[1]) if holds == 0 else (one if holds > 0 else other)[1]


def join_placements(one: Placement, other: Placement) -> Placement:
    """One placement of what two logs say of it: a name is more than none, and withdrawn is withdrawn.

    Of two names, which nobody should ever see, the same one holds everywhere. Who was placed at the same instant twice
    is at the stage that was chosen last, so the later place among the others holds.
    """
    return replace(
        one,
        at=min(one.at, other.at, key=str),
        programme=min(filter(None, (one.programme, safe_name(other.programme))), default=""),
        withdrawn=one.withdrawn or other.withdrawn,
        rank=max(one.rank, other.rank),
    )


def join_checkins(one: CheckIn, other: CheckIn) -> CheckIn:
    """One of two check-ins of the same instant: the one that is larger as text, which is the same everywhere."""
    return max(one, other, key=lambda checkin: json.dumps(checkin_row(checkin)))


def join_clearances(one: Clearance, other: Clearance) -> Clearance:
    """What two clearances of the same instant clear together; one that clears by its time stays that."""
    at = min(one.at, other.at, key=str)
    if one.clears is None or other.clears is None:
        return Clearance(at)
    return Clearance(at, _both(one.clears, other.clears), tuple(sorted({*one.seen, *other.seen})))


def join_deletions(one: Deletion, other: Deletion) -> Deletion:
    """The later of two deletions of one session."""
    return max(one, other, key=lambda deletion: (deletion.at, str(deletion.at)))


def same_row(one: Row, other: Row) -> bool:
    """Whether two rows of a session say the same, its place among others included."""
    return _with_kind(one) == _with_kind(other)


def _with_kind(row: Row) -> Row:
    """The row of a session with its kind, which older rows lack."""
    return row if row[_KIND] is not None else (*row[:_KIND], "run-walk", *row[_KIND + 1 :])


def _content(record: SessionRecord) -> str:
    """All that a version of a session says, as text: but for red flags and answers, of which both versions' are kept,
    and its place among others."""
    values = dict(zip(SESSION.columns, session_row(record), strict=True))
    return json.dumps([value for name, value in values.items() if name not in (*ANSWERS, "red_flags", "rank")])


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """What is in either; in the order that the larger list has, if one holds all of the other."""
    ours, theirs = set(one), set(other)
    if ours == theirs:
        return min(tuple(one), tuple(other))
    return tuple(one) if ours > theirs else tuple(other) if ours < theirs else tuple(sorted(ours | theirs))
