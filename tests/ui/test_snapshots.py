"""How every screen looks, in every size and every kind of colours that people have.

The pictures are text, see `picture.py`; `pytest tests/ui/test_snapshots.py --new-pictures` writes them anew, and
`scripts/screenshots.py all` shows the same scenes as SVG. They belong to one exact Textual version.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.picture import picture_of
from tests.support.scenes import FIRST_WALKS, WALKS, Walk

PICTURES = Path(__file__).parent / "pictures"
SMALL, USUAL = (40, 12), (80, 24)
EVERY_SIZE = (USUAL, (120, 40), (200, 60), SMALL)
"""The usual one first: each scene is opened there. The tightest last: what has no room there loses the focus."""


class Look(NamedTuple):
    """Colours that people have."""

    theme: str
    environment: dict[str, str]
    sizes: tuple[tuple[int, int], ...]
    """What is large differs from the dark one in its colours alone; the tightest may not."""


LOOKS = {
    "dark": Look("runwalk-dark", {}, EVERY_SIZE),
    "light": Look("runwalk-light", {}, (USUAL, SMALL)),
    "ansi": Look("ansi-dark", {}, (USUAL, SMALL)),
    "no-color": Look("runwalk-dark", {"NO_COLOR": "1"}, (USUAL, SMALL)),
}


class Album:
    """Compares each picture with the one that was kept, or keeps it."""

    def __init__(self, *, renew: bool) -> None:
        self._renew = renew
        self.differences: list[str] = []

    def look(self, walk: Walk, scene: str, look: str, size: tuple[int, int]) -> None:
        """Take one picture."""
        path = PICTURES / "{}-{}x{}".format(look, *size) / f"{scene}.txt"
        seen = picture_of(walk.app)
        if self._renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(seen, "utf-8")
            return
        kept = path.read_text("utf-8") if path.exists() else ""
        if seen != kept:
            name = str(path.relative_to(PICTURES))
            self.differences += unified_diff(kept.splitlines(), seen.splitlines(), name, "now", lineterm="", n=1)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    return Album(renew=request.config.getoption("--new-pictures"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("look", LOOKS)
async def test_it_looks_as_it_did(album: Album, tmp_path: Path, look: str, name: str) -> None:
    theme, environment, sizes = LOOKS[look]
    walk = Walk(tmp_path, theme=theme, empty=name in FIRST_WALKS)
    async with walk.on(USUAL, **environment) as pilot:
        for scene, steps in WALKS[name].items():
            await steps(walk, pilot)
            for size in sizes:
                await walk.resize(pilot, *size)
                album.look(walk, scene, look, size)
            await walk.resize(pilot, *USUAL)
    assert not album.differences, "\n" + "\n".join(album.differences)


def test_every_picture_belongs_to_a_scene() -> None:
    scenes = {scene for walk in WALKS.values() for scene in walk}
    kept = sorted(PICTURES.glob("*/*.txt"))
    assert [path for path in kept if path.stem not in scenes] == []
    assert len(kept) == len(scenes) * sum(len(look.sizes) for look in LOOKS.values())
