"""The log as it is on a day, which everything else that the rule says is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.coming import ONE_DAY
from runwalk_tui.rule.response import TREND_DAYS, USUAL_DAYS, UsualPain, rises
from runwalk_tui.rule.standing import Judged, Standing, fold_judged, judged_in_order, lately
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.values import dataclass

NOT_YET_AFTER = ONE_DAY
"""What is dated later than this after the day asked about is not yet: one day, for travel across the date line."""

_NOTHING = Log()


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over a log for one day: every session that has happened by then, judged, and where that leaves the
    runner."""

    table: StageTable
    today: date
    log: Log
    """Without what is not yet."""
    not_yet: Log
    """What is dated after the day asked about."""
    judged: tuple[Judged, ...]
    """Every session and walk of `log`, in order of time."""
    counted: tuple[Judged, ...]
    """The counted sessions of any programme, in order of time."""
    standing: Standing | None
    usual_pain: int | None
    """Usual pain at the end of the day asked about."""
    rising: bool
    """Whether the pain before sessions rises."""

    @property
    def last_counted(self) -> Judged | None:
        """The last counted session of any programme."""
        return self.counted[-1] if self.counted else None


def read(table: StageTable, log: Log, today: date) -> Reading:
    """Read a log as it is on a day."""
    happened, not_yet = split_by_day(log, today)
    return read_judged(table, happened, tuple(judged_in_order(table, happened)), today, not_yet)


def read_judged(
    table: StageTable, happened: Log, judged: tuple[Judged, ...], today: date, not_yet: Log = _NOTHING
) -> Reading:
    """The same for a log of which everything has happened, and whose sessions were judged before."""
    counted = tuple(one for one in judged if one.session.counted)
    standing = fold_judged(table, happened, counted)
    return Reading(
        table,
        today,
        happened,
        not_yet,
        judged,
        counted,
        standing,
        usual_pain=_usual_pain(judged, today),
        rising=standing is not None and standing.last is not None and _rising(table, judged, standing.last.session),
    )


def _usual_pain(judged: Sequence[Judged], today: date) -> int | None:
    """The usual pain at the end of a day."""
    recent = [one.session for one in lately(judged, today, USUAL_DAYS + 1)]
    return UsualPain(session for session in recent if session.day <= today).on(today)


def _rising(table: StageTable, judged: Sequence[Judged], last: SessionRecord) -> bool:
    """Whether the pain before sessions rises, up to the last session of the fold."""
    recent = [one.session for one in lately(judged, last.day, TREND_DAYS)]
    told = [
        session.pain_before
        for session in recent
        if session.pain_before is not None
        and session.tells_usual_pain
        and session.day <= last.day
        and session.started_at <= last.started_at
    ]
    return rises(told, table.policy.pain_rise)


def split_by_day(log: Log, today: date) -> tuple[Log, Log]:
    """What has happened by a day, and what is not yet, by the local dates. Check-ins are left where they are."""
    limit = today + NOT_YET_AFTER

    def part(*, later: bool) -> Log:
        return Log(
            sessions=tuple(session for session in log.sessions if (session.day > limit) is later),
            placements=tuple(placement for placement in log.placements if (placement.at.date() > limit) is later),
            clearances=tuple(clearance for clearance in log.clearances if (clearance.at.date() > limit) is later),
        )

    later = part(later=True)
    if later == Log():
        return log, later
    return replace(part(later=False), checkins=log.checkins), later


def stop_sign(log: Log, today: date | None = None) -> tuple[SessionRecord, ...]:
    """The sessions that hold the stop sign up: those with a red flag that no clinician has cleared.

    Emergencies come first, then the latest. With `today` as of that day.
    """
    if today is not None:
        log, _ = split_by_day(log, today)
    flagged = [
        session
        for session in log.sessions
        if session.red_flags and session.happened and not any(one.covers(session) for one in log.clearances)
    ]
    if len(flagged) > 1:
        from runwalk_tui.rule.red_flags import is_emergency  # late: seldom needed

        flagged.sort(key=lambda session: (is_emergency(session.red_flags), session.started_at), reverse=True)
    return tuple(flagged)
