"""The front of lines: each question of a flow printed, and answered with a line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal, cast

from runwalk_tui import paths
from runwalk_tui.audio.status import BELL_RINGS, AudioStatus
from runwalk_tui.flows.front import Conversation, Ending, Given, Move, Question, TestEnding
from runwalk_tui.flows.questions import DecisionShown, RatingPage
from runwalk_tui.guidance.tips import When
from runwalk_tui.plain.answers import HOW_TO_RATE, SHOWN_BY
from runwalk_tui.plain.keyboard import Keyboard
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import Questions, RedFlagWanted
from runwalk_tui.plain.timer.run_test_lines import NOBODY, RunTestLines
from runwalk_tui.plain.timer.session_lines import SessionLines
from runwalk_tui.programme.stage import Kind
from runwalk_tui.rule.placement import TEST_SECONDS
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.cue_dispatch import SoundPlayer
from runwalk_tui.session.records import Log
from runwalk_tui.system.keep_awake import Awake, KeepAwake
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import minutes
from runwalk_tui.workspace import Workspace

SILENT = "There's no terminal bell to ring, so this session is silent."
EASY_PACE = "Run at an easy pace, slow enough to talk, and stop as soon as you've had enough."

MakeSound = Callable[[Workspace, Callable[[], None], Callable[[AudioStatus], None]], SoundPlayer]
"""Makes the sound of one session from what rings the bell and what takes a report; both are called from any thread."""


def real_sound(workspace: Workspace, ring: Callable[[], None], report: Callable[[AudioStatus], None]) -> SoundPlayer:
    """The audio player."""
    from runwalk_tui.audio.player import Player
    from runwalk_tui.flows.own_sounds import untold_gaps

    settings, gaps = workspace.settings.audio, untold_gaps(workspace)
    return Player(settings, paths.shipped_sounds(), ring=ring, report=report, gaps=gaps)


@dataclass(slots=True)
class PlainFront:
    """What is said and typed, the time and the sound."""

    workspace: Workspace
    lines: Lines
    keyboard: Keyboard
    questions: Questions = field(init=False)
    clock: Clock
    """Real time."""
    rehearsal_clock: Clock | None = None
    """The faster time of a rehearsal; None when sessions count."""
    muted: bool = False
    make_sound: MakeSound = real_sound
    make_awake: Callable[[], Awake] = KeepAwake
    log_said: Log | None = field(default=None, init=False)
    """The log when Home was said, or when the runner themselves last changed it."""
    offered: frozenset[str] = field(default=frozenset(), init=False)
    """The numbers on the menu when Home was said."""
    _told_how_to_rate: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.questions = Questions(self.lines, self.keyboard, self.workspace.keys)

    @property
    def conversation(self) -> Conversation:
        """What the flows need."""
        return Conversation(self, self.workspace)

    @property
    def rehearsal(self) -> bool:
        """Whether every session that is started now is a rehearsal."""
        return self.rehearsal_clock is not None

    @property
    def nobody(self) -> bool:
        """Whether there is nobody left to answer."""
        return self.questions.nobody

    def clock_for(self, *, rehearsal: bool) -> Clock:
        """The time of a session: one that counts never runs on a fast clock, whatever the program was started for."""
        return self.rehearsal_clock if rehearsal and self.rehearsal_clock is not None else self.clock

    def awake(self) -> Awake:
        """What keeps the machine awake during one session."""
        return self.make_awake()

    @asynccontextmanager
    async def sound(self) -> AsyncIterator[SoundPlayer]:
        """Sound from before the first question, so that the device is open when the first cue is due; the last cue is
        heard to its end."""
        loop = asyncio.get_running_loop()
        sound = self.make_sound(
            self.workspace,
            lambda: _from_thread(loop, self.lines.ring),
            lambda status: _from_thread(loop, lambda: self._report(status)),
        )
        sound.start()
        if self.muted:
            sound.mute(True)
        try:
            yield sound
        finally:
            sound.finish()

    async def ask(self, question: Question[Given]) -> Given | Literal[Move.RED_FLAG]:
        """Print a question and read its answer. Raises Interrupted."""
        if isinstance(question, DecisionShown):
            self._told_how_to_rate = False
        elif isinstance(question, RatingPage) and not self._told_how_to_rate:
            self._told_how_to_rate = True
            self.lines.say(HOW_TO_RATE.format(warning=self.questions.warning))
        try:
            return cast("Given", await SHOWN_BY[type(question)](question, self.lines, self.questions))
        except RedFlagWanted:
            return Move.RED_FLAG

    async def count_down(self, controller: SessionController, *, paused: bool, problem: Problem | None) -> Ending:
        """Tell a session to its end, at once even when `paused`: the runner has just said to go on.

        When the program is ended in the middle, where the session stood is on the disk.
        """
        if problem:
            self.lines.say(str(problem))
        workspace = self.workspace
        tips_from = len(workspace.log().sessions)
        session = SessionLines(
            controller,
            self.lines,
            self.keyboard,
            wall=workspace.wall,
            every=workspace.settings.plain.every,
            acceptable_pain=workspace.table.policy.acceptable_pain,
            tip=lambda repetition: workspace.tip(When.WALK, tips_from + repetition),
            how=how.lines() if (how := workspace.how_of(controller.running)) is not None else (),
            habits=workspace.habits,
            keys=workspace.keys,
        )
        with self.keyboard.keys():
            try:
                return await session.run()
            except asyncio.CancelledError:
                controller.pause()
                raise

    async def run_test(self, controller: SessionController, *, problem: Problem | None) -> TestEnding:
        """Tell the walk and the run of a run test to their end."""
        if problem:
            self.lines.say(str(problem))
        moment = controller.moment()
        walk = f"walk {minutes(moment.shown_left)}, then " if moment.phase.kind is not Kind.RUN else ""
        title = f"The run test: {walk}run up to {minutes(TEST_SECONDS)}. {EASY_PACE}"
        try:
            if await self.questions.choose(title, ("Start", "Later"), unasked=1, back=1) == 1:
                return TestEnding.PUT_OFF
        except RedFlagWanted:
            return TestEnding.RED_FLAG
        if self.keyboard.ended:
            # Nobody could say that it is enough.
            self.lines.say(NOBODY)
            return TestEnding.PUT_OFF
        test = RunTestLines(
            controller, self.lines, self.keyboard, every=self.workspace.settings.plain.every, keys=self.workspace.keys
        )
        with self.keyboard.keys():
            try:
                return await test.run()
            except asyncio.CancelledError:
                controller.pause()
                raise

    def tell(self, news: str | Problem) -> None:
        """Say something in one line."""
        self.lines.say(str(news))

    def confirm(self, done: str) -> None:
        """Say that something is done."""
        self.lines.say(*done.split("\n"))

    def _report(self, status: AudioStatus) -> None:
        """What the sound has to say."""
        if status.message and status.message != BELL_RINGS:  # it was said already, with its reason
            self.lines.say(status.message)
            if self.workspace.settings.audio.folder:
                from runwalk_tui.flows.own_sounds import remember_told

                remember_told(self.workspace, status)
        if status.backend == "bell" and not self.lines.can_ring:
            self.lines.say(SILENT)


def _from_thread(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:
        return  # the program has ended in the meantime: there is nobody to tell
