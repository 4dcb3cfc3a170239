"""What holds of every prescription, whatever the table, the log and the day."""

from __future__ import annotations

import copy
import re
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.rule.prescription import Prescription, prescribe, prescribe_from, why_in_brief
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.response import Response, respond
from runwalk_tui.rule.standing import Decision, fold, judged_in_order, relevant
from runwalk_tui.session.records import Clearance, Log, Placement, SessionKind, SessionRecord
from tests.support.examples import TIMES, examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import PROGRAMME, THREE, TWO, WEEK_BEFORE, at, day, log_of, placed, run, shipped_table

pytestmark = pytest.mark.slow("tries random logs")

History = tuple[StageTable, Log, date]
some = examples(30)
pytestmark = pytest.mark.timeout(300 * TIMES)
_PAIN = st.one_of(st.none(), st.integers(0, 10))


def position(table: StageTable, stage_id: str | None) -> int:
    assert stage_id is not None
    found = table.index(stage_id)
    assert found is not None, "a prescribed stage is in the table"
    return found


def after_all(log: Log) -> datetime:
    """A day after everything in the log."""
    events: list[datetime] = [datetime(2026, 1, 5, 7, tzinfo=UTC)]
    events += [session.started_at for session in log.sessions]
    events += [placement.at for placement in log.placements]
    events += [clearance.at for clearance in log.clearances]
    return max(events).astimezone(UTC) + timedelta(days=1)


def with_policy(table: StageTable, **figures: Any) -> StageTable:
    return replace(table, policy=replace(table.policy, **figures))


def cleared_of_all(log: Log, *more: SessionRecord) -> Log:
    """The log with more sessions, and a clearance of every flag in it."""
    sessions = (*log.sessions, *more)
    ids = tuple(session.id for session in sessions)
    return replace(log, sessions=sessions, clearances=(*log.clearances, Clearance(after_all(log), ids)))


TROUBLE: dict[str, dict[str, Any]] = {
    "severe worst": {"pain_worst": 10},
    "severe after": {"pain_after": 10},
    "severe morning": {"pain_morning": 10},
    "stopped": {"stopped_for_pain": True},
    "red flag": {"red_flags": ("fever",)},
}


@some
@given(histories(), st.sampled_from(list(TROUBLE)), st.integers(0, 60), st.data())
def test_nobody_moves_up_straight_after_a_flare_up(history: History, how: str, later: int, data: st.DataObject) -> None:
    table, log, _ = history
    table = with_policy(table, manual=False)
    stage = data.draw(st.sampled_from(table.stages))
    when = after_all(log)
    flare = run(0, stage.id, table.full(stage), id="flare", started_at=when, programme=table.programme, **TROUBLE[how])
    prescription = prescribe(table, cleared_of_all(log, flare), when.date() + timedelta(days=later))
    assert prescription.move_up_from is None
    assert not prescription.provisional
    if prescription.decision is Decision.PLACEMENT:
        assert later >= table.policy.break_retest_days
        return
    assert prescription.decision in {Decision.STEP_BACK, Decision.REPEAT}
    assert position(table, prescription.stage) <= max(0, position(table, stage.id) - 1)
    assert prescription.reps == table.stage(str(prescription.stage)).reps_min


@some
@given(histories(), st.sampled_from(["pain_worst", "pain_after", "pain_morning"]), st.data())
def test_severe_pain_is_always_a_step_back_or_the_first_stage(
    history: History, when_felt: str, data: st.DataObject
) -> None:
    table, log, _ = history
    table = with_policy(table, manual=False, break_repeat_days=14, break_step_back_days=28, break_retest_days=84)
    pains: dict[str, Any] = {
        when_felt: data.draw(st.integers(table.policy.severe_pain, 10)),
        "pain_before": data.draw(_PAIN),
    }
    stage = data.draw(st.sampled_from(table.stages)).id
    when = after_all(log)
    severe = run(0, stage, 1, id="severe", started_at=when, programme=table.programme, **pains)
    prescription = prescribe(table, cleared_of_all(log, severe), when.date())
    assert prescription.decision is Decision.STEP_BACK or prescription.stage == table.stages[0].id


@some
@given(histories())
def test_one_session_and_the_prescription_after_it_lead_one_stage_up_at_most(history: History) -> None:
    table, log, _ = history
    ours = [one for one in judged_in_order(table, log) if one.session in relevant(table, log)]
    if not ours:
        return
    last = ours[-1].session
    without = fold(table, replace(log, sessions=tuple(one for one in log.sessions if one is not last)))
    highest = max(position(table, last.stage), without.stage if without else 0)
    prescription = prescribe(table, cleared_of_all(log), after_all(log).date())
    if prescription.stage is not None:
        up = 1 if prescription.decision is Decision.ADVANCE else 0
        assert position(table, prescription.stage) <= highest + up


