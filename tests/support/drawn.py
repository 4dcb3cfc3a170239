"""What an app shows, as Textual drew it. The one place of the tests that reaches for Textual's private parts."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.strip import Strip

CELL, LINE = 12.2, 24.4
"""Width and height of a cell in the SVG that Rich makes."""


def drawn_strips(app: App[Any]) -> list[Strip]:
    """Return what the app shows now, a strip for each line, with what shimmers through from under a question.

    Textual gives this away as an SVG alone. Nothing is marked as drawn, so the terminal still gets what it lacks.
    Where a version lacks `Screen._compositor` or `App._background_screens`, or they have another shape, the text is
    read from the SVG; its styles are not.
    """
    compositor = getattr(app.screen, "_compositor", None)
    behind = getattr(app, "_background_screens", None)
    render = getattr(compositor, "render_inline", None)
    if callable(render) and isinstance(behind, list):
        strips = getattr(render(app.size, screen_stack=behind), "strips", None)
        if isinstance(strips, list) and all(isinstance(strip, Strip) for strip in strips):
            return strips
    return strips_of_svg(app.export_screenshot(), *app.size)


def strips_of_svg(svg: str, width: int, height: int) -> list[Strip]:
    """The text of a picture of a screen, as wide and as high as that is."""
    lines: list[list[str]] = [[] for _ in range(height)]
    for node in ElementTree.fromstring(svg).iter():
        if not node.tag.endswith("}text") or "clip-path" not in node.attrib:
            continue  # the frame around the screen
        line = lines[round((float(node.attrib["y"]) - 20) / LINE)]
        line.append(" " * (round(float(node.attrib["x"]) / CELL) - cell_len("".join(line))))
        line.append((node.text or "").replace("\xa0", " ").rstrip("\n"))
    return [Strip([Segment("".join(line))]).adjust_cell_length(width) for line in lines]
