"""The programme on paper, for somebody who has not started: what to do, how pain decides, whom to ask first.

Each figure is that of the table; the advice is RULES' and that of the sources that the page names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.remarks import Remark
from runwalk_tui.programme.shipped import DEFAULT, shipped_as
from runwalk_tui.programme.stage import Policy, StageTable
from runwalk_tui.review.programme_words import size_words
from runwalk_tui.review.report.composing import stages_of
from runwalk_tui.review.report.letter import HandOut
from runwalk_tui.review.report.policy_words import policy_lines
from runwalk_tui.review.report.sources import ABOUT_THE_TRIAL, marks_of, source_lines
from runwalk_tui.rule.placement import run_test_helps
from runwalk_tui.rule.reasons import plural
from runwalk_tui.rule.red_flags import ADVICE, RED_FLAGS, Urgency
from runwalk_tui.rule.screening import CONDITIONS
from runwalk_tui.wording import minutes

PAIN_SCALE = (
    "Rate your pain from 0 (no pain) to 10 (the worst you can imagine), four times: before the session, the worst "
    "during it, right after it, and the next morning."
)
FOR_WHOM = {
    "return-to-running": (
        "For people used to running: six days a week, which other sources advise against. Not for you if you have any "
        "of the warning signs on this page."
    ),
}
"""Who a programme is for, where its own words are about the pages of the app."""
LESS_IS_FINE = "You can always do less: a lower stage, fewer repetitions, or just a walk."
NOT_ADVICE = "This is not medical advice. Talk it over with whoever treats your back."


def hand_out_of(table: StageTable, remarks: Mapping[str, Remark]) -> HandOut:
    """The hand-out about a table; `remarks` as for the letter."""
    return HandOut(
        programme=table.programme,
        size=size_words(table),
        stages=stages_of(table),
        how_to=tuple(_how_to(table)),
        policy=policy_lines(table, remarks),
        signs=tuple(
            (ADVICE[urgency].action, tuple(flag.in_full for flag in RED_FLAGS if flag.urgency is urgency))
            for urgency in Urgency
        ),
        sources=source_lines(table),
        marks=marks_of(table),
    )


def _how_to(table: StageTable) -> Iterator[str]:
    policy = table.policy
    yield from _for_whom(table)
    yield f"Talk to a doctor or physiotherapist first if any of these is true for you: {_conditions()}."
    yield _where_to_start(table)
    yield _one_session(table)
    if table.has_running and not any(step.word for stage in table.stages for step in stage.steps):
        yield "Run at an easy pace, on flat ground if you can."
    yield PAIN_SCALE
    yield f"Worst pain of up to {policy.acceptable_pain} is fine if it has settled by the next morning."
    yield _flare_up(policy)
    yield _what_next(table)
    yield LESS_IS_FINE
    yield NOT_ADVICE


def _for_whom(table: StageTable) -> Iterator[str]:
    """Who the programme was tried with, or who it is for; nothing of a table of one's own."""
    shipped = shipped_as(table.programme)
    if shipped is not None:
        from_a_trial = f"This programme comes from the ASTEROID trial. {ABOUT_THE_TRIAL}"
        yield from_a_trial if shipped.name == DEFAULT else FOR_WHOM.get(shipped.name, shipped.for_whom)


def _conditions() -> str:
    return "; ".join(condition.text for condition in CONDITIONS)


def _where_to_start(table: StageTable) -> str:
    names = [stage.marked_id for stage in table.stages[:3]]
    if table.policy.manual:
        return "Choose a stage for each session, from the gentlest up."
    if not run_test_helps(table) or len(names) == 1:
        return f"Start at stage {names[0]}, or at another one if a clinician says so."
    first, second = map(format_duration, table.thresholds)
    return (
        "To find your starting stage, warm up and then run for two minutes, or until you have had enough. If you stop "
        f"before {first}, or for pain, start at stage {names[0]}; before {second}, at stage {names[1]}; after that, at "
        f"stage {names[-1]}."
    )


def _one_session(table: StageTable) -> str:
    """How a session goes, with its warm-up and cool-down where every stage has the same."""
    warm_up = {stage.warm_up for stage in table.stages}
    cool_down = {stage.cool_down for stage in table.stages}
    first = _walk("Walk for {} to warm up, then do", warm_up) or "Do"
    last = _walk(", then walk for {} to cool down", cool_down)
    return f"{first} the steps of your stage, as many times as it says{last}."


def _walk(words: str, seconds: set[int]) -> str:
    """A walk of the same length in every stage; "" where there is none."""
    return words.format(minutes(next(iter(seconds)))) if len(seconds) == 1 and 0 not in seconds else ""


def _flare_up(policy: Policy) -> str:
    """What the rule takes for a flare-up, without the pain that is usual, which nobody has on paper."""
    above = f"{policy.pain_rise} or more above the pain before the session"
    severe = f"{policy.severe_pain} or more"
    return (
        f"It's a flare-up if you stop for pain (which is always right), if the worst pain is {severe}, if it is above "
        f"{policy.acceptable_pain} and {above}, or if pain the next morning is {severe}, or {above}."
    )


def _what_next(table: StageTable) -> str:
    policy = table.policy
    if policy.manual:
        return "After a flare-up, choose a gentler session."
    full, days = plural(policy.sessions_to_advance, "full session"), plural(policy.min_days_per_stage, "day")
    return (
        f"If it went well, do up to {policy.reps_step} more repetitions next time, up to the most for your stage. "
        f"After {full} that went well, and {days} at least, move up a stage. After a flare-up, go back a stage, with "
        "its fewest repetitions."
    )
