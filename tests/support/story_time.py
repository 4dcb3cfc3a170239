"""Time as a story tells it: an hour passes in a moment, and only when nothing is left to happen before it."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextvars import Context
from threading import Lock
from typing import Any, TypeVar, TypeVarTuple

HANG_GUARD = 60.0
"""Real seconds after which what never comes fails the test; no measure of speed."""
LOOK = 1e-8
"""Seconds of story time that a look at the clock takes."""
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class StoryLoop(asyncio.SelectorEventLoop):
    """A loop whose time goes on only when nothing is left to do at this instant, and nothing is on its way to it.

    An hour of a session takes a moment, no tick is ever late, and what was typed is always heard before the next
    second begins, however busy the machine is.
    """

    def __init__(self, *, hang_guard: float = HANG_GUARD) -> None:
        super().__init__(_Leap(self, hang_guard))
        self._told = 0.0
        self._on_its_way = 0
        """Bytes that were sent and not handed over yet, and calls that run in a thread."""
        self._lock = Lock()

    def time(self) -> float:
        # Looking at a clock takes time, too: without that, a wait shorter than its resolution would never end.
        self._told += LOOK
        return self._told

    def leap(self, seconds: float) -> None:
        """Let time pass."""
        self._told += seconds

    @property
    def expects(self) -> bool:
        """Whether something is on its way."""
        return self._on_its_way > 0

    def sent(self, count: int) -> None:
        """Bytes are on their way to a thread that will hand them over; the end of the input counts as one."""
        with self._lock:
            self._on_its_way += count

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        if arrived := sum(max(1, len(chunk)) for chunk in args if isinstance(chunk, bytes)):
            self.sent(-arrived)
            # The loop may have woken before it was counted, and wait again.
            super().call_soon_threadsafe(lambda: None)
        return handle

    def run_in_executor(self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        self.sent(1)
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda done: self.sent(-1))
        return future


class _Leap(selectors.SelectSelector):
    """Waits for what is on its way as any selector does; where it would wait for time, time leaps."""

    def __init__(self, loop: StoryLoop, hang_guard: float) -> None:
        super().__init__()
        self._loop = loop
        self._hang_guard = hang_guard

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        # Asked first: what is handed over between the two looks is seen by the second one.
        expects = self._loop.expects
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if not expects and timeout is not None:
            self._loop.leap(timeout)
            return []
        ready = super().select(self._hang_guard)
        if not ready:
            raise RuntimeError("what was sent never arrived" if expects else "nothing is due, and nobody types")
        return ready


class StoryClock:
    """The time of the running StoryLoop."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def slept(self) -> float:
        return 0.0

    def real(self, seconds: float) -> float:
        return seconds

    def monotonic(self, instant: float) -> float:
        return instant


def running_story() -> StoryLoop:
    """The loop of the test that runs."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StoryLoop)
    return loop


def run(task: Coroutine[Any, Any, T]) -> T:
    """Run a test's coroutine in story time."""
    with asyncio.Runner(loop_factory=StoryLoop) as runner:
        return runner.run(task)


async def beside(doing: Coroutine[Any, Any, T], live: Coroutine[Any, Any, object]) -> T:
    """Do something while somebody acts on it. Whichever fails first fails the test; the other is not waited for."""
    task, acting = asyncio.ensure_future(doing), asyncio.ensure_future(live)
    both: set[asyncio.Future[Any]] = {task, acting}
    try:
        done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_EXCEPTION)
        if acting in done and (task not in done or task.exception() is None):
            acting.result()
        return task.result()
    finally:
        task.cancel()
        acting.cancel()
