"""Home: what is due today, why, how the week stands, and Start."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from runwalk_tui.guidance.tips import When
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.rule.follow_up import checkin_due, due_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.rule.standing import Decision
from runwalk_tui.ui.charts.stage_ladder import StageLadder
from runwalk_tui.ui.controls.key_line import KeyLine, KeyWord
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.messages import Care, CareWanted, ChooseWanted, StartWanted, WalkWanted
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.timer.timeline import Timeline
from runwalk_tui.wording import (
    SOURCE_WORDS,
    decision_words,
    further_lines,
    headline,
    reasons_below,
    recent_line,
    sessions_this_week,
    steps_in_words,
    when,
)
from runwalk_tui.workspace import Workspace

RECENT = 6
"""Past sessions that a wide screen shows."""


class HomeButton(Button, can_focus=False):
    """For the mouse; the keyboard has Enter and c.

    A button that takes the focus would also take Enter from Start, and scroll a small screen down to itself.
    """


class HomeScreen(AnsweringScreen[None]):
    """Where the program begins and every session ends."""

    FREE: ClassVar[bool] = True
    """No session is on: one key leaves the program."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="home.start"),
        Binding(
            "i",
            "care('CHECK_IN')",
            "Check in",
            id="home.checkin",
            tooltip="check in: how the last week was",
        ),
        Binding("w", "care('WARNING_SIGN')", "Warn", id="home.warning", tooltip="a warning sign"),
        Binding("c", "choose", "Choose", id="home.choose", tooltip="choose another stage or number of repetitions"),
        Binding("o", "walk", "Walk", id="home.walk", tooltip="a walk today"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (116, "-wide"), (160, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-full"), (34, "-tall")]
    DEFAULT_CSS = """
    HomeScreen {
        & #sheet { width: 100%; height: 1fr; align: center top; }
        & #page { width: 100%; max-width: 150; height: auto; padding: 0 3; }
        & #top { height: 1; width: 100%; }
        & #name { width: 1fr; text-style: bold; color: $primary; }
        & #day { width: auto; color: $text-muted; }
        & #notices { color: $warning; margin-top: 1; display: none; }
        & #notices.-shown { display: block; }
        & #body { height: auto; width: 100%; }
        & #today { width: 1fr; height: auto; }
        & #decision { color: $text-muted; margin-top: 1; }
        & #large { display: none; height: 7; width: 100%; margin: 1 0; color: $primary; }
        & #headline { text-style: bold; }
        & #steps { color: $foreground; }
        & #shape { height: 2; margin: 1 0; width: 100%; color: $primary; }
        & .row { height: auto; width: 100%; }
        & .row > .label { width: 8; color: $text-muted; }
        & .row > .value { width: 1fr; }
        & .-hidden { display: none !important; }
        & #due { color: $text-muted; margin-top: 1; display: none; }
        & #due.-shown { display: block; }
        & .tip { color: $text-muted; text-style: italic; margin-top: 1; display: none; }
        &.-tall .tip { display: block; }
        &.-wide #tip, &.-huge #tip { display: none; }
        & #buttons { height: auto; margin-top: 1; }
        & Button { margin-right: 2; }
        & #aside { display: none; width: 52; height: auto; margin-left: 6; }
        & #aside > .heading { color: $text-muted; margin-top: 1; }
        & #recent { height: auto; }
        &.-wide #aside, &.-huge #aside { display: block; }
        &.-wide #ladder-row, &.-huge #ladder-row { display: none; }
        &.-tall #shape { height: 3; margin: 1 0; }
        &.-tall .row { margin-top: 1; }
        &.-tall #page { padding: 1 4 0 4; }
        &.-tall #large.-shown { display: block; }
        &.-huge #sheet { align: center middle; }
        &.-huge #page { max-width: 190; }
        &.-huge #large { height: 11; }
        &.-narrow #page { padding: 0 1; }
        &.-flat {
            & #page { padding: 0 1; }
            & #top, & #steps, & #due.-shown { display: none; }
            & #shape { height: 1; margin: 0; }
            & #decision { margin-top: 0; }
            & #buttons { margin-top: 0; }
            & Button { height: 1 !important; border: none !important; min-width: 10; }
        }
        &.-narrow .row > .label { width: 6; }
        &.-stop #headline { color: $error; }
    }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="page"):
            with Horizontal(id="top"):
                yield Static("runwalk", id="name")
                yield Static(id="day", markup=False)
            yield Static(id="notices", markup=False)
            with Horizontal(id="body"):
                with Vertical(id="today"):
                    yield Static(id="decision", markup=False)
                    yield PhaseBanner(id="large")
                    yield Static(id="headline", markup=False)
                    yield Static(id="steps", markup=False)
                    yield Timeline(id="shape")
                    for name, label in (("why", "Why"), ("when", "When"), ("week", "Week")):
                        with Horizontal(classes="row", id=f"{name}-row"):
                            yield Static(label, classes="label")
                            yield Static(id=name, classes="value", markup=False)
                    with Horizontal(classes="row", id="ladder-row"):
                        yield Static("Stage", classes="label")
                        yield StageLadder(id="ladder", classes="value")
                    with Horizontal(id="buttons"):
                        yield HomeButton("Start", id="start", variant="primary")
                        yield HomeButton("Choose another", id="choose")
                        yield HomeButton("A walk", id="walk")
                    yield Static(id="due", markup=False)
                    yield Static(id="tip", classes="tip", markup=False)
                with Vertical(id="aside"):
                    yield Static("The programme", classes="heading")
                    yield StageLadder(tall=True, id="tall-ladder")
                    yield Static("Last sessions: before › worst › after › morning", classes="heading")
                    yield Static(id="recent", markup=False)
                    yield Static(id="tip-aside", classes="tip", markup=False)
        yield KeyLine(most=3, commands=True)

    def on_screen_resume(self) -> None:
        self.refresh_from_log()

    def refresh_from_log(self) -> None:
        """Ask the rule again and show its answer."""
        workspace = self._workspace
        log, today = workspace.log(), workspace.today()
        prescription = workspace.prescription()
        self.set_class(prescription.stage is None, "-none")
        self.set_class(prescription.decision is Decision.STOP, "-stop")
        self._put("#day", day_name(today))
        stopped = prescription.decision is Decision.STOP
        notices = [
            *workspace.notices,
            *([str(workspace.elsewhere)] if workspace.elsewhere else []),
            *workspace.problems,
            *prescription.warnings,
        ]
        if stopped:
            notices = []  # nothing stands above what is to be done
        week = checkin_due(log, today)
        self._put("#due", "" if week is None else f"{due_words(week)} (i)")
        self.query_one("#due").set_class(week is not None and not stopped, "-shown")
        for hidden in ("#when-row", "#week-row", "#ladder-row", "#aside", "#tip", "#tip-aside"):
            self.query_one(hidden).set_class(stopped, "-hidden")
        self._put("#notices", "\n".join(notices))
        self.query_one("#notices").set_class(bool(notices), "-shown")
        self._put("#decision", "Today" if prescription.stage is None else decision_words(prescription.decision))
        self._put("#headline", headline(prescription))
        self._put("#why", " ".join([*reasons_below(prescription), *further_lines(prescription)]))
        self._show_stage(prescription)
        self._put("#when", when(prescription, today))
        done, asked = sessions_this_week(log, today, workspace.habits.first_weekday), workspace.table.sessions_per_week
        self._put("#week", f"{'●' * done}{'○' * max(0, asked - done)}  {done} of {plural(asked, 'session')}")
        for ladder in self.query(StageLadder):
            ladder.table = workspace.table
            ladder.here = prescription.stage
        for place in ("#tip", "#tip-aside"):
            self._put(place, workspace.tip(When.BETWEEN, today.toordinal()))
        recent = [recent_line(session) for session in log.sessions[-RECENT:][::-1]]
        self._put("#recent", "\n".join(recent) or "None yet: the first one will show here.")
        self.call_after_refresh(self._tell_scrolling)

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell_scrolling)

    def _tell_scrolling(self) -> None:
        more = self.query_one("#sheet").max_scroll_y > 0
        self.query_one(KeyLine).also = (KeyWord("↑ ↓", "Scroll"),) if more else ()

    def action_scroll(self, by: int) -> None:
        """Move the page by a number of lines, down when positive."""
        self.query_one("#sheet").scroll_relative(y=by, animate=False)

    def _show_stage(self, prescription: Prescription) -> None:
        table = self._workspace.table
        shape = self.query_one("#shape", Timeline)
        shape.display = prescription.stage is not None
        large = self.query_one("#large", PhaseBanner)
        large.word = f"STAGE {prescription.stage}".upper()
        large.set_class(prescription.stage is not None and prescription.stage.isdigit(), "-shown")
        start = self.query_one("#start", Button)
        self.query_one("#walk").display = prescription.decision is not Decision.STOP
        if prescription.stage is None or prescription.reps is None:
            self._put("#steps", "")
            start.label = "What to do" if prescription.decision is Decision.STOP else "Begin"
            self.query_one("#choose").display = False
            return
        stage = table.stage(prescription.stage)
        around = ", with warm-up and cool-down" if stage.warm_up and stage.cool_down else ""
        name = f"{stage.name}: " if stage.name else ""
        self._put("#steps", f"{name}{steps_in_words(stage)} each time{around} ({SOURCE_WORDS[stage.source]})")
        shape.phases = plan_session(table, stage, prescription.reps).phases
        start.label = "Start"
        self.query_one("#choose").display = True

    def _put(self, selector: str, text: str) -> None:
        self.query_one(selector, Static).update(text)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "start":
                self.action_start()
            case "walk":
                self.action_walk()
            case _:
                self.action_choose()

    def action_start(self) -> None:
        if self._workspace.elsewhere and self._workspace.prescription().decision is Decision.STOP:
            self.post_message(CareWanted(Care.STOP_SIGN))
        elif self._may_run():
            self.post_message(StartWanted())

    def action_choose(self) -> None:
        if self._may_run():
            self.post_message(ChooseWanted())

    def action_walk(self) -> None:
        if self._may_run():
            self.post_message(WalkWanted())

    def action_care(self, what: str) -> None:
        if Care[what] is not Care.RUN_TEST or self._may_run():
            self.post_message(CareWanted(Care[what]))

    def _may_run(self) -> bool:
        """One program at a time runs the sessions on a log."""
        why_not = self._workspace.no_session_here()
        if why_not is not None:
            self.notify(str(why_not))
        return why_not is None
