"""Whether what lies in the folder may be somebody else's: nothing takes two logs apart again that have become one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
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


@dataclass(frozen=True, slots=True)
class Strangers:
    """Computers whose sessions may be somebody else's."""

    files: tuple[FolderFile, ...]
    """What they wrote."""
    computers: tuple[str, ...]
    """Their names, one for each of the files."""
    alone: bool
    """Whether nothing else in the folder shows that it's the runner's."""
    sign: str = ""
    """Where a warning sign holds the stop sign up there: what to say of it before anything else, as sentences."""

    def told(self, folder: Path) -> str:
        """What is strange about them, without a full stop; where there is a warning sign, it comes first."""
        told = self._not_in_the_log(folder)
        return f"{self.sign} {_capital(told)}" if self.sign else told

    def left_out(self, folder: Path) -> Problem:
        """The line once nothing was taken from them."""
        return Problem(f"{_capital(self.told(folder))}, so they were left out: {WHAT_TO_DO}")

    def not_synced_with(self, folder: Path) -> Problem:
        """Why there was no sync at all, since they're alone; without the warning sign."""
        return Problem(f"{self._not_in_the_log(folder)}; {WHAT_TO_DO}")

    def _not_in_the_log(self, folder: Path) -> str:
        return f"none of the sessions in {visible(str(folder))} from {_named(self.computers)} are in your log"


def strangers_among(
    here: Log,
    known: Container[str],
    files: Iterable[FolderFile],
    whole: Mapping[FolderFile, Carried],
    day: date,
) -> Strangers | None:
    """Who of those that wrote the `files` may be somebody else, on a day; `whole` is what could be read of them.

    `known` are the ids of this computer and of those from which it has taken in anything before.
    """
    strange = _strange(here, known, whole)
    if not strange:
        return None
    related = any(_session_ids(carried.content.log) for file, carried in whole.items() if file not in strange)
    return Strangers(
        strange,
        tuple(whole[file].computer for file in strange),
        alone=not related and not any(file.writer in known for file in files),
        sign=_sign([whole[file] for file in strange], day),
    )


def _strange(here: Log, known: Container[str], whole: Mapping[FolderFile, Carried]) -> tuple[FolderFile, ...]:
    """The files with sessions, but with nothing that is in this log or in a known computer's file.

    A file that has something in common with another that isn't strange is none either. A log without sessions takes in
    any file, unless those have nothing in common with one another: then nobody knows whose they are.
    """
    ours = [carried.content.log for file, carried in whole.items() if file.writer in known]
    left = {
        file: _marks(carried.content.log)
        for file, carried in whole.items()
        if file.writer not in known and _session_ids(carried.content.log)
    }
    every = tuple(left)
    marks: set[object] = set().union(*map(_marks, (here, *ours)))

    def take_related() -> None:
        while related := [file for file, theirs in left.items() if not marks.isdisjoint(theirs)]:
            for file in related:
                marks.update(left.pop(file))

    take_related()
    if len(left) < len(every) or not every or any(map(_session_ids, (here, *ours))):
        return tuple(left)
    marks |= left.pop(every[0])
    take_related()
    return every if left else ()


def _named(computers: Iterable[str]) -> str:
    names = sorted(set(computers))
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _sign(strange: Iterable[Carried], day: date) -> str:
    """That a warning sign is up in a file, and what to do if it's the runner's; "" where none is.

    Which one it is, isn't told: it may be somebody else's.
    """
    from runwalk_tui.rule.reading import stop_sign
    from runwalk_tui.rule.red_flags import advice_for

    up = [(carried.computer, session) for carried in strange for session in stop_sign(carried.content.log, day)]
    advice = advice_for(flag for _, session in up for flag in session.red_flags)
    if advice is None:
        return ""
    action = advice.action[0].lower() + advice.action[1:]
    return f"There's a warning sign from {_named(computer for computer, _ in up)}. If it's yours, {action}"


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _session_ids(log: Log) -> set[object]:
    """Those of its sessions, and of the ones that were deleted."""
    return {session.id for session in log.sessions} | {deletion.id for deletion in log.deleted}


def _marks(log: Log) -> set[object]:
    """What shows that two logs are one person's: sessions, and instants at which anything else was noted.

    Midnight is none, as it stands for a day that was typed: two people may begin on one day.
    """
    instants = {
        (kind, record.at)
        for kind, records in (("start", log.placements), ("check-in", log.checkins), ("clearance", log.clearances))
        for record in records
        if record.at.time() != time.min
    }
    return _session_ids(log) | instants
