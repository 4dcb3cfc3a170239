"""The word of the phase and which run it is, as large as its place allows."""

from __future__ import annotations

from functools import lru_cache

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.lettering.big_clock import in_the_middle, inked
from runwalk_tui.ui.lettering.large_icons import PHASE_GLYPHS
from runwalk_tui.ui.lettering.lettering import Size, fit_word, lines_of
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.theme.icons import Icon

LAST = "LAST"
ALMOST_AS_WIDE = 0.72
"""How much narrower letters of the same height may be for the arrows, or for LAST, to have room."""


class PhaseBanner(Widget):
    """Shows a word such as RUN or COOL-DOWN and a counter such as 3/9 in large capitals.

    The counter is the last thing that goes: where there is little room the arrows on both sides go first, then the
    counter moves below the word, and in a place of one or two lines both are written out in bold letters. Colours are
    the widget's own `color` and `background`.
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
    counter: reactive[str] = reactive("")
    """Which run it is, and of how many, such as "3/9"; "" for none."""
    last: reactive[bool] = reactive(False)
    """Whether LAST goes before the word where there is room for it."""
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
        lines = lines_of_banner(self.word, self.icon, *self.size, self.ink, self.counter, last=self.last)
        return inked(lines[y] if y < len(lines) else "", self.size.width, self.rich_style, self.ink)


@lru_cache(maxsize=32)
def lines_of_banner(
    word: str, icon: Icon | None, width: int, height: int, ink: Ink, counter: str = "", *, last: bool = False
) -> tuple[str, ...]:
    """Return a word and a counter in the middle of a box of cells, as lines that are all as wide as the box."""
    word = word.upper()
    text = f"{word} {counter}".rstrip()
    size = fit_word(text, width, height, ink)
    if counter and (drawn := _in_two_lines(word, counter, width, height, ink, size.rows if size else 0)):
        return drawn
    if size is None:
        return in_the_middle([_written(word, icon, width, ink, counter, last=last)], width, height)
    longer = [f"{LAST} {text}"] if last else []
    if icon and icon.character in PHASE_GLYPHS:
        longer.append(f"{icon.character} {text} {icon.character}")
    for form in longer:
        as_large = fit_word(form, width, height, ink)
        if as_large and as_large.rows == size.rows and as_large.frame.width >= size.frame.width * ALMOST_AS_WIDE:
            return in_the_middle(lines_of(form, as_large), width, height)
    return in_the_middle(lines_of(text, size), width, height)


def _in_two_lines(word: str, counter: str, width: int, height: int, ink: Ink, rows: int) -> tuple[str, ...] | None:
    """The counter below the word; None when that makes neither higher than a number of cells."""
    each = (height - 1) // 2
    if each <= rows:
        return None
    sizes = [fit_word(text, width, each, ink) for text in (word, counter)]
    if not all(size is not None and size.rows > rows for size in sizes):
        return None
    upper, lower = (_centred(text, size, width) for text, size in zip((word, counter), sizes, strict=True) if size)
    return in_the_middle([*upper, " " * width, *lower], width, height)


def _centred(text: str, size: Size, width: int) -> tuple[str, ...]:
    return in_the_middle(lines_of(text, size), width, size.rows)


def _written(word: str, icon: Icon | None, width: int, ink: Ink, counter: str, *, last: bool) -> str:
    """Word and counter in one line, the letters of the word apart where there is room."""
    text, spaced = f"{word} {counter}".rstrip(), f"{' '.join(word)}   {counter}".rstrip()
    forms = [spaced, text]
    if last:
        forms.insert(0, f"{' '.join(LAST)}   {spaced}")
        forms.insert(1, f"{LAST} {text}")
    if icon:
        arrow = icon.shown(ink is Ink.CHARACTERS)
        forms = [form for plain in forms for form in (f"{arrow}  {plain}  {arrow}", plain)]
    forms.append(counter or word)
    return next((form for form in forms if len(form) <= width), forms[-1][:width])
