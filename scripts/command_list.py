"""The commands of docs/formats.md, made from what the command line itself declares."""

from __future__ import annotations

from collections.abc import Iterator

import click

from runwalk_tui.cli import cli
from runwalk_tui.commands.typed.values import Number, WholeNumber

PROGRAM = "runwalk"
EVERYWHERE = ("--stages", "--data-dir")
"""Options that go with each command; they are told once, with the program's own."""
WORDS_FOR = {"path": "PATH", "file": "FILE", "text": "TEXT"}
"""What follows an option that names nothing itself, by the type of its value; else it is a number, N."""


def commands() -> str:
    """Every command with what it does and its options, in the order in which the help names them."""
    return "\n\n".join(_section(name, command) for name, command in every_command())


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield the program and each command and subcommand, by what is typed: "runwalk stages check"."""
    yield PROGRAM, cli
    yield from _below(PROGRAM, cli)


def long_options(command: click.Command) -> Iterator[str]:
    """Yield each option that begins with two hyphens, in each of its forms."""
    for option in options(command):
        yield from (form for form in (*option.opts, *option.secondary_opts) if form.startswith("--"))


def _below(typed: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    with click.Context(group, info_name=typed) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is None:
                raise LookupError(f"{typed} {name} is listed and is not there")
            yield f"{typed} {name}", command
            if isinstance(command, click.Group):
                yield from _below(f"{typed} {name}", command)


def _section(typed: str, command: click.Command) -> str:
    with click.Context(command, info_name=typed) as context:
        arguments = [each.make_metavar(context) for each in command.params if isinstance(each, click.Argument)]
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    parts = [f"**`{' '.join((typed, *arguments))}`**", *paragraphs]
    told = [each for each in options(command) if typed == PROGRAM or each.opts[0] not in EVERYWHERE]
    if told:
        parts.append("\n".join(f"- {_forms(option)}: {meaning(option)}" for option in told))
    return "\n\n".join(parts)


def options(command: click.Command) -> list[click.Option]:
    """The options that a command declares; click adds --help to each of them."""
    return [each for each in command.params if isinstance(each, click.Option)]


def _forms(option: click.Option) -> str:
    """How an option is typed, in each of its forms and with what follows it."""
    what = "" if option.is_flag else f" {value_name(option)}"
    return ", ".join(f"`{form}{what}`" for form in (*option.opts, *option.secondary_opts))


def value_name(option: click.Option) -> str:
    """What stands for the value behind an option that takes one."""
    return option.metavar or WORDS_FOR.get(option.type.name, "N")


def meaning(option: click.Option) -> str:
    """The option's help, what may be given, and what holds without it."""
    words = (option.help or "").rstrip(".")
    known = option.type
    span = known.span() if isinstance(known, WholeNumber | Number) else ""
    usual = f"{option.default} if not given" if option.show_default else ""
    required = "required" if option.required else ""
    return "; ".join(part for part in (words, "" if span in words else span, usual, required) if part) + "."
