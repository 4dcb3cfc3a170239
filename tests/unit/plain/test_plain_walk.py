"""From the menu through a session to the next prescription, by typing lines."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from runwalk_tui.flows.front import Interrupted, LeftProgram
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.plain.home import stay_home
from runwalk_tui.plain.program import run_plain
from runwalk_tui.session.clock import FastClock
from runwalk_tui.system.shutdown import ShutdownWatch
from runwalk_tui.workspace import Workspace
from tests.support.fakes import HandClock
from tests.support.plain_parts import Converse, Page, SilentSound, Typist, front_of, offer, placed, session
from tests.support.real_program import MAIN
from tests.support.story_time import StoryClock, run


def test_a_whole_session_from_a_script_of_answers(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n3\n4\n3\n\n5\nsunny\n3\n\n0\n")
    (record,) = workspace.log().sessions
    assert (record.stage, record.reps_done, record.reps_planned, record.active_seconds) == ("1", 2, 2, 80)
    assert (record.pain_before, record.pain_worst, record.pain_after) == (3, 4, 3)
    assert (record.felt_ready, record.effort, record.note, record.rehearsal) == (None, 5, "sunny", False)
    assert "Today: Start here." in page.said
    assert "Saved: 2 of 2 repetitions at stage 1. Well done." in page.said
    assert "Next: more repetitions." in page.said
    assert any(line.startswith("Next session: ") for line in page.said)
    assert any("pain before 3, worst 4, after 3; sunny" in line for line in page.said)
    assert Journal(workspace.store).unfinished() is None


def test_a_script_that_ends_at_the_start_still_keeps_the_session(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "1\n")
    (record,) = workspace.log().sessions
    assert (record.reps_done, record.pain_before, record.pain_worst) == (2, None, None)
    assert "Nothing more can be typed, so the questions after the session are skipped." in page.said


def test_the_first_thing_is_a_stage_to_begin_with(workspace: Workspace, page: Page, converse: Converse) -> None:
    converse(stay_home, "1\n0\n0\n0\n0\n2\n9\n2\n0\n")
    assert workspace.log().placements[0].stage == "2"
    assert 'There is no stage "9"; the stages are 1, 2.' in page.said
    assert "1 Find your starting stage" in page.said
    assert not any(line.startswith("2 Choose another") for line in page.said)


def test_another_stage_and_number_can_be_chosen_and_higher_asks_once(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    converse(stay_home, "2\n2\n4\n3\n2\n3\n\n\n\n\n\n\n")
    (record,) = workspace.log().sessions
    assert (record.stage, record.reps_planned) == ("2", 3)
    assert "Please type a whole number from 1 to 3." in page.said
    assert "Your plan says less today. You can still do more; your log will show what you did." in page.said


def test_going_back_from_the_choice_starts_nothing(workspace: Workspace, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "2\nb\n2\n2\nb\n2\n2\n2\n1\n1\nb\n0\n")
    assert workspace.log().sessions == ()


def test_an_early_start_warns_and_waiting_is_the_usual_answer(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    session(workspace, 0)
    converse(stay_home, "1\n\n0\n")
    assert len(workspace.log().sessions) == 1
    assert any("between sessions lets your back settle." in line for line in page.said)


def test_an_early_start_is_never_forbidden(workspace: Workspace, converse: Converse) -> None:
    session(workspace, 0)
    converse(stay_home, "1\n2\n3\n")
    assert len(workspace.log().sessions) == 2


def test_the_history_tells_more_about_one_session_and_shows_all_of_them(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    for day in range(1, 14):
        session(workspace, day)
    converse(stay_home, "\n3\n99\na\n13\n\n0\n")
    assert "13 sessions, the newest first. Pain is 0 to 10." in page.said
    assert "Please type a number from 1 to 10, a, f and what to look for, n, or just Enter." in page.said
    assert any(line.startswith("13 ") for line in page.said)
    assert "Pain: before 3, worst 3, after 3" in page.said


def test_stages_are_listed_with_their_source(page: Page, converse: Converse) -> None:
    converse(stay_home, "5\n0\n")
    assert "1: run 20s, walk 10s; 2 to 3 repetitions, up to 2 minutes; your own figures" in page.said


def test_a_rehearsal_is_kept_and_not_counted(workspace: Workspace, page: Page, converse: Converse) -> None:
    placed(workspace)
    converse(stay_home, "1\n\n\n\n\n\n\n\n0\n", rehearsal=True)
    assert workspace.log().sessions[0].rehearsal
    assert "This was a rehearsal: it's saved, but doesn't count." in page.said


def test_ctrl_c_twice_in_a_session_keeps_it_and_leaves(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)

    async def live() -> None:
        await page.until("Run 1 of 2")
        typist.keyboard.interrupt()
        await page.until("Ctrl+C again")
        typist.keyboard.interrupt()

    with pytest.raises(LeftProgram):
        converse(stay_home, "1\n3\n", live=live)
    (record,) = workspace.log().sessions
    assert (record.pain_before, record.reps_done) == (3, 0)
    assert Journal(workspace.store).unfinished() is None


def test_ctrl_c_at_a_question_before_the_session_leaves(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)

    async def live() -> None:
        await page.until("How is your pain right now")
        typist.keyboard.interrupt()

    with pytest.raises(Interrupted):
        converse(stay_home, "1\n", live=live)
    assert workspace.log().sessions == ()


def test_discarding_keeps_nothing(workspace: Workspace, page: Page, typist: Typist, converse: Converse) -> None:
    placed(workspace)

    async def live() -> None:
        await page.until("Run 1 of 2")
        typist.type("q\n3\n0\n")

    converse(stay_home, "1\n3\n", live=live)
    assert workspace.log().sessions == ()
    assert Journal(workspace.store).unfinished() is None
    assert "Discarded: nothing was saved." in page.said


def test_a_session_that_cannot_be_saved_is_rescued_and_that_is_told(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    placed(workspace)
    with sqlite3.connect(workspace.store.path) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON session BEGIN SELECT RAISE(ABORT, 'full'); END")
    other.close()
    converse(stay_home, "1\n3\n3\n3\n\n\n\n\n0\n")
    assert any(
        "The session is safe in " in line and "it will be added to your log when you next start runwalk." in line
        for line in page.said
    )
    assert not any(line.startswith("Saved: ") for line in page.said)
    assert "Next: more repetitions." in page.said


def test_a_fast_clock_never_runs_a_session_that_counts(workspace: Workspace, page: Page, typist: Typist) -> None:
    async def look() -> None:
        front = front_of(workspace, page, typist.keyboard, rehearsal=True)
        assert isinstance(front.clock_for(rehearsal=True), FastClock)
        assert isinstance(front.clock_for(rehearsal=False), StoryClock)

    run(look())


# Sessions that were cut off.


@pytest.fixture
def cut_off(workspace: Workspace, page: Page, typist: Typist) -> None:
    """A session that was ended in its first run, as a kill leaves it."""

    async def begin() -> None:
        controller = workspace.controller(
            workspace.table.stage("1"), 2, clock=StoryClock(), player=SilentSound(), rehearsal=False
        )
        controller.set_before(2)
        controller.start()
        async for moment in controller.watch():
            if moment.run == 1 and moment.into >= 5:
                break

    run(begin())


@pytest.mark.usefixtures("cut_off")
class TestUnfinished:
    def test_it_can_go_on_from_where_it_was(self, workspace: Workspace, page: Page, converse: Converse) -> None:
        converse(offer, "1\n4\n3\n\n\n\n\n")
        (record,) = workspace.log().sessions
        assert (record.reps_done, record.pain_before, record.pain_worst) == (2, 2, 4)
        assert 70 <= record.active_seconds <= 80
        assert Journal(workspace.store).unfinished() is None
        assert not any(line.startswith("Warm-up") for line in page.said)

    def test_its_journal_goes_on_too(
        self, workspace: Workspace, page: Page, typist: Typist, converse: Converse
    ) -> None:
        kinds: list[str] = []

        async def live() -> None:
            await page.until("Walk after run 1")
            found = Journal(workspace.store).unfinished()
            assert found is not None
            kinds.extend(event.kind for event in found.events)
            typist.leave()

        converse(offer, "1\n", live=live)
        assert kinds[:4] == ["started", "phase", "resume", "phase"]

    def test_it_can_be_saved_as_it_is(self, workspace: Workspace, converse: Converse) -> None:
        converse(offer, "2\n5\n")
        (record,) = workspace.log().sessions
        assert (record.reps_done, record.pain_worst) == (0, 5)
        assert 10 <= record.active_seconds < 30

    def test_discarding_it_asks_twice(self, workspace: Workspace, converse: Converse) -> None:
        converse(offer, "4\n\n")
        assert Journal(workspace.store).unfinished() is not None

    def test_it_can_be_discarded(self, workspace: Workspace, converse: Converse) -> None:
        converse(offer, "4\n2\n")
        assert Journal(workspace.store).unfinished() is None
        assert workspace.log().sessions == ()

    @pytest.mark.parametrize("typed", ["3\n", ""])
    def test_left_for_later_or_unanswered_it_stays(self, workspace: Workspace, converse: Converse, typed: str) -> None:
        converse(offer, typed)
        assert Journal(workspace.store).unfinished() is not None
        assert workspace.log().sessions == ()


def test_a_finished_session_without_its_answers_is_asked_for_them(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    async def begin() -> None:
        controller = workspace.controller(
            workspace.table.stage("1"), 2, clock=StoryClock(), player=SilentSound(), rehearsal=False
        )
        controller.start()
        async for _ in controller.watch():
            pass

    run(begin())
    converse(offer, "1\n2\n2\n\n\n\n\n")
    (record,) = workspace.log().sessions
    assert (record.reps_done, record.pain_worst, record.pain_after) == (2, 2, 2)
    assert "Only your answers are missing." in page.said


def test_a_journal_that_makes_no_sense_is_left_unless_it_is_discarded(
    workspace: Workspace, page: Page, converse: Converse
) -> None:
    Journal(workspace.store).begin("x", workspace.wall(), {}, {"stage": 4})
    converse(offer, "\n")
    assert Journal(workspace.store).unfinished() is not None
    assert any("can't be read" in line for line in page.said)


# The program itself.


def start(folder: Path, *arguments: str, typed: str = "", code: str = MAIN) -> subprocess.CompletedProcess[str]:
    places = ("--data-dir", str(folder / "data"), "--stages", str(folder / "stages.toml"))
    return subprocess.run(
        [sys.executable, "-c", code, "--plain", *places, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PULSE_SERVER": "none", "LANG": "C.UTF-8"},
    )


def test_while_another_process_runs_the_sessions_it_starts_none_and_keeps_the_rest(workspace: Workspace) -> None:
    placed(workspace)
    assert workspace.store.claim() is not None
    done = start(workspace.in_use.path.parent, typed="1\n3\n\nw\n4\n2\n0\n")
    assert done.returncode == 0, done.stderr
    assert f"Another copy of runwalk (process {os.getpid()}, since " in done.stdout
    assert "so you can't start a session here. Everything else works." in done.stdout
    assert "Please type one of 3, 5, 7, 8, 9, 11, 16, 18, 0." in done.stdout
    assert "1 Start" not in done.stdout
    assert [session.red_flags for session in workspace.store.log().sessions] == [("chest",)]


def test_it_loads_no_textual(workspace: Workspace) -> None:
    placed(workspace)
    workspace.store.close()
    code = """
