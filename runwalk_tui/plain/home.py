"""Home: what is due and why, and a numbered menu of everything there is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from runwalk_tui.history.errors import StoreError
from runwalk_tui.plain.choosing import choose_session, choose_start
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.past import show_history, show_stages
from runwalk_tui.plain.questions import BACK
from runwalk_tui.plain.walk import run_session
from runwalk_tui.progression.fold import Decision, fold
from runwalk_tui.progression.reasons import day_name, plural, reps
from runwalk_tui.progression.rule import Prescription, stop_sign
from runwalk_tui.wording import SOURCE_WORDS, decision_words, headline, sessions_this_week, steps_in_words, when

MENU_AGAIN = "Type a number; Enter says what is due and the whole menu again."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the menu. Its number is always the same, whether it is offered at the moment or not."""

    number: str
    words: Callable[[Prescription], str]
    """How it is called; "" when it is not offered."""
    do: Callable[[Kit], Awaitable[None]]


async def stay_home(kit: Kit) -> None:
    """Show what is due and do what is chosen, until the runner leaves. Raises Left and Interrupted."""
    _say_home(kit)
    while not kit.lines.gone:
        offered = _offered(kit)
        answer = await kit.keyboard.line()
        if answer is None or answer.lower() in ("0", "q"):
            return
        chosen = offered.get(answer)
        if chosen is not None:
            await chosen.do(kit)
            kit.lines.say(MENU_AGAIN)
        elif answer in ("", "?"):
            _say_home(kit)
        else:
            kit.lines.say(f"Please type one of {', '.join([*offered, '0'])}.")


def _say_home(kit: Kit) -> None:
    kit.lines.say("", *home_lines(kit), "")
    due = kit.desk.prescription()
    kit.lines.say(*(f"{number} {entry.words(due)}" for number, entry in _offered(kit).items()), "0 Leave")
    kit.lines.say("Type a number and Enter.")


def home_lines(kit: Kit) -> list[str]:
    """The prescription, its reasons, this week and when."""
    desk = kit.desk
    due, log, today = desk.prescription(), desk.log(), desk.today()
    lines = [f"Today: {decision_words(due.decision)}."]
    if due.stage is not None:
        stage = desk.table.stage(due.stage)
        name = f" ({stage.name})" if stage.name else ""
        lines.append(f"{headline(due)}{name}. Each repetition: {steps_in_words(stage)}, {SOURCE_WORDS[stage.source]}.")
    lines += due.reasons
    if due.move_up_from is not None:
        lines.append(f"Moving up is offered from {day_name(due.move_up_from)}.")
    if due.provisional:
        lines.append("Provisional: the pain of the morning after the last session may still take it back.")
    if due.stage is not None:
        lines.append(when(due, today))
    done, asked = sessions_this_week(log, today), desk.table.sessions_per_week
    lines.append(f"This week: {done} of {plural(asked, 'session')}.")
    if due.alternatives:
        nearest = due.alternatives[0]
        lines.append(f"You may always choose less, such as stage {nearest.stage} with {reps(nearest.reps)}.")
    if kit.rehearsal:
        lines.append("This is a rehearsal: its sessions are kept and never counted.")
    return [*lines, *due.warnings]


# The menu.


def _offered(kit: Kit) -> dict[str, Entry]:
    """What can be chosen now, by its number."""
    due = kit.desk.prescription()
    looking = kit.desk.store.read_only
    return {entry.number: entry for entry in MENU if entry.words(due) and (not looking or entry.number in LOOKING_ONLY)}


def _start_words(due: Prescription) -> str:
    match due.decision:
        case Decision.STOP:
            return ""
        case Decision.PLACEMENT:
            return "Choose the stage to begin with"
        case _:
            return "Start"


async def _start(kit: Kit) -> None:
    due = kit.desk.prescription()
    if due.stage is None or due.reps is None:
        await choose_start(kit)
    else:
        await run_session(kit, due.stage, due.reps)


async def _choose(kit: Kit) -> None:
    due = kit.desk.prescription()
    chosen = await choose_session(kit, due)
    if chosen is not None:
        await run_session(kit, *chosen)


async def _morning(kit: Kit) -> None:
    """Pain on the morning after the last session."""
    standing = fold(kit.desk.table, kit.desk.log())
    if standing is None or standing.last is None:
        return
    last = standing.last
    pain = await kit.questions.number(
        f"How was the pain on the morning after the session of {day_name(last.day)}, 0 to 10?",
        "Enter when you do not remember.",
    )
    if pain is None or pain is BACK:
        kit.lines.say("Left open.")
        return
    try:
        kit.desk.store.save(replace(last, pain_morning=pain, updated_at=kit.desk.wall()))
    except StoreError as error:
        kit.lines.say(str(error))
        return
    kit.lines.say(f"Noted: pain {pain} of 10 on that morning.")
    _say_home(kit)


async def _clear(kit: Kit) -> None:
    flagged = stop_sign(kit.desk.log())
    if flagged is None:
        return
    title = "Has a doctor or physiotherapist looked at it and cleared you to run?"
    if await kit.questions.choose(title, ("Not yet", "Yes, I am cleared")) == 0:
        return
    try:
        kit.desk.store.clear(max(kit.desk.wall(), flagged.started_at))
    except StoreError as error:
        kit.lines.say(str(error))
        return
    kit.lines.say("Noted, with today's date.")
    _say_home(kit)


MENU = (
    Entry("1", _start_words, _start),
    Entry("2", lambda due: "Choose another stage or number of repetitions" if due.stage else "", _choose),
    Entry("3", lambda due: "History", show_history),
    Entry("4", lambda due: "How was the morning after the last session?" if due.ask_morning else "", _morning),
    Entry("5", lambda due: "Stages", show_stages),
    # A check-in, the screening and the run test join here, each with a number of its own, from 7 on.
    Entry("6", lambda due: "A clinician has cleared me" if due.decision is Decision.STOP else "", _clear),
)
LOOKING_ONLY = frozenset({"3", "5"})
"""What can be done while another process runs the sessions."""
