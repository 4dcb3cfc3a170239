"""What Tab offers, told as the shells ask for it; tests/terminal/test_completion.py asks real ones."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from runwalk_tui.cli import VARIABLE, cli
from runwalk_tui.commands.typed.tab import Bash, Zsh
from runwalk_tui.history.database.file import FILE
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, URGENT_FLAGS
from runwalk_tui.voice.languages import own_words
from runwalk_tui.wording import SORENESS_PLACES
from scripts.command_list import every_command

MAIN = "from runwalk_tui.cli import main; main()"


def offered(*typed: str) -> dict[str, str]:
    """What may come in the place of the last word, each with what is said about it."""
    *before, incomplete = typed
    found = Zsh(cli, {}, "runwalk", VARIABLE).get_completions(before, incomplete)
    return {item.value: item.help or "" for item in found}


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, list(arguments))
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def asked(shell: str, words: str, *, code: str = MAIN, **env: str) -> subprocess.CompletedProcess[str]:
    """Ask a fresh program as a shell does at a Tab behind these words."""
    at = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, VARIABLE: f"{shell}_complete", **at, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_command_and_every_option_is_offered() -> None:
    for name, command in every_command():
        typed = name.split()[1:]
        if isinstance(command, click.Group):
            with click.Context(command) as context:
                assert list(offered(*typed, "")) == command.list_commands(context)
        forms = {form for each in command.params if isinstance(each, click.Option) for form in each.opts}
        assert {form for form in forms if form.startswith("--")} <= offered(*typed, "--").keys(), name


def test_every_value_that_can_be_known_is_offered() -> None:
    flags = [flag.id for flag in (*EMERGENCY_FLAGS, *URGENT_FLAGS)]
    stages = [str(number) for number in range(1, 14)]
    for command in ("log", "edit"):
        assert list(offered(command, "--red-flag", "")) == flags
        assert list(offered(command, "--sore", "")) == list(SORENESS_PLACES)
        assert list(offered(command, "--worst", "")) == [str(pain) for pain in range(11)]
    for typed in (
        ("log", "--stage"),
        ("edit", "--stage"),
        ("plan", "fit", "--stage"),
        ("render", "--stage"),
        ("place",),
    ):
        assert list(offered(*typed, "")) == stages, typed
    assert list(offered("stages", "use", "")) == list(SHIPPED)
    assert list(offered("export", "")) == ["json", "csv", "fit", "tcx"]
    assert list(offered("edit", "--kind", "")) == ["run-walk", "walk", "other"]
    assert list(offered("log", "--reps", "")) == []


def test_the_table_that_is_named_on_the_line_is_the_one_whose_stages_are_offered(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text('[programme]\nname = "Mine"\n[[stage]]\nid = "easy"\nrun = "1m"\nwalk = "1m"\nreps = [2, 3]\n')
    assert offered("--stages", str(table), "log", "--stage", "") == {"easy": "run 1m, walk 1m"}
    assert list(offered("log", "--stages", str(table), "--stage=")) == ["--stage=easy"]


def test_sessions_are_offered_the_newest_first_and_deleted_ones_to_bring_back() -> None:
    assert offered("edit", "") == offered("delete", "") == {}
    for day in ("2026-01-05", "2026-01-07", "2026-01-09"):
        run("log", "--stage", "1", "--reps", "6", "--worst", "2", "--at", f"{day}T07:30")
    sessions = {
        session["started_at"][:10]: session["id"] for session in json.loads(run("history", "--json"))["sessions"]
    }
    by_day = list(offered("edit", ""))
    assert by_day[0] == "last"
    assert [next(day for day, id in sessions.items() if id.startswith(short)) for short in by_day[1:]] == [
        "2026-01-09",
        "2026-01-07",
        "2026-01-05",
    ]
    newest = sessions["2026-01-09"]
    assert list(offered("delete", newest[:-1])) == [newest]
    assert offered("edit", by_day[1])[by_day[1]].startswith("2026-01-09 07:30 stage 1 6 of 6 pain")
    run("delete", newest)
    assert newest[:8] not in "".join(offered("edit", ""))
    (deleted,) = offered("delete", "--undo", "")
    assert newest.startswith(deleted)


def test_the_days_of_sessions_are_offered_once_their_morning_has_come() -> None:
    assert offered("morning", "2", "--date", "") == {}
    for at in ("2026-01-05T07:30", "2026-01-07T07:30", "2026-01-07T18:00"):
        run("log", "--stage", "1", "--reps", "6", "--at", at)
    run("log", "--walk", "--minutes", "20", "--at", "2026-01-08T07:30")
    run("log", "--stage", "1", "--reps", "6")  # today, so its morning is still to come
    days = offered("morning", "2", "--date", "")
    assert list(days) == ["2026-01-07", "2026-01-05"]
    assert days["2026-01-07"].startswith("18:00 stage 1 6 of 6"), "the one that the command takes"
    assert list(offered("morning", "2", "--date", "2026-01-05")) == ["2026-01-05"]


def test_the_languages_of_a_voice_are_offered_and_those_of_the_runners_own_table() -> None:
    assert offered("voice", "make", "--lang", "d") == {"de": "Deutsch"}
    own = own_words()
    own.parent.mkdir(parents=True)
    own.write_text('[pt]\nname = "Português"\n')
    assert list(offered("voice", "make", "--lang", "")) == ["en", "de", "es", "fr", "it", "nl", "pt"]
    own.write_text("[pt\n")
    assert offered("voice", "make", "--lang", "") == {}


def test_bash_splits_a_value_behind_an_equals_sign_into_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_WORDS", "runwalk\nlog\n--stage\n=\n13")
    monkeypatch.setenv("COMP_CWORD", "4")
    assert Bash(cli, {}, "runwalk", VARIABLE).complete() == "plain,13"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("runwalk ", "next"), ("runwalk log --red-flag ", "saddle"), ("runwalk log --stage ", "13")],
    ids=["commands", "signs", "stages"],
)
def test_neither_the_screen_nor_the_log_is_loaded_for_what_needs_none(words: str, wanted: str) -> None:
    loaded = "import sys; import atexit; atexit.register(lambda: print(*sys.modules, file=sys.stdout)); "
    done = asked("zsh", words, code=loaded + MAIN)
    assert wanted in done.stdout
    modules = set(done.stdout.splitlines()[-1].split())
    unwanted = {"textual", "rich", "asyncio", "miniaudio", "sqlite3", "runwalk_tui.history.store", "jinja2"}
    assert not modules & unwanted


@pytest.mark.parametrize(
    "words",
    ["runwalk log --stage ", "runwalk edit ", "runwalk delete --undo ", "runwalk morning 2 --date "],
    ids=["a stage", "a session", "undo", "a day"],
)
def test_where_there_is_nothing_to_read_nothing_is_offered_and_nothing_said(words: str, own_home: Path) -> None:
    table, data = own_home / "table.toml", own_home / "data"
    table.write_text("[[stage\n")
    data.mkdir()
    (data / FILE).write_bytes(b"no database" * 1000)
    done = asked("fish", words, RUNWALK_STAGES=str(table), RUNWALK_DATA_DIR=str(data))
    assert (done.stdout.strip(), done.stderr) == ("", "")
    assert [path.name for path in data.iterdir()] == [FILE]


def test_a_log_that_another_program_keeps_to_itself_is_not_waited_for(own_home: Path) -> None:
    data = own_home / "data"
    run("log", "--stage", "1", "--reps", "6", "--data-dir", str(data))
    holder = sqlite3.connect(data / FILE, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    assert offered("--data-dir", str(data), "edit", "") == {}
    holder.close()


@pytest.mark.parametrize(
    "env", [{"COMP_CWORD": "many"}, {"COMP_WORDS": "", "COMP_CWORD": "0"}, {VARIABLE: "zsh_complete"}]
)
def test_what_no_shell_would_ask_is_answered_without_a_traceback(env: dict[str, str]) -> None:
    assert asked("zsh", "runwalk 'edit", **env).stderr == ""


def test_a_mistyped_question_for_the_script_says_what_it_can_be() -> None:
    done = asked("zsh", "", **{VARIABLE: "tcsh_source"})
    assert done.returncode == 1
    assert done.stderr == (
        "runwalk: _RUNWALK_COMPLETE is tcsh_source; it can be bash_source, zsh_source or fish_source\n"
    )
