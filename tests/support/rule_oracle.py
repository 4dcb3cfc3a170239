"""A second, slow and obvious reading of the rule, to hold the real one against.

It shares nothing with the package but the records themselves: it counts, sorts, rounds and
compares on its own, keeps its state in plain dicts and works everything out again each time.
Where the rule can be read in two ways, the reading taken here is said in a comment.

A table whose policy is `manual` is outside it.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.session.record import Log, SessionRecord

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
    "total_seconds",
)
"""What the oracle answers; the wording of reasons and warnings is not its business."""


def response(session: SessionRecord, policy: Policy) -> str:
    """What one session's pain means: stop, flare, unsettled or tolerated."""
    before = 0 if session.pain_before is None else session.pain_before
    after = session.pain_after
    morning = session.pain_morning
    # Worst is never below after. Neither given: no figure was exceeded. Marks are not looked at.
    given = [pain for pain in (session.pain_worst, after) if pain is not None]
    worst = max(given) if given else None

    if len(session.red_flags) > 0:
        return "stop"

    if session.stopped_for_pain:
        return "flare"
    if worst is not None and worst > max(policy.acceptable_pain, before + policy.pain_rise - 1):
        return "flare"
    if morning is not None and morning >= before + policy.pain_rise:
        return "flare"

    if after is None:
        return "unsettled"
    if morning is None and after >= before + policy.pain_rise:
        return "unsettled"
    if len(session.soreness) > 0:
        return "unsettled"
    if worst is not None and worst > policy.acceptable_pain:
        return "unsettled"

    return "tolerated"


def full(table: StageTable, stage: Stage) -> int:
    """Repetitions of the full stage, counted up one by one while they fit the session limit."""
    if stage.fill is not None or table.session_limit is None:
        return stage.reps_max
    one = 0
    for step in stage.steps:
        one += step.seconds
    reps = stage.reps_min
    while reps < stage.reps_max and stage.warm_up + (reps + 1) * one <= table.session_limit:
        reps += 1
    return reps


def position(table: StageTable, stage_id: str) -> int | None:
    """Where a stage stands in the table, from 0."""
    for i in range(len(table.stages)):
        if table.stages[i].id == stage_id:
            return i
    return None


def is_counted(session: SessionRecord) -> bool:
    """Not a rehearsal, and something was run or pain ended it."""
    if session.rehearsal:
        return False
    return session.reps_done > 0 or session.stopped_for_pain


def day_of(session: SessionRecord) -> date:
    """The day on the runner's own clock."""
    moment = session.started_at
    return date(moment.year, moment.month, moment.day)


def state_after(table: StageTable, log: Log) -> dict[str, Any] | None:
    """Fold the log from its beginning; None when nothing in it says at which stage the runner is."""
    events: list[tuple[Any, int, int, Any]] = []
    for number, placement in enumerate(log.placements):
        # A placement at a stage that is not in the table says nothing.
        if position(table, placement.stage) is not None:
            events.append((placement.at.astimezone(UTC), 0, number, placement))
    for number, session in enumerate(log.sessions):
        ours = session.programme == table.programme and position(table, session.stage) is not None
        if ours and is_counted(session):
            events.append((session.started_at.astimezone(UTC), 1, number, session))
    events.sort(key=lambda event: event[:3])

    state: dict[str, Any] | None = None
    for _, kind, _, what in events:
        if kind == 0:
            i = position(table, what.stage)
            assert i is not None
            state = {
                "i": i,
                "r": table.stages[i].reps_min,
                "clean": 0,
                "flares": 0,
                "sore": 0,
                "changed": date(what.at.year, what.at.month, what.at.day),
                "last": None,
                "next": "start",
            }
        else:
            state = _after_session(table, state, what)
    return state


def _after_session(table: StageTable, before: dict[str, Any] | None, x: SessionRecord) -> dict[str, Any]:
    """Section 3 of the rule, step by step, for one session."""
    policy = table.policy
    stages = table.stages
    j = position(table, x.stage)
    assert j is not None
    d = day_of(x)

    # 1. No state yet.
    s: dict[str, Any]
    if before is None:
        s = {"i": j, "r": stages[j].reps_min, "clean": 0, "flares": 0, "sore": 0, "changed": d, "last": None}
    else:
        s = dict(before)

    # 2. A long break. Days are counted between the two days on the runner's own clock.
    if s["last"] is not None and (d - day_of(s["last"])).days >= policy.break_repeat_days:
        s["clean"] = 0
        s["r"] = stages[s["i"]].reps_min

    # 3. Another stage was chosen.
    if j != s["i"]:
        s["i"] = j
        s["clean"] = 0
        s["changed"] = d
        s["r"] = x.reps_planned
        if s["r"] < stages[j].reps_min:
            s["r"] = stages[j].reps_min
        if s["r"] > full(table, stages[j]):
            s["r"] = full(table, stages[j])

    # 4. By response.
    answer = response(x, policy)
    if answer in ("stop", "flare"):
        s["flares"] += 1
        _one_stage_down(table, s, d)
        s["clean"] = 0
        s["sore"] = 0
    elif answer == "unsettled":
        s["clean"] = 0
        s["flares"] = 0
        s["next"] = "repeat"
        if len(x.soreness) > 0:
            s["sore"] += 1
        else:
            s["sore"] = 0
        if s["sore"] == 2:
            _one_stage_down(table, s, d)
            s["sore"] = 0
    else:
        s["flares"] = 0
        s["sore"] = 0
        s["next"] = "repeat"
        completed = x.reps_done >= x.reps_planned and x.eased_to is None
        if completed:
            most = full(table, stages[s["i"]])
            if x.reps_done >= most:
                s["clean"] += 1
                s["r"] = most
            else:
                # Below the state's own figure if fewer were planned and done; never held up to reps_min.
                r = x.reps_done + policy.reps_step
                if r > most:
                    r = most
                if r > s["r"]:
                    s["next"] = "build"
                s["r"] = r

    s["last"] = x
    return s


