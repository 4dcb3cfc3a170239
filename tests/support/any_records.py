"""Any records and any log that can be kept, for Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionKind,
    SessionRecord,
)

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=offsets)  # noqa: DTZ001  zones are drawn apart
names = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
pains = st.integers(0, 10)
maybe_pains = st.none() | pains
seconds = st.integers(0, 20_000)
marks = st.builds(PainMark, st.floats(0, 20_000), pains)


def sessions(ids: st.SearchStrategy[str] = names) -> st.SearchStrategy[SessionRecord]:
    """Any session that can be recorded."""
    return st.builds(
        SessionRecord,
        id=ids,
        started_at=moments,
        programme=names,
        stage=names,
        reps_planned=st.integers(1, 100),
        reps_done=st.integers(0, 100),
        run_seconds=seconds,
        walk_seconds=seconds,
        active_seconds=seconds,
        pain_before=maybe_pains,
        pain_worst=maybe_pains,
        pain_after=maybe_pains,
        pain_morning=maybe_pains,
        pain_marks=st.lists(marks, max_size=3).map(tuple),
        soreness=st.lists(names, max_size=3).map(tuple),
        red_flags=st.lists(names, max_size=3).map(tuple),
        stopped_for_pain=st.booleans(),
        eased_to=st.none() | names,
        felt_ready=st.none() | st.booleans(),
        effort=maybe_pains,
        kind=st.sampled_from(SessionKind),
        note=st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=60),
        rehearsal=st.booleans(),
        source=names,
        updated_at=st.none() | moments,
        heart_rate=st.none() | st.integers(25, 250),
        heart_rate_max=st.none() | st.integers(25, 250),
        belt_metres=st.none() | st.integers(0, 1_000_000),
        belt_speed=st.none() | st.integers(0, 40_000),
    ).filter(lambda record: (record.heart_rate or 0) <= (record.heart_rate_max or 250))


percents = st.integers(0, 100)
checkins = st.builds(
    CheckIn, moments, percents, percents, percents, st.none() | percents, st.just("") | names, maybe_pains, maybe_pains
)


_seen = st.lists(st.tuples(names, names), max_size=3).map(lambda seen: tuple(sorted(set(seen))))
_by_id = st.builds(Clearance, moments, st.lists(names, max_size=3).map(tuple), _seen)


def _without_deleted(log: Log) -> Log:
    """As a log is: a session is there, or it is deleted."""
    there = {record.id for record in log.sessions}
    return replace(log, deleted=tuple(deletion for deletion in log.deleted if deletion.id not in there))


logs = st.builds(
    Log,
    sessions=st.lists(sessions(), max_size=4, unique_by=lambda record: record.id).map(tuple),
    placements=st.lists(st.builds(Placement, moments, names, names, st.just("") | names), max_size=3).map(tuple),
    checkins=st.lists(checkins, max_size=3).map(tuple),
    clearances=st.lists(st.builds(Clearance, moments) | _by_id, max_size=3).map(tuple),
    withdrawn=st.lists(
        st.builds(Placement, moments, names, names, st.just("") | names, st.just(True), st.integers(0, 2)), max_size=2
    ).map(tuple),
    deleted=st.lists(st.builds(Deletion, names, moments), max_size=3, unique_by=lambda deletion: deletion.id).map(
        tuple
    ),
).map(_without_deleted)
