"""Ids of sessions as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, takewhile

from runwalk_tui.session.records import session_of_own

LEAST = 8
"""Characters of an id that are shown at least."""


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """For each id its first characters, at least eight, and so many that no other id starts with them.

    The record of its own of a warning sign has an id that starts with that of its session, which needs no more for it.
    """
    all_ids = set(ids)
    beside = {id for id in all_ids if (of := session_of_own(id)) and of in all_ids}
    return {**_first_characters(all_ids), **_first_characters(all_ids - beside)}


def _first_characters(ids: Iterable[str]) -> dict[str, str]:
    ordered = sorted(ids)
    shared = [_shared(*pair) for pair in pairwise(ordered)]
    around = zip([0, *shared], [*shared, 0], strict=True) if ordered else ()
    return {id: id[: max(LEAST, before + 1, after + 1)] for id, (before, after) in zip(ordered, around, strict=True)}


def _shared(one: str, other: str) -> int:
    """How many characters two ids start with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
