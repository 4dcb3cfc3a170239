"""The two-minute run test: a walk to warm up, then running for as long as it is good."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.plan import SessionPlan, lay_out
from runwalk_tui.programme.stage import Kind, StageTable
from runwalk_tui.rule.placement import TEST_SECONDS
from runwalk_tui.rule.run_test import RunTest
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.controller import AWAY
from runwalk_tui.session.countdown import Countdown, Moment, State, active_seconds
from runwalk_tui.session.cue_dispatch import CueDispatcher, CuePlayer
from runwalk_tui.session.cues import CueOptions
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.big_clock import BigClock
from runwalk_tui.ui.lettering.phase_banner import PhaseBanner
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.leaving import AnsweringScreen
from runwalk_tui.ui.screens.questions.question import Answer, Question, QuestionScreen
from runwalk_tui.ui.screens.questions.run_test_result import RunAgain, RunTestResultScreen
from runwalk_tui.ui.terminal.exact import ExactScreen
from runwalk_tui.ui.theme.icons import PhaseWord, word_of
from runwalk_tui.ui.timer.timeline import Timeline
from runwalk_tui.wording import minutes

GO_ON_AFTER = 20
"""Seconds after which "Leave the run test?" answers itself."""
LEAVE = Question(
    "Leave the run test?",
    "It goes on behind this question. Nothing is saved if you leave.",
    (Answer("go-on", "g", "Go on", "primary"), Answer("leave", "l", "Leave")),
    answers_itself_after=GO_ON_AFTER,
)
HOW = "Run at an easy pace, one at which you could talk. Space as soon as you have had enough."
"""What the runner knows before it begins."""


def lay_out_test(warm_up: int) -> SessionPlan:
    """The test as a plan: a walk of some seconds, none for 0, and the run."""
    return SessionPlan("run test", "", 1, lay_out([(Kind.WARM_UP, warm_up, 0), (Kind.RUN, TEST_SECONDS, 1)]))


class RunTestScreen(AnsweringScreen[RunTest | None], ExactScreen[RunTest | None]):
    """Returns the test with the stage that the runner takes; None when the runner leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "begin", "Begin", id="run_test.begin"),
        Binding("space", "enough", "Enough", id="run_test.enough"),
        Binding("space", "pause", "Pause", id="run_test.pause"),
        Binding("n,enter", "skip", "Run now", id="run_test.skip"),
        Binding("x", "stop", "Stop: pain", id="run_test.stop"),
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
        table: StageTable,
        *,
        clock: Clock,
        player: CuePlayer,
        warm_up: int,
        cues: CueOptions | None = None,
        ink: Ink = Ink.QUARTERS,
    ) -> None:
        """`warm_up` is the walk before the run, in seconds, 0 for none; `ink` draws the large letters."""
        super().__init__()
        self._table = table
        self._clock = clock
        self._player = player
        # The middle of walk and run together means nothing here.
        self._cues = replace(cues or CueOptions(), halfway=False)
        self._ink = ink
        self._countdown = Countdown(lay_out_test(warm_up))
        self._dispatcher = CueDispatcher(player, clock, self._cues, self._countdown)
        self._stopped = False
        self._woken = asyncio.Event()
        self._slept = clock.slept()
        self._standing: tuple[State, Kind] | None = None
        """What the keys were last shown for."""
        self._trouble = ""
        """Why the test stands still, when the runner did not stop it."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield PhaseBanner(ink=self._ink)
            yield BigClock(ink=self._ink)
            yield Static(id="now", classes="line", markup=False)
            yield Static(id="then", classes="line", markup=False)
            yield Static(id="notice", classes="line", markup=False)
            yield Timeline(mono=True, ascii=self._ink is Ink.SIGNS)
        yield KeyLine()

    def on_mount(self) -> None:
        self._follow()

    @work(exclusive=True, group="countdown")
    async def _follow(self) -> None:
        """Show the test as it goes, then ask about it; once more if the runner wants to."""
        while True:
            await self._watch()
            if isinstance(self.app.screen, QuestionScreen):
                # A question about a run that is over answers itself.
                self.app.screen.action_first()
            ran = active_seconds(self._countdown.progress(self._clock.now()), [Kind.RUN])
            result = await self.app.push_screen_wait(
                RunTestResultScreen(self._table, ran, stopped_for_pain=self._stopped, ascii=self._ink is Ink.SIGNS)
            )
            if not isinstance(result, RunAgain):
                self._player.silence()
                self.dismiss(result)
                return
            self._run_anew()

    async def _watch(self) -> None:
        """Show each change until the run is over. Sleeps from one change to the next."""
        while True:
            now = self._clock.now()
            moment = self._countdown.moment(now)
            self._show(moment)
            if moment.state is State.FINISHED:
                return
            self._woken.clear()
            change = self._countdown.next_change(now)
            if change is None:
                await self._woken.wait()
                continue
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=self._clock.real(change - now))
            except TimeoutError:
                self._notice_absence(change)

    def _notice_absence(self, expected: float) -> None:
        """After a sleep of the machine nobody knows who ran: the walk waits, and the run begins anew."""
        late = self._clock.real(self._clock.now() - expected)
        away = max(self._clock.slept() - self._slept, late)
        if away < AWAY:
            return
        if self._moment.phase.kind is Kind.RUN or self._countdown.moment(expected).phase.kind is Kind.RUN:
            self._run_anew()
        else:
            self._countdown.pause(expected)
        self._player.silence()
        self._trouble = f"This machine was away for {minutes(away)}."

    def _run_anew(self) -> None:
        self._countdown = Countdown(lay_out_test(0))
        self._stopped = False

    # Showing.

    @property
    def _moment(self) -> Moment:
        return self._countdown.moment(self._clock.now())

    def _show(self, moment: Moment) -> None:
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
        timeline.phases = self._countdown.progress(self._clock.now()).phases
        timeline.elapsed = moment.elapsed
        now, then = self._words(moment)
        self._put("#now", now)
        self._put("#then", then)
        self._put("#notice", self._trouble)
        self.query_one("#notice").set_class(bool(self._trouble), "-shown")
        if self._standing != (moment.state, moment.phase.kind):
            self._standing = (moment.state, moment.phase.kind)
            self.refresh_bindings()

    @staticmethod
    def _words(moment: Moment) -> tuple[str, str]:
        up_to = f"run up to {minutes(TEST_SECONDS)}"
        running = moment.phase.kind is Kind.RUN
        match moment.state:
            case State.READY if running:
                return f"{up_to.capitalize()}. Space begins.", HOW
            case State.READY:
                return f"Walk {minutes(moment.phase.seconds)}, then {up_to}. Space begins.", HOW
            case State.PAUSED:
                return "Space goes on", ""
            case _ if running:
                return "Space when you have had enough", "x stops for pain"
            case _:
                return "walk easily", f"then {up_to}; Enter runs now"

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
        self._slept = self._clock.slept()
        self._countdown.start(self._clock.now(), self._dispatcher.lead)
        self._changed()

    def action_pause(self) -> None:
        """Stand still in the walk, or go on."""
        if self._moment.state is State.PAUSED:
            self.action_begin()
        else:
            self._countdown.pause(self._clock.now())
            self._changed()

    def action_skip(self) -> None:
        """Leave the walk and run."""
        now = self._clock.now()
        self._countdown.next(now, self._dispatcher.lead)
        self._countdown.start(now, self._dispatcher.lead)
        self._changed()

    def action_enough(self) -> None:
        """The run is over because the runner says so."""
        now = self._clock.now()
        self._countdown.end(now)
        self._changed()
        self._dispatcher.finished(now)

    def action_stop(self) -> None:
        """Stop for pain: silence at once."""
        self._stopped = True
        self._countdown.end(self._clock.now())
        self._changed()

    def ask_before_leaving(self) -> bool:
        if self._moment.state is State.READY:
            return False
        self.action_leave()
        return True

    @work(exclusive=True, group="question")
    async def action_leave(self) -> None:
        asked = self._moment.state is not State.READY
        if asked and await self.app.push_screen_wait(QuestionScreen(LEAVE)) != "leave":
            return
        self.workers.cancel_group(self, "countdown")
        self._player.silence()
        self.dismiss(None)

    def _changed(self) -> None:
        """After every key: the cues anew, and the loop looks again."""
        self._trouble = ""
        self._dispatcher.dispatch(self._countdown, self._clock.now())
        self._woken.set()
