"""The session that is due, for a watch, a training app or a calendar."""

from __future__ import annotations

import click

from runwalk_tui.commands.outputs import refuse
from runwalk_tui.commands.typed.arguments import with_shared_options
from runwalk_tui.commands.typed.command import Command


@with_shared_options
@click.command(cls=Command)
def plan() -> None:
    """Write your next session for a watch, a training app or a calendar."""
    refuse("plans can't be written yet")
