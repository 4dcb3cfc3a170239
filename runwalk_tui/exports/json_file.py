"""The whole log as a JSON file, without loss, and back."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from runwalk_tui.history.json_file import (
    SIZE_LIMIT,
    HistoryFileError,
    from_json,
    session_document,
    to_document,
    to_json,
)
from runwalk_tui.session.records import Log

__all__ = ["HistoryFileError", "from_json", "read_history", "session_document", "to_document", "to_json"]


PIECE = 1024 * 1024
"""Bytes that are read at a time."""


def read_history(path: Path, limit: int = SIZE_LIMIT) -> Log:
    """The log in a history file. Raises HistoryFileError with every fault, also when it cannot be read at all.

    It is read piece by piece up to `limit` bytes, and no further than it can be a history, so a device or a pipe
    without an end does no harm.
    """
    try:
        with path.open("rb") as file:
            return from_json(_text_of(file, limit))
    except OSError as error:
        raise HistoryFileError([f"it cannot be read: {(error.strerror or str(error)).lower()}"]) from error
    except ValueError as error:
        raise HistoryFileError([f"it cannot be read: {error}"]) from error
    except MemoryError as error:
        raise HistoryFileError(["it is larger than the memory of this machine"]) from error


def _text_of(file: BinaryIO, limit: int) -> str:
    """Everything in a file as text. Raises HistoryFileError as soon as it can be none, and OSError."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    pieces: list[str] = []
    size = 0
    while True:
        content = file.read(PIECE)
        try:
            text = decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            # What the decoder was given begins with what was left of the piece before.
            byte = size + len(content) - len(error.object) + error.start + 1
            raise HistoryFileError([f"it is not UTF-8 text (byte {byte})"]) from error
        pieces.append(text)
        size += len(content)
        if not content:
            return "".join(pieces)
        if size > limit:
            raise HistoryFileError([f"it is larger than {limit // 1024**2} MiB, the most that a history may be"])
        if "\0" in text:
            raise HistoryFileError(["it is not JSON: it has a zero byte in it"])
