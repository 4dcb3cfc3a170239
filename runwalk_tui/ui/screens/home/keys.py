"""The keys and buttons of Home, and what they lead to."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Button

from runwalk_tui.guidance.flared import flared
from runwalk_tui.programme.shipped import next_programme
from runwalk_tui.rule.standing import Decision
from runwalk_tui.ui.messages import Care, CareWanted, ChooseWanted, StartWanted, WalkWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.workspace import Workspace

EXTRA_WALK = "Extra walk"
"""A walk beside the one that is due, where the programme itself is of walks."""


class HomeKeys(AnsweringScreen[None]):
    """Hears what the runner wants to do next, and tells the app."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="home.start"),
        Binding("enter", "what_to_do", "What to do", id="home.what_to_do"),
        Binding("c", "choose", "Change", id="home.choose", tooltip="choose another stage or number of repetitions"),
        Binding("o", "walk", "Walk today", id="home.walk", tooltip="a walk today"),
        Binding("o", "extra_walk", EXTRA_WALK, id="home.extra_walk", tooltip="a walk that doesn't count"),
        Binding(
            "e",
            "other_exercise",
            "Exercise",
            id="home.other_exercise",
            tooltip="other exercise: stretching or strength",
        ),
        Binding(
            "i",
            "care('CHECK_IN')",
            "Check in",
            id="home.checkin",
            tooltip="check in: how the past week was",
        ),
        Binding("w", "care('WARNING_SIGN')", "Warning sign", id="home.warning", tooltip="a warning sign"),
        Binding(
            "n",
            "care('NEXT_PROGRAMME')",
            "What's next",
            id="home.next_programme",
            tooltip="the programme that comes next",
        ),
        Binding("p", "care('FLARE_UP')", "Flare-up plan", id="home.flare_up", tooltip="the plan after a flare-up"),
        Binding("f", "care('FINISH')", "Look back", id="home.finish", tooltip="look back, once you've finished"),
        # Where there is nothing to change and no walk to take, these keys still lead on.
        Binding("c", "what_to_do", show=False, id="home.choose_stopped"),
        Binding("o", "what_to_do", show=False, id="home.walk_stopped"),
        Binding("e", "what_to_do", show=False, id="home.other_exercise_stopped"),
        Binding("c", "start", show=False, id="home.choose_first"),
        Binding("e", "care('OTHER_EXERCISE')", show=False, id="home.other_exercise_anyway"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.offers_exercise = False
        """Whether other exercise is offered today."""

    def action_scroll(self, by: int) -> None:
        """Move the page by a number of lines, down when positive."""
        self.query_one("#sheet").scroll_relative(y=by, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done now: under a stop sign nothing that runs, and without a stage there is none to change."""
        decision = self._workspace.prescription().decision
        stopped = decision is Decision.STOP
        match action:
            case "start":
                return not stopped
            case "walk" | "extra_walk":
                return not stopped and (action == "extra_walk") == self._workspace.walk_is_due()
            case "other_exercise":
                return self.offers_exercise
            case "care" if parameters == ("OTHER_EXERCISE",):
                return not stopped
            case "what_to_do":
                return stopped
            case "choose":
                return not stopped and decision is not Decision.PLACEMENT
            case "care" if parameters == ("FINISH",):
                return decision is Decision.FINISHED
            case "care" if parameters == ("NEXT_PROGRAMME",):
                return decision is Decision.FINISHED and next_programme(self._workspace.table) is not None
            case "care" if parameters == ("FLARE_UP",):
                return flared(self._workspace.reading()) is not None
            case _:
                return True

    def on_button_pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "start" if self._workspace.prescription().decision is Decision.STOP:
                self.action_what_to_do()
            case "start":
                self.action_start()
            case "walk":
                self.action_walk()
            case "exercise":
                self.action_other_exercise()
            case _:
                self.action_choose()

    def action_what_to_do(self) -> None:
        self.post_message(CareWanted(Care.STOP_SIGN))

    def action_start(self) -> None:
        if self._may_run():
            self.post_message(StartWanted())

    def action_choose(self) -> None:
        if self._may_run():
            self.post_message(ChooseWanted())

    def action_walk(self) -> None:
        if self._may_run():
            self.post_message(WalkWanted())

    def action_extra_walk(self) -> None:
        self.action_walk()

    def action_other_exercise(self) -> None:
        self.action_care(Care.OTHER_EXERCISE.name)

    def action_care(self, what: str) -> None:
        if Care[what] not in (Care.RUN_TEST, Care.OTHER_EXERCISE) or self._may_run():
            self.post_message(CareWanted(Care[what]))

    def _may_run(self) -> bool:
        """One program at a time runs the sessions on a log."""
        why_not = self._workspace.no_session_here()
        if why_not is not None:
            self.notify(str(why_not))
        return why_not is None
