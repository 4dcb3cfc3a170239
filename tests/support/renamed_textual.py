"""A Textual in which private names are called otherwise, as in a version that is still to come.

It is made as it is imported, so it is for a fresh interpreter: before anything else, call `rename`. In Textual itself
all goes on as before; who leans on an old name finds nothing there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

OF_DRIVERS = frozenset({"_file", "_writer_thread"})
"""Names that are renamed in Textual's drivers alone: `_file` is a word of others, too."""


def rename(*names: str) -> None:
    """From now on Textual is imported with other words for these."""
    assert "textual" not in sys.modules
    sys.meta_path.insert(0, _Finder(names))


class _Loader(SourceFileLoader):
    """Reads a module of Textual, and never what was compiled of it before."""

    names: Sequence[str] = ()

    def path_stats(self, path: Any) -> Any:
        raise OSError

    def get_data(self, path: str) -> bytes:
        mine = [name for name in self.names if name not in OF_DRIVERS or "driver" in self.name]
        lines = super().get_data(path).decode().splitlines(keepends=True)
        if mine:
            words = re.compile(rf"\b({'|'.join(mine)})\b")
            imports = re.compile(r"\s*(from|import)\b")  # a module that is called so keeps its name
            lines = [line if imports.match(line) else words.sub(r"\1_as_it_is_now", line) for line in lines]
        return "".join(lines).encode()


class _Finder:
    """Finds Textual's modules where they are, to be read by `_Loader`."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.split(".")[0] != "textual":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            loader = _Loader(spec.loader.name, spec.loader.path)
            loader.names = self._names
            spec.loader = loader
        return spec
