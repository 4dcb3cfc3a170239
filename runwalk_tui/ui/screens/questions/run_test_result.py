"""After the run test: the pain now, then the stage to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, ContentSwitcher, Static

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.rule.placement import place
from runwalk_tui.rule.reasons import reps
from runwalk_tui.rule.run_test import (
    LOWER_IS_FINE,
    OUR_CHOICE,
    RunTest,
    pain_advice,
    stages_to_choose,
    what_was_run,
    why_this_stage,
)
from runwalk_tui.ui.controls.choice_keys import ChoiceKeys
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.controls.pain_scale import PainScale
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen
from runwalk_tui.wording import minutes, steps_in_words


@dataclass(frozen=True, slots=True)
class RunAgain:
    """The runner wants to run once more: the key was a slip, or it did not feel right."""


LEAVE = Question(
    "Leave the run test?",
    "Nothing is saved. You can take it again any time.",
    (Answer("stay", "s", "Stay", "primary"), Answer("leave", "l", "Leave")),
)


class RunTestResultScreen(AnsweringScreen[RunTest | RunAgain | None]):
    """Returns the test with the stage that the runner takes; None when the runner leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_page", "Go on", id="run_test_result.next"),
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
        & ContentSwitcher, & ContentSwitcher > Vertical { height: auto; }
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

    def __init__(self, table: StageTable, ran_seconds: float, *, stopped_for_pain: bool, ascii: bool = False) -> None:
        """`ran_seconds` is how long the runner ran, 0 to 120."""
        super().__init__()
        self._table = table
        self._ran = ran_seconds
        self._stopped = stopped_for_pain
        self._proposed = place(table, ran_seconds, stopped_for_pain=stopped_for_pain)
        self._stage = self._proposed
        self._pain: int | None = None
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        choices = {
            str(number): f"stage {stage.id}"
            for number, stage in enumerate(stages_to_choose(self._table, self._proposed), start=1)
        }
        with VerticalScroll(can_focus=False), Vertical(id="column"):
            yield Static(
                what_was_run(self._ran, stopped_for_pain=self._stopped), id="ran", classes="line", markup=False
            )
            with ContentSwitcher(initial="pain"):
                with Vertical(id="pain"):
                    yield Static("How is the pain now?", classes="question line")
                    yield PainScale(ascii=self._ascii)
                    yield Static("s to skip. Wrong key? r to run again.", id="slip", classes="line")
                with Vertical(id="stage"):
                    yield Static(id="headline", classes="line", markup=False)
                    yield Static(id="what", classes="line", markup=False)
                    yield Static(id="why", classes="line", markup=False)
                    yield Static(id="pain-advice", classes="line", markup=False)
                    yield Static(id="ours", classes="line")
                    yield ChoiceKeys(choices, many=False)
            with Center():
                yield Button("Go on", id="next", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#why", Static).update(why_this_stage(self._table, stopped_for_pain=self._stopped))
        choice = self._proposed is not self._table.stages[0]
        self.query_one("#ours", Static).update(f"{OUR_CHOICE} {LOWER_IS_FINE}" if choice else OUR_CHOICE)
        self.query_one(ChoiceKeys).display = choice
        self.query_one(PainScale).focus()

    def on_resize(self) -> None:
        # The classes of the layout are set after this.
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if self._on_stage:
            self._tell()

    @property
    def _on_stage(self) -> bool:
        return self.query_one(ContentSwitcher).current == "stage"

    def on_pain_scale_pain_changed(self, event: PainScale.PainChanged) -> None:
        self._pain = event.value

    def on_pain_scale_accepted(self, event: PainScale.Accepted) -> None:
        event.stop()
        self.action_next_page()

    def on_choice_keys_choices_changed(self, event: ChoiceKeys.ChoicesChanged) -> None:
        chosen = event.chosen[0] if event.chosen else ""
        lower = stages_to_choose(self._table, self._proposed)
        self._stage = next((stage for stage in lower if f"stage {stage.id}" == chosen), self._proposed)
        self._tell()

    def on_button_pressed(self) -> None:
        self.action_next_page()

    def action_next_page(self) -> None:
        """From the pain to the stage; from the stage, take it."""
        if self._on_stage:
            self.dismiss(RunTest(self._ran, self._stopped, self._pain, self._stage.id))
        elif self._pain is None:
            self.query_one(PainScale).action_accept()
        else:
            self._open_stage()

    def action_skip(self) -> None:
        """Leave the pain open."""
        self.query_one(PainScale).value = self._pain = None
        self._open_stage()

    def action_again(self) -> None:
        self.dismiss(RunAgain())

    def action_back(self) -> None:
        """From the stage to the pain; from the pain, leave after asking."""
        if self._on_stage:
            self.query_one(ContentSwitcher).current = "pain"
            self.query_one("#next", Button).label = "Go on"
            self.query_one(PainScale).focus()
            self.refresh_bindings()
        else:
            self._leave()

    def ask_before_leaving(self) -> bool:
        self._leave()
        return True

    @work(exclusive=True)
    async def _leave(self) -> None:
        if await self.app.push_screen_wait(QuestionScreen(LEAVE)) == "leave":
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "skip" and self.is_mounted and self._on_stage)

    def _open_stage(self) -> None:
        self.query_one(ContentSwitcher).current = "stage"
        advice = pain_advice(self._table, self._pain)
        shown = self.query_one("#pain-advice", Static)
        shown.update(advice)
        shown.set_class(bool(advice), "-shown")
        choices = self.query_one(ChoiceKeys)
        choices.chosen = (f"stage {self._stage.id}",)
        (choices if choices.display else self.query_one("#next", Button)).focus()
        self.refresh_bindings()
        self._tell()

    def _tell(self) -> None:
        stage = self._stage
        lower = "" if stage is self._proposed else ", as you chose"
        # The smallest layout has no button; there the line says what Enter means.
        enter = "Enter: begin" if self.has_class("-flat") else "Begin"
        self.query_one("#headline", Static).update(f"{enter} at stage {stage.id}{lower}")
        self.query_one("#what", Static).update(_session_in_words(self._table, stage))
        self.query_one("#next", Button).label = Content(f"Begin at stage {stage.id}")


def _session_in_words(table: StageTable, stage: Stage) -> str:
    total = plan_session(table, stage, stage.reps_min).total
    return f"{steps_in_words(stage)}; {reps(stage.reps_min)}, {minutes(total)} in all"
