"""Data that are no text, on standard output: for a pipe or a file, never for a terminal."""

from __future__ import annotations

import sys

import click

from runwalk_tui.commands.outputs import NotPrintedError
from runwalk_tui.system.standard_streams import discard_output


def refuse_terminal(form: str) -> None:
    """End the command, before it does anything, where its bytes would go to a terminal. Raises click.UsageError.

    `form` is what the bytes are, as the command is told it: "fit".
    """
    if sys.stdout.isatty():
        raise click.UsageError(f"{form} isn't text, so it can't be shown here; add -o FILE")


def give_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are. Raises NotPrintedError."""
    stream = sys.stdout
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        discard_output(stream)
        raise NotPrintedError(error) from error
