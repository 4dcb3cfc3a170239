"""After the run test: the pain now, then the stage to begin with."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, ContentSwitcher, Static

from runwalk_tui.flows.front import Move, Question
from runwalk_tui.flows.questions import RunTestPain, RunTestStage
from runwalk_tui.programme.stage import Stage
from runwalk_tui.ui.controls.choice_keys import ChoiceKeys
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.staying import StayingScreen


class RunTestResultScreen(StayingScreen[RunTestPain | RunTestStage]):
    """Gives the pain, then the stage; or that the runner wants to run again, or to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Continue", id="run_test_result.next"),
        Binding("escape", "back", "Back", id="run_test_result.back"),
        Binding("s", "skip", "Skip", id="run_test_result.skip"),
        Binding("r", "again", "Run again", id="run_test_result.again"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    RunTestResultScreen {
        & VerticalScroll { align: center middle; }
        & #column { width: 100%; max-width: 100; height: auto; padding: 0 4; }
        & .line { width: 100%; text-align: center; }
        & #ran { color: $text-muted; margin-bottom: 1; }
        & ContentSwitcher, & ContentSwitcher > Vertical, & #choices { height: auto; }
        & .question { text-style: bold; margin-bottom: 1; }
        & #slip, & #ours { color: $text-muted; margin-top: 1; }
        & #headline { color: $primary; text-style: bold; }
        & #what { margin-bottom: 1; }
        & #pain-advice { color: $warning; display: none; }
        & #pain-advice.-shown { display: block; }
        & ChoiceKeys { margin-top: 1; }
        & Center { height: auto; margin-top: 1; }
        & Button { width: 28; }
        &.-narrow #column { padding: 0 1; }
        &.-tall .line { margin-bottom: 1; }
        &.-tall Center { margin-top: 2; }
        &.-flat {
            & #ran, & .question { margin-bottom: 0; }
            & #what { display: none; }
            & #ours, & ChoiceKeys { margin-top: 0; }
            & Center { display: none; }
            & Chip { height: 1; border: none; }
            & ItemGrid { min-height: 1; }
        }
    }
    """

    def __init__(self, question: RunTestPain | RunTestStage, *, ascii: bool = False) -> None:
        """`ascii` draws with ASCII only."""
        super().__init__(question)
        self._stage: Stage | None = None
        """The stage that is taken, once one is proposed."""
        self._ascii = ascii

    def takes(self, question: Question[Any]) -> bool:
        return isinstance(question, RunTestPain | RunTestStage)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(self.question.ran, id="ran", classes="line", markup=False)
            with ContentSwitcher(initial="stage" if self._on_stage else "pain"):
                with Vertical(id="pain"):
                    yield Static("How is your pain now?", classes="question line")
                    yield PainScale(ascii=self._ascii)
                    yield Static("s to skip. Wrong key? r to run again.", id="slip", classes="line")
                with Vertical(id="stage"):
                    yield Static(id="headline", classes="line", markup=False)
                    yield Static(id="what", classes="line", markup=False)
                    yield Static(id="why", classes="line", markup=False)
                    yield Static(id="pain-advice", classes="line", markup=False)
                    yield Static(id="ours", classes="line")
                    yield Vertical(id="choices")
            with Center():
                yield Button("Continue", id="next", variant="primary")
        yield KeyLine()

    async def on_mount(self) -> None:
        await self.show()

    async def show(self) -> None:
        """The pain, or the stage that follows."""
        asked = self.question
        self.query_one("#ran", Static).update(asked.ran)
        if isinstance(asked, RunTestStage):
            await self._propose(asked)
        else:
            self.query_one(ContentSwitcher).current = "pain"
            self.query_one("#next", Button).label = "Continue"
            self.query_one(PainScale).focus()
        self.refresh_bindings()

    async def _propose(self, asked: RunTestStage) -> None:
        self._stage = asked.proposed
        self.query_one(ContentSwitcher).current = "stage"
        self.query_one("#why", Static).update(asked.why)
        self.query_one("#ours", Static).update(asked.ours)
        shown = self.query_one("#pain-advice", Static)
        shown.update(asked.advice)
        shown.set_class(bool(asked.advice), "-shown")
        box = self.query_one("#choices", Vertical)
        await box.remove_children()
        if len(asked.stages) > 1:
            names = {str(number): f"stage {stage.id}" for number, stage in enumerate(asked.stages, start=1)}
            choices = ChoiceKeys(names, many=False)
            await box.mount(choices)
            choices.chosen = (f"stage {asked.proposed.id}",)
            choices.focus()
        else:
            self.query_one("#next", Button).focus()
        self._tell()

    def on_resize(self) -> None:
        # The classes of the layout are set after this.
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if self._on_stage:
            self._tell()

    @property
    def _on_stage(self) -> bool:
        return isinstance(self.question, RunTestStage)

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.action_next_page()

    def on_choice_keys_choices_changed(self, event: ChoiceKeys.ChoicesChanged) -> None:
        if isinstance(self.question, RunTestStage):
            chosen = event.chosen[0] if event.chosen else ""
            lower = self.question.stages
            self._stage = next((stage for stage in lower if f"stage {stage.id}" == chosen), self.question.proposed)
            self._tell()

    def on_button_pressed(self) -> None:
        self.action_next_page()

    def action_next_page(self) -> None:
        """From the pain to the stage; from the stage, take it."""
        scale = self.query_one(PainScale)
        if self._stage is not None and self._on_stage:
            self.give(self._stage.id)
        elif scale.value is None:
            scale.action_accept()
        else:
            self.give(scale.value)

    def action_skip(self) -> None:
        """Leave the pain open."""
        self.query_one(PainScale).value = None
        self.give(None)

    def action_again(self) -> None:
        self.give(Move.AGAIN)

    def action_back(self) -> None:
        """From the stage to the pain; from the pain, leave after asking."""
        self.give(Move.BACK if self._on_stage else Move.LEAVE)

    def ask_before_leaving(self) -> bool:
        self.give(Move.LEAVE)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "skip" and self._on_stage)

    def _tell(self) -> None:
        stage, asked = self._stage, self.question
        if stage is None or not isinstance(asked, RunTestStage):
            return
        lower = "" if stage is asked.proposed else ", as you chose"
        # The smallest layout has no button; there the line says what Enter means.
        enter = "Enter: start" if self.has_class("-flat") else "Start"
        self.query_one("#headline", Static).update(f"{enter} at stage {stage.id}{lower}")
        self.query_one("#what", Static).update(asked.in_words(stage))
        self.query_one("#next", Button).label = Content(f"Start at stage {stage.id}")
