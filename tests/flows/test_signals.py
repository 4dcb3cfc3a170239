"""Who looks on at a session hears of its end as it was, on both fronts, and what didn't work is told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from runwalk_tui.outward.events import SeenAt, event_of
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.countdown import Moment
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace
from tests.support.fronts.meanings import (
    PLAN,
    SEEN,
    SKIP,
    At,
    Choose,
    Home,
    Meaning,
    Number,
    Pick,
    PowerCut,
    Press,
    Seconds,
    ToTheEnd,
)
from tests.support.fronts.outcome import Outcome, tell
from tests.support.fronts.story import placed, screened

pytestmark = pytest.mark.slow("tells each story to both fronts")

BEGUN = (Home("start"), Number(3))
UNRATED = (SKIP, SKIP, SKIP, SKIP, SKIP, SEEN)
BROKEN = "Your run hook failed."


class Onlooker:
    """Notes down what it sees of one session; something goes wrong in each."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._seen: SeenAt | None = None

    def follow(self, moment: Moment, running: ActiveSession) -> None:
        if event := event_of(self._seen, moment):
            self.heard.append(event)
        self._seen = SeenAt(moment.state, moment.index)

    def end(self, moment: Moment, running: ActiveSession, *, done: bool) -> None:
        self.heard.append(f"{'done' if done else 'left'}{', a rehearsal' * running.rehearsal}")

    def problems(self) -> tuple[Problem, ...]:
        return (Problem(BROKEN),)


def looked_on(
    folder: Path, story: Sequence[Meaning], *, rehearsal: bool = False, new: bool = False
) -> tuple[list[list[str]], tuple[Outcome, Outcome]]:
    """What was heard in lines, and then on screens, a list for each session; and what is left of it."""
    onlookers: list[Onlooker] = []

    def follow_with(clock: Clock) -> Onlooker:
        onlookers.append(Onlooker())
        return onlookers[-1]

    def before(workspace: Workspace) -> None:
        (screened if new else placed)(workspace)
        workspace.follow_with = follow_with

    outcomes = tell(folder, story, before, rehearsal=rehearsal)
    return [onlooker.heard for onlooker in onlookers], outcomes


def test_a_session_is_followed_to_its_end_and_what_went_wrong_is_told_after_the_questions(tmp_path: Path) -> None:
    heard, outcomes = looked_on(tmp_path, [*BEGUN, Seconds(160.4), *UNRATED])
    assert heard == [["walk", "run", "walk", "run", "walk", "walk", "done"]] * 2
    for outcome in outcomes:
        assert outcome.told[-1] == BROKEN
        assert len(outcome.log.sessions) == 1


def test_a_pause_and_what_comes_after_it(tmp_path: Path) -> None:
    story: list[Meaning] = [
        *BEGUN,
        Press("next"),
        Seconds(5.4),
        Press("pause"),
        Seconds(60),
        Press("pause"),
        Seconds(1),
        ToTheEnd(),
    ]
    heard, _ = looked_on(tmp_path, [*story, *UNRATED])
    for each in heard:
        assert (each[:4], each[-1]) == (["walk", "run", "pause", "run"], "done")


def test_a_session_that_is_discarded_was_none(tmp_path: Path) -> None:
    heard, outcomes = looked_on(tmp_path, [*BEGUN, Seconds(5.4), Press("end"), Pick("discard")])
    assert heard == [["walk", "left"]] * 2
    assert [outcome.log.sessions for outcome in outcomes] == [(), ()]


def test_a_session_that_is_stopped_for_pain_pauses_and_is_over(tmp_path: Path) -> None:
    story: list[Meaning] = [*BEGUN, Seconds(5.4), Press("stop"), Pick("finish"), SKIP, SKIP, SKIP, SKIP, SEEN, PLAN]
    heard, _ = looked_on(tmp_path, story)
    assert heard == [["walk", "pause", "done"]] * 2


def test_a_rehearsal_is_followed_as_one(tmp_path: Path) -> None:
    heard, _ = looked_on(tmp_path, [*BEGUN, Seconds(2), ToTheEnd(), *UNRATED], rehearsal=True)
    assert [(each[0], each[-1]) for each in heard] == [("walk", "done, a rehearsal")] * 2


def test_nobody_looks_on_at_a_run_test(tmp_path: Path) -> None:
    story: list[Meaning] = [
        Home("start"),
        Choose("test"),
        Press("begin"),
        Press("next"),
        Seconds(20),
        Press("enough"),
        Number(3),
        At("1"),
    ]
    heard, _ = looked_on(tmp_path, story, new=True)
    assert heard == []


def test_a_power_cut_says_nothing_any_more(tmp_path: Path) -> None:
    heard, _ = looked_on(tmp_path, [*BEGUN, Seconds(5.4), PowerCut(), Choose("later")])
    assert [each[:1] for each in heard] == [["walk"], ["walk"]]
    assert all("done" not in each for each in heard)
