"""Everything that can be read on any picture of any screen has contrast enough, in all kinds of colours.

The pictures are those of `test_snapshots.py`, which holds them to what the screens show, so that reading the colours
of some hundred screens costs no more than reading files. What lies in the shade behind a question is not to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color

from runwalk_tui.ui.legible import LEAST, contrast
from tests.support.picture import RULE, picture_of
from tests.support.scenes import WALKS, Walk

PICTURES = Path(__file__).parent / "pictures"
OUR_LEAST = 7.0
"""WCAG 2's ratio for text of the usual size, AAA."""
COLOUR = r"(#[0-9a-f]{6}|color\(\d+\)|default)"
# The first 16 colours as three widespread terminals ship them, and what they write with and on.
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
LINUX = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
CAMPBELL = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
TERMINALS = {"xterm": XTERM.split(), "linux": LINUX.split(), "campbell": CAMPBELL.split()}
ANSI_LEAST = 4.0
"""The colours are the terminal's, and the text on them large or bold."""


def read(picture: str) -> Iterator[tuple[str, int]]:
    """Yield each way of writing letters or digits that is on a picture, with the line; inside a question's box only."""
    drawn, legend, runs = picture.rsplit(f"\n{RULE}\n", 2)
    lines = drawn.split("\n")
    looks = dict(line.split("  ", 1) for line in legend.split("\n"))
    left, right, top, bottom = _box(lines)
    for run in runs.strip("\n").split("\n"):
        where, parts = run.split("  ", 1)
        first, _, last = where.partition("-")
        written: list[str] = []
        for part in parts.split():
            count, name = re.fullmatch(r"(\d+)([a-zA-Z]+)", part).groups()  # type: ignore[union-attr] # a run is so
            written += [looks[name]] * int(count)
        for y in range(int(first) - 1, int(last or first)):
            x = 0
            for sign in lines[y]:
                if sign.isalnum() and left <= x <= right and top <= y <= bottom:
                    yield written[x], y + 1
                x += cell_len(sign)


def _box(lines: list[str]) -> tuple[float, float, float, float]:
    """The box of a question: its first and last column and line; everything where there is none."""
    corners = {sign: (x, y) for y, line in enumerate(lines) for x, sign in enumerate(line) if sign in "╭╯"}
    if len(corners) < 2:
        return 0, float("inf"), 0, float("inf")
    (left, top), (right, bottom) = corners["╭"], corners["╯"]
    return left, right, top, bottom


def too_faint(picture: str, least: float, colours: dict[str, str]) -> set[str]:
    """What can hardly be read, each with its line and its contrast."""
    found = set()
    for look, line in read(picture):
        fore, back = re.search(f"{COLOUR} on {COLOUR}", look).groups()  # type: ignore[union-attr] # a look is so
        one = colours["fore"] if fore == "default" else colours.get(fore, fore)
        other = colours["back"] if back == "default" else colours.get(back, back)
        if (ratio := contrast(Color.parse(one), Color.parse(other))) < least:
            found.add(f"line {line}: {look} has {ratio:.1f}")
    return found


OURS = sorted(path for kind in ("dark", "light", "no-color") for path in PICTURES.glob(f"{kind}-*/*.txt"))


def test_everything_that_is_written_in_our_two_themes_and_in_greys_has_a_contrast_of_seven() -> None:
    assert len({path.parent.name for path in OURS}) >= 6
    faint = {f"{path.parent.name}/{path.stem}": too_faint(path.read_text("utf-8"), OUR_LEAST, {}) for path in OURS}
    assert {name: found for name, found in faint.items() if found} == {}


@pytest.mark.parametrize("name", TERMINALS)
def test_everything_that_is_written_in_a_terminals_own_colours_can_be_read(name: str) -> None:
    sixteen = TERMINALS[name]
    colours = {f"color({number})": f"#{colour}" for number, colour in enumerate(sixteen)}
    colours |= {"back": f"#{sixteen[0]}", "fore": f"#{sixteen[7]}"}
    pictures = sorted(PICTURES.glob("ansi-*/*.txt"))
    assert pictures
    faint = {path.stem: too_faint(path.read_text("utf-8"), ANSI_LEAST, colours) for path in pictures}
    assert {name: found for name, found in faint.items() if found} == {}


# Textual's own themes; these were the hardest to read, before they were made legible.
HARDEST = ("solarized-dark", "atom-one-light", "rose-pine-dawn", "atom-one-dark")


async def test_home_and_the_timer_can_be_read_in_themes_that_were_not_made_for_it(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    faint: dict[str, set[str]] = {}
    async with walk.on((80, 24)) as pilot:
        for scene, steps in WALKS["session"].items():
            for theme in HARDEST:
                walk.app.theme = theme
                await walk.settle(pilot)
                faint[f"before {scene} in {theme}"] = too_faint(picture_of(walk.app), LEAST, {})
            if scene == "glance":
                break
            await steps(walk, pilot)
    assert {name: found for name, found in faint.items() if found} == {}
