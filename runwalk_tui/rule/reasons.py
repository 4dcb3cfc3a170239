"""The rule's answer in plain sentences, each with the figures that were used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from runwalk_tui.programme.stage import MARK, OURS, Policy, Stage, StageTable
from runwalk_tui.rule.response import (
    Pains,
    Response,
    flare_above,
    is_common_flare,
    pains_of,
    rose_after,
    unanswered,
    worst_flares,
)
from runwalk_tui.rule.standing import SORE_IN_A_ROW, Decision, Judged, Standing, clean_asked
from runwalk_tui.session.records import SessionRecord


def for_stop(flagged: Sequence[SessionRecord], today: date, *, in_full: bool = True) -> tuple[str, ...]:
    """What to do and how urgently, the headline; then each red flag that nobody has cleared.

    Without `in_full` each is told in the few words that a row of 40 columns holds.
    """
    from runwalk_tui.rule.red_flags import advice_for, in_words  # late: seldom needed

    advice = advice_for(flag for session in flagged for flag in session.red_flags)
    what_to_do = (advice.action, advice.detail) if advice else ()
    return (
        *what_to_do,
        *(
            f"On {day_name(each.day, today)} you reported a warning sign: {in_words(each.red_flags, in_full=in_full)}."
            for each in flagged
        ),
        "Your sessions are on hold until a doctor or physiotherapist clears you and you say so here.",
    )


def for_placement(*, recorded: bool, elsewhere: bool = False, test: bool = True) -> tuple[str, ...]:
    """Why the starting stage comes first; `recorded` says whether any session is, of whatever kind, and `test` whether
    the run test helps to find it. `elsewhere`: there are sessions of this programme, at stages that it has no more."""
    so_far = "No sessions yet"
    if recorded:
        so_far = "No sessions at these stages yet" if elsewhere else "No sessions of this programme yet"
    if not test:
        return (f"{so_far}. First pick your starting stage; if in doubt, the first.",)
    return (f"{so_far}. First find your starting stage: do the two-minute run test, or pick a stage yourself.",)


def for_retest(gap: int, policy: Policy, *, after_session: bool, test: bool = True) -> tuple[str, ...]:
    """Why the starting stage is to be found again; `test` as for the first time."""
    since = "your last session" if after_session else "you set your starting stage"
    how = "find your starting stage again: do the two-minute run test, or pick a stage"
    return (
        f"It's been {plural(gap, 'day')} since {since}. After {policy.break_retest_days} days or more, it's kinder "
        f"to your back to {how if test else 'pick your starting stage again'}.",
    )


def for_start(table: StageTable, standing: Standing, today: date) -> tuple[str, ...]:
    """Why the programme starts here."""
    stage = table.stages[standing.stage]
    placed = day_name(standing.changed, today)
    return (f"Your starting stage is {stage.marked_id}, set on {placed}: start with {reps(standing.reps)}.",)


def for_gentler_after_break(last: Judged, gap: int, gentler: Stage) -> tuple[str, ...]:
    """The same where the last session brought a flare-up and the runner is to choose, as in `for_session`."""
    off = f"It's been {plural(gap, 'day')} since your last session, and {_and_so(last, 'it')}"
    return (f"{off}. {choose_gentler(gentler)}.",)


def for_break(table: StageTable, stage: Stage, gap: int, *, stages: int) -> tuple[str, ...]:
    """Why a break makes the start gentler; `stages` is how many it goes back."""
    policy = table.policy
    off = f"It's been {plural(gap, 'day')} since your last session."
    if stages:
        return (
            f"{off} For every {policy.break_step_back_days} days off, you go back one stage. "
            f"So start {plural(stages, 'stage')} lower: {label(stage)} with {reps(stage.reps_min)}.",
        )
    if table.full(stage) == stage.reps_min:
        return (f"{off} So it's {label(stage)} again. For a gentler start, {_gentler(table, stage)}.",)
    limit = min(policy.break_repeat_days, policy.break_step_back_days)
    return (f"{off} After {limit} days or more, start gently: {label(stage)} with {reps(stage.reps_min)}.",)


def _gentler(table: StageTable, stage: Stage) -> str:
    """What is gentler than a stage without fewer repetitions to offer: the one before, where that is less: less
    running, or as much of it and shorter."""
    place = table.stages.index(stage)
    before = table.stages[max(0, place - 1)]
    less = load(before, before.reps_min) < load(stage, stage.reps_min)
    return f"choose {label(before)}" if less else "stop early"


def load(stage: Stage, count: int) -> tuple[int, int]:
    """How much a session is: its seconds of running, then all of them."""
    return stage.running_seconds(count), stage.total_seconds(count)


def for_rising(table: StageTable, standing: Standing, count: int, *, gentler: Stage | None = None) -> tuple[str, ...]:
    """Why nothing is added while the pain before sessions rises; `gentler` is as in `for_session`."""
    rising = f"Your pain before sessions has been rising, by {table.policy.pain_rise} or more over the last four weeks"
    if gentler is not None and standing.last is not None:
        return (f"{rising}, and {_and_so(standing.last, 'your last session')}. {choose_gentler(gentler)}.",)
    return (
        f"{rising}. "
        "So there are no extra repetitions and no next stage for now: "
        f"{label(table.stages[standing.stage])} with {reps(count)}.",
    )


def for_finished(table: StageTable, standing: Standing) -> tuple[str, ...]:
    """Why the programme is done."""
    return (
        f"{clean_sessions(table, standing)}. That was the last stage: you've finished the programme. "
        "Keep doing this session for as long as you like.",
    )


def for_manual(table: StageTable, standing: Standing) -> tuple[str, ...]:
    """Why a manual table does not move."""
    return (f"{clean_sessions(table, standing)}. {YOU_CHOOSE}",)


def for_waiting(table: StageTable, standing: Standing, above: Stage, from_day: date) -> tuple[str, ...]:
    """Why the next stage is not offered yet."""
    return (
        f"{clean_sessions(table, standing)}. {label(above).capitalize()} can't start before {day_name(from_day)}, "
        f"because each stage lasts at least {plural(table.policy.min_days_per_stage, 'day')}.",
    )


def for_advance(table: StageTable, standing: Standing, above: Stage) -> tuple[str, ...]:
    """Why the next stage is offered."""
    again = standing.flared.get(standing.stage + 1, 0)
    needed = clean_asked(table, standing)
    up = f"so {label(above)} is next, with {reps(above.reps_min)}."
    if not again:
        return (f"{clean_sessions(table, standing)} (you need {needed}), {up}",)
    return (
        f"{clean_sessions(table, standing)}, {up} "
        f"You needed {plural(needed, 'session')} this time, "
        f"because you've had {plural(again, 'flare-up')} at {label(above)}.",
    )


def for_session(
    table: StageTable, standing: Standing, last: Judged, *, may_be_today: bool, gentler: Stage | None = None
) -> tuple[str, ...]:
    """Why the last session leads to what is due now; `may_be_today` says whether that is due on this very day.

    `gentler` is the stage that is named in the place of what is due, after a flare-up in a manual table.
    """
    now = table.stages[standing.stage]
    so = _so(table, standing, now) if gentler is None else f"{choose_gentler(gentler)}."
    match last.response:
        case Response.STOP:
            return (f"You reported a warning sign and have been cleared since. {so}",)
        case Response.FLARE:
            brought = "" if gentler is None else "The session brought on a flare-up. "
            why = f"{_why_flare(last, table.policy)}. {brought}{so}"
            # As in the plan after it: nobody is told that this is common where it may be something else.
            common = is_common_flare(last.session, table.policy, standing.flares)
            return (why, FLARES_ARE_COMMON) if common else (why,)
        case Response.UNSETTLED:
            return tuple(_why_unsettled(table, standing, last, now))
        case Response.TOLERATED:
            return tuple(_why_tolerated(table, standing, last, now, may_be_today=may_be_today))


def week_is_full(sessions: int, needed: int, *, walks: bool = False) -> str:
    """Why a day before the one to wait for is too early; `walks` says that each of the sessions was a planned walk."""
    which = "" if not walks else ", a planned walk," if sessions == 1 else ", all of them planned walks,"
    enough = "that's all the programme needs" if sessions == needed else f"the programme needs only {needed}"
    return f"You've already done {plural(sessions, 'session')} in a week{which or ','} and {enough}."


def rest_is_due(policy: Policy, after: Response, *, walking: bool = False) -> str:
    """Why a day before the one to wait for is too early, after a session with this response.

    `walking` says that a planned walk would start: there "walking is fine" would take the answer back.
    """
    flared = after in (Response.FLARE, Response.STOP)
    days = policy.rest_days_after_flare if flared else policy.rest_days
    if days == 0:
        return "One session a day is enough: you can do the next one tomorrow."
    if flared:
        what = "a flare-up" if after is Response.FLARE else "a warning sign"
        if walking:
            return f"After {what}, take {plural(days, 'day')} off your planned walks first. Other easy walks are fine."
        return f"After {what}, take {plural(days, 'day')} off running first. Walking is fine."
    let = "lets" if days == 1 else "let"
    return f"{plural(days, 'day')} off {'' if walking else 'running '}between sessions {let} your back settle."


RIGHT_TO_STOP = "you were right to stop"
LEAST_MINUTES = 3
"""Below so many a session that is done once is not told in minutes."""
YOU_CHOOSE = "Choose your next session: this programme never changes your stage for you."
FLARES_ARE_COMMON = "Flare-ups are common, and taking it gently for a while is part of the plan."


def label(stage: Stage) -> str:
    """How a stage is called inside a sentence."""
    return f"stage {stage.marked_id}"


def mark_explained(lines: Iterable[str]) -> tuple[str, ...]:
    """Sentences of which one may name a stage of our own estimate: the last that does says what the mark means."""
    told = list(lines)
    marked = [place for place, line in enumerate(told) if MARK in line]
    if marked and not any(OURS in line for line in told):
        told[marked[-1]] += f" ({OURS})"
    return tuple(told)


def reps(count: int) -> str:
    """A number of repetitions in words."""
    return plural(count, "repetition")


def plural(count: int, thing: str) -> str:
    """A count with its noun."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def day_name(day: date, today: date | None = None) -> str:
    """A date as people say it, in English whatever the locale: Monday 5 January.

    With `today` the year is named when it is another one: Sunday 28 December 2025.
    """
    year = "" if today is None or day.year == today.year else f" {day.year}"
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def clean_sessions(table: StageTable, standing: Standing) -> str:
    """How many sessions at full repetitions went well, in words: "2 full sessions at stage 3 went well"."""
    return f"{plural(standing.clean, 'full session')} at {label(table.stages[standing.stage])} went well"


