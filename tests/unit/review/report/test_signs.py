"""Warning signs of any time, those that are open, and the answers before the start."""

from __future__ import annotations

from dataclasses import replace

from runwalk_tui.review.report.signs import open_signs, sign_events, yes_answers
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
    assert [(one.day, one.sign, one.cleared) for one in found] == [
        (day(0), FEVER, day(8)),
        (day(0), "pain or tightness in the chest", day(8)),
    ]
    assert "see a doctor" in found[0].urgency and "emergency" in found[1].urgency


def test_the_newest_comes_first_and_one_without_a_session_is_among_them() -> None:
    log = Log(sessions=(run(0, red_flags=("fever",)), stop_record(at(4), "ASTEROID run-walk", "4", ["numb toes"])))
    found = sign_events(log, day(5))
    assert [(one.day, one.sign, one.cleared) for one in found] == [(day(4), "numb toes", None), (day(0), FEVER, None)]
    assert "emergency" in found[0].urgency, "words that nobody knows are an emergency"


def test_a_rehearsal_and_a_sign_of_the_future_are_none() -> None:
    log = log_of(run(0, red_flags=("fever",), rehearsal=True), run(30, red_flags=("fever",)))
    assert not sign_events(log, day(5)) and not open_signs(log, day(5))
    told = letter_about(shipped_table(), log, day(5)).left_out
    assert told[-2:] == (
        "1 entry dated in the future, 4 February 2026.",
        f"One of them, dated 4 February 2026, has a warning sign: {FEVER}.",
    )


def test_an_open_sign_is_told_with_what_the_patient_was_told_and_nothing_is_due() -> None:
    log = log_of(placed(0), run(0, red_flags=("fever",)))
    assert open_signs(log, day(2)) == (
        "Reported on Monday 5 January and not cleared: “fever or feeling unwell”. The patient was told: see a doctor "
        "urgently, before running again.",
        "Sessions are on hold until a doctor or physiotherapist has cleared it and the patient has noted that in "
        "runwalk.",
    )
    letter = stopped_letter()
    assert letter.stop and letter.here.earliest is None and letter.here.reasons == ()
    assert letter.here.heading == "On hold until a warning sign is cleared"
    assert "cleared them" in open_signs(log_of(run(0, red_flags=("fever", "chest"))), day(1))[-1]


def test_what_somebody_should_look_at_is_told_under_a_stop_sign_too() -> None:
    flares = [run(number, "4", 6, **rated("3/8/6/5")) for number in (0, 4)]
    log = log_of(placed(0), *flares, run(8, red_flags=("fever",)))
    assert "2 flare-ups in a row" in " ".join(letter_about(shipped_table(), log, day(9)).here.reasons)


def test_a_sign_of_years_ago_is_in_a_letter_about_one_week() -> None:
    log = log_of(run(-900, red_flags=("fever",)), run(0), cleared=(-890,))
    letter = letter_about(shipped_table(), log, day(1), weeks=1)
    assert [(one.day, one.cleared) for one in letter.signs] == [(day(-900), day(-890))]
    assert letter.stop == ()


def test_every_urgency_has_its_words() -> None:
    log = log_of(*(run(number, red_flags=(flag.id,)) for number, flag in enumerate(RED_FLAGS)))
    told = {one.urgency for one in sign_events(log, day(40))}
    assert len(told) == len(Urgency)


def test_what_was_said_yes_to_in_the_order_of_the_log_also_in_words_of_the_first_edition() -> None:
    answers = Screening(at(0), conditions=("fainting", "back surgery", "something of old"))
    assert yes_answers(answers) == ("fainted, or nearly", "spinal disease or back surgery", "something of old")
    assert yes_answers(None) == yes_answers(Screening(at(0))) == ()