@given(
    st.builds(Policy, acceptable_pain=st.integers(0, 10), pain_rise=st.integers(0, 10), severe_pain=st.integers(0, 10)),
    st.sampled_from(["pain_worst", "pain_after", "pain_morning"]),
    _PAIN,
    _PAIN,
    _PAIN,
)
def test_an_unknown_pain_is_never_read_as_0(
    policy: Policy, unknown: str, worst: int | None, after: int | None, morning: int | None
) -> None:
    pains: dict[str, Any] = {"pain_worst": worst, "pain_after": after, "pain_morning": morning}
    nothing_known = run(0, pain_before=None, **pains)
    given_ones = [pain for pain in pains.values() if pain is not None]
    if all(pain <= policy.acceptable_pain and pain < policy.severe_pain for pain in given_ones):
        # However low the pain before might have been.
        assert respond(nothing_known, policy) is not Response.FLARE
    if after is None and morning is None:
        assert respond(nothing_known, policy) is not Response.TOLERATED


_WALK: dict[str, Any] = {"kind": SessionKind.WALK, "reps_done": 0, "pain_worst": None, "pain_after": None}


def but_for(prescription: Prescription, **unlike: Any) -> Prescription:
    return replace(prescription, **unlike)


@some
@given(histories(), _PAIN)
def test_a_walk_after_the_last_session_changes_the_usual_pain_at_most(history: History, before: int | None) -> None:
    table, log, _ = history
    when = after_all(log)
    log = replace(log, sessions=(*log.sessions, run(0, id="first", started_at=when, programme=table.programme)))
    walk = run(0, id="walk", started_at=when + timedelta(days=1), pain_before=before, **_WALK)
    today = when.date() + timedelta(days=2)
    plain, walked = prescribe(table, log, today), prescribe(table, with_session(log, walk), today)
    assert but_for(walked, usual_pain=plain.usual_pain, walk_from=plain.walk_from) == plain


@some
@given(histories(), st.data())
def test_a_walk_in_the_midst_changes_only_what_usual_pain_and_the_trend_change(
    history: History, data: st.DataObject
) -> None:
    """A walk without pain before changes nothing; one with it, only through a response or the trend that it moved."""
    table, log, _ = history
    today = after_all(log).date()
    if all(session.kind is SessionKind.COMPANION for session in log.sessions):
        return  # the walk would be the first session, which the reasons say
    when = data.draw(st.sampled_from(log.sessions)).started_at - timedelta(minutes=1)
    plain = read(table, log, today)
    silent = run(0, id="walk", started_at=when, pain_before=None, **_WALK)
    assert prescribe(table, with_session(log, silent), today) == prescribe(table, log, today)
    walked_log = with_session(log, replace(silent, pain_before=data.draw(st.integers(0, 10))))
    walked = read(table, walked_log, today)
    responses = {one.session.id: one.response for one in walked.counted}
    if walked.rising == plain.rising and all(responses[one.session.id] == one.response for one in plain.counted):
        before, after = prescribe(table, log, today), prescribe(table, walked_log, today)
        unlike = ("usual_pain", "walk_from", "reasons")
        assert but_for(after, **{field: getattr(before, field) for field in unlike}) == before


def with_session(log: Log, session: SessionRecord) -> Log:
    return replace(log, sessions=(*log.sessions, session))