def _one_stage_down(table: StageTable, s: dict[str, Any], d: date) -> None:
    """To the stage below at its fewest repetitions; at the first stage, to its own fewest."""
    if s["i"] == 0:
        s["next"] = "repeat"
    else:
        s["next"] = "step_back"
        s["i"] -= 1
    s["r"] = table.stages[s["i"]].reps_min
    s["changed"] = d


def stop_sign_is_up(log: Log) -> bool:
    """Whether some red flag has no clearance after it.

    Every recorded session can raise it: a rehearsal, another programme's, one ended before its first run.
    A clearance lifts it only when it is later than the session's beginning.
    """
    for session in log.sessions:
        if len(session.red_flags) == 0:
            continue
        cleared = False
        for clearance in log.clearances:
            if clearance.astimezone(UTC) > session.started_at.astimezone(UTC):
                cleared = True
        if not cleared:
            return True
    return False


def earliest(table: StageTable, log: Log, today: date) -> date:
    """The first day on which the next session fits."""
    policy = table.policy
    counted = []
    for number, session in enumerate(log.sessions):
        if is_counted(session):
            counted.append((session.started_at.astimezone(UTC), number, session))
    if len(counted) == 0:
        return today
    counted.sort(key=lambda item: item[:2])
    last = counted[-1][2]

    rest = policy.rest_days
    if response(last, policy) in ("flare", "stop"):
        rest = policy.rest_days_after_flare
    day = day_of(last) + timedelta(days=rest + 1)

    while True:
        held = 0
        for _, _, session in counted:
            for back in (1, 2, 3, 4, 5, 6):
                if day_of(session) == day - timedelta(days=back):
                    held += 1
        if held < table.sessions_per_week:
            break
        day = day + timedelta(days=1)

    return today if day < today else day


def answer(table: StageTable, log: Log, today: date) -> dict[str, Any]:
    """Today's prescription, all FIELDS of it."""
    assert not table.policy.manual, "the oracle does not know a manual programme"
    state = state_after(table, log)
    decision, i, r, move_up_from = _decide(table, log, state, today)

    ask_morning = False
    if state is not None and state["last"] is not None:
        # "The last session" is the fold's, as it is for the gap.
        ago = (today - day_of(state["last"])).days
        ask_morning = state["last"].pain_morning is None and ago in (1, 2, 3)

    result: dict[str, Any] = dict.fromkeys(FIELDS)
    result["programme"] = table.programme
    result["decision"] = decision
    result["earliest"] = earliest(table, log, today)
    result["move_up_from"] = move_up_from
    result["ask_morning"] = ask_morning
    result["provisional"] = decision == "advance" and ask_morning
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
    """Section 4 of the rule in its order: decision, stage position, repetitions, move_up_from."""
    policy = table.policy
    stages = table.stages

    # 1 and 2. A log of nothing but other programmes offers a placement too, unless the stop sign is up.
    if stop_sign_is_up(log):
        return "stop", None, None, None
    if state is None:
        return "placement", None, None, None

    # 3.
    i = state["i"]
    if state["last"] is None:
        return "start", i, state["r"], None

    # 4.
    gap = (today - day_of(state["last"])).days
    if gap >= policy.break_step_back_days:
        if i == 0:
            return "repeat", 0, stages[0].reps_min, None
        return "step_back", i - 1, stages[i - 1].reps_min, None
    if gap >= policy.break_repeat_days:
        return "repeat", i, stages[i].reps_min, None

    # 5. Not having been asked is not "not ready".
    if state["clean"] >= policy.sessions_to_advance and state["last"].felt_ready is not False:
        if i == len(stages) - 1:
            return "finished", i, full(table, stages[i]), None
        may_move = state["changed"] + timedelta(days=policy.min_days_per_stage)
        if today >= may_move:
            return "advance", i + 1, stages[i + 1].reps_min, None
        return "repeat", i, full(table, stages[i]), may_move

    # 6.
    return state["next"], i, state["r"], None
