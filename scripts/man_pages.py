"""The man pages in share/man/man1, one for the program and each command, made from what the command line declares."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap

import click

from runwalk_tui.commands.typed.command import ENVIRONMENT, EXIT_CODES, Command, CommandGroup, WithLists
from runwalk_tui.rule.red_flags import EMERGENCY_FLAGS, URGENT_FLAGS
from runwalk_tui.wording import SORENESS_PLACES
from scripts.command_list import EVERYWHERE, PROGRAM, every_command, meaning, options, value_name

ROOT = Path(__file__).parents[1]
FOLDER = "share/man/man1"
WIDTH, SPARE = 80, 12
"""Characters of a line of the source, and how many of them escapes may take."""
QUOTED = re.compile(r"`([^`]*)`")
BOLD, PLAIN = "\x01", "\x02"
"""What stands for the beginning and the end of what is typed, until the lines are broken."""
STATUSES = {
    **dict(EXIT_CODES),
    "130": "Ctrl+C",
    "128 and more": "ended by that signal: 129 when the terminal is gone, 143 on SIGTERM",
}
FOR_THE_EDITOR = {PROGRAM, "runwalk stages", "runwalk stages edit"}
"""The commands whose pages name the variable with the editor."""
ABOUT_HEALTH = {"runwalk log", "runwalk clear"}
"""Commands where it is said once more; the program's own page has it in its first sentences."""
NO_ADVICE = "runwalk gives no medical advice. If you aren't sure, ask a physiotherapist or a doctor."
FILES = {
    "~/.local/share/runwalk/runwalk.sqlite3": "your log",
    "~/.config/runwalk/stages.toml": "your own programme, once you've made one",
    "~/.config/runwalk/settings.toml": "your settings",
}
"""Where they are on Linux, unless variables say otherwise."""


def man_pages() -> dict[str, str]:
    """Each page by the path of its file."""
    return {f"{FOLDER}/{_page_name(typed)}.1": _page(typed, command) for typed, command in every_command()}


def _page_name(typed: str) -> str:
    return typed.replace(" ", "-")


def _page(typed: str, command: click.Command) -> str:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    first, *others = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    lines = [
        '.\\" Made by `python -m scripts.pages`.',
        f'.TH {_text(_page_name(typed).upper())} 1 "" "runwalk {version}" "runwalk"',
        ".nh",  # the name of a page that is broken at a hyphen can't be copied
        ".ad l",
        ".SH NAME",
        f"{_text(_page_name(typed))} \\-",
        *_prose(_as_a_phrase(first).replace("`", "")),  # nothing but text belongs into a NAME
        ".SH SYNOPSIS",
        f".B {_text(typed)}",
        *_synopsis(command),
        ".SH DESCRIPTION",
        *_paragraphs([first, *others, *([NO_ADVICE] if typed in ABOUT_HEALTH else [])]),
    ]
    if isinstance(command, click.Group):
        lines += [".SH COMMANDS", *_commands(typed, command)]
    lines += [".SH OPTIONS", *_options(typed, command)]
    if isinstance(command, WithLists):
        lines += [".SH VALUES", *_lists()]
    if isinstance(command, Command | CommandGroup) and command.examples:
        lines += [".SH EXAMPLES", ".nf", *map(_code, command.examples), ".fi"]
    variables = {name: about for name, about in ENVIRONMENT if name != "EDITOR" or typed in FOR_THE_EDITOR}
    failed = {"1": command.failed} if isinstance(command, Command) and command.failed else {}
    lines += [".SH EXIT STATUS", *_defined({**STATUSES, **failed})]
    lines += [".SH ENVIRONMENT", *_defined(variables)]
    if typed == PROGRAM:
        lines += [
            ".SH FILES",
            *_defined(FILES),
            ".PP",
            *_prose("That's where they are on Linux. `runwalk doctor` says which ones are used."),
        ]
    return "\n".join([*lines, ".SH SEE ALSO", *_see_also(typed), ""])


