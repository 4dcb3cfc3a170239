"""A second, slow and obvious reading of the rule, to hold the real one against.

It was written from RULES.md, second edition, and shares nothing with the package but the records themselves:
it counts, sorts, rounds and compares on its own, keeps its state in plain dicts and works everything out again
each time. Where the rule can be read in two ways, the reading taken here is said in a comment.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.session.records import Log, SessionRecord

FIELDS = (
    "programme",
    "decision",
    "stage",
    "reps",
    "full_reps",
    "earliest",
    "move_up_from",
    "ask_morning",
    "provisional",
    "usual_pain",
    "walk_from",
    "total_seconds",
)
"""What the oracle answers; the wording of reasons and warnings is not its business."""


# Section 1: the table.


def full(table: StageTable, stage: Stage) -> int:
    """Repetitions of the full stage, counted up one by one while they fit the session limit."""
    if stage.fill is not None:
        return 1
    if table.session_limit is None:
        return stage.reps_max
    one = 0
    for step in stage.steps:
        one += step.seconds
    reps = stage.reps_min
    while reps < stage.reps_max and stage.warm_up + (reps + 1) * one <= table.session_limit:
        reps += 1
    return reps


def position(table: StageTable, stage_id: str | None) -> int | None:
    """Where a stage stands in the table, from 0; a stage is known by the ids that it had before, too."""
    for i in range(len(table.stages)):
        if table.stages[i].id == stage_id:
            return i
        for earlier in table.stages[i].was:
            if earlier == stage_id:
                return i
    return None


# Section 2: words.


def is_counted(session: SessionRecord) -> bool:
    """It happened, was no walk, and some running or its pain is known."""
    if session.rehearsal or str(session.kind) != "run-walk":
        return False
    if session.reps_done > 0 or session.run_seconds > 0 or session.stopped_for_pain:
        return True
    pains = (session.pain_worst, session.pain_after, session.pain_morning)
    return any(pain is not None for pain in pains)


def tells_before(session: SessionRecord) -> bool:
    """A counted session or a walk that gave its pain before."""
    walked = str(session.kind) == "walk" and not session.rehearsal
    return session.pain_before is not None and (is_counted(session) or walked)


def local_date(moment: datetime) -> date:
    """The day on the runner's own clock."""
    return date(moment.year, moment.month, moment.day)


def day_of(session: SessionRecord) -> date:
    """The day a session began on."""
    return local_date(session.started_at)


def last_day_of(session: SessionRecord) -> date:
    """The day a session ended on."""
    return local_date(session.started_at + timedelta(seconds=session.active_seconds))


def instant(session: SessionRecord) -> datetime:
    """The moment a session began, wherever that was."""
    return session.started_at.astimezone(UTC)


def known(log: Log, today: date) -> Log:
    """The log without what is "not yet": dated more than one day after the day asked about."""
    latest = today + timedelta(days=1)
    return Log(
        tuple(session for session in log.sessions if day_of(session) <= latest),
        tuple(placement for placement in log.placements if local_date(placement.at) <= latest),
        log.checkins,
        tuple(clearance for clearance in log.clearances if local_date(clearance.at) <= latest),
    )


def in_order(sessions: list[SessionRecord]) -> list[SessionRecord]:
    """In order of time; those of the same instant as they stand in the log."""
    numbered = [(instant(session), number, session) for number, session in enumerate(sessions)]
    numbered.sort(key=lambda item: item[:2])
    return [session for _, _, session in numbered]


def lower_median(values: list[int]) -> int:
    """The value in the middle, or the lower of the two there."""
    below = sorted(values)
    while len(below) > 2:
        below = below[1:-1]
    return below[0]


def _usual(told: list[SessionRecord], day: date) -> int | None:
    """The usual pain on a day, from those that told their pain before, all of them earlier."""
    young = [session for session in told if (day - day_of(session)).days <= 56]
    last = in_order(young)[-6:]
    pains = [session.pain_before for session in last if session.pain_before is not None]
    return lower_median(pains) if len(pains) >= 3 else None


def usual_pain_at(log: Log, x: SessionRecord) -> int | None:
    """U at the start of a session; one of the same instant is not before it."""
    told = [session for session in log.sessions if tells_before(session) and instant(session) < instant(x)]
    return _usual(told, day_of(x))


def usual_pain_on(log: Log, today: date) -> int | None:
    """U at the end of the day asked about; a session of the day after it is not before that."""
    told = [session for session in log.sessions if tells_before(session) and day_of(session) <= today]
    return _usual(told, today)


# Section 3: what one session's pain means.


