"""The rule's figures in sentences, each with where it is from.

The sources are the remarks of the tables that ship, so that the page says what the file says. A figure that is another
one in the table in use bears no source but that of the one it was changed from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain

from runwalk_tui.programme.duration import format_duration, parse_duration
from runwalk_tui.programme.remarks import Remark
from runwalk_tui.programme.shipped import shipped_as
from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.review.report.letter import PolicyLine
from runwalk_tui.review.report.sources import secondary_of
from runwalk_tui.rule.cautions import LATELY
from runwalk_tui.rule.placement import run_test_helps, stages_by_test
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.response import USUAL_DAYS, USUAL_LEAST, USUAL_SESSIONS

SOURCES = (
    ("`asteroid`", "as in ASTEROID run-walk"),
    ("Silbernagel 2007", "Silbernagel 2007, a model made for tendons, not backs"),
    ("Ostelo 2008", "our choice, from Ostelo 2008, whose figure is for improvement"),
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
DEFAULT_FIGURE = "runwalk's default"
"""Of a figure beside which no remark says where it is from."""


def policy_lines(table: StageTable, remarks: Mapping[str, Remark]) -> tuple[PolicyLine, ...]:
    """Every figure of the rule; `remarks` are those of the table that ships and then of the programme in use."""
    return tuple(
        PolicyLine(meaning, source)
        for meaning, source in chain(
            _of_pain(table, remarks), _of_moving(table, remarks), _of_days(table, remarks), _of_start(table, remarks)
        )
    )


def source_of(remark: Remark, table: StageTable) -> str | None:
    """Where a figure is from, by the remark beside it; None where the remark has none of the words that say so."""
    words = remark.words
    if words.startswith(SECONDARY_WORD):
        return BLOG if remark.key in BY_THE_BLOG else secondary_of(table)
    by_start = (full for start, full in STARTS if words.lower().startswith(start))
    by_name = (full for name, full in SOURCES if name in words)
    return next(chain(by_start, by_name), None)


# The sentences, each with its source.


def _of_pain(table: StageTable, remarks: Mapping[str, Remark]) -> Iterator[tuple[str, str]]:
    """What one session's pain means (RULES, section 3)."""
    policy = table.policy
    fine, severe, rise = policy.acceptable_pain, policy.severe_pain, policy.pain_rise
    above, usual = f"{rise} or more above the pain before", f"{rise} or more above the usual pain"
    yield (
        f"Flare-up: stopped for pain; worst pain {severe} or more, or above {fine} and {above}; or next morning "
        f"{severe} or more, or {above}, or above {fine} and {usual}. Worst pain is never less than the pain after.",
        "; ".join(
            f"{getattr(policy, key)}: {_where_from(key, table, remarks)}"
            for key in ("acceptable_pain", "severe_pain", "pain_rise")
        ),
    )
    yield (
        "Pain before not given: the usual pain in its place, the middle one of the last "
        f"{USUAL_SESSIONS} pains before a session or walk in {USUAL_DAYS} days. With fewer than {USUAL_LEAST} it is "
        f"unknown, and worst or next-morning pain above {fine} is a flare-up.",
        OUR_CHOICE,
    )
    yield (
        "Not settled: new soreness; or no score the next morning, and pain after not given or "
        f"{above}, or worst pain above {fine}. Tolerated: anything else.",
        OUR_CHOICE,
    )


def _of_moving(table: StageTable, remarks: Mapping[str, Remark]) -> Iterator[tuple[str, str]]:
    """What moves the stage and the repetitions (RULES, sections 4 and 5)."""
    policy = table.policy
    if policy.manual:
        yield "The stage never moves by itself: the patient chooses it.", "this programme"
    else:
        yield (
            "A stage back after a flare-up or a warning sign, or after new soreness twice in a row; the same again "
            "after a session that is not settled.",
            OUR_CHOICE,
        )
        full = "with the most repetitions" if table.adds_repetitions else "done in full"
        yield (
            f"The next stage is offered after {plural(policy.sessions_to_advance, 'tolerated session')} {full}.",
            _where_from("sessions_to_advance", table, remarks),
        )
        yield (
            "That count starts again after a session that is not settled or has an effort of "
            f"{policy.hard_effort} or more out of 10.",
            _where_from("hard_effort", table, remarks),
        )
        yield "Each flare-up at a stage doubles the number of sessions needed, up to three times.", OUR_CHOICE
        yield (
            f"A stage lasts at least {plural(policy.min_days_per_stage, 'day')}.",
            _where_from("min_days_per_stage", table, remarks),
        )
    if table.adds_repetitions:
        yield (
            f"After a tolerated session, up to {plural(policy.reps_step, 'more repetition')}.",
            _where_from("reps_step", table, remarks),
        )
    held = ["no more repetitions"] if table.adds_repetitions else []
    held += [] if policy.manual else ["no next stage"]
    if held:
        what = " and ".join(held)
        rises = f"while pain before sessions rises by {policy.pain_rise} or more in {LATELY} days"
        yield f"{what[0].upper()}{what[1:]} {rises}.", OUR_CHOICE


