"""What is asked before the program ends with something in memory alone."""

from __future__ import annotations

from runwalk_tui.ui.screens.questions.question import Answer, Question


def before_losing(trouble: str) -> Question:
    """The question; Esc stays."""
    return Question(
        "Leave and lose it?",
        f"{trouble} Free some space, then leave: it is tried again.",
        (Answer("stay", "s", "Stay", "primary"), Answer("leave", "v", "Leave all the same", "error")),
        escape="stay",
    )
