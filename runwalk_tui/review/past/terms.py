"""The values of the filter language: what a filter asks of a session, and how that is written."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FigureName(StrEnum):
    """A figure of a session that can be compared."""

    PAIN = "pain"
    """The worst pain, never below the one after, 0 to 10; so are the pains that follow."""
    BEFORE = "before"
    AFTER = "after"
    MORNING = "morning"
    EFFORT = "effort"
    """0 to 10."""
    REPS = "reps"
    """Repetitions that were done."""


class Comparison(StrEnum):
    """How a figure is compared."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    EXACTLY = "="


class KindWanted(StrEnum):
    """What kind of session is wanted."""

    RUN = "run"
    """A run-walk session that was no rehearsal."""
    WALK = "walk"
    COMPANION = "other"
    """Other exercise."""
    REHEARSAL = "rehearsal"


class PeriodEdge(StrEnum):
    """Which end of a time a date is."""

    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class TextTerm:
    """Words that are next to each other in a column, an answer or a note."""

    text: str
    """Case-folded, one space between two words; not empty."""

    def __str__(self) -> str:
        return self.text if re.fullmatch(r"[^\W\d_]+", self.text) and self.text != "not" else f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class StageTerm:
    """The stage that a session started with."""

    stage: str
    """Its id, case-folded; not empty."""

    def __str__(self) -> str:
        return f"stage:{quoted(self.stage)}"


@dataclass(frozen=True, slots=True)
class FigureTerm:
    """A figure that is given and compares like this."""

    name: FigureName
    comparison: Comparison
    value: int
    """0 to 100."""

    def __str__(self) -> str:
        return f"{self.name}{self.comparison}{self.value}"


@dataclass(frozen=True, slots=True)
class PeriodTerm:
    """Sessions from the beginning of a year, month or day on, or to its end."""

    edge: PeriodEdge
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def bound(self) -> date:
        """The first day, or the last one, that belongs to it."""
        if self.edge is PeriodEdge.FROM:
            return date(self.year, self.month or 1, self.day or 1)
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return f"{self.edge}:{'-'.join(parts)}"


@dataclass(frozen=True, slots=True)
class SoreTerm:
    """New soreness at a place."""

    place: str
    """Case-folded part of the place's name; not empty."""

    def __str__(self) -> str:
        return f"sore:{quoted(self.place)}"


@dataclass(frozen=True, slots=True)
class NoteTerm:
    """Words in the note."""

    text: str
    """Case-folded, with one space between two words; not empty."""

    def __str__(self) -> str:
        return f"note:{quoted(self.text)}"


@dataclass(frozen=True, slots=True)
class KindTerm:
    """A kind of session."""

    kind: KindWanted

    def __str__(self) -> str:
        return f"kind:{self.kind}"


Wanted = TextTerm | StageTerm | FigureTerm | PeriodTerm | SoreTerm | NoteTerm | KindTerm


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked of a session."""

    wanted: Wanted
    without: bool = False
    """Only sessions for which it does not hold."""

    def __str__(self) -> str:
        return f"{'-' if self.without else ''}{self.wanted}"


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Every term must match; without terms every session does."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))


def quoted(text: str) -> str:
    """A value as it is written: in quotes unless it is of letters, digits and a few signs alone."""
    return text if re.fullmatch(r"[\w.-]+", text) else f'"{text}"'
