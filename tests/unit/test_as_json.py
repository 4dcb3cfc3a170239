"""A command that fails while its answer is read says in the test what it said itself."""

from __future__ import annotations

import sys
from subprocess import CompletedProcess, run

import pytest

from tests.support.as_json import as_json


def ended(code: str) -> CompletedProcess[str]:
    return run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("code", ["raise OSError('no disk')", "print('[]'); raise OSError('no disk')"])
def test_a_crash_is_shown_with_its_status_and_what_it_said(code: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"(?s)exit status 1, 0 was expected.*OSError: no disk"):
        as_json(ended(code))


def test_an_answer_that_is_none_is_shown() -> None:
    with pytest.raises(pytest.fail.Exception, match="Nothing new"):
        as_json(ended("print('Nothing new')"))


def test_a_status_that_is_expected_is_no_fault() -> None:
    assert as_json(ended("print('[1]'); raise SystemExit(1)"), status=1) == [1]
