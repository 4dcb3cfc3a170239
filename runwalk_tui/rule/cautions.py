"""What the runner is told with today's prescription: when to have somebody look, and what the rule left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from runwalk_tui.programme.faults import quote
from runwalk_tui.programme.shipped import ShippedProgramme, shipped_as
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.rule.response import worst_pain
from runwalk_tui.rule.standing import Judged, Standing, lately
from runwalk_tui.session.records import Log, Placement

FLARES_TO_SEE_SOMEONE = 2
"""Flare-ups, in a row or at one stage, after which somebody should look at it."""
LATELY = 28
"""Days: how far back soreness counts, and how long it is told that sessions lie before the placement."""
SORE_SESSIONS = 3
"""Sessions of that time after which the same place was sore."""
HIGH_OF = 6
HIGH_SESSIONS = 3
"""So many of the last HIGH_OF sessions whose worst pain was more than acceptable."""

HAVE_SOMEONE_LOOK = "see a doctor or physiotherapist about this"


NO_WAYS_BACK: Mapping[str, str] = MappingProxyType({})


def have_someone_look(
    table: StageTable, counted: Sequence[Judged], standing: Standing | None, today: date, *, rising: bool
) -> Iterator[str]:
    """Yield one sentence for each thing that a doctor or physiotherapist should look at.

    `counted` are the counted sessions of any programme in order of time.
    """
    if standing is not None:
        if standing.flares >= FLARES_TO_SEE_SOMEONE:
            yield _flares_in_a_row(standing.flares)
        often = {
            table.stages[at]: count for at, count in sorted(standing.flared.items()) if count >= FLARES_TO_SEE_SOMEONE
        }
        if often:
            yield _stage_flares(often)
    sore = Counter(place for one in lately(counted, today, LATELY) for place in dict.fromkeys(one.session.soreness))
    for place, count in sorted(sore.items()):
        if count >= SORE_SESSIONS:
            yield _sore_again(place, count, LATELY)
    limit = table.policy.acceptable_pain
    worst = [worst_pain(one.session) for one in counted[-HIGH_OF:]]
    high = sum(pain is not None and pain > limit for pain in worst)
    if high >= HIGH_SESSIONS:
        yield _pain_stays_high(high, len(worst), limit)
    if rising:
        yield _pain_before_rises()


def left_out(
    table: StageTable, counted: Sequence[Judged], log: Log, today: date, ways_back: Mapping[str, str] = NO_WAYS_BACK
) -> Iterator[str]:
    """Yield what the rule did not look at, and what to do about it; `counted` as above.

    `ways_back` has what to type to go back to another programme, by its name.
    """
    ids = {known for stage in table.stages for known in (stage.id, *stage.was)}
    filed = Counter((one.session.programme, one.session.stage) for one in counted)
    programmes: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for (programme, stage), count in filed.items():
        if programme != table.programme:
            programmes[programme] += count
        elif stage not in ids:
            unknown[stage] += count
    for programme, count in sorted(programmes.items()):
        if _changed(table, programme) is None:
            yield _other_programme(table, programme, count, ways_back.get(programme, ""))
    if unknown:
        yield _unknown_stages(tuple(unknown), unknown.total())
    elsewhere = {stage for programme, stage in filed if programme != table.programme}
    mine = [one for one in log.placements if one.is_for(table.programme)]
    # Of a stage at which there are sessions, too, all has been said.
    for stage in _unknown_placements(mine, ids, elsewhere):
        if stage not in unknown:
            yield _placement_left_out(stage)
    first = min((one for one in mine if one.stage in ids), key=lambda one: one.at, default=None)
    if first is None or (today - first.at.date()).days >= LATELY:
        return
    month = timedelta(days=LATELY)
    before = [
        one.session.started_at
        for one in counted
        if one.session.programme == table.programme
        and one.session.stage in ids
        and one.session.started_at < first.at < one.session.started_at + month
    ]
    if before:
        yield _before_the_placement(first, before[0], len(before))


def in_other_programmes(table: StageTable, log: Log, ways_back: Mapping[str, str] = NO_WAYS_BACK) -> Iterator[str]:
    """Yield which sessions belong to other programmes that ship; until the first of this one also the way back.

    That is no warning: nobody has renamed these, so the runner has changed from one to the other.
    """
    filed = Counter(session.programme for session in log.sessions if session.counted)
    for programme, count in sorted(filed.items()):
        if programme != table.programme and (shipped := _changed(table, programme)) is not None:
            way = ways_back.get(programme, "")
            yield _changed_from(shipped, count, just_now=table.programme not in filed, way_back=way)


def _changed(table: StageTable, programme: str) -> ShippedProgramme | None:
    """The programme that ships which the runner has changed from; None where a new name may be all that is new."""
    return None if shipped_as(table.programme) is None else shipped_as(programme)


def not_yet(later: Log) -> Iterator[str]:
    """Yield what is dated after the day asked about; first the red flags in it, which nothing else tells of."""
    flagged = [session for session in later.sessions if session.happened and session.red_flags]
    if flagged:
        from runwalk_tui.rule.red_flags import advice_for, in_words  # late: seldom needed

        for session in flagged:
            if advice := advice_for(session.red_flags):
                yield (
                    f"A session dated {day_name(session.day)} {session.day.year} has a warning sign: "
                    f"{in_words(session.red_flags)}. {advice.action}"
                )
    yield from _still_to_come("session", [session.day for session in later.sessions])
    yield from _still_to_come("placement", [placement.at.date() for placement in later.placements])
    yield from _still_to_come("clearance", [clearance.at.date() for clearance in later.clearances])


def _still_to_come(what: str, days: Sequence[date]) -> Iterator[str]:
    if days:
        yield _dated_later(what, min(days), len(days))


def _flares_in_a_row(count: int) -> str:
    """Advice after flare-ups in a row."""
    return f"{count} flare-ups in a row: {HAVE_SOMEONE_LOOK}."


def _stage_flares(often: Mapping[Stage, int]) -> str:
    """Advice when a stage, or several, bring flare-ups again and again.

    Those before the last full session there, or higher up, that went well are forgotten.
    """
    # The first says what is counted.
    each = [
        f"{count if number else plural(count, 'flare-up')} at stage {stage.id}"
        for number, (stage, count) in enumerate(often.items())
    ]
    listed = each[0] if len(each) == 1 else f"{', '.join(each[:-1])} and {each[-1]}"
    return f"You've had {listed}, and no full session there has gone well since: {HAVE_SOMEONE_LOOK}."


def _sore_again(place: str, count: int, days: int) -> str:
    """Advice when the same place is sore again and again."""
    often = f"after {count} sessions in {days} days"
    return f"You've had soreness in the same place ({place}) {often}: {HAVE_SOMEONE_LOOK}."


def _pain_stays_high(high: int, of: int, limit: int) -> str:
    """Advice when pain stays above what is acceptable."""
    how_many = "all" if high == of else high
    return f"Your worst pain was above {limit} in {how_many} of the last {of} sessions: {HAVE_SOMEONE_LOOK}."


def _pain_before_rises() -> str:
    """Advice when the pain before sessions rises."""
    return f"Your pain before sessions has been rising: {HAVE_SOMEONE_LOOK}."


def _other_programme(table: StageTable, programme: str, count: int, way_back: str) -> str:
    """Which sessions of other programmes the rule did not look at, and what to do about it."""
    left_out = f"{plural(count, 'session')} {_belong(count)} to {quote(programme)}, not to {quote(table.programme)}."
    if way_back:
        return f"{left_out} To go back: {way_back}"
    return (
        f"{left_out} If you only renamed the programme, put the old name back in the table: name = {quote(programme)}."
    )


def _unknown_stages(stages: Sequence[str], count: int) -> str:
    """Which sessions of this programme the rule did not look at, and what to do about it."""
    named = f"stage {stages[0]}, which is" if len(stages) == 1 else f"stages {', '.join(stages)}, which are"
    renamed = "the stage, write its old id" if len(stages) == 1 else "a stage, write its old id"
    return (
        f"{plural(count, 'session')} at {named} not in this table, {_are(count)} left out. "
        f"If you only renamed {renamed} under the new one: was = [{quote(stages[0])}]."
    )


def _unknown_placements(mine: Sequence[Placement], ids: Collection[str], elsewhere: Collection[str]) -> tuple[str, ...]:
    """The stages of this programme's placements that nobody can make sense of, each once.

    One before the last that is in the table is of no use any more, and one at a stage that was run in another programme
    (`elsewhere`) was meant for that.
    """
    known = max((one.at for one in mine if one.stage in ids), default=None)
    unknown = (one for one in mine if one.stage not in ids and (one.programme or one.stage not in elsewhere))
    return tuple(dict.fromkeys(one.stage for one in unknown if known is None or one.at > known))


def _changed_from(programme: ShippedProgramme, count: int, *, just_now: bool, way_back: str) -> str:
    """Which sessions belong to another programme; with `just_now` also how to go back to it.

    `way_back` is the way to a changed copy of it, where the runner has one.
    """
    sessions = f"{plural(count, 'session')} in your log {_belong(count)}"
    left_out = f"{sessions} to “{programme.title}”, not to this programme."
    way = way_back or f"runwalk stages use {programme.name}"
    return f"{left_out} To go back: {way}" if just_now else left_out


def _placement_left_out(stage: str) -> str:
    """Which placement the rule did not look at."""
    return (
        f"Your starting stage {stage} is not in this table, so it's left out. If you only renamed it, write its old id "
        f"under the new one: was = [{quote(stage)}]. To start at another stage: runwalk place."
    )


def _before_the_placement(first: Placement, earliest: datetime, count: int) -> str:
    """That sessions before the placement count for nothing since, and how to date it before them."""
    they = "it" if count == 1 else "they"
    return (
        f"You set stage {first.stage} as your start on {day_name(first.at.date())}, so {plural(count, 'session')} "
        f"before that {_do(count)} not count. If {they} should, move your start back: "
        f"runwalk place {first.stage} --at {earliest.date().isoformat()}."
    )


def _dated_later(what: str, first_day: date, count: int) -> str:
    """What is dated after the day asked about is left out."""
    when = f"{day_name(first_day)} {first_day.year}"
    if count == 1:
        return f"A {what} dated {when} is in the future, so it's left out. If the clock was wrong, fix its date."
    return (
        f"{count} {what}s dated {when} or later are in the future, so they're left out. "
        "If the clock was wrong, fix their dates."
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _belong(count: int) -> str:
    return "belongs" if count == 1 else "belong"


def _do(count: int) -> str:
    return "does" if count == 1 else "do"
