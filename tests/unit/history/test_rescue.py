"""Records that the database did not take are kept elsewhere and come back."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.history import rescue
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import CheckIn, Clearance, Log, Placement, SessionKind
from tests.support.history_samples import FULL_SESSION, MakeSession, OpenStore

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_a_rescued_session_is_in_the_log_at_the_next_start(data: Path, tmp_path: Path, now: datetime) -> None:
    history = Log(
        sessions=(FULL_SESSION, replace(FULL_SESSION, id="w", kind=SessionKind.WALK)),
        placements=(Placement(AT, "2"),),
        checkins=(CheckIn(AT, 1, 2, 3),),
        clearances=(Clearance(AT, ("s0",)), Clearance(AT + timedelta(days=1))),
    )
    elsewhere = tmp_path / "home"
    elsewhere.mkdir()
    path = rescue.write(history, data, [elsewhere], AT)
    with Store.open(data, at=now, rescue_folders=[elsewhere]) as store:
        assert store.log() == history
        (notice,) = store.notices
        assert str(path) in notice
    assert list(elsewhere.iterdir()) == []
    with Store.open(data, at=now, rescue_folders=[elsewhere]) as store:
        assert store.log() == history
        assert store.notices == ()


def test_the_first_folder_that_can_be_written_gets_the_file(
    data: Path, tmp_path: Path, make_session: MakeSession
) -> None:
    (tmp_path / "file").touch()
    folders = [tmp_path / "file", tmp_path / "file" / "below", tmp_path / "good", tmp_path / "spare"]
    path = rescue.write(Log(sessions=(make_session(),)), data, folders, AT)
    assert path.parent == tmp_path / "good"
    assert not (tmp_path / "spare").exists()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_when_no_folder_can_be_written_all_of_them_are_named(
    data: Path, tmp_path: Path, make_session: MakeSession
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file \(.*below \(") as failed:
        rescue.write(Log(sessions=(make_session(),)), data, [tmp_path / "file", tmp_path / "file" / "below"], AT)
    assert "\n" not in str(failed.value)


def test_files_of_one_second_do_not_overwrite_each_other(data: Path, tmp_path: Path, make_session: MakeSession) -> None:
    paths = {rescue.write(Log(sessions=(make_session(day),)), data, [tmp_path], AT) for day in range(3)}
    assert len(paths) == 3
    with Store.open(data, at=AT, rescue_folders=[tmp_path]) as store:
        assert len(store.log().sessions) == 3


def test_a_rescued_session_ends_its_journal_and_is_not_doubled(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    """The journal was written, then the disk was full when the session was to be saved."""
    store = open_store()
    Journal(store).begin("s0", AT, {}, {})
    store.close()
    rescue.write(Log(sessions=(make_session(),)), data, [data], AT)
    store = open_store()
    assert [record.id for record in store.log().sessions] == ["s0"]
    assert Journal(store).unfinished() is None


def test_a_rescued_session_wins_over_the_one_it_was_meant_to_replace(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session())
    store.close()
    rescue.write(Log(sessions=(make_session(note="rated"),)), data, [data], AT)
    found = open_store().session("s0")
    assert found == make_session(note="rated", updated_at=AT)


def test_a_rescued_session_does_not_undo_a_later_change(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    later = make_session(note="later", updated_at=AT + timedelta(hours=1))
    store.save(later)
    store.close()
    rescue.write(Log(sessions=(make_session(note="rescued"),)), data, [data], AT)
    assert open_store().session("s0") == later


def test_a_broken_rescue_file_is_named_and_kept_under_another_name(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    path = rescue.write(Log(sessions=(make_session(),)), data, [data], AT)
    for content in (b"", b"{", b"\xff\xfe", path.read_bytes()[:-100]):
        path.write_bytes(content)
        store = open_store()
        assert store.log() == Log()
        (notice,) = store.notices
        assert str(path) in notice
        assert "\n" not in notice
        store.close()
        kept = sorted(path.parent.glob(path.name + ".unreadable*"), key=lambda aside: aside.stat().st_mtime_ns)
        assert kept[-1].read_bytes() == content


def test_a_rescue_file_of_other_data_is_left_alone(data: Path, tmp_path: Path, make_session: MakeSession) -> None:
    path = rescue.write(Log(sessions=(make_session(),)), tmp_path / "other data", [tmp_path], AT)
    with Store.open(data, at=AT, rescue_folders=[tmp_path]) as store:
        assert store.log() == Log()
    assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither owners nor links of this kind")
def test_a_rescue_file_that_somebody_else_put_there_is_left_alone(
    data: Path, tmp_path: Path, make_session: MakeSession
) -> None:
    path = rescue.write(Log(sessions=(make_session(),)), data, [tmp_path], AT)
    real = tmp_path / "real.json"
    path.rename(real)
    path.symlink_to(real)
    with Store.open(data, at=AT, rescue_folders=[tmp_path]) as store:
        assert store.log() == Log()
    path.unlink()
    real.rename(path)
    if os.getuid() == 0:
        os.chown(path, 12345, 12345)
        with Store.open(data, at=AT, rescue_folders=[tmp_path]) as store:
            assert store.log() == Log()


@pytest.mark.parametrize("for_rule", [False, True])
def test_reading_sees_what_waits_and_takes_nothing_up(data: Path, make_session: MakeSession, for_rule: bool) -> None:
    with Store.open(data, at=AT, rescue_folders=[data]) as store:
        store.save(make_session(0))
    waits = make_session(1, red_flags=("chest",))
    path = rescue.write(Log(sessions=(waits,)), data, [data], AT)
    before = path.read_bytes()
    for _ in range(2):
        with Store.open(data, read_only=True, for_rule=for_rule) as store:
            log = store.log_for_rule() if for_rule else store.log()
            assert [(session.id, session.red_flags) for session in log.sessions] == [("s0", ()), ("s1", ("chest",))]
    assert path.read_bytes() == before
    with Store.open(data, at=AT, rescue_folders=[]) as store:
        assert [session.id for session in store.log().sessions] == ["s0"]


def test_a_rescue_file_without_a_database_is_read(data: Path, make_session: MakeSession) -> None:
    rescue.write(Log(sessions=(make_session(),)), data, [data], AT)
    with Store.open(data, read_only=True) as store:
        assert [session.id for session in store.log().sessions] == ["s0"]


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "runwalk-history", "version": 1, "facts": 5}',
        '{"format": "runwalk-history", "version": 1, "facts": "[]"}',
        '{"format": "runwalk-history", "version": 1, "x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        "[" * 100_000,
        "",
        "\ufeff{",
    ],
    ids=["facts 5", "facts list", "nested", "open", "empty", "mark"],
)
def test_a_rescue_file_that_makes_no_sense_is_set_aside_and_named_once(
    data: Path, make_session: MakeSession, text: str
) -> None:
    good = rescue.write(Log(sessions=(make_session(),)), data, [data], AT)
    bad = good.with_name(good.name.replace(".json", "-0.json"))
    bad.write_text(text, "utf-8")
    with Store.open(data, read_only=True) as store:
        assert any("can't be read" in notice and bad.name in notice for notice in store.notices)
        assert len(store.log().sessions) == 1
    assert bad.exists(), "reading changes nothing on the disk"
    with Store.open(data, at=AT, rescue_folders=[data]) as store:
        assert any(bad.name + ".unreadable" in notice for notice in store.notices)
        assert len(store.log().sessions) == 1
    assert not bad.exists()
    assert bad.with_name(bad.name + ".unreadable").read_text("utf-8") == text
    with Store.open(data, at=AT, rescue_folders=[data]) as store:
        assert store.notices == ()


def test_the_data_folder_is_the_first_choice_and_the_temporary_folder_the_last(data: Path) -> None:
    folders = rescue.default_folders(data)
    assert folders[0] == data
    assert len(folders) >= 3
    assert len(set(folders)) == len(folders)


def test_a_change_of_the_record_made_before_keeps_its_date(data: Path, tmp_path: Path) -> None:
    record = replace(FULL_SESSION, updated_at=AT - timedelta(days=2))
    rescue.write(Log(sessions=(record,)), data, [tmp_path], AT)
    with Store.open(data, at=AT, rescue_folders=[tmp_path]) as store:
        assert store.log().sessions == (record,)
