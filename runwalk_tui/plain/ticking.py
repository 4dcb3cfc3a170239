"""Groups of statements to tick, asked one after the other; each statement has the same key as on the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from runwalk_tui.plain.questions import Back, Questions
from runwalk_tui.rule.red_flags import Statement


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that are asked about together, at most nine."""

    title: str
    asked: Sequence[Statement]
    meant: Callable[[tuple[str, ...]], Awaitable[bool]]
    """Says what ticks lead to that were not there before; False to look again."""
    ends: bool = False
    """Whether nothing else is asked when anything of it is so."""


async def tick_groups(
    questions: Questions, groups: Sequence[Group], before: Sequence[str] = ()
) -> tuple[str, ...] | None:
    """The ids of all that is so, in the order of the groups; `before` are those that were ticked already.

    A warning sign ends it: the other groups can wait, and keep what they had. None when the runner leaves the first
    group, or at the end of the input.
    """
    ticked = [tuple(each.id for each in group.asked if each.id in before) for group in groups]
    position = 0
    while 0 <= position < len(groups):
        answer = await _tick(questions, groups[position], ticked[position])
        if answer is None:
            return None
        if isinstance(answer, Back):
            position -= 1
            continue
        ticked[position] = answer
        if answer and groups[position].ends:
            break
        position += 1
    return None if position < 0 else tuple(each for part in ticked for each in part)


async def _tick(questions: Questions, group: Group, before: tuple[str, ...]) -> tuple[str, ...] | Back | None:
    """One group, until what is ticked is meant."""
    keys = {str(number): each for number, each in enumerate(group.asked, 1)}
    lines = (group.title, *(f"{key} {each.question}" for key, each in keys.items()), _how_to_tick(group, before))
    while True:
        answer = await questions.ticks(*lines, keys={key: each.id for key, each in keys.items()}, before=before)
        if not isinstance(answer, tuple) or set(answer) <= set(before) or await group.meant(answer):
            return answer


def _how_to_tick(group: Group, before: Sequence[str]) -> str:
    """What Enter and the other keys do under a list."""
    if before:
        kept = "; ".join(each.text for each in group.asked if each.id in before)
        return f"Type the numbers that are true. Enter leaves it at: {kept}. 0 for none of these, b to go back."
    return "Type the numbers that are true, with spaces; 0 for none of these, b to go back."
