"""Which stage table the program uses, even when the runner's own has an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from runwalk_tui.history.errors import StoreError
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.faults import Fault, TableError
from runwalk_tui.programme.reader import not_toml, parse_table
from runwalk_tui.programme.stage import StageTable, TableKind
from runwalk_tui.rule.reasons import plural
from runwalk_tui.system.files import read_text
from runwalk_tui.system.problems import FaultyTextError, NotWrittenError, Problem
from runwalk_tui.values import dataclass

LAST_GOOD = "last good stage table"
LAST_VERSION = "its last version without errors"
"""Which table is used instead of one with errors, in words."""
NOT_THE_PROGRAMME = (
    "a table of other exercise can't be the programme in use. To have it among your other exercise (e on Home), move "
    "this file away, then: runwalk stages use FILE"
)


if TYPE_CHECKING:  # Python makes a protocol slowly
    from typing import Protocol

    class Memory(Protocol):
        """Where small facts are remembered: the store."""

        def remember(self, key: str, value: str) -> None: ...
        def recall(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class TableInUse:
    """A table that works, and why the requested one is not in use if it is not."""

    table: StageTable
    path: Path
    """The file that should be used."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with that file; empty when its table is the one in use."""
    instead: str = ""
    """Which table is used instead, in words; empty when nothing is wrong."""
    problem: Problem | None = None
    """Set when this good table could not be remembered for a day on which the file has an error."""

    @property
    def error_lines(self) -> tuple[str, ...]:
        """How many errors the requested table has and which one is used instead, then each error; mostly nothing."""
        if not self.faults:
            return ()
        headline = f"{self.path} has {plural(len(self.faults), 'error')}; using {self.instead}."
        return (headline, *map(str, self.faults))


def load_table(path: Path) -> StageTable:
    """Return the table in a file. Raises TableError with every fault of it, also when it cannot be read."""
    return parse_table(read_table(path), str(path))


def load_programme(path: Path) -> StageTable:
    """Return the table in a file that is to be the one in use. Raises TableError, for other exercise too."""
    return parse_programme(read_table(path), path)


def parse_programme(text: str, path: Path) -> StageTable:
    """Return the table in a text that is to be the one in use. Raises TableError, for other exercise too."""
    table = parse_table(text, str(path))
    if table.kind is TableKind.COMPANION:
        from runwalk_tui.programme.toml_lines import key_lines  # rarely needed

        line = key_lines(text)["programme", "kind"]
        raise TableError([Fault(str(path), line, "programme: kind", NOT_THE_PROGRAMME)])
    return table


def read_table(path: Path) -> str:
    """Return the text of a file. Raises TableError when there is none that can be used."""
    try:
        return read_text(path)
    except FaultyTextError as error:
        raise not_toml(str(path), error) from error


def table_in_use(path: Path, memory: Memory | None) -> TableInUse:
    """Load the table at `path`; if it is faulty, the last good one, else the one that ships."""
    try:
        # Read once: an editor may put another file in its place at any moment, and what was checked is remembered.
        text = read_table(path)
        table = parse_programme(text, path)
    except TableError as error:
        return _instead(path, error.faults, memory)
    if memory is not None and path != shipped_stages() and memory.recall(LAST_GOOD) != text:
        try:
            memory.remember(LAST_GOOD, text)
        except NotWrittenError as error:
            return TableInUse(table, path, problem=Problem(str(error)))
    return TableInUse(table, path)


def table_after(was: TableInUse, path: Path, memory: Memory) -> TableInUse:
    """Load the table that is at `path` by now; if it is faulty, `was` stays, where it is an earlier version of it."""
    try:
        now = table_in_use(path, memory)
    except StoreError:  # what is wrong with the log is said elsewhere, and does not keep anybody from the table
        now = table_in_use(path, None)
    if now.faults and was.path == now.path:
        now = replace(now, table=was.table, instead=was.instead or LAST_VERSION)
    return now


def _instead(path: Path, faults: tuple[Fault, ...], memory: Memory | None) -> TableInUse:
    text = memory.recall(LAST_GOOD) if memory is not None else None
    if text is not None:
        try:
            return TableInUse(parse_table(text, str(path)), path, faults, LAST_VERSION)
        except TableError as error:
            # A version of the program with stricter checks may refuse what was good once.
            faults = faults + error.faults
    return TableInUse(load_table(shipped_stages()), path, faults, "the table that comes with runwalk")
