"""The box of a question: its answers can be told apart, none draws the eye but the one that Enter gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual.widgets import Button

from runwalk_tui.flows.in_session import after_stop, ask_to_end
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.timer.mark import MarkScreen
from tests.support.reading_app import OneScreenApp
from tests.support.waiting import settle

pytestmark = pytest.mark.slow("shows questions at three sizes")

LONG = Choice("What now?", "", tuple(Answer(f"a{key}", key, "a rather long one") for key in "bcd"))
CHOICES = {"end": ask_to_end(("x",)), "stopped": after_stop(120), "long": LONG}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("name", CHOICES)
async def test_answers_are_apart_from_one_another_and_from_the_box(name: str, size: tuple[int, int]) -> None:
    app = OneScreenApp(lambda: QuestionScreen(CHOICES[name]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        box = app.screen.query_one("#box")
        assert box.region.x >= 2
        assert box.region.right <= size[0] - 2
        buttons = list(app.screen.query(Button))
        for left, right in pairwise(buttons):
            assert right.region.x > left.region.right
        for button in buttons:
            assert box.region.shrink(box.gutter).contains_region(button.region)
            assert button.size.width >= len(str(button.label))
        quiet = {button.background_colors[1] for button in buttons if not button.has_focus}
        assert len(quiet) == 1
        assert box.background_colors[1] not in quiet
        assert [button.background_colors[1] in quiet for button in buttons].count(False) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_mark_leaves_the_edges_free(size: tuple[int, int]) -> None:
    app = OneScreenApp(MarkScreen)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        box = app.screen.query_one("Vertical")
        assert box.region.x >= 2
        assert box.region.right <= size[0] - 2


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_answers_without_room_side_by_side_are_below_one_another(size: tuple[int, int]) -> None:
    four = Choice("What now?", "", tuple(Answer(f"a{key}", key, "a rather long one") for key in "bcde"))
    app = OneScreenApp(lambda: QuestionScreen(four))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        box = app.screen.query_one("#box")
        buttons = list(app.screen.query(Button))
        for above, below in pairwise(buttons):
            assert below.region.y >= above.region.bottom
        for button in buttons:
            assert box.region.shrink(box.gutter).contains_region(button.region)
            assert button.size.width >= len(str(button.label))
