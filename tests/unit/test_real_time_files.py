"""`make` looks for what happens in real time in a few places, and it is nowhere else."""

from __future__ import annotations

import ast
import re

from tests.support.the_package import ROOT

REAL_TIME = {"audio", "terminal", "spreadsheet", "browser", "short", "torture"}
"""The markers by which `make` chooses among the tests there."""


def marked(source: str) -> set[str]:
    """The markers that a file gives to its tests; those in texts are none."""
    if not re.search(r"\bmark\.(" + "|".join(sorted(REAL_TIME)) + r")\b", source):
        return set()
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "mark"
    }


def test_whatever_happens_in_real_time_is_where_make_looks_for_it() -> None:
    (named,) = re.findall(r"^REAL := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    places = [ROOT / place for place in named.split()]
    assert all(place.exists() for place in places)
    elsewhere = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if not any(path == place or place in path.parents for place in places)
        and REAL_TIME & marked(path.read_text("utf-8"))
    ]
    assert elsewhere == []
