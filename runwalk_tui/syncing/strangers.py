"""Whether what lies in the folder may be somebody else's: nothing takes two logs apart again that have become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from runwalk_tui.session.records import Log
from runwalk_tui.syncing.carried import Carried
from runwalk_tui.syncing.looking import FolderFile
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

WHAT_TO_DO = (
    "if they're yours, too, run `runwalk sync` once, which asks first; if they're somebody else's, use another folder"
)
NAMED = 3
"""How many computers are named."""


def strangers_among(here: Log, own: str | None, whole: Mapping[FolderFile, Carried]) -> tuple[FolderFile, ...]:
    """The files of other computers with sessions of which this log has none; `own` is the id of this computer.

    A file that has one in common with another that isn't strange is none either. A log without sessions takes in any
    file, unless those have nothing in common with one another: then nobody knows whose they are.
    """
    left = {file: ids for file, carried in whole.items() if (ids := _session_ids(carried.content.log))}
    known = _session_ids(here)
    for file in [file for file in left if file.writer == own]:
        known |= left.pop(file)
    every = tuple(left)
    nobodys = not known
    if nobodys and left:
        known = left.pop(every[0])
    while related := [file for file, ids in left.items() if not known.isdisjoint(ids)]:
        for file in related:
            known |= left.pop(file)
    return every if nobodys and left else tuple(left)


def not_in_the_log(folder: Path, computers: Iterable[str]) -> str:
    """What is strange about the files of some computers, by name, as a sentence without its full stop."""
    names = sorted(set(computers))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"none of the sessions in {visible(str(folder))} from {', '.join(names[:NAMED])}{more} are in your log"


def left_out(folder: Path, computers: Iterable[str]) -> Problem:
    """The line on files of which nothing was taken, as they may be somebody else's."""
    told = not_in_the_log(folder, computers)
    return Problem(f"{told[0].upper()}{told[1:]}, so they were left out: {WHAT_TO_DO}")


def _session_ids(log: Log) -> set[str]:
    """Those of its sessions, and of the ones that were deleted."""
    return {session.id for session in log.sessions} | {deletion.id for deletion in log.deleted}
