"""Whichever write fails, and however: everything that was done and answered is in the log at the next start."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.workspace import NO_MORNING, SCREENING, Workspace
from tests.support.bad_disk import BadDisk, fill, make_read_only, small_disk
from tests.support.examples import taking_turns
from tests.support.plain_parts import Page, Typist, front_of, open_workspace, typed_whole
from tests.support.story_time import run

NOON = datetime(2026, 1, 24, 12, 0, tzinfo=UTC)
FIRST_USE = "1\n0\n0\n0\n0\n2\n1\n"
"""Begin; no warning sign and no condition; choose a stage; the first."""
SESSION_ALONE = "3\n4\n3\n2\n5\nsunny\n"
"""Pain 3; worst 4, after 3, a sore knee, ready, effort 5, a note."""
SESSION = f"1\n{SESSION_ALONE}"
CHECK_IN = "7\n30\n28\n55\n20\nstairs\n6\n7\n"
STOP_AND_CLEARANCE = "8\n4\n2\n6\n2\n"
"""A warning sign, meant; cleared by a doctor."""
FIRST_DAY = f"{FIRST_USE}{SESSION}{CHECK_IN}{STOP_AND_CLEARANCE}0\n"
REMEMBERED, FORGOTTEN = "2\n0\n", "n\n0\n"
"""The morning after the session, on the next day: pain 2, or nobody asked."""


class Story:
    """Some days of a runner whose disk may fail."""

    def __init__(self, folder: Path, disk: BadDisk) -> None:
        self.folder = folder
        self.disk = disk
        self.page = Page()

    def live(self, morning: str) -> None:
        """The first day and the next one, with a start of the program on each."""
        self._day(0, FIRST_DAY)
        self._day(1, morning)

    def _day(self, number: int, typed: str) -> None:
        workspace = open_workspace(self.folder)
        workspace.store.close()
        workspace.store = Store.open(self.folder / "data", connect=self.disk.connect)
        self.sit_down(workspace, number, typed)

    def sit_down(self, workspace: Workspace, number: int, typed: str) -> None:
        """Type lines at an open workspace on a day, and leave."""
        workspace.wall = lambda: NOON + timedelta(days=number)
        try:
            self._walk(workspace, typed)
        finally:
            workspace.close()

    def _walk(self, workspace: Workspace, typed: str) -> None:
        async def converse() -> None:
            typist = Typist()
            await typed_whole(typist, typed)
            await stay_home(front_of(workspace, self.page, typist.keyboard))

        run(converse())

    def remembered(self) -> dict[str, Any]:
        """All that is in the log at the next start, less what differs from run to run."""
        with Store.open(self.folder / "data") as store:
            log = store.log()
            facts = {key: store.recall(key) for key in (SCREENING, NO_MORNING)}
        names = {record.id: f"session {number}" for number, record in enumerate(log.sessions)}
        sessions = sorted((plain(record) for record in log.sessions), key=repr)
        return {
            "sessions": sessions,
            "placements": log.placements,
            "checkins": log.checkins,
            "clearances": [(each.at, [names.get(name, name) for name in each.clears or ()]) for each in log.clearances],
            "facts": {key: names.get(value or "", value) for key, value in facts.items()},
        }


def plain(record: SessionRecord) -> SessionRecord:
    return replace(record, id="", updated_at=None)


def good_story(folder: Path, morning: str = REMEMBERED) -> tuple[dict[str, Any], int]:
    """What is remembered of the story on a disk that never fails, and how many writes that takes."""
    story = Story(folder, BadDisk())
    story.live(morning)
    return story.remembered(), story.disk.writes


def test_the_story_writes_everything_that_can_be_written(tmp_path: Path) -> None:
    remembered, writes = good_story(tmp_path / "one")
    answered, flagged = sorted(remembered["sessions"], key=lambda record: record.red_flags)
    assert (answered.pain_worst, answered.note, answered.pain_morning) == (4, "sunny", 2)
    assert flagged.red_flags
    assert [len(remembered[kind]) for kind in ("placements", "checkins", "clearances")] == [1, 1, 1]
    assert json.loads(remembered["facts"][SCREENING])
    assert good_story(tmp_path / "other", FORGOTTEN)[0]["facts"][NO_MORNING]
    assert writes > 20


# In `make test` each write fails for good in one of these ways, and once; in `make test-real` in all of them.
FAULTS = [
    pytest.param(0, "BEGIN IMMEDIATE", sqlite3.SQLITE_BUSY, id="locked"),
    pytest.param(1, "BEGIN IMMEDIATE", sqlite3.SQLITE_READONLY, id="read-only"),
    pytest.param(2, "INSERT", sqlite3.SQLITE_IOERR_WRITE, id="failing"),
    pytest.param(3, "COMMIT", sqlite3.SQLITE_FULL, id="full"),
]


@pytest.mark.examples
@pytest.mark.slow("lives through two days for each write that can fail")
@pytest.mark.parametrize(("turn", "statement", "code"), FAULTS)
@pytest.mark.parametrize(("lasting", "morning"), [(True, REMEMBERED), (False, FORGOTTEN)], ids=["for-good", "once"])
def test_a_fault_at_any_write_loses_nothing_that_was_done_or_answered(
    tmp_path: Path, turn: int, statement: str, code: int, lasting: bool, morning: str
) -> None:
    remembered, writes = good_story(tmp_path / "good", morning)
    told = 0
    for number in taking_turns(writes, turn=turn, of=len(FAULTS)):
        disk = BadDisk(code)
        disk.bad_at = statement
        disk.bad_writes = range(number, 10**9 if lasting else number + 1)
        story = Story(tmp_path / f"write-{number}", disk)
        story.live(morning)
        assert story.remembered() == remembered, number
        assert disk.failures or statement == "INSERT", number  # a write that only deletes has no INSERT to fail at
        told += "safe in" in story.page.text
        assert not list((story.folder / "data").glob("runwalk-rescue-*"))
    print(f"{statement} {code}: {writes} writes, {told} stories with a line about the rescue file")
    assert told


@pytest.mark.parametrize("spoil", [fill, make_read_only], ids=["full", "read-only"])
def test_on_a_disk_that_is_full_or_read_only_from_the_start_the_story_goes_on_all_the_same(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    with small_disk(tmp_path / "story") as disk:
        story = Story(disk, BadDisk())
        open_workspace(disk).close()
        with Store.open(disk / "data") as store:
            store.place(Placement(NOON - timedelta(days=30), "1"))
        spoil(disk)
        for number, typed in enumerate(
            (f"1\n0\n0\n0\n0\n{SESSION_ALONE}{CHECK_IN}{STOP_AND_CLEARANCE}0\n", REMEMBERED)
        ):
            workspace = workspace_on(disk / "stages.toml", disk / "data")
            assert workspace.claim() is None
            (notice,) = (
                line
                for line in workspace.notices
                if "will be added to your log the next time runwalk can open it" in line
            )
            assert str(disk) in notice
            story.sit_down(workspace, number, typed)
        assert story.page.text.count("The log can't be saved: ") >= 1
        make_read_only(disk, read_only=False)
        (disk / "filler").unlink(missing_ok=True)
        remembered = story.remembered()
    answered, flagged = sorted(remembered["sessions"], key=lambda record: record.red_flags)
    assert (answered.pain_worst, answered.note, answered.pain_morning) == (4, "sunny", 2)
    assert flagged.red_flags
    assert [len(remembered[kind]) for kind in ("placements", "checkins", "clearances")] == [1, 1, 1]
    assert remembered["facts"][SCREENING]


def test_nobody_leaves_with_something_in_memory_alone_without_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runwalk_tui.history.rescue.default_folders", lambda data: [data / FILE])
    disk = BadDisk(sqlite3.SQLITE_FULL)
    disk.bad_writes = range(10**9)
    story = Story(tmp_path / "story", disk)
    open_workspace(story.folder).close()
    workspace = open_workspace(story.folder)
    workspace.store.close()
    workspace.store = Store.open(story.folder / "data", connect=disk.connect)
    story.sit_down(workspace, 0, f"{CHECK_IN}0\n1\n0\n2\n")
    assert story.page.text.count("only in memory, so leave this window open") >= 2
    assert story.page.text.count("Leave anyway") == 2
