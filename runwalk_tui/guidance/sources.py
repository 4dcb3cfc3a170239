"""Where what the app says comes from: each source with the name by which a reader can find it.

A page names its sources after each line, as {trial} or {physios, patient}. Readers see their short names there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from runwalk_tui.values import dataclass

NAMED = re.compile(r"\s*\{([a-z0-9, \n-]+)\}")
"""Where a page names sources, with the blank or the line break before it."""
OUR_OWN = "own"
"""The id of what has nothing behind it."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """One source."""

    id: str
    short: str
    """Shown after each line that rests on it, at most 25 characters."""
    name: str
    """In full: who, and the title as the source itself gives it."""
    about: str = ""
    """What to know when it is weighed; "" for nothing."""

    @property
    def in_full(self) -> str:
        """The name, and what to know about it."""
        return f"{self.name}: {self.about}" if self.about else self.name


@cache
def sources() -> Mapping[str, CitedSource]:
    """Every source by its id, in the order of the file."""
    document = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))
    return {each["id"]: CitedSource(**each) for each in document["source"]}


def named_in(text: str) -> tuple[str, ...]:
    """The ids that a text names, each once, in the order in which they come."""
    found = (each.strip() for mark in NAMED.findall(text) for each in mark.split(","))
    return tuple(dict.fromkeys(found))


def with_short_names(text: str) -> str:
    """A text with the short names of its sources in place of their ids. Raises KeyError for an id that is none."""
    known = sources()

    def shown(mark: re.Match[str]) -> str:
        return f" *({'; '.join(known[each.strip()].short for each in mark[1].split(','))})*"

    return NAMED.sub(shown, text)
