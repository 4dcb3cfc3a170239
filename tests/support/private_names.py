"""Where source reaches for what belongs to another class or module alone: a name that begins with one underscore."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from types import ModuleType

NAMED_TUPLES = frozenset({"_replace", "_asdict", "_fields", "_make"})
"""A named tuple's own, which have an underscore so as not to be taken for fields."""
BY_NAME = frozenset({"getattr", "setattr", "delattr", "hasattr", "object", "patch"})
"""What takes the name of a member as a text: the functions of Python, of monkeypatch and of mock."""
SCREEN_LIBRARIES = ("textual", "rich")

Found = tuple[int, str]
"""A line, and the private name that stands in it."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in NAMED_TUPLES and name != "_"


def private_uses(tree: ast.AST) -> list[Found]:
    """Where a piece of source names a private member of something that it does not call `self`, `cls` or `super()`."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super"))):
                continue
            case ast.Attribute(value=ast.Name(id="os"), attr="_exit"):
                continue  # is public all the same
            case ast.Attribute(attr=name) if is_private(name):
                found.append((node.lineno, name))
            case ast.Import(names=names):
                parts = [part for alias in names for part in alias.name.split(".")]
                found += [(node.lineno, part) for part in parts if is_private(part)]
            case ast.ImportFrom(module=module, names=names):
                parts = [*(module or "").split("."), *(alias.name for alias in names)]
                found += [(node.lineno, part) for part in parts if is_private(part)]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in BY_NAME:
                words = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found += [(node.lineno, word) for word in words if is_private(word.rpartition(".")[2])]
    return found


def defined_in(tree: ast.AST) -> frozenset[str]:
    """The private names that a piece of source gives to something itself."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case (
                ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store())
                | ast.Name(id=name, ctx=ast.Store())
            ):
                names.add(name)
    return frozenset(filter(is_private, names))


def taken_over(module: ModuleType) -> Iterator[Found]:
    """Where the classes of a module use or override a private member of the class of Textual that they stand on.

    `self._exit` may be the class's own or Textual's, which only the classes themselves can tell. A name that is ours
    and by chance Textual's as well is found, too.
    """
    for name, each in vars(module).items():
        if inspect.isclass(each) and each.__module__ == module.__name__ and each.__name__ == name:
            yield from _taken_over(each)


def _taken_over(kind: type) -> Iterator[Found]:
    theirs = frozenset().union(
        *(_names_of(base) for base in kind.__mro__ if base.__module__.split(".")[0] in SCREEN_LIBRARIES)
    )
    if not theirs:
        return
    lines, first = inspect.getsourcelines(kind)
    for node in ast.walk(ast.parse(textwrap.dedent("".join(lines)))):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.Attribute(attr=name)
                | ast.Name(id=name, ctx=ast.Store())
            ) if name in theirs:
                yield first + node.lineno - 1, name


@cache
def _names_of(kind: type) -> frozenset[str]:
    """Every private name that a class has, or gives to itself."""
    return frozenset(filter(is_private, {*vars(kind), *re.findall(r"\bself\.(_\w+)", inspect.getsource(kind))}))
