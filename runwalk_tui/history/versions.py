"""Two versions of one record, and what they come to: the same on every computer, in whatever order they meet.

Each function gives the same answer with its arguments exchanged, the same version for two that are equal, and never
anything that one of the two would win against. So logs that go on exchanging end up equal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from runwalk_tui.history.database.rows import SESSION, Row, checkin_row, session_row
from runwalk_tui.history.database.sessions import newer
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Placement, SessionRecord
from runwalk_tui.system.safe_text import safe_name

_FLAGS, _KIND, _RANK = (SESSION.columns.index(name) for name in ("red_flags", "kind", "rank"))


def later_version(one: SessionRecord, other: SessionRecord) -> int:
    """Which version of a session holds: 1 for the first, -1 for the second, 0 when they say the same but for their
    red flags.

    That is the one that was changed later; of two of the same instant the one whose content is larger as text, which
    means nothing but is the same everywhere.
    """
    if newer(one, other) or newer(other, one):
        return 1 if newer(one, other) else -1
    ours, theirs = _content(one), _content(other)
    return (ours > theirs) - (ours < theirs)


def join_sessions(one: SessionRecord, other: SessionRecord) -> SessionRecord:
    """The version that holds, with the red flags of both. Those of a rehearsal are only its own."""
    kept, lost = (one, other) if later_version(one, other) >= 0 else (other, one)
    if kept.rehearsal or lost.rehearsal:
        return kept
    return replace(kept, red_flags=_both(kept.red_flags, lost.red_flags))


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
    """All that a version of a session says, as text: but for red flags, of which both versions' are kept, unless it is
    a rehearsal, whose flags are nobody's."""
    left_out = (_RANK,) if record.rehearsal else (_RANK, _FLAGS)
    return json.dumps([value for number, value in enumerate(session_row(record)) if number not in left_out])


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """What is in either; in the order that the larger list has, if one holds all of the other."""
    ours, theirs = set(one), set(other)
    if ours == theirs:
        return min(tuple(one), tuple(other))
    return tuple(one) if ours > theirs else tuple(other) if ours < theirs else tuple(sorted(ours | theirs))