def _called(table: StageTable, stage_id: str) -> str:
    """A stage of a session as lists call it; its id alone where the table has no such stage."""
    position = table.index(stage_id)
    return stage_id if position is None else table.stages[position].marked_id


def _what_next(standing: Standing, now: Stage) -> str:
    if standing.decision is Decision.STEP_BACK:
        return f"back to {label(now)} for now, with {reps(standing.reps)}"
    return f"{label(now)} again, with {reps(standing.reps)}"


def _so(table: StageTable, standing: Standing, now: Stage) -> str:
    """What a reason leads to, in a sentence that comes after it."""
    if table.policy.manual and standing.decision is Decision.REPEAT:
        return YOU_CHOOSE
    return f"So it's {_what_next(standing, now)}."


def choose_gentler(gentler: Stage) -> str:
    """What to do after a flare-up where the stage stays as it is, as the start of a sentence."""
    return f"Choose a gentler session, such as {label(gentler)}"


def _and_so(last: Judged, it: str) -> str:
    """Why a session calls for a gentler one, as the end of a sentence in which another reason comes first; `it` is what
    the session is called there."""
    if last.response is Response.STOP:
        return "you've been cleared since your warning sign"
    return f"{it} brought on a flare-up"


def done_of(table: StageTable, session: SessionRecord) -> str:
    """How much of a session was done: "6 of 10 repetitions"; of a stage that is done once "10 of 24 minutes"."""
    of = reps(session.reps_planned)
    position = table.index(session.stage)
    if session.reps_planned > 1 or position is None:
        return f"{session.reps_done} of {of}"
    stage, seconds = table.stages[position], session.run_seconds + session.walk_seconds
    whole = round((stage.total_seconds(1) - stage.warm_up - stage.cool_down) / 60)
    if not seconds or whole < LEAST_MINUTES:
        return f"{session.reps_done} of {of}"
    return f"{min(whole - 1, seconds // 60)} of {whole} minutes"


