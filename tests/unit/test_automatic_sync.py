"""Syncing by itself: when it happens, what is told of it and how often, and that nothing waits long for a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.merging import MergeCounts
from runwalk_tui.history.store import Store
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Clearance, Log, SessionKind, SessionRecord, clearance_of
from runwalk_tui.settings import Settings, SyncSettings
from runwalk_tui.syncing import automatic, looking
from runwalk_tui.syncing.automatic import AutomaticSync
from runwalk_tui.syncing.computer import own_id
from runwalk_tui.syncing.folder import StrangersError, SyncReport
from runwalk_tui.syncing.news import of_another_table
from runwalk_tui.syncing.told import CameIn, came_in
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace
from tests.support.other_computers import FOLDER, OtherComputers, over
from tests.support.stand_ins import NOON, make_workspace
from tests.support.story_time import HANG_GUARD

SAFE = "Everything is saved on this computer."


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = make_workspace(tmp_path)
    yield workspace
    workspace.store.close()


@pytest.fixture
def others() -> Iterator[OtherComputers]:
    others = OtherComputers()
    yield others
    others.answers.set()


@pytest.fixture
def sync(workspace: Workspace, others: OtherComputers) -> AutomaticSync:
    return others.sync(workspace)


def session(name: str, days_ago: int = 1, **changes: object) -> SessionRecord:
    return replace(SessionRecord(name, NOON - timedelta(days=days_ago), "Test", "1", 2, 2), **changes)  # type: ignore[arg-type] # fields of a session


def looked(sync: AutomaticSync) -> AutomaticSync:
    """The same once it has looked and what followed from that is over."""
    sync.look()
    return over(sync)


def lines(sync: AutomaticSync) -> list[str]:
    news = sync.news()
    return [*news.lines, *map(str, news.problems)]


# When.


def test_the_first_look_syncs_and_the_next_does_not_as_nothing_has_changed(
    sync: AutomaticSync, others: OtherComputers
) -> None:
    for _ in range(3):
        looked(sync)
    assert others.folders == [Path(FOLDER)]


def test_whatever_the_others_should_know_is_carried_with_the_next_look(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    looked(sync)
    store, seen = workspace.store, []
    writes: tuple[Callable[[], object], ...] = (
        lambda: store.save(session("a")),
        lambda: store.save(session("a", pain_morning=2)),
        lambda: store.clear(Clearance(NOON, ("a",))),
        lambda: store.delete("a", NOON),
        lambda: store.restore("a", at=NOON),
    )
    for write in writes:
        write()
        looked(sync)
        seen.append(others.carried[-1] == store.log())
    assert seen == [True] * 5
    assert len(others.folders) == 6


def test_a_fact_that_stays_on_this_computer_is_no_reason_to_sync(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    looked(sync)
    workspace.store.remember("screening", "{}")
    looked(sync)
    assert len(others.folders) == 1


def test_what_another_program_writes_is_carried_too(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    looked(sync)
    with Store.open(workspace.store.folder) as other:
        other.save(session("a"))
    looked(sync)
    assert [record.id for record in others.carried[-1].sessions] == ["a"]


def test_one_at_a_time_and_what_is_written_meanwhile_is_carried_by_the_next(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    others.hang()
    for _ in range(3):
        sync.look()
    workspace.store.save(session("a"))
    sync.look()
    others.answers.set()
    over(sync)
    assert len(others.folders) == 1
    looked(sync)
    assert [record.id for record in others.carried[-1].sessions] == ["a"]
    assert len(others.folders) == 2


def test_a_computer_that_is_left_on_looks_again_after_a_while(
    sync: AutomaticSync, others: OtherComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(sync)
    monkeypatch.setattr(automatic, "AGAIN", 0.0)
    others.brings = [session("b")]
    assert lines(looked(sync)) == ["1 session came in from another computer."]


def test_a_computer_that_slept_looks_as_soon_as_it_wakes(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    looked(sync)
    workspace.wall = lambda: NOON + timedelta(hours=9)
    looked(sync)
    looked(sync)
    assert len(others.folders) == 2


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is there, and is looked at whenever it may be."""
    for name in ("GLANCE", "SOON"):
        monkeypatch.setattr(automatic, name, 0.0)
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


