"""Programmes and other exercise as lines: each can be looked at and taken up, or done where it is exercise."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.programmes import take_up, take_up_earlier
from runwalk_tui.flows.rest_days.other_exercise import do_exercise_of
from runwalk_tui.keys.unknown import as_digits
from runwalk_tui.own_table.listing import Listed, earlier_listed, listed
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.system.problems import Problem

YOURS = "Your earlier tables"
WHICH = "Type a number or a name to look at one; Enter goes back."


async def show_programmes(front: PlainFront) -> None:
    """List them, and look at the one that is named."""
    table = front.workspace.table
    earlier = earlier_listed(table, front.workspace.today())
    rows = (*listed(table), *earlier)
    if not any(one.in_use for one in rows):
        front.lines.say(f"You're using your own: {table.programme}.")
    front.lines.say("Programmes:")
    others = False
    for number, one in enumerate(rows, 1):
        if one.exercise is not None and not others:
            others = True
            front.lines.say("Other exercise, for days without running:")
        if earlier and one is earlier[0]:
            front.lines.say(f"{YOURS}:")
        mark = f" ({one.mark})" if one.mark else ""
        front.lines.say(f"{number} {one.name}{mark}: {one.about}")
        if one.exercise is not None and one.exercise.fault:
            front.lines.say(one.exercise.fault)
    answer = await front.questions.word(WHICH, fault=lambda typed: _fault(typed, rows), usual="")
    wanted = None if answer is BACK else _meant(answer, rows)
    if wanted is None:
        return
    if wanted.earlier is not None:
        await take_up_earlier(wanted.title)(front.conversation)
    elif wanted.exercise is None:
        await take_up(wanted.name)(front.conversation)
    elif wanted.exercise.table is None:
        front.lines.say(wanted.exercise.fault)
    else:
        await do_exercise_of(wanted.title)(front.conversation)


def _meant(answer: str, rows: Sequence[Listed]) -> Listed | None:
    """The row that a number or a name means; None for neither."""
    typed = as_digits(answer).lower()
    if typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= len(rows):
        return rows[int(typed) - 1]
    name = answer.strip().casefold()
    return next((one for one in rows if name in (one.key.casefold(), one.name.casefold())), None)


def _fault(answer: str, rows: Sequence[Listed]) -> Problem | None:
    """What is wrong with an answer."""
    if _meant(answer, rows) is not None:
        return None
    return Problem(f"Please type a number from 1 to {len(rows)}, a name such as {rows[1].name}, or just Enter.")
