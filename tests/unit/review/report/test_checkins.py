"""The check-ins of the letter: each figure under its own day, the trial only beside a course."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.report.checkins import letter_checkins
from runwalk_tui.review.report.letter import CheckInRow, LetterCheckIns, OwnRow
from runwalk_tui.session.records import CheckIn
from tests.support.a_letter import letter_about
from tests.support.rule_cases import at, day, log_of, run, shipped_table


def asked(number: int, pain: int = 30, **fields: object) -> CheckIn:
    """A check-in of a day."""
    return replace(CheckIn(at(number), pain, 30, 50), **fields)  # type: ignore[arg-type] # fields of a check-in


def found_in(*given: CheckIn) -> LetterCheckIns:
    found = letter_checkins(given)
    assert found is not None
    return found


def row(found: LetterCheckIns, name: str) -> CheckInRow:
    return next(each for each in found.rows if each.name.startswith(name))


def test_three_check_ins_have_a_column_each_and_the_change_is_from_the_first_to_the_latest() -> None:
    found = found_in(asked(0, 48, disability=28), asked(42, 34, disability=22), asked(84, 22, disability=16))
    assert found.days == (day(0), day(42), day(84))
    assert row(found, "Pain now").figures == ("48", "34", "22") and row(found, "Pain now").change == "26 lower"
    assert row(found, "Pain now").trial == "−19.4 (−32.0 to −6.7)"
    assert row(found, "Disability") == CheckInRow(
        "Disability, %", ("28", "22", "16"), "12 lower", "−5.2 (−10.1 to −0.2)"
    )
    assert row(found, "Worst").trial == "no figure found"


def test_disability_is_only_under_the_day_on_which_it_was_scored() -> None:
    first_alone = found_in(asked(0, disability=28), asked(84))
    assert row(first_alone, "Disability").figures == ("28", "–") and row(first_alone, "Disability").change == ""
    since = found_in(asked(0), asked(42, disability=32), asked(84, disability=22))
    assert row(since, "Disability").figures == ("–", "32", "22") and row(since, "Disability").change == "10 lower"
    not_now = found_in(asked(0, disability=28), asked(42, disability=22), asked(84))
    assert row(not_now, "Disability").figures == ("28", "22", "–") and row(not_now, "Disability").change == ""
    assert not any(each.name.startswith("Disability") for each in found_in(asked(0), asked(42)).rows)


def test_of_many_the_one_nearest_to_the_middle_is_shown_and_the_rest_are_counted() -> None:
    given = tuple(asked(number, number) for number in (0, 10, 40, 70, 84))
    assert found_in(*given).days == (day(0), day(40), day(84))
    letter = letter_about(shipped_table(), replace(log_of(run(84)), checkins=given), day(85))
    assert letter.left_out == ("2 check-ins between the first and the latest.",)


def test_one_of_the_future_is_named_and_not_shown() -> None:
    log = replace(log_of(run(0)), checkins=(asked(0), asked(4), asked(90)))
    letter = letter_about(shipped_table(), log, day(5))
    assert letter.checkins is not None and letter.checkins.days == (day(0), day(4))
    assert letter.left_out == ("1 entry dated in the future, 5 April 2026.",)


def test_with_one_check_in_there_is_nothing_to_compare_and_no_trial() -> None:
    found = found_in(asked(0, 48))
    assert (found.compared, found.caveat, found.caveats_after) == (False, "", ())
    assert row(found, "Pain now").figures == ("48",) and row(found, "Pain now").change == ""


def test_our_own_questions_are_compared_with_the_same_question_only() -> None:
    stairs = "climbing the stairs with shopping"
    found = found_in(
        asked(0, activity=stairs, activity_score=4, safe=5),
        asked(42, activity="gardening", activity_score=6, safe=6),
        asked(84, activity=stairs.upper(), activity_score=8, safe=8),
    )
    assert found.own == (
        OwnRow("How well “", stairs.upper(), "” goes", ("4", "–", "8"), "4 higher"),
        OwnRow("How well “", "gardening", "” goes", ("–", "6", "–"), ""),
        OwnRow("How safe running feels for the back", "", "", ("5", "6", "8"), "3 higher"),
    )
    assert found_in(asked(0), asked(42, activity="gardening")).own == ()


def test_the_caveat_names_what_matters_to_one_person_and_speaks_to_nobody() -> None:
    found = found_in(asked(0), asked(84))
    assert found.caveat.startswith("The trial's figures below are differences between groups")
    assert "Ostelo 2008" in found.caveat and "15 of 100 points in pain, 10 of 100 in disability, or 30%" in found.caveat
    assert "20 runners" in found.caveats_after[-1]
    assert "you" not in " ".join((found.caveat, *found.caveats_after))


def test_check_ins_beside_a_trial_of_another_programme_have_their_source() -> None:
    other = StageTable("My own", shipped_table().stages)
    alone = letter_about(other, replace(log_of(run(0)), checkins=(asked(0),)), day(1))
    beside = letter_about(other, replace(log_of(run(0)), checkins=(asked(0), asked(4))), day(5))
    assert "ASTEROID" not in " ".join(alone.sources)
    assert "another programme. ASTEROID trial: Neason et al." in beside.sources[-1]
