"""The screen that is read from the treadmill: the phase, the largest digits that fit, what is next."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Footer, Static

from runwalk_tui.coach import Away, Coach
from runwalk_tui.desk import Desk
from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.running import Running
from runwalk_tui.tips import When
from runwalk_tui.ui.screens.mark import MarkScreen
from runwalk_tui.ui.screens.question import QuestionScreen
from runwalk_tui.ui.screens.timer_look import TIMER_CSS
from runwalk_tui.ui.screens.timer_questions import END, after_absence, after_stop
from runwalk_tui.ui.screens.timer_words import count, following, totals
from runwalk_tui.ui.terminal_signals import TerminalSignals
from runwalk_tui.ui.widgets.big_clock import BigClock
from runwalk_tui.ui.widgets.centred_line import CentredLine
from runwalk_tui.ui.widgets.exact import ExactScreen
from runwalk_tui.ui.widgets.icons import PhaseWord, word_of
from runwalk_tui.ui.widgets.phase_banner import PhaseBanner
from runwalk_tui.ui.widgets.raster import Ink
from runwalk_tui.ui.widgets.timeline import Timeline
from runwalk_tui.ui.widgets.touch_bar import Touch, TouchBar

STOP_COOL_DOWN = 120
"""Seconds of the walk that is offered after stopping for pain when the plan has no cool-down of its own."""
FLASH = 0.35
"""Seconds that a change of phase lights up."""
TIP_FROM = 20
"""Seconds of a walk from which there is time to read a tip."""
PASSING = 6.0
"""Seconds that a line about what was just done stays."""
LAST_SECONDS = 5
"""Seconds before a change in which the digits stand out."""
TOUCHES_STAY = 8.0
"""Seconds after the last touch or movement of the mouse in which the buttons stay."""
TOUCHES = (Touch("next", "Next"), Touch("mark", "Pain"), Touch("stop", "Stop"), Touch("end", "End"))
UNLOCK = Touch("lock", "Unlock")
UNLOCKED_ACTIONS = frozenset({"pause", "lock"})
"""What a locked timer still does of its own."""


class Ending(StrEnum):
    """How the screen was left."""

    DONE = "done"
    """By itself, or saved as it was."""
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class TimerResult:
    """What is left when the countdown is over."""

    running: Running
    ending: Ending


class TimerScreen(ExactScreen[TimerResult]):
    """Shows a coach's session and passes the keys on to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "Pause", id="timer.pause", tooltip="pause and go on"),
        Binding("n", "next", "Next", id="timer.next", tooltip="next phase"),
        Binding(
            "b", "back", "Back", id="timer.back", tooltip="back to the start of this phase, twice to the one before"
        ),
        Binding(
            "plus,equals_sign", "extend", "30 s", key_display="+", id="timer.extend", tooltip="30 s more of this phase"
        ),
        Binding("e", "ease", "Ease", id="timer.ease", tooltip="ease to the stage below from the next run on"),
        Binding("m", "mark", "Pain", id="timer.mark", tooltip="mark pain now"),
        Binding("x", "stop", "Stop", id="timer.stop", tooltip="stop for pain"),
        Binding("u", "mute", "Mute", id="timer.mute", tooltip="mute"),
        Binding("l", "lock", "Lock", id="timer.lock", tooltip="lock all keys but `l` and Space"),
        Binding("f", "glance", "Glance", id="timer.glance", tooltip="show the essentials only", show=False),
        Binding(
            "q,escape",
            "end",
            "End",
            key_display="q",
            id="timer.end",
            tooltip="end (asks: go on, save as it is, discard)",
        ),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (140, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (22, "-full"), (30, "-roomy"), (45, "-tall")]
    DEFAULT_CSS = TIMER_CSS

    def __init__(
        self, coach: Coach, desk: Desk, *, cool_down: int = 0, ink: Ink = Ink.QUARTERS, paused: bool = False
    ) -> None:
        """`cool_down` is the plan's own walk at the end, in seconds; 0 for none. `ink` draws the large letters.

        With `paused` the session stands until the runner starts it.
        """
        super().__init__()
        self._coach = coach
        self._desk = desk
        self._cool_down = cool_down or STOP_COOL_DOWN
        self._ink = ink
        self._begins_paused = paused
        self._locked = False
        self._ending = Ending.DONE
        self._asked_about: Away | None = None
        self.app_notice = ""
        """A line from outside the session, such as what the sound says."""
        self._tip = ""
        self._tips_from = len(desk.log().sessions)
        self._passing = ""
        """A line about what was just done; it goes away by itself."""
        self._index = -1
        self._touched: Timer | None = None
        """Takes the buttons away again."""
        self._signals = TerminalSignals(self._send, os.environ)
        self._word = PhaseWord.PAUSED

    def compose(self) -> ComposeResult:
        with Vertical():
            yield PhaseBanner(ink=self._ink)
            yield BigClock(ink=self._ink)
            yield CentredLine(id="count", classes="line")
            yield CentredLine(id="then", classes="line")
            yield Timeline(mono=True, ascii=self._ink is Ink.SIGNS)
            yield CentredLine(id="totals", classes="line")
            yield Static(id="notice", markup=False)
        yield TouchBar(ascii=self._ink is Ink.SIGNS)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        self.set_class(self.app.no_color and self.app.native_ansi_color, "-colourless")
        if not self._begins_paused:
            self._coach.start()
        self._follow()
        if self._passing:
            self._flash_line(self._passing)

    def on_unmount(self) -> None:
        self._signals.clear()

    def _send(self, text: str) -> None:
        """Write to the terminal past the screen, as Textual does for the bell and the clipboard."""
        if self.app._driver is not None:
            self.app._driver.write(text)

    @work(exclusive=True, group="countdown")
    async def _follow(self) -> None:
        """Show the session as it goes, to its end."""
        async for moment in self._coach.watch():
            self._show(moment)
            if self._coach.away is not None and self._coach.away is not self._asked_about:
                self._asked_about = self._coach.away
                self._ask_about_absence(self._coach.away.seconds)
        while self.app.screen is not self:
            # A question about a session that is over answers itself.
            self.app.pop_screen()
        self.dismiss(TimerResult(self._coach.running, self._ending))

    # Showing.

    def _show(self, moment: Moment) -> None:
        if moment.index != self._index:
            self._enter_phase(moment)
        running = moment.state is State.RUNNING
        self.set_class(moment.state is State.PAUSED, "-paused")
        self.set_class(running and moment.shown_left <= LAST_SECONDS, "-last-seconds")
        word = self._word if running else PhaseWord.PAUSED
        banner = self.query_one(PhaseBanner)
        banner.word, banner.icon = word.word, word.icon
        clock = format_clock(moment.shown_left)
        self.query_one(BigClock).text = clock
        timeline = self.query_one(Timeline)
        timeline.phases = self._coach.progress.phases
        timeline.elapsed = moment.elapsed
        self.query_one("#count", CentredLine).text = count(moment)
        self.query_one("#then", CentredLine).text = following(moment)
        self.query_one("#totals", CentredLine).text = self._totals(moment)
        self._notice()
        self._offer_touches(moment)
        done = moment.elapsed / ((moment.elapsed + moment.total_left) or 1)
        self._signals.show(f"{word.word.capitalize()} {clock}", done, paused=not running)

    def _enter_phase(self, moment: Moment) -> None:
        first = self._index < 0
        self._index = moment.index
        self._word = word_of(moment.phase)
        walking = moment.phase.kind is Kind.WALK and moment.phase.seconds >= TIP_FROM
        self._tip = self._desk.tip(When.WALK, self._tips_from + moment.phase.repetition) if walking else ""
        for kind in Kind:
            self.set_class(kind is moment.phase.kind, f"-{kind.replace('_', '-')}")
        if not first and not self._desk.settings.screen.reduced_motion:
            self.add_class("-flash")
            self.set_timer(FLASH, lambda: self.remove_class("-flash"))

    def _totals(self, moment: Moment) -> str:
        end = self._desk.wall() + timedelta(seconds=self._coach.real_seconds_left)
        return totals(
            moment,
            end,
            rehearsal=self._coach.running.rehearsal,
            muted=self._coach.muted,
            ascii=self._ink is Ink.SIGNS,
        )

    def _notice(self) -> None:
        lines = [line for line in (self._passing or self._tip, self._coach.trouble, self.app_notice) if line]
        if self._locked:
            lines.insert(0, "Keys are locked: l unlocks, Space pauses.")
        notice = self.query_one("#notice", Static)
        notice.set_class(bool(lines), "-shown")
        text = "\n".join(lines)
        if str(notice.content) != text:
            notice.update(text)

    def _offer_touches(self, moment: Moment) -> None:
        """The buttons that do something now."""
        go = Touch("pause", "Pause" if moment.state is State.RUNNING else "Go on")
        self.query_one(TouchBar).touches = (go, UNLOCK) if self._locked else (go, *TOUCHES)

    def say(self, lasting: str, passing: str = "") -> None:
        """Show a line from outside the session until another takes its place, and one for a few seconds."""
        self.app_notice = lasting
        self._passing = passing or self._passing
        if self.is_mounted:
            self._notice()

    def _flash_line(self, line: str) -> None:
        """Say what was just done, for a few seconds."""
        self._passing = line
        self._notice()
        self.set_timer(PASSING, partial(self._forget, line))

    def _forget(self, line: str) -> None:
        if self._passing == line:
            self._passing = ""
            self._notice()

    # Fingers.

    def on_mouse_move(self) -> None:
        self._show_touches()

    def on_mouse_down(self) -> None:
        self._show_touches()

    def _show_touches(self) -> None:
        """Bring the buttons for a while to a terminal that has no room for them at all times."""
        self.add_class("-touched")
        if self._touched is None:
            self._touched = self.set_timer(TOUCHES_STAY, self._hide_touches)
        else:
            self._touched.reset()

    def _hide_touches(self) -> None:
        self._touched = None
        self.remove_class("-touched")

    async def on_touch_bar_pressed(self, event: TouchBar.Pressed) -> None:
        await self.run_action(event.action)

    # Keys.

    def ask_before_leaving(self) -> bool:
        """A session is never left without a question, not even when the keys are locked."""
        self.action_end()
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        of_ours = f"action_{action}" in TimerScreen.__dict__
        return not (self._locked and of_ours and action not in UNLOCKED_ACTIONS)

    def action_pause(self) -> None:
        self._coach.toggle()

    def action_next(self) -> None:
        self._coach.next()

    def action_back(self) -> None:
        self._coach.back()

    def action_extend(self) -> None:
        self._coach.extend()

    def action_ease(self) -> None:
        self._flash_line(self._coach.ease())

    def action_mute(self) -> None:
        self._coach.mute()

    def action_glance(self) -> None:
        self.toggle_class("-glance")

    def action_lock(self) -> None:
        self._locked = not self._locked
        self._notice()
        self._offer_touches(self._coach.moment())
        self.refresh_bindings()

    @work(exclusive=True, group="question")
    async def action_mark(self) -> None:
        # The mark belongs to the second at which the key was pressed, however long the answer takes.
        at = self._coach.second()
        marked = await self.app.push_screen_wait(MarkScreen())
        if marked.pain is not None:
            self._coach.mark(marked.pain, at)
            self._flash_line(f"Pain {marked.pain} noted.")
        if marked.stop:
            self.action_stop()

    @work(exclusive=True, group="question")
    async def action_stop(self) -> None:
        """Silence first, then the question."""
        self._coach.stop_for_pain()
        match await self.app.push_screen_wait(QuestionScreen(after_stop(self._cool_down))):
            case "cool-down":
                self._coach.cool_down(self._cool_down)
            case "slip":
                self._coach.take_back_stop()
            case _:
                self._coach.end()

    @work(exclusive=True, group="question")
    async def action_end(self) -> None:
        match await self.app.push_screen_wait(QuestionScreen(END)):
            case "save":
                self._coach.end()
            case "discard":
                self._ending = Ending.DISCARDED
                self._coach.end()
            case "stop":
                self.action_stop()

    @work(exclusive=True, group="question")
    async def _ask_about_absence(self, seconds: float) -> None:
        answer = await self.app.push_screen_wait(QuestionScreen(after_absence(seconds)))
        self._coach.come_back(count=answer == "count")
