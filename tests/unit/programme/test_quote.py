from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.programme.faults import SHOWN, quote, shorten
from runwalk_tui.system.safe_text import visible


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2m", '"2m"'),
        ("ä – ok", '"ä – ok"'),
        ("\x1b]0;title\x07", '"\\x1b]0;title\\x07"'),
        ("one\ntwo", '"one\\ntwo"'),
        ("\u202egnp", '"\\u202egnp"'),
        ("\udcff", '"\\udcff"'),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (1.5, "1.5"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 7, 30, tzinfo=UTC), "2026-01-05T07:30:00+00:00"),
        ([], "a list"),
        ({}, "a table"),
    ],
)
def test_a_value_is_shown_as_it_would_be_written_but_never_raw(value: object, shown: str) -> None:
    assert quote(value) == shown


def test_a_number_that_python_would_not_print_is_only_described() -> None:
    assert quote(10**5000) == quote(-(10**5000)) == "a number with very many digits"


def test_a_long_text_is_shortened() -> None:
    assert quote("x" * 1000) == f'"{"x" * (SHOWN - 1)}…"'
    assert shorten("short") == "short"


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_the_text_nothing_acts_on_the_terminal(text: str) -> None:
    assert visible(text).isprintable()
    visible(text).encode("utf-8")
