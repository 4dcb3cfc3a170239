"""A stage of the table in words: how often and how long, where its figures come from, how it went so far."""

from __future__ import annotations

from datetime import date

from runwalk_tui.programme.stage import OURS, Act, Stage, StageTable
from runwalk_tui.review.climb import Reached, Rung
from runwalk_tui.rule.reasons import day_name, plural
from runwalk_tui.wording import minutes, source_words, steps_in_words


def full_seconds(table: StageTable, rung: Rung) -> int:
    """Seconds of its full session, with warm-up and cool-down."""
    return rung.stage.total_seconds(table.full(rung.stage))


def about_lines(table: StageTable, rung: Rung, today: date) -> list[str]:
    """Everything about a stage, for the lines directly under its row."""
    stage = rung.stage
    name = f"{stage.name}: " if stage.name else ""
    lines = [
        f"{name}{session_words(table, stage)}.",
        f"Source: {source_words(table, stage)}.{f' {stage.note}' if stage.note else ''}",
    ]
    return [*lines, _so_far(rung, today)]


def session_words(table: StageTable, stage: Stage) -> str:
    """What its session is and how long it lasts: "run 15s, walk 2m, 6 to 10 times, up to 30 minutes"."""
    steps, total = steps_in_words(stage), minutes(stage.total_seconds(table.full(stage)))
    if stage.fill is not None:
        return f"{steps}, repeated for {minutes(stage.fill)}, {total} in all"
    if (count := _count(table, stage)) != "1":
        return f"{steps}, {count} times, {f'up to {total}' if ' to ' in count else f'{total} in all'}"
    if [step.act for step in stage.steps] == [Act.WALK]:
        word = stage.steps[0].word
        return f"{total} of walking{f', {word}' if word else ''}"
    return f"{steps}, {total} in all"


def about_in_short(table: StageTable, rung: Rung, room: int) -> str:
    """The most important things about a stage in one line of `room` characters, as many of them as it holds."""
    stage, total = rung.stage, f"{round(full_seconds(table, rung) / 60)} min"
    count = _count(table, stage)
    if stage.fill is not None:
        words = f"repeated for {round(stage.fill / 60)} min, {total} in all"
    else:
        words = total if count == "1" else f"{count} times, {total}"
    more = [
        *([OURS] if rung.ours else []),
        f"done {_times(rung.sessions)}" if rung.sessions else "not done yet",
        *([plural(rung.flares, "flare-up")] if rung.flares else []),
    ]
    for part in more:
        if len(words) + 2 + len(part) <= room:
            words += f", {part}"
    return words[:room]


def _count(table: StageTable, stage: Stage) -> str:
    """How many repetitions it has: "6 to 10", or "10" where they do not grow."""
    full = table.full(stage)
    return str(full) if full == stage.reps_min else f"{stage.reps_min} to {full}"


def _so_far(rung: Rung, today: date) -> str:
    """What was done at a stage, and whether it is due."""
    due = "Next for you. " if rung.reached is Reached.HERE else ""
    if rung.last_day is None:
        return f"{due}You haven't done this one yet."
    flares = f", with {plural(rung.flares, 'flare-up')}" if rung.flares else ""
    last = "on" if rung.sessions == 1 else "last on"
    return f"{due}Done {_times(rung.sessions)}, {last} {day_name(rung.last_day, today)}{flares}."


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
