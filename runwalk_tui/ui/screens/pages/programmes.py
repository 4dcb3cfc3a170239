"""The programmes that come with runwalk: what each is for, and all about the one at the cursor; Enter looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.shipped import DEFAULT, EXERCISES, PROGRAMMES, SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.review.programme_words import about_programme
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.messages import ProgrammeWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.theme.icons import POINTER
from runwalk_tui.workspace import Workspace

WIDE = 72
"""Cells from which what a programme is for has room beside its name."""
SPACED, LINES_ABOUT = 2, 4
"""Lines of a programme with a blank one after it, and of what is said about one."""
LINE = "\n"
INDENT = "    "
"""Before what is said about the programme at the cursor."""
OTHERS = "Other exercise, for days without running"


class ProgrammeList(OptionList):
    """One row a programme, with everything about the one at the cursor directly under its row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Programme", key_display="↑ ↓"),
        Binding("enter", "select", "Look at it"),
    ]
    DEFAULT_CSS = """
    ProgrammeList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; background: $background; background-tint: $background 0%; }
        background-tint: $background 0%;
        & > .option-list--option { padding: 0 1; color: $foreground; }
        & > .option-list--option-disabled { color: $primary; text-style: bold; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        & > .option-list--option-hover { background: $surface; }
    }
    """

    def __init__(self, in_use: str, at: str | None, *, ascii: bool) -> None:
        """`in_use` is the name of the table in use, `at` the programme with the cursor at first, by its name."""
        super().__init__(markup=False)
        self._in_use = in_use
        self._first = at
        self._ascii = ascii
        self._open: str | None = None
        """The programme under whose row its lines are."""
        self._apart = False
        """Whether there is a blank line after each programme."""
        self._told: dict[str, Sequence[str]] = {}
        """What is said about a programme, once it was read."""

    @property
    def programme(self) -> ShippedProgramme | None:
        """The programme at the cursor."""
        option = self.highlighted_option
        return None if option is None or option.id is None else SHIPPED[option.id]

    def tell_in_use(self, programme: str) -> None:
        """Another table is in use, by its name."""
        self._in_use = programme
        self._fill()

    def on_mount(self) -> None:
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        self._fill()

    def on_click(self, event: events.Click) -> None:
        """A click on another programme opens it; one on the programme that is open looks at it."""
        place = event.style.meta.get("option")
        if place is not None and place != self.highlighted and not self.get_option_at_index(place).disabled:
            event.prevent_default()
            self.highlighted = place

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self._open_at(event.option_id)

    def _fill(self) -> None:
        self._apart = SPACED * (len(SHIPPED) + 1) + LINES_ABOUT <= self.size.height
        at = self._open or self._first or self._usual()
        self._open = None
        self.clear_options()
        self.add_options(self._rows())
        self.highlighted = self.get_option_index(at)
        self._open_at(at)

    def _usual(self) -> str:
        """The programme in use, or the first one when that is the runner's own."""
        shipped = shipped_as(self._in_use)
        return DEFAULT if shipped is None else shipped.name

    def _rows(self) -> list[Option]:
        heading = Option(Content(f"{'' if self._apart else LINE}{OTHERS}{LINE if self._apart else ''}"), disabled=True)
        return [*map(self._as_option, PROGRAMMES), heading, *map(self._as_option, EXERCISES)]

    def _as_option(self, one: ShippedProgramme) -> Option:
        return Option(self._prompt(one), id=one.name)

    def _open_at(self, name: str) -> None:
        """Put the lines about a programme under its row, and take those of the other one away."""
        before, self._open = self._open, name
        if before == name:
            return
        if before is not None:
            self.replace_option_prompt(before, self._prompt(SHIPPED[before]))
        self.replace_option_prompt(name, self._prompt(SHIPPED[name], *self._about(SHIPPED[name])))
        self.scroll_to_highlight()

    def _about(self, one: ShippedProgramme) -> list[str]:
        """Everything about a programme but what its row says, broken into lines."""
        if one.name not in self._told:
            self._told[one.name] = about_programme(one, table_of_shipped(one))
        told = self._told[one.name]
        room = max(20, self.size.width - 4 - len(INDENT))
        shown = told[1:] if self.size.width >= WIDE else told
        return [INDENT + part for line in shown for part in wrap(line, room)]

    def _prompt(self, one: ShippedProgramme, *about: str) -> Content:
        """A programme as the list shows it: its row, what is said about it, and some air where there is room."""
        in_use = one.title == self._in_use
        pointer = POINTER.shown(self._ascii) if in_use else " "
        style = "bold" if about or in_use else ""
        names = max(map(len, SHIPPED))
        row: list[Content | tuple[str, str]] = [(f"{pointer} {one.name:<{names}}", style)]
        if self.size.width >= WIDE:
            row.append((f"  {one.about}", style))
        if in_use:
            row.append(("  in use", "bold $primary"))
        lines = [Content.assemble(*row), *map(Content, about)]
        return Content("\n").join([*lines, Content("")] if self._apart else lines)


class ProgrammesScreen(AnsweringScreen[None]):
    """The programmes to choose from, with what becomes of the table in use."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    SHOWS_TABLE: ClassVar[bool] = True
    """A table that is saved meanwhile is read again and shown."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="programmes.leave")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
    DEFAULT_CSS = """
    ProgrammesScreen {
        align: center top;
        & #title { width: 100%; max-width: 150; padding: 1 2 0 2; text-style: bold; color: $primary; }
        & #legend { width: 100%; max-width: 150; color: $text-muted; padding: 0 2 1 2; }
        & ProgrammeList { max-width: 150; }
        &.-narrow {
            & #title, & #legend { padding: 0 1; }
        }
        &.-flat {
            & #title { padding: 0 2; }
            & #legend { display: none; }
        }
    }
    """
    LEGEND = (
        "You get a copy of your own to change as you like. Your old table and your log stay: come back to a programme, "
        "and its sessions count again."
    )

    def __init__(self, workspace: Workspace, *, at: str | None = None, ascii: bool = False) -> None:
        """`at` is the name of the programme with the cursor; None for the one in use."""
        super().__init__()
        self._workspace = workspace
        self._at = at
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        yield Static("Programmes", id="title", markup=False)
        yield Static(self.LEGEND, id="legend", markup=False)
        yield ProgrammeList(self._workspace.table.programme, self._at, ascii=self._ascii)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        self.query_one(ProgrammeList).focus()

    def refresh_from_log(self) -> None:
        """Show which programme is in use now."""
        self.query_one(ProgrammeList).tell_in_use(self._workspace.table.programme)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at the programme at the cursor, or do the exercise."""
        programme = self.query_one(ProgrammeList).programme
        if programme is None:
            return
        if programme.companion and (why_not := self._workspace.no_session_here()):
            self.notify(str(why_not))
            return
        self.dismiss(None)
        self.app.post_message(ProgrammeWanted(programme.name))

    def action_leave(self) -> None:
        self.dismiss(None)
