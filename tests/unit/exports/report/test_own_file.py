"""The file that the app writes when nobody has named one."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from runwalk_tui.exports.report.own_file import write_new

DAY = date(2026, 1, 5)


def test_it_has_the_day_in_its_name_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = write_new("<p>ä</p>", DAY, [tmp_path])
    assert path == tmp_path / "runwalk-report-2026-01-05.html"
    assert path.read_text("utf-8") == "<p>ä</p>"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "runwalk-report-2026-01-05.html").write_text("somebody else's")
    (tmp_path / "runwalk-report-2026-01-05-2.html").mkdir()
    (tmp_path / "runwalk-report-2026-01-05-3.html").symlink_to(tmp_path / "nowhere")
    path = write_new("mine", DAY, [tmp_path])
    assert path.name == "runwalk-report-2026-01-05-4.html"
    assert (tmp_path / "runwalk-report-2026-01-05.html").read_text() == "somebody else's"


def test_the_same_page_twice_is_one_file(tmp_path: Path) -> None:
    first = write_new("one", DAY, [tmp_path])
    assert write_new("one", DAY, [tmp_path]) == first
    assert write_new("one and more", DAY, [tmp_path]) != first
    assert write_new("o", DAY, [tmp_path]) != first


def test_a_folder_that_refuses_leaves_it_to_the_next_one(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert write_new("page", DAY, [gone, tmp_path]).parent == tmp_path
    with pytest.raises(OSError, match="No such file"):
        write_new("page", DAY, [gone])
    with pytest.raises(OSError, match="no folder"):
        write_new("page", DAY, [])
