"""From a text to TOML values, or to plain sentences about why it is not TOML.

tomllib stops at the first thing that is not TOML and names it in the words of a parser. The usual slips of somebody
who edits a stage table get another sentence here, at every line that has them. What tomllib cannot bear is
refused before: a file beyond the limit, and a key of thousands of parts, for which it needs hours and all the memory.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from runwalk_tui.programme.faults import quote, shorten
from runwalk_tui.system.problems import FaultyTextError
from runwalk_tui.system.safe_text import visible

MOST_DOTS = 150
"""Dots on one line. tomllib's time and memory grow with the square of the parts of a dotted key: 30,000 of them took
11 s and 3.4 GB. With so many on each line of the largest file it is 2 s."""

_AT_LINE = r" \(at (?:line (\d+), column \d+|end of document)\)$"
_BARE_DURATION = r"[ \t]*[\w-]+[ \t]*=[ \t]*([0-9]+(?:[:hms][0-9]*)+)[ \t]*(?:#.*)?\r?"
_LONG_NUMBER = r"[0-9_]{4300,}"

_PLAINLY = {
    "Cannot overwrite a value": "this key appears twice; delete one of them",
    "Expected newline or end of document after a statement": (
        'there is something after the value; text and durations go in quotes: "1m30s"'
    ),
    "Expected '=' after a key in a key/value pair": "there is no = after the key; a setting is written key = value",
    "Illegal character '\\n'": "a quote is missing: text starts and ends with one on the same line",
    "Invalid statement": (
        "runwalk can't read this line; a line is [programme], [[stage]], key = value, or starts with #"
    ),
    "Invalid value": 'runwalk can\'t read this value; text and durations go in straight quotes: "1m30s"',
    "Unclosed array": "the list is not closed with ], or a comma is missing between two of its values",
    "Unterminated string": "a quote is missing at the end of the text",
}


def parse_toml(text: str, arrays: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values of a TOML text. Raises FaultyTextError.

    `arrays` names the tables that come several times, [[so]], to recognise where one bracket is missing.
    """
    for line, written in enumerate(text.split("\n"), 1):
        if written.count(".") > MOST_DOTS:
            raise FaultyTextError((line, f"there are more than {MOST_DOTS} dots on this line"))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FaultyTextError(*_slips(text, str(error), arrays)) from error
    except RecursionError as error:
        raise FaultyTextError((_deepest_line(text), "lists and tables are nested too deeply")) from error
    except ValueError as error:  # Python refuses to read a number of more than 4,300 digits
        match = re.search(_LONG_NUMBER, text)
        line = _line(text, match.start()) if match else 1
        raise FaultyTextError((line, "a number has far too many digits")) from error


def _slips(text: str, said: str, arrays: tuple[str, ...]) -> list[tuple[int, str]]:
    """What tomllib said in plain words: (line from 1, one line), at least one.

    The same slip is looked for everywhere in the file.
    """
    place = re.search(_AT_LINE, said)
    line = int(place[1]) if place and place[1] else _line(text, len(text.rstrip()))
    said = re.sub(_AT_LINE, "", said)
    lines = text.split("\n")
    if said.startswith(("Cannot declare", "Cannot overwrite")):
        for name in arrays:
            single = re.compile(rf"[ \t]*\[[ \t]*{name}[ \t]*\][ \t\r]*(?:#.*)?")
            if single.fullmatch(lines[line - 1]) or said == "Cannot overwrite a value":
                slip = f"[{name}] must be [[{name}]], with two brackets on each side"
                if slips := [(at, slip) for at, written in enumerate(lines, 1) if single.fullmatch(written)]:
                    return slips
    if re.fullmatch(_BARE_DURATION, lines[line - 1]):
        bare = ((at, re.fullmatch(_BARE_DURATION, written)) for at, written in enumerate(lines, 1))
        return [(at, f"a duration goes in quotes: {quote(match[1])}") for at, match in bare if match]
    if said == "Invalid initial character for a key part" and "{" in lines[line - 1]:
        return [(line, "everything between { and } has to be on one line, with no comma after the last value")]
    if said.startswith("Cannot declare"):
        return [(line, "this table appears twice; delete one of them")]
    plainly = _PLAINLY.get(said) or visible(shorten(said[:1].lower() + said[1:], 100))
    return [(line, plainly)]


def _line(text: str, position: int) -> int:
    """The line, from 1, of a position in the text."""
    return text.count("\n", 0, position) + 1


def _deepest_line(text: str) -> int:
    """The line on which brackets are nested most deeply."""
    depth = deepest = position = 0
    for match in re.finditer(r"[\[{]|[\]}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > deepest:
            deepest, position = depth, match.start()
    return _line(text, position)
