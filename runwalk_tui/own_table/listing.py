"""The list of programmes and other exercise: what comes with runwalk and the runner's own, as every front shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runwalk_tui.own_table.earlier import EARLIER, EarlierTable, earlier_tables
from runwalk_tui.own_table.exercise import Exercise, find_exercise
from runwalk_tui.own_table.taking import changed_copy_of, table_of_shipped
from runwalk_tui.programme.faults import shorten
from runwalk_tui.programme.shipped import NOTHING_HURTS, SHIPPED, ShippedProgramme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.programme_words import about_programme
from runwalk_tui.system.safe_text import visible

OWN = "your own"
OWN_COPY = "your own copy, changed"
HAS_ERRORS = "has errors"
OWN_WITH_ERRORS = "your own, with errors"
BACK = "This is your own copy, changed. Enter offers to go back to the figures that come with runwalk."


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list."""

    key: str
    """What tells it from every other row: the name that is typed, or the runner's file."""
    name: str
    """What the row is called."""
    about: str
    """What it is for, in one line."""
    mark: str
    """What else the row says: "in use"; mostly nothing."""
    exercise: Exercise | None
    """None for a programme."""
    shipped: ShippedProgramme | None
    """None for the runner's own exercise."""
    earlier: EarlierTable | None = None
    """The table that was the runner's own before; None for everything else."""
    in_use: bool = False
    changed: StageTable | None = None
    """The table in use when that is a changed copy of it."""

    @property
    def title(self) -> str:
        """What its sessions are filed under; "" for a file with errors."""
        if self.earlier is not None:
            return self.earlier.title
        if self.exercise is not None:
            return self.exercise.table.programme if self.exercise.table is not None else ""
        return self.shipped.title if self.shipped is not None else ""

    def told(self) -> Sequence[str]:
        """Everything about it, a sentence or two a line. Raises TableError."""
        exercise = self.exercise
        if self.earlier is not None:
            return about_programme(ShippedProgramme(self.name, self.title, self.about), self.earlier.table)
        if exercise is None:
            shipped = _known(self.shipped)
            lines = about_programme(shipped, self.changed or table_of_shipped(shipped))
            return [*lines[:1], BACK, *lines[1:]] if self.changed is not None else lines
        fault = [exercise.fault] if exercise.fault else []
        if exercise.table is None:
            return [f"{self.about[0].upper()}{self.about[1:]}.", *fault]
        shipped = ShippedProgramme(self.name, exercise.table.programme, self.about, NOTHING_HURTS, companion=True)
        lines = about_programme(exercise.shipped or shipped, exercise.table)
        return [*lines, *fault, *([f"Your file is {exercise.own}."] if exercise.is_own else [])]


def _known(shipped: ShippedProgramme | None) -> ShippedProgramme:
    if shipped is None:
        raise ValueError("a programme in the list is one that ships")
    return shipped


def listed(in_use: StageTable | None) -> tuple[Listed, ...]:
    """Programmes, then other exercise. `in_use` is the table in use, None when it has errors. Raises TableError."""
    programmes = (one for one in SHIPPED.values() if not one.companion)
    return (*(_programme(one, in_use) for one in programmes), *map(_exercise, find_exercise()))


def earlier_listed(in_use: StageTable, today: date) -> tuple[Listed, ...]:
    """The tables that were the runner's own before, with keys that nothing has that comes with runwalk."""
    return tuple(
        Listed(f"{EARLIER}{one.title}", visible(shorten(one.title)), one.about(today), "", None, None, earlier=one)
        for one in earlier_tables(in_use)
    )


def _programme(one: ShippedProgramme, in_use: StageTable | None) -> Listed:
    if in_use is None or in_use.programme != one.title:
        return Listed(one.name, one.name, one.about, "", None, one)
    changed = in_use if changed_copy_of(in_use) is not None else None
    mark = f"in use: {OWN_COPY}" if changed is not None else "in use"
    return Listed(one.name, one.name, one.about, mark, None, one, in_use=True, changed=changed)


def _exercise(one: Exercise) -> Listed:
    if one.shipped is not None:
        mark = OWN if one.is_own else HAS_ERRORS if one.fault else ""
        return Listed(one.shipped.name, one.shipped.name, one.shipped.about, mark, one, one.shipped)
    # A file may have the name of a programme that ships; with its ending it never has.
    key = one.own.name if one.own is not None else one.name
    if one.table is None:
        return Listed(key, one.name, OWN_WITH_ERRORS, "", one, None)
    about = OWN if one.table.programme.lower() == one.name else f"{OWN}: {one.table.programme}"
    return Listed(key, one.name, about, "", one, None)
