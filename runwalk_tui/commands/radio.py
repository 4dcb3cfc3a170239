"""Which straps and treadmills are near."""

from __future__ import annotations

import click

from runwalk_tui.commands.outputs import say
from runwalk_tui.commands.typed.arguments import Where, with_shared_options
from runwalk_tui.commands.typed.command import Command

KINDS = {"heart_rate": "heart rate", "belt": "treadmill"}


@with_shared_options
@click.command(
    cls=Command,
    examples=("runwalk radio    # which heart rate straps and treadmills are near, each with its address",),
)
@click.pass_obj
def radio(where: Where) -> None:
    """See which heart rate straps and treadmills are near.

    It takes a few seconds. Put the address of yours in Settings, on the page More: then runwalk listens to it in each
    session. It only listens, and never controls a treadmill.
    """
    from runwalk_tui.radio.looking import look_around
    from runwalk_tui.radio.radio import RadioError

    try:
        near = look_around()
    except RadioError as error:
        raise click.ClickException(f"nobody can be heard: {error}") from error
    for each in near:
        say(f"{KINDS[each.sensor]:<10}  {each.address}  {each.name or '(no name)'}")
    if not near:
        say("No strap or treadmill is near. A strap calls only while it's worn.")
