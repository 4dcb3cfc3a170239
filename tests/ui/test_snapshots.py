"""How every screen looks, in every size and every kind of colours that people have.

The pictures are text, see `picture.py`; `pytest tests/ui/test_snapshots.py --new-pictures` writes them anew, and
`scripts/screenshots.py all` shows the same scenes as SVG. They belong to one exact Textual version.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from picture import picture_of
from scenes import FIRST_WALKS, WALKS, Walk

PICTURES = Path(__file__).parent / "pictures"
USUAL = (80, 24)
SIZES = ((40, 12), (120, 40), (200, 60), USUAL)
"""The usual one last: the next scene begins with it."""
LOOKS: dict[str, tuple[str, dict[str, str]]] = {
    "dark": ("runwalk-dark", {}),
    "light": ("runwalk-light", {}),
    "ansi": ("ansi-dark", {}),
    "no-color": ("runwalk-dark", {"NO_COLOR": "1"}),
}
"""Each with its theme and what the environment says besides."""


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
    theme, environment = LOOKS[look]
    walk = Walk(tmp_path, theme=theme, empty=name in FIRST_WALKS)
    async with walk.on(USUAL, **environment) as pilot:
        for scene, steps in WALKS[name].items():
            await steps(walk, pilot)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await walk.settle(pilot)
                album.look(walk, scene, look, size)
    assert not album.differences, "\n" + "\n".join(album.differences)


def test_every_picture_belongs_to_a_scene() -> None:
    scenes = {scene for walk in WALKS.values() for scene in walk}
    kept = sorted(PICTURES.glob("*/*.txt"))
    assert [path for path in kept if path.stem not in scenes] == []
    assert len(kept) == len(scenes) * len(SIZES) * len(LOOKS)
