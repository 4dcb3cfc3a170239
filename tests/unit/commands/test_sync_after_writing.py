"""A command that writes to the usual log syncs it once its answer is given, and ends as it would have without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.commands.after_writing import sync_after_writing
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Placement, stop_record
from runwalk_tui.settings import Settings, SyncSettings, write_settings
from runwalk_tui.syncing import automatic
from tests.support.other_computers import FOLDER, OtherComputers

SAFE = "Everything is saved on this computer."
YESTERDAY = (datetime.now(UTC).astimezone().replace(hour=12) - timedelta(days=1)).isoformat(timespec="minutes")
"""At noon: a session of an hour before midnight would end today."""
LOGGED = ("log", "--at", YESTERDAY, "--reps", "6", "--stage", "4", "--before", "3", "--worst", "3", "--after", "3")


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherComputers]:
    others = OtherComputers()
    monkeypatch.setattr("runwalk_tui.syncing.folder.sync", others)
    yield others
    others.answers.set()


@pytest.fixture(autouse=True)
def usual(own_home: Path) -> Path:
    """The usual data folder of a runner who has set a folder, placed at stage 4."""
    write_settings(paths.settings_file(), Settings(sync=SyncSettings(FOLDER)))
    with Store.open(paths.data_dir()) as store:
        store.place(Placement(datetime(2026, 1, 5, tzinfo=UTC), "4"))
    return paths.data_dir()


def runwalk(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_every_command_that_writes_is_carried_and_says_nothing_of_it(others: OtherComputers, tmp_path: Path) -> None:
    saved = tmp_path / "log.json"
    for number, arguments in enumerate(
        (
            LOGGED,
            ("morning", "2"),
            ("edit", "last", "--worst", "2"),
            ("place", "3"),
            ("log", "--red-flag", "fever", "--reps", "0", "--stage", "3"),
            ("clear", "--yes"),
            ("delete", "last"),
            ("delete", "--undo"),
        ),
        1,
    ):
        result = runwalk(*arguments)
        assert (result.exit_code, result.stderr) == (0, ""), (arguments, result.output)
        assert len(others.carried) == number, arguments
        with Store.open(paths.data_dir(), read_only=True) as store:
            assert others.carried[-1] == store.log()
    assert runwalk("export", "json", "-o", str(saved)).exit_code == 0
    assert runwalk("import", str(saved)).exit_code == 0
    assert others.folders == [Path(FOLDER)] * 9


def test_what_only_reads_syncs_nothing(others: OtherComputers) -> None:
    for arguments in (
        ("next",),
        ("history",),
        ("export", "json"),
        ("morning", "99"),
        ("edit", "nobody", "--worst", "2"),
    ):
        runwalk(*arguments)
    assert others.folders == []


def test_another_log_is_not_mixed_into_the_usual_one(others: OtherComputers, tmp_path: Path) -> None:
    assert runwalk(*LOGGED, "--data-dir", str(tmp_path / "guest")).exit_code == 0
    assert CliRunner().invoke(cli, LOGGED, env={"RUNWALK_DATA_DIR": str(tmp_path / "guest")}).exit_code == 0
    assert others.folders == []


def test_the_usual_log_is_the_usual_one_by_its_name_too(others: OtherComputers, usual: Path) -> None:
    assert runwalk(*LOGGED, "--data-dir", str(usual)).exit_code == 0
    assert len(others.folders) == 1


def test_a_folder_that_is_not_there_is_one_line_after_the_answer(others: OtherComputers) -> None:
    others.problem = f"there is no folder {FOLDER}"
    result = runwalk(*LOGGED)
    assert result.exit_code == 0
    assert result.stderr == f"runwalk: Your log couldn't be synced: there is no folder {FOLDER}. {SAFE}\n"
    assert "Stage 4" in result.stdout


def test_a_folder_that_hangs_is_given_up(others: OtherComputers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automatic, "PATIENCE", 0.05)
    others.hang()
    result = runwalk(*LOGGED)
    assert result.exit_code == 0
    assert result.stderr == f"runwalk: Your log couldn't be synced: {FOLDER} doesn't answer. {SAFE}\n"


def test_a_warning_sign_that_came_in_is_said_with_what_to_do(others: OtherComputers) -> None:
    others.brings = [stop_record(datetime.now(UTC), "ASTEROID run-walk", "4", ["saddle"])]
    result = runwalk(*LOGGED)
    assert result.exit_code == 0
    first, second, *rest = result.stderr.splitlines()
    assert first == (
        "runwalk: A warning sign came in from another computer. 1 session came in from another computer. "
        "So don't go by the answer above."
    )
    assert second.startswith("Call your emergency number")
    assert rest, "and what it is about"
    assert [*runwalk("next").stdout.splitlines()] == [second, *rest]


def test_a_warning_sign_is_told_where_the_stages_have_errors_too(
    others: OtherComputers, usual: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others.brings = [stop_record(datetime.now(UTC), "ASTEROID run-walk", "4", ["saddle"])]
    with Store.open(usual) as store:
        sync_after_writing(store, lambda: None)
    told = capsys.readouterr().err.splitlines()
    assert told[1] == "Don't run. `runwalk next` says what to do."


def test_with_no_folder_or_a_faulty_file_nothing_is_synced(others: OtherComputers) -> None:
    for text in ("", "[sync]\nfolder = 3\n", '[sync]\nfolder = " "\n'):
        paths.settings_file().write_text(text)
        result = runwalk(*LOGGED)
        assert (result.exit_code, result.stderr) == (0, "")
    assert others.folders == []


def test_what_cannot_be_printed_is_carried_all_the_same(
    others: OtherComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runwalk_tui.commands import outputs

    def gone(text: str, *, err: bool = False, **_: object) -> None:
        if not err:
            raise outputs.NotPrintedError(BrokenPipeError())

    for module in ("log_and_table", "log"):
        monkeypatch.setattr(f"runwalk_tui.commands.{module}.say", gone, raising=False)
    assert runwalk(*LOGGED).exit_code == 0
    assert len(others.carried) == 1
