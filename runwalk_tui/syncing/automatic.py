"""Syncing by itself: at the start, whenever the log here has changed, and at the end, in a thread of its own.

The folder may be a disk of the network that never answers, so nothing waits for it longer than a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.outward.worker import OutwardWorker
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from runwalk_tui.system.problems import Problem

if TYPE_CHECKING:
    from runwalk_tui.syncing.folder import SyncReport

    Engine = Callable[[Store, Path, datetime], SyncReport]

FIRST_WAIT = 1.0
"""Seconds that the start waits, so that what the other computers know is there before anything is said; our choice."""
PATIENCE = 4.0
"""Seconds until the runner is told that the folder doesn't answer, and that the end of the program waits at most; our
choice. With what the file after a session has, it is less than a program that is told to end may take."""
AGAIN = 600.0
"""Seconds after which it syncs again though nothing has changed here: a computer that is left on learns what the
others did, and a stick that was not there may be. Our choice."""
SYNCED = "Synced. Nothing new."
NOT_ALL = Problem("Not everything could be synced: `runwalk sync` says why. Everything is saved on this computer.")
"""What is told in passing of single files and of keys, however many: the names and what to do need more room."""
OTHERS = "your other computers"
UP_TO_DATE = f"Your log is up to date with {OTHERS}."
SIGN = "A warning sign came in from another computer."


@dataclass(frozen=True, slots=True)
class SyncNews:
    """What there is to tell of syncs that are over."""

    changed: bool = False
    """Whether the log here says anything else than before."""
    sign: bool = False
    """Whether a warning sign came in that holds the stop sign up; it has the first of the lines."""
    lines: tuple[str, ...] = ()
    """What came in, a line each."""
    problems: tuple[Problem, ...] = ()
    """What didn't work, each told once while the program runs."""

    def __bool__(self) -> bool:
        return self.changed or bool(self.lines or self.problems)


class AutomaticSync:
    """Syncs one log with one folder, once at a time.

    It never holds the log while it waits for the folder. What it takes in comes as if another program had written it.
    """

    def __init__(self, store: Store, named: str, wall: Callable[[], datetime], *, engine: Engine | None = None) -> None:
        """`named` is the folder as it is set, `engine` what syncs; by default that is `syncing.folder.sync`."""
        self.named = named
        self.patience = PATIENCE
        self.on_news: Callable[[], None] = lambda: None
        """Called in the thread as soon as there may be something to tell."""
        self._store = store
        self._wall = wall
        self._engine = engine
        self._worker = OutwardWorker("runwalk-sync")
        self._lock = Lock()
        self._running = False
        self._begun = 0.0
        """When the last sync was begun, in seconds of `time.monotonic`."""
        self._begun_at: datetime | None = None
        """When that was by the runner's clock, which goes on while the computer sleeps."""
        self._tried: Log | None = None
        """The log as it was then."""
        self._changed = False
        self._sign = False
        self._lines: list[str] = []
        self._problems: list[Problem] = []
        self._told: set[Problem] = set()
        """Each cause is told once, not at each session."""

    def look(self, *, now: bool = False) -> None:
        """Sync if the log here has changed since, or it was long ago; with `now` in any case. Returns at once.

        Call it between conversations, and before a session begins: what comes in changes what is due.
        """
        if self._running or not (self._is_due() or now):
            return
        self._running, self._begun, self._begun_at = True, time.monotonic(), self._wall()
        try:
            self._worker.put("sync", self._job, self._failed)
        except RuntimeError as error:  # the system has no thread to spare
            self._failed(error)

    def look_anew(self) -> None:
        """Sync because the runner asks for it: what still doesn't work is told again. Returns at once."""
        with self._lock:
            self._told.clear()
        self.look(now=True)

    @property
    def running(self) -> bool:
        """Whether a sync is under way, or hangs."""
        return not self._worker.wait_until_done(0)

    def wait(self, seconds: float) -> None:
        """Wait until a sync that is under way is over, at most so long and no longer than it has."""
        self._worker.wait_until_done(min(seconds, self._left()))

    def close(self) -> None:
        """Before the program ends: let the others know what was written here, if the folder answers."""
        end = time.monotonic() + self.patience
        with suppress(KeyboardInterrupt):  # whoever is in a hurry leaves; the log here has it all
            self.wait(self.patience)
            self.look()
            self.wait(max(0.0, end - time.monotonic()))
        self._say_if_silent(running=self._running)

    def news(self) -> SyncNews:
        """What there is to tell by now, once."""
        self._say_if_silent(running=self._running and not self._left())
        with self._lock:
            found = SyncNews(self._changed, self._sign, tuple(self._lines), tuple(self._problems))
            self._changed, self._sign, self._lines, self._problems = False, False, [], []
        return found

    def _is_due(self) -> bool:
        try:
            log = self._store.log()
        except StoreError:
            return False  # that is told where the log is shown
        same = log is self._tried or log == self._tried
        self._tried = log
        return not same or self._was_long_ago()

    def _was_long_ago(self) -> bool:
        """Whether the last sync was; a computer that slept all night looks as soon as it wakes."""
        slept = 0.0 if self._begun_at is None else abs((self._wall() - self._begun_at).total_seconds())
        return max(slept, time.monotonic() - self._begun) >= AGAIN

    def _left(self) -> float:
        """Seconds that a sync has until the folder counts as silent."""
        return max(0.0, self._begun + self.patience - time.monotonic()) if self._running else 0.0

    def _job(self) -> None:
        from runwalk_tui.syncing.folder import SyncError, sync  # late: most runners have one computer

        try:
            folder = self._folder()
            before = self._store.log()
            report = (self._engine or sync)(self._store, folder, self._wall())
            after, day = self._store.log(), self._wall().date()
            sign = bool(_counts_any(report) and _signs(after, day) - _signs(before, day))
            lines = ((SIGN,) if sign else ()) + came_in(before, after, report)
            if after != before and report.changed and _counts_any(report):
                lines = lines or (UP_TO_DATE,)
        except SyncError as error:
            self._over(problems=[not_synced(error.problem.line)])
        except StoreError as error:
            self._over(problems=[not_taken_in(str(error))])
        else:
            strangers = [] if report.strangers is None else [report.strangers]
            self._over(changed=report.changed, sign=sign, lines=lines, files=report.problems, problems=strangers)

    def _folder(self) -> Path:
        """Raises SyncError."""
        from runwalk_tui.syncing.folder import SyncError

        try:
            folder = Path(self.named).expanduser()
        except RuntimeError as error:
            raise SyncError(Problem(f"{self.named}: there is no such home folder")) from error
        if not folder.is_absolute():
            raise SyncError(Problem(f"{self.named}: write the full path, starting with / or ~"))
        return folder

    def _failed(self, error: Exception) -> None:
        """Whatever it is, the log here is as safe as before."""
        self._over(problems=[not_synced(" ".join(f"{type(error).__name__}: {error}".split()))])

    def _over(
        self,
        *,
        changed: bool = False,
        sign: bool = False,
        lines: tuple[str, ...] = (),
        problems: Sequence[Problem],
        files: Sequence[Problem] = (),
    ) -> None:
        with self._lock:
            self._changed = self._changed or changed
            self._sign = self._sign or sign
            self._lines += lines
            self._tell(problems)
            self._tell(files, NOT_ALL)
            self._running = False
        self.on_news()

    def _say_if_silent(self, *, running: bool) -> None:
        if running:
            with self._lock:
                self._tell([not_synced(f"{self.named} doesn't answer")])

    def _tell(self, problems: Sequence[Problem], told_as: Problem | None = None) -> None:
        """Tell what wasn't told before, as it is or all of it as one line."""
        new = [problem for problem in problems if problem not in self._told]
        self._told.update(new)
        if told_as is None:
            self._problems += new
        elif new and told_as not in self._problems:
            self._problems.append(told_as)


