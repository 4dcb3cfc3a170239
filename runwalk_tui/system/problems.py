"""What goes wrong, as a value or as an exception, with one line that says what to do."""

from __future__ import annotations

from runwalk_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not work; whoever gets one shows its line. Where all went well there is none."""

    line: str
    """One line for the runner: what, where, and what to do."""

    def __str__(self) -> str:
        return self.line


class FaultyTextError(Exception):
    """A text that cannot be used, or cannot be read as what it is meant to be."""

    def __init__(self, *slips: tuple[int, str]) -> None:
        super().__init__(slips)
        self.slips = slips
        """(line from 1, one line that says what is wrong), at least one."""


class NotWrittenError(Exception):
    """Something of the runner's could not be written down; the message is one line that says what to do."""
