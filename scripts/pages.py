"""Write those parts of the pages anew that the program itself makes: `python -m scripts.pages`.

A part stands between two comments, so whoever edits a page sees what a hand must leave alone. A test says that each
part is as the program would make it today: a page about the rule, the commands or the files cannot say what was true
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from runwalk_tui.ui.key_table import key_names, key_table
from scripts import command_list, format_examples, programme_list, rule_examples, rule_tables
from scripts.desktop_files import desktop_files
from scripts.man_pages import man_pages

ROOT = Path(__file__).parents[1]
Make = Callable[[], str]

PAGES: dict[str, dict[str, Make]] = {
    "README.md": {"keys": key_table},
    "docs/rule.md": {
        "stages": rule_tables.stages,
        "red flags": rule_tables.red_flags,
        "walks": rule_tables.walks,
        "examples": rule_examples.examples,
        "figures": rule_tables.figures,
    },
    "docs/formats.md": {
        "commands": command_list.commands,
        "programmes": programme_list.programmes,
        "history": format_examples.history,
        "csv": format_examples.csv,
        "check-ins": format_examples.check_ins,
        "next": format_examples.next_,
        "keys": key_table,
        "key names": key_names,
    },
}
"""The made parts of each page, by what stands in their comments."""


def whole_files() -> dict[str, str]:
    """The files of share/ that are made from the first line to the last, by their path."""
    return {**man_pages(), **desktop_files()}


def first_line(part: str) -> str:
    """The comment above a part."""
    return f"<!-- {part}: made by `python -m scripts.pages`, checked by a test -->"


def last_line(part: str) -> str:
    """The comment below a part."""
    return f"<!-- end of {part} -->"


def renewed(text: str, parts: Mapping[str, Make]) -> str:
    """A page with each of its parts made anew. Raises ValueError for a part that is not there just once."""
    for part, make in parts.items():
        first, last = first_line(part), last_line(part)
        pattern = re.compile(f"{re.escape(first)}\n.*?{re.escape(last)}", re.DOTALL)
        made = f"{first}\n\n{make().strip()}\n\n{last}"
        found = list(pattern.finditer(text))
        if len(found) != 1:
            raise ValueError(f"the part “{part}” is there {len(found)} times, not once")
        text = f"{text[: found[0].start()]}{made}{text[found[0].end() :]}"
    return text


def main() -> None:
    for name, parts in PAGES.items():
        page = ROOT / name
        before = page.read_text("utf-8")
        after = renewed(before, parts)
        if after != before:
            page.write_text(after, "utf-8")
        print(f"{name}: {'written anew' if after != before else 'as it was'}")
    for name, text in whole_files().items():
        path = ROOT / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"{name}: written anew")


if __name__ == "__main__":
    main()
