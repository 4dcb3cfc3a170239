"""What is said above a list of past sessions."""

from __future__ import annotations

from datetime import UTC, datetime

from runwalk_tui.review.session_words import head_forms
from runwalk_tui.session.records import Clearance


def test_a_clearance_is_the_last_part_of_the_head_to_go_and_has_room_at_forty_columns() -> None:
    forms = head_forms("127 sessions", Clearance(datetime(2025, 11, 24, tzinfo=UTC)))
    assert forms[0][-1] == "cleared by a doctor or physiotherapist on 24 November 2025"
    lines = [" · ".join(parts) for parts in forms]
    assert [len(line) for line in lines] == sorted(map(len, lines), reverse=True)
    marked = head_forms("127 sessions", None, marked=True)
    assert marked[0] == ("127 sessions", "pain is 0 to 10", "* our own")
    assert "127 sessions · cleared to run 24 Nov" in [line for line in lines if len(line) <= 36]
