"""`runwalk plan`: what it writes is what `runwalk next` says is due, and where there is nothing due it says why."""

from __future__ import annotations

import json
import os
import stat
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from tests.support.needed import needed_module
from tests.support.real_program import RUNWALK

FORMS = ("fit", "zwo", "icu", "ics")
CALM = ("--before", "3", "--worst", "3", "--after", "3")
MANUAL = """
[programme]
name = "Mine"
[progression]
manual = true
[[stage]]
id = "easy"
run = "30s"
walk = "2m"
reps = 4
[[stage]]
id = "long"
run = "5m"
walk = "1m"
reps = 3
[[stage]]
id = "short"
run = "10s"
walk = "1m"
reps = 1
"""


LONG = """
[programme]
name = "Mine"
[[stage]]
id = "long"
run = "2h"
walk = "1h"
reps = 1
[[stage]]
id = "sets"
reps = 2
intervals = ["walk 1m", { times = 3, steps = ["run 30s", "walk 30s"] }]
[[stage]]
id = "fill"
run = "1m"
walk = "1m"
fill = "20m"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def runwalk(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)])


def done(data: Path, *arguments: str) -> Result:
    """The same for a command that has to go well."""
    result = runwalk(data, *arguments)
    assert result.exit_code == 0, result.output
    return result


def ago(days: int) -> str:
    return str(datetime.now().astimezone().date() - timedelta(days=days))


def log(data: Path, days: int, reps: int, *more: str) -> None:
    done(data, "log", "--reps", str(reps), "--at", f"{ago(days)}T00:00", *CALM, *more)


def due(data: Path, *arguments: str) -> dict[str, Any]:
    answered: dict[str, Any] = json.loads(done(data, "next", "--json", *arguments).stdout)
    return answered


def ids(text: str) -> set[str]:
    """The ids of a calendar's entries."""
    return {line for line in text.splitlines() if line.startswith("UID:")}


def text_of(stage: str, reps: int) -> str:
    """What stage 3 or 4 is for intervals.icu."""
    run, walk = {"3": ("45s", "1m55s"), "4": ("1m", "1m30s")}[stage]
    return f"Warmup\n- Warmup 5m\n\n{reps}x\n- Run {run}\n- Walk {walk}\n\nCooldown\n- Cooldown 2m\n"


def test_the_plan_is_the_session_that_is_due(data: Path) -> None:
    done(data, "place", "4", "--at", ago(9))
    assert due(data)["decision"] == "start"
    told = done(data, "plan", "icu")
    assert (told.stdout, told.stderr) == (text_of("4", 6), "")
    log(data, 4, 6, "--morning", "2")
    assert (due(data)["decision"], due(data)["reps"]) == ("build", 10)
    told = done(data, "plan", "icu")
    assert (told.stdout, told.stderr) == (text_of("4", 10), "")


def test_on_a_rest_day_it_is_still_the_session_and_says_from_when(data: Path) -> None:
    log(data, 0, 6, "--stage", "4")
    told = done(data, "plan", "icu")
    assert told.stdout == text_of("4", due(data)["reps"])
    day = date.fromisoformat(due(data)["earliest"])
    assert told.stderr.startswith("runwalk: this is for ") and f" {day.day} " in told.stderr
    assert told.stderr.endswith(" or later\n") and told.stderr.count("\n") == 1


def test_a_move_up_that_is_due_on_that_day_is_what_is_written_and_named(data: Path) -> None:
    done(data, "place", "3", "--at", ago(6))
    for days, reps in ((5, 6), (3, 9), (0, 9)):
        log(data, days, reps)
    told = done(data, "plan", "icu")
    day = due(data)["earliest"]
    assert (due(data)["stage"], due(data, "--on", day)["stage"]) == ("3", "4")
    assert told.stdout == text_of("4", due(data, "--on", day)["reps"])
    first, second = told.stderr.splitlines()
    assert first.startswith("runwalk: this is for ")
    assert first.endswith(
        f" or later, when it's Stage 4 · 6 repetitions · 22 minutes; `runwalk next --on {day}` says why"
    )
    assert second.startswith("runwalk: not final yet: your pain the morning after")
    as_due = done(data, "plan", "icu", "--stage", "4").stderr
    assert "more than" not in as_due and "when it's" not in as_due
    assert "more than what's due: Stage 4 " in done(data, "plan", "icu", "--stage", "5").stderr


