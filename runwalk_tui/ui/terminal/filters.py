"""The last word on what a terminal is sent: nothing in a text acts on it, and where it has to be ASCII, all of it is.

Textual's own sequences are no text, and pass. Screens have their own ASCII forms where looks matter; the filter here is
for all the rest, such as a dash in a sentence, a border, or a place in a runner's note.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE
from runwalk_tui.system.standard_streams import IN_BROWSER, utf8_locale
from runwalk_tui.ui.theme import icons

ACTS = re.compile(f"[{UNSAFE}{TURNS_WRITING}]")

SIGNS = {icon.character: icon.plain for icon in vars(icons).values() if isinstance(icon, icons.Icon)} | {
    **dict.fromkeys("─━═╌┄┈╴╶╸╺▔", "-"),
    **dict.fromkeys("│┃║╎┆┊▏▕┃", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝┏┓┗┛╋", "+"),
    **dict.fromkeys("▂▃▄▅▆▇█▀▌▐▊▋▍▎▉▙▛▜▟▆▓", "#"),
    **dict.fromkeys("░▒", ":"),
    **dict.fromkeys("●◉⬤", "*"),
    **dict.fromkeys("○◯", "o"),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("–—−‐‑", "-"),
    "▁": "_",
    "·": "-",
    "←": "<",
    "→": ">",
    "⏎": "<",
    "×": "x",
    "≤": "<",
    "≥": ">",
    "▶": ">",
    "◀": "<",
}
"""Signs of one cell and the ASCII that stands for each."""


class TextAlone(LineFilter):
    """Leaves out what would act on the terminal or turn the writing; none of it takes a cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(ACTS.sub("", segment.text), segment.style)
            for segment in segments
        ]


class AsciiOnly(LineFilter):
    """Replaces every sign that is not ASCII by one that is, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment("".join(map(plain, segment.text)), segment.style)
            for segment in segments
        ]


@lru_cache(maxsize=1024)
def plain(sign: str) -> str:
    """Return ASCII for a sign, as many cells wide: its base letter where it has one, else a question mark."""
    if sign.isascii():
        return sign
    base = SIGNS.get(sign) or unicodedata.normalize("NFKD", sign)[0]
    cells = cell_len(sign)
    return (base if base.isascii() else "?").ljust(cells)[:cells]


def needs_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the terminal cannot be trusted with more than ASCII: an old one, or a locale that is not UTF-8."""
    if sys.platform == "win32":
        return False  # its consoles take Unicode whatever the locale says
    if IN_BROWSER in environment:
        return False
    if environment.get("TERM", "") in ("dumb", "vt100", "vt102", "vt220"):
        return True
    return not utf8_locale(environment)
