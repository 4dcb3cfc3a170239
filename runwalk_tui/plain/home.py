"""Home: what is due and why, and a numbered menu of everything there is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from runwalk_tui.flows.front import Conversation
from runwalk_tui.flows.leaving import may_leave
from runwalk_tui.flows.programmes import take_up_next
from runwalk_tui.flows.readiness import check_in, morning_when_due, screen_again, show_finish
from runwalk_tui.flows.red_flags import Flow, clear, ends_at_a_red_flag, report_from_home
from runwalk_tui.flows.rest_days.morning import ask_morning
from runwalk_tui.flows.rest_days.other_exercise import do_other_exercise
from runwalk_tui.flows.resume import offer_unfinished
from runwalk_tui.flows.session import run_chosen_session, run_due_session, take_run_test, walk_today
from runwalk_tui.flows.shown.flare_up import show_plan
from runwalk_tui.flows.shown.report import make_report
from runwalk_tui.guidance.flared import flared
from runwalk_tui.guidance.tips import When
from runwalk_tui.keys.unknown import as_digits
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.past import show_history, show_stages, what_if_lines
from runwalk_tui.plain.programmes import show_programmes
from runwalk_tui.plain.questions import RedFlagWanted
from runwalk_tui.plain.reading import read_advice
from runwalk_tui.plain.sync_news import say_what_came_in, sync_now, told_what_comes_in
from runwalk_tui.programme.shipped import next_programme
from runwalk_tui.review.at_a_glance import week_words
from runwalk_tui.review.other_exercise import OFFER, how_often, is_offered, other_this_week
from runwalk_tui.rule.follow_up import checkin_due, due_words
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import mark_explained
from runwalk_tui.rule.standing import Decision
from runwalk_tui.wording import (
    NOT_FINAL,
    heading,
    headline,
    less_words,
    programme_in_use,
    sessions_this_week,
    source_words,
    steps_in_words,
    then_words,
    when,
)

MENU_AGAIN = "Type a number, or press Enter for your next session and the full menu."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the menu. Its number is always the same, whether it is offered at the moment or not."""

    number: str
    words: Callable[[Prescription], str]
    """How it is called; "" when it is not offered."""
    do: Callable[[PlainFront], Awaitable[None]]


async def stay_home(front: PlainFront) -> None:
    """Show what is due and do what is chosen, until the runner leaves. Raises LeftProgram and Interrupted."""
    await morning_when_due(front.conversation)
    _say_home(front)
    while not front.lines.gone:
        answer = await _line(front)
        if answer is None:
            return
        if answer.lower() in ("0", "q"):
            if await _may_leave(front):
                return
            continue
        if front.workspace.elsewhere and not front.workspace.no_session_here():
            # The other program on this log has ended: what it left is asked about first.
            await offer_unfinished(front.conversation)
        news_came_in = say_what_came_in(front)
        offered = _offered(front)
        if (_say_news_of_the_table(front) or news_came_in) and as_digits(answer) in RUNS:
            _say_home(front)  # what was offered was of the table and the log as they were
            continue
        if answer.lower().startswith(WHAT_IF):
            front.lines.say(*what_if_lines(front, answer[len(WHAT_IF) :]))
            continue
        chosen = offered.get(WARNING_SIGN if front.questions.asks_for_signs(answer) else as_digits(answer))
        if chosen is not None:
            await _do(front, chosen)
            front.log_said = front.workspace.log()
            front.lines.say(MENU_AGAIN)
        elif answer in ("", "?") or as_digits(answer) in front.offered.difference(offered):
            _say_home(front)  # also where a warning sign has come into the log since: it says what to do
        else:
            front.lines.say(f"{front.questions.alphabet(answer)}Please type one of {', '.join([*offered, '0'])}.")


def _say_news_of_the_table(front: PlainFront) -> bool:
    """Take up a table that was saved meanwhile, and say what that changes; False when it changes nothing."""
    news = front.workspace.take_up_table()
    if news is None or not news.is_news:
        return False
    front.lines.say(*news.lines)
    return True


