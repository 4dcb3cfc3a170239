"""The last word on what a terminal is sent: text that comes from files and names is text and nothing else.

Textual's own sequences are no text, and pass.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE

ACTS = re.compile(f"[{UNSAFE}{TURNS_WRITING}]")


class TextAlone(LineFilter):
    """Leaves out what would act on the terminal or turn the writing; none of it takes a cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(ACTS.sub("", segment.text), segment.style)
            for segment in segments
        ]
