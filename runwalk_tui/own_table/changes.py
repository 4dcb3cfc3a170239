"""What is different in a stage table and what that means for today, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.faults import quote
from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.rule.prescription import Prescription
from runwalk_tui.rule.reasons import day_name, plural, reps
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log
from runwalk_tui.table_in_use import TableInUse
from runwalk_tui.values import dataclass
from runwalk_tui.wording import SOURCE_WORDS, minutes, steps_in_words

MOST_LINES = 8
"""Changes that are told one by one."""
MOST_IN_BRIEF = 3
"""Changes that are told where there is little room."""
CHANGED = "Your stage table has changed."
SAME_FIGURES = "The figures are the same as before."
AFRESH = "Sessions are filed under that name, so you start afresh."


@dataclass(frozen=True, slots=True)
class TableNews:
    """What came of a table that was saved."""

    headline: str
    """What happened, in one line."""
    faults: tuple[str, ...]
    """What is wrong with it, a line each; empty when it is the one in use now."""
    changes: tuple[str, ...]
    """What is different, a sentence each; empty when the table in use is the one it was."""
    today: str
    """What that does for the next session; empty likewise."""

    @property
    def is_news(self) -> bool:
        """Whether anything is different but comments and blank lines."""
        return bool(self.faults) or self.changes != (SAME_FIGURES,)

    @property
    def brief(self) -> str:
        """What to say for some seconds."""
        changes = self.changes
        if len(changes) > MOST_IN_BRIEF:
            changes = (*changes[: MOST_IN_BRIEF - 1], "And more.")
        return "\n".join(filter(None, (self.headline, *self.faults[:1], *changes, self.today)))

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything, a line each."""
        return tuple(filter(None, (self.headline, *self.faults, *self.changes, self.today)))


def news_of(
    was: TableInUse,
    now: TableInUse,
    due_then: Prescription,
    due_now: Prescription,
    log: Log,
    today: date,
    *,
    gone: bool,
) -> TableNews:
    """What came of a table that was saved, and what that means for today; `gone` says that its file isn't there any
    more."""
    changes: tuple[str, ...] = ()
    if was.table != now.table or not (now.faults or was.faults):
        changes = change_lines(was.table, now.table, log)
    elif was.faults and not now.faults:
        changes = (f"{now.path} has no errors any more.",)
    if gone:
        changes = (gone_line(was.path), *changes)
    headline, *faults = now.error_lines or (CHANGED,)
    return TableNews(headline, tuple(faults), changes, today_line(due_then, due_now, today) if changes else "")


def change_lines(before: StageTable, after: StageTable, log: Log | None = None) -> tuple[str, ...]:
    """What is different, a sentence each; of many changes the first ones, and how many more there are.

    `log` says whether there are sessions under a new name already.
    """
    found = [*_programme(before, after, log or Log()), *_stages(before, after), *_policy(before.policy, after.policy)]
    if not found:
        return (SAME_FIGURES,)
    if len(found) <= MOST_LINES:
        return tuple(found)
    shown = MOST_LINES - 1
    return (*found[:shown], f"And {plural(len(found) - shown, 'other change')}.")


def gone_line(path: object) -> str:
    """That the runner's own table was removed."""
    return f"{path} is gone, so runwalk uses the table that comes with it."


def today_line(before: Prescription, after: Prescription, today: date) -> str:
    """What the table does for the next session: "Today: still stage 4, 6 repetitions, 23 minutes."."""
    if after.decision is Decision.STOP:
        return "Your sessions are still on hold."
    day = "Today" if after.earliest <= today else f"Next session, {day_name(after.earliest, today)} or later"
    if after.stage is None or after.reps is None or after.total_seconds is None:
        return f"{day}: first find your starting stage."
    same = (before.stage, before.reps) == (after.stage, after.reps)
    still = "still " if same else "now " if before.stage is not None else ""
    return f"{day}: {still}stage {after.stage}, {reps(after.reps)}, {minutes(after.total_seconds)}."


def _programme(before: StageTable, after: StageTable, log: Log) -> Iterator[str]:
    """What is different for every stage."""
    if before.programme != after.programme:
        called = f'The programme is now called "{after.programme}".'
        count = sum(one.counted and one.programme == after.programme for one in log.sessions)
        yield f"{called} {_counts_again(count) if count else AFRESH}"
    if before.sessions_per_week != after.sessions_per_week:
        yield f"Sessions per week: {before.sessions_per_week} is now {after.sessions_per_week}."
    if before.session_limit != after.session_limit:
        yield f"Session limit: {_limit(before.session_limit)} is now {_limit(after.session_limit)}."
    if before.then != after.then:
        yield f"After the last stage: {after.then or 'nothing more'}."
    if before.thresholds != after.thresholds:
        was, now = (" and ".join(map(format_clock, table.thresholds)) for table in (before, after))
        yield f"Run test: {was} are now {now}."


