"""The questions before the first session: four short groups, each answered with 0 when nothing applies."""

from __future__ import annotations

from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.signs import raise_stop_sign, sign_groups
from runwalk_tui.plain.ticking import Group, tick_groups
from runwalk_tui.rule.red_flags import RED_FLAGS
from runwalk_tui.rule.screening import (
    CONDITIONS,
    HEALTH_CONDITIONS,
    TRIAL_CONDITIONS,
    Screening,
    advice_about,
    condition_ids,
    conditions_in_words,
    screening_due,
)
from runwalk_tui.workspace import SCREENING

WELCOME = "Four short groups of questions come before your first run. Type b to do them later."
LATER = "All right, later: the questions come before your first session."
SIGN_TITLES = (
    "1 of 4. Are any of these true right now? They are rare, but a reason to get help, not to run.",
    "2 of 4. Have any of these been true lately? A doctor should see these urgently, before you run.",
)
TRIAL_TITLE = "3 of 4. Do any of these apply to you? The trial had nobody like this. A yes will not stop you."
HEALTH_TITLE = "4 of 4. And do any of these apply? A yes will not stop you: you will hear who to ask."


async def screened(kit: Kit) -> bool:
    """The screening, once before the first session; False when no session may follow now."""
    if not screening_due(kit.workspace.screening(), kit.workspace.log().clearances):
        return True
    if kit.workspace.screening_lost:
        kit.lines.say(kit.workspace.screening_lost)
    return await screen(kit)


async def screen(kit: Kit) -> bool:
    """Ask the screening questions; False when the runner leaves them, or when a warning sign was ticked."""
    kit.lines.say(WELCOME)
    # The answers about warning signs are being given already, so w opens no second list.
    with kit.questions.heeding(None):
        answers = await _ask(kit)
    if answers is None:
        kit.lines.say(LATER)
        return False
    # First what stops the runner, then that the questions were answered: a power cut between them asks again.
    if answers.red_flags:
        raise_stop_sign(kit, answers.red_flags)
    if trouble := kit.workspace.reliable_store.remember(SCREENING, answers.to_json()):
        kit.lines.say(trouble)
    if answers.red_flags:
        return False
    kit.lines.say("Thank you, that is all.")
    return True


async def _ask(kit: Kit) -> Screening | None:
    """Every answer, or None when the runner leaves or the input ends: then nothing was answered.

    Only the conditions are taken over from the last time: warning signs are asked afresh.
    """

    async def told(conditions: tuple[str, ...]) -> bool:
        kit.lines.say(f"You said: {conditions_in_words(conditions)}.", *advice_about(conditions))
        return await kit.questions.choose("All right?", ("Go on", "Look again"), unasked=0) == 0

    groups = (
        *sign_groups(kit.questions, SIGN_TITLES),
        Group(TRIAL_TITLE, TRIAL_CONDITIONS, told),
        Group(HEALTH_TITLE, HEALTH_CONDITIONS, told),
    )
    before = kit.workspace.screening()
    ticked = await tick_groups(kit.questions, groups, condition_ids(before.conditions) if before else ())
    if ticked is None:
        return None
    return Screening(
        kit.workspace.wall(),
        tuple(flag.id for flag in RED_FLAGS if flag.id in ticked),
        tuple(each.id for each in CONDITIONS if each.id in ticked),
    )
