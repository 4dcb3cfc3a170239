"""How was it? One question at a time, each answered with a key or two; what an answer leads to is shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, ContentSwitcher, Input, Static

from runwalk_tui.programme.stage import Policy
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.red_flags import is_emergency
from runwalk_tui.rule.response import pain_rose
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.records import Rating
from runwalk_tui.ui.controls.adapted import NoteInput
from runwalk_tui.ui.controls.choice_keys import ChoiceKeys
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.red_flags import RedFlagsScreen
from runwalk_tui.ui.screens.stop_sign import StopSignScreen
from runwalk_tui.wording import A_WALK_COUNTS_NOTHING, SIDED_PLACES, SORENESS_PLACES, outcome_words, spans

Preview = Callable[[Rating], Prescription]
"""What the rule would say to a rating."""
PAGES = ("worst", "after", "sore", "ready", "effort", "note")
WALK_PAGES = ("after",)
QUESTIONS = {
    "worst": "What was the worst pain during the session?",
    "after": "How is the pain now?",
    "sore": "Any new soreness?",
    "ready": "Do you feel ready to move on?",
    "effort": "How hard was it?",
    "note": "Anything to remember?",
}
NOTE_LIMIT = 2000
EFFORT_ANCHORS = ("no effort at all", "the hardest ever")


class RatingScreen(AnsweringScreen[Rating]):
    """Returns the answers; every question may be left open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Next", id="rating.next"),
        Binding("escape", "back", "Back", id="rating.back"),
        Binding("s", "skip", "Skip", id="rating.skip"),
        Binding("w", "warn", "Warning sign", id="rating.warn", tooltip="a warning sign, such as new weakness in a leg"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full")]
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
        &.-narrow #column { padding: 0 1; }
        &.-flat {
            & #done, & #buttons { display: none; }
            & #steps, & .question { margin-bottom: 0; }
            & .preview { margin: 0; }
            & Chip { height: 1; border: none; }
        }
    }
    """

    def __init__(
        self,
        summary: str,
        running: ActiveSession,
        preview: Preview,
        policy: Policy,
        note_down: Callable[[Rating], None],
    ) -> None:
        """`summary` is one line about what was done; `note_down` keeps the answers so far."""
        super().__init__()
        self._summary = summary
        self._walk = running.walk
        self._pages = WALK_PAGES if running.walk else PAGES
        self._rehearsal = running.rehearsal
        self._before = running.pain_before
        self._preview = preview
        self._policy = policy
        self._note_down = note_down
        self._page = min(running.rating.asked_next, len(self._pages) - 1)
        self._rating = running.rating
        if self._page == 0 and not running.walk:
            self._rating = replace(running.rating, worst=max((mark.pain for mark in running.marks), default=None))
        self._warned = bool(running.rating.red_flags)
        """Whether the warning signs were asked about."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(self._summary, id="done", markup=False)
            yield Static(id="steps")
            with ContentSwitcher(initial=self._pages[self._page]):
                with Vertical(id="worst"):
                    yield Static(QUESTIONS["worst"], classes="question")
                    yield PainScale(id="worst-scale")
                    yield Static(id="worst-preview", classes="preview", markup=False)
                with Vertical(id="after"):
                    yield Static(QUESTIONS["after"], classes="question")
                    yield PainScale(id="after-scale")
                    yield Static(id="after-preview", classes="preview", markup=False)
                with Vertical(id="sore"):
                    yield Static(QUESTIONS["sore"], classes="question")
                    yield ChoiceKeys(
                        {place[0]: place for place in SORENESS_PLACES}, many=True, sided=SIDED_PLACES, id="sore-keys"
                    )
                    yield Static(id="sore-preview", classes="preview", markup=False)
                with Vertical(id="ready"):
                    yield Static(QUESTIONS["ready"], classes="question")
                    yield ChoiceKeys({"y": "yes", "n": "not yet"}, many=False, id="ready-keys")
                    yield Static(id="ready-preview", classes="preview", markup=False)
                with Vertical(id="effort"):
                    yield Static(QUESTIONS["effort"], classes="question")
                    yield PainScale(anchors=EFFORT_ANCHORS, unset=True, id="effort-scale")
                with Vertical(id="note"):
                    yield Static(QUESTIONS["note"], classes="question")
                    yield NoteInput(placeholder="A note, or just Enter", max_length=NOTE_LIMIT, id="note-input")
            with Horizontal(id="buttons"):
                yield Button("Back", id="back")
                yield Button("Next", id="next", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        if not self.query(ContentSwitcher):
            return  # taken away, by the end of the program, before its parts were there
        self._show_answers()
        self._open(self._page)

    def _show_answers(self) -> None:
        """What is known already: the worst pain that was marked, or answers from before the program was cut off."""
        for name in ("worst", "after", "effort"):
            self.query_one(f"#{name}-scale", PainScale).value = getattr(self._rating, name)
        ready = {None: (), True: ("yes",), False: ("not yet",)}[self._rating.felt_ready]
        self.query_one("#ready-keys", ChoiceKeys).choose(ready)
        self.query_one("#sore-keys", ChoiceKeys).choose(self._rating.soreness)
        self.query_one("#note-input", Input).value = self._rating.note

    # Answers.

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        field = (event.control.id or "").removesuffix("-scale")
        self._answer(**{field: event.value})

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.action_next_page()

    def on_choice_keys_choices_changed(self, event: ChoiceKeys.ChoicesChanged) -> None:
        if event.control.id == "sore-keys":
            self._answer(soreness=event.chosen)
        else:
            self._answer(felt_ready=event.chosen == ("yes",) if event.chosen else None)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._answer(note=event.value.strip())

    def on_input_submitted(self) -> None:
        self.action_next_page()

    def _answer(self, **answers: object) -> None:
        self._rating = replace(self._rating, **answers)  # type: ignore[arg-type] # the fields of Rating by name
        self._show_preview()

    # Pages.

    def action_next_page(self) -> None:
        asks = self._pages[self._page] == "after" and self._pain_rose and not self._warned
        if asks:
            self._ask_warning_signs("Your pain went up, so check these once.", last=self._is_last)
        if self._is_last:
            if not asks:
                self.dismiss(self._rating)
            return
        self._note_down(self._rating)
        self._open(self._page + 1)

    @property
    def _is_last(self) -> bool:
        return self._page + 1 == len(self._pages)

    @property
    def _pain_rose(self) -> bool:
        """Whether the pain is further above the pain before than the rule lets pass unasked."""
        return pain_rose(self._before, (self._rating.worst, self._rating.after), self._policy)

    def action_warn(self) -> None:
        self._ask_warning_signs("")

    @work(exclusive=True)
    async def _ask_warning_signs(self, why: str, *, last: bool = False) -> None:
        """Ask; nothing comes after it when it is the `last` question, and with an emergency the others can wait."""
        asked = RedFlagsScreen(self._rating.red_flags, why=why, rehearsal=self._rehearsal)
        ticked = await self.app.push_screen_wait(asked)
        if ticked is None:
            if why:
                # Left without an answer: the question that led here is asked again, and this with it.
                self._open(self._pages.index("after"))
            return
        self._warned = True
        if self._rehearsal and ticked:
            await self.app.push_screen_wait(StopSignScreen([("", ticked)], rehearsal=True))
        elif not self._rehearsal:
            self._answer(red_flags=ticked)
            self._note_down(self._rating)
        if last or is_emergency(ticked):
            self.dismiss(self._rating)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "back" or self._page > 0

    def action_back(self) -> None:
        if self._page > 0:
            self._open(self._page - 1)

    def action_skip(self) -> None:
        """Leave this question open, whatever was typed before."""
        match self._pages[self._page]:
            case "worst" | "after" | "effort" as name:
                self.query_one(f"#{name}-scale", PainScale).value = None
                self._answer(**{name: None})
            case "sore" | "ready" as name:
                self.query_one(f"#{name}-keys", ChoiceKeys).clear()
        self.action_next_page()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "back":
            self.action_back()
        else:
            self.action_next_page()

    def _open(self, page: int) -> None:
        self._page = page
        self.refresh_bindings()
        name = self._pages[page]
        self.query_one(ContentSwitcher).current = name
        count = len(self._pages)
        dots = "".join("●" if position == page else "○" for position in range(count))
        self.query_one("#steps", Static).update(f"{dots}  {page + 1} of {count}" if count > 1 else "")
        self.query_one("#back", Button).disabled = page == 0
        self.query_one("#next", Button).label = "Save" if self._is_last else "Next"
        next(iter(self.query(f"#{name} .answer, #{name} PainScale, #{name} ChoiceKeys, #{name} Input"))).focus()
        self._show_preview()

    # Preview.

    def _show_preview(self) -> None:
        name = self._pages[self._page]
        lines = {
            "worst": self._preview_worst,
            "after": self._preview_after,
            "sore": self._preview_now,
            "ready": self._preview_now,
        }.get(name)
        if lines is not None:
            self.query_one(f"#{name}-preview", Static).update(lines())

    def _preview_worst(self) -> str:
        calm = self._before or 0
        outcomes = spans(lambda pain: outcome_words(self._ask(worst=pain, after=min(pain, calm))))
        return "\n".join(["If it settles again afterwards:", *outcomes])

    def _preview_after(self) -> str:
        if self._walk:
            return A_WALK_COUNTS_NOTHING
        return "\n".join(spans(lambda pain: outcome_words(self._ask(after=pain))))

    def _preview_now(self) -> str:
        return f"So far: {outcome_words(self._ask())}"

    def _ask(self, **answers: object) -> Prescription:
        return self._preview(replace(self._rating, **answers))  # type: ignore[arg-type] # the fields of Rating by name

    def on_key(self, event: events.Key) -> None:
        # The choices have no Enter of their own.
        if event.key == "enter" and isinstance(self.focused, ChoiceKeys):
            event.stop()
            self.action_next_page()
