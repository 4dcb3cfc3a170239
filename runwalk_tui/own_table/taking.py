"""Another programme in place of the one in use: found, shown, and taken as the runner's own table.

The table that was there before is never lost: it gets a name with the date in it. The log isn't touched: sessions are
filed under their programme's name, so whoever comes back to a programme finds them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from shlex import quote as quote_for_shell

from runwalk_tui import paths
from runwalk_tui.programme.faults import TableError, quote, shorten
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.shipped import PROGRAMMES, SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.programme.stage import StageTable, TableKind
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.session.records import Log
from runwalk_tui.system.files import LARGEST_TEXT, read_ordinary, write_whole_in_new_folder
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible
from runwalk_tui.table_in_use import read_table

OTHER_EXERCISE = "can't be the programme in use: it's other exercise, which the app offers on days without running"


class NotTakenError(Exception):
    """A programme that can't be taken up; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme that can be taken up: its table has no faults and is no other exercise."""

    table: StageTable
    text: str
    """Its file, comments and all."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A programme that was taken up."""

    path: Path
    """The runner's own table from now on."""
    before: Path | None
    """Where the table is that was there before; None when there was none of the runner's own."""


def candidate(named: str) -> Candidate:
    """Find a programme by its name, or in a file.

    Raises TableError when the file has faults, and NotTakenError when there is nothing of that name or when it is
    other exercise.
    """
    if named in SHIPPED:
        file = paths.shipped_programme(named)
    elif paths.stands_there(Path(named)):
        file = Path(named)
    else:
        near = get_close_matches(named.lower(), SHIPPED, 1)
        what = f"did you mean {near[0]}?" if near else f"the programmes are {', '.join(takeable())}"
        raise NotTakenError(f"there is no programme and no file called {quote(named)}; {what}")
    text = read_table(file)
    table = parse_table(text, str(file))
    if table.kind is TableKind.COMPANION:
        raise NotTakenError(f"{quote(table.programme)} {OTHER_EXERCISE}")
    return Candidate(table, text)


def table_of_shipped(programme: ShippedProgramme) -> StageTable:
    """The table of a programme that ships. Raises TableError when this copy of runwalk has come without it."""
    file = paths.shipped_programme(programme.name)
    return parse_table(read_table(file), str(file))


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
    """Whether the table in use is this one already, word for word. Raises NoHomeError."""
    try:
        return read_table(paths.stages_file()) == wanted.text
    except TableError:
        return False


def take(wanted: Candidate, today: date) -> Taken:
    """Make a programme the runner's own table, and keep the one before it under a name with the date in it.

    Raises NotTakenError when a file can't be read or written; then nothing has changed.
    """
    own = paths.own_stages()
    new = wanted.text.encode()
    try:
        old = read_ordinary(own, LARGEST_TEXT) if paths.stands_there(own) else None
        if old is not None and len(old) > LARGEST_TEXT:
            raise NotTakenError(f"{own} is larger than 1 MiB, so it isn't a stage table; move it somewhere else first")
        if old == new:
            return Taken(own, None)
        before = _keep(old, today) if old is not None else None
        write_whole_in_new_folder(own, new)
    except OSError as error:
        raise NotTakenError(f"{error.filename or own}: {error.strerror or error}; nothing has changed") from error
    return Taken(own, before)


def _keep(old: bytes, today: date) -> Path:
    """Write a table under the first dated name that is free or has it already. Raises OSError."""
    number = 1
    while True:
        dated = f"stages-{today.isoformat()}{f'-{number}' if number > 1 else ''}.toml"
        file = paths.config_dir() / dated
        if not paths.stands_there(file):
            write_whole_in_new_folder(file, old)
            return file
        if file.is_file() and file.read_bytes() == old:
            return file
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
