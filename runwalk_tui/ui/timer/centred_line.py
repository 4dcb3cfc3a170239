"""One line of text in the middle of its place, drawn again only where it reads differently."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.lettering.big_clock import changed_regions


class CentredLine(Widget):
    """Shows a line that changes every second. What does not fit is cut off at the right."""

    DEFAULT_CSS = """
    CentredLine {
        width: 1fr;
        height: 1;
    }
    """

    text: reactive[str] = reactive("", repaint=False)
    """Without marks; each sign is one cell wide."""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        return Strip([Segment(_placed(self.text, width) if y == 0 else " " * width, self.rich_style)], width)

    def watch_text(self, before: str, after: str) -> None:
        width = self.size.width
        regions = list(changed_regions([_placed(before, width)], [_placed(after, width)]))
        if regions:
            self.refresh(*regions)


def _placed(text: str, width: int) -> str:
    """A text in the middle of a number of cells."""
    text = text[:width]
    return (" " * ((width - len(text)) // 2) + text).ljust(width)
