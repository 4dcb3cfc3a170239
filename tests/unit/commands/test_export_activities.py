"""`runwalk export fit` and `tcx`: what is written where, and what is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner, Result

from runwalk_tui import paths
from runwalk_tui.cli import cli
from runwalk_tui.commands.typed.command import in_one_line
from runwalk_tui.exports.activity.tcx import NAMESPACE
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from tests.support.needed import needed_module
from tests.support.real_program import RUNWALK

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
RUN = SessionRecord("run", AT, "ASTEROID run-walk", "4", 6, 6, 360, 540, 1320, pain_worst=7, source="log")
WALK = replace(RUN, id="walk", started_at=AT + DAY, kind=SessionKind.WALK, run_seconds=0, walk_seconds=1200)
LATER = replace(RUN, id="later", started_at=AT + 2 * DAY)
EXERCISE = replace(RUN, id="exercise", started_at=AT + 3 * DAY, kind=SessionKind.COMPANION, programme="Mobility")
REHEARSAL = replace(RUN, id="rehearsal", started_at=AT + 4 * DAY, rehearsal=True)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a log with two sessions, a walk, other exercise and a rehearsal."""
    data = keep(tmp_path / "data", RUN, WALK, LATER, EXERCISE, REHEARSAL)
    return lambda *arguments, **more: on(data, *arguments, **more)


def keep(folder: Path, *records: SessionRecord) -> Path:
    with Store.open(folder) as store:
        store.merge(Log(sessions=records))
    return folder


def on(data: Path, *arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)], catch_exceptions=False, **more)


def starts(text: str) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(text).iter(f"{{{NAMESPACE}}}Id")]


def test_fit_is_the_last_session(run: Run, tmp_path: Path) -> None:
    needed_module("fit_tool")
    out = tmp_path / "run.fit"
    done = run("export", "fit", "-o", str(out))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes()[8:12] == b".FIT"
    assert run("export", "fit").stdout_bytes == out.read_bytes()
    assert run("export", "fit", "--since", "2026-01-07", "-o", str(tmp_path / "since")).exit_code == 0
    assert (tmp_path / "since" / "runwalk-2026-01-07-0730.fit").read_bytes() == out.read_bytes()


