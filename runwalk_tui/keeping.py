"""What a session leaves in the log: its record, answers that are corrected afterwards, warning signs.

Whatever starts a session loads this before, and with it all that writes a record, into a rescue file too where the log
can't be written. If that were loaded only then, it could be from a version that was installed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from runwalk_tui.corrections.entry import uncleared
from runwalk_tui.history import json_file, merging, placing, rescue  # noqa: F401  # loaded before a session, as said above
from runwalk_tui.history.database.sessions import on_top_of
from runwalk_tui.history.journal import Journal
from runwalk_tui.session.active_session import ActiveSession, from_dict, to_dict, to_record
from runwalk_tui.session.records import Rating, SessionRecord, stop_record
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace

GONE = Problem("This session isn't in your log any more, so there is nothing to correct.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished session and where it went."""

    record: SessionRecord
    problem: Problem | None = None
    """Set when it could not be written where it belongs: it is safe in memory and in the file named, or it was deleted
    by another program meanwhile, and stays so."""


def note_rating(workspace: Workspace, running: ActiveSession, rating: Rating) -> Problem | None:
    """Write down the answers so far after a session; returns the problem the first time that fails."""
    return workspace.reliable_store.note_answers(running.id, to_dict(replace(running, rating=rating)))


def finish(workspace: Workspace, running: ActiveSession, rating: Rating) -> Kept:
    """Keep a session that is over."""
    record = to_record(running, rating)
    return Kept(record, workspace.reliable_store.finish(record))


def export_after(workspace: Workspace, record: SessionRecord, running: ActiveSession) -> None:
    """Have the file written that the runner wants after each session, once it is saved; off unless they set one.

    `running` is the session as it was done: its laps are known now, and the log does not store them. Call it again
    after a correction. Returns at once; `workspace.session_files` knows later why there is no such file.
    """
    wanted = workspace.settings.after_session
    if wanted.export == "off" or running.rehearsal:
        return
    log = workspace.log()
    if any(session.id == record.id for session in log.sessions):  # else another program has deleted it meanwhile
        workspace.session_files.write(wanted, record, running.progress, log, workspace.trace_of(record.id))


def rate_again(workspace: Workspace, record: SessionRecord, rating: Rating) -> Kept:
    """Correct the answers of a stored session; `record` is how it was stored last.

    What was not answered again stays as it is in the log by then, and so does a red flag. A session that was
    deleted by then stays deleted, and a red flag that was ticked meanwhile is stored separately.
    """
    rated = replace(
        record,
        pain_worst=rating.worst,
        pain_after=rating.after,
        soreness=rating.soreness,
        felt_ready=rating.felt_ready,
        effort=rating.effort,
        note=rating.note,
    )
    latest = next((session for session in workspace.log().sessions if session.id == record.id), None)
    if latest is None:
        return Kept(record, _keep_signs_of_gone(workspace, record, rating) or GONE)
    red_flags = tuple(dict.fromkeys((*latest.red_flags, *rating.red_flags)))
    changed = replace(on_top_of(rated, record, latest), red_flags=red_flags)
    if changed == latest:
        return Kept(latest)
    changed = replace(changed, updated_at=workspace.wall())
    return Kept(changed, workspace.reliable_store.save(changed, was=latest))


def _keep_signs_of_gone(workspace: Workspace, record: SessionRecord, rating: Rating) -> Problem | None:
    """Keep what red flags were ticked for a session that is not in the log any more, once."""
    known = {flag for session in uncleared(workspace.log(), workspace.today()) for flag in session.red_flags}
    return keep_red_flags(workspace, (flag for flag in rating.red_flags if flag not in {*record.red_flags, *known}))


def keep_red_flags(workspace: Workspace, red_flags: Iterable[str]) -> Problem | None:
    """Raise the stop sign for warning signs that were ticked outside a session.

    Returns the problem when they could not be written where they belong.
    """
    red_flags = tuple(red_flags)
    if not red_flags:
        return None
    stage = workspace.prescription().stage or workspace.table.stages[0].id
    record = stop_record(workspace.wall(), workspace.table.programme, stage, red_flags)
    return workspace.reliable_store.save(record)


def keep_flagged(workspace: Workspace) -> None:
    """Keep each session that was cut off after a warning sign was ticked: a warning sign waits for no question.

    Each has its file written, where the runner wants one. Raises StoreError.
    """
    seen: set[str] = set()
    while (found := Journal(workspace.store).unfinished(but=seen)) is not None:
        seen.add(found.session_id)
        try:
            running = from_dict(found.last)
        except ValueError:
            continue  # it is asked about, and says why it cannot be read
        if running.rating.red_flags:
            kept = finish(workspace, running, running.rating)
            export_after(workspace, kept.record, running)
