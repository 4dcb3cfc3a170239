"""Warning signs as lines: asking about them, what they mean, and the stop sign they raise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import Questions
from runwalk_tui.plain.ticking import Group, tick_groups
from runwalk_tui.rule.prescription import stop_sign
from runwalk_tui.rule.reasons import day_name, for_stop
from runwalk_tui.rule.red_flags import (
    EMERGENCY_FLAGS,
    NOT_KEPT,
    URGENT_FLAGS,
    advice_for,
    flag_of,
    in_words,
    to_keep,
    what_follows,
)
from runwalk_tui.session.records import clearance_of

RIGHT_NOW = "Are any of these true right now?"
THESE_DAYS = "Have any of these been true lately?"
CLEARANCE = "Once a doctor or physiotherapist has cleared you, note it with 6 on the menu."


class Flagged(Exception):
    """Warning signs were ticked at a question outside a session's rating: nothing else matters now."""

    def __init__(self, red_flags: tuple[str, ...]) -> None:
        super().__init__(", ".join(red_flags))
        self.red_flags = red_flags


async def ask_signs(
    questions: Questions, lines: Lines, before: tuple[str, ...] = (), *, why: str = "", rehearsal: bool = False
) -> tuple[str, ...] | None:
    """The warning signs that are true, as a log has them; None for b and the end of the input, which are no answer."""
    own_words = tuple(words for words in before if flag_of(words) is None)
    if why:
        lines.say(why)
    with questions.heeding(None):
        groups = sign_groups(questions, (RIGHT_NOW, THESE_DAYS), rehearsal=rehearsal)
        ticked = await tick_groups(questions, groups, [to_keep(words) for words in before])
    return None if ticked is None else (*ticked, *own_words)


def sign_groups(questions: Questions, titles: tuple[str, str], *, rehearsal: bool = False) -> tuple[Group, Group]:
    """The emergencies, then what is to be seen urgently."""

    async def meant(ticked: tuple[str, ...]) -> bool:
        return await _is_meant(questions, ticked, rehearsal=rehearsal)

    return Group(titles[0], EMERGENCY_FLAGS, meant, ends=True), Group(titles[1], URGENT_FLAGS, meant, ends=True)


async def _is_meant(questions: Questions, ticked: Sequence[str], *, rehearsal: bool) -> bool:
    """Say what will happen when these are kept; a slipped key is put right by looking again."""
    title = f"You ticked: {in_words(ticked)}. {what_follows(ticked, rehearsal=rehearsal)}"
    # When nobody is left to look again, what was ticked stands: that is the safe side.
    return await questions.choose(title, ("Look again", "Yes, that is right"), unasked=1) == 1


async def warn(kit: Kit) -> None:
    """The list of warning signs, opened by the runner. Raises Flagged when any is true."""
    ticked = await ask_signs(kit.questions, kit.lines, rehearsal=kit.rehearsal)
    if ticked:
        raise Flagged(ticked)
    if ticked is not None:
        kit.lines.say("All right, no warning signs noted.")


def raise_stop_sign(kit: Kit, red_flags: Iterable[str]) -> None:
    """Keep warning signs that were ticked outside a session, and say what to do; a rehearsal keeps none."""
    red_flags = tuple(red_flags)
    if trouble := kit.workspace.tell_signs(red_flags, rehearsal=kit.rehearsal):
        kit.lines.say(trouble)
    if kit.rehearsal:
        say_advice(kit.lines, red_flags)
    else:
        say_stop_sign(kit)


def say_advice(lines: Lines, red_flags: Iterable[str]) -> None:
    """What to do and how urgently, where nothing is kept."""
    advice = advice_for(red_flags)
    if advice is not None:
        lines.say(advice.action, advice.detail, NOT_KEPT)


def say_stop_sign(kit: Kit) -> None:
    """What to do and how urgently first, then how the runner comes back from it."""
    flagged = stop_sign(kit.workspace.log(), kit.workspace.today())
    if flagged:
        kit.lines.say(*for_stop(flagged, kit.workspace.today()), CLEARANCE)


async def clear(kit: Kit) -> bool:
    """Record that a clinician has cleared the runner; False when nobody has."""
    flagged = stop_sign(kit.workspace.log(), kit.workspace.today())
    if not flagged:
        return False
    for session in flagged:
        kit.lines.say(f"{day_name(session.day, kit.workspace.today())}: {in_words(session.red_flags)}.")
    title = "Has a doctor or physiotherapist looked at it and said you can run? Today's date is saved with it."
    if await kit.questions.choose(title, ("Not yet", "Yes, I am cleared")) == 0:
        return False
    if trouble := kit.workspace.reliable_store.clear(clearance_of(flagged, kit.workspace.wall())):
        kit.lines.say(trouble)
    kit.lines.say("Noted, with today's date; it stays in your history.")
    return True
