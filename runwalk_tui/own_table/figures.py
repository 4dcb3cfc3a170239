"""The common figures of a stage as a form has them: what is typed, what is wrong with it, what the file then says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from runwalk_tui.own_table.rewriting import CannotRewriteError, Value, rewritten
from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.own_table.typed_duration import wrong_duration
from runwalk_tui.programme.duration import format_duration, parse_duration
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import shipped_as
from runwalk_tui.programme.stage import LONGEST_SESSION, LONGEST_STEP, MOST_REPS, Source, Stage, StageTable
from runwalk_tui.programme.toml_lines import KeyPath
from runwalk_tui.programme.toml_text import parse_toml

FigureName = Literal["run", "walk", "fill", "fewest", "most", "warm_up", "per_week"]
DAYS_A_WEEK = 7
LABELS: Mapping[FigureName, str] = {
    "run": "Run",
    "walk": "Walk",
    "fill": "In all",
    "fewest": "Repetitions from",
    "most": "to",
    "warm_up": "Warm-up",
    "per_week": "Per week",
}
"""Each figure of the form, in its order."""
DURATIONS: Mapping[FigureName, tuple[int, int]] = {
    "run": (1, LONGEST_STEP),
    "walk": (1, LONGEST_STEP),
    "fill": (1, LONGEST_SESSION),
    "warm_up": (0, LONGEST_STEP),
}
"""Figures that are durations, with the seconds that each can have."""
COUNTS: Mapping[FigureName, int] = {"fewest": MOST_REPS, "most": MOST_REPS, "per_week": DAYS_A_WEEK}
"""Figures that are whole numbers from 1, with the largest."""
OWN_FIGURES: frozenset[FigureName] = frozenset({"run", "walk", "fill", "fewest", "most"})
"""Figures that have a source: with another one in their place the stage is the runner's own."""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """The figures of one stage of a file, as they are there and as they were typed."""

    text: str
    """The file as it was read."""
    table: StageTable
    """What it says."""
    position: int
    """Of the stage, from 0."""
    was: Mapping[FigureName, str]
    """The figures that this stage has, as the file has them."""
    warm_up_alone: bool
    """Whether the stage has a warm-up of its own; else its warm-up is that of every stage."""
    note_ships: bool
    """Whether its note is the one that comes with runwalk, which is about the figures that do."""
    typed: Mapping[FigureName, str] = field(default_factory=dict)
    """What was typed in the place of some."""

    @property
    def stage(self) -> Stage:
        """The stage as the file has it."""
        return self.table.stages[self.position]

    @property
    def fields(self) -> tuple[FigureName, ...]:
        """The figures of this stage, in the order of the form."""
        return tuple(self.was)

    @property
    def has_pair(self) -> bool:
        """Whether a repetition is one run and one walk; a list of steps is changed in the file."""
        return "run" in self.was

    def shown(self, name: FigureName) -> str:
        """A figure as it was typed, or as the file has it."""
        return self.typed.get(name, self.was[name])

    def with_text(self, name: FigureName, text: str) -> FigureSheet:
        """The same with something else typed for a figure."""
        others = {key: value for key, value in self.typed.items() if key != name}
        return replace(self, typed=others if text == self.was[name] else {**others, name: text})

    @property
    def changed(self) -> bool:
        """Whether anything else was typed than the file has."""
        return bool(self.typed)

    def faults(self) -> dict[FigureName, str]:
        """What is wrong with what was typed, a line for each such figure."""
        found = {name: wrong for name, text in self.typed.items() if (wrong := _wrong(name, text))}
        if not found.keys() & {"fewest", "most"} and {"fewest", "most"} <= self.was.keys():
            fewest, most = int(self.shown("fewest")), int(self.shown("most"))
            if fewest > most:
                found["most"] = f"{most} is less than {fewest}"
        return found

    def outcome(self) -> tuple[str, StageTable]:
        """The text with what was typed in it, and what it then says.

        To be asked where there are no faults. Raises TableError where the figures don't go together, such as a session
        that would be too long, and CannotRewriteError.
        """
        changed = rewritten(self.text, self._edits())
        return changed, parse_table(changed, "")

    def _edits(self) -> dict[KeyPath, Value]:
        here: KeyPath = ("stage", self.position)
        edits: dict[KeyPath, Value] = {}
        for name in self.typed:
            if name in ("run", "walk", "fill"):
                edits[(*here, name)] = self.typed[name]
        if self.typed.keys() & {"fewest", "most"}:
            fewest, most = int(self.shown("fewest")), int(self.shown("most"))
            edits[(*here, "reps")] = fewest if fewest == most else (fewest, most)
        if "warm_up" in self.typed:
            place: KeyPath = here if self.warm_up_alone else ("programme",)
            edits[(*place, "warm_up")] = self.typed["warm_up"]
        if "per_week" in self.typed:
            edits["programme", "sessions_per_week"] = int(self.typed["per_week"])
        if self.typed.keys() & OWN_FIGURES:
            if self.stage.source is not Source.OWN:
                edits[(*here, "source")] = Source.OWN.value
            if self.note_ships:
                edits[(*here, "note")] = None
        return edits


def figures_of(text: str, name: str, stage_id: str) -> FigureSheet | None:
    """The figures of a stage of a file; None when the file has no such stage.

    `name` is what faults call the file. Raises TableError.
    """
    table = parse_table(text, name)
    position = table.index(stage_id)
    if position is None:
        return None
    given = cast("list[dict[str, Any]]", parse_toml(text)["stage"])[position]
    stage = table.stages[position]
    was: dict[FigureName, str] = {}
    for key in ("run", "walk", "fill"):
        if key in given:
            was[key] = format_duration(parse_duration(given[key]))
    if "fill" not in given and ("run" in given or "reps" in given):
        was["fewest"], was["most"] = str(stage.reps_min), str(stage.reps_max)
    was["warm_up"] = format_duration(stage.warm_up)
    was["per_week"] = str(table.sessions_per_week)
    return FigureSheet(text, table, position, was, "warm_up" in given, _note_ships(table, stage))


def _note_ships(table: StageTable, stage: Stage) -> bool:
    """Whether a stage has a note that a stage of the programme of this name has as it comes with runwalk."""
    shipped = shipped_as(table.programme)
    if not stage.note or shipped is None:
        return False
    try:
        return any(stage.note == each.note for each in table_of_shipped(shipped).stages)
    except TableError:
        return False  # this copy of runwalk has come without it, so there is nothing to compare with


def taken_over(typed: FigureSheet, fresh: FigureSheet) -> FigureSheet:
    """What was typed, on the file as it is by now; figures that are the same there are not typed any more."""
    for name, text in typed.typed.items():
        if name in fresh.was:
            fresh = fresh.with_text(name, text)
    return fresh


def outcome_or_why(sheet: FigureSheet) -> tuple[str, StageTable] | str:
    """What the file would say, as `outcome` has it; or why that can't be, in one line."""
    try:
        return sheet.outcome()
    except TableError as error:
        fault = error.faults[0]
        return f"{fault.where}: {fault.message}" if fault.where else fault.message
    except CannotRewriteError as error:
        return str(error)


def _wrong(name: FigureName, text: str) -> str:
    """What is wrong with a figure by itself; "" when nothing is."""
    if name in COUNTS:
        most = COUNTS[name]
        fine = text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= most
        return "" if fine else f"a whole number from 1 to {most}, please"
    return wrong_duration(text, *DURATIONS[name])
