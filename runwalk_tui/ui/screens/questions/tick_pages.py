"""Pages of statements to tick, one group a page: the warning signs, and the questions before the first session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, ContentSwitcher, Static

from runwalk_tui.rule.red_flags import (
    EMERGENCY_SIGNS,
    URGENT_SIGNS,
    Asked,
    in_words,
    is_emergency,
    what_follows,
)
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.tick_list import Tick, TickList
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen

Result = TypeVar("Result")

SAY_SO = "Press the key for each one that is true, or n if none are."
"""To someone who went on without an answer."""
SAY_SO_SHORT = "Press what is true, or n for none"
SLIP = Answer("slip", "s", "Wrong key: leave")


@dataclass(frozen=True, slots=True)
class TickPage:
    """One of the pages."""

    id: str
    title: str
    short: str
    """The title where there is little room, at most 24 characters."""
    why: str
    ticks: tuple[Tick, ...]


def rows(asked: Sequence[Asked], *, grave: bool = False) -> tuple[Tick, ...]:
    """Statements with the keys 1, 2, 3, … in the order of the page. Raises ValueError for more than nine."""
    return tuple(
        Tick(key, each.id, each.text, each.question, grave=grave)
        for key, each in zip("123456789"[: len(asked)], asked, strict=True)
    )


SIGN_PAGES = (
    TickPage(
        "emergency",
        "Are any of these true right now?",
        "Any of these right now?",
        "Rare, but a reason to get help, not to run. Press the key for each.",
        rows(EMERGENCY_SIGNS, grave=True),
    ),
    TickPage(
        "urgent",
        "Have any of these been true lately?",
        "Any of these lately?",
        "A doctor should see these urgently, before you run. Press the key.",
        rows(URGENT_SIGNS),
    ),
)
SIGN_IDS = frozenset(page.id for page in SIGN_PAGES)
"""The warning signs in the order of their urgency; wherever one is asked about, it has the same key."""


def stop_question(red_flags: Sequence[str], *, rehearsal: bool = False) -> Question:
    """What will happen when these warning signs are kept; a slipped key is put right by looking again."""
    first = in_words(red_flags[:1])
    return Question(
        first[:1].upper() + first[1:] + (f" and {len(red_flags) - 1} more" if len(red_flags) > 1 else ""),
        what_follows(red_flags, rehearsal=rehearsal),
        (Answer("back", "b", "Look again", "primary"), Answer("keep", "y", "Yes, that is right", "error")),
    )


def leaving_question(red_flags: Sequence[str], *, rehearsal: bool = False) -> Question:
    """The same to a runner who leaves: what was ticked is kept or taken back, and never just forgotten."""
    asked = stop_question(red_flags, rehearsal=rehearsal)
    return replace(asked, answers=(*asked.answers, SLIP))


class TickPages(AnsweringScreen[Result]):
    """Asks page after page. With a warning sign that is meant it ends at once: all other questions can wait.

    Enter goes on only from a page with an answer, so that a key held too long says nothing about anybody's health.
    """

    AUTO_FOCUS = ""
    """The list gets the focus without scrolling: where it is longer than the terminal, the question stays in sight."""
    LEAVE: ClassVar[str] = "Back"
    """What leaving from the first page is called."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (22, "-full"), (38, "-tall")]
    DEFAULT_CSS = """
    TickPages {
        & VerticalScroll { align: center middle; scrollbar-size-vertical: 1; }
        & #column { width: 100%; max-width: 84; height: auto; padding: 0 4; }
        & #steps { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        & #title { text-align: center; text-style: bold; width: 100%; }
        & #why { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        &.-urged #why { color: $warning; text-style: bold; }
        & ContentSwitcher { height: auto; }
        & #buttons { height: auto; align: center middle; margin-top: 1; }
        & #buttons Button { margin: 0 1; width: 22; }
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
    }
    """

    def __init__(
        self,
        pages: Sequence[TickPage],
        ticked: Iterable[str] = (),
        *,
        said: bool = False,
        rehearsal: bool = False,
        ascii: bool = False,
    ) -> None:
        """`ticked` are the values that are ticked from the beginning, `said` whether the other pages were answered
        with none before, `ascii` draws with ASCII only."""
        super().__init__()
        self._pages = tuple(pages)
        self._at_first = tuple(ticked)
        self._said = said
        self._rehearsal = rehearsal
        self._ascii = ascii
        self._page = 0
        self.signs = tuple(page for page in self._pages if page.id in SIGN_IDS)
        """The pages that ask about warning signs."""

    # What a screen of this kind says and returns.

    def answers(self) -> Result:
        """What is returned when everything has been asked."""
        raise NotImplementedError

    def unchanged(self) -> Result:
        """What is returned to a runner who leaves."""
        raise NotImplementedError

    def said_back(self, page: TickPage, ticked: tuple[str, ...]) -> Question | None:
        """What the ticks of a page lead to, asked before they are taken; its answer "back" looks again."""
        raise NotImplementedError

    def new_signs(self) -> tuple[str, ...]:
        """Warning signs that were ticked and that leaving would lose."""
        raise NotImplementedError

    def ticked_on(self, page: str) -> tuple[str, ...]:
        """What is ticked on a page."""
        return self.query_one(f"#{page}", TickList).ticked

    # The screen.

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(id="steps", markup=False)
            yield Static(id="title", markup=False)
            yield Static(id="why", markup=False)
            with ContentSwitcher(initial=self._pages[0].id):
                for page in self._pages:
                    yield TickList(page.ticks, self._at_first, none=self._said, ascii=self._ascii, id=page.id)
            with Horizontal(id="buttons"):
                yield Button(id="back")
                yield Button(id="next", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self._open(0)

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
        """The list of the page that is shown."""
        return self.query_one(f"#{self._pages[self._page].id}", TickList)

    @work(exclusive=True)
    async def action_next_page(self) -> None:
        """Go on; what was ticked is first said back with what it leads to."""
        if not self._list.answered:
            self.add_class("-urged")
            self._tell()
            return
        page, ticked = self._pages[self._page], self._list.ticked
        question = self.said_back(page, ticked) if ticked else None
        if question is not None and await self.app.push_screen_wait(QuestionScreen(question)) == "back":
            return
        sign = page in self.signs and (question is not None or is_emergency(ticked))
        if sign or self._page + 1 == len(self._pages):
            self.dismiss(self.answers())
        else:
            self._open(self._page + 1)

    def action_back(self) -> None:
        """The page before; from the first page, leave."""
        if self._page:
            self._open(self._page - 1)
        elif not self.ask_before_leaving():
            self.dismiss(self.unchanged())

    def ask_before_leaving(self) -> bool:
        """Ask what becomes of warning signs that were ticked; False when there are none."""
        signs = self.new_signs()
        if signs:
            self._leave(signs)
        return bool(signs)

    @work(exclusive=True)
    async def _leave(self, signs: tuple[str, ...]) -> None:
        match await self.app.push_screen_wait(QuestionScreen(leaving_question(signs, rehearsal=self._rehearsal))):
            case "keep":
                self.dismiss(self.answers())
            case "slip":
                self.dismiss(self.unchanged())

    def _open(self, page: int) -> None:
        self._page = page
        self.remove_class("-urged")
        self.query_one(ContentSwitcher).current = self._pages[page].id
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._list.focus(scroll_visible=False)
        self._tell()

    def _tell(self) -> None:
        """Where we are, and what leads on from here."""
        page, small, urged = self._pages[self._page], self.has_class("-flat"), self.has_class("-urged")
        count = len(self._list.ticked)
        here, there = ("#", ".") if self._ascii else ("●", "○")
        dots = "".join(here if position == self._page else there for position in range(len(self._pages)))
        step = f"{self._page + 1} of {len(self._pages)}"
        none = "Go on" if self._list.answered else "None of these (n)"
        self.query_one("#steps", Static).update(f"{dots}  {step}")
        self.query_one("#title", Static).update(self._small_title(step, count) if small else page.title)
        self.query_one("#why", Static).update(SAY_SO if urged else page.why)
        self.query_one("#next", Button).label = f"{count} ticked: go on" if count else none
        self.query_one("#back", Button).label = "Back" if self._page else self.LEAVE

    def _small_title(self, step: str, count: int) -> str:
        """One line for all that stands above the rows elsewhere."""
        if self.has_class("-urged"):
            return SAY_SO_SHORT
        return f"{step}   {count} ticked: Enter goes on" if count else f"{step}   {self._pages[self._page].short}"
