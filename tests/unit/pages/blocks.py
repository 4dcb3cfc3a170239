"""Pieces of a Markdown page: its fenced blocks, the code inside its lines, the first columns of its tables."""

from __future__ import annotations

import re


def fenced(page: str, language: str) -> list[str]:
    """The text of each block of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def section(page: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


def inline(page: str) -> list[str]:
    """Each piece of code inside a line."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE))


def first_column(table: str) -> list[str]:
    """Each piece of code in the first column of a table."""
    cells = re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE)
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]
