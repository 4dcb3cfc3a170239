"""Questions are asked again, with one clear line, until an answer makes sense."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from runwalk_tui.plain.questions import BACK, PAIN_FAULT, Questions, sore_places
from tests.support.plain_parts import Page, Typist, typed_whole
from tests.support.story_time import run

Ask = Callable[[Questions], Awaitable[Any]]


@pytest.fixture
def asked(page: Page, typist: Typist) -> Callable[[str, Ask], Any]:
    """Ask a question of somebody who types a text and leaves; returns the answer."""

    def ask(typed: str, question: Ask) -> Any:
        async def answer() -> Any:
            await typed_whole(typist, typed)
            return await question(Questions(page.lines, typist.keyboard))

        return run(answer())

    return ask


def pain(questions: Questions) -> Awaitable[Any]:
    return questions.number("Pain?")


@pytest.mark.parametrize(("typed", "answer"), [("0\n", 0), ("10\n", 10), (" 7 \n", 7), ("\n", None), ("s\n", None)])
def test_a_pain_is_a_whole_number_from_0_to_10(asked: Any, page: Page, typed: str, answer: int | None) -> None:
    assert asked(typed, pain) == answer
    assert page.said == ["Pain?"]


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "five", "١", "99999999999999999999", "\x1b[A"])
def test_a_pain_that_is_none_is_asked_again_with_one_line(asked: Any, page: Page, typed: str) -> None:
    assert asked(f"{typed}\n4\n", pain) == 4
    assert page.said == ["Pain?", PAIN_FAULT]


def test_b_goes_back_and_the_end_of_the_input_leaves_it_open(asked: Any) -> None:
    assert asked("b\n", pain) is BACK


def test_the_end_of_the_input_leaves_a_pain_open(asked: Any) -> None:
    assert asked("12\n", pain) is None


def test_enter_takes_the_usual_answer_and_s_leaves_it_open(asked: Any) -> None:
    assert asked("\n", lambda questions: questions.number("Worst?", usual=6)) == 6


def test_s_leaves_a_question_open_that_has_a_usual_answer(asked: Any) -> None:
    assert asked("s\n", lambda questions: questions.number("Worst?", usual=6)) is None


def test_answers_are_numbered_and_a_number_beyond_them_is_asked_again(asked: Any, page: Page) -> None:
    assert asked("3\n0\n2\n", lambda questions: questions.choose("Early?", ("Wait", "Start"))) == 1
    fault = "Please type a number from 1 to 2."
    assert page.said == ["Early?", "1 Wait", "2 Start", "Type a number; Enter is 1.", fault, fault]


@pytest.mark.parametrize(("back", "hint"), [(0, "Enter is 1."), (1, "Enter is 1, b is 2.")])
def test_b_is_an_answer_to_one_of_a_few(asked: Any, page: Page, back: int, hint: str) -> None:
    assert asked("b\n", lambda questions: questions.choose("Early?", ("Wait", "Back"), back=back)) == back
    assert page.said == ["Early?", "1 Wait", "2 Back", f"Type a number; {hint}"]


def test_nobody_to_choose_takes_the_answer_that_is_meant_for_that(asked: Any) -> None:
    assert asked("", lambda questions: questions.choose("What?", ("a", "b", "later"), unasked=2)) == 2


def test_ready_is_answered_with_numbers_or_letters(asked: Any) -> None:
    assert asked("what\nn\n", lambda questions: questions.yes_or_no("Ready?")) is False


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("2", ("knee",)),
        ("2 5", ("knee", "foot")),
        ("2l, 4r", ("left knee", "right ankle")),
        ("2l 2l", ("left knee",)),
        ("6l", ("back",)),
        ("left knee, hip", ("left knee", "hip")),
        ("Knee", ("knee",)),
        ("8", None),
        ("0", None),
        ("2x", None),
        ("left back", None),
        ("elbow", None),
        ("25", None),
    ],
)
def test_places_of_soreness(typed: str, places: tuple[str, ...] | None) -> None:
    assert sore_places(typed) == places


def test_a_place_that_is_not_known_is_asked_again(asked: Any, page: Page) -> None:
    assert asked("9\n2\n", lambda questions: questions.soreness("Sore?")) == ("knee",)
    assert page.said == ["Sore?", "Please type numbers from 1 to 7, such as 2 or 2l 4r."]


def test_a_long_note_is_cut_and_that_is_said(asked: Any, page: Page) -> None:
    assert asked("x" * 2500 + "\n", lambda questions: questions.note("Note?")) == "x" * 2000
    assert "2000" in page.said[-1]
