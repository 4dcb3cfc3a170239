"""Programmes and other exercise: what each is for, and all about the one at the cursor; Enter looks at it."""

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

from runwalk_tui.own_table.listing import Listed, earlier_listed, listed
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.system.safe_text import shown
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.messages import ProgrammeWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.theme.icons import POINTER
from runwalk_tui.workspace import Workspace

MOST_NAME = 24
"""Cells of a name that the others leave room for; the runner's own may be longer."""
WIDE = 72
"""Cells from which what a programme is for has room beside its name."""
SPACED, LINES_ABOUT = 2, 4
"""Lines of a programme with a blank one after it, and of what is said about one."""
LINE = "\n"
INDENT = "    "
"""Before what is said about the programme at the cursor."""
YOURS = "Your earlier tables"
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

    def __init__(self, in_use: StageTable, at: str | None, *, earlier: Sequence[Listed], ascii: bool) -> None:
        """`in_use` is the table in use, `at` the row with the cursor at first, by its key, `earlier` the tables that
        were the runner's own before."""
        super().__init__(markup=False)
        self._all = {one.key: one for one in (*listed(in_use), *earlier)}
        self._first = at
        self._ascii = ascii
        self._open: str | None = None
        """The programme under whose row its lines are."""
        self._apart = False
        """Whether there is a blank line after each programme."""
        self._told: dict[str, Sequence[str]] = {}
        """What is said about a programme, once it was read."""

    @property
    def programme(self) -> Listed | None:
        """The programme at the cursor."""
        option = self.highlighted_option
        return None if option is None or option.id is None else self._all[option.id]

    def tell_in_use(self, table: StageTable, earlier: Sequence[Listed]) -> None:
        """Another table is in use, with those before it."""
        self._all = {one.key: one for one in (*listed(table), *earlier)}
        self._told.clear()
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
        rows = len(self._all) + 1 + any(one.earlier for one in self._all.values())
        self._apart = SPACED * rows + LINES_ABOUT <= self.size.height
        at = next((key for key in (self._open, self._first) if key in self._all), None) or self._usual()
        self._open = None
        self.clear_options()
        self.add_options(self._rows())
        self.highlighted = self.get_option_index(at)
        self._open_at(at)

    def _usual(self) -> str:
        """The programme in use, or the first one when that is the runner's own."""
        return next((key for key, one in self._all.items() if one.in_use), next(iter(self._all)))

    def _rows(self) -> list[Option]:
        earlier = [one for one in self._all.values() if one.earlier is not None]
        others = [one for one in self._all.values() if one.exercise is not None]
        programmes = [one for one in self._all.values() if one not in earlier and one not in others]
        own = [self._heading(YOURS), *map(self._as_option, earlier)] if earlier else []
        return [
            *map(self._as_option, programmes),
            *own,
            self._heading(OTHERS),
            *map(self._as_option, others),
        ]

    def _heading(self, words: str) -> Option:
        return Option(Content(f"{'' if self._apart else LINE}{words}{LINE if self._apart else ''}"), disabled=True)

    def _as_option(self, one: Listed) -> Option:
        return Option(self._prompt(one), id=one.key)

    def _open_at(self, key: str) -> None:
        """Put the lines about a programme under its row, and take those of the other one away."""
        before, self._open = self._open, key
        if before == key:
            return
        if before is not None:
            self.replace_option_prompt(before, self._prompt(self._all[before]))
        about = self._about(self._all[key])
        self.replace_option_prompt(key, self._prompt(self._all[key], *about))
        # One that is longer than the page is read from its beginning.
        self.call_after_refresh(self.scroll_to_highlight, top=len(about) >= self.size.height)

    def _about(self, one: Listed) -> list[str]:
        """Everything about a programme but what its row says, broken into lines."""
        if one.key not in self._told:
            self._told[one.key] = one.told()
        told = self._told[one.key]
        room = max(20, self.size.width - 4 - len(INDENT))
        # Where there is little room, the sentences follow one another in the line.
        shown = told[1:] if self.size.width >= WIDE else [" ".join(told)]
        return [INDENT + part for line in shown for part in wrap(line, room)]

    def _prompt(self, one: Listed, *about: str) -> Content:
        """A programme as the list shows it: its row, what is said about it, and some air where there is room."""
        pointer = POINTER.shown(self._ascii) if one.in_use else " "
        style = "bold" if about or one.in_use else ""
        names = min(MOST_NAME, max(len(each.name) for each in self._all.values()))
        row: list[Content | tuple[str, str]] = [(f"{pointer} {one.name:<{names}}", style)]
        if self.size.width >= WIDE:
            row.append((f"  {one.about}", style))
        if one.mark:
            # Of a changed copy the lines below say more than the row has room for.
            row.append(("  in use", "bold $primary") if one.in_use else (f"  {one.mark}", "$primary"))
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
        yield Static(Content.assemble("Programmes", ("  not medical advice", "not bold $text-muted")), id="title")
        yield Static(self.LEGEND, id="legend", markup=False)
        yield ProgrammeList(self._workspace.table, self._at, earlier=self._earlier(), ascii=self._ascii)
        yield KeyLine()

    def _earlier(self) -> Sequence[Listed]:
        return earlier_listed(self._workspace.table, self._workspace.today())

    def on_screen_resume(self) -> None:
        self.query_one(ProgrammeList).focus()

    def refresh_from_log(self) -> None:
        """Show which programme is in use now."""
        self.query_one(ProgrammeList).tell_in_use(self._workspace.table, self._earlier())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at the programme at the cursor, or do the exercise."""
        programme = self.query_one(ProgrammeList).programme
        if programme is None:
            return
        exercise = programme.exercise
        if exercise is not None and exercise.table is None:
            self.notify(shown(exercise.fault), severity="error", markup=False)
            return
        if exercise is not None and (why_not := self._workspace.no_session_here()):
            self.notify(str(why_not))
            return
        self.dismiss(None)
        self.app.post_message(ProgrammeWanted(programme.key, programme.title if exercise is not None else ""))

    def action_leave(self) -> None:
        self.dismiss(None)
