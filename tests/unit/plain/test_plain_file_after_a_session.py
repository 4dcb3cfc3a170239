"""The file after a session where nobody answers any more: left with Ctrl+C, or cut off after a warning sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from runwalk_tui.flows.front import LeftProgram
from runwalk_tui.keeping import export_after, keep_flagged, note_rating
from runwalk_tui.plain.home import stay_home
from runwalk_tui.session.active_session import ActiveSession, to_record
from runwalk_tui.session.records import Rating
from runwalk_tui.settings import AfterSession
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakePlayer, HandClock
from tests.support.plain_parts import Converse, Page, Typist, placed
from tests.support.real_program import PATIENCE
from tests.support.story_time import HANG_GUARD


@pytest.fixture
def folder(workspace: Workspace, tmp_path: Path) -> Path:
    """Where a runner, who has had a first session, wants a file after each."""
    placed(workspace)
    folder = tmp_path / "runs"
    folder.mkdir()
    workspace.settings = replace(workspace.settings, after_session=AfterSession("tcx", str(folder)))
    return folder


def cut_off(workspace: Workspace, rating: Rating) -> ActiveSession:
    """A session that is over and was never saved, with its answers so far."""
    clock = HandClock()
    due = workspace.session_of_today()
    controller = workspace.controller(*due, clock=clock, player=FakePlayer(), rehearsal=False)
    controller.start()
    clock.time += 25
    controller.end()
    assert note_rating(workspace, controller.running, rating) is None
    return controller.running


def told(workspace: Workspace) -> tuple[str, ...]:
    """Why there are files that weren't written, once all that can be written is."""
    while workspace.session_files.waits:
        workspace.session_files.wait(PATIENCE)
    return tuple(problem.line for problem in workspace.session_files.problems())


def test_ctrl_c_twice_in_a_session_leaves_the_file_of_it(
    folder: Path, page: Page, typist: Typist, converse: Converse
) -> None:
    async def live() -> None:
        await page.until("Run 1 of 2")
        typist.keyboard.interrupt()
        await page.until("Ctrl+C again")
        typist.keyboard.interrupt()

    with pytest.raises(LeftProgram):
        converse(stay_home, "1\n3\n", live=live)
    (file,) = folder.iterdir()
    assert file.read_text("utf-8").count("<TotalTimeSeconds>10.0<") == 1, "the warm-up"


def test_a_session_that_is_saved_for_its_warning_sign_has_a_file(workspace: Workspace, folder: Path) -> None:
    cut_off(workspace, Rating(worst=5, red_flags=("fever",)))
    keep_flagged(workspace)
    assert told(workspace) == ()
    (file,) = folder.iterdir()
    assert "fever" not in file.read_text("utf-8")


def test_why_it_has_none_is_given_back(workspace: Workspace, folder: Path) -> None:
    folder.rmdir()
    cut_off(workspace, Rating(red_flags=("fever",)))
    keep_flagged(workspace)
    assert told(workspace) == (f"The TCX file wasn't written: there is no folder {folder}",)
    assert told(workspace) == (), "once"
    assert len(workspace.log().sessions) == 1


def test_a_session_that_was_deleted_meanwhile_has_none(workspace: Workspace, folder: Path) -> None:
    running = cut_off(workspace, Rating())
    export_after(workspace, to_record(running, Rating()), running)
    assert told(workspace) == ()
    assert list(folder.iterdir()) == []


def test_why_there_is_no_file_is_said_once_after_the_questions_however_often_answers_are_changed(
    workspace: Workspace, folder: Path, page: Page, converse: Converse
) -> None:
    folder.rmdir()
    converse(stay_home, "1\n3\n4\n3\n\n5\nsunny\n" + "b\ncalm\n" + "\n0\n")
    said = page.said
    (line,) = [number for number, each in enumerate(said) if "file wasn't written" in each]
    (saved, *again) = [number for number, each in enumerate(said) if each.startswith("Saved: ")]
    assert again, "it was corrected"
    assert max(saved, *again) < line
    assert workspace.log().sessions[0].note == "calm"


def test_a_folder_that_never_answers_holds_up_neither_the_decision_nor_the_way_home(
    workspace: Workspace, folder: Path, page: Page, converse: Converse, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, is_dir = Event(), Path.is_dir

    def never(path: Path) -> bool:
        if path == folder:
            answers.wait(HANG_GUARD)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", never)
    workspace.session_files.patience = 0.1
    try:
        converse(stay_home, "1\n3\n4\n3\n\n5\nsunny\n3\n\n0\n")
        assert f"The TCX file wasn't written: {folder} doesn't answer" in page.said
        assert "Next: more repetitions." in page.said
        assert list(folder.iterdir()) == []
    finally:
        answers.set()
