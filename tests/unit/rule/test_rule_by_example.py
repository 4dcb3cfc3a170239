"""How the log is folded and today's prescription chosen, one statement of the rule at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from runwalk_tui.programme.stage import Act, Stage, StageTable, Step
from runwalk_tui.session.records import Clearance, Log, Placement, SessionKind, SessionRecord
from tests.support.rule_cases import (
    THREE,
    TWO,
    WEEK_BEFORE,
    Event,
    Rule,
    at,
    check,
    day,
    log_of,
    placed,
    run,
    shipped_table,
)

Events = tuple[Event, ...]

# Folding the log: which sessions are looked at.


@pytest.mark.parametrize(
    "ignored",
    [
        run(4, rehearsal=True, pain_worst=9),
        run(4, reps_done=0, pain_worst=None, pain_after=None),
        run(4, kind=SessionKind.WALK, pain_worst=9),
        run(4, kind=SessionKind.COMPANION, pain_worst=9),
        run(4, programme="Another programme", pain_worst=9),
        run(4, stage="gone", pain_worst=9),
    ],
    ids=["a rehearsal", "nothing was done", "a walk", "a companion", "another programme", "an unknown stage"],
)
def test_a_session_that_is_not_ours_to_count_changes_nothing(rule: Rule, ignored: SessionRecord) -> None:
    check(rule, (*TWO, ignored), 7, decision="repeat", stage="4", reps=10)


def test_a_session_stopped_for_pain_counts_although_nothing_was_done(rule: Rule) -> None:
    check(rule, (*TWO, run(4, reps_done=0, stopped_for_pain=True)), 7, decision="step_back", stage="3", reps=6)


@pytest.mark.parametrize(
    "known", [{"run_seconds": 29}, {"pain_worst": 9}, {"pain_after": 9}, {"pain_morning": 9}], ids=str
)
def test_no_repetition_done_counts_when_some_running_or_its_pain_is_known(rule: Rule, known: dict[str, Any]) -> None:
    nothing: dict[str, Any] = {"reps_done": 0, "pain_worst": None, "pain_after": None}
    # The running alone leaves a question open, the pains are flare-ups.
    expected: dict[str, Any] = (
        {"decision": "repeat"} if "run_seconds" in known else {"decision": "step_back", "stage": "3"}
    )
    check(rule, (*THREE, run(5, **(nothing | known))), 9, **expected)


def test_nothing_but_sessions_of_another_programme_leads_to_a_placement(rule: Rule) -> None:
    events = (run(0, programme="Another programme"),)
    check(rule, events, 1, decision="placement", stage=None, reps=None, full_reps=None, earliest=day(2))


def test_a_placement_at_an_unknown_stage_says_nothing(rule: Rule) -> None:
    check(rule, (*THREE, placed(6, "gone")), 7, decision="advance", stage="5")


# Folding the log: placement and steps 1 to 3.


def test_a_placement_starts_at_the_fewest_repetitions(rule: Rule) -> None:
    check(rule, (*THREE, placed(6, "9")), 7, decision="start", stage="9", reps=6, full_reps=8, ask_morning=False)


def test_a_placement_forgets_the_clean_sessions_before_it(rule: Rule) -> None:
    check(rule, (*THREE, placed(6), run(7)), 16, decision="repeat", reps=10, move_up_from=None)


def test_a_placement_forgets_the_soreness_before_it(rule: Rule) -> None:
    sore: dict[str, Any] = {"soreness": ("knee",)}
    check(rule, (placed(-1), run(0, **sore), placed(1), run(2, **sore)), 4, decision="repeat", stage="4")


def test_a_placement_at_the_instant_of_a_session_comes_first(rule: Rule) -> None:
    check(rule, (Placement(at(0), "4"), run(0, reps=6)), 2, decision="build", stage="4", reps=10)


def test_a_long_wait_between_placement_and_first_session_is_no_break(rule: Rule) -> None:
    check(rule, (placed(-40), run(0), run(2)), 4, decision="advance", stage="5")


def test_time_is_ordered_by_the_instant_and_not_by_the_clock_on_the_wall(rule: Rule) -> None:
    east, west = timezone(timedelta(hours=13)), timezone(timedelta(hours=-11))
    flare = run(3, started_at=datetime(2026, 1, 8, 20, 0, tzinfo=east), pain_worst=9)
    calm = run(2, started_at=datetime(2026, 1, 7, 21, 0, tzinfo=west))
    assert flare.started_at < calm.started_at
    check(rule, (WEEK_BEFORE, flare, calm), 9, decision="repeat", stage="4", reps=10)


def test_the_day_of_a_session_is_the_one_on_the_runners_clock(rule: Rule) -> None:
    late = run(0, started_at=datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5))))
    assert late.started_at.astimezone(UTC).date() == day(1)
    check(rule, (late,), 0, earliest=day(2))


def test_the_day_of_a_placement_is_the_one_on_the_runners_clock(rule: Rule) -> None:
    late = Placement(datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5))), "4")
    assert late.at.astimezone(UTC).date() == day(1)
    check(rule, (late, run(2), run(4)), 7, decision="advance", stage="5")


def test_without_a_placement_the_first_session_says_the_stage(rule: Rule) -> None:
    check(rule, (run(0, "6", reps=6),), 2, decision="build", stage="6", reps=10)


def test_without_a_placement_the_week_counts_from_the_first_session(rule: Rule) -> None:
    sessions = (run(0), run(2))
    check(rule, sessions, 6, decision="repeat", reps=10, move_up_from=day(7))
    check(rule, sessions, 7, decision="advance", stage="5")


@pytest.mark.parametrize(("off", "decision"), [(13, "advance"), (14, "repeat")])
def test_a_break_inside_the_log_begins_the_clean_sessions_again(rule: Rule, off: int, decision: str) -> None:
    check(rule, (WEEK_BEFORE, run(0), run(off)), off + 2, decision=decision)


def test_after_a_break_inside_the_log_the_repetitions_grow_from_the_fewest(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, run(0), run(14, reps=6)), 16, decision="build", stage="4", reps=10)


def test_a_chosen_higher_stage_becomes_the_stage(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "6", reps=6)), 9, decision="build", stage="6", reps=10)


def test_a_chosen_higher_stage_begins_its_own_week(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "6"), run(9, "6")), 11, decision="repeat", stage="6", move_up_from=day(14))


def test_one_easy_day_moves_nothing_and_takes_nothing(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "2", reps=6)), 9, decision="advance", stage="5")


def test_a_second_easy_day_in_a_row_has_moved_down(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "2", reps=6), run(9, "3", reps=6)), 11, decision="build", stage="3", reps=9)


def test_easy_days_with_the_stage_that_is_due_between_them_are_not_in_a_row(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "2"), run(9), run(11, "2")), 13, decision="advance", stage="5")


def test_a_flare_on_an_easy_day_leads_below_it(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "2", pain_worst=8)), 10, decision="step_back", stage="1", reps=6)


def test_a_flare_on_an_easy_day_at_the_first_stage_is_still_a_step_back(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "1", pain_worst=8)), 10, decision="step_back", stage="1", reps=6)


def test_an_unsettled_easy_day_begins_the_clean_sessions_again(rule: Rule) -> None:
    check(rule, (*THREE, run(7, "2", pain_after=None)), 9, decision="repeat", stage="4", reps=10)


@pytest.mark.parametrize(("planned", "reps"), [(3, 6), (7, 7), (20, 8)])
def test_the_plan_of_a_chosen_stage_is_held_within_the_stage(rule: Rule, planned: int, reps: int) -> None:
    unsettled = run(7, "9", reps=planned, pain_after=None)
    check(rule, (*THREE, unsettled), 9, decision="repeat", stage="9", reps=reps)


# Folding the log: step 4, by response.


def test_a_flare_at_the_first_stage_repeats_it_with_the_fewest(rule: Rule) -> None:
    check(rule, (placed(0, "1"), run(0, "1", pain_worst=8)), 3, decision="repeat", stage="1", reps=6)


def test_two_flares_go_two_stages_down(rule: Rule) -> None:
    flare: dict[str, Any] = {"pain_worst": 8}
    check(rule, (placed(0), run(0, **flare), run(3, "3", reps=6, **flare)), 6, decision="step_back", stage="2", reps=6)


def test_a_flare_begins_the_week_of_its_stage_again(rule: Rule) -> None:
    # Four clean ones: the stage above has brought a flare-up.
    events: Events = (WEEK_BEFORE, run(0, pain_worst=8), *(run(number, "3", reps=9) for number in (3, 4, 5, 6)))
    check(rule, events, 6, decision="repeat", stage="3", reps=9, move_up_from=day(7))


def test_what_a_stage_has_brought_is_forgotten_when_it_is_done_in_full(rule: Rule) -> None:
    flare: Events = (WEEK_BEFORE, run(0, pain_worst=8), *(run(number, "3", reps=9) for number in (3, 5, 7, 9)))
    check(rule, flare, 11, decision="advance", stage="4")
    # Stage 4 goes well once, then flares up: it has brought one flare-up, so four clean ones are asked for, not eight.
    again: Events = (*flare, run(11), run(13, pain_worst=8), *(run(number, "3", reps=9) for number in (16, 18, 20, 22)))
    check(rule, again, 24, decision="advance", stage="4")
    check(rule, again[:-1], 22, decision="repeat", stage="3")


def test_a_placement_keeps_what_each_stage_has_brought_and_a_long_break_forgets_it(rule: Rule) -> None:
    flare: Events = (WEEK_BEFORE, run(0, pain_worst=8))
    placed_anew: Events = (*flare, placed(1, "3"), *(run(number, "3", reps=9) for number in (3, 5)))
    check(rule, placed_anew, 9, decision="repeat", stage="3")
    after_84_days: Events = (*flare, *(run(number, "3", reps=9) for number in (84, 86)))
    check(rule, after_84_days, 92, decision="advance", stage="4")


def test_a_flare_after_clean_sessions_begins_them_again(rule: Rule) -> None:
    check(rule, (*THREE, run(7, pain_worst=8), run(10, "3", reps=9)), 17, decision="repeat", stage="3", reps=9)


def test_soreness_twice_at_the_first_stage_repeats_it_with_the_fewest(rule: Rule) -> None:
    sore: dict[str, Any] = {"soreness": ("knee",)}
    events = (placed(0, "1"), run(0, "1", **sore), run(2, "1", **sore))
    check(rule, events, 4, decision="repeat", stage="1", reps=6)


@pytest.mark.parametrize("between", [{}, {"pain_after": None}], ids=["tolerated", "unsettled without soreness"])
def test_soreness_counts_only_when_it_is_running(rule: Rule, between: dict[str, Any]) -> None:
    sore: dict[str, Any] = {"soreness": ("knee",)}
    check(rule, (WEEK_BEFORE, run(0, **sore), run(2, **between), run(4, **sore)), 7, decision="repeat", stage="4")


def test_soreness_counts_from_none_after_it_stepped_back(rule: Rule) -> None:
    sore: dict[str, Any] = {"soreness": ("knee",)}
    events = (WEEK_BEFORE, run(0, **sore), run(2, **sore), run(4, "3", reps=6, **sore))
    check(rule, events, 7, decision="repeat", stage="3", reps=6)


def test_an_unsettled_session_keeps_its_repetitions(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, run(0, reps=6), run(2, pain_after=None)), 4, decision="repeat", stage="4", reps=10)


def test_an_unfinished_session_changes_nothing(rule: Rule) -> None:
    check(rule, (*TWO, run(4, reps_done=9)), 7, decision="repeat", stage="4", reps=10)
    check(rule, (*TWO, run(4, reps_done=9), run(7)), 9, decision="advance", stage="5")


def test_an_eased_session_is_never_completed(rule: Rule) -> None:
    check(rule, (*TWO, run(4, eased_to="3")), 7, decision="repeat", stage="4", reps=10)


def test_more_than_full_counts_as_full(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, run(0, reps=12), run(2, reps=12)), 4, decision="advance", stage="5")


def test_fewer_than_full_builds_again(rule: Rule) -> None:
    check(rule, (*TWO, run(4, reps=6)), 7, decision="build", stage="4", reps=10)


# Today's prescription.


def test_an_empty_log_leads_to_a_placement_today(rule: Rule) -> None:
    check(rule, (), 3, decision="placement", stage=None, reps=None, earliest=day(3), ask_morning=False)


def test_the_stop_sign_stays_until_a_clearance_after_it(rule: Rule) -> None:
    events = (*TWO, run(4, red_flags=("fever",)))
    check(rule, events, 7, decision="stop", stage=None, reps=None, full_reps=None, total_seconds=None)
    check(rule, events, 7, cleared=(3,), decision="stop")
    check(rule, events, 7, cleared=(5,), decision="step_back", stage="3", reps=6)


def test_a_clearance_covers_a_session_of_the_same_instant(rule: Rule) -> None:
    flagged = run(4, started_at=at(4, 12), red_flags=("fever",))
    check(rule, (*TWO, flagged), 7, cleared=(4,), decision="step_back")


def test_a_clearance_with_ids_clears_these_sessions_and_no_other(rule: Rule) -> None:
    flagged = run(4, red_flags=("fever",))
    entered_later = run(3, red_flags=("fever",), reps_done=0)
    for clears, decision in (
        (("day-4",), "stop"),
        (("day-4", "day-3"), "step_back"),
        ((), "stop"),
        (None, "step_back"),
    ):
        log = Log((*TWO[1:], entered_later, flagged), (WEEK_BEFORE,), (), (Clearance(at(5), clears),))
        assert rule(shipped_table(), log, day(7))["decision"] == decision, clears


def test_a_clearance_that_is_not_yet_clears_nothing(rule: Rule) -> None:
    check(rule, (*TWO, run(4, red_flags=("fever",))), 7, cleared=(9,), decision="stop")


def test_a_rehearsal_does_not_raise_the_stop_sign(rule: Rule) -> None:
    check(rule, (*TWO, run(4, red_flags=("fever",), rehearsal=True)), 7, decision="repeat")


def test_a_red_flag_of_a_walk_raises_the_stop_sign(rule: Rule) -> None:
    check(rule, (*TWO, run(4, red_flags=("fever",), kind=SessionKind.WALK)), 7, decision="stop")


def test_a_placement_does_not_lower_the_stop_sign(rule: Rule) -> None:
    check(rule, (run(0, red_flags=("fever",)), placed(2)), 7, decision="stop", stage=None)


def test_a_session_after_the_red_flag_does_not_lower_the_stop_sign(rule: Rule) -> None:
    check(rule, (run(0, red_flags=("fever",)), run(5, "3")), 7, decision="stop", stage=None)


def test_a_red_flag_ticked_before_anything_was_done_raises_the_stop_sign(rule: Rule) -> None:
    check(rule, (*TWO, run(4, reps_done=0, red_flags=("fever",))), 7, decision="stop", stage=None)


def test_a_red_flag_of_another_programme_raises_the_stop_sign(rule: Rule) -> None:
    check(rule, (*TWO, run(4, programme="Another programme", red_flags=("fever",))), 7, decision="stop", stage=None)


@pytest.mark.parametrize(
    ("off", "decision", "stage", "reps"),
    [(13, "advance", "5", 6), (14, "repeat", "4", 6), (27, "repeat", "4", 6), (28, "step_back", "3", 6)],
)
def test_days_off(rule: Rule, off: int, decision: str, stage: str, reps: int) -> None:
    check(rule, THREE, 4 + off, decision=decision, stage=stage, reps=reps, move_up_from=None)


def test_a_long_break_at_the_first_stage_repeats_it(rule: Rule) -> None:
    check(rule, (placed(0, "1"), run(0, "1")), 83, decision="repeat", stage="1", reps=6, earliest=day(83))


def test_a_long_break_never_leads_below_the_first_stage(rule: Rule) -> None:
    check(rule, (placed(0, "2"), run(0, "2")), 83, decision="step_back", stage="1", reps=6)


@pytest.mark.parametrize(("asked_on", "decision"), [(83, "start"), (84, "placement")])
def test_a_placement_grows_old_too(rule: Rule, asked_on: int, decision: str) -> None:
    check(rule, (placed(0),), asked_on, decision=decision)


def test_the_last_stage_is_finished_and_kept_at_full(rule: Rule) -> None:
    events = (placed(-7, "13"), run(0, "13", reps=7), run(2, "13", reps=7))
    check(rule, events, 4, decision="finished", stage="13", reps=7, provisional=False)


def test_the_last_stage_is_not_finished_when_the_runner_is_not_ready(rule: Rule) -> None:
    events = (placed(-7, "13"), run(0, "13", reps=7), run(2, "13", reps=7, felt_ready=False))
    check(rule, events, 4, decision="repeat", stage="13", reps=7)


@pytest.mark.parametrize("felt_ready", [None, True])
def test_ready_or_not_asked_moves_up(rule: Rule, felt_ready: bool | None) -> None:
    check(rule, (*TWO, run(4, felt_ready=felt_ready)), 7, decision="advance")


def test_only_the_last_session_is_asked_whether_the_runner_was_ready(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, run(0), run(2, felt_ready=False), run(4)), 7, decision="advance")


def test_a_short_session_does_not_take_the_full_repetitions_from_a_runner_who_waits(rule: Rule) -> None:
    check(rule, (placed(0), run(0), run(2), run(4, reps=3)), 5, decision="repeat", reps=10, move_up_from=day(7))


def test_a_short_session_does_not_take_the_full_repetitions_from_a_runner_who_has_finished(rule: Rule) -> None:
    sessions = (run(0, "13", reps=7), run(2, "13", reps=7), run(4, "13", reps=2))
    check(rule, (placed(-7, "13"), *sessions), 7, decision="finished", stage="13", reps=7)


def test_below_the_fewest_repetitions_the_step_is_one(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, run(0), run(2, reps=3)), 4, decision="build", reps=4)
    check(rule, (WEEK_BEFORE, run(0, reps=1), run(2, reps=1)), 4, decision="build", reps=2)
    check(rule, (WEEK_BEFORE, run(0, reps=6)), 2, decision="build", reps=10)


# What goes with it.


@pytest.mark.parametrize(("asked_on", "asks"), [(4, False), (5, True), (11, True), (12, False)])
def test_the_morning_is_asked_one_to_seven_days_later(rule: Rule, asked_on: int, asks: bool) -> None:
    check(rule, THREE, asked_on, decision="advance", ask_morning=asks, provisional=asks)


def test_the_morning_after_a_session_past_midnight_is_that_of_its_last_day(rule: Rule) -> None:
    late = run(4, started_at=at(4, 23, 50), active_seconds=1800)
    check(rule, (*TWO, late), 5, ask_morning=False)
    check(rule, (*TWO, late), 6, ask_morning=True)


def test_a_morning_that_was_given_is_not_asked(rule: Rule) -> None:
    check(rule, (*TWO, run(4, pain_morning=3)), 5, decision="advance", ask_morning=False, provisional=False)


@pytest.mark.parametrize(("fields", "free"), [({}, 2), ({"pain_worst": 8}, 3), ({"soreness": ("hip",)}, 2)])
def test_a_flare_needs_one_more_day_of_rest(rule: Rule, fields: dict[str, Any], free: int) -> None:
    check(rule, (run(0, **fields),), 0, earliest=day(free))


def test_a_session_of_another_programme_needs_its_rest_too(rule: Rule) -> None:
    check(rule, (*TWO, run(8, programme="Another programme", pain_worst=8)), 9, earliest=day(11))


def test_a_rehearsal_needs_no_rest(rule: Rule) -> None:
    check(rule, (run(0), run(3, rehearsal=True)), 3, earliest=day(3))


def test_no_day_makes_a_fourth_session_in_seven_days(rule: Rule) -> None:
    check(rule, (run(0), run(1), run(2)), 3, earliest=day(7))
    check(rule, (run(0), run(0), run(0), run(5)), 6, earliest=day(7))


def test_a_session_on_the_day_itself_is_not_among_the_six_days_before_it(rule: Rule) -> None:
    far_east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-8))
    dated_later = run(1, started_at=datetime(2026, 1, 6, 3, 0, tzinfo=far_east))
    last = run(0, started_at=datetime(2026, 1, 5, 20, 0, tzinfo=west))
    assert dated_later.started_at < last.started_at
    assert rule(shipped_table(rest_days=0), log_of(run(-3), dated_later, last), day(0))["earliest"] == day(1)


def test_a_stage_that_fills_a_total_is_one_repetition(rule: Rule) -> None:
    steps = (Step(Act.RUN, 90), Step(Act.WALK, 120))
    stages = tuple(Stage(name, steps, reps_min=1, reps_max=1, fill=1200, cool_down=60) for name in ("a", "b"))
    table = StageTable("Filled", stages, session_limit=600)
    sessions = tuple(run(number, "a", reps=1, programme="Filled") for number in (0, 7))
    answer = rule(table, Log(sessions), day(9))
    assert (answer["decision"], answer["stage"], answer["reps"], answer["full_reps"]) == ("advance", "b", 1, 1)
    assert answer["total_seconds"] == 1260


def test_without_days_a_stage_must_last_the_move_up_waits_for_nothing(rule: Rule) -> None:
    answer = rule(shipped_table(min_days_per_stage=0), log_of(run(0), run(0)), day(0))
    assert (answer["decision"], answer["stage"]) == ("advance", "5")


def _asked(rule: Rule, today: date) -> date:
    earliest: date = rule(shipped_table(), log_of(*THREE), today)["earliest"]
    return earliest


def test_earliest_moves_with_the_day_once_it_has_come(rule: Rule) -> None:
    assert [_asked(rule, day(number)) for number in (4, 6, 7, 8)] == [day(7), day(7), day(7), day(8)]


# Usual pain, the walk that is proposed, and pain that rises.


def test_the_usual_pain_is_the_lower_median_of_the_last_six_and_unknown_with_fewer_than_three(rule: Rule) -> None:
    pains = (9, 1, 2, 4, 5, 6, 0)
    sessions = tuple(run(number, pain_before=pain, pain_morning=pain) for number, pain in enumerate(pains))
    for known, usual in ((2, None), (3, 2), (4, 2), (6, 4), (7, 2)):
        check(rule, (WEEK_BEFORE, *sessions[:known]), 7, usual_pain=usual)


def test_a_walk_tells_of_the_usual_pain_and_a_companion_and_a_rehearsal_do_not(rule: Rule) -> None:
    two = (WEEK_BEFORE, run(0), run(2))
    walked: dict[str, Any] = {"reps_done": 0, "pain_worst": None, "pain_after": None, "pain_before": 3}
    check(rule, (*two, run(4, kind=SessionKind.WALK, **walked)), 5, usual_pain=3)
    check(rule, (*two, run(4, kind=SessionKind.COMPANION)), 5, usual_pain=None)
    check(rule, (*two, run(4, rehearsal=True)), 5, usual_pain=None)


@pytest.mark.parametrize(("asked_on", "usual"), [(56, 3), (57, None)])
def test_a_pain_of_more_than_56_days_ago_is_not_usual(rule: Rule, asked_on: int, usual: int | None) -> None:
    check(rule, (WEEK_BEFORE, run(0), run(2), run(4)), asked_on, usual_pain=usual)


@pytest.mark.parametrize(("before", "proposed"), [(None, 6), (0, 6), (4, 6), (5, 7), (6, 8), (8, 8), (10, 8)])
def test_a_walk_is_proposed_from_above_the_acceptable_and_the_usual_pain(
    rule: Rule, before: int | None, proposed: int
) -> None:
    check(rule, tuple(run(number, pain_before=before) for number in (0, 2, 4)), 5, walk_from=proposed)


def rising(*pains: int) -> tuple[SessionRecord, ...]:
    return tuple(
        run(2 * number, reps=6, pain_before=pain, pain_worst=pain, pain_after=pain, pain_morning=pain)
        for number, pain in enumerate(pains)
    )


def test_pain_before_that_rises_holds_back_what_would_be_added(rule: Rule) -> None:
    check(rule, (WEEK_BEFORE, *rising(0, 0, 0, 1, 2, 2)), 12, decision="repeat", reps=6)
    check(rule, (WEEK_BEFORE, *rising(0, 0, 0, 1, 1, 2)), 12, decision="build", reps=10)
    check(rule, (WEEK_BEFORE, *rising(0, 0, 1, 2, 2)), 10, decision="build", reps=10)


def test_pain_before_that_rises_takes_nothing_from_a_runner_who_stays(rule: Rule) -> None:
    full = tuple(replace(session, reps_planned=10, reps_done=10) for session in rising(0, 0, 0, 1, 2, 2))
    check(rule, (WEEK_BEFORE, *full), 12, decision="repeat", stage="4", reps=10, move_up_from=None)


def test_the_trend_ends_with_the_day_of_the_last_session(rule: Rule) -> None:
    """One of an earlier instant, but of the day after on the clock of its place, is not of these days."""
    east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-11))
    *five, last = rising(0, 0, 0, 1, 2, 2)
    here = replace(last, started_at=datetime(2026, 1, 15, 20, 0, tzinfo=west))
    there = replace(five[-1], started_at=datetime(2026, 1, 16, 20, 0, tzinfo=east))
    assert there.started_at < here.started_at
    assert there.day > here.day
    check(rule, (WEEK_BEFORE, *five[:-1], there, here), 12, decision="build", reps=10)


# What begins from none again.


def short(number: int, stage: str = "4", done: int = 3) -> SessionRecord:
    return run(number, stage, reps=6, reps_done=done)


def test_easy_days_count_from_none_after_a_flare(rule: Rule) -> None:
    flare = run(2, "5", reps=6, pain_worst=8)
    check(rule, (placed(-7, "9"), run(0, "9"), flare, run(5, "3", reps=6)), 7, decision="repeat", stage="4")


def test_of_two_short_sessions_the_larger_one_is_asked_for(rule: Rule) -> None:
    check(rule, (placed(0), short(0, done=4), short(2)), 4, decision="fewer", reps=4)
    check(rule, (placed(0), short(0), short(2, done=4)), 4, decision="fewer", reps=4)


@pytest.mark.parametrize(
    "between", [run(2, reps=6), run(2, reps=6, effort=9), run(2, reps=6, pain_worst=8), run(2, "6", reps=6)]
)
def test_short_sessions_count_from_none_after(rule: Rule, between: SessionRecord) -> None:
    stage = {"4": "4", "6": "6"}[between.stage] if between.pain_worst == 3 else "3"
    check(rule, (placed(-7), short(0), between, short(4, stage)), 6, decision="repeat", stage=stage)


def test_short_sessions_count_from_none_after_a_higher_stage_was_chosen(rule: Rule) -> None:
    check(rule, (placed(-7), short(0), short(2, "6")), 4, decision="repeat", stage="6", reps=6)


def test_short_sessions_and_easy_days_count_from_none_after_a_break(rule: Rule) -> None:
    check(rule, (placed(-7), short(0), short(15)), 17, decision="repeat", reps=6)
    check(rule, (placed(-7), run(0), run(2, "2"), run(17, "2")), 19, decision="repeat", stage="4", reps=6)


def test_a_break_that_moves_nothing_keeps_the_days_at_the_stage(rule: Rule) -> None:
    events = (placed(-7, "1"), run(0, "1"), run(30, "1"), run(32, "1"))
    check(rule, events, 34, decision="advance", stage="2")
    there = (placed(-7, "2"), run(0, "2"), run(30, "1"), run(32, "1"))
    check(rule, there, 34, decision="repeat", stage="1", move_up_from=day(37))


def test_the_pain_before_walks_is_the_base_of_a_session_that_did_not_give_its_own(rule: Rule) -> None:
    walks = tuple(run(number, kind=SessionKind.WALK, pain_before=6) for number in (-4, -3, -2))
    # 7 is below 6 + 2, and with nothing known it would be above the acceptable 5.
    session = run(0, reps=6, pain_before=None, pain_worst=7, pain_after=6, pain_morning=6)
    check(rule, (WEEK_BEFORE, *walks, session), 2, decision="build")
    check(rule, (WEEK_BEFORE, session), 2, decision="step_back")


def test_a_session_of_the_day_after_is_not_yet_in_the_usual_pain_of_a_day(rule: Rule) -> None:
    sessions = (run(0), run(2), run(4))
    check(rule, (WEEK_BEFORE, *sessions), 3, usual_pain=None)
    check(rule, (WEEK_BEFORE, *sessions), 4, usual_pain=3)
