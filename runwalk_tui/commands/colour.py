"""Colour for a person at a terminal: none in a pipe, none with NO_COLOR (no-color.org), none where TERM is dumb."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

import click


def has_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether what is written to a stream may have colour."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def good(text: str) -> str:
    """Something that works."""
    return click.style(text, fg="green")


def bad(text: str) -> str:
    """Something that does not work."""
    return click.style(text, fg="red", bold=True)


def headline(text: str) -> str:
    """What to read first."""
    return click.style(text, bold=True)
