"""Another programme in place of the one in use: what it is, what becomes of the log, and taking it up."""

from __future__ import annotations

from runwalk_tui.flows.front import Conversation, may_be_kept
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.red_flags import Flow, ask, ends_at_a_red_flag
from runwalk_tui.own_table.changes import change_lines
from runwalk_tui.own_table.earlier import earlier_called
from runwalk_tui.own_table.taking import (
    Candidate,
    NotTakenError,
    about_log,
    another_would_not_be_used,
    candidate,
)
from runwalk_tui.programme.faults import TableError, shorten
from runwalk_tui.programme.shipped import SHIPPED, ShippedProgramme, next_programme
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.programme_words import about_programme, for_whom_words
from runwalk_tui.system.problems import Problem
from runwalk_tui.system.safe_text import visible

NOTHING_NEXT = "This programme names none that comes after it."


def take_up(name: str) -> Flow:
    """A programme that ships and is no other exercise, by its name."""

    @ends_at_a_red_flag
    async def flow(conversation: Conversation) -> None:
        await _look_at(conversation, SHIPPED[name])

    return flow


def take_up_earlier(title: str) -> Flow:
    """A table that was the runner's own before, by the name of its programme."""

    @ends_at_a_red_flag
    async def flow(conversation: Conversation) -> None:
        front, workspace = conversation.front, conversation.workspace
        if not may_be_kept(conversation):
            return
        if problem := another_would_not_be_used(workspace.table_watch.file()):
            front.tell(problem)
            return
        earlier = earlier_called(title)
        if earlier is None:
            front.tell(Problem(f"Your table “{visible(shorten(title))}” isn't there any more."))
            return
        try:
            wanted = candidate(str(earlier.file))
        except (TableError, NotTakenError) as error:
            front.tell(Problem(str(error).splitlines()[0]))
            return
        called = ShippedProgramme(title, visible(shorten(title)), earlier.about(workspace.today()))
        if await ask(conversation, _question(conversation, called, wanted)) == "take":
            _take(conversation, wanted)

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
    try:
        wanted = candidate(shipped.name)
    except (TableError, NotTakenError) as error:
        front.tell(Problem(str(error).splitlines()[0]))
        return
    if workspace.table == wanted.table:
        front.tell(f"“{shipped.title}” is the programme you're using.")
        return
    if problem := another_would_not_be_used(workspace.table_watch.file()):
        front.tell(problem)
        return
    if await ask(conversation, _question(conversation, shipped, wanted)) == "take":
        _take(conversation, wanted)


def _question(conversation: Conversation, shipped: ShippedProgramme, wanted: Candidate) -> Choice:
    """What it is and what becomes of the sessions so far, to read before it is taken up."""
    workspace, about = conversation.workspace, about_programme(shipped, wanted.table)
    if workspace.table.programme == wanted.table.programme:
        return _back_to_its_figures(workspace.table, wanted.table)
    told = [
        *(for_whom_words(shipped) if line == shipped.for_whom else line for line in about),
        *about_log(wanted.table, workspace.table, workspace.log(), workspace.today()),
    ]
    return Choice(
        f"Take up “{shipped.title}”?",
        "\n".join(told),
        (Answer("take", "t", "Take it up", "primary"), Answer("back", "b", "Back")),
        escape="back",
        reading=True,
    )


def _back_to_its_figures(own: StageTable, shipped: StageTable) -> Choice:
    """What is different in the runner's own copy of it, and whether to undo that."""
    return Choice(
        "Go back to the figures that come with runwalk?",
        "\n".join(
            [
                f"You're using your own changed copy of “{own.programme}”. If you go back:",
                *change_lines(own, shipped),
                "Your sessions still count, and your own copy is saved under another name.",
            ]
        ),
        (Answer("take", "g", "Go back to them"), Answer("back", "b", "Stay with mine", "primary")),
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
