"""What is said above each chart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from runwalk_tui.review.dates import day_in_short
from runwalk_tui.review.trends.figures import Trends, trends_of
from runwalk_tui.review.trends.sentences import (
    checkins_sentence,
    days_sentence,
    hours,
    in_minutes,
    minutes_sentence,
    pain_sentence,
    sessions_sentence,
    stage_sentence,
    walks_sentence,
)
from runwalk_tui.review.trends.week_axis import WeekRange, WeekSpan, week_span
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import CheckIn, Log, Placement, SessionKind
from tests.support.plain_course import MONDAY, TABLE
from tests.support.plain_course import rated_session as session


def looked_at(log: Log, day: int, wanted: WeekRange = WeekRange.TWELVE) -> tuple[Trends, WeekSpan]:
    """The figures so many days after the first Monday, and the weeks that are shown."""
    trends = trends_of(read(TABLE, log, (MONDAY + timedelta(days=day)).date()))
    return trends, week_span(wanted, trends.began, trends.today)


EVERY = (pain_sentence, stage_sentence, minutes_sentence, sessions_sentence)


def test_with_no_session_every_chart_says_what_will_be_there() -> None:
    trends, span = looked_at(Log(), 0)
    assert all("here" in words(trends, span) for words in EVERY)
    assert "here" in days_sentence(trends, span.first)
    assert "any time" in checkins_sentence(())


def test_one_session_is_told_for_itself() -> None:
    trends, span = looked_at(Log((session(0),)), 1)
    assert [words(trends, span) for words in EVERY] == [
        "One session, worst pain 3.",
        "At stage 2 the whole time.",
        "Your first week: 6 minutes so far.",
        "Your first week: 1 of 3 sessions so far.",
    ]


def test_calm_weeks_are_told_by_the_highest_pain() -> None:
    trends, span = looked_at(Log(tuple(session(day, pain_worst=2 + day // 4) for day in (0, 2, 4))), 6)
    assert pain_sentence(trends, span) == "Never above 3 in 3 sessions. Your last session: 3."


def test_pain_above_the_acceptable_one_is_counted_when_it_settled() -> None:
    log = Log((session(0, pain_before=5, pain_worst=6), session(2)))
    trends, span = looked_at(log, 3)
    assert pain_sentence(trends, span) == "Worst pain was 5 or less in 1 of 2 sessions; the highest was 6."


def test_flare_ups_are_named_with_their_day_and_many_by_the_last() -> None:
    flares = tuple(session(day, pain_worst=8) for day in (0, 7, 14))
    trends, span = looked_at(Log((*flares[:2], session(16))), 17)
    assert pain_sentence(trends, span) == (
        "2 flare-ups: 5 January (worst 8) and 12 January (worst 8). Your last session: 3."
    )
    assert pain_sentence(trends, span, brief=True) == "2 flare-ups: 5 January (worst 8) and 12 January (worst 8)."
    trends, span = looked_at(Log(flares), 17)
    assert pain_sentence(trends, span).startswith("3 flare-ups, the last on 19 January (worst 8).")


def test_a_warning_sign_and_a_rise_come_first() -> None:
    trends, span = looked_at(Log((session(0, red_flags=("fever",)), session(2))), 3)
    assert pain_sentence(trends, span).startswith("A warning sign on 5 January.")
    rising = tuple(session(3 * number, pain_before=max(0, number - 3)) for number in range(7))
    trends, span = looked_at(Log(rising), 19)
    assert pain_sentence(trends, span).startswith("Your pain before sessions has risen over the last four weeks.")


def test_weeks_without_a_session_say_when_the_last_one_was() -> None:
    trends, span = looked_at(Log((session(0),)), 200, WeekRange.FOUR)
    assert pain_sentence(trends, span) == "No sessions in these weeks; the last one was on 5 January."
    assert sessions_sentence(trends, span) == "No sessions for 200 days, since 6 January."


def test_sessions_without_a_rating_are_told_as_such() -> None:
    silent = session(0, pain_before=None, pain_worst=None, pain_after=None, pain_morning=None)
    trends, span = looked_at(Log((silent,)), 1)
    assert pain_sentence(trends, span) == "1 session, but no pain scores. Rate your next one to see it here."


def test_the_way_through_the_stages_with_steps_back_and_what_brings_flare_ups() -> None:
    stages = ("1", "2", "3", "2", "3", "2")
    course = tuple(
        session(7 * week, stage=stage, pain_worst=8 if stage == "3" else 3) for week, stage in enumerate(stages)
    )
    trends, span = looked_at(Log(course), 36)
    assert stage_sentence(trends, span) == "From stage 1 to 2, with 2 steps back. You've had 2 flare-ups at stage 3."
    trends, span = looked_at(Log(course[1:4]), 22)
    assert stage_sentence(trends, span) == "Up to stage 3 and back to 2."


def test_a_placement_alone_says_where_to_start() -> None:
    trends, span = looked_at(Log((), (Placement(MONDAY, "3"),)), 1)
    assert stage_sentence(trends, span) == "You start at stage 3, set on 5 January."


def test_sessions_of_other_programmes_are_named() -> None:
    trends, span = looked_at(Log((session(0), session(2, programme="Q"))), 3)
    assert stage_sentence(trends, span).endswith("Not shown: 1 session from other programmes.")


def test_the_most_minutes_are_named_with_their_week() -> None:
    log = Log((session(0, run_seconds=1200), session(7), session(14)))
    trends, span = looked_at(log, 15)
    assert minutes_sentence(trends, span) == "The most: 20, in the week of 5 January. This week: 6 so far."
    trends, span = looked_at(Log((session(0), session(7, run_seconds=1200))), 8)
    assert minutes_sentence(trends, span) == "20 this week, the most so far."
    trends, span = looked_at(log, 500, WeekRange.ALL)
    assert "The most: 20, in January 2026." in minutes_sentence(trends, span)


def test_the_most_minutes_are_those_of_the_weeks_that_are_shown() -> None:
    log = Log((session(0, run_seconds=1200), session(70), session(77), session(84, run_seconds=180)))
    trends, span = looked_at(log, 85, WeekRange.FOUR)
    assert minutes_sentence(trends, span) == "The most: 6, last in the week of 23 March. This week: 3 so far."
    trends, span = looked_at(Log(log.sessions[:3]), 78, WeekRange.FOUR)
    assert minutes_sentence(trends, span) == "6 this week so far, the most in these weeks."
    trends, span = looked_at(log, 500, WeekRange.FOUR)
    assert minutes_sentence(trends, span) == "No running in these weeks."


def test_a_break_is_named_and_without_one_the_full_weeks_are_counted() -> None:
    trends, span = looked_at(Log(tuple(session(day) for day in (0, 2, 4, 7, 9, 14))), 15)
    assert sessions_sentence(trends, span) == "3 or more in 1 of 2 weeks."
    trends, span = looked_at(Log((session(0), session(20), session(22))), 23)
    assert sessions_sentence(trends, span) == "Longest break: 19 days, from 6 January."


def test_walks_are_counted_with_their_length() -> None:
    walks = tuple(session(day, kind=SessionKind.WALK, reps_done=0, run_seconds=0, walk_seconds=2400) for day in (1, 3))
    trends, _ = looked_at(Log((session(0), *walks)), 5)
    assert walks_sentence(trends.weeks) == "2 walks, 1 h 20 min."
    assert walks_sentence(()) == ""


def test_the_usual_days_of_the_week() -> None:
    trends, span = looked_at(Log(tuple(session(7 * week + day) for week in range(4) for day in (0, 2, 4))), 27)
    assert days_sentence(trends, span.first) == "You mostly run on Mondays, Wednesdays and Fridays."


@pytest.mark.parametrize(
    ("averages", "words"), [((42,), "Average pain 42 out of 100"), ((42, 30), "Average pain 42 at first, 30 now")]
)
def test_check_ins_say_why_their_scale_is_another_one(averages: tuple[int, ...], words: str) -> None:
    checkins = [CheckIn(MONDAY, 20, average, 60) for average in averages]
    assert checkins_sentence(checkins) == f"{words}, on the trial's scale."


def test_times_and_days_in_few_words() -> None:
    assert [hours(seconds) for seconds in (45, 1800, 3600, 12840)] == [
        "45 seconds",
        "30 minutes",
        "1 h 00 min",
        "3 h 34 min",
    ]
    assert in_minutes(60) == "1 minute"
    assert day_in_short(date(2025, 11, 8), date(2026, 1, 24)) == "8 November"
    assert day_in_short(date(2025, 1, 8), date(2026, 1, 24)) == "8 January 2025"
