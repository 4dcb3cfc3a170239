"""What the runner is told beside today's prescription: when to have somebody look, and what the rule left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression import reasons
from runwalk_tui.progression.fold import Judged, Standing
from runwalk_tui.progression.response import worst_pain
from runwalk_tui.session.record import Log

FLARES_TO_SEE_SOMEONE = 2
"""Flare-ups, in a row or at one stage, after which somebody should look at it."""
LATELY = timedelta(days=28)
"""How far back soreness counts, and how long it is told that sessions lie before the placement."""
SORE_SESSIONS = 3
"""Sessions of that time after which the same place was sore."""
HIGH_OF = 6
HIGH_SESSIONS = 3
"""So many of the last HIGH_OF sessions whose worst pain was more than acceptable."""


def have_someone_look(
    table: StageTable, judged: Sequence[Judged], standing: Standing | None, today: date, *, rising: bool
) -> Iterator[str]:
    """Yield one sentence for each thing that a physiotherapist or doctor should look at."""
    counted = [one.session for one in judged if one.session.counted]
    if standing is not None:
        if standing.flares >= FLARES_TO_SEE_SOMEONE:
            yield reasons.flares_in_a_row(standing.flares)
        for position, count in sorted(standing.flared.items()):
            if count >= FLARES_TO_SEE_SOMEONE:
                yield reasons.stage_flares(table.stages[position], count)
    sore = Counter(
        place for session in counted if today - session.day < LATELY for place in dict.fromkeys(session.soreness)
    )
    for place, count in sorted(sore.items()):
        if count >= SORE_SESSIONS:
            yield reasons.sore_again(place, count, LATELY.days)
    limit = table.policy.acceptable_pain
    worst = [worst_pain(session) for session in counted[-HIGH_OF:]]
    high = sum(pain is not None and pain > limit for pain in worst)
    if high >= HIGH_SESSIONS:
        yield reasons.pain_stays_high(high, len(worst), limit)
    if rising:
        yield reasons.pain_before_rises()


def left_out(table: StageTable, judged: Sequence[Judged], log: Log, today: date) -> Iterator[str]:
    """Yield what the rule did not look at, and what to do about it."""
    ids = {stage.id for stage in table.stages}
    counted = [one.session for one in judged if one.session.counted]
    here = [session for session in counted if session.programme == table.programme]
    programmes = Counter(session.programme for session in counted if session.programme != table.programme)
    for programme, count in sorted(programmes.items()):
        yield reasons.other_programme(table, programme, count)
    unknown = [session.stage for session in here if session.stage not in ids]
    if unknown:
        yield reasons.unknown_stages(tuple(dict.fromkeys(unknown)), len(unknown))
    for stage in dict.fromkeys(placement.stage for placement in log.placements if placement.stage not in ids):
        yield reasons.placement_left_out(stage)
    first = min((one for one in log.placements if one.stage in ids), key=lambda one: one.at, default=None)
    if first is None or today - first.at.date() >= LATELY:
        return
    before = [one for one in here if one.stage in ids and one.started_at < first.at < one.started_at + LATELY]
    if before:
        yield reasons.before_the_placement(first, before[0].started_at, len(before))


def not_yet(later: Log) -> Iterator[str]:
    """Yield what is dated after the day asked about."""
    yield from _still_to_come("session", [session.day for session in later.sessions])
    yield from _still_to_come("placement", [placement.at.date() for placement in later.placements])
    yield from _still_to_come("clearance", [clearance.at.date() for clearance in later.clearances])


def _still_to_come(what: str, days: Sequence[date]) -> Iterator[str]:
    if days:
        yield reasons.still_to_come(what, min(days), len(days))
