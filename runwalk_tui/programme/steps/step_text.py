"""Steps as people write them: "run 3m", "walk 90s brisk".

A word after the duration is free text, so what was meant to be more than a word would pass and never be done:
a second duration, a second step, a number of times. It is told apart here and answered with what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from runwalk_tui.programme.duration import duration_between, format_duration, looks_like_metres, reads_as_duration
from runwalk_tui.programme.faults import in_a_row, nearest, quote
from runwalk_tui.programme.stage import LONGEST_STEP, LONGEST_WORD, Act, Group, Stage, Step
from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE

EXAMPLES = '"run 3m" or "walk 90s"'
"""What a message offers to someone whose step was not understood."""
SET = '{ times = 3, steps = ["run 1m", "walk 1m"] }'
"""What it offers for steps that are done several times."""

_ACTS = {act.value: act for act in Act}
_TIME = r"h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?"
_DISTANCE = r"k|kms?|mi|miles?|(?:kilo)?met(?:er|re)s?|yds?|yards?|ft|feet|laps?"
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
    if _steps_in(written) > 1:
        raise ValueError(f'{quote(written)} is more than one step; put each in its own quotes: "run 3m", "walk 90s"')
    if kind not in _ACTS:
        raise ValueError(f"{quote(written)} is not a step; {_instead(written, kind)}")
    duration, word = _divided(rest.strip(" "))
    if before := _before_duration(rest.strip(" ")):
        raise ValueError(_other_order(_ACTS[kind], before, rest.strip(" ").removeprefix(before).strip(" "), written))
    if not duration:
        raise ValueError(f'{quote(written)} has no duration; write for example "{kind} 3m"')
    seconds = duration_between(duration, 1, LONGEST_STEP)
    _check_word(_ACTS[kind], word)
    return Step(_ACTS[kind], seconds, word)


def has_word(act: Act, given: object) -> bool:
    """Whether a duration has a word of its own after it, which only a step in a list can have."""
    if not isinstance(given, str) or " " not in given.strip(" "):
        return False
    try:
        return bool(parse_step(f"{act} {given}").word)
    except ValueError:
        return False


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


def _steps_in(written: str) -> int:
    """How many kinds with a duration or a distance after them are in a text."""
    words = [one.strip(",;()").lower() for one in written.split(" ") if one]
    return sum(one in _ACTS and _measures(words[at : at + 2]) for at, one in enumerate(words, 1))


def _measures(words: Sequence[str]) -> bool:
    """Whether they start with a duration or a distance: "90s", "400m", or "90" and "seconds" after it."""
    return bool(words) and bool(
        reads_as_duration(words[0])
        or re.fullmatch(rf"[0-9]+ ?(?:{_TIME}|{_DISTANCE})", " ".join(words))
        or re.fullmatch(rf"[0-9]+(?:[.,/][0-9]+)?(?:{_DISTANCE})", words[0])
    )


def _divided(rest: str) -> tuple[str, str]:
    """What follows the kind as a duration and a word; a duration in several parts is whole, for its fault to name it.

    Parts of it are its unit ("3 minutes", "400 metres") and more of it ("1m 30s"). A pace ("20m 5:30") and a distance
    ("2m 400m") may be words.
    """
    words = rest.split(" ")
    end = 1
    if words[0].isdigit() and len(words) > 1 and re.fullmatch(f"{_TIME}|{_DISTANCE}", words[1], re.IGNORECASE):
        end = 2
    while end < len(words) and (more := _parts_of_time(words[end:])):
        end += more
    return " ".join(words[:end]), " ".join(words[end:]).strip(" ")


def _parts_of_time(words: Sequence[str]) -> int:
    """How many of the first words are more of a duration: one for "30s", two for "30 sec", else none."""
    if reads_as_duration(words[0]) and ":" not in words[0] and not looks_like_metres(words[0]):
        return 1
    two = len(words) > 1 and words[0].isdigit() and re.fullmatch(_TIME, words[1], re.IGNORECASE)
    return 2 if two else 0


def _before_duration(rest: str) -> str:
    """The words before the first number, where that is a duration: "easy" in "easy 2m"; mostly none."""
    words = rest.split(" ")
    first = next((place for place, word in enumerate(words) if re.search("[0-9]", word)), 0)
    is_time = reads_as_duration(words[first]) or re.fullmatch(f"{_TIME}|{_DISTANCE}", " ".join(words[first + 1 :][:1]))
    return " ".join(words[:first]) if is_time else ""


def _other_order(act: Act, before: str, rest: str, written: str) -> str:
    """What to write for a step whose word comes before its duration. Raises ValueError where more is wrong with it."""
    duration, after = _divided(rest)
    duration_between(duration, 1, LONGEST_STEP)
    word = " ".join(each for each in (*before.split(" "), after) if each not in ("for", ""))
    _check_word(act, word)
    instead = " ".join(filter(None, (act.value, duration, word)))
    return f"{quote(written)} has a word before its duration; write {quote(instead)}"


def _check_word(act: Act, word: str) -> None:
    """Raise ValueError when a word cannot be shown, or says something that would not be done."""
    if not word:
        return
    if word.isdigit() and act not in _COUNTED:
        raise ValueError(f'{quote(word)} has no unit; write the duration in one piece, such as "1m30s"')
    if re.fullmatch(_TIMES, word) and act not in _COUNTED:
        raise ValueError(f"{quote(word)} would only be shown; to repeat steps, write {SET}")
    if len(word) > LONGEST_WORD:
        raise ValueError(f"{quote(word)} has {len(word)} characters; use at most {LONGEST_WORD} after the duration")
    if not word.isprintable() and re.search(f"[{UNSAFE}{TURNS_WRITING}]", word):
        raise ValueError(f"{quote(word)} has a line break or control character; write plain text")


def _instead(written: str, first: str) -> str:
    """What to write for a step that does not start with a kind."""
    words = written.split()
    kind = next((one for one in words if one.lower() in _ACTS), "")
    duration = next((one for one in words if reads_as_duration(one)), "")
    if re.match(_TIMES, written):
        return f"to repeat steps, write {SET}"
    if kind and duration and "," not in written:
        others = (one for one in words if one not in (kind, duration))
        return f"write {quote(' '.join((kind.lower(), duration, *others)))}"
    meant = nearest(first.lower(), tuple(_ACTS))
    if meant:
        return f"did you mean {meant}?"
    return f"a step starts with {in_a_row(tuple(_ACTS), 'or')}, for example {EXAMPLES}"
