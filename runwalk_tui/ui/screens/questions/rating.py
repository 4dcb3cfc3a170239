"""How was it? One question at a time, each answered with a key or two.

Where an answer leads is shown only to those who want previews.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, ContentSwitcher, Input, Static

from runwalk_tui.flows.front import Move
from runwalk_tui.flows.questions import Rated, RatingPage
from runwalk_tui.flows.rating import TITLES
from runwalk_tui.review.session_words import A_WALK_COUNTS_NOTHING
from runwalk_tui.session.limits import NOTE_LIMIT
from runwalk_tui.ui.controls.adapted import NoteInput
from runwalk_tui.ui.controls.choice_keys import ChoiceKeys
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.staying import StayingScreen
from runwalk_tui.wording import SIDED_PLACES, SORENESS_PLACES

PAGES = {
    "worst": "worst",
    "after": "after",
    "soreness": "sore",
    "felt_ready": "ready",
    "effort": "effort",
    "note": "note",
}
"""The page of each field."""
EFFORT_ANCHORS = ("no effort at all", "as hard as I can")


class RatingScreen(StayingScreen[RatingPage]):
    """Gives the rating with the answer in it; every question may be skipped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Next", id="rating.next"),
        Binding("escape", "back", "Back", id="rating.back"),
        Binding("s", "skip", "Skip", id="rating.skip"),
        Binding("w", "warn", "Warning sign", id="rating.warn", tooltip="a warning sign, such as new weakness in a leg"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (46, "-tall")]
    DEFAULT_CSS = """
    RatingScreen {
        & VerticalScroll { align: center middle; }
        & #column { width: 100%; max-width: 100; height: auto; padding: 0 4; }
        & #done { text-align: center; color: $text-muted; width: 100%; }
        & #steps { text-align: center; color: $text-muted; width: 100%; margin-bottom: 1; }
        & .question { text-style: bold; width: 100%; text-align: center; margin-bottom: 1; }
        & ContentSwitcher { height: auto; }
        & ContentSwitcher > Vertical { height: auto; }
        & .preview { margin: 1 0 0 0; color: $text-muted; width: 100%; text-align: center; }
        & Horizontal { height: auto; align: center middle; margin-top: 1; }
        & Button { margin: 0 1; }
        & Button:disabled {
            opacity: 1 !important; text-opacity: 1 !important; color: $text-disabled; text-style: none;
        }
        &.-tall {
            & #column { max-width: 144; }
            & #steps, & .question, & .preview { margin-bottom: 2; }
        }
        &.-narrow #column { padding: 0 1; }
        &.-flat {
            & #done, & #buttons { display: none; }
            & #steps, & .question { margin-bottom: 0; }
            & .preview { margin: 0; }
            & Chip { height: 1; border: none; }
        }
    }
    """

    def __init__(self, question: RatingPage) -> None:
        super().__init__(question)
        self._rating = question.rating

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(self.question.summary, id="done", markup=False)
            yield Static(id="steps")
            with ContentSwitcher(initial=self._page_id):
                with Vertical(id="worst"):
                    yield Static(TITLES["worst"], classes="question")
                    yield PainScale(id="worst-scale")
                    yield Static(id="worst-preview", classes="preview", markup=False)
                with Vertical(id="after"):
                    yield Static(TITLES["after"], classes="question")
                    yield PainScale(id="after-scale")
                    yield Static(id="after-preview", classes="preview", markup=False)
                with Vertical(id="sore"):
                    yield Static(TITLES["soreness"], classes="question")
                    yield ChoiceKeys(
                        {place[0]: place for place in SORENESS_PLACES}, many=True, sided=SIDED_PLACES, id="sore-keys"
                    )
                    yield Static(id="sore-preview", classes="preview", markup=False)
                with Vertical(id="ready"):
                    yield Static(TITLES["felt_ready"], classes="question")
                    yield ChoiceKeys({"y": "yes", "n": "not yet"}, many=False, id="ready-keys")
                    yield Static(id="ready-preview", classes="preview", markup=False)
                with Vertical(id="effort"):
                    yield Static(TITLES["effort"], classes="question")
                    yield PainScale(anchors=EFFORT_ANCHORS, unset=True, id="effort-scale")
                with Vertical(id="note"):
                    yield Static(TITLES["note"], classes="question")
                    yield NoteInput(placeholder="A note, or just Enter", max_length=NOTE_LIMIT, id="note-input")
            with Horizontal(id="buttons"):
                yield Button("Back", id="back")
                yield Button("Next", id="next", variant="primary")
        yield KeyLine()

    async def on_mount(self) -> None:
        if not self.query(ContentSwitcher):
            return  # taken away, by the end of the program, before its parts were there
        await self.show()

    async def show(self) -> None:
        """The next page, with what is known already: marks, and answers from before."""
        self._rating = self.question.rating
        with self.prevent(PainScale.PainChanged, ChoiceKeys.ChoicesChanged, Input.Changed):
            self._show_answer()
        self.refresh_bindings()
        name, asked = self._page_id, self.question
        self.query_one(ContentSwitcher).current = name
        dots = "".join("●" if number == asked.number else "○" for number in range(1, asked.count + 1))
        steps = f"{dots}  {asked.number} of {asked.count}" if asked.count > 1 else ""
        self.query_one("#steps", Static).update(steps)
        self.query_one("#back", Button).disabled = asked.number == 1
        self.query_one("#next", Button).label = "Save" if asked.number == asked.count else "Next"
        next(iter(self.query(f"#{name} .answer, #{name} PainScale, #{name} ChoiceKeys, #{name} Input"))).focus()
        self._show_preview()

    @property
    def _page_id(self) -> str:
        """The page that is shown."""
        return PAGES[self.question.field]

    def _show_answer(self) -> None:
        match self.question.field:
            case "worst" | "after" | "effort" as field:
                self.query_one(f"#{field}-scale", PainScale).value = getattr(self._rating, field)
            case "soreness":
                self.query_one("#sore-keys", ChoiceKeys).choose(self._rating.soreness)
            case "felt_ready":
                ready = {None: (), True: ("yes",), False: ("not yet",)}[self._rating.felt_ready]
                self.query_one("#ready-keys", ChoiceKeys).choose(ready)
            case "note":
                self.query_one("#note-input", Input).value = self._rating.note

    # Answers.

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        field = (event.control.id or "").removesuffix("-scale")
        self._change(**{field: event.value})

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.action_next_page()

    def on_choice_keys_choices_changed(self, event: ChoiceKeys.ChoicesChanged) -> None:
        if event.control.id == "sore-keys":
            self._change(soreness=event.chosen)
        else:
            self._change(felt_ready=event.chosen == ("yes",) if event.chosen else None)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._change(note=event.value.strip())

    def on_input_submitted(self) -> None:
        self.action_next_page()

    def _change(self, **answers: object) -> None:
        self._rating = replace(self._rating, **answers)  # type: ignore[arg-type] # the fields of Rating by name
        self._show_preview()

    # Pages.

    def action_next_page(self) -> None:
        """Answer with what is shown: of keys that come in one go the last change may not have been told yet."""
        self._change(**{self.question.field: self._shown_answer()})
        self.give(Rated(self._rating))

    def _shown_answer(self) -> object:
        match self.question.field:
            case "worst" | "after" | "effort" as field:
                return self.query_one(f"#{field}-scale", PainScale).value
            case "soreness":
                return self.query_one("#sore-keys", ChoiceKeys).chosen
            case "felt_ready":
                chosen = self.query_one("#ready-keys", ChoiceKeys).chosen
                return chosen == ("yes",) if chosen else None
            case "note":
                return self.query_one("#note-input", Input).value.strip()

    def action_warn(self) -> None:
        self.give(Rated(self._rating, Move.RED_FLAG))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "back" or self.question.number > 1

    def action_back(self) -> None:
        if self.question.number > 1:
            self.give(Rated(self._rating, Move.BACK))

    def action_skip(self) -> None:
        """Skip this question, whatever was typed before."""
        match self.question.field:
            case "worst" | "after" | "effort" as field:
                self.query_one(f"#{field}-scale", PainScale).value = None
                self._change(**{field: None})
            case "soreness" | "felt_ready":
                self.query_one(f"#{self._page_id}-keys", ChoiceKeys).clear()
        self.action_next_page()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "back":
            self.action_back()
        else:
            self.action_next_page()

    # Preview.

    def _show_preview(self) -> None:
        asked = self.question
        leads = "\n".join(asked.leads(self._rating))
        match asked.field:
            case "after" if asked.walk:
                text = A_WALK_COUNTS_NOTHING
            case "note" | "effort":
                return
            case _ if not leads:
                text = ""
            case "worst":
                text = f"If it settles afterwards:\n{leads}"
            case "after":
                text = leads
            case _:
                text = f"So far: {leads}"
        self.query_one(f"#{self._page_id}-preview", Static).update(text)

    def on_key(self, event: events.Key) -> None:
        # The choices have no Enter of their own.
        if event.key == "enter" and isinstance(self.focused, ChoiceKeys):
            event.stop()
            self.action_next_page()
