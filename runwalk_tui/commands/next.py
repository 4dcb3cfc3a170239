"""What is next. The most asked of all commands, so nothing is loaded with it that it doesn't need."""

from __future__ import annotations

from datetime import date

import click

from runwalk_tui.commands.log_and_table import print_prescription, reading, table_of, writing
from runwalk_tui.commands.outputs import say
from runwalk_tui.commands.typed.arguments import Where, as_day, today_here, with_shared_options
from runwalk_tui.commands.typed.command import Command


@with_shared_options
@click.command(
    "next",
    cls=Command,
    examples=(
        "runwalk next                  # what to do next, and why",
        "runwalk next --on 2026-01-07  # the same for another day",
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for another program.")
@click.option("--on", callback=as_day, metavar="YYYY-MM-DD", help="Show the session for that day instead of today's.")
@click.pass_obj
def next_(where: Where, as_json: bool, on: date | None) -> None:
    """Show your next session, and why."""
    from runwalk_tui.history.database.migrations import EDITION
    from runwalk_tui.rule_edition import what_is_new

    table = table_of(where)
    today = on or today_here()
    with reading(where, for_rule=True) as store:
        past = store.log_for_rule()
        told = "" if as_json or on else what_is_new(store.recall(EDITION), table, past, today)
        if told:
            say(told)
        print_prescription(table, past, today, as_json=as_json)
    if told:
        _tell_no_more(where)


def _tell_no_more(where: Where) -> None:
    """Remember that it was said; if the log cannot be written now, it is said again next time."""
    from runwalk_tui.history.errors import StoreError
    from runwalk_tui.rule_edition import remember_edition

    try:
        with writing(where) as store:
            remember_edition(store)
    except StoreError:
        return
