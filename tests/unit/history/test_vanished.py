"""A database that is deleted or replaced while it is open: nothing is said to be saved that no name leads to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runwalk_tui.history.database.file import FILE
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from tests.support.history_samples import MakeSession, OpenStore

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows deletes no file that is open")


def ids(folder: Path) -> list[str]:
    """What another program finds in the log."""
    with Store.open(folder, read_only=True, rescue_folders=[]) as store:
        return [session.id for session in store.log().sessions]


@pytest.mark.parametrize("left", ["companions", "nothing"])
def test_a_deleted_database_is_put_back_whole_with_the_next_write(
    data: Path, open_store: OpenStore, make_session: MakeSession, left: str
) -> None:
    store = open_store()
    store.save(make_session(0))
    for path in data.glob(FILE + "*" if left == "nothing" else FILE):
        path.unlink()
    store.save(make_session(1))
    assert ids(data) == ["s0", "s1"]
    assert any("put back" in notice for notice in store.notices)
    store.save(make_session(2))
    assert ids(data) == ["s0", "s1", "s2"]
    assert (data / FILE).stat().st_mode & 0o777 == 0o600
    store.close()
    assert ids(data) == ["s0", "s1", "s2"]


def test_another_file_in_its_place_is_left_alone_and_nothing_is_called_saved(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    store = open_store()
    store.save(make_session(0))
    other = data.parent / "other"
    with Store.open(other, rescue_folders=[]) as elsewhere:
        elsewhere.save(make_session(7))
    for path in data.glob(FILE + "*"):
        path.unlink()
    (other / FILE).replace(data / FILE)
    with pytest.raises(StoreError, match="was replaced while runwalk was running"):
        store.save(make_session(1))
    assert ids(data) == ["s7"]


def test_a_deleted_folder_cannot_be_written_and_that_is_said(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    import shutil

    store = open_store()
    store.save(make_session(0))
    shutil.rmtree(data)
    with pytest.raises(StoreError):
        store.save(make_session(1))


def test_the_app_that_ends_after_the_deletion_has_lost_nothing(tmp_path: Path) -> None:
    """The journal of a session counts as a write, too."""
    code = f"""
from datetime import UTC, datetime
from pathlib import Path
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord
folder = Path({str(tmp_path / "data")!r})
store = Store.open(folder, rescue_folders=[])
store.save(SessionRecord("before", datetime.now(UTC), "P", "1", 1, 1))
(folder / "{FILE}").unlink()
Journal(store).begin("running", datetime.now(UTC), {{}}, {{}})
import os
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert ids(tmp_path / "data") == ["before"]
