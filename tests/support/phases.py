"""Phases of a session in short."""

from __future__ import annotations

from collections.abc import Iterable

from runwalk_tui.programme.plan import Phase, lay_out
from runwalk_tui.programme.stage import Act, Kind


def laid_out(short: Iterable[tuple[Kind, int, int]]) -> tuple[Phase, ...]:
    """Phases given as (kind, seconds, repetition), one after the other: runs are run and everything else is walked."""
    acts = {Kind.RUN: Act.RUN}
    return lay_out(
        Phase(kind, seconds, repetition=repetition, act=acts.get(kind, Act.WALK)) for kind, seconds, repetition in short
    )
