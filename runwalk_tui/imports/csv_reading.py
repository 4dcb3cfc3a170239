"""Our own CSV read back, also after a spreadsheet has saved it again: with `;` or tabs, CRLF, a BOM, other dates.

What a cell says is checked as the same value in JSON is, and every row that cannot be used is named by its line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time as clock_time
from typing import TypeVar

from runwalk_tui.exports.csv_file import CHECKIN_HEADER, HEADER, parted, unguarded
from runwalk_tui.history.json_entries import nearest
from runwalk_tui.history.json_file import (
    BadRecord,
    HistoryFileError,
    checkin_from_document,
    moment_in,
    repeated_ids,
    session_from_document,
)
from runwalk_tui.imports.local_times import Dates, dates_in, minute_in
from runwalk_tui.imports.row_ids import has_made_id, id_of_row
from runwalk_tui.session.records import Log, SessionRecord
from runwalk_tui.system.own_clock import on_own_clock
from runwalk_tui.system.safe_text import shortened

R = TypeVar("R")

_DELIMITERS = ",;\t"
_LONGEST_CELL = 10 * 1024**2
"""Characters; a hundred thousand pain marks, the most that a session may have, are a tenth of that."""
_LISTS = frozenset({"soreness", "red_flags"})
_FLAGS = frozenset({"stopped_for_pain", "felt_ready", "rehearsal"})
_INSTANTS = frozenset({"started_at", "updated_at", "at"})
_TEXTS = _INSTANTS | {"id", "programme", "stage", "eased_to", "note", "source", "kind", "activity"}
_MARK = re.compile(r"\s*(\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*=\s*(\d+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvKind:
    """A table that runwalk writes."""

    header: tuple[str, ...]
    instant: str
    """The column with the exact instant."""
    telling: frozenset[str]
    """The columns by which it is known."""


SESSIONS = CsvKind(HEADER, "started_at", frozenset({"id", "programme", "stage", "reps_planned", "reps_done"}))
CHECKINS = CsvKind(CHECKIN_HEADER, "at", frozenset({"current", "average", "worst"}))


def kind_of(text: str) -> tuple[CsvKind, str] | None:
    """Which of our tables a text is, and what is between its cells; None when it is none of them."""
    first = text[: text.find("\n") if "\n" in text else len(text)].removeprefix("\ufeff")
    if _is_hint(first):
        rest = text.partition("\n")[2]
        first = rest.partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = set(_header_cells(first, delimiter))
        for kind in (SESSIONS, CHECKINS):
            dated = kind.instant in names or "date" in names
            if kind.telling <= names and dated:
                return kind, delimiter
    return None


def from_csv(text: str, kind: CsvKind, delimiter: str) -> Log:
    """The sessions or the check-ins of one of our tables. Raises HistoryFileError with every fault."""
    rows = list(_rows(text, delimiter))
    header = [name.strip().lower() for name in rows[0].cells]
    faults = list(_faults_of_header(header, kind))
    if faults:
        raise HistoryFileError(faults)
    found = [_Found(row.line, _named(header, row.cells)) for row in rows[1:] if any(map(str.strip, row.cells))]
    faults = [f"line {row.line}: a column with a value has no heading" for row in rows[1:] if _is_too_long(row, header)]
    faults += _breaks_off(text, rows)
    dates = dates_in([(row.line, row.cells.get("date", "")) for row in found])
    if dates.ambiguous and any(not row.cells.get(kind.instant, "").strip() for row in found):
        faults.append(dates.ambiguous)
        raise HistoryFileError(faults)
    if kind is SESSIONS:
        sessions = tuple(_read(found, kind, dates, session_from_document, faults))
        faults += repeated_ids("sessions", (session.id for session in sessions if not has_made_id(session)))
        log = Log(sessions=sessions)
    else:
        log = Log(checkins=tuple(_read(found, kind, dates, checkin_from_document, faults)))
    if faults:
        raise HistoryFileError(faults)
    return log


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    """Where it starts, from 1."""
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Found:
    line: int
    cells: Mapping[str, str]
    """By the name of the column."""


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows as they are, the header first. Raises HistoryFileError for what is no CSV."""
    text = text.removeprefix("\ufeff")
    skipped = 0
    if _is_hint(text.partition("\n")[0]):
        text, skipped = text.partition("\n")[2], 1
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for cells in reader:
            yield _Row(line, cells)
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise HistoryFileError([f"line {line}: it is not CSV: {error}"]) from error


def _is_hint(line: str) -> bool:
    """Whether it is the line by which one spreadsheet tells another what is between the cells."""
    return re.fullmatch(r"\ufeff?\"?sep=.\"?\s*", line, re.IGNORECASE) is not None


def _header_cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').lower() for cell in line.strip().split(delimiter)]


def _faults_of_header(header: Sequence[str], kind: CsvKind) -> Iterator[str]:
    for name in dict.fromkeys(header):
        if name and name not in kind.header:
            yield f"column {shortened(name)}: unknown{nearest(name[:40], kind.header)}"
        if name and header.count(name) > 1:
            yield f"column {shortened(name)}: appears twice"


