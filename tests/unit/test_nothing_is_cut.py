"""What the log would have to cut is refused, with the figure."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.as_json import as_json
from tests.support.real_program import RUNWALK

LOG = ("log", "--stage", "1", "--reps", "6")


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "RUNWALK_DATA_DIR": str(data)}
    return subprocess.run([*RUNWALK, *arguments], capture_output=True, text=True, timeout=60, check=False, env=env)


@pytest.mark.parametrize("option", ["--sore", "--red-flag"])
def test_a_text_that_is_too_long_is_refused_and_the_longest_is_kept_whole(tmp_path: Path, option: str) -> None:
    longest = "ä" * 500
    for text, length in ((longest + "x", 501), ("x" * 499 + "\x01", 503)):
        refused = run(tmp_path / "data", *LOG, option, text)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert f"has {length} characters and 500 is the most" in refused.stderr
    assert not (tmp_path / "data").exists()
    assert run(tmp_path / "data", *LOG, option, longest).returncode == 0
    (session,) = as_json(run(tmp_path / "data", "export", "json"))["sessions"]
    assert session["soreness"] + session["red_flags"] == [longest]


@pytest.mark.parametrize("option", ["--sore", "--red-flag"])
def test_more_texts_than_fit_are_refused_and_as_many_as_fit_are_kept(tmp_path: Path, option: str) -> None:
    places = [word for number in range(100) for word in (option, f"place {number}")]
    refused = run(tmp_path, *LOG, *places, option, "one more")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "given 101 times; 100 is the most" in refused.stderr
    assert run(tmp_path, *LOG, *places).returncode == 0
    (session,) = as_json(run(tmp_path, "export", "json"))["sessions"]
    assert len(session["soreness"] + session["red_flags"]) == 100
