"""The end of the programme: the course, its totals, pain at the first and the last session, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwalk_tui.programme.shipped import ShippedProgramme, next_programme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.climb import Rung, rungs
from runwalk_tui.review.trends.course import SessionPain, session_pains
from runwalk_tui.review.trends.sentences import hours
from runwalk_tui.rule.follow_up import Adherence, Course, adherence, adherence_words, course, course_lines
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionKind
from runwalk_tui.wording import then_words

FINISHED = "You've finished the programme"


@dataclass(frozen=True, slots=True)
class Finish:
    """A programme that was done to its last stage."""

    table: StageTable
    today: date
    stage: str
    """Id of the last stage."""
    reps: int
    """Full repetitions there."""
    first_day: date
    """Of the first session of this programme."""
    weeks: int
    """Weeks from then to today, the last one counted even if it is not over; at least 1."""
    sessions: int
    run_seconds: int
    walks: int
    flares: int
    pains: tuple[SessionPain, ...]
    """Of every session of this programme, in order of time; at least one."""
    climb: tuple[Rung, ...]
    checkins: Course | None
    adherence: Adherence | None

    @property
    def then(self) -> ShippedProgramme | None:
        """The programme that comes next; None when there is none."""
        return next_programme(self.table)


def finish_of(reading: Reading, due: Prescription) -> Finish | None:
    """What there is to look back on; None while the programme is not done."""
    table, today = reading.table, reading.today
    if due.decision is not Decision.FINISHED or due.stage is None or due.reps is None:
        return None
    mine = [one for one in reading.counted if one.session.programme == table.programme]
    if not mine:
        return None
    first = mine[0].session.day
    return Finish(
        table,
        today,
        stage=due.stage,
        reps=due.reps,
        first_day=first,
        weeks=max(1, -(-((today - first).days + 1) // 7)),
        sessions=len(mine),
        run_seconds=sum(one.session.run_seconds for one in mine),
        walks=sum(one.session.kind is SessionKind.WALK and one.session.happened for one in reading.judged),
        flares=sum(one.response is Response.FLARE for one in mine),
        pains=session_pains(mine),
        climb=rungs(table, reading.judged, due.stage),
        checkins=course(reading.log),
        adherence=adherence(table, reading.log, today),
    )


def totals_words(finish: Finish) -> str:
    """How long and how much: "14 weeks, 40 sessions, 11 h 20 min of running, 3 walks"."""
    parts = [
        plural(finish.weeks, "week"),
        plural(finish.sessions, "session"),
        *([f"{hours(finish.run_seconds)} of running"] if finish.run_seconds else []),
        *([plural(finish.walks, "walk")] if finish.walks else []),
        *([plural(finish.flares, "flare-up")] if finish.flares else []),
    ]
    return f"{', '.join(parts)}, since {day_name(finish.first_day, finish.today)}."


def pain_words(finish: Finish) -> list[str]:
    """Pain before and the worst, at the first session and at the last; what was not given is left out."""
    first, last = finish.pains[0], finish.pains[-1]
    pairs = (("Pain before", first.before, last.before), ("Worst pain", first.worst, last.worst))
    lines = [
        f"{name}: {then} in your first session, {now} in your last."
        for name, then, now in pairs
        if then is not None and now is not None
    ]
    return lines or ["You gave no pain score in your first or last session."]


def next_words(finish: Finish) -> list[str]:
    """What comes next: the same session for as long as the runner likes, and what a break does."""
    policy = finish.table.policy
    per_week = plural(finish.table.sessions_per_week, "time")
    then = [then_words(finish.then)] if finish.then else []
    return [
        f"Carry on with this session for as long as you like: stage {finish.stage}, {reps(finish.reps)}, "
        f"up to {per_week} a week.",
        f"After {plural(policy.break_repeat_days, 'day')} off or more, you start again gently. "
        "A lower stage or a walk is always fine.",
        *then,
    ]


def finish_lines(finish: Finish) -> list[str]:
    """Everything as plain lines."""
    climbed = [rung for rung in finish.climb if rung.last_day is not None]
    lines = [f"{FINISHED}: {finish.table.programme}.", totals_words(finish)]
    lines += [
        f"Stage {rung.stage.id}{' (our own estimate)' if rung.ours else ''}: {plural(rung.sessions, 'session')}, "
        f"the last on {day_name(rung.last_day, finish.today)}."
        for rung in climbed
        if rung.last_day is not None
    ]
    lines += pain_words(finish)
    lines += course_lines(finish.checkins) if finish.checkins else ["You have no check-ins to compare."]
    return [*lines, adherence_words(finish.adherence), *next_words(finish)]
