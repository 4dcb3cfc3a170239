"""What a session leaves behind: the records that the log is made of.

The log is the only truth. Stage, repetitions and streaks are computed from these
records each time they are needed, so nothing here is a counter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS, NAME_LENGTH, safe_name, safe_note
from runwalk_tui.values import dataclass


class SessionKind(StrEnum):
    """What kind of session it was."""

    RUN_WALK = "run-walk"
    WALK = "walk"
    """Walking alone, what is done on a bad day: it counts in nothing but usual pain and the trend.

    A walk has no repetitions: it bears the stage that was due, `reps_planned` 1, `reps_done` 0, and its length in
    `walk_seconds` and `active_seconds`."""
    COMPANION = "companion"
    """Stretching or strength beside the programme; the rule does not look at it."""


@dataclass(frozen=True, slots=True)
class PainMark:
    """Pain that the runner marked while moving."""

    at: float
    """Active seconds since the session began, pauses left out; at least 0."""
    pain: int
    """Numeric rating scale, 0 to 10."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it was done."""

    id: str
    """Unique for ever; a UUID for sessions of our own."""
    started_at: datetime
    """Aware: the runner's wall clock with its offset."""
    programme: str
    """Name of the programme the session is filed under."""
    stage: str
    """Id of the stage it began with."""
    reps_planned: int
    """Repetitions, 1 to 100; 1 for a walk."""
    reps_done: int
    """Repetitions whose every run step was run for at least 90 % of its seconds."""
    run_seconds: int = 0
    """Seconds of running inside the intervals."""
    walk_seconds: int = 0
    """Seconds of walking inside the intervals, warm-up and cool-down left out."""
    active_seconds: int = 0
    """Seconds of everything, warm-up and cool-down included, pauses left out."""
    pain_before: int | None = None
    """0 to 10, or None when it was not given; so are the three that follow."""
    pain_worst: int | None = None
    pain_after: int | None = None
    pain_morning: int | None = None
    pain_marks: tuple[PainMark, ...] = ()
    soreness: tuple[str, ...] = ()
    """Places of new soreness, such as "knee" or "left ankle"."""
    red_flags: tuple[str, ...] = ()
    """Red flags that were ticked; any raises the stop sign."""
    stopped_for_pain: bool = False
    eased_to: str | None = None
    """Id of the lower stage that the session went on with."""
    felt_ready: bool | None = None
    """Whether the runner felt ready to move on; None when not asked."""
    effort: int | None = None
    """Rating of perceived exertion, 0 to 10."""
    kind: SessionKind = SessionKind.RUN_WALK
    note: str = ""
    rehearsal: bool = False
    """A rehearsal is kept and never counted by the rule."""
    source: str = "timer"
    """"timer", "log", "import" or the name of another program."""
    updated_at: datetime | None = None
    """When the record was last changed; None when it never was."""
    heart_rate: int | None = None
    """Average over the seconds in which a strap was heard, in beats a minute, 25 to 250; None when there was none. The
    rule reads none of this and the next three."""
    heart_rate_max: int | None = None
    """The highest of them."""
    belt_metres: int | None = None
    """How far a treadmill's belt ran while it was heard, 0 to 1,000,000 m; None when it wasn't."""
    belt_speed: int | None = None
    """Average of the belt in runs while it moved, in metres an hour, 0 to 40,000: 8400 is 8.4 km/h."""

    @property
    def day(self) -> date:
        """The calendar day on the runner's own clock when the session began."""
        return self.started_at.date()

    @property
    def last_day(self) -> date:
        """The calendar day on the runner's own clock when the session ended; its next morning is the one after."""
        return (self.started_at + timedelta(seconds=self.active_seconds)).date()

    @property
    def happened(self) -> bool:
        """Whether it was more than a rehearsal."""
        return not self.rehearsal

    @property
    def counted(self) -> bool:
        """Whether the rule looks at this session (RULES, section 2): some running or its pain is known."""
        return (
            self.happened
            and self.kind is SessionKind.RUN_WALK
            and (
                self.reps_done > 0
                or self.run_seconds > 0
                or self.stopped_for_pain
                or self.pain_worst is not None
                or self.pain_after is not None
                or self.pain_morning is not None
            )
        )

    @property
    def tells_usual_pain(self) -> bool:
        """Whether its pain before is part of the runner's usual pain: that of a walk is, too."""
        return self.pain_before is not None and (self.counted or (self.happened and self.kind is SessionKind.WALK))

    @property
    def completed(self) -> bool:
        """All planned repetitions were done, one at least, at the stage they were planned for."""
        return self.eased_to is None and self.reps_done >= max(1, self.reps_planned)


