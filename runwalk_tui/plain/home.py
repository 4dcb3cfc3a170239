"""Home: what is due and why, and a numbered menu of everything there is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from runwalk_tui.guidance.tips import When
from runwalk_tui.plain.checkin import check_in
from runwalk_tui.plain.kit import Kit
from runwalk_tui.plain.morning import ask_morning, ask_morning_when_due
from runwalk_tui.plain.past import show_history, show_stages
from runwalk_tui.plain.questions import WARNING
from runwalk_tui.plain.reading import read_advice
from runwalk_tui.plain.screening import screen
from runwalk_tui.plain.signs import Flagged, clear, raise_stop_sign, warn
from runwalk_tui.plain.starting import start_chosen_session, start_due_session, start_run_test, start_walk
from runwalk_tui.plain.unfinished import offer_unfinished
from runwalk_tui.rule.follow_up import checkin_due, due_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import SOURCE_WORDS, decision_words, headline, sessions_this_week, steps_in_words, when

MENU_AGAIN = "Type a number, or Enter for what is due and the whole menu."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the menu. Its number is always the same, whether it is offered at the moment or not."""

    number: str
    words: Callable[[Prescription], str]
    """How it is called; "" when it is not offered."""
    do: Callable[[Kit], Awaitable[None]]


async def stay_home(kit: Kit) -> None:
    """Show what is due and do what is chosen, until the runner leaves. Raises Left and Interrupted."""
    with kit.questions.heeding(lambda: warn(kit)):
        await _do(kit, ask_morning_when_due)
        _say_home(kit)
        while not kit.lines.gone:
            answer = await kit.keyboard.line()
            if answer is None:
                return
            if answer.lower() in ("0", "q"):
                if await _may_leave(kit):
                    return
                continue
            if kit.workspace.elsewhere and not kit.workspace.no_session_here():
                # The other program on this log has ended: what it left is asked about first.
                await offer_unfinished(kit)
            offered = _offered(kit)
            chosen = offered.get(WARNING_SIGN if answer.lower() == WARNING else answer)
            if chosen is not None:
                await _do(kit, chosen.do)
                kit.lines.say(MENU_AGAIN)
            elif answer in ("", "?"):
                _say_home(kit)
            else:
                kit.lines.say(f"Please type one of {', '.join([*offered, '0'])}.")


async def _may_leave(kit: Kit) -> bool:
    """Whether nothing is in memory alone, or the runner leaves all the same."""
    trouble = kit.workspace.reliable_store.secure()
    if not trouble:
        return True
    title = f"{trouble} Free some space, then leave: it will try again."
    return await kit.questions.choose(title, ("Stay", "Leave anyway and lose it"), unasked=1) == 1


async def _do(kit: Kit, do: Callable[[Kit], Awaitable[None]]) -> None:
    """Do something from Home; a warning sign that is ticked at one of its questions ends it."""
    try:
        await do(kit)
    except Flagged as flagged:
        raise_stop_sign(kit, flagged.red_flags)


def _say_home(kit: Kit) -> None:
    kit.lines.say("", *home_lines(kit), *kit.workspace.troubles, "")
    due = kit.workspace.prescription()
    kit.lines.say(*(f"{number} {entry.words(due)}" for number, entry in _offered(kit).items()), "0 Leave")
    kit.lines.say("Type a number and Enter.")


def home_lines(kit: Kit) -> list[str]:
    """The prescription, its reasons, this week and when."""
    workspace = kit.workspace
    due, log, today = workspace.prescription(), workspace.log(), workspace.today()
    # Under a stop sign nothing stands before what is to be done.
    lines = [] if due.decision is Decision.STOP else [f"Today: {decision_words(due.decision)}."]
    if due.stage is not None:
        stage = workspace.table.stage(due.stage)
        name = f" ({stage.name})" if stage.name else ""
        lines.append(f"{headline(due)}{name}. Each repetition: {steps_in_words(stage)}, {SOURCE_WORDS[stage.source]}.")
    lines += due.reasons
    if due.decision is Decision.STOP:
        return lines + list(due.warnings)
    if due.move_up_from is not None:
        lines.append(f"You can move up from {day_name(due.move_up_from)}.")
    if due.provisional:
        lines.append("Not final yet: your pain the morning after your last session may still change this.")
    if due.stage is not None:
        lines.append(when(due, today))
    done, asked = sessions_this_week(log, today), workspace.table.sessions_per_week
    lines.append(f"This week: {done} of {plural(asked, 'session')}.")
    if due.alternatives:
        nearest = due.alternatives[0]
        lines.append(f"You can always do less, such as stage {nearest.stage} with {reps(nearest.reps)}.")
    if kit.rehearsal:
        lines.append("This is a rehearsal: its sessions are saved but never count.")
    lines += due.warnings
    week = checkin_due(log, today)
    if week is not None and CHECK_IN in _offered(kit):
        lines.append(f"{due_words(week)} Type {CHECK_IN}.")
    if tip := workspace.tip(When.BETWEEN, today.toordinal()):
        lines.append(f"Tip: {tip}")
    return lines


# The menu.


def _offered(kit: Kit) -> dict[str, Entry]:
    """What can be chosen now, by its number."""
    due = kit.workspace.prescription()
    hidden = KEPT_ONLY if kit.rehearsal else frozenset()
    if kit.workspace.elsewhere:
        hidden |= RUNS
    return {entry.number: entry for entry in MENU if entry.words(due) and entry.number not in hidden}


def _start_words(due: Prescription) -> str:
    match due.decision:
        case Decision.STOP:
            return ""
        case Decision.PLACEMENT:
            return "Find your starting stage"
        case _:
            return "Start"


def _clear_words(due: Prescription) -> str:
    return "A doctor or physiotherapist has cleared me" if due.decision is Decision.STOP else ""


async def _clear(kit: Kit) -> None:
    if await clear(kit):
        _say_home(kit)


async def _screen(kit: Kit) -> None:
    await screen(kit)


CHECK_IN = "7"
WARNING_SIGN = "8"
MENU = (
    Entry("1", _start_words, start_due_session),
    Entry("2", lambda due: "Choose another stage or number of repetitions" if due.stage else "", start_chosen_session),
    Entry("3", lambda due: "History", show_history),
    Entry("4", lambda due: "How was the morning after your last session?" if due.ask_morning else "", ask_morning),
    Entry("5", lambda due: "Stages", show_stages),
    Entry("6", _clear_words, _clear),
    Entry(CHECK_IN, lambda due: "Check in: how the last week was", check_in),
    Entry(WARNING_SIGN, lambda due: "A warning sign (or w at any question)", warn),
    Entry("9", lambda due: "Is this normal? Advice, and what the words mean", read_advice),
    Entry("10", lambda due: "" if due.decision is Decision.STOP else "The run test", start_run_test),
    Entry("11", lambda due: "The questions before the first session, again", _screen),
    Entry("12", lambda due: "" if due.decision is Decision.STOP else "A walk today", start_walk),
)
RUNS = frozenset({"1", "2", "10", "12"})
"""What is not offered while another process runs the sessions."""
KEPT_ONLY = frozenset({"4", "6", CHECK_IN, "11"})
"""What a rehearsal does not ask, since it would keep none of it."""
