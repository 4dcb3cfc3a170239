"""Every --help: a full first sentence, two examples that work, known words, the environment, the exit codes."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.commands.typed.command import ENVIRONMENT, EXIT_CODES, WIDTH, Command
from runwalk_tui.rule.red_flags import RED_FLAGS
from runwalk_tui.wording import SORENESS_PLACES
from scripts.command_list import every_command

COMMANDS = dict(every_command())
FAILED = {name: command.failed for name, command in COMMANDS.items() if isinstance(command, Command) and command.failed}
"""Commands where status 1 means something of its own."""
ROOM = WIDTH - 2
"""Columns of a line on a terminal of 80: click leaves two free."""


def help_of(name: str) -> str:
    typed = name.split()[1:]
    answer = CliRunner().invoke(cli, [*typed, "--help"], prog_name="runwalk", terminal_width=ROOM)
    assert answer.exit_code == 0
    return answer.stdout


def examples_in(text: str) -> list[str]:
    return [line.strip() for line in text.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_begins_with_a_sentence_and_ends_with_the_surroundings(name: str) -> None:
    text = help_of(name)
    first = " ".join(text.split("\n\n")[1].split())
    assert re.match(r"[A-Z][a-z]+,? .*\.$", first), first
    own = {"1": FAILED[name]} if name in FAILED else {}
    for word, meaning in {**dict(ENVIRONMENT), **dict(EXIT_CODES), **own}.items():
        assert re.search(rf"^  {re.escape(word)} +{re.escape(meaning)}$", text, re.MULTILINE), word
    assert max(map(len, text.splitlines())) <= 80
    assert "..." not in text.partition("\n")[2], "a sentence is cut off"
    assert not re.search(r"INTEGER|RANGE|<=", text), "words for programmers"


INNER = r'"\$\((.+?)\)"'
"""A command whose answer is part of another one."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_two_examples_that_can_be_typed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Context, "invoke", lambda *_, **__: None)  # it is read, and not done
    examples = examples_in(help_of(name))
    assert len(examples) == 2
    for example in examples:
        typed = re.sub(INNER, "stages.toml", example)
        ours = [part for part in [*re.findall(INNER, example), *typed.split(" | ")] if "runwalk" in part]
        assert any(f"{part} ".startswith((f"{name} ", "EDITOR=")) or name in part for part in ours) or "cp " in typed
        for part in ours:
            words = shlex.split(part[part.index("runwalk") :], comments=True)
            assert words[0] == "runwalk"
            cli.main(words[1:], prog_name="runwalk", standalone_mode=False)


@pytest.mark.parametrize("name", ["runwalk log", "runwalk edit"])
def test_help_lists_every_place_and_every_warning_sign_where_they_are_typed(name: str) -> None:
    text = help_of(name)
    assert f"{', '.join(SORENESS_PLACES)}, or any words" in text
    for flag in RED_FLAGS:
        assert re.search(rf"^  {flag.id} +{re.escape(flag.question)}$", text, re.MULTILINE)


def test_people_who_type_help_as_a_word_get_it() -> None:
    for typed, name in (
        (["help"], "runwalk"),
        (["help", "log"], "runwalk log"),
        (["stages", "help"], "runwalk stages"),
    ):
        assert CliRunner().invoke(cli, typed, prog_name="runwalk", terminal_width=ROOM).stdout == help_of(name)
