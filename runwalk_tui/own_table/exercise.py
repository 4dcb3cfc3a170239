"""Other exercise there is to choose from: what comes with runwalk, and the runner's own.

The runner's own are stage tables in the folder `exercise` of the config folder. One with the name of one that comes
with runwalk is used in its place, unless it has errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from runwalk_tui import paths
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.shipped import SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.programme.stage import StageTable, TableKind
from runwalk_tui.rule.reasons import plural
from runwalk_tui.table_in_use import load_table
from runwalk_tui.values import dataclass

SUFFIX = ".toml"
A_PROGRAMME = 'this is a programme, not other exercise; other exercise has kind = "companion" under [programme]'


@dataclass(frozen=True, slots=True)
class Exercise:
    """A table of other exercise."""

    name: str
    """What its file is called, without the ending."""
    table: StageTable | None
    """None when there is only a file with errors."""
    shipped: ShippedProgramme | None
    """The one that comes with runwalk under this name or title; None when there is none."""
    own: Path | None
    """The runner's own file; None when there is none."""
    fault: str = ""
    """Why the runner's own file is not used, in one line."""

    @property
    def is_own(self) -> bool:
        """Whether the table is the runner's own."""
        return self.own is not None and not self.fault


def find_exercise() -> tuple[Exercise, ...]:
    """Everything there is: what comes with runwalk first, each replaced by the runner's own, then the others.

    Raises TableError when this copy of runwalk has come without one of its tables.
    """
    own = _own_files()
    found = []
    for shipped in (each for each in SHIPPED.values() if each.companion):
        replacing = _take_out(own, shipped)
        if replacing is not None and replacing.is_own:
            found.append(Exercise(shipped.name, replacing.table, shipped, replacing.own))
            continue
        table = load_table(paths.shipped_programme(shipped.name))
        path, fault = (None, "") if replacing is None else (replacing.own, replacing.fault)
        if fault:
            fault = f"{fault} Using the one that comes with runwalk."
        found.append(Exercise(shipped.name, table, shipped, path, fault))
    return (*found, *own)


def companion_tables() -> tuple[StageTable, ...]:
    """The tables of other exercise without errors, in the order in which they are listed. Raises TableError."""
    return tuple(each.table for each in find_exercise() if each.table is not None)


def exercise_faults() -> tuple[str, ...]:
    """Why some of the runner's own are not used, a line each; mostly nothing."""
    return tuple(each.fault for each in find_exercise() if each.fault)


def place_of(table: StageTable) -> Path:
    """Where the runner's own table of this exercise belongs. Raises NoHomeError."""
    shipped = shipped_as(table.programme)
    if shipped is not None and shipped.companion:
        name = shipped.name
    else:
        # Letters of every alphabet, and no character that means something in a path.
        name = "-".join(re.findall(r"\w+", table.programme.lower()))[:60] or "exercise"
    return paths.own_exercise() / f"{name}{SUFFIX}"


def own_file(name: str) -> Path | None:
    """The runner's own file of this name; None when there is none."""
    return next((each.own for each in _own_files() if each.name == name.lower()), None)


def _take_out(own: list[Exercise], shipped: ShippedProgramme) -> Exercise | None:
    """The runner's own in the place of one that comes with runwalk: by its file's name, else by its title."""
    by_name = [each for each in own if each.name == shipped.name]
    by_title = [each for each in own if each.table is not None and each.table.programme == shipped.title]
    found = next(iter([*by_name, *by_title]), None)
    if found is not None:
        own.remove(found)
    return found


def _own_files() -> list[Exercise]:
    """The runner's own tables, by their names."""
    try:
        folder = paths.own_exercise()
        files = sorted(folder.iterdir())
    except (paths.NoHomeError, FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        return [Exercise("exercise", None, None, folder, f"{folder} can't be read: {error.strerror}.")]
    return list(_read(file for file in files if file.suffix == SUFFIX and not file.name.startswith(".")))


def _read(files: Iterator[Path]) -> Iterator[Exercise]:
    for file in files:
        try:
            table = load_table(file)
        except TableError as error:
            first, count = error.faults[0], len(error.faults)
            more = f" (and {plural(count - 1, 'more error')})" if count > 1 else ""
            yield Exercise(file.stem, None, None, file, f"{first}{more}.")
            continue
        if table.kind is TableKind.COMPANION:
            yield Exercise(file.stem, table, None, file)
        else:
            yield Exercise(file.stem, None, None, file, f"{file}: {A_PROGRAMME}.")
