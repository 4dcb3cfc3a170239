"""What a test needs of this machine: without it, it is skipped at home, and fails where CI is to have it."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from typing import Any

import pytest


def need(what: str, *, there: bool) -> None:
    """Go on where it is there; at home the test is skipped, and in CI it fails."""
    if there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed, and CI reads our files with it")
    pytest.skip(f"{what} is not installed")


def needed_module(name: str) -> Any:
    """A module of one of the optional extras."""
    try:
        return import_module(name)
    except ImportError:
        need(name, there=False)
        raise


def needed_program(*names: str) -> str:
    """The path of the first of these programs that is there."""
    found = next(filter(None, map(shutil.which, names)), "")
    need(" or ".join(names), there=bool(found))
    return found
