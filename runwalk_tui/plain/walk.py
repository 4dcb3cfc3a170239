"""The walk through a session: pain before, the session, the rating, the decision."""

from __future__ import annotations

import asyncio
from enum import Enum

from runwalk_tui.guidance.tips import When
from runwalk_tui.history.journal import Journal
from runwalk_tui.plain.interludes import Ending
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.on_air import on_air
from runwalk_tui.plain.questions import BACK, Back
from runwalk_tui.plain.rating import Questionnaire
from runwalk_tui.plain.session import SessionLines
from runwalk_tui.plain.signs import Flagged, ask_signs
from runwalk_tui.programme.stage import Kind, Stage
from runwalk_tui.rule.reasons import day_name, reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.records import Rating
from runwalk_tui.wording import ASK_AT_SEVERE_PAIN, decision_words, headline, kept_words, minutes, when, why_a_walk
from runwalk_tui.workspace import Kept

PAIN_BEFORE = (
    "How is the pain right now, 0 to 10? 0 is no pain, 10 the worst you can imagine.",
    "Enter to skip, b to go back, w for a warning sign.",
)


class Left(Exception):
    """The runner left with Ctrl+C; what was done is kept."""


async def run_session(kit: Kit, stage_id: str, count: int) -> None:
    """A session from the warning that may stand before it to the decision after it. Raises Left."""
    workspace = kit.workspace
    stage = workspace.table.stage(stage_id)
    if not kit.rehearsal and not await _early_is_fine(kit):
        return
    clock = kit.clock_for(rehearsal=kit.rehearsal)
    async with on_air(kit) as (sound, awake):
        kit.lines.say(f"Next: stage {stage.id}, {reps(count)}.")
        before = await _ask_before(kit)
        if before is BACK:
            return
        match await _run_or_walk(kit, before, stage, count):
            case Today.RUN:
                controller = workspace.controller(stage, count, clock=clock, player=sound, rehearsal=kit.rehearsal)
            case Today.WALK:
                controller = workspace.walk_controller(stage, count, clock=clock, player=sound, rehearsal=kit.rehearsal)
            case Today.LATER:
                return
        controller.set_before(before)
        ending = await _tell(kit, controller, awake)
    await _after(kit, controller.running, ending)


async def run_walk(kit: Kit) -> None:
    """A walk in the place of a session: pain before, the walk, pain after. Raises Left."""
    stage, count = kit.workspace.session_of_today()
    async with on_air(kit) as (sound, awake):
        clock = kit.clock_for(rehearsal=kit.rehearsal)
        controller = kit.workspace.walk_controller(stage, count, clock=clock, player=sound, rehearsal=kit.rehearsal)
        kit.lines.say(f"Next: a walk of {minutes(controller.moment().total)}.")
        before = await _ask_before(kit)
        if before is BACK:
            return
        controller.set_before(before)
        ending = await _tell(kit, controller, awake)
    await _after(kit, controller.running, ending)


async def _ask_before(kit: Kit) -> int | Back | None:
    """The pain before, and from severe pain on the warning signs. Raises Flagged when one of those is true."""
    before = await kit.questions.number(*PAIN_BEFORE)
    if before is not BACK and before is not None and before >= kit.workspace.table.policy.severe_pain:
        ticked = await ask_signs(kit.questions, kit.lines, why=ASK_AT_SEVERE_PAIN, rehearsal=kit.rehearsal)
        if ticked:
            raise Flagged(ticked)
        if ticked is None:
            # No answer is not "none": back to the pain, which may have been a slip.
            return BACK if kit.questions.nobody else await _ask_before(kit)
    return before


class Today(Enum):
    """What the runner does on a day on which a walk is proposed, in the order of the answers."""

    WALK = 0
    RUN = 1
    LATER = 2


async def _run_or_walk(kit: Kit, pain: int | None, stage: Stage, count: int) -> Today:
    """What the runner wants to do with this pain before; from `walk_from` on that is asked."""
    due = kit.workspace.prescription()
    if pain is None or pain < due.walk_from:
        return Today.RUN
    answers = (f"Walk {minutes(stage.total_seconds(count))}", "Run as planned", "Later")
    title = why_a_walk(pain, due, kit.workspace.table.policy)
    return Today(await kit.questions.choose(title, answers, unasked=Today.LATER.value))


