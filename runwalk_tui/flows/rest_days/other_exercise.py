"""Other exercise, such as stretching or strength: which one, its steps, the timer. It doesn't ask for pain scores."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.questions import Answer, Choice
from runwalk_tui.flows.readiness import nothing_forbids
from runwalk_tui.flows.red_flags import Flow, ask, ends_at_a_red_flag, no_stop_sign
from runwalk_tui.flows.session import count_down, settle
from runwalk_tui.flows.signals import told_signals
from runwalk_tui.keys.in_use import KeysInUse
from runwalk_tui.own_table.exercise import exercise_faults
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.other_exercise import cautions, length_line, step_lines, why_not_offered
from runwalk_tui.review.programme_words import weekly_words
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import minutes

MOST_ANSWERS = 9
"""Answers with a digit as their key."""
NONE_THERE = Problem("There is no other exercise to choose from: this copy of runwalk came without it.")
BACK, MORE, NUMBERED = "back", "more", "no-"
SKIP, STOP = "timer.next", "timer.stop_for_pain"
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
        chosen = await _choose(conversation, tables, why_not_offered(conversation.workspace.reading()))
        if chosen is not None and await no_stop_sign(conversation):
            await _run(conversation, *chosen)


async def _choose(
    conversation: Conversation, tables: Sequence[StageTable], why_not: str
) -> tuple[StageTable, Stage] | None:
    """A programme of exercises and one of its stages; from each page the runner may go back to the one before.

    The first page says why it is not offered, if it is not.
    """
    while True:
        table = tables[0]
        if len(tables) > 1:
            told = "\n".join([why_not or WHICH, *exercise_faults()])
            which = await _pick(conversation, "Other exercise", told, [each.programme for each in tables])
            if which is None:
                return None
            table = tables[which]
        stage = await _choose_stage(conversation, table, why_not if len(tables) == 1 else "")
        if stage is not None:
            return table, stage
        if len(tables) == 1:
            return None


async def _choose_stage(conversation: Conversation, table: StageTable, why_not: str) -> Stage | None:
    while True:
        stage = table.stages[0]
        if len(table.stages) > 1:
            labels = [f"{_name(each)}, {minutes(_seconds(each))}" for each in table.stages]
            which = await _pick(conversation, table.programme, why_not or _which_of(table), labels)
            if which is None:
                return None
            stage = table.stages[which]
        steps = _steps(table, stage, conversation.workspace.keys, "" if len(table.stages) > 1 else why_not)
        if await ask(conversation, steps) == "start":
            return stage
        if len(table.stages) == 1:
            return None


async def _pick(conversation: Conversation, title: str, text: str, labels: Sequence[str]) -> int | None:
    """The position of one of them, or None to go back. More than there are digits come in several pages."""
    first = 0
    while True:
        answer = await ask(conversation, _question(title, text, labels, first))
        if answer == BACK:
            return None
        if answer != MORE:
            return int(answer.removeprefix(NUMBERED)) - 1
        first = first + MOST_ANSWERS if first + MOST_ANSWERS < len(labels) else 0


def _question(title: str, text: str, labels: Sequence[str], first: int) -> Choice:
    """One of those from `first` on, each with a digit as its key; or MORE of them, or BACK."""
    answers = [
        Answer(f"{NUMBERED}{first + place}", str(place), label, "default" if place > 1 else "primary")
        for place, label in enumerate(labels[first : first + MOST_ANSWERS], 1)
    ]
    more = [Answer(MORE, "m", "More")] if len(labels) > MOST_ANSWERS else []
    return Choice(title, text, (*answers, *more, Answer(BACK, "b", "Back")), escape=BACK)


def _which_of(table: StageTable) -> str:
    often = weekly_words(table)
    return f"{often.capitalize()}. Which one?" if often else "Which one?"


def _steps(table: StageTable, stage: Stage, keys: KeysInUse, why_not: str) -> Choice:
    """What to heed and what the exercise is made of, to read before it starts."""

    def text(skip: str, stop: str) -> str:
        heed = "\n".join(filter(None, [why_not, *cautions(stage, skip, stop)]))
        made_of = "\n".join(filter(None, [*step_lines(stage), stage.note, length_line(stage)]))
        return f"{heed}\n\n{made_of}"

    return Choice(
        stage.name or table.programme,
        text(keys.shown(SKIP), keys.shown(STOP)),
        (Answer("start", "s", "Start", "primary"), Answer(BACK, "b", "Back")),
        escape=BACK,
        reading=True,
        spoken=text(keys.line_key(SKIP), keys.line_key(STOP)),
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
    with told_signals(conversation, controller):
        await settle(conversation, controller.running, ending)