def _breaks_off(text: str, rows: Sequence[_Row]) -> Iterator[str]:
    """The fault of a file that was cut off in the middle of its last row, as by a download that broke off.

    A spreadsheet may leave out empty cells at the end of a row; the line has its end all the same.
    """
    header, last = rows[0], rows[-1]
    if last is not header and len(last.cells) < len(header.cells) and not text.endswith(("\n", "\r")):
        yield f"line {last.line}: the file is cut short here; copy it again"


def _is_too_long(row: _Row, header: Sequence[str]) -> bool:
    """Whether a cell with something in it belongs to no column."""
    nameless = (cell for number, cell in enumerate(row.cells) if number >= len(header) or not header[number])
    return any(cell.strip() for cell in nameless)


def _named(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}


NULL = ", or null"
"""How a fault of JSON says that there may be no value."""


def _read(
    found: Sequence[_Found], kind: CsvKind, dates: Dates, read: Callable[[object], R], faults: list[str]
) -> Iterator[R]:
    """The records of the good rows; what is wrong with the others is added to `faults`."""
    starts: dict[str, tuple[int, bool]] = {}
    """For each start of a programme's session: the line of its row, and whether that had no id."""
    for row in found:
        document = {name: value for name, cell in row.cells.items() if (value := _value(name, cell)) is not None}
        odd = _place_in_time(document, row, kind, dates)
        made = kind is SESSIONS and not odd and _name_row(document)
        where = f"line {row.line}"
        if row.cells.get("id"):
            where += f' (id "{shortened(row.cells["id"], 40)}")'
        try:
            record = read(document)
        except BadRecord as bad:
            faults += [f"{where}: {fault}" for fault in (*odd, *_of_a_table(bad.faults, kind, odd))]
        else:
            if odd:
                faults += [f"{where}: {fault}" for fault in odd]
            if isinstance(record, SessionRecord):
                start = id_of_row(record.started_at, record.programme)
                line, also_made = starts.setdefault(start, (row.line, made))
                if line != row.line and (made or also_made):
                    faults.append(
                        f"{where}: it starts at the same time as line {line}; give each its own time or both an id"
                    )
            yield record


def _of_a_table(faults: Sequence[str], kind: CsvKind, odd: Sequence[str]) -> Iterator[str]:
    """The faults of a record in the words of a table, less that of an instant about which something better is said."""
    for fault in faults:
        if fault.startswith("id: missing"):
            continue  # it is made of what is missing or wrong, too, which is named
        if not (odd and fault.startswith(f"{kind.instant}: missing")):
            yield f"{fault.removesuffix(NULL)}, or nothing" if fault.endswith(NULL) else fault


def _name_row(document: dict[str, object]) -> bool:
    """Give a session without an id one that follows from its start and programme; returns whether it did."""
    at, programme = moment_in(str(document.get("started_at"))), document.get("programme")
    if "id" in document or at is None or not isinstance(programme, str):
        return False
    document["id"] = id_of_row(at, programme)
    document.setdefault("source", BY_HAND)
    return True


BY_HAND = "log"
"""The source of a session that no timer ran, as `runwalk log` writes it."""


def _value(name: str, cell: str) -> object:
    """What a cell says, as JSON would say it; None for nothing. What makes no sense stays as it is, an error."""
    text = unguarded(cell)
    if name in _INSTANTS:
        text = text.strip()
    if name in ("date", "time") or not text or (name not in _TEXTS and not text.strip()):
        return None
    if name in _LISTS:
        return parted(text)
    if name == "pain_marks":
        return _marks(text)
    if name in _FLAGS:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    if name in _TEXTS:
        return text
    whole = re.fullmatch(r"\s*(-?\d{1,9})(?:[.,]0+)?\s*", text)
    return int(whole[1]) if whole else text


def _marks(text: str) -> object:
    """Pain marks, each "second=pain"."""
    found = []
    for part in text.split(";"):
        mark = _MARK.fullmatch(part)
        if mark is None:
            return text
        found.append({"at": float(mark[1].replace(",", ".")), "pain": int(mark[2])})
    return found


def _place_in_time(document: dict[str, object], row: _Found, kind: CsvKind, dates: Dates) -> list[str]:
    """Give a record its instant, from date and time where the column of the instant is empty; returns the faults."""
    day_cell, time_cell = row.cells.get("date", "").strip(), row.cells.get("time", "").strip()
    days, minute = dates.readings(day_cell), minute_in(time_cell)
    faults = []
    if day_cell and not days:
        faults.append(f'date: "{shortened(day_cell)}" is not a day such as 2026-01-05')
    if time_cell and minute is None:
        faults.append(f'time: "{shortened(time_cell)}" is not a time such as 07:30')
    if faults:
        return faults
    given = document.get(kind.instant)
    if given is None:
        if not day_cell or minute is None:
            return [f"{kind.instant}: missing; give it, or both date and time"]
        local = on_own_clock(datetime.combine(days[0], clock_time(*minute)))
        document[kind.instant] = local.isoformat()
        return []
    at = moment_in(str(given))
    if at is None:
        return []
    agrees = (not days or at.date() in days) and (minute is None or minute[:2] == (at.hour, at.minute))
    both = f"{row.cells.get('date', '')} {row.cells.get('time', '')}".strip()
    differ = f"date and time say {both}, but {kind.instant} says {given}"
    return [] if agrees else [f"{differ}: make them agree, or leave {kind.instant} empty"]
