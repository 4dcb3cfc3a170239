"""How every screen looks: its text at three sizes, some of them with their colours, and whether all can be read.

The pictures are text, see `picture.py`. `RUNWALK_EXAMPLES=2 pytest tests/ui/test_snapshots.py --new-pictures` writes
them anew at every size, and `python -m scripts.screenshots all` shows the same scenes as SVG. They belong to one exact
Textual version. What the line of keys says is on the few styled pictures alone; else it is held by `footers.py`.

Each route is taken once a size, and whatever is to be seen on its screens is looked at on the way.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from textual.app import App

from runwalk_tui.ui.theme.legible import LEAST
from tests.support.contrast import TERMINALS, in_greys, to_be_read, too_faint
from tests.support.drawn import drawn_strips
from tests.support.examples import TIMES, in_the_larger_run
from tests.support.footers import AT_FORTY, FOOTERS, cut_off, footer
from tests.support.picture import plain_picture, styled_picture
from tests.support.scenes import FINISHED, FIRST_ROUTES, ROUTES, SCENES, SECOND_YEAR, WORDS, DrivenApp, reach, route_to

pytestmark = pytest.mark.slow("draws every screen")

PICTURES = Path(__file__).parent / "pictures"
SMALL, USUAL, LARGE, LARGEST = (40, 12), (80, 24), (120, 40), (200, 60)
STYLED = ("home", "trends", "history", "year", "run", "walk", "paused", "mark", "rating-now", "decision", "stop-sign")
"""Scenes where the colours mean something."""
OTHER_COLOURS = {
    "home-light": ("home", "runwalk-light", {}),
    "run-ansi": ("run", "ansi-dark", {}),
    "run-no-color": ("run", "runwalk-dark", {"NO_COLOR": "1"}),
}
"""Styled pictures in other colours than the usual ones, by name: which scene, in which theme and on what terminal."""
LONG = pytest.mark.slow("draws a dozen screens")
MANY_SCREENS = ("pages", "session", "moments")
EVERY_WALK = [pytest.param(name, marks=LONG) if name in MANY_SCREENS else name for name in ROUTES]
OUR_LEAST = 7.0
"""WCAG 2's ratio for text of the usual size, AAA."""
ANSI_LEAST = 4.0
"""The colours are the terminal's, and the text on them large or bold."""


def folder(size: tuple[int, int]) -> str:
    return "{}x{}".format(*size)


class Album:
    """Compares each picture with the one that was kept, or keeps it."""

    def __init__(self, *, renew: bool) -> None:
        self._renew = renew
        self.differences: list[str] = []

    def put(self, name: str, seen: str) -> None:
        """Take one picture."""
        path = PICTURES / f"{name}.txt"
        if self._renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(seen, "utf-8")
            return
        kept = path.read_text("utf-8") if path.exists() else ""
        if seen != kept:
            self.differences += unified_diff(kept.splitlines(), seen.splitlines(), name, "now", lineterm="", n=1)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    return Album(renew=request.config.getoption("--new-pictures"))


def other_keys_than(scene: str, size: tuple[int, int], app: App[None]) -> list[str]:
    """What the line of keys says wrongly, or has no room for."""
    wrong = []
    if size == USUAL and footer(app) != FOOTERS.get(scene, ""):
        wrong += [f"{scene} tells the keys: {footer(app)}", f"instead of: {FOOTERS.get(scene, '')}"]
    if size == SMALL and scene in AT_FORTY:
        wrong += [f"{scene} at 40 columns has no room for {each}" for each in cut_off(app, scene)]
    return wrong


def hardly_readable(scene: str, app: App[None]) -> list[str]:
    """What has too little contrast, in the colours that are shown now; where they are our own, in their greys, too."""
    strips, theme, box = drawn_strips(app), app.current_theme, to_be_read(app.screen)
    if theme.ansi:
        faint = too_faint(strips, ANSI_LEAST, *TERMINALS, within=box)
    else:
        # Nobody has greys on white who did not choose both; there, what other people's themes have is enough.
        faint = too_faint(strips, OUR_LEAST, within=box)
        faint |= too_faint(in_greys(strips), OUR_LEAST if theme.dark else LEAST, within=box)
    return [f"{scene} in {app.theme}: {each}" for each in sorted(faint)]


