"""The screen that is read from the treadmill: the phase, the largest digits that fit, what is next."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from runwalk_tui.audio.status import BELL_RINGS, AudioStatus
from runwalk_tui.flows.front import Ending
from runwalk_tui.flows.in_session import (
    after_absence,
    after_stop,
    ask_to_end,
    cool_down_after_stop,
    mark_words,
    settle_absence,
    settle_end,
    settle_stop,
)
from runwalk_tui.guidance.tips import When
from runwalk_tui.keys.unknown import fitting
from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.controller import Away, SessionController
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.habits import clock_time
from runwalk_tui.session.measured import BeltStop, GoneQuiet
from runwalk_tui.session.milestones import Milestones
from runwalk_tui.ui.controls.key_line import KeyLine
from runwalk_tui.ui.lettering.raster import Ink
from runwalk_tui.ui.screens.questions.question import QuestionScreen
from runwalk_tui.ui.terminal.exact import ExactScreen
from runwalk_tui.ui.terminal.title import TerminalSignals, send
from runwalk_tui.ui.theme.icons import PhaseWord, word_of
from runwalk_tui.ui.timer.face import TimerFace
from runwalk_tui.ui.timer.help import SessionHas, TimerHelp
from runwalk_tui.ui.timer.keys import KEYS, SPARE_KEYS, glance_words, locked_words, open_keys, vital_keys
from runwalk_tui.ui.timer.lines import NOT_SAVED, REHEARSAL, Topic, title_words
from runwalk_tui.ui.timer.look import TIMER_CSS
from runwalk_tui.ui.timer.mark import MarkScreen
from runwalk_tui.ui.timer.touch_bar import Touch, TouchBar
from runwalk_tui.wording import belt_stopped, figure_words, set_words
from runwalk_tui.workspace import Workspace

FLASH = 0.35
"""Seconds that a change of phase lights up."""
HINT = 8
"""Seconds of the session in which the most important keys are said where no row of them is shown."""
TIP_FROM = 20
"""Seconds of a walk from which there is time to read a tip."""
LAST_SECONDS = 5
"""Seconds before a change in which the digits stand out."""
TINY = 8
"""Lines below which what is next is left out, so that the word, the counter and the time stay."""
TOUCHES_STAY = 8.0
"""Seconds after the last touch or movement of the mouse in which the buttons stay."""
TOUCHES = (Touch("next", "Next"), Touch("mark", "Pain"), Touch("stop", "Stop"), Touch("end", "End"))
UNLOCK = Touch("unlock", "Unlock")
EVERYTHING = Touch("glance", "More")
"""Among the buttons while little is shown, for whoever has no keys."""
SOUND_MARKERS = {"bell": "bell only", "silent": "no sound"}
"""What is left of the trouble with the sound, by the backend that plays instead."""


class TimerScreen(ExactScreen[Ending]):
    """Shows a controller's session and passes the keys on to it."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (74, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (22, "-full"), (30, "-roomy"), (45, "-tall")]
    DEFAULT_CSS = TIMER_CSS

    def __init__(
        self,
        controller: SessionController,
        workspace: Workspace,
        *,
        ink: Ink = Ink.QUARTERS,
        paused: bool = False,
    ) -> None:
        """`ink` draws the large letters; with `paused` the session waits until the runner starts it."""
        super().__init__()
        self.face = TimerFace(ink=ink)
        self.controller = controller
        """Runs the session that is shown."""
        self._workspace = workspace
        self._ink = ink
        self._begins_paused = paused
        self._locked = False
        self._ending = Ending.DONE
        self._asked_about: Away | None = None
        self._tips_from = len(workspace.log().sessions)
        self._how = workspace.how_of(controller.running)
        """How the exercises are done; None in a run or a walk."""
        self._index = -1
        self._answer = ""
        """What was said to an unknown key."""
        self._told = ""
        """What was said to the last key that did something."""
        self._milestones = Milestones()
        self._belt, self._quiet = BeltStop(), GoneQuiet()
        self._help: TimerHelp | None = None
        """What explains keys and words, while it is open."""
        self._touched: Timer | None = None
        """Takes the buttons away again."""
        self._sound: AudioStatus | None = None
        """What the sound said last."""
        self._signals = TerminalSignals(lambda text: send(self.app, text), os.environ)
        self._word = PhaseWord.PAUSED
        self._state = State.READY
        """What the keys were last shown for."""

    def compose(self) -> ComposeResult:
        yield self.face
        yield TouchBar(ascii=self._ink is Ink.CHARACTERS)
        yield KeyLine(spare=SPARE_KEYS, untold=self._untold)

    @property
    def _tells_how(self) -> bool:
        """Whether it is said of some step how it is done."""
        return self._how is not None and any(map(self._how.of, self.controller.progress.phases))

    @property
    def _untold(self) -> tuple[str, ...]:
        """Keys that do nothing now but say why: with nothing to ease to, the one that eases."""
        return () if self.controller.has_gentler else ("ease",)

    def on_mount(self) -> None:
        self.set_class(self.app.no_color and self.app.native_ansi_color, "-colourless")
        self.set_class(self._ink is Ink.CHARACTERS, "-ascii")
        self.set_class(self._tells_how, "-told-how")
        if not self._begins_paused:
            self.controller.start()
        if self.controller.instruments is not None:
            self.set_interval(1.0, self.show_measured)
        self._follow()

    def on_unmount(self) -> None:
        self._signals.clear()

    @work(exclusive=True, group="countdown")
    async def _follow(self) -> None:
        """Show the session as it goes, to its end."""
        async for moment in self.controller.watch():
            if not self.app.is_running:
                return  # the program is ending, and the parts of the screen go one by one
            self._show(moment)
            if self.controller.away is not None and self.controller.away is not self._asked_about:
                self._asked_about = self.controller.away
                self._ask_about_absence(self.controller.away.seconds)
        while self.app.screen is not self:
            # A question about a session that is over answers itself.
            self.app.pop_screen()
        self.dismiss(self._ending)

    # Showing.

    def _show(self, moment: Moment) -> None:
        classes = self._enter_phase(moment) if moment.index != self._index else {}
        if moment.state is not self._state:
            self._enter_state(moment.state)
        running = moment.state is State.RUNNING
        classes |= {"-last-seconds": running and moment.shown_left <= LAST_SECONDS, "-begins": moment.elapsed < HINT}
        self.update_classes(classes)  # all at once: each time the styles of the whole screen are found anew
        over = moment.state is State.FINISHED
        word = self._word if running or over else PhaseWord.PAUSED
        self.face.show(moment, word, self.controller.progress.phases)
        if reached := self._milestones.reached(moment):
            self.face.say(" ".join(reached))
        if self._help is not None:
            self._help.show_moment(moment, word)
        self.face.tell(Topic.LOG, str(self.controller.problem or ""), NOT_SAVED)
        self._tell_measured(moment)
        self._show_totals(moment)
        done = moment.elapsed / ((moment.elapsed + moment.total_left) or 1)
        if not over:
            self._signals.show(title_words(moment, word.word.capitalize()), done, paused=not running)

    def _enter_phase(self, moment: Moment) -> dict[str, bool]:
        """Show another phase; returns the classes that the screen is to have."""
        first = self._index < 0
        self._index = moment.index
        self._word = word_of(moment.phase)
        # In a walk there is no next run for a tip to speak of.
        walking = moment.phase.kind is Kind.WALK and moment.phase.seconds >= TIP_FROM and moment.runs
        tip = self._workspace.tip(When.WALK, self._tips_from + moment.phase.repetition) if walking else ""
        self.face.show_tip(tip if self._how is None else self._how.of(moment.phase, moment.following))
        classes = {f"-{kind.replace('_', '-')}": kind is moment.phase.kind for kind in Kind}
        if not first and not self._workspace.settings.screen.reduced_motion:
            classes["-flash"] = True
            self.set_timer(FLASH, lambda: self.remove_class("-flash"))
        return classes

    def _enter_state(self, state: State) -> None:
        self._state = state
        self.set_class(state is State.PAUSED, "-paused")
        self._keys_changed()

    def _keys_changed(self) -> None:
        """The keys mean something else now."""
        running = self._state is State.RUNNING
        self.face.show_keys(vital_keys(self._workspace.keys, running=running, locked=self._locked))
        go = Touch("pause", "Pause") if running else Touch("go_on", "Resume")
        more = (EVERYTHING,) if self.has_class("-glance") else ()
        self.query_one(TouchBar).touches = (go, UNLOCK) if self._locked else (go, *TOUCHES, *more)
        self.refresh_bindings()

    def show_measured(self) -> None:
        """Show what is measured now; in a pause, too, no figure stays that isn't one of now."""
        moment = self.controller.moment()
        self._tell_measured(moment)
        self._show_totals(moment)

    def _tell_measured(self, moment: Moment) -> None:
        """Say what there is to say about a strap and a treadmill."""
        measuring = self.controller.instruments
        if measuring is None:
            return
        running = moment.state is State.RUNNING and moment.phase.kind is Kind.RUN
        if news := measuring.news():
            self.face.say(" ".join(news))
        if self._belt.asks(self.controller.second(), measuring.figures(), running=running):
            self.face.say(belt_stopped(self._workspace.keys.shown("timer.pause")))
        self.face.tell(Topic.RADIO, str(measuring.problem() or ""))

    def _show_totals(self, moment: Moment) -> None:
        running = self.controller.running
        unusual = {
            set_words(moment): True,
            REHEARSAL: running.rehearsal,
            "muted": self.controller.muted,
            f"eased to {running.eased_to}": running.eased_to is not None,
        }
        measuring = self.controller.instruments
        if measuring is not None:
            no_bpm, no_speed = self._quiet.missing(self.controller.second(), figures := measuring.figures())
            unusual |= dict.fromkeys(figure_words(figures, no_bpm=no_bpm, no_speed=no_speed), True)
        end = self._workspace.wall() + timedelta(seconds=self.controller.real_seconds_left)
        shown = clock_time(end, self._workspace.habits)
        self.face.show_totals(moment, shown, [word for word, true in unusual.items() if word and true])

    def hear(self, status: AudioStatus) -> None:
        """Tell what the sound has to say."""
        self._sound = status
        self._tell_sound()

    def _tell_sound(self) -> None:
        """While it is muted nothing is to be heard anyway, from the bell neither."""
        status = self._sound
        if status is None or self.controller.muted:
            self.face.tell(Topic.SOUND, "")
            return
        marker = SOUND_MARKERS.get(status.backend, "")
        # That the bell rings was said with its reason before; once is enough.
        said = self.face.told(Topic.SOUND) if status.message == BELL_RINGS else ""
        self.face.tell(Topic.SOUND, said or status.message, marker, BELL_RINGS if status.backend == "bell" else "")

    # Fingers.

    def on_resize(self) -> None:
        self.set_class(self.size.height < TINY, "-tiny")

    def on_mouse_move(self) -> None:
        self._show_touches()

    def on_mouse_down(self) -> None:
        self._show_touches()

    def _show_touches(self) -> None:
        """Bring the buttons for a while to a terminal that has no room for them at all times."""
        self.add_class("-touched")
        if self._touched is None:
            self._touched = self.set_timer(TOUCHES_STAY, self.hide_touches)
        else:
            self._touched.reset()

    def hide_touches(self) -> None:
        """Take the buttons away again where they have no place of their own."""
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
        if f"action_{action}" not in TimerScreen.__dict__:
            return True
        match action:
            case "pause" | "go_on":
                return (action == "pause") is (self._state is State.RUNNING)
            case "lock" | "unlock":
                return (action == "unlock") is self._locked
            case "ease" if self.controller.running.walk or self.controller.running.companion:
                return False
            case _:
                return not self._locked

    def on_key(self, event: events.Key) -> None:
        """A key that is locked says so."""
        if self._locked and event.key not in open_keys(self._workspace.keys):
            self.face.tell_again(Topic.LOCK)

    @property
    def is_answering(self) -> bool:
        """Whether what was said to an unknown key is still to be read."""
        return self._answer in self.face.shown

    def answer_key(self, forms: tuple[str, ...]) -> None:
        """Say that a key does nothing here; one that is locked has said so already."""
        self.face.forget(self._answer)
        self._answer = fitting(forms, self.size.width - 4) if forms and not self._locked else ""
        if self._answer:
            self.face.say(self._answer)

    def _tell(self, sentence: str = "") -> None:
        """Say what a key did; what the key before did is old news, also where this one needs no words."""
        self.face.forget(self._told)
        self._told = sentence
        if sentence:
            self.face.say(sentence)

    def action_pause(self) -> None:
        self._tell()
        self.controller.pause()

    def action_go_on(self) -> None:
        self._tell()
        self.controller.start()

    def action_next(self) -> None:
        self._tell()
        self.controller.next()

    def action_back(self) -> None:
        self._tell()
        self.controller.back()

    def action_extend(self) -> None:
        self._tell()
        self.controller.extend()

    def action_ease(self) -> None:
        self._tell(self.controller.ease())
        self.query_one(KeyLine).untold = self._untold

    def action_mute(self) -> None:
        self._tell()
        self.controller.mute()
        self._tell_sound()

    def action_glance(self) -> None:
        self.toggle_class("-glance")
        self._keys_changed()
        if self.has_class("-glance"):
            self._tell(glance_words(self._workspace.keys))
        else:
            self._tell()

    @work(exclusive=True, group="question")
    async def action_keys(self) -> None:
        """Explain every key and word; the timer keeps running, and pain can be stopped for from there, too."""
        self._tell()
        self._help = TimerHelp(
            self.active_bindings.values(),
            self._workspace.keys,
            has=SessionHas.of(self.controller),
            how=() if self._how is None else self._how.lines(),
        )
        self._help.show_moment(self.controller.moment(), self._word)
        try:
            stop = await self.app.push_screen_wait(self._help)
        finally:
            self._help = None
        if stop:
            self.action_stop()

    def action_lock(self) -> None:
        self._tell()
        self._locked = True
        self.face.tell(Topic.LOCK, locked_words(self._workspace.keys), "locked")
        self._keys_changed()

    def action_unlock(self) -> None:
        self._tell()
        self._locked = False
        self.face.tell(Topic.LOCK, "")
        self._keys_changed()

    @work(exclusive=True, group="question")
    async def action_mark(self) -> None:
        self._tell()
        # The mark belongs to the second at which the key was pressed, however long the answer takes.
        at = self.controller.second()
        marked = await self.app.push_screen_wait(
            MarkScreen(self._workspace.keys, touched=self.query_one(TouchBar).action_at)
        )
        if marked.pain is not None:
            self.controller.mark(marked.pain, at)
            acceptable = self._workspace.table.policy.acceptable_pain
            keys = self._workspace.keys
            ease, stop = keys.shown("timer.ease"), keys.shown("timer.stop_for_pain")
            self._tell(mark_words(self.controller, marked.pain, acceptable, ease=ease, stop=stop))
        if marked.stop:
            self.action_stop()
        elif marked.then:
            await self.run_action(marked.then)

    @work(exclusive=True, group="question")
    async def action_stop(self) -> None:
        """Silence first, then the question."""
        self._tell()
        self.controller.stop_for_pain()
        question = after_stop(cool_down_after_stop(self.controller))
        settle_stop(self.controller, await self.app.push_screen_wait(QuestionScreen(question)))

    @work(exclusive=True, group="question")
    async def action_end(self) -> None:
        self._tell()
        question = ask_to_end(self._workspace.keys.keys("timer.stop_for_pain"))
        answer = await self.app.push_screen_wait(QuestionScreen(question))
        if answer == "stop":
            self.action_stop()
        else:
            self._ending = settle_end(self.controller, answer)

    @work(exclusive=True, group="question")
    async def _ask_about_absence(self, seconds: float) -> None:
        answer = await self.app.push_screen_wait(QuestionScreen(after_absence(seconds)))
        settle_absence(self.controller, answer)
