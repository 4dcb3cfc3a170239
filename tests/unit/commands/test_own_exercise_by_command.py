"""Other exercise of one's own by `runwalk stages`: copied, listed, checked, changed and rendered."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.own_table.exercise import companion_tables
from tests.support.real_program import RUNWALK

TODAY = datetime.now().astimezone().date().isoformat()
MINE = """\
[programme]
name = "My stretches"
kind = "companion"

[[stage]]
id = "evening"
name = "In the evening"
intervals = ["stretch 2s left calf", "stretch 2s right calf"]
"""


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A table that a physiotherapist gave to the runner."""
    file = tmp_path / "from my physio.toml"
    file.write_text(MINE)
    return file


def runwalk(*typed: str) -> Result:
    return CliRunner().invoke(cli, list(typed), prog_name="runwalk")


def said(*typed: str) -> str:
    """What a command prints that goes well."""
    done = runwalk(*typed)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_one_that_ships_is_copied_and_the_programme_stays() -> None:
    before = said("next")
    told = said("stages", "use", "mobility")
    own = paths.own_exercise() / "mobility.toml"
    assert f"You now have your own copy of “Mobility”: {own}" in told
    assert "press e on Home" in told
    assert f"To change it: runwalk stages edit --stages {own}" in told
    assert own.read_bytes() == paths.shipped_programme("mobility").read_bytes()
    assert not paths.own_stages().exists()
    assert said("next") == before
    assert f"You have your own copy of “Mobility” already: {own}" in said("stages", "use", "mobility")


def test_a_table_somebody_gave_is_shown_and_added(shared: Path) -> None:
    done = runwalk("stages", "use", str(shared))
    assert (done.exit_code, "add --yes" in done.output) == (2, True)
    told = said("stages", "use", str(shared), "--yes")
    assert "evening  stretch 2s left calf, stretch 2s right calf" in told
    own = paths.own_exercise() / "my-stretches.toml"
    assert own.read_text() == MINE
    assert [table.programme for table in companion_tables()][-1] == "My stretches"
    assert "  my-stretches       your own: My stretches" in said("stages", "use").splitlines()
    assert "already" in said("stages", "use", "my-stretches")


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
def test_on_a_terminal_it_is_asked_about(shared: Path) -> None:
    import pexpect

    with pexpect.spawn(RUNWALK[0], [*RUNWALK[1:], "stages", "use", str(shared)], encoding="utf-8", timeout=60) as child:
        child.expect("to your other exercise")
        child.sendline("y")
        child.expect("You now have your own copy of “My stretches”")
        child.expect(pexpect.EOF)


def test_the_copy_before_is_never_lost_and_not_listed(shared: Path) -> None:
    said("stages", "use", str(shared), "--yes")
    shared.write_text(MINE.replace("2s", "3s"))
    old = paths.config_dir() / f"exercise-my-stretches-{TODAY}.toml"
    assert f"Your old copy is in {old}." in said("stages", "use", str(shared), "--yes")
    assert old.read_text() == MINE
    assert [file.name for file in paths.own_exercise().iterdir()] == ["my-stretches.toml"]


def test_errors_are_one_line_in_the_list_and_stop_nothing(shared: Path) -> None:
    said("stages", "use", "mobility")
    own = paths.own_exercise() / "mobility.toml"
    own.write_text(MINE.replace("2s", "2x", 1))
    lines = said("stages", "use").splitlines()
    assert [line.split()[0] for line in lines if line.endswith("(has errors)")] == ["mobility"]
    (fault,) = [line for line in lines if line.startswith(f"{own}:8: ")]
    assert fault.endswith("Using the one that comes with runwalk.")
    shared.write_text(MINE.replace("2s", "2x"))
    done = runwalk("stages", "use", str(shared), "--yes")
    assert done.exit_code == 1
    assert f"{shared}:8: " in done.output


def test_it_can_be_checked_listed_changed_and_rendered(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = said("stages", "check", str(shared))
    assert "My stretches, 1 stage, no errors." in checked
    assert f"It's other exercise. To have it on Home: runwalk stages use '{shared}'" in checked
    listed = said("stages", "list", "--stages", str(shared)).splitlines()
    assert listed[0] == "My stretches"
    assert not any("Other programmes" in line for line in listed)
    monkeypatch.setenv("EDITOR", "sed -i 's/2s left/3s left/'")
    assert "Stage evening: " in said("stages", "edit", "--stages", str(shared))
    out = tmp_path / "evening.wav"
    said("render", "--stages", str(shared), "--stage", "evening", "-o", str(out))
    assert out.stat().st_size > 1000


def test_as_the_programme_in_use_it_is_an_error_that_says_what_to_do(shared: Path) -> None:
    done = runwalk("next", "--stages", str(shared))
    assert done.exit_code == 1
    assert "move this file away, then: runwalk stages use FILE" in done.output
