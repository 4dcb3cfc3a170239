"""Makes the README's pictures (SVG) from real sessions, run on the real screens with an invented log.

python -m scripts.screenshots [--out docs/pictures] [--size 100x30] [--theme runwalk-dark] [scene …]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.support.scenes import FIRST_WALKS, SCENES, Walk, reach, walk_to

README = ("home", "run", "walk", "rating", "decision", "history", "trends")


async def picture(name: str, out: Path, size: tuple[int, int], theme: str) -> None:
    """Walk to one scene and save it."""
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder), theme=theme, empty=walk_to(name) in FIRST_WALKS)
        async with walk.on(size) as pilot:
            await reach(name, walk, pilot)
            (out / f"{name}.svg").write_text(walk.app.export_screenshot(title="runwalk"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--size", default="100x30", help="columns x rows")
    parser.add_argument("--theme", default="runwalk-dark")
    parser.add_argument("scenes", nargs="*", help="which scenes, or all; without any, those of the README")
    given = parser.parse_args()
    columns, rows = (int(part) for part in given.size.split("x"))
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = SCENES if given.scenes == ["all"] else given.scenes or README
    for name in wanted:
        asyncio.run(picture(name, given.out, (columns, rows), given.theme))


if __name__ == "__main__":
    main()