def _why_flare(last: Judged, policy: Policy) -> str:
    pains = pains_of(last.session, last.usual_pain)
    if last.session.stopped_for_pain:
        return f"You stopped for pain, and {RIGHT_TO_STOP}"
    if worst_flares(pains, policy):
        if pains.worst is not None and pains.worst >= policy.severe_pain:
            return f"Your worst pain was {pains.worst} out of 10, which is severe ({policy.severe_pain} or more)"
        return f"Your worst pain was {pains.worst} out of 10, {_limit(last, pains, policy)}"
    morning = f"Your pain the next morning was {pains.morning} out of 10"
    if pains.morning is not None and pains.morning >= policy.severe_pain:
        return f"{morning}, which is severe ({policy.severe_pain} or more)"
    if pains.base is None:
        return f"{morning}, and only up to {policy.acceptable_pain} is fine"
    if pains.morning is not None and pains.morning >= pains.base + policy.pain_rise:
        return f"{morning}, {policy.pain_rise} or more above {_base(last, pains)}"
    return f"{morning}, above {policy.acceptable_pain} and {policy.pain_rise} or more above your usual {pains.usual}"


def _limit(last: Judged, pains: Pains, policy: Policy) -> str:
    """The worst pain that was still fine, and where a limit above the acceptable pain comes from."""
    limit = flare_above(pains.base, policy)
    if pains.base is None or limit <= policy.acceptable_pain:
        return f"and only up to {limit} is fine"
    return f"above {limit}, the limit for {_base(last, pains)}"


