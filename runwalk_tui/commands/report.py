"""The page for a clinician, and the programme as a hand-out."""

from __future__ import annotations

import click

from runwalk_tui.commands.outputs import refuse
from runwalk_tui.commands.typed.arguments import with_shared_options
from runwalk_tui.commands.typed.command import Command


@with_shared_options
@click.command(cls=Command)
def report() -> None:
    """Make a page to print for a clinician."""
    refuse("the page can't be made yet")