def test_a_file_that_arrives_or_changes_is_reason_enough_to_sync(
    workspace: Workspace, others: OtherComputers, shared: Path
) -> None:
    sync, file = others.sync(workspace, str(shared)), shared / "runwalk-bbbbbbbb.json"
    looked(looked(sync))
    assert len(others.folders) == 1
    changes: tuple[Callable[[], object], ...] = (
        lambda: file.write_text("one"),
        lambda: file.write_text("longer"),
        lambda: os.utime(file, ns=(1, 1)),
        lambda: file.rename(shared / "runwalk-bbbbbbbb.sync-conflict-20260105-073000-ABCDEFG.json"),
        lambda: shutil.rmtree(shared),
        shared.mkdir,
    )
    for number, change in enumerate(changes, start=2):
        change()
        looked(looked(sync))
        assert len(others.folders) == number


def test_what_the_folder_has_besides_is_no_reason(workspace: Workspace, others: OtherComputers, shared: Path) -> None:
    sync = others.sync(workspace, str(shared))
    looked(sync)
    own = own_id(workspace.store)
    for name in (".syncthing.runwalk-bbbbbbbb.json.tmp", "photo.jpg", f"runwalk-{own}.json", f"runwalk-{own}.json.age"):
        (shared / name).write_text("anything")
        looked(sync)
    assert len(others.folders) == 1


