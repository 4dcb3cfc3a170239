"""A story that both fronts are told, and that has to come out the same on both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from runwalk_tui.flows.shown.trial import TRIAL_SEEN
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Placement, SessionRecord
from runwalk_tui.workspace import SCREENING, Workspace
from tests.support.examples import one_in
from tests.support.fronts.meanings import Meaning
from tests.support.fronts.outcome import Outcome, tell
from tests.support.fronts.stage_set import Before


def nothing(workspace: Workspace) -> None:
    """A new runner."""


@dataclass(frozen=True)
class Story:
    """What a runner means, and what has to be left of it."""

    name: str
    meanings: Sequence[Meaning | Sequence[Meaning]]
    """One after the other, alone or several together."""
    leaves: Sequence[str] = ()
    """What is kept, as `Outcome.short` says it."""
    before: Before = nothing
    rehearsal: bool = False
    apart: str = ""
    """Why the two fronts ask different questions here; "" where they ask the same."""


def told(*stories: Story) -> pytest.MarkDecorator:
    """A test of each story in the larger run; `make test` tells one in four."""
    chosen = one_in(4, stories)
    return pytest.mark.parametrize("story", chosen, ids=[story.name for story in chosen])


def assert_both_tell(story: Story, folder: Path, *, look: bool = True) -> Outcome:
    """Tell a story to both fronts; what it leaves behind is the same, record by record.

    Without `look`, whoever tells it looks at what was to be expected.
    """
    lines, screens = tell(folder, list(_one_by_one(story.meanings)), story.before, rehearsal=story.rehearsal)
    if look:
        assert screens.short == tuple(story.leaves)
    assert lines.short == screens.short
    if not story.apart:
        assert lines.asked == screens.asked
    assert lines.log == screens.log
    assert (lines.screening, lines.no_morning) == (screens.screening, screens.no_morning)
    assert lines.journal == screens.journal
    assert (lines.told, lines.held_awake, lines.left) == (screens.told, screens.held_awake, screens.left)
    assert lines.held_awake.count("hold") == lines.held_awake.count("release")
    return screens


def _one_by_one(meanings: Sequence[Meaning | Sequence[Meaning]]) -> Iterator[Meaning]:
    for each in meanings:
        if isinstance(each, Sequence):
            yield from each
        else:
            yield each


# Who the runner is.


def screened(workspace: Workspace) -> None:
    """Nothing applied when the questions before the first session were asked, and the page about the trial was read."""
    workspace.store.remember(TRIAL_SEEN, "yes")
    workspace.store.remember(SCREENING, Screening(workspace.wall() - timedelta(days=30)).to_json())


def placed(workspace: Workspace) -> None:
    """A runner who was placed at stage 2."""
    screened(workspace)
    workspace.store.place(Placement(workspace.wall() - timedelta(days=12), "2"))


def session(workspace: Workspace, days_ago: int, **changes: Any) -> SessionRecord:
    """A good session at stage 2, kept in the log."""
    plain: dict[str, Any] = {
        "reps_done": 4,
        "pain_before": 2,
        "pain_worst": 3,
        "pain_after": 2,
        "pain_morning": 2,
        **changes,
    }
    at = workspace.wall() - timedelta(days=days_ago)
    record = SessionRecord(f"s{days_ago}", at, "Test", stage="2", reps_planned=plain["reps_done"], **plain)
    workspace.store.save(record)
    return record


def ready_to_move_up(workspace: Workspace) -> None:
    """Three good sessions at stage 2, the last two of them full, the last one two days ago."""
    placed(workspace)
    for days_ago, count in ((9, 2), (6, 4), (2, 4)):
        session(workspace, days_ago, reps_done=count)


def ran_yesterday(workspace: Workspace) -> None:
    """A session yesterday, and nobody has asked for this morning yet."""
    placed(workspace)
    session(workspace, 1, reps_done=2, pain_morning=None)


def flared_where_you_choose(workspace: Workspace) -> None:
    """A flare-up at stage 2 four days ago, in a programme whose stage never moves by itself."""
    table = workspace.table
    manual = replace(table, policy=replace(table.policy, manual=True))
    workspace.in_use = replace(workspace.in_use, table=manual)
    placed(workspace)
    session(workspace, 4, pain_worst=8)


def stopped(workspace: Workspace) -> None:
    """The stop sign is up."""
    placed(workspace)
    session(workspace, 2, red_flags=("fever",))
