"""What a flow talks to: a front, which shows a question and gives the runner's answer back.

A flow says what is asked, in which order, and what follows from an answer. A front says how it looks: a screen, or
lines of text. Neither knows more of the other than this page and `questions.py`.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from runwalk_tui.session.clock import Clock
from runwalk_tui.session.controller import SessionController
from runwalk_tui.session.cue_dispatch import SoundPlayer
from runwalk_tui.system.keep_awake import Awake
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace

Given = TypeVar("Given")


class Move(Enum):
    """What a runner may do in place of an answer."""

    ON = "on"
    """To the next page."""
    BACK = "back"
    """To the question before; out of the conversation from its first one."""
    LEAVE = "leave"
    """Out of the conversation."""
    AGAIN = "again"
    """The run test once more."""
    RED_FLAG = "red flag"
    """Report a warning sign; the question comes back afterwards."""


class Question(Generic[Given]):
    """Something to ask; its answer is a `Given`."""

    @property
    def aside(self) -> bool:
        """Whether it is asked in the midst of another question, which comes back afterwards."""
        return False


class Ending(StrEnum):
    """How a countdown was left."""

    DONE = "done"
    """By itself, or saved as it was."""
    DISCARDED = "discarded"
    INTERRUPTED = "interrupted"
    """The runner left the program: what was done is to be kept without a question."""


class TestEnding(StrEnum):
    """How the walk and the run of a run test were left."""

    __test__ = False  # pytest would collect it for its name

    RAN = "ran"
    """The run is over: the runner had enough, the two minutes were full, or pain stopped it."""
    LEFT = "left"
    PUT_OFF = "put off"
    """Before it began, or went on after it was cut off, the runner said later."""
    AWAY = "away"
    """The machine slept during the run, and nobody knows who ran: it is taken again."""
    INTERRUPTED = "interrupted"
    RED_FLAG = "red flag"
    """The runner wanted to report a warning sign, before it began or in the middle of it."""


class Front(Protocol):
    """Shows a conversation to the runner."""

    @property
    def rehearsal(self) -> bool:
        """Whether every session that is started now is a rehearsal."""
        ...

    @property
    def muted(self) -> bool:
        """Whether sessions begin without sound."""
        ...

    @property
    def nobody(self) -> bool:
        """Whether there is nobody left to answer."""
        ...

    def clock_for(self, *, rehearsal: bool) -> Clock:
        """The time of a session: one that counts never runs on a rehearsal's fast clock."""
        ...

    def awake(self) -> Awake:
        """What keeps the machine awake during one session."""
        ...

    def sound(self) -> AbstractAsyncContextManager[SoundPlayer]:
        """Sound, open from the first question on, so that the first cue is heard; the last one is heard to its end."""
        ...

    async def ask(self, question: Question[Given]) -> Given | Literal[Move.RED_FLAG]:
        """Show a question until it is answered. Raises Interrupted when the runner wants to leave the program."""
        ...

    async def count_down(self, controller: SessionController, *, paused: bool, problem: Problem | None) -> Ending:
        """Show a session to its end, and say `problem` first.

        With `paused` a screen waits for the runner's key; lines, which were just told to go on, start at once.
        """
        ...

    async def run_test(self, controller: SessionController, *, problem: Problem | None) -> TestEnding:
        """Show the walk and the run of a run test to their end, and say `problem` first."""
        ...

    def tell(self, news: str | Problem) -> None:
        """Say something in one line."""
        ...

    def confirm(self, done: str) -> None:
        """Say that something is done, where no screen shows it by itself."""
        ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """What every flow has in hand."""

    front: Front
    workspace: Workspace


NOT_IN_A_REHEARSAL = "Answers aren't saved in a rehearsal. Start runwalk without --speed for this."


def may_be_kept(conversation: Conversation) -> bool:
    """Whether answers that are for the log can be kept; in a rehearsal they cannot, and that is told."""
    if conversation.front.rehearsal:
        conversation.front.tell(NOT_IN_A_REHEARSAL)
    return not conversation.front.rehearsal


class Interrupted(Exception):
    """The runner wants to leave the program in the middle of a question."""


class LeftProgram(Exception):
    """The runner left the program in the middle of a conversation; what was answered is kept."""


class Flagged(Exception):
    """Warning signs were ticked at a question outside a session's rating: nothing else matters now."""

    def __init__(self, red_flags: tuple[str, ...]) -> None:
        super().__init__(", ".join(red_flags))
        self.red_flags = red_flags
