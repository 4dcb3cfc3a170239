"""What Home does before its first picture is counted here, since how long it takes depends on the computer."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Button

from runwalk_tui.ui.charts.chart import Chart
from runwalk_tui.ui.charts.climb import Climb
from runwalk_tui.ui.charts.day_grid import DayGrid
from runwalk_tui.ui.charts.pain_line import PainLine
from runwalk_tui.ui.charts.stage_ladder import StageLadder
from runwalk_tui.ui.screens.home.beside import CourseColumn, LatelyColumn
from runwalk_tui.ui.screens.home.parts import HomeButton, NamedChart
from runwalk_tui.ui.screens.home.strip import SessionStrip
from runwalk_tui.ui.theme.theme import THEMES
from tests.support.picture import styled_picture
from tests.support.scenes import DrivenApp
from tests.support.waiting import resize, settle

SMALL, USUAL, LARGE, LARGEST = (40, 12), (80, 24), (120, 40), (200, 60)
SIZES = pytest.mark.parametrize("size", [SMALL, USUAL, LARGE, LARGEST], ids=str)
EMPTY = pytest.mark.parametrize("empty", [True, False], ids=["the first time", "later"])


@SIZES
@EMPTY
async def test_the_styles_of_each_widget_are_found_once(
    size: tuple[int, int], empty: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Counter[DOMNode] = Counter()
    usual = Stylesheet.apply

    def counting(self: Stylesheet, node: DOMNode, **options: object) -> None:
        found[node] += 1
        usual(self, node, **options)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Stylesheet, "apply", counting)
    driven = DrivenApp(tmp_path, empty=empty)
    async with driven.on(size):
        widgets = [each for each in driven.app.screen.walk_children(Widget) if not isinstance(each, Button)]
        again = {each.id for each in widgets if found[each] > 1}
        # How many lines are left over is known once all are filled; it says which have blank lines beside them.
        assert again <= {"shape", "why", "week", "pain-row", "pain"}
        assert max(found[each] for each in widgets) <= 2


@SIZES
@EMPTY
async def test_they_are_what_would_be_found_anew(size: tuple[int, int], empty: bool, tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path, empty=empty)
    async with driven.on(size):
        screen = driven.app.screen
        widgets = list(screen.walk_children(Widget, with_self=True))
        before = [each.styles.get_rules() for each in widgets]
        driven.app.stylesheet.update(screen)
        assert [each.styles.get_rules() for each in widgets] == before


@pytest.mark.parametrize(
    ("size", "columns"), [(USUAL, []), (LARGE, [CourseColumn]), (LARGEST, [CourseColumn, LatelyColumn])], ids=str
)
async def test_a_column_is_made_once_there_is_room_for_it(
    size: tuple[int, int], columns: list[type[Widget]], tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on(size):
        assert [type(each) for each in driven.app.screen.query("CourseColumn, LatelyColumn")] == columns


@SIZES
async def test_what_only_holds_others_is_not_drawn_and_all_else_is(size: tuple[int, int], tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on(size):
        for each in driven.app.screen.query_one("#sheet").walk_children(Widget):
            only_holds = isinstance(each, Vertical | Horizontal) and not isinstance(each, NamedChart)
            assert each.visible is not only_holds, each


@pytest.mark.parametrize("wider", [LARGE, LARGEST], ids=str)
async def test_a_terminal_that_becomes_wider_shows_what_a_wide_one_does(wider: tuple[int, int], tmp_path: Path) -> None:
    pictures = []
    for first in (wider, USUAL):
        driven = DrivenApp(tmp_path / str(first))
        async with driven.on(first) as pilot:
            for size in (USUAL, wider, USUAL, wider):
                await resize(pilot, size)
                await settle(pilot)
            pictures.append(styled_picture(driven.app))
    driven = DrivenApp(tmp_path / "wide")
    async with driven.on(wider):
        assert pictures == [styled_picture(driven.app)] * 2


async def test_home_may_be_filled_anew_while_a_column_is_being_made(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)

    async def filling() -> None:
        while not driven.app.screen.query("#tip-aside"):
            driven.app.refresh_home()
            await asyncio.sleep(0)

    async with driven.on(USUAL) as pilot:
        filled = asyncio.create_task(filling())
        await resize(pilot, LARGEST)
        await filled
        await settle(pilot)
        told = styled_picture(driven.app)
    driven = DrivenApp(tmp_path / "wide")
    async with driven.on(LARGEST):
        assert told == styled_picture(driven.app)


async def test_one_may_leave_while_a_column_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driven = DrivenApp(tmp_path)
    usual = CourseColumn.compose

    def leaving(self: CourseColumn) -> ComposeResult:
        self.app.exit()
        yield from usual(self)

    monkeypatch.setattr(CourseColumn, "compose", leaving)
    async with driven.on(USUAL) as pilot:
        await pilot.resize_terminal(*LARGEST)
        await pilot.pause()
    assert driven.app.return_code == 0


@pytest.mark.parametrize("chart", [Climb, DayGrid, PainLine, StageLadder, SessionStrip])
def test_a_chart_of_home_has_styles_for_what_it_draws_with_and_no_more(chart: type[Chart]) -> None:
    named = set(re.findall(r"Paint\.([A-Z]+)", inspect.getsource(sys.modules[chart.__module__])))
    assert {paint.name for paint in chart.PAINTS} == named | {"PLAIN"}
    assert {f"chart--{paint}" for paint in chart.PAINTS} == chart.COMPONENT_CLASSES


class Buttons(App[None]):
    """A button of Textual's beside one of Home's, of each kind that Home has."""

    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        for primary in (False, True):
            for kind in (Button, HomeButton):
                yield kind("Start", variant="primary" if primary else "default")


async def test_a_button_of_home_looks_as_textuals_does_in_every_theme() -> None:
    app = Buttons()
    for ours in THEMES:
        app.register_theme(ours)
    async with app.run_test() as pilot:
        buttons = list(app.screen.query("Button, HomeButton").results(Button))
        assert len(buttons) == 4
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            for hovered, pressed in ((False, False), (True, False), (False, True)):
                for button in buttons:
                    button.mouse_hover = hovered
                    button.set_class(pressed, "-active")
                    app.stylesheet.update(button)
                looks = [look_of(button) for button in buttons]
                assert looks[0] == looks[1], (theme, hovered, pressed)
                assert looks[2] == looks[3], (theme, hovered, pressed)


def look_of(button: Button) -> dict[str, object]:
    """How a button is drawn; it has no links, and nothing in it scrolls."""
    rules: dict[str, object] = dict(button.styles.get_rules())
    return {name: rule for name, rule in rules.items() if not re.search("link|scrollbar", name)}
