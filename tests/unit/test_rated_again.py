"""Answers that are corrected from the decision: only they change, whatever was done to the session meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runwalk_tui.keeping import GONE, rate_again
from runwalk_tui.session.records import Rating, SessionRecord
from runwalk_tui.workspace import Workspace
from tests.support.fronts.story import placed, session
from tests.support.stand_ins import make_workspace

RATING = Rating(worst=7, after=3, soreness=("knee",), felt_ready=True, effort=4, note="warm")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    placed(made)
    session(
        made, 2, pain_worst=7, pain_after=3, soreness=("knee",), felt_ready=True, effort=4, note="warm", updated_at=None
    )
    return made


def kept(workspace: Workspace) -> SessionRecord:
    return workspace.log().sessions[-1]


def test_the_same_answers_write_nothing(workspace: Workspace) -> None:
    was = kept(workspace)
    assert rate_again(workspace, was, RATING).record == was == kept(workspace)


def test_one_answer_changes_one_field(workspace: Workspace) -> None:
    was = kept(workspace)
    again = rate_again(workspace, was, replace(RATING, worst=2))
    assert again.record == replace(was, pain_worst=2, updated_at=workspace.wall()) == kept(workspace)


def test_what_another_program_corrected_meanwhile_stays(workspace: Workspace) -> None:
    was = kept(workspace)
    workspace.store.save(replace(was, pain_worst=2, pain_morning=4, red_flags=("fever",)))
    again = rate_again(workspace, was, replace(RATING, effort=5))
    assert again.problem is None
    found = kept(workspace)
    assert (found.pain_worst, found.pain_morning, found.effort) == (2, 4, 5)
    assert found.red_flags == ("fever",)


def test_a_session_that_was_deleted_meanwhile_stays_deleted(workspace: Workspace) -> None:
    was = kept(workspace)
    workspace.store.delete(was.id, workspace.wall())
    for worst in (2, 7):
        again = rate_again(workspace, was, replace(RATING, worst=worst))
        assert (again.record, again.problem) == (was, GONE)
    assert workspace.log().sessions == ()


def test_a_warning_sign_of_a_session_that_was_deleted_meanwhile_is_kept_once(workspace: Workspace) -> None:
    was = kept(workspace)
    workspace.store.delete(was.id, workspace.wall())
    for _ in range(2):
        assert rate_again(workspace, was, replace(RATING, red_flags=("fever",))).problem == GONE
    (sign,) = workspace.log().sessions
    assert (sign.red_flags, sign.counted) == (("fever",), False)