async def go_on_with(kit: Kit, running: ActiveSession, journal: Journal) -> None:
    """Take up a session that was cut off, in the journal it was found in. Raises Left."""
    async with on_air(kit) as (sound, awake):
        clock = kit.clock_for(rehearsal=running.rehearsal)
        controller = kit.workspace.take_up(running, clock=clock, player=sound, journal=journal)
        ending = await _tell(kit, controller, awake)
    await _after(kit, controller.running, ending)


async def rate(kit: Kit, running: ActiveSession) -> None:
    """The questions after a session, and what follows from them. Raises Left."""
    workspace = kit.workspace

    def note_down(rating: Rating) -> None:
        if trouble := workspace.note_rating(running, rating):
            kit.lines.say(trouble)

    questionnaire = Questionnaire(
        kit.questions,
        kit.lines,
        running,
        workspace.table.policy,
        lambda rating: workspace.preview(running, rating),
        note_down,
    )
    rating = await questionnaire.ask()
    _keep(kit, running, rating)
    if questionnaire.cut_short:
        raise Left


def discard(kit: Kit, session_id: str) -> None:
    """Forget a session that nobody wants."""
    kit.lines.say(kit.workspace.reliable_store.discard(session_id) or "Discarded: nothing is saved.")


async def _tell(kit: Kit, controller: SessionController, awake: asyncio.Task[str]) -> Ending:
    """The session itself. When the program is ended in its midst, where it stood is on the disk to the second."""
    controller.muted = kit.muted
    if line := await awake:
        kit.lines.say(line)
    cool_down = sum(phase.seconds for phase in controller.progress.phases if phase.kind is Kind.COOL_DOWN)
    workspace = kit.workspace
    tips_from = len(workspace.log().sessions)
    session = SessionLines(
        controller,
        kit.lines,
        kit.keyboard,
        wall=workspace.wall,
        every=workspace.settings.plain.every,
        cool_down=cool_down,
        tip=lambda repetition: workspace.tip(When.WALK, tips_from + repetition),
    )
    with kit.keyboard.keys():
        try:
            return await session.run()
        except asyncio.CancelledError:
            controller.pause()
            raise


async def _after(kit: Kit, running: ActiveSession, ending: Ending) -> None:
    match ending:
        case Ending.DISCARDED:
            discard(kit, running.id)
        case Ending.INTERRUPTED:
            marked = max((mark.pain for mark in running.marks), default=None)
            _keep(kit, running, Rating() if running.walk else Rating(worst=marked))
            raise Left
        case Ending.DONE:
            await rate(kit, running)


def _keep(kit: Kit, running: ActiveSession, rating: Rating) -> None:
    """Keep the session and say what comes next."""
    kept = kit.workspace.finish(running, rating)
    kit.lines.say(*_decision(kit, kept))


def _decision(kit: Kit, kept: Kept) -> list[str]:
    """What comes next, and why."""
    record, due = kept.record, kit.workspace.prescription()
    what = [kept.trouble or kept_words(record)]
    if due.decision is Decision.STOP:
        return [*due.reasons, *due.warnings, *what]  # what is to be done comes first
    lines = [*what, f"Next: {decision_words(due.decision).lower()}."]
    if due.stage is not None:
        lines.append(f"{headline(due)}.")
    lines += due.reasons
    if due.move_up_from is not None:
        lines.append(f"You can move up from {day_name(due.move_up_from)}.")
    lines += due.warnings
    if record.rehearsal:
        lines.append("This was a rehearsal: it is saved but does not count.")
    if due.stage is not None:
        lines.append(when(due, kit.workspace.today()))
    return lines


async def _early_is_fine(kit: Kit) -> bool:
    """Starting before the day to wait for is warned of once, and never forbidden."""
    due, today = kit.workspace.prescription(), kit.workspace.today()
    if due.earliest <= today:
        return True
    title = f"Best to wait until {day_name(due.earliest)}. {kit.workspace.why_wait()}"
    return await kit.questions.choose(title, ("Wait", "Start now: it is up to you")) == 1
