"""Random stage tables and logs to try the rule on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from runwalk_tui.programme.stage import Act, Policy, Stage, StageTable, Step
from runwalk_tui.session.records import CheckIn, Clearance, Log, PainMark, Placement, SessionKind, SessionRecord
from tests.support import rule_oracle
from tests.support.rule_cases import PROGRAMME, shipped_table

BREAKS = (14, 28, 60, 84, 90)
"""Days off that the default policy knows a rule for, and some more."""


def policies() -> st.SearchStrategy[Policy]:
    """The default policy half of the time, else any mixture of small and odd figures, in no order."""
    return st.one_of(
        st.just(Policy()),
        st.builds(
            Policy,
            acceptable_pain=st.integers(0, 10),
            severe_pain=st.integers(0, 10),
            pain_rise=st.integers(0, 10),
            hard_effort=st.integers(0, 10),
            sessions_to_advance=st.integers(1, 3),
            min_days_per_stage=st.sampled_from([0, 1, 3, 7, 7, 10, 14]),
            rest_days=st.integers(0, 3),
            rest_days_after_flare=st.integers(0, 5),
            reps_step=st.integers(1, 6),
            break_repeat_days=st.sampled_from([0, 1, 5, 10, 14, 14, 14, 30, 365]),
            break_step_back_days=st.sampled_from([0, 2, 10, 14, 20, 28, 28, 28, 365]),
            break_retest_days=st.sampled_from([0, 3, 13, 28, 84, 84, 84, 365]),
            manual=st.sampled_from([False, False, False, True]),
        ),
    )


@st.composite
def small_stages(draw: st.DrawFn, stage_id: str) -> Stage:
    """A stage of run and walk, of several intervals, of walking alone, of one repetition, or one that fills a total.

    Now and then it had other ids before.
    """
    form = draw(st.sampled_from(["pair", "pair", "intervals", "walking", "once", "fill"]))
    count = 2 if form == "pair" else draw(st.integers(1, 5))
    acts = (Act.RUN, Act.WALK, Act.JOG, Act.REST, Act.RUN)
    if form == "walking":
        acts = (Act.WALK, Act.REST, Act.MARCH, Act.STRETCH, Act.WALK)
    steps = tuple(Step(acts[i], draw(st.integers(5, 180))) for i in range(count))
    edges: dict[str, Any] = {
        "was": draw(st.sampled_from([(), (), earlier_ids(stage_id)[:1], earlier_ids(stage_id)])),
        "warm_up": draw(st.sampled_from([0, 60, 300])),
        "cool_down": draw(st.sampled_from([0, 120])),
    }
    if form == "fill":
        return Stage(stage_id, steps, reps_min=1, reps_max=1, fill=draw(st.integers(10, 2400)), **edges)
    if form == "once":
        return Stage(stage_id, steps, reps_min=1, reps_max=1, **edges)
    fewest = draw(st.integers(1, 8))
    return Stage(stage_id, steps, reps_min=fewest, reps_max=fewest + draw(st.integers(0, 6)), **edges)


def earlier_ids(stage_id: str) -> tuple[str, str]:
    """What a stage may have been called before."""
    return f"{stage_id} of old", f"old {stage_id}"


@st.composite
def tables(draw: st.DrawFn) -> StageTable:
    """The shipped stages or one to six of our own, with any policy."""
    policy = draw(policies())
    week = draw(st.sampled_from([3, 3, 1, 2, 5, 7]))
    if draw(st.booleans()):
        return StageTable(PROGRAMME, shipped_table().stages, policy, week, 1800)
    ids = draw(st.permutations(["1", "2", "w 3", "été", "[b]5", "6"]))
    stages = tuple(draw(small_stages(stage_id)) for stage_id in ids[: draw(st.integers(1, 6))])
    return StageTable(PROGRAMME, stages, policy, week, draw(st.sampled_from([None, 200, 900, 1800])))


_OFFSETS = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 0, 60, 120, 330, 840, -300, -660))
_PAIN = st.one_of(st.none(), st.integers(0, 10))
_PLACES = ("knee", "left ankle", "hip")
_RUNNERS = ("steady 0", "steady 3", "steady 6", "steady 8", "worsening", "silent", "any", "any")
"""Whose log it is; the last two answer as it comes, and often not at all."""


def _usual_before(runner: str, number: int) -> int | None:
    """The pain before a session of a runner with a habit."""
    if runner.startswith("steady"):
        return int(runner[-1])
    return min(10, number // 3) if runner == "worsening" else None


@st.composite
def _pains(draw: st.DrawFn, policy: Policy, before: int | None) -> dict[str, Any]:
    """Four pains: mostly calm ones, some right at the limits of the policy, some of any kind."""
    if before is None:
        before = draw(st.sampled_from([None, None, 0, 1, 2, 3, 5]))
    base = before or 0
    form = draw(st.sampled_from(["calm", "calm", "calm", "calm", "calm", "edge", "edge", "any"]))
    if form == "calm":
        morning = draw(st.sampled_from([None, None, 0, base]))
        return {"pain_before": before, "pain_worst": base, "pain_after": base, "pain_morning": morning}
    if form == "edge":
        limit = max(policy.acceptable_pain, base + policy.pain_rise - 1)
        ends = [policy.acceptable_pain, policy.acceptable_pain + 1, limit, limit + 1]
        worst = draw(st.sampled_from([*ends, policy.severe_pain - 1, policy.severe_pain, None]))
        rise = st.sampled_from([base + policy.pain_rise - 1, base + policy.pain_rise, *ends[:2], policy.severe_pain])
        edge = {"pain_worst": worst, "pain_after": draw(rise), "pain_morning": draw(st.one_of(st.none(), rise))}
        held = {name: None if pain is None else max(0, min(10, pain)) for name, pain in edge.items()}
        return {"pain_before": draw(st.sampled_from([before, before, None])), **held}
    return {name: draw(_PAIN) for name in ("pain_before", "pain_worst", "pain_after", "pain_morning")}


_ODD: tuple[dict[str, Any], ...] = (
    {"programme": "Another programme"},
    {"kind": SessionKind.WALK},
    {"kind": SessionKind.WALK, "reps_done": 0, "run_seconds": 0},
    {"kind": SessionKind.COMPANION},
    {"rehearsal": True},
    {"red_flags": ("fever",)},
    {"stopped_for_pain": True},
    {"reps_done": 0, "run_seconds": 29},
    {"reps_done": 0, "pain_worst": 9, "pain_after": 8},
    {"reps_done": 0, "pain_worst": None, "pain_after": None, "pain_morning": None},
    {"reps_done": 0, "stopped_for_pain": True, "pain_marks": (PainMark(30.0, 9),)},
    {"effort": 9},
    {"soreness": _PLACES[:1]},
    {"soreness": _PLACES[:2], "pain_morning": 0},
)
"""What makes a session other than the usual; a plain one is far more frequent."""


@st.composite
def _sessions(
    draw: st.DrawFn, table: StageTable, so_far: Log, number: int, when: datetime, runner: str
) -> SessionRecord:
    """One more session: mostly what the rule prescribes that day, else anything."""
    advice = rule_oracle.answer(table, so_far, when.date())
    ids = [stage.id for stage in table.stages]
    stage, planned = advice["stage"], advice["reps"]
    choice = draw(st.integers(0, 9))
    if stage is None or choice == 0:
        stage, planned = draw(st.sampled_from([*ids, "gone"])), draw(st.integers(1, 12))
    elif choice == 1:
        planned = advice["full_reps"]
    elif choice == 2 and so_far.sessions:
        # A stage is tried, or a low one run, again and again.
        stage = so_far.sessions[-1].stage
    was = next((each.was for each in table.stages if each.id == stage), ())
    # The stage may have been renamed since.
    stage = draw(st.sampled_from((stage, stage, *was)))
    done = draw(st.sampled_from([planned] * 8 + [0, 1, planned // 2, planned // 2, max(0, planned - 1), planned + 3]))
    eased = draw(st.sampled_from([None] * 8 + [ids[0], ids[-1], "gone", *table.stages[0].was]))
    if eased is None and so_far.sessions and draw(st.integers(0, 2)) == 0:
        eased = so_far.sessions[-1].eased_to
    plain = SessionRecord(
        id=f"session-{number}",
        started_at=when,
        programme=table.programme,
        stage=stage,
        reps_planned=planned,
        reps_done=done,
        active_seconds=draw(st.sampled_from([0, 1800, 1800, 86_400])),
        **draw(_pains(table.policy, _usual_before(runner, number))),
        eased_to=eased,
        felt_ready=draw(st.sampled_from([None, None, True, False])),
        effort=draw(st.sampled_from([None, None, 3, 7, 8, 10])),
    )
    return replace(plain, **draw(st.sampled_from([*({},) * len(_ODD), *_ODD])))


@st.composite
def _good_sessions(
    draw: st.DrawFn, table: StageTable, so_far: Log, number: int, when: datetime, runner: str
) -> SessionRecord:
    """One more session as prescribed, without a rise; the way to the top of a table is made of these.

    Now and then the runner stays instead of moving up, or plans fewer repetitions.
    """
    advice = rule_oracle.answer(table, so_far, when.date())
    stage = advice["stage"] or table.stages[0].id
    reps = advice["reps"] or 1
    if advice["decision"] == "advance" and draw(st.booleans()):
        stage = table.stages[[stage.id for stage in table.stages].index(stage) - 1].id
    if draw(st.integers(0, 7)) == 0:
        reps = draw(st.integers(1, reps))
    before = _usual_before(runner, number)
    pain = before or 0
    return SessionRecord(
        id=f"session-{number}",
        started_at=when,
        programme=table.programme,
        stage=stage,
        reps_planned=reps,
        reps_done=reps,
        pain_before=before,
        pain_worst=pain,
        pain_after=pain,
        pain_morning=draw(st.sampled_from([None, pain, pain])),
    )


@st.composite
def _clearances(draw: st.DrawFn, sessions: list[SessionRecord], when: datetime) -> Clearance:
    """Bare as the first edition wrote it, or of what is flagged so far, or of something else."""
    flagged = tuple(session.id for session in sessions if session.red_flags)
    return Clearance(when, draw(st.sampled_from([None, flagged, flagged, flagged[:1], (), ("no such session",)])))


@st.composite
def histories(draw: st.DrawFn) -> tuple[StageTable, Log, date]:
    """A table, a log in order of time and a day to ask on: mostly soon after the log's end, at times in its midst,
    so that what comes later is not yet."""
    table = draw(tables())
    policy = table.policy
    gaps = (0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 7, 13, 15, 27, 29, *BREAKS)
    edges = (policy.break_repeat_days - 1, policy.break_repeat_days, policy.break_step_back_days)
    any_pause = st.sampled_from((*gaps, *(min(90, max(0, gap)) for gap in edges)))
    good_pause = st.sampled_from((1, 2, 2, 2, 3))
    runner = draw(st.sampled_from(_RUNNERS))
    # Trouble in none of eight sessions, up to six: only a log without much of it gets far up a table.
    trouble = draw(st.sampled_from([0, 1, 2, 4, 6]))
    sessions: list[SessionRecord] = []
    placements: list[Placement] = []
    clearances: list[Clearance] = []
    now = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
    events = st.sampled_from(["session"] * 14 + ["place", "clear"])
    start_placed = draw(st.booleans())
    for number in range(draw(st.sampled_from([0, *range(1, 17), *range(6, 17)]))):
        bad = draw(st.integers(0, 7)) < trouble
        # No time at all between two events happens: an import has whole minutes.
        now += timedelta(days=draw(any_pause if bad else good_pause), minutes=draw(st.sampled_from([0, 0, 45, 400])))
        when = now.astimezone(draw(st.sampled_from(_OFFSETS)))
        event = "place" if number == 0 and start_placed else draw(events) if bad else "session"
        if event == "session":
            so_far = Log(tuple(sessions), tuple(placements), (), tuple(clearances))
            one = _sessions if bad else _good_sessions
            sessions.append(draw(one(table, so_far, number, when, runner)))
            if sessions[-1].red_flags and draw(st.integers(0, 3)) > 0:
                clearances.append(draw(_clearances(sessions, when)))
        elif event == "place":
            ids = [known for stage in table.stages for known in (stage.id, *stage.was)]
            programme = draw(st.sampled_from(["", table.programme, table.programme, "another programme"]))
            placements.append(Placement(when, draw(st.sampled_from([*ids, *ids, "gone"])), "chosen", programme))
        else:
            clearances.append(draw(_clearances(sessions, when)))
    log = Log(tuple(sessions), tuple(placements), (CheckIn(now, 30, 30, 50, None, "stairs", 6, 7),), tuple(clearances))
    if draw(st.integers(0, 7)) == 0 and sessions:
        return table, log, draw(st.sampled_from(sessions)).day + timedelta(days=draw(st.integers(-2, 2)))
    return table, log, now.date() + timedelta(days=draw(st.one_of(st.integers(-1, 9), any_pause)))
