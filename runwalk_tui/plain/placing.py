"""The stage to begin with: by the run test, or by choosing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from runwalk_tui.audio.sound_files import cue_options
from runwalk_tui.plain.choosing import ask_stage
from runwalk_tui.plain.keyboard import Interrupted
from runwalk_tui.plain.kit import Kit, Sound
from runwalk_tui.plain.on_air import on_air
from runwalk_tui.plain.questions import BACK, Back
from runwalk_tui.plain.run_test import NOBODY, Ending, RunTestLines, Unwritten, ready_to_test
from runwalk_tui.plain.signs import ask_signs, raise_stop_sign
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.rule.placement import (
    LOWER_IS_FINE,
    OUR_CHOICE,
    TEST_SECONDS,
    RunTest,
    asks_about_red_flags,
    pain_advice,
    stages_to_choose,
    starting_stage,
    what_was_run,
    why_this_stage,
)
from runwalk_tui.rule.reasons import reps
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.countdown import active_seconds
from runwalk_tui.session.cues import CueName, TimedCue
from runwalk_tui.session.records import Placement
from runwalk_tui.wording import minutes, steps_in_words

HOW_TO_BEGIN = (
    "Where do you want to begin? A two-minute run after a warm-up walk finds your stage. "
    "Or pick one yourself; when in doubt, the first."
)
EASY_PACE = "Run at an easy pace, one at which you could talk, and stop as soon as you have had enough."
LEFT = "You left the run test: nothing is saved. You can take it again any time."


async def find_stage(kit: Kit) -> str | None:
    """The placement; returns the stage, or None when it is left for later."""
    match await kit.questions.choose(HOW_TO_BEGIN, ("Run test", "Choose a stage", "Later"), unasked=2):
        case 0:
            return await run_test(kit)
        case 1:
            return await choose_start(kit)
        case _:
            return None


async def choose_start(kit: Kit) -> str | None:
    """The runner chooses where to begin."""
    first = kit.workspace.table.stages[0].id
    chosen = await ask_stage(kit, "Where do you want to begin? When in doubt, at the first stage.", first)
    return None if chosen is None else _keep(kit, chosen, "chosen")


async def run_test(kit: Kit) -> str | None:
    """The run test; returns the stage that was taken, or None. Raises Interrupted."""
    async with on_air(kit) as (sound, awake):
        result = await _RunTest(kit, sound, awake).take()
    if result is None:
        kit.lines.say(LEFT)
        return None
    if why := asks_about_red_flags(result, kit.workspace.table.policy):
        ticked = None
        while ticked is None and not kit.questions.nobody:
            ticked = await ask_signs(kit.questions, kit.lines, why=why, rehearsal=kit.rehearsal)
        if ticked:
            raise_stop_sign(kit, ticked)
            return None
    return _keep(kit, result.stage, "run test")


def _keep(kit: Kit, stage: str, how: str) -> str | None:
    """Keep a placement; a rehearsal's holds while the program runs, so that there is a session to rehearse."""
    placement = Placement(kit.workspace.wall(), stage, how)
    if kit.rehearsal:
        kit.workspace.rehearsed = placement
        kit.lines.say(f"This is a rehearsal, so your start at stage {stage} is not saved.")
        kit.lines.say("Until you leave, rehearsals begin there; type 1 to start.")
        return stage
    if trouble := kit.workspace.reliable_store.place(placement):
        kit.lines.say(trouble)
    kit.lines.say(f"You begin at stage {stage}; type 1 to start.")
    return stage


