"""On which line of a TOML file each key is.

tomllib gives values without lines, and a fault without its line is hard to find. This reads text
that tomllib has already accepted, so it need only follow the grammar and never judge it.
"""

from __future__ import annotations

import re
import tomllib

KeyPath = tuple[str | int, ...]
"""Where a value is: keys of tables and positions in arrays, from 0: ("stage", 6, "walk")."""

_BLANK = re.compile(r"[ \t\r]*+")
_BLANK_LINES = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_REST_OF_LINE = re.compile(r"[^\n]*+")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_BARE_VALUE = re.compile(r"[^,\]}#\n]++")


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, on which each key, table and array element starts.

    `text` is TOML that tomllib accepts. A table that is opened more than once ([a.b], then [a])
    is where it was first named.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


def nearest_line(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a path, or of the innermost table around it that has one, else 1."""
    while path not in lines:
        if not path:
            return 1
        path = path[:-1]
    return lines[path]


class _Container:
    """An array or inline table that has been opened and not yet closed."""

    __slots__ = ("path", "position")

    def __init__(self, path: KeyPath, position: int | None) -> None:
        self.path = path
        self.position = position
        """Of the next element in an array; None in an inline table."""


class _Scanner:
    """Goes through the text once, from the first character to the last."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0
        """Up to here the line ends are in `_line`."""
        self._tables: dict[KeyPath, int] = {}
        """How many elements each array of tables has so far."""

    def document(self) -> None:
        """Note every statement of the file."""
        table: KeyPath = ()
        while self._skip_blank_lines():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._value(self._assignment(table))
            self._skip(_REST_OF_LINE)

    def _header(self) -> KeyPath:
        """Read [table] or [[table]] and return its path."""
        line = self._here()
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        keys = self._keys()
        path: KeyPath = ()
        for depth, key in enumerate(keys, 1):
            path = (*path, key)
            self._note(path, line)
            last = depth == len(keys)
            if last and several:
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self._note(path, line)
        return path

    def _assignment(self, table: KeyPath) -> KeyPath:
        """Read a key up to and with its equals sign and return its path inside the table."""
        line = self._here()
        for key in self._keys():
            table = (*table, key)
            self._note(table, line)
        self._at += 1
        return table

    def _keys(self) -> list[str]:
        """Read a key with its dots and return its parts; what follows is ], ]] or =."""
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            parts.append(_key(self._skip(_KEY_PART)))
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        """Read a value and note the elements and keys inside it; nesting is in a list, not in calls."""
        containers: list[_Container] = []
        self._open(path, containers)
        while containers:
            self._skip_blank_lines()
            inner = containers[-1]
            char = self._text[self._at]
            if char in "]}":
                self._at += 1
                containers.pop()
            elif char == ",":
                self._at += 1
            elif inner.position is None:
                self._open(self._assignment(inner.path), containers)
            else:
                element = (*inner.path, inner.position)
                inner.position += 1
                self._note(element, self._here())
                self._open(element, containers)

    def _open(self, path: KeyPath, containers: list[_Container]) -> None:
        """Read a plain value, or the opening bracket of an array or inline table."""
        self._skip(_BLANK)
        char = self._text[self._at]
        if char in "[{":
            self._at += 1
            containers.append(_Container(path, 0 if char == "[" else None))
        elif char in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_BARE_VALUE)

    def _note(self, path: KeyPath, line: int) -> None:
        self.lines.setdefault(path, line)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"line {self._here()} is not TOML that tomllib accepts")
        self._at = match.end()
        return match.group()

    def _skip_blank_lines(self) -> bool:
        """Go past white space, line ends and comments; False at the end of the text."""
        self._skip(_BLANK_LINES)
        return self._at < len(self._text)

    def _here(self) -> int:
        """The line that the scanner has reached."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line


def _key(written: str) -> str:
    """One part of a key without its quotes and escapes."""
    if written[0] == "'" or (written[0] == '"' and "\\" not in written):
        return written[1:-1]
    if written[0] == '"':
        plain: str = tomllib.loads(f"key = {written}")["key"]
        return plain
    return written
