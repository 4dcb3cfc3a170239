"""What if: the rule's answer about sessions that nobody has done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.review.what_if import (
    MadeUp,
    WhatIfError,
    outlook,
    outlook_line,
    parse_made_up,
    weekly_choices,
    what_follows,
)
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, Placement, SessionRecord

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
    ],
)
def test_a_session_leads_where_the_rule_would_lead(made_up: MadeUp, says: str) -> None:
    assert what_follows(TABLE, AT_FOUR, NOW, made_up)[1] == says


def test_what_is_said_first_is_the_session_that_is_supposed() -> None:
    what, _ = what_follows(TABLE, AT_FOUR, NOW, MadeUp(TOMORROW, 4, 10, 3))
    assert what == "Tomorrow: stage 4, 4 of 10 repetitions, worst pain 3."


def test_a_session_that_comes_too_soon_is_told_so() -> None:
    done = SessionRecord("1", NOW, TABLE.programme, "4", 6, 6, pain_before=2, pain_worst=2, pain_after=2)
    what, _ = what_follows(TABLE, replace(AT_FOUR, sessions=(done,)), NOW, MadeUp(TOMORROW))
    assert what.endswith("The rule says Wednesday 7 January or later.")


def test_without_a_stage_there_is_nothing_to_suppose() -> None:
    assert what_follows(TABLE, Log(), NOW, MadeUp(TODAY)) == ("", "First find your starting stage.")
    assert outlook_line(TABLE, Log(), NOW, 3) == "First find your starting stage."


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
    assert list(weekly_choices(replace(TABLE, sessions_per_week=20))) == [1, 2, 3, 4, 5, 6, 7]


def test_under_a_stop_sign_what_to_do_comes_first() -> None:
    flagged = SessionRecord("1", NOW, TABLE.programme, "4", 6, 6, red_flags=("bladder",))
    log = replace(AT_FOUR, sessions=(flagged,))
    assert prescribe(TABLE, log, TODAY).decision is Decision.STOP
    assert what_follows(TABLE, log, NOW, MadeUp(TODAY))[0] == ""
