"""Which straps and treadmills are near."""

from __future__ import annotations

import click

from runwalk_tui.commands.outputs import say
from runwalk_tui.commands.typed.arguments import Where, with_shared_options
from runwalk_tui.commands.typed.command import Command
from runwalk_tui.commands.typed.values import Number

KINDS = {"heart_rate": "heart rate", "belt": "treadmill"}


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk radio               # which straps and treadmills are near",
        "runwalk radio --seconds 20  # listen longer, for one that's slow to appear",
    ),
)
@click.option(
    "--seconds", type=Number(1, 60), default=5, show_default=True, help="How long to listen, 1 to 60 seconds."
)
@click.pass_obj
def radio(where: Where, seconds: float) -> None:
    """See which heart rate straps and treadmills are near.

    Put the address of yours in Settings, on the page More: then runwalk listens to it in each
    session. It only listens, and never controls a treadmill.
    """
    from runwalk_tui.radio.looking import look_around
    from runwalk_tui.radio.radio import RadioError

    try:
        near = look_around(seconds)
    except RadioError as error:
        raise click.ClickException(f"can't listen for straps and treadmills: {error}") from error
    for each in near:
        say(f"{KINDS[each.sensor]:<10}  {each.address}  {each.name or '(no name)'}")
    if not near:
        say("No strap or treadmill is near. A strap can be found only while you're wearing it.")
    if len(near) > len({each.sensor for each in near}):
        say(
            "The strongest comes first. To find out which one is yours, take your strap off or switch your treadmill "
            "off, wait a minute and look again: yours is the one that's gone."
        )
