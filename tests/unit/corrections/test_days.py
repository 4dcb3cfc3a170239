"""A day as people say it."""

from __future__ import annotations

from datetime import date

import pytest

from runwalk_tui.corrections.days import day_meant

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-26"),
        ("Yesterday", "2026-11-25"),
        ("tue", "2026-11-24"),
        ("wednesday", "2026-11-25"),
        ("thu", "2026-11-19"),
        ("friday", "2026-11-20"),
        ("24 nov", "2026-11-24"),
        (" 26  November ", "2026-11-26"),
        ("27 nov", "2025-11-27"),
        ("24 nov 2024", "2024-11-24"),
        ("29 feb", "2024-02-29"),
    ],
)
def test_a_day_that_is_said_is_the_last_such_day(said: str, meant: str) -> None:
    assert day_meant(said, THURSDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    "said", ["", "tu", "tomorrow", "last tuesday", "31 nov", "24", "nov 24", "24 n", "24 nov 24", "2026-11-24"]
)
def test_what_could_mean_two_days_or_none_is_left_as_it_is(said: str) -> None:
    assert day_meant(said, THURSDAY) is None
