"""A few words in large letters where they fit, else in one line: what comes next, and a step's own word."""

from __future__ import annotations

from functools import lru_cache

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from runwalk_tui.ui.lettering.big_clock import in_the_middle, inked
from runwalk_tui.ui.lettering.lettering import GLYPHS, fit_word, lines_of
from runwalk_tui.ui.lettering.raster import Ink


class FormsBanner(Widget):
    """Shows the first of some forms that can be large here; where none can, the first one in plain letters.

    Colours are the widget's own `color` and `background`.
    """

    DEFAULT_CSS = """
    FormsBanner {
        width: 1fr;
        height: 1;
    }
    """

    forms: reactive[tuple[str, ...]] = reactive(())
    """The same said in fewer and fewer words."""

    def __init__(self, *, ink: Ink = Ink.QUARTERS, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ink = ink

    @property
    def text(self) -> str:
        """What it says in full."""
        return self.forms[0] if self.forms else ""

    def render_line(self, y: int) -> Strip:
        lines = lines_of_next(self.forms, *self.size, self._ink)
        return inked(lines[y] if y < len(lines) else "", self.size.width, self.rich_style, self._ink)


class NextBanner(FormsBanner):
    """What comes next."""


class StepWord(FormsBanner):
    """A step's own word, such as "brisk" or "hamstrings"."""


@lru_cache(maxsize=32)
def lines_of_next(forms: tuple[str, ...], width: int, height: int, ink: Ink) -> tuple[str, ...]:
    """Return the form that says most of those that can be large, in the middle of a box of cells."""
    for form in forms:
        large = form.upper().replace(",", "")
        size = fit_word(large, width, height, ink) if GLYPHS.keys() >= set(large) else None
        if size is not None:
            return in_the_middle(lines_of(large, size), width, height)
    plain = next((form for form in forms if len(form) <= width), forms[-1][:width] if forms else "")
    return in_the_middle([plain], width, height)
