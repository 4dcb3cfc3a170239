"""The sessions as a table for a spreadsheet: one row a session, newest last."""

from __future__ import annotations

import csv
import io
from dataclasses import fields

from runwalk_tui.session.records import Log, SessionRecord, safe_record

HEADER = tuple(field.name for field in fields(SessionRecord))
"""The columns; they are the keys of a session in JSON."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def to_csv(log: Log) -> str:
    """All sessions as CSV with a header.

    Lists are joined by "; ", a pain mark is "second=pain", nothing is an empty cell. Text that a spreadsheet
    would take for a formula gets a ' in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_row(record) for record in log.sessions)
    return out.getvalue()


def _row(record: SessionRecord) -> list[str]:
    record = safe_record(record)
    cells: dict[str, object] = {name: getattr(record, name) for name in HEADER}
    cells["started_at"] = record.started_at.isoformat()
    cells["updated_at"] = None if record.updated_at is None else record.updated_at.isoformat()
    cells["pain_marks"] = "; ".join(f"{mark.at}={mark.pain}" for mark in record.pain_marks)
    cells["soreness"] = "; ".join(record.soreness)
    cells["red_flags"] = "; ".join(record.red_flags)
    return [_cell(value) for value in cells.values()]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
