"""What is said once, when a log from the first edition of the rule meets the second."""

from __future__ import annotations

from datetime import date

from runwalk_tui.history.database.migrations import EDITION, EDITION_BEFORE
from runwalk_tui.history.errors import StoreError
from runwalk_tui.history.store import Store
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log

EDITION_NOW = "2"
"""The edition of this program, as the store remembers it."""


def what_is_new(edition: str | None, table: StageTable, log: Log, today: date) -> str:
    """One sentence for a log whose last answer came from an earlier edition; "" for any other.

    What the earlier edition would say is not known any more, so it is today's answer and its reason that are told.
    """
    if edition != EDITION_BEFORE or not log.sessions:
        return ""
    due = prescribe(table, log, today)
    if due.decision is Decision.STOP:
        return ""  # only what to do is said; this comes after the clearance
    return f"runwalk is more careful now: {due.reasons[0]}"


def remember_edition(store: Store) -> None:
    """Have it told no more. Where that cannot be written now, it is told again another time."""
    try:
        store.remember(EDITION, EDITION_NOW)
    except StoreError:
        return
