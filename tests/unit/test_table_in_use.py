"""The stage table in use: what stands under its name is read once, and never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.doctor.files import stage_table
from runwalk_tui.guidance.tips import own_tips, tips_in_use
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.table_in_use import LAST_GOOD, LAST_VERSION, TableInUse, table_after, table_in_use
from tests.support.stand_ins import TABLE


def test_a_table_that_is_swapped_while_it_is_read_is_read_once(tmp_path: Path) -> None:
    """What is remembered as good is what was checked, whatever an editor puts in its place meanwhile."""
    file = tmp_path / "stages.toml"
    file.write_text(TABLE)

    class Swapping:
        """A memory that puts a broken table in the place of the one that has just been read."""

        def __init__(self) -> None:
            self.kept: dict[str, str] = {}

        def recall(self, key: str) -> str | None:
            file.write_text("broken")
            return self.kept.get(key)

        def remember(self, key: str, value: str) -> None:
            self.kept[key] = value

    memory = Swapping()
    assert table_in_use(file, memory).faults == ()
    assert memory.kept == {LAST_GOOD: TABLE}


def test_a_table_that_goes_after_it_was_read_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "stages.toml"
    file.write_text(TABLE, "utf-8-sig")

    class Removing:
        def recall(self, key: str) -> str | None:
            file.unlink()
            return None

        def remember(self, key: str, value: str) -> None:
            assert value == TABLE

    assert table_in_use(file, Removing()).table.programme == "Test"


def test_a_link_that_leads_nowhere_is_named_and_not_passed_over(tmp_path: Path) -> None:
    paths.config_dir().mkdir(parents=True)
    for own in (paths.own_stages(), own_tips()):
        own.symlink_to(tmp_path / "on a disk" / own.name)
    assert paths.stages_file() == paths.own_stages()
    workspace = workspace_on(None, tmp_path / "data")
    try:
        told = "\n".join(workspace.notices)
    finally:
        workspace.close()
    for own in (paths.own_stages(), own_tips()):
        named = f"{own}:1: this is a link to {tmp_path / 'on a disk' / own.name}, and there is no such file"
        assert named in told
    assert "using the table that comes with runwalk" in told
    assert tips_in_use().tips


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_ordinary_file_is_named_and_never_waited_for(tmp_path: Path, kind: str) -> None:
    import os

    file = tmp_path / "stages.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    with Store.open(tmp_path / "data") as store:
        told = [str(fault) for fault in table_in_use(file, store).faults]
    assert told == [f"{file}:1: the file can't be read: it is not a regular file"]


def test_other_exercise_is_never_the_programme(tmp_path: Path) -> None:
    """It has no rule; the last good table is used instead, and the commands say so at the line of its kind."""
    file = tmp_path / "stages.toml"
    file.write_text(TABLE)
    told = (
        f"{file}:3: programme: kind: a table of other exercise can't be the programme in use; the app offers it on "
        'days without running. Leave this key out, or write "run-walk"'
    )
    with Store.open(tmp_path / "data") as store:
        assert table_in_use(file, store).faults == ()
        file.write_text('[programme]\nname = "Stretching"\nkind = "companion"\n[[stage]]\nintervals = ["stretch 1m"]\n')
        in_use = table_in_use(file, store)
    assert in_use.table.programme == "Test"
    assert [str(fault) for fault in in_use.faults] == [told]
    answer = CliRunner().invoke(cli, ["next", "--stages", str(file), "--data-dir", str(tmp_path / "data")])
    assert (answer.exit_code, answer.stderr) == (1, f"{told}\n")
    assert not stage_table(file).works
    assert CliRunner().invoke(cli, ["stages", "check", str(file)]).exit_code == 0


class Nothing:
    """A memory that has nothing."""

    def recall(self, key: str) -> str | None:
        return None

    def remember(self, key: str, value: str) -> None:
        pass


def test_of_one_file_the_table_in_use_stays_while_a_later_version_has_errors(tmp_path: Path) -> None:
    file = tmp_path / "stages.toml"
    file.write_text(TABLE)
    was = table_in_use(file, Nothing())
    file.write_text(TABLE.replace('run = "20s"', 'run = "20"'))
    now = table_after(was, file, Nothing())
    assert (now.table, now.instead) == (was.table, LAST_VERSION)
    assert now.error_lines[0] == f"{file} has 1 error; using {LAST_VERSION}."
    assert "has no unit" in now.error_lines[1]


def test_of_another_file_with_errors_the_table_in_use_is_no_earlier_version(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(TABLE)
    bad.write_text("broken")
    now = table_after(table_in_use(good, Nothing()), bad, Nothing())
    assert now.table == table_in_use(paths.shipped_stages(), None).table
    assert now.instead == "the table that comes with runwalk"


def test_a_table_without_errors_has_no_lines_about_errors(tmp_path: Path) -> None:
    table = table_in_use(paths.shipped_stages(), None).table
    assert TableInUse(table, tmp_path).error_lines == ()
