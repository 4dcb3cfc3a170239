"""The warning signs, after a session or whenever the runner wants to look at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

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
from runwalk_tui.ui.widgets.key_line import KeyLine
from runwalk_tui.ui.widgets.tick_list import Tick, TickList

LEG_KEY = "l"
"""Always the key of new numbness or weakness in a leg."""
DIGITS = "1234567890"
KEYS = {
    LEG_KEY: NEW_LEG_SIGN,
    **dict(zip(DIGITS, (flag for flag in RED_FLAGS if flag is not NEW_LEG_SIGN), strict=False)),
}
"""Each sign has one key wherever it is asked about."""
SAY_SO = "Press the key of each that is true, or n when none is."
"""To someone who went on without an answer."""
FULL_TITLE = "Is any of these true?"
SLIP = Answer("slip", "s", "A slip: leave")
HEADINGS = {EMERGENCY_SIGNS[0]: "Get help at once", SOON_SIGNS[0]: "See a doctor in the next days"}


def flag_ticks(flags: Sequence[RedFlag], *, headings: bool = False) -> list[Tick]:
    """Warning signs as rows to tick, each with its key."""
    keys = {flag: key for key, flag in KEYS.items()}
    return [
        Tick(
            keys[flag],
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


def leaving_question(red_flags: Sequence[str]) -> Question:
    """The same to a runner who leaves: what was ticked is kept or taken back, and never just forgotten."""
    asked = stop_question(red_flags)
    return replace(asked, answers=(*asked.answers, SLIP))


class RedFlagsScreen(AnsweringScreen[tuple[str, ...]]):
    """Returns the texts of the warning signs that apply; Escape leaves them as they were, and asks about new ones."""

    AUTO_FOCUS = ""
    """The list gets the focus without scrolling: where it is longer than the terminal, the question stays in sight."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Go on", id="red_flags.done"),
        Binding("escape", "leave", "Back", id="red_flags.leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (24, "-full"), (40, "-tall")]
    DEFAULT_CSS = """
    RedFlagsScreen {
        & VerticalScroll { align: center middle; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 4; }
        & #title { width: 100%; text-align: center; text-style: bold; }
        & #why { width: 100%; text-align: center; color: $text-muted; }
        &.-urged #title, &.-urged #why { color: $warning; text-style: bold; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & #buttons Button { width: 22; height: 3; }
        &.-narrow #column { padding: 0 1; }
        &.-tall {
            & TickRow, & .heading { margin-bottom: 1; }
            & .heading, & #buttons { margin-top: 2; }
        }
        &.-flat {
            & #column, & TickRow { padding: 0; }
            & #why, & .heading, & #buttons, & KeyLine, & .-none { display: none; }
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
            yield Static(FULL_TITLE, id="title")
            yield Static(id="why", markup=False)
            yield TickList(flag_ticks(RED_FLAGS, headings=True), self._before, ascii=self._ascii)
            with Horizontal(id="buttons"):
                yield Button(id="done", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(TickList).focus(scroll_visible=False)
        self._tell()

    def on_tick_list_changed(self) -> None:
        self.remove_class("-urged")
        self._tell()

    def on_button_pressed(self) -> None:
        if not self._answered:
            self.query_one(TickList).action_say_none()
        self.action_accept()

    @property
    def _answered(self) -> bool:
        """Whether anything was said, now or before."""
        return self.query_one(TickList).answered or bool(self._others)

    @property
    def _ticked(self) -> tuple[str, ...]:
        return (*self.query_one(TickList).ticked, *self._others)

    @property
    def _new(self) -> list[str]:
        """What was not ticked before."""
        return [text for text in self._ticked if text not in self._before]

    def _tell(self) -> None:
        """What is asked, and what leads on from here."""
        count = len(self._ticked)
        none = "Go on" if self._answered else "None of these (n)"
        self.query_one("#done", Button).label = f"{count} ticked: go on" if count else none
        self.query_one("#title", Static).update(self._small_title() if self.has_class("-flat") else FULL_TITLE)
        self.query_one("#why", Static).update(SAY_SO if self.has_class("-urged") else f"{self._why} Press its key.")

    def _small_title(self) -> str:
        """The smallest layout has no button and no row for none; there the title says which keys lead on."""
        if not self._answered:
            return (
                "Press what is true, or n for none" if self.has_class("-urged") else "Any of these?  n none  Esc back"
            )
        count = len(self._ticked)
        return f"{f'{count} ticked' if count else 'None of these'}.  Enter go on  Esc back"

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    @work(exclusive=True)
    async def action_accept(self) -> None:
        """Take the answer; what was not ticked before is asked once more."""
        if not self._answered:
            self.add_class("-urged")
            self._tell()
            return
        ticked, new = self._ticked, self._new
        if not new or await self.app.push_screen_wait(QuestionScreen(stop_question(new))) == "keep":
            self.dismiss(ticked)

    def action_leave(self) -> None:
        if not self.ask_before_leaving():
            self.dismiss(self._before)

    def ask_before_leaving(self) -> bool:
        """Ask what becomes of new ticks; False when there are none."""
        if self._new:
            self._leave()
        return bool(self._new)

    @work(exclusive=True)
    async def _leave(self) -> None:
        match await self.app.push_screen_wait(QuestionScreen(leaving_question(self._new))):
            case "keep":
                self.dismiss(self._ticked)
            case "slip":
                self.dismiss(self._before)
