"""The commands from outside: what is printed, where, and with which exit status."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click
import pexpect
import pytest

from tests.support.as_json import as_json
from tests.support.real_program import MAIN, RUNWALK


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(data: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command on a data folder."""
    return subprocess.run(
        [*RUNWALK, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        encoding="utf-8",
        env={**os.environ, "RUNWALK_DATA_DIR": str(data), **(env or {})},
    )


def answer(data: Path, *arguments: str) -> dict[str, object]:
    """Today's prescription as JSON."""
    done = run(data, "next", "--json", *arguments)
    answered: dict[str, object] = as_json(done)
    return answered


def log(data: Path, day: str, reps: int, *more: str) -> None:
    done = run(data, "log", "--stage", "4", "--reps", str(reps), "--at", f"{day}T07:30+01:00", *more)
    assert done.returncode == 0, done.stderr


def ago(days: int) -> str:
    """A day before today."""
    return str(datetime.now().astimezone().date() - timedelta(days=days))


def test_an_empty_log_asks_for_a_placement_and_makes_no_file(data: Path) -> None:
    assert answer(data)["decision"] == "placement"
    assert not data.exists()


def test_the_rule_can_be_driven_without_the_screen(data: Path) -> None:
    calm = ("--before", "3", "--worst", "3", "--after", "3")
    log(data, "2026-01-05", 6, *calm)
    built = answer(data, "--on", "2026-01-07")
    assert (built["decision"], built["stage"], built["reps"]) == ("build", "4", 10)
    log(data, "2026-01-07", 10, *calm)
    log(data, "2026-01-09", 10, "--before", "3", "--worst", "3", "--after", "5")
    waiting = answer(data, "--on", "2026-01-12")
    assert (waiting["decision"], waiting["ask_morning"]) == ("repeat", True)
    assert run(data, "morning", "5", "--date", "2026-01-09").returncode == 0
    flared = answer(data, "--on", "2026-01-12")
    assert (flared["decision"], flared["stage"], flared["reps"]) == ("step_back", "3", 6)
    assert flared["earliest"] == "2026-01-12"


def test_the_options_stand_before_or_after_the_command(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert run(data, "--data-dir", str(other), "place", "2").returncode == 0
    assert answer(data, "--data-dir", str(other))["stage"] == "2"
    assert answer(data)["decision"] == "placement"


def test_a_red_flag_without_a_word_is_refused_in_one_line(data: Path) -> None:
    refused = run(data, "log", "--stage", "4", "--reps", "6", "--red-flag", " ")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "`runwalk log --help`" in refused.stderr


def test_a_red_flag_raises_the_stop_sign_until_it_is_cleared(data: Path) -> None:
    log(data, ago(2), 6, "--red-flag", "numbness in both legs")
    assert answer(data)["decision"] == "stop"
    assert run(data, "next").stdout.startswith("Call your emergency number or go to an emergency department now.\n")
    unsure = run(data, "clear")
    assert (unsure.returncode, unsure.stderr.count("\n")) == (2, 1)
    assert "--yes" in unsure.stderr
    assert "Cleared: numbness in both legs (" in run(data, "clear", "--yes").stdout
    assert answer(data)["decision"] == "step_back"
    refused = run(data, "clear", "--yes")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_export_and_import_twice_changes_nothing(data: Path, tmp_path: Path) -> None:
    log(data, "2026-01-05", 6, "--sore", "knee", "--sore", "calf", "--note", "wet leaves", "--effort", "4", "--ready")
    assert run(data, "place", "5").returncode == 0
    file = tmp_path / "log.json"
    assert run(data, "export", "json", "-o", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    again = run(data, "import", str(file))
    rest = "0 changed, 0 unchanged, 0 deleted, 0 different, left as they are.\n"
    assert again.stdout == "Records: 0 new, 0 changed, 2 unchanged, 0 deleted, 0 different, left as they are.\n"
    fresh = tmp_path / "fresh"
    assert run(fresh, "import", str(file)).stdout == f"Records: 2 new, {rest}"
    assert run(fresh, "export", "json").stdout == file.read_text("utf-8")
    assert run(fresh, "history", "--json").stdout == file.read_text("utf-8")


def test_an_import_with_one_bad_record_changes_nothing_and_names_it(data: Path, tmp_path: Path) -> None:
    good = {"id": "a", "started_at": "2026-01-05T07:30:00+01:00", "programme": "p", "stage": "1"}
    bad = {**good, "id": "b", "reps_planned": 6, "reps_done": 6, "pain_worst": 11}
    document = {
        "format": "runwalk-history",
        "version": 1,
        "sessions": [{**good, "reps_planned": 6, "reps_done": 6}, bad],
    }
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(document))
    done = run(data, "import", str(file))
    assert done.returncode == 1
    assert "pain_worst" in done.stderr
    assert "Traceback" not in done.stderr
    assert as_json(run(data, "history", "--json"))["sessions"] == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["log", "--reps", "6", "--stage", "4", "--worst", "11"], 2, "--worst"),
        (["log", "--reps", "6", "--stage", "99"], 1, "99"),
        (["log", "--reps", "6"], 1, "--stage ID, or set your starting stage: runwalk place ID"),
        (["log", "--reps", "6", "--stage", "4", "--at", "yesterday"], 2, "yesterday"),
        (["place", "no such stage"], 1, "no such stage"),
        (["morning", "3"], 1, "no session"),
        (["morning", "many"], 2, "many"),
        (["import", "/no/such/file.json"], 1, "/no/such/file.json"),
        (["stages", "check", "/no/such/table.toml"], 1, "/no/such/table.toml"),
        (["next", "--on", "tomorrow"], 2, "tomorrow"),
        (["next", "--on", "9999-12-31"], 2, "1900 to 2199"),
        (["log", "--reps", "6", "--stage", "4", "--at", "1899-12-31"], 2, "1900 to 2199"),
        (["log", "--reps", "6", "--stage", "4", "--at", "2200-01-01T08:00+01:00"], 2, "1900 to 2199"),
        (["place", "1", "--at", "2200-01-01"], 2, "1900 to 2199"),
        (["place", "1", "--at", "2199-01-01"], 2, "in the future"),
        (["morning", "3", "--date", "2200-01-01"], 2, "1900 to 2199"),
        (["morning", "3", "--date", "2026-01-05"], 1, "no session on 2026-01-05"),
        (["clear", "--yes"], 1, "nothing to clear"),
        (["log"], 2, "--reps"),
        (["log", "--minutes", "20", "--reps", "6"], 2, "--walk --minutes N"),
        (["log", "--walk"], 2, "--walk --minutes N"),
        (["log", "--walk", "--minutes", "0"], 2, "--minutes"),
        (["log", "--walk", "--minutes", "361"], 2, "--minutes"),
        (["log", "--walk", "--minutes", "20", "--reps", "6", "--sore", "hip"], 2, "a walk has no --reps, --sore"),
        (["log", "--walk", "--minutes", "20", "--reps", "0", "--worst", "0"], 2, "a walk has no --reps, --worst"),
        (["log", "--walk", "--minutes", "20", "--not-ready"], 2, "a walk has no --not-ready"),
        (["log", "--walk", "--minutes", "20", "--stopped"], 2, "a walk has no --stopped"),
        (["next", "--stages", "/no/such/table.toml"], 1, "/no/such/table.toml"),
        (["place", "1", "--data-dir", "/dev/null/data"], 1, "/dev/null"),
        (["nonsense"], 2, "nonsense"),
        (["--plain", "next"], 2, "--plain"),
        (["--speed", "0"], 2, "--speed"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_told_in_plain_words_and_without_a_traceback(
    data: Path, arguments: list[str], status: int, told: str
) -> None:
    done = run(data, *arguments)
    assert done.returncode == status, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_every_fault_of_a_table_is_one_line(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text('[programme]\nname = "x"\nwarm = "5m"\n\n[[stage]]\nrun = "5"\nwalk = true\n')
    done = run(data, "stages", "check", str(table))
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{table}:") for line in lines)
    assert "warm_up" in lines[0]


def test_without_a_utf8_locale_nothing_fails(data: Path) -> None:
    run(data, "place", "4")
    for locale in ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}):
        done = subprocess.run(
            [*RUNWALK, "next"],
            capture_output=True,
            timeout=60,
            check=False,
            env={**os.environ, "RUNWALK_DATA_DIR": str(data), **locale},
        )
        assert done.returncode == 0, done.stderr
        assert b"Stage 4" in done.stdout


def test_a_reader_that_goes_away_is_no_error_of_ours(data: Path) -> None:
    log(data, "2026-01-05", 6)
    code = f"{sys.executable} -c '{MAIN}' stages list | head -1"
    done = subprocess.run(
        ["sh", "-c", code], capture_output=True, text=True, timeout=60, check=False, env={**os.environ}
    )
    assert "Traceback" not in done.stderr


def test_the_app_without_a_terminal_says_what_works_instead(data: Path) -> None:
    done = run(data)
    assert done.returncode == 1
    assert "--plain" in done.stderr


def test_a_morning_belongs_to_the_latest_session_that_was_run(data: Path) -> None:
    log(data, ago(3), 6, "--before", "3", "--worst", "3", "--after", "3")
    log(data, ago(2), 0, "--red-flag", "a lump")
    assert run(data, "morning", "4").returncode == 0
    mornings = [session["pain_morning"] for session in as_json(run(data, "history", "--json"))["sessions"]]
    assert mornings == [4, None]


def test_an_earlier_answer_about_a_morning_is_said_when_it_is_replaced(data: Path) -> None:
    log(data, "2026-01-05", 6)
    told = run(data, "morning", "3", "--date", "2026-01-05").stdout
    assert "Saved: pain 3 out of 10 on the morning after Monday 5 January 2026." in told
    told = run(data, "morning", "4", "--date", "2026-01-05").stdout
    assert "Saved: pain 4 out of 10 (was 3) on the morning after" in told


def test_a_session_that_is_still_to_come_is_refused(data: Path) -> None:
    ahead = datetime.now().astimezone() + timedelta(days=2)
    refused = run(data, "log", "--stage", "4", "--reps", "6", "--at", ahead.isoformat())
    assert refused.returncode == 2
    assert "is in the future" in refused.stderr
    assert not data.exists()
    soon = datetime.now().astimezone() + timedelta(hours=20)
    assert run(data, "log", "--stage", "4", "--reps", "6", "--at", soon.isoformat()).returncode == 0


@pytest.mark.parametrize(("typed", "status"), [("", 1), ("n", 1), ("y", 0)])
def test_on_a_terminal_a_clearance_is_asked_about_first(data: Path, typed: str, status: int) -> None:
    log(data, "2026-01-05", 6, "--red-flag", "a lump")
    child = pexpect.spawn(
        RUNWALK[0], [*RUNWALK[1:], "clear"], env={**os.environ, "RUNWALK_DATA_DIR": str(data)}, encoding="utf-8"
    )
    child.expect_exact("a lump")
    child.expect_exact("[y/N]")
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status
    assert (answer(data)["decision"] == "stop") == bool(status)


@pytest.mark.slow("three whole commands, one of them at a terminal")
def test_a_warning_sign_that_is_added_while_the_clearance_is_asked_about_keeps_the_hold(data: Path) -> None:
    log(data, "2026-01-05", 6, "--red-flag", "fever")
    child = pexpect.spawn(
        RUNWALK[0], [*RUNWALK[1:], "clear"], env={**os.environ, "RUNWALK_DATA_DIR": str(data)}, encoding="utf-8"
    )
    child.expect_exact("[y/N]")
    run(data, "edit", "last", "--red-flag", "saddle")
    child.sendline("y")
    child.expect_exact("Cleared: fever")
    child.expect_exact("Call your emergency number")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert answer(data)["decision"] == "stop"


def test_with_yes_a_clearance_is_not_asked_about(data: Path) -> None:
    log(data, "2026-01-05", 6, "--red-flag", "a lump")
    said, status = pexpect.run(
        shlex.join([*RUNWALK, "clear", "--yes"]),
        env={**os.environ, "RUNWALK_DATA_DIR": str(data)},
        withexitstatus=True,
        encoding="utf-8",
    )
    assert status == 0, said


def test_a_clearance_stays_visible_in_the_history(data: Path) -> None:
    log(data, "2026-01-05", 6, "--red-flag", "a lump")
    run(data, "clear", "--yes")
    assert "cleared by a doctor or physiotherapist" in run(data, "history").stdout


def test_every_command_takes_the_two_places(data: Path, tmp_path: Path) -> None:
    from runwalk_tui.cli import COMMANDS, cli
    from runwalk_tui.commands.stages import stages

    context = click.Context(cli)
    commands = [command for name in COMMANDS if (command := cli.get_command(context, name)) is not None]
    assert len(commands) == len(COMMANDS)
    for command in (*commands, *stages.commands.values()):
        assert {"stages", "data"} <= {parameter.name for parameter in command.params}, command.name


def test_a_usage_error_is_one_line_that_says_where_to_look(data: Path) -> None:
    for arguments in (["log"], ["nonsense"], ["--speed", "nan"], ["stages", "simulate", "--people", "many"]):
        done = run(data, *arguments)
        assert done.returncode == 2, arguments
        assert done.stderr.count("\n") == 1, done.stderr
        assert "--help" in done.stderr


def test_virtual_runners_are_the_same_for_the_same_seed(data: Path) -> None:
    arguments = ("stages", "simulate", "--people", "20", "--weeks", "6", "--seed", "3", "--flares", "0.2")
    one, other = run(data, *arguments), run(data, *arguments)
    assert one.returncode == 0, one.stderr
    assert one.stdout == other.stdout
    assert "20 virtual runners, 6 weeks, seed 3" in one.stdout
    assert run(data, "stages", "simulate", "--people", "20", "--weeks", "6", "--seed", "4").stdout != one.stdout


def test_the_other_kinds_of_runner_are_told_a_line_each(data: Path) -> None:
    lines = run(data, "stages", "simulate", "--people", "5", "--weeks", "2").stdout.splitlines()
    assert [len(line) for line in lines if len(line) > 80] == []
    assert "Others, 1 of each kind, 26 weeks; stages at the end: lowest, middle, highest" in lines
    assert sum(line.startswith(("steady pain, ", "half of each session ")) for line in lines) == 3
    assert "The rule kept its promises to all 15:" in lines


def test_a_table_in_too_much_of_a_hurry_breaks_a_promise_and_the_command_says_so(data: Path, tmp_path: Path) -> None:
    hasty = tmp_path / "hasty.toml"
    hurry = "[progression]\nsessions_to_advance = 1\nmin_days_per_stage = 0\nrest_days = 0\n"
    stages = "".join(f"[[stage]]\nrun = {seconds}\nwalk = 60\nreps = [1, 2]\n" for seconds in range(20, 100, 20))
    hasty.write_text(f'[programme]\nname = "Hasty"\nsessions_per_week = 7\n{hurry}{stages}')
    done = run(data, "stages", "simulate", "--people", "1", "--stages", str(hasty))
    assert done.returncode == 1, done.stderr
    assert "With this table, the rule broke its promises" in done.stdout
    assert "kept: severe pain is always a flare-up" in done.stdout
    assert "second stage up is too hard 0, day " in done.stdout


def test_a_session_is_rendered_as_a_sound_file(data: Path, tmp_path: Path) -> None:
    import wave

    table = tmp_path / "short.toml"
    table.write_text('[programme]\nname = "S"\n[[stage]]\nrun = 5\nwalk = 5\nreps = [1, 2]\n')
    out = tmp_path / "session.wav"
    done = run(data, "render", "--stages", str(table), "--stage", "1", "--reps", "2", "-o", str(out))
    assert done.returncode == 0, done.stderr
    with wave.open(str(out)) as file:
        assert file.getnframes() / file.getframerate() >= 20
    for arguments, told in (
        (["--stage", "9", "-o", str(out)], "9"),
        (["--stage", "1", "-o", str(tmp_path / "session.xyz")], "xyz"),
        (["--stage", "1", "-o", str(tmp_path / "no" / "such" / "session.wav")], "such"),
    ):
        refused = run(data, "render", "--stages", str(table), *arguments)
        assert refused.returncode == 1, refused.stdout
        assert told in refused.stderr
        assert "Traceback" not in refused.stderr


def test_the_doctor_names_every_part_and_always_answers(data: Path) -> None:
    done = run(data, "doctor", "--json", env={"PULSE_SERVER": "none"})
    findings = as_json(done, status=done.returncode)
    assert done.returncode == (1 if any(finding["in_the_way"] for finding in findings) else 0)
    assert all(finding["advice"] for finding in findings if not finding["works"])
    assert not any(finding["in_the_way"] for finding in findings if finding["works"])


def with_settings(folder: Path, text: str) -> dict[str, str]:
    """What the doctor needs in its environment to find these settings, and no sound, in a UTF-8 locale."""
    for name in ("XDG_CONFIG_HOME", "HOME"):
        (folder / name / "runwalk").mkdir(parents=True, exist_ok=True)
    (folder / "XDG_CONFIG_HOME" / "runwalk" / "settings.toml").write_text(text)
    return {
        "XDG_CONFIG_HOME": str(folder / "XDG_CONFIG_HOME"),
        "HOME": str(folder / "HOME"),
        "PULSE_SERVER": "none",
        "LC_ALL": "C.UTF-8",
    }


SILENT = '[audio]\nbackend = "silent"\n'


def test_the_doctor_exits_0_when_it_has_advice_only(data: Path, tmp_path: Path) -> None:
    env = with_settings(tmp_path, SILENT + f'folder = "{tmp_path / "gone"}"\n[status]\nfile = "relative"\n')
    done = run(data, "doctor", env={**env, "LC_ALL": "C"})
    marked = {line[4:].split(":")[0]: line[:4] for line in done.stdout.splitlines() if not line.startswith(" ")}
    assert {marked[subject] for subject in ("characters", "custom sounds", "status file")} == {"tip "}, done.stdout
    assert "no  " not in marked.values()
    assert done.returncode == 0


@pytest.mark.parametrize("subject", ["sound", "settings", "stage table", "log", "data folder"])
def test_the_doctor_exits_1_when_a_session_cannot_be_run_properly(data: Path, tmp_path: Path, subject: str) -> None:
    env, given = with_settings(tmp_path, SILENT), []
    if subject == "sound":
        env = with_settings(tmp_path, '[audio]\nbackend = "simpleaudio"\n')
        env["ALSA_CONFIG_PATH"] = "/dev/null"
    elif subject == "settings":
        env = with_settings(tmp_path, "[audio]\nvolum = 3\n" + SILENT[8:])
    elif subject == "stage table":
        (tmp_path / "stages.toml").write_text("[[stage]]\n")
        given = ["--stages", str(tmp_path / "stages.toml")]
    elif subject == "log":
        data.mkdir()
        (data / "runwalk.sqlite3").write_bytes(b"x" * 4096)
    else:
        data.write_text("a file")
    done = run(data, "doctor", "--json", *given, env=env)
    in_the_way = {finding["subject"] for finding in as_json(done, status=1) if finding["in_the_way"]}
    assert subject in in_the_way
