"""The form of a session as a numbered list of fields: a number and Enter changes one, Enter alone saves."""

from __future__ import annotations

from collections.abc import Mapping

from runwalk_tui.corrections.days import SUCH_AS
from runwalk_tui.corrections.entry import FieldName
from runwalk_tui.corrections.sheet import KINDS, LABELS, SessionSheet
from runwalk_tui.flows import questions as asked
from runwalk_tui.flows.front import Move
from runwalk_tui.plain.lines import Lines
from runwalk_tui.plain.questions import BACK, BACK_WORDS, Questions, RedFlagWanted
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import SORENESS_PLACES

RIGHT: Mapping[FieldName, str] = {
    "date": f"{SUCH_AS[:1].upper()}{SUCH_AS[1:]}.",
    "time": "A time such as 18:16 or 6:16 pm.",
    "kind": f"{', '.join(KINDS.values())}. “Other” is exercise such as stretching; it never counts as a session.",
    "stage": "The id of a stage.",
    "done": "0 to 100.",
    "planned": "1 to 100.",
    "minutes": "A whole number of minutes.",
    "before": "0 to 10.",
    "worst": "0 to 10.",
    "after": "0 to 10.",
    "morning": "0 to 10.",
    "sore": ", ".join(f"{number} {place}" for number, place in enumerate(SORENESS_PLACES, 1))
    + ". Put spaces between several; 2l is left, 2r right. Or use your own words, with commas between them.",
    "ready": "yes or not yet.",
    "effort": "0 to 10; 0 is no effort at all, 10 as hard as you can.",
    "note": "One line.",
}
"""What can be typed into each field."""
MAY_BE_EMPTY: frozenset[FieldName] = frozenset({"before", "worst", "after", "morning", "sore", "ready", "effort"})
YES = {"1": "yes", "y": "yes", "2": "not yet", "n": "not yet", "no": "not yet"}


async def session_form(question: asked.SessionForm, lines: Lines, questions: Questions) -> asked.Filled:
    """Show the fields, change those that the runner picks, and say what each change comes to."""
    sheet = question.sheet
    lines.say(f"{question.title}. {question.about}", *_fields(sheet))
    while True:
        try:
            number = await questions.word(
                "Type a number to change that field. Enter saves, l lists the fields, b goes back, "
                f"{questions.warning} reports a warning sign.",
                fault=lambda typed: _no_field(typed, sheet),  # noqa: B023 # awaited here
                usual="save",
            )
            if number is BACK:
                return asked.Filled(sheet, Move.BACK)
            if number.lower() == "l":
                lines.say(*_fields(sheet))
            elif number != "save":
                sheet = await _change(sheet, sheet.fields[int(number) - 1], lines, questions)
                lines.say(*_leads(question, sheet))
            elif faults := sheet.read()[1]:
                lines.say(*(f"{_number(sheet, name)} {LABELS[name]}: {line}." for name, line in faults.items()))
            else:
                return asked.Filled(sheet)
        except RedFlagWanted:
            return asked.Filled(sheet, Move.RED_FLAG)


def _fields(sheet: SessionSheet) -> list[str]:
    return [f"{number} {LABELS[name]}: {_shown(sheet, name)}" for number, name in enumerate(sheet.fields, 1)]


def _shown(sheet: SessionSheet, name: FieldName) -> str:
    return sheet.text(name) or ("none" if name in ("sore", "note") else "not given")


def _number(sheet: SessionSheet, name: FieldName) -> int:
    return 1 + sheet.fields.index(name)


def _leads(question: asked.SessionForm, sheet: SessionSheet) -> list[str]:
    leads = question.leads(sheet)
    return [leads] if leads else []


def _no_field(typed: str, sheet: SessionSheet) -> Problem | None:
    """What is wrong with the number of a field."""
    if typed.lower() == "l" or (typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(sheet.fields)):
        return None
    return Problem(f"Please type a number from 1 to {len(sheet.fields)}.")


async def _change(sheet: SessionSheet, name: FieldName, lines: Lines, questions: Questions) -> SessionSheet:
    """Ask for one field; what cannot be right is said, and asked again."""
    text = sheet.text(name)
    now = f"Now {text}. Enter leaves it as it is" if text else "Now empty. Enter leaves it empty"
    title = f"{LABELS[name]}. {RIGHT[name]} {now}"
    if name == "note":
        typed = await questions.note(f"{title}{', - clears it' if text else ''}.", usual=text)
        emptied = typed == "-" and text != "-"  # Enter alone gives back what is there
        changed = sheet if typed is BACK else sheet.with_text(name, "" if emptied else typed)
    else:
        clears = f", {questions.skip} clears it" if text and name in MAY_BE_EMPTY else ""

        def wrong(typed: str) -> Problem | None:
            return _wrong(typed, sheet, name, questions)

        given = await questions.word(f"{title}{clears}.", fault=wrong, usual=text)
        changed = sheet if given is BACK else sheet.with_text(name, _meant(name, given, questions))
    lines.say(f"{LABELS[name]}: {_shown(changed, name)}.")
    if name == "kind" and changed.fields != sheet.fields:
        lines.say(*_fields(changed))
    return changed


def _meant(name: FieldName, typed: str, questions: Questions) -> str:
    """What is typed, as the field has it."""
    if name in MAY_BE_EMPTY and questions.skips(typed):
        return ""
    return YES.get(typed.lower(), typed.lower()) if name == "ready" else typed


def _wrong(typed: str, sheet: SessionSheet, name: FieldName, questions: Questions) -> Problem | None:
    """What is wrong with what was typed into a field; None when nothing is."""
    if name == "sore" and (typed.lower() in BACK_WORDS or questions.asks_for_signs(typed)):
        return Problem("")  # Not a sore place: an empty problem lets Questions.word act on it.
    fault = sheet.with_text(name, _meant(name, typed, questions)).read()[1].get(name, "")
    return Problem(f"{fault[:1].upper()}{fault[1:]}.") if fault else None
