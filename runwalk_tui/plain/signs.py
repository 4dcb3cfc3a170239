"""Warning signs as lines: asking about them, what they mean, and the stop sign they raise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, Questions
from runwalk_tui.progression.reasons import for_stop
from runwalk_tui.progression.rule import stop_sign
from runwalk_tui.progression.screening import (
    EMERGENCY_SIGNS,
    NEW_LEG_SIGN,
    RED_FLAGS,
    SOON_SIGNS,
    STOP_SIGN,
    RedFlag,
    advice_for,
    stop_record,
)

LEG_KEY = "l"
"""Always the key of new numbness or weakness in a leg."""
AT_ONCE = "These mean: get help at once."
SOON = "These mean: see a doctor in the next days."
NOT_KEPT = "This is a rehearsal, so it is not kept."
CLEARANCE = "Once a doctor or physiotherapist has cleared you, 6 on the menu records it."


class Flagged(Exception):
    """Warning signs were ticked at a question outside a session's rating: nothing else matters now."""

    def __init__(self, red_flags: tuple[str, ...]) -> None:
        super().__init__(", ".join(red_flags))
        self.red_flags = red_flags


def flag_keys(flags: Sequence[RedFlag]) -> dict[str, RedFlag]:
    """Warning signs by their keys, the same wherever they are asked about: numbers, and for the leg its own letter."""
    numbers = iter(range(1, len(RED_FLAGS) + 1))
    keys = {LEG_KEY if flag is NEW_LEG_SIGN else str(next(numbers)): flag for flag in RED_FLAGS}
    return {key: flag for key, flag in keys.items() if flag in flags}


def flag_lines(keys: dict[str, RedFlag]) -> list[str]:
    """Each with its key; a small l would look like the number beside it."""
    return [f"{key.upper()} {flag.question}" for key, flag in keys.items()]


async def ask_signs(
    questions: Questions, lines: Lines, before: tuple[str, ...] = (), *, why: str = ""
) -> tuple[str, ...]:
    """The texts of the warning signs that are true; b, and the end of the input, leave them as they were `before`."""
    keys = flag_keys(RED_FLAGS)
    texts = (
        " ".join(filter(None, ("Is any of these true?", why))),
        AT_ONCE,
        *flag_lines({key: flag for key, flag in keys.items() if flag in EMERGENCY_SIGNS}),
        SOON,
        *flag_lines({key: flag for key, flag in keys.items() if flag in SOON_SIGNS}),
        how_to_tick(before),
    )
    with questions.heeding(None):
        while True:
            ticked = await questions.ticks(*texts, keys={key: flag.text for key, flag in keys.items()}, before=before)
            if ticked is None or ticked is BACK:
                return before
            if set(ticked) <= set(before) or await is_meant(questions, ticked):
                return ticked


def how_to_tick(before: Sequence[str]) -> str:
    """What Enter and the other keys do under a list."""
    if before:
        return f"Type those that are true. Enter keeps {', '.join(before)}; 0 for none of these, b goes back."
    return "Type those that are true, with spaces between; Enter for none of these, b goes back."


async def is_meant(questions: Questions, ticked: Sequence[str]) -> bool:
    """Say what will happen when these are kept; a slipped key is put right by looking again."""
    advice = advice_for(ticked)
    action = f" {advice.action}" if advice else ""
    title = f"You ticked: {', '.join(ticked)}.{action} This raises the stop sign. {STOP_SIGN}"
    # When nobody is left to look again, what was ticked stands: that is the safe side.
    return await questions.choose(title, ("Look again", "This is so"), unasked=1) == 1


async def warn(kit: Kit) -> None:
    """The list of warning signs, opened by the runner. Raises Flagged when any is true."""
    ticked = await ask_signs(kit.questions, kit.lines)
    if ticked:
        raise Flagged(ticked)
    kit.lines.say("No warning sign is kept.")


def raise_stop_sign(kit: Kit, red_flags: Iterable[str]) -> None:
    """Keep warning signs that were ticked outside a session, and say what to do; a rehearsal keeps none."""
    red_flags = tuple(red_flags)
    desk = kit.desk
    if kit.rehearsal:
        say_advice(kit.lines, red_flags)
        return
    stage = desk.prescription().stage or desk.table.stages[0].id
    trouble = desk.keeper.save(stop_record(desk.wall(), desk.table.programme, stage, red_flags))
    if trouble:
        kit.lines.say(trouble)
    say_stop_sign(kit)


def say_advice(lines: Lines, red_flags: Iterable[str]) -> None:
    """What to do and how soon, where nothing is kept."""
    advice = advice_for(red_flags)
    if advice is not None:
        lines.say(advice.action, advice.detail, NOT_KEPT)


def say_stop_sign(kit: Kit) -> None:
    """What to do, how soon, and how the runner comes back from it."""
    flagged = stop_sign(kit.desk.log())
    if flagged is not None:
        kit.lines.say("Stop.", *for_stop(flagged, kit.desk.today()), CLEARANCE)


async def clear(kit: Kit) -> bool:
    """Record that a clinician has cleared the runner; False when nobody has."""
    flagged = stop_sign(kit.desk.log())
    if flagged is None:
        return False
    title = "Has a doctor or physiotherapist looked at it and said that you may run? Today's date is kept with it."
    if await kit.questions.choose(title, ("Not yet", "Yes, I am cleared")) == 0:
        return False
    if trouble := kit.desk.keeper.clear(max(kit.desk.wall(), flagged.started_at)):
        kit.lines.say(trouble)
    kit.lines.say("Noted, with today's date; it stays in your history.")
    return True
