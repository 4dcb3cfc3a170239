"""The page after a session: what was done, where it leads, and the keys that leave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import DecisionShown
from runwalk_tui.keeping import Kept
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Kind, Stage
from runwalk_tui.review.climb import rungs
from runwalk_tui.review.next_step import SessionShape, compared, step_to
from runwalk_tui.session.records import SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.charts.chart import Paint
from runwalk_tui.ui.charts.step_strips import StepStrips, cells_for
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.workspace import Workspace
from tests.support.footers import footer
from tests.support.one_screen import NOTHING
from tests.support.reading_app import OneScreenApp, seen, whole
from tests.support.stand_ins import NOON, make_workspace
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("shows the page at four sizes")

SHIPPED = load_table(shipped_stages())
SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
DONE = SessionRecord(
    "new", NOON, "Test", "2", reps_planned=2, reps_done=2, pain_before=2, pain_worst=3, pain_after=2, felt_ready=True
)
KINDS = {
    "build": (DONE, "More repetitions", "Last time 2 repetitions, next time 4, the most for this stage."),
    "stopped": (
        replace(DONE, reps_done=1, pain_worst=8, stopped_for_pain=True),
        "A step back",
        "you were right to stop",
    ),
    "walk": (replace(DONE, kind=SessionKind.WALK, reps_done=0, walk_seconds=1500), "The same again", "Saved: a walk"),
    "stop": (replace(DONE, red_flags=("fever",)), "See a doctor", "Saved"),
}


def shown(folder: Path, record: SessionRecord) -> DecisionShown:
    """What is shown after a session that follows a short one two days before."""
    workspace: Workspace = make_workspace(folder)
    workspace.store.save(replace(DONE, id="old", started_at=NOON - timedelta(days=2), reps_done=1, pain_morning=2))
    workspace.store.save(record)
    due = workspace.prescription()
    climb = rungs(workspace.table, workspace.judged(), due.stage) if due.stage else ()
    step, told = step_to(workspace.table, record, due), compared(workspace.table, record, workspace.log().sessions, due)
    return DecisionShown(Kept(record), due, workspace.table, workspace.today(), True, step, climb, told)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_of_decision_says_what_it_is_and_both_keys(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    record, decision, told = KINDS[kind]
    question = shown(tmp_path, record)
    app = OneScreenApp(lambda: DecisionScreen(question))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        words = whole(app.screen)
        assert decision in words
        assert told in words
        assert "Saved" in words
        assert words.lower().count("right to stop") == (kind == "stopped")
        assert words.count("Last time") == (kind == "build")
        assert footer(app).startswith("Enter Home Esc Change answers")
        assert app.screen.query_one("#page").virtual_size.width <= size[0]
        if size[1] >= 20:
            for strips in app.screen.query(StepStrips):
                assert strips.region.height == strips.draw(strips.size.width).height


async def test_the_strips_show_both_sessions_on_one_scale(tmp_path: Path) -> None:
    question = shown(tmp_path, DONE)
    strips = StepStrips(ascii=True)
    strips.set_reactive(StepStrips.step, question.step)
    upper, lower = strips.draw(88).lines()
    was, due = upper.split(" > ")
    assert len(was.strip()) < len(due.strip())
    assert 34 <= len(due.strip()) <= 40
    assert "today stage 2 x2" in lower
    assert "next stage 2 x4" in lower
    narrow = strips.draw(40).lines()
    assert narrow[2] == "v"
    assert all(len(line) <= 40 for line in narrow)


@pytest.mark.parametrize("room", [30, 37, 40])
@pytest.mark.parametrize("stage", SHIPPED.stages, ids=lambda stage: f"stage {stage.id}")
def test_equal_repetitions_are_equally_wide_and_none_is_lost(stage: Stage, room: int) -> None:
    """The fewest and the most repetitions that the table allows, on one scale."""
    shapes = [
        SessionShape(stage, reps, plan_session(SHIPPED, stage, reps).phases)
        for reps in (stage.reps_min, SHIPPED.full(stage))
    ]
    cells = cells_for(shapes, room)
    repetitions = set()
    for shape in shapes:
        drawn = list(cells.of(shape))
        assert room * 2 / 3 <= sum(count for _, count in drawn) * max(each.seconds for each in shapes) / shape.seconds
        assert sum(count for _, count in drawn) <= room
        runs = [drawn[at : at + 2] for at, (kind, _) in enumerate(drawn) if kind is Kind.RUN]
        assert len(runs) == shape.reps
        repetitions |= {tuple(run) for run in runs}
    assert len(repetitions) == 1
    assert all(count >= 1 for _, count in repetitions.pop())


def test_where_nothing_was_done_the_plan_is_drawn_without_colour(tmp_path: Path) -> None:
    question = shown(tmp_path, replace(DONE, reps_done=0))
    strips = StepStrips(ascii=True)
    strips.set_reactive(StepStrips.step, question.step)
    sheet = strips.draw(88)
    assert "today stage 2, 0 of 2" in sheet.lines()[1]
    left = {sheet.paint(x, 0) for x in range(40) if not sheet.is_blank(x, 0)}
    assert left == {Paint.LABEL}


@pytest.mark.parametrize(("key", "answer"), [("enter", None), ("escape", Move.BACK)])
async def test_enter_goes_home_and_escape_back_to_the_answers(tmp_path: Path, key: str, answer: object) -> None:
    question = shown(tmp_path, DONE)
    app = OneScreenApp(lambda: DecisionScreen(question))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
    assert app.result is answer


async def test_a_click_on_the_button_goes_home(tmp_path: Path) -> None:
    question = shown(tmp_path, DONE)
    app = OneScreenApp(lambda: DecisionScreen(question))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.result is NOTHING
        await pilot.click("#home")
        await settle(pilot)
    assert app.result is None


async def test_ascii_is_ascii_alone(tmp_path: Path) -> None:
    question = shown(tmp_path, DONE)
    app = OneScreenApp(lambda: DecisionScreen(question, ascii=True))
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        assert "stage 2 ×2 > stage 2 ×4" in seen(app)
