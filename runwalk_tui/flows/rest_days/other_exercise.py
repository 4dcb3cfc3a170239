"""Other exercise, such as stretching or strength: which one, its steps, the timer. It doesn't ask for pain scores."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.readiness import nothing_forbids
from runwalk_tui.flows.red_flags import Flow, ask, ends_at_a_red_flag
from runwalk_tui.flows.session import count_down, settle
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.other_exercise import length_line, step_lines
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import minutes

MOST_ANSWERS = 9
"""Answers with a digit as their key."""
NONE_THERE = Problem("There is no other exercise to choose from: this copy of runwalk came without it.")
BACK, NUMBERED = "back", "no-"
WHICH = "For days without running. The timer takes you through it, and doesn't ask for pain scores."


@ends_at_a_red_flag
async def do_other_exercise(conversation: Conversation) -> None:
    """Which exercise, from all there are, then the exercise."""
    await _choose_and_run(conversation, conversation.workspace.companions())


def do_exercise_of(programme: str) -> Flow:
    """The same with a programme of exercises that the runner has picked already, by its name."""

    @ends_at_a_red_flag
    async def flow(conversation: Conversation) -> None:
        tables = conversation.workspace.companions()
        await _choose_and_run(conversation, [table for table in tables if table.programme == programme])

    return flow


async def _choose_and_run(conversation: Conversation, tables: Sequence[StageTable]) -> None:
    if not tables:
        conversation.front.tell(NONE_THERE)
    elif await nothing_forbids(conversation):
        chosen = await _choose(conversation, tables)
        if chosen is not None:
            await _run(conversation, *chosen)


async def _choose(conversation: Conversation, tables: Sequence[StageTable]) -> tuple[StageTable, Stage] | None:
    """A programme of exercises and one of its stages; from each page the runner may go back to the one before."""
    while True:
        table = tables[0]
        if len(tables) > 1:
            which = await ask(conversation, _question("Other exercise", WHICH, [each.programme for each in tables]))
            if which == BACK:
                return None
            table = tables[_position(which)]
        stage = await _choose_stage(conversation, table)
        if stage is not None:
            return table, stage
        if len(tables) == 1:
            return None


async def _choose_stage(conversation: Conversation, table: StageTable) -> Stage | None:
    while True:
        stage = table.stages[0]
        if len(table.stages) > 1:
            labels = [f"{_name(each)}, {minutes(_seconds(each))}" for each in table.stages]
            which = await ask(conversation, _question(table.programme, "Which one?", labels))
            if which == BACK:
                return None
            stage = table.stages[_position(which)]
        if await ask(conversation, _steps(table, stage)) == "start":
            return stage
        if len(table.stages) == 1:
            return None


def _question(title: str, text: str, labels: Sequence[str]) -> Choice:
    """One of a few, each with a digit as its key; its answer has a `_position`, or is BACK."""
    answers = [
        Answer(f"{NUMBERED}{position + 1}", str(position + 1), label, "default" if position else "primary")
        for position, label in enumerate(labels[:MOST_ANSWERS])
    ]
    return Choice(title, text, (*answers, Answer(BACK, "b", "Back")), escape=BACK)


def _position(answer: str) -> int:
    return int(answer.removeprefix(NUMBERED)) - 1


def _steps(table: StageTable, stage: Stage) -> Choice:
    """What the exercise is made of, to read before it starts."""
    told = [*step_lines(stage), *([stage.note] if stage.note else []), length_line(stage)]
    return Choice(
        stage.name or table.programme,
        "\n".join(told),
        (Answer("start", "s", "Start", "primary"), Answer(BACK, "b", "Back")),
        escape=BACK,
        reading=True,
    )


def _name(stage: Stage) -> str:
    return stage.name or stage.id


def _seconds(stage: Stage) -> int:
    return stage.total_seconds(stage.reps_min)


async def _run(conversation: Conversation, table: StageTable, stage: Stage) -> None:
    front, workspace = conversation.front, conversation.workspace
    async with front.sound() as player:
        controller = workspace.companion_controller(
            table,
            stage,
            clock=front.clock_for(rehearsal=front.rehearsal),
            player=player,
            rehearsal=front.rehearsal,
        )
        ending = await count_down(conversation, controller)
    await settle(conversation, controller.running, ending)
