"""Keys for every hand in lines: other cases, other alphabets, other keyboards, and the runner's own."""

from __future__ import annotations

import pytest

from runwalk_tui.keys.in_use import USUAL_KEYS, KeysInUse
from runwalk_tui.keys.unknown import answer_forms, as_digits
from runwalk_tui.plain.keyboard import KEYPAD
from runwalk_tui.plain.questions import Questions, RedFlagWanted
from runwalk_tui.plain.timer.typed_keys import SESSION, UnknownAnswer, commands, listed
from tests.support.plain_parts import Page, Typist, typed_whole
from tests.support.story_time import run


@pytest.mark.parametrize(
    ("row", "digits"), [("&é\"'(-è_çà", "1234567890"), ("&é\"'(§è", "1234567"), ("&à", "10"), ("1à", "1à"), ("!", "!")]
)
def test_the_row_of_a_french_and_of_a_belgian_keyboard_are_digits(row: str, digits: str) -> None:
    assert as_digits(row) == digits


def asked(page: Page, typist: Typist, typed: str, keys: KeysInUse = USUAL_KEYS) -> object:
    """The answer to a pain of somebody who types a text and leaves; "warning sign" for the wish to report one."""

    async def answer() -> object:
        await typed_whole(typist, typed)
        try:
            return await Questions(page.lines, typist.keyboard, keys).number("How is your pain?")
        except RedFlagWanted:
            return "warning sign"

    return run(answer())


@pytest.mark.parametrize("typed", ["7", "è", "\x1bOw", "\x1b[57406u"])
def test_a_pain_is_typed_on_any_row_of_digits_and_on_the_keypad(typed: str, page: Page, typist: Typist) -> None:
    assert asked(page, typist, f"{typed}\n") == 7


@pytest.mark.parametrize(("typed", "told"), [("7", False), ("è", True), ("-", True)])
def test_what_a_character_was_read_as_is_said(typed: str, told: bool, page: Page, typist: Typist) -> None:
    pain = asked(page, typist, f"{typed}\n")
    assert (f"That is {pain} on a French keyboard." in page.said) is told


@pytest.mark.parametrize("typed", ["w", "W"])
def test_a_warning_sign_is_heard_in_either_case(typed: str, page: Page, typist: Typist) -> None:
    assert asked(page, typist, f"{typed}\n") == "warning sign"


def test_an_answer_in_another_alphabet_is_told_what_would_be_right(page: Page, typist: Typist) -> None:
    assert asked(page, typist, "ц\n3\n") == 3
    assert "Another alphabet? w is for a warning sign. Please type a whole number from 0 to 10." in page.said


def test_a_changed_key_is_heard_and_told(page: Page, typist: Typist) -> None:
    assert asked(page, typist, "ц\nv\n", KeysInUse({"anywhere.warning_sign": ("v",)})) == "warning sign"
    assert "v is for a warning sign" in page.text


def test_the_keys_of_a_session_are_listed_as_they_are_set() -> None:
    assert listed(USUAL_KEYS, SESSION).startswith(
        "p pause, n next, b back, + 30 seconds more, e ease, m mark pain, x stop"
    )
    assert "v stop for pain" in listed(KeysInUse({"timer.stop_for_pain": ("v", "ч")}), SESSION)


def test_every_key_of_an_action_does_it() -> None:
    done: list[str] = []
    keys = KeysInUse({"timer.stop_for_pain": ("v", "ч")})
    heard = commands(keys, {"stop_for_pain": lambda: done.append("stop"), "extend": lambda: done.append("more")})
    for key in ("v", "ч", "+", "="):
        heard[key]()
    assert done == ["stop", "stop", "more", "more"]
    assert "x" not in heard


def test_an_unknown_key_is_answered_once_until_a_proper_one() -> None:
    said: list[str] = []
    answer = UnknownAnswer(said.append, USUAL_KEYS)
    for key in "jjk":
        answer.to(key)
    answer.proper()
    answer.to("ч")
    assert said == [
        "j does nothing here. ? shows the keys.",
        "ч does nothing here. Another alphabet? x stops for pain.",
    ]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("j", "j does nothing here. ? shows the keys."),
        ("J", "J does nothing here. Caps Lock? ? shows the keys."),
        ("*", "* does nothing here. Caps Lock? ? shows the keys."),
        ("χ", "χ does nothing here. Another alphabet? x stops for pain."),
        ("ж", "ж does nothing here. Another alphabet? x stops for pain."),
        ("é", "é does nothing here. ? shows the keys."),
        ("F7", "F7 does nothing here. ? shows the keys."),
    ],
)
def test_an_unknown_key_is_told_what_may_have_happened(key: str, said: str) -> None:
    forms = answer_forms(key, right="x stops for pain", listed="?")
    assert forms[0] == said
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
    assert len(forms[-1]) <= 20


@pytest.mark.parametrize(("sent", "typed"), KEYPAD.items())
def test_the_keypad_types_digits_and_enter_in_every_protocol(sent: str, typed: str, typist: Typist) -> None:
    async def hears() -> str | None:
        await typed_whole(typist, sent)
        return await typist.keyboard.key()

    assert run(hears()) == typed
