"""The file after a session, where one is set: after each session that happened, and never after one that did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from runwalk_tui.settings import AfterSession
from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    BACK,
    SEEN,
    SKIP,
    At,
    Choose,
    Home,
    Note,
    Number,
    Pick,
    Press,
    Seconds,
    Sore,
)
from tests.support.fronts.outcome import Outcome
from tests.support.fronts.stage_set import Before
from tests.support.fronts.story import Story, assert_both_tell, placed, screened

pytestmark = pytest.mark.slow("tells each story to both fronts")

BEGUN = (Home("start"), Number(3))
DONE = (*BEGUN, Seconds(160.4))
"""Every second of two repetitions."""
RATED = (Number(4), Number(3), Sore(()), Number(6), Note("calm"), SEEN)
NAME = "runwalk-2026-01-24-1200.tcx"
RUNS = "runs"


@dataclass(frozen=True)
class WithFile:
    """A runner who has set a file after each session."""

    who: Before = placed
    form: str = "tcx"
    with_pain: bool = False
    folder_is_there: bool = True

    def __call__(self, workspace: Workspace) -> None:
        self.who(workspace)
        folder = workspace.store.folder.parent / RUNS
        if self.folder_is_there:
            folder.mkdir()
        wanted = AfterSession(self.form, str(folder), self.with_pain)  # type: ignore[arg-type] # one of its words
        workspace.settings = replace(workspace.settings, after_session=wanted)


def files_after(folder: Path, *story: object, before: Before, rehearsal: bool = False) -> Mapping[str, str]:
    """The files that both fronts leave, by name; they are the same."""
    return told(folder, *story, before=before, rehearsal=rehearsal)[1]


def told(folder: Path, *story: object, before: Before, rehearsal: bool = False) -> tuple[Outcome, Mapping[str, str]]:
    outcome = assert_both_tell(Story("", story, before=before, rehearsal=rehearsal), folder, look=False)  # type: ignore[arg-type] # meanings
    found = [
        {path.name: path.read_text("utf-8") for path in sorted((folder / front).glob(f"start */{RUNS}/*"))}
        for front in ("screens", "lines")
    ]
    assert list(found[0]) == list(found[1])
    if all(name.endswith(".tcx") for name in found[0]):  # the others have the ids of sessions, which are by chance
        assert found[0] == found[1]
    return outcome, found[0]


def test_a_session_leaves_its_laps_and_effort(tmp_path: Path) -> None:
    files = files_after(tmp_path, *DONE, *RATED, before=WithFile())
    assert list(files) == [NAME]
    (text,) = files.values()
    assert "effort 6 out of 10" in text
    assert "pain" not in text


def test_the_laps_are_what_was_done_and_not_what_was_planned(tmp_path: Path) -> None:
    files = files_after(
        tmp_path,
        *(*BEGUN, Seconds(4), Press("next"), Seconds(17), Press("end"), Pick("save"), *[SKIP] * 5, SEEN),
        before=WithFile(),
    )
    lasted = [line.split(">")[1].split("<")[0] for line in files[NAME].splitlines() if "TotalTime" in line]
    assert lasted == ["4.0", "17.0"]


def test_a_corrected_answer_is_in_the_same_file(tmp_path: Path) -> None:
    corrected = (BACK, BACK, Number(9), Note("calm"), SEEN)
    files = files_after(tmp_path, *DONE, *RATED[:-1], *corrected, before=WithFile(with_pain=True))
    assert list(files) == [NAME]
    assert "effort 9 out of 10; pain out of 10: before 3, worst 4, after 3." in files[NAME]


def test_a_walk_leaves_a_file(tmp_path: Path) -> None:
    files = files_after(tmp_path, Home("walk"), SKIP, Seconds(500), SKIP, SEEN, before=WithFile())
    assert 'Sport="Other"' in files[NAME]


@pytest.mark.parametrize("form", ["fit", "tcx", "csv", "json"])
def test_a_rehearsal_leaves_none(tmp_path: Path, form: str) -> None:
    before = WithFile(form=form)
    assert files_after(tmp_path, *DONE, *[SKIP] * 5, SEEN, before=before, rehearsal=True) == {}


@pytest.mark.parametrize("form", ["tcx", "json"])
def test_a_run_test_leaves_none(tmp_path: Path, form: str) -> None:
    run_test = (Home("start"), Choose("test"), Press("begin"), Press("next"), Seconds(100.4), Press("enough"))
    assert files_after(tmp_path, *run_test, Number(3), At("3"), before=WithFile(screened, form)) == {}


def test_a_discarded_session_leaves_none(tmp_path: Path) -> None:
    discarded = (*BEGUN, Seconds(20), Press("end"), Pick("discard"))
    assert files_after(tmp_path, *discarded, before=WithFile()) == {}


def test_other_exercise_leaves_no_activity_and_is_in_the_log(tmp_path: Path) -> None:
    exercise = (Home("exercise"), Choose("no-1"), Choose("start"), Seconds(91))
    assert files_after(tmp_path / "a", *exercise, before=WithFile()) == {}
    assert list(files_after(tmp_path / "b", *exercise, before=WithFile(form="csv"))) == ["runwalk-log.csv"]


def test_where_the_folder_is_gone_a_line_says_so_and_the_session_is_saved(tmp_path: Path) -> None:
    outcome, files = told(tmp_path, *DONE, *[SKIP] * 5, SEEN, before=WithFile(folder_is_there=False))
    assert files == {}
    assert outcome.told == ("The TCX file wasn't written: there is no folder …/start 0/runs",)
    assert [session.reps_done for session in outcome.log.sessions] == [2]


def test_nobody_who_has_set_nothing_gets_one(tmp_path: Path) -> None:
    assert files_after(tmp_path, *DONE, *[SKIP] * 5, SEEN, before=placed) == {}