def _as_a_phrase(sentence: str) -> str:
    """A sentence without its capital letter and its full stop."""
    return f"{sentence[:1].lower()}{sentence[1:].removesuffix('.')}"


def _synopsis(command: click.Command) -> Iterator[str]:
    yield "[\\fIoptions\\fR]"
    if isinstance(command, click.Group):
        yield "[\\fIcommand\\fR ...]"
    with click.Context(command) as context:
        for each in command.params:
            if isinstance(each, click.Argument):
                yield f"\\fI{_text(each.make_metavar(context))}\\fR"


def _paragraphs(texts: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from ([".PP"] if number else [])
        yield from _prose(text)


def _commands(typed: str, group: click.Group) -> Iterator[str]:
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            help_ = (command.help if command is not None else "") or ""
            yield from (".TP", f"\\fB{_text(_page_name(f'{typed} {name}'))}\\fR(1)", *_prose(help_.split("\n")[0]))


def _options(typed: str, command: click.Command) -> Iterator[str]:
    """The options of the command, those that every command has and --help last."""
    own = [each for each in options(command) if each.opts[0] not in EVERYWHERE]
    shared = [each for each in options(command) if each.opts[0] in EVERYWHERE]
    for option in (*own, *shared):
        value = "" if option.is_flag else f" \\fI{_text(value_name(option))}\\fR"
        typed_as = (f"\\fB{_text(form)}\\fR{value}" for form in (*option.opts, *option.secondary_opts))
        yield from (".TP", ", ".join(typed_as), *_prose(meaning(option)))
    yield from (".TP", "\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Show the help and leave.")


def _lists() -> Iterator[str]:
    yield from (".SS Sore places", *_prose(f"{', '.join(SORENESS_PLACES)}, or any words of your own."))
    yield from (
        ".SS Warning signs that are an emergency",
        *_defined({flag.id: flag.question for flag in EMERGENCY_FLAGS}),
    )
    yield from (
        ".SS Warning signs that need a doctor urgently",
        *_defined({flag.id: flag.question for flag in URGENT_FLAGS}),
        ".PP",
        "Anything else is saved as you typed it, and counts as an emergency.",
    )


def _defined(meant: Mapping[str, str]) -> Iterator[str]:
    for word, about in meant.items():
        yield from (".TP", f".B {_text(word)}", *_prose(about))


def _see_also(typed: str) -> Iterator[str]:
    """The page above and the pages below."""
    above = typed.rpartition(" ")[0]
    near = [name for name, _ in every_command() if name == above or name.rpartition(" ")[0] == typed]
    for number, name in enumerate(near):
        yield f".BR {_text(_page_name(name))} (1){',' if number + 1 < len(near) else ''}"


def _prose(words: str) -> Iterator[str]:
    """Words in lines of the source, which a reader fills anew; what stands between backticks is typed, and bold."""
    marked = QUOTED.sub(lambda found: f"{BOLD}{_typed(found[1])}{PLAIN}", words)
    for line in wrap(marked, WIDTH - SPARE, break_on_hyphens=False, break_long_words=False):
        yield _text(line).replace(BOLD, "\\fB").replace(PLAIN, "\\fR")


def _typed(command: str) -> str:
    """A command as it is typed; the help leaves the name of the program out at times."""
    known = {name.split()[1] for name, _ in every_command() if name != PROGRAM}
    return f"{PROGRAM} {command}" if command.split()[0] in known else command


def _code(line: str) -> str:
    """A line that can be copied into a shell."""
    return _text(line).replace("'", "\\(aq")


def _text(words: str) -> str:
    """Words as roff reads them: a hyphen that can be copied, no escape and no request by mistake."""
    safe = words.replace("\\", "\\(rs").replace("-", "\\-").replace("~", "\\(ti").replace("…", "...")
    return re.sub(r"^([.'])", r"\\&\1", safe)
