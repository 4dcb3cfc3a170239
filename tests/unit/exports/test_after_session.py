"""The file after a session: which, where, and what is said when there is none."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runwalk_tui.exports.activity.fit_activity import fit_activity
from runwalk_tui.exports.activity.laps import laps_done
from runwalk_tui.exports.after_session import write_after_session
from runwalk_tui.exports.csv_file import to_csv
from runwalk_tui.history.json_file import to_json
from runwalk_tui.session.active_session import ActiveSession, prepare, prepare_companion, prepare_walk, to_record
from runwalk_tui.session.countdown import Countdown
from runwalk_tui.session.records import Deletion, Log, Rating, SessionRecord
from runwalk_tui.settings import AfterSession, read_settings
from runwalk_tui.system.problems import Problem
from tests.support.needed import needed_module
from tests.support.rule_cases import shipped_table

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TABLE = shipped_table()
NAME = "runwalk-2026-01-05-0730"
Write = Callable[..., Problem | None]


def done(running: ActiveSession, seconds: float = 400.0) -> ActiveSession:
    countdown = Countdown.restored(running.progress)
    countdown.start(0.0)
    countdown.end(seconds)
    return replace(running, progress=countdown.progress(seconds))


RUNNING = done(prepare(TABLE, TABLE.stage("4"), 6, AT))
RECORD = to_record(RUNNING, Rating(worst=7, effort=4))


def write(folder: Path, record: SessionRecord = RECORD, running: ActiveSession = RUNNING, **wanted: object) -> str:
    """What is said; "" where the file is written or none is wanted."""
    settings = AfterSession(**{"export": "tcx", "folder": str(folder), **wanted})  # type: ignore[arg-type] # by name
    problem = write_after_session(settings, record, running.progress, Log(sessions=(record,)))
    return "" if problem is None else problem.line


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_off_until_somebody_sets_it(tmp_path: Path) -> None:
    for wanted in (AfterSession(), AfterSession("off", str(tmp_path))):
        assert write_after_session(wanted, RECORD, RUNNING.progress, Log(sessions=(RECORD,))) is None
    assert names(tmp_path) == []


def test_a_session_is_a_file_of_its_own_with_the_laps_that_were_done(tmp_path: Path) -> None:
    needed_module("fit_tool")
    assert write(tmp_path, export="fit") == ""
    assert names(tmp_path) == [f"{NAME}.fit"]
    expected = fit_activity(RECORD, laps_done(RUNNING.progress), with_pain=False)
    assert (tmp_path / f"{NAME}.fit").read_bytes() == expected


def test_pain_is_in_it_where_it_is_wanted(tmp_path: Path) -> None:
    write(tmp_path)
    assert "worst 7" not in (tmp_path / f"{NAME}.tcx").read_text()
    write(tmp_path, with_pain=True)
    assert "worst 7" in (tmp_path / f"{NAME}.tcx").read_text()


def test_corrected_answers_are_written_into_the_same_file(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, replace(RECORD, effort=9))
    assert names(tmp_path) == [f"{NAME}.tcx"]
    assert "effort 9" in (tmp_path / f"{NAME}.tcx").read_text()


def test_another_session_of_the_same_minute_has_a_file_of_its_own(tmp_path: Path) -> None:
    write(tmp_path)
    later = replace(RECORD, id="later", started_at=AT + timedelta(seconds=30))
    settings = AfterSession("tcx", str(tmp_path))
    assert write_after_session(settings, later, RUNNING.progress, Log(sessions=(RECORD, later))) is None
    assert names(tmp_path) == [f"{NAME}-2.tcx", f"{NAME}.tcx"]


def test_json_and_csv_are_the_log(tmp_path: Path) -> None:
    assert write(tmp_path, export="json") == write(tmp_path, export="csv") == ""
    log = Log(sessions=(RECORD,))
    assert (tmp_path / "runwalk-log.json").read_text("utf-8") == to_json(log)
    assert (tmp_path / "runwalk-log.csv").read_bytes().decode() == to_csv(log)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_log_with_sessions_of_another_computer_is_not_replaced(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"runwalk-log.{form}"
    assert write(tmp_path, export=form) == ""
    before, other = file.read_bytes(), replace(RECORD, id="other")
    settings = AfterSession(form, str(tmp_path))  # type: ignore[arg-type] # one of its words

    problem = write_after_session(settings, other, RUNNING.progress, Log(sessions=(other,)))
    assert problem is not None
    assert problem.line == (
        f"The {form.upper()} file wasn't written: {file} has 1 session that your log doesn't have; "
        "import it (runwalk import FILE), or move it"
    )
    assert file.read_bytes() == before
    for more in (Log(sessions=(RECORD, other)), Log(sessions=(other,), deleted=(Deletion(RECORD.id, AT),))):
        assert write_after_session(settings, other, RUNNING.progress, more) is None
        assert b"other" in file.read_bytes()


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("theirs", ["[1]", '{"a": 1}', "my runs\n", "\xff", "a,b\n1,2\n"])
def test_a_file_that_is_no_log_is_not_replaced(tmp_path: Path, form: str, theirs: str) -> None:
    file = tmp_path / f"runwalk-log.{form}"
    file.write_bytes(theirs.encode("latin-1"))
    said = write(tmp_path, export=form)
    assert said.endswith(f"{file} isn't a log that runwalk wrote; move it, or choose another folder")
    assert file.read_bytes() == theirs.encode("latin-1")
    file.write_bytes(b"")
    assert write(tmp_path, export=form) == "", "nothing is lost with an empty one"


@pytest.mark.parametrize("form", ["fit", "tcx", "csv", "json"])
def test_a_rehearsal_is_never_written(tmp_path: Path, form: str) -> None:
    rehearsal = done(prepare(TABLE, TABLE.stage("4"), 6, AT, rehearsal=True))
    assert write(tmp_path, to_record(rehearsal, Rating()), rehearsal, export=form) == ""
    assert names(tmp_path) == []


def test_a_walk_is_written(tmp_path: Path) -> None:
    walk = done(prepare_walk(TABLE, TABLE.stage("4"), 6, AT))
    assert write(tmp_path, to_record(walk, Rating()), walk) == ""
    assert names(tmp_path) == [f"{NAME}.tcx"]


def test_other_exercise_is_in_the_log_and_no_activity(tmp_path: Path) -> None:
    exercise = done(prepare_companion(TABLE, TABLE.stage("4"), AT))
    assert write(tmp_path, to_record(exercise, Rating()), exercise) == ""
    assert names(tmp_path) == []
    assert write(tmp_path, to_record(exercise, Rating()), exercise, export="csv") == ""
    assert names(tmp_path) == ["runwalk-log.csv"]


def test_a_session_that_was_left_at_once_is_no_activity(tmp_path: Path) -> None:
    left = done(prepare(TABLE, TABLE.stage("4"), 6, AT), 0.2)
    assert write(tmp_path, to_record(left, Rating()), left) == ""
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    assert write(folder) == f"The TCX file wasn't written: there is no folder {folder}"
    assert names(tmp_path) == []


def test_a_folder_needs_its_full_path() -> None:
    assert write(Path("runs")) == "The TCX file wasn't written: runs: write the full path, starting with / or ~"


def test_where_no_folder_is_set_a_line_says_so() -> None:
    problem = write_after_session(AfterSession("tcx"), RECORD, RUNNING.progress, Log(sessions=(RECORD,)))
    assert problem is not None
    assert problem.line == "The TCX file wasn't written: no folder is set"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENAMETOOLONG, errno.ENOTCONN, errno.EIO])
def test_a_folder_that_cannot_be_looked_at_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def unreachable(path: Path, *, follow_symlinks: bool = True) -> None:
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", unreachable)
        said = write(tmp_path)
    assert said == f"The TCX file wasn't written: {tmp_path} can't be used: {os.strerror(number).lower()}"


def test_whatever_goes_wrong_in_making_it_is_one_line(tmp_path: Path) -> None:
    broken = replace(RECORD, started_at="never\nat all")  # type: ignore[arg-type] # no date
    said = write(tmp_path, broken)
    assert said.startswith("The TCX file wasn't written: ")
    assert "\n" not in said
    assert names(tmp_path) == []


def test_the_home_folder_can_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "runs").mkdir()
    assert write(Path("~/runs")) == ""
    assert names(tmp_path / "runs") == [f"{NAME}.tcx"]


def test_what_the_disk_refuses_is_one_line(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.tcx").mkdir()
    said = write(tmp_path)
    assert said == f"The TCX file wasn't written: {tmp_path / NAME}.tcx: it is a folder; name the file in it"


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    before = (tmp_path / f"{NAME}.tcx").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    said = write(tmp_path, replace(RECORD, effort=9))
    assert said == f"The TCX file wasn't written: {tmp_path / NAME}.tcx: {os.strerror(errno.ENOSPC)}"
    assert names(tmp_path) == [f"{NAME}.tcx"]
    assert (tmp_path / f"{NAME}.tcx").read_bytes() == before


def test_the_page_about_it_shows_settings_that_are_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "watch.md").read_text("utf-8")
    settings = tmp_path / "settings.toml"
    settings.write_text(page.partition("```toml\n")[2].partition("```")[0])
    assert read_settings(settings).after_session == AfterSession("fit", "~/runs", with_pain=False)


def test_without_fit_tool_the_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    said = write(tmp_path, export="fit")
    assert said.startswith('The FIT file wasn\'t written: FIT needs the optional "watch" packages: ')
    assert said.endswith(' -m pip install "fit-tool>=0.9.16,<0.10"')
    assert "\n" not in said
    assert names(tmp_path) == []
