"""Another programme in place of the one in use: what it is, what becomes of the log, and taking it up."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation, may_be_kept
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.red_flags import Flow, ask, ends_at_a_red_flag
from runwalk_tui.own_table.taking import (
    Candidate,
    NotTakenError,
    about_log,
    another_would_not_be_used,
    candidate,
)
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.shipped import SHIPPED, ShippedProgramme, next_programme
from runwalk_tui.review.programme_words import about_programme
from runwalk_tui.system.problems import Problem

NOTHING_NEXT = "This programme names none that comes after it."


def take_up(name: str) -> Flow:
    """A programme that ships and is no other exercise, by its name."""

    @ends_at_a_red_flag
    async def flow(conversation: Conversation) -> None:
        await _look_at(conversation, SHIPPED[name])

    return flow


@ends_at_a_red_flag
async def take_up_next(conversation: Conversation) -> None:
    """The programme that comes after the one in use."""
    shipped = next_programme(conversation.workspace.table)
    if shipped is None:
        conversation.front.tell(NOTHING_NEXT)
    else:
        await _look_at(conversation, shipped)


async def _look_at(conversation: Conversation, shipped: ShippedProgramme) -> None:
    """Show a programme, and take it up if the runner says so."""
    front, workspace = conversation.front, conversation.workspace
    if not may_be_kept(conversation):
        return
    if workspace.table.programme == shipped.title:
        front.tell(f"“{shipped.title}” is the programme you're using.")
        return
    if problem := another_would_not_be_used(workspace.table_watch.file()):
        front.tell(problem)
        return
    try:
        wanted = candidate(shipped.name)
    except (TableError, NotTakenError) as error:
        front.tell(Problem(str(error).splitlines()[0]))
        return
    if await ask(conversation, _question(conversation, shipped, wanted)) == "take":
        _take(conversation, wanted)


def _question(conversation: Conversation, shipped: ShippedProgramme, wanted: Candidate) -> Choice:
    """What it is and what becomes of the sessions so far, to read before it is taken up."""
    workspace = conversation.workspace
    told = [
        *about_programme(shipped, wanted.table),
        *about_log(wanted.table, workspace.table, workspace.log(), workspace.today()),
    ]
    return Choice(
        f"Take up “{shipped.title}”?",
        "\n".join(told),
        (Answer("take", "t", "Take it up", "primary"), Answer("back", "b", "Back")),
        escape="back",
        reading=True,
    )


def _take(conversation: Conversation, wanted: Candidate) -> None:
    front, workspace = conversation.front, conversation.workspace
    try:
        taken = workspace.take_programme(wanted)
    except NotTakenError as error:
        front.tell(Problem(str(error)))
        return
    kept = f" Your old table is in {taken.before}." if taken.before is not None else ""
    front.tell(f"“{wanted.table.programme}” is your programme now.{kept}")
