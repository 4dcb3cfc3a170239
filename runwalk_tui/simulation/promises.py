"""What the rule must never do, looked at from outside: by what happened, not by how the rule counts."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from statistics import median_low
from typing import NamedTuple

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.simulation.virtual_runner import VirtualSession

STUCK_DAYS = 42
"""Six weeks: so long at one stage, and an answer in that time must have told a steady runner why. Steady means coming
once a week or more, without a break after which a stage begins again."""
HALF_A_YEAR = 182
"""Days."""
MOST_OFFERS = 6
"""How often in half a year a stage may be offered that brings a flare-up each time."""
_TREND_DAYS = 28
_TREND_SESSIONS = 6


class Promise(StrEnum):
    """What the rule promises, in words."""

    UP_AFTER_FLARE = "never up right after a flare-up"
    ONE_STAGE = "never two stages up at once"
    DAYS = "never up before a stage has had its full days"
    FULL = "never beyond the full repetitions"
    STOP_SIGN = "never a session while sessions are on hold"
    TOLD_WHY = "no steady runner stays at a stage for over six weeks without being told why"
    OFFERS = "no stage that brings only flare-ups is offered over six times in half a year"
    RISING = "nobody moves up while the pain before sessions rises"
    SEVERE = "severe pain is always a flare-up"


class Broken(NamedTuple):
    """A promise that the rule broke."""

    promise: Promise
    what: str
    """What happened, in a sentence with its day."""


def tells_why(asked: Prescription) -> bool:
    """Whether an answer names why a runner stays where they are, beyond the sessions that any stage needs."""
    return any(_CAUSE.search(sentence) for sentence in (*asked.reasons, *asked.warnings))


_CAUSE = re.compile(
    "|".join(
        (
            *(
                "[Ff]lare-up",
                "stopped for pain",
                "is severe",
                "or more above",
                r"was \d+ out of 10, (?:above|and only)",
            ),
            *("isn't known yet", "soreness", "worst pain was above", "rising"),
            *("cut two sessions short", "You eased", r"You did \d+ of", "very hard", "weren't ready"),
            *("since your last session", "lasts at least", "never changes your stage", "finished the programme"),
        )
    )
)


class Promises:
    """Watches the prescriptions that one runner follows and notes each broken promise."""

    def __init__(self, table: StageTable, start: int) -> None:
        """`start` is the position of the stage at which the runner was placed, on day 0."""
        self._table = table
        self._here = start
        """Position of the stage that was due last."""
        self._changed = 0
        """Day of the placement, of the last move to another stage or of the last flare-up."""
        self._here_since = 0
        self._steady_since = 0
        """Day of the first session, or of the first one after a break."""
        self._told = 0
        """Day of the last answer that told why it goes no further."""
        self._run: list[int] = []
        """Day of each session."""
        self._flared_at: int | None = None
        self._flared_last = False
        self._pains: list[tuple[int, int]] = []
        """Day and pain before each session."""
        self._in_vain: defaultdict[int, list[int]] = defaultdict(list)
        """For each stage the days on which it was offered, and flared up, since it last went well."""
        self.broken: list[Broken] = []

    def days_since_flare(self, day: int) -> int | None:
        """Days from the last flare-up to `day`; None when there was none."""
        return None if self._flared_at is None else day - self._flared_at

    def check(self, done: VirtualSession) -> None:
        """Look at what was prescribed and at the session that followed, and remember how the back took it."""
        table = self._table
        day, placed, asked, flagged, session, response = done
        stage = table.stage(asked.stage or "")
        position = table.stages.index(stage)
        self._expect(not flagged, Promise.STOP_SIGN, f"day {day}: a session was prescribed while sessions were on hold")
        self._expect(
            (asked.reps or 0) <= max(table.full(stage), stage.reps_min),
            Promise.FULL,
            f"day {day}: {asked.reps} repetitions are more than stage {stage.id} has",
        )
        if asked.decision is Decision.START:
            self._here, self._here_since, self._changed, self._flared_last = position, placed, placed, False
        elif position > self._here:
            self._check_up(day, asked, position)
        self._check_told(day, asked, position)
        self._remember(day, position, session, response)
        severe = any(pain is not None and pain >= table.policy.severe_pain for pain in _pains_of(session))
        self._expect(
            not severe or response in (Response.FLARE, Response.STOP),
            Promise.SEVERE,
            f"day {day}: severe pain counted as {response}",
        )
        if response is not Response.FLARE:
            self._in_vain.pop(table.stages.index(table.stage(session.stage)), None)
        elif asked.decision is Decision.ADVANCE and session.stage == asked.stage:
            self._in_vain[position].append(day)

    def _check_up(self, day: int, asked: Prescription, position: int) -> None:
        policy = self._table.policy
        self._expect(position == self._here + 1, Promise.ONE_STAGE, f"day {day}: more than one stage up at once")
        self._expect(asked.decision is Decision.ADVANCE, Promise.ONE_STAGE, f"day {day}: up without saying so")
        self._expect(not self._flared_last, Promise.UP_AFTER_FLARE, f"day {day}: up right after a flare-up")
        waited = day - self._changed
        self._expect(waited >= policy.min_days_per_stage, Promise.DAYS, f"day {day}: up after only {waited} days")
        self._expect(not policy.manual, Promise.ONE_STAGE, f"day {day}: up although the table is set to manual")
        self._expect(not self._rises(), Promise.RISING, f"day {day}: up while the pain before sessions was rising")
        tries = sum(day - tried < HALF_A_YEAR for tried in self._in_vain[position])
        self._expect(
            tries < MOST_OFFERS,
            Promise.OFFERS,
            f"day {day}: stage {asked.stage} brought a flare-up each time and is offered again after {tries}",
        )

    def _check_told(self, day: int, asked: Prescription, position: int) -> None:
        if not self._run or day - self._run[-1] >= self._table.policy.break_repeat_days:
            self._steady_since = day
        if tells_why(asked):
            self._told = day
        since = max(self._here_since, self._steady_since, self._told)
        weekly = sum(since <= on for on in self._run) * 7 >= day - since
        self._expect(
            position != self._here or day - since <= STUCK_DAYS or not weekly,
            Promise.TOLD_WHY,
            f"day {day}: at stage {asked.stage} for {day - since} days, and only told: {' '.join(asked.reasons)}",
        )

    def _remember(self, day: int, position: int, session: SessionRecord, response: Response) -> None:
        run = self._table.stages.index(self._table.stage(session.stage))
        if position < self._here or (position > self._here and run == position):
            back = position < self._here
            self._here, self._here_since, self._changed = position, day, day
            # A lower stage is due since the session that led to it, unless it was the break after it that did.
            on = self._run[-1] if self._run else day
            if back and day - on < self._table.policy.break_step_back_days:
                self._changed = on
        self._flared_last = response in (Response.FLARE, Response.STOP)
        if self._flared_last:
            self._flared_at = self._changed = day
        self._run.append(day)
        if session.pain_before is not None:
            self._pains.append((day, session.pain_before))

    def _rises(self) -> bool:
        """Whether the pain before sessions rose over the last weeks."""
        if not self._pains:
            return False
        last = self._pains[-1][0]
        pains = [pain for day, pain in self._pains if last - day < _TREND_DAYS]
        rise = self._table.policy.pain_rise
        return len(pains) >= _TREND_SESSIONS and median_low(pains[-3:]) - median_low(pains[:3]) >= rise

    def _expect(self, kept: bool, promise: Promise, otherwise: str) -> None:
        if not kept:
            self.broken.append(Broken(promise, otherwise))


def _pains_of(session: SessionRecord) -> tuple[int | None, ...]:
    """The pains that a session brought, 0 to 10 or None."""
    return (session.pain_worst, session.pain_after, session.pain_morning)