class _RunTest:
    """The run and the questions after it, as often as the runner wants to run."""

    def __init__(self, kit: Kit, sound: Sound, awake: asyncio.Task[str]) -> None:
        self._kit = kit
        self._sound = sound
        self._awake = awake
        self._clock = kit.clock_for(rehearsal=kit.rehearsal)
        self._table: StageTable = kit.workspace.table

    async def take(self) -> RunTest | None:
        """What the test comes to; None when it is left."""
        warm_up = self._table.stages[0].warm_up
        if line := await self._awake:
            self._kit.lines.say(line)
        while await self._begins(warm_up):
            controller = self._controller(warm_up)
            ending = await self._run(controller)
            if ending is Ending.INTERRUPTED:
                raise Interrupted
            if ending is Ending.LEFT:
                return None
            if ending is Ending.RAN:
                result = await self._ask(controller)
                if result is not BACK:
                    return result
            # The runner is warm by now.
            warm_up = 0
        return None

    async def _begins(self, warm_up: int) -> bool:
        walk = f"walk {minutes(warm_up)}, then " if warm_up else ""
        title = f"The run test: {walk}run up to {minutes(TEST_SECONDS)}. {EASY_PACE}"
        if await self._kit.questions.choose(title, ("Begin", "Later"), unasked=1) == 1:
            return False
        if self._kit.keyboard.ended:
            # Nobody could say that it is enough.
            self._kit.lines.say(NOBODY)
            return False
        return True

    def _controller(self, warm_up: int) -> SessionController:
        workspace = self._kit.workspace
        # The middle of walk and run together means nothing here.
        cues = replace(cue_options(workspace.settings.audio), halfway=False)
        return SessionController(
            ready_to_test(workspace.wall(), warm_up),
            clock=self._clock,
            wall=workspace.wall,
            player=self._sound,
            journal=Unwritten(),
            cues=cues,
        )

    async def _run(self, controller: SessionController) -> Ending:
        kit = self._kit
        every = kit.workspace.settings.plain.every
        test = RunTestLines(controller, kit.lines, kit.keyboard, every=every, enough=self._sound_the_end)
        with kit.keyboard.keys():
            return await test.run()

    def _sound_the_end(self) -> None:
        self._sound.schedule([TimedCue(self._clock.monotonic(self._clock.now()), CueName.FINISHED)])

    # Afterwards.

    async def _ask(self, controller: SessionController) -> RunTest | Back | None:
        """The pain, then the stage; BACK to run once more, None to leave."""
        ran, stopped = active_seconds(controller.progress, [Kind.RUN]), controller.running.stopped_for_pain
        self._kit.lines.say(what_was_run(ran, stopped_for_pain=stopped))
        while True:
            pain = await self._kit.questions.number(
                "How is the pain now, 0 to 10?",
                "Enter to skip. Pressed the wrong key, or want to leave? Type b.",
            )
            if pain is not BACK:
                return await self._ask_stage(ran, pain, stopped=stopped)
            answers = ("Back to the question", "Run again", "Leave the run test")
            match await self._kit.questions.choose("What now? Nothing is saved yet.", answers, unasked=2):
                case 1:
                    return BACK
                case 2:
                    return None

    async def _ask_stage(self, ran: float, pain: int | None, *, stopped: bool) -> RunTest | Back | None:
        table = self._table
        proposed = starting_stage(table, ran, stopped_for_pain=stopped)
        stages = stages_to_choose(table, proposed)[::-1]
        ours = f"{OUR_CHOICE} {LOWER_IS_FINE}" if len(stages) > 1 else OUR_CHOICE
        advice = pain_advice(table, pain)
        self._kit.lines.say(why_this_stage(table, stopped_for_pain=stopped), *([advice] if advice else []), ours)
        answers = [f"Begin at stage {stage.id}: {_session_in_words(table, stage)}" for stage in stages]
        answers += ["Run again", "Leave the run test"]
        picked = await self._kit.questions.choose("Which stage?", answers, unasked=len(answers) - 1)
        if picked < len(stages):
            return RunTest(ran, stopped, pain, stages[picked].id)
        return BACK if picked == len(stages) else None


def _session_in_words(table: StageTable, stage: Stage) -> str:
    total = plan_session(table, stage, stage.reps_min).total
    return f"{steps_in_words(stage)}; {reps(stage.reps_min)}, {minutes(total)} in all"
