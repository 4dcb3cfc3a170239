"""The rule by example: each case small enough to be worked out by hand, and all of RULES, section 9, among them.

All are at the default policy and on the shipped stages. Day 0 is a Monday.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.rule_cases import (
    THREE,
    TWO,
    WEEK_BEFORE,
    Event,
    Rule,
    check,
    day,
    log_of,
    placed,
    rated,
    run,
    shipped_table,
)

WORKED_EXAMPLES = {
    "one at 6 repetitions with worst 3 and after 3, asked on Wednesday: build": (
        (WEEK_BEFORE, run(0, reps=6)),
        2,
        {"decision": "build", "stage": "4", "reps": 10},
    ),
    "three tolerated, placed a week before: advance": (
        THREE,
        7,
        {"decision": "advance", "stage": "5", "reps": 6, "move_up_from": None},
    ),
    "three tolerated, placed on the first Monday: a day is named for moving up": (
        (placed(0), *THREE[1:]),
        5,
        {"decision": "repeat", "stage": "4", "reps": 10, "move_up_from": day(7), "earliest": day(7)},
    ),
    "three tolerated, placed on the first Monday, a week later: advance": (
        (placed(0), *THREE[1:]),
        7,
        {"decision": "advance", "stage": "5", "reps": 6},
    ),
    "three tolerated, the last said not ready: repeat": (
        (*TWO, run(4, felt_ready=False)),
        7,
        {"decision": "repeat", "stage": "4", "reps": 10, "move_up_from": None},
    ),
    "third with 5 after and no morning: repeat, and the morning is asked": (
        (*TWO, run(4, pain_after=5)),
        7,
        {"decision": "repeat", "stage": "4", "reps": 10, "ask_morning": True, "provisional": False},
    ),
    "third with 5 after and no morning: the clean ones begin again": (
        (*TWO, run(4, pain_after=5), run(7)),
        9,
        {"decision": "repeat", "stage": "4", "reps": 10, "move_up_from": None},
    ),
    "third with 5 after and 3 in the morning: advance": (
        (*TWO, run(4, pain_after=5, pain_morning=3)),
        7,
        {"decision": "advance", "stage": "5", "reps": 6, "ask_morning": False, "provisional": False},
    ),
    "third with 5 after and 5 in the morning: step back": (
        (*TWO, run(4, pain_after=5, pain_morning=5)),
        7,
        {"decision": "step_back", "stage": "3", "reps": 6, "earliest": day(7), "ask_morning": False},
    ),
    "third with 5 after and 5 in the morning, asked the day after: two days of rest": (
        (*TWO, run(4, pain_after=5, pain_morning=5)),
        5,
        {"decision": "step_back", "earliest": day(7)},
    ),
    "third with worst 6: step back": (
        (*TWO, run(4, pain_worst=6)),
        7,
        {"decision": "step_back", "stage": "3", "reps": 6},
    ),
    "third with a sore knee: repeat": (
        (*TWO, run(4, soreness=("knee",))),
        7,
        {"decision": "repeat", "stage": "4", "reps": 10},
    ),
    "a second with a sore knee running: step back": (
        (*TWO, run(4, soreness=("knee",)), run(7, soreness=("knee",))),
        9,
        {"decision": "step_back", "stage": "3", "reps": 6},
    ),
    "three tolerated, then 15 days off: repeat with the fewest": (
        THREE,
        19,
        {"decision": "repeat", "stage": "4", "reps": 6},
    ),
    "three tolerated, then 28 days off: step back": (
        THREE,
        32,
        {"decision": "step_back", "stage": "3", "reps": 6},
    ),
    "three tolerated, then 60 days off: two stages back": (
        THREE,
        64,
        {"decision": "step_back", "stage": "2", "reps": 6},
    ),
    "three tolerated, then 84 days off: find the stage anew": (
        THREE,
        88,
        {"decision": "placement", "stage": None, "reps": None},
    ),
    "severe pain in all four: step back, and two days of rest": (
        (run(0, "5", reps=6, **rated("9/10/10/10")),),
        2,
        {"decision": "step_back", "stage": "4", "reps": 6, "earliest": day(3)},
    ),
    "placed at 4, calm, the pain before unknown: build": (
        (placed(0), run(0, reps=6, **rated("-/3/3/2"))),
        2,
        {"decision": "build", "stage": "4", "reps": 10},
    ),
    "a steady 6 whose morning is not given: repeat": (
        (placed(0, "1"), run(0, "1", reps=6, **rated("6/6/6/-"))),
        2,
        {"decision": "repeat", "stage": "1", "reps": 6, "ask_morning": True},
    ),
    "a steady 6 whose morning is a 6: build": (
        (placed(0, "1"), run(0, "1", reps=6, **rated("6/6/6/6"))),
        2,
        {"decision": "build", "stage": "1", "reps": 10},
    ),
    "a 6 before that fell to 2 and was 3 in the morning: build": (
        (placed(0), run(0, reps=6, **rated("6/6/2/3"))),
        2,
        {"decision": "build", "stage": "4", "reps": 10},
    ),
    "29 seconds at stage 8 with a worst pain of 9: counted, step back": (
        (placed(0, "8"), run(0, "8", reps=6, reps_done=0, run_seconds=29, **rated("2/9/8/-"))),
        1,
        {"decision": "step_back", "stage": "7", "reps": 6, "earliest": day(3)},
    ),
    "stage 2 well, then stage 8 by choice with a flare-up: stage 2, which was held": (
        (placed(-7, "2"), run(0, "2"), run(2, "8", reps=6, **rated("2/7/5/4"))),
        5,
        {"decision": "step_back", "stage": "2", "reps": 6},
    ),
    "stage 9 well, then one easy day at stage 1: stage 9": (
        (placed(-7, "9"), run(0, "9", reps=6), run(2, "1", reps=6)),
        4,
        {"decision": "repeat", "stage": "9", "reps": 8},
    ),
    "two easy days in a row: stage 1": (
        (placed(-7, "9"), run(0, "9", reps=6), run(2, "1", reps=6), run(4, "1", reps=6)),
        7,
        {"decision": "build", "stage": "1", "reps": 10},
    ),
    "3 of 6 repetitions once: the same again": (
        (placed(0), run(0, reps=6, reps_done=3)),
        2,
        {"decision": "repeat", "stage": "4", "reps": 6},
    ),
    "3 of 6 repetitions twice: fewer": (
        (placed(0), run(0, reps=6, reps_done=3), run(2, reps=6, reps_done=3)),
        4,
        {"decision": "fewer", "stage": "4", "reps": 3},
    ),
    "3 of 6 repetitions six times: 3 from the second on": (
        (placed(0), *(run(2 * number, reps=6, reps_done=3) for number in range(6))),
        12,
        {"decision": "repeat", "stage": "4", "reps": 3},
    ),
    "very hard at full repetitions: repeat": (
        (*TWO, run(4, effort=9)),
        7,
        {"decision": "repeat", "stage": "4", "reps": 10, "move_up_from": None},
    ),
    "very hard at full repetitions: the clean ones begin again": (
        (*TWO, run(4, effort=9), run(7)),
        9,
        {"decision": "repeat", "stage": "4", "reps": 10, "move_up_from": None},
    ),
    "690 days after stage 13: find the stage anew": (
        (placed(-7, "13"), run(0, "13", reps=7)),
        690,
        {"decision": "placement", "stage": None},
    ),
    "sessions every four days: the morning is asked, and moving up waits for it": (
        (WEEK_BEFORE, run(0, reps=6), run(4), run(8)),
        12,
        {"decision": "advance", "stage": "5", "ask_morning": True, "provisional": True},
    ),
}


@pytest.mark.parametrize(("events", "asked_on", "expected"), WORKED_EXAMPLES.values(), ids=WORKED_EXAMPLES.keys())
def test_worked_example(rule: Rule, events: tuple[Event, ...], asked_on: int, expected: dict[str, Any]) -> None:
    check(rule, events, asked_on, **expected)


@pytest.mark.parametrize("reps", [6, 7, 8, 9])
def test_a_session_that_was_planned_short_of_full_builds_by_the_step(rule: Rule, reps: int) -> None:
    check(rule, (placed(0), run(0, reps=reps)), 2, decision="build", reps=10)


def test_the_shipped_stages_are_full_at_ten_to_seven_repetitions(rule: Rule) -> None:
    full = [rule(shipped_table(), log_of(placed(0, str(number))), day(0))["full_reps"] for number in range(1, 14)]
    assert full == [10, 10, 9, 10, 10, 10, 9, 9, 8, 7, 7, 7, 7]


def test_a_session_lasts_its_warm_up_its_repetitions_and_its_cool_down(rule: Rule) -> None:
    check(rule, (placed(0), run(0, reps=6)), 2, total_seconds=300 + 10 * 150 + 120)


# What one session's pain means, seen in the session that would otherwise have brought the advance.
RESPONSES = {
    "a red flag": ({"red_flags": ("fever",)}, "stop"),
    "a red flag beats a flare": ({"red_flags": ("fever",), "stopped_for_pain": True}, "stop"),
    "stopped for pain": ({"stopped_for_pain": True}, "flare"),
    "worst above acceptable": ({"pain_worst": 6}, "flare"),
    "worst above acceptable and at the rise": ({"pain_before": 5, "pain_worst": 7, "pain_after": 5}, "flare"),
    "worst above acceptable but below the rise": ({"pain_before": 5, "pain_worst": 6, "pain_after": 5}, "unsettled"),
    "worst acceptable although it rose": ({"pain_worst": 5}, "tolerated"),
    "worst at a rise that is not acceptable": ({"pain_before": 6, "pain_worst": 7, "pain_after": 6}, "unsettled"),
    "severe worst at a high base": ({"pain_before": 9, "pain_worst": 8, "pain_after": 5, "pain_morning": 5}, "flare"),
    "worst not given counts as after": ({"pain_worst": None, "pain_after": 6}, "flare"),
    "after above worst counts as worst": ({"pain_worst": 3, "pain_after": 6}, "flare"),
    "morning at the rise": ({"pain_morning": 5}, "flare"),
    "morning below the rise": ({"pain_morning": 4}, "tolerated"),
    "severe morning below the rise": (rated("7/7/7/8"), "flare"),
    "worst above acceptable that settled": (rated("6/6/6/6"), "tolerated"),
    "an unknown before is not 0: a morning of 5": (rated("-/1/1/5"), "tolerated"),
    "an unknown before is not 0: 5 after": (rated("-/5/5/-"), "tolerated"),
    "worst above acceptable without a before": (rated("-/6/3/3"), "flare"),
    "morning above acceptable without a before": (rated("-/3/3/6"), "flare"),
    "morning at the rise without an after": ({"pain_after": None, "pain_morning": 5}, "flare"),
    "after not given": ({"pain_after": None}, "unsettled"),
    "after not given but the morning was calm": ({"pain_after": None, "pain_morning": 3}, "tolerated"),
    "no pain given at all": ({"pain_before": None, "pain_worst": None, "pain_after": None}, "unsettled"),
    "after at the rise before the morning": ({"pain_after": 5}, "unsettled"),
    "after below the rise": ({"pain_after": 4}, "tolerated"),
    "after at the rise and a calm morning": ({"pain_after": 5, "pain_morning": 4}, "tolerated"),
    "new soreness": ({"soreness": ("knee",)}, "unsettled"),
    "new soreness and a calm morning": ({"soreness": ("knee",), "pain_morning": 0}, "unsettled"),
    "no trouble": ({}, "tolerated"),
}
_MEANS: dict[str, dict[str, Any]] = {
    "stop": {"decision": "stop", "stage": None, "reps": None, "earliest": day(7)},
    "flare": {"decision": "step_back", "stage": "3", "reps": 6, "earliest": day(7)},
    "unsettled": {"decision": "repeat", "stage": "4", "reps": 10, "earliest": day(7)},
    "tolerated": {"decision": "advance", "stage": "5", "reps": 6, "earliest": day(7)},
}


@pytest.mark.parametrize(("fields", "response"), RESPONSES.values(), ids=RESPONSES.keys())
def test_response(rule: Rule, fields: dict[str, Any], response: str) -> None:
    check(rule, (*TWO, run(4, **fields)), 7, **_MEANS[response])


# The same where the usual pain is known: three sessions before it gave their pain before.
USUAL_THREE: dict[str, tuple[str, str]] = {
    "worst at the rise over the usual, not above acceptable": ("-/5/3/3", "tolerated"),
    "after at the rise over the usual": ("-/5/5/-", "unsettled"),
    "morning at the rise over the usual": ("-/3/3/5", "flare"),
    "morning below the rise over the usual": ("-/3/3/4", "tolerated"),
    "a bad day's morning above acceptable and the usual": ("6/6/6/6", "flare"),
    "a bad day's morning that is acceptable": ("6/6/6/5", "tolerated"),
}


@pytest.mark.parametrize(("pains", "response"), USUAL_THREE.values(), ids=USUAL_THREE.keys())
def test_response_of_a_runner_whose_usual_pain_is_3(rule: Rule, pains: str, response: str) -> None:
    check(rule, (placed(-7), run(-2, reps=6), *TWO[1:], run(4, **rated(pains))), 7, **_MEANS[response])
