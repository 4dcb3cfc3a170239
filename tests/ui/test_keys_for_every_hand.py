"""Keys for every hand, on the screens: either case, other alphabets and keyboards, unknown keys, the runner's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widgets import Input

from runwalk_tui.keys.in_use import BY_BINDING, USUAL_KEYS
from runwalk_tui.keys.reading import read_keys
from runwalk_tui.ui.app import RunwalkApp
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.controls.tick_list import TickList
from runwalk_tui.ui.screens.home.page import HomeScreen
from runwalk_tui.ui.screens.pages.trends import TrendsScreen
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.screens.questions.rating import RatingScreen
from runwalk_tui.ui.screens.questions.ticks import TickScreen
from runwalk_tui.ui.timer.mark import MarkScreen
from tests.support.drawn import drawn_strips
from tests.support.examples import in_the_larger_run
from tests.support.scenes import FINISHED, FIRST_ROUTES, ROUTES, SECOND_YEAR, WORDS, DrivenApp, reach, route_to

pytestmark = pytest.mark.slow("walks through every screen")


def driven_for(route: str, folder: Path) -> DrivenApp:
    return DrivenApp(
        folder,
        empty=route in FIRST_ROUTES,
        second_year=route in SECOND_YEAR,
        finished=route in FINISHED,
        words=route in WORDS,
    )


def seen(driven: DrivenApp) -> str:
    """All that is on the screen, with one space between two words."""
    return " ".join(" ".join(strip.text for strip in drawn_strips(driven.app)).split())


@contextmanager
def only_heard() -> Iterator[list[str]]:
    """Inside, actions are noted and not done."""
    heard: list[str] = []

    async def note(self: App[None], action: Any, default_namespace: DOMNode | None = None) -> bool:
        heard.append(str(action))
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunwalkApp, "run_action", note)
        yield heard


def bound(app: App[None]) -> dict[str, Binding]:
    """What is heard on the screen now; nothing while a text is typed."""
    if isinstance(app.focused, Input):
        return {}
    return {key: binding for key, (_, binding, enabled, _) in app.screen.active_bindings.items() if enabled}


# Either case.


@pytest.mark.parametrize("route", ROUTES)
async def test_every_letter_does_the_same_with_caps_lock_on_and_is_declared_as_it_is(
    route: str, tmp_path: Path
) -> None:
    driven = driven_for(route, tmp_path)
    pressed = 0
    async with driven.on() as pilot:
        for scene, steps in ROUTES[route].items():
            await steps(driven, pilot)
            for letter in (key for key in bound(driven.app) if len(key) == 1 and key.isalpha()):
                with only_heard() as heard:
                    await driven.press(pilot, letter, letter.upper())
                assert len(heard) == 2, (scene, letter, heard)
                assert heard[0] == heard[1], (scene, letter)
                pressed += 1
            # Each key that can be changed is declared as the screen has it.
            for key, binding in bound(driven.app).items():
                if binding.id is not None and binding.id in BY_BINDING:
                    assert key in USUAL_KEYS.of_binding(binding.id), (scene, binding.id)
            assert not shares_a_key(type(driven.app.screen).BINDINGS), scene
    # What if and the form of figures hear no letters: there it is digits and text that are typed.
    assert pressed or route == "own table"


async def test_a_warning_sign_is_reported_with_caps_lock_on(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, "W")
        assert isinstance(driven.app.screen, TickScreen)
        await driven.press(pilot, "N")
        assert driven.app.screen.query_one(TickList).none


async def test_pain_stops_a_session_with_caps_lock_on_and_its_question_hears_capitals(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach("run", driven, pilot)
        await driven.press(pilot, "M", "X")
        assert driven.app.timer is not None
        assert driven.app.timer.controller.running.stopped_for_pain
        assert isinstance(driven.app.screen, QuestionScreen)
        await driven.press(pilot, "G")
        assert not driven.app.timer.controller.running.stopped_for_pain


# Other keyboards.


@pytest.mark.parametrize(("typed", "pain"), [("é", 2), ("ampersand", 1), ("underscore", 8), ("à", 0)])
async def test_the_row_of_digits_of_an_azerty_keyboard_answers_with_digits(
    typed: str, pain: int, tmp_path: Path
) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach("before", driven, pilot)
        await driven.press(pilot, typed)
        assert driven.app.screen.query_one(PainScale).value == pain


async def test_the_same_row_ticks_a_warning_sign(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, "w", "é")
        assert len(driven.app.screen.query_one(TickList).ticked) == 1


async def test_the_same_row_is_a_number_in_the_check_in(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, "i", "quotation_mark", "&")
        field = driven.app.focused
        assert isinstance(field, Input)
        assert field.value == "31"


# Unknown keys.


@pytest.mark.examples
@pytest.mark.parametrize("size", [(80, 24), *in_the_larger_run((40, 12))], ids=str)
@pytest.mark.parametrize("route", ROUTES)
async def test_an_unknown_key_is_answered_once_on_every_screen(
    route: str, size: tuple[int, int], tmp_path: Path
) -> None:
    driven = driven_for(route, tmp_path)
    async with driven.on(size) as pilot:
        for scene, steps in ROUTES[route].items():
            await steps(driven, pilot)
            if scene == "locked" or isinstance(driven.app.focused, Input):
                continue  # there it says that the key is locked, or it is text
            await driven.press(pilot, "f8")
            assert "F8" in seen(driven), scene
            await driven.press(pilot, "f9")
            assert "F9" not in seen(driven), scene


async def test_the_answer_goes_with_the_next_proper_key_and_comes_again(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on((120, 40)) as pilot:
        await driven.press(pilot, "t", "j")
        assert isinstance(driven.app.screen, TrendsScreen)
        assert "j does nothing here. ? shows the keys." in seen(driven)
        await driven.press(pilot, "down")
        await driven.press(pilot, "escape")
        assert isinstance(driven.app.screen, HomeScreen)
        assert "does nothing" not in seen(driven)
        await driven.press(pilot, "J")
        assert "J does nothing here. Caps Lock?" in seen(driven)


@pytest.mark.parametrize(
    ("scene", "key", "said"),
    [
        ("run", "ч", "ч does nothing here. Another alphabet? x stops for pain."),
        ("mark", "ч", "ч does nothing here. Another alphabet? x stops for pain."),
        ("run-test-run", "χ", "χ does nothing here. Another alphabet? x stops for pain."),
        ("past-session", "ц", "ц does nothing here. Another alphabet?"),
        ("warning-signs", "ц", "ц does nothing here. Another alphabet?"),
        ("rating-now", "ц", "ц does nothing here. Another alphabet? w is for a warning sign."),
        ("home", "ц", "ц does nothing here. Another alphabet? w is for a warning sign."),
        ("run", "asterisk", "* does nothing here. Caps Lock? ? shows the keys."),
    ],
)
async def test_a_key_of_another_alphabet_is_told_what_would_be_right(
    scene: str, key: str, said: str, tmp_path: Path
) -> None:
    driven = driven_for(route_to(scene), tmp_path)
    async with driven.on() as pilot:
        await reach(scene, driven, pilot)
        await driven.press(pilot, key)
        assert said in seen(driven)


async def test_an_answer_on_the_timer_is_gone_with_a_session_that_ends(tmp_path: Path) -> None:
    driven = driven_for(route_to("warm-up"), tmp_path)
    async with driven.on() as pilot:
        await reach("warm-up", driven, pilot)
        for _ in range(13):
            driven.clock.time += 1
            await driven.press(pilot, "n")
        await driven.press(pilot, "f8")
        assert "F8 does nothing here" in seen(driven)
        await driven.go(pilot, 130)
        assert isinstance(driven.app.screen, RatingScreen)
        await driven.press(pilot, "f8", "3")
        assert isinstance(driven.app.screen, RatingScreen)
        assert "does nothing" not in seen(driven)


async def test_modifiers_alone_and_text_are_no_unknown_keys(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await driven.press(pilot, "left_shift", "caps_lock", "iso_level3_shift")
        assert "does nothing" not in seen(driven)
        await driven.press(pilot, "h", "slash", "ж", "J", "f8")
        assert "does nothing" not in seen(driven)


async def test_a_locked_key_says_that_it_is_locked_and_nothing_else(tmp_path: Path) -> None:
    driven = DrivenApp(tmp_path)
    async with driven.on() as pilot:
        await reach("locked", driven, pilot)
        await driven.press(pilot, "j", "X")
        assert "l unlocks" in seen(driven)
        assert "does nothing" not in seen(driven)


# The runner's own.

OWN = """
[keys.anywhere]
help = "f2"
[keys.home]
walk = "y"
[keys.timer]
stop_for_pain = ["v", "ч"]
pause = "p"
lock = "k"
"""


def with_own_keys(folder: Path) -> DrivenApp:
    driven = DrivenApp(folder)
    driven.workspace.keys, wrong = read_keys("settings.toml", OWN)
    assert wrong == ()
    return driven


async def test_own_keys_work_and_are_shown_and_the_usual_ones_are_free(tmp_path: Path) -> None:
    driven = with_own_keys(tmp_path)
    async with driven.on() as pilot:
        assert "y Walk" in seen(driven)
        assert "F2 Help" in seen(driven)
        await driven.press(pilot, "o")
        assert "o does nothing here. F2 shows the keys." in seen(driven)
        await reach("run", driven, pilot)
        timer = driven.app.timer
        assert timer is not None
        assert "p Pause" in seen(driven)
        assert "v Stop" in seen(driven)
        await driven.press(pilot, "x")
        assert not timer.controller.running.stopped_for_pain
        await driven.press(pilot, "k")
        assert "Locked: k unlocks, p pauses." in seen(driven)
        await driven.press(pilot, "k", "m")
        assert isinstance(driven.app.screen, MarkScreen)
        assert "v stops for pain" in seen(driven)
        await driven.press(pilot, "V")
        assert timer.controller.running.stopped_for_pain


async def test_help_shows_the_runners_own_keys(tmp_path: Path) -> None:
    driven = with_own_keys(tmp_path)
    async with driven.on((120, 100)) as pilot:
        await driven.press(pilot, "f2")
        told = " ".join(seen(driven).replace("│", " ").split())
        assert "y a walk today" in told
        assert "v or ч stop for pain" in told
        await driven.press(pilot, "f2")
        assert isinstance(driven.app.screen, HomeScreen)


def shares_a_key(bindings: list[BindingType]) -> set[str]:
    """Keys of both what can be changed and what cannot: a changed key would take them from the other."""
    by_id: dict[bool, set[str]] = {True: set(), False: set()}
    for binding in bindings:
        if isinstance(binding, Binding):
            by_id[binding.id in BY_BINDING] |= set(binding.key.split(","))
    return by_id[True] & by_id[False]
