"""The app in a browser, for a tablet on the treadmill."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

import click

from runwalk_tui.commands.colour import has_colour
from runwalk_tui.commands.outputs import refuse, say
from runwalk_tui.commands.typed.arguments import Where, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import Number, WholeNumber

WHAT_IT_MEANS = (
    "Everybody on this network who has the address with its token can see and change your log, your stages and most of "
    "your settings while this runs. Nothing is encrypted on the way, so use a network you trust, such as your own "
    "Wi-Fi, and never a public one."
)
NOT_HERE = "`runwalk serve` needs a kind of terminal that Windows doesn't have; it runs on Linux and macOS"
NEEDED_MODULES = ("aiohttp", "segno", "textual_serve")
NEEDED = '"aiohttp>=3.10" "segno>=1.6" "textual-serve>=1.1.3,<1.2"'


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk serve        # in a browser on this computer",
        "runwalk serve --lan  # for a tablet in this room; it asks first",
    ),
)
@click.option(
    "--port",
    type=WholeNumber(0, 65535),
    help="Port, 0 to 65535; 0 is any free one. Without it, the first free one from 8000 on.",
)
@click.option("--lan", is_flag=True, help="For other devices on this room's network, such as a tablet.")
@click.option("--yes", is_flag=True, help="Don't ask before --lan: I know who is on this network.")
@click.option("--mute", is_flag=True, help="Start without sound.")
@click.option(
    "--speed",
    type=Number(0.1, 1000),
    default=1.0,
    show_default=True,
    help="Rehearse this many times faster, 0.1 to 1000; a rehearsal never counts.",
)
@click.pass_obj
def serve(where: Where, port: int | None, lan: bool, yes: bool, mute: bool, speed: float) -> None:
    """Show the app in a browser, for a tablet on the treadmill.

    It runs on this computer, and the sound comes from here. Open the address it shows, with its token: each run has a
    new one. Without --lan only this computer can reach it. Ctrl+C stops it; a running session is saved first.

    Needs the optional "serve" packages, and Linux or macOS.
    """
    from runwalk_tui.serving.address import HERE, AddressError, address_in_room, listening

    _need_packages()
    try:
        addresses = (HERE, address_in_room()) if lan else (HERE,)
        if lan:
            _ask(addresses[-1], sure=yes)
        sockets = listening(addresses, port)
    except AddressError as error:
        refuse(str(error))
    from runwalk_tui.serving.program import run_server

    options = [*_places(where), *(["--mute"] if mute else []), *(["--speed", str(speed)] if speed != 1.0 else [])]
    raise SystemExit(run_server(sockets, options, mute=mute, ready=lambda url: _tell(url, lan=lan), tell=_tell_error))


def _need_packages() -> None:
    """End the command where it can't work, with what would help."""
    from runwalk_tui.serving.hosted_app import can_host
    from runwalk_tui.system.own_python import pip_install

    if not can_host():
        refuse(NOT_HERE)
    if not all(map(find_spec, NEEDED_MODULES)):
        refuse(f'`runwalk serve` needs the optional "serve" packages: {pip_install(NEEDED)}')


def _ask(address: str, *, sure: bool) -> None:
    """Say what it means that other devices can reach the log, and ask. Ends the command when they shouldn't, or nobody
    can be asked."""
    if not sure and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("there is no terminal to ask you in; add --yes if you trust everybody on this network")
    say(f"This opens runwalk to this room's network, at {address}. {WHAT_IT_MEANS}", err=True)
    if not sure:
        say(f"If {address} is the address of your VPN, answer n and leave the VPN first.", err=True)
    if not sure and not click.confirm("Open it?", default=False, err=True):
        refuse("nothing was opened")


def _places(where: Where) -> Sequence[str]:
    """Where table and log are, as options."""
    found = []
    for option, path in (("--stages", where.stages), ("--data-dir", where.data)):
        if path is not None:
            found += [option, os.fspath(path.absolute())]
    return found


def _tell(url: str, *, lan: bool) -> None:
    """Say where the page is, to be clicked, typed or scanned."""
    if not lan:
        say(f"runwalk is at {url}\nOnly this computer can reach it. Ctrl+C stops it.")
        return
    code = _can_show_code()
    say(f"runwalk is at {url}\nOpen that on the tablet{', or scan the code' if code else ''}. Ctrl+C stops it.")
    if code:
        for line in code_lines(url, colour=has_colour(sys.stdout)):
            click.echo(line)


def _can_show_code() -> bool:
    """Whether the terminal can show blocks."""
    from runwalk_tui.system.standard_streams import utf8_locale

    return sys.stdout.isatty() and utf8_locale(os.environ)


def code_lines(url: str, *, colour: bool) -> Iterator[str]:
    """The address as a QR code, dark on light whatever the colours of the terminal are.

    Without `colour` it's in the terminal's own two: right where letters are light on dark, and elsewhere inverted,
    which most cameras read, too.
    """
    from runwalk_tui.serving.code import half_blocks

    for line in half_blocks(url):
        yield click.style(line, fg="bright_white", bg="black") if colour else line


def _tell_error(text: str) -> None:
    say(f"runwalk: {text}", err=True)