def test_a_folder_is_looked_at_now_and_then_and_sooner_when_the_runner_is_back(
    workspace: Workspace, others: OtherComputers, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = others.sync(workspace, str(shared))
    looked(sync)
    (shared / "runwalk-bbbbbbbb.json").write_text("one")
    monkeypatch.setattr(automatic, "GLANCE", 1000.0)
    monkeypatch.setattr(automatic, "SOON", 1000.0)
    sync.look(back=True)
    over(sync)
    assert len(others.folders) == 1
    monkeypatch.setattr(automatic, "SOON", 0.0)
    looked(sync)
    assert len(others.folders) == 1
    for _ in range(2):
        sync.look(back=True)
        over(sync)
    assert len(others.folders) == 2


def test_a_sync_that_is_asked_for_during_a_look_at_the_folder_is_done(
    workspace: Workspace, others: OtherComputers, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, looks, go_on = others.sync(workspace, str(shared)), Event(), Event()
    looked(sync)

    def slowly(folder: Path, own: str | None) -> frozenset[tuple[str, int, int]]:
        looks.set()
        assert go_on.wait(HANG_GUARD)
        return frozenset()

    monkeypatch.setattr(looking, "looks_of", slowly)
    sync.look()
    assert looks.wait(HANG_GUARD)
    sync.look(now=True)
    go_on.set()
    over(sync)
    assert len(others.folders) == 2


def test_a_file_that_is_being_copied_is_left_until_it_no_longer_grows(
    workspace: Workspace, others: OtherComputers, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, file = others.sync(workspace, str(shared)), shared / "runwalk-bbbbbbbb.json"
    looked(looked(sync))
    for size in (10, 20, 30):
        file.write_bytes(b"x" * size)
        looked(sync)
        assert len(others.folders) == 1
        monkeypatch.setattr(automatic, "GLANCE", 1000.0)  # it is looked at soon again, whatever the usual time is
    looked(sync)
    assert len(others.folders) == 2


def test_a_log_that_cannot_be_read_is_left_alone(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    workspace.store.close()
    sync.look()
    assert others.folders == []


# What is told.


@pytest.mark.parametrize(
    ("brings", "deleted", "told"),
    [
        ([session("b")], [], "1 session came in from another computer."),
        ([session("b"), session("c", 2)], [], "2 sessions came in from your other computers."),
        ([], ["a"], "1 session was deleted on another computer."),
        (
            [session("a", note="windy", updated_at=NOON)],
            [],
            "1 session was changed on another computer.",
        ),
        ([session("b"), session("c", 2)], ["a"], "Sessions from your other computers: 2 new, 1 deleted."),
    ],
    ids=["one", "two", "deleted", "changed", "both"],
)
def test_what_came_in_is_one_line_told_once(
    workspace: Workspace,
    sync: AutomaticSync,
    others: OtherComputers,
    brings: list[SessionRecord],
    deleted: list[str],
    told: str,
) -> None:
    workspace.store.save(session("a"))
    others.brings, others.deleted = brings, deleted
    news = looked(sync).news()
    assert (news.changed, news.lines, news.problems) == (True, (told,), ())
    assert not looked(sync).news()


def test_a_warning_sign_that_came_in_is_said_first(sync: AutomaticSync, others: OtherComputers) -> None:
    others.brings = [session("b", red_flags=("chest",))]
    assert lines(looked(sync)) == [
        "A warning sign came in from another computer.",
        "1 session came in from another computer.",
    ]


def test_a_session_that_was_done_here_meanwhile_came_in_from_nowhere(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    others.hang()
    sync.look()
    assert others.begun.wait(10)
    workspace.store.save(session("mine"))
    others.brings = [session("b")]
    others.answers.set()
    assert lines(over(sync)) == ["1 session came in from another computer."]


def test_nothing_is_said_to_have_come_in_where_only_this_computer_wrote_something(
    workspace: Workspace, sync: AutomaticSync
) -> None:
    def writes_meanwhile(store: Store, folder: Path, at: datetime) -> SyncReport:
        workspace.store.save(session("mine", red_flags=("chest",)))
        return SyncReport((), MergeCounts(), True, ())

    news = looked(AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=writes_meanwhile)).news()
    assert (news.changed, news.lines) == (True, ())


def test_a_folder_that_is_not_there_is_told_once_and_not_at_each_session(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    others.problem = f"there is no folder {FOLDER}; make it, or check the name"
    told = f"Your log couldn't be synced: {others.problem}. {SAFE}"
    assert lines(looked(sync)) == [told]
    for name in ("a", "b"):
        workspace.store.save(session(name))
        assert lines(looked(sync)) == []
    assert len(others.folders) == 3, "it was tried again"
    others.problem = "another cause."
    workspace.store.save(session("c"))
    assert lines(looked(sync)) == [f"Your log couldn't be synced: another cause. {SAFE}"]


def test_what_is_wrong_with_single_files_is_one_short_line_for_each_new_cause(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    told = [f"Not everything could be synced: `runwalk sync` says why. {SAFE}"]
    others.problems = ("one", "two", "three")
    assert lines(looked(sync)) == told
    workspace.store.save(session("a"))
    assert lines(looked(sync)) == []
    others.problems = ("one", "four")
    workspace.store.save(session("b"))
    assert lines(looked(sync)) == told


def test_what_several_syncs_brought_adds_up(workspace: Workspace, sync: AutomaticSync, others: OtherComputers) -> None:
    for name in ("b", "c"):
        others.brings = [session(name)]
        sync.look(now=True)
        over(sync)
        workspace.store.save(session(f"mine, after {name}"))
    others.brings, others.deleted = [session("d", red_flags=("chest",))], ["c"]
    assert lines(looked(sync)) == [
        "A warning sign came in from another computer.",
        "Sessions from your other computers: 3 new, 1 deleted.",
    ]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (
            session("b", stage="9"),
            "Your last session is stage 9 of Test, which the stage table on this computer doesn't",
        ),
        (
            session("b", programme="Mine"),
            "Your last session is stage 1 of Mine, which the stage table on this computer",
        ),
        (session("b"), ""),
        (session("b", 5, stage="9"), ""),
        (session("b", stage="9", kind=SessionKind.COMPANION), ""),
    ],
    ids=["stage", "programme", "known", "older", "other exercise"],
)
def test_that_the_other_computer_has_another_stage_table_is_one_line(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers, last: SessionRecord, told: str
) -> None:
    workspace.store.save(session("a", 3))
    others.brings = [last]
    news = looked(sync).news()
    line = of_another_table(workspace.table, workspace.store.log(), news.brought)
    assert line.startswith(told)
    assert bool(line) == bool(told)
    assert not of_another_table(workspace.table, workspace.store.log(), looked(sync).news().brought), "it is told once"


SIGN = "A warning sign came in from another computer."


class Upstairs:
    """Another computer; its log is taken in whole, as often as asked."""

    def __init__(self, workspace: Workspace, data: Path) -> None:
        self.store = Store.open(data, at=NOON)
        self.here = workspace.store
        self.sync = AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=self.takes_in)

    def takes_in(self, store: Store, folder: Path, at: datetime) -> SyncReport:
        before = store.log()
        counts = store.merge(self.store.log(), converge=True)
        return SyncReport((), counts, store.log() != before, (), came_in(before, store.log()))

    def syncs(self) -> None:
        self.sync.look(now=True)
        over(self.sync)


@pytest.fixture
def upstairs(workspace: Workspace, tmp_path: Path) -> Iterator[Upstairs]:
    upstairs = Upstairs(workspace, tmp_path / "upstairs")
    yield upstairs
    upstairs.store.close()


def test_a_sign_that_was_up_here_did_not_come_in_though_its_session_was_deleted_elsewhere(upstairs: Upstairs) -> None:
    upstairs.here.save(run := session("a"))
    upstairs.store.merge(upstairs.here.log(), converge=True)
    upstairs.here.save(replace(run, red_flags=("chest",), updated_at=NOON - timedelta(hours=2)), was=run)
    upstairs.store.delete("a", NOON)
    upstairs.syncs()
    (own,) = stop_sign(upstairs.here.log())
    assert own.red_flags == ("chest",)
    news = upstairs.sync.news()
    assert (news.sign, news.lines) == (False, ("1 session was deleted on another computer.",))


def test_a_sign_that_came_in_and_is_cleared_by_now_is_not_told_as_up(upstairs: Upstairs) -> None:
    upstairs.store.save(session("a", red_flags=("chest",)))
    upstairs.syncs()
    upstairs.store.clear(clearance_of(stop_sign(upstairs.store.log()), NOON))
    upstairs.syncs()
    assert not stop_sign(upstairs.here.log())
    news = upstairs.sync.news()
    assert not news.sign
    assert SIGN not in news.lines
    assert "1 session came in from another computer." in news.lines


def test_a_sign_that_came_in_is_told_though_its_session_is_deleted_by_now(upstairs: Upstairs) -> None:
    upstairs.store.save(session("a", red_flags=("chest",)))
    upstairs.syncs()
    upstairs.store.delete("a", NOON)
    upstairs.syncs()
    assert stop_sign(upstairs.here.log())
    news = upstairs.sync.news()
    assert news.sign
    assert news.lines[0] == SIGN


def test_a_sign_that_came_in_is_told_though_another_one_was_ticked_here_meanwhile(upstairs: Upstairs) -> None:
    upstairs.store.save(run := session("a", red_flags=("chest",)))
    upstairs.syncs()
    upstairs.here.save(session("b", red_flags=("fever",)))
    upstairs.store.save(replace(run, note="!", updated_at=NOON), was=run)
    upstairs.syncs()
    assert upstairs.sync.news().lines[0] == SIGN
    upstairs.store.clear(clearance_of(stop_sign(upstairs.store.log()), NOON))
    upstairs.here.save(session("c", red_flags=("saddle",)))
    upstairs.syncs()
    assert not upstairs.sync.news().sign, "only those of here are up"


def test_what_may_be_somebody_else_s_is_told_in_full_and_once(workspace: Workspace) -> None:
    told = Problem("None of the sessions there are in your log, so they were left out")

    def meets(store: Store, folder: Path, at: datetime) -> SyncReport:
        return SyncReport((), MergeCounts(), False, (Problem("one"),), strangers=told)

    sync = AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=meets)
    assert lines(looked(sync)) == [str(told), f"Not everything could be synced: `runwalk sync` says why. {SAFE}"]
    workspace.store.save(session("a"))
    assert lines(looked(sync)) == []


def test_a_warning_sign_comes_first_where_nothing_can_be_synced(workspace: Workspace) -> None:
    def meets(store: Store, folder: Path, at: datetime) -> SyncReport:
        raise StrangersError(Problem("none of the sessions there are in your log"), "There's a warning sign.")

    sync = AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=meets)
    told = "There's a warning sign. Your log couldn't be synced: none of the sessions there are in your log."
    assert lines(looked(sync)) == [f"{told} {SAFE}"]


def test_a_walk_is_called_one(sync: AutomaticSync, others: OtherComputers) -> None:
    others.brings = [session("b", kind=SessionKind.WALK), session("c", 2, kind=SessionKind.WALK), session("d", 3)]
    assert lines(looked(sync)) == ["1 session and 2 walks came in from your other computers."]


def test_a_session_that_is_back_after_it_was_deleted_here_is_not_called_new(workspace: Workspace) -> None:
    def brings_back(store: Store, folder: Path, at: datetime) -> SyncReport:
        store.save(session("a"))
        return SyncReport((), MergeCounts(new=1, anything=True), True, (), CameIn(back=1))

    news = looked(AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=brings_back)).news()
    assert news.lines == ("1 session is back: you changed it on another computer after you deleted it here.",)


