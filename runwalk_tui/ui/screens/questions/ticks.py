"""One page of statements to tick: warning signs, or what is asked before the first session."""

from __future__ import annotations

import os
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import TickPage, Ticks, TicksOf
from runwalk_tui.system.standard_streams import IN_BROWSER
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.tick_list import Tick, TickList
from runwalk_tui.ui.screens.staying import StayingScreen

SAY_SO = "Press the key for each one that applies, or n for none."
"""To someone who went on without an answer."""
PRESS, TAP = "Press any that apply.", "Tap any that apply."
SAY_SO_BY_HAND = "Tap each one that applies, or none of these."
SAY_SO_SHORT = "Press all that apply, or n for none"


def rows(page: TickPage) -> tuple[Tick, ...]:
    """The statements with the keys 1, 2, 3, … in the order of the page. Raises ValueError for more than nine."""
    keys = "123456789"[: len(page.statements)]
    return tuple(
        Tick(key, each.id, each.text, each.question, grave=page.grave)
        for key, each in zip(keys, page.statements, strict=True)
    )


class TickScreen(StayingScreen[TicksOf]):
    """Gives the ticks and where the runner goes with them.

    Enter goes on only from a page with an answer, so that a key held too long says nothing about anybody's health;
    it is told, and its button lit, only then.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Continue", id="ticks.next"),
        Binding("enter", "say_so", show=False),
        Binding("escape", "back", "Back", id="ticks.back"),
    ]
    AUTO_FOCUS = ""
    """The list gets the focus without scrolling: where it is longer than the terminal, the question stays in sight."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (22, "-full"), (38, "-tall")]
    DEFAULT_CSS = """
    TickScreen {
        & VerticalScroll { align: center middle; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 4; }
        & #steps { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        & #title { text-align: center; text-style: bold; width: 100%; }
        & #why { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        &.-urged #why { color: $warning; text-style: bold; }
        & #list { height: auto; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & #buttons Button { margin: 0 1; width: 22; }
        &.-narrow #buttons Button { width: 1fr; max-width: 22; min-width: 0; }
        &.-narrow.-full #column { padding: 0 1; }
        &.-narrow.-tall #column { padding: 0 1; }
        &.-tall {
            & TickRow { margin-bottom: 1; }
            & #title, & #why, & #steps { margin-bottom: 2; }
        }
        &.-flat {
            & #column { padding: 0; }
            & TickRow { padding: 0; }
            & #steps, & #why, & #buttons { display: none; }
            &.-urged #title { color: $warning; }
        }
        &.-by-hand.-full TickRow, &.-by-hand.-tall TickRow {
            height: 2; margin-bottom: 0;
            & .key, & .mark, & .text { height: 2; }
        }
    }
    """

    def __init__(self, question: TicksOf, *, ascii: bool = False) -> None:
        """`ascii` draws with ASCII only."""
        super().__init__(question)
        self._ascii = ascii
        self._by_hand = IN_BROWSER in os.environ
        self.set_class(self._by_hand, "-by-hand")

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(id="steps", markup=False)
            yield Static(id="title", markup=False)
            yield Static(id="why", markup=False)
            yield Vertical(self._new_list(), id="list")
            with Horizontal(id="buttons"):
                yield Button(id="back")
                yield Button(id="next")
        yield KeyLine()

    def _new_list(self) -> TickList:
        asked = self.question
        return TickList(rows(asked.page), asked.ticked, none=asked.answered, ascii=self._ascii, id=asked.page.id)

    async def on_mount(self) -> None:
        self._turn_to()

    async def show(self) -> None:
        """The next page, or the same once more with what is ticked."""
        with self.app.batch_update():
            box = self.query_one("#list")
            await box.remove_children()
            await box.mount(self._new_list())
        self._turn_to()

    def _turn_to(self) -> None:
        if not self.query(TickList):
            return  # taken away, by the end of the program, before its parts were there
        self.remove_class("-urged")
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._list.focus(scroll_visible=False)
        self._tell()

    def on_resize(self) -> None:
        # The classes of the layout are set after this.
        self.call_after_refresh(self._tell)

    def on_tick_list_ticks_changed(self) -> None:
        self.remove_class("-urged")
        self._tell()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "back":
            self.action_back()
            return
        if not self._list.answered:
            self._list.action_say_none()
        self.action_next_page()

    @property
    def _list(self) -> TickList:
        return self.query_one(TickList)

    def give(self, answer: Any) -> None:
        """Answer with what is ticked as well."""
        if self.query(TickList):
            super().give(Ticks(self._list.ticked, answer))

    def action_next_page(self) -> None:
        """Go on, with an answer."""
        if self._list.answered:
            self.give(Move.ON)
        else:
            self.add_class("-urged")
            self._tell()

    def action_say_so(self) -> None:
        """Ask for an answer; one that came just before this key is heard."""
        self.action_next_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on once there is an answer."""
        answered = any(each.answered for each in self.query(TickList))
        return {"next_page": answered, "say_so": not answered}.get(action, True)

    def action_back(self) -> None:
        """The page before; from the first page, leave."""
        self.give(Move.BACK if self.question.number > 1 else Move.LEAVE)

    def ask_before_leaving(self) -> bool:
        """Warning signs that were ticked are asked about; False when there are none."""
        asked = self.question
        new = set(asked.raised) - {each.id for each in asked.page.statements}
        if asked.page.red_flags and self.query(TickList):
            new |= set(self._list.ticked) - (set(asked.ticked) - set(asked.raised))
        if new:
            self.give(Move.LEAVE)
        return bool(new)

    def _tell(self) -> None:
        """Where we are, and what leads on from here."""
        if not self.query(TickList):
            return  # between two pages
        asked, small, urged = self.question, self.has_class("-flat"), self.has_class("-urged")
        count = len(self._list.ticked)
        here, there = ("#", ".") if self._ascii else ("●", "○")
        dots = "".join(here if position == asked.number else there for position in range(1, asked.count + 1))
        step = f"{asked.number} of {asked.count}"
        none = "Continue" if self._list.answered else "None of these" if self._by_hand else "None of these (n)"
        urge, press = (SAY_SO_BY_HAND, TAP) if self._by_hand else (SAY_SO, PRESS)
        self.query_one("#steps", Static).update(f"{dots}  {step}")
        self.query_one("#title", Static).update(self._small_title(step, count) if small else asked.page.title)
        self.query_one("#why", Static).update(urge if urged else f"{asked.why or asked.page.why} {press}")
        self.query_one("#next", Button).variant = "primary" if self._list.answered else "default"
        self.refresh_bindings()
        self.query_one("#next", Button).label = f"{count} ticked: continue" if count else none
        self.query_one("#back", Button).label = "Back" if asked.number > 1 else asked.leave

    def _small_title(self, step: str, count: int) -> str:
        """One line for all that stands above the rows elsewhere."""
        if self.has_class("-urged"):
            return SAY_SO_SHORT
        return f"{step}   {count} ticked: Enter continues" if count else f"{step}   {self.question.page.short}"
