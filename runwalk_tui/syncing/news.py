"""What there is to tell of syncs that happen by themselves: what several of them brought is one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from runwalk_tui.system.problems import Problem

if TYPE_CHECKING:
    from runwalk_tui.history.merging import MergeCounts
    from runwalk_tui.programme.stage import StageTable
    from runwalk_tui.syncing.folder import SyncReport
    from runwalk_tui.syncing.told import CameIn

OTHERS = "your other computers"
UP_TO_DATE = f"Your log is up to date with {OTHERS}."
SIGN = "A warning sign came in from another computer."


@dataclass(frozen=True, slots=True)
class SyncNews:
    """What there is to tell of syncs that are over."""

    changed: bool = False
    """Whether the log here says anything else than before."""
    sign: bool = False
    """Whether a warning sign came in that holds the stop sign up; it has the first of the lines."""
    lines: tuple[str, ...] = ()
    """What came in, a line each."""
    problems: tuple[Problem, ...] = ()
    """What didn't work, each told once while the program runs."""
    brought: tuple[SessionRecord, ...] = ()
    """The sessions that came in."""

    def __bool__(self) -> bool:
        return self.changed or bool(self.lines or self.problems)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one sync took in, or several that followed one another."""

    before: Log
    after: Log
    counts: MergeCounts
    came: CameIn
    signs: frozenset[tuple[str, str]]
    """The warning signs that came in and hold the stop sign up, each with the id of its session."""
    day: date
    """The day on which they do."""

    @classmethod
    def of(cls, before: Log, after: Log, report: SyncReport, day: date) -> TakenIn | None:
        """What a sync took in, by the log before and after it and the day on which it was; None for nothing."""
        counts = report.counts
        if not (counts.anything or _counts_any(counts)):
            return None
        signs = _signs(after, day) - _signs(before, day) - _kept(counts) if _counts_any(counts) else frozenset[Any]()
        return cls(before, after, counts, report.came_in, signs, day)

    def and_then(self, later: TakenIn) -> TakenIn:
        """Both as one; of the warning signs, those that are still up."""
        from runwalk_tui.syncing.told import total

        came_in = {flag for _, flag in self.signs}
        kept = {(own, flag) for own, flag in _kept(later.counts) if flag in came_in}
        signs = (self.signs | later.signs | kept) & _signs(later.after, later.day)
        counts, came = total(self.counts, later.counts), total(self.came, later.came)
        return TakenIn(self.before, later.after, counts, came, signs, later.day)

    @property
    def sign(self) -> bool:
        """Whether a warning sign came in that holds the stop sign up."""
        return bool(self.signs)

    def lines(self) -> tuple[str, ...]:
        """What came in, a line each; a warning sign has the first one."""
        told = ((SIGN,) if self.sign else ()) + _in_words(self.before, self.after, self.counts, self.came)
        return told or ((UP_TO_DATE,) if self.after != self.before and _counts_any(self.counts) else ())

    def brought(self) -> tuple[SessionRecord, ...]:
        """The sessions that are in the log now and were not."""
        known = {session.id for session in self.before.sessions}
        return tuple(session for session in self.after.sessions if session.id not in known)


def of_another_table(table: StageTable, log: Log, brought: tuple[SessionRecord, ...]) -> str:
    """The line on a stage table that lacks what another computer did last, since what is due differs there; else "".

    Sessions of an earlier programme are in any log, so only the last one of the log says which table is in use there.
    """
    last = max((one for one in log.sessions if one.counted), key=lambda one: one.started_at, default=None)
    if last is None or all(one.id != last.id for one in brought):
        return ""
    if last.programme == table.programme and (table.index(last.stage) is not None or last.stage in table.earlier_ids()):
        return ""
    return (
        f"Your last session is stage {last.stage} of {last.programme}, which the stage table on this computer doesn't "
        "have, so what's due here leaves it out. Use one table on all: `runwalk stages path` says which file to copy."
    )


def _in_words(before: Log, after: Log, counts: MergeCounts, came: CameIn) -> tuple[str, ...]:
    """What the other computers brought, a line each, from the log before and after; what was written here meanwhile
    isn't theirs, so the counts of the merge are the most that is told."""
    from runwalk_tui.rule.reasons import plural
    from runwalk_tui.syncing.told import others_in_words

    known = {session.id: session for session in before.sessions}
    brought = [session for session in after.sessions if session.id not in known]
    new = max(0, min(counts.new, len(brought)) - came.back)
    changed = min(counts.changed, sum(session != known.get(session.id, session) for session in after.sessions))
    deleted = len(counts.removed)
    counted = [(count, word) for count, word in ((new, "new"), (changed, "changed"), (deleted, "deleted")) if count]
    besides = tuple(others_in_words(came))
    match counted:
        case []:
            return besides
        case [(count, "new")]:
            what = _new_ones(brought) if count == len(brought) else plural(count, "session")
            return (f"{what} came in from {_others(count)}.", *besides)
        case [(count, word)]:
            return (
                f"{plural(count, 'session')} {'was' if count == 1 else 'were'} {word} on {_others(count)}.",
                *besides,
            )
    told = [f"{count} {word}" for count, word in counted]
    return (f"Sessions from {OTHERS}: {', '.join(told)}.", *besides)


def _new_ones(brought: list[SessionRecord]) -> str:
    """What is new, by its kind: "2 sessions and 1 walk"."""
    from runwalk_tui.rule.reasons import plural

    kinds: tuple[tuple[SessionKind, Callable[[int], str]], ...] = (
        (SessionKind.RUN_WALK, lambda count: plural(count, "session")),
        (SessionKind.WALK, lambda count: plural(count, "walk")),
        (SessionKind.COMPANION, lambda count: "other exercise" if count == 1 else f"other exercise, {count} times,"),
    )
    counted = [(sum(each.kind is kind for each in brought), said) for kind, said in kinds]
    *most, last = [said(count) for count, said in counted if count]
    return f"{', '.join(most)} and {last}" if most else last


def _others(count: int) -> str:
    return "another computer" if count == 1 else OTHERS


def _counts_any(counts: MergeCounts) -> bool:
    return bool(counts.new or counts.changed or counts.removed or counts.flagged)


def _kept(counts: MergeCounts) -> frozenset[tuple[str, str]]:
    """The warning signs that were up before and have a record of their own now, each with its id."""
    return frozenset((own.id, flag) for own in counts.kept for flag in own.red_flags)


def _signs(log: Log, day: date) -> frozenset[tuple[str, str]]:
    """The warning signs that hold the stop sign up, each with its session."""
    from runwalk_tui.rule.reading import stop_sign

    return frozenset((session.id, flag) for session in stop_sign(log, day) for flag in session.red_flags)