def _base(last: Judged, pains: Pains) -> str:
    """The pain that a session started with, in words."""
    return f"your usual {pains.base}" if last.session.pain_before is None else f"the {pains.base} you started at"


def _why_unsettled(table: StageTable, standing: Standing, last: Judged, now: Stage) -> list[str]:
    policy, session = table.policy, last.session
    pains = pains_of(session, last.usual_pain)
    why: list[str] = []
    if pains.morning is None and unanswered(pains, policy):
        if pains.after is None:
            why.append("You haven't said how your pain was afterwards")
        elif rose_after(pains, policy):
            rise = f"{policy.pain_rise} or more above {_base(last, pains)}"
            why.append(f"Your pain afterwards was {pains.after} out of 10, {rise}")
        else:
            why.append(f"Your worst pain was {pains.worst} out of 10, and only up to {policy.acceptable_pain} is fine")
        why[-1] += ", and the next morning's isn't known yet"
    if session.soreness:
        again = standing.sore == 0
        times = f", {SORE_IN_A_ROW} sessions in a row" if again else ""
        why.append(f"{'new' if why else 'New'} soreness ({', '.join(session.soreness)}){times}")
    return [f"{'; '.join(why)}. {_so(table, standing, now)}"]


def _why_tolerated(table: StageTable, standing: Standing, last: Judged, now: Stage, *, may_be_today: bool) -> list[str]:
    policy, session = table.policy, last.session
    full = table.full(now)
    calm = _calm(last, policy)
    if standing.easy:
        easy = _called(table, session.stage)
        return [f"{calm}. An easy day at stage {easy} costs you nothing. {_so(table, standing, now)}"]
    if standing.decision is Decision.STEP_BACK:
        return [f"{calm}. You eased two sessions or cut them short. {_so(table, standing, now)}"]
    if session.eased_to is not None:
        eased = _called(table, session.eased_to)
        return [f"{calm}. You eased the session to stage {eased}. {_so(table, standing, now)}"]
    if standing.decision is Decision.FEWER:
        enough = "1 repetition is" if standing.reps == 1 else f"{reps(standing.reps)} are"
        return [f"{calm}. You cut two sessions short, so {enough} enough for now."]
    if not session.completed:
        once = session.reps_planned == 1 and standing.stage > 0
        less = " If that's too much, choose a gentler stage: it's one key on Home." if once else ""
        return [f"{calm}. You did {done_of(table, session)}. {_so(table, standing, now)}{less}"]
    if session.effort is not None and session.effort >= policy.hard_effort:
        hard = f"{calm}, but the session felt very hard (effort {session.effort} out of 10)"
        return [f"{hard}. Try it at an easier pace: {_what_next(standing, now)}."]
    if standing.decision is Decision.BUILD:
        return [f"{calm}. {_building(session.reps_done, standing.reps, full, may_be_today=may_be_today)}"]
    if standing.clean == 0:
        return [f"{calm}. {_so(table, standing, now)}"]
    return [_why_staying(table, standing, now, calm)]


