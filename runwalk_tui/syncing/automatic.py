"""Syncing by itself: at the start, whenever the log here has changed, and at the end, in a thread of its own.

The folder may be a disk of the network that never answers, so nothing waits for it longer than a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.outward.worker import OutwardWorker
from runwalk_tui.session.records import Log
from runwalk_tui.syncing.news import SyncNews, TakenIn
from runwalk_tui.system import instants
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
GLANCE = 120.0
"""Seconds after which the folder is looked at for anything new, by names, sizes and times alone; our choice."""
SOON = 5.0
"""The same for a runner who comes back to Home, or to its window; our choice."""
SYNCED = "Synced. Nothing new."
NOT_ALL = Problem("Not everything could be synced: `runwalk sync` says why. Everything is saved on this computer.")
"""What is told in passing of single files and of keys, however many: the names and what to do need more room."""


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
        self._wanted = False
        """Whether a sync was asked for while the folder was only looked at."""
        self._begun = 0.0
        """When the last look at the folder was begun, in seconds of `instants.now`."""
        self._synced = 0.0
        """When the last sync was begun, in the same seconds."""
        self._begun_at: datetime | None = None
        """When the last sync was begun by the runner's clock, which goes on while the computer sleeps."""
        self._tried: Log | None = None
        """The log as it was then."""
        self._seen: object = None
        """How the folder looked at the last sync; of its thread alone, as the next one."""
        self._glimpsed: object = None
        """How it looked when it was looked at last."""
        self._moving = False
        """Whether that was a new look, so that a file may be on its way right now."""
        self._changed = False
        self._taken_in: TakenIn | None = None
        """What came in by all syncs that are not told yet: that is one line."""
        self._problems: list[Problem] = []
        self._told: set[Problem] = set()
        """Each cause is told once, not at each session."""

    def look(self, *, now: bool = False, back: bool = False) -> None:
        """Sync if the log here or the folder has changed since, or it was long ago; with `now` in any case.

        The folder is looked at now and then, and sooner with `back`, when the runner comes back. Returns at once. Call
        it between conversations, and before a session begins: what comes in changes what is due.
        """
        with self._lock:
            if self._running:
                self._wanted = now or self._wanted
                return
        at = instants.now()
        if self._is_due() or now:
            self._begun_at, job = self._wall(), self._job
        elif at - self._begun >= (SOON if back or self._moving else GLANCE):
            job = self._glance
        else:
            return
        self._running, self._begun = True, at
        try:
            self._worker.put("sync", job, self._failed)
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
        end = instants.now() + self.patience
        with suppress(KeyboardInterrupt):  # whoever is in a hurry leaves; the log here has it all
            self.wait(self.patience)
            self.look()
            self.wait(max(0.0, end - instants.now()))
        self._say_if_silent(running=self._running)

    def news(self) -> SyncNews:
        """What there is to tell by now, once."""
        self._say_if_silent(running=self._running and not self._left())
        with self._lock:
            changed, taken_in, problems = self._changed, self._taken_in, tuple(self._problems)
            self._changed, self._taken_in, self._problems = False, None, []
        if taken_in is None:
            return SyncNews(changed, problems=problems)
        return SyncNews(changed, taken_in.sign, taken_in.lines(), problems, taken_in.brought())

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
        return max(slept, instants.now() - self._synced) >= AGAIN

    def _left(self) -> float:
        """Seconds that a sync has until the folder counts as silent."""
        return max(0.0, self._begun + self.patience - instants.now()) if self._running else 0.0

    def _glance(self) -> None:
        """Sync if anything in the folder looks different, and no longer changes; nothing in it is read for that.

        A file that is being copied would be told to be none, and be whole a moment later.
        """
        looks, before = self._looks(), self._glimpsed
        self._glimpsed, self._moving = looks, looks not in (self._seen, before)
        with self._lock:
            if not self._wanted and (looks == self._seen or self._moving):
                self._running = False
                return
        self._begun_at = self._wall()
        self._job()

    def _looks(self) -> object:
        """How the folder looks; None where that can't be seen."""
        from runwalk_tui.syncing.computer import known_id
        from runwalk_tui.syncing.folder import SyncError
        from runwalk_tui.syncing.looking import UnusableFolderError, looks_of

        with suppress(SyncError, UnusableFolderError, StoreError):
            return looks_of(self._folder(), known_id(self._store))
        return None

    def _job(self) -> None:
        from runwalk_tui.syncing.folder import SyncError, sync  # late: most runners have one computer

        self._synced, self._seen = instants.now(), self._looks()
        self._glimpsed, self._moving, self._wanted = self._seen, False, False
        try:
            folder = self._folder()
            before = self._store.log()
            report = (self._engine or sync)(self._store, folder, self._wall())
            taken_in = TakenIn.of(before, self._store.log(), report, self._wall().date())
        except SyncError as error:
            self._over(problems=[not_synced(error.problem.line, error.first)])
        except StoreError as error:
            self._over(problems=[not_taken_in(str(error))])
        else:
            strangers = [] if report.strangers is None else [report.strangers]
            self._over(changed=report.changed, taken_in=taken_in, files=report.problems, problems=strangers)

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
        taken_in: TakenIn | None = None,
        problems: Sequence[Problem],
        files: Sequence[Problem] = (),
    ) -> None:
        with self._lock:
            self._changed = self._changed or changed
            if taken_in is not None:
                self._taken_in = taken_in if self._taken_in is None else self._taken_in.and_then(taken_in)
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


def not_synced(why: str, first: str = "") -> Problem:
    """The one line that says so, after what is to be told `first`."""
    told = f"Your log couldn't be synced: {why.rstrip('.')}. Everything is saved on this computer."
    return Problem(f"{first} {told}".strip())


def not_taken_in(why: str) -> Problem:
    """The same where the fault is with the log here."""
    return Problem(f"Your log couldn't be synced: {why.rstrip('.')}. The log on this computer is as it was.")