def test_fit_since_a_day_is_a_file_per_session_in_a_folder(run: Run, tmp_path: Path) -> None:
    needed_module("fit_tool")
    folder = tmp_path / "new" / "runs"
    done = run("export", "fit", "--since", "2026-01-06", "-o", str(folder))
    assert (done.exit_code, done.stdout) == (0, f"2 files in {folder}\n")
    assert done.stderr == "runwalk: not exported: 1 of other exercise, 1 rehearsal\n"
    names = ["runwalk-2026-01-06-0730.fit", "runwalk-2026-01-07-0730.fit"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert run("export", "fit", "--since", "2026-01-06", "-o", str(folder)).exit_code == 0, "the same files again"


def test_a_file_with_other_content_is_not_replaced_and_the_others_are_written(run: Run, tmp_path: Path) -> None:
    needed_module("fit_tool")
    theirs = tmp_path / "runwalk-2026-01-07-0730.fit"
    theirs.write_text("somebody's")
    done = run("export", "fit", "--since", "2026-01-06", "-o", str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, f"1 file in {tmp_path}\n")
    told = f"runwalk: not replaced, because the content is different now: {theirs.name}. Delete what you don't need"
    assert told in done.stderr
    assert theirs.read_text() == "somebody's"
    assert (tmp_path / "runwalk-2026-01-06-0730.fit").exists()


def test_tcx_has_all_sessions_in_one_file(run: Run, tmp_path: Path) -> None:
    done = run("export", "tcx")
    assert done.exit_code == 0
    assert starts(done.stdout) == ["2026-01-05T07:30:00Z", "2026-01-06T07:30:00Z", "2026-01-07T07:30:00Z"]
    assert done.stderr == "runwalk: not exported: 1 of other exercise, 1 rehearsal\n"
    assert run("export", "tcx", "-o", str(tmp_path / "all.tcx")).stdout == ""
    assert (tmp_path / "all.tcx").read_text() == done.stdout
    assert starts(run("export", "tcx", "--since", "2026-01-07").stdout) == ["2026-01-07T07:30:00Z"]


def test_pain_is_said_only_where_that_is_wanted(run: Run) -> None:
    assert "pain" not in run("export", "tcx").stdout
    assert "worst 7" in run("export", "tcx", "--with-pain").stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export fit --since 2026-01-01", "with --since, fit makes a file for each session; add -o FOLDER"),
        (
            "export fit --since 2026-01-01 -o FILE",
            "-o: FILE is a file; name a folder",
        ),
        ("export fit --since 2026-01-01 -o new.fit", "-o: new.fit is the name of a file; name a folder"),
        ("export fit --since 2026-01-01 -o -", "-o: - is standard output; name a folder"),
        ("export fit --since 2026-01-01 -o LINK", "-o: LINK is a link to nothing; name a folder"),
        ("export fit --since 2026-01-01 -o DATA", "-o: DATA is where runwalk has its log; name a folder"),
        ("export fit -o FOLDER", "-o: FOLDER is a folder; name a file"),
        ("export tcx -o FOLDER", "-o: FOLDER is a folder; name a file"),
        ("export json --with-pain", "--with-pain is for fit and tcx; json and csv always have the pain"),
        ("export csv --with-pain", "--with-pain is for fit and tcx; json and csv always have the pain"),
        ("export fit --check-ins", "--check-ins is for csv; json always has the check-ins"),
    ],
)
def test_what_cannot_be_meant_is_said(run: Run, tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    inside = {"FILE": "file", "LINK": "link", "DATA": "data"}
    places = {"FOLDER": str(tmp_path), **{word: str(tmp_path / name) for word, name in inside.items()}}
    for word, place in places.items():
        said = said.replace(f"-o: {word} ", f"-o: {place} ")
    with pytest.raises(click.UsageError) as caught:
        run(*(places.get(word, word) for word in line.split()), standalone_mode=False)
    assert in_one_line(caught.value).startswith(said)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal here")
def test_bytes_are_not_printed_on_a_terminal(run: Run, tmp_path: Path) -> None:
    screen, terminal = os.openpty()
    try:
        command = [*RUNWALK, "export", "fit", "--data-dir", str(tmp_path / "data")]
        done = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    finally:
        os.close(terminal)
        os.close(screen)
    assert done.returncode == 2
    assert done.stderr.startswith("runwalk: fit isn't text, so it can't be shown here; add -o FILE")


@pytest.mark.parametrize("form", ["fit", "tcx"])
def test_with_nothing_to_export_it_ends_with_1(tmp_path: Path, form: str) -> None:
    needed_module("fit_tool")
    done = on(keep(tmp_path / "data", REHEARSAL), "export", form, "-o", str(tmp_path / "out"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "runwalk: not exported: 1 rehearsal\nrunwalk: there is no session to export\n"
    assert not (tmp_path / "out").exists()
    later = on(tmp_path / "data", "export", "tcx", "--since", "2030-01-01")
    assert later.stderr == "runwalk: there is no session to export since 2030-01-01\n"


def test_without_fit_tool_one_line_says_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    done = run("export", "fit", "-o", str(tmp_path / "run.fit"))
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(' -m pip install "fit-tool>=0.9.16,<0.10"\n')
    assert run("export", "tcx").exit_code == 0, "tcx needs no package"


@pytest.mark.parametrize("form", ["fit", "tcx"])
def test_the_log_itself_is_never_written_over(run: Run, tmp_path: Path, form: str) -> None:
    needed_module("fit_tool")
    log = next((tmp_path / "data").glob("*.sqlite3"))
    before = log.read_bytes()
    done = run("export", form, "-o", str(log))
    assert done.exit_code == 1
    assert "it is runwalk's own log" in done.stderr or "a file of runwalk's own log" in done.stderr
    assert log.read_bytes() == before


def test_a_session_of_another_programme_that_ships_has_its_own_laps(tmp_path: Path) -> None:
    walking = replace(RUN, programme="First 5K", stage="w1", reps_planned=1, reps_done=1)
    text = on(keep(tmp_path / "data", walking), "export", "tcx").stdout
    assert text.count("<Lap ") > 2, "one of running and one of walking is what there would be without its table"


def test_a_session_of_a_table_that_was_in_use_before_has_its_own_laps(tmp_path: Path) -> None:
    config = paths.config_dir()
    config.mkdir(parents=True, exist_ok=True)
    (config / "stages-2026-02-01.toml").write_text(
        '[programme]\nname = "Mine"\nwarm_up = "1m"\n[[stage]]\nid = "a"\nrun = "1m"\nwalk = "1m"\nreps = 6\n'
    )
    mine = replace(RUN, programme="Mine", stage="a", run_seconds=360, walk_seconds=360, active_seconds=780)
    text = on(keep(tmp_path / "data", mine), "export", "tcx").stdout
    assert text.count("<Lap ") == 13, "the warm-up, six runs and six walks"


def test_a_day_outside_of_fit_is_left_out_of_a_folder(tmp_path: Path) -> None:
    needed_module("fit_tool")
    far = replace(RUN, id="far", started_at=AT.replace(year=2150))
    data = keep(tmp_path / "data", RUN, far)
    done = on(data, "export", "fit", "--since", "2026-01-01", "-o", str(tmp_path / "runs"))
    assert done.exit_code == 0
    assert done.stderr == "runwalk: not exported: 1 outside the years 1999 to 2125\n"
    assert on(data, "export", "tcx").exit_code == 0


@pytest.mark.parametrize(("year", "why"), [(2150, "1 outside the years 1999 to 2125"), (2120, "1 dated in the future")])
def test_a_slip_in_a_date_does_not_hide_the_last_session(tmp_path: Path, year: int, why: str) -> None:
    needed_module("fit_tool")
    far = replace(RUN, id="far", started_at=AT.replace(year=year))
    out = tmp_path / "run.fit"
    done = on(keep(tmp_path / "data", RUN, REHEARSAL, far), "export", "fit", "-o", str(out))
    assert (done.exit_code, done.stderr) == (0, f"runwalk: not exported: {why}\n")
    assert out.exists()
    only = on(keep(tmp_path / "only", far), "export", "fit", "-o", str(tmp_path / "no.fit"))
    assert only.exit_code == 1
    assert only.stderr == f"runwalk: not exported: {why}\nrunwalk: there is no session to export\n"


@pytest.mark.parametrize("what", ["nothing in it", "an error in it"])
def test_a_damaged_fit_tool_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    package = tmp_path / "fit_tool"
    package.mkdir()
    (package / "__init__.py").touch()
    if what == "an error in it":
        (package / "fit_file_builder.py").write_text("raise RuntimeError('two\\nlines')")
    for name in [name for name in sys.modules if name.partition(".")[0] == "fit_tool"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        done = run("export", "fit", "-o", str(tmp_path / "run.fit"))
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "fit_tool"]:
            del sys.modules[name]
    assert done.exit_code == 1
    assert done.stderr.startswith("runwalk: fit-tool doesn't work here (")
    assert done.stderr.count("\n") == 1
    assert '--force-reinstall "fit-tool>=0.9.16,<0.10"' in done.stderr
