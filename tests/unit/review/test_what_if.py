"""What if: the rule's answer about sessions that nobody has done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runwalk_tui.paths import shipped_programme, shipped_stages
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.review.what_if import (
    MadeUp,
    WhatIfError,
    outlook,
    outlook_line,
    parse_made_up,
    presumed_pain,
    weekly_choices,
    what_follows,
)
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, Placement, SessionRecord
from runwalk_tui.table_in_use import load_table

TABLE = parse_table(shipped_stages().read_text("utf-8"), "")
NOW = datetime(2026, 1, 5, 18, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
AT_FOUR = Log(placements=(Placement(NOW - timedelta(hours=1), "4"),))
AT_ONE = Log(placements=(Placement(NOW - timedelta(hours=1), "1"),))


@pytest.mark.parametrize(
    ("typed", "made_up"),
    [
        ("tomorrow 4 of 10", MadeUp(TOMORROW, 4, 10)),
        (" Today, 6 of 10, pain 3", MadeUp(TODAY, 6, 10, 3)),
        ("pain 7", MadeUp(TODAY, worst=7)),
        ("worst pain 10 out of 10 tomorrow", MadeUp(TOMORROW, worst=10)),
        ("4 out of 10", MadeUp(TODAY, worst=4)),
        ("6 repetitions", MadeUp(TODAY, 6)),
        ("tomorrow", MadeUp(TOMORROW)),
    ],
)
def test_a_question_is_read_as_it_is_said(typed: str, made_up: MadeUp) -> None:
    assert parse_made_up(typed, TODAY) == made_up


@pytest.mark.parametrize("typed", ["", "?", "pain", "pain 11", "4 of", "4 of 0", "yesterday 4", "101", "pain 3 pain 4"])
def test_any_other_question_is_answered_with_how_to_ask(typed: str) -> None:
    with pytest.raises(WhatIfError, match="tomorrow 4 of 10"):
        parse_made_up(typed, TODAY)


@pytest.mark.parametrize(
    ("made_up", "says"),
    [
        (MadeUp(TODAY), "That would be fine. Then stage 4, 10 repetitions, Wednesday 7 January or later."),
        (
            MadeUp(TOMORROW, 4, 6),
            "That would be fine. Then stage 4 again, 6 repetitions, Thursday 8 January or later.",
        ),
        (
            MadeUp(TODAY, worst=9),
            "That would be a flare-up. Then back to stage 3, 6 repetitions, Thursday 8 January or later.",
        ),
        (
            MadeUp(TODAY, worst=5),
            "That would be fine. Then stage 4, 10 repetitions, Wednesday 7 January or later.",
        ),
    ],
)
def test_a_session_leads_where_the_rule_would_lead(made_up: MadeUp, says: str) -> None:
    assert what_follows(TABLE, AT_FOUR, NOW, made_up)[1] == says


def test_pain_that_is_fine_only_once_it_has_settled_is_not_called_fine() -> None:
    used_to_five = tuple(
        SessionRecord(str(days), NOW - timedelta(days=days), TABLE.programme, "6", 6, 6, 0, 5, 5, 5, 5)
        for days in (8, 6, 4)
    )
    log = Log(used_to_five, (Placement(NOW - timedelta(days=9), "6"),))
    _, then = what_follows(TABLE, log, NOW, MadeUp(TODAY, worst=6))
    assert then.startswith("If it has settled by the next morning, the session went well. Then stage 6")
    assert presumed_pain(prescribe(TABLE, log, TODAY)) == 5
    assert presumed_pain(prescribe(TABLE, AT_FOUR, TODAY)) == 2


def test_a_stage_of_our_own_estimate_has_its_mark_and_what_it_means() -> None:
    log = Log(placements=(Placement(NOW - timedelta(hours=1), "9"),))
    assert what_follows(TABLE, log, NOW, MadeUp(TODAY)) == (
        "Today: stage 9*, 6 repetitions, worst pain 2.",
        "That would be fine. Then stage 9*, 8 repetitions, Wednesday 7 January or later. (* our own)",
    )
    marked, unmarked = (what_follows(TABLE, each, NOW, MadeUp(TODAY)) for each in (log, AT_FOUR))
    assert "*" not in "".join(unmarked)
    assert "".join(marked).count("our own") == 1


def test_what_is_said_first_is_the_session_that_is_supposed() -> None:
    what, _ = what_follows(TABLE, AT_FOUR, NOW, MadeUp(TOMORROW, 4, 10, 3))
    assert what == "Tomorrow: stage 4, 4 of 10 repetitions, worst pain 3."


def test_a_session_that_comes_too_soon_is_told_so() -> None:
    done = SessionRecord("1", NOW, TABLE.programme, "4", 6, 6, pain_before=2, pain_worst=2, pain_after=2)
    what, _ = what_follows(TABLE, replace(AT_FOUR, sessions=(done,)), NOW, MadeUp(TOMORROW))
    assert what.endswith("The rule says Wednesday 7 January or later.")


def test_before_there_is_a_starting_stage_it_looks_from_the_first_and_says_so_once() -> None:
    what, leads = what_follows(TABLE, Log(), NOW, MadeUp(TODAY))
    assert what == (
        "No starting stage yet: this assumes the first one, stage 1. Today: stage 1, 6 repetitions, worst pain 2."
    )
    assert leads == what_follows(TABLE, AT_ONE, NOW, MadeUp(TODAY))[1]
    assert outlook_line(TABLE, Log(), NOW, 3) == outlook_line(TABLE, AT_ONE, NOW, 3)


def long_ago(days: int) -> Log:
    at = NOW - timedelta(days=days)
    done = SessionRecord(
        "1", at, TABLE.programme, "5", 6, 6, 450, pain_before=2, pain_worst=2, pain_after=2, pain_morning=2
    )
    return Log((done,), (Placement(at - timedelta(days=1), "5"),))


@pytest.mark.parametrize(("days", "made_up"), [(84, MadeUp(TODAY)), (83, MadeUp(TOMORROW))])
def test_after_a_break_that_is_too_long_the_stage_is_found_again_and_that_is_said(days: int, made_up: MadeUp) -> None:
    """On the day that is asked about, not on the one of the question."""
    what, leads = what_follows(TABLE, long_ago(days), NOW, made_up)
    assert what.startswith("You'd find your starting stage again first: this assumes the first one, stage 1. T")
    assert leads.startswith("That would be fine. Then stage 1, 10 repetitions")
    assert outlook_line(TABLE, long_ago(days), NOW, 3, made_up).startswith("After that, three sessions a week")


def test_until_that_break_is_long_enough_it_looks_from_where_the_runner_is() -> None:
    assert what_follows(TABLE, long_ago(82), NOW, MadeUp(TOMORROW))[0].startswith("Tomorrow: stage 3")


def test_where_a_gentler_session_is_offered_it_is_what_is_supposed() -> None:
    table = load_table(shipped_programme("return-to-running"))
    at = NOW - timedelta(days=3)
    flared = SessionRecord("1", at, table.programme, "50m", 5, 5, 3000, pain_before=2, pain_worst=7)
    log = Log((flared,), (Placement(at - timedelta(days=1), "50m"),))
    assert what_follows(table, log, NOW, MadeUp(TODAY))[0].startswith("Today: stage walk*, 1 repetition, ")


@pytest.mark.parametrize("worst", [9, 2])
def test_what_is_made_up_counts_in_when_the_last_stage_comes(worst: int) -> None:
    """The session by hand in the log, settled the next morning; then as without one."""
    done = SessionRecord(
        "1", NOW, TABLE.programme, "4", 6, 6, pain_before=2, pain_worst=worst, pain_after=2, pain_morning=2
    )
    found = outlook(TABLE, replace(AT_FOUR, sessions=(done,)), NOW + timedelta(days=1), 3)
    without = outlook(TABLE, AT_FOUR, NOW, 3)
    assert found is not None
    assert without is not None
    line = outlook_line(TABLE, AT_FOUR, NOW, 3, MadeUp(TODAY, worst=worst))
    assert line.startswith("After that, three sessions a week without trouble: stage 13 on ")
    assert line.endswith(f"after {found.sessions - 1} sessions.")
    assert (found.day >= without.day + timedelta(days=14)) is (worst == 9)


@pytest.mark.parametrize(
    ("rest_days", "per_week", "most", "often"),
    [
        (0, 12, 7, "Seven sessions a week"),
        (1, 12, 3, "Three sessions a week"),
        (1, 2, 2, "Two sessions a week"),
        (2, 7, 2, "Two sessions a week"),
        (9, 7, 1, "A session every ten days"),
    ],
)
def test_no_more_sessions_are_promised_than_the_days_of_rest_allow(
    rest_days: int, per_week: int, most: int, often: str
) -> None:
    table = replace(TABLE, sessions_per_week=per_week, policy=replace(TABLE.policy, rest_days=rest_days))
    assert max(weekly_choices(table)) == most
    assert outlook_line(table, AT_ONE, NOW, most).startswith(f"{often} without trouble: ")


def test_whoever_asks_about_more_is_told_how_often_it_is() -> None:
    assert outlook_line(TABLE, AT_ONE, NOW, 7).startswith("A session every other day without trouble: ")


def test_nothing_is_added_to_the_log() -> None:
    before = replace(AT_FOUR)
    what_follows(TABLE, AT_FOUR, NOW, MadeUp(TODAY, worst=9))
    outlook(TABLE, AT_FOUR, NOW, 3)
    assert before == AT_FOUR


def test_without_trouble_the_last_stage_comes_on_the_day_on_which_the_rule_offers_it() -> None:
    """Each session is done on the day the rule gives, in full and without pain, by hand."""
    found = outlook(TABLE, AT_ONE, NOW, 3)
    assert found is not None
    log, day, count = AT_ONE, TODAY, 0
    while True:
        due = prescribe(TABLE, log, day)
        if due.earliest > day:
            day = due.earliest
            continue
        count += 1
        assert due.stage is not None
        assert due.reps is not None
        if due.stage == "13":
            break
        session = SessionRecord(
            f"{count}",
            datetime.combine(day, NOW.timetz()),
            TABLE.programme,
            due.stage,
            due.reps,
            due.reps,
            pain_before=2,
            pain_worst=2,
            pain_after=2,
            pain_morning=2,
        )
        log = replace(log, sessions=(*log.sessions, session))
        day = max(day + timedelta(days=1), TODAY + timedelta(days=count * 7 // 3))
    assert (found.stage, found.day, found.sessions) == ("13", day, count)
    assert found.day >= TODAY + timedelta(days=12 * TABLE.policy.min_days_per_stage)


def test_fewer_sessions_a_week_take_longer() -> None:
    days = [found.day for each in (3, 2, 1) if (found := outlook(TABLE, AT_ONE, NOW, each))]
    assert len(days) == 3
    assert days == sorted(set(days))


def test_the_line_says_how_often_which_stage_and_when() -> None:
    line = outlook_line(TABLE, AT_ONE, NOW, 3)
    found = outlook(TABLE, AT_ONE, NOW, 3)
    assert found is not None
    assert line.startswith("Three sessions a week without trouble: stage 13 on ")
    assert line.endswith(f"after {found.sessions - 1} sessions.")


def test_a_table_that_never_moves_by_itself_and_a_runner_at_the_end_are_told_so() -> None:
    manual = replace(TABLE, policy=replace(TABLE.policy, manual=True))
    assert "no stage is the last" in outlook_line(manual, AT_FOUR, NOW, 3)
    at_the_end = Log(placements=(Placement(NOW, "13"),))
    assert outlook_line(TABLE, at_the_end, NOW, 3) == "You're at the last stage, 13."
    slow = replace(TABLE, policy=replace(TABLE.policy, min_days_per_stage=365))
    assert outlook_line(slow, AT_ONE, NOW, 3).endswith("stage 13 is more than two years away.")


def test_how_often_is_at_most_what_the_table_allows_and_once_a_day() -> None:
    assert list(weekly_choices(TABLE)) == [1, 2, 3]
    daily = replace(TABLE, sessions_per_week=20, policy=replace(TABLE.policy, rest_days=0))
    assert list(weekly_choices(daily)) == [1, 2, 3, 4, 5, 6, 7]


def test_under_a_stop_sign_what_to_do_comes_first() -> None:
    flagged = SessionRecord("1", NOW, TABLE.programme, "4", 6, 6, red_flags=("bladder",))
    log = replace(AT_FOUR, sessions=(flagged,))
    assert prescribe(TABLE, log, TODAY).decision is Decision.STOP
    assert what_follows(TABLE, log, NOW, MadeUp(TODAY))[0] == ""
