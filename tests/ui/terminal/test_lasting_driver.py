"""What our driver for terminals leans on in Textual's, and what becomes of it where that is missing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver

from runwalk_tui.ui.terminal.driver import METHODS, PARTS, UntilClosed, has, lasting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no such driver on Windows")


@pytest.fixture
def usual() -> Iterator[type[Driver]]:
    """Textual's driver; it takes two signals as it is made, which are given back."""
    from textual.drivers.linux_driver import LinuxDriver

    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    yield LinuxDriver
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("name", [*METHODS, *PARTS])
async def test_textual_still_has_the_part_that_is_leaned_on(usual: type[Driver], name: str) -> None:
    assert has(usual(App()), [name])


async def test_the_usual_driver_is_made_to_last(usual: type[Driver]) -> None:
    assert lasting(usual) is not usual
    assert isinstance(lasting(usual)(App()), usual)


def test_another_driver_is_left_as_it_is() -> None:
    assert lasting(HeadlessDriver) is HeadlessDriver


def test_a_driver_that_lacks_something_is_left_as_it_is() -> None:
    lacking = type("LinuxDriver", (), {})
    assert lasting(lacking) is lacking


async def test_nothing_is_written_before_there_is_a_thread_that_writes(usual: type[Driver]) -> None:
    lasting(usual)(App()).write("lost")


def test_what_is_written_to_a_closed_terminal_is_forgotten_and_said_once() -> None:
    said: list[str] = []
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        until = UntilClosed(file, lambda: said.append("closed"))
        assert until.write("heard") == 5
        until.flush()
        os.close(reading)
        for _ in range(2):
            assert until.write("unheard") == 7
            until.flush()
        assert said == ["closed"]
        assert until.fileno() == writing
        with pytest.raises(BrokenPipeError):
            file.close()
