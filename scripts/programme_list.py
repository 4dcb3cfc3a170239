"""The programmes that ship as a table for the pages, made from their files."""

from __future__ import annotations

from runwalk_tui.own_table.taking import table_of_shipped
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.review.programme_words import size_words, sources_words


def programmes() -> str:
    """Every programme by the name that is typed: what it is for, how large it is, where its figures are from."""
    rows = ["| name | what it is for | size | figures |", "|---|---|---|---|"]
    for one in SHIPPED.values():
        table = table_of_shipped(one)
        kind = " (other exercise)" if one.companion else ""
        rows.append(f"| `{one.name}` | {one.about}{kind} | {size_words(table)} | {sources_words(table)} |")
    return "\n".join(rows)
