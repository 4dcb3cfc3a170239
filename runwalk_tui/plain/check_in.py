"""The check-in as lines: one question after the other, the last ones optional."""

from __future__ import annotations

from collections.abc import Mapping

from runwalk_tui.flows import questions as asked
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, Questions
from runwalk_tui.rule.follow_up import CHECKIN_SCALE
from runwalk_tui.session.limits import ACTIVITY_LIMIT
from runwalk_tui.session.records import CheckIn

SCALE = "0 to 100: 0 is no pain, 100 is the worst you can imagine. Enter to do the check-in later, b to go back."
WEEK_PAINS = {
    "current": "1 of 6. How is your back pain at this moment?",
    "average": "2 of 6. How was it on average over the last seven days?",
    "worst": "3 of 6. And at the worst moment of the last seven days?",
}
DISABILITY = (
    "4 of 6. If you did a disability questionnaire with a doctor or physiotherapist, type the total, 0 to 100%.",
    "Enter for none, b to go back.",
)
ACTIVITY = "5 of 6. Name one activity that matters to you (say, climbing stairs), in a few words."
NO_ACTIVITY = "Enter to skip, b to go back."
SCORE = ("How well can you do it? 0 is not at all, 10 is without any problem.", "Enter to skip, b to go back.")
SAFE = (
    "6 of 6. How safe does running feel for your back? 0 is not safe at all, 10 is completely safe.",
    "Enter to skip, b to go back.",
)
ORDER = (*WEEK_PAINS, "disability", "activity", "activity_score", "safe")
"""The answers in the order in which they are asked, by the fields of a check-in."""

Given = dict[str, int | str | None]


async def check_in(question: asked.CheckInPage, lines: Lines, questions: Questions) -> CheckIn | None:
    """None when the runner leaves or the input ends before the three pains are given."""
    lines.say(*([question.why] if question.why else []), CHECKIN_SCALE, SCALE)
    given, named = question.typed, question.activity
    while (name := _next(given)) is not None:
        answer = await _ask(name, given, named, questions)
        if answer is BACK:
            if not given:
                return None
            given.popitem()
        elif answer is None and name in WEEK_PAINS:
            return None
        else:
            given[name] = answer
            named = str(answer) if name == "activity" and answer else named
    return CheckIn(question.now(), **given)  # type: ignore[arg-type]  # each answer is what its question asks for


def _next(given: Given) -> str | None:
    """What is asked next; how well nothing goes is not asked. None when everything was."""
    left = (name for name in ORDER if name not in given)
    return next((name for name in left if name != "activity_score" or given["activity"]), None)


async def _ask(name: str, given: Given, named: str, questions: Questions) -> int | str | asked.Back | None:
    match name:
        case "disability":
            return await questions.number(*DISABILITY, fault="Please type a whole number from 0 to 100.", most=100)
        case "activity":
            return await _activity(named, questions)
        case "activity_score":
            return await questions.number(*SCORE)
        case "safe":
            return await questions.number(*SAFE)
        case _:
            return await _week_pain(name, given, questions)


async def _week_pain(name: str, given: Mapping[str, int | str | None], questions: Questions) -> int | asked.Back | None:
    """One of the three; the worst of a week is not below its average, nor below the pain now."""
    least = max(int(pain or 0) for pain in given.values()) if name == "worst" else 0
    higher = f"; the worst must be at least {least}" if least else ""
    fault = f"Please type a whole number from {least} to 100{higher}."
    return await questions.number(WEEK_PAINS[name], fault=fault, least=least, most=100)


async def _activity(named: str, questions: Questions) -> str | asked.Back:
    """A few words, "" for none; Enter alone is what was named before."""
    how = f"Enter for “{named}”, {questions.skip} to skip, b to go back." if named else NO_ACTIVITY
    answer = await questions.note(ACTIVITY, how, usual=named, most=ACTIVITY_LIMIT, told_as="That's")
    if answer is BACK:
        return BACK
    unasked = answer == named and questions.nobody  # the end of the input says nothing, not even "the same again"
    return "" if unasked or questions.skips(answer) else " ".join(answer.split())
