"""Which hook a change of the session calls, and what it gets to know. Pure."""

from __future__ import annotations

from enum import StrEnum

from runwalk_tui.programme.stage import Kind
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.countdown import Moment, State, round_up
from runwalk_tui.values import dataclass

PREFIX = "RUNWALK_"
"""How the names of variables start that a hook gets."""


class HookEvent(StrEnum):
    """When a hook is called, in the word that settings.toml has for it."""

    RUN = "run"
    WALK = "walk"
    """Also the warm-up, the cool-down and any other step that is no run."""
    PAUSE = "pause"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class SeenAt:
    """What tells one look at a session from the next, as far as hooks go."""

    state: State
    index: int
    """Position of the phase."""


def event_of(before: SeenAt | None, moment: Moment) -> HookEvent | None:
    """What has changed since the look before (None: there was none), or None for nothing.

    Continuing after a pause is a change, too: whoever turned a light off in the pause wants it on again. That the
    session is over is not seen here, because nobody knows yet whether it will be discarded.
    """
    if moment.state is State.RUNNING:
        if before == SeenAt(State.RUNNING, moment.index):
            return None
        return HookEvent.RUN if moment.phase.kind is Kind.RUN else HookEvent.WALK
    if moment.state is State.PAUSED and before is not None and before.state is State.RUNNING:
        return HookEvent.PAUSE
    return None


def environment_of(event: HookEvent, moment: Moment, running: ActiveSession) -> dict[str, str]:
    """What a hook gets in its environment, besides what runwalk itself got. Nothing about pain is in it."""
    says: dict[str, object] = {
        "EVENT": event.value,
        "PHASE": moment.phase.kind.value,
        "SECONDS": moment.shown_left,
        "LEFT": session_left(moment),
        "STAGE": running.stage,
        "RUN": moment.run,
        "RUNS": moment.runs,
        "REHEARSAL": int(running.rehearsal),
    }
    return {f"{PREFIX}{name}": str(value) for name, value in says.items()}


def session_left(moment: Moment) -> int:
    """Whole seconds left of the session, rounded up as on the screen; 0 once it is over, however early."""
    return 0 if moment.state is State.FINISHED else round_up(moment.total_left)
