"""What was typed wrong is answered in one plain line that says what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from runwalk_tui.cli import cli
from runwalk_tui.commands.typed.command import in_one_line
from runwalk_tui.commands.typed.values import NamedPath, Number, OneWord, WholeNumber
from scripts.command_list import every_command

COMMANDS = dict(every_command())
DEVELOPERS_WORDS = re.compile(r"integer|range|float|argument|parameter|invalid|value for|<=|\bNone\b|\n", re.IGNORECASE)


def error_of(*typed: str) -> str:
    with pytest.raises(click.UsageError) as raised:
        cli.main(list(typed), prog_name="runwalk", standalone_mode=False)
    return in_one_line(raised.value)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("nxt", 'there is no command "nxt"; did you mean next? (see runwalk --help)'),
        ("voice", "a command is missing: make or words (see runwalk voice --help)"),
        ("voice make", "--lang is missing; give a language such as de (see runwalk voice make --help)"),
        ("voice make --lang de --voice", "--voice needs a name after it"),
        ("stages chk", 'there is no command "chk"; did you mean check? (see runwalk stages --help)'),
        ("zzz", 'there is no command "zzz"; the commands are next, log, edit, '),
        ("help nxt", 'there is no command "nxt"; did you mean next?'),
        ("next --jsn", "there is no option --jsn; did you mean --json? (see runwalk next --help)"),
        ("log --rep 4", "there is no option --rep; did you mean --reps?"),
        ("history --jsn", "there is no option --jsn; did you mean --json?"),
        ("--zzz", "there is no option --zzz (see runwalk --help)"),
        ("log --reps abc", '--reps: "abc" is not a whole number from 0 to 100 (see runwalk log --help)'),
        ("log --reps 101", '--reps: "101" is not a whole number from 0 to 100'),
        ("log --reps", "--reps needs a whole number from 0 to 100 after it"),
        ("log --sore", "--sore needs a sore place such as knee after it"),
        ("log --stopped=1 --reps 3", "--stopped doesn't take a value; remove the = and what follows it"),
        ("next --on", "--on needs a day such as 2026-01-05 after it"),
        ("next --on soon", '--on: "soon" is not a day such as 2026-01-05'),
        ("morning", "N is missing; give a whole number from 0 to 10 (see runwalk morning --help)"),
        ("morning 11", '"11" is not a whole number from 0 to 10'),
        ("next now", '"now" is one word too many'),
        ("export", "json|csv|fit|tcx is missing; give json, csv, fit or tcx"),
        ("export xls", '"xls" is not json, csv, fit or tcx'),
        ("import", "FILE is missing; give the name of a file"),
        ("export json -o .", "-o: . is a folder; name a file"),
        ("export json -o", "-o needs the name of a file or a folder after it"),
        ("--speed nan", '--speed: "nan" is not a number from 0.1 to 1000'),
        ("stages simulate --seed x", '--seed: "x" is not a whole number (see'),
        ("edit last --kind jog", '--kind: "jog" is not run-walk, walk or other'),
    ],
)
def test_a_line_says_what_is_wrong_and_what_would_be_right(typed: str, told: str) -> None:
    assert error_of(*typed.split()).startswith(told)


def wrongly_typed() -> Iterator[tuple[str, ...]]:
    """Every option of every command without its value, with a wrong one, and misspelt; an argument too many."""
    for name, command in COMMANDS.items():
        path = name.split()[1:]
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            form = option.opts[-1]
            if form.startswith("--"):  # "-ox" is "-o x"
                yield (*path, f"{form}x")
            if option.is_flag:
                yield (*path, f"{form}=1")
                continue
            yield (*path, form)
            if isinstance(option.type, WholeNumber | Number | OneWord):
                yield (*path, form, "nonsense")
            if isinstance(option.type, NamedPath):
                yield (*path, form, "")
        if not isinstance(command, click.Group) and name != "runwalk history":
            yield (*path, "1", "more", "and more")


@pytest.mark.parametrize("typed", wrongly_typed(), ids=" ".join)
def test_no_line_is_in_the_words_of_a_programmer(typed: tuple[str, ...]) -> None:
    told = error_of(*typed)
    assert not DEVELOPERS_WORDS.search(told), told
    assert told.endswith("--help)")
    assert len(told) < 200


def test_what_was_typed_does_nothing_to_the_terminal_and_fills_no_screen() -> None:
    told = error_of("log", "--reps", "\x1b[2J" + "9x" * 200)
    assert told.isprintable()
    assert len(told) < 200
