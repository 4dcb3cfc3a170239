"""The plan after a flare-up: what it says on which day, and that it says what the rule does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from runwalk_tui.guidance.flare_up import HELP, WHERE_HELP_IS, plan_after, plan_in_general
from runwalk_tui.guidance.flared import PLAN_DAYS, flared
from runwalk_tui.guidance.markdown_lines import plain_lines
from runwalk_tui.guidance.page import Page
from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe_from
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import Placement, SessionRecord
from tests.support.rule_cases import MONDAY, WEEK_BEFORE, log_of, placed, run, shipped_table

Event = SessionRecord | Placement
FLARE: dict[str, Any] = {"pain_worst": 7}


def page_of(*events: Event, asked: int, **policy: Any) -> Page:
    """The plan on a day."""
    reading = read(shipped_table(**policy), log_of(*events), MONDAY + timedelta(days=asked))
    last = flared(reading)
    assert last is not None
    return plan_after(last, reading, prescribe_from(reading))


def plan(*events: Event, asked: int, **policy: Any) -> dict[str, str]:
    """The plan on a day, the lines of each part together."""
    page = page_of(*events, asked=asked, **policy)
    assert page.title == "After a flare-up"
    return {heading: "\n".join(plain_lines(text)) for heading, text in page.parts}


ONE = (WEEK_BEFORE, run(0, reps=6, pain_morning=None, **FLARE))


def test_on_its_day_the_plan_says_today_tomorrow_this_week_and_when_to_get_help() -> None:
    said = plan(*ONE, asked=0)
    assert list(said) == ["Today", "Tomorrow", "This week", "When to get help"]
    assert "No more running." in said["Today"]
    assert "In the morning, tell the app how your back is." in said["Tomorrow"]
    assert "No running yet" in said["Tomorrow"]
    assert "Next run: Thursday 8 January or later: stage 3 with 6 repetitions, a step back." in said["This week"]
    walk = "Pain of 6 or more before that run, or clearly worse than usual? Go for a walk instead. (our rule; our own)"
    assert walk in said["This week"]
    assert "Stage 4 is offered after 4 full sessions that go well. (our rule)" in said["This week"]
    assert "emergency number" in said["When to get help"]
    assert "in a row" not in said["When to get help"]


def test_every_line_says_where_it_comes_from() -> None:
    for part in plan(*ONE, asked=0).values():
        assert [line for line in part.splitlines() if not line.endswith(")")] == []


@pytest.mark.parametrize(
    ("asked", "part", "words"),
    [
        (1, "Today", "No more running."),
        (2, "Tomorrow", "You can run again: stage 3 with 6 repetitions, a step back."),
        (3, "Today", "You can run again: stage 3 with 6 repetitions, a step back. (our rule)"),
    ],
)
def test_on_later_days_it_goes_by_the_days_that_are_left(asked: int, part: str, words: str) -> None:
    said = plan(*ONE, asked=asked)
    assert words in said[part]
    assert "In the morning" not in said["Tomorrow"]
    assert ("Next run" in said["This week"]) is (asked < 2)


def test_after_that_many_days_it_is_no_longer_offered() -> None:
    log = log_of(*ONE)
    table = shipped_table()
    assert flared(read(table, log, MONDAY + timedelta(days=PLAN_DAYS))) is not None
    assert flared(read(table, log, MONDAY + timedelta(days=PLAN_DAYS + 1))) is None


@pytest.mark.parametrize("events", [(), (WEEK_BEFORE,), (WEEK_BEFORE, run(0)), (*ONE, run(3, stage="3", reps=6))])
def test_without_a_flare_up_as_the_last_session_there_is_none(events: tuple[Event, ...]) -> None:
    assert flared(read(shipped_table(), log_of(*events), date(2026, 1, 8))) is None


def test_under_the_stop_sign_there_is_none() -> None:
    flagged = run(0, reps=6, red_flags=("fever",), **FLARE)
    assert (
        flared(read(shipped_table(), log_of(WEEK_BEFORE, flagged, run(3, reps=6, **FLARE)), date(2026, 1, 9))) is None
    )


def flare(**fields: Any) -> tuple[Event, ...]:
    return WEEK_BEFORE, run(0, reps=6, run_seconds=360, **fields)


UNKNOWN: dict[str, Any] = {"pain_worst": None, "pain_after": None, "stopped_for_pain": True}


@pytest.mark.parametrize(
    ("events", "common", "help_first"),
    [
        (flare(**FLARE), True, False),
        ((WEEK_BEFORE, run(0, reps=6, run_seconds=0, **FLARE)), False, False),
        (flare(pain_worst=8), False, True),
        (flare(pain_morning=8), False, True),
        (flare(**UNKNOWN), False, True),
        (flare(**UNKNOWN, pain_morning=2), False, True),
        ((*flare(**FLARE), run(3, stage="3", reps=6, run_seconds=270, **FLARE)), False, True),
    ],
    ids=["a run", "no running", "severe", "a severe morning", "a stop", "a stop, and the morning", "two in a row"],
)
def test_help_comes_first_where_pain_was_severe_or_may_have_been_and_then_nothing_is_called_common(
    events: tuple[Event, ...], common: bool, help_first: bool
) -> None:
    page = page_of(*events, asked=3)
    headings = [heading for heading, _ in page.parts]
    assert headings[0 if help_first else -1] == "When to get help"
    assert sorted(headings) == ["This week", "Today", "Tomorrow", "When to get help"]
    assert ("A flare-up is common" in page.text) is common
    assert "damage" not in page.text
    assert page.beginning == ("" if help_first else WHERE_HELP_IS)
    assert WHERE_HELP_IS.startswith("Chest pain or tightness, or legs, genitals, bladder or bowels not as usual?")


@pytest.mark.parametrize("asked", range(5))
def test_there_is_one_threshold_for_a_walk_in_one_line(asked: int) -> None:
    text = page_of(*ONE, asked=asked).text
    assert text.count("Pain of 6 or more before that run, or clearly worse than usual?") == 1
    assert text.count("clearly worse") == 1


def test_the_day_is_named_where_the_least_days_of_a_stage_make_it_later() -> None:
    said = plan(*ONE, asked=0, min_days_per_stage=28)["This week"]
    assert "Stage 4 is offered after 4 full sessions that go well, Monday 2 February at the soonest. (our rule)" in said


def test_a_stage_of_our_own_estimate_has_its_mark_and_what_it_means() -> None:
    said = plan(placed(-7, "9"), run(0, stage="9", reps=6, **FLARE), asked=0)["This week"]
    assert "stage 8* with 6 repetitions, a step back (* our own). (our rule)" in said
    assert "Stage 9* is offered after 4 full sessions that go well (* our own). (our rule)" in said


def test_the_second_one_in_a_row_says_who_should_look() -> None:
    said = plan(*ONE, run(3, stage="3", reps=6, **FLARE), asked=3)
    assert said["When to get help"].startswith("- 2 flare-ups in a row: see a doctor or physiotherapist about this.")


def test_at_the_first_stage_there_is_none_below() -> None:
    said = plan(placed(-7, "1"), run(0, stage="1", reps=6, **FLARE), asked=0)
    assert "stage 1 with 6 repetitions." in said["This week"]
    assert "is offered" not in said["This week"]


def test_a_programme_that_is_set_by_hand_names_the_gentler_session_that_is_offered() -> None:
    said = plan(*ONE, asked=0, manual=True)
    assert "Next run: Thursday 8 January or later: a gentler session, such as stage 1." in said["This week"]
    assert "stage 4" not in "".join(said.values())
    assert "You can run again: a gentler session, such as stage 1." in plan(*ONE, asked=3, manual=True)["Today"]
    lowest = plan(placed(-7, "1"), run(0, stage="1", reps=6, **FLARE), asked=0, manual=True)
    assert "or later: stage 1 with 6 repetitions." in lowest["This week"]


def by_hand(table: StageTable, stage: str) -> dict[str, str]:
    """The plan on the day on which the next session may be, after a flare-up at a stage."""
    table = replace(table, policy=replace(table.policy, manual=True))
    ran = replace(run(0, stage=stage, reps=6, run_seconds=360, **FLARE), programme=table.programme)
    reading = read(table, log_of(ran), MONDAY + timedelta(days=3))
    last = flared(reading)
    assert last is not None
    return {
        heading: "\n".join(plain_lines(text))
        for heading, text in plan_after(last, reading, prescribe_from(reading)).parts
    }


def test_set_by_hand_the_plan_and_the_prescription_offer_the_same_wherever_the_stage_is_in_the_table() -> None:
    table = shipped_table()
    turned = replace(table, stages=tuple(reversed(table.stages)))
    assert "You can run again: a gentler session, such as stage 1." in by_hand(turned, "13")["Today"]
    alike = replace(table, stages=(table.stages[3], replace(table.stages[3], id="4b")))
    assert "You can run again: stage 4b with 6 repetitions." in by_hand(alike, "4b")["Today"]


def test_set_by_hand_a_walk_that_is_offered_is_called_one() -> None:
    said = by_hand(table_of_shipped(SHIPPED["return-to-running"]), "50m")
    assert "Your next planned walk can be today: a gentler session, such as stage walk* (* our own)." in said["Today"]
    assert "If you choose a run instead: easily, on the flat" in said["This week"]
    assert "Run easily" not in said["This week"]


def test_in_general_a_programme_that_is_set_by_hand_offers_no_lower_stage() -> None:
    assert "start again, usually one stage lower, as the app offers" in plan_in_general(shipped_table())
    by_hand = plan_in_general(shipped_table(manual=True))
    assert "as the app offers" not in by_hand
    assert "a gentler stage that you choose" in by_hand


def walking_table() -> StageTable:
    return table_of_shipped(SHIPPED["walking"])


def walking_plan(flare: SessionRecord, *, asked: int) -> dict[str, str]:
    reading = read(walking_table(), log_of(flare), MONDAY + timedelta(days=asked))
    last = flared(reading)
    assert last is not None
    page = plan_after(last, reading, prescribe_from(reading))
    return {heading: "\n".join(plain_lines(text)) for heading, text in page.parts}


def walked(stage: str) -> SessionRecord:
    one = replace(run(0, stage=stage, reps=1, **FLARE), programme="Walking", reps_planned=1, reps_done=1)
    return replace(one, run_seconds=0, walk_seconds=900, active_seconds=900)


def test_a_stage_of_walking_only_is_called_a_walk() -> None:
    said = walking_plan(walked("15m"), asked=0)
    assert "No more planned walks today." in said["Today"]
    assert "No planned walk yet; other walks are fine" in said["Tomorrow"]
    assert "Next planned walk: Wednesday 7 January or later: stage 10m*, a step back (* our own)." in said["This week"]
    due = "stage 10m*, a step back (* our own)."
    assert f"planned walk can be then: {due}" in walking_plan(walked("15m"), asked=1)["Tomorrow"]
    assert f"planned walk can be today: {due}" in walking_plan(walked("15m"), asked=2)["Today"]
    for asked in range(4):
        every = "".join(walking_plan(walked("15m"), asked=asked)[part] for part in ("Today", "Tomorrow", "This week"))
        assert "You can run" not in every
        assert "No running" not in every
        assert "Run easily" not in every


def test_who_flared_on_a_run_and_walks_now_still_does_not_run_before_two_days_are_over() -> None:
    ran = run(0, reps=6, run_seconds=360, **FLARE)
    said = walking_plan(ran, asked=2)
    assert "Your next planned walk can be today." in said["Today"]
    assert "No running before Thursday 8 January." in said["This week"]
    assert "This week" not in walking_plan(ran, asked=3)  # nothing is left to say of it


def test_each_emergency_is_named_and_the_urgent_signs_are_said_to_be_some_of_them() -> None:
    first, second, third = HELP
    for sign in ("both legs hurt, tingle, or are numb or weak", "numb or tingling genitals or buttocks", "bladder"):
        assert sign in first
    assert "for example one leg" in second
    assert "When to see someone" in third


def test_the_days_off_are_those_of_the_table() -> None:
    assert "Saturday 10 January" in plan(*ONE, asked=0, rest_days_after_flare=4)["This week"]


def test_a_flare_up_in_another_programme_has_a_plan_without_a_stage() -> None:
    other = replace(run(0, reps=6, **FLARE), programme="Other")
    said = plan(other, asked=0)
    assert "Next run: Thursday 8 January or later. (our rule)" in said["This week"]


def test_a_programme_without_running_is_told_nothing_of_runs() -> None:
    table = table_of_shipped(SHIPPED["walking"])
    assert "run" not in plan_in_general(table).replace("runwalk", "")
    walked = run(0, stage=table.stages[0].id, reps=1, programme=table.programme, run_seconds=0, pain_worst=7)
    reading = read(table, log_of(walked), MONDAY)
    last = flared(reading)
    assert last is not None
    said = " ".join(
        "\n".join(plain_lines(text)) for _, text in plan_after(last, reading, prescribe_from(reading)).parts
    )
    assert "Urgently, before your next planned walk" in said
    assert "run" not in said.replace("Shanna, a runner", ""), "a source is called that"
