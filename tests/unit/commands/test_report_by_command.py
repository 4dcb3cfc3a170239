"""A page to print by command: what is written, what is refused, and what is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log, Placement, SessionRecord
from runwalk_tui.workspace import SCREENING

NOW = datetime.now(UTC).replace(microsecond=0)
RUN = SessionRecord("11111111-1", NOW - timedelta(days=2), "ASTEROID run-walk", "4", 6, 6, pain_worst=2, source="log")
EARLY = SessionRecord(
    "22222222-2", NOW - timedelta(days=200), "ASTEROID run-walk", "3", 6, 6, source="log", note="long ago"
)


def data_with(folder: Path, log: Log) -> Path:
    with Store.open(folder / "data") as store:
        store.merge(log)
    return folder / "data"


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["report", *arguments, "--data-dir", str(data)], catch_exceptions=False)


def test_a_page_is_written_and_its_path_is_said(tmp_path: Path) -> None:
    data, out = data_with(tmp_path, Log(sessions=(EARLY, RUN))), tmp_path / "report.html"
    done = run(data, "-o", str(out), "--name", " Ana <Example> ")
    assert (done.exit_code, done.output) == (0, f"{out}\n")
    page = out.read_text("utf-8")
    assert "<bdi>Ana &lt;Example&gt;</bdi>" in page
    assert "long ago" not in page, "it is older than 12 weeks"


def test_a_name_with_what_no_page_can_hold_is_written_as_escapes(tmp_path: Path) -> None:
    data, out = data_with(tmp_path, Log(sessions=(RUN,))), tmp_path / "report.html"
    assert run(data, "-o", str(out), "--name", "A\x1b[2Jn\udcffa").exit_code == 0
    assert "<bdi>A\\x1b[2Jn\\udcffa</bdi>" in out.read_text("utf-8")


def test_more_weeks_show_more(tmp_path: Path) -> None:
    data, out = data_with(tmp_path, Log(sessions=(EARLY, RUN))), tmp_path / "report.html"
    assert run(data, "-o", str(out), "--weeks", "40").exit_code == 0
    assert "long ago" in out.read_text("utf-8")


def test_a_name_is_not_saved(tmp_path: Path) -> None:
    data = data_with(tmp_path, Log(sessions=(RUN,)))
    run(data, "-o", str(tmp_path / "report.html"), "--name", "Unforgettable")
    assert not any(b"Unforgettable" in file.read_bytes() for file in data.rglob("*") if file.is_file())


def test_a_starting_stage_is_enough(tmp_path: Path) -> None:
    data = data_with(tmp_path, Log(placements=(Placement(NOW - timedelta(days=1), "4"),)))
    assert run(data, "-o", str(tmp_path / "report.html")).exit_code == 0


@pytest.mark.parametrize(
    "log", [Log(), Log(sessions=(SessionRecord("r", NOW, "ASTEROID run-walk", "4", 6, 6, rehearsal=True),))]
)
def test_there_is_nothing_to_report_before_the_start(tmp_path: Path, log: Log) -> None:
    data, out = data_with(tmp_path, log), tmp_path / "report.html"
    done = run(data, "-o", str(out))
    assert done.exit_code == 1
    assert done.output.startswith("runwalk: nothing to report yet; `runwalk report --blank -o FILE`")
    assert not out.exists()


def test_the_hand_out_needs_no_log(tmp_path: Path) -> None:
    out = tmp_path / "programme.html"
    done = run(tmp_path / "none", "--blank", "-o", str(out))
    assert (done.exit_code, done.output) == (0, f"{out}\n")
    assert "Warning signs" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "-o"),
        (["-o", "-"], "-o needs the name of a file, such as report.html"),
        (["-o", "x.html", "--weeks", "0"], "--weeks"),
        (["-o", "x.html", "--weeks", "521"], "1 to 520"),
        (["-o", "x.html", "--blank", "--weeks", "4"], "--blank has nothing of your log in it"),
        (["-o", "x.html", "--blank", "--name", "Ana"], "--blank has nothing of your log in it"),
    ],
)
def test_a_wrong_option_is_one_line(
    tmp_path: Path, arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(tmp_path / "data", *arguments)
    assert done.exit_code == 2
    assert told in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_log_itself_is_never_written_over(tmp_path: Path) -> None:
    data = data_with(tmp_path, Log(sessions=(RUN,)))
    done = run(data, "-o", str(data / "runwalk.sqlite3"))
    assert done.exit_code == 1
    assert "runwalk's own log" in done.output
    assert run(data, "-o", str(tmp_path / "report.html")).exit_code == 0


def test_a_folder_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    data = data_with(tmp_path, Log(sessions=(RUN,)))
    done = run(data, "-o", str(tmp_path / "nowhere" / "report.html"))
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1


def test_answers_that_cannot_be_read_are_left_out_and_said(tmp_path: Path) -> None:
    data = data_with(tmp_path, Log(sessions=(RUN,)))
    with Store.open(data) as store:
        store.remember(SCREENING, "nonsense")
    done = run(data, "-o", str(tmp_path / "report.html"))
    assert done.exit_code == 0
    assert "your answers to the first questions can't be read" in done.output
