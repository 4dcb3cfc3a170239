"""How was the back on the morning after? Asked at a later start, and whenever the runner opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from runwalk_tui.plain.asking import PAINS
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.questions import BACK
from runwalk_tui.plain.rating import spoken_span
from runwalk_tui.rule.reasons import DAYS, day_name
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.wording import outcome_words, spans
from runwalk_tui.workspace import NO_MORNING

HOW = "0 to 10; n when nobody asked you or you do not remember; Enter to answer later."
FAULT = "Please type a whole number from 0 to 10, or n."
LATER = "later"


async def ask_morning_when_due(kit: Kit) -> None:
    """Ask when the rule wants the answer and the runner may still know it. A rehearsal asks nothing."""
    due = kit.workspace.prescription()
    if kit.rehearsal or due.decision is Decision.STOP:
        return
    last = kit.workspace.morning_wanted()
    if last is not None:
        await _ask(kit, last)


async def ask_morning(kit: Kit) -> None:
    """The question, opened by the runner: also after "do not remember"."""
    last = kit.workspace.last_session()
    if last is not None:
        await _ask(kit, last)


async def _ask(kit: Kit, last: SessionRecord) -> None:
    workspace = kit.workspace
    outcomes = spans(lambda pain: outcome_words(workspace.preview_record(replace(last, pain_morning=pain))))
    kit.lines.say("The pain of the morning after your last session leads to:", *map(spoken_span, outcomes))
    answer = await kit.questions.word(_question(last, workspace.today()), HOW, fault=_fault, usual=LATER)
    if answer is BACK or answer == LATER:
        kit.lines.say("All right, later.")
    elif answer.lower() == "n":
        _forget(kit, last)
    else:
        _keep(kit, replace(last, pain_morning=PAINS[answer], updated_at=workspace.wall()))


def _question(last: SessionRecord, today: date) -> str:
    ago = (today - last.last_day).days
    morning = day_name(last.last_day + timedelta(days=1))
    which = "yesterday's" if ago == 1 else f"{DAYS[last.day.weekday()]}'s"
    day = {1: "That is this morning", 2: f"That was yesterday, {morning}"}.get(ago, f"That was {morning}")
    return f"How was the pain on the morning after {which} session? {day}."


def _fault(typed: str) -> str:
    return "" if typed in PAINS or typed.lower() == "n" else FAULT


def _forget(kit: Kit, last: SessionRecord) -> None:
    """The log keeps no morning, and the question does not come again by itself."""
    if trouble := kit.workspace.reliable_store.remember(NO_MORNING, last.id):
        kit.lines.say(trouble)
    kit.lines.say("All right: you will not be asked about that morning again.")


def _keep(kit: Kit, record: SessionRecord) -> None:
    if trouble := kit.workspace.reliable_store.save(record):
        kit.lines.say(trouble)
    due = kit.workspace.prescription()
    kit.lines.say(f"Noted: pain {record.pain_morning} of 10 on that morning. Next: {outcome_words(due)}.", *due.reasons)
