"""Each room of the package says what it holds, stays small enough to be looked through, and has no circle in it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.the_package import PACKAGE

FOLDERS = sorted(path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE)
MOST_FILES = 12
"""Of a room without rooms of its own."""


def named(folder: Path) -> str:
    return str(folder.relative_to(PACKAGE))


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_room_says_in_one_line_what_it_holds_and_holds_nothing_else_there(folder: Path) -> None:
    tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
    said = ast.get_docstring(tree, clean=False)
    assert said
    assert said.endswith(".")
    assert "\n" not in said
    assert len(tree.body) == 1


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_room_is_small_or_has_rooms_of_its_own(folder: Path) -> None:
    files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST_FILES or any(folder.glob("*/__init__.py"))


def imports_of(modules: Mapping[str, Path]) -> dict[str, set[str]]:
    """Which of the modules each of them imports, at whatever place in it, for type checking too."""
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        wanted = {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
        wanted |= {str(node.module) for node in nodes}
        found[name] = (wanted & modules.keys()) - {name}
    return found


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def a_circle_in(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """A circle of imports; none is an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_import_goes_round_in_a_circle() -> None:
    paths = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    graph = imports_of({module_name(path): path for path in paths})
    assert len(graph) > 150
    assert a_circle_in(graph) == []


def test_the_search_for_circles_finds_one() -> None:
    assert set(a_circle_in({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})) == {"a", "b", "c"}


def test_a_class_name_is_one_class() -> None:
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(module_name(path))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
