"""Every private name of Textual that is leaned on: that it is there, what it is like, and what happens without it."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.driver import Driver
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widgets import Static

from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.terminal.exact import ExactScreen, has_known_shape
from tests.support.drawn import drawn_strips, strips_of_svg
from tests.support.examples import in_the_larger_run
from tests.support.private_names import is_private, taken_over
from tests.support.real_program import PATIENCE
from tests.support.the_package import name_of, place_of
from tests.support.waiting import settle
from tests.support.widget_app import Shown

ROOT = Path(__file__).parents[3]


def parameters(function: Callable[..., object]) -> list[str]:
    return list(inspect.signature(function).parameters)


def is_drawn_in_pieces(app: App[Any]) -> bool:
    """Whether the screen's compositor says which cells of a part are to be drawn again."""
    app.screen.query_one(Static).update("another word")
    compositor = vars(app.screen)["_compositor"]
    compositor.update_widgets({app.screen.query_one(Static)})
    dirty = vars(compositor)["_dirty_regions"]
    return has_known_shape(compositor) and all(isinstance(each, Region) for each in dirty) and bool(dirty)


def is_drawn_in_strips(app: App[Any]) -> bool:
    """Whether the whole screen is had as strips, those behind it included."""
    update = vars(app.screen)["_compositor"].render_inline(app.size, screen_stack=[])
    return all(isinstance(strip, Strip) for strip in update.strips)


def linux_driver(name: str) -> object:
    """A part of Textual's driver for terminals, as it is before it starts."""
    from textual.drivers.linux_driver import LinuxDriver

    return vars(LinuxDriver(App()))[name]


@dataclass(frozen=True, slots=True)
class Leaned:
    """A private name, where it is used, and how it has to be there: asked while an app runs."""

    name: str
    used_in: str
    is_there: Callable[[App[Any]], bool]
    without: str
    """What is lost where it is missing."""
    here: bool = True
    """Whether there is such a thing on this system."""


TERMINAL, TESTS = "runwalk_tui/ui/terminal/", "tests/support/"
PTYS = os.name != "nt"
LEANED_ON = (
    Leaned(
        "_driver",
        TERMINAL + "title.py",
        lambda app: isinstance(vars(app)["_driver"], Driver) and callable(vars(app)["_driver"].write),
        "no title and no progress",
    ),
    Leaned(
        "_compositor",
        TERMINAL + "exact.py",
        is_drawn_in_pieces,
        "each line is drawn whole, and sent from where its widget starts",
    ),
    Leaned("_dirty_regions", TERMINAL + "exact.py", is_drawn_in_pieces, "the same"),
    Leaned(
        "_handle_exception",
        TERMINAL + "crash.py",
        lambda app: parameters(vars(App)["_handle_exception"]) == ["self", "error"],
        "no report of an error is written",
    ),
    Leaned(
        "_fatal_error",
        TERMINAL + "crash.py",
        lambda app: parameters(vars(App)["_fatal_error"]) == ["self"],
        "a traceback is made, and not printed",
    ),
    Leaned(
        "_file",
        TERMINAL + "driver.py",
        lambda app: callable(getattr(linux_driver("_file"), "flush", None)),
        "a program whose terminal is gone is killed",
        here=PTYS,
    ),
    Leaned(
        "_writer_thread",
        TERMINAL + "driver.py",
        lambda app: linux_driver("_writer_thread") is None,
        "the same",
        here=PTYS,
    ),
    Leaned(
        "_compositor",
        TESTS + "drawn.py",
        is_drawn_in_strips,
        "tests read text without its colours",
    ),
    Leaned(
        "_background_screens",
        TESTS + "drawn.py",
        lambda app: dict(inspect.getmembers_static(App))["_background_screens"].fget(app) == [],
        "the same",
    ),
)
NAMES = tuple(dict.fromkeys(leaned.name for leaned in LEANED_ON))


class Word(App[None]):
    """An app with a word on it."""

    def compose(self) -> Any:
        yield Static("a word", markup=False)


def names_used_in(path: str) -> set[str]:
    """The private names of Textual in a file: told as a text, or taken over by a class."""
    texts = (node for node in ast.walk(ast.parse(place_of(path).read_text("utf-8"))) if isinstance(node, ast.Constant))
    told = {node.value for node in texts if isinstance(node.value, str) and re.fullmatch(r"_\w+", node.value)}
    over = {word for _, word in taken_over(import_module(path.removesuffix(".py").replace("/", ".")))}
    return {name for name in told | over if is_private(name)}


