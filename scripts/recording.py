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
from collections.abc import Sequence
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
MOST_QUESTIONS = 10
"""After the pain now, each with its own screen."""
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


class Recorder:
    """Plays a session, and exports the screen where it is told to look."""

    def __init__(self, driven: DrivenApp, pilot: Pilot[None]) -> None:
        self.driven = driven
        self.frames: list[Frame] = []
        self.pilot = pilot

    def look(self, name: str, seconds: float) -> None:
        """Show the screen as it is now for some seconds."""
        self.frames.append(Frame(name, seconds, self.driven.app.export_screenshot(title="runwalk")))

    async def press(self, key: str, name: str, seconds: float) -> None:
        """Press a key and look at what came of it."""
        await self.driven.press(self.pilot, key)
        self.look(name, seconds)

    async def press_and_watch(self, key: str, name: str, count: int) -> None:
        """Press a key and look at each of the next seconds."""
        await self.driven.press(self.pilot, key)
        await self.watch(name, count)

    async def watch(self, name: str, count: int) -> None:
        """Look at each of so many seconds."""
        for _ in range(count):
            self.look(name, 1)
            await self.skip(1)

    async def skip(self, seconds: float) -> None:
        """Let some seconds of the session pass unseen."""
        await self.driven.go(self.pilot, seconds)


async def play(recorder: Recorder) -> None:
    """Play a session from Home to the decision, and skip most of its time."""
    recorder.look("home", 3)
    await recorder.press("enter", "ready", 2.5)
    await recorder.press("u", "before", 1.5)
    await recorder.press("2", "before", 1)
    await recorder.press_and_watch("enter", "warm-up", 3)
    await recorder.skip(294)
    await recorder.watch("warm-up", 3)
    await recorder.watch("run", 5)
    await recorder.press("m", "mark", 1.5)
    await recorder.press("3", "mark", 1)
    await recorder.press_and_watch("enter", "run", 2)
    await recorder.skip(50)
    await recorder.watch("run", 3)
    await recorder.watch("walk", 4)
    for _ in range(LONGEST // 8):
        if recorder.driven.app.timer is None:
            break
        await recorder.skip(8)
    recorder.look("worst", 2)
    await recorder.press("3", "worst", 1)
    await recorder.press("enter", "now", 1)
    await recorder.press("2", "now", 1)
    for _ in range(MOST_QUESTIONS):
        await recorder.driven.press(recorder.pilot, "enter")
        if isinstance(recorder.driven.app.screen, DecisionScreen):
            break
        recorder.look("questions", 1)
    recorder.look("decision", 5)


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
            recorder = Recorder(driven, pilot)
            await play(recorder)
            return recorder.frames


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
