"""The two-minute run test: a walk to warm up, then running for as long as it is good."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from runwalk_tui.flows.front import TestEnding
from runwalk_tui.flows.in_session import LEAVE_RUN_TEST
from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Kind
from runwalk_tui.rule.placement import TEST_SECONDS
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.system.problems import Problem
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.terminal.exact import ExactScreen
from runwalk_tui.ui.theme.icons import PhaseWord, word_of
from runwalk_tui.ui.timer.timeline import Timeline
from runwalk_tui.wording import minutes


class RunTestScreen(ExactScreen[TestEnding]):
    """Shows a controller's run test and passes the keys on to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "begin", "Start", id="run_test.begin"),
        Binding("space", "enough", "Enough", id="run_test.enough"),
        Binding("space", "pause", "Pause", id="run_test.pause"),
        Binding("n,enter", "skip", "Run now", id="run_test.skip"),
        Binding("x", "stop", "Stop: pain", id="run_test.stop"),
        Binding("w", "warn", "Warning sign", id="run_test.warn"),
        Binding("q,escape", "leave", "Leave", key_display="q", id="run_test.leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (140, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (22, "-full"), (45, "-tall")]
    DEFAULT_CSS = """
    RunTestScreen {
        & > Vertical { width: 100%; height: 1fr; padding: 1 2; align: center middle; }
        & PhaseBanner { width: 100%; height: 1fr; margin-bottom: 1; }
        & BigClock { width: 100%; height: 2fr; }
        & .line { width: 100%; height: auto; text-align: center; text-style: bold; }
        & #now { margin-top: 1; }
        & #then, & #notice { text-style: none; }
        & #notice { display: none; }
        & #notice.-shown { display: block; }
        & Timeline { width: 100%; height: 2; margin: 1 0 0 0; }

        &.-ready, &.-paused {
            background: $phase-paused; color: $phase-paused-text;
            & Timeline { color: $phase-paused-text; }
        }
        &.-warm-up {
            background: $phase-warm-up; color: $phase-warm-up-text;
            & Timeline { color: $phase-warm-up-text; }
        }
        &.-run {
            background: $phase-run; color: $phase-run-text;
            & Timeline { color: $phase-run-text; }
        }

        &.-tall > Vertical { padding: 2 6; }
        &.-tall Timeline { height: 3; margin: 1 0; }
        &.-tall .line { margin-top: 1; }
        &.-low PhaseBanner { height: 3; margin: 0; }
        &.-low Timeline { height: 1; }
        &.-flat {
            & > Vertical { padding: 0 1; }
            & PhaseBanner { height: 1; margin: 0; }
            & Timeline { height: 1; margin: 0; }
            & #now { margin: 0; }
            & KeyLine { display: none; }
        }
    }
    """

    def __init__(
        self,
        controller: SessionController,
        *,
        ink: Ink = Ink.QUARTERS,
        problem: Problem | None = None,
        keys: KeysInUse = USUAL_KEYS,
    ) -> None:
        """`ink` draws the large letters; `problem` is told from the beginning."""
        super().__init__()
        self._controller = controller
        self._ink = ink
        self._keys = keys
        self._standing: tuple[State, Kind] | None = None
        """What the keys were last shown for."""
        self._notice = str(problem or "")
        """The line below: why the test waits, or what does not work."""
        self._answer = ""
        """What was said to an unknown key."""
        self._ending = TestEnding.RAN

    def compose(self) -> ComposeResult:
        with Vertical():
            yield PhaseBanner(ink=self._ink)
            yield BigClock(ink=self._ink)
            yield Static(id="now", classes="line", markup=False)
            yield Static(id="then", classes="line", markup=False)
            yield Static(id="notice", classes="line", markup=False)
            yield Timeline(mono=True, ascii=self._ink is Ink.CHARACTERS)
        yield KeyLine()

    def on_mount(self) -> None:
        self._follow()

    @work(exclusive=True, group="countdown")
    async def _follow(self) -> None:
        """Show the test as it goes, to its end."""
        async for moment in self._controller.watch():
            self._notice_absence(moment)
            self._show(moment)
        while self.app.screen is not self:
            # A question about a run that is over answers itself.
            self.app.pop_screen()
        self.dismiss(self._ending)

    def _notice_absence(self, moment: Moment) -> None:
        """After a sleep of the machine nobody knows who ran: the walk waits, and the run is taken again."""
        away = self._controller.away
        if away is None:
            return
        if moment.phase.kind is Kind.RUN:
            self._ending = TestEnding.AWAY
            self._controller.end()
        else:
            self._notice = f"This computer was asleep for {minutes(away.seconds)}."

    # Showing.

    @property
    def _moment(self) -> Moment:
        return self._controller.moment()

    def _show(self, moment: Moment) -> None:
        if not self.query(Timeline):
            return  # taken away, by the end of the program, before its parts were there
        running = moment.phase.kind is Kind.RUN
        still = moment.state in (State.READY, State.PAUSED)
        self.set_class(moment.state is State.READY, "-ready")
        self.set_class(moment.state is State.PAUSED, "-paused")
        self.set_class(not still and not running, "-warm-up")
        self.set_class(not still and running, "-run")
        banner = self.query_one(PhaseBanner)
        if moment.state is State.READY:
            banner.word, banner.icon = "RUN TEST", None
        else:
            word = PhaseWord.PAUSED if still else word_of(moment.phase)
            banner.word, banner.icon = word.word, word.icon
        # The walk counts down, the run up: there is nothing that has to be reached.
        shown = moment.phase.seconds - moment.shown_left if running else moment.shown_left
        self.query_one(BigClock).text = format_clock(shown)
        timeline = self.query_one(Timeline)
        timeline.phases = self._controller.progress.phases
        timeline.elapsed = moment.elapsed
        now, then = self._words(moment)
        self._put("#now", now)
        self._put("#then", then)
        notice = str(self._answer or self._controller.problem or self._notice)
        self._put("#notice", notice)
        self.query_one("#notice").set_class(bool(notice), "-shown")
        if self._standing != (moment.state, moment.phase.kind):
            self._standing = (moment.state, moment.phase.kind)
            self.refresh_bindings()

    def _words(self, moment: Moment) -> tuple[str, str]:
        pause, stop = self._keys.shown("timer.pause"), self._keys.shown("timer.stop_for_pain")
        how = f"Run at an easy pace, slow enough to talk. Press {pause} as soon as you've had enough."
        up_to = f"run for up to {minutes(TEST_SECONDS)}"
        running = moment.phase.kind is Kind.RUN
        match moment.state:
            case State.READY if running:
                return f"{up_to.capitalize()}. Press {pause} to start.", how
            case State.READY:
                return f"Walk for {minutes(moment.phase.seconds)}, then {up_to}. Press {pause} to start.", how
            case State.PAUSED:
                return f"{pause} resumes", ""
            case _ if running:
                return f"{pause} when you've had enough", f"{stop} stops for pain"
            case _:
                return "walk at an easy pace", f"then {up_to}; Enter to run now"

    def _put(self, selector: str, text: str) -> None:
        """Change a line only when it reads differently, so that nothing is drawn in vain."""
        line = self.query_one(selector, Static)
        if str(line.content) != text:
            line.update(text)

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        moment = self._moment
        ready, running = moment.state is State.READY, moment.phase.kind is Kind.RUN
        match action:
            case "begin":
                return ready
            case "enough":
                return not ready and running
            case "pause" | "skip":
                return not ready and not running
            case "stop":
                return not ready
            case _:
                return True

    def action_begin(self) -> None:
        self._notice = ""
        if self._controller.away is not None:
            self._controller.come_back(count=False)
        else:
            self._controller.start()

    def action_pause(self) -> None:
        """Stand still in the walk, or go on."""
        if self._moment.state is State.PAUSED:
            self.action_begin()
        else:
            self._controller.pause()

    def action_skip(self) -> None:
        """Leave the walk and run."""
        self._controller.next()
        if self._moment.state is State.PAUSED:
            self.action_begin()

    def action_enough(self) -> None:
        """The run is over because the runner says so; the end is heard all the same."""
        self._controller.finish()

    def action_stop(self) -> None:
        """Stop for pain: silence at once."""
        self._controller.stop_for_pain()
        self._controller.end()

    def action_warn(self) -> None:
        """Report a warning sign: everything stops at once, and the questions come."""
        self._ending = TestEnding.RED_FLAG
        if self._moment.state is State.READY:
            self.workers.cancel_group(self, "countdown")
            self.dismiss(self._ending)
        else:
            self._controller.pause()
            self._controller.end()

    @property
    def is_answering(self) -> bool:
        """Whether it is still to be read."""
        return bool(self._answer)

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say that a key does nothing here."""
        self._answer = fitting(forms, self.size.width - 4) if forms else ""
        self._show(self._moment)

    def ask_before_leaving(self) -> bool:
        if self._moment.state is State.READY:
            return False
        self.action_leave()
        return True

    @work(exclusive=True, group="question")
    async def action_leave(self) -> None:
        if self._moment.state is State.READY:
            self.workers.cancel_group(self, "countdown")
            self.dismiss(TestEnding.LEFT)
        elif await self.app.push_screen_wait(QuestionScreen(LEAVE_RUN_TEST)) == "leave":
            self._ending = TestEnding.LEFT
            self._controller.end()