def test_that_somebody_has_been_cleared_is_said_in_words(workspace: Workspace) -> None:
    def clears(store: Store, folder: Path, at: datetime) -> SyncReport:
        store.clear(Clearance(NOON, ("a",)))
        return SyncReport((), MergeCounts(anything=True), True, (), CameIn(clearances=1, checkins=2, placements=1))

    news = looked(AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=clears)).news()
    assert news.lines == (
        "On another computer you recorded that you've been cleared to run.",
        "2 new check-ins.",
        "Your starting stage was set on another computer.",
    )


def test_a_fault_of_ours_is_one_line_and_the_next_sync_has_its_turn(workspace: Workspace) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    sync = AutomaticSync(workspace.store, FOLDER, workspace.wall, engine=faulty)  # type: ignore[arg-type] # it returns nothing
    assert lines(looked(sync)) == [f"Your log couldn't be synced: ZeroDivisionError: two lines. {SAFE}"]


@pytest.mark.parametrize("named", ["runs", "./runs", "~nobody-here/runs"])
def test_a_folder_that_is_not_named_in_full_is_not_looked_for(
    workspace: Workspace, others: OtherComputers, named: str
) -> None:
    (told,) = lines(looked(others.sync(workspace, named)))
    assert told.startswith(f"Your log couldn't be synced: {named}: ")
    assert others.folders == []


