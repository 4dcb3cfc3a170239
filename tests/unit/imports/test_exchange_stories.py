"""Any story of two logs that exchange files, against a model that knows what must be there.

Sessions that are added, edited, deleted and brought back in either log; restarts; exports as JSON and as tables, older
and newer ones, taken into either log in any order, as they were written or as a spreadsheet saved them again; clocks
that differ by days.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.history.json_file import to_json
from runwalk_tui.history.store import Store
from runwalk_tui.imports.incoming import read_stream
from runwalk_tui.session.records import CheckIn, Deletion, Log, PainMark, SessionKind, SessionRecord
from tests.support.examples import examples

HERE, ELSEWHERE = timezone(timedelta(hours=1)), timezone(timedelta(hours=-3, minutes=-30))
START = datetime(2026, 3, 28, 7, 30, tzinfo=HERE)
"""The day before a clock change."""
NOTES = ("", "easy", "=1+1", "'-1", 'two\nlines; "quoted"', "☂ 5, 6")
PLACES: tuple[tuple[str, ...], ...] = ((), ("knee",), ("hip", "a; b"), ("[", ""))

Version = SessionRecord | Deletion
"""What a log says last of a session."""


def wins(incoming: Version, known: Version | None) -> bool:
    """Whether what comes in is later than what is known; of a session and its deletion, a tie goes to the deletion."""
    if known is None:
        return True
    new = incoming.at if isinstance(incoming, Deletion) else incoming.updated_at
    old = known.at if isinstance(known, Deletion) else known.updated_at
    if new is None:
        return False
    over_a_session = isinstance(incoming, Deletion) and isinstance(known, SessionRecord)
    return old is None or new > old or (over_a_session and new == old)


@dataclass
class Side:
    """One of the two logs: the real one, and what must be in it."""

    folder: Path
    off: timedelta = timedelta(0)
    """How far its clock is off."""
    known: dict[str, Version] = field(default_factory=dict)
    checkins: set[CheckIn] = field(default_factory=set)
    gone: dict[str, SessionRecord] = field(default_factory=dict)
    """What can be brought back."""
    gone_here: set[str] = field(default_factory=set)
    """Of that, what was deleted in this log: an undo without an id brings back nothing else."""

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.folder, at=START, rescue_folders=())

    @property
    def sessions(self) -> list[SessionRecord]:
        return [version for _, version in sorted(self.known.items()) if isinstance(version, SessionRecord)]

    def keep(self, version: Version) -> None:
        before = self.known.get(version.id)
        if isinstance(version, SessionRecord):
            self.gone.pop(version.id, None)
            self.gone_here.discard(version.id)
        elif isinstance(before, SessionRecord):
            self.gone[version.id] = before
        self.known[version.id] = version


@dataclass(frozen=True)
class Given:
    """A file that a log gave away, and what is in it."""

    content: bytes
    known: tuple[Version, ...]
    checkins: frozenset[CheckIn] = frozenset()


SIDES = st.integers(0, 1)
ANY = st.integers(0, 99)


class Exchange(RuleBasedStateMachine):
    """What two runners of one log do, or one runner on two machines."""

    files = Bundle("files")

    @initialize(days=st.sampled_from([0, 0, -3, 2]))
    def begin(self, days: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="runwalk-exchange-"))
        self.sides = [Side(self.folder / "one"), Side(self.folder / "two", timedelta(days=days))]
        self.moments = 0

    def wall(self, side: Side) -> datetime:
        """The clock of a side, which may be wrong; no two moments are the same."""
        self.moments += 1
        return START + side.off + timedelta(seconds=self.moments)

    # What is done in a log.

    @rule(
        which=SIDES,
        worst=st.none() | st.integers(0, 10),
        note=st.sampled_from(NOTES),
        kind=st.sampled_from(SessionKind),
    )
    def add(self, which: int, worst: int | None, note: str, kind: SessionKind) -> None:
        side = self.sides[which]
        at = self.wall(side)
        marks = () if worst is None else (PainMark(1.5, worst), PainMark(412, worst))
        record = SessionRecord(
            f"s{self.moments}", at, "P", "1", 6, 6, pain_worst=worst, pain_marks=marks, note=note, kind=kind
        )
        side.store.save(record)
        side.keep(record)

    @precondition(lambda self: any(side.sessions for side in self.sides))
    @rule(which=SIDES, choice=ANY, worst=st.integers(0, 10), note=st.sampled_from(NOTES), sore=st.sampled_from(PLACES))
    def edit(self, which: int, choice: int, worst: int, note: str, sore: tuple[str, ...]) -> None:
        side = self.side_with_sessions(which)
        was = side.sessions[choice % len(side.sessions)]
        moved = (was.started_at - timedelta(hours=choice)).astimezone(ELSEWHERE)
        edited = replace(was, pain_worst=worst, note=note, soreness=sore, started_at=moved, updated_at=self.wall(side))
        side.store.save(edited)
        kept = side.store.session(was.id)
        assert kept is not None
        assert kept.updated_at is not None
        assert wins(kept, was), "an edit is newer than what it edits, whatever the clock says"
        assert replace(kept, updated_at=edited.updated_at) == edited
        side.keep(kept)

    @precondition(lambda self: any(side.sessions for side in self.sides))
    @rule(which=SIDES, choice=ANY)
    def delete(self, which: int, choice: int) -> None:
        side = self.side_with_sessions(which)
        was = side.sessions[choice % len(side.sessions)]
        at = self.wall(side)
        assert side.store.delete(was.id, at) == was
        side.keep(Deletion(was.id, at if was.updated_at is None else max(at, was.updated_at)))
        side.gone_here.add(was.id)
        assert side.store.deleted_last() == was

    @precondition(lambda self: any(side.gone for side in self.sides))
    @rule(which=SIDES, choice=ANY, named=st.booleans())
    def undo(self, which: int, choice: int, named: bool) -> None:
        side = self.sides[which] if self.sides[which].gone else self.sides[1 - which]
        last = side.store.deleted_last()
        wanted = sorted(side.gone)[choice % len(side.gone)] if named or last is None else last.id
        was, deletion = side.gone[wanted], side.known[wanted]
        back = side.store.restore(wanted if named or last is None else None, at=self.wall(side))
        assert back is not None
        assert replace(back, updated_at=was.updated_at) == was
        assert wins(back, deletion), "what was brought back is newer than its deletion"
        side.keep(back)

    @rule(
        which=SIDES,
        pain=st.integers(0, 100),
        disability=st.none() | st.integers(0, 100),
        activity=st.sampled_from(["", "stairs", "=1+1", "a; b"]),
        safe=st.none() | st.integers(0, 10),
    )
    def check_in(self, which: int, pain: int, disability: int | None, activity: str, safe: int | None) -> None:
        side = self.sides[which]
        score = pain // 10 if activity else None
        checkin = CheckIn(self.wall(side), pain, pain, pain, disability, activity, score, safe)
        side.store.check_in(checkin)
        side.checkins.add(checkin)

    @rule(which=SIDES)
    def restart(self, which: int) -> None:
        self.sides[which].store.close()
        self.sides[which].open()

    @rule(which=SIDES, days=st.sampled_from([0, 0, -3, 2]))
    def set_the_clock(self, which: int, days: int) -> None:
        self.sides[which].off = timedelta(days=days)

    # What goes from one to another.

    @rule(target=files, which=SIDES)
    def export_json(self, which: int) -> Given:
        side = self.sides[which]
        content = to_json(side.store.log()).encode()
        return Given(content, tuple(side.known.values()), frozenset(side.checkins))

    @rule(target=files, which=SIDES, again=st.booleans())
    def export_tables(self, which: int, again: bool) -> object:
        side = self.sides[which]
        log = side.store.log()
        sessions, checkins = to_csv(log), checkins_to_csv(log)
        if again:
            sessions, checkins = saved_again(sessions), saved_again(checkins)
        return multiple(
            Given(sessions.encode("utf-8-sig" if again else "utf-8"), tuple(side.sessions)),
            Given(checkins.encode(), (), frozenset(side.checkins)),
        )

    @rule(which=SIDES, given=files)
    def take_in(self, which: int, given: Given) -> None:
        self.take(self.sides[which], given)

    @rule()
    def exchange(self) -> None:
        """Each takes in what the other has; then they are the same, and what is of the same time is left as it was."""
        for which in (0, 1, 0, 1):
            self.take(self.sides[which], self.export_of(1 - which))
        one, two = (side.known for side in self.sides)
        assert one.keys() == two.keys()
        for session_id, version in one.items():
            other = two[session_id]
            assert version == other or not (wins(version, other) or wins(other, version))
        assert self.sides[0].checkins == self.sides[1].checkins

    def export_of(self, which: int) -> Given:
        side = self.sides[which]
        return Given(to_json(side.store.log()).encode(), tuple(side.known.values()), frozenset(side.checkins))

    def take(self, side: Side, given: Given) -> None:
        incoming = read_stream(io.BytesIO(given.content))
        assert set(incoming.sessions) | set(incoming.deleted) == set(given.known)
        assert set(incoming.checkins) == given.checkins
        before = side.store.log()
        counts = side.store.merge(incoming)
        told = counts.new + counts.changed + counts.same + counts.deleted + len(counts.differing)
        assert told == len(given.known) + len(given.checkins), "each record is counted once"
        if not (counts.new or counts.changed or counts.removed or counts.noted):
            assert replace(side.store.log(), deleted=()) == replace(before, deleted=())
        for version in given.known:
            if wins(version, side.known.get(version.id)):
                side.keep(version)
        side.checkins |= given.checkins
        after = side.store.log()
        again = side.store.merge(incoming)
        assert (again.new, again.changed, again.removed, again.noted) == (0, 0, [], 0)
        assert side.store.log() == after, "taken in twice, it changes nothing"

    def side_with_sessions(self, which: int) -> Side:
        return self.sides[which] if self.sides[which].sessions else self.sides[1 - which]

    # What must be so.

    @invariant()
    def each_log_holds_what_it_must_and_nothing_else(self) -> None:
        if not hasattr(self, "sides"):
            return
        for side in self.sides:
            log = side.store.log()
            assert {*log.sessions, *log.deleted} == set(side.known.values())
            assert set(log.checkins) == side.checkins
            last = side.store.deleted_last()
            assert (last is None) == (not side.gone_here)
            assert last is None or (last.id in side.gone_here and side.gone[last.id] == last)
            text = to_json(log).encode()
            assert read_stream(io.BytesIO(text)) == log
            assert read_stream(io.BytesIO(to_csv(log).encode())) == Log(sessions=log.sessions)

    def teardown(self) -> None:
        if hasattr(self, "sides"):
            for side in self.sides:
                side.store.close()
            shutil.rmtree(self.folder)


def saved_again(table: str) -> str:
    """A table as a spreadsheet in another country saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(
        [cell.upper() if cell in ("true", "false") else cell for cell in row]
        for row in csv.reader(io.StringIO(table, newline=""))
    )
    return out.getvalue()


Exchange.TestCase.settings = examples(50)
test_any_story_of_two_logs = pytest.mark.hypothesis(pytest.mark.slow("hundreds of small stories")(Exchange.TestCase))
