"""What the file of a session is called."""

from __future__ import annotations

from collections.abc import Iterable

from runwalk_tui.session.records import SessionRecord


def file_names(records: Iterable[SessionRecord], form: str) -> dict[str, str]:
    """The name of each session's file by the session's id, such as runwalk-2026-01-05-0730.fit.

    It has the day and the minute on the runner's own clock, so sessions sort as they were. Of several with the same
    minute, as when the clocks go back, the later ones have a number.

    Args:
        records: every session that may share a minute with one of those whose name is wanted, so that a session has
            the same name each time.
        form: the end of the name, without a dot.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for record in sorted(records, key=lambda each: (each.started_at, each.id)):
        stem = f"runwalk-{record.started_at:%Y-%m-%d-%H%M}"
        taken[stem] = taken.get(stem, 0) + 1
        number = f"-{taken[stem]}" if taken[stem] > 1 else ""
        names[record.id] = f"{stem}{number}.{form}"
    return names
