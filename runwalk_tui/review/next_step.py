"""From one session to the next: what was done and what is due, side by side, and how it was next to the last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runwalk_tui.programme.plan import Phase, plan_session
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.session_words import has_stage
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import reps
from runwalk_tui.rule.response import worst_pain
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.wording import marked_id

PAIN_CHANGE = 2
"""Points by which the worst pain differs from the last time's when that is worth a word: the rule's own `pain_rise`."""


@dataclass(frozen=True, slots=True)
class SessionShape:
    """A session as it is drawn: its phases, each with its length."""

    stage: Stage
    reps: int
    """Repetitions, at least 1."""
    phases: tuple[Phase, ...]
    done: bool = True
    """False for a session of which no repetition was done: it is drawn as it was planned."""

    @property
    def seconds(self) -> float:
        """Length of the session, warm-up and cool-down included."""
        return self.phases[-1].end

    @property
    def words(self) -> str:
        """ "stage 4 ×6", with a star where the stage is our own estimate; "stage 4, 0 of 6" where none was done."""
        if not self.done:
            return f"stage {marked_id(self.stage)}, 0 of {self.reps}"
        return f"stage {marked_id(self.stage)} ×{self.reps}"


@dataclass(frozen=True, slots=True)
class SessionStep:
    """From the session that was done to the one that is due."""

    was: SessionShape | None
    """None where there is nothing to compare, as after a walk."""
    due: SessionShape

    @property
    def words(self) -> str:
        """ "stage 4 ×6 → stage 4 ×10"."""
        return self.due.words if self.was is None else f"{self.was.words} → {self.due.words}"


def step_to(table: StageTable, record: SessionRecord, due: Prescription) -> SessionStep | None:
    """The step from a session to what is offered; None when no session is due, as under a stop sign."""
    if due.offered is None:
        return None
    was = None
    if has_stage(record) and record.programme == table.programme:
        position = table.index(record.stage)
        count = record.reps_done or record.reps_planned
        if position is not None and count:
            was = _shape(table, table.stages[position], count, done=record.reps_done > 0)
    return SessionStep(was, _shape(table, table.stage(due.offered.stage), due.offered.reps))


def _shape(table: StageTable, stage: Stage, reps: int, *, done: bool = True) -> SessionShape:
    return SessionShape(stage, reps, plan_session(table, stage, reps).phases, done)


def compared(table: StageTable, record: SessionRecord, log: Iterable[SessionRecord], due: Prescription) -> str:
    """A session next to the last one at its stage, where something is unusual; "" where nothing is.

    How many repetitions were done is left to the reason of what is due, where that is more of them.
    """
    if not record.counted or record.stopped_for_pain or record.red_flags:
        return ""
    earlier = [
        session
        for session in log
        if session.counted
        and session.programme == record.programme
        and session.started_at < record.started_at
        and session.id != record.id
    ]
    here = [session for session in earlier if _place(table, session) == _place(table, record)]
    if not here:
        return f"Your first session at stage {record.stage}." if earlier and record.reps_done else ""
    last, done = here[-1], record.reps_done
    building = due.decision is Decision.BUILD
    if not building and done > max(session.reps_done for session in here):
        return f"Last time {reps(last.reps_done)}, today {done}{_most(table, record)}."
    worst, before = worst_pain(record), worst_pain(last)
    if worst is not None and before is not None and abs(worst - before) >= PAIN_CHANGE:
        return f"Worst pain: last time {before}, today {worst}."
    return f"Last time {reps(last.reps_done)}, today {done}." if 0 < done < last.reps_done and not building else ""


def _place(table: StageTable, record: SessionRecord) -> int | str:
    """The position of a session's stage, whatever id it had at the time; its id where the table has no such stage."""
    position = table.index(record.stage) if record.programme == table.programme else None
    return record.stage if position is None else position


def _most(table: StageTable, record: SessionRecord) -> str:
    """That no session at a stage has more repetitions; "" where one can."""
    position = table.index(record.stage)
    full = None if position is None else table.full(table.stages[position])
    return ", the most for this stage" if full is not None and record.reps_done >= full else ""
