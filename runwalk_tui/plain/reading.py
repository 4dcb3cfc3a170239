"""The pages of advice as lines, one at a time."""

from __future__ import annotations

import re

from runwalk_tui.guidance.advice import advice_pages
from runwalk_tui.guidance.markdown_lines import plain_lines
from runwalk_tui.plain.front import PlainFront
from runwalk_tui.plain.questions import BACK
from runwalk_tui.system.problems import Problem

HOW_TO_READ = "Type a number to read that page, a to read them all, Enter to go back."


async def read_advice(front: PlainFront) -> None:
    """The list of pages, and those that the runner chooses."""
    pages = advice_pages(front.workspace.table, front.workspace.tips)
    front.lines.say("Advice. This isn't medical advice; each line ends with where it comes from.")
    front.lines.say(*(f"{number} {page.title}" for number, page in enumerate(pages, 1)))
    while True:
        answer = await front.questions.word(HOW_TO_READ, fault=lambda typed: _fault(typed, len(pages)), usual="")
        if answer is BACK or not answer:
            return
        for page in pages if answer.lower() == "a" else [pages[int(answer) - 1]]:
            front.lines.say(*plain_lines(page.text))


def _fault(typed: str, count: int) -> Problem | None:
    """What is wrong with an answer."""
    if typed.lower() == "a" or (re.fullmatch(r"[0-9]{1,3}", typed) and 1 <= int(typed) <= count):
        return None
    return Problem(f"Please type a number from 1 to {count}, or a.")
