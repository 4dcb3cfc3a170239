"""Which computer this is, for the others: an id that is kept with the log, and a name for people."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Container, Iterable

from runwalk_tui.history.database.rows import FACT, put, rows
from runwalk_tui.history.store import Store
from runwalk_tui.syncing.carried import NAME_LENGTH
from runwalk_tui.system.safe_text import safe_name

COMPUTER = "computer"
"""The fact under which the id is kept."""
KNOWN = "computers"
"""The fact under which the ids of the computers are kept from which anything was taken in, with spaces between them."""
ID = re.compile(r"[0-9a-f]{8}")


def known_id(store: Store) -> str | None:
    """The id that this computer's log has, or None before its first sync. Raises StoreError."""
    found = store.recall(COMPUTER)
    return found if found is not None and ID.fullmatch(found) else None


def own_id(store: Store) -> str:
    """The same; it is made when there is none. Raises StoreError."""
    return known_id(store) or _kept(store, None, _new())


def another_id(store: Store, taken: Container[str]) -> str:
    """A new id, none of those `taken`, in the place of the one that this log has now. Raises StoreError.

    For a log that was copied to another computer: two computers that write one file would take turns in losing what
    the other one wrote.
    """
    fresh = _new()
    while fresh in taken:
        fresh = _new()
    return _kept(store, known_id(store), fresh)


def known_writers(store: Store) -> frozenset[str]:
    """The ids of this computer and of those from which it has taken in anything. Raises StoreError."""
    own = known_id(store)
    return _ids(store.recall(KNOWN)) | (frozenset() if own is None else {own})


def keep_known(store: Store, writers: Iterable[str]) -> None:
    """From now on these computers are known. Raises StoreError."""
    more = frozenset(writers)
    if more <= _ids(store.recall(KNOWN)):
        return
    with store.transaction() as connection:
        found = next(rows(connection, FACT, "WHERE key = ?", (KNOWN,)), None)
        known = _ids(None if found is None else str(found[1][1]))
        put(connection, FACT, (KNOWN, " ".join(sorted(known | more))))


def own_name() -> str:
    """The name of this computer, for people; one line."""
    name = platform.node().split(".")[0].strip()  # what follows the dot is the network it is in today
    return safe_name(name, NAME_LENGTH) or "a computer without a name"


def _ids(kept: str | None) -> frozenset[str]:
    return frozenset(ID.findall(kept or ""))


def _new() -> str:
    return os.urandom(4).hex()


def _kept(store: Store, was: str | None, fresh: str) -> str:
    """Keep an id, unless another process has done so since this one looked; the one that is kept."""
    with store.transaction() as connection:
        found = next(rows(connection, FACT, "WHERE key = ?", (COMPUTER,)), None)
        known = None if found is None else str(found[1][1])
        if known is not None and known != was and ID.fullmatch(known):
            return known
        put(connection, FACT, (COMPUTER, fresh))
    return fresh
