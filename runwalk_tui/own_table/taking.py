"""Another programme in place of the one in use, or a copy of other exercise: found, shown, and made the runner's own.

The table that was there before is never lost: it gets a name with the date in it. The log isn't touched: sessions are
filed under their programme's name, so whoever comes back to a programme finds them again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from shlex import quote as quote_for_shell

from runwalk_tui import paths
from runwalk_tui.own_table.earlier import earlier_called, is_untouched
from runwalk_tui.own_table.exercise import own_file, place_of
from runwalk_tui.own_table.saving import read_only
from runwalk_tui.programme.faults import TableError, quote, shorten
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import PROGRAMMES, SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.programme.stage import StageTable, TableKind
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.session.records import Log
from runwalk_tui.system.files import LARGEST_TEXT, read_ordinary, write_whole, write_whole_not_through
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible
from runwalk_tui.table_in_use import read_table
from runwalk_tui.values import dataclass


class NotTakenError(Exception):
    """A table that can't be made the runner's own; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table without faults that can be made the runner's own."""

    table: StageTable
    text: str
    """Its file, comments and all."""

    @property
    def companion(self) -> bool:
        """Whether it is other exercise, which is never the programme in use."""
        return self.table.kind is TableKind.COMPANION

    @property
    def place(self) -> Path:
        """The file that is the runner's own. Raises NoHomeError."""
        return place_of(self.table) if self.companion else paths.own_stages()


@dataclass(frozen=True, slots=True)
class Taken:
    """A table that is the runner's own now."""

    path: Path
    """Its file."""
    before: Path | None
    """Where the table is that was there before; None when there was none of the runner's own."""


def candidate(named: str) -> Candidate:
    """Find a programme or other exercise by its name, or in a file; by the name in its table also the newest programme
    that was in use before.

    Raises TableError when the file has faults, and NotTakenError when there is nothing of that name.
    """
    if named in SHIPPED:
        file = paths.shipped_programme(named)
    elif paths.stands_there(Path(named)):
        file = Path(named)
    elif own := own_file(named):
        file = own
    elif (earlier := earlier_called(named)) is not None:
        file = earlier.file
    elif (shipped := shipped_as(named)) is not None:
        file = paths.shipped_programme(shipped.name)
    else:
        near = get_close_matches(named.lower(), SHIPPED, 1)
        what = f"did you mean {near[0]}?" if near else f"the programmes are {', '.join(takeable())}"
        raise NotTakenError(f"there is no programme and no file called {quote(named)}; {what}")
    text = read_table(file)
    return Candidate(parse_table(text, str(file)), text)


def table_of_shipped(programme: ShippedProgramme) -> StageTable:
    """The table of a programme that ships. Raises TableError when this copy of runwalk has come without it."""
    file = paths.shipped_programme(programme.name)
    return parse_table(read_table(file), str(file))


def changed_copy_of(table: StageTable) -> ShippedProgramme | None:
    """The programme that ships of which a table is a changed copy; None when it is as it ships, or another one."""
    shipped = shipped_as(table.programme)
    if shipped is None:
        return None
    try:
        return None if table_of_shipped(shipped) == table else shipped
    except TableError:
        return None


def takeable() -> tuple[str, ...]:
    """The names of the programmes that can be taken up: all that ship but the other exercise."""
    return tuple(each.name for each in PROGRAMMES)


def about_log(new: StageTable, old: StageTable | None, log: Log, today: date) -> Iterator[str]:
    """What becomes of the sessions in the log, in a sentence for each programme that is meant."""
    if old is not None and new.programme == old.programme:
        return
    if old is not None and (done := _sessions(old, log)):
        count = "Your session" if len(done) == 1 else f"Your {len(done)} sessions"
        yield (
            f"{count} of {_called(old)} {'stays' if len(done) == 1 else 'stay'} in your log and "
            "will be there when you come back."
        )
    if again := _sessions(new, log):
        yield (
            f"You've done {plural(len(again), 'session')} of {_called(new)} before, the last on "
            f"{day_name(again[-1], today)}: you carry on from there, and the days since then count as a break."
        )


