"""The sources of a programme and of the rule, with their dois, a line each; and what the marks on the page mean.

Facts about each source stand in the stages.toml of its programme, too; these lines are for a page on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from runwalk_tui.programme.shipped import DEFAULT, shipped_as
from runwalk_tui.programme.stage import MARK, OURS, Policy, Source, StageTable
from runwalk_tui.rule.placement import run_test_helps, stages_by_test
from runwalk_tui.wording import SOURCE_WORDS

TRIAL = "ASTEROID trial: Neason et al., Br J Sports Med 2025;59:99-108, doi 10.1136/bjsports-2024-108245"
PROTOCOL = "Its protocol: Tagliaferri et al., BMJ Open Sport Exerc Med 2023;9:e001524, doi 10.1136/bmjsem-2022-001524"
ABOUT_THE_TRIAL = (
    "The trial was with adults aged 18 to 45 who had non-specific low back pain for more than 12 weeks, supported "
    "remotely by an exercise physiologist."
)
MOVING_UP = "theproactiveathlete.ca, a blog on the trial"
PAIN_MODEL = (
    "Silbernagel et al., Am J Sports Med 2007;35:897-906, doi 10.1177/0363546506298279, made for tendons, not backs"
)
CHANGE = "Ostelo et al., Spine 2008;33:90-94, PMID 18165753"
SECONDARY = {
    DEFAULT: "urbanathlete.co.nz, a blog on the trial",
    "keep-running": "the trial's last stage, as urbanathlete.co.nz, a blog, gives it",
    "first-5k": "the first week of Couch to 5K, a plan for beginners (NHS)",
    "run-walk-ratios": (
        "a chart of Jeff Galloway's run-walk-run method by one of its running groups (runwalktulsa.com), for runners "
        "of different paces; the order is our own"
    ),
    "return-to-running": 'the article "Return to running after lower back pain" by a physio team',
}
"""What "secondary" means for the stages of each programme that ships, by its name."""
BESIDE = {
    "walking": (
        'Walking when running hurts too much: the articles "Should You Go Running With Back Pain?" and "Could running '
        'actually help with low back pain?"'
    ),
}
"""What else a programme rests on."""
BY_ITS_WRITER = "set by whoever wrote this programme"
"""Of figures that whoever made the table chose; `wording` has it for the runner."""
NO_STUDY = "No known study has tried these stages on people with back pain."


def source_lines(table: StageTable, *, compared: bool = False, for_whom: bool = True) -> tuple[str, ...]:
    """Where a programme, its stages and the rule's figures are from, a line each; none of them ends with a stop.

    `compared` says that check-ins are shown next to the trial's figures, whatever the programme. Without `for_whom`
    nothing is said about whom it was tried with: a hand-out says that at its start.
    """
    return tuple(_lines(table, compared=compared, for_whom=for_whom))


def secondary_of(table: StageTable) -> str:
    """Who the figures with the source "secondary" are from."""
    shipped = shipped_as(table.programme)
    return SECONDARY.get(shipped.name if shipped else "", SOURCE_WORDS[Source.SECONDARY])


def marks_of(table: StageTable) -> tuple[str, ...]:
    """What the marks on the page mean, as far as they are on it."""
    ours = [f"{OURS} estimate, from the makers of runwalk"] if any(stage.is_ours for stage in table.stages) else []
    return (*ours, "our choice: by the makers of runwalk, with no study behind it")


def ranges(names: Sequence[str], places: Sequence[int]) -> str:
    """The names at some places of a list, neighbours in short where they are counted: "1 to 6 and 13".

    Only where the next number of the same kind follows, so that nobody reads a stage into it that is none: "1, 2 and
    w4", "10s, 15s and 30s".
    """
    parts: list[list[int]] = []
    for before, place in pairwise((-2, *places)):
        if place == before + 1 and parts and _follows(names[before], names[place]):
            parts[-1].append(place)
        else:
            parts.append([place])
    words: list[str] = []
    for part in parts:
        each = [names[place] for place in part]
        words += [f"{each[0]} to {each[-1]}"] if len(part) > 2 else each
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _follows(before: str, after: str) -> bool:
    """Whether a name is the one before with the next number: "w5" after "w4", "7*" after "6"."""
    one, next_one = (re.fullmatch(r"(\D*)([0-9]{1,9})(\D*)", name.removesuffix(MARK)) for name in (before, after))
    return (
        one is not None
        and next_one is not None
        and (one[1], one[3]) == (next_one[1], next_one[3])
        and int(next_one[2]) == int(one[2]) + 1
    )


def _lines(table: StageTable, *, compared: bool, for_whom: bool) -> Iterator[str]:
    shipped = shipped_as(table.programme)
    name = shipped.name if shipped else ""
    if name == DEFAULT:
        yield TRIAL
        yield PROTOCOL
        if for_whom:
            yield ABOUT_THE_TRIAL.removesuffix(".")
    if name in BESIDE:
        yield BESIDE[name]
    yield from _of_the_stages(table)
    if name == DEFAULT:
        yield f"When to move up{_here('sessions_to_advance', table)}: {MOVING_UP}"
    elif shipped and for_whom:
        yield NO_STUDY.removesuffix(".")
    yield f"Acceptable pain{_here('acceptable_pain', table)}: {PAIN_MODEL}"
    yield f"Change in pain that matters to one person{_here('pain_rise', table)}: {CHANGE}"
    if not for_whom:
        yield from _our_choice(table)
    if compared and name != DEFAULT:
        yield f"The trial shown with the check-ins tested another programme. {TRIAL}"


def _our_choice(table: StageTable) -> Iterator[str]:
    """Which of the other figures on a hand-out are ours: those that are still what runwalk has by itself."""
    policy, ours = table.policy, Policy()
    breaks = ("break_repeat_days", "break_step_back_days", "break_retest_days")
    examples = [
        name
        for name, is_ours in (
            (f"severe pain from {policy.severe_pain}", policy.severe_pain == ours.severe_pain),
            ("effort", policy.hard_effort == ours.hard_effort and not policy.manual),
            ("days off", all(getattr(policy, key) == getattr(ours, key) for key in breaks)),
            ("the run test", run_test_helps(table) and len(stages_by_test(table)) > 1),
        )
        if is_ours
    ]
    if examples:
        such_as = f"{', '.join(examples[:-1])} and {examples[-1]}" if len(examples) > 1 else examples[0]
        yield f"Most other figures, such as {such_as}: our own choice, with no study behind it"


def _here(key: str, table: StageTable) -> str:
    """What to know of a figure that is not the one of its source: " (5 there, 4 in this programme)"."""
    here, there = getattr(table.policy, key), getattr(Policy(), key)
    return "" if here == there else f" ({there} there, {here} in this programme)"


def _of_the_stages(table: StageTable) -> Iterator[str]:
    """Which stages are from where."""
    names = [stage.marked_id for stage in table.stages]
    for source in Source:
        places = [place for place, stage in enumerate(table.stages) if stage.source is source]
        if places:
            which = f"stage {names[places[0]]}" if len(places) == 1 else f"stages {ranges(names, places)}"
            yield f"{which[:1].upper()}{which[1:]}: {_words(source, table)}"


def _words(source: Source, table: StageTable) -> str:
    if source is Source.SECONDARY:
        return secondary_of(table)
    return BY_ITS_WRITER if source is Source.OWN else SOURCE_WORDS[source]
