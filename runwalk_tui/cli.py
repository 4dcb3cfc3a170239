"""The `runwalk` command: it reads options, calls one thing and prints.

Each command loads only what it needs, its own module included; `runwalk next` never imports Textual or the audio
library.
"""

from __future__ import annotations

import importlib
import math
import os
import sys

import click

from runwalk_tui.commands.common import Where, with_places

COMMANDS = {
    "next": "log:next_",
    "log": "log:log",
    "morning": "answers:morning",
    "place": "answers:place",
    "clear": "answers:clear",
    "history": "files:history",
    "stages": "stages:stages",
    "export": "files:export",
    "import": "files:import_",
    "render": "files:render",
    "doctor": "doctor:doctor",
}
"""Where each command stands in `runwalk_tui.commands`, in the order in which the help names them."""

PRIVATE = 0o077
"""What is made is for the runner alone, whatever the umask of the shell and whoever makes it: this is health data."""


class Commands(click.Group):
    """A group whose commands are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"runwalk_tui.commands.{module}"), name)
        return command


def _a_number(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """FloatRange lets "nan" pass, which is in no range."""
    if math.isnan(value):
        raise click.BadParameter("nan is not a number of times")
    return value


@with_places
@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--mute", is_flag=True, help="Begin without sound.")
@click.option("--plain", is_flag=True, help="The session as lines of text, for screen readers and simple terminals.")
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 1000),
    callback=_a_number,
    default=1.0,
    show_default=True,
    help="A rehearsal this many times faster; never counted.",
)
@click.version_option(package_name="runwalk-tui", prog_name="runwalk")
@click.pass_context
def cli(context: click.Context, mute: bool, plain: bool, speed: float) -> None:
    """Run-walk sessions for a sore back, and pain that decides the next one.

    Without a command it opens the app. It gives no medical advice.
    """
    if context.invoked_subcommand is not None:
        if mute or plain or speed != 1.0:
            raise click.UsageError("--mute, --plain and --speed belong to the app, not to a command.")
        return
    # Whatever the program opens may take a while, and its terminal may go meanwhile.
    from runwalk_tui.vigil import Vigil

    where = context.ensure_object(Where)
    if plain:
        with Vigil(sys.stdin, sys.stdout) as vigil:
            from runwalk_tui.plain import run_plain

            raise SystemExit(run_plain(where.stages, where.data, vigil, mute=mute, speed=speed))
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.ClickException("the app needs a terminal; `runwalk --plain` and the commands work without one")
    with Vigil(sys.stdin, sys.stdout, sys.stderr) as vigil:
        from runwalk_tui.ui.app import run_app

        raise SystemExit(run_app(where.stages, where.data, vigil, mute=mute, speed=speed))


def main() -> None:
    """The console script: no traceback ever reaches the runner for a fault that is not ours."""
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.history.text import shown

    os.umask(PRIVATE)
    for stream in (sys.stdout, sys.stderr):
        # A locale without UTF-8 shows "?" for a sign it lacks rather than failing.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a text stream, always
    try:
        raise SystemExit(cli.main(prog_name="runwalk", standalone_mode=False) or 0)
    except click.ClickException as error:
        where = f" (see {error.ctx.command_path} --help)" if isinstance(error, click.UsageError) and error.ctx else ""
        click.echo(shown(f"runwalk: {error.format_message()}{where}"), err=True)
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        raise SystemExit(130) from None
    except StoreError as error:
        click.echo(f"runwalk: {error}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        # The reader has gone (`runwalk history | head`); Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
