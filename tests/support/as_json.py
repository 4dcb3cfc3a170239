"""What a command of ours printed as JSON."""

from __future__ import annotations

import json
from subprocess import CompletedProcess
from typing import Any

import pytest
from click.testing import Result


def as_json(done: CompletedProcess[Any] | Result, *, status: int = 0) -> Any:
    """Read it. Where the command ended in another way, or printed something else, the test fails with its exit status
    and all that it said, which says more than the line and column at which a parser gave up."""
    ended, broke = (done.returncode, None) if isinstance(done, CompletedProcess) else (done.exit_code, done.exception)
    try:
        read = json.loads(done.stdout)
    except ValueError:
        read = None
    if ended != status or read is None:
        pytest.fail(f"exit status {ended}, {status} was expected: {broke or ''}\n{done.stderr}\n{done.stdout}", False)
    return read
