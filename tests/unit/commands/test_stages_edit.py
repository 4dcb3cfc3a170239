"""What `runwalk stages edit` says after a real editor: what changed, and what that does for the next session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.own_table.changes import gone_line
from tests.support.real_program import RUNWALK


def edit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> tuple[int, str]:
    """Edit with a script of sed; returns the exit status and everything that was said."""
    monkeypatch.setenv("EDITOR", f"sed -i '{script}'")
    data = str(tmp_path / "data")
    if not Path(data).exists():
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
        '- The running in a full session grows by more than a third from stage "3" to "4" (6:45 to 10:30).',
        '- Stage "4" has different steps from those in the table that comes with runwalk, and its source '
        'still says "secondary". '
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


def test_once_an_error_is_mended_it_says_what_changed_since_the_last_good_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(monkeypatch, tmp_path, 's/^run = "15s"$/run = "20s"/')
    status, _ = edit(monkeypatch, tmp_path, 's/^run = "20s"$/run = "400m"/')
    assert status == 1
    status, said = edit(monkeypatch, tmp_path, 's/^run = "400m"$/run = "25s"/')
    assert status == 0
    assert said.splitlines()[:3] == [
        f"{paths.own_stages()}: no errors.",
        "Stage 1: run 0:20 is now 0:25.",
        "Today: still stage 4, 6 repetitions, 22 minutes.",
    ]


def test_a_table_that_nothing_has_remembered_yet_is_what_it_is_compared_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(monkeypatch, tmp_path, 's/^run = "15s"$/run = "20s"/')
    own = paths.own_stages()
    own.write_text(own.read_text("utf-8").replace('run = "20s"', 'run = "22s"'), "utf-8")  # by another program
    assert edit(monkeypatch, tmp_path, 's/^run = "22s"$/run = "400m"/')[0] == 1
    said = edit(monkeypatch, tmp_path, 's/^run = "400m"$/run = "25s"/')[1]
    assert "Stage 1: run 0:22 is now 0:25." in said


def test_a_table_that_was_named_is_compared_with_none_but_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(monkeypatch, tmp_path, 's/^run = "15s"$/run = "20s"/')
    named = tmp_path / "named.toml"
    named.write_text('[programme]\nname = "Named"\n\n[[stage]]\nid = "a"\nrun = "400m"\nwalk = "1m"\n', "utf-8")
    data = tmp_path / "other"
    for figure, said in (("2m", ""), ("3m", "Stage a: run 2:00 is now 3:00.")):
        monkeypatch.setenv("EDITOR", f"""sed -i 's/^run = .*/run = "{figure}"/'""")
        done = CliRunner().invoke(cli, ["stages", "edit", "--stages", str(named), "--data-dir", str(data)])
        assert "".join(done.output.splitlines()[1:2]) == said
    assert not data.exists()


def test_an_error_in_the_first_copy_is_compared_with_what_ships(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(monkeypatch, tmp_path, 's/^run = "15s"$/run = "400m"/')
    _, said = edit(monkeypatch, tmp_path, 's/^run = "400m"$/run = "25s"/')
    assert "Stage 1: run 0:15 is now 0:25." in said


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("again", ["", "n"])
def test_on_a_terminal_it_asks_whether_to_edit_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, again: str
) -> None:
    import pexpect

    editor = tmp_path / "editor.sh"
    script = """s/^run = "400m"$/run = "25s"/;s/^run = "15s"$/run = "400m"/"""
    editor.write_text(f"sed -i '{script}' \"$1\"\n")
    monkeypatch.setenv("EDITOR", f"sh {editor}")
    typed = [*RUNWALK[1:], "stages", "edit", "--data-dir", str(tmp_path / "data")]
    with pexpect.spawn(RUNWALK[0], typed, encoding="utf-8", timeout=60) as child:
        child.expect("looks like metres")
        child.expect("Edit again")
        child.sendline(again)
        if not again:
            child.expect("no errors")
            child.expect("Stage 1: run 0:15 is now 0:25.")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == (1 if again else 0)


def test_an_own_table_that_the_editor_removed_is_said_to_be_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(monkeypatch, tmp_path, 's/^run = "15s"$/run = "20s"/')
    monkeypatch.setenv("EDITOR", "rm")
    done = CliRunner().invoke(cli, ["stages", "edit", "--data-dir", str(tmp_path / "data")])
    assert (done.exit_code, done.output.splitlines()) == (0, [gone_line(paths.own_stages())])
