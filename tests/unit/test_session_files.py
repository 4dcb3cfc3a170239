"""The file after each session is written beside the program: nothing waits for a folder that doesn't answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from runwalk_tui.session.active_session import prepare, to_record
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.records import Log, Rating, SessionRecord
from runwalk_tui.session_files import SessionFiles
from runwalk_tui.settings import AfterSession
from tests.support.rule_cases import shipped_table
from tests.support.story_time import HANG_GUARD

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TABLE = shipped_table()


def begun() -> Countdown:
    countdown = Countdown.restored(prepare(TABLE, TABLE.stage("4"), 6, AT).progress)
    countdown.start(0.0)
    return countdown


PROGRESS = begun().progress(400.0)
RECORD = to_record(replace(prepare(TABLE, TABLE.stage("4"), 6, AT), progress=PROGRESS), Rating(effort=4))
NAME = "runwalk-2026-01-05-0730.tcx"


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Set once the folder answers."""
    event, is_dir = Event(), Path.is_dir

    def slow(path: Path) -> bool:
        if path == tmp_path:
            event.wait(HANG_GUARD)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", slow)
    yield event
    event.set()


def write(files: SessionFiles, folder: Path, record: SessionRecord = RECORD, form: str = "tcx") -> None:
    files.write(AfterSession(form, str(folder)), record, PROGRESS, Log(sessions=(record,)))  # type: ignore[arg-type] # one of its words


def lines(files: SessionFiles, *, waited: bool = True) -> list[str]:
    return [problem.line for problem in files.problems(waited=waited)]


def finish(files: SessionFiles) -> None:
    while files.waits:
        files.wait(HANG_GUARD)


def test_nothing_waits_for_a_folder_that_does_not_answer_and_that_is_told(tmp_path: Path, answers: Event) -> None:
    files = SessionFiles()
    write(files, tmp_path)
    assert files.waits
    assert lines(files, waited=False) == [], "it may still come"
    files.patience = 0.0
    write(files, tmp_path)
    assert not files.waits, "its time is over"
    assert lines(files) == [f"The TCX file wasn't written: {tmp_path} doesn't answer"]
    assert lines(files) == [], "once"


def test_a_late_first_file_does_not_replace_the_corrected_one(tmp_path: Path, answers: Event) -> None:
    files = SessionFiles()
    files.patience = HANG_GUARD
    write(files, tmp_path)
    write(files, tmp_path, replace(RECORD, effort=9))
    answers.set()
    finish(files)
    assert lines(files) == []
    assert "effort 9" in (tmp_path / NAME).read_text()


def test_sessions_with_the_same_problem_have_one_line(tmp_path: Path) -> None:
    files = SessionFiles()
    gone = tmp_path / "gone"
    for name in ("one", "two"):
        write(files, gone, replace(RECORD, id=name))
    finish(files)
    assert lines(files) == [f"The TCX file wasn't written: there is no folder {gone}"]


def test_the_end_of_the_program_gives_a_file_its_time(tmp_path: Path) -> None:
    files = SessionFiles()
    files.patience = HANG_GUARD
    write(files, tmp_path)
    files.close()
    assert (tmp_path / NAME).exists()
