"""Makes docs/pictures/session.svg: a short session on the real screens as one animated picture.

python -m scripts.recording [--out docs/pictures/session.svg] [--size 80x24] [--theme runwalk-dark]

The app runs on an invented log and a clock moved by hand, so the recording is the same each time, and twenty minutes of
it are made in seconds. The picture needs no script and no font from elsewhere, so it works where a page shows it as an
image. People who asked their system for less motion see one still frame.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from runwalk_tui.ui.screens.decision import DecisionScreen
from tests.support.scenes import DrivenApp

OUT = Path("docs/pictures/session.svg")
MOST_BYTES = 1_000_000
"""A page with the picture should open at once on a slow line, too."""
LONGEST = 3600
"""Seconds after which a session that does not end is an error of this script's."""
STILL = "run"
"""The frame that is seen where nothing moves."""
ROW = 24.4
"""Units from one line of an exported screen to the next."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One screen of the recording."""

    name: str
    """What happens in it; several frames may have the same."""
    seconds: float
    """How long it is seen."""
    svg: str
    """The screen as Textual exports it."""


async def frames(driven: DrivenApp, pilot: Pilot[None]) -> AsyncIterator[Frame]:
    """Yield a session from Home to the decision, without most of its time."""

    def seen(name: str, seconds: float) -> Frame:
        return Frame(name, seconds, driven.app.export_screenshot(title="runwalk"))

    async def each_second(name: str, count: int) -> AsyncIterator[Frame]:
        for _ in range(count):
            yield seen(name, 1)
            await driven.go(pilot, 1)

    yield seen("home", 3)
    await driven.press(pilot, "enter")
    yield seen("ready", 2.5)
    await driven.press(pilot, "u")
    yield seen("before", 1.5)
    await driven.press(pilot, "2")
    yield seen("before", 1)
    await driven.press(pilot, "enter")
    async for frame in each_second("warm-up", 3):
        yield frame
    await driven.go(pilot, 294)
    async for frame in each_second("warm-up", 3):
        yield frame
    async for frame in each_second("run", 5):
        yield frame
    await driven.press(pilot, "m")
    yield seen("mark", 1.5)
    await driven.press(pilot, "3")
    yield seen("mark", 1)
    await driven.press(pilot, "enter")
    async for frame in each_second("run", 2):
        yield frame
    await driven.go(pilot, 50)
    async for frame in each_second("run", 3):
        yield frame
    async for frame in each_second("walk", 4):
        yield frame
    for _ in range(LONGEST // 8):
        if driven.app.timer is None:
            break
        await driven.go(pilot, 8)
    yield seen("worst", 2)
    await driven.press(pilot, "3")
    yield seen("worst", 1)
    await driven.press(pilot, "enter")
    yield seen("now", 1)
    await driven.press(pilot, "2")
    yield seen("now", 1)
    for _ in range(10):
        await driven.press(pilot, "enter")
        if isinstance(driven.app.screen, DecisionScreen):
            break
        yield seen("questions", 1)
    yield seen("decision", 5)


def animated(recorded: Sequence[Frame]) -> str:
    """One SVG that shows each frame for its seconds, over and over.

    A row that is the same in several frames is in the file once.
    """
    rows: dict[str, str] = {}
    """The id of each row by what is drawn in it."""
    styles: dict[str, str] = {}
    """The class of each style by its rule."""
    groups, timings = [], []
    length, passed = sum(frame.seconds for frame in recorded), 0.0
    still = next((number for number, frame in enumerate(recorded) if frame.name == STILL), 0)
    for number, frame in enumerate(recorded):
        uses = "".join(f'<use href="#{rows.setdefault(row, f"r{len(rows)}")}"/>' for row in _rows(frame.svg, styles))
        shown = "" if number == still else ' visibility="hidden"'
        groups.append(f'<g class="f f{number}{" still" if number == still else ""}"{shown}>{uses}</g>')
        start, end = 100 * passed / length, 100 * (passed + frame.seconds) / length
        first = "" if number == 0 else "0%{visibility:hidden}"
        timings.append(
            f"@keyframes k{number}{{{first}{start:.3f}%{{visibility:visible}}"
            f"{end:.3f}%{',100%' if end < 100 else ''}{{visibility:{'hidden' if end < 100 else 'visible'}}}}}"
            f".f{number}{{animation-name:k{number}}}"
        )
        passed += frame.seconds
    return _document(recorded[0].svg, rows, styles, groups, timings, length)


def _rows(svg: str, styles: dict[str, str]) -> list[str]:
    """What an exported screen draws, row by row; its styles get classes that all frames share."""
    [prefix] = set(re.findall(r"\.(terminal-\d+)-matrix \{", svg))
    classes = {}
    for number, rule in re.findall(rf"\.{prefix}-r(\d+) \{{ (.*?) \}}", svg):
        classes[f"{prefix}-r{number}"] = styles.setdefault(rule, f"c{len(styles)}")
    drawn: dict[int, list[str]] = {}
    inside = svg[svg.index(f'clip-path="url(#{prefix}-clip-terminal)"') :]
    for element in re.findall(r"<rect [^>]*?/>|<text [^>]*>[^<]*</text>", inside):
        found = re.search(r' y="([\d.]+)"', element)
        assert found is not None, element
        element = re.sub(rf' clip-path="url\(#{prefix}-line-\d+\)"| shape-rendering="crispEdges"', "", element)
        element = re.sub(rf'class="({prefix}-r\d+)"', lambda match: f'class="{classes[match[1]]}"', element)
        drawn.setdefault(int(float(found[1]) / ROW), []).append(element)
    return ["".join(drawn[row]) for row in sorted(drawn)]


def _document(
    first: str, rows: dict[str, str], styles: dict[str, str], groups: list[str], timings: list[str], seconds: float
) -> str:
    """The animated picture, in the window that the export drew around the first frame."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', first)
    window = re.search(r'<rect fill="[^"]*" stroke="[^"]*"[^>]*/>', first)
    assert found is not None
    assert window is not None
    classes = "".join(f".{name}{{{rule}}}" for rule, name in styles.items())
    definitions = "".join(f'<g id="{name}">{row}</g>' for row, name in rows.items())
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {found[1]} {found[2]}" role="img">
<title>A session in runwalk: the next run, the pain before, warm-up, run, walk, the questions after it</title>
<style>
text{{font-family:"Fira Code",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:20px;white-space:pre}}
rect{{shape-rendering:crispEdges}}
.f{{animation-duration:{seconds:g}s;animation-timing-function:step-end;animation-iteration-count:infinite}}
@media (prefers-reduced-motion:reduce){{.f{{animation:none}}}}
{classes}
{"".join(timings)}
</style>
<defs><clipPath id="screen"><rect width="{float(found[1]) - 19:g}" height="{float(found[2]) - 51:g}"/></clipPath>
{definitions}</defs>
{window[0]}
<g transform="translate(26,22)"><circle r="7" fill="#ff5f57"/><circle cx="22" r="7" fill="#febc2e"/>
<circle cx="44" r="7" fill="#28c840"/></g>
<g transform="translate(9,41)" clip-path="url(#screen)">
{chr(10).join(groups)}
</g>
</svg>
"""


async def record(size: tuple[int, int], theme: str) -> list[Frame]:
    """Run the session and return its frames."""
    with tempfile.TemporaryDirectory() as folder:
        driven = DrivenApp(Path(folder), theme=theme)
        async with driven.on(size) as pilot:
            return [frame async for frame in frames(driven, pilot)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--size", default="80x24", help="columns x rows")
    parser.add_argument("--theme", default="runwalk-dark")
    given = parser.parse_args()
    columns, lines = (int(part) for part in given.size.split("x"))
    recorded = asyncio.run(record((columns, lines), given.theme))
    made = animated(recorded)
    if len(made.encode()) > MOST_BYTES:
        raise SystemExit(f"{given.out} would have {len(made.encode()):,} bytes; record less")
    given.out.write_text(made, "utf-8")
    print(f"{given.out}: {len(recorded)} frames, {len(made.encode()):,} bytes")


if __name__ == "__main__":
    main()
