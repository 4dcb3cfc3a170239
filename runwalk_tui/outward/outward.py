"""What leaves the terminal while a session runs: the runner's hooks, the status file, a notification at the end.

The session never waits for any of it. Hooks, file and notification have a thread each, so that a hook or a desktop that
hangs doesn't make a status bar show the wrong phase.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Event

from runwalk_tui.outward.events import HookEvent, SeenAt, environment_of, event_of
from runwalk_tui.outward.hooks import run_hook
from runwalk_tui.outward.notification import notify
from runwalk_tui.outward.status_file import (
    Status,
    end_left_status,
    has_changed,
    idle_status,
    status_of,
    write_status,
)
from runwalk_tui.outward.worker import OutwardWorker
from runwalk_tui.session.active_session import ActiveSession
from runwalk_tui.session.clock import Clock
from runwalk_tui.session.countdown import Moment, State
from runwalk_tui.session.follower import SessionFollower
from runwalk_tui.settings import Hooks, Settings
from runwalk_tui.system import instants
from runwalk_tui.system.problems import Problem

AT_THE_END = 2.0
"""Seconds that the end of the program waits at most for what still has to be started or written."""


class Outward:
    """Makes what follows a session, if the runner has set anything that does.

    Args:
        settings: asked before each session, because they may have been changed since the last.
        wall: the runner's wall clock, aware.
        own: what a file is to the program, in words; "" for nothing. No such file becomes the status file.
    """

    def __init__(
        self, settings: Callable[[], Settings], wall: Callable[[], datetime], own: Callable[[Path], str]
    ) -> None:
        self._settings = settings
        self._wall = wall
        self._own = own
        self._problems: deque[tuple[str, Problem]] = deque()
        """What the threads report, each with what it is about; the loop takes it out."""
        self._sessions = 0
        """How many there were. What goes wrong for an earlier one is not told as if it were this one's."""
        self._hooks = OutwardWorker("runwalk-hooks")
        self._files = OutwardWorker("runwalk-status")
        self._desktop = OutwardWorker("runwalk-notification")
        self._file = ""
        """The status file that was written last, until it says that there is no session."""
        self._end_begun, self._notification_begun = Event(), Event()
        """Set while no command for the end of a session, and no notification, waits to be started."""
        self._end_begun.set()
        self._notification_begun.set()

    def take_over(self) -> None:
        """The sessions are this program's from now on: of one that was killed, the status file may still say that it
        runs one."""
        file = self._settings().status.file.strip()
        if file and not self._file:
            self._put(self._files, file, "status file", lambda: end_left_status(file, self._wall(), self._own))

    def follower(self, clock: Clock) -> SessionFollower | None:
        """What follows one session on a clock; None when there is nobody to tell."""
        settings = self._settings()
        self._sessions += 1
        self._problems.clear()
        if self._file != settings.status.file.strip():
            self.say_idle()  # the runner has chosen another file since
        told = (*commands_of(settings.hooks).values(), settings.status.file.strip(), settings.notify.finished)
        return _Following(self, settings, clock) if any(told) else None

    def close(self) -> None:
        """No session follows: the status file says so. Waits for what has to be started and written, 2 s at most.

        A hook that is running by then goes on without the program.
        """
        self.say_idle()
        end = instants.now() + AT_THE_END
        self._files.wait_until_done(AT_THE_END)
        for begun in (self._end_begun, self._notification_begun):
            begun.wait(max(0.0, end - instants.now()))

    def all_done(self, seconds: float) -> bool:
        """Wait until nothing is left to do, at most so long; whether that came true."""
        return all(worker.wait_until_done(seconds) for worker in (self._hooks, self._files, self._desktop))

    # For a session.

    def now(self) -> datetime:
        """The runner's own time."""
        return self._wall()

    def hook(self, event: HookEvent, command: str, environment: dict[str, str]) -> None:
        """Have a command run. A newer change takes the place of one that waits; the end is never left out."""
        last = event is HookEvent.FINISHED
        begun = Event()
        if last:
            self._end_begun = begun

        def run() -> Problem | None:
            try:
                return run_hook(event.value, command, environment, listen=not last, begun=begun.set)
            finally:
                begun.set()  # also when it couldn't be started

        kind, drops = ("end", ("change",)) if last else ("change", ())
        if not self._put(self._hooks, kind, f"{event} hook", run, drops=drops):
            begun.set()

    def write(self, file: str, status: Status) -> None:
        """Have the status file written."""
        self._file = file
        self._put(self._files, file, "status file", lambda: write_status(file, status, self._own))

    def say_idle(self) -> None:
        """Have the status file say that there is no session, if it says anything else."""
        if self._file:
            self.write(self._file, idle_status(self._wall()))
            self._file = ""

    def notify(self, title: str, body: str) -> None:
        """Have a notification shown."""
        begun = self._notification_begun = Event()

        def show() -> Problem | None:
            try:
                return notify(title, body, begun=begun.set)
            finally:
                begun.set()  # also where there is none

        if not self._put(self._desktop, "notification", "notification", show):
            begun.set()

    def problems(self) -> tuple[Problem, ...]:
        """What went wrong since this was asked last: a line for each thing, as it was the first time."""
        found: dict[str, list[Problem]] = {}
        while self._problems:
            about, problem = self._problems.popleft()
            found.setdefault(about, []).append(problem)
        return tuple(_often(problems[0], len(problems)) for problems in found.values())

    def _put(
        self,
        worker: OutwardWorker,
        kind: str,
        about: str,
        job: Callable[[], Problem | None],
        *,
        drops: Iterable[str] = (),
    ) -> bool:
        """Have a job done, and hear what went wrong; whether there was a thread for it."""
        session = self._sessions

        def tell(problem: Problem | None) -> None:
            if problem and session == self._sessions:
                self._problems.append((about, problem))

        def left_out(error: Exception) -> None:
            tell(Problem(f"Your {about} was left out: {str(error) or type(error).__name__}."))

        try:
            worker.put(kind, lambda: tell(job()), left_out, drops=drops)
        except RuntimeError as error:
            left_out(error)
            return False
        return True


