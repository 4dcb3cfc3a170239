"""Random stage tables and logs to try the rule on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from runwalk_tui.programme.stage import Kind, Policy, Stage, StageTable, Step
from runwalk_tui.session.record import CheckIn, Log, PainMark, Placement, SessionRecord
from tests.support import rule_oracle
from tests.support.rule_cases import PROGRAMME, shipped_table


def policies() -> st.SearchStrategy[Policy]:
    """The default policy now and then, else any mixture of small and odd figures."""
    return st.one_of(
        st.just(Policy()),
        st.builds(
            Policy,
            acceptable_pain=st.integers(0, 10),
            pain_rise=st.integers(0, 10),
            sessions_to_advance=st.integers(1, 3),
            min_days_per_stage=st.sampled_from([0, 1, 3, 7, 7, 10, 14]),
            rest_days=st.integers(0, 3),
            rest_days_after_flare=st.integers(0, 5),
            reps_step=st.integers(1, 6),
            break_repeat_days=st.sampled_from([0, 1, 5, 10, 14, 14, 14, 30, 365]),
            break_step_back_days=st.sampled_from([0, 2, 10, 14, 20, 28, 28, 28, 365]),
        ),
    )


@st.composite
def small_stages(draw: st.DrawFn, stage_id: str) -> Stage:
    """A stage of run and walk, of several intervals, or one that fills a total."""
    form = draw(st.sampled_from(["pair", "pair", "intervals", "fill"]))
    count = 2 if form == "pair" else draw(st.integers(1, 5))
    kinds = (Kind.RUN, Kind.WALK, Kind.RUN, Kind.WALK, Kind.RUN)
    steps = tuple(Step(kinds[i], draw(st.integers(5, 180))) for i in range(count))
    edges: dict[str, Any] = {
        "warm_up": draw(st.sampled_from([0, 60, 300])),
        "cool_down": draw(st.sampled_from([0, 120])),
    }
    if form == "fill":
        return Stage(stage_id, steps, reps_min=1, reps_max=1, fill=draw(st.integers(10, 2400)), **edges)
    fewest = draw(st.integers(1, 8))
    return Stage(stage_id, steps, reps_min=fewest, reps_max=fewest + draw(st.integers(0, 6)), **edges)


@st.composite
def tables(draw: st.DrawFn) -> StageTable:
    """The shipped stages or one to six of our own, with any policy."""
    policy = draw(policies())
    week = draw(st.sampled_from([3, 3, 1, 2, 5, 7]))
    if draw(st.integers(0, 2)) == 0:
        return StageTable(PROGRAMME, shipped_table().stages, policy, week, 1800)
    ids = draw(st.permutations(["1", "2", "w 3", "été", "[b]5", "6"]))
    stages = tuple(draw(small_stages(stage_id)) for stage_id in ids[: draw(st.integers(1, 6))])
    return StageTable(PROGRAMME, stages, policy, week, draw(st.sampled_from([None, 200, 900, 1800])))


_OFFSETS = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 0, 60, 120, 330, 840, -300, -660))
_MOMENT = timedelta(seconds=30)
"""Keeps a clearance from the very instant of a session, of which the rule says nothing."""
_PAIN = st.one_of(st.none(), st.integers(0, 10))
_PLACES = ("knee", "left ankle", "hip")


@st.composite
def _pains(draw: st.DrawFn, policy: Policy) -> dict[str, Any]:
    """Four pains: mostly calm ones, some right at the limits of the policy, some of any kind."""
    before = draw(st.sampled_from([None, 0, 1, 2, 3, 5]))
    base = before or 0
    form = draw(st.sampled_from(["calm", "calm", "calm", "calm", "calm", "edge", "any"]))
    if form == "calm":
        morning = draw(st.sampled_from([None, None, 0, base]))
        return {"pain_before": before, "pain_worst": base, "pain_after": base, "pain_morning": morning}
    if form == "edge":
        limit = max(policy.acceptable_pain, base + policy.pain_rise - 1)
        worst = draw(st.sampled_from([policy.acceptable_pain, policy.acceptable_pain + 1, limit, limit + 1, None]))
        rise = st.sampled_from([base + policy.pain_rise - 1, base + policy.pain_rise])
        edge = {"pain_worst": worst, "pain_after": draw(rise), "pain_morning": draw(st.one_of(st.none(), rise))}
        held = {name: None if pain is None else max(0, min(10, pain)) for name, pain in edge.items()}
        return {"pain_before": before, **held}
    return {name: draw(_PAIN) for name in ("pain_before", "pain_worst", "pain_after", "pain_morning")}


@st.composite
def _sessions(draw: st.DrawFn, table: StageTable, so_far: Log, number: int, when: datetime) -> SessionRecord:
    """One more session: mostly what the rule prescribes that day, else anything."""
    advice = rule_oracle.answer(table, so_far, when.date())
    stage, planned = advice["stage"], advice["reps"]
    if stage is None or draw(st.integers(0, 5)) == 0:
        stage = draw(st.sampled_from([*(stage.id for stage in table.stages), "gone"]))
        planned = draw(st.integers(1, 12))
    elif draw(st.integers(0, 7)) == 0:
        planned = advice["full_reps"]
    done = draw(st.sampled_from([planned] * 8 + [0, 1, max(0, planned - 1), planned + 3]))
    odd = draw(st.integers(0, 19))
    return SessionRecord(
        id=f"session-{number}",
        started_at=when,
        programme="Another programme" if odd == 0 else table.programme,
        stage=stage,
        reps_planned=planned,
        reps_done=done,
        **draw(_pains(table.policy)),
        pain_marks=(PainMark(30.0, 9),) if odd == 1 else (),
        soreness=draw(st.sampled_from([(), (), (), (), _PLACES[:1], _PLACES[:2]])),
        red_flags=("fever",) if odd == 2 else (),
        stopped_for_pain=odd == 3,
        eased_to=table.stages[0].id if odd == 4 else None,
        felt_ready=draw(st.sampled_from([None, None, True, False])),
        rehearsal=odd == 5,
    )


@st.composite
def _good_sessions(draw: st.DrawFn, table: StageTable, so_far: Log, number: int, when: datetime) -> SessionRecord:
    """One more session as prescribed, without pain; the way to the top of a table is made of these.

    Now and then the runner stays instead of moving up, or plans fewer repetitions.
    """
    advice = rule_oracle.answer(table, so_far, when.date())
    stage = advice["stage"] or table.stages[0].id
    reps = advice["reps"] or 1
    if advice["decision"] == "advance" and draw(st.booleans()):
        stage = table.stages[[stage.id for stage in table.stages].index(stage) - 1].id
    if draw(st.integers(0, 7)) == 0:
        reps = draw(st.integers(1, reps))
    return SessionRecord(
        id=f"session-{number}",
        started_at=when,
        programme=table.programme,
        stage=stage,
        reps_planned=reps,
        reps_done=reps,
        pain_worst=0,
        pain_after=0,
        pain_morning=draw(st.sampled_from([None, 0])),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[StageTable, Log, date]:
    """A table, a log in order of time and a day to ask on, usually soon after the log's end."""
    table = draw(tables())
    policy = table.policy
    gaps = (0, 0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 7, 13, 14, 15, 27, 28, 29)
    edges = (policy.break_repeat_days - 1, policy.break_repeat_days, policy.break_step_back_days)
    any_pause = st.sampled_from((*gaps, *(max(0, gap) for gap in edges)))
    good_pause = st.sampled_from((1, 2, 2, 3, 4))
    # Trouble in none of eight sessions, one, two or four: only a log without much of it gets far up a table.
    trouble = draw(st.sampled_from([0, 1, 2, 4]))
    sessions: list[SessionRecord] = []
    placements: list[Placement] = []
    clearances: list[datetime] = []
    now = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
    others = st.sampled_from(["session"] * 14 + ["place", "clear"])
    start_placed = draw(st.booleans())
    for number in range(draw(st.sampled_from([0, *range(1, 15), *range(4, 15)]))):
        bad = draw(st.integers(0, 7)) < trouble
        # No time at all between two events happens: an import has whole minutes.
        now += timedelta(days=draw(any_pause if bad else good_pause), minutes=draw(st.sampled_from([0, 0, 45, 400])))
        when = now.astimezone(draw(st.sampled_from(_OFFSETS)))
        event = "place" if number == 0 and start_placed else draw(others) if bad else "session"
        if event == "session":
            so_far = Log(tuple(sessions), tuple(placements), (), tuple(clearances))
            sessions.append(draw((_sessions if bad else _good_sessions)(table, so_far, number, when)))
            if sessions[-1].red_flags and draw(st.integers(0, 3)) > 0:
                clearances.append(when + draw(st.sampled_from([_MOMENT, timedelta(days=2)])))
                now = max(now, clearances[-1].astimezone(UTC))
        elif event == "place":
            ids = [stage.id for stage in table.stages]
            placements.append(Placement(when, draw(st.sampled_from([*ids, *ids, "gone"]))))
        else:
            clearances.append(when + _MOMENT)
    log = Log(tuple(sessions), tuple(placements), (CheckIn(now, 30, 30, 50),), tuple(sorted(clearances)))
    return table, log, now.date() + timedelta(days=draw(st.one_of(st.integers(-1, 9), any_pause)))
