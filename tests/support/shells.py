"""Real shells on a real pty, in which `runwalk` is a command and Tab asks it what could come next."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.pty_terminal import Terminal
from tests.support.real_program import MAIN

PROMPT = "go> "
TAB = "\t"
READY = "it is on"


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell and the one line that turns completion on in it, as the pages have it."""

    name: str
    start: tuple[str, ...]
    """Without anybody's configuration."""
    before: tuple[str, ...]
    """What is typed before that line: the prompt, and what a configuration usually has."""
    line: str


SHELLS = (
    Shell(
        "bash",
        ("bash", "--norc", "--noprofile", "-i"),
        (f"PS1='{PROMPT}'",),
        'eval "$(_RUNWALK_COMPLETE=bash_source runwalk)"',
    ),
    Shell(
        "zsh",
        ("zsh", "-f", "-i"),
        (f"PS1='{PROMPT}'; PROMPT_EOL_MARK=''", "autoload -Uz compinit && compinit -u"),
        'eval "$(_RUNWALK_COMPLETE=zsh_source runwalk)"',
    ),
    Shell(
        "fish",
        ("fish", "--no-config", "-i"),
        (f"function fish_prompt; echo -n '{PROMPT}'; end; set fish_greeting",),
        "_RUNWALK_COMPLETE=fish_source runwalk | source",
    ),
)


def put_on_path(folder: Path) -> str:
    """Make a command `runwalk` that starts this very program; returns the PATH that has it."""
    program = folder / "bin" / "runwalk"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{MAIN}" "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def opened(shell: Shell, folder: Path, env: Mapping[str, str]) -> Terminal:
    """The shell in a folder that is its home, with completion turned on."""
    terminal = Terminal(
        command=("env", "-C", str(folder), *shell.start),
        columns=120,
        rows=40,
        env={"PATH": put_on_path(folder), "HOME": str(folder), **env},
    )
    for line in (*shell.before, shell.line, f"echo {READY.replace(' ', '  ')}"):
        terminal.press(f"{line}\r")
    terminal.wait_for(READY)
    terminal.press("clear\r")
    terminal.wait_until(lambda: terminal.text.strip() == PROMPT.strip(), "an empty screen")
    return terminal


def line_of(terminal: Terminal) -> str:
    """The line that is being typed, without the prompt."""
    lines = [line for line in terminal.text.splitlines() if line.startswith(PROMPT)]
    return lines[-1].removeprefix(PROMPT).rstrip() if lines else ""
