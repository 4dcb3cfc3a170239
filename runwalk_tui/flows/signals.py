"""Hooks, status file and notification: their end with the session, and what didn't work, told once it is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from runwalk_tui.flows.front import Conversation, Ending, LeftProgram
from runwalk_tui.session.controller import SessionController


def end_signals(controller: SessionController, ending: Ending) -> None:
    """Tell whoever looks on how the countdown was left. Only a session that is kept and rated counts as done."""
    if controller.follower is not None:
        controller.follower.end(controller.moment(), controller.running, done=ending is Ending.DONE)


@contextmanager
def told_signals(conversation: Conversation, controller: SessionController) -> Iterator[None]:
    """Say what didn't work, once the block with the questions is over: nobody reads it while running, and by then the
    command for the end has had its time."""
    try:
        yield
    except LeftProgram:
        _tell(conversation, controller)
        raise
    _tell(conversation, controller)


def _tell(conversation: Conversation, controller: SessionController) -> None:
    for problem in controller.follower.problems() if controller.follower is not None else ():
        conversation.front.tell(problem)
