"""What is printed does nothing to a terminal."""

from __future__ import annotations

import re
import sys

from runwalk_tui.system.safe_text import TURNS_WRITING, UNSAFE, shown


def test_nothing_that_is_printable_acts_on_a_terminal() -> None:
    printable = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable())
    assert re.search(f"[{UNSAFE}{TURNS_WRITING}]", printable) is None
    assert shown(printable) == printable


def test_one_line_that_acts_on_a_terminal_is_enough() -> None:
    assert shown("fine\n\ttoo\n\x1b[2J") == "fine\n\ttoo\n\\x1b[2J"
    assert shown("\u202eback") == "\\u202eback"