class _Following:
    """Tells of one session."""

    def __init__(self, outward: Outward, settings: Settings, clock: Clock) -> None:
        self._outward = outward
        self._commands = commands_of(settings.hooks)
        self._file = settings.status.file.strip()
        self._notifies = settings.notify.finished
        self._clock = clock
        self._seen: SeenAt | None = None
        self._status: Status | None = None

    def follow(self, moment: Moment, running: ActiveSession) -> None:
        """Call a hook and write the file where something has changed."""
        if moment.state not in (State.RUNNING, State.PAUSED):
            return  # not begun yet, or over: `end` knows how
        if event := event_of(self._seen, moment):
            self._call(event, moment, running)
        self._seen = SeenAt(moment.state, moment.index)
        self._write(moment, running)

    def end(self, moment: Moment, running: ActiveSession, *, done: bool) -> None:
        """The last hook and the notification, of a session that counts as done; else as if there had been none."""
        if not done:
            self._outward.say_idle()
            return
        self._call(HookEvent.FINISHED, moment, running)
        self._write(moment, running)
        if self._notifies:
            self._outward.notify("runwalk", over_words(running))

    def problems(self) -> tuple[Problem, ...]:
        return self._outward.problems()

    def _call(self, event: HookEvent, moment: Moment, running: ActiveSession) -> None:
        if command := self._commands[event]:
            self._outward.hook(event, command, environment_of(event, moment, running))

    def _write(self, moment: Moment, running: ActiveSession) -> None:
        if not self._file:
            return
        status = status_of(moment, running, self._outward.now(), self._clock.real)
        if has_changed(self._status, status):
            self._status = status
            self._outward.write(self._file, status)


def commands_of(hooks: Hooks) -> dict[HookEvent, str]:
    """The command of each hook; "" for none."""
    return {event: str(getattr(hooks, event.value)).strip() for event in HookEvent}


def over_words(running: ActiveSession) -> str:
    """What the notification says. Whoever reads over a shoulder learns nothing about pain from it."""
    return "Your rehearsal is over." if running.rehearsal else "Your session is over."


def _often(problem: Problem, times: int) -> Problem:
    """The same, with how often it happened."""
    return problem if times == 1 else Problem(f"{problem} (This happened {times} times.)")
