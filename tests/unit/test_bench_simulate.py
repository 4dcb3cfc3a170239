"""The first edition of the rule, as the benchmark takes it out of the history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from runwalk_tui.simulation.promises import Promise
from runwalk_tui.simulation.runner_model import KINDS
from scripts.bench_simulate import FIRST_EDITION, ROOT, unpack_first_edition


def test_without_a_history_it_says_why_there_is_no_comparison(tmp_path: Path) -> None:
    why = unpack_first_edition(tmp_path / "out", tmp_path)
    assert why
    assert "\n" not in why
    assert not (tmp_path / "out").exists()


def test_what_is_taken_out_is_the_first_edition(tmp_path: Path) -> None:
    why = unpack_first_edition(tmp_path)
    if why:
        pytest.skip(f"{FIRST_EDITION}: {why}")
    assert (tmp_path / "runwalk_tui" / "progression" / "simulate.py").is_file()
    assert not (tmp_path / "runwalk_tui" / "progression" / "usual_pain.py").exists()
    assert "severe_pain" not in (tmp_path / "stages.toml").read_text("utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_an_unknown_commit_is_named(tmp_path: Path) -> None:
    assert FIRST_EDITION in unpack_first_edition(tmp_path, tmp_path)


def test_the_page_on_virtual_runners_names_each_kind_and_each_promise() -> None:
    page = (ROOT / "docs" / "simulation.md").read_text("utf-8")
    for kind in KINDS:
        assert f"\n| {kind.name} |" in page
    for promise in Promise:
        assert f"\n- {promise}\n" in page