def test_a_morning_that_was_not_told_may_change_it(data: Path) -> None:
    log(data, 3, 6, "--stage", "4")
    for form in ("icu", "ics"):
        assert (
            "morning after your last session, and that may change this: runwalk morning N"
            in done(data, "plan", form).stderr
        )


def test_after_a_break_it_is_what_a_break_leads_to(data: Path) -> None:
    log(data, 40, 10, "--stage", "4")
    assert due(data)["decision"] == "step_back"
    assert done(data, "plan", "icu").stdout == text_of("3", 6)


def test_after_the_last_stage_it_is_the_last_stage_again(data: Path) -> None:
    done(data, "place", "13", "--at", ago(12))
    for days in (9, 7, 5):
        log(data, days, 7, "--stage", "13", "--morning", "2")
    assert (due(data)["decision"], due(data)["reps"]) == ("finished", 7)
    told = done(data, "plan", "icu")
    assert ("7x\n- Run 3m\n- Walk 15s\n" in told.stdout, told.stderr) == (True, "")
    assert "SUMMARY:Run-walk: stage 13" in done(data, "plan", "ics").stdout


@pytest.mark.parametrize("arguments", [("fit",), ("zwo",), ("icu",), ("icu", "--stage", "1")], ids=" ".join)
def test_on_hold_there_is_no_plan(data: Path, arguments: tuple[str, ...], tmp_path: Path) -> None:
    done(data, "log", "--red-flag", "saddle")
    out = tmp_path / "plan"
    told = runwalk(data, "plan", *arguments, "-o", str(out))
    assert (told.exit_code, told.stdout, out.exists()) == (1, "", False)
    assert told.stderr.startswith("runwalk: Call your emergency number")
    assert "on hold until a doctor or physiotherapist clears you" in told.stderr
    assert told.stderr.count("\n") == 1


def test_on_hold_the_calendar_cancels_what_an_earlier_one_had(data: Path, tmp_path: Path) -> None:
    log(data, 3, 6, "--stage", "4")
    before = ids(done(data, "plan", "ics").stdout)
    done(data, "log", "--red-flag", "saddle")
    out = tmp_path / "plan.ics"
    told = done(data, "plan", "ics", "-o", str(out))
    text = out.read_text()
    assert before <= ids(text)
    assert "VALARM" not in text and text.count("STATUS:CANCELLED") == len(ids(text)) - 1
    first, second = told.stderr.splitlines()
    assert "on hold until a doctor or physiotherapist clears you" in first
    assert second.startswith("runwalk: this cancels the run-walk entries in your calendar: import it there")


@pytest.mark.parametrize("form", ["fit", "zwo", "icu"])
def test_without_a_starting_stage_there_is_no_plan_but_of_a_stage_that_is_named(data: Path, form: str) -> None:
    told = runwalk(data, "plan", form)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "First find your starting stage" in told.stderr
    assert told.stderr.endswith("name a stage: --stage ID\n") and told.stderr.count("\n") == 1


def test_a_stage_that_is_named_has_its_fewest_repetitions_unless_it_is_due(data: Path) -> None:
    assert done(data, "plan", "icu", "--stage", "4").stdout == text_of("4", 6)
    assert done(data, "plan", "icu", "--stage", "4", "--reps", "8").stdout == text_of("4", 8)
    log(data, 4, 6, "--stage", "4", "--morning", "2")
    assert done(data, "plan", "icu", "--stage", "4").stdout == text_of("4", 10)
    less = done(data, "plan", "icu", "--stage", "3")
    assert (less.stdout, less.stderr) == (text_of("3", 6), "")
    assert done(data, "plan", "icu", "--reps", "7").stdout == text_of("4", 7)


def test_before_there_is_a_starting_stage_a_named_one_says_what_comes_first(data: Path) -> None:
    told = done(data, "plan", "icu", "--stage", "4")
    assert told.stderr.startswith("runwalk: No sessions yet. First find your starting stage")


