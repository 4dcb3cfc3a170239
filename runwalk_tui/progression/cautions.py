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
"""How far back soreness counts, and a placement that came after its sessions is told of."""
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


def left_out(table: StageTable, judged: Sequence[Judged], log: Log) -> Iterator[str]:
    """Yield what the rule did not look at, and what to do about it."""
    counted = [one.session for one in judged if one.session.counted]
    ours = [
        session
        for session in counted
        if session.programme == table.programme and table.index(session.stage) is not None
    ]
    known = {id(session) for session in ours}
    others = Counter((session.programme, session.stage) for session in counted if id(session) not in known)
    for (programme, stage), count in sorted(others.items()):
        yield reasons.left_out(table, programme, stage, count)
    placements = [placement for placement in log.placements if table.index(placement.stage) is not None]
    for placement in log.placements:
        if placement not in placements:
            yield reasons.placement_left_out(placement.stage)
    if placements:
        first = min(placements, key=lambda placement: placement.at)
        before = [
            session for session in ours if session.started_at < first.at and first.at - session.started_at < LATELY
        ]
        if before:
            yield reasons.before_the_placement(first, min(session.started_at for session in before), len(before))


def not_yet(later: Log) -> Iterator[str]:
    """Yield what is dated after the day asked about."""
    for session in later.sessions:
        yield reasons.not_yet("A session", session.day)
    for placement in later.placements:
        yield reasons.not_yet(f"A placement at stage {placement.stage}", placement.at.date())
    for clearance in later.clearances:
        yield reasons.not_yet("A clinician's clearance", clearance.at.date())
