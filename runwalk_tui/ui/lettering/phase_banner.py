"""The word of the phase, as large as its place allows."""

from __future__ import annotations

from functools import lru_cache

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.lettering.big_clock import in_the_middle, inked
from runwalk_tui.ui.lettering.large_icons import SIGNS
from runwalk_tui.ui.lettering.lettering import fit_word, lines_of
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import Icon


class PhaseBanner(Widget):
    """Shows a word such as RUN or COOL-DOWN in large capitals, between the signs of its phase where there is room.

    Colours are the widget's own `color` and `background`. In a place of one or two lines the word
    is written out in bold letters.
    """

    DEFAULT_CSS = """
    PhaseBanner {
        width: 1fr;
        height: 1fr;
    }
    """

    word: reactive[str] = reactive("")
    """Written in capitals."""
    icon: reactive[Icon | None] = reactive(None)
    """Drawn on both sides of the word when that does not make it smaller."""
    ink: reactive[Ink] = reactive(Ink.QUARTERS)
    """What it is drawn with; `raster.ink_for` tells what suits the terminal."""

    def __init__(
        self,
        word: str = "",
        icon: Icon | None = None,
        *,
        ink: Ink = Ink.QUARTERS,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.set_reactive(PhaseBanner.word, word)
        self.set_reactive(PhaseBanner.icon, icon)
        self.set_reactive(PhaseBanner.ink, ink)

    def render_line(self, y: int) -> Strip:
        lines = lines_of_banner(self.word, self.icon, *self.size, self.ink)
        return inked(lines[y] if y < len(lines) else "", self.size.width, self.rich_style, self.ink)


@lru_cache(maxsize=32)
def lines_of_banner(word: str, icon: Icon | None, width: int, height: int, ink: Ink) -> tuple[str, ...]:
    """Return a word in the middle of a box of cells, as lines that are all as wide as the box."""
    word = word.upper()
    size = fit_word(word, width, height, ink)
    if size is None:
        return in_the_middle([_written(word, icon, width, ink)], width, height)
    if icon and icon.sign in SIGNS:
        framed = f"{icon.sign} {word} {icon.sign}"
        with_signs = fit_word(framed, width, height, ink)
        if with_signs and with_signs.rows == size.rows and with_signs.frame.width >= size.frame.width * 0.85:
            return in_the_middle(lines_of(framed, with_signs), width, height)
    return in_the_middle(lines_of(word, size), width, height)


def _written(word: str, icon: Icon | None, width: int, ink: Ink) -> str:
    """The word in one line, its letters apart where there is room."""
    sign = icon.shown(ink is Ink.SIGNS) if icon else ""
    spaced = " ".join(word)
    forms = (f"{sign}  {spaced}  {sign}", spaced, f"{sign} {word} {sign}", word) if sign else (spaced, word)
    return next((form for form in forms if len(form) <= width), word[:width])
