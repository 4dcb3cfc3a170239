"""What `runwalk stages edit` says after a real editor: what changed, and what that does for the next session."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.cli import cli


def edit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> tuple[int, str]:
    """Edit with a script of sed; returns the exit status and everything that was said."""
    monkeypatch.setenv("EDITOR", f"sed -i '{script}'")
    data = str(tmp_path / "data")
    assert CliRunner().invoke(cli, ["place", "4", "--data-dir", data]).exit_code == 0
    done = CliRunner().invoke(cli, ["stages", "edit", "--data-dir", data])
    return done.exit_code, done.output


def test_it_says_what_changed_and_what_that_does_for_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    status, said = edit(monkeypatch, tmp_path, 's/^run = "1m"$/run = "1m10s"/')
    assert status == 0
    assert said.splitlines() == [
        f"{paths.own_stages()}: no errors.",
        "Stage 4: run 1:00 is now 1:10.",
        "Today: still stage 4, 6 repetitions, 23 minutes.",
        "You can use it as it is. Is this how you meant it?",
        '- The running in a full session grows by more than a third from stage "1" to "2" (2:30 to 5:00), "2" to "3" '
        '(5:00 to 6:45) and "3" to "4" (6:45 to 10:30).',
        '- Stage "4" has other steps than in the table that comes with runwalk, and its source still says "secondary". '
        'If you changed the steps, write source = "own".',
    ]


def test_what_may_not_be_meant_is_said_of_the_change_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, said = edit(monkeypatch, tmp_path, 's/^run = "1m"$/run = "20m"/')
    after = said.splitlines()[3:]
    assert after[0] == "You can use it as it is. Is this how you meant it?"
    assert '- A full session of stage "4" is longer than an hour and a half: up to 2h16m.' in after
    assert any('source still says "secondary"' in line for line in after)
    assert "source still says" in CliRunner().invoke(cli, ["stages", "list"]).output
    _, said = edit(monkeypatch, tmp_path, "s/sessions_per_week = 3/sessions_per_week = 4/")
    assert "hour and a half" not in said


def test_a_copy_that_was_not_changed_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, said = edit(monkeypatch, tmp_path, "")
    assert said.splitlines()[-1] == "The figures are the same as before."


def test_an_error_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    status, said = edit(monkeypatch, tmp_path, 's/^run = "1m"$/run = "70"/')
    assert status == 1
    assert 'stage "4": run: "70" has no unit' in said
