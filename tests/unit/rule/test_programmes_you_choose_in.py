"""A table with `manual = true`: its stage never moves, none of its stages is the last, and the runner chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.corrections.told import next_run
from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.finish import finish_of
from runwalk_tui.review.next_step import step_to
from runwalk_tui.rule.prescription import Alternative, Prescription, prescribe, prescribe_from, why_in_brief, why_wait
from runwalk_tui.rule.reading import read
from runwalk_tui.rule.standing import Decision, fold
from runwalk_tui.session.records import Clearance, Log, SessionRecord
from runwalk_tui.table_in_use import load_table
from runwalk_tui.wording import explain, heading, headline, outcome_words
from tests.support.examples import examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import at, day, log_of, run, shipped_table

RETURNING = load_table(shipped_programme("return-to-running"))
GENTLEST = Alternative("walk", 1)
some = examples(150)


def ran(number: int, stage: str, **fields: object) -> SessionRecord:
    reps = RETURNING.stage(stage).reps_min
    return run(number, stage=stage, reps=reps, programme=RETURNING.programme, **fields)


def due(*sessions: SessionRecord, on: int, cleared: int | None = None) -> Prescription:
    clearances = () if cleared is None else (Clearance(at(cleared)),)
    return prescribe(RETURNING, replace(log_of(*sessions), clearances=clearances), day(on))


def test_after_a_flare_up_the_gentlest_session_is_offered_and_the_stage_stays() -> None:
    found = due(ran(0, "90m", pain_worst=7), on=3)
    assert (found.decision, found.stage, found.gentler) == (Decision.REPEAT, "90m", GENTLEST)
    assert "The session brought on a flare-up. Choose a gentler session, such as stage walk*." in found.reasons[0]
    assert "stage 90m again" not in " ".join(found.reasons)
    assert heading(found, RETURNING) == "Choose a gentler session"
    assert headline(found, RETURNING) == "Stage walk* · 1 repetition · 30 minutes"
    assert outcome_words(found, RETURNING) == "a gentler session, such as stage walk*"
    assert "90" not in "\n".join(explain(RETURNING, found, day(3))[:2])


def test_the_same_after_a_stop_for_pain_and_after_a_warning_sign_that_was_cleared() -> None:
    assert due(ran(0, "50m", stopped_for_pain=True), on=3).gentler == GENTLEST
    cleared = due(ran(0, "50m", red_flags=("chest",)), on=4, cleared=3)
    assert cleared.gentler == GENTLEST
    assert "Choose a gentler session, such as stage walk*." in cleared.reasons[0]


def test_in_brief_and_in_the_step_it_is_the_gentler_one_too() -> None:
    log = log_of(ran(0, "90m", pain_worst=7))
    reading = read(RETURNING, log, day(3))
    assert why_in_brief(reading).endswith("so choose a gentler session, such as stage walk*.")
    step = step_to(RETURNING, log.sessions[0], prescribe_from(reading))
    assert step is not None
    assert step.due.stage.id == "walk"


def test_after_a_flare_up_in_the_gentlest_stage_there_is_none_to_offer() -> None:
    found = due(ran(0, "walk", pain_worst=7), on=3)
    assert (found.stage, found.gentler) == ("walk", None)
    assert "Choose your next session" in found.reasons[0]


def test_where_the_stage_moves_by_itself_no_gentler_one_is_offered() -> None:
    assert prescribe(shipped_table(), log_of(run(0, stage="9", pain_worst=7)), day(3)).gentler is None


def test_nobody_finishes_it() -> None:
    log = log_of(ran(0, "90m"), ran(1, "90m"), ran(3, "90m"))
    reading = read(RETURNING, log, day(5))
    found = prescribe_from(reading)
    assert (found.decision, found.stage) == (Decision.REPEAT, "90m")
    assert finish_of(reading, found) is None
    said = " ".join([*found.reasons, why_in_brief(reading)])
    assert "Choose your next session" in said
    assert "finish" not in said
    assert heading(found, RETURNING) == "Choose your next session"


def test_one_good_session_is_no_step_towards_finishing() -> None:
    (reason,) = due(ran(0, "90m"), on=2).reasons
    assert reason.endswith("Choose your next session: this programme never changes your stage for you.")


def test_after_one_gentler_session_the_next_start_does_not_lead_back_into_what_flared() -> None:
    found = due(ran(0, "50m", pain_worst=7), ran(3, "walk"), on=4)
    assert (found.stage, found.reps, found.gentler) == ("walk", 1, None)
    assert "easy day" not in " ".join(found.reasons)


def test_a_lower_stage_is_where_the_runner_is_at_once() -> None:
    assert due(ran(0, "90m"), ran(2, "50m"), on=4).stage == "50m"
    assert due(ran(0, "90m"), ran(2, "50m"), ran(4, "90m"), on=6).stage == "90m"


def test_the_wait_before_a_planned_walk_is_told_as_in_the_plan() -> None:
    """Of the session that would start, whatever is due: a planned walk that is offered after a run counts, too."""
    for stage in ("walk", "50m"):
        log = log_of(ran(0, stage, pain_worst=7))
        walk, run_ = why_wait(RETURNING, log, day(1), walking=True), why_wait(RETURNING, log, day(1))
        assert walk.endswith("off your planned walks first. Other easy walks are fine.")
        assert run_.endswith("Walking is fine.")


RISING = ((0, 0), (2, 0), (4, 0), (6, 3), (8, 3))


@pytest.mark.parametrize(
    ("sessions", "on", "reason", "short"),
    [
        (
            (ran(0, "50m", pain_worst=7),),
            15,
            "It's been 15 days since your last session, and it brought on a flare-up.",
            "It's been 15 days, so choose a gentler session, such as stage walk*.",
        ),
        (
            (*(ran(day_, "easy", pain_before=pain) for day_, pain in RISING), ran(12, "50m", pain_worst=7)),
            15,
            "Your pain before sessions has been rising, by 2 or more over the last four weeks, and your last session "
            "brought on a flare-up.",
            "Your pain before sessions has been rising, by 2 or more, so choose a gentler session, such as stage "
            "walk*.",
        ),
    ],
    ids=["a break", "rising"],
)
def test_where_another_reason_comes_first_everything_speaks_of_the_gentler_session(
    sessions: tuple[SessionRecord, ...], on: int, reason: str, short: str
) -> None:
    found = due(*sessions, on=on)
    assert (found.stage, found.gentler) == ("50m", GENTLEST)
    assert found.reasons == (f"{reason} Choose a gentler session, such as stage walk*. (* our own)",)
    assert why_in_brief(read(RETURNING, log_of(*sessions), day(on))) == short
    assert heading(found, RETURNING) == "Choose a gentler session"


def test_a_break_after_a_warning_sign_that_was_cleared_names_that() -> None:
    (reason,) = due(ran(0, "50m", red_flags=("chest",)), on=15, cleared=3).reasons
    assert reason.startswith("It's been 15 days since your last session, and you've been cleared since your warning")


def test_a_corrected_session_tells_of_the_gentler_one_that_is_offered() -> None:
    before, after = due(ran(0, "50m"), on=3), due(ran(0, "50m", pain_worst=7), on=3)
    assert next_run(before, after, day(3)) == "Today: stage walk instead of 50m, with 1 repetition."


@some
@given(histories(), st.integers(0, 9))
def test_whatever_the_log_says_none_is_finished_and_the_gentler_is_less(
    history: tuple[StageTable, Log, date], later: int
) -> None:
    table, log, today = history
    manual = replace(table, policy=replace(table.policy, manual=True))
    found = prescribe(manual, log, today + timedelta(days=later))
    assert found.decision not in (Decision.FINISHED, Decision.ADVANCE, Decision.STEP_BACK)
    if found.gentler is not None:
        assert found.stage is not None
        assert found.reps is not None
        gentler, same = manual.stage(found.gentler.stage), manual.stage(found.stage)
        assert gentler.running_seconds(found.gentler.reps) <= same.running_seconds(found.reps)
    assert prescribe(replace(table, policy=replace(table.policy, manual=False)), log, today).gentler is None


@some
@given(histories())
def test_the_stage_run_last_is_where_the_runner_is(history: tuple[StageTable, Log, date]) -> None:
    table, log, _ = history
    manual = replace(table, policy=replace(table.policy, manual=True))
    at = fold(manual, log)
    if at is not None and at.last is not None:
        assert at.stage == manual.index(at.last.session.stage)
        assert at.easy == 0