def _of_days(table: StageTable, remarks: Mapping[str, Remark]) -> Iterator[tuple[str, str]]:
    """Days between sessions, days off, sessions a week."""
    policy = table.policy
    run = "running" if table.has_running else "a session"
    told = {
        "rest_days": f"{_days(policy.rest_days)} without {run} between two sessions.",
        "rest_days_after_flare": (
            f"{_days(policy.rest_days_after_flare)} without {run} after a flare-up or a warning sign."
        ),
    }
    if table.adds_repetitions:
        told["break_repeat_days"] = (
            f"After {plural(policy.break_repeat_days, 'day')} off, the stage starts again with its fewest repetitions."
        )
    if not policy.manual:
        told["break_step_back_days"] = f"One stage back for every {plural(policy.break_step_back_days, 'day')} off."
    told["break_retest_days"] = f"After {plural(policy.break_retest_days, 'day')} off, the starting stage is set again."
    week = table.sessions_per_week
    told["sessions_per_week"] = f"{plural(week, 'session')} a week {'is' if week == 1 else 'are'} planned."
    for key, meaning in told.items():
        yield meaning, _where_from(key, table, remarks)


def _of_start(table: StageTable, remarks: Mapping[str, Remark]) -> Iterator[tuple[str, str]]:
    """To which stage a run test leads, where it can lead to more than one."""
    found = [(ran, stage.marked_id) for ran, stage in stages_by_test(table)]
    if not run_test_helps(table) or len(found) == 1:
        return
    (_, lowest), *higher = found
    parts = [f"under {format_duration(higher[0][0])}, or stopped for pain, stage {lowest}"]
    parts += [
        f"under {format_duration(ran)} stage {name}"
        for (ran, _), (_, name) in zip(higher[1:], higher[:-1], strict=True)
    ]
    yield f"Run test: {'; '.join(parts)}; otherwise stage {higher[-1][1]}.", _run_test_from(table, remarks)


# Where each figure is from.


def _where_from(key: str, table: StageTable, remarks: Mapping[str, Remark]) -> str:
    """The source of the figure of a key; where it was changed, what it was and where that is from."""
    value, default = _figures(table)[key], _figures(StageTable("", ()))[key]
    remark = remarks.get(key)
    shipped = _whole(remark.value) if remark else None
    if remark is None or shipped is None:
        return DEFAULT_FIGURE if value == default else _changed(str(default), table)
    source = source_of(remark, table) or DEFAULT_FIGURE
    return source if value == shipped else f"{_changed(str(shipped), table)} ({source})"


def _figures(table: StageTable) -> Mapping[str, int]:
    """Every figure of the rule by its key in the file."""
    policy = table.policy
    return {
        **{each.name: getattr(policy, each.name) for each in fields(Policy)},
        "sessions_per_week": table.sessions_per_week,
    }


def _changed(what: str, table: StageTable) -> str:
    return f"changed from {what}" + ("" if shipped_as(table.programme) else " in this programme")


def _whole(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() else None


def _run_test_from(table: StageTable, remarks: Mapping[str, Remark]) -> str:
    shipped, remark = StageTable("", ()).thresholds, remarks.get("thresholds")
    if remark is not None:
        first, second = (parse_duration(each.strip()) for each in remark.value.strip("[]").split(","))
        shipped = first, second
    if table.thresholds == shipped:
        return source_of(remark, table) or DEFAULT_FIGURE if remark else OUR_CHOICE
    return f"{_changed(' and '.join(map(format_duration, shipped)), table)} ({OUR_CHOICE})"


def _days(count: int) -> str:
    return plural(count, "day") if count else "No day"