async def _may_leave(front: PlainFront) -> bool:
    """Whether the runner may leave; a warning sign that is reported at the question keeps them here."""
    left: list[bool] = []

    async def leaving(conversation: Conversation) -> None:
        left.append(await may_leave(conversation))

    await ends_at_a_red_flag(leaving)(front.conversation)
    return left == [True]


async def _do(front: PlainFront, entry: Entry) -> None:
    """Do something from Home; at a page's question the runner may report a warning sign, too."""
    try:
        await entry.do(front)
    except RedFlagWanted:
        await report_from_home(front.conversation)


async def _line(front: PlainFront) -> str | None:
    """What is typed at Home. What comes in meanwhile is said at once, as it may be a warning sign."""

    def tell() -> None:
        if say_what_came_in(front):
            _say_home(front)

    with told_what_comes_in(front, tell):
        if say_what_came_in(front, back=True):
            _say_home(front)
        return await front.keyboard.line()


def _say_home(front: PlainFront) -> None:
    _say_news_of_the_table(front)
    say_what_came_in(front)
    failed_outside = map(str, front.workspace.told_outside())
    front.lines.say("", *home_lines(front), *front.workspace.problems, *failed_outside, "")
    due, offered = front.workspace.prescription(), _offered(front)
    front.log_said, front.offered = front.workspace.log(), frozenset(offered)
    besides = {WARNING_SIGN: f" (or {front.questions.warning} at any question)"}
    menu = (f"{number} {entry.words(due)}{besides.get(number, '')}" for number, entry in offered.items())
    front.lines.say(*menu, "0 Leave")
    front.lines.say("Type a number and press Enter. Each number always means the same.")


def home_lines(front: PlainFront) -> list[str]:
    """The prescription, its reasons, this week and when."""
    workspace = front.workspace
    due, log, today = workspace.prescription(), workspace.log(), workspace.today()
    # Under a stop sign nothing stands before what is to be done.
    lines = [] if due.decision is Decision.STOP else [f"Today: {heading(due, workspace.table)}."]
    if lines and (programme := programme_in_use(workspace.table)):
        lines.insert(0, f"Programme: {programme}.")
    if due.offered is not None:
        stage = workspace.table.stage(due.offered.stage)
        name = f" ({stage.name})" if stage.name else ""
        each = f"Each repetition: {steps_in_words(stage)}, {source_words(workspace.table, stage)}."
        lines.append(f"{headline(due, workspace.table)}{name}. {each}")
    lines += due.reasons
    if due.decision is Decision.FINISHED and (then := next_programme(workspace.table)) is not None:
        lines.append(f"{then_words(then)} Type {NEXT_PROGRAMME}.")
    if due.decision is Decision.STOP:
        return lines + list(due.warnings)
    if due.provisional:
        lines.append(NOT_FINAL)
    lines += filter(None, [when(due, today)])
    done, asked = sessions_this_week(log, today, workspace.habits.first_weekday), workspace.table.sessions_per_week
    other = other_this_week(log.sessions, today, workspace.habits.first_weekday)
    besides = f", and other exercise {how_often(other)}" if other else ""
    lines.append(f"This week: {week_words(done, asked)}{besides}.")
    if is_offered(workspace.reading(), due) and OTHER_EXERCISE in _offered(front):
        lines.append(f"{OFFER}: type {OTHER_EXERCISE}.")
    if workspace.walk_is_due():
        lines.append(f"1 is your planned walk. An extra walk ({A_WALK}) doesn't count.")
    if due.alternatives and due.gentler is None:
        lines += mark_explained([less_words(due.alternatives[0], workspace.table)])
    if front.rehearsal:
        lines.append("This is a rehearsal: its sessions are saved but never count.")
    lines += due.warnings
    week = checkin_due(log, today)
    if week is not None and CHECK_IN in _offered(front):
        lines.append(f"{due_words(week)} Type {CHECK_IN}.")
    if tip := workspace.tip(When.BETWEEN, today.toordinal()):
        lines.append(f"Tip: {tip}")
    return lines


# The menu.