def _counts_again(count: int) -> str:
    """That there are sessions under the name that a programme has now."""
    return f"The {plural(count, 'session')} under that name count{'s' if count == 1 else ''} again."


def _limit(seconds: int | None) -> str:
    return "none" if seconds is None else format_clock(seconds)


def _stages(before: StageTable, after: StageTable) -> Iterator[str]:
    """What is different stage by stage; what is the same for all of them is told once."""
    pairs = [(was, stage) for stage in after.stages if (was := _earlier(before, stage)) is not None]
    shared = _shared(pairs)
    yield from shared
    for was, now in pairs:
        different = [each for each in _differences(was, now) if f"Every stage: {each}." not in shared]
        if different:
            yield f"Stage {now.id}: {', '.join(different)}."
    known = {was.id for was, _ in pairs}
    new = [stage for stage in after.stages if _earlier(before, stage) is None]
    gone = [stage for stage in before.stages if stage.id not in known]
    for stage in new:
        yield f"Stage {stage.id} is new: {steps_in_words(stage)}."
    # Another programme has other stages anyway, and sessions of its own.
    renamed = bool(new) and before.programme == after.programme
    for stage in gone:
        yield f"Stage {stage.id} is gone.{_if_renamed(stage) if renamed and stage is gone[0] else ''}"
    places = [before.stages.index(was) for was, _ in pairs]
    if places != sorted(places):
        yield "The stages are in a different order."


def _if_renamed(stage: Stage) -> str:
    """What to do where a stage that is gone has only another id."""
    return f" If you only renamed it, write its old id under the new one: was = [{quote(stage.id)}]."


def _earlier(before: StageTable, stage: Stage) -> Stage | None:
    """The stage as it was, by its id or by one that it had."""
    for known in (stage.id, *stage.was):
        place = before.index(known)
        if place is not None:
            return before.stages[place]
    return None


def _shared(pairs: Sequence[tuple[Stage, Stage]]) -> list[str]:
    """Differences that every stage has, as sentences, where there are several stages."""
    if len(pairs) < 2:
        return []
    first = _differences(*pairs[0])
    others = [set(_differences(was, now)) for was, now in pairs[1:]]
    return [f"Every stage: {each}." for each in first if all(each in other for other in others)]


def _differences(was: Stage, now: Stage) -> list[str]:
    """What is different in a stage: "run 1:00 is now 1:10", "repetitions: 6 to 10 is now 6 to 12"."""
    found = [] if was.id == now.id else [f"its id was {was.id}"]
    if was.steps != now.steps:
        found += _steps(was, now)
    if (was.fill, now.fill) != (None, None) and was.fill != now.fill:
        found.append(f"time in all: {_limit(was.fill)} is now {_limit(now.fill)}")
    elif (was.reps_min, was.reps_max) != (now.reps_min, now.reps_max):
        found.append(f"repetitions: {_span(was)} is now {_span(now)}")
    for name, old, new in (("warm-up", was.warm_up, now.warm_up), ("cool-down", was.cool_down, now.cool_down)):
        if old != new:
            found.append(f"{name} {format_clock(old)} is now {format_clock(new)}")
    if was.name != now.name:
        found.append(f'it is now called "{now.name}"' if now.name else "it has no name any more")
    if was.source != now.source and not found:  # with other figures it is another one by itself
        found.append(f"source: {SOURCE_WORDS[now.source]}")
    if was.note != now.note:
        found.append("a new note")
    return found


def _steps(was: Stage, now: Stage) -> list[str]:
    """Each step that has another length; where the steps themselves are others, all of them."""
    old, new = (steps_in_words(stage) for stage in (was, now))
    alike = len(was.steps) == len(now.steps) <= 2 and all(
        (before.act, before.word) == (after.act, after.word) for before, after in zip(was.steps, now.steps, strict=True)
    )
    if not alike:
        return [f"{old} is now {new}"]
    return [
        f"{before.act} {format_clock(before.seconds)} is now {format_clock(after.seconds)}"
        for before, after in zip(was.steps, now.steps, strict=True)
        if before.seconds != after.seconds
    ]


def _span(stage: Stage) -> str:
    return str(stage.reps_min) if stage.reps_min == stage.reps_max else f"{stage.reps_min} to {stage.reps_max}"


def _policy(before: Policy, after: Policy) -> Iterator[str]:
    """What is different in the figures of the rule, by the names that the file has for them."""
    for each in fields(Policy):
        was, now = getattr(before, each.name), getattr(after, each.name)
        if was != now:
            yield f"{each.name.replace('_', ' ').capitalize()}: {_figure(was)} is now {_figure(now)}."


def _figure(value: object) -> str:
    return str(value).lower()
