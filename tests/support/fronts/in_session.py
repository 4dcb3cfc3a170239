"""The answers that are given in the midst of a session: on both fronts each has one key."""

from __future__ import annotations

from runwalk_tui.flows.in_session import LEAVE_RUN_TEST, after_absence, after_stop, ask_to_end

KEYS = {
    answer.id: answer.key
    for question in (ask_to_end("x"), LEAVE_RUN_TEST, after_stop(60), after_absence(60))
    for answer in question.answers
}


def key_of(answer: str) -> str:
    """The key of an answer, by its id."""
    return KEYS[answer]
