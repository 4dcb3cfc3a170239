"""Any story of a log, against a model that knows what must be there.

Sessions, corrections, deletions and undo, placements, check-ins and clearances; a clock that is years off; a disk that
is full for a while; old exports taken in again; the end of the program in the midst of all that, without a word.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from runwalk_tui.corrections.entry import uncleared
from runwalk_tui.history.database.sessions import KEPT_FOR_UNDO
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.reliable_store import ReliableStore
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import CheckIn, Log, Placement, SessionRecord, clearance_of
from tests.support.bad_disk import BadDisk
from tests.support.examples import examples

START = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
CLOCKS = (0, 0, 0, 2, 4 * 365, -25 * 365)
"""Days by which the clock may be off; most often it is right."""
NONE_FAIL, ALL_FAIL = range(0), range(10**9)


class LogStory(RuleBasedStateMachine):
    """What the runner does, and what the machine does to it."""

    exports = Bundle("exports")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="runwalk-story-"))
        self.disk = BadDisk(sqlite3.SQLITE_FULL)
        self.minutes, self.off = 0, 0
        self.model: dict[str, SessionRecord] = {}
        self.undo: list[SessionRecord] = []
        self.others: set[object] = set()
        self.number = 0
        self.open()

    def open(self) -> None:
        store = Store.open(self.folder, connect=self.disk.connect, at=START, rescue_folders=[self.folder])
        self.reliable_store = ReliableStore(store, self.wall)

    def wall(self) -> datetime:
        """The clock on the wall, which may be wrong; no two moments are the same."""
        self.minutes += 1
        return START + timedelta(days=self.off, minutes=self.minutes)

    @property
    def full(self) -> bool:
        return self.disk.bad_writes is ALL_FAIL

    def any_of(self, choice: int) -> SessionRecord:
        return self.model[sorted(self.model)[choice % len(self.model)]]

    # What the runner does.

    @rule(pain=st.none() | st.integers(0, 10), flag=st.sampled_from([(), (), ("fever",), ("saddle",)]))
    def run(self, pain: int | None, flag: tuple[str, ...]) -> None:
        self.number += 1
        record = SessionRecord(f"s{self.number}", self.wall(), "P", "1", 6, 6, pain_worst=pain, red_flags=flag)
        self.reliable_store.finish(record)
        self.model[record.id] = record

    @precondition(lambda self: self.model)
    @rule(choice=st.integers(0, 99), pain=st.integers(0, 10))
    def correct(self, choice: int, pain: int) -> None:
        record = replace(self.any_of(choice), pain_worst=pain, updated_at=self.wall())
        self.reliable_store.save(record)
        self.model[record.id] = record

    @precondition(lambda self: self.model)
    @rule(choice=st.integers(0, 99))
    def delete(self, choice: int) -> None:
        record = self.any_of(choice)
        today = (START + timedelta(days=self.off, minutes=self.minutes)).date()
        if record.id in {each.id for each in uncleared(self.reliable_store.log(), today)}:
            return  # which every front refuses, also where the clock is set back to before the clearance
        trouble = self.reliable_store.delete(record.id)
        assert bool(trouble) == self.full
        if not trouble:
            self.undo.append(self.model.pop(record.id))

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        deleted = self.reliable_store.deleted_last()
        assert deleted is not None
        self.reliable_store.restore()
        record = self.undo.pop()
        assert deleted.id == record.id
        self.model[record.id] = record

    @rule(stage=st.sampled_from("123"))
    def place(self, stage: str) -> None:
        placement = Placement(self.wall(), stage)
        self.reliable_store.place(placement)
        self.others.add(placement)

    @rule(pain=st.integers(0, 100))
    def check_in(self, pain: int) -> None:
        checkin = CheckIn(self.wall(), pain, pain, pain, None, "stairs" * (pain % 2), pain // 10, pain // 10 or None)
        self.reliable_store.check_in(checkin)
        self.others.add(checkin)

    @rule()
    def clear(self) -> None:
        shown = stop_sign(self.reliable_store.log())
        clearance = clearance_of(shown, self.wall())
        self.reliable_store.clear(clearance)
        self.others.add(clearance)
        assert stop_sign(self.reliable_store.log()) == ()

    @rule(target=exports)
    def export(self) -> str:
        return to_json(self.reliable_store.log())

    @precondition(lambda self: not self.full)
    @rule(text=consumes(exports))
    def take_in_an_old_export(self, text: str) -> None:
        self.reliable_store.catch_up()
        history = from_json(text)
        self.reliable_store.store.merge(history)
        # What was deleted stays deleted, and what is there stays: nothing in an old export is newer.
        self.others |= {*history.placements, *history.checkins, *history.clearances}

    # What the machine does.

    @rule(off=st.sampled_from(CLOCKS))
    def the_clock_is_set(self, off: int) -> None:
        self.off = off

    @rule(full=st.booleans())
    def the_disk_fills_or_has_room_again(self, full: bool) -> None:
        self.disk.bad_writes = ALL_FAIL if full else NONE_FAIL

    @rule()
    def the_program_ends_without_a_word(self) -> None:
        deleted = {deletion.id: deletion.at for deletion in self.reliable_store.log().deleted}
        self.reliable_store.store.close()  # and whatever was in memory alone is gone
        self.undo = [record for record in self.undo if deleted[record.id] >= START - KEPT_FOR_UNDO]
        self.disk.bad_writes = NONE_FAIL
        self.open()

    # What must be so.

    @invariant()
    def everything_is_there_and_nothing_else(self) -> None:
        if hasattr(self, "model"):
            self.compare(self.reliable_store.log())

    @invariant()
    def another_program_sees_the_same(self) -> None:
        if hasattr(self, "model"):
            with Store.open(self.folder, read_only=True, rescue_folders=[self.folder]) as store:
                self.compare(store.log())

    def compare(self, log: Log) -> None:
        found = {session.id: session for session in log.sessions}
        assert len(found) == len(log.sessions)
        assert found.keys() == self.model.keys()
        for session_id, record in found.items():
            known = self.model[session_id]
            assert replace(record, updated_at=None) == replace(known, updated_at=None)
            if known.updated_at is not None and record.updated_at is not None:
                assert record.updated_at >= known.updated_at, "a change never goes back in time"
        starts = [session.started_at for session in log.sessions]
        assert starts == sorted(starts)
        assert {*log.placements, *log.checkins, *log.clearances} == self.others

    def teardown(self) -> None:
        if hasattr(self, "reliable_store"):
            self.reliable_store.store.close()
            shutil.rmtree(self.folder)


LogStory.TestCase.settings = examples(12)
test_any_story_of_a_log = pytest.mark.hypothesis(pytest.mark.slow("hundreds of small stories")(LogStory.TestCase))
