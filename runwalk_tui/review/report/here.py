"""Where the patient is today: what the rule offers, and why, as a clinician would write it.

The decision is the rule's; its own reasons are told to the runner, so the words here are others. Nothing is decided
a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.dates import dated
from runwalk_tui.review.report.letter import DueToday
from runwalk_tui.review.report.rows import RESPONSES, STOPPED, what_it_was
from runwalk_tui.review.trends.sentences import BREAK_DAYS
from runwalk_tui.rule.cautions import FLARES_TO_SEE_SOMEONE, HIGH_OF, HIGH_SESSIONS, LATELY, SORE_SESSIONS
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reading import Reading
from runwalk_tui.rule.reasons import clean_sessions, day_name, done_of, label, plural
from runwalk_tui.rule.response import Response, worst_pain
from runwalk_tui.rule.standing import Decision, Judged, Standing, clean_asked, lately
from runwalk_tui.wording import minutes, steps_in_words


def due_today(reading: Reading, due: Prescription) -> DueToday:
    """What is due on the day of a reading, in words."""
    nothing = due.decision is Decision.STOP or due.stage is None
    return DueToday(_heading(reading, due), tuple(_reasons(reading, due)), None if nothing else due.earliest)


def session_of(stage: Stage, reps: int) -> str:
    """A session in one line: "Stage 7*, 9 × (run 1m45s, walk 1m), 32 minutes"."""
    times = f"{minutes(stage.fill)} of " if stage.fill is not None else f"{reps} × " if reps > 1 else ""
    steps = f"({steps_in_words(stage)})" if times else steps_in_words(stage)
    return f"Stage {stage.marked_id}, {times}{steps}, {minutes(stage.total_seconds(reps))}"


def concerns(reading: Reading) -> Iterator[str]:
    """What the patient was told to have a doctor or physiotherapist look at, in a few words each."""
    table, standing = reading.table, reading.standing
    if standing is not None:
        if standing.flares >= FLARES_TO_SEE_SOMEONE:
            yield f"{standing.flares} flare-ups in a row"
        for place, count in sorted(standing.flared.items()):
            if count >= FLARES_TO_SEE_SOMEONE:
                where = label(table.stages[place])
                yield f"{count} flare-ups at {where}, and no full session there has gone well since"
    recent = lately(reading.counted, reading.today, LATELY)
    sore = Counter(place for one in recent for place in dict.fromkeys(one.session.soreness))
    yield from (
        f"soreness in the same place ({place}) after {count} sessions in {LATELY} days"
        for place, count in sorted(sore.items())
        if count >= SORE_SESSIONS
    )
    limit = table.policy.acceptable_pain
    worst = [worst_pain(one.session) for one in reading.counted[-HIGH_OF:]]
    high = sum(pain is not None and pain > limit for pain in worst)
    if high >= HIGH_SESSIONS:
        yield f"worst pain above {limit} in {high} of the last {len(worst)} sessions"
    if reading.rising:
        yield "rising pain before sessions"


def _heading(reading: Reading, due: Prescription) -> str:
    table = reading.table
    if due.decision is Decision.STOP:
        return "On hold until a warning sign is cleared"
    if due.stage is None or due.reps is None:
        return "Starting stage to be set again" if reading.standing else "Starting stage not set yet"
    if due.gentler is not None:
        return f"A gentler session, such as {_small(session_of(table.stage(due.gentler.stage), due.gentler.reps))}"
    here = session_of(table.stage(due.stage), due.reps)
    if table.policy.manual and due.decision is Decision.REPEAT:
        return f"The stage is the patient's choice; last time {_small(here)}"
    return here.replace(",", f" of {len(table.stages)},", 1) if _are_numbered(table) else here


def _are_numbered(table: StageTable) -> bool:
    """Whether the stages are called 1, 2, 3 and so on, so that "stage 6 of 13" says how far that is."""
    return [stage.id for stage in table.stages] == [str(number + 1) for number in range(len(table.stages))]


def _reasons(reading: Reading, due: Prescription) -> Iterator[str]:
    """Why that is due, and what somebody should look at; why everything is on hold is told with the signs."""
    if due.decision is not Decision.STOP:
        yield from _why(reading, due)
    found = list(concerns(reading))
    if found:
        yield f"runwalk has advised the patient to see a doctor or physiotherapist about: {'; '.join(found)}."


def _why(reading: Reading, due: Prescription) -> Iterator[str]:
    table, standing = reading.table, reading.standing
    if standing is None:
        yield f"No session at a stage of this programme yet. {_how_to_start(table)}"
    elif due.decision is Decision.PLACEMENT:
        yield _after_a_long_break(reading, standing)
    elif standing.last is None:
        yield f"Starting stage set on {day_name(standing.changed, reading.today)}."
    else:
        yield _last_session(reading, standing.last)
        off = (reading.today - standing.last.session.day).days
        if off >= BREAK_DAYS:
            yield f"{plural(off, 'day')} without a session since then."
        yield _what_follows(reading, due, standing, off)
        if due.ask_morning:
            change = ", and may still change this" if due.provisional else ""
            yield f"Pain the morning after that session is not known{change}."


def _how_to_start(table: StageTable) -> str:
    if run_test_helps(table):
        return "The starting stage follows from a two-minute run test, or is the patient's choice."
    return "The starting stage is the patient's choice."


def _after_a_long_break(reading: Reading, standing: Standing) -> str:
    last = standing.last.session.day if standing.last else standing.changed
    off = plural((reading.today - last).days, "day")
    since = "the last session" if standing.last else "the starting stage was set"
    from_then = plural(reading.table.policy.break_retest_days, "day")
    return f"{off} since {since}, on {dated(last)}. After {from_then} or more, the starting stage is set again."


def _last_session(reading: Reading, last: Judged) -> str:
    """The session that decides, in a sentence."""
    session, worst = last.session, worst_pain(last.session)
    stopped = last.response is Response.FLARE and session.stopped_for_pain
    parts = [
        f"Last session {day_name(session.day, reading.today)}: {_small(what_it_was(session, reading.table))}",
        done_of(reading.table, session) if session.reps_planned > 1 or not session.completed else "done in full",
        *([f"worst pain {worst} out of 10"] if worst is not None else []),
        STOPPED if stopped else RESPONSES[last.response],
    ]
    return f"{', '.join(parts)}."


def _what_follows(reading: Reading, due: Prescription, standing: Standing, off: int) -> str:
    """What the rule makes of it; `off` is days since the last session."""
    table = reading.table
    match due.decision:
        case Decision.BUILD:
            return "More repetitions are due."
        case Decision.FEWER:
            return "Two sessions were cut short, so fewer repetitions are due."
        case Decision.ADVANCE:
            return f"{clean_sessions(table, standing)}, so the next stage is offered."
        case Decision.STEP_BACK:
            return _going_back(table, due, standing)
        case Decision.FINISHED:
            return f"{clean_sessions(table, standing)}. It is the last stage: the programme is finished."
    if due.gentler is not None:
        return "The stage never changes by itself in this programme; a gentler session is advised."
    if table.policy.manual:
        held = table.adds_repetitions and _is_held(reading, off)
        rising = " Pain before sessions has been rising, so no more repetitions are due." if held else ""
        return f"The stage never changes by itself in this programme.{rising}"
    if due.move_up_from is not None:
        return f"{clean_sessions(table, standing)}. The next stage is offered from {day_name(due.move_up_from)} on."
    stage = table.stage(due.stage) if due.stage else None
    if stage is not None and off >= table.policy.break_repeat_days and stage.reps_min < table.full(stage):
        return "The same stage is due again, with its fewest repetitions."
    return _same_again(reading, standing, off)


def _going_back(table: StageTable, due: Prescription, standing: Standing) -> str:
    """A step back; nobody goes lower than the first stage, not even from an easy day there."""
    first = table.stages[0].id
    if due.stage == first and standing.last is not None and standing.last.session.stage == first:
        fewest = ", with its fewest repetitions" if table.adds_repetitions else ""
        return f"The first stage is due{fewest}."
    return "A lower stage is due."


def _same_again(reading: Reading, standing: Standing, off: int) -> str:
    """The same stage, and why, where the response to the last session does not say it; in the rule's order."""
    table = reading.table
    if _is_held(reading, off):
        more = " without more repetitions" if table.adds_repetitions else ""
        return f"Pain before sessions has been rising, so the same stage is due again{more}."
    last = standing.last
    if last is None or last.response is not Response.TOLERATED or _after_a_break(table, off):
        return "The same stage is due again."
    effort, is_due = last.session.effort, last.session.stage == table.stages[standing.stage].id
    if is_due and last.session.completed and effort is not None and effort >= table.policy.hard_effort:
        return f"Effort was {effort} out of 10, so the same stage is due again."
    if last.session.felt_ready is False and standing.clean >= clean_asked(table, standing):
        return "The patient did not feel ready to move up, so the same stage is due again."
    return "The same stage is due again."


def _is_held(reading: Reading, off: int) -> bool:
    """Whether it is pain before sessions that keeps the stage and the repetitions (RULES, section 5, step 5)."""
    standing = reading.standing
    may_hold = standing is not None and standing.decision in (Decision.REPEAT, Decision.BUILD)
    return reading.rising and may_hold and not _after_a_break(reading.table, off)


def _after_a_break(table: StageTable, off: int) -> bool:
    """Whether days off decide before anything else does."""
    return off >= min(table.policy.break_repeat_days, table.policy.break_step_back_days)


def _small(words: str) -> str:
    """Words as they are inside a sentence: only "Stage" and "Walk" have a capital that goes."""
    return words[:1].lower() + words[1:] if words.startswith("Stage ") else words
