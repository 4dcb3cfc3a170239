"""The examples of docs/rule.md: short courses, and what the rule answers to them in its own words.

A course is a few sessions on the shipped programme. Its answers are not written here: they are asked of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from runwalk_tui.review.session_words import extras, pain_text
from runwalk_tui.rule.prescription import Prescription, prescribe
from runwalk_tui.rule.reasons import day_name
from runwalk_tui.session.records import Clearance, Log, Placement, SessionRecord
from runwalk_tui.wording import decision_words, further_lines, headline, reasons_below, when
from scripts.rule_tables import shipped_table

MONDAY = date(2026, 1, 5)
"""Day 0 of every course."""
CALM = "3/3/3/3"
Event = SessionRecord | Placement | Clearance


@dataclass(frozen=True, slots=True)
class Course:
    """What happened, and the days on which the rule is asked."""

    title: str
    events: tuple[Event, ...]
    asked_on: tuple[int, ...]
    """Days, counted from the first Monday, which is 0."""


def day(number: int) -> date:
    """A day of a course, counted from its first Monday, which is 0."""
    return MONDAY + timedelta(days=number)


def at(number: int, hour: int) -> datetime:
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC) + timedelta(days=number)


def placed(number: int, stage: str = "4") -> Placement:
    """A start at a stage, early in the day."""
    return Placement(at(number, 6), stage)


def run(number: int, pains: str = CALM, stage: str = "4", reps: int = 10, **fields: Any) -> SessionRecord:
    """A session that was done as planned unless `fields` say otherwise.

    `pains` are before/worst/after/next morning: "3/7/6/-", a hyphen for one that was not told.
    """
    table = shipped_table()
    told = [None if pain == "-" else int(pain) for pain in pains.split("/")]
    seconds = table.stage(stage).total_seconds(reps)
    before, worst, after, morning = told
    values: dict[str, Any] = {
        "id": f"day-{number}",
        "started_at": at(number, 7),
        "programme": table.programme,
        "stage": stage,
        "reps_planned": reps,
        "reps_done": reps,
        "run_seconds": table.stage(stage).running_seconds(reps),
        "active_seconds": seconds,
        "pain_before": before,
        "pain_worst": worst,
        "pain_after": after,
        "pain_morning": morning,
    }
    return SessionRecord(**(values | fields))


A_WEEK_EARLIER = placed(-7)
TWO = (A_WEEK_EARLIER, run(0, reps=6), run(2))
THREE = (*TWO, run(4))
"""A Monday, a Wednesday and a Friday without trouble; the last two at full repetitions."""

COURSES = (
    Course("A session that went well", (placed(0), run(0, reps=6)), (2,)),
    Course("Two full sessions that went well, and a week at the stage", THREE, (7,)),
    Course("The same within the first week", (placed(0), *THREE[1:]), (5,)),
    Course("Pain is up after the run, and nobody has said how the morning was", (*TWO, run(4, "3/5/5/-")), (7,)),
    Course("The same, and the next morning it is still up", (*TWO, run(4, "3/5/5/5")), (5,)),
    Course("Severe pain", (placed(0, "5"), run(0, "6/9/8/-", "5", 6)), (1,)),
    Course(
        "A steady pain of 6 that does not change",
        (placed(-7, "1"), *(run(number, "6/6/6/6", "1", reps) for number, reps in ((0, 6), (2, 10), (4, 10)))),
        (7,),
    ),
    Course(
        "Half of the session, twice",
        (placed(0), run(0, reps=6, reps_done=3), run(2, reps=6, reps_done=3)),
        (4,),
    ),
    Course(
        "A stage that brought on a flare-up before",
        (*THREE, run(7, "3/7/6/5", "5", 6), run(10, reps=6), run(12), run(14)),
        (17,),
    ),
    Course(
        "Pain before sessions rises",
        (
            placed(-7, "3"),
            *(
                run(number, f"{pain}/{pain}/{pain}/{pain}", stage, reps)
                for number, pain, stage, reps in (
                    (0, 0, "3", 6),
                    (2, 0, "3", 9),
                    (4, 1, "3", 9),
                    (7, 1, "4", 6),
                    (9, 2, "4", 10),
                    (11, 2, "4", 10),
                )
            ),
        ),
        (14,),
    ),
    Course("Two weeks, four weeks, twelve weeks off", THREE, (4 + 14, 4 + 28, 4 + 84)),
    Course(
        "A warning sign, and the clearance a week later",
        (*TWO, run(4, red_flags=("one-leg",)), Clearance(at(11, 12), ("day-4",))),
        (5, 11),
    ),
)


def examples() -> str:
    """Every course as Markdown: a list of what happened, then each answer as a quotation."""
    return "\n\n".join(_told(number, course) for number, course in enumerate(COURSES, 1))


def log_of(course: Course, until: date) -> Log:
    """The log that a course has left by the end of a day."""
    events = [event for event in course.events if _day_of(event) <= until]
    return Log(
        sessions=tuple(event for event in events if isinstance(event, SessionRecord)),
        placements=tuple(event for event in events if isinstance(event, Placement)),
        clearances=tuple(event for event in events if isinstance(event, Clearance)),
    )


def _day_of(event: Event) -> date:
    return event.day if isinstance(event, SessionRecord) else event.at.date()


def _told(number: int, course: Course) -> str:
    history = "\n".join(_event(event) for event in course.events)
    answers = "\n\n".join(_answer(course, day(asked)) for asked in course.asked_on)
    return f"**{number}. {course.title}**\n\n```text\n{history}\n```\n\n{answers}"


def _event(event: Event) -> str:
    """What happened, in one line."""
    match event:
        case SessionRecord():
            done = f"{event.reps_done} of {event.reps_planned}"
            told = f"{_short(event.day)}  stage {event.stage:<2}  {done:>8}  pain {pain_text(event)}"
            return "  ".join((told, *_besides(event)))
        case Placement():
            return f"{_short(event.at.date())}  starting stage {event.stage}"
        case Clearance():
            return f"{_short(event.at.date())}  cleared by a doctor or physiotherapist"


def _besides(session: SessionRecord) -> Iterator[str]:
    """What else was told of a session."""
    yield from extras(session)
    if session.effort is not None:
        yield f"effort {session.effort} out of 10"
    if session.felt_ready is False:
        yield "not ready"


def _answer(course: Course, asked_on: date) -> str:
    """The prescription of a day as a quotation, in the program's own lines but for the lower stages that it offers."""
    table = shipped_table()
    due = prescribe(table, log_of(course, asked_on), asked_on)
    lines = [*reasons_below(due), *further_lines(replace(due, alternatives=()), table)]
    if due.stage is not None:
        lines.append(when(due, asked_on))
    lines += due.warnings
    quoted = "\n".join(f"> - {line}" for line in lines)
    return f"Asked on {day_name(asked_on)}:\n\n> **{_heading(due)}**\n>\n{quoted}"


def _heading(due: Prescription) -> str:
    said = decision_words(due.decision)
    return said if headline(due, shipped_table()) == said else f"{said}: {headline(due, shipped_table())}"


def _short(on: date) -> str:
    """A day in few columns: "Mon  5 Jan"."""
    name = day_name(on)
    return f"{name[:3]} {on.day:>2} {name.split()[-1][:3]}"
