"""Whether the log in a folder may be replaced by the log of this computer: not if that would lose sessions.

After a new start on another computer, or where two write into one folder, the file may be the only copy of them.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from runwalk_tui.exports.csv_file import unguarded
from runwalk_tui.rule.reasons import plural
from runwalk_tui.session.records import Log
from runwalk_tui.system.files import read_ordinary

LARGEST = 1 << 28
"""Bytes that are read, 256 MiB: a log of a hundred thousand sessions has less."""


def why_not_replace(path: Path, new: str, log: Log) -> str:
    """Why the file stays as it is, in one line; "" when nothing is lost with it.

    Args:
        path: ends in .json or .csv; nothing may be there yet.
        new: what would be written, of the same kind.
        log: what that was made of; sessions that are deleted there may go.

    Raises OSError.
    """
    try:
        old = read_ordinary(path, LARGEST)
    except FileNotFoundError:
        return ""
    if not old.strip():
        return ""
    form = path.suffix
    try:
        there = _ids_in(old.decode("utf-8-sig"), form)
    except (ValueError, RecursionError, csv.Error):
        return f"{path} isn't a log that runwalk wrote; move it, or choose another folder"
    if lost := there - _ids_in(new, form) - {deletion.id for deletion in log.deleted}:
        count = plural(len(lost), "session")
        return f"{path} has {count} that your log doesn't have; import it (runwalk import FILE), or move it"
    return ""


def _ids_in(text: str, form: str) -> set[str]:
    """The ids of the sessions in a file. Raises ValueError and csv.Error for what is none of runwalk's."""
    if form == ".csv":
        rows = csv.DictReader(io.StringIO(text))
        if "id" not in (rows.fieldnames or ()):
            raise ValueError("no column of ids")
        return {unguarded(row["id"] or "") for row in rows}
    document = json.loads(text)
    sessions = document.get("sessions") if isinstance(document, dict) else None
    if not isinstance(sessions, list):
        raise ValueError("no list of sessions")
    return {str(session.get("id")) for session in sessions if isinstance(session, dict)}