def not_synced(why: str) -> Problem:
    """The one line that says so."""
    return Problem(f"Your log couldn't be synced: {why.rstrip('.')}. Everything is saved on this computer.")


def not_taken_in(why: str) -> Problem:
    """The same where the fault is with the log here."""
    return Problem(f"Your log couldn't be synced: {why.rstrip('.')}. The log on this computer is as it was.")


def came_in(before: Log, after: Log, report: SyncReport) -> tuple[str, ...]:
    """What the other computers brought, a line each, from the log before and after; what was written here meanwhile
    isn't theirs, so the counts of the merge are the most that is told."""
    counts = report.counts
    if not (_counts_any(report) or counts.anything):
        return ()
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.syncing.told import others_in_words

    known = {session.id: session for session in before.sessions}
    brought = [session for session in after.sessions if session.id not in known]
    new = max(0, min(counts.new, len(brought)) - report.came_in.back)
    changed = min(counts.changed, sum(session != known.get(session.id, session) for session in after.sessions))
    deleted = len(counts.removed)
    counted = [(count, word) for count, word in ((new, "new"), (changed, "changed"), (deleted, "deleted")) if count]
    besides = tuple(others_in_words(report.came_in))
    match counted:
        case []:
            return besides
        case [(count, "new")]:
            what = new_ones(brought) if count == len(brought) else plural(count, "session")
            return (f"{what} came in from {_others(count)}.", *besides)
        case [(count, word)]:
            return (
                f"{plural(count, 'session')} {'was' if count == 1 else 'were'} {word} on {_others(count)}.",
                *besides,
            )
    told = [f"{count} {word}" for count, word in counted]
    return (f"Sessions from {OTHERS}: {', '.join(told)}.", *besides)


def new_ones(brought: list[SessionRecord]) -> str:
    """What is new, by its kind: "2 sessions and 1 walk"."""
    from runwalk_tui.rule.reasons import plural

    kinds: tuple[tuple[SessionKind, Callable[[int], str]], ...] = (
        (SessionKind.RUN_WALK, lambda count: plural(count, "session")),
        (SessionKind.WALK, lambda count: plural(count, "walk")),
        (SessionKind.COMPANION, lambda count: "other exercise" if count == 1 else f"other exercise, {count} times,"),
    )
    counted = [(sum(each.kind is kind for each in brought), said) for kind, said in kinds]
    *most, last = [said(count) for count, said in counted if count]
    return f"{', '.join(most)} and {last}" if most else last


def _others(count: int) -> str:
    return "another computer" if count == 1 else OTHERS


def _counts_any(report: SyncReport) -> bool:
    counts = report.counts
    return bool(counts.new or counts.changed or counts.removed or counts.flagged)


def _signs(log: Log, day: date) -> set[tuple[str, str]]:
    """The warning signs that hold the stop sign up, each with its session."""
    from runwalk_tui.rule.reading import stop_sign

    return {(session.id, flag) for session in stop_sign(log, day) for flag in session.red_flags}
