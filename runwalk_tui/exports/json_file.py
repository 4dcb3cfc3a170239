"""The whole log as a JSON file, without loss, and back."""

from __future__ import annotations

from pathlib import Path

from runwalk_tui.history.document import SIZE_LIMIT, HistoryFileError, from_json, session_document, to_document, to_json
from runwalk_tui.session.record import Log

__all__ = ["HistoryFileError", "from_json", "read_history", "session_document", "to_document", "to_json"]


def read_history(path: Path) -> Log:
    """The log in a history file. Raises HistoryFileError with every fault, also when it cannot be read at all.

    No more is read than a history may be long, so a device or a pipe without an end does no harm.
    """
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise HistoryFileError([f"it cannot be read: {(error.strerror or str(error)).lower()}"]) from error
    except ValueError as error:
        raise HistoryFileError([f"it cannot be read: {error}"]) from error
    if len(content) > SIZE_LIMIT:
        raise HistoryFileError([f"it is larger than {SIZE_LIMIT // 1024**2} MiB, the most that a history may be"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HistoryFileError([f"it is not UTF-8 text (byte {error.start + 1})"]) from error
    return from_json(text)