def response(session: SessionRecord, policy: Policy, usual: int | None = None) -> str:
    """What one session's pain means: stop, flare, unsettled or tolerated."""
    base = usual if session.pain_before is None else session.pain_before
    after = session.pain_after
    morning = session.pain_morning
    # Worst is never below after. Neither given: no figure was exceeded. Marks are not looked at.
    given = [pain for pain in (session.pain_worst, after) if pain is not None]
    worst = max(given) if given else None

    if len(session.red_flags) > 0:
        return "stop"

    if session.stopped_for_pain:
        return "flare"
    if worst is not None:
        if worst >= policy.severe_pain:
            return "flare"
        if base is None and worst > policy.acceptable_pain:
            return "flare"
        if base is not None and worst > policy.acceptable_pain and worst > base + policy.pain_rise - 1:
            return "flare"
    if morning is not None:
        if morning >= policy.severe_pain:
            return "flare"
        if base is None and morning > policy.acceptable_pain:
            return "flare"
        if base is not None and morning >= base + policy.pain_rise:
            return "flare"
        if usual is not None and morning > policy.acceptable_pain and morning >= usual + policy.pain_rise:
            return "flare"

    if len(session.soreness) > 0:
        return "unsettled"
    if morning is None:
        if after is None:
            return "unsettled"
        if base is not None and after >= base + policy.pain_rise:
            return "unsettled"
        if worst is not None and worst > policy.acceptable_pain:
            return "unsettled"

    return "tolerated"


def response_in(log: Log, policy: Policy, session: SessionRecord) -> str:
    """What a session of this log means, its usual pain worked out from scratch."""
    return response(session, policy, usual_pain_at(log, session))


# Section 4: folding the log.


def state_after(table: StageTable, log: Log) -> dict[str, Any] | None:
    """Fold a log, that knows nothing of a "not yet", from its beginning; None when there is nothing to fold."""
    events: list[tuple[Any, int, int, Any]] = []
    for number, placement in enumerate(log.placements):
        # A placement at a stage that is not in the table says nothing, and neither does one of another programme.
        if placement.programme in ("", table.programme) and position(table, placement.stage) is not None:
            events.append((placement.at.astimezone(UTC), 0, number, placement))
    for number, session in enumerate(log.sessions):
        ours = session.programme == table.programme and position(table, session.stage) is not None
        if ours and is_counted(session):
            events.append((instant(session), 1, number, session))
    events.sort(key=lambda event: event[:3])

    state: dict[str, Any] | None = None
    for _, kind, _, what in events:
        if kind == 0:
            i = position(table, what.stage)
            assert i is not None
            flared = {} if state is None else state["flared"]
            state = _fresh(table, i, local_date(what.at)) | {"flared": flared, "next": "start", "placed": True}
        else:
            state = _after_session(table, log, state, what)
    return state


def _fresh(table: StageTable, i: int, day: date) -> dict[str, Any]:
    return {
        "i": i,
        "r": table.stages[i].reps_min,
        "changed": day,
        "clean": 0,
        "flares": 0,
        "sore": 0,
        "short": 0,
        "easy": 0,
        "flared": {},
        "last": None,
        "short_one": None,
        "next": "repeat",
    }


def _lost(policy: Policy, days: int) -> int:
    """Stages that a break costs; a step back for each 0 days, which the rule does not foresee, is read as each day."""
    each = policy.break_step_back_days if policy.break_step_back_days > 0 else 1
    return days // each


def _held_within(table: StageTable, i: int, reps: int) -> int:
    if reps < table.stages[i].reps_min:
        return table.stages[i].reps_min
    if reps > full(table, table.stages[i]):
        return full(table, table.stages[i])
    return reps


