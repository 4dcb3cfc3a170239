"""What is asked while a session is on, and what an answer does; the timer keeps running behind most of it."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.front import Ending
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.session.controller import SessionController
from runwalk_tui.wording import minutes

GO_ON_AFTER = 20
"""Seconds after which "End this session?" answers itself."""
STOP_COOL_DOWN = 120
"""Seconds of the walk that is offered after stopping for pain when the plan has no cool-down."""
LEAVE_RUN_TEST = Choice(
    "Leave the run test?",
    "The timer keeps running. Nothing will be saved if you leave.",
    (Answer("go-on", "g", "Continue", "primary"), Answer("leave", "l", "Leave")),
    answers_itself_after=GO_ON_AFTER,
    spoken="Leave the run test? Nothing will be saved if you leave.",
)


def ask_to_end(stop: Sequence[str]) -> Choice:
    """Whether to end the session; `stop` are the keys that stop for pain, which do so here, too."""
    return Choice(
        "End this session?",
        "The timer keeps running.",
        (
            Answer("go-on", "g", "Continue", "primary"),
            Answer("save", "s", "Save as it is"),
            Answer("discard", "d", "Discard", "error"),
            Answer("stop", stop[0], "Stop for pain", also=tuple(stop[1:])),
        ),
        answers_itself_after=GO_ON_AFTER,
        spoken="End this session?",
    )


def mark_words(controller: SessionController, pain: int, acceptable: int, *, ease: str, stop: str) -> str:
    """What a pain mark is answered with: above the acceptable pain also what can be done, by these keys."""
    if pain <= acceptable:
        return f"Pain {pain} saved."
    eases = f"{ease} eases, " if controller.can_ease else ""
    return f"Pain {pain} is above {acceptable}: {eases}{stop} stops."


def after_stop(cool_down: int) -> Choice:
    """What follows a stop for pain; `cool_down` is the length of the walk that is offered, in seconds, 0 for none."""
    walk = (Answer("cool-down", "w", f"Walk {minutes(cool_down)}", "primary"),) if cool_down else ()
    return Choice(
        "Stopped for pain",
        "You were right to stop, and what you did is saved.",
        (
            *walk,
            Answer("finish", "f", "Finish here", "default" if walk else "primary"),
            Answer("slip", "g", "Wrong key: continue"),
        ),
        escape="slip",
    )


def after_absence(seconds: float) -> Choice:
    """What to do with the time in which the machine slept."""
    return Choice(
        "Welcome back",
        absence(seconds),
        (
            Answer("go-on", "g", "Continue from there", "primary"),
            Answer("count", "c", "Count that time as done"),
        ),
        spoken=absence(seconds),
    )


def absence(seconds: float) -> str:
    """That the machine slept, in one sentence."""
    return f"This computer was asleep for {minutes(seconds)}, so the session was paused."


def cool_down_after_stop(controller: SessionController) -> int:
    """Seconds of the walk after a stop for pain: the plan's own at the end, where it has one; 0 in other exercise."""
    if controller.running.companion:
        return 0
    return controller.planned_cool_down or STOP_COOL_DOWN


def settle_stop(controller: SessionController, answer: str) -> None:
    """Do what was answered after a stop for pain."""
    match answer:
        case "cool-down":
            controller.cool_down(cool_down_after_stop(controller))
        case "slip":
            controller.take_back_stop()
        case _:
            controller.end()


def settle_end(controller: SessionController, answer: str) -> Ending:
    """Do what was answered to "End this session?"; a stop for pain asks another question."""
    if answer in ("save", "discard"):
        controller.end()
    return Ending.DISCARDED if answer == "discard" else Ending.DONE


def settle_absence(controller: SessionController, answer: str) -> None:
    """Do what was answered after an absence."""
    controller.come_back(count=answer == "count")
