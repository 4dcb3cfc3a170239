"""Correcting the log: a slip, a session that was done elsewhere, one that should not be there, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from runwalk_tui.corrections.entry import UNCLEARED, loses_red_flag, new_entry, stays_in_log, why_ask_red_flags
from runwalk_tui.corrections.sheet import SessionSheet
from runwalk_tui.corrections.told import day_and_time, differences, next_run, what_it_was, which
from runwalk_tui.flows.front import Conversation, Move, may_be_kept
from runwalk_tui.flows.questions import Answer, Choice, SessionForm
from runwalk_tui.flows.red_flags import (
    Flow,
    ask,
    ask_red_flags,
    ends_at_a_red_flag,
    report_red_flags,
    show_stop_sign,
)
from runwalk_tui.history.database.sessions import NOTHING_TO_UNDO
from runwalk_tui.keeping import GONE, keep_red_flags
from runwalk_tui.rule.reading import stop_sign
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.workspace import Workspace

LEAVE = Choice(
    "Leave without saving?",
    "Your changes here won't be saved.",
    # The first one keeps what was typed; not the key that leaves a screen.
    (Answer("stay", "s", "Stay", "primary"), Answer("leave", "l", "Leave")),
    escape="stay",
    unasked="leave",
)
CANNOT_BE = f"{UNCLEARED[:1].upper()}{UNCLEARED[1:]}"


def correct(session_id: str) -> Flow:
    """The conversation that corrects one session."""

    @ends_at_a_red_flag
    async def correcting(conversation: Conversation) -> None:
        if not may_be_kept(conversation):
            return
        session = _find(conversation.workspace, session_id)
        if session is None:
            conversation.front.tell(GONE)
            return
        workspace = conversation.workspace
        await _fill_in(conversation, SessionSheet(session, workspace.table, workspace.wall(), habits=workspace.habits))

    return correcting


@ends_at_a_red_flag
async def add(conversation: Conversation) -> None:
    """A session that was done elsewhere, on any day up to now; it begins with what is due today."""
    if not may_be_kept(conversation):
        return
    workspace = conversation.workspace
    stage, count = workspace.session_of_today()
    at = workspace.wall().replace(second=0, microsecond=0)
    start = new_entry(at, workspace.table.programme, stage.id, count)
    await _fill_in(
        conversation, SessionSheet(start, workspace.table, workspace.wall(), new=True, habits=workspace.habits)
    )


# The form.


async def _fill_in(conversation: Conversation, sheet: SessionSheet) -> None:
    """Ask until it is saved or left."""
    leads = _leads(conversation.workspace)
    while True:
        filled = await ask(conversation, _form(sheet, leads))
        sheet = filled.sheet
        if filled.move is Move.RED_FLAG:
            await report_red_flags(conversation)
        elif filled.move is Move.BACK:
            if not sheet.changed or await ask(conversation, LEAVE) == "leave":
                return
        elif await _save(conversation, sheet):
            return


def _form(sheet: SessionSheet, leads: Callable[[SessionSheet], str]) -> SessionForm:
    if sheet.new:
        return SessionForm("Add a session", "One you did without the app, today or earlier.", sheet, leads)
    told = f"{what_it_was(sheet.start)}, {day_and_time(sheet.start.started_at, sheet.habits)}"
    return SessionForm("Correct a session", told[:1].upper() + told[1:], sheet, leads)


def _leads(workspace: Workspace) -> Callable[[SessionSheet], str]:
    """Says what a sheet changes for the next run. The rule does not read notes, so typing one asks it nothing."""
    log, today = workspace.log(), workspace.today()
    before, follows = workspace.prescription(), workspace.what_follows()

    @lru_cache(maxsize=1)
    def told(record: SessionRecord, was: SessionRecord | None) -> str:
        if was is not None and loses_red_flag(log, record, was, today):
            return f"{CANNOT_BE}."
        return next_run(before, follows(record), today)

    def leads(sheet: SessionSheet) -> str:
        record, faults = sheet.read()
        return "" if faults else told(replace(record, note=""), sheet.was)

    return leads


async def _save(conversation: Conversation, sheet: SessionSheet, *, asked: bool = False) -> bool:
    """Keep what the sheet says; False to go on with it. `asked` says that the warning signs were asked about."""
    front, workspace = conversation.front, conversation.workspace
    if not sheet.new:
        # Another window or a command may have changed it meanwhile: only what was typed here is set.
        latest = _find(workspace, sheet.start.id)
        if latest is None:
            front.tell(GONE)
            return True
        sheet = replace(sheet, start=latest)
    record, faults = sheet.read()
    if faults:
        return front.nobody
    if record == sheet.was:
        front.tell("Nothing was changed.")
        return True
    if sheet.was is not None and loses_red_flag(workspace.log(), record, sheet.was, workspace.today()):
        front.tell(Problem(f"Not saved. {CANNOT_BE}."))
        return front.nobody
    why = "" if asked else why_ask_red_flags(record, sheet.was, workspace.table.policy)
    if why:
        ticked = await ask_red_flags(conversation, record.red_flags, why=why, rehearsal=False)
        if ticked is None:
            return front.nobody
        return await _save(conversation, replace(sheet, red_flags=ticked), asked=True)
    new = tuple(flag for flag in record.red_flags if sheet.was is None or flag not in sheet.was.red_flags)
    _keep(conversation, record, sheet.was)
    if new:
        if not stop_sign(workspace.log(), workspace.today()) and (problem := keep_red_flags(workspace, new)):
            front.tell(problem)  # the session is dated ahead, where the rule does not look yet
        await show_stop_sign(conversation)
    return True


def _keep(conversation: Conversation, record: SessionRecord, was: SessionRecord | None) -> None:
    """Keep it, and say what it changed."""
    front, workspace = conversation.front, conversation.workspace
    before = workspace.prescription()
    if was is not None:
        record = replace(record, updated_at=workspace.wall())
    if problem := workspace.reliable_store.save(record, was=was):
        front.tell(problem)
    told = [f"Added: {which(record, workspace.habits)}."] if was is None else differences(was, record, workspace.habits)
    front.tell(" ".join((*told, next_run(before, workspace.prescription(), workspace.today()))))


def _find(workspace: Workspace, session_id: str) -> SessionRecord | None:
    return next((session for session in workspace.log().sessions if session.id == session_id), None)


# Deleting, which asks nothing: it can be taken back.


def remove(workspace: Workspace, session_id: str) -> str | Problem:
    """Delete a session; returns what that changed, in one line."""
    session = _find(workspace, session_id)
    if session is None:
        return GONE
    if why := stays_in_log(workspace.log(), session, workspace.today()):
        return Problem(f"{why[:1].upper()}{why[1:]}.")
    before = workspace.prescription()
    if problem := workspace.reliable_store.delete(session.id):
        return problem
    return (
        f"Deleted: {which(session, workspace.habits)}. {next_run(before, workspace.prescription(), workspace.today())}"
    )


def bring_back(workspace: Workspace) -> str | Problem:
    """Take the last deletion back; returns what that changed, in one line."""
    session = workspace.reliable_store.deleted_last()
    if session is None:
        return Problem(f"{NOTHING_TO_UNDO[:1].upper()}{NOTHING_TO_UNDO[1:]}.")
    before = workspace.prescription()
    if problem := workspace.reliable_store.restore(session.id):
        return problem
    follows = next_run(before, workspace.prescription(), workspace.today())
    return f"Back in the log: {which(session, workspace.habits)}. {follows}"
