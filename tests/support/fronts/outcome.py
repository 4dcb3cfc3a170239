"""Telling one story to both fronts, and what it leaves behind on each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from runwalk_tui.history.journal import Journal, UnfinishedSession
from runwalk_tui.session.active_session import ActiveSession, from_dict
from runwalk_tui.session.records import CheckIn, Clearance, Log, SessionRecord
from runwalk_tui.workspace import NO_MORNING, SCREENING, Workspace
from tests.support.fronts.in_lines import InLines
from tests.support.fronts.meanings import Meaning, PowerCut
from tests.support.fronts.on_screens import OnScreens, noted_screens
from tests.support.fronts.stage_set import Before, StageSet
from tests.support.story_time import StoryLoop

SIZE = (40, 12)
"""The smallest terminal: little is drawn, and every key has its place there, too."""


@dataclass(frozen=True)
class CutOff:
    """What is left in the journal, less what differs from one program to the next."""

    session: ActiveSession
    kinds: tuple[str, ...]
    """What happened in it, in order."""


@dataclass(frozen=True)
class Outcome:
    """Everything that a story leaves behind. Ids are numbers, in the order in which they come."""

    log: Log
    screening: str | None
    no_morning: str | None
    journal: tuple[CutOff, ...]
    held_awake: tuple[str, ...]
    told: tuple[str, ...]
    """What was said without asking."""
    asked: tuple[str, ...]
    left: bool
    """Whether the program has ended by itself."""

    @property
    def short(self) -> tuple[str, ...]:
        """What is kept, a line each, for a look."""
        return (
            *(_short(session) for session in self.log.sessions),
            *(f"placed at {each.stage}, {each.how}" for each in self.log.placements),
            *(_week(each) for each in self.log.checkins),
            *(f"cleared {' '.join(each.clears or ())}" for each in self.log.clearances),
            *([f"morning {self.no_morning} not remembered"] if self.no_morning else []),
            *(f"cut off: {_short_active(each.session)}" for each in self.journal),
        )


def _week(checkin: CheckIn) -> str:
    pains = f"check-in {checkin.current} {checkin.average} {checkin.worst} {checkin.disability}"
    own = [f"{checkin.activity} {checkin.activity_score}"] if checkin.activity else []
    own += [] if checkin.safe is None else [f"safe {checkin.safe}"]
    return ", ".join([pains, *own])


def _short(session: SessionRecord) -> str:
    pains = (session.pain_before, session.pain_worst, session.pain_after, session.pain_morning)
    parts = [
        "rehearsal" * session.rehearsal,
        f"{session.id}: {session.kind}",
        f"{session.stage} × {session.reps_done}/{session.reps_planned}",
        "pains " + " ".join("-" if pain is None else str(pain) for pain in pains),
        *session.soreness,
        *(f"{mark.pain} at {mark.at:.0f} s" for mark in session.pain_marks),
        "stopped" * session.stopped_for_pain,
        " ".join(("flags", *session.red_flags)) if session.red_flags else "",
    ]
    return ", ".join(filter(None, parts))


def _short_active(session: ActiveSession) -> str:
    kind = "run test" if session.is_run_test else f"{session.kind} {session.stage} × {session.reps}"
    return f"{kind}, {session.progress.state}, phase {session.progress.index}"


def tell(folder: Path, story: Sequence[Meaning], before: Before, *, rehearsal: bool = False) -> tuple[Outcome, Outcome]:
    """Tell a story to the screens and in lines; returns what it leaves behind on each."""
    parts = list(_parts(story))
    screens = StageSet(folder / "screens", before, rehearsal)
    lines = StageSet(folder / "lines", before, rehearsal)
    return _tell_lines(lines, parts), asyncio.run(_tell_screens(screens, parts))


def _parts(story: Sequence[Meaning]) -> Iterator[list[Meaning]]:
    """What is told to one start of the program."""
    part: list[Meaning] = []
    for meaning in story:
        if isinstance(meaning, PowerCut):
            yield part
            part = []
        else:
            part.append(meaning)
    yield part


async def _tell_screens(stage: StageSet, parts: Sequence[Sequence[Meaning]]) -> Outcome:
    left = False
    for number, part in enumerate(parts, 1):
        workspace = stage.open()
        program = OnScreens(stage, workspace)
        with noted_screens(stage):
            async with program.app.run_test(size=SIZE):
                await program.tell(part)
                await program.at_rest(power_is_cut=number < len(parts))
                left = program.left
                if number < len(parts):
                    stage.cut_power()
        if number < len(parts):
            workspace.store.close()
    return outcome_of(stage, workspace, left=left)


def _tell_lines(stage: StageSet, parts: Sequence[Sequence[Meaning]]) -> Outcome:
    async def tell() -> Outcome:
        left = False
        for number, part in enumerate(parts, 1):
            workspace = stage.open()
            program = InLines(stage, workspace)
            await program.tell(part)
            left = program.left
            if number < len(parts):
                stage.cut_power()
            await program.stop()
            if number < len(parts):
                workspace.store.close()
        return outcome_of(stage, workspace, left=left)

    with asyncio.Runner(loop_factory=StoryLoop) as runner:
        return runner.run(tell())


def outcome_of(stage: StageSet, workspace: Workspace, *, left: bool) -> Outcome:
    """Read from the disk what is there, and close it."""
    with workspace.store as store:
        log, cut_off = store.log(), list(_unfinished(workspace))
        ids = [session.id for session in log.sessions] + [each.session_id for each in cut_off]
        numbers = {each: f"session {number}" for number, each in enumerate(ids, 1)}
        heard = stage.heard
        no_morning = store.recall(NO_MORNING)
        return Outcome(
            Log(
                tuple(replace(session, id=numbers[session.id]) for session in log.sessions),
                log.placements,
                log.checkins,
                tuple(_numbered(clearance, numbers) for clearance in log.clearances),
            ),
            store.recall(SCREENING),
            None if no_morning is None else numbers[no_morning],
            tuple(
                CutOff(
                    replace(_rounded(from_dict(each.last)), id=numbers[each.session_id]),
                    tuple(event.kind for event in each.events),
                )
                for each in cut_off
            ),
            tuple(heard.held_awake),
            tuple(_anywhere(told, stage) for told in heard.told),
            tuple(_anywhere(asked, stage) for asked in heard.asked),
            left,
        )


def _anywhere(said: str, stage: StageSet) -> str:
    """What was said, without the folder of this front."""
    return said.replace(str(stage.folder), "…")


def _numbered(clearance: Clearance, numbers: dict[str, str]) -> Clearance:
    clears = None if clearance.clears is None else tuple(numbers.get(each, each) for each in clearance.clears)
    seen = tuple(sorted((numbers.get(each, each), flag) for each, flag in clearance.seen))
    return replace(clearance, clears=clears, seen=seen)


def _rounded(session: ActiveSession) -> ActiveSession:
    """A session with times to a hundredth of a second: in lines, looking at the clock takes time, too."""
    progress = session.progress
    tallies = tuple(
        replace(tally, active=round(tally.active, 2), furthest=round(tally.furthest, 2)) for tally in progress.tallies
    )
    return replace(session, progress=replace(progress, into=round(progress.into, 2), tallies=tallies))


def _unfinished(workspace: Workspace) -> Iterator[UnfinishedSession]:
    seen: set[str] = set()
    while (found := Journal(workspace.store).unfinished(but=seen)) is not None:
        seen.add(found.session_id)
        yield found
