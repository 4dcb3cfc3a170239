"""What there is to look at: past sessions and the stage table."""

from __future__ import annotations

from collections.abc import Sequence

from runwalk_tui.flows.editing import add, bring_back, correct, remove
from runwalk_tui.own_table.earlier import ways_back
from runwalk_tui.own_table.saving import where_line
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.plain.spoken import stage_line
from runwalk_tui.review.past.finding import Finder, kind_of, response_words, title_of
from runwalk_tui.review.past.parsing import FilterError, parse_filter
from runwalk_tui.review.past.terms import KindWanted
from runwalk_tui.review.past.week_groups import by_week
from runwalk_tui.review.session_words import extras, has_stage, length_words, session_notes
from runwalk_tui.review.what_if import WhatIfError, outlook_line, parse_made_up, weekly_choices, what_follows
from runwalk_tui.rule.cautions import in_other_programmes
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.records import SessionRecord
from runwalk_tui.system.problems import Problem
from runwalk_tui.wording import marks_explained

ADD, CORRECT, DELETE, FILTER, UNDO = (f"history.{name}" for name in ("add", "correct", "delete", "filter", "undo"))
ASK_WHAT_IF = "Type “what if tomorrow 4 of 10” or “what if pain 7” at the menu to see where that would lead."
IN_A_SHELL = "type this in a shell: runwalk stages edit"
RECENT = 10
"""Sessions that are shown at first."""


async def show_history(front: PlainFront) -> None:
    """Past sessions week by week, the newest first; whatever is changed in them shows them anew."""
    while await _show_sessions(front):
        pass


async def _show_sessions(front: PlainFront) -> bool:
    """The sessions, some of them, or one in full, if the runner asks for that; whether anything was changed."""
    log = front.workspace.log()
    cleared = [clearance.at.date() for clearance in log.clearances[::-1]]
    front.lines.say(*(f"Cleared by a doctor or physiotherapist on {day_name(day)} {day.year}." for day in cleared))
    if not log.sessions:
        front.lines.say("No sessions yet.")
        doing = (ADD, UNDO) if _can_undo(front) else (ADD,)
        words = [typed for where in doing for typed in front.workspace.keys.typed(where)]
        return await _do(front, await front.questions.one_of(f"{_can_do(front)}, Enter goes back.", words=words))
    front.lines.say(f"{plural(len(log.sessions), 'session')}, the newest first. Pain is 0 to 10.")
    everything = front.workspace.judged()[::-1]
    shown = _Listing(front, everything)
    shown.say_some()
    while True:
        answer = await _which(front, shown)
        wanted = _filter_typed(answer, front)
        if wanted is not None:
            shown = _filtered(front, everything, wanted) or shown
        elif _means(front, answer, ADD) or _means(front, answer, UNDO):
            return await _do(front, answer)
        elif answer.lower() == "a":
            shown.say_some(to_the_end=True)
        elif not answer:
            return False
        elif await _open(front, shown.sessions[int(answer) - 1].session):
            return True


async def _do(front: PlainFront, typed: str) -> bool:
    """Add a session or bring one back, whichever was typed; whether either was."""
    if _means(front, typed, ADD):
        await add(front.conversation)
    elif _means(front, typed, UNDO):
        front.lines.say(str(bring_back(front.workspace)))
    return bool(typed)


def _means(front: PlainFront, typed: str, where: str) -> bool:
    """Whether something typed is the key of an action, as the runner has set it."""
    return typed.lower() in front.workspace.keys.typed(where)


async def _open(front: PlainFront, session: SessionRecord) -> bool:
    """One session in full, and what can be done with it; whether it was changed."""
    _say_session(front, session)
    keys = front.workspace.keys
    told = f"{keys.line_key(CORRECT)} corrects it, {keys.line_key(DELETE)} deletes it, Enter goes back."
    typed = await front.questions.one_of(told, words=(*keys.typed(CORRECT), *keys.typed(DELETE)))
    if _means(front, typed, CORRECT):
        await correct(session.id)(front.conversation)
    elif _means(front, typed, DELETE):
        front.lines.say(str(remove(front.workspace, session.id)))
    return bool(typed)


def _can_do(front: PlainFront) -> str:
    """What can be done here besides looking."""
    keys = front.workspace.keys
    undo = f", {keys.line_key(UNDO)} brings back the last one deleted" if _can_undo(front) else ""
    return f"{keys.line_key(ADD)} adds one you did without the app{undo}"


def _can_undo(front: PlainFront) -> bool:
    """Whether there is a deletion to take back."""
    return front.workspace.reliable_store.deleted_last() is not None


class _Listing:
    """Sessions as they are listed and numbered, some at a time."""

    def __init__(self, front: PlainFront, sessions: Sequence[Judged], *, found: bool = False) -> None:
        """`found` says that a filter has chosen them."""
        self.sessions = sessions
        self.count = 0
        """How many were said so far; those are numbered."""
        self._front = front
        self._found = found

    @property
    def more(self) -> bool:
        """Whether some were not said yet."""
        return self.count < len(self.sessions)

    def say_some(self, *, to_the_end: bool = False) -> None:
        """Say the next ones, each week with its heading before it."""
        until = len(self.sessions) if to_the_end else min(self.count + RECENT, len(self.sessions))
        workspace = self._front.workspace
        today, per_week = workspace.today(), workspace.table.sessions_per_week
        number = 0
        for week in by_week(self.sessions, workspace.habits.first_weekday):
            for position, one in enumerate(week.sessions):
                number += 1
                if self.count < number <= until:
                    if position == 0:
                        heading = week.words(per_week, today, found=self._found)
                        self._front.lines.say(f"{heading.replace(' · ', ', ')}.")
                    self._front.lines.say(f"{number} {history_line(one)}")
        self.count = until


