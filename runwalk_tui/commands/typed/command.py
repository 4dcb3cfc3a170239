"""A command of `runwalk` as click sees it: its help, and what is said when something was typed wrong.

The help follows the conventions at clig.dev: what the command does, two examples that work, the options, the words
that an option knows, the environment variables and the exit codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from runwalk_tui.commands.typed.values import NamedPath, Number, OneWord, WholeNumber, quoted

ENVIRONMENT = (
    ("RUNWALK_DATA_DIR", "folder of your log, like --data-dir"),
    ("RUNWALK_STAGES", "your stage table, like --stages"),
    ("EDITOR", "your editor, for runwalk stages edit"),
    ("NO_COLOR", "set to anything for no colour"),
)
EXIT_CODES = (
    ("0", "done"),
    ("1", "it couldn't be done; the message on standard error says why"),
    ("2", "a mistyped command or option"),
)
WIDTH = 80
"""Cells of a line of help at most."""
HELP_NAMES = ["-h", "--help"]
"""What the help is asked for with."""


class HelpFormatter(click.HelpFormatter):
    """Headings in bold; what prints the help takes that away where there is no colour."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{click.style(f'{heading}:', bold=True)}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Usage: " if prefix is None else prefix)


class HelpContext(click.Context):
    """The context of a command, with the formatter of its help."""

    formatter_class = HelpFormatter


def _show_help(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


HELP_OPTION = click.Option(
    HELP_NAMES, is_flag=True, expose_value=False, is_eager=True, callback=_show_help, help="Show this message and exit."
)
"""Made once and shared. click makes one for each command, and looks each time for a translation of what it says."""


class Command(click.Command):
    """A command with two examples in its help, and errors in plain words."""

    context_class = HelpContext

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), failed: str = "", **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        self.examples = tuple(examples)
        """What can be typed, each with what it does behind two spaces and a #."""
        self.failed = failed
        """What status 1 means where it isn't an error of the command itself; else empty."""

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return HELP_OPTION

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Left to click, an argument too many would be told in its own words.
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"{quoted(rest[0])} is one word too many", ctx)
        return rest

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.write_lists(formatter)
        write_surroundings(formatter, self.failed)

    def write_lists(self, formatter: click.HelpFormatter) -> None:
        """The words that an option knows; most commands have none."""


class CommandGroup(click.Group):
    """A command with commands below it, which are named when one is mistyped."""

    context_class = HelpContext
    command_class = Command

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **rest: Any) -> None:
        super().__init__(*arguments, **rest)
        self.examples = tuple(examples)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return HELP_OPTION

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            # Left to click, the whole help would be the message of an error.
            raise click.UsageError(f"a command is missing: {' or '.join(self.list_commands(ctx))}", ctx)
        try:
            # People try `runwalk help log`, too.
            return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            if args[0].startswith("-"):
                raise click.NoSuchOption(args[0], ctx=ctx)
            known = self.list_commands(ctx)
            near = nearest(args[0], known)
            what = f"did you mean {near}?" if near else f"the commands are {', '.join(known)}"
            raise click.UsageError(f"there is no command {quoted(args[0])}; {what}", ctx)
        return super().resolve_command(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_surroundings(formatter)


class WithLists(Command):
    """A command whose help ends with the usual sore places and the id of every red flag."""

    def write_lists(self, formatter: click.HelpFormatter) -> None:
        from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, URGENT_FLAGS
        from runwalk_tui.wording import SORENESS_PLACES

        with formatter.section("Sore places (SITE)"):
            formatter.write_text(f"{', '.join(SORENESS_PLACES)}, or any words of your own such as “left ankle”")
        for heading, flags in (
            ("Warning signs that are an emergency (ID)", EMERGENCY_FLAGS),
            ("Warning signs that need a doctor urgently (ID)", URGENT_FLAGS),
        ):
            with formatter.section(heading):
                formatter.write_dl([(flag.id, flag.question) for flag in flags])
        formatter.write_paragraph()
        formatter.write_text("Anything else is saved as you typed it, and counts as an emergency.")


def write_examples(formatter: click.HelpFormatter, examples: Iterable[str]) -> None:
    """The examples as they are typed, one a line."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def write_surroundings(formatter: click.HelpFormatter, failed: str = "") -> None:
    """What is outside the command line: the environment and the exit codes; 1 means `failed`, where that is given."""
    with formatter.section("Environment"):
        formatter.write_dl(list(ENVIRONMENT))
    with formatter.section("Exit codes"):
        formatter.write_dl([(code, failed if failed and code == "1" else about) for code, about in EXIT_CODES])


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a mistyped one is nearest to; "" when it is like none of them."""
    from difflib import get_close_matches

    words = list(known)
    return next(iter(get_close_matches(word.lower(), words, 1)), "") or next(
        (each for each in words if len(word) > 1 and each.startswith(word.lower())), ""
    )


def in_one_line(error: click.UsageError) -> str:
    """What was typed wrong and what would be right, in one plain line that ends with where the help is."""
    context = error.ctx
    where = f" (see {context.command_path} --help)" if context is not None else ""
    return f"{_what(error)}{where}"


def _what(error: click.UsageError) -> str:
    command = error.ctx.command if error.ctx is not None else None
    if isinstance(error, click.NoSuchOption):
        known = [form for form in _forms(command) if form.startswith("--")]
        near = nearest(error.option_name, known)
        return f"there is no option {error.option_name}" + (f"; did you mean {near}?" if near else "")
    if isinstance(error, click.BadOptionUsage):
        option = next((each for each in _options(command) if error.option_name in _forms_of(each)), None)
        if option is not None and option.is_flag:
            return f"{error.option_name} doesn't take a value; remove the = and what follows it"
        return f"{error.option_name} needs {_value_of(option)} after it"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} is missing; give {_value_of(error.param)}"
    if isinstance(error, click.BadParameter):
        # An argument has no name that is typed.
        return error.message if isinstance(error.param, click.Argument) else f"{_name(error)}: {error.message}"
    return error.message


def _name(error: click.BadParameter) -> str:
    """The option or argument, as it is typed or as the help calls it."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    parameter = error.param
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return "the command line" if parameter is None else parameter.metavar or (parameter.name or "").upper()


def _value_of(parameter: click.Parameter | None) -> str:
    """What would be right there."""
    if parameter is None:
        return "a value"
    kind = parameter.type
    if isinstance(kind, WholeNumber | Number | OneWord):
        return kind.meaning()
    if isinstance(kind, NamedPath):
        return (
            "the name of a file or a folder" if kind.dir_okay and parameter.metavar != "FILE" else "the name of a file"
        )
    return MEANINGS.get(parameter.metavar or "", "a value")


MEANINGS = {
    "YYYY-MM-DD": "a day such as 2026-01-05",
    "ISO": "a date and time such as 2026-01-05T07:30",
    "ID": "an id",
    "SITE": "a sore place such as knee",
    "ANSWER": "the name of an answer",
    "TEXT": "some text",
    "CODE": "a language such as de",
    "NAME": "a name",
}
"""What an option needs, by the word that the help puts after it."""


def _options(command: click.Command | None) -> list[click.Option]:
    return [each for each in command.params if isinstance(each, click.Option)] if command is not None else []


def _forms_of(option: click.Option) -> tuple[str, ...]:
    return (*option.opts, *option.secondary_opts)


def _forms(command: click.Command | None) -> list[str]:
    return ["--help", *(form for option in _options(command) for form in _forms_of(option))]
