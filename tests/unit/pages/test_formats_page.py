"""docs/formats.md: every example is read or run, and it names what there is and nothing else."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.exports.csv_file import CHECKIN_HEADER, HEADER, WHEN
from runwalk_tui.history.json_file import from_json
from runwalk_tui.imports.csv_reading import from_csv, kind_of
from runwalk_tui.keys.reading import read_keys
from runwalk_tui.programme.reader import PLACEMENT_KEYS, PROGRAMME_KEYS, PROGRESSION_KEYS, parse_table
from runwalk_tui.programme.stage import Act, Policy, Source, TableKind
from runwalk_tui.programme.stage_reader import STAGE_KEYS
from runwalk_tui.programme.toml_text import parse_toml
from runwalk_tui.review.past.parsing import EXAMPLES as TERMS
from runwalk_tui.review.past.parsing import MEANINGS, parse_filter
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionKind, SessionRecord
from runwalk_tui.settings import Settings, read_settings
from runwalk_tui.system.own_files import whose
from scripts.command_list import every_command, long_options
from scripts.format_examples import LOG
from scripts.pages import ROOT
from tests.support.real_program import RUNWALK
from tests.support.the_package import PACKAGE
from tests.unit.pages.blocks import fenced, first_column, inline, section

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/formats.md", "docs/rule.md")]
COMMANDS = dict(every_command())
EXAMPLES = [line.removeprefix("$ ") for block in fenced(PAGE, "console") for line in block.splitlines()]
NOT_RUN = ("render", "radio", "doctor", "serve", "stages simulate", "sync", "voice")
"""They take long, depend on the machine, or go on until they are stopped."""
STAGES, DAY_BY_DAY, SETTINGS, OWN_KEYS = fenced(PAGE, "toml")
HISTORY, NEXT = fenced(PAGE, "json")


# Commands.


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_command_line_takes_an_example(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Context, "invoke", lambda *_, **__: None)  # what is asked for is read, and not done
    program, *arguments = shlex.split(example)
    assert program == "runwalk"
    cli.main(arguments, prog_name=program, standalone_mode=False)


def test_the_command_line_does_not_take_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Context, "invoke", lambda *_, **__: None)
    for wrong in (["log", "--reps", "x"], ["next", "--nonsense"], ["nonsense"], ["stages", "nonsense"]):
        with pytest.raises(click.UsageError):
            cli.main(wrong, prog_name="runwalk", standalone_mode=False)


def test_the_examples_are_a_story_that_works_from_an_empty_folder_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNWALK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} -c pass")
    Path("stages.toml").write_bytes((ROOT / "stages.toml").read_bytes())
    done = 0
    for example in EXAMPLES:
        _, *arguments = shlex.split(example)
        named = " ".join(arguments)
        if named.startswith(NOT_RUN) or (named.startswith("--") and not named.startswith("--stages")):
            continue
        answer = CliRunner().invoke(cli, arguments, catch_exceptions=False)
        assert answer.exit_code == 0, f"{example}: {answer.output}"
        done += 1
    assert done >= 15


def test_every_command_has_an_example() -> None:
    known = {name for name, command in COMMANDS.items() if not isinstance(command, click.Group)} - {"runwalk"}
    shown = {name for name in COMMANDS for example in EXAMPLES if f"{example} ".startswith(f"{name} ")}
    # `runwalk stages` alone is its list.
    assert known - shown == {"runwalk stages list"}


def test_every_command_and_every_long_option_is_named() -> None:
    for name, command in COMMANDS.items():
        assert f"**`{name}" in PAGE
        for option in long_options(command):
            assert re.search(rf"`{option}[ `]", PAGE), f"{name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_and_no_option_is_named_that_there_is_not(page: Path) -> None:
    text = page.read_text("utf-8")
    options = {"--help", *(option for command in COMMANDS.values() for option in long_options(command))}
    consoles = [line.removeprefix("$ ") for block in fenced(text, "console") for line in block.splitlines()]
    for code in [*inline(text), *consoles]:
        words = code.split()
        if words[0] == "runwalk":
            told = [word for word in words[1:] if re.fullmatch(r"[a-z]+", word)]
            # Words after an option or an argument may be anything: a site, a kind of file.
            assert len(words) == 1 or words[1].startswith("-") or f"runwalk {told[0]}" in COMMANDS, code
            assert {word for word in words if word.startswith("--")} <= options, code
        elif words[0].startswith("--") and page.name == "formats.md":
            assert words[0] in options, code


def test_the_exit_statuses_are_those(tmp_path: Path) -> None:
    def status(*arguments: str) -> int:
        place = ("--data-dir", str(tmp_path))
        return subprocess.run([*RUNWALK, *arguments, *place], capture_output=True, timeout=60, check=False).returncode

    faulty = tmp_path / "faulty.toml"
    faulty.write_text("[programme]\n")
    assert (status("next"), status("stages", "check", str(faulty)), status("next", "--nonsense")) == (0, 1, 2)
    assert [int(code) for code in re.findall(r"^\| (\d+)", section(PAGE, "Exit codes"), re.MULTILINE)] == [
        *(0, 1, 2),
        *(130, 128),
    ]


# Files.


def test_the_stage_table_has_no_faults_and_every_key_that_there_is() -> None:
    table = parse_table(STAGES, "formats.md")
    assert [stage.id for stage in table.stages] == ["1", "week 4", "ladder", "sets", "fill"]
    assert table.policy == Policy()
    document = parse_toml(STAGES)
    assert set(document["programme"]) == set(PROGRAMME_KEYS)
    assert set(document["progression"]) == set(PROGRESSION_KEYS)
    assert set(document["placement"]) == set(PLACEMENT_KEYS)
    assert {key for stage in document["stage"] for key in stage} == set(STAGE_KEYS)
    for word in (*Source, *TableKind):
        assert f'"{word}"' in STAGES
    steps = section(PAGE, "stages.toml")
    for act in Act:
        assert f"`{act}`" in steps


def test_a_plan_by_the_day_moves_up_after_each_session() -> None:
    table = parse_table(DAY_BY_DAY, "formats.md")
    assert (table.policy.sessions_to_advance, table.policy.min_days_per_stage) == (1, 0)
    assert [table.full(stage) for stage in table.stages] == [1, 1, 1]


def test_the_stage_of_the_readme_has_no_faults() -> None:
    (stage,) = fenced((ROOT / "README.md").read_text("utf-8"), "toml")
    assert parse_table(f'[programme]\nname = "Mine"\n{stage}', "README.md").stages[0].groups


def test_the_settings_are_the_defaults_and_every_key_is_there(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(SETTINGS, "utf-8")
    assert read_settings(file) == Settings()
    document = parse_toml(SETTINGS)
    assert set(document) == {field.name for field in fields(Settings)} - {"keys"}
    for table, values in document.items():
        assert set(values) == {field.name for field in fields(type(getattr(Settings(), table)))}


def test_the_history_is_the_log_that_it_was_made_of() -> None:
    assert from_json(HISTORY) == LOG


def test_every_key_of_a_session_is_told_and_no_other() -> None:
    assert sorted(first_column(section(PAGE, "History as JSON"))) == sorted(
        field.name for field in fields(SessionRecord)
    )
    for kind in SessionKind:
        assert f"`{kind}`" in PAGE


def test_only_the_first_six_keys_of_a_session_are_needed() -> None:
    document = json.loads(HISTORY)
    (session,) = document["sessions"]
    document["sessions"] = [dict(list(session.items())[:6])]
    assert from_json(json.dumps(document)).sessions[0].stage == "4"
    document["sessions"] = [dict(list(session.items())[:5])]
    with pytest.raises(Exception, match="reps_done"):
        from_json(json.dumps(document))


def test_the_csv_has_the_columns_of_the_export() -> None:
    blocks = fenced(PAGE, "csv")
    for block, columns, records in zip(blocks, (HEADER, CHECKIN_HEADER), (LOG.sessions, LOG.checkins), strict=True):
        header, *rows = csv.reader(block.splitlines())
        assert tuple(header) == columns
        assert len(rows) == len(records)
        found = kind_of(block)
        assert found is not None
        read = from_csv(block, *found)
        assert records in (read.sessions, read.checkins)


def test_every_column_of_the_csv_that_is_no_key_of_a_session_is_told() -> None:
    assert first_column(section(PAGE, "CSV")) == list(WHEN)


def test_every_key_of_next_is_told_and_no_other() -> None:
    known = [field.name for field in fields(Prescription)]
    assert list(json.loads(NEXT)) == known
    assert sorted(first_column(section(PAGE, "next --json"))) == sorted(known)
    for decision in Decision:
        assert f"`{decision}`" in section(PAGE, "next --json")


def test_every_variable_of_our_own_is_named_and_every_one_that_is_named_is_read() -> None:
    source = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    named = first_column(section(PAGE, "Environment"))
    assert {name for name in named if name.startswith("RUNWALK_")} == set(re.findall(r"\"(RUNWALK_[A-Z_]+)\"", source))
    for name in named:
        assert f'"{name}"' in source


def test_the_files_that_are_named_are_known_as_the_program_s_own(own_home: Path) -> None:
    from runwalk_tui import paths

    data, config = re.split(r"^\| in the config folder", section(PAGE, "Files"), flags=re.MULTILINE)
    for folder, table in ((paths.data_dir(), data), (paths.config_dir(), config)):
        for name in first_column(table):
            assert folder.is_relative_to(own_home)
            if not name.startswith("last-crash"):
                assert whose(folder / name, None, None), name
    crash = PACKAGE.rglob("*.py")
    assert any('"last-crash.txt"' in path.read_text("utf-8") for path in crash)


def test_every_filter_on_the_page_is_understood_and_every_term_is_there() -> None:
    told = {str(parse_filter(typed)) for typed in first_column(section(PAGE, "Filter"))}
    assert set(TERMS.values()) <= told
    for form, what in MEANINGS.items():
        assert parse_filter(form)
        assert what


def test_the_example_of_own_keys_is_without_a_fault() -> None:
    keys, wrong = read_keys("settings.toml", OWN_KEYS)
    assert wrong == ()
    assert keys.shown("timer.pause") == "p"
