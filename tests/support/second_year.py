"""A second year that nobody ran: about 130 sessions as somebody might have them, made with the rule itself.

Two or three sessions a week; stages as the rule asked for them on each day; flare-ups with the step back and the
walks after them, soreness, days on which less was done; a holiday, an illness with a warning sign that a doctor has
cleared, both clock changes; stretching, rehearsals, answers that were corrected later, notes as people write them.
The same each time, and all of it before the day on which the scenes take place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from runwalk_tui.history.store import Store
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    PainMark,
    Placement,
    SessionKind,
    SessionRecord,
    clearance_of,
)

FIRST, LAST = date(2025, 1, 27), date(2026, 1, 23)
SUMMER = (date(2025, 3, 30), date(2025, 10, 26))
"""The first day of summer time, and the first one after it."""
AWAY = ((date(2025, 7, 19), date(2025, 8, 6)), (date(2025, 11, 8), date(2025, 11, 25)))
"""A holiday and an illness, in which nothing is done."""
FEVER = date(2025, 11, 7)
"""A session after which a warning sign was ticked."""
CLEARED = date(2025, 11, 24)
EASED = date(2025, 5, 21)
"""A session that went on with the stage below."""
BAD_DAYS = {
    date(2025, 3, 12): "Lifted boxes yesterday. Not clever.",
    date(2025, 5, 21): "Too fast down the hill, felt it in the last run.",
    date(2025, 6, 23): "Slept badly, back stiff from the car.",
    date(2025, 9, 29): "Twinge at the kerb, stopped and walked home.",
    date(2025, 12, 17): "Icy path, tense all the way.",
}
"""Days with a flare-up, and what was noted."""
NOTES = {
    date(2025, 1, 31): "First time out again since Christmas. Cold but good.",
    date(2025, 2, 17): "Rain all the way",
    date(2025, 3, 31): "Light in the evening at last!",
    date(2025, 4, 14): "New shoes",
    date(2025, 4, 28): "With Ana, we talked all the time, so easy pace",
    date(2025, 6, 4): "26 degrees, too warm at 5 pm",
    date(2025, 7, 9): "Treadmill, thunderstorm outside",
    date(2025, 8, 11): "Back from the lake; legs heavy, back fine",
    date(2025, 9, 3): "flat loop by the river",
    date(2025, 10, 6): "left the watch at home",
    date(2025, 10, 20): "Physio says keep going",
    date(2025, 11, 26): "Careful start after the flu",
    date(2026, 1, 5): "Happy new year to my back",
}
PACES = ((0, 2, 5), (0, 2), (0, 2, 4))
"""Days of the week on which sessions are planned, from Monday as 0; weeks take turns."""


@dataclass(frozen=True, slots=True)
class SecondYear:
    """The year, and what has happened to it since."""

    log: Log
    twice: SessionRecord
    """A session that was entered once more by mistake, and deleted."""

    def keep_in(self, store: Store) -> None:
        """Write the year into a store, where the deletion can still be taken back."""
        store.merge(replace(self.log, deleted=()))
        store.save(self.twice)
        store.delete(self.twice.id, self.log.deleted[0].at)


def second_year(table: StageTable) -> SecondYear:
    """Live the year with the table that ships."""
    story = _Story(table)
    day = FIRST
    while day <= LAST:
        if not any(first <= day <= last for first, last in AWAY):
            story.live(day)
        if day == CLEARED:
            story.clear(day)
        day += timedelta(days=1)
    deletion = Deletion(story.twice.id, datetime.combine(LAST, time(20), timezone(timedelta(hours=1))))
    return SecondYear(replace(story.log, deleted=(deletion,)), story.twice)


class _Story:
    """Grows the log day by day."""

    def __init__(self, table: StageTable) -> None:
        self._table = table
        self._chance = Random(14)
        self._sore_until = FIRST
        """Until when only walks are taken."""
        begin = self._at(FIRST - timedelta(days=1), 18)
        self.log = Log(
            placements=(Placement(begin, "4", "chosen"),),
            checkins=(CheckIn(begin, 31, 35, 58, 22, "hanging out the washing", 5, 6),),
        )

    @property
    def twice(self) -> SessionRecord:
        """A session of the spring once more, as it was entered by mistake."""
        once = self.log.sessions[30]
        return replace(once, id=_id(900), started_at=once.started_at + timedelta(minutes=1), source="log")

    def live(self, day: date) -> None:
        """Whatever was done on a day."""
        if day in (date(2025, 1, 28), date(2025, 8, 7)):
            self._keep(replace(self._session(day), rehearsal=True, note="Trying the new earphones"))
        if day.weekday() == 6 and day.day <= 7:
            self._stretch(day)
        if day.weekday() not in PACES[day.isocalendar().week % 3] and day not in BAD_DAYS and day != FEVER:
            if day < self._sore_until and day.weekday() in (1, 4, 6):
                self._walk(day)
            return
        due = prescribe(self._table, self.log, day)
        if due.stage is None or due.earliest > day or day < self._sore_until:
            return
        if self._chance.random() < 0.06 and day not in BAD_DAYS and day not in NOTES:
            return  # something else came up
        self._keep(self._session(day))
        if day in BAD_DAYS:
            self._sore_until = day + timedelta(days=4)
        if day.day == 6 and day.month in (5, 10):
            self.log = replace(
                self.log,
                checkins=(
                    *self.log.checkins,
                    CheckIn(self._at(day, 20), 22, 26, 41, 14, "hanging out the washing", 8, 8),
                ),
            )

    def clear(self, day: date) -> None:
        """A doctor has cleared what the fever had stopped."""
        flagged = [session for session in self.log.sessions if session.red_flags]
        cleared: Clearance = clearance_of(flagged, self._at(day, 11))
        self.log = replace(self.log, clearances=(cleared,))

    def _session(self, day: date) -> SessionRecord:
        """The session that was due, with how it went."""
        due = prescribe(self._table, self.log, day)
        assert due.stage is not None
        assert due.reps is not None
        stage, chance = self._table.stage(due.stage), self._chance
        before = chance.choice((2, 2, 3, 3, 3, 4)) - (day.month >= 9)
        bad = day in BAD_DAYS
        short = not bad and chance.random() < 0.05
        done = due.reps - (chance.choice((2, 3)) if bad else 1 if short else 0)
        worst = chance.choice((7, 8)) if bad else before + chance.choice((0, 0, 1, 1, 2))
        after = worst - 1 if bad else max(before, worst - 1)
        morning = None if chance.random() < 0.07 else min(10, after + 1) if bad else before - chance.choice((0, 0, 1))
        run = round(stage.run_seconds * done) if done else 0
        record = SessionRecord(
            id=_id(len(self.log.sessions)),
            started_at=self._at(day, chance.choice((7, 7, 17, 18)), chance.randrange(0, 60, 5)),
            programme=self._table.programme,
            stage=due.stage,
            reps_planned=due.reps,
            reps_done=done,
            run_seconds=run,
            walk_seconds=round(stage.total_seconds(done) - 420 - run),
            active_seconds=round(stage.total_seconds(done)),
            pain_before=before,
            pain_worst=worst,
            pain_after=after,
            pain_morning=morning,
            pain_marks=self._marks(worst, stage.total_seconds(done)) if bad or worst > 4 else (),
            soreness=("left calf",) if chance.random() < 0.05 else ("knee",) if day == date(2025, 8, 18) else (),
            stopped_for_pain=bad and done < due.reps - 2,
            felt_ready=None if chance.random() < 0.1 else not bad,
            effort=chance.choice((3, 4, 4, 5, 6)),
            note=BAD_DAYS.get(day) or NOTES.get(day, ""),
        )
        if day == EASED:
            record = replace(record, eased_to=self._table.stages[(self._table.index(due.stage) or 1) - 1].id)
        if day == FEVER:
            record = replace(record, red_flags=("fever",), note="Shivery in the evening")
        if chance.random() < 0.05:
            record = replace(record, updated_at=record.started_at + timedelta(hours=26))
        return record

    @staticmethod
    def _marks(worst: int, seconds: float) -> tuple[PainMark, ...]:
        """Pain that was marked on the way, rising to the worst."""
        places = ((0.35, max(1, worst - 3)), (0.6, max(1, worst - 1)), (0.8, worst))
        return tuple(PainMark(round(seconds * part, 1), pain) for part, pain in places)

    def _walk(self, day: date) -> None:
        """A walk in the place of a session, on one of the days after a flare-up."""
        due = prescribe(self._table, self.log, day)
        minutes = self._chance.choice((25, 30, 35))
        self._keep(
            SessionRecord(
                id=_id(len(self.log.sessions)),
                started_at=self._at(day, 18, 10),
                programme=self._table.programme,
                stage=due.stage or "4",
                reps_planned=1,
                reps_done=0,
                walk_seconds=60 * minutes,
                active_seconds=60 * minutes,
                pain_before=4,
                pain_after=3,
                kind=SessionKind.WALK,
                note="Just round the park" if minutes == 25 else "",
            )
        )

    def _stretch(self, day: date) -> None:
        """Stretching at home, once a month."""
        self._keep(
            SessionRecord(
                id=_id(len(self.log.sessions)),
                started_at=self._at(day, 10),
                programme="Stretching",
                stage="1",
                reps_planned=3,
                reps_done=3,
                active_seconds=900,
                pain_before=3,
                pain_after=2,
                kind=SessionKind.COMPANION,
                source="log",
            )
        )

    def _keep(self, record: SessionRecord) -> None:
        self.log = replace(self.log, sessions=(*self.log.sessions, record))

    @staticmethod
    def _at(day: date, hour: int, minute: int = 0) -> datetime:
        """A time on the runner's own clock, which is put forward in summer."""
        offset = 2 if SUMMER[0] <= day < SUMMER[1] else 1
        return datetime.combine(day, time(hour, minute), timezone(timedelta(hours=offset)))


def _id(number: int) -> str:
    """Ids that look like those of real sessions: they differ from their first letter on."""
    return f"{(number + 1) * 2654435761 % 2**32:08x}-5ec0-4000-8000-{number:012d}"


def such_years(table: StageTable, count: int, until: date) -> Log:
    """So many sessions, the newest of them in the last weeks up to a day: the same year over and over.

    Each year is 52 weeks before the one after it. There is no warning sign in it, which would wait to be cleared.
    """
    year = second_year(table).log
    sessions: list[SessionRecord] = []
    for number in range(-(-count // len(year.sessions))):
        back = timedelta(weeks=52 * number) - timedelta(days=(until - LAST).days // 7 * 7)
        sessions += (
            replace(
                session,
                id=f"{session.id[:-3]}{number:03}{session.id[-3:]}",
                started_at=session.started_at - back,
                updated_at=None if session.updated_at is None else session.updated_at - back,
                red_flags=(),
                pain_morning=session.pain_before,
            )
            for session in reversed(year.sessions)
        )
    return Log(sessions=tuple(reversed(sessions[:count])))
