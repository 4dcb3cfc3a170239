"""The rule's figures in sentences, each with where it is from.

The sources are the remarks of the tables that ship, so that the page says what the file says. A figure that is another
one in the table in use bears no source but that of the one it was changed from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from runwalk_tui.programme.duration import format_duration, parse_duration
from runwalk_tui.programme.remarks import Remark
from runwalk_tui.programme.shipped import shipped_as
from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.review.report.letter import PolicyLine
from runwalk_tui.review.report.sources import secondary_of
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.reasons import plural

SOURCES = (
    ("`asteroid`", "as in ASTEROID run-walk"),
    ("Silbernagel 2007", "Silbernagel 2007, a model made for tendons, not backs"),
    ("Ostelo 2008", "our use of Ostelo 2008, which gives an improvement"),
)
"""A name in a remark, and the source in full words."""
OUR_CHOICE = "our choice"
STARTS = (
    (OUR_CHOICE, OUR_CHOICE),
    ("trial", "the trial"),
)
"""The first words of a remark, and what they mean in a letter."""
SECONDARY_WORD = "secondary"
"""The first word of a remark about a figure from somebody who wrote about the programme: who, depends on the key."""
BY_THE_BLOG = frozenset({"sessions_to_advance", "min_days_per_stage"})
BLOG = "theproactiveathlete.ca, a blog on the trial"
"""What the figures of these keys are from; those of others are from where the stages are."""
MANUAL_LEAVES_OUT = frozenset({"sessions_to_advance", "min_days_per_stage", "hard_effort", "break_step_back_days"})
"""Figures that decide nothing where the stage never moves by itself."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of the table in use."""

    key: str
    value: int
    default: int
    """That of a table that says nothing."""
    meaning: str


def policy_lines(table: StageTable, remarks: Mapping[str, Remark]) -> tuple[PolicyLine, ...]:
    """Every figure of the rule; `remarks` are those of the table that ships and then of the programme in use."""
    lines = [PolicyLine(each.meaning, _where_from(each, table, remarks)) for each in _figures(table)]
    if run_test_helps(table):
        lines.append(PolicyLine(_run_test(table), _run_test_from(table, remarks)))
    if table.policy.manual:
        lines.append(PolicyLine("The stage never moves by itself: the patient chooses it.", "this programme"))
    return tuple(lines)


def source_of(remark: Remark, table: StageTable) -> str:
    """Where a figure is from, by the remark beside it; the remark itself where it begins with no known word."""
    words = remark.words
    if words.startswith(SECONDARY_WORD):
        return BLOG if remark.key in BY_THE_BLOG else secondary_of(table)
    by_start = (full for start, full in STARTS if words.lower().startswith(start))
    by_name = (full for name, full in SOURCES if name in words)
    return next(chain(by_start, by_name), words)


def _figures(table: StageTable) -> Iterator[_Figure]:
    """The figures in the order in which they matter."""
    policy, default = table.policy, Policy()
    for key, meaning in _meanings(table):
        if not (policy.manual and key in MANUAL_LEAVES_OUT):
            yield _Figure(key, getattr(policy, key), getattr(default, key), meaning)
    week = table.sessions_per_week
    yield _Figure("sessions_per_week", week, 3, f"{plural(week, 'session')} a week {_are(week)} planned.")


def _meanings(table: StageTable) -> Iterator[tuple[str, str]]:
    """Each figure of the policy in a sentence."""
    policy = table.policy
    run = "running" if table.has_running else "a session"
    yield "acceptable_pain", f"Worst pain of up to {policy.acceptable_pain} out of 10 during a session is accepted."
    yield "severe_pain", f"Pain of {policy.severe_pain} or more is a flare-up, whatever it was before."
    yield (
        "pain_rise",
        f"A rise of {policy.pain_rise} or more above the pain before the session or the usual pain counts.",
    )
    yield "hard_effort", f"Effort of {policy.hard_effort} or more out of 10 does not count towards the next stage."
    yield (
        "sessions_to_advance",
        f"The next stage is offered after {plural(policy.sessions_to_advance, 'full session')} that went well; "
        "each flare-up that a stage has brought doubles this, three times at most.",
    )
    yield "min_days_per_stage", f"A stage lasts at least {plural(policy.min_days_per_stage, 'day')}."
    yield "reps_step", f"After a session that went well, {plural(policy.reps_step, 'repetition')} more at most."
    yield "rest_days", f"{_days(policy.rest_days)} without {run} between two sessions."
    yield "rest_days_after_flare", f"{_days(policy.rest_days_after_flare)} without {run} after a flare-up."
    yield (
        "break_repeat_days",
        f"After {plural(policy.break_repeat_days, 'day')} off, the stage starts again at its fewest repetitions.",
    )
    yield "break_step_back_days", f"One stage back for every {plural(policy.break_step_back_days, 'day')} off."
    yield "break_retest_days", f"After {plural(policy.break_retest_days, 'day')} off, the starting stage is set again."


def _where_from(figure: _Figure, table: StageTable, remarks: Mapping[str, Remark]) -> str:
    remark = remarks.get(figure.key)
    shipped = _whole(remark.value) if remark else None
    if remark is None or shipped is None:
        return "runwalk's default" if figure.value == figure.default else f"{_changed(table)} {figure.default}"
    source = source_of(remark, table)
    return source if figure.value == shipped else f"{_changed(table)} {shipped} ({source})"


def _changed(table: StageTable) -> str:
    return "changed from" if shipped_as(table.programme) else "set in this table instead of"


def _whole(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() else None


def _run_test(table: StageTable) -> str:
    """To which stage a run test leads."""
    first, second = map(format_duration, table.thresholds)
    names = [stage.marked_id for stage in table.stages[:3]]
    low, middle, high = names[0], names[min(1, len(names) - 1)], names[-1]
    return f"Run test: under {first} stage {low}, under {second} stage {middle}, otherwise stage {high}."


def _run_test_from(table: StageTable, remarks: Mapping[str, Remark]) -> str:
    shipped, remark = StageTable("", ()).thresholds, remarks.get("thresholds")
    if remark is not None:
        first, second = (parse_duration(each.strip()) for each in remark.value.strip("[]").split(","))
        shipped = first, second
    if table.thresholds == shipped:
        return source_of(remark, table) if remark else OUR_CHOICE
    return f"{_changed(table)} {' and '.join(map(format_duration, shipped))} ({OUR_CHOICE})"


def _days(count: int) -> str:
    return plural(count, "day") if count else "No day"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