@dataclass(frozen=True, slots=True)
class Rating:
    """What the runner answers after a session; each field as in SessionRecord."""

    worst: int | None = None
    after: int | None = None
    soreness: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    felt_ready: bool | None = None
    effort: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """The runner was placed at a stage."""

    at: datetime
    stage: str
    how: str = "chosen"
    """"chosen" or "run test"."""
    programme: str = ""
    """Name of the programme that the stage is one of; "" where nobody knows, as in logs from before it was stored."""
    withdrawn: bool = False
    """Whether it holds no longer, since it was given another time. It stays in the log, so that no older copy brings
    it back."""
    rank: int = field(default=0, compare=False)
    """Its place among placements of the same instant, at least 0; no part of what it says."""

    def is_for(self, programme: str) -> bool:
        """Whether it places the runner in a programme; one that bears no name does so in any."""
        return self.programme in ("", programme)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """How the last week was, in weeks 0, 6 and 12 or at any time."""

    at: datetime
    current: int
    """Pain now, 0 to 100; the next two are over the last week."""
    average: int
    worst: int
    disability: int | None = None
    """Total of a questionnaire that a clinician scored, 0 to 100 %."""
    activity: str = ""
    """Something that matters to the runner, in the runner's words; "" when nothing was named. This and the next two
    are questions of our own, since runners of the trial came to think differently of running and their backs. The rule
    reads none of them."""
    activity_score: int | None = None
    """How well that goes, 0 (not at all) to 10; None when it was not given."""
    safe: int | None = None
    """How safe running feels for the back, 0 (not safe at all) to 10; None when it was not given."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """A clinician has cleared the runner after a red flag."""

    at: datetime
    clears: tuple[str, ...] | None = None
    """Ids of the sessions whose flags it clears, those that stood in the log when it was made. None, as the first
    edition wrote it, clears every session that started at or before it."""
    seen: tuple[tuple[str, str], ...] = ()
    """The red flags that the runner was shown when it was made, each as the id of its session and the flag, sorted.
    None of a session where nobody noted them, as in logs from before this was stored."""

    def saw(self, session_id: str, red_flag: str) -> bool | None:
        """Whether it was made in sight of a red flag, in its session or in a record of its own; None where nobody noted
        the flags of that session."""
        if any(self._shown_as(session_id, red_flag)):
            return True
        return False if any(seen == session_id for seen, _ in self.seen) else None

    def _shown_as(self, session_id: str, red_flag: str) -> Iterator[str]:
        """The ids under which a red flag of a session was shown: that of the session, that of its own record."""
        for shown, flag in self.seen:
            if flag == red_flag and (
                shown == session_id or _is_own_of(shown, session_id, flag) or _is_own_of(session_id, shown, flag)
            ):
                yield shown

    def unseen_in(self, session: SessionRecord) -> tuple[str, ...]:
        """The red flags of a session that came to it after the runner was shown its others."""
        return tuple(flag for flag in session.red_flags if self.saw(session.id, flag) is False)

    def covers(self, session: SessionRecord) -> bool:
        """Whether it clears the flags of a session.

        One that was made in sight of a flag in its session clears it in a record of its own, too, and the other way
        round. A bare time clears no such record: the first edition had none, and where it was made nobody saw one.
        """
        if self.clears is None:
            return session.started_at <= self.at and not is_own_sign(session)
        if session.id in self.clears:
            return True
        shown = (self._shown_as(session.id, flag) for flag in session.red_flags)
        return bool(self.seen and session.red_flags) and all(any(each in self.clears for each in ids) for ids in shown)


@dataclass(frozen=True, slots=True)
class Deletion:
    """A session was deleted. It stays in the log for ever, so that no older copy brings the session back."""

    id: str
    """That of the session."""
    at: datetime
    """Aware. The later of a deletion and a version of its session holds; on a tie, the deletion."""

    def holds_against(self, session: SessionRecord) -> bool:
        """Whether a version of the session stays deleted; one that was never changed always does."""
        return session.updated_at is None or session.updated_at <= self.at


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that is remembered, each kind in order of time."""

    sessions: tuple[SessionRecord, ...] = ()
    placements: tuple[Placement, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    clearances: tuple[Clearance, ...] = field(default=())
    deleted: tuple[Deletion, ...] = ()
    """The deletions that hold: no session of these ids is in the log."""
    withdrawn: tuple[Placement, ...] = ()
    """Placements that hold no longer; none of them is in `placements`."""
    ranks: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """The place of a session among those that started at the same instant, by its id, where it is more than 0. It
    says why `sessions` are in this order, so that another computer puts them in the same one."""


def clearance_of(sessions: Iterable[SessionRecord], at: datetime) -> Clearance:
    """The clearance that is made at some time of the red flags of these sessions, which the runner was shown."""
    shown = tuple(sessions)
    seen = {(session.id, red_flag) for session in shown for red_flag in session.red_flags}
    return Clearance(at, tuple(session.id for session in shown), tuple(sorted(seen)))


def stop_record(at: datetime, programme: str, stage: str, red_flags: Iterable[str]) -> SessionRecord:
    """Return the record that raises the stop sign without a run: a session in which nothing was done.

    For flags that were ticked before a session. The rule does not count it; only its red flags are seen.
    """
    return SessionRecord(
        id=new_session_id(),
        started_at=at,
        programme=programme,
        stage=stage,
        reps_planned=1,
        reps_done=0,
        red_flags=tuple(red_flags),
        source="screening",
    )


def own_sign_id(session_id: str, red_flag: str) -> str:
    """The id of the record of its own that a red flag of a session is kept in, the same in every log."""
    own = _ending_of(red_flag)
    if len(session_id + own) > NAME_LENGTH:  # would be cut, and might be that of the session
        own = _ending_of(session_id) + own  # tells apart two that begin alike
    return session_id[: NAME_LENGTH - len(own)] + own


def is_own_sign(record: SessionRecord) -> bool:
    """Whether a session is nothing but the record of its own of a red flag of another one."""
    return any(record.id.endswith(_ending_of(flag)) for flag in record.red_flags)


def session_of_own(record_id: str) -> str:
    """The id of the session whose red flag this would be the record of its own of, by its look; else ""."""
    found = re.fullmatch("(.+)-[0-9a-f]{8}", record_id)
    return "" if found is None else found[1]


def _is_own_of(record_id: str, session_id: str, red_flag: str) -> bool:
    return record_id.startswith(session_id[:_SHORTEST]) and record_id == own_sign_id(session_id, red_flag)


_SHORTEST = 8
"""Characters of an id that are compared before all of it is, which takes longer."""


def _ending_of(text: str) -> str:
    return f"-{zlib.crc32(repr((text,)).encode()):08x}"


def new_session_id() -> str:
    """Return a fresh random identifier."""
    import uuid  # late: the rule never needs it

    return str(uuid.uuid4())


def safe_record(record: SessionRecord) -> SessionRecord:
    """Return the record as it is stored and exported; nearly always it is the very same."""
    fresh = replace(
        record,
        id=safe_name(record.id),
        programme=safe_name(record.programme),
        stage=safe_name(record.stage),
        soreness=tuple(safe_name(place, ITEM_LENGTH) for place in record.soreness[:ITEMS]),
        red_flags=tuple(safe_name(flag, ITEM_LENGTH) for flag in record.red_flags[:ITEMS]),
        eased_to=None if record.eased_to is None else safe_name(record.eased_to),
        note=safe_note(record.note),
        source=safe_name(record.source),
    )
    return record if fresh == record else fresh


def safe_checkin(checkin: CheckIn) -> CheckIn:
    """Return the check-in as it is stored and exported; nearly always it is the very same."""
    activity = safe_name(checkin.activity)
    return checkin if activity == checkin.activity else replace(checkin, activity=activity)
