"""What is wrong with a stage table: every fault at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runwalk_tui.programme.quote import printable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, and what would be right."""

    file: str
    """Name of the file as the runner gave it."""
    line: int
    """From 1; 1 too when the fault is the file itself."""
    where: str
    """Such as `stage "7": walk`; empty when the whole file or its syntax is meant."""
    message: str
    """One line, safe to print."""

    def __str__(self) -> str:
        place = f"{printable(self.file)}:{self.line}: "
        return place + (f"{self.where}: {self.message}" if self.where else self.message)


class TableError(Exception):
    """A stage table cannot be used. Its text is all of its faults, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=lambda fault: fault.line))
        """In order of line; at least one."""
        super().__init__("\n".join(map(str, self.faults)))
