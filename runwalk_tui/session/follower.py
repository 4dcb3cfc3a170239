"""What looks on while a session runs, to tell the world outside of it."""

from __future__ import annotations

from typing import Protocol

from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.countdown import Moment
from runwalk_tui.system.problems import Problem


class SessionFollower(Protocol):
    """Looks on at one session. Nothing here may wait or raise: the countdown comes first."""

    def follow(self, moment: Moment, running: ActiveSession) -> None:
        """Where the session is now; called at each look, about once a second, and after each command."""
        ...

    def end(self, moment: Moment, running: ActiveSession, *, done: bool) -> None:
        """The countdown is over; `done` unless the session was discarded or the program was left in it."""
        ...

    def problems(self) -> tuple[Problem, ...]:
        """What went wrong since this was asked last, one line for each thing, however often it did."""
        ...
