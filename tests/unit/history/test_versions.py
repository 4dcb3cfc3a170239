"""Two versions of a record come to the same, whichever is asked first, and nothing wins against that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import permutations
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.history.versions import (
    ANSWERS,
    NOT_GIVEN,
    join_checkins,
    join_clearances,
    join_deletions,
    join_placements,
    join_ranks,
    join_sessions,
    later_version,
)
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, PainMark, Placement, SessionKind, SessionRecord

T = TypeVar("T")
instants = st.sampled_from(
    [
        datetime(2026, 2, 1, 12, tzinfo=timezone(timedelta(hours=h))).astimezone(timezone(o))
        for h in (0, 1)
        for o in (timedelta(0), timedelta(hours=5))
    ]
)
few = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)
pains = st.none() | st.integers(0, 10)
versions = st.builds(
    SessionRecord,
    st.just("s"),
    instants,
    st.just("P"),
    st.sampled_from("12"),
    st.just(6),
    st.just(6),
    pain_worst=pains,
    pain_after=pains,
    pain_morning=pains,
    pain_marks=st.sampled_from([(), (PainMark(412.0, 4),), (PainMark(9.0, 1),)]),
    soreness=few,
    red_flags=few,
    felt_ready=st.none() | st.booleans(),
    kind=st.sampled_from(SessionKind),
    note=st.sampled_from(["", "a", "b"]),
    rehearsal=st.booleans(),
    updated_at=st.none() | instants,
)
ranks = st.integers(0, 2)
placements = st.builds(
    Placement, instants, st.just("2"), st.just("chosen"), st.sampled_from(["", "P", "Q"]), st.booleans(), ranks
)
pairs = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), max_size=3, unique=True)
clearances = st.builds(Clearance, instants) | st.builds(
    Clearance, instants, few, pairs.map(lambda found: tuple(sorted(found)))
)


@given(versions, versions)
def test_two_versions_of_a_session_come_to_one(one: SessionRecord, other: SessionRecord) -> None:
    joined = join_sessions(one, other)
    assert repr(joined) == repr(join_sessions(other, one))
    for each in (one, other, joined):
        assert repr(join_sessions(joined, each)) == repr(joined)
    assert without_answers(joined) in (without_answers(one), without_answers(other))
    if one.rehearsal or other.rehearsal:
        assert joined in (one, other)
        return
    assert set(joined.red_flags) == {*one.red_flags, *other.red_flags}
    holds = later_version(one, other)
    kept, lost = (one, other) if holds >= 0 else (other, one)
    for name in ANSWERS if one.kind is other.kind else ():
        answer, of_kept, of_lost = (getattr(each, name) for each in (joined, kept, lost))
        if holds == 0:
            assert answer in (of_kept, of_lost)
            assert (answer in NOT_GIVEN) == (of_kept in NOT_GIVEN and of_lost in NOT_GIVEN)
        else:
            assert answer == (of_lost if of_kept in NOT_GIVEN else of_kept)


def without_answers(version: SessionRecord) -> SessionRecord:
    """A version but for what both may add to it."""
    empty = SessionRecord(version.id, version.started_at, "P", "1", 1, 1)
    return replace(version, red_flags=(), **{name: getattr(empty, name) for name in ANSWERS})


@given(versions, versions, versions)
def test_three_computers_with_a_version_each_come_to_one(
    one: SessionRecord, other: SessionRecord, third: SessionRecord
) -> None:
    computers = [one, other, third]
    for _ in range(4):
        for target, source in permutations(range(3), 2):
            computers[target] = join_sessions(computers[target], computers[source])
    assert len(set(map(repr, computers))) == 1
    for each in (one, other, third):
        assert later_version(computers[0], each) >= 0


@given(versions, ranks, versions, ranks)
def test_the_place_of_a_session_is_that_of_the_version_that_holds(
    one: SessionRecord, one_rank: int, other: SessionRecord, other_rank: int
) -> None:
    rank = join_ranks((one, one_rank), (other, other_rank))
    assert rank == join_ranks((other, other_rank), (one, one_rank))
    joined = join_sessions(one, other)
    for known in ((one, one_rank), (other, other_rank)):
        assert join_ranks((joined, rank), known) == rank


@given(placements, placements)
def test_two_versions_of_a_placement_come_to_one(one: Placement, other: Placement) -> None:
    joined = join_placements(one, other)
    assert repr(joined) == repr(join_placements(other, one))
    assert all(repr(join_placements(joined, each)) == repr(joined) for each in (one, other, joined))
    assert joined.withdrawn == (one.withdrawn or other.withdrawn)


@given(clearances, clearances)
def test_two_versions_of_a_clearance_come_to_one(one: Clearance, other: Clearance) -> None:
    joined = join_clearances(one, other)
    assert repr(joined) == repr(join_clearances(other, one))
    assert all(repr(join_clearances(joined, each)) == repr(joined) for each in (one, other, joined))


@given(st.tuples(instants, instants), st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_two_check_ins_and_two_deletions_come_to_one(at: tuple[datetime, datetime], pain: tuple[int, int]) -> None:
    one, other = (CheckIn(each, now, now, now) for each, now in zip(at, pain, strict=True))
    assert repr(join_checkins(one, other)) == repr(join_checkins(other, one))
    gone, again = (Deletion("s", each) for each in at)
    assert repr(join_deletions(gone, again)) == repr(join_deletions(again, gone))
    assert join_deletions(gone, again).at == max(at)
