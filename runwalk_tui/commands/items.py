"""Short texts that may be given several times: sore places, warning signs."""

from __future__ import annotations

import click


def as_items(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The callback of such an option. Raises click.BadParameter for what the log would have to cut."""
    from runwalk_tui.system.safe_text import ITEM_LENGTH, ITEMS, safe_name

    if len(values) > ITEMS:
        raise click.BadParameter(f"given {len(values)} times; the log takes at most {ITEMS}")
    for value in values:
        # A control character takes several places, as it is kept as an escape.
        length = len(safe_name(value, 10 * len(value) + 1))
        if length > ITEM_LENGTH:
            raise click.BadParameter(
                f"“{value[:20]}…” has {length} characters; the log takes {ITEM_LENGTH}, and --note takes more"
            )
    return values
