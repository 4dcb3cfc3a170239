"""The warning signs, after a session or whenever the runner wants to look at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Footer, Static

from runwalk_tui.progression.screening import (
    EMERGENCY_SIGNS,
    NEW_LEG_SIGN,
    RED_FLAGS,
    SOON_SIGNS,
    STOP_SIGN,
    RedFlag,
    Urgency,
    advice_for,
)
from runwalk_tui.ui.screens.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.widgets.answering import AnsweringScreen
from runwalk_tui.ui.widgets.tick_list import Tick, TickList

LEG_KEY = "l"
"""Always the key of new numbness or weakness in a leg."""
DIGITS = "1234567890"


HEADINGS = {EMERGENCY_SIGNS[0]: "Get help at once", SOON_SIGNS[0]: "See a doctor in the next days"}


def flag_ticks(flags: Sequence[RedFlag], *, headings: bool = False) -> list[Tick]:
    """Warning signs as rows to tick: digits in order, and for the leg its own key."""
    digits = iter(DIGITS)
    return [
        Tick(
            LEG_KEY if flag is NEW_LEG_SIGN else next(digits),
            flag.text,
            flag.question,
            grave=flag.urgency is Urgency.EMERGENCY,
            heading=HEADINGS.get(flag, "") if headings else "",
        )
        for flag in flags
    ]


def stop_question(red_flags: Sequence[str]) -> Question:
    """What will happen when these warning signs are kept; a slipped key is put right by looking again."""
    advice = advice_for(red_flags)
    action = advice.action if advice else ""
    return Question(
        red_flags[0].capitalize() + (f" and {len(red_flags) - 1} more" if len(red_flags) > 1 else ""),
        f"{action} This raises the stop sign: {STOP_SIGN[0].lower()}{STOP_SIGN[1:]}",
        (Answer("back", "b", "Look again", "primary"), Answer("keep", "y", "Yes, this is so", "error")),
    )


class RedFlagsScreen(AnsweringScreen[tuple[str, ...]]):
    """Returns the texts of the warning signs that apply; Escape leaves them as they were."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Done", id="red_flags.done"),
        Binding("escape", "leave", "Back", id="red_flags.leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (22, "-full"), (40, "-tall")]
    DEFAULT_CSS = """
    RedFlagsScreen {
        & VerticalScroll { align: center middle; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #why { width: 100%; text-align: center; color: $text-muted; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & #buttons Button { width: 22; }
        &.-narrow #column { padding: 0 1; }
        &.-tall {
            & TickRow, & .heading { margin-bottom: 1; }
            & .heading, & #buttons { margin-top: 2; }
        }
        &.-flat {
            & #column { padding: 0; }
            & #why, & .heading, & #buttons, & Footer { display: none; }
        }
    }
    """

    def __init__(self, ticked: Iterable[str] = (), *, why: str = "", ascii: bool = False) -> None:
        """`ticked` are the texts that were ticked before; `why` says in one line why this is asked now."""
        super().__init__()
        self._ascii = ascii
        self._before = tuple(ticked)
        ours = {flag.text for flag in RED_FLAGS}
        self._others = tuple(text for text in self._before if text not in ours)
        """Signs in the runner's own words; they stay."""
        self._why = why or "New since the last session, or there right now."

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static("Is any of these true?", id="title")
            yield Static(f"{self._why} Press its key.", id="why", markup=False)
            yield TickList(flag_ticks(RED_FLAGS, headings=True), self._before, ascii=self._ascii)
            with Horizontal(id="buttons"):
                yield Button(id="done", variant="primary")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(TickList).focus()
        self._tell()

    def on_tick_list_changed(self) -> None:
        self._tell()

    def on_button_pressed(self) -> None:
        self.action_accept()

    @property
    def _ticked(self) -> tuple[str, ...]:
        return (*self.query_one(TickList).ticked, *self._others)

    def _tell(self) -> None:
        count = len(self._ticked)
        self.query_one("#done", Button).label = f"Done, {count} ticked" if count else "None of these"
        # The smallest layout has no button; there the title says what Enter means.
        enter = f"Enter: {count} ticked" if count else "Enter: none"
        small = self.has_class("-flat")
        self.query_one("#title", Static).update(f"Any of these?  {enter}" if small else "Is any of these true?")

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    @work(exclusive=True)
    async def action_accept(self) -> None:
        """Take the answer; what was not ticked before is asked once more."""
        ticked = self._ticked
        new = [text for text in ticked if text not in self._before]
        if not new or await self.app.push_screen_wait(QuestionScreen(stop_question(new))) == "keep":
            self.dismiss(ticked)

    def action_leave(self) -> None:
        self.dismiss(self._before)
