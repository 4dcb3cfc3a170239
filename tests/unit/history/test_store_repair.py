"""Damage: the file is set aside, what can be saved is saved, and nothing wrong is ever read."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE, RESTORED
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import CheckIn, Clearance, Placement
from tests.support.history_samples import MakeSession, OpenStore

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = 4096
BACKED_UP, SINCE = 12, 8
"""Sessions that the backup holds, and sessions recorded after it."""

Damage = Callable[[bytes, int], bytes]
"""Makes a damaged file of a good one, at a page from 0."""


def zeroed(good: bytes, page: int) -> bytes:
    return good[: page * PAGE] + bytes(PAGE) + good[(page + 1) * PAGE :]


def torn(good: bytes, page: int) -> bytes:
    """The second half of the page was never written."""
    middle = page * PAGE + PAGE // 2
    return good[:middle] + bytes(PAGE // 2) + good[middle + PAGE // 2 :]


def scrambled(good: bytes, page: int) -> bytes:
    noise = random.Random(page).randbytes(PAGE)
    return good[: page * PAGE] + noise + good[(page + 1) * PAGE :]


def bits_flipped(good: bytes, page: int) -> bytes:
    """A few single bits differ; most of them in the middle of somebody's figures."""
    chance, bad = random.Random(page), bytearray(good)
    for _ in range(8):
        bad[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
    return bytes(bad)


def truncated(good: bytes, page: int) -> bytes:
    return good[: page * PAGE]


def truncated_inside(good: bytes, page: int) -> bytes:
    return good[: page * PAGE + 777]


@pytest.fixture
def good(tmp_path: Path, make_session: MakeSession) -> Path:
    """A data folder with a backup of 12 sessions and a database of 20, in some 20 pages."""
    folder = tmp_path / "good"
    with Store.open(folder, at=AT, rescue_folders=()) as store:
        for day in range(BACKED_UP):
            store.save(make_session(day, note=f"note {day} " * 100))
        store.place(Placement(AT, "2"))
        store.check_in(CheckIn(AT, 10, 20, 30))
        store.clear(Clearance(AT, ()))
        store.remember("screening", "done")
    with Store.open(folder, at=AT, rescue_folders=()) as store:
        for day in range(BACKED_UP, BACKED_UP + SINCE):
            store.save(make_session(day, note=f"note {day} " * 100))
    return folder


@pytest.mark.slow("damages each page of a database in turn")
@pytest.mark.parametrize("damage", [zeroed, torn, scrambled, bits_flipped, truncated, truncated_inside])
def test_whatever_page_is_damaged_the_backed_up_sessions_are_there_and_none_is_wrong(
    good: Path, tmp_path: Path, make_session: MakeSession, damage: Damage
) -> None:
    with Store.open(good, read_only=True) as store:
        true = {record.id: record for record in store.log().sessions}
    content = (good / FILE).read_bytes()
    saved = []
    for page in range(len(content) // PAGE):
        folder = tmp_path / f"{damage.__name__}-{page}"
        shutil.copytree(good, folder)
        bad = damage(content, page)
        (folder / FILE).write_bytes(bad)
        try:
            store = Store.open(folder, at=AT, rescue_folders=())
        except StoreError as error:
            # Flipped bits in the header may make it look like somebody else's, never like a good one of ours.
            assert (damage, page, error.trouble) in {
                (bits_flipped, 0, Trouble.NEWER),
                (bits_flipped, 0, Trouble.FOREIGN),
            }
            assert (folder / FILE).read_bytes() == bad
            continue
        with store:
            found = {record.id: record for record in store.log().sessions}
            assert all(record == true[name] for name, record in found.items())
            assert len(found) >= BACKED_UP
            assert store.log().clearances == (Clearance(AT, ()),)
            assert store.recall("screening") == "done"
            kept = [path for path in folder.glob(f"{FILE}.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
            if store.notices:
                assert kept == [] if bad == b"" and not kept else kept[0].read_bytes() == bad
            else:
                assert len(found) == len(true)
            store.save(make_session(99))
        with Store.open(folder, at=AT, rescue_folders=()) as again:
            assert again.notices == ()
            assert len(again.log().sessions) == len(found) + 1
        saved.append(len(found))
    print(f"{damage.__name__}: {saved} of {len(true)} sessions saved, page by page")
    if damage is not truncated and damage is not truncated_inside:
        assert sum(saved) / len(saved) > BACKED_UP + SINCE / 2


def test_the_runner_is_told_what_happened_and_what_is_missing(good: Path) -> None:
    (good / FILE).write_bytes(b"this is no database at all" * 500)
    with Store.open(good, at=AT, rescue_folders=()) as store:
        (notice,) = store.notices
    assert notice == (
        "runwalk.sqlite3 was damaged: your log is now the backup from 2026-03-01; "
        "the newest session in your log is from 2026-01-16; anything later is missing; "
        "the damaged file is now called runwalk.sqlite3.damaged-2026-03-01T120000Z"
    )


def test_a_database_that_vanished_is_brought_back_from_its_backup(good: Path) -> None:
    (good / FILE).unlink()
    with Store.open(good, at=AT, rescue_folders=()) as store:
        assert len(store.log().sessions) == BACKED_UP
        assert "was missing" in store.notices[0]


def test_damage_without_a_backup_saves_what_can_be_read(open_store: OpenStore, data: Path, good: Path) -> None:
    shutil.rmtree(good / "backups")
    content = (good / FILE).read_bytes()
    (good / FILE).write_bytes(zeroed(content, len(content) // PAGE - 1))
    with Store.open(good, at=AT, rescue_folders=()) as store:
        assert len(store.log().sessions) >= 15
        assert "there was no good backup" in store.notices[0]


def test_damage_with_nothing_left_starts_anew_and_says_so(data: Path, open_store: OpenStore) -> None:
    data.mkdir()
    (data / FILE).write_bytes(bytes(10_000))
    store = open_store()
    assert store.log().sessions == ()
    assert "your log now has no sessions" in store.notices[0]


def test_reading_a_damaged_database_uses_the_backup_and_changes_nothing(good: Path) -> None:
    (good / FILE).write_bytes(b"gone" * 5000)
    before = {path: path.read_bytes() for path in good.rglob("*") if path.is_file()}
    with Store.open(good, read_only=True) as store:
        assert len(store.log().sessions) == BACKED_UP
        assert "this is the backup from 2026-03-01" in store.notices[0]
    assert {path: path.read_bytes() for path in good.rglob("*") if path.is_file()} == before


def test_reading_a_damaged_database_without_a_backup_says_what_to_do(data: Path) -> None:
    data.mkdir()
    (data / FILE).write_bytes(b"gone" * 5000)
    with pytest.raises(StoreError, match="start runwalk to save what can be read"):
        Store.open(data, read_only=True)


def test_damage_is_not_repaired_under_somebody_who_has_the_file_open(good: Path) -> None:
    with Store.open(good, at=AT, rescue_folders=()):
        content = (good / FILE).read_bytes()
        (good / FILE).write_bytes(bytes(len(content)))
        with pytest.raises(StoreError, match="another copy of runwalk has it open"):
            Store.open(good, at=AT, rescue_folders=())
        assert not list(good.glob("*damaged*"))


def test_two_damaged_files_of_one_second_are_both_kept(good: Path) -> None:
    for content in (b"first" * 1000, b"second" * 1000):
        (good / FILE).write_bytes(content)
        Store.open(good, at=AT, rescue_folders=()).close()
    kept = {path.read_bytes()[:5] for path in good.glob("*.damaged-*")}
    assert kept == {b"first", b"secon"}


def test_a_repair_that_was_cut_off_is_finished(good: Path) -> None:
    """The new file was complete; the kill came while the old ones were being moved."""
    shutil.copyfile(good / "backups" / "runwalk-00001-2026-03-01.sqlite3", good / RESTORED)
    (good / FILE).write_bytes(b"gone" * 5000)
    with Store.open(good, at=AT, rescue_folders=()) as store:
        assert len(store.log().sessions) == BACKED_UP
        assert "was interrupted but is now finished" in store.notices[0]
    assert not (good / RESTORED).exists()


def test_the_journal_of_a_session_in_progress_survives_damage_elsewhere(good: Path) -> None:
    with Store.open(good, at=AT, rescue_folders=()) as store:
        journal = Journal(store)
        journal.begin("running", AT, {"stage": "4"}, {"elapsed": 0})
        journal.event("phase", AT, {"phase": 1}, {"elapsed": 300})
        with store.reading() as connection:
            root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'clearance'").fetchone()[0]
    content = (good / FILE).read_bytes()
    (good / FILE).write_bytes(zeroed(content, root - 1))
    with Store.open(good, at=AT, rescue_folders=()) as store:
        assert store.notices
        found = Journal(store).unfinished()
        assert found is not None
        assert (found.session_id, found.last, [event.kind for event in found.events]) == (
            "running",
            {"elapsed": 300},
            ["started", "phase"],
        )


def test_a_wrong_figure_in_a_sound_page_is_noticed(good: Path) -> None:
    """SQLite itself would give it back: nothing but the seal of the row tells."""
    connection = sqlite3.connect(good / FILE)
    connection.execute("UPDATE session SET pain_worst = 9 WHERE id = 's3'")
    connection.commit()
    connection.close()
    with Store.open(good, at=AT, rescue_folders=()) as store:
        assert "was damaged" in store.notices[0]
        found = store.session("s3")
        assert found is not None
        assert found.pain_worst == 4
        assert len(store.log().sessions) == BACKED_UP + SINCE


@pytest.mark.slow("damages each part of a log in turn")
@pytest.mark.parametrize("damage", [zeroed, torn, scrambled, bits_flipped, truncated, truncated_inside])
def test_whatever_part_of_the_write_ahead_log_is_damaged_no_finished_session_is_lost(
    good: Path, tmp_path: Path, make_session: MakeSession, damage: Damage
) -> None:
    """As a power cut leaves it in mid-session: what is lost at most is the journal after the last finished session."""
    with Store.open(good, at=AT, rescue_folders=()) as store:
        journal = Journal(store)
        for number in range(12):
            journal.begin(f"r{number}", AT, {"stage": "4"}, {"elapsed": 0, "plan": "x" * 3000})
            journal.event("phase", AT, {"phase": 1}, {"elapsed": 300, "plan": "x" * 3000})
        left = {file.name: file.read_bytes() for file in good.glob(f"{FILE}*") if not file.name.endswith("-shm")}
    log = left[f"{FILE}-wal"]
    assert len(log) > 10 * PAGE
    kept = []
    for page in range(len(log) // PAGE):
        folder = tmp_path / f"wal-{damage.__name__}-{page}"
        shutil.copytree(good, folder)
        for name, content in left.items():
            (folder / name).write_bytes(damage(content, page) if name.endswith("-wal") else content)
        with Store.open(folder, at=AT, rescue_folders=()) as store:
            assert len(store.log().sessions) == BACKED_UP + SINCE
            with store.reading() as connection:
                running = connection.execute("SELECT session_id FROM running ORDER BY seq").fetchall()
            assert running == [(f"r{number}",) for number in range(len(running))]
            kept.append(len(running))
            store.save(make_session(99))
    print(f"write-ahead log {damage.__name__}: {len(kept)} places, {min(kept)} to {max(kept)} of 12 journals left")