import sys
from runwalk_tui.cli import cli
try:
    cli(prog_name="runwalk")
finally:
    print(sorted(name for name in sys.modules if name.split(".")[0] in ("textual", "rich")))
"""
    done = start(workspace.in_use.path.parent, "--speed", "400", typed="1\n", code=code)
    assert done.returncode == 0, done.stderr
    assert "Saved: 2 of 2 repetitions at stage 1." in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    assert "\x1b" not in done.stdout + done.stderr


def test_a_faulty_table_is_told_and_the_one_that_ships_is_used(tmp_path: Path) -> None:
    (tmp_path / "stages.toml").write_text("[[stage]]\nrun = 'x'\n")
    done = start(tmp_path, typed="0\n")
    assert done.returncode == 0, done.stderr
    assert "using the table that comes with runwalk." in done.stdout
    assert "stages.toml:2:" in done.stdout


def test_a_data_folder_that_cannot_be_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run_plain(None, tmp_path / "file" / "data", ShutdownWatch(), mute=True, speed=1.0) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_reader_who_goes_away_ends_it_without_a_word(workspace: Workspace) -> None:
    placed(workspace)
    workspace.store.close()
    folder = workspace.in_use.path.parent
    done = subprocess.run(
        f"sleep 1 | {sys.executable} -c '{MAIN}' --plain "
        f"--data-dir '{folder}/data' --stages '{folder}/stages.toml' | head -1",
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "runwalk in plain lines. It gives no medical advice.\n"
    assert done.stderr == ""


def test_the_store_is_let_go_at_the_end(workspace: Workspace) -> None:
    folder, store = workspace.in_use.path.parent, workspace.store.folder
    workspace.store.close()
    assert start(folder, typed="0\n").returncode == 0
    with Store.open(store) as again:
        assert again.claim() is not None


def test_once_the_other_program_has_ended_what_it_left_is_asked_about(
    workspace: Workspace, page: Page, typist: Typist, converse: Converse
) -> None:
    placed(workspace)
    other = Store.open(workspace.store.folder)
    assert other.claim() is not None
    assert workspace.claim()
    stage, reps = workspace.session_of_today()
    workspace.controller(stage, reps, clock=HandClock(), player=SilentSound(), rehearsal=False).start()

    async def live() -> None:
        await page.until("Type a number and press Enter.")
        assert "1 Start" not in page.said
        other.close()
        typist.type("?\n")
        await page.until("A session was interrupted.")
        typist.type("3\n2\n0\n")
        typist.leave()

    converse(stay_home, "", live=live)
    assert workspace.elsewhere is None
