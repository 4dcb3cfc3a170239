"""Warning signs are kept without a question: those ticked outside a session, and those of one that was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runwalk_tui.keeping import keep_flagged, keep_red_flags, note_rating
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import Rating
from runwalk_tui.workspace import Workspace
from tests.support.fakes import FakePlayer, HandClock
from tests.support.fronts.story import placed
from tests.support.stand_ins import make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = make_workspace(tmp_path)
    placed(made)
    yield made
    made.close()


def cut_off(workspace: Workspace, rating: Rating) -> None:
    """A session that is over and was never saved, with its answers so far."""
    due = workspace.session_of_today()
    controller = workspace.controller(*due, clock=HandClock(), player=FakePlayer(), rehearsal=False)
    controller.start()
    controller.end()
    assert note_rating(workspace, controller.running, rating) is None


def test_none_ticked_writes_nothing(workspace: Workspace) -> None:
    assert keep_red_flags(workspace, ()) is None
    assert workspace.log().sessions == ()


def test_one_ticked_outside_a_session_raises_the_stop_sign_and_is_no_session(workspace: Workspace) -> None:
    assert keep_red_flags(workspace, iter(["fever"])) is None
    (sign,) = stop_sign(workspace.log())
    assert (sign.red_flags, sign.counted, sign.programme) == (("fever",), False, workspace.table.programme)


def test_of_sessions_that_were_cut_off_only_one_with_a_sign_is_kept_unasked(workspace: Workspace) -> None:
    cut_off(workspace, Rating(worst=3))
    cut_off(workspace, Rating(worst=5, red_flags=("fever",)))
    keep_flagged(workspace)
    (kept,) = workspace.log().sessions
    assert (kept.pain_worst, kept.red_flags) == (5, ("fever",))
    left = workspace.reliable_store.unfinished()
    assert left is not None
    assert left.session_id != kept.id