def _called(table: StageTable) -> str:
    """The name of a programme in a sentence on a screen."""
    return f"“{visible(shorten(table.programme))}”"


def _sessions(table: StageTable, log: Log) -> list[date]:
    """The days of the counted sessions of a programme, in order."""
    return sorted(one.day for one in log.sessions if one.counted and one.programme == table.programme)


def another_would_not_be_used(file: Path) -> Problem | None:
    """Why to take up a programme would change nothing: `file`, the table in use, was named at the start.

    None when it would. Raises NoHomeError.
    """
    if file == paths.own_stages() or paths.ships(file):
        return None
    return Problem(
        f"runwalk was started with the table {file}. To take up another programme, start it without --stages."
    )


def is_in_use(wanted: Candidate) -> bool:
    """Whether the table in use, or the runner's own copy, is this one already, word for word. Raises NoHomeError."""
    try:
        return read_table(wanted.place if wanted.companion else paths.stages_file()) == wanted.text
    except TableError:
        return False


def take(wanted: Candidate, today: date) -> Taken:
    """Make a table the runner's own, and keep the one before it under a name with the date in it, unless it comes with
    runwalk and is as it came.

    A file that comes with runwalk is never written to: a link to one is replaced by a file. Raises NotTakenError when
    a file can't be read or written; then nothing has changed.
    """
    own = wanted.place
    new = wanted.text.encode()
    try:
        ships = paths.ships(own)
        old = read_ordinary(own, LARGEST_TEXT) if paths.stands_there(own) and not ships else None
        if old is not None and len(old) > LARGEST_TEXT:
            raise NotTakenError(f"{own} is larger than 1 MiB, so it isn't a stage table; move it somewhere else first")
        if old == new:
            return Taken(own, None)
        if old is not None and read_only(own):
            raise NotTakenError(f"{own} is read-only, so nothing has changed: allow writing to it first")
        if old is None or is_untouched(old):
            paths.make_folder(own.parent if ships else Path(os.path.realpath(own)).parent)
            (write_whole_not_through if ships else write_whole)(own, new)
            return Taken(own, None)
        return Taken(own, _replaced(own, old, new, today))
    except OSError as error:
        # What is written first has a name that is gone by now, so it is the runner's own that is named.
        raise NotTakenError(f"{own}: {error.strerror or error}; nothing has changed") from error


def _replaced(own: Path, old: bytes, new: bytes, today: date) -> Path:
    """Write the new table in the place of the old one, and return where that is now. Raises OSError."""
    before, made = _dated(own, old, today)
    if made:
        write_whole(before, old)
    try:
        write_whole(own, new)
    except BaseException:
        if made:
            before.unlink(missing_ok=True)
        raise
    return before


def _dated(own: Path, old: bytes, today: date) -> tuple[Path, bool]:
    """The first dated name that is free or has this table already, and whether it is free. Raises OSError."""
    folder = paths.config_dir()
    # Not in the folder of other exercise, where it would be listed.
    stem = own.stem if own.parent == folder else f"{own.parent.name}-{own.stem}"
    number = 1
    while True:
        file = folder / f"{stem}-{today.isoformat()}{f'-{number}' if number > 1 else ''}.toml"
        if not paths.stands_there(file):
            return file, True
        if file.is_file() and file.read_bytes() == old:
            return file, False
        number += 1


def way_back(taken: Taken, old: StageTable | None) -> str:
    """How to come back to the programme before, in one sentence; "" when nothing was replaced."""
    shipped = shipped_as(old.programme) if old is not None else None
    if taken.before is None:
        return f"To go back: runwalk stages use {shipped.name}" if shipped is not None else ""
    unchanged = shipped is not None and _same_text(taken.before, paths.shipped_programme(shipped.name))
    name = shipped.name if shipped is not None and unchanged else quote_for_shell(str(taken.before))
    return f"Your old table is in {taken.before}. To go back: runwalk stages use {name}"


def _same_text(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
