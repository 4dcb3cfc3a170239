"""What comes after a session, for somebody who works it out on paper: the rule's steps with the figures of a table."""

from __future__ import annotations

from collections.abc import Iterator

from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.reasons import plural

NEXT = "Next time"


def next_time(table: StageTable) -> Iterator[str]:
    """A sentence or two for each thing that can follow a session (RULES, sections 4 and 5)."""
    policy = table.policy
    if policy.manual:
        yield "After a flare-up, choose a gentler session. If something is newly sore, don't choose a harder one."
        if table.adds_repetitions:
            yield (
                f"After {plural(policy.break_repeat_days, 'day')} off, start a stage again with its fewest repetitions."
            )
        return
    several = len(table.stages) > 1
    yield (
        "A session went well if you did all of it, it was no flare-up, nothing is newly sore and the effort was below "
        f"{policy.hard_effort}."
    )
    if table.adds_repetitions:
        yield (
            f"After one that went well, do up to {plural(policy.reps_step, 'more repetition')} next time, up to the "
            "most for your stage."
        )
    if several:
        yield (
            f"{_moving_up(table)} Each flare-up at a stage doubles that number before you try "
            "the stage again, up to three times."
        )
    yield _after_a_flare_up(table)
    yield _same_again(table)
    yield from _days_off(table)


def _moving_up(table: StageTable) -> str:
    policy = table.policy
    several = policy.sessions_to_advance > 1
    sessions = plural(policy.sessions_to_advance, "session") + (" in a row" if several else "")
    most = (", each with the most repetitions" if several else " with the most repetitions") * table.adds_repetitions
    days = f" and at least {plural(policy.min_days_per_stage, 'day')} at a stage," if policy.min_days_per_stage else ""
    return f"After {sessions} that went well{most},{days} you can move up a stage."


def _after_a_flare_up(table: StageTable) -> str:
    """The way back, also from the first stage, which has none below it."""
    if len(table.stages) == 1:
        again = "start again with the fewest repetitions" if table.adds_repetitions else "do the same again or less"
        return f"After a flare-up, {again}."
    if table.adds_repetitions:
        return (
            "After a flare-up, go back a stage and start it with its fewest repetitions. At the first stage, do just "
            "those."
        )
    return "After a flare-up, go back a stage; at the first, do the same again or less."


def _same_again(table: StageTable) -> str:
    """What to do after a session that neither went well nor was a flare-up, the first time and the second."""
    policy = table.policy
    said = (
        "If it was no flare-up but didn't go well, do the same again. Do that, too, if you didn't rate the next "
        f"morning and the pain after was at least {policy.pain_rise} more than before, or the worst above "
        f"{policy.acceptable_pain}."
    )
    if len(table.stages) > 1:
        said += " If something is newly sore twice in a row, go back a stage."
    if table.counts_repetitions:
        said += " If you can't do all repetitions twice in a row, do as many as you managed, then add 1 at a time."
    return said


def _days_off(table: StageTable) -> Iterator[str]:
    """The way back after a break; a step that a later one comes before is left out."""
    policy = table.policy
    again, back, retest = policy.break_repeat_days, policy.break_step_back_days, policy.break_retest_days
    parts = []
    if table.adds_repetitions and again < min(back, retest):
        parts.append(f"after {plural(again, 'day')} off, start your stage again with its fewest repetitions")
    if len(table.stages) > 1 and back < retest:
        parts.append(f"after {plural(back, 'day')} off, go back a stage for every {plural(back, 'day')}")
    find = "find" if run_test_helps(table) else "choose"
    parts.append(f"after {plural(retest, 'day')} off, {find} your starting stage again")
    said = "; ".join(parts)
    yield f"{said[0].upper()}{said[1:]}."
