"""Work that may take a while, done one after the other in a thread that nobody waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Condition, Thread


class OutwardWorker:
    """Does one job at a time, in the order in which they came.

    A job that has not been started when a newer one of its kind comes is dropped: whoever skips through ten phases
    wants the light of the last one, not ten processes. A job that fails keeps no other from being done.

    The thread is a daemon and ends when there is nothing to do, so it holds up neither the program's end nor a test.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: dict[str, tuple[Callable[[], None], Callable[[Exception], None]]] = {}
        """Jobs by their kind, the oldest first, each with whom to tell when it fails."""
        self._changed = Condition()
        self._works = False
        """Whether there is a thread. It says that it ends while it holds `_changed`, so no job is put in between."""

    def put(
        self, kind: str, job: Callable[[], None], failed: Callable[[Exception], None], *, drops: Iterable[str] = ()
    ) -> None:
        """Have a job done in place of those waiting of its kind and of the kinds in `drops`; returns at once.

        `failed` hears, in the worker's thread, what a job raises. Raises RuntimeError when the system has no thread to
        spare.
        """
        with self._changed:
            for gone in (kind, *drops):
                self._waiting.pop(gone, None)
            self._waiting[kind] = (job, failed)
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
                job, failed = self._waiting.pop(next(iter(self._waiting)))
                self._changed.notify_all()
            try:
                job()
            except Exception as error:  # noqa: BLE001 # whatever it is, it is told, and the next job has its turn
                failed(error)
