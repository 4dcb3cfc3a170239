"""How Home spends its lines."""

from __future__ import annotations

from runwalk_tui.ui.screens.home.room import (
    MOST_RECENT,
    RECENT,
    is_roomy,
    lines_of,
    recent_sessions,
    room_for_climb,
    rungs_shown,
    spread,
)


def test_lines_that_are_left_over_go_between_the_rows_and_to_the_strip() -> None:
    spreads = [spread(lines, 5, 3) for lines in range(16, 23)]
    assert [one.tight for one in spreads] == [True, False, False, False, False, False, False]
    assert [one.apart for one in spreads] == [0, 0, 1, 2, 3, 3, 3]
    assert [one.strip for one in spreads] == [1, 2, 2, 2, 2, 3, 3]


def test_a_text_takes_as_many_lines_as_it_is_wrapped_into() -> None:
    assert [lines_of(text, 10) for text in ("", "short", "two words here", "one\ntwo")] == [0, 1, 2, 2]


def test_the_widest_screens_list_more_sessions_the_higher_they_are() -> None:
    assert [recent_sessions(lines) for lines in (34, 50, 59, 100)] == [RECENT, 16, MOST_RECENT, MOST_RECENT]


def test_the_climb_gets_what_is_left_and_its_stages_are_apart_where_twice_as_many_lines_are_free() -> None:
    assert room_for_climb(60, "", 100, tall=True) - room_for_climb(60, "a notice", 100, tall=True) == 2
    assert [rungs_shown(room, 13) for room in (3, 10, 13, 40)] == [5, 8, 13, 40]
    assert [is_roomy(room, 13) for room in (28, 29)] == [False, True]