@some
@given(histories())
def test_an_alternative_is_a_lower_stage_and_never_more_running_than_what_is_due(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    if prescription.stage is None or prescription.reps is None:
        assert prescription.alternatives == ()
        return
    due = table.stage(prescription.stage).running_seconds(prescription.reps)
    places = [position(table, alternative.stage) for alternative in prescription.alternatives]
    assert places == sorted(set(places), reverse=True)
    assert all(place < position(table, prescription.stage) for place in places)
    for alternative in prescription.alternatives:
        assert alternative.reps >= 1
        assert table.stage(alternative.stage).running_seconds(alternative.reps) <= due


@some
@given(histories(), st.integers(2, 1000), st.sampled_from(["session", "placement", "clearance"]))
def test_what_is_not_yet_changes_nothing_but_the_warnings(history: History, days: int, what: str) -> None:
    table, log, today = history
    when = datetime(today.year, today.month, today.day, 0, 5, tzinfo=UTC) + timedelta(days=days)
    stage = table.stages[-1].id
    later = {
        "session": with_session(log, run(0, stage, id="later", started_at=when, programme=table.programme)),
        "placement": replace(log, placements=(*log.placements, Placement(when, stage))),
        "clearance": replace(log, clearances=(*log.clearances, Clearance(when))),
    }[what]
    plain, told = prescribe(table, log, today), prescribe(table, later, today)
    assert but_for(told, warnings=plain.warnings) == plain
    assert len(told.warnings) >= len(plain.warnings)
    assert told.warnings != plain.warnings


@some
@given(histories(), st.randoms())
def test_the_order_of_the_records_does_not_matter_but_for_ties(history: History, random: Random) -> None:
    table, log, today = history
    instants = [session.started_at for session in log.sessions] + [placement.at for placement in log.placements]
    if len(set(instants)) < len(instants):
        return
    parts = (list(log.sessions), list(log.placements), list(log.clearances))
    for part in parts:
        random.shuffle(part)
    shuffled = Log(tuple(parts[0]), tuple(parts[1]), log.checkins, tuple(parts[2]))
    plain, other = prescribe(table, log, today), prescribe(table, shuffled, today)
    assert but_for(other, warnings=()) == but_for(plain, warnings=())
    assert set(other.warnings) == set(plain.warnings)


@some
@given(histories())
def test_the_prescription_is_of_this_table_and_never_above_a_full_stage(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    assert prescription.programme == table.programme
    if prescription.decision in {Decision.PLACEMENT, Decision.STOP}:
        assert (prescription.stage, prescription.reps, prescription.full_reps, prescription.total_seconds) == (
            None,
        ) * 4
        return
    stage = table.stages[position(table, prescription.stage)]
    assert prescription.full_reps == table.full(stage)
    assert prescription.reps is not None
    assert 1 <= prescription.reps <= table.full(stage)


@some
@given(histories())
def test_the_same_question_has_the_same_answer_and_changes_nothing(history: History) -> None:
    before = copy.deepcopy(history)
    first = prescribe(*history)
    assert prescribe(*history) == first
    assert prescribe(*before) == first
    assert history == before


@some
@given(histories())
def test_every_prescription_gives_reasons_and_a_day_that_is_not_over(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    assert prescription.reasons
    assert all(sentence.strip() for sentence in (*prescription.reasons, *prescription.warnings))
    assert prescription.earliest >= today
    assert prescription.move_up_from is None or prescription.move_up_from > today
    assert prescription.ask_morning or not prescription.provisional


@some
@given(histories())
def test_the_day_never_makes_too_many_sessions_a_week(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    counted = [session for session in read(table, log, today).log.sessions if session.counted]
    if not counted:
        assert prescription.earliest == today
    elif prescription.earliest > today:
        days_before = [prescription.earliest - timedelta(days=back) for back in range(1, 7)]
        assert sum(session.day in days_before for session in counted) < table.sessions_per_week


@some
@given(histories())
def test_no_session_is_offered_under_the_stop_sign(history: History) -> None:
    table, log, _ = history
    when = after_all(log)
    flagged = run(0, id="flagged", started_at=when, red_flags=("numbness in both legs",), reps_done=0)
    raised = with_session(log, flagged)
    for days in (0, 1, 30, 400):
        prescription = prescribe(table, raised, when.date() + timedelta(days=days))
        assert prescription.decision is Decision.STOP
        assert (prescription.stage, prescription.reps, prescription.total_seconds) == (None, None, None)
        assert prescription.alternatives == ()
        assert not prescription.provisional
    assert prescribe(table, cleared_of_all(raised), when.date()).decision is not Decision.STOP


@some
@given(histories())
def test_another_programmes_and_an_unknown_stages_sessions_are_named_in_a_warning(history: History) -> None:
    table, log, _ = history
    warnings = " ".join(prescribe(table, log, after_all(log).date()).warnings)
    for session in log.sessions:
        if session.counted and session.programme != table.programme:
            assert session.programme in warnings
        elif session.counted and table.index(session.stage) is None:
            assert session.stage in warnings


def test_a_prescription_cannot_be_changed() -> None:
    prescription = prescribe(shipped_table(), log_of(*THREE), day(7))
    with pytest.raises(FrozenInstanceError):
        prescription.stage = "13"  # type: ignore[misc]  # that it is refused is the point


def test_a_runner_without_trouble_moves_up_one_stage_a_week_to_the_last() -> None:
    table = shipped_table()
    log = Log(placements=(placed(0, "1"),))
    stages: list[str] = []
    for number in (week * 7 + weekday for week in range(14) for weekday in (0, 2, 4)):
        prescription = prescribe(table, log, day(number))
        assert prescription.earliest == day(number)
        assert prescription.stage is not None
        assert prescription.reps is not None
        stages.append(prescription.stage)
        session = run(number, prescription.stage, prescription.reps, pain_morning=3)
        log = replace(log, sessions=(*log.sessions, session))
    assert stages == [str(min(13, week + 1)) for week in range(14) for _ in range(3)]
    assert prescribe(table, log, day(98)).decision is Decision.FINISHED


def test_the_reason_of_a_flare_up_names_its_figures() -> None:
    reasons = " ".join(prescribe(shipped_table(), log_of(*TWO, run(4, pain_worst=7)), day(7)).reasons)
    assert "7 out of 10" in reasons
    assert "and only up to 5 is fine" in reasons
    assert "stage 3" in reasons


@pytest.mark.parametrize(("flares", "said"), [(1, False), (2, True), (3, True)])
def test_two_flare_ups_in_a_row_add_that_somebody_should_look_at_it(flares: int, said: bool) -> None:
    sessions = [run(number * 3, "6", pain_worst=8) for number in range(flares)]
    prescription = prescribe(shipped_table(), log_of(WEEK_BEFORE, *sessions), day(flares * 3))
    told = " ".join((*prescription.reasons, *prescription.warnings))
    assert ("doctor or physiotherapist" in told) is said


@pytest.mark.parametrize("between", [{}, {"pain_after": None}], ids=["a calm session", "an unsettled session"])
def test_two_flare_ups_with_another_session_between_them_are_not_in_a_row(between: dict[str, Any]) -> None:
    sessions = [run(0, pain_worst=8), run(3, "3", reps=6, **between), run(6, "3", pain_worst=8)]
    prescription = prescribe(shipped_table(), log_of(WEEK_BEFORE, *sessions), day(9))
    assert "physiotherapist" not in " ".join((*prescription.reasons, *prescription.warnings))


def test_staying_may_be_chosen_on_an_advance() -> None:
    prescription = prescribe(shipped_table(), log_of(*THREE), day(7))
    assert "4" in [alternative.stage for alternative in prescription.alternatives]


# Manual tables. Read here as: no move to another stage is ever proposed; the stage stays and is repeated.

MANUAL: dict[str, tuple[tuple[SessionRecord | Placement, ...], int, int]] = {
    "what would be an advance": (THREE, 7, 10),
    "what would be an advance some days later": ((placed(0), *THREE[1:]), 5, 10),
    "a flare-up": ((*TWO, run(4, pain_worst=8)), 7, 6),
    "soreness twice running": ((*TWO, run(4, soreness=("hip",)), run(7, soreness=("hip",))), 9, 6),
    "a break of 28 days": (THREE, 32, 6),
}


@pytest.mark.parametrize(("events", "asked_on", "reps"), MANUAL.values(), ids=MANUAL.keys())
def test_a_manual_table_repeats_its_stage_after(
    events: tuple[SessionRecord | Placement, ...], asked_on: int, reps: int
) -> None:
    prescription = prescribe(shipped_table(manual=True), log_of(*events), day(asked_on))
    assert (prescription.decision, prescription.stage, prescription.reps) == (Decision.REPEAT, "4", reps)
    assert prescription.move_up_from is None


def test_a_manual_table_still_builds_the_repetitions() -> None:
    prescription = prescribe(shipped_table(manual=True), log_of(*THREE, run(7, reps=3)), day(9))
    assert (prescription.decision, prescription.stage, prescription.reps) == (Decision.BUILD, "4", 4)
    assert "today 4, and the most for this stage is " in prescription.reasons[0]


@some
@given(histories())
def test_the_short_reason_says_what_is_due(history: History) -> None:
    reading = read(*history)
    due, brief = prescribe_from(reading), why_in_brief(reading)
    assert (brief == "") is (due.decision is Decision.STOP)
    assert ("back to" in brief) is (due.decision is Decision.STEP_BACK)
    assert ("enough for now" in brief) is (due.decision is Decision.FEWER)
    if named := re.search(r"(back to|so) stage (\S+?)(?: again| for now)?\.$", brief):
        assert due.stage is not None
        assert named[2] == reading.table.stage(due.stage).marked_id
    if brief.endswith(" again.") and due.stage is not None:  # not "pick your stage again"
        assert due.decision is Decision.REPEAT
    if "weren't ready" in brief:
        assert reading.standing is not None
        assert reading.standing.last is not None
        assert reading.standing.last.session.felt_ready is False


@some
@given(histories())
def test_a_manual_table_never_proposes_a_move(history: History) -> None:
    table, log, today = history
    table = replace(table, policy=replace(table.policy, manual=True))
    assert prescribe(table, log, today).decision not in {Decision.ADVANCE, Decision.STEP_BACK}


def test_a_manual_table_still_shows_the_stop_sign() -> None:
    log = log_of(*THREE, SessionRecord("flagged", at(6), PROGRAMME, "4", 6, 0, red_flags=("fever",)))
    assert prescribe(shipped_table(manual=True), log, day(7)).decision is Decision.STOP
