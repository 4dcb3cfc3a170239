"""What an option or an argument may be, and one plain line for what it may not be.

click's own lines are written for programmers ("not a valid integer range", "0<=x<=100"), so each kind of value that a
command has is a type here that says what is wrong and what would be right.
"""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from runwalk_tui.system.safe_text import shortened

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Items = list[CompletionItem[str]]
    WholeType = click.ParamType[int]
    NumberType = click.ParamType[float]
    WordType = click.ParamType[str]
    PathType = click.ParamType[Path]
else:  # not every click that is allowed can name the value
    WholeType = NumberType = WordType = PathType = click.ParamType

LONGEST_SCALE = 10
"""From the first to the last number of a scale that Tab offers: that of pain."""


class WholeNumber(WholeType):
    """A whole number; with `least` and `most`, from the one to the other."""

    name = "N"

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except (TypeError, ValueError):
            self.fail(f"{quoted(value)} is not {self.meaning()}", param, ctx)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            self.fail(f"{quoted(value)} is not {self.meaning()}", param, ctx)
        return number

    def meaning(self) -> str:
        """What would be right, for the end of a sentence."""
        return f"a whole number{f' from {self.span()}' if self.span() else ''}"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        if self.least is None or self.most is None or self.most - self.least > LONGEST_SCALE:
            return []
        return beginning_with(incomplete, map(str, range(self.least, self.most + 1)))

    def span(self) -> str:
        """From what to what, such as "0 to 10"; "" without limits."""
        return "" if self.least is None else f"{self.least} to {self.most}"


class Number(NumberType):
    """A number from `least` to `most`."""

    name = "N"

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if math.isnan(number) or not self.least <= number <= self.most:
            self.fail(f"{quoted(value)} is not {self.meaning()}", param, ctx)
        return number

    def meaning(self) -> str:
        """What would be right, for the end of a sentence."""
        return f"a number from {self.span()}"

    def span(self) -> str:
        """From what to what, such as "0 to 1"."""
        return f"{self.least:g} to {self.most:g}"


class OneWord(WordType):
    """One of a few words."""

    name = "WORD"

    def __init__(self, choices: Sequence[str], *, also: Mapping[str, str] = MappingProxyType({})) -> None:
        """`also` holds other words that are understood, each with the choice that it means."""
        self.choices = tuple(choices)
        self.also = also

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        value = self.also.get(value, value)
        if value not in self.choices:
            self.fail(f"{quoted(value)} is not {self.meaning()}", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        return beginning_with(incomplete, self.choices)

    def meaning(self) -> str:
        """What would be right, for the end of a sentence."""
        *others, last = self.choices
        return f"{', '.join(others)} or {last}"


class NamedPath(PathType):
    """A file or folder that the runner names. "" is none: as a path it would be the current folder.

    It isn't click's own, which looks for a translation of its name, in several folders, as often as one is made.
    """

    name = "path"

    def __init__(self, *, dir_okay: bool = True, readable: bool = True) -> None:
        self.dir_okay = dir_okay
        """Whether it may be a folder."""
        self.readable = readable
        """Whether what is there must be readable; there need not be anything."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value):
            self.fail("the name is empty; name a file or a folder", param, ctx)
        path = Path(value)
        try:
            mode = path.stat().st_mode
        except OSError:
            return path  # nothing is there yet, or whoever opens it says why not
        if not self.dir_okay and stat.S_ISDIR(mode):
            self.fail(f"{value} is a folder; name a file", param, ctx)
        if self.readable and not os.access(path, os.R_OK):
            self.fail(f"{value} can't be read; check its permissions, or name another", param, ctx)
        return path

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def quoted(value: object) -> str:
    """What was typed, in quotes and no longer than a line has room for."""
    return f'"{shortened(str(value), 40)}"'


def beginning_with(typed: str, known: Iterable[str]) -> Items:
    """The words that begin as it was typed, for Tab to offer."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in known if word.startswith(typed)]