LOOKED_AT = [
    *((size, name) for size in (SMALL, USUAL) for name in ROUTES),
    *((LARGE, name) for name in (ROUTES if TIMES > 1 else SECOND_YEAR)),
    *in_the_larger_run(*((LARGEST, name) for name in SECOND_YEAR)),
]
"""Routes with the size of the terminal; the largest is for History alone."""


@pytest.mark.examples
@pytest.mark.parametrize(
    ("size", "name"),
    [
        pytest.param(size, name, marks=(LONG,) if name in MANY_SCREENS else (), id=f"{folder(size)}-{name}")
        for size, name in LOOKED_AT
    ],
)
async def test_it_looks_as_it_did(album: Album, tmp_path: Path, size: tuple[int, int], name: str) -> None:
    driven = DrivenApp(
        tmp_path,
        empty=name in FIRST_ROUTES,
        second_year=name in SECOND_YEAR,
        finished=name in FINISHED,
        words=name in WORDS,
    )
    wrong: list[str] = []
    async with driven.on(size) as pilot:
        for scene, steps in ROUTES[name].items():
            await steps(driven, pilot)
            album.put(f"{folder(size)}/{scene}", plain_picture(driven.app))
            if size == USUAL and scene in STYLED:
                album.put(f"styled/{scene}", styled_picture(driven.app))
            wrong += other_keys_than(scene, size, driven.app)
            wrong += hardly_readable(scene, driven.app)
    wrong += album.differences
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", OTHER_COLOURS)
async def test_it_looks_as_it_did_in_other_colours(album: Album, tmp_path: Path, name: str) -> None:
    scene, theme, environment = OTHER_COLOURS[name]
    driven = DrivenApp(tmp_path, theme=theme)
    async with driven.on(USUAL, **environment) as pilot:
        await reach(scene, driven, pilot)
        album.put(f"styled/{name}", styled_picture(driven.app))
    assert not album.differences, "\n" + "\n".join(album.differences)


OTHER_LOOKS = [
    ("runwalk-light", SMALL),
    *in_the_larger_run(("runwalk-light", USUAL), ("ansi-dark", USUAL)),
]
"""A terminal's own colours show the same wherever the text is: the size that shows more of it is enough for them."""


@pytest.mark.examples
@pytest.mark.parametrize("name", EVERY_WALK)
@pytest.mark.parametrize(("theme", "size"), OTHER_LOOKS)
async def test_it_can_be_read_on_white_and_in_a_terminals_own_colours(
    tmp_path: Path, theme: str, size: tuple[int, int], name: str
) -> None:
    # An app for each theme: a change of it on the way would cost as much, and may leave a screen between the two.
    driven = DrivenApp(
        tmp_path,
        theme=theme,
        empty=name in FIRST_ROUTES,
        second_year=name in SECOND_YEAR,
        finished=name in FINISHED,
        words=name in WORDS,
    )
    faint: list[str] = []
    async with driven.on(size) as pilot:
        for scene, steps in ROUTES[name].items():
            await steps(driven, pilot)
            faint += hardly_readable(scene, driven.app)
    assert not faint, "\n" + "\n".join(faint)


def test_every_picture_belongs_to_a_scene() -> None:
    plain = {f"{folder(size)}/{scene}" for size in (SMALL, USUAL, LARGE) for scene in SCENES}
    plain |= {f"{folder(LARGEST)}/{scene}" for name in SECOND_YEAR for scene in ROUTES[name]}
    styled = {f"styled/{name}" for name in (*STYLED, *OTHER_COLOURS)}
    kept = {str(path.relative_to(PICTURES).with_suffix("")) for path in PICTURES.rglob("*.*")}
    assert kept == plain | styled


def test_every_footer_belongs_to_a_scene() -> None:
    assert [scene for scene in FOOTERS if not route_to(scene)] == []
