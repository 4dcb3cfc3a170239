"""From a file to TOML values, or to plain sentences about why it is not TOML.

tomllib stops at the first thing that is not TOML and names it in the words of a parser. The usual slips of somebody
who edits a stage table get a sentence of their own here, at every line that has them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from runwalk_tui.programme.faults import printable, quote, shorten
from runwalk_tui.system.ordinary_files import NotOrdinaryError, read_ordinary

LARGEST = 1 << 20
"""Bytes of a file, 1 MiB."""
MOST_KEY_PARTS = 8
"""Parts of one dotted key. tomllib's time grows with their square, and no table of ours needs more than 2."""


class NotTomlError(Exception):
    """The file cannot be read as TOML."""

    def __init__(self, *slips: tuple[int, str]) -> None:
        super().__init__(slips)
        self.slips = slips
        """(line from 1, one line that says what is wrong), at least one."""


def read_text(path: Path) -> str:
    """Return the text of a file. Raises NotTomlError when there is none that can be used."""
    try:
        data = read_ordinary(path, LARGEST)
    except NotOrdinaryError as error:
        raise NotTomlError((1, "this is not an ordinary file")) from error
    except IsADirectoryError as error:
        raise NotTomlError((1, "this is a folder; name the file in it")) from error
    except FileNotFoundError as error:
        if path.is_symlink():
            leads = f"this is a link to {printable(str(path.readlink()))}, and there is no such file"
            raise NotTomlError((1, f"{leads}; put it there, or remove the link")) from error
        raise NotTomlError((1, "there is no such file")) from error
    except OSError as error:
        raise NotTomlError((1, f"the file cannot be read: {error.strerror or type(error).__name__}")) from error
    except ValueError as error:  # what Python raises for a name that no system call would take
        raise NotTomlError((1, "no file can have this name")) from error
    if len(data) > LARGEST:
        raise NotTomlError((1, "the file is larger than 1 MiB, the most that runwalk reads"))
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
        raise NotTomlError((1, "the text is larger than 1 MiB, the most that runwalk reads"))
    if any(line.count(".") >= MOST_KEY_PARTS for line in text.split("\n")):
        _refuse_long_key(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        from runwalk_tui.programme.toml_text import slips_in

        raise NotTomlError(*slips_in(text, error, arrays)) from error


def _refuse_long_key(text: str) -> None:
    """Raise NotTomlError when the dots of a line are those of a key and not of a sentence."""
    from runwalk_tui.programme.toml_text import line_of_long_key

    line = line_of_long_key(text, MOST_KEY_PARTS)
    if line is not None:
        slip = f"a key with more than {MOST_KEY_PARTS} parts between dots is not used in any file of runwalk"
        raise NotTomlError((line, slip))


_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BARE_DURATION = re.compile(r"[ \t]*[\w-]+[ \t]*=[ \t]*([0-9]+(?:[:hms][0-9]*)+)[ \t]*(?:#.*)?")
_LONG_NUMBER = re.compile(r"(?<![\w\"'])[+-]?[0-9_]{4300,}")
_NESTING = re.compile(r"[\[{]|[\]}]")

_PLAINLY = {
    "Cannot overwrite a value": "this key is given twice; keep one of them",
    "Expected newline or end of document after a statement": (
        'the line goes on after its value; text and durations go in quotes: "1m30s"'
    ),
    "Expected '=' after a key in a key/value pair": "there is no = after the key; a setting is written key = value",
    "Illegal character '\\n'": "a quote is missing: text begins and ends with one on the same line",
    "Invalid statement": "this is not understood; a line is [programme], [[stage]], key = value, or begins with #",
    "Invalid value": 'the value is not understood; text and durations go in straight quotes: "1m30s"',
    "Unclosed array": "the list is not closed with ], or a comma is missing between two of its values",
    "Unterminated string": "a quote is missing at the end of the text",
}


def line_of_long_key(text: str, parts: int) -> int | None:
    """Return the line of a key with more than `parts` parts between dots, or None."""
    match = re.search(rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:\.[ \t]*+{_PART}){{{parts}}}", text, re.MULTILINE)
    return _line(text, match.end()) if match else None


def slips_in(text: str, error: ValueError | RecursionError, arrays: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return what is wrong with a text that tomllib refused: (line from 1, one line in plain words), at least one.

    `arrays` names the tables that come several times, [[so]], to recognise where one bracket is missing.
    """
    if isinstance(error, tomllib.TOMLDecodeError):
        return _explain(text, str(error), arrays)
    if isinstance(error, RecursionError):
        return [(_deepest_line(text), "lists and tables are nested too deeply")]
    # Python refuses to read a number of more than 4,300 digits.
    match = _LONG_NUMBER.search(text)
    return [(_line(text, match.start()) if match else 1, "a number has far too many digits")]


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
        return [(at, f"a duration goes in quotes: {quote(match[1])}") for at, match in bare if match]
    if said.startswith("Cannot declare"):
        return [(line, "this table is in the file twice; keep one of them")]
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
