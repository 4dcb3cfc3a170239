"""The tables of docs/rule.md: the stages, the warning signs, when a walk is suggested, and every figure of the rule.

All of them come from the shipped stages.toml and the rule itself.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.remarks import remarks_in
from runwalk_tui.programme.stage import Kind, StageTable
from runwalk_tui.rule.prescription import walk_from
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS, Urgency
from runwalk_tui.table_in_use import load_table
from runwalk_tui.wording import SOURCE_WORDS

WORST = 10
"""Top of the pain scale."""
NO_FIGURES = ("name", "then")
"""Keys with a remark that give the rule no figure."""


@cache
def shipped_table() -> StageTable:
    """The programme that ships."""
    return load_table(shipped_stages())


def stages() -> str:
    """Every stage: what one repetition is, how many there are, and where the figures come from."""
    table = shipped_table()
    rows = ["| stage | run | walk | repetitions | where from |", "|---|---|---|---|---|"]
    for stage in table.stages:
        seconds = {step.kind: format_duration(step.seconds) for step in stage.steps}
        span = f"{stage.reps_min} to {table.full(stage)}"
        where_from = SOURCE_WORDS[stage.source]
        rows.append(f"| {stage.id} | {seconds[Kind.RUN]} | {seconds[Kind.WALK]} | {span} | {where_from} |")
    return "\n".join(rows)


def red_flags() -> str:
    """Every warning sign with its id, by what is to be done."""
    parts = []
    for urgency in Urgency:
        rows = [f"**{ADVICE[urgency].action}**", "", "| id | question |", "|---|---|"]
        rows += [f"| `{flag.id}` | {flag.question} |" for flag in RED_FLAGS if flag.urgency is urgency]
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def walks() -> str:
    """The lowest pain before a session at which a walk is suggested, for each usual pain."""
    policy = shipped_table().policy
    rows = ["| your usual pain | a walk is suggested from |", "|---|---|"]
    for least, alike in groupby(range(WORST + 1), key=lambda usual: walk_from(policy, usual)):
        usual = list(alike)
        rows.append(f"| {usual[0]} to {usual[-1]} | {least} |" if len(usual) > 1 else f"| {usual[0]} | {least} |")
    rows.append(f"| not known yet | {walk_from(policy, None)} |")
    return "\n".join(rows)


def figures() -> str:
    """Every figure that the shipped stages.toml gives the rule, with the words that stand beside it there."""
    rows = ["| key | value | source and meaning |", "|---|---|---|"]
    rows += [
        f"| `{each.key}` | {each.value} | {each.words} |"
        for each in remarks_in(shipped_stages().read_text("utf-8"))
        if each.key not in NO_FIGURES
    ]
    return "\n".join(rows)
