"""Adherence, the check-in that is due, and the runner's course beside the trial's figures."""

from __future__ import annotations

from typing import Any

import pytest

from runwalk_tui.rule.follow_up import (
    ALSO,
    CAVEAT,
    IMPORTANT_DISABILITY,
    IMPORTANT_PAIN,
    TRIAL_AVERAGE,
    TRIAL_CURRENT,
    TRIAL_DISABILITY,
    activity_before,
    adherence,
    adherence_words,
    change_words,
    checkin_due,
    course,
    course_lines,
    due_words,
    measure_words,
    trial_words,
)
from runwalk_tui.session.records import CheckIn, Log
from tests.support.rule_cases import at, day, log_of, placed, run, shipped_table


def given(*days: int) -> tuple[CheckIn, ...]:
    return tuple(CheckIn(at(number), 30, 30, 50) for number in days)


# Adherence.


def test_adherence_is_sessions_done_over_sessions_asked_for_since_the_placement() -> None:
    log = log_of(placed(0), run(0), run(2), run(7), run(9))
    found = adherence(shipped_table(), log, day(14))
    assert found is not None
    assert (found.sessions, found.weeks, found.asked_per_week) == (4, 2.0, 3)
    assert found.share == pytest.approx(4 / 6)
    assert "2.0 of 3 sessions a week (67%)" in adherence_words(found)


def test_weeks_have_their_fraction() -> None:
    found = adherence(shipped_table(), log_of(run(0), run(2)), day(10))
    assert found is not None and found.share == pytest.approx(2 / (3 * 10 / 7))


def test_without_a_placement_the_first_counted_session_is_the_start() -> None:
    log = log_of(run(0, rehearsal=True), run(3), run(5))
    found = adherence(shipped_table(), log, day(10))
    assert found is not None
    assert (found.since, found.sessions, found.weeks) == (day(3), 2, 1.0)


def test_rehearsals_do_not_count_and_sessions_stopped_for_pain_do() -> None:
    nothing: dict[str, Any] = {"reps_done": 0, "pain_worst": None, "pain_after": None}
    log = log_of(placed(0), run(0, rehearsal=True), run(2, **nothing), run(4, **nothing, stopped_for_pain=True))
    found = adherence(shipped_table(), log, day(7))
    assert found is not None and found.sessions == 1


def test_sessions_of_another_programme_count_and_later_ones_do_not() -> None:
    log = log_of(placed(0), run(1, programme="Another"), run(30))
    found = adherence(shipped_table(), log, day(7))
    assert found is not None and found.sessions == 1


def test_before_the_start_there_is_no_adherence_and_on_its_day_no_share() -> None:
    assert adherence(shipped_table(), Log(), day(0)) is None
    assert adherence(shipped_table(), log_of(placed(5)), day(0)) is None
    found = adherence(shipped_table(), log_of(placed(0), run(0)), day(0))
    assert found is not None and found.share is None and found.per_week is None


@pytest.mark.parametrize("asked_on", [0, 6])
def test_in_the_first_week_the_figure_is_held_back_in_words(asked_on: int) -> None:
    words = adherence_words(adherence(shipped_table(), log_of(placed(0), run(0)), day(asked_on)))
    assert "second week" in words
    assert "2.1 of 3" in words


# Which check-in is due.


@pytest.mark.parametrize(
    ("asked_on", "checkins", "due"),
    [
        (0, (), 0),
        (13, (), 0),
        (14, (), None),
        (41, (), None),
        (0, (0,), None),
        (3, (-10,), None),
        (42, (0,), 6),
        (42, (), 6),
        (55, (0,), 6),
        (56, (0,), None),
        (42, (35,), None),
        (42, (34,), 6),
        (50, (42,), None),
        (84, (0, 42), 12),
        (90, (0, 42, 80), None),
        (97, (), 12),
        (98, (), None),
    ],
)
def test_a_check_in_is_due_for_two_weeks_from_weeks_0_6_and_12_on(
    asked_on: int, checkins: tuple[int, ...], due: int | None
) -> None:
    log = Log(placements=(placed(0),), checkins=given(*checkins))
    assert checkin_due(log, day(asked_on)) == due


def test_before_the_programme_begins_one_check_in_is_due() -> None:
    assert checkin_due(Log(), day(0)) == 0
    assert checkin_due(Log(checkins=given(-3)), day(0)) is None


def test_a_start_that_lies_ahead_makes_nothing_due() -> None:
    assert checkin_due(log_of(placed(5)), day(0)) is None


def test_every_due_check_in_has_words() -> None:
    assert "Check in now" in due_words(0)
    assert "Week 6" in due_words(6)


# The course.


def test_without_a_check_in_there_is_no_course() -> None:
    assert course(Log()) is None


def test_first_and_latest_are_told_by_time_and_not_by_their_place_in_the_log() -> None:
    middle, first, latest = (CheckIn(at(n), pain, pain, pain) for n, pain in ((42, 40), (0, 52), (84, 37)))
    found = course(Log(checkins=(middle, first, latest)))
    assert found is not None
    assert (found.first, found.latest, found.weeks) == (first, latest, 12)
    assert [measure.change for measure in found.measures] == [-15, -15, -15]


def test_one_check_in_is_shown_without_a_change() -> None:
    found = course(Log(checkins=(CheckIn(at(0), 31, 28, 55, 21),)))
    assert found is not None and found.first is None
    assert [measure.change for measure in found.measures] == [None] * 4
    assert "Pain now: 31." in course_lines(found)
    assert "Disability: 21%." in course_lines(found)