def test_the_home_folder_may_be_named_by_its_sign(workspace: Workspace, others: OtherComputers, own_home: Path) -> None:
    looked(others.sync(workspace, "~/runs"))
    assert others.folders == [own_home / "runs"]


# A folder that hangs.


def test_a_folder_that_hangs_is_told_once_and_what_comes_of_it_later_is_told_too(
    sync: AutomaticSync, others: OtherComputers
) -> None:
    others.hang()
    sync.look()
    assert not sync.news(), "it may still come"
    sync.patience = 0.0
    assert lines(sync) == [f"Your log couldn't be synced: {FOLDER} doesn't answer. {SAFE}"]
    assert not sync.news()
    others.brings = [session("b")]
    others.answers.set()
    assert lines(over(sync)) == ["1 session came in from another computer."]


def test_the_end_of_the_program_does_not_wait_for_a_folder_that_has_had_its_time(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    workspace.make_sync = lambda named: sync
    workspace.settings = replace(workspace.settings, sync=SyncSettings(FOLDER))
    others.hang()
    sync.look()
    sync.patience = 0.0
    workspace.close()
    assert sync.running, "it hangs still"
    assert [str(problem) for problem in workspace.unsynced] == [
        f"Your log couldn't be synced: {FOLDER} doesn't answer. {SAFE}"
    ]
    others.brings = [session("late")]
    others.answers.set()
    over(sync)  # the log is closed by now: nothing came of it, and nothing broke
    with Store.open(workspace.store.folder, read_only=True) as store:
        assert store.log() == Log()


def test_the_end_of_the_program_carries_what_was_written_last(
    workspace: Workspace, sync: AutomaticSync, others: OtherComputers
) -> None:
    workspace.make_sync = lambda named: sync
    workspace.settings = replace(workspace.settings, sync=SyncSettings(FOLDER))
    workspace.sync_first()
    workspace.store.save(session("a"))
    workspace.close()
    assert [record.id for record in others.carried[-1].sessions] == ["a"]
    assert workspace.unsynced == ()


# Which log.


def open_usual(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose data folder is the usual one."""
    monkeypatch.setattr("runwalk_tui.paths.is_usual_data_dir", lambda data: data == folder / "data")
    return make_workspace(folder)


def test_the_usual_log_is_synced_with_the_folder_that_is_set_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_usual(tmp_path, monkeypatch)
    assert workspace.sync is None
    for name in ("/one", "/two"):
        workspace.settings = Settings(sync=SyncSettings(f" {name} "))
        sync = workspace.sync
        assert sync is not None
        assert sync.named == name
        assert workspace.sync is sync
    workspace.settings = Settings()
    assert workspace.sync is None
    workspace.store.close()


def test_a_copy_of_a_log_that_cannot_be_written_takes_nothing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_usual(tmp_path, monkeypatch)
    workspace.store.save(session("a"))
    workspace.store.close()
    workspace.store = Store.open_copy(workspace.store.folder, StoreError("the disk is full", Trouble.FULL))
    workspace.settings = Settings(sync=SyncSettings(FOLDER))
    assert workspace.sync is None
    workspace.close()


def test_another_log_is_not_mixed_into_the_runners_own(workspace: Workspace) -> None:
    workspace.settings = Settings(sync=SyncSettings(FOLDER))
    assert workspace.sync is None
