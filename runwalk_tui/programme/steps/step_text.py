"""Steps as people write them: "run 3m", "walk 90s brisk".

A word after the duration is free text, so what was meant to be more than a word would pass and never be done:
a second duration, a second step, a number of times. It is told apart here and answered with what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from runwalk_tui.programme.duration import duration_between, format_duration, reads_as_duration
from runwalk_tui.programme.faults import in_a_row, nearest, quote
from runwalk_tui.programme.stage import LONGEST_STEP, LONGEST_WORD, Act, Group, Stage, Step
from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE

EXAMPLES = '"run 3m" or "walk 90s"'
"""What a message offers to someone whose step was not understood."""
SET = '{ times = 3, steps = ["run 1m", "walk 1m"] }'
"""What it offers for steps that are done several times."""

_ACTS = {act.value: act for act in Act}
_UNIT = r"(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|k|kms?|mi|miles?|(?:kilo)?met(?:er|re)s?|yards?)(?:\b.*)?"
_TIMES = r"[x×*] ?[0-9]+|[0-9]+ ?[x×*]|[0-9]+ times"
_COUNTED = (Act.STRETCH, Act.EXERCISE)
"""Their word may be a number of times: "exercise 1m 10x"."""


def parse_step(written: object) -> Step:
    """Return the step that a text describes: a kind, a duration and, if there is more, a word of its own.

    Raises ValueError, with one line that says what would be right, for everything else.
    """
    if not isinstance(written, str) or not written.strip():
        raise ValueError(f"{quote(written)} is not a step; write for example {EXAMPLES}")
    kind, _, rest = written.strip(" ").partition(" ")
    duration, _, word = rest.strip(" ").partition(" ")
    word = word.strip(" ")
    if kind not in _ACTS:
        raise ValueError(f"{quote(written)} is not a step; {_instead(written, kind)}")
    if not duration:
        raise ValueError(f'{quote(written)} has no duration; write for example "{kind} 3m"')
    if _more_than_one(f"{kind} {duration} {word}"):
        raise ValueError(f'{quote(written)} is more than one step; put each in its own quotes: "run 3m", "walk 90s"')
    if not reads_as_duration(duration) and re.fullmatch(_UNIT, word, re.IGNORECASE):
        duration, word = f"{duration} {word}", ""
    seconds = duration_between(duration, 1, LONGEST_STEP)
    _check_word(_ACTS[kind], duration, word)
    return Step(_ACTS[kind], seconds, word)


def step_text(step: Step, length: Callable[[int], str] = format_duration) -> str:
    """Return the text that `parse_step` reads as this step: "run 3m", "walk 1m30s brisk".

    `length` puts the seconds into other words for a page that has a clock elsewhere, too: "run 3:00".
    """
    return " ".join(filter(None, (step.act.value, length(step.seconds), step.word)))


def repetition_text(stage: Stage, length: Callable[[int], str] = format_duration) -> str:
    """Return one repetition of a stage in a line: "walk 5m brisk, 3 × (jog 1m, walk 1m), rest 2m"."""
    return ", ".join(_group_text(group, length) for group in stage.parts)


def _group_text(group: Group, length: Callable[[int], str]) -> str:
    steps = ", ".join(step_text(step, length) for step in group.steps)
    if group.times == 1:
        return steps
    return f"{group.times} × {steps}" if len(group.steps) == 1 else f"{group.times} × ({steps})"


def _more_than_one(written: str) -> bool:
    """Whether a second kind with a duration follows the first."""
    words = [one.strip(",;()") for one in written.split(" ") if one]
    return any(one in _ACTS and reads_as_duration(following) for one, following in pairwise(words[1:]))


def _check_word(act: Act, duration: str, word: str) -> None:
    """Raise ValueError when a word cannot be shown, or says something that would not be done."""
    first, _, second = word.partition(" ")
    clock = ":" in first  # a pace: "run 20m 5:30"
    if (reads_as_duration(first) and not clock) or (first.isdigit() and re.fullmatch(_UNIT, second.strip(" "))):
        raise ValueError(f'{quote(f"{duration} {word}")} is in parts; write one duration without a space: "1m30s"')
    if re.fullmatch(_TIMES, word) and act not in _COUNTED:
        raise ValueError(f"{quote(word)} is not done by itself; for several times write {SET}")
    if len(word) > LONGEST_WORD:
        raise ValueError(f"{quote(word)} has {len(word)} characters; use at most {LONGEST_WORD} after the duration")
    if re.search(f"[{UNSAFE}{TURNS_WRITING}]", word):
        raise ValueError(f"{quote(word)} has a line break or control character; write plain text")


def _instead(written: str, first: str) -> str:
    """What to write for a step that does not start with a kind."""
    words = written.split()
    kind = next((one for one in words if one.lower() in _ACTS), "")
    duration = next((one for one in words if reads_as_duration(one)), "")
    if re.match(_TIMES, written):
        return f"for several times write {SET}"
    if kind and duration and "," not in written:
        others = (one for one in words if one not in (kind, duration))
        return f"write {quote(' '.join((kind.lower(), duration, *others)))}"
    meant = nearest(first.lower(), tuple(_ACTS))
    return f"did you mean {meant}?" if meant else f"it starts with {in_a_row(tuple(_ACTS), 'or')}: {EXAMPLES}"