def _after_session(table: StageTable, log: Log, before: dict[str, Any] | None, x: SessionRecord) -> dict[str, Any]:
    """Section 4 of the rule, step by step, for one session."""
    policy = table.policy
    stages = table.stages
    j = position(table, x.stage)
    assert j is not None
    d = day_of(x)

    # 1. No state yet.
    s = _fresh(table, j, d) if before is None else dict(before)

    # 2. A break. Days are counted between the two days on the runner's own clock.
    if s["last"] is not None:
        days = (d - day_of(s["last"])).days
        if days >= policy.break_retest_days:
            s = _fresh(table, j, d)
        elif days >= policy.break_step_back_days:
            if not policy.manual and s["i"] > 0:
                s["i"] = max(0, s["i"] - _lost(policy, days))
                s["changed"] = d
            s["r"] = stages[s["i"]].reps_min
            s["clean"] = s["short"] = s["easy"] = 0
        elif days >= policy.break_repeat_days:
            s["r"] = stages[s["i"]].reps_min
            s["clean"] = s["short"] = s["easy"] = 0

    # 3. Which stage was run.
    held = s["i"]
    easy_day = False
    if j < held and not policy.manual:  # in a manual table the stage run last is where the runner is
        s["easy"] += 1
        easy_day = s["easy"] < 2
    if j == held:
        s["easy"] = 0
    if j > held or (j < held and not easy_day):
        s["i"] = j
        s["clean"] = s["short"] = s["easy"] = 0
        s["changed"] = d
        s["r"] = _held_within(table, j, x.reps_planned)

    # 4. By response.
    s["next"] = "repeat"
    answer = response_in(log, policy, x)
    if answer in ("stop", "flare"):
        if answer == "flare":
            s["flares"] += 1
            s["flared"] = dict(s["flared"])
            s["flared"][j] = s["flared"].get(j, 0) + 1
        _thrown_back(s, policy, j, held, easy_day)
        s["r"] = stages[s["i"]].reps_min
        s["clean"] = s["sore"] = s["short"] = s["easy"] = 0
        s["changed"] = d
    elif answer == "unsettled":
        s["clean"] = s["flares"] = 0
        if len(x.soreness) == 0:
            s["sore"] = 0
        else:
            s["sore"] += 1
        if s["sore"] == 2:
            if s["i"] > 0 and not policy.manual:
                s["i"] -= 1
                s["next"] = "step_back"
            s["r"] = stages[s["i"]].reps_min
            s["sore"] = s["short"] = s["easy"] = 0
            s["changed"] = d
    else:
        s["flares"] = s["sore"] = 0
        if not easy_day:
            _tolerated(table, s, x, j, d)

    s["last"] = x
    return s


def _thrown_back(s: dict[str, Any], policy: Policy, j: int, held: int, easy_day: bool) -> None:
    """After a flare-up: back to what was held before a try, else one below what was run."""
    if policy.manual:
        # The stage never moves by itself: what the runner had chosen stays.
        return
    if j > held:
        s["i"] = held
    else:
        s["i"] = max(0, j - 1)
    compared = held if easy_day else j
    if s["i"] < compared:
        s["next"] = "step_back"


def _tolerated(table: StageTable, s: dict[str, Any], x: SessionRecord, j: int, d: date) -> None:
    policy = table.policy
    completed = x.reps_done >= x.reps_planned and x.reps_done >= 1 and x.eased_to is None
    most = full(table, table.stages[j])
    if not completed:
        s["short"] += 1
        if s["short"] == 1:
            s["short_one"] = x
            return
        s["short"] = 0
        lower = position(table, x.eased_to)
        # Eased to a stage that is not in the table or not lower is neither of the two that the rule names.
        if lower is not None and lower < j and not policy.manual:
            s["clean"] = 0
            s["i"] = lower
            s["r"] = table.stages[lower].reps_min
            s["changed"] = d
            s["next"] = "step_back"
        elif x.eased_to is None:
            s["clean"] = 0
            could = max(x.reps_done, s["short_one"].reps_done)
            fewer = max(1, min(s["r"], could))
            if fewer < s["r"]:
                s["next"] = "fewer"
            s["r"] = fewer
        return

    s["short"] = 0
    if x.effort is not None and x.effort >= policy.hard_effort:
        s["clean"] = 0
    elif x.reps_done >= most:
        s["clean"] += 1
        s["r"] = most
        s["flared"] = {stage: count for stage, count in s["flared"].items() if stage > j}
    else:
        step = 1 if x.reps_done < table.stages[j].reps_min else policy.reps_step
        s["r"] = min(most, x.reps_done + step)
        if s["r"] > x.reps_done:
            s["next"] = "build"


# Section 6: pain before that rises.


def rising(policy: Policy, log: Log, last: SessionRecord) -> bool:
    """Whether the pain before rises in the 28 days up to a session."""
    told = []
    for session in log.sessions:
        ago = (day_of(last) - day_of(session)).days
        if tells_before(session) and instant(session) <= instant(last) and 0 <= ago <= 27:
            told.append(session)
    pains = [session.pain_before for session in in_order(told) if session.pain_before is not None]
    if len(pains) < 6:
        return False
    return lower_median(pains[-3:]) - lower_median(pains[:3]) >= policy.pain_rise


# Section 7: the stop sign.


