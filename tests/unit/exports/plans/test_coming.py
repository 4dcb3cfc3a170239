"""Which sessions a calendar has: on the days that the rule allows, the due one first, with ids that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.exports.plans.coming import WEEKS, coming, entries, id_root, usual_time
from runwalk_tui.programme.stage import Act, Source, Stage, StageTable, Step
from runwalk_tui.rule.coming import coming_days
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import read, split_by_day
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log, stop_record
from tests.support.examples import examples
from tests.support.log_strategies import histories
from tests.support.rule_cases import PROGRAMME, at, day, log_of, placed, run, shipped_table

TABLE = shipped_table()
ZONE = timezone(timedelta(hours=2))


def days_of(table: StageTable, log: Log, now: datetime) -> list[date]:
    return [event.start.date() for event in coming(table, log, now)]


def test_the_days_are_those_of_the_rule_and_the_first_one_has_what_is_due() -> None:
    log = log_of(placed(0), run(0, reps=6), run(2))
    first, second, *others = coming(TABLE, log, at(2, 12))
    assert first.start == datetime.combine(day(4), time(7))
    assert (first.title, first.end - first.start) == ("Run-walk: stage 4", timedelta(minutes=32))
    assert first.text.startswith("32 minutes in all. Not medical advice. 10 x (run 1m, walk 1m30s)\n")
    assert (second.start.date(), second.title) == (day(7), "Run-walk"), "three in a week are done by then"
    assert "stage 4" not in "".join(event.title + event.text for event in (second, *others))
    assert others[-1].start.date() <= day(2) + WEEKS * timedelta(days=7)


def test_every_day_between_two_of_them_is_a_rest_day_or_the_week_is_full() -> None:
    log = log_of(placed(0), run(0, reps=6))
    days = days_of(TABLE, log, at(1))
    assert len(days) == 12
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(days))
    assert all(sum(0 <= (one - day).days < 7 for one in days) <= 3 for day in days)


def test_after_a_flare_up_the_first_day_is_after_the_longer_rest() -> None:
    log = log_of(placed(0), run(0, pain_worst=8, pain_after=7))
    assert days_of(TABLE, log, at(1))[0] == day(3)


def test_a_move_up_that_is_due_on_the_day_itself_is_what_the_event_says() -> None:
    log = log_of(placed(0), run(0, reps=6), run(2), run(4))
    now = at(5)
    assert prescribe(TABLE, log, now.date()).stage == "4"
    assert prescribe(TABLE, log, day(7)).stage == "5"
    first = coming(TABLE, log, now)[0]
    assert (first.start.date(), first.title) == (day(7), "Run-walk: stage 5")


def test_ids_stay_when_a_session_is_done_and_when_the_days_move() -> None:
    before = coming(TABLE, log_of(placed(0), run(0, reps=6)), at(1))
    after = coming(TABLE, log_of(placed(0), run(0, reps=6), run(3)), at(4))
    assert [event.id for event in after][:5] == [event.id for event in before][1:6]
    assert after[0].start != before[1].start
    assert len({event.id for event in before}) == len(before)


def test_another_programme_has_other_ids() -> None:
    log = log_of(placed(0), run(0, reps=6))
    other = Log(tuple(replace(each, programme="Mine") for each in log.sessions), log.placements)
    mine = coming(replace(TABLE, programme="Mine"), other, at(1))
    assert {event.id for event in mine}.isdisjoint(event.id for event in coming(TABLE, log, at(1)))


def test_without_a_starting_stage_finding_it_is_the_only_event() -> None:
    (event,) = coming(TABLE, Log(), at(0))
    assert (event.title, event.start) == ("Find your starting stage", datetime.combine(day(0), time(18)))
    assert event.end - event.start == timedelta(minutes=7), "warm-up and the run test"
    assert event.text.startswith("A run test of up to two minutes helps to find it. Not medical advice.\n")


def test_where_the_run_test_does_not_help_finding_the_stage_is_part_of_the_first_session() -> None:
    walks = StageTable(PROGRAMME, (Stage("1", (Step(Act.WALK, 600),), 1, 1, warm_up=60),))
    (event,) = coming(walks, Log(), at(0))
    assert (event.title, event.seconds) == ("Find your starting stage", 660)
    assert "test" not in event.text


def test_every_entry_to_come_says_to_look_first_and_none_says_how_the_back_is() -> None:
    flared = log_of(
        placed(0), run(0, pain_worst=8, pain_after=7), run(2, pain_worst=9, note="sciatica", soreness=("hip",))
    )
    for log in (flared, Log(), log_of(placed(0))):
        for event in entries(TABLE, log, at(3)):
            assert ("Check runwalk before you go; the plan may have changed." in event.text) is event.alarm
            for word in ("back", "pain", "flare", "sciatica", "hip", "8", "9"):
                assert word not in f"{event.title} {event.text}".lower(), word


def test_after_84_days_off_it_is_the_only_event_again() -> None:
    log = log_of(placed(0), run(0, reps=6))
    (event,) = coming(TABLE, log, at(84))
    assert event.title == "Find your starting stage"
    assert event.start.date() == day(85), "at seven in the morning of day 84 it's past seven"


def test_after_a_break_the_first_session_is_the_one_that_a_break_leads_to() -> None:
    log = log_of(placed(0), run(0, reps=6), run(2))
    assert coming(TABLE, log, at(40))[0].title == "Run-walk: stage 3"


def test_under_a_stop_sign_there_is_none_to_come_and_all_are_cancelled() -> None:
    calm, flagged = (log_of(placed(0), run(0, red_flags=flags)) for flags in ((), ("fever",)))
    assert coming(TABLE, flagged, at(1)) == ()
    _, *before = entries(TABLE, calm, at(1))
    done, *cancelled = entries(TABLE, flagged, at(1))
    assert not done.cancelled and all(event.cancelled and not event.alarm for event in cancelled)
    assert {event.title for event in cancelled} == {"Run-walk: cancelled"}
    assert {event.id for event in before} <= {event.id for event in cancelled}


def test_after_the_last_stage_the_last_session_is_offered_again() -> None:
    sessions = (run(number, "13", 10) for number in range(0, 20, 2))
    log = log_of(placed(0, "13"), *sessions)
    assert prescribe(TABLE, log, day(20)).decision is Decision.FINISHED
    assert coming(TABLE, log, at(20))[0].title == "Run-walk: stage 13"


def test_in_a_manual_programme_you_choose_and_a_flare_up_leads_to_the_gentler_one() -> None:
    table = shipped_table(manual=True)
    calm, flared = (log_of(placed(0), run(0, pain_worst=pain, pain_after=3)) for pain in (3, 8))
    first, second, *_ = coming(table, calm, at(1))
    assert (first.title, second.title) == ("Run-walk: stage 4", "Run-walk")
    assert second.text.startswith("You choose the stage.")
    assert coming(table, flared, at(1))[0].title == "Run-walk: stage 1"


def test_a_programme_of_walks_is_called_so_and_an_estimate_of_ours_is_marked() -> None:
    walks = StageTable(PROGRAMME, (Stage("4", (Step(Act.WALK, 600),), 1, 1),))
    assert [event.title for event in coming(walks, log_of(placed(0)), at(1))[:2]] == ["Walk: stage 4", "Walk"]
    first = coming(TABLE, log_of(placed(0, "8")), at(1))[0]
    assert first.title == "Run-walk: stage 8*"
    assert "(* = our own estimate)" in first.text


def test_a_stage_of_walking_in_a_programme_of_running_is_called_a_walk() -> None:
    walking = Stage("walk", (Step(Act.WALK, 1800),), 1, 1, source=Source.INTERPOLATED)
    table = replace(TABLE, stages=(walking, *TABLE.stages))
    titles = [event.title for event in coming(table, log_of(placed(0, "walk")), at(1))]
    assert titles[:2] == ["Walk: stage walk*", "Run-walk"]


def test_what_was_done_in_the_last_weeks_is_at_its_start_without_an_alarm() -> None:
    log = log_of(placed(-40), run(-30), run(-2, active_seconds=1900), run(0, started_at=at(0, 0), active_seconds=0))
    first, second, *others = entries(TABLE, log, at(1))
    assert (first.start, first.seconds) == (datetime.combine(day(-2), time(7)), 1900)
    assert (first.title, first.text, first.alarm) == ("Run-walk: done", "You did this one.", False)
    assert (second.start, second.seconds) == (datetime.combine(day(0), time(7)), 60), "logged with its day alone"
    assert tuple(others) == coming(TABLE, log, at(1))
    assert others[0].title == "Run-walk: stage 4"


def test_another_log_has_other_ids_and_the_same_log_the_same_on_every_machine() -> None:
    alex = Log(placements=(replace(placed(0), at=at(0, 6) + timedelta(seconds=7, microseconds=40)),))
    sam = Log(placements=(replace(placed(0), at=at(0, 6) + timedelta(seconds=8)),))
    first = {event.id for event in coming(TABLE, alex, at(1))}
    assert first.isdisjoint(event.id for event in coming(TABLE, sam, at(1)))
    elsewhere = Log(placements=(replace(placed(0), at=at(0, 8, 0).replace(tzinfo=ZONE) + timedelta(seconds=7)),))
    assert {event.id for event in coming(TABLE, elsewhere, at(1))} == first
    assert id_root(Log((run(0, id="b"), run(-1, id="a"))), at(1)) == "a"
    assert id_root(replace(alex, sessions=(run(-1),)), at(1)) == id_root(alex, at(2))
    assert id_root(Log(), at(1)) != id_root(Log(), at(2))


def test_an_event_that_would_have_started_before_now_is_on_the_next_day() -> None:
    log = log_of(placed(0))
    assert days_of(TABLE, log, at(1, 17, 59))[0] == day(1)
    assert days_of(TABLE, log, at(1, 18))[0] == day(2)


@pytest.mark.parametrize(
    ("starts", "usual"),
    [
        ([], time(18)),
        ([time(7, 37)], time(7, 35)),
        ([time(7), time(20)], time(7)),
        ([time(7), time(20), time(9)], time(9)),
        ([time(5)] * 3 + [time(19)] * 6, time(19)),
        ([time(23, 59)], time(23, 55)),
        ([time(23, 40), time(23, 50), time(23, 55), time(0, 5), time(0, 10)], time(23, 55)),
        ([time(0)] * 4 + [time(7)], time(7)),
        ([time(0)] * 3, time(18)),
    ],
    ids=str,
)
def test_the_time_of_day_is_the_middle_of_the_last_six_starts(starts: list[time], usual: time) -> None:
    sessions = [run(n, started_at=datetime.combine(day(n), start, UTC)) for n, start in enumerate(starts)]
    assert usual_time(sessions) == usual


@given(histories())
@examples(40)
def test_whatever_was_done_the_events_are_on_the_days_of_the_rule(history: tuple[StageTable, Log, date]) -> None:
    table, log, today = history
    now = datetime.combine(today, time(0), UTC)
    due = prescribe(table, log, today)
    events = coming(table, log, now)
    if due.decision is Decision.STOP:
        assert events == ()
        return
    then = prescribe(table, log, events[0].start.date())
    at_midnight = events[0].start.time() == time(0)
    assert events[0].start.date() == due.earliest or at_midnight
    if then.offered is None:
        assert [event.title for event in events] == ["Find your starting stage"]
        return
    done = [one.session.day for one in read(table, log, today).counted]
    until = max(events[0].start.date(), today + timedelta(weeks=WEEKS))
    assert tuple(event.start.date() for event in events) == coming_days(table, done, events[0].start.date(), until)
    stage = table.stage(then.offered.stage)
    assert events[0].title.endswith(f"stage {stage.marked_id}")
    assert (events[0].end - events[0].start).seconds == stage.total_seconds(then.offered.reps)
    assert all(event.seconds == events[0].seconds for event in events)


@given(histories(), st.integers(0, 20))
@examples(40)
def test_whatever_was_done_a_calendar_on_hold_cancels_all_that_one_from_before_has_to_come(
    history: tuple[StageTable, Log, date], days: int
) -> None:
    table, everything, today = history
    log, _ = split_by_day(everything, today)
    now = datetime.combine(today, time(12), UTC)
    before = coming(table, log, now)
    later = now + timedelta(days=days)
    sign = stop_record(later, table.programme, table.stages[0].id, ("fever",))
    on_hold = entries(table, replace(log, sessions=(*log.sessions, sign)), later)
    if log.placements or any(session.counted for session in log.sessions):
        assert {event.id for event in before} <= {event.id for event in on_hold}
    assert not any(event.alarm for event in on_hold)