def _filter_typed(answer: str, front: PlainFront) -> str | None:
    """What is looked for by an answer such as "f flare" or "/flare"; None when it is no such answer."""
    if answer.startswith("/"):
        return answer[1:].strip()
    first, _, rest = answer.partition(" ")
    return rest.strip() if _means(front, first, FILTER) else None


def _filtered(front: PlainFront, everything: Sequence[Judged], typed: str) -> _Listing | None:
    """Say what a filter finds, all of it numbered anew; None when it finds nothing, and that is said."""
    wanted = parse_filter(typed)
    workspace = front.workspace
    finder = Finder(everything, workspace.habits, workspace.table.earlier_ids())
    found = [everything[position] for position in finder.find(wanted)]
    if not found:
        front.lines.say(
            f"Nothing matches {wanted}. {front.workspace.keys.line_key(FILTER)} on its own shows everything."
        )
        return None
    listing = _Listing(front, found, found=bool(typed))
    front.lines.say(f"{len(found)} of {plural(len(everything), 'session')}." if typed else "Everything:")
    listing.say_some()
    return listing


async def _which(front: PlainFront, shown: _Listing) -> str:
    """The number of a session, "a" for all of them, what to look for, "" to go back."""
    find = front.workspace.keys.line_key(FILTER)
    answer = await front.questions.word(
        f"Type a number to see that session in full{', a for all' if shown.more else ''}, {find} to search "
        f"({find} flare, {find} stage:4, {find} pain>5); {_can_do(front)}, Enter goes back.",
        fault=lambda typed: _fault(typed, shown, front),
        usual="",
    )
    return "" if answer is BACK else answer


def _say_session(front: PlainFront, session: SessionRecord) -> None:
    front.lines.say(title_of(session, front.workspace.habits), *session_notes(session))


def history_line(judged: Judged) -> str:
    """A past session in one line that can be read aloud."""
    session = judged.session
    pains = {
        "before": session.pain_before,
        "worst": session.pain_worst,
        "after": session.pain_after,
        "next morning": session.pain_morning,
    }
    given = ", ".join(f"{when} {pain}" for when, pain in pains.items() if pain is not None) or "not given"
    what = [length_words(session)]
    if has_stage(session):
        what = [f"stage {session.stage}", f"{session.reps_done} of {reps(session.reps_planned)}"]
    parts = [
        f"{session.started_at:%Y-%m-%d %H:%M}",
        *what,
        *([response_words(judged)] if kind_of(session) is KindWanted.RUN else []),
        f"pain {given}",
        *extras(session),
    ]
    return "; ".join(parts)


async def show_stages(front: PlainFront) -> None:
    """The stage table in use."""
    table = front.workspace.table
    front.lines.say(f"{table.programme}, {plural(len(table.stages), 'stage')}:")
    front.lines.say(*(stage_line(table, stage) for stage in table.stages))
    log = front.workspace.log()
    front.lines.say(*filter(None, [marks_explained(table)]), *in_other_programmes(table, log, ways_back(table, log)))
    workspace = front.workspace
    now, often = workspace.wall(), max(weekly_choices(table))
    where = where_line(workspace.in_use, f"To change it, {IN_A_SHELL}", f"To put it right, {IN_A_SHELL}")
    front.lines.say(where, outlook_line(table, workspace.log(), now, often), ASK_WHAT_IF)


def what_if_lines(front: PlainFront, asked: str) -> list[str]:
    """What a session that nobody has done would lead to, or how to ask."""
    workspace = front.workspace
    now = workspace.wall()
    try:
        made_up = parse_made_up(asked, now.date())
    except WhatIfError as error:
        return [str(error)]
    table, log = workspace.table, workspace.log()
    said = [each for each in what_follows(table, log, now, made_up) if each]
    # Where there is no session to ask about, that is said once.
    return [*said, outlook_line(table, log, now, max(weekly_choices(table)), made_up)] if len(said) > 1 else said


def _fault(typed: str, shown: _Listing, front: PlainFront) -> Problem | None:
    """What is wrong with an answer."""
    wanted = _filter_typed(typed, front)
    if wanted is not None:
        try:
            parse_filter(wanted)
        except FilterError as error:
            return Problem(str(error))
        return None
    if _means(front, typed, ADD) or _means(front, typed, UNDO) or (shown.more and typed.lower() == "a"):
        return None
    if typed.isascii() and typed.isdigit() and len(typed) < 7 and 1 <= int(typed) <= shown.count:
        return None
    add_key, undo_key, find = map(front.workspace.keys.line_key, (ADD, UNDO, FILTER))
    words = ["a"] * shown.more + [f"{find} and what to look for", add_key] + [undo_key] * _can_undo(front)
    return Problem(f"Please type a number from 1 to {shown.count}, {', '.join(words)}, or just Enter.")
