"""What the timer asks while a session is on."""

from __future__ import annotations

from runwalk_tui.ui.screens.questions.question import Answer, Question
from runwalk_tui.wording import minutes

GO_ON_AFTER = 20
"""Seconds after which "End this session?" answers itself."""

END = Question(
    "End this session?",
    "It goes on behind this question.",
    (
        Answer("go-on", "g", "Go on", "primary"),
        Answer("save", "s", "Save as it is"),
        Answer("discard", "d", "Discard", "error"),
        Answer("stop", "x", "Stop for pain"),
    ),
    answers_itself_after=GO_ON_AFTER,
)


def after_stop(cool_down: int) -> Question:
    """What follows a stop for pain."""
    return Question(
        "Stopped for pain",
        "Stopping was the right call, and what you did is saved.",
        (
            Answer("cool-down", "w", f"Walk {minutes(cool_down)}", "primary"),
            Answer("finish", "f", "Finish here"),
            Answer("slip", "g", "Wrong key: go on"),
        ),
        escape="slip",
    )


def after_absence(seconds: float) -> Question:
    """What to do with the time in which the machine slept."""
    return Question(
        "Welcome back",
        f"This machine was away for {minutes(seconds)}, so the session was paused.",
        (
            Answer("go-on", "g", "Go on from there", "primary"),
            Answer("count", "c", "Count the time as done"),
        ),
    )
