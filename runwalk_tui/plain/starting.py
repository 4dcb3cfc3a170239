"""From Home into a session: whatever is asked first, then what is due or what the runner chooses."""

from __future__ import annotations

from runwalk_tui.plain.choosing import choose_session
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.morning import ask_morning_when_due
from runwalk_tui.plain.placing import find_stage, run_test
from runwalk_tui.plain.screening import screened
from runwalk_tui.plain.signs import say_stop_sign
from runwalk_tui.plain.walk import run_session, run_walk
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.standing import Decision


async def start_due_session(kit: Kit) -> None:
    """What is due, from the first question to the decision."""
    if not await _ready_to_run(kit):
        return
    due = kit.workspace.prescription()
    if due.stage is None or due.reps is None:
        return
    offered = (due.stage, due.reps)
    session = await _up_or_stay(kit, due, offered) if due.decision is Decision.ADVANCE else offered
    if session is not None:
        await run_session(kit, *session)


async def start_chosen_session(kit: Kit) -> None:
    """Another stage or number of repetitions, then the session."""
    if not await _ready_to_run(kit):
        return
    session = await choose_session(kit, kit.workspace.prescription())
    if session is not None:
        await run_session(kit, *session)


async def start_walk(kit: Kit) -> None:
    """A walk in the place of a session, on any day; it needs no stage."""
    if await _nothing_forbids(kit):
        await ask_morning_when_due(kit)
        await run_walk(kit)


async def start_run_test(kit: Kit) -> None:
    """The run test whenever the runner wants it; what comes before a session comes before it, too."""
    if await _nothing_forbids(kit):
        await run_test(kit)


async def _ready_to_run(kit: Kit) -> bool:
    """Ask whatever is due before a session; True when a session may follow now.

    A rehearsal asks for no answers that would be kept.
    """
    if not await _nothing_forbids(kit):
        return False
    if kit.workspace.prescription().decision is Decision.PLACEMENT:
        await _begin_programme(kit)
        return False
    await ask_morning_when_due(kit)
    return True


async def _nothing_forbids(kit: Kit) -> bool:
    """Whether the screening has been answered and no stop sign is up."""
    if not kit.rehearsal and not await screened(kit):
        return False
    if kit.workspace.prescription().decision is Decision.STOP:
        say_stop_sign(kit)
        return False
    return True


async def _begin_programme(kit: Kit) -> None:
    """The placement. A rehearsal keeps none, so its session follows at once."""
    stage = await find_stage(kit)
    if stage is not None and kit.rehearsal:
        await run_session(kit, stage, kit.workspace.table.stage(stage).reps_min)


async def _up_or_stay(kit: Kit, due: Prescription, up: tuple[str, int]) -> tuple[str, int] | None:
    """Moving up is offered, never forced; None to go back."""
    stay = kit.workspace.staying()
    answers = (f"Move up to stage {up[0]}", f"Stay at stage {stay[0]}", "Back")
    match await kit.questions.choose(" ".join((f"Ready for stage {up[0]}?", *due.reasons)), answers, unasked=1):
        case 0:
            return up
        case 1:
            return stay
        case _:
            return None
