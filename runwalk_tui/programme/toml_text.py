"""From a file to TOML values, or to a plain sentence about why it is not TOML.

The sentences are in `toml_slips.py`, which is loaded for a file that needs one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from runwalk_tui.programme.quote import printable
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
        from runwalk_tui.programme.toml_slips import slips_in

        raise NotTomlError(*slips_in(text, error, arrays)) from error


def _refuse_long_key(text: str) -> None:
    """Raise NotTomlError when the dots of a line are those of a key and not of a sentence."""
    from runwalk_tui.programme.toml_slips import line_of_long_key

    line = line_of_long_key(text, MOST_KEY_PARTS)
    if line is not None:
        slip = f"a key with more than {MOST_KEY_PARTS} parts between dots is not used in any file of runwalk"
        raise NotTomlError((line, slip))
