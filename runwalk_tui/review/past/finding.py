"""Which sessions a filter finds: what is on the screen of each, as one text, and its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from operator import eq, ge, gt, le, lt

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.review.past.terms import (
    Comparison,
    FigureName,
    FigureTerm,
    KindTerm,
    KindWanted,
    NoteTerm,
    PeriodEdge,
    PeriodTerm,
    SessionFilter,
    SoreTerm,
    StageTerm,
    Term,
    TextTerm,
)
from runwalk_tui.review.session_words import RESPONSE_WORDS, extras, has_stage, pain_text, session_notes
from runwalk_tui.rule.reasons import DAYS, MONTHS, day_name
from runwalk_tui.rule.response import worst_pain
from runwalk_tui.rule.standing import Judged
from runwalk_tui.session.habits import ISO_HABITS, CalendarHabits, clock_time
from runwalk_tui.session.records import SessionKind, SessionRecord

COMPARE: dict[Comparison, Callable[[int, int], bool]] = {
    Comparison.AT_LEAST: ge,
    Comparison.AT_MOST: le,
    Comparison.ABOVE: gt,
    Comparison.BELOW: lt,
    Comparison.EXACTLY: eq,
}
FIGURE: dict[FigureName, Callable[[SessionRecord], int | None]] = {
    FigureName.PAIN: worst_pain,
    FigureName.BEFORE: lambda session: session.pain_before,
    FigureName.AFTER: lambda session: session.pain_after,
    FigureName.MORNING: lambda session: session.pain_morning,
    FigureName.EFFORT: lambda session: session.effort,
    FigureName.REPS: lambda session: session.reps_done if has_stage(session) else None,
}
Test = Callable[[int], bool]
"""Whether the session at a position is wanted."""


class Finder:
    """Looks through sessions again and again, as while somebody types; the text of each is made once."""

    def __init__(
        self,
        judged: Sequence[Judged],
        habits: CalendarHabits = ISO_HABITS,
        earlier_ids: Mapping[str, str] | None = None,
    ) -> None:
        """`habits` are those by which the sessions are shown, `earlier_ids` are those that stages had before, with the
        ids that they have now and under which their sessions are shown."""
        self._judged = judged
        self._earlier = {old.casefold(): new.casefold() for old, new in (earlier_ids or {}).items()}
        self._habits = habits
        self._texts: list[str] = []
        """What is on the screen of the first ones; of all once words were looked for."""
        self._found: tuple[SessionFilter, tuple[int, ...]] = (SessionFilter(), tuple(range(len(judged))))
        self.sessions_read = 0
        """Sessions that were looked at so far, by all filters together."""

    def find(self, wanted: SessionFilter) -> tuple[int, ...]:
        """The positions of the sessions that match, in their order."""
        if wanted == self._found[0]:
            return self._found[1]
        among: Iterable[int] = self._found[1] if _is_narrower(wanted, self._found[0]) else range(len(self._judged))
        tests = [self._test(term) for term in wanted.terms]
        found = []
        for position in among:
            self.sessions_read += 1
            if all(test(position) for test in tests):
                found.append(position)
        self._found = wanted, tuple(found)
        return self._found[1]

    def prepare(self, count: int) -> bool:
        """Make the texts of some more sessions; whether there are any left without one."""
        done = len(self._texts)
        self._texts += [screen_text(one, self._habits) for one in self._judged[done : done + count]]
        return len(self._texts) < len(self._judged)

    def _test(self, term: Term) -> Test:
        test = self._of(term)
        return (lambda position: not test(position)) if term.without else test

    def _of(self, term: Term) -> Test:
        judged = self._judged
        match term.wanted:
            case TextTerm(text):
                self.prepare(len(judged))
                texts = self._texts
                if not (text[0].isdigit() or text[-1].isdigit()):
                    return lambda position: text in texts[position]
                # A number is found whole: 1 is not in 10, and 21 is no minute.
                before = r"(?<![\d:])" if text[0].isdigit() else ""
                after = r"(?![\d:])" if text[-1].isdigit() else ""
                whole = re.compile(before + re.escape(text) + after)
                return lambda position: text in texts[position] and whole.search(texts[position]) is not None
            case FigureTerm(name, comparison, value):
                figure, holds = FIGURE[name], COMPARE[comparison]
                return lambda position: (given := figure(judged[position].session)) is not None and holds(given, value)
            case PeriodTerm() as period:
                bound, holds_day = period.bound, ge if period.edge is PeriodEdge.FROM else le
                return lambda position: holds_day(judged[position].session.day, bound)
            case StageTerm(stage):
                ids = {stage, self._earlier.get(stage, stage)}
                return lambda position: _at_stage(judged[position].session, ids)
            case SoreTerm(place):
                return lambda position: any(place in sore.casefold() for sore in judged[position].session.soreness)
            case NoteTerm(text):
                return lambda position: text in " ".join(judged[position].session.note.casefold().split())
            case KindTerm(kind):
                return lambda position: kind_of(judged[position].session) is kind


def find(
    judged: Iterable[Judged], wanted: SessionFilter, earlier_ids: Mapping[str, str] | None = None
) -> list[SessionRecord]:
    """The sessions that match, in their order; `earlier_ids` as for a Finder."""
    known = tuple(judged)
    return [known[position].session for position in Finder(known, earlier_ids=earlier_ids).find(wanted)]


def _is_narrower(wanted: SessionFilter, before: SessionFilter) -> bool:
    """Whether whatever is found now was found before, as when somebody types on."""
    count = len(before.terms)
    if wanted.terms[:count] == before.terms:
        return True
    return (
        wanted.terms[: count - 1] == before.terms[:-1]
        and len(wanted.terms) >= count
        and _typed_on(before.terms[-1], wanted.terms[count - 1])
    )


def _typed_on(before: Term, now: Term) -> bool:
    """Whether a word has grown; a number is found whole, so it finds others when it grows."""
    earlier, later = before.wanted, now.wanted
    return (
        isinstance(earlier, TextTerm)
        and isinstance(later, TextTerm)
        and not (before.without or now.without)
        and later.text.startswith(earlier.text)
        and not earlier.text[0].isdigit()
        and not earlier.text[-1].isdigit()
    )


def _at_stage(session: SessionRecord, ids: Collection[str]) -> bool:
    return has_stage(session) and session.stage.casefold() in ids


def worst_given(session: SessionRecord) -> int | None:
    """The worst pain as the table shows it: none where nobody was asked for it, as after a walk."""
    return None if session.pain_worst is None else worst_pain(session)


def kind_of(session: SessionRecord) -> KindWanted:
    """The kind of a session, as the screens tell it."""
    if session.rehearsal:
        return KindWanted.REHEARSAL
    return {SessionKind.WALK: KindWanted.WALK, SessionKind.COMPANION: KindWanted.COMPANION}.get(
        session.kind, KindWanted.RUN
    )


def response_words(judged: Judged) -> str:
    """How the back took a session in a word or two; for what the rule does not look at, what it was."""
    kind = kind_of(judged.session)
    return RESPONSE_WORDS[judged.response] if kind is KindWanted.RUN else kind.value


def day_forms(day: date) -> tuple[str, ...]:
    """A day in every form in which it is shown."""
    weekday, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    number, year, short = day.day, day.year, month[:3]
    return (
        f"{weekday[:3]} {number} {short} {year % 100:02}",
        f"{number} {short} {year}",
        f"{weekday} {number} {month} {year}",
    )


def title_of(session: SessionRecord, habits: CalendarHabits = ISO_HABITS) -> str:
    """When a session was: "Monday 5 January 2026, 07:30"."""
    return f"{day_name(session.day)} {session.day.year}, {clock_time(session.started_at, habits)}"


def length_in_short(session: SessionRecord) -> str:
    """How long a walk or other exercise was, to the minute: "25 min"."""
    return f"{round(session.active_seconds / 60)} min"


def screen_text(judged: Judged, habits: CalendarHabits = ISO_HABITS) -> str:
    """What the filter looks through: the columns of a session, its day and time, its answers and its note.

    Case-folded, a line for each thing, one space between two words. What followed is not in it: the rule would have to
    be asked about every session of the log.
    """
    session = judged.session
    unusual = extras(session)
    lines = (
        *day_forms(session.day),
        title_of(session, habits),
        session.started_at.isoformat(" ", "minutes")[:16],
        response_words(judged),
        *([] if has_stage(session) else [length_in_short(session)]),
        *([format_clock(session.run_seconds)] if session.run_seconds else []),
        pain_text(session),
        *session_notes(session),
        *(["; ".join(unusual)] if len(unusual) > 1 else []),
    )
    text = "\n".join(lines).casefold()
    # Nearly always the runner's own words are spaced as they are looked for, and a log has thousands of lines.
    own = (session.note, session.stage, session.programme, *session.soreness, *session.red_flags)
    if all(" ".join(words.split()) == words for words in own):
        return text
    return "\n".join(" ".join(line.casefold().split()) for line in lines)
