"""The stages as a list: each with its strip, and all about the one at the cursor directly under its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from runwalk_tui.programme.stage import Kind
from runwalk_tui.review.climb import Reached, Rung, in_proportion, running_share
from runwalk_tui.review.dates import short_day, spans_years
from runwalk_tui.ui.charts.climb import CLIMBED, LONGEST_ID, RUN, WALK, flare_marks, lengths
from runwalk_tui.ui.theme.icons import ELLIPSIS, POINTER

BARS = {Kind.RUN: (RUN, "$phase-run-bar"), Kind.WALK: (WALK, "$phase-walk-bar")}
NARROW, WIDE = 60, 100
"""Cells from which there is room for the minutes and for what was done, and for the names of the stages, too."""
LEAST_BAR, SHARE = 8, 7
"""Cells of a strip, at least, and of how much of a stage is running, with the space before it."""
LONGEST_NAME = 20
"""Cells for the name of a stage, at most; under its row it is told in full."""
SPACED, LINES_ABOUT = 2, 4
"""Lines of a stage with a blank one after it, and of what is said about one."""
ROOM_ABOUT = 12
"""Lines of the list from which on everything is said about a stage; with fewer it would hide the other stages."""
TOLD_IN_ROW = 2
"""Steps of a stage that its row tells; of one with more the lines below are needed at any size."""
INDENT = "    "
"""Before what is said about a stage."""


class StageList(OptionList):
    """One row a stage. The colours of the strips stay at the cursor: it is a band, a bold row, and the lines below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Stage", key_display="↑ ↓"),
        Binding("enter", "select", "Run this one"),
        Binding("enter", "why_not", "Why not now"),
    ]
    DEFAULT_CSS = """
    StageList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; background: $background; background-tint: $background 0%; }
        background-tint: $background 0%;
        & > .option-list--option { padding: 0 1; color: $foreground; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        & > .option-list--option-hover { background: $surface; }
    }
    """

    offered: reactive[bool] = reactive(True, bindings=True)
    """Whether a stage can be run now; where it can't, Enter asks why."""

    def __init__(
        self,
        minutes: Callable[[Rung], int],
        about: Callable[[Rung], Sequence[str]],
        in_short: Callable[[Rung, int], str],
        *,
        ascii: bool,
    ) -> None:
        """`minutes` says how long the full session of a stage is, `about` everything about it, line by line; `in_short`
        says it in one line of so many characters."""
        super().__init__(markup=False)
        self._minutes = minutes
        self._about = about
        self._in_short = in_short
        self._ascii = ascii
        self._rungs: tuple[Rung, ...] = ()
        self._open: int | None = None
        """The row under which its lines are."""
        self._apart = False
        """Whether there is a blank line after each stage."""

    @property
    def rung(self) -> Rung | None:
        """The stage at the cursor."""
        return None if self.highlighted is None or not self._rungs else self._rungs[self.highlighted]

    def show(self, rungs: tuple[Rung, ...], at_first: str | None = None) -> None:
        """Show these stages, with the cursor where it was; the first time at the id `at_first`, else at the one due."""
        due = next((place for place, rung in enumerate(rungs) if rung.reached is Reached.HERE), 0)
        here = next((place for place, rung in enumerate(rungs) if rung.stage.id == at_first), due)
        at = here if self.highlighted is None else min(self.highlighted, len(rungs) - 1)
        self._rungs = rungs
        self._fill(at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("select", "why_not"):
            return self.offered is (action == "select")
        return super().check_action(action, parameters)

    def action_why_not(self) -> None:
        self.action_select()

    def on_resize(self, event: events.Resize) -> None:
        if self._rungs:
            self._fill(self.highlighted or 0)

    def on_click(self, event: events.Click) -> None:
        """A click on another stage opens it; one on the stage that is open offers it."""
        place = event.style.meta.get("option")
        if place is not None and place != self.highlighted:
            event.prevent_default()
            self.highlighted = place

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._open_at(event.option_index)

    def _fill(self, at: int) -> None:
        self._apart = (SPACED * len(self._rungs) + LINES_ABOUT) <= self.size.height
        self.clear_options()
        self._open = None
        self.add_options([Option(self._prompt(rung)) for rung in self._rungs])
        self.highlighted = at
        self._open_at(at)

    def _open_at(self, place: int) -> None:
        """Put the lines about a stage under its row, and take those of the other one away."""
        before, self._open = self._open, place
        if before == place:
            return
        if before is not None and before < len(self._rungs):
            self.replace_option_prompt_at_index(before, self._prompt(self._rungs[before]))
        rung = self._rungs[place]
        room = max(20, self.size.width - 4 - len(INDENT))
        if self.size.height < ROOM_ABOUT and len(rung.stage.steps) <= TOLD_IN_ROW:
            about = [INDENT + self._in_short(rung, room)]
        else:
            about = [INDENT + part for line in self._about(rung) for part in wrap(line, room)]
        self.replace_option_prompt_at_index(place, self._prompt(rung, *about))
        self.scroll_to_highlight()

    def _prompt(self, rung: Rung, *about: str) -> Content:
        """A stage as the list shows it: its row, what is said about it, and some air where there is room."""
        lines = [self._row(rung, chosen=bool(about)), *map(Content, about)]
        return Content("\n").join([*lines, Content("")] if self._apart else lines)

    def _row(self, rung: Rung, *, chosen: bool = False) -> Content:
        """A stage in one line, as much of it as there is room for."""
        width = self.size.width - 4
        ids = max(min(LONGEST_ID, len(each.stage.marked_id)) for each in self._rungs)
        times = max(len(lengths(each)) for each in self._rungs)
        names = max(min(LONGEST_NAME, len(each.stage.name)) for each in self._rungs) if width >= WIDE else 0
        others = ids + times + (14 if width < NARROW else 42) + (names + 2 if names else 0)
        # Where there is no room for how much of it is running, the strip shows it all the same.
        share = width - others >= LEAST_BAR
        bar = max(LEAST_BAR, min(52, width - others + (0 if share else SHARE)))
        name = rung.stage.marked_id
        name = name if len(name) <= LONGEST_ID else name[: LONGEST_ID - 1] + ELLIPSIS.shown(self._ascii)
        here = POINTER.shown(self._ascii) if rung.reached is Reached.HERE else " "
        style = "bold" if chosen or rung.reached is Reached.HERE else ""
        parts: list[Content | tuple[str, str]] = [(f"{here} {name:<{ids}}  ", style)]
        if names:
            called = rung.stage.name
            called = called if len(called) <= names else called[: names - 1] + ELLIPSIS.shown(self._ascii)
            parts.append((f"{called:<{names}}  ", style))
        for kind, cells in in_proportion(rung.stage, bar):
            icon, colour = BARS[kind]
            parts.append((icon.shown(self._ascii) * cells, colour))
        told = f"  {running_share(rung.stage):>4}%" if share else ""
        parts.append((f"  {lengths(rung):>{times}}{told}", style))
        if width >= NARROW:
            parts.append((f"  {f'{self._minutes(rung)} min':>7}  ", style))
            parts += been(rung, tuple(self._rungs), ascii=self._ascii)
        return Content.assemble(*parts)


def been(rung: Rung, rungs: Sequence[Rung], *, ascii: bool) -> list[Content | tuple[str, str]]:
    """Whether the runner has been at a stage, is there or is above it, with its flare-ups."""
    if rung.reached is Reached.HERE:
        words, style = "you are here", "bold $primary"
    elif rung.last_day is None:
        words, style = "", ""
    else:
        day = short_day(rung.last_day, year=spans_years(one.last_day for one in rungs if one.last_day is not None))
        before = "tried" if any(one.reached is Reached.HERE for one in rungs) else "last"
        words = f"{CLIMBED.shown(ascii)} {day}" if rung.reached is Reached.DONE else f"{before} {day}"
        style = "$text-muted"
    marks = f" {flare_marks(rung, ascii=ascii)}" if rung.flares else ""
    return [(words, style), (marks, "bold $error")]
