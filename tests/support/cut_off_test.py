"""A run test that was cut off: its journal, as a kill leaves it."""

from __future__ import annotations

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.flows.run_test import new_test
from runwalk_tui.history.journal import Journal
from runwalk_tui.session.controller import SessionController
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakePlayer, HandClock


def cut_off_test(workspace: Workspace, *, rehearsal: bool = False, ran: float = 0.0, stopped: bool = False) -> None:
    """Cut off in the walk, or after the runner has run for some seconds; `stopped` for pain."""
    clock = HandClock()
    controller = SessionController(
        new_test(workspace, 10, rehearsal=rehearsal),
        clock=clock,
        wall=workspace.wall,
        player=FakePlayer(),
        journal=Journal(workspace.store),
        cues=cue_options(workspace.settings.audio),
    )
    controller.start()
    if not ran:
        return
    controller.next()
    clock.time += ran
    if stopped:
        controller.stop_for_pain()
        controller.end()
    else:
        controller.finish()
