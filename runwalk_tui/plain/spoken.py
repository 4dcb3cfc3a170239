"""Where a session is, in words that can be read aloud."""

from __future__ import annotations

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.stage import Kind, Stage, StageTable
from runwalk_tui.rule.reasons import plural, reps
from runwalk_tui.session.countdown import Moment, round_up
from runwalk_tui.wording import minutes, phase_word, set_words, source_words, steps_in_words


def length(seconds: int) -> str:
    """Whole seconds: "15 seconds", "2 minutes", "1 minute 30 seconds", "1 hour 30 minutes"."""
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "hour"), (rest // 60, "minute"), (rest % 60, "second"))
    return " ".join(plural(count, unit) for count, unit in parts if count) or "0 seconds"


def where(moment: Moment) -> str:
    """Which phase it is: "Run 3 of 10", "Walk after run 3 of 10, brisk, set 2 of 6, 1 of 5", "Warm-up"."""
    phase, word = moment.phase, phase_word(moment.phase)
    if phase.interval and moment.runs:
        if phase.kind is Kind.RUN:
            word = f"{word} {moment.run} of {moment.runs}"
        elif moment.run:
            word = f"{word} after run {moment.run} of {moment.runs}"
    return ", ".join(filter(None, (word, phase.word, set_words(moment))))


def then(moment: Moment) -> str:
    """What comes after this phase."""
    if moment.following is None:
        return "then you are done"
    phase = moment.following
    word = f", {phase.word}" if phase.word else ""
    return f"then {phase_word(phase).lower()} {length(phase.seconds)}{word}"


def phase_line(moment: Moment) -> str:
    """A phase as it begins, or where it stands."""
    return f"{where(moment)}: {length(moment.shown_left)}, {then(moment)}."


def left_line(moment: Moment) -> str:
    """Inside a phase: how much of it is left."""
    return f"{where(moment)}: {length(moment.shown_left)} left."


def total_line(moment: Moment) -> str:
    """What is left of the whole session."""
    return f"{length(round_up(moment.total_left))} left in all."


def stage_line(table: StageTable, stage: Stage) -> str:
    """A stage in one line."""
    full = table.full(stage)
    count = f"{stage.reps_min} to {reps(full)}" if full != stage.reps_min else reps(full)
    total = minutes(plan_session(table, stage, full).total)
    name = f", {stage.name}" if stage.name else ""
    return f"{stage.marked_id}: {steps_in_words(stage)}; {count}, up to {total}; {source_words(table, stage)}{name}"