def _offered(front: PlainFront) -> dict[str, Entry]:
    """What can be chosen now, by its number."""
    due = front.workspace.prescription()
    hidden = KEPT_ONLY if front.rehearsal else frozenset()
    if next_programme(front.workspace.table) is None:
        hidden |= {NEXT_PROGRAMME}
    if front.workspace.elsewhere:
        hidden |= RUNS
    if front.workspace.sync is None:
        hidden |= {SYNC_NOW}
    if flared(front.workspace.reading()) is None:
        hidden |= {FLARE_UP}
    return {entry.number: entry for entry in MENU if entry.words(due) and entry.number not in hidden}


def _start_words(due: Prescription) -> str:
    match due.decision:
        case Decision.STOP:
            return ""
        case Decision.PLACEMENT:
            return "Find your starting stage"
        case _:
            return "Start"


def _choose_words(due: Prescription) -> str:
    return "Choose another stage or number of repetitions" if due.stage else ""


def _morning_words(due: Prescription) -> str:
    return "Your pain on the morning after your last session" if due.ask_morning else ""


def _clear_words(due: Prescription) -> str:
    return "A doctor or physiotherapist has cleared me" if due.decision is Decision.STOP else ""


def _asking(flow: Flow) -> Callable[[PlainFront], Awaitable[None]]:
    """A flow, asked through the front of lines."""
    return lambda front: flow(front.conversation)


async def _report(front: PlainFront) -> None:
    """Make the page to print, and say where it is."""
    front.lines.say(str(make_report(front.workspace)))


async def _sync_now(front: PlainFront) -> None:
    if await sync_now(front):
        _say_home(front)


async def _clear(front: PlainFront) -> None:
    cleared = len(front.workspace.log().clearances)
    await clear(front.conversation)
    if len(front.workspace.log().clearances) > cleared:
        _say_home(front)


WHAT_IF = "what if"
"""What a question about a session that nobody has done starts with."""
CHECK_IN = "7"
WARNING_SIGN = "8"
A_WALK = "12"
OTHER_EXERCISE = "14"
FLARE_UP = "15"
PROGRAMMES = "16"
NEXT_PROGRAMME = "17"
SYNC_NOW = "19"
MENU = (
    Entry("1", _start_words, _asking(run_due_session)),
    Entry("2", _choose_words, _asking(run_chosen_session)),
    Entry("3", lambda due: "History", show_history),
    Entry("4", _morning_words, _asking(ask_morning)),
    Entry("5", lambda due: "Stages", show_stages),
    Entry("6", _clear_words, _clear),
    Entry(CHECK_IN, lambda due: "Check in: how the past week was", _asking(check_in)),
    Entry(WARNING_SIGN, lambda due: "A warning sign", _asking(report_from_home)),
    Entry("9", lambda due: "Advice: is this normal, how to run, and what the words mean", read_advice),
    Entry("10", lambda due: "" if due.decision is Decision.STOP else "The run test", _asking(take_run_test)),
    Entry("11", lambda due: "Answer the first questions again", _asking(screen_again)),
    Entry(A_WALK, lambda due: "" if due.decision is Decision.STOP else "A walk today", _asking(walk_today)),
    Entry(
        "13",
        lambda due: "Look back on the programme" if due.decision is Decision.FINISHED else "",
        _asking(show_finish),
    ),
    Entry(
        OTHER_EXERCISE,
        lambda due: "" if due.decision is Decision.STOP else "Other exercise: stretching or strength",
        _asking(do_other_exercise),
    ),
    Entry(FLARE_UP, lambda due: "The plan after a flare-up", _asking(show_plan)),
    Entry(
        PROGRAMMES,
        lambda due: "" if due.decision is Decision.STOP else "Programmes: take up another one",
        show_programmes,
    ),
    Entry(
        NEXT_PROGRAMME,
        lambda due: "The next programme" if due.decision is Decision.FINISHED else "",
        _asking(take_up_next),
    ),
    Entry("18", lambda due: "Report: a page to print for whoever treats your back", _report),
    Entry(SYNC_NOW, lambda due: "Sync now: look for what your other computers wrote", _sync_now),
)
RUNS = frozenset({"1", "2", "10", A_WALK, OTHER_EXERCISE})
"""What is not offered while another process runs the sessions."""
KEPT_ONLY = frozenset({"4", "6", CHECK_IN, "11", PROGRAMMES, NEXT_PROGRAMME})
"""What a rehearsal does not ask, since it would save none of it."""