def test_text_without_a_title_says_that_the_times_are_our_own_estimate(data: Path) -> None:
    log(data, 4, 6, "--stage", "8", "--morning", "2")
    assert "runwalk: the times of stage 8* are our own estimate\n" in done(data, "plan", "icu").stderr
    assert "our own" not in done(data, "plan", "icu", "--stage", "4").stderr


def test_an_entry_dated_ahead_with_a_warning_sign_is_told_with_every_plan(data: Path, tmp_path: Path) -> None:
    log(data, 4, 6, "--stage", "4", "--morning", "2")
    ahead = {"id": "ahead", "started_at": f"{ago(-30)}T08:00:00+01:00", "programme": "ASTEROID run-walk", "stage": "4"}
    sessions = [{**ahead, "reps_planned": 6, "reps_done": 6, "red_flags": ["saddle"]}]
    file = tmp_path / "ahead.json"
    file.write_text(json.dumps({"format": "runwalk-history", "version": 1, "sessions": sessions}))
    done(data, "import", str(file))
    for form in ("icu", "ics"):
        assert "has a warning sign" in done(data, "plan", form).stderr


def test_more_than_what_is_due_is_written_and_said(data: Path) -> None:
    log(data, 4, 6, "--stage", "3", "--morning", "2")
    for more in (("--stage", "4"), ("--reps", "10")):
        told = done(data, "plan", "icu", *more)
        assert told.stderr == "runwalk: that's more than what's due: Stage 3 · 9 repetitions · 31 minutes\n"


