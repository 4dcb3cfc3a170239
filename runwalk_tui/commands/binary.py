"""Formats that are no text: for a pipe or a file, never for a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click


def refuse_terminal(form: str) -> None:
    """End the command, before it does anything, where its bytes would go to a terminal. Raises click.UsageError.

    `form` is what the bytes are, as the command is told it: "fit".
    """
    if sys.stdout.isatty():
        raise click.UsageError(f"{form} isn't text, so it can't be shown here; add -o FILE")


def refuse_folder(out: Path) -> None:
    """End the command where -o names a folder and this format is one file. Raises click.BadParameter."""
    if out.is_dir():
        raise click.BadParameter(f"{out} is a folder; name a file", param_hint="-o")
