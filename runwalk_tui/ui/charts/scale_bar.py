"""A figure from 0 to 100 as a bar."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

TOP = 100
_EIGHTHS = " ▏▎▍▌▋▊▉"


class ScaleBar(Widget):
    """As long as the widget is wide; filled from the left in proportion to the value."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"scale-bar--filled", "scale-bar--rest"}
    DEFAULT_CSS = """
    ScaleBar {
        height: 1; width: 1fr;
        & .scale-bar--filled { color: $primary; background: $panel; }
        & .scale-bar--rest { color: $border-blurred; background: $panel; }
        &.-quiet .scale-bar--filled { color: $secondary; }
        &:nocolor .scale-bar--rest { text-style: dim; }
    }
    """

    value: reactive[int | None] = reactive(None)
    """0 to 100; None draws an empty bar."""

    def __init__(self, value: int | None = None, *, ascii: bool = False, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._ascii = ascii
        self.set_reactive(ScaleBar.value, value)

    def validate_value(self, value: int | None) -> int | None:
        return None if value is None else max(0, min(TOP, value))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        eighths = round((self.value or 0) / TOP * width * 8)
        full, part = divmod(eighths, 8)
        if self._ascii:
            filled, rest = "#" * round(eighths / 8), "."
        else:
            filled, rest = "█" * full + (_EIGHTHS[part] if part else ""), " "
        return Strip(
            [
                Segment(filled, self.get_component_rich_style("scale-bar--filled")),
                Segment(rest * (width - len(filled)), self.get_component_rich_style("scale-bar--rest")),
            ]
        )
