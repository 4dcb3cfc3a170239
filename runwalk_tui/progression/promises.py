"""What the rule must never do, looked at from outside: by what happened, not by how the rule counts."""

from __future__ import annotations

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.fold import Decision
from runwalk_tui.progression.response import Response
from runwalk_tui.progression.rule import Prescription

PROMISES = (
    "never up right after a flare-up",
    "never two stages up at once",
    "never up before the days that a stage takes are over",
    "never beyond the full repetitions",
    "never a session while the stop sign is up",
)
"""What `Promises` watches over, in words."""


class Promises:
    """Watches the prescriptions that one runner follows and notes each broken promise."""

    def __init__(self, table: StageTable, start: int) -> None:
        """`start` is the position of the stage at which the runner was placed, on day 0."""
        self._table = table
        self._here = start
        self._changed = 0
        """Day of the placement, of the last move to another stage or of the last flare-up."""
        self._flared_at: int | None = None
        self._flared_last = False
        self.broken: list[str] = []
        """One sentence each."""

    def days_since_flare(self, day: int) -> int | None:
        """Days from the last flare-up to `day`; None when there was none."""
        return None if self._flared_at is None else day - self._flared_at

    def check(self, day: int, asked: Prescription, response: Response, *, flagged: bool) -> None:
        """Look at a session that was run as prescribed on a day, and remember how the back took it.

        `flagged` tells whether the stop sign was up when it was prescribed.
        """
        table = self._table
        stage = table.stage(asked.stage or "")
        position = table.stages.index(stage)
        self._expect(not flagged, f"day {day}: a session was prescribed while the stop sign was up")
        self._expect(
            (asked.reps or 0) <= max(table.full(stage), stage.reps_min),
            f"day {day}: {asked.reps} repetitions are more than stage {stage.id} has",
        )
        if position > self._here:
            self._expect(position == self._here + 1, f"day {day}: more than one stage up at once")
            self._expect(asked.decision is Decision.ADVANCE, f"day {day}: up without saying so")
            self._expect(not self._flared_last, f"day {day}: up right after a flare-up")
            waited = day - self._changed
            self._expect(waited >= table.policy.min_days_per_stage, f"day {day}: up after {waited} days only")
            self._expect(not table.policy.manual, f"day {day}: up although the table is set to manual")
        if position != self._here:
            self._here, self._changed = position, day
        self._flared_last = response in (Response.FLARE, Response.STOP)
        if self._flared_last:
            self._flared_at = self._changed = day

    def _expect(self, kept: bool, otherwise: str) -> None:
        if not kept:
            self.broken.append(otherwise)
