"""The log as tables for a spreadsheet: one row a session, or one row a check-in, newest last."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from runwalk_tui.session.records import CheckIn, Log, SessionRecord, safe_checkin, safe_record

WHEN = ("date", "time")
"""The first columns of each table: day and minute on the runner's own clock, plain, so that a spreadsheet reads them
as a date and a time. The exact instant with its offset is in another column."""
HEADER = (*WHEN, *(field.name for field in fields(SessionRecord)))
"""The columns of sessions; after the first two they are the keys of a session in JSON."""
CHECKIN_HEADER = (*WHEN, *(field.name for field in fields(CheckIn)))
"""The columns of check-ins; after the first two they are the keys of a check-in in JSON."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How text starts that a spreadsheet may take for a formula."""
_SEPARATOR = "; "


def to_csv(log: Log) -> str:
    """All sessions as CSV with a header.

    Lists are joined by "; ", a pain mark is "second=pain", nothing is an empty cell. Text that a spreadsheet
    would take for a formula gets a ' in front. `csv_reading` gives the same sessions back.
    """
    return _table(HEADER, map(_session_row, log.sessions))


def checkins_to_csv(log: Log) -> str:
    """All check-ins as CSV with a header."""
    return _table(CHECKIN_HEADER, map(_checkin_row, log.checkins))


def guarded(text: str) -> str:
    """Text as a cell: with a ' in front when a spreadsheet would take it for a formula, or when it already looks so."""
    return f"'{text}" if _FORMULA.match(text.lstrip("'")) else text


def unguarded(cell: str) -> str:
    """The text of a cell, as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell.lstrip("'")) else cell


def joined(items: Sequence[str]) -> str:
    """A list of texts in one cell; as a list of JSON where the items could not be told apart otherwise."""
    plain = _SEPARATOR.join(items)
    return plain if parted(plain) == list(items) else json.dumps(list(items), ensure_ascii=False)


def parted(cell: str) -> list[str]:
    """The texts of a cell that `joined` wrote."""
    if cell.startswith("["):
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return found
    return [item.strip() for item in cell.split(";")] if cell.strip() else []


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _session_row(record: SessionRecord) -> list[str]:
    record = safe_record(record)
    cells: dict[str, object] = {field.name: getattr(record, field.name) for field in fields(SessionRecord)}
    cells["started_at"] = record.started_at.isoformat()
    cells["updated_at"] = None if record.updated_at is None else record.updated_at.isoformat()
    cells["pain_marks"] = _SEPARATOR.join(f"{mark.at}={mark.pain}" for mark in record.pain_marks)
    cells["soreness"] = joined(record.soreness)
    cells["red_flags"] = joined(record.red_flags)
    return [*_when(record.started_at), *map(_cell, cells.values())]


def _checkin_row(checkin: CheckIn) -> list[str]:
    checkin = safe_checkin(checkin)
    answers = [getattr(checkin, name) for name in CHECKIN_HEADER[len(WHEN) + 1 :]]
    return [*_when(checkin.at), checkin.at.isoformat(), *map(_cell, answers)]


def _when(at: datetime) -> tuple[str, str]:
    return at.date().isoformat(), f"{at:%H:%M}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(str(value))
