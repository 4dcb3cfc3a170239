"""The run test: how long the runner ran decides the starting stage, and the words for it (RULES, section 6)."""

from __future__ import annotations

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Policy, Stage, StageTable
from runwalk_tui.values import dataclass

TEST_SECONDS = 120
"""The run test lasts up to two minutes (ASTEROID trial)."""


def starting_stage(table: StageTable, ran: float, *, stopped_for_pain: bool = False) -> Stage:
    """Return the stage to start with after running for `ran` seconds.

    The cut-offs are our own choice, since none were published; they are in `[placement]` of the table.
    """
    if stopped_for_pain:
        return table.stages[0]
    passed = sum(ran >= threshold for threshold in table.thresholds)
    return table.stages[min(passed, len(table.stages) - 1)]


def stages_by_test(table: StageTable) -> tuple[tuple[int, Stage], ...]:
    """From how many seconds of the run test on it leads to which stage, the gentlest first, each stage once."""
    found = {
        starting_stage(table, ran).id: ran
        for ran in sorted((0, *table.thresholds), reverse=True)
        if ran <= TEST_SECONDS
    }
    return tuple((ran, table.stage(id)) for id, ran in reversed(found.items()))


def run_test_helps(table: StageTable) -> bool:
    """Whether the run test can lead beyond the first stage of a table, and each stage it leads to has some running."""
    return table.thresholds[0] <= TEST_SECONDS and all(stage.run_seconds for stage in table.stages[:3])


OUR_CHOICE = "These cut-offs are our own choice: none were published."
LOWER_IS_FINE = "A lower stage is always fine."


@dataclass(frozen=True, slots=True)
class RunTest:
    """A run test that is over, with the stage the runner starts at."""

    ran_seconds: float
    """Seconds of running, 0 to 120."""
    stopped_for_pain: bool
    pain_after: int | None
    """0 to 10, or None when it was skipped."""
    stage: str
    """Id of the stage: the proposed one or a lower one that the runner chose."""


def asks_about_red_flags(result: RunTest, policy: Policy) -> str:
    """Why red flags are asked about after a run test, in one sentence; "" when they are not."""
    if result.stopped_for_pain:
        return "Pain stopped the run, so please check these first."
    if result.pain_after is not None and result.pain_after >= policy.severe_pain:
        return "Your pain is severe now, so please check these first."
    return ""


def stages_to_choose(table: StageTable, proposed: Stage) -> tuple[Stage, ...]:
    """The proposed stage and those below it, the gentlest first."""
    return table.stages[: table.stages.index(proposed) + 1]


def what_was_run(ran: float, *, stopped_for_pain: bool) -> str:
    """The run in one sentence."""
    shown = format_clock(int(ran))
    if stopped_for_pain:
        return f"You stopped for pain after {shown}. You were right to stop."
    if ran >= TEST_SECONDS:
        return "You ran the full two minutes."
    return f"You ran for {shown}."


def why_this_stage(table: StageTable, *, stopped_for_pain: bool) -> str:
    """How the stage follows from the run, with every cut-off that is used."""
    if stopped_for_pain:
        return f"If you stop for pain, it's stage {table.stages[0].id}, the gentlest."
    low, high = table.thresholds
    names = [starting_stage(table, ran).id for ran in (0, low, high)]
    if len(set(names)) == 1:
        return f"The table has only stage {names[0]}."
    parts = [f"under {format_clock(low)} stage {names[0]}"]
    if names[2] == names[1]:
        parts.append(f"otherwise stage {names[1]}")
    else:
        parts += [f"under {format_clock(high)} stage {names[1]}", f"otherwise stage {names[2]}"]
    line = ", ".join(parts)
    return f"{line[0].upper()}{line[1:]}."


def pain_advice(table: StageTable, pain_after: int | None) -> str:
    """What pain after the run speaks for, or nothing."""
    limit = table.policy.acceptable_pain
    if pain_after is None or pain_after <= limit:
        return ""
    return f"Pain of {pain_after} out of 10 is above {limit}: a lower stage would be kinder to your back."
