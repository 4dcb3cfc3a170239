"""How far back charts look: the ranges in a row, the one that is shown between brackets."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from runwalk_tui.review.trends.week_axis import WeekRange


class RangeTabs(Static):
    """A click on a range does the screen's action `look` with its name."""

    DEFAULT_CSS = """
    RangeTabs {
        width: auto; height: 1; color: $text-muted;
        link-color: $text-muted; link-background: transparent; link-style: none;
        link-color-hover: $foreground; link-background-hover: $panel; link-style-hover: none;
    }
    """

    shown: reactive[WeekRange] = reactive(WeekRange.TWELVE)

    def watch_shown(self) -> None:
        self.update(Content(" ").join(self._tab(each) for each in WeekRange))

    def _tab(self, each: WeekRange) -> Content:
        if each is self.shown:
            return Content.styled(f"[{each.words}]", "bold $foreground")
        return Content.from_markup(f"[@click=screen.look('{each.name}')] $words [/]", words=each.words)
