"""Who starts the program on a terminal, and so what becomes of a hang-up on its way to it."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

ITSELF = "itself"
"""The program is what the terminal runs; the hang-up comes once."""
SHELL = "a shell"
"""A shell at which somebody typed it, with jobs of its own; it ends with the program."""
MAKE = "make"
"""As `make run` does; it passes the hang-up on, so that comes twice, with a continue."""
IGNORED = "hang-ups ignored"
"""By somebody who wants to hear nothing of hang-ups; only the terminal says that it is gone."""
STARTERS = tuple(by for by in (ITSELF, SHELL, MAKE, IGNORED) if by != MAKE or shutil.which("make"))


def command(by: str, words: Sequence[str], folder: Path) -> list[str]:
    """What the terminal runs so that these words are started by somebody; files that takes lie in the folder."""
    if by == SHELL:
        return ["sh", "-i"]
    if by == MAKE:
        makefile = folder / "Makefile"
        makefile.write_text(f"run:\n\t@{shlex.join(words)}\n")
        return ["make", "-s", "-f", str(makefile), "run"]
    if by == IGNORED:
        return ["sh", "-c", f"trap '' HUP; {shlex.join(words)}; exit"]
    return list(words)


def typed(by: str, words: Sequence[str]) -> str:
    """What has to be typed to start it."""
    return f"{shlex.join(words)}; exit\r" if by == SHELL else ""