def stop_sign_is_up(log: Log) -> bool:
    """Whether some session that happened, of any kind and programme, has a flag that nothing clears."""
    for session in log.sessions:
        if session.rehearsal or len(session.red_flags) == 0:
            continue
        cleared = False
        for clearance in log.clearances:
            if clearance.clears is None:
                if clearance.at.astimezone(UTC) >= instant(session):
                    cleared = True
            elif session.id in clearance.clears:
                cleared = True
        if not cleared:
            return True
    return False


# Section 5: today's prescription.


def earliest(table: StageTable, log: Log, today: date) -> date:
    """The first day on which the next session fits."""
    policy = table.policy
    counted = in_order([session for session in log.sessions if is_counted(session)])
    if len(counted) == 0:
        return today
    last = counted[-1]

    rest = policy.rest_days
    if response_in(log, policy, last) in ("flare", "stop"):
        rest = policy.rest_days_after_flare
    day = day_of(last) + timedelta(days=rest + 1)

    while True:
        held = 0
        for session in counted:
            for back in (1, 2, 3, 4, 5, 6):
                if day_of(session) == day - timedelta(days=back):
                    held += 1
        if held < table.sessions_per_week:
            break
        day = day + timedelta(days=1)

    return today if day < today else day


def answer(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    """Today's prescription, all FIELDS of it."""
    policy = table.policy
    log = known(log, today)
    state = state_after(table, log)
    decision, i, r, move_up_from = _decide(table, log, state, today)

    ask_morning = False
    if state is not None and state["last"] is not None:
        # "The last session" is the fold's, as it is for the gap.
        ago = (today - last_day_of(state["last"])).days
        ask_morning = state["last"].pain_morning is None and 1 <= ago <= 7

    usual = usual_pain_on(log, today)
    walk_from = policy.acceptable_pain + 1
    if usual is not None:
        walk_from = min(policy.severe_pain, max(walk_from, usual + policy.pain_rise))

    result: dict[str, Any] = dict.fromkeys(FIELDS)
    result["programme"] = table.programme
    result["decision"] = decision
    result["earliest"] = earliest(table, log, today)
    result["move_up_from"] = move_up_from
    result["ask_morning"] = ask_morning
    result["provisional"] = decision == "advance" and ask_morning
    result["usual_pain"] = usual
    result["walk_from"] = walk_from
    if i is not None and r is not None:
        stage = table.stages[i]
        result["stage"] = stage.id
        result["reps"] = r
        result["full_reps"] = full(table, stage)
        seconds = stage.warm_up + stage.cool_down
        if stage.fill is not None:
            seconds += stage.fill
        else:
            for _ in range(r):
                for step in stage.steps:
                    seconds += step.seconds
        result["total_seconds"] = seconds
    return result


def _decide(
    table: StageTable, log: Log, state: dict[str, Any] | None, today: date
) -> tuple[str, int | None, int | None, date | None]:
    """Section 5 of the rule in its order: decision, stage position, repetitions, move_up_from."""
    policy = table.policy
    stages = table.stages

    # 1 and 2. A log of nothing but other programmes offers a placement too, unless the stop sign is up.
    if stop_sign_is_up(log):
        return "stop", None, None, None
    if state is None:
        return "placement", None, None, None
    last = state["last"]
    # With no session since the placement, `changed` is the placement's date.
    since = state["changed"] if last is None else day_of(last)
    gap = (today - since).days
    if gap >= policy.break_retest_days:
        return "placement", None, None, None

    # 3.
    i = state["i"]
    if last is None:
        return "start", i, state["r"], None

    # 4.
    if gap >= policy.break_step_back_days:
        if i == 0 or policy.manual:
            return "repeat", i, stages[i].reps_min, None
        lower = max(0, i - _lost(policy, gap))
        return "step_back" if lower < i else "repeat", lower, stages[lower].reps_min, None
    if gap >= policy.break_repeat_days:
        return "repeat", i, stages[i].reps_min, None

    # 5.
    if state["next"] in ("repeat", "build") and rising(policy, log, last):
        r = state["r"]
        if state["next"] == "build" and last.reps_planned < r:
            r = last.reps_planned
        return "repeat", i, r, None

    # 6. Not having been asked is not "not ready".
    top = i == len(stages) - 1
    times = 1 if top else 2 ** min(3, state["flared"].get(i + 1, 0))
    if state["clean"] >= policy.sessions_to_advance * times and last.felt_ready is not False:
        if top and not policy.manual:
            return "finished", i, full(table, stages[i]), None
        if not policy.manual:
            may_move = state["changed"] + timedelta(days=policy.min_days_per_stage)
            if today >= may_move:
                return "advance", i + 1, stages[i + 1].reps_min, None
            return "repeat", i, full(table, stages[i]), may_move

    # 7.
    return state["next"], i, state["r"], None
