"""The questions before the first session: three short groups, each done with Enter when nothing applies."""

from __future__ import annotations

from collections.abc import Mapping

from runwalk_tui.desk import SCREENING
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.questions import BACK, Back
from runwalk_tui.plain.signs import flag_keys, flag_lines, how_to_tick, is_meant, raise_stop_sign
from runwalk_tui.progression.screening import (
    CONDITION_ADVICE,
    CONDITIONS,
    EMERGENCY_SIGNS,
    SOON_SIGNS,
    RedFlag,
    Screening,
    Urgency,
    screening_due,
    urgency_of,
)

WELCOME = "Three short groups of questions come before the first run. b leaves them for later."
LATER = "Left for later: the questions come before your first session."


async def screened(kit: Kit) -> bool:
    """The screening, once before the first session; False when no session may follow now."""
    if not screening_due(kit.desk.screening(), kit.desk.log().clearances):
        return True
    if kit.desk.screening_lost:
        kit.lines.say(kit.desk.screening_lost)
    return await screen(kit)


async def screen(kit: Kit) -> bool:
    """Ask the screening questions; False when the runner leaves them, or when a warning sign was ticked."""
    kit.lines.say(WELCOME)
    # The answers about warning signs are being given already, so w opens no second list.
    with kit.questions.heeding(None):
        answers = await _Groups(kit).ask()
    if answers is None:
        kit.lines.say(LATER)
        return False
    if trouble := kit.desk.keeper.remember(SCREENING, answers.to_json()):
        kit.lines.say(trouble)
    if answers.red_flags:
        raise_stop_sign(kit, answers.red_flags)
        return False
    kit.lines.say("Thank you, that is all.")
    return True


class _Groups:
    """The groups, one after the other, the most urgent first. With an emergency sign the others can wait."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._emergency: tuple[str, ...] = ()
        self._soon: tuple[str, ...] = ()
        before = kit.desk.screening()
        # Only these are taken over from the last time: warning signs are asked afresh.
        self._conditions: tuple[str, ...] = before.conditions if before else ()

    async def ask(self) -> Screening | None:
        """Every answer, or None when the runner leaves or the input ends: then nothing was answered."""
        groups = (self._ask_emergency, self._ask_soon, self._ask_conditions)
        position = 0
        while 0 <= position < len(groups):
            answer = await groups[position]()
            if answer is None:
                return None
            if any(urgency_of(text) is Urgency.EMERGENCY for text in self._emergency):
                break
            position += -1 if answer is BACK else 1
        if position < 0:
            return None
        return Screening(self._kit.desk.wall(), (*self._emergency, *self._soon), self._conditions)

    async def _ask_emergency(self) -> tuple[str, ...] | Back | None:
        title = "1 of 3. Is any of these true right now? They are rare, and a reason to get help rather than to run."
        ticked = await self._flags(title, flag_keys(EMERGENCY_SIGNS), self._emergency)
        self._emergency = ticked if isinstance(ticked, tuple) else self._emergency
        return ticked

    async def _ask_soon(self) -> tuple[str, ...] | Back | None:
        title = "2 of 3. Is any of these true these days? A doctor should look at it before you run."
        ticked = await self._flags(title, flag_keys(SOON_SIGNS), self._soon)
        self._soon = ticked if isinstance(ticked, tuple) else self._soon
        return ticked

    async def _flags(
        self, title: str, keys: dict[str, RedFlag], before: tuple[str, ...]
    ) -> tuple[str, ...] | Back | None:
        questions = self._kit.questions
        while True:
            texts = {key: flag.text for key, flag in keys.items()}
            ticked = await questions.ticks(title, *flag_lines(keys), how_to_tick(before), keys=texts, before=before)
            if not isinstance(ticked, tuple) or not ticked or await is_meant(questions, ticked):
                return ticked

    async def _ask_conditions(self) -> tuple[str, ...] | Back | None:
        title = "3 of 3. Does any of these apply to you? A yes does not stop you: you are told whom to ask."
        keys: Mapping[str, str] = {str(number): item.text for number, item in enumerate(CONDITIONS, 1)}
        asked = [f"{number} {item.question}" for number, item in enumerate(CONDITIONS, 1)]
        questions = self._kit.questions
        while True:
            before = self._conditions
            ticked = await questions.ticks(title, *asked, how_to_tick(before), keys=keys, before=before)
            if not isinstance(ticked, tuple):
                return ticked
            self._conditions = ticked
            if not ticked or await self._will_ask(ticked):
                return ticked

    async def _will_ask(self, conditions: tuple[str, ...]) -> bool:
        title = f"You said: {', '.join(conditions)}. {CONDITION_ADVICE}"
        return await self._kit.questions.choose(title, ("I will ask", "Look again"), unasked=0) == 0
