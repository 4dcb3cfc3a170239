"""The sources of a programme and of the rule, with their dois, a line each; and what the marks on the page mean.

Facts about each source stand in the stages.toml of its programme, too; these lines are for a page on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from runwalk_tui.programme.shipped import DEFAULT, shipped_as
from runwalk_tui.programme.stage import OURS, Source, Stage, StageTable
from runwalk_tui.wording import SOURCE_WORDS, source_words

TRIAL = "ASTEROID trial: Neason et al., Br J Sports Med 2025;59:99-108, doi 10.1136/bjsports-2024-108245"
PROTOCOL = "Its protocol: Tagliaferri et al., BMJ Open Sport Exerc Med 2023;9:e001524, doi 10.1136/bmjsem-2022-001524"
ABOUT_THE_TRIAL = (
    "The trial was with adults aged 18 to 45 who had non-specific low back pain for more than 12 weeks, supported from "
    "afar by an exercise physiologist."
)
MOVING_UP = "When to move up (2 full sessions, one stage a week at most): theproactiveathlete.ca, a blog"
PAIN_MODEL = "Acceptable pain: Silbernagel et al., Am J Sports Med 2007;35:897-906, made for tendons, not backs"
CHANGE = "Change in pain that matters to one person: Ostelo et al., Spine 2008;33:90-94"
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
IN_THIS_TABLE = "set in this table"
"""Of figures that whoever made the table chose; `wording` has it for the runner."""
NO_STUDY = "No study is known that tried these stages on people with back pain."


def source_lines(table: StageTable, *, compared: bool = False) -> tuple[str, ...]:
    """Where a programme, its stages and the rule's figures are from, a line each; none of them ends with a stop.

    `compared` says that check-ins are shown beside the trial's figures, whatever the programme.
    """
    return tuple(_lines(table, compared=compared))


def stage_source(table: StageTable, stage: Stage) -> str:
    """Where the figures of a stage are from, in a few words for somebody who did not make the table."""
    return IN_THIS_TABLE if stage.source is Source.OWN else source_words(table, stage)


def secondary_of(table: StageTable) -> str:
    """Who the figures with the source "secondary" are from."""
    shipped = shipped_as(table.programme)
    return SECONDARY.get(shipped.name if shipped else "", SOURCE_WORDS[Source.SECONDARY])


def marks_of(table: StageTable) -> tuple[str, ...]:
    """What the marks on the page mean, as far as they are on it."""
    ours = [f"{OURS} estimate, from the makers of runwalk"] if any(stage.is_ours for stage in table.stages) else []
    return (*ours, "our choice: by the makers of runwalk, with no study behind it")


def ranges(names: Sequence[str], places: Sequence[int]) -> str:
    """The names at some places of a list, runs of neighbours in short where they are numbered: "1 to 6 and 13"."""
    parts: list[list[int]] = []
    for before, place in pairwise((-2, *places)):
        if place == before + 1:
            parts[-1].append(place)
        else:
            parts.append([place])
    words: list[str] = []
    for part in parts:
        each = [names[place] for place in part]
        numbered = all(any(character.isdigit() for character in name) for name in each)
        words += [f"{each[0]} to {each[-1]}"] if len(part) > 2 and numbered else each
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _lines(table: StageTable, *, compared: bool) -> Iterator[str]:
    shipped = shipped_as(table.programme)
    name = shipped.name if shipped else ""
    if name == DEFAULT:
        yield TRIAL
        yield PROTOCOL
        yield ABOUT_THE_TRIAL.removesuffix(".")
    if name in BESIDE:
        yield BESIDE[name]
    yield from _of_the_stages(table)
    if name == DEFAULT:
        yield MOVING_UP
    elif shipped:
        yield NO_STUDY.removesuffix(".")
    yield PAIN_MODEL
    yield CHANGE
    if compared and name != DEFAULT:
        yield f"The trial that check-ins are shown beside is of another programme. {TRIAL}"


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
    return IN_THIS_TABLE if source is Source.OWN else SOURCE_WORDS[source]
