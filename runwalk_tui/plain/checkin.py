"""The check-in: how the last week was, then the course so far beside the trial's figures."""

from __future__ import annotations

from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.questions import BACK, Back
from runwalk_tui.rule.follow_up import adherence, adherence_words, checkin_due, course, course_lines, due_words
from runwalk_tui.session.records import CheckIn

SCALE = "0 to 100: 0 is no pain, 100 the worst you can imagine. Enter to do the check-in later, b to go back."
CURRENT = "1 of 4. How is your back pain at this moment?"
AVERAGE = "2 of 4. How was it over the last seven days on the whole?"
WORST = "3 of 4. And at the worst moment of the last seven days?"
DISABILITY = (
    "4 of 4. Has a doctor or physiotherapist scored a disability questionnaire with you? "
    "Then type its total, 0 to 100 percent.",
    "Enter for none, b to go back.",
)
LATER = "All right, later: nothing is saved."


async def check_in(kit: Kit) -> None:
    """Ask, keep the answers and compare them."""
    workspace = kit.workspace
    week = checkin_due(workspace.log(), workspace.today())
    kit.lines.say(*([due_words(week)] if week is not None else []), SCALE)
    answers = await _ask(kit)
    if answers is None:
        kit.lines.say(LATER)
        return
    if trouble := workspace.reliable_store.check_in(answers):
        kit.lines.say(trouble)
    log = workspace.log()
    found = course(log)
    if found is not None:
        kit.lines.say(
            "Saved.", *course_lines(found), adherence_words(adherence(workspace.table, log, workspace.today()))
        )


async def _ask(kit: Kit) -> CheckIn | None:
    """The answers, or None when the runner leaves or the input ends before the three pains are given."""
    pains: list[int] = []
    while True:
        answer = await _pain(kit, pains) if len(pains) < 3 else await _disability(kit)
        if answer is BACK:
            if not pains:
                return None
            pains.pop()
        elif len(pains) == 3:
            current, average, worst = pains
            return CheckIn(kit.workspace.wall(), current, average, worst, answer)
        elif answer is None:
            return None
        else:
            pains.append(answer)


async def _pain(kit: Kit, before: list[int]) -> int | Back | None:
    """The next of the three; the worst of a week is not below its average, nor below the pain now."""
    least = max(before) if len(before) == 2 else 0
    higher = f"; the worst is at least {least}" if least else ""
    fault = f"Please type a whole number from {least} to 100{higher}."
    return await kit.questions.number((CURRENT, AVERAGE, WORST)[len(before)], fault=fault, least=least, most=100)


async def _disability(kit: Kit) -> int | Back | None:
    return await kit.questions.number(*DISABILITY, fault="Please type a whole number from 0 to 100.", most=100)
