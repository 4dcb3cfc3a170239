"""What holds of every prescription, whatever the table, the log and the day."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.progression.fold import Decision
from runwalk_tui.progression.rule import prescribe
from runwalk_tui.session.record import Log, Placement, SessionRecord
from tests.support.examples import examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import PROGRAMME, THREE, TWO, WEEK_BEFORE, at, day, log_of, placed, run, shipped_table

pytestmark = pytest.mark.slow("tries random logs")

History = tuple[StageTable, Log, date]
some = examples(50)


def position(table: StageTable, stage_id: str | None) -> int:
    assert stage_id is not None
    found = table.index(stage_id)
    assert found is not None, "a prescribed stage is in the table"
    return found


def after_all(log: Log) -> datetime:
    """A day after everything in the log."""
    times = [session.started_at for session in log.sessions] + [placement.at for placement in log.placements]
    return max([datetime(2026, 1, 5, 7, tzinfo=UTC), *times, *log.clearances]).astimezone(UTC) + timedelta(days=1)


@some
@given(histories(), st.sampled_from(["worst", "morning", "stopped", "red flag"]), st.integers(0, 60), st.data())
def test_nobody_moves_up_straight_after_a_flare_up(history: History, how: str, later: int, data: st.DataObject) -> None:
    table, log, _ = history
    trouble: dict[str, dict[str, Any]] = {
        "worst": {"pain_worst": 10},
        "morning": {"pain_morning": 10},
        "stopped": {"stopped_for_pain": True},
        "red flag": {"red_flags": ("fever",)},
    }
    table = replace(table, policy=replace(table.policy, acceptable_pain=min(9, table.policy.acceptable_pain)))
    table = replace(table, policy=replace(table.policy, pain_rise=min(7, table.policy.pain_rise)))
    stage = data.draw(st.sampled_from(table.stages))
    when = after_all(log)
    reps = table.full(stage)
    flare = run(0, stage.id, reps, started_at=when, programme=table.programme, **trouble[how])
    cleared = replace(log, sessions=(*log.sessions, flare), clearances=(*log.clearances, when + timedelta(hours=1)))
    prescription = prescribe(table, cleared, when.date() + timedelta(days=later))
    assert prescription.decision in {Decision.STEP_BACK, Decision.REPEAT}
    assert position(table, prescription.stage) <= max(0, position(table, stage.id) - 1)
    assert prescription.reps == table.stage(str(prescription.stage)).reps_min
    assert not prescription.provisional
    assert prescription.move_up_from is None


@some
@given(histories())
def test_no_prescription_is_two_stages_above_what_was_done_or_placed_last(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    events: list[tuple[datetime, bool, Placement | SessionRecord]] = [
        *((placement.at, False, placement) for placement in log.placements),
        *((session.started_at, True, session) for session in log.sessions if session.counted),
    ]
    ours = [
        event
        for _, _, event in sorted(events, key=lambda item: item[:2])
        if table.index(event.stage) is not None and (isinstance(event, Placement) or event.programme == table.programme)
    ]
    if prescription.stage is not None:
        rise = position(table, prescription.stage) - position(table, ours[-1].stage)
        assert rise <= (1 if prescription.decision is Decision.ADVANCE else 0)


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
    counted = [session for session in log.sessions if session.counted]
    if not counted:
        assert prescription.earliest == today
    elif prescription.earliest > today:
        days_before = [prescription.earliest - timedelta(days=back) for back in range(1, 7)]
        assert sum(session.day in days_before for session in counted) < table.sessions_per_week


@some
@given(histories())
def test_what_may_be_chosen_instead_is_every_lower_stage_and_nothing_else(history: History) -> None:
    table, log, today = history
    prescription = prescribe(table, log, today)
    chosen = [alternative.stage for alternative in prescription.alternatives]
    assert len(chosen) == len(set(chosen))
    below = position(table, prescription.stage) if prescription.stage is not None else 0
    assert set(chosen) == {stage.id for stage in table.stages[:below]}
    for alternative in prescription.alternatives:
        stage = table.stage(alternative.stage)
        assert stage.reps_min <= alternative.reps <= table.full(stage)


@some
@given(histories(), st.booleans())
def test_no_session_is_offered_under_the_stop_sign(history: History, rehearsal: bool) -> None:
    table, log, _ = history
    when = after_all(log)
    flagged = run(0, started_at=when, red_flags=("numbness in both legs",), rehearsal=rehearsal, reps_done=0)
    for days in (0, 1, 30, 400):
        raised = replace(log, sessions=(*log.sessions, flagged))
        prescription = prescribe(table, raised, when.date() + timedelta(days=days))
        assert prescription.decision is Decision.STOP
        assert (prescription.stage, prescription.reps, prescription.total_seconds) == (None, None, None)
        assert prescription.alternatives == ()
        assert not prescription.provisional
    cleared = replace(raised, clearances=(*log.clearances, when + timedelta(minutes=1)))
    assert prescribe(table, cleared, when.date()).decision is not Decision.STOP


@some
@given(histories())
def test_another_programmes_and_an_unknown_stages_sessions_are_named_in_a_warning(history: History) -> None:
    table, log, today = history
    warnings = " ".join(prescribe(table, log, today).warnings)
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
    assert "7 of 10" in reasons
    assert "above 5" in reasons
    assert "stage 3" in reasons


@pytest.mark.parametrize(("flares", "said"), [(1, False), (2, True), (3, True)])
def test_two_flare_ups_in_a_row_add_that_somebody_should_look_at_it(flares: int, said: bool) -> None:
    sessions = [run(number * 3, "6", pain_worst=8) for number in range(flares)]
    prescription = prescribe(shipped_table(), log_of(WEEK_BEFORE, *sessions), day(flares * 3))
    told = " ".join((*prescription.reasons, *prescription.warnings))
    assert ("physiotherapist or doctor" in told) is said


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


@some
@given(histories())
def test_a_manual_table_never_proposes_a_move(history: History) -> None:
    table, log, today = history
    table = replace(table, policy=replace(table.policy, manual=True))
    assert prescribe(table, log, today).decision not in {Decision.ADVANCE, Decision.STEP_BACK}


def test_a_manual_table_still_shows_the_stop_sign() -> None:
    log = log_of(*THREE, SessionRecord("flagged", at(6), PROGRAMME, "4", 6, 0, red_flags=("fever",)))
    assert prescribe(shipped_table(manual=True), log, day(7)).decision is Decision.STOP
