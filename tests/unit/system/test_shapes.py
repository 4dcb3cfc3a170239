"""Two threads never have msgspec read one class at the same time."""

from __future__ import annotations

import time
from dataclasses import make_dataclass
from threading import Barrier, Thread
from typing import Any

from runwalk_tui.system.shapes import in_shape

READERS = 4


def test_a_class_is_read_by_one_thread_at_a_time() -> None:
    together, inside, most, made = Barrier(READERS), [0], [0], []

    def number() -> type[int]:
        """The type of the field, which msgspec asks for while it reads the class."""
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.05)
        inside[0] -= 1
        return int

    shape: type[Any] = make_dataclass("Shape", [("reps", "number()")], namespace={"number": number})

    def work() -> None:
        together.wait()
        made.append(in_shape({"reps": 9}, shape).reps)

    threads = [Thread(target=work) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [9] * READERS
    assert most == [1]
