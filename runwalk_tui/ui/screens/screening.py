"""The questions before the first session: three short pages, each done with two keys when nothing applies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, ContentSwitcher, Static

from runwalk_tui.progression.screening import (
    CONDITION_ADVICE,
    CONDITIONS,
    EMERGENCY_SIGNS,
    SOON_SIGNS,
    Screening,
    Urgency,
    urgency_of,
)
from runwalk_tui.ui.screens.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.screens.red_flags import SAY_SO, flag_ticks, leaving_question, stop_question
from runwalk_tui.ui.widgets.answering import AnsweringScreen
from runwalk_tui.ui.widgets.key_line import KeyLine
from runwalk_tui.ui.widgets.tick_list import Tick, TickList


@dataclass(frozen=True, slots=True)
class Page:
    """One of the pages."""

    id: str
    title: str
    short: str
    """The title where there is little room."""
    why: str
    ticks: tuple[Tick, ...]


PAGES = (
    Page(
        "emergency",
        "Is any of these true right now?",
        "Any of these right now?",
        "Rare, and a reason to get help rather than to run. Press its key.",
        tuple(flag_ticks(EMERGENCY_SIGNS)),
    ),
    Page(
        "soon",
        "Is any of these true these days?",
        "Any of these these days?",
        "A doctor should look at it before you run. Press its key.",
        tuple(flag_ticks(SOON_SIGNS)),
    ),
    Page(
        "conditions",
        "And does any of these apply to you?",
        "Does any of these apply?",
        "A yes does not stop you: you are told whom to ask. Press its key.",
        tuple(Tick(str(number), item.text, item.question) for number, item in enumerate(CONDITIONS, start=1)),
    ),
)
"""In the order of their urgency."""


def condition_question(conditions: tuple[str, ...]) -> Question:
    """What is said, once, to a runner with a reason to ask somebody first."""
    listed = ", ".join(conditions)
    return Question(
        "Ask first",
        f"{listed[0].upper()}{listed[1:]}: {CONDITION_ADVICE[0].lower()}{CONDITION_ADVICE[1:]}",
        (Answer("fine", "o", "I will ask", "primary"), Answer("back", "b", "Look again")),
    )


class ScreeningScreen(AnsweringScreen[Screening | None]):
    """Returns the answers, or None when the runner leaves; then nothing was answered, and it can be taken up later.

    With an emergency sign it ends at once: the other questions can wait. Enter goes on only from a page with an
    answer, so that a key held too long says nothing about anybody's health.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Go on", id="screening.next"),
        Binding("escape", "back", "Back", id="screening.back"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    ScreeningScreen {
        & VerticalScroll { align: center middle; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 4; }
        & #steps { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        & #title { text-align: center; text-style: bold; width: 100%; }
        & #why { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        &.-urged #why { color: $warning; text-style: bold; }
        & ContentSwitcher { height: auto; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & #buttons Button { margin: 0 1; width: 22; }
        &.-narrow #column { padding: 0 1; }
        &.-tall {
            & TickRow { margin-bottom: 1; }
            & #title, & #why, & #steps { margin-bottom: 2; }
        }
        &.-flat {
            & #column, & TickRow { padding: 0; }
            & #why, & #buttons { display: none; }
            & #steps, & #why { margin-bottom: 0; }
            &.-urged #title { display: none; }
            &.-urged #why { display: block; margin-bottom: 1; }
        }
    }
    """

    def __init__(self, wall: Callable[[], datetime], before: Screening | None = None, *, ascii: bool = False) -> None:
        """`wall` is the runner's clock, `before` what was answered the last time, `ascii` draws with ASCII only.

        Only the pre-exercise answers of the last time are taken over: warning signs are asked afresh.
        """
        super().__init__()
        self._wall = wall
        self._conditions = before.conditions if before else ()
        self._ascii = ascii
        self._page = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(id="steps", markup=False)
            yield Static(id="title", markup=False)
            yield Static(id="why", markup=False)
            with ContentSwitcher(initial=PAGES[0].id):
                for page in PAGES:
                    yield TickList(page.ticks, self._conditions, ascii=self._ascii, id=page.id)
            with Horizontal(id="buttons"):
                yield Button(id="back")
                yield Button(id="next", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self._open(0)

    def on_resize(self) -> None:
        # The classes of the layout are set after this.
        self.call_after_refresh(self._tell)

    def on_tick_list_changed(self) -> None:
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
        """The list of the page that is shown."""
        return self.query_one(f"#{PAGES[self._page].id}", TickList)

    @work(exclusive=True)
    async def action_next_page(self) -> None:
        """Go on; what was ticked is first said back with what it leads to."""
        if not self._list.answered:
            self.add_class("-urged")
            self._tell()
            return
        name, ticked = PAGES[self._page].id, self._ticked(PAGES[self._page].id)
        if ticked:
            question = condition_question(ticked) if name == "conditions" else stop_question(ticked)
            if await self.app.push_screen_wait(QuestionScreen(question)) == "back":
                return
        emergency = any(urgency_of(text) is Urgency.EMERGENCY for text in ticked)
        if emergency or self._page + 1 == len(PAGES):
            self.dismiss(self._answers())
        else:
            self._open(self._page + 1)

    def action_back(self) -> None:
        """The page before; from the first page, leave."""
        if self._page:
            self._open(self._page - 1)
        elif not self.ask_before_leaving():
            self.dismiss(None)

    def ask_before_leaving(self) -> bool:
        """Ask what becomes of warning signs that were ticked; False when there are none."""
        ticked = self._answers().red_flags
        if ticked:
            self._leave(ticked)
        return bool(ticked)

    @work(exclusive=True)
    async def _leave(self, ticked: tuple[str, ...]) -> None:
        match await self.app.push_screen_wait(QuestionScreen(leaving_question(ticked))):
            case "keep":
                self.dismiss(self._answers())
            case "slip":
                self.dismiss(None)

    def _answers(self) -> Screening:
        return Screening(self._wall(), (*self._ticked("emergency"), *self._ticked("soon")), self._ticked("conditions"))

    def _ticked(self, page: str) -> tuple[str, ...]:
        return self.query_one(f"#{page}", TickList).ticked

    def _open(self, page: int) -> None:
        self._page = page
        self.remove_class("-urged")
        self.query_one(ContentSwitcher).current = PAGES[page].id
        self._list.focus(scroll_visible=False)
        self._tell()

    def _tell(self) -> None:
        """Where we are, and what leads on from here."""
        page, small = PAGES[self._page], self.has_class("-flat")
        count = len(self._ticked(page.id))
        here, there = ("#", ".") if self._ascii else ("●", "○")
        dots = "".join(here if position == self._page else there for position in range(len(PAGES)))
        none = "Go on" if self._list.answered else "None of these (n)"
        steps = f"{dots}  {self._page + 1} of {len(PAGES)}"
        self.query_one("#steps", Static).update(f"{steps}   {count} ticked" if small and count else steps)
        self.query_one("#title", Static).update(page.short if small else page.title)
        self.query_one("#why", Static).update(SAY_SO if self.has_class("-urged") else page.why)
        self.query_one("#next", Button).label = f"{count} ticked: go on" if count else none
        self.query_one("#back", Button).label = "Back" if self._page else "Later"
