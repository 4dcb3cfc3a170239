"""What a second pair of eyes found at the lines about warning signs."""

from __future__ import annotations

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.flows.run_test import _ready
from runwalk_tui.history.journal import Journal
from runwalk_tui.plain.home import stay_home
from runwalk_tui.rule.prescription import stop_sign
from runwalk_tui.rule.red_flags import in_words
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.records import stop_record
from runwalk_tui.workspace import Workspace
from tests.support.fakes import HandClock
from tests.support.plain_parts import Page, SilentSound, Walk, offer, placed, screened


class _Fake:
    def __init__(self, workspace: Workspace, rehearsal: bool) -> None:
        self.workspace = workspace
        self.front = self
        self.rehearsal = rehearsal


def cut_off_test(workspace: Workspace, *, rehearsal: bool, ran: float = 0.0, stop: bool = False) -> None:
    test = _ready(_Fake(workspace, rehearsal), 10)  # type: ignore[arg-type]
    clock = HandClock()
    controller = SessionController(
        test,
        clock=clock,
        wall=workspace.wall,
        player=SilentSound(),
        journal=Journal(workspace.store),
        cues=cue_options(workspace.settings.audio),
    )
    controller.start()
    if ran:
        controller.next()
        clock.time += 5
        if stop:
            controller.stop_for_pain()
            controller.end()
        else:
            controller.finish()


def test_w_where_a_clearance_is_asked(workspace: Workspace, page: Page, walk: Walk) -> None:
    placed(workspace)
    workspace.store.save(stop_record(workspace.wall(), workspace.table.programme, "1", ["fever"]))
    walk(stay_home, "6\nw\n4\n2\n0\n")
    assert "Are any of these true right now?" in page.text
    assert ("chest",) in [s.red_flags for s in stop_sign(workspace.log())]


def test_no_sign_is_kept_that_was_not_said_back(workspace: Workspace, page: Page, walk: Walk) -> None:
    placed(workspace)
    # fever: look again, back to the first list, chest pain: yes
    walk(stay_home, "w\n0\n1\n1\nb\n4\n2\n0\n")
    (flagged,) = stop_sign(workspace.log())
    meant = [line for line in page.said if line.startswith("You ticked:")][-1]
    assert all(in_words([flag]) in meant for flag in flagged.red_flags), (meant, flagged.red_flags)


def test_rehearsed_test_in_earnest_program(workspace: Workspace, page: Page, walk: Walk) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=True, ran=5)
    walk(offer, "1\n3\n1\n\n")
    assert workspace.store.log().placements == ()


def test_rehearsed_test_signs_in_earnest_program(workspace: Workspace, page: Page, walk: Walk) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=True, ran=5, stop=True)
    walk(offer, "1\n3\n1\n4\n2\n")
    assert stop_sign(workspace.log()) == ()


def test_real_test_in_a_rehearsal_keeps_the_signs(workspace: Workspace, page: Page, walk: Walk) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False, ran=5, stop=True)
    walk(offer, "1\n3\n1\n4\n2\n", rehearsal=True)
    assert stop_sign(workspace.log())


def test_w_before_a_test_that_is_taken_up_keeps_its_walk(workspace: Workspace, page: Page, walk: Walk) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False)
    walk(offer, "1\nw\n0\n0\n2\n")
    begins = [line for line in page.said if line.startswith("The run test:")]
    assert len(begins) == 2
    assert all("walk" in line for line in begins), begins


def test_look_again_then_eof(workspace: Workspace, page: Page, walk: Walk) -> None:
    placed(workspace)
    walk(stay_home, "w\n4\n1\n")
    assert stop_sign(workspace.log())


def test_a_stage_that_is_the_last_line_is_taken(workspace: Workspace, page: Page, walk: Walk) -> None:
    screened(workspace)
    cut_off_test(workspace, rehearsal=False, ran=5)
    walk(offer, "1\n3\n1\n")
    assert [placement.stage for placement in workspace.store.log().placements] == ["1"]


def test_w_in_a_check_in_keeps_what_was_answered(workspace: Workspace, page: Page, walk: Walk) -> None:
    placed(workspace)
    walk(stay_home, "7\n30\n40\nw\n0\n0\n50\n\n0\n")
    assert [(c.current, c.average, c.worst) for c in workspace.log().checkins] == [(30, 40, 50)]


def test_eof_right_after_severe(workspace: Workspace, page: Page, walk: Walk) -> None:
    placed(workspace)
    walk(stay_home, "1\n9\n")
    assert workspace.log().sessions == ()
