"""The file after each session, written in a thread of its own: a disk of the network may never answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from runwalk_tui.outward.worker import OutwardWorker
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.settings import AfterSession
from runwalk_tui.system import instants
from runwalk_tui.system.problems import Problem
from runwalk_tui.values import dataclass

if TYPE_CHECKING:
    from runwalk_tui.session.countdown import Progress
    from runwalk_tui.session.measured import Figures

PATIENCE = 5.0
"""Seconds for a file, after which the runner is told that there is none yet; our choice."""


@dataclass(slots=True)
class _File:
    """A file that is to be written, or was."""

    wanted: AfterSession
    until: float
    """How long it is waited for, in seconds of `instants.now`."""
    done: bool = False
    problem: Problem | None = None


class SessionFiles:
    """Writes one file after the other, so that a late first one never replaces a corrected one.

    Nothing waits for it but who tells what went wrong, and the end of the program: `PATIENCE` at most.
    """

    def __init__(self) -> None:
        self.patience = PATIENCE
        self._worker = OutwardWorker("runwalk-file")
        self._files: dict[str, _File] = {}
        """Those that nobody was told of yet, by session; all sessions have one file of the log."""

    def write(
        self,
        wanted: AfterSession,
        record: SessionRecord,
        progress: Progress,
        log: Log,
        trace: Mapping[int, Figures] = MappingProxyType({}),
    ) -> None:
        """Have a file written, in place of what waits to be written into the same one; returns at once."""
        name = f"log {wanted.export}" if wanted.export in ("json", "csv") else record.id
        file = self._files[name] = _File(wanted, instants.now() + self.patience)

        def job() -> None:
            from runwalk_tui.exports.after_session import write_after_session  # late: most runners have it off

            file.problem = write_after_session(wanted, record, progress, log, trace)
            file.done = True

        def failed(error: Exception) -> None:
            file.problem, file.done = _not_written(wanted, str(error)), True

        try:
            self._worker.put(name, job, failed)
        except RuntimeError as error:  # the system has no thread to spare
            failed(error)

    @property
    def waits(self) -> bool:
        """Whether there is a file to wait for."""
        return self._left() > 0

    def wait(self, seconds: float) -> None:
        """Wait for the files, at most so long and no longer than each has."""
        self._worker.wait_until_done(min(seconds, self._left()))

    def problems(self, *, waited: bool = True) -> tuple[Problem, ...]:
        """Why there are files that weren't written, each reason once, and told once.

        What isn't done by now doesn't answer; unless it was not `waited` for, then it is told the next time.
        """
        over = {name: file for name, file in self._files.items() if file.done or waited}
        for name in over:
            del self._files[name]
        found = (
            file.problem if file.done else _not_written(file.wanted, _silent(file.wanted)) for file in over.values()
        )
        return tuple(dict.fromkeys(problem for problem in found if problem is not None))

    def close(self) -> None:
        """Give what isn't written yet the rest of its time, before the program ends."""
        self._worker.wait_until_done(self._left())

    def _left(self) -> float:
        """Seconds for which there is something to wait for."""
        now = instants.now()
        return max((file.until - now for file in self._files.values() if not file.done), default=0.0)


def _silent(wanted: AfterSession) -> str:
    return f"{wanted.folder.strip()} doesn't answer"


def _not_written(wanted: AfterSession, why: str) -> Problem:
    from runwalk_tui.exports.after_session import not_written

    return not_written(wanted, why)