def _why_staying(table: StageTable, standing: Standing, now: Stage, calm: str) -> str:
    """Why a full session that went well is done again."""
    if table.policy.manual:
        return f"{calm}. {YOU_CHOOSE}"
    flared = standing.flared.get(standing.stage + 1, 0)
    asked = clean_asked(table, standing)
    if standing.clean >= asked:
        return f"{calm}. You said you weren't ready to move up. {_so(table, standing, now)}"
    above = standing.stage + 1
    goal = label(table.stages[above]) if above < len(table.stages) else "finishing"
    more = f" (more than usual, because you've had {plural(flared, 'flare-up')} there)" if flared else ""
    so_far = f"You have now done {standing.clean} of the {asked} full sessions you need before {goal}{more}"
    return f"{calm}. {so_far}. {_so(table, standing, now)}"


def _building(done: int, due: int, full: int, *, may_be_today: bool) -> str:
    """How many repetitions are added, and how many the stage has at most."""
    most = "the most for this stage" if due == full else f"and the most for this stage is {full}"
    return f"Last time {reps(done)}, {'today' if may_be_today else 'next time'} {due}, {most}."


def _calm(last: Judged, policy: Policy) -> str:
    """How a session that went well was for the back, by the pains that were given."""
    pains = pains_of(last.session, last.usual_pain)
    high = policy.acceptable_pain
    if pains.morning is not None and pains.morning > high:
        # No more than it was, or it would be a flare-up; but nothing has settled.
        return (
            f"Your pain the next morning was {pains.morning} out of 10, "
            f"less than {policy.pain_rise} above {_base(last, pains)}"
        )
    if pains.worst is None:
        return f"Your pain the next morning was {pains.morning} out of 10, and up to {high} is fine"
    if pains.worst > high:
        return f"Your worst pain was {pains.worst} out of 10, and it had settled by the next morning"
    when = "Your pain afterwards" if last.session.pain_worst is None else "Your worst pain"
    return f"{when} was {pains.worst} out of 10, and up to {high} is fine"
