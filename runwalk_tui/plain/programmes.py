"""The programmes that come with runwalk as lines: each can be looked at and taken up, or done where it is exercise."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.programmes import take_up, take_up_earlier
from runwalk_tui.flows.rest_days.other_exercise import do_exercise_of
from runwalk_tui.keys.unknown import as_digits
from runwalk_tui.own_table.earlier import EARLIER, earlier_rows
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.programme.shipped import EXERCISES, PROGRAMMES, SHIPPED, ShippedProgramme, shipped_as
from runwalk_tui.system.problems import Problem

ALL = (*PROGRAMMES, *EXERCISES)
WHICH = "Type a number or a name to look at one; Enter goes back."


async def show_programmes(front: PlainFront) -> None:
    """List them, and look at the one that is named."""
    in_use = front.workspace.table.programme
    earlier = [one for one, _ in earlier_rows(front.workspace.table, front.workspace.today()).values()]
    if shipped_as(in_use) is None:
        front.lines.say(f"You're using your own: {in_use}.")
    front.lines.say("Programmes:")
    for number, one in enumerate(ALL, 1):
        if one is EXERCISES[0]:
            front.lines.say("Other exercise, for days without running:")
        mark = " (in use)" if one.title == in_use else ""
        front.lines.say(f"{number} {one.name}{mark}: {one.about}")
    if earlier:
        front.lines.say("Your earlier tables:")
    for number, one in enumerate(earlier, len(ALL) + 1):
        front.lines.say(f"{number} {one.title}: {one.about}")
    answer = await front.questions.word(WHICH, fault=lambda typed: _fault(typed, earlier), usual="")
    wanted = None if answer is BACK else _meant(answer, earlier)
    if wanted is not None and wanted in earlier:
        await take_up_earlier(wanted.name.removeprefix(EARLIER))(front.conversation)
    elif wanted is not None:
        flow = do_exercise_of(wanted.title) if wanted.companion else take_up(wanted.name)
        await flow(front.conversation)


def _meant(answer: str, earlier: Sequence[ShippedProgramme]) -> ShippedProgramme | None:
    """The programme that a number or a name means, or the earlier table; None for neither."""
    typed, rows = as_digits(answer).lower(), (*ALL, *earlier)
    if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(rows):
        return rows[int(typed) - 1]
    name = answer.strip().casefold()
    return SHIPPED.get(name) or next((one for one in earlier if one.title.casefold() == name), None)


def _fault(answer: str, earlier: Sequence[ShippedProgramme]) -> Problem | None:
    """What is wrong with an answer."""
    if _meant(answer, earlier) is not None:
        return None
    count = len(ALL) + len(earlier)
    return Problem(f"Please type a number from 1 to {count}, a name such as {ALL[1].name}, or just Enter.")
