"""Warning signs of any time, those that are open, and the answers before the start."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.review.report.signs import on_hold, screening_sentences, sign_events, signs_ahead
from runwalk_tui.rule.red_flags import RED_FLAGS, Urgency
from runwalk_tui.rule.screening import Screening
from runwalk_tui.session.records import Clearance, Log, stop_record
from tests.support.a_letter import letter_about, stopped_letter
from tests.support.rule_cases import at, day, log_of, placed, rated, run, shipped_table

FEVER = "fever or feeling unwell"


def test_each_sign_is_a_line_with_the_day_of_its_first_clearance() -> None:
    log = replace(
        log_of(run(0, red_flags=("fever", "chest")), run(3)),
        clearances=(Clearance(at(9), ("day-0",)), Clearance(at(8), ("day-0",)), Clearance(at(1), ("day-3",))),
    )
    found = sign_events(log, day(10))
    fever, chest = found
    assert (fever.day, fever.sign, fever.cleared) == (day(0), FEVER, day(8))
    assert (chest.day, chest.cleared) == (day(0), day(8)) and chest.sign == "pain or tightness in the chest"
    assert "see a doctor" in fever.urgency and "emergency" in chest.urgency


def test_a_sign_of_the_same_day_does_not_change_the_advice_about_one_that_was_cleared_before() -> None:
    later = replace(stop_record(at(0), "ASTEROID run-walk", "4", ["saddle"]), id="later")
    log = replace(
        log_of(run(0, red_flags=("fever",))), clearances=(Clearance(at(0), ("day-0",)), Clearance(at(0), ("later",)))
    )
    found = {one.sign: one for one in sign_events(replace(log, sessions=(*log.sessions, later)), day(2))}
    assert all(one.cleared == day(0) for one in found.values()) and len(found) == 2
    assert "see a doctor" in found[FEVER].urgency


def test_open_signs_come_first_and_the_most_urgent_of_them_on_top() -> None:
    log = replace(
        log_of(run(0, red_flags=("saddle",)), run(2, red_flags=("fever",)), run(4, red_flags=("night",))),
        clearances=(Clearance(at(5), ("day-4",)),),
    )
    found = sign_events(log, day(6))
    assert [(one.day, one.cleared) for one in found] == [(day(0), None), (day(2), None), (day(4), day(5))]


def test_a_sign_that_was_added_after_the_clearance_is_open() -> None:
    added = replace(stop_record(at(0), "ASTEROID run-walk", "4", ["saddle"]), id="added")
    log = replace(
        log_of(run(0, red_flags=("fever", "saddle"))),
        clearances=(Clearance(at(1), ("day-0",)),),
    )
    found = sign_events(replace(log, sessions=(*log.sessions, added)), day(2))
    assert [(one.sign[:4], one.cleared) for one in found] == [("numb", None), ("feve", day(1))]
    assert "emergency" in found[0].urgency and "see a doctor" in found[1].urgency


def test_the_newest_comes_first_and_one_without_a_session_is_among_them() -> None:
    log = Log(sessions=(run(0, red_flags=("fever",)), stop_record(at(4), "ASTEROID run-walk", "4", ["numb toes"])))
    found = sign_events(log, day(5))
    assert [(one.day, one.sign, one.cleared) for one in found] == [(day(4), "numb toes", None), (day(0), FEVER, None)]
    assert "emergency" in found[0].urgency, "words that nobody knows are an emergency"


def test_a_rehearsal_and_a_sign_of_the_future_are_none() -> None:
    log = log_of(run(0, red_flags=("fever",), rehearsal=True), run(30, red_flags=("fever",)))
    assert not sign_events(log, day(5)) and not on_hold(log, day(5))


def test_a_sign_of_the_future_is_told_with_its_advice_and_counts_as_an_entry_that_is_left_out() -> None:
    log = log_of(run(0), run(30, red_flags=("fever",)))
    letter = letter_about(shipped_table(), log, day(5))
    assert letter.signs == () and letter.signs_ahead == (
        f"An entry dated 4 February 2026, which is in the future, has a warning sign: “{FEVER}”. Its date may be "
        "wrong. Until it is corrected, runwalk does not hold sessions because of it. runwalk's advice: see a doctor "
        "urgently, before running again.",
    )
    assert letter.left_out[-1] == "1 entry dated in the future, 4 February 2026."
    assert "emergency" in signs_ahead([run(30, red_flags=("saddle",))], Log())[0]
    cleared = signs_ahead([run(30, red_flags=("saddle",))], Log(clearances=(Clearance(at(4), ("day-30",)),)))
    assert cleared[0].endswith("The patient recorded on 9 January 2026 that a clinician had cleared it.")
    assert "does not hold" not in cleared[0]


def test_with_an_open_sign_everything_is_on_hold_and_nothing_is_due() -> None:
    log = log_of(placed(0), run(0, red_flags=("fever",)))
    assert on_hold(log, day(2)) == (
        "Sessions are on hold until a doctor or physiotherapist has cleared it and the patient has recorded that in "
        "runwalk."
    )
    letter = stopped_letter()
    assert letter.stop and letter.here.earliest is None and letter.here.reasons == ()
    assert letter.here.heading == "On hold until a warning sign is cleared"
    assert "cleared them" in on_hold(log_of(run(0, red_flags=("fever", "chest"))), day(1))


def test_what_somebody_should_look_at_is_told_under_a_stop_sign_too() -> None:
    flares = [run(number, "4", 6, **rated("3/8/6/5")) for number in (0, 4)]
    log = log_of(placed(0), *flares, run(8, red_flags=("fever",)))
    assert "2 flare-ups in a row" in " ".join(letter_about(shipped_table(), log, day(9)).here.reasons)


def test_a_sign_of_years_ago_is_in_a_letter_about_one_week() -> None:
    log = log_of(run(-900, red_flags=("fever",)), run(0), cleared=(-890,))
    letter = letter_about(shipped_table(), log, day(1), weeks=1)
    assert [(one.day, one.cleared) for one in letter.signs] == [(day(-900), day(-890))]
    assert letter.stop == ""


def test_every_urgency_has_its_words() -> None:
    log = log_of(*(run(number, red_flags=(flag.id,)) for number, flag in enumerate(RED_FLAGS)))
    told = {one.urgency for one in sign_events(log, day(40))}
    assert len(told) == len(Urgency)


def test_each_yes_before_the_start_is_told_with_its_advice_also_in_words_of_the_first_edition() -> None:
    answers = Screening(at(0), conditions=("fainting", "back surgery", "something of old"))
    fainted, surgery, old = screening_sentences(answers)
    assert fainted.startswith("Before the start the patient answered yes to: “fainted, or nearly”. runwalk's advice: “")
    assert "ask a doctor what caused it" in fainted and "“spinal disease or back surgery”" in surgery
    assert old == "Before the start the patient answered yes to: “something of old”."


def test_no_yes_and_no_answers_are_two_things_and_a_warning_sign_ends_the_questions() -> None:
    assert screening_sentences(None) == ("The health questions at the start weren't answered.",)
    assert screening_sentences(Screening(at(0))) == ("The patient answered no to all health questions at the start.",)
    assert screening_sentences(Screening(at(0), red_flags=("fever",))) == (
        "The health questions at the start ended at a warning sign; the others may not have been asked.",
    )
