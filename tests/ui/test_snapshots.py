"""How every screen looks, in every size and theme that people have. Pictures belong to one exact Textual version."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenes import FIRST_SCENES, SCENES, Walk
from textual.pilot import Pilot

SIZES = {"40x12": (40, 12), "80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}
ALWAYS = ("80x24", "120x40")
"""Sizes in which every scene is shown."""
MAIN = ("home", "before", "run", "walk", "paused", "end", "rating", "decision", "history", "trends", "stop-sign")
"""Scenes that are shown in the smallest and the largest size, too."""
GLANCED_AT = ("home", "run", "walk", "rating", "history")
"""Scenes that are shown in other themes."""
LOOKS = ("runwalk-light", "ansi-dark", "textual-dark")
CASES = [
    *((scene, size, "runwalk-dark") for scene in (*SCENES, *FIRST_SCENES) for size in ALWAYS),
    *((scene, size, "runwalk-dark") for scene in MAIN for size in SIZES if size not in ALWAYS),
    *((scene, "80x24", look) for scene in GLANCED_AT for look in LOOKS),
]


@pytest.mark.parametrize(("scene", "size", "theme"), CASES, ids=["-".join(case) for case in CASES])
def test_it_looks_as_it_did(snap_compare: object, tmp_path: Path, scene: str, size: str, theme: str) -> None:
    walk = Walk(tmp_path, theme=theme, empty=scene in FIRST_SCENES)

    async def reach(pilot: Pilot[None]) -> None:
        await walk.settle(pilot)
        await {**SCENES, **FIRST_SCENES}[scene](walk, pilot)
        await walk.settle(pilot)

    assert snap_compare(walk.app, terminal_size=SIZES[size], run_before=reach)