def test_a_manual_programme_has_the_same_again_and_after_a_flare_up_the_gentler_one(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(MANUAL)
    where = ("--stages", str(table))
    log(data, 6, 3, "--stage", "long", "--morning", "2", *where)
    assert done(data, "plan", "icu", *where).stdout.startswith("3x\n- Run 5m\n")
    done(
        data, "log", "--reps", "3", "--stage", "long", "--at", f"{ago(4)}T00:00", "--worst", "8", "--after", "6", *where
    )
    assert done(data, "plan", "icu", *where).stdout.startswith("Run\n- Run 10s\n")


def test_in_a_manual_programme_a_later_stage_is_no_more_than_its_running(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(MANUAL)
    where = ("--stages", str(table))
    log(data, 4, 4, "--stage", "easy", "--morning", "2", *where)
    assert done(data, "plan", "icu", "--stage", "short", *where).stderr == ""
    assert "more than what's due" in done(data, "plan", "icu", "--stage", "long", *where).stderr


def test_the_calendar_starts_on_the_first_day_that_next_names(data: Path) -> None:
    log(data, 0, 6, "--stage", "4")
    text = done(data, "plan", "ics").stdout_bytes.decode()
    first = date.fromisoformat(due(data)["earliest"])
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"DTSTART:{first:%Y%m%d}T180000\r\n" in text, "midnight is a day without a time"
    assert text.count("BEGIN:VEVENT") == text.count("BEGIN:VALARM") + 1 > 9, "the one that is done has none"
    assert text.count("SUMMARY:Run-walk: stage 4\r\n") == 1


def test_without_a_starting_stage_the_calendar_has_the_run_test(data: Path) -> None:
    text = done(data, "plan", "ics").stdout
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Find your starting stage" in text
    assert not data.exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_written_for_the_runner_alone_and_named(data: Path, form: str, tmp_path: Path) -> None:
    if form == "fit":
        needed_module("fit_tool")
    log(data, 4, 6, "--stage", "4", "--morning", "2")
    out = tmp_path / f"plan.{form}"
    assert done(data, "plan", form, "-o", str(out)).stdout == f"{out}\n"
    assert out.stat().st_size > 50
    if os.name != "nt":
        assert stat.S_IMODE(out.stat().st_mode) & 0o077 == 0
    if form == "ics":
        assert out.read_bytes().count(b"\r\n") == out.read_bytes().count(b"\n")


def test_a_workout_for_a_watch_goes_into_a_pipe_as_it_is(data: Path) -> None:
    needed_module("fit_tool")
    told = done(data, "plan", "fit", "--stage", "4")
    assert told.stdout_bytes[8:12] == b".FIT"


def test_without_fit_tool_the_answer_is_how_to_install_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    told = runwalk(data, "plan", "fit", "--stage", "4")
    assert (told.exit_code, told.stdout_bytes) == (1, b"")
    assert told.stderr.startswith('runwalk: FIT needs the optional "watch" packages: ')
    assert told.stderr.count("\n") == 1


def test_the_log_is_never_written_over(data: Path) -> None:
    log(data, 4, 6, "--stage", "4")
    database = data / "runwalk.sqlite3"
    before = database.read_bytes()
    told = runwalk(data, "plan", "icu", "-o", str(database))
    assert (told.exit_code, database.read_bytes()) == (1, before)
    assert "nothing was written" in told.stderr


def test_repetitions_that_a_stage_cannot_have_are_refused(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(LONG)
    where, out = ("--stages", str(table)), tmp_path / "out.wav"
    for command in (("plan", "zwo"), ("render", "-o", str(out))):
        long = runwalk(data, *command, "--stage", "long", "--reps", "3", *where)
        assert (long.exit_code, long.stdout) == (1, "")
        assert long.stderr == (
            'runwalk: stage "long": 3 x 3h with warm-up and cool-down makes 9h; a session lasts at most 6h\n'
        )
        fill = runwalk(data, *command, "--stage", "fill", "--reps", "3", *where)
        assert (fill.exit_code, fill.stdout) == (2, "")
        assert 'stage "fill" repeats its steps for 20m, and that counts as one repetition' in fill.stderr
    assert not out.exists()
    assert done(data, "plan", "icu", "--stage", "fill", "--reps", "1", *where).stdout


def test_so_are_they_where_a_session_is_logged_by_hand(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text(LONG)
    where = ("--stages", str(table), "--stage", "fill", *CALM)
    for counts in (("--reps", "3"), ("--reps", "1", "--planned", "3")):
        told = runwalk(data, "log", *counts, *where)
        assert (told.exit_code, told.stdout) == (2, "")
        assert f"that counts as one repetition: {counts[-2]} can only be 1" in told.stderr
    assert "1 of 1 repetitions" in done(data, "log", "--reps", "1", *where).stdout


def test_a_workout_of_many_steps_says_that_a_watch_may_refuse_it(data: Path, tmp_path: Path) -> None:
    needed_module("fit_tool")
    table, out = tmp_path / "mine.toml", tmp_path / "sets.fit"
    table.write_text(LONG)
    where = ("--stages", str(table), "-o", str(out), "--stage", "sets")
    told = done(data, "plan", "fit", *where, "--reps", "20")
    assert "runwalk: this has 80 steps; others report that many watches allow 50 at most\n" in told.stderr
    assert "steps" not in done(data, "plan", "fit", *where, "--reps", "2").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("pdf",),
        ("icu", "--reps", "0"),
        ("icu", "--reps", "101"),
        ("ics", "--stage", "4"),
        ("ics", "--reps", "6"),
        ("icu", "-o", ""),
        ("icu", "zwo"),
    ],
    ids=" ".join,
)
def test_what_is_mistyped_is_bad_usage(data: Path, arguments: tuple[str, ...]) -> None:
    told = runwalk(data, "plan", *arguments)
    assert (told.exit_code, told.stdout) == (2, "")


def test_a_stage_that_there_is_not_is_named_with_those_that_there_are(data: Path) -> None:
    told = runwalk(data, "plan", "icu", "--stage", "77")
    assert (told.exit_code, told.stdout) == (1, "")
    assert 'there is no stage "77"' in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
def test_on_a_terminal_a_calendar_is_plain_lines_and_a_workout_for_a_watch_is_refused(data: Path) -> None:
    import pexpect

    def seen(form: str) -> tuple[str, int | None]:
        with pexpect.spawn(
            RUNWALK[0], [*RUNWALK[1:], "plan", form, "--data-dir", str(data)], encoding="utf-8", timeout=60
        ) as child:
            text = str(child.read())
            child.wait()
            return text, child.exitstatus

    text, status = seen("ics")
    assert (status, "\\x0d" in text) == (0, False)
    assert "\r\nBEGIN:VEVENT\r\n" in text
    text, status = seen("fit")
    assert status == 2
    assert "fit isn't text, so it can't be shown here; add -o FILE" in text
