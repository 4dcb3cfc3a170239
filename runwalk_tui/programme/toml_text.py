"""From a file to TOML values, or to a plain sentence about why it is not TOML.

tomllib stops at the first thing that is not TOML and names it in the words of a parser. The usual
slips of somebody who edits a stage table get a sentence of their own here, at every line that has them.
"""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from runwalk_tui.programme.quote import printable, quote, shorten

LARGEST = 1 << 20
"""Bytes of a file, 1 MiB."""
MOST_KEY_PARTS = 8
"""Parts of one dotted key. tomllib's time grows with their square, and no table of ours needs more than 2."""

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:\.[ \t]*+{_PART}){{{MOST_KEY_PARTS}}}", re.MULTILINE)
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BARE_DURATION = re.compile(r"[ \t]*[\w-]+[ \t]*=[ \t]*([0-9]+(?:[:hms][0-9]*)+)[ \t]*(?:#.*)?")
_LONG_NUMBER = re.compile(r"(?<![\w\"'])[+-]?[0-9_]{4300,}")
_NESTING = re.compile(r"[\[{]|[\]}]")

_PLAINLY = {
    "Cannot overwrite a value": "this key is given twice; keep one of them",
    "Expected newline or end of document after a statement": (
        'the line goes on after its value; text and durations stand in quotes: "1m30s"'
    ),
    "Expected '=' after a key in a key/value pair": "there is no = after the key; a setting is written key = value",
    "Illegal character '\\n'": "a quote is missing: text begins and ends with one on the same line",
    "Invalid statement": "this is not understood; a line is [programme], [[stage]], key = value, or begins with #",
    "Invalid value": 'the value is not understood; text and durations stand in straight quotes: "1m30s"',
    "Unclosed array": "the list is not closed with ], or a comma is missing between two of its values",
    "Unterminated string": "a quote is missing at the end of the text",
}


class NotTomlError(Exception):
    """The file cannot be read as TOML."""

    def __init__(self, *slips: tuple[int, str]) -> None:
        super().__init__(slips)
        self.slips = slips
        """(line from 1, one line that says what is wrong), at least one."""


def read_text(path: Path) -> str:
    """Return the text of a file. Raises NotTomlError when there is none that can be used."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NotTomlError((1, "this is a folder; name the file in it"))
        if not stat.S_ISREG(found.st_mode):
            raise NotTomlError((1, "this is not an ordinary file"))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotTomlError((1, "there is no such file")) from error
    except OSError as error:
        raise NotTomlError((1, f"the file cannot be read: {error.strerror or type(error).__name__}")) from error
    except ValueError as error:  # what Python raises for a name that no system call would take
        raise NotTomlError((1, "no file can have this name")) from error
    if len(data) > LARGEST:
        raise NotTomlError((1, "the file is larger than 1 MiB; a stage table is at most that"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        slip = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8"
        raise NotTomlError((line, slip)) from error


def parse_toml(text: str, arrays: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values of a TOML text. Raises NotTomlError.

    `arrays` names the tables that come several times, [[so]], to recognise where one bracket is missing.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise NotTomlError((1, "the text is larger than 1 MiB; a stage table is at most that"))
    if match := _LONG_KEY.search(text):
        slip = f"a key with more than {MOST_KEY_PARTS} parts between dots is not used in a stage table"
        raise NotTomlError((_line(text, match.end()), slip))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotTomlError(*_explain(text, str(error), arrays)) from error
    except RecursionError as error:
        raise NotTomlError((_deepest_line(text), "lists and tables are nested too deeply")) from error
    except ValueError as error:  # Python refuses to read a number of more than 4,300 digits
        match = _LONG_NUMBER.search(text)
        line = _line(text, match.start()) if match else 1
        raise NotTomlError((line, "a number has far too many digits")) from error


def _explain(text: str, said: str, arrays: tuple[str, ...]) -> list[tuple[int, str]]:
    """Turn what tomllib said into slips in plain words; the same slip is looked for in the whole file."""
    place = _AT_LINE.search(said)
    line = int(place[1]) if place and place[1] else _line(text, len(text.rstrip()))
    said = _AT_LINE.sub("", said)
    lines = text.split("\n")
    if said.startswith(("Cannot declare", "Cannot overwrite")):
        for name in arrays:
            single = re.compile(rf"[ \t]*\[[ \t]*{name}[ \t]*\][ \t\r]*(?:#.*)?")
            if single.fullmatch(lines[line - 1]) or said == "Cannot overwrite a value":
                slip = f"[{name}] must be [[{name}]], with two brackets on each side"
                if slips := [(at, slip) for at, written in enumerate(lines, 1) if single.fullmatch(written)]:
                    return slips
    if _BARE_DURATION.fullmatch(lines[line - 1].rstrip("\r")):
        bare = ((at, _BARE_DURATION.fullmatch(written.rstrip("\r"))) for at, written in enumerate(lines, 1))
        return [(at, f"a duration stands in quotes: {quote(match[1])}") for at, match in bare if match]
    if said.startswith("Cannot declare"):
        return [(line, "this table stands in the file twice; keep one of them")]
    plainly = _PLAINLY.get(said) or printable(shorten(said[:1].lower() + said[1:], 100))
    return [(line, plainly)]


def _line(text: str, position: int) -> int:
    """The line, from 1, of a position in the text."""
    return text.count("\n", 0, position) + 1


def _deepest_line(text: str) -> int:
    """The line on which brackets, wherever they stand, are nested most deeply."""
    depth = deepest = position = 0
    for match in _NESTING.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > deepest:
            deepest, position = depth, match.start()
    return _line(text, position)
