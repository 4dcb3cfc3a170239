"""The `runwalk` command: it reads options, calls one thing and prints.

Each command loads only what it needs, its own module included; `runwalk next` never imports Textual or the audio
library.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys

import click

from runwalk_tui import __version__
from runwalk_tui.commands.colour import has_colour
from runwalk_tui.commands.outputs import NotPrintedError, say
from runwalk_tui.commands.typed.arguments import Where, with_shared_options
from runwalk_tui.commands.typed.command import HELP_NAMES, WIDTH, CommandGroup, in_one_line
from runwalk_tui.commands.typed.values import Number
from runwalk_tui.paths import NoHomeError
from runwalk_tui.system.standard_streams import discard_output, replace_closed_streams, replace_unprintable

COMMANDS = {
    "next": "next:next_",
    "log": "log:log",
    "edit": "corrections:edit",
    "delete": "corrections:delete",
    "morning": "answers:morning",
    "place": "answers:place",
    "clear": "answers:clear",
    "history": "files:history",
    "stages": "stages:stages",
    "plan": "plan:plan",
    "export": "files:export",
    "import": "files:import_",
    "sync": "sync:sync",
    "report": "report:report",
    "render": "files:render",
    "serve": "serve:serve",
    "radio": "radio:radio",
    "voice": "voice:voice",
    "doctor": "doctor:doctor",
}
"""Where each command is in `runwalk_tui.commands`, in the order of the help."""

QUICK = "next"
"""The command that is over before there's any garbage to look for."""
VARIABLE = "_RUNWALK_COMPLETE"
"""The environment variable with which a shell asks what could be typed next."""
NOT_WRITTEN = (errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPIPE)
"""The errors of a stream that cannot be written any more."""
PRIVATE = 0o077
"""What is made is for the runner alone, whatever the umask of the shell and whoever makes it: this is health data."""


class Commands(CommandGroup):
    """A group whose commands are imported only when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"runwalk_tui.commands.{module}"), name)
        return command


def _show_version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    """As click's own option does, which looks for a translation of what it says at every start."""
    if asked and not context.resilient_parsing:
        click.echo(f"runwalk, version {__version__}", color=context.color)
        context.exit()


@with_shared_options
@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": HELP_NAMES, "max_content_width": WIDTH},
    examples=(
        "runwalk         # the app: your next session and the timer",
        "runwalk next    # your next session as text",
    ),
)
@click.option("--mute", is_flag=True, help="Start without sound.")
@click.option(
    "--plain", is_flag=True, help="Plain lines of text instead of screens, for screen readers and simple terminals."
)
@click.option(
    "--speed",
    type=Number(0.1, 1000),
    default=1.0,
    show_default=True,
    help="Rehearse this many times faster, 0.1 to 1000; a rehearsal never counts.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(context: click.Context, mute: bool, plain: bool, speed: float) -> None:
    """Time run-walk sessions if you have low back pain, and let your pain decide the next one.

    Without a command it opens the app. It gives no medical advice.
    """
    if context.invoked_subcommand is not None:
        if mute or plain or speed != 1.0:
            raise click.UsageError("--mute, --plain and --speed are for the app, not for a command")
        if context.invoked_subcommand != QUICK:
            _collect_again()
        return
    # Opening the log may be slow, and the terminal may close meanwhile.
    from runwalk_tui.system.processes.without_tls import load_asyncio
    from runwalk_tui.system.shutdown import ShutdownWatch

    load_asyncio()
    where = context.ensure_object(Where)
    if plain:
        _collect_again()
        with ShutdownWatch(sys.stdin, sys.stdout) as shutdown:
            from runwalk_tui.plain.program import run_plain

            raise SystemExit(run_plain(where.stages, where.data, shutdown, mute=mute, speed=speed))
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output"), (sys.stderr, "error")):
        if not stream.isatty():  # the last one is where it draws
            why = f"the app needs a terminal, and standard {name} is not one"
            raise click.ClickException(f"{why}; `runwalk --plain` and the commands work without one")
    with ShutdownWatch(sys.stdin, sys.stdout, sys.stderr) as shutdown:
        from runwalk_tui.ui.program import run_app

        raise SystemExit(run_app(where.stages, where.data, shutdown, mute=mute, speed=speed))


def main() -> None:
    """The console script: an error that is not ours is one line, never a traceback."""
    if getattr(sys, "frozen", False) and (module := _child_asked_for()):
        _collect_again()
        importlib.import_module(module).main()
        return
    os.umask(PRIVATE)
    replace_closed_streams()
    replace_unprintable()
    if VARIABLE in os.environ:
        from runwalk_tui.commands.typed.tab import answer

        answer(cli, VARIABLE)
    from runwalk_tui.history.errors import StoreError

    try:
        # None leaves it to click, which has none in a pipe.
        colour = None if has_colour(sys.stdout) else False
        raise SystemExit(cli.main(prog_name="runwalk", standalone_mode=False, color=colour) or 0)
    except click.ClickException as error:
        told = in_one_line(error) if isinstance(error, click.UsageError) else error.format_message()
        say(f"runwalk: {told}", err=True)
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        raise SystemExit(130) from None
    except (StoreError, NoHomeError) as error:
        say(f"runwalk: {error}", err=True)
        raise SystemExit(1) from None
    except NotPrintedError as error:
        if not error.reader_left:
            say(f"runwalk: {error}", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        # A file that is removed while it is used, the current folder; or click's own printing (--help).
        unwritten = error.filename is None and error.errno in NOT_WRITTEN
        if unwritten:
            discard_output(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            what = "standard output can't be written to" if unwritten else error.filename or "the folder you are in"
            say(f"runwalk: {what}: {(error.strerror or str(error)).lower()}", err=True)
        raise SystemExit(1) from None


def _child_asked_for() -> str | None:
    """The module that a program made of ours was started for by itself; None when a runner has started it."""
    from runwalk_tui.system.processes.own import child_asked_for

    return child_asked_for(sys.argv[1:])


def _collect_again() -> None:
    from runwalk_tui.system.processes.collector import collect_again

    collect_again()
