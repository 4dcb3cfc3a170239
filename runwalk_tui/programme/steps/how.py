"""How the exercises of a table are done: what its notes say about each step, for whoever is in the middle of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from runwalk_tui.programme.plan import Phase
from runwalk_tui.programme.stage import Act, Stage, StageTable
from runwalk_tui.values import dataclass

NAMED = re.compile(r"(?:^|(?<=[.!?] ))([^.:!?()]{1,40}?)(?: \([^)]*\))?: ([^.!?]*[.!?])")
"""A sentence of a note that begins with the name of an exercise and a colon: the name, and how it is done."""


@dataclass(frozen=True, slots=True)
class How:
    """How the steps of one stage are done. A stage that is another one over again is told with that one's words."""

    stage: Stage
    others: tuple[Stage, ...] = ()
    """The other stages of its table."""

    def of(self, phase: Phase, following: Phase | None = None) -> str:
        """How a step is done, in a sentence; in a rest it is the step that follows. "" where no note says it."""
        told = following if phase.act is Act.REST and following is not None else phase
        found = _found(told.word, (self.stage, *self.others)) if told.word else None
        if found is None:
            return ""
        name, how = found
        return f"{'Next: ' if told is not phase else ''}{name}: {how}"

    def lines(self) -> list[str]:
        """The note of the stage; where that names none of its several exercises, what the notes of other stages say."""
        words = {step.word.split(",")[0].strip() for step in self.stage.steps if step.word and step.act is not Act.REST}
        lines = [self.stage.note] if self.stage.note else []
        if (len(words) == 1 and lines) or any(_found(word, (self.stage,)) for word in words):
            return lines
        found = dict.fromkeys(_found(step.word, self.others) for step in self.stage.steps if step.word)
        more = [f"{each[0]}: {each[1]}" for each in found if each is not None]
        return [*lines, " ".join(more)] if more else lines


def how_of(tables: Iterable[StageTable], programme: str, stage_id: str) -> How | None:
    """How a stage of one of these tables is done, by the name of its table and its id; None where there is none."""
    for table in tables:
        if table.programme == programme and table.index(stage_id) is not None:
            stage = table.stage(stage_id)
            return How(stage, tuple(each for each in table.stages if each is not stage))
    return None


def _named(stage: Stage) -> list[tuple[str, str]]:
    """The exercises that a note names, each with how it is done."""
    return [(match[1], match[2]) for match in NAMED.finditer(stage.note)]


def _found(word: str, stages: Iterable[Stage]) -> tuple[str, str] | None:
    """The name of an exercise that a step has in its word, and how it is done; the longest name where several are."""
    for stage in stages:
        named = [each for each in _named(stage) if _is_in(each[0], word)]
        if named:
            return max(named, key=lambda each: len(each[0]))
    return None


def _is_in(name: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(name.lower())}\b", word.lower()) is not None
