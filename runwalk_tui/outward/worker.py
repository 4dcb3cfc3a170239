"""Work that may take a while, done one after the other in a thread that nobody waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Condition, Thread


class OutwardWorker:
    """Does one job at a time, in the order in which they came.

    A job that has not been started when a newer one of its kind comes is dropped: whoever skips through ten phases
    wants the light of the last one, not ten processes.

    The thread is a daemon and ends when there is nothing to do, so it holds up neither the program's end nor a test.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: dict[str, Callable[[], None]] = {}
        """Jobs by their kind, the oldest first."""
        self._changed = Condition()
        self._works = False
        """Whether there is a thread, which looks for a job once more before it ends."""

    def put(self, kind: str, job: Callable[[], None], *, drops: Iterable[str] = ()) -> None:
        """Have a job done in place of those waiting of its kind and of the kinds in `drops`; returns at once.

        Raises RuntimeError when the system has no thread to spare.
        """
        with self._changed:
            for gone in (kind, *drops):
                self._waiting.pop(gone, None)
            self._waiting[kind] = job
            if not self._works:
                self._works = True
                try:
                    Thread(target=self._work, name=self._name, daemon=True).start()
                except RuntimeError:
                    self._works = False
                    self._waiting.clear()
                    raise

    def wait_until_done(self, seconds: float) -> bool:
        """Wait until every job is done, at most so long; whether that came true."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._works, seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._waiting:
                    self._works = False
                    self._changed.notify_all()
                    return
                job = self._waiting.pop(next(iter(self._waiting)))
                self._changed.notify_all()
            job()
