"""Names, notes and paths are text on every screen: no markup, no control character, no crash."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from rich.segment import ControlType, Segment
from textual.color import Color
from textual.pilot import Pilot

from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.history.errors import StoreError, Trouble
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import CheckIn, Placement, SessionRecord
from runwalk_tui.ui.screens.decision import DecisionScreen
from runwalk_tui.ui.screens.history.session_page import PastSessionScreen
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.questions.before import BeforeScreen
from runwalk_tui.ui.screens.questions.choose import ChooseScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.terminal.filters import TextAlone
from runwalk_tui.ui.timer.timer import TimerScreen
from tests.support.drawn import drawn_strips
from tests.support.stand_ins import NOON, Stage, make_workspace, toasts
from tests.support.waiting import reach, until

ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
NASTY = "\x1b]0;gone\x07\x9b31m\u202e"
TABLE = """\
[programme]
name = "[red]P[/blue]"
warm_up = "10s"
cool_down = "10s"

[[stage]]
id = "[i]a"
name = "[/b]low [@click=app.quit]x[/]"
note = "[bold]n[/red]"
run = "20s"
walk = "30s"
reps = [2, 4]

[[stage]]
id = "[/i]b"
name = "[red]high[/]"
intervals = ["run 40s [red]hard[/]", "walk 30s [/b]slow"]
reps = [2, 4]
"""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    workspace = make_workspace(tmp_path / "[red]data[/]", TABLE)
    workspace.store.remember("screening", Screening(NOON).to_json())
    workspace.store.place(Placement(NOON - timedelta(days=30), "[/i]b"))
    for days in (9, 6, 3):
        workspace.store.save(
            SessionRecord(
                f"[u]{days}[/]{NASTY}",
                NOON - timedelta(days=days),
                "[red]P[/blue]" if days < 9 else f"[red]other{NASTY}",
                "[/i]b",
                reps_planned=2,
                reps_done=2,
                pain_before=3,
                pain_worst=4,
                pain_after=3,
                pain_morning=3,
                soreness=(f"[red]knee[/blue]{NASTY}",) if days == 3 else (),
                eased_to="[i]a",
                note=f"[red]a note[/blue]{NASTY}\nand more [/]",
                source=f"[b]{NASTY}",
            )
        )
    workspace.store.check_in(CheckIn(NOON - timedelta(days=10), 30, 28, 55, None, f"[red]stairs[/]{NASTY}", 3, 4))
    return Stage(workspace)


def shown(pilot: Pilot[None]) -> str:
    """What is on the screen; nothing in it may act on a terminal."""
    lines = [strip.text.rstrip() for strip in drawn_strips(pilot.app)]
    assert not any(map(ACTS.search, lines)), lines
    return "\n".join(lines)


@pytest.mark.slow("goes through every page")
async def test_every_page_shows_names_and_notes_as_they_are_written(stage: Stage) -> None:
    async with stage.app.run_test(size=(180, 60)) as pilot:
        await reach(pilot, HomeScreen)
        assert "[red]high[/]" in shown(pilot)
        for key, awaited in {"h": "[red]a note", "t": "[/i]b", "s": "[/b]low", "comma": "Settings", "a": ""}.items():
            await stage.press(pilot, key)
            assert awaited in shown(pilot), key
            await stage.press(pilot, "escape")
        await stage.press(pilot, "h", "enter")
        await reach(pilot, PastSessionScreen)
        assert "[red]knee[/blue]" in shown(pilot)
        assert "[red]a note[/blue]" in shown(pilot)
        await stage.press(pilot, "escape", "slash", *"[red]a", "enter", "escape", "escape")
        await stage.press(pilot, "i")
        shown(pilot)
        await stage.press(pilot, "escape", "c")
        await reach(pilot, ChooseScreen)
        assert "[/b]low" in shown(pilot)
        await stage.press(pilot, "escape")


@pytest.mark.slow("a whole session")
async def test_a_whole_session_shows_them_as_they_are_written(stage: Stage) -> None:
    async with stage.app.run_test(size=(100, 40)) as pilot:
        await reach(pilot, HomeScreen)
        await stage.press(pilot, "enter")
        await reach(pilot, BeforeScreen)
        assert "[/i]b" in shown(pilot)
        await stage.press(pilot, "3", "enter")
        await reach(pilot, TimerScreen)
        shown(pilot)
        await stage.press(pilot, "e", "n")
        assert "[i]a" in shown(pilot)
        for _ in range(10):
            if isinstance(pilot.app.screen, TimerScreen):
                await stage.press(pilot, "n")
                shown(pilot)
        await reach(pilot, RatingScreen)
        await stage.press(pilot, "4", "enter", "3", "enter", "enter", "enter", *"[/red]", "enter")
        await reach(pilot, DecisionScreen)
        assert "[" in shown(pilot)
        await stage.press(pilot, "enter")
        await reach(pilot, HomeScreen)
        assert "[/red]" in str(stage.workspace.log().sessions[-1].note)


def test_the_filter_leaves_out_what_acts_and_nothing_else() -> None:
    segments = [
        Segment("plain"),
        Segment("\u202eturned\x1b[2J\u2028 ü ☂\u00ad"),
        Segment("\x1b[1m", control=[(ControlType.BELL,)]),
    ]
    assert [segment.text for segment in TextAlone().apply(segments, Color(0, 0, 0))] == [
        "plain",
        "turned[2J ü ☂\u00ad",
        "\x1b[1m",
    ]


async def test_a_trouble_that_names_a_path_is_shown_as_it_is(stage: Stage) -> None:
    async with stage.app.run_test(size=(100, 40), notifications=True) as pilot:
        await reach(pilot, HomeScreen)
        stage.app.notify(str(StoreError(f"/[red]data[/blue]{NASTY}: the disk is full", Trouble.FULL)), severity="error")
        pilot.app.screen.notify("from a screen [/nothing]")
        await until(pilot, lambda: "nothing" in " ".join(toasts(stage.app)), "what the screen said")
        assert "/[red]data[/blue]\\x1b]0;gone" in " ".join(toasts(stage.app))
        assert "from a screen [/nothing]" in " ".join(toasts(stage.app))
        shown(pilot)


async def test_a_question_offers_a_stage_by_its_name_as_it_is_written(stage: Stage) -> None:
    question = Choice("[red]Ready for stage [/i]b?", "[/]", (Answer("up", "u", "Move up to [/i]b", "primary"),))
    async with stage.app.run_test(size=(100, 40)) as pilot:
        await reach(pilot, HomeScreen)
        pilot.app.push_screen(QuestionScreen(question))
        await reach(pilot, QuestionScreen)
        assert "Move up to [/i]b (u)" in shown(pilot)
        assert "[red]Ready for stage [/i]b?" in shown(pilot)
