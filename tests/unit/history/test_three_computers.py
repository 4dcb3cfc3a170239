"""Any story of three computers that exchange logs, in any order and any number of times: in the end they are the same.

Sessions that are added, edited, moved, deleted and brought back on any of them; the same rows of a table imported with
other words; warning signs in sessions and in records of their own, clearances made of what a computer knows; placements
and their moves, check-ins; clocks an hour apart, and the same instant on two computers; restarts, and old logs that
arrive late.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.history.versions import ANSWERS, NOT_GIVEN
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionRecord,
    clearance_of,
    stop_record,
)
from tests.support.examples import examples

HERE, ELSEWHERE = timezone(timedelta(hours=1)), timezone(timedelta(hours=-3, minutes=-30))
START = datetime(2026, 3, 28, 7, 30, tzinfo=HERE)
HOUR = timedelta(hours=1)
ROUNDS = 3
"""In so many rounds, in which each takes in what each other one has, logs are the same: two for what was done, and one
for the warning signs that come to records of their own in the first."""

Version = SessionRecord | Deletion
COMPUTERS, ANY = st.integers(0, 2), st.integers(0, 99)


def flags_in(sessions: Iterable[SessionRecord]) -> set[str]:
    return {flag for session in sessions for flag in session.red_flags}


class Computer:
    """One of the three: its log, and how far its clock is off."""

    def __init__(self, folder: Path, off: timedelta, zone: timezone) -> None:
        self.folder, self.off, self.zone = folder, off, zone
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.folder, at=START, rescue_folders=())

    @property
    def log(self) -> Log:
        return self.store.log()

    def session(self, choice: int) -> SessionRecord | None:
        sessions = self.log.sessions
        return sessions[choice % len(sessions)] if sessions else None


class ThreeComputers(RuleBasedStateMachine):
    """What the runner does on each, and what is carried between them."""

    carried = Bundle("carried")

    @initialize(offs=st.permutations([timedelta(0), HOUR, -HOUR]))
    def begin(self, offs: list[timedelta]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="runwalk-three-"))
        zones = (HERE, HERE, ELSEWHERE)
        self.computers = [
            Computer(self.folder / str(number), off, zone)
            for number, (off, zone) in enumerate(zip(offs, zones, strict=True))
        ]
        self.moments = self.number = 0
        self.uncleared: set[str] = set()
        """Warning signs that were ticked and that no clearance was made in sight of."""
        self.cleared: dict[datetime, set[str]] = {}
        """Those that were shown and cleared by name, by the time of that."""
        self.cleared_by_time: set[datetime] = set()
        self.versions: dict[str, list[Version]] = {}
        """All that any log ever said of a session."""
        self.placements: dict[tuple[datetime, str, str], bool] = {}
        """All there ever were, and whether any log says that they are withdrawn."""
        self.checkins: set[datetime] = set()

    def wall(self, computer: Computer, *, again: bool = False) -> datetime:
        """The clock of a computer; now and then it shows the same as for what was done before, here or there."""
        self.moments += not again
        return (START + computer.off + timedelta(minutes=10 * self.moments)).astimezone(computer.zone)

    def note(self, computer: Computer) -> None:
        """Remember what a log says now."""
        log = computer.log
        for version in said(log):
            known = self.versions.setdefault(version.id, [])
            if version not in known:
                known.append(version)
        for placement in (*log.placements, *log.withdrawn):
            key = (placement.at, placement.stage, placement.how)
            self.placements[key] = self.placements.get(key, False) or placement.withdrawn
        self.checkins |= {checkin.at for checkin in log.checkins}

    # What is done on one of them.

    @rule(
        which=COMPUTERS, again=st.booleans(), worst=st.none() | st.integers(0, 10), rehearsal=st.sampled_from([0, 0, 1])
    )
    def run(self, which: int, again: bool, worst: int | None, rehearsal: int) -> None:
        computer = self.computers[which]
        self.number += 1
        at = self.wall(computer, again=again)
        marks = () if worst is None else (PainMark(412, worst),)
        record = SessionRecord(f"s{self.number}", at, "P", "1", 6, 6, pain_worst=worst, pain_marks=marks)
        computer.store.save(replace(record, rehearsal=bool(rehearsal)))
        self.note(computer)

    @rule(which=COMPUTERS, row=st.integers(0, 1), note=st.sampled_from("abc"))
    def import_a_row(self, which: int, row: int, note: str) -> None:
        """Of a table that says something else on each computer, and never when it was changed."""
        computer = self.computers[which]
        computer.store.merge(Log(sessions=(SessionRecord(f"row{row}", START, "P", "1", 6, 6, note=note),)))
        self.note(computer)

    @rule(which=COMPUTERS, choice=ANY, again=st.booleans(), moved=st.booleans(), turned=st.sampled_from([0, 0, 0, 1]))
    def edit(self, which: int, choice: int, again: bool, moved: bool, turned: int) -> None:
        computer = self.computers[which]
        was = computer.session(choice)
        if was is None:
            return
        at = self.wall(computer, again=again)
        started_at = START.astimezone(computer.zone) if moved else was.started_at
        rehearsal = was.rehearsal != bool(turned)
        edited = replace(was, note=f"note {at}", started_at=started_at, rehearsal=rehearsal, updated_at=at)
        computer.store.save(edited, was=was)
        self.note(computer)

    @rule(which=COMPUTERS, choice=ANY, again=st.booleans(), pain=st.integers(0, 10))
    def answer_the_morning(self, which: int, choice: int, again: bool, pain: int) -> None:
        computer = self.computers[which]
        was = computer.session(choice)
        if was is not None:
            at = self.wall(computer, again=again)
            computer.store.save(replace(was, pain_morning=pain, updated_at=at), was=was)
            self.note(computer)

    @rule(which=COMPUTERS, choice=ANY, again=st.booleans())
    def tick(self, which: int, choice: int, again: bool) -> None:
        computer = self.computers[which]
        was = computer.session(choice)
        if was is None:
            return
        self.number += 1
        flag = f"sign {self.number}"
        at = self.wall(computer, again=again)
        computer.store.save(replace(was, red_flags=(flag, *was.red_flags), updated_at=at), was=was)
        self.uncleared |= set() if was.rehearsal else {flag}
        self.note(computer)

    @rule(which=COMPUTERS, again=st.booleans())
    def tick_before_a_session(self, which: int, again: bool) -> None:
        computer = self.computers[which]
        self.number += 1
        flag = f"sign {self.number}"
        record = stop_record(self.wall(computer, again=again), "P", "1", [flag])
        computer.store.save(replace(record, id=f"stop{self.number}"))
        # One that starts no later than a clearance of the first edition is cleared by that.
        self.uncleared |= {flag} & flags_in(stop_sign(computer.log))
        self.note(computer)

    @rule(which=COMPUTERS, again=st.booleans(), by_time=st.sampled_from([0, 0, 0, 0, 1]))
    def clear(self, which: int, again: bool, by_time: int) -> None:
        computer = self.computers[which]
        shown, at = stop_sign(computer.log), self.wall(computer, again=again)
        computer.store.clear(Clearance(at) if by_time else clearance_of(shown, at))
        if by_time:
            self.cleared_by_time.add(at)
        else:
            self.cleared.setdefault(at, set()).update(flags_in(shown))
        self.uncleared -= flags_in(shown) - flags_in(stop_sign(computer.log))
        self.note(computer)

    @rule(which=COMPUTERS, choice=ANY, again=st.booleans())
    def delete(self, which: int, choice: int, again: bool) -> None:
        computer = self.computers[which]
        was = computer.session(choice)
        if was is not None and was not in stop_sign(computer.log):  # which every front refuses
            computer.store.delete(was.id, self.wall(computer, again=again))
            self.note(computer)

    @rule(which=COMPUTERS, again=st.booleans())
    def undo(self, which: int, again: bool) -> None:
        computer = self.computers[which]
        computer.store.restore(at=self.wall(computer, again=again))
        self.note(computer)

    @rule(which=COMPUTERS, stage=st.sampled_from("123"), again=st.booleans(), programme=st.sampled_from(["", "P", "Q"]))
    def place(self, which: int, stage: str, again: bool, programme: str) -> None:
        computer = self.computers[which]
        computer.store.place(Placement(self.wall(computer, again=again), stage, "chosen", programme))
        self.note(computer)

    @rule(which=COMPUTERS, choice=ANY)
    def move_a_placement(self, which: int, choice: int) -> None:
        computer = self.computers[which]
        placements = computer.log.placements
        if placements:
            was = placements[choice % len(placements)]
            computer.store.move_placement(replace(was, at=was.at - timedelta(hours=choice % 3)), was)
            self.note(computer)

    @rule(which=COMPUTERS, pain=st.integers(0, 100), again=st.booleans())
    def check_in(self, which: int, pain: int, again: bool) -> None:
        computer = self.computers[which]
        computer.store.check_in(CheckIn(self.wall(computer, again=again), pain, pain, pain))
        self.note(computer)

    @rule(which=COMPUTERS)
    def restart(self, which: int) -> None:
        self.computers[which].store.close()
        self.computers[which].open()

    # What is carried.

    @rule(target=carried, which=COMPUTERS)
    def write(self, which: int) -> str:
        return to_json(self.computers[which].log)

    @rule(which=COMPUTERS, text=carried, converge=st.sampled_from([True, True, False]))
    def read(self, which: int, text: str, converge: bool) -> None:
        computer, history = self.computers[which], from_json(text)
        before = to_json(computer.log)
        counts = computer.store.merge(history, converge=converge)
        assert counts.anything == (to_json(computer.log) != before)
        self.note(computer)
        assert not computer.store.merge(history, converge=converge).anything, "read twice, it changes nothing"

    @rule(order=st.permutations(list(permutations(range(3), 2))))
    def everybody_gets_everything(self, order: list[tuple[int, int]]) -> None:
        rounds = 0
        while self.a_round(order):
            rounds += 1
            assert rounds <= ROUNDS
        texts = {to_json(computer.log) for computer in self.computers}
        assert len(texts) == 1
        (text,) = texts
        log = self.computers[0].log
        assert to_json(from_json(text)) == text
        self.nothing_is_lost(log)

    def a_round(self, order: list[tuple[int, int]]) -> bool:
        """Whether anything changed anywhere when each took in what each other one has."""
        changed = False
        for source, target in order:
            computer = self.computers[target]
            counts = computer.store.merge(from_json(to_json(self.computers[source].log)), converge=True)
            assert counts.differing == []
            changed = counts.anything or changed
            self.note(computer)
        return changed

    def nothing_is_lost(self, log: Log) -> None:
        up = flags_in(stop_sign(log))
        assert self.uncleared <= up, "a warning sign that nobody has cleared"
        # Of the same instant as one by its time, a clearance by name is no more than that.
        named = {flag for at, flags in self.cleared.items() if at not in self.cleared_by_time for flag in flags}
        assert not up & named, "a warning sign that was shown and cleared"
        here = {version.id: version for version in said(log)}
        assert here.keys() == self.versions.keys()
        for session_id, versions in self.versions.items():
            assert said_by(here[session_id]) in map(said_by, latest(versions))
            assert not answers_lost(here[session_id], versions)
        there = {(each.at, each.stage, each.how): each.withdrawn for each in (*log.placements, *log.withdrawn)}
        assert there == self.placements
        assert {checkin.at for checkin in log.checkins} == self.checkins
        starts = [session.started_at for session in log.sessions]
        assert starts == sorted(starts)

    def teardown(self) -> None:
        if hasattr(self, "computers"):
            self.everybody_gets_everything(list(permutations(range(3), 2)))
            for computer in self.computers:
                computer.store.close()
            shutil.rmtree(self.folder)


def said(log: Log) -> list[Version]:
    """What a log says of each session: as it is, or that it was deleted."""
    return [*log.sessions, *log.deleted]


def latest(versions: list[Version]) -> list[Version]:
    """Those that may hold: the ones of the latest time, a deletion alone where there is one among them."""

    def when(version: Version) -> tuple[datetime, bool]:
        at = version.at if isinstance(version, Deletion) else version.updated_at
        return at or datetime.min.replace(tzinfo=HERE), isinstance(version, Deletion)

    last = max(map(when, versions))
    return [version for version in versions if when(version) == last]


def said_by(version: Version) -> Version:
    """What it says but for warning signs, of which all are kept, and the next morning, which may be another
    version's."""
    if isinstance(version, Deletion):
        return version
    return replace(version, red_flags=(), pain_morning=version.pain_morning if version.rehearsal else None)


def answers_lost(here: Version, versions: list[Version]) -> list[str]:
    """The answers that nobody ever took away and that are not there; what was deleted, or a rehearsal for a while, may
    have lost some."""
    sessions = [version for version in versions if isinstance(version, SessionRecord)]
    if isinstance(here, Deletion) or len(sessions) < len(versions) or any(each.rehearsal for each in sessions):
        return []
    return [
        name
        for name in ANSWERS
        if getattr(here, name) in NOT_GIVEN and any(getattr(each, name) not in NOT_GIVEN for each in sessions)
    ]


ThreeComputers.TestCase.settings = settings(examples(25), stateful_step_count=30)
test_any_story_of_three_computers = pytest.mark.hypothesis(
    pytest.mark.slow("hundreds of small stories")(ThreeComputers.TestCase)
)
