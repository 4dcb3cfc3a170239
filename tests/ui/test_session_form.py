"""The form of a session on the screen: every way through it, what is wrong said at its field, and how it is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Static

from runwalk_tui.flows.editing import add, correct
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.ui.controls.form_parts import ScalePart, WordsPart
from runwalk_tui.ui.screens.questions.field_row import FieldRow
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.session_form import FieldList, SessionFormScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.workspace import Workspace
from tests.support.fronts.story import placed, session
from tests.support.one_flow import OneFlow
from tests.support.one_screen import NOTHING, SIZES, press
from tests.support.stand_ins import make_workspace
from tests.support.waiting import reach

pytestmark = pytest.mark.slow("walks through the app for each test")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_workspace(tmp_path)
    placed(made)
    session(made, 2, pain_worst=7, felt_ready=True)
    return made


def form(app: OneFlow) -> SessionFormScreen:
    assert isinstance(app.shown, SessionFormScreen)
    return app.shown


def row(app: OneFlow, name: str) -> FieldRow:
    return form(app).query_one(f"#{name}", FieldRow)


def fault(app: OneFlow, name: str) -> str:
    found = row(app, name)
    return str(found.query_one(".fault", Static).content) if found.complains else ""


def leads(app: OneFlow) -> str:
    return str(form(app).query_one("#leads", Static).content)


def saved(workspace: Workspace) -> SessionRecord:
    return workspace.log().sessions[-1]


def here(app: OneFlow) -> str:
    return next(str(each.id) for each in form(app).query(FieldRow) if each.has_focus_within)


async def begin(app: OneFlow, pilot: Pilot[None]) -> None:
    await press(pilot)
    await pilot.pause()
    assert isinstance(app.shown, SessionFormScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_puts_a_slip_right_and_says_what_it_changes(workspace: Workspace, size: tuple[int, int]) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=size) as pilot:
        await begin(app, pilot)
        assert here(app) == "before"
        await press(pilot, "enter", "2")
        assert here(app) == "worst"
        assert leads(app) == "Today: stage 2 instead of 1, with 4 repetitions."
        await press(pilot, "ctrl+s")
        assert app.result is None
    assert saved(workspace).pain_worst == 2


async def test_enter_goes_from_field_to_field_and_saves_at_the_end(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        seen = []
        while not isinstance(form(app).focused, Button):
            seen.append(here(app))
            await press(pilot, "enter")
        assert seen == ["before", "worst", "after", "morning", "sore", "ready", "effort", "note"]
        await press(pilot, "enter")
        assert app.result is None
    assert saved(workspace).updated_at is None, "nothing was changed, so nothing was written"


async def test_tab_and_arrows_go_both_ways(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(40, 12)) as pilot:
        await begin(app, pilot)
        for key, field in (("tab", "worst"), ("shift+tab", "before"), ("up", "planned"), ("down", "before")):
            await press(pilot, key)
            assert here(app) == field
        for field in ("planned", "done", "stage", "kind", "time", "date", "date"):
            await press(pilot, "up")
            assert here(app) == field
            assert form(app).region.contains_region(row(app, field).region)


async def test_ten_none_and_the_words(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "1", "0")
        part = row(app, "before").part
        assert isinstance(part, ScalePart)
        assert part.render_line(0).text.rstrip().endswith("9  [10]"), "what is chosen is told without a colour"
        await press(pilot, "down", "delete", "down", "left", "down", "down", "2", "l", "down", "n")
        await press(pilot, "down", "1", "down", *"ok")
        texts = {each.field: each.text for each in form(app).query(FieldRow)}
        assert (texts["before"], texts["worst"], texts["after"], texts["sore"], texts["ready"], texts["effort"]) == (
            "10",
            "",
            "1",
            "2l",
            "not yet",
            "1",
        )
        await press(pilot, "home", "ctrl+s")
        # Severe pain before is a reason to look at the warning signs.
        await press(pilot, "n", "enter", "n", "enter")
        assert app.result is None
    kept = saved(workspace)
    assert (kept.pain_before, kept.pain_worst, kept.soreness, kept.felt_ready) == (10, None, ("left knee",), False)


async def test_a_fault_is_said_when_the_field_is_left_and_goes_when_it_is_mended(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        for _ in range(6):
            await press(pilot, "up")
        await press(pilot, "end", "backspace", "9")
        assert (here(app), fault(app, "date")) == ("date", "")
        await press(pilot, "down")
        assert fault(app, "date").endswith("is in the future; enter it when you've done it")
        assert leads(app) == ""
        await press(pilot, "up", "end", "backspace", "1")
        assert fault(app, "date") == ""


async def test_a_day_is_typed_over_and_may_be_said_in_words(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        for _ in range(6):
            await press(pilot, "up")
        await press(pilot, *"yesterday", "enter")
        yesterday = workspace.today() - timedelta(days=1)
        assert (here(app), row(app, "date").text) == ("time", f"{yesterday}"), "it is shown as it was understood"
        await press(pilot, *"7.15", "ctrl+s")
        assert app.result is None
    assert f"{saved(workspace).started_at:%Y-%m-%d %H:%M}" == f"{yesterday} 07:15"


@pytest.mark.parametrize(("width", "beside"), [(40, "2"), (66, "2"), (80, "")])
async def test_what_is_chosen_is_told_without_a_colour(workspace: Workspace, width: int, beside: str) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(width, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "2")
        await pilot.pause()
        found = row(app, "before")
        assert isinstance(found.part, ScalePart)
        assert found.part.has_brackets == (not beside)
        assert str(found.query_one(".given", Static).content) == beside


async def test_the_field_that_is_typed_into_stays_in_sight_in_a_smaller_terminal(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        while here(app) != "note":
            await press(pilot, "down")
        await pilot.resize_terminal(40, 12)
        await press(pilot)
        await pilot.pause()
        assert form(app).query_one(FieldList).content_region.contains_region(row(app, "note").region)


async def test_nothing_is_saved_until_all_is_right(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(40, 12)) as pilot:
        await begin(app, pilot)
        await press(pilot, "up", "backspace", "ctrl+s")
        assert fault(app, "planned") == "A whole number from 1 to 100"
        assert here(app) == "planned"
        assert app.result is NOTHING
        await press(pilot, "6", "ctrl+s")
        assert app.result is None
    assert saved(workspace).reps_planned == 6


async def test_another_kind_shows_other_fields(workspace: Workspace) -> None:
    app = OneFlow(add, workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        assert here(app) == "done"
        await press(pilot, "up", "up", "right")
        assert [each.field for each in form(app).query(FieldRow) if each.display] == [
            "date",
            "time",
            "kind",
            "minutes",
            "before",
            "after",
            "note",
        ]
        await press(pilot, "ctrl+s")
        assert fault(app, "minutes") == "A whole number from 1 to 360"
        await press(pilot, "3", "0", "ctrl+s")
        assert app.result is None
    assert (saved(workspace).walk_seconds, saved(workspace).source) == (1800, "log")


async def test_escape_asks_only_when_something_was_changed(workspace: Workspace) -> None:
    before = workspace.log()
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "4", "escape")
        assert isinstance(app.screen, QuestionScreen)
        await press(pilot, "escape")
        assert row(app, "before").text == "4", "what was typed is still there"
        await press(pilot, "2", "escape")
        assert app.result is None, "it says what it said at first, so nothing is lost"
    assert workspace.log() == before


async def test_a_mouse_is_enough(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        scale = row(app, "worst").query_one(ScalePart)
        # The numbers stand in equal steps; the third field from the left is 2.
        step = scale.content_size.width // 11
        left = (scale.content_size.width - 11 * step) // 2 + scale.gutter.left
        await pilot.click(scale, offset=(left + 2 * step + 1, 0))
        words = row(app, "ready").query_one(WordsPart)
        await pilot.click(words, offset=(11, 0))
        await pilot.click("#save")
        await press(pilot)
        assert app.result is None
    assert (saved(workspace).pain_worst, saved(workspace).felt_ready) == (2, False)


async def test_a_warning_sign_from_the_form_ends_at_the_stop_sign(workspace: Workspace) -> None:
    was = saved(workspace)
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "w", "2", "enter", "y")
        await reach(pilot, StopSignScreen)
    assert [each for each in workspace.log().sessions if each.id == "s2"] == [was]
    assert [bool(each.red_flags) for each in workspace.log().sessions if each.id != "s2"] == [True]


async def test_only_what_was_typed_is_set_when_another_window_changed_it_meanwhile(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        workspace.store.save(replace(saved(workspace), pain_morning=5))
        await press(pilot, "down", "3", "ctrl+s")
        assert app.result is None
    assert (saved(workspace).pain_worst, saved(workspace).pain_morning) == (3, 5)


async def test_what_another_window_does_while_warning_signs_are_asked_about_stays(workspace: Workspace) -> None:
    workspace.store.save(replace(saved(workspace), pain_worst=2))
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "8", "ctrl+s")
        assert isinstance(app.shown, TickScreen)
        workspace.store.save(replace(saved(workspace), note="meanwhile", red_flags=("fever",)))
        await press(pilot, "n", "enter", "n", "enter")
    assert (saved(workspace).pain_before, saved(workspace).note) == (8, "meanwhile")
    assert saved(workspace).red_flags == ("fever",)


async def test_a_session_that_goes_while_warning_signs_are_asked_about_is_not_brought_back(
    workspace: Workspace,
) -> None:
    workspace.store.save(replace(saved(workspace), pain_worst=2))
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "8", "ctrl+s")
        assert isinstance(app.shown, TickScreen)
        workspace.store.delete("s2", workspace.wall())
        await press(pilot, "n", "enter", "n", "enter")
        assert app.result is None
    assert workspace.log().sessions == ()


async def test_a_warning_sign_of_a_session_that_is_dated_ahead_puts_the_stop_sign_up_now(workspace: Workspace) -> None:
    ahead = workspace.wall() + timedelta(days=400)
    workspace.store.save(replace(saved(workspace), id="ahead", started_at=ahead, pain_worst=2))
    app = OneFlow(correct("ahead"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await press(pilot, "8", "ctrl+s")
        await press(pilot, "2", "enter", "y", "enter")
    assert stop_sign(workspace.log(), workspace.today())


async def test_a_session_that_is_gone_meanwhile_is_not_brought_back(workspace: Workspace) -> None:
    app = OneFlow(correct("s2"), workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        workspace.store.delete("s2", workspace.wall())
        await press(pilot, "down", "3", "ctrl+s")
        assert app.result is None
    assert workspace.log().sessions == ()