def test_disability_is_compared_only_where_it_was_given() -> None:
    checkins = (CheckIn(at(0), 50, 50, 50), CheckIn(at(42), 40, 40, 40, 22), CheckIn(at(84), 30, 30, 30, 18))
    found = course(Log(checkins=checkins))
    assert found is not None
    disability = found.measures[-1]
    assert (disability.name, disability.first, disability.latest) == ("Disability", 22, 18)
    for given in (checkins[:1], (*checkins, CheckIn(at(90), 30, 30, 30))):
        assert course(Log(checkins=given)).measures[-1].name == "Worst pain"  # type: ignore[union-attr] # there is one


def asked(number: int, activity: str = "", score: int | None = None, safe: int | None = None) -> CheckIn:
    return CheckIn(at(number), 30, 30, 50, None, activity, score, safe)


def own_words(*checkins: CheckIn) -> list[str]:
    found = course(Log(checkins=checkins))
    assert found is not None
    return [measure_words(measure) for measure in found.own]


def test_our_own_questions_are_compared_with_their_first_answer() -> None:
    weeks = (
        asked(0),
        asked(42, "Climbing  stairs", 3, 4),
        asked(63, "climbing stairs", 5),
        asked(84, "climbing stairs", 6, 7),
    )
    assert own_words(*weeks) == [
        "How well “climbing stairs” goes: 3 at first, 6 now, 3 higher.",
        "How safe running feels: 4 at first, 7 now, 3 higher.",
    ]
    lines = course_lines(course(Log(checkins=weeks)))  # type: ignore[arg-type] # there is one
    assert lines.index("Two questions of our own, 0-10; higher is better.") < lines.index(own_words(*weeks)[0])
    assert lines.index(own_words(*weeks)[1]) < next(place for place, line in enumerate(lines) if CAVEAT in line)


def test_how_well_something_goes_is_not_compared_with_something_else() -> None:
    assert own_words(asked(0, "stairs", 3, 4), asked(42, "gardening", 6)) == ["How well “gardening” goes: 6."]
    back = (asked(0, "stairs", 3), asked(42, "gardening", 6), asked(84, "stairs", 4))
    assert own_words(*back) == ["How well “stairs” goes: 3 at first, 4 now, 1 higher."]


@pytest.mark.parametrize("latest", [asked(42), asked(42, "stairs")])
def test_what_the_latest_check_in_does_not_answer_is_not_told_as_now(latest: CheckIn) -> None:
    assert own_words(asked(0, "stairs", 3, 4), latest) == []
    lines = course_lines(course(Log(checkins=(latest,))))  # type: ignore[arg-type] # there is one
    assert not any("our own" in line for line in lines)


def test_a_score_without_words_says_nothing() -> None:
    assert own_words(asked(0, "", 3), asked(42, "", 4)) == []


def test_the_activity_that_was_named_last_is_offered_again() -> None:
    assert activity_before(Log()) == ""
    assert activity_before(Log(checkins=(asked(42, "gardening"), asked(84), asked(0, "stairs")))) == "gardening"


@pytest.mark.parametrize(("now", "said"), [(40, "10 lower"), (60, "10 higher"), (50, "the same")])
def test_a_change_is_told_without_a_verdict(now: int, said: str) -> None:
    found = course(Log(checkins=(CheckIn(at(0), 50, 50, 80), CheckIn(at(42), now, 50, 80))))
    assert found is not None
    assert change_words(found.measures[0]) == said
    assert measure_words(found.measures[0]) == f"Pain now: 50 at first, {now} now, {said}."


def test_the_trials_figures_stand_with_their_intervals_as_differences_between_groups() -> None:
    found = course(Log(checkins=(CheckIn(at(0), 50, 50, 80, 20),)))
    assert found is not None
    lines = course_lines(found)
    assert "Average pain: −15.3 between groups (95% CI −25.3 to −5.3)." in lines
    assert "Pain now: −19.4 between groups (95% CI −32.0 to −6.7)." in lines
    assert "Disability: −5.2 between groups (95% CI −10.1 to −0.2)." in lines
    assert [line for line in lines if "−" in line and "between groups" not in line] == []
    worst = next(measure for measure in found.measures if measure.name == "Worst pain")
    assert trial_words(worst) == "no figure found"


def test_the_caveat_comes_before_the_first_figure_of_the_trial() -> None:
    found = course(Log(checkins=given(0)))
    assert found is not None
    text = "\n".join(course_lines(found))
    assert text.index(CAVEAT) < text.index("−15.3")
    assert "don't tell you what will happen to you" in CAVEAT
    assert all(paragraph in text for paragraph in ALSO)
    assert "7 in a leg or foot" in text


def test_the_caveat_compares_the_trials_figures_with_what_matters_to_one_person() -> None:
    assert "Ostelo 2008" in CAVEAT and "15 of 100 points in pain, 10 of 100 in disability, or 30%" in CAVEAT
    assert -TRIAL_CURRENT.difference > IMPORTANT_PAIN and "larger than that for pain now" in CAVEAT
    assert 0 < -TRIAL_AVERAGE.difference - IMPORTANT_PAIN < 1 and "just larger for average pain" in CAVEAT
    assert -TRIAL_DISABILITY.difference < IMPORTANT_DISABILITY and "smaller for disability" in CAVEAT
    uncertain = [
        (TRIAL_CURRENT, IMPORTANT_PAIN),
        (TRIAL_AVERAGE, IMPORTANT_PAIN),
        (TRIAL_DISABILITY, IMPORTANT_DISABILITY),
    ]
    assert all(-figure.high < important / 2 for figure, important in uncertain) and "could be much smaller" in CAVEAT


def test_nothing_in_the_words_promises_the_trials_figures_to_the_runner() -> None:
    found = course(Log(checkins=given(0, 42)))
    assert found is not None
    text = "\n".join(course_lines(found)).casefold()
    assert not any(word in text for word in ("expect", "target", "you will", "should reach"))
