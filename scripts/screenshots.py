"""Makes the README's pictures (SVG) from real sessions, run on the real screens with an invented log.

python -m scripts.screenshots [--out docs/pictures] [--size 100x30] [--theme runwalk-dark] [scene …]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.support.scenes import FINISHED, FIRST_ROUTES, SCENES, SECOND_YEAR, DrivenApp, reach, route_to

README = ("run", "walk", "home", "decision-ready", "year", "trends")


async def picture(name: str, out: Path, size: tuple[int, int], theme: str) -> None:
    """Go to one scene and save it."""
    with tempfile.TemporaryDirectory() as folder:
        route = route_to(name)
        driven = DrivenApp(
            Path(folder),
            theme=theme,
            empty=route in FIRST_ROUTES,
            second_year=route in SECOND_YEAR,
            finished=route in FINISHED,
        )
        async with driven.on(size) as pilot:
            await reach(name, driven, pilot)
            (out / f"{name}.svg").write_text(driven.app.export_screenshot(title="runwalk"), "utf-8")


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
