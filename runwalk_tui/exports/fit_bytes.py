"""FIT files from their messages, by fit-tool: an optional package that is loaded late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from runwalk_tui.system.own_python import pip_install


class ExportError(Exception):
    """A file cannot be made; the message says why, in one line."""


def fit_bytes(messages: Sequence[Any], *, strict: bool = True) -> bytes:
    """A FIT file of messages of fit-tool's.

    Args:
        messages: in the order of the file, file_id first.
        strict: whether fit-tool checks that the file has every message that its kind needs.

    Raises ExportError when fit-tool is not installed, or finds something missing.
    """
    try:
        from fit_tool.fit_file_builder import FitFileBuilder
    except ImportError as error:
        raise ExportError(
            f'FIT files need the optional "watch" packages: {pip_install("fit-tool>=0.9.16,<0.10")}'
        ) from error
    raise NotImplementedError((FitFileBuilder, messages, strict))
