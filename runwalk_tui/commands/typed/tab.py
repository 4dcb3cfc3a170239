"""How bash, zsh and fish ask what could come next on a line that begins with `runwalk`, and what they are told.

click finds the answer. The scripts for bash and fish are our own, as click's let the shell take a name with a space
for two words, and cut a description at its first comma.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NoReturn

from click.shell_completion import (
    BashComplete,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
)

from runwalk_tui.commands.outputs import refuse

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

PROGRAM = "runwalk"
NEEDS_ESCAPE = re.compile(r"([^\w@%+=:,./-])")
"""What bash would not take as a part of the word."""

BASH = """\
%(complete_func)s() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("${line#plain,}") ;;
        esac
    done < <(
        IFS=$'\\n'
        COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete command "$1" 2>/dev/null
    )
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

FISH = """\
function %(complete_func)s
    set -l words (commandline -cp | string collect)
    set -l word (commandline -ct | string collect)
    for line in (env %(complete_var)s=fish_complete COMP_WORDS="$words" COMP_CWORD="$word" %(prog_name)s 2>/dev/null)
        set -l parts (string split -m 1 "," -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories "$parts[2]"
            case file
                __fish_complete_path "$parts[2]"
            case plain
                printf "%%s\\n" $parts[2]
        end
    end
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _WholeWord(ShellComplete):
    """What zsh and fish put in the place of the whole word: of `--stage=4`, the option as well."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        found = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if equals and option.startswith("--"):
            for item in found:
                item.value = f"{option}={item.value}"
        return found


class Zsh(_WholeWord, ZshComplete):
    """zsh, with the script of click."""


class Fish(_WholeWord, FishComplete):
    """fish."""

    source_template = FISH


class Bash(BashComplete):
    """bash, which takes `--stage=4` for three words and a value as it would have to be typed."""

    source_template = BASH

    def source(self) -> str:
        return ShellComplete.source(self)  # without looking for the bash on the path, which may be another one

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        pairs = zip(["", *args], args, strict=False)
        args = [word for before, word in pairs if not (word == "=" and before.startswith("--"))]
        return args, "" if incomplete == "=" else incomplete

    def format_completion(self, item: CompletionItem[str]) -> str:
        words, at = os.environ["COMP_WORDS"].split("\n"), int(os.environ["COMP_CWORD"])
        word = words[at] if at < len(words) else ""
        value = item.value if word[:1] in {"'", '"'} else NEEDS_ESCAPE.sub(r"\\\1", item.value)
        return f"{item.type},{value}"


SHELLS = (Bash, Zsh, Fish)


def answer(command: click.Command, variable: str) -> NoReturn:
    """Tell the shell what it asks for; only a mistyped question for the script is answered with a message.

    The variable has "zsh_source" for the script that makes zsh ask, and "zsh_complete" at each Tab. At a Tab
    nothing may be printed but what could be typed next, whatever is wrong: the line belongs to the runner.
    """
    asked = os.environ[variable]
    for shell in SHELLS:
        add_completion_class(shell)
    if asked.endswith("_complete"):
        # Even an error that nobody thought of is no reason to write across the line that is being typed.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it is open to the end
    elif asked not in (known := [f"{shell.name}_source" for shell in SHELLS]):
        refuse(f"{variable} is {asked}; it can be {', '.join(known[:-1])} or {known[-1]}")
    raise SystemExit(shell_complete(command, {}, PROGRAM, variable, asked))
