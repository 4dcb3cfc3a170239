"""Is this normal? The page of advice as lines, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from runwalk_tui.guidance.advice import advice_text
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.system.problems import Problem

ITEM = re.compile(r"(?:-|\d+\.) ")
"""Begins an entry of a list."""
MARKS = re.compile(r"\\(.)|\*+")
"""An escaped character, or the marks of emphasis."""


@dataclass(slots=True)
class Part:
    """One part of the page."""

    title: str
    lines: list[str] = field(default_factory=list)
    """Each a heading, a paragraph or an entry of a list."""


async def read_advice(front: PlainFront) -> None:
    """What stands before the first part, then the parts that the runner chooses."""
    intro, *parts = page_parts(advice_text(front.workspace.table.policy, front.workspace.tips))
    front.lines.say(intro.title, *intro.lines)
    front.lines.say(*(f"{number} {part.title}" for number, part in enumerate(parts, 1)))
    while True:
        answer = await front.questions.word(
            "Type a number to read that part, a to read them all, Enter to go back.",
            fault=lambda typed: _fault(typed, len(parts)),
            usual="",
        )
        if answer is BACK or not answer:
            return
        for part in parts if answer.lower() == "a" else [parts[int(answer) - 1]]:
            front.lines.say(f"{part.title}.", *part.lines)


def page_parts(text: str) -> list[Part]:
    """A page in Markdown as its parts; the first is what stands before the first heading below the title."""
    parts = [Part("")]
    for line in _whole_lines(text):
        if line.startswith("## "):
            parts.append(Part(_words(line[3:])))
        elif line.startswith("# "):
            parts[0].title = _words(line[2:])
        else:
            heading = line.startswith("### ")
            parts[-1].lines.append(f"{_words(line[4:])}:" if heading else _words(line))
    return parts


def _whole_lines(text: str) -> Iterator[str]:
    """Paragraphs and entries of lists, each on one line however it was wrapped."""
    whole = ""
    for line in [*text.splitlines(), ""]:
        begins = not line.strip() or line.startswith("#") or ITEM.match(line) is not None
        if whole and (begins or whole.startswith("#") or whole.endswith("\\")):
            yield whole.removesuffix("\\")
            whole = ""
        whole = f"{whole} {line.strip()}".strip()
    # The last line is empty, so nothing is left over.


def _words(line: str) -> str:
    """Without the marks of emphasis; an escaped character is that character."""
    return MARKS.sub(lambda mark: mark[1] or "", line)


def _fault(typed: str, count: int) -> Problem | None:
    """What is wrong with an answer."""
    if typed.lower() == "a" or (re.fullmatch(r"[0-9]{1,3}", typed) and 1 <= int(typed) <= count):
        return None
    return Problem(f"Please type a number from 1 to {count}, or a.")
