"""A page in Markdown as whole lines: for plain lines, and to look through what a page says."""

from __future__ import annotations

import re
from collections.abc import Iterator

ITEM = re.compile(r"(?:-|\d+\.) ")
"""Begins an entry of a list."""
MARKS = re.compile(r"\\(.)|\*+")
"""An escaped character, or the marks of emphasis."""
MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:@])")
"""Characters that Markdown would act on."""


def whole_lines(text: str) -> Iterator[str]:
    """Headings, paragraphs and entries of lists, each on one line however it was wrapped."""
    whole = ""
    for line in [*text.splitlines(), ""]:
        begins = not line.strip() or line.startswith("#") or ITEM.match(line) is not None
        if whole and (begins or whole.startswith("#") or whole.endswith("\\")):
            yield whole.removesuffix("\\")
            whole = ""
        whole = f"{whole} {line.strip()}".strip()
    # The last line is empty, so nothing is left over.


def plain_lines(text: str) -> list[str]:
    """A page as lines to be read aloud: its title is a sentence, a heading ends with a colon, and no mark is left."""
    lines = []
    for line in whole_lines(text):
        if line.startswith("##"):
            lines.append(f"{_words(line.lstrip('# '))}:")
        elif line.startswith("#"):
            title = _words(line.lstrip("# "))
            lines.append(title if title.endswith("?") else f"{title}.")
        else:
            lines.append(_words(line))
    return lines


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, whoever wrote it."""
    return MEANS_SOMETHING.sub(r"\\\1", text)


def _words(line: str) -> str:
    """Without the marks of emphasis; an escaped character is that character."""
    return MARKS.sub(lambda mark: mark[1] or "", line)
