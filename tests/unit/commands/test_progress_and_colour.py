"""What is only for a person at a terminal: how far something is, and colour."""

from __future__ import annotations

import io

import pytest

from runwalk_tui.commands.colour import has_colour
from runwalk_tui.commands.progress import ERASE, ProgressLine


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


class GoneTerminal(Terminal):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def run(stream: io.StringIO, seconds: list[float], environment: dict[str, str] | None = None) -> str:
    """Report a quarter more at each of these seconds since the start."""
    now = 0.0

    def clock() -> float:
        return now

    with ProgressLine("Making a.ogg", stream, clock=clock, environment=environment or {}) as report:
        for number, second in enumerate(seconds, 1):
            now = second
            report(number / 4)
    return stream.getvalue()


def test_what_is_done_within_a_second_shows_nothing() -> None:
    assert run(Terminal(), [0.3, 0.6, 0.9]) == ""


def test_after_a_second_the_line_says_how_far_it_is_and_is_gone_in_the_end() -> None:
    assert run(Terminal(), [0.5, 1.5, 2.5]) == f"{ERASE}Making a.ogg: 50%{ERASE}Making a.ogg: 75%{ERASE}"


def test_the_line_changes_ten_times_a_second_at_most() -> None:
    assert run(Terminal(), [1.5, 1.51, 1.52, 1.7]).count("%") == 2


def test_in_a_pipe_and_on_a_dumb_terminal_there_is_no_progress() -> None:
    assert run(io.StringIO(), [5, 6, 7]) == ""
    assert run(Terminal(), [5, 6, 7], {"TERM": "dumb"}) == ""


def test_a_terminal_that_is_gone_does_not_stop_the_work() -> None:
    assert run(GoneTerminal(), [5, 6, 7]) == ""


@pytest.mark.parametrize(
    ("stream", "environment", "colour"),
    [
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colour_is_for_a_terminal_that_does_not_refuse_it(
    stream: io.StringIO, environment: dict[str, str], colour: bool
) -> None:
    assert has_colour(stream, environment) == colour