def test_the_table_names_all_that_is_used_and_where() -> None:
    files = [name_of(path) for path in place_of(TERMINAL).glob("*.py")]
    used = {(name, path) for path in [*files, TESTS + "drawn.py"] for name in names_used_in(path)}
    assert {(leaned.name, leaned.used_in) for leaned in LEANED_ON} == used


def test_the_docs_have_the_same_table() -> None:
    text = (ROOT / "docs/screen.md").read_text("utf-8")
    rows = [f"| `{each.name}` | `{each.used_in.removeprefix(TERMINAL)}` | {each.without} |" for each in LEANED_ON]
    assert "\n".join(rows) in text


@pytest.mark.parametrize("leaned", [each for each in LEANED_ON if each.here], ids=lambda each: each.name)
async def test_textual_has_the_private_name_and_it_is_what_it_was(leaned: Leaned) -> None:
    async with Word().run_test() as pilot:
        assert leaned.is_there(pilot.app), f"{leaned.used_in} leans on {leaned.name}: {leaned.without}"


# Without it.


ALONE = (pytest.param((name,), id=name, marks=pytest.mark.slow("Textual is compiled anew")) for name in NAMES)


@pytest.mark.examples
@pytest.mark.parametrize("names", [pytest.param(NAMES, id="all of them"), *in_the_larger_run(*ALONE)])
def test_where_textual_calls_it_otherwise_the_program_runs(tmp_path: Path, names: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tests.support.renamed_session", str(tmp_path), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    report = "" if "_handle_exception" in names else " and its report"
    assert (done.stdout.splitlines(), done.stderr) == (["a session", f"an error{report}"], "")


def test_a_textual_that_calls_them_otherwise_has_none_of_the_names() -> None:
    code = (
        "import sys; from tests.support.renamed_textual import rename; rename(*sys.argv[1:])\n"
        "from textual.app import App; from textual.screen import Screen\n"
        "has = {*dir(App), *vars(App()), *dir(Screen), *vars(Screen())}\n"
        "print([name for name in sys.argv[1:] if name in has])"
    )
    done = subprocess.run([sys.executable, "-c", code, *NAMES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("known", [True, False], ids=["cells alone", "as Textual does"])
async def test_an_update_of_a_shape_that_is_not_known_is_sent_as_textual_does(
    monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if not known:
        monkeypatch.setattr("runwalk_tui.ui.terminal.exact.has_known_shape", lambda compositor: False)
    clock = BigClock("0:43")
    app = Shown(clock, exact=True)
    async with app.on_a_terminal((80, 16)) as pilot:
        assert isinstance(app.screen, ExactScreen)
        await settle(pilot)
        app.sent.clear()
        clock.text = "0:42"
        await settle(pilot)
        assert (0 < sum(map(len, app.sent)) < 1000) is known
        shown = [strip.text for strip in drawn_strips(app)]
        app.screen.refresh(layout=True)
        await settle(pilot)
        assert [strip.text for strip in drawn_strips(app)] == shown


class Drawer:
    """What might draw a screen."""

    def __init__(self, **parts: object) -> None:
        draws = {"render_partial_update": str, "render_full_update": str}
        vars(self).update({"_dirty_regions": set(), "visible_widgets": {}, "size": Size(80, 24), **draws, **parts})


def test_the_shape_of_what_draws_is_told() -> None:
    assert has_known_shape(Drawer())
    others: list[object] = [
        None,
        object(),
        Drawer(_dirty_regions=[]),
        Drawer(_dirty_regions=None),
        Drawer(visible_widgets=None),
        Drawer(render_partial_update=None),
        Drawer(render_full_update=None),
    ]
    assert [has_known_shape(other) for other in others] == [False] * len(others)


async def test_the_text_of_a_screen_is_the_same_from_its_picture() -> None:
    app = Shown(Static("two  words, héé <&>\n\n   and a 火 sign", markup=False))
    async with app.run_test(size=(30, 5)) as pilot:
        await settle(pilot)
        drawn = drawn_strips(app)
        pictured = strips_of_svg(app.export_screenshot(), *app.size)
        assert [strip.text for strip in pictured] == [strip.text for strip in drawn]
        assert {strip.cell_length for strip in pictured} == {30}
