"""The programme on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from runwalk_tui.paths import shipped_programme
from runwalk_tui.programme.shipped import PROGRAMMES
from runwalk_tui.programme.stage import Act, Policy, Stage, StageTable, Step
from runwalk_tui.review.report.on_paper.hand_out import PAIN_SCALE, hand_out_of, length_in_short, length_in_words
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS, Urgency
from runwalk_tui.rule.screening import CONDITIONS
from runwalk_tui.table_in_use import load_table
from tests.support.a_letter import hand_out, shipped_table


def told(table: StageTable) -> dict[str, tuple[str, ...]]:
    """What a hand-out says, by the lead of each part."""
    found = hand_out_of(table)
    return {part.lead: part.told for part in (*found.at_first, *found.each_time)}


def changed(**figures: Any) -> StageTable:
    """The table that ships with other figures of the rule."""
    return replace(shipped_table(), policy=replace(Policy(), **figures))


def shipped(name: str) -> StageTable:
    return load_table(shipped_programme(name))


def text_of(table: StageTable) -> str:
    return "\n".join(line for lines in told(table).values() for line in lines)


def test_the_programme_that_ships_says_all_of_the_rule_that_can_be_done_on_paper() -> None:
    found = told(shipped_table())
    assert list(found) == ["Before you start", "Where to start", "A session", "Pain and effort", "Next time"]
    assert found["A session"] == (
        "Leave at least 1 day without running between two sessions, and 2 after a flare-up. At most 3 sessions in any "
        "7 days.",
        "Walk for 5 minutes to warm up, then do the steps of your stage, as many times as it says, then walk for "
        "2 minutes to cool down.",
        "Run at an easy pace, on flat ground if you can.",
        "You can always do less: a lower stage, fewer repetitions or just a walk.",
    )
    assert found["Pain and effort"] == (
        PAIN_SCALE,
        "Worst pain of up to 5 is fine if, the next morning, pain is at most 1 more than before the session.",
        "It's a flare-up if you stop for pain (which is always right), if the worst pain is 8 or more, or if it is "
        "above 5 and also at least 2 more than before the session. It's a flare-up, too, if pain the next morning is "
        "8 or more, or at least 2 more than before the session.",
        "If your pain before a session is 6 or more, a walk may be the better choice; from 8, check the warning signs "
        "on page 1 first.",
        "Have a physiotherapist or doctor look after 2 flare-ups in a row or at the same stage, if a place is newly "
        "sore 3 times in 4 weeks, if the worst pain is above 5 in 3 of 6 sessions, or if your pain before sessions "
        "goes up by 2 or more over 4 weeks. While it goes up, don't add repetitions or move up.",
    )
    assert found["Next time"] == (
        "A session went well if you did all of it, it was no flare-up, nothing is newly sore and the effort was "
        "below 8.",
        "After one that went well, do up to 4 more repetitions next time, up to the most for your stage.",
        "After 2 sessions in a row that went well, each with the most repetitions, and at least 7 days at a stage, you "
        "can move up a stage. Each flare-up at a stage doubles that number before you try the stage again, up to "
        "three times.",
        "After a flare-up, go back a stage and start it with its fewest repetitions. At the first stage, do just "
        "those.",
        "If it was no flare-up but didn't go well, do the same again. Do that, too, if you didn't rate the next "
        "morning and the pain after was at least 2 more than before, or the worst above 5. If something is newly sore "
        "twice in a row, go back a stage. If you can't do all repetitions twice in a row, do as many as you managed, "
        "then add 1 at a time.",
        "After 14 days off, start your stage again with its fewest repetitions; after 28 days off, go back a stage for "
        "every 28 days; after 84 days off, find your starting stage again.",
    )


def test_before_the_start_it_says_whom_to_ask_and_where_to_start() -> None:
    trial, ask = told(shipped_table())["Before you start"]
    (start,) = told(shipped_table())["Where to start"]
    assert trial.startswith("The stages follow what was published of the ASTEROID trial. ")
    assert "Talk to a doctor or physiotherapist first" in ask
    assert hand_out().at_first[0].questions == tuple(condition.question for condition in CONDITIONS)
    assert start == (
        "To find your starting stage, warm up and then run for 2 minutes, or until you have had enough. If you stop "
        "before 30 seconds, or for pain, start at stage 1; before a minute and a half, at stage 2; after that, at "
        "stage 3. A lower stage is always fine. Start each stage with its fewest repetitions."
    )


def test_the_last_stage_of_a_run_test_may_need_all_of_it_and_one_that_needs_more_is_left_out() -> None:
    assert (
        "before 1 minute, or for pain, start at stage w1*; before 2 minutes, at stage w2; "
        "if you run the full 2 minutes, at stage w3*" in (text_of(shipped("first-5k")))
    )
    long = replace(shipped_table(), thresholds=(100, 600))
    assert "before 1 minute 40 seconds, or for pain, start at stage 1; after that, at stage 2. A" in text_of(long)


def test_every_stage_and_every_warning_sign_is_on_it() -> None:
    found = hand_out()
    assert [stage.marked_id for stage in found.stages][5:8] == ["6", "7*", "8*"]
    fourth = found.stages[3]
    assert fourth.steps.replace("\N{NO-BREAK SPACE}", " ") == "run 1 min, walk 1 min 30 s"
    assert (fourth.repetitions, fourth.longest) == ("6 to 10", "32\N{NO-BREAK SPACE}min")
    assert found.heads == ("Stage", "One repetition", "Repetitions", "Longest session")
    assert [sign for group in found.signs for sign in group.signs] == [flag.in_full for flag in RED_FLAGS]
    assert found.marks[0].startswith("* our own estimate")


def test_the_warning_signs_say_what_the_app_says_and_what_holds_after_any_of_them() -> None:
    found = hand_out()
    first, second = found.signs
    assert first.what_to_do == (
        "If any of these is true, call your emergency number or go to an emergency department now. Don't wait to see "
        "if it passes, and let someone else drive."
    )
    assert second.what_to_do.endswith(ADVICE[Urgency.URGENT].detail)
    assert found.after_signs == "After any of them, don't run until a doctor or physiotherapist has cleared you."


def test_every_figure_is_that_of_the_table() -> None:
    found = text_of(
        replace(
            changed(
                acceptable_pain=3,
                severe_pain=7,
                pain_rise=1,
                hard_effort=9,
                sessions_to_advance=1,
                min_days_per_stage=0,
                rest_days=2,
                rest_days_after_flare=2,
                reps_step=1,
                break_repeat_days=10,
                break_step_back_days=20,
                break_retest_days=40,
            ),
            sessions_per_week=1,
        )
    )
    for line in (
        "Leave at least 2 days without running between two sessions. At most 1 session in any 7 days.",
        "Worst pain of up to 3 is fine",
        "the worst pain is 7 or more, or if it is above 3 and also at least 1 more than",
        "If your pain before a session is 4 or more, a walk may be the better choice; from 7, check",
        "the effort was below 9.",
        "do up to 1 more repetition next time",
        "After 1 session that went well with the most repetitions, you can move up a stage.",
        "After 10 days off, start your stage again",
        "after 20 days off, go back a stage for every 20 days; after 40 days off",
    ):
        assert line in found


def test_a_limit_that_nothing_can_be_above_proposes_no_walk() -> None:
    found = text_of(changed(acceptable_pain=10, severe_pain=10))
    assert "better choice" not in found and "Worst pain of up to 9 is fine" in found


def test_a_step_of_the_way_back_that_a_later_one_comes_before_is_left_out() -> None:
    found = told(changed(break_repeat_days=50, break_step_back_days=40, break_retest_days=30))["Next time"]
    assert found[-1] == "After 30 days off, find your starting stage again."


def test_where_the_number_of_repetitions_is_fixed_nobody_is_told_to_add_some() -> None:
    for name in ("first-5k", "walking", "keep-running", "run-walk-ratios"):
        found = text_of(shipped(name))
        assert "more repetition" not in found and "fewest" not in found and "most repetitions" not in found
    assert "After 3 sessions in a row that went well, and at least 7 days at a stage, you can move" in (
        text_of(shipped("first-5k"))
    )
    week_four = StageTable("Mine", (shipped("first-5k").stage("w4"),))
    assert "more repetition" not in text_of(week_four) and "go back" not in text_of(week_four)
    assert hand_out_of(week_four).heads == ("Stage", "One repetition", "Repetitions", "Session")


def test_while_pain_before_rises_it_asks_for_nothing_that_the_programme_does_not_have() -> None:
    for name, held in (
        ("first-5k", " While it goes up, don't move up."),
        ("return-to-running", " While it goes up, don't add repetitions."),
    ):
        assert told(shipped(name))["Pain and effort"][-1].endswith(f"2 or more over 4 weeks.{held}")
    week_four = StageTable("Mine", (shipped("first-5k").stage("w4"),))
    assert told(week_four)["Pain and effort"][-1].endswith("2 or more over 4 weeks.")


def test_after_a_flare_up_there_is_something_to_do_at_the_first_stage_too() -> None:
    for name in ("first-5k", "walking"):
        assert "After a flare-up, go back a stage; at the first, do the same again or less." in text_of(shipped(name))
    week_four = StageTable("Mine", (shipped("first-5k").stage("w4"),))
    assert "After a flare-up, do the same again or less." in text_of(week_four)


def test_with_the_smallest_rise_the_next_morning_is_no_worse() -> None:
    assert "the next morning, pain is no more than before the session." in text_of(changed(pain_rise=1))


def test_it_says_which_figures_are_ours_as_far_as_they_are() -> None:
    ours = "our own choice, with no study behind it"
    assert hand_out().sources[-1] == (
        f"Most other figures, such as severe pain from 8, effort, days off and the run test: {ours}"
    )
    walking = hand_out_of(shipped("return-to-running")).sources[-1]
    assert walking == f"Most other figures, such as severe pain from 8 and days off: {ours}"
    others = changed(severe_pain=7, hard_effort=9, break_repeat_days=10)
    assert hand_out_of(others).sources[-1] == f"Most other figures, such as the run test: {ours}"
    assert ours not in "".join(hand_out_of(replace(others, thresholds=(3600, 7200))).sources)


def test_a_programme_of_walks_speaks_of_no_running() -> None:
    found = hand_out_of(shipped("walking"))
    assert "At most 5 sessions in any 7 days. After a flare-up, leave at least 1 day without a session." in (
        text_of(shipped("walking"))
    )
    assert found.after_signs.startswith("After any of them, do no session until")
    assert found.heads == ("Stage", "What to do", "", "Session") and not found.counts
    assert found.signs[1].what_to_do.startswith(
        "If any of these is true, see a doctor urgently, before your next session. When you book"
    )
    assert "a shorter walk may be" in text_of(shipped("walking"))


def test_a_stage_that_fills_a_time_says_for_how_long() -> None:
    found = hand_out_of(shipped("run-walk-ratios"))
    assert found.heads[2] == "Repeat" and not found.counts
    assert {stage.repetitions for stage in found.stages} == {"for 24\N{NO-BREAK SPACE}min"}
    assert "again and again, for as long as it says" in text_of(shipped("run-walk-ratios"))


def test_in_a_programme_that_never_moves_the_reader_chooses() -> None:
    found = told(shipped("return-to-running"))
    assert found["Next time"] == (
        "After a flare-up, choose a gentler session. If something is newly sore, don't choose a harder one.",
        "After 14 days off, start a stage again with its fewest repetitions.",
    )
    assert (
        "First walk to warm up: 5 minutes at stages shuffle*, easy*, 5m and 8m, none at the others."
        in (found["A session"])
    )


def test_without_a_warm_up_nobody_is_told_to_walk_for_no_time() -> None:
    stages = tuple(replace(stage, warm_up=0) for stage in shipped_table().stages)
    found = told(replace(shipped_table(), stages=stages))["A session"]
    assert "Do the steps of your stage, as many times as it says, then walk for 2 minutes to cool down." in found


def test_a_table_of_ones_own_is_said_to_be_for_nobody_in_particular() -> None:
    own = StageTable("Mine", (Stage("1", (Step(Act.RUN, 60),), reps_min=2, reps_max=2),))
    (ask,) = told(own)["Before you start"]
    assert ask.startswith("Talk to") and told(own)["Where to start"] == ("Start at stage 1.",)


@pytest.mark.parametrize("name", [each.name for each in PROGRAMMES])
def test_every_programme_that_ships_makes_one(name: str) -> None:
    table = shipped(name)
    found, text = hand_out_of(table), text_of(table)
    assert len(found.stages) == len(table.stages)
    assert ("easy pace" in text) == (table.has_running and name != "return-to-running")
    assert ("choose a gentler session" in text) == table.policy.manual
    assert ("run for 2 minutes" in text) == (name in ("asteroid", "first-5k", "run-walk-ratios"))
    assert ("The trial was with" in text) == (name == "asteroid")
    assert ("No known study has tried" in text) == (name != "asteroid")
    assert "ASTEROID" not in text or name == "asteroid", "its reader may never have heard of it"
    assert "“" not in text, "nobody can open a page of the app on paper"
    assert "  " not in text and "None" not in text


def test_lengths_are_read_as_nothing_else() -> None:
    short = [length_in_short(seconds).replace("\N{NO-BREAK SPACE}", " ") for seconds in (0, 15, 115, 3600, 5400)]
    assert short == ["0 s", "15 s", "1 min 55 s", "1 h", "1 h 30 min"]
    words = [length_in_words(seconds) for seconds in (0, 1, 30, 60, 90, 100)]
    assert words == ["0 seconds", "1 second", "30 seconds", "1 minute", "a minute and a half", "1 minute 40 seconds"]
