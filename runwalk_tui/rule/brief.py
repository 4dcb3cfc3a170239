"""The reason for today's prescription in one short sentence, for a page that says everything at a glance.

`reasons.py` says the same in full; each sentence here has the figure that decides it.
"""

from __future__ import annotations

from datetime import date

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.rule.reasons import DAYS, MONTHS, clean_sessions, day_name, done_of, label, plural, reps
from runwalk_tui.rule.response import Response, flare_above, pains_of, rose_after, worst_flares
from runwalk_tui.rule.standing import Decision, Judged, Standing, clean_asked
from runwalk_tui.session.records import SessionRecord

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LAST_DAYS = 7
"""Days for which a session is called by its weekday; earlier ones have their date."""
TEST_OR_PICK = "do the run test, or pick a stage"


def in_letters(count: int) -> str:
    """A small number as a word, "six"; from 13 on in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def for_placement(*, test: bool = True) -> str:
    """That the starting stage comes first; `test` says whether the run test helps to find it."""
    if not test:
        return "First pick your starting stage; if in doubt, the first."
    return f"First find your starting stage: {TEST_OR_PICK}."


def for_retest(gap: int, *, test: bool = True) -> str:
    """That the stage is to be found again; `gap` is the days off, `test` as above."""
    if not test:
        return f"It's been {plural(gap, 'day')}, so first pick your stage again."
    return f"It's been {plural(gap, 'day')}, so first find your stage again: {TEST_OR_PICK}."


def for_start(standing: Standing, today: date) -> str:
    """Why the programme starts here."""
    return f"This is your starting stage, set on {day_name(standing.changed, today)}."


def for_break(stage: Stage, gap: int, *, stages: int, fewer: bool = True, gentler: Stage | None = None) -> str:
    """Why a break makes the start gentler; `stages` is how many it goes back.

    `fewer` says whether the stage has fewer repetitions to start with than when it is full; `gentler` is as in
    `for_session`.
    """
    off = f"It's been {plural(gap, 'day')}"
    if gentler is not None:
        return f"{off}, so {_choose(gentler)}."
    if stages:
        return f"{off}, so back to {label(stage)}."
    return f"{off}, so a gentle start at {label(stage)}." if fewer else f"{off}. {label(stage).capitalize()} again."


def for_rising(policy: Policy, *, gentler: Stage | None = None) -> str:
    """Why nothing is added while the pain before sessions rises; `gentler` is as in `for_session`."""
    so = "nothing is added for now" if gentler is None else _choose(gentler)
    return f"Your pain before sessions has been rising, by {policy.pain_rise} or more, so {so}."


def for_finished(table: StageTable, standing: Standing) -> str:
    """Why the programme is done."""
    return f"{clean_sessions(table, standing)}: you've finished the programme."


def for_manual(table: StageTable, standing: Standing) -> str:
    """Why a manual table does not move."""
    return f"{clean_sessions(table, standing)}. Choose your next session."


def for_waiting(table: StageTable, standing: Standing, above: Stage, from_day: date) -> str:
    """Why the next stage is not offered yet."""
    return f"{clean_sessions(table, standing)}. {label(above).capitalize()} can't start before {day_name(from_day)}."


def for_advance(table: StageTable, standing: Standing, above: Stage) -> str:
    """Why the next stage is offered."""
    return f"{clean_sessions(table, standing)}, so {label(above)} is next."


def for_session(
    table: StageTable, standing: Standing, last: Judged, today: date, *, gentler: Stage | None = None
) -> str:
    """Why the last session leads to what is due now; `gentler` is as in `reasons.for_session`."""
    next_one = _next(table, standing) if gentler is None else _choose(gentler)
    match last.response:
        case Response.STOP:
            return f"You've been cleared since your warning sign, so {next_one}."
        case Response.FLARE:
            return f"{_flare(last, table.policy, today)}, so {next_one}."
        case Response.UNSETTLED:
            return f"{_unsettled(last, table.policy, today)}, so {next_one}."
        case Response.TOLERATED:
            return _tolerated(table, standing, last, today)


def called(session: SessionRecord, today: date) -> str:
    """A session by its day and its repetitions: "Monday's six", "your six on 12 November"."""
    what = "session" if session.reps_planned == 1 or not session.reps_done else in_letters(session.reps_done)
    return f"{_whose(session, today)} {what}" if _is_lately(session, today) else f"your {what} on {_date(session)}"


def _whose(session: SessionRecord, today: date) -> str:
    """The day that a session belongs to: "Monday's"."""
    days = (today - session.day).days
    return "today's" if days <= 0 else "yesterday's" if days == 1 else f"{DAYS[session.day.weekday()]}'s"


def _on(session: SessionRecord, today: date) -> str:
    """When a session was: "on Monday", "on 12 November"."""
    days = (today - session.day).days
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    return f"on {DAYS[session.day.weekday()] if days < LAST_DAYS else _date(session)}"


def _is_lately(session: SessionRecord, today: date) -> bool:
    return (today - session.day).days < LAST_DAYS


def _date(session: SessionRecord) -> str:
    return f"{session.day.day} {MONTHS[session.day.month - 1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _choose(gentler: Stage) -> str:
    return f"choose a gentler session, such as {label(gentler)}"


def _next(table: StageTable, standing: Standing) -> str:
    now = label(table.stages[standing.stage])
    if table.policy.manual and standing.decision is Decision.REPEAT:
        return "choose your next session"
    return f"back to {now} for now" if standing.decision is Decision.STEP_BACK else f"{now} again"


def _flare(last: Judged, policy: Policy, today: date) -> str:
    session = last.session
    pains = pains_of(session, last.usual_pain)
    if session.stopped_for_pain:
        return f"You were right to stop {_on(session, today)}"
    if worst_flares(pains, policy):
        severe = pains.worst is not None and pains.worst >= policy.severe_pain
        limit = "which is severe" if severe else f"above {flare_above(pains.base, policy)}"
        return f"Worst pain {_on(session, today)} was {pains.worst}, {limit}"
    return f"Pain was {pains.morning} the morning after {called(session, today)}"


def _unsettled(last: Judged, policy: Policy, today: date) -> str:
    session = last.session
    pains = pains_of(session, last.usual_pain)
    which = called(session, today)
    if session.soreness:
        return f"New soreness after {which} ({', '.join(session.soreness)})"
    if pains.after is None:
        return f"Your pain after {which} isn't known yet"
    if rose_after(pains, policy):
        return f"Pain was {pains.after} after {which} and may not have settled"
    return f"Worst pain {_on(session, today)} was {pains.worst} and may not have settled"


def _tolerated(table: StageTable, standing: Standing, last: Judged, today: date) -> str:
    """A session that went well: its pain, or whatever else decides what comes next."""
    session, policy = last.session, table.policy
    which, next_one = _capital(called(session, today)), _next(table, standing)
    if standing.easy:
        return f"An easy day costs you nothing, so {next_one}."
    if standing.decision is Decision.STEP_BACK:
        return f"You eased two sessions or cut them short, so {next_one}."
    if standing.decision is Decision.FEWER:
        return f"You cut two sessions short, so {reps(standing.reps)} {_are(standing.reps)} enough for now."
    if session.eased_to is not None:
        return f"{which} went well, eased to stage {session.eased_to}, so {next_one}."
    if not session.completed:
        # "3 of 10", without the word that the row has no room for.
        done = done_of(table, session).removesuffix(" repetitions").removesuffix(" repetition")
        return f"You did {done} and it went well, so {next_one}."
    if session.effort is not None and session.effort >= policy.hard_effort:
        return f"{which} felt very hard (effort {session.effort} out of 10), so do the same at an easier pace."
    if session.felt_ready is False and standing.clean >= clean_asked(table, standing):
        return f"You said you weren't ready to move up, so {next_one}."
    return f"{which} went well: {_pain(last, policy)}."


def _pain(last: Judged, policy: Policy) -> str:
    """The pain by which a session went well, and what is fine."""
    pains = pains_of(last.session, last.usual_pain)
    high = policy.acceptable_pain
    if pains.morning is not None and pains.morning > high:
        base = "your usual" if last.session.pain_before is None else "the"
        start = "" if last.session.pain_before is None else " you started at"
        return f"pain the next morning {pains.morning}, close to {base} {pains.base}{start}"
    if pains.worst is None:
        return f"pain the next morning {pains.morning}, and up to {high} is fine"
    if pains.worst > high:
        return f"worst pain {pains.worst}, settled by the next morning"
    what = "pain afterwards" if last.session.pain_worst is None else "worst pain"
    return f"{what} {pains.worst}, and up to {high} is fine"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
