"""Jobs in a thread: one at a time, only the newest of a kind, and nobody waits for them."""

from __future__ import annotations

from threading import Event, Thread, current_thread

import pytest

from runwalk_tui.outward.worker import OutwardWorker

GUARD = 60.0
"""Seconds after which a wait is given up; no measure of speed."""


def never(error: Exception) -> None:
    """For a job that cannot fail."""
    raise AssertionError(error)


@pytest.fixture
def worker() -> OutwardWorker:
    return OutwardWorker("test-worker")


class Held:
    """A job that goes on until it is released."""

    def __init__(self) -> None:
        self.started, self.released = Event(), Event()

    def __call__(self) -> None:
        self.started.set()
        self.released.wait(GUARD)


def test_only_the_newest_of_a_kind_is_done_after_the_running_one(worker: OutwardWorker) -> None:
    held, done = Held(), list[int]()
    worker.put("change", held, never)
    assert held.started.wait(GUARD)
    for number in range(20):
        worker.put("change", lambda number=number: done.append(number), never)  # type: ignore[misc]
    assert done == []
    held.released.set()
    assert worker.wait_until_done(GUARD)
    assert done == [19]


def test_another_kind_has_its_own_turn_and_may_drop_the_first(worker: OutwardWorker) -> None:
    held, done = Held(), list[str]()
    worker.put("change", held, never)
    assert held.started.wait(GUARD)
    worker.put("change", lambda: done.append("change"), never)
    worker.put("note", lambda: done.append("note"), never)
    worker.put("end", lambda: done.append("end"), never, drops=("change",))
    held.released.set()
    assert worker.wait_until_done(GUARD)
    assert done == ["note", "end"]


def test_it_works_again_after_it_had_nothing_to_do(worker: OutwardWorker) -> None:
    threads = list[Thread]()
    for _ in range(3):
        worker.put("change", lambda: threads.append(current_thread()), never)
        assert worker.wait_until_done(GUARD)
    assert len(threads) == 3
    assert all(thread.daemon and thread is not current_thread() for thread in threads)


def test_a_wait_that_is_given_up_says_so(worker: OutwardWorker) -> None:
    held = Held()
    worker.put("change", held, never)
    assert held.started.wait(GUARD)
    assert not worker.wait_until_done(0.01)
    held.released.set()
    assert worker.wait_until_done(GUARD)


def test_a_system_without_a_thread_to_spare_is_told_and_it_works_later(
    worker: OutwardWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(Thread, "start", refuse)
        with pytest.raises(RuntimeError, match="new thread"):
            worker.put("change", lambda: None, never)
    done = list[int]()
    worker.put("change", lambda: done.append(1), never)
    assert worker.wait_until_done(GUARD)
    assert done == [1]


def test_a_job_that_fails_is_told_and_the_next_ones_are_done(worker: OutwardWorker) -> None:
    held, told, done = Held(), list[str](), list[int]()

    def fail() -> None:
        held()
        raise LookupError("nobody thought of this")

    worker.put("change", fail, lambda error: told.append(str(error)))
    assert held.started.wait(GUARD)
    worker.put("note", lambda: done.append(1), never)
    held.released.set()
    assert worker.wait_until_done(GUARD)
    worker.put("note", lambda: done.append(2), never)
    assert worker.wait_until_done(GUARD)
    assert (told, done) == (["nobody thought of this"], [1, 2])
