"""What an import changed, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime

from runwalk_tui.calendar_in_use import habits_in_use
from runwalk_tui.corrections.told import differences, which
from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO
from runwalk_tui.history.merging import Differing, MergeCounts
from runwalk_tui.review.past.short_ids import short_ids
from runwalk_tui.review.session_words import is_sign_alone
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.session.habits import clock_time
from runwalk_tui.session.records import CheckIn, Deletion, Log, Placement, SessionRecord


def lines(counts: MergeCounts, past: Log, may_undo: Callable[[str], bool]) -> Iterator[str]:
    """The five counts in one line, and below them what needs explaining.

    `past` is the log as it is now, `may_undo` tells of an id whether that session can be brought back.
    """
    short = short_ids([*(session.id for session in past.sessions), *(deletion.id for deletion in past.deleted)])
    yield (
        f"Records: {counts.new} new, {counts.changed} changed, {counts.same} unchanged, {counts.deleted} deleted, "
        f"{len(counts.differing)} different, left as they are."
    )
    for record in counts.removed:
        yield f"Deleted here, because it is deleted in the file: {_named(record, short)}."
    if counts.noted:
        yield f"Deleted in the file, and never in this log: {plural(counts.noted, 'session')}."
    for record, deletion in counts.stay_deleted:
        yield f"Still deleted (since {_day(deletion.at)}): {_named(record, short)}."
    if any(may_undo(record.id) for record in (*counts.removed, *(record for record, _ in counts.stay_deleted))):
        within = f"within {KEPT_FOR_UNDO.days} days of its deletion"
        yield f"To bring a session back: runwalk delete --undo ID, {within}."
    for record in counts.flagged:
        yield f"Warning sign added from the file: {_sign(record, short)}."
    for record in counts.kept:
        yield f"Warning sign kept, whatever the file says of its session: {_sign(record, short)}."
    for differing in counts.differing:
        yield f"Not changed: {_told(differing, short)}"
    ways = {SessionRecord: "`runwalk edit ID`", Deletion: "`runwalk delete ID`"}
    if ways_here := [
        way for kind, way in ways.items() if any(isinstance(each.there, kind) for each in counts.differing)
    ]:
        yield f"If the file is right, make the change here with {' or '.join(ways_here)}."


def _told(differing: Differing, short: Mapping[str, str]) -> str:
    """Which record it is, and in what the file differs."""
    here, there = differing.here, differing.there
    if isinstance(here, SessionRecord):
        if isinstance(there, Deletion):
            deleted = f"In the file it was deleted on {_day(there.at)}"
            return f"{_named(here, short)}. {deleted}, but it was changed here after that."
        assert isinstance(there, SessionRecord)
        said = " ".join(differences(here, there, habits_in_use())) or f"a different {_other_fields(here, there)}."
        return f"{_named(here, short)}. In the file: {said}"
    if isinstance(here, CheckIn):
        assert isinstance(there, CheckIn)
        return f"the check-in from {_minute(here.at)}. In the file: {_figures(there)}; here: {_figures(here)}."
    assert not isinstance(here, Placement)
    return f"the clearance from {_minute(here.at)}. In the file, it clears different sessions."


def _other_fields(here: SessionRecord, there: SessionRecord) -> str:
    """The fields in which two versions differ, by their names in a file."""
    names = (field.name for field in fields(SessionRecord) if field.name != "updated_at")
    return ", ".join(name for name in names if getattr(here, name) != getattr(there, name))


def _named(record: SessionRecord, short: Mapping[str, str]) -> str:
    return f"{which(record, habits_in_use())} (id {short.get(record.id, record.id)})"


def _sign(record: SessionRecord, short: Mapping[str, str]) -> str:
    """What it is, and the session that has it, if it isn't a sign alone."""
    sign = in_words(record.red_flags, in_full=True)
    if not is_sign_alone(record):
        return f"{sign}, from {_named(record, short)}"
    return f"{sign}, from {_day(record.started_at)} (id {short.get(record.id, record.id)})"


def _figures(checkin: CheckIn) -> str:
    """Its answers in the order of the questions; what was left out is not named."""
    told = [f"now {checkin.current}", f"average {checkin.average}", f"worst {checkin.worst}"]
    told += [] if checkin.disability is None else [f"disability {checkin.disability}%"]
    told += [f"“{checkin.activity}”"] if checkin.activity else []
    told += [] if checkin.activity_score is None else [f"how well it goes {checkin.activity_score} out of 10"]
    told += [] if checkin.safe is None else [f"how safe running feels {checkin.safe} out of 10"]
    return ", ".join(told)


def _day(at: datetime) -> str:
    return f"{day_name(at.date())} {at.year}"


def _minute(at: datetime) -> str:
    return f"{_day(at)}, {clock_time(at, habits_in_use())}"
