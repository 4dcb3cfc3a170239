"""The programmes that come with runwalk as lines: each can be looked at and taken up, or done where it is exercise."""

from __future__ import annotations

from runwalk_tui.flows.programmes import take_up
from runwalk_tui.flows.rest_days.other_exercise import do_exercise_of
from runwalk_tui.keys.unknown import as_digits
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.programme.shipped import EXERCISES, PROGRAMMES, SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.system.problems import Problem

ALL = (*PROGRAMMES, *EXERCISES)
WHICH = "Type a number or a name to look at one; Enter goes back."


async def show_programmes(front: PlainFront) -> None:
    """List them, and look at the one that is named."""
    in_use = front.workspace.table.programme
    if shipped_as(in_use) is None:
        front.lines.say(f"You're using your own: {in_use}.")
    front.lines.say("Programmes:")
    for number, one in enumerate(ALL, 1):
        if one is EXERCISES[0]:
            front.lines.say("Other exercise, for days without running:")
        mark = " (in use)" if one.title == in_use else ""
        front.lines.say(f"{number} {one.name}{mark}: {one.about}")
    answer = await front.questions.word(WHICH, fault=_fault, usual="")
    wanted = None if answer is BACK else _meant(answer)
    if wanted is not None:
        flow = do_exercise_of(wanted.title) if wanted.companion else take_up(wanted.name)
        await flow(front.conversation)


def _meant(answer: str) -> ShippedProgramme | None:
    """The programme that a number or a name means; None for neither."""
    typed = as_digits(answer).lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(ALL):
        return ALL[int(typed) - 1]
    return SHIPPED.get(answer.strip().lower())


def _fault(answer: str) -> Problem | None:
    """What is wrong with an answer."""
    if _meant(answer) is not None:
        return None
    return Problem(f"Please type a number from 1 to {len(ALL)}, a name such as {ALL[1].name}, or just Enter.")
