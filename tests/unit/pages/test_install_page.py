"""docs/install.md says what there is: every extra, and the lines that the tests of Tab type."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from scripts.extras import FIRST, FOR_WHOM, LAST, PAGE, extras
from tests.support.shells import SHELLS, Shell

TEXT = PAGE.read_text("utf-8")
FOR_CHANGING_IT = {"test", "check", "readers", "tables", "hearing", "voice"}


def test_every_extra_has_its_row_and_each_of_its_packages_is_in_it() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| .*? \| (\d+: .*?) \|", TEXT[TEXT.index(FIRST) : TEXT.index(LAST)], re.MULTILINE)
    )
    assert rows.keys() == FOR_WHOM.keys() == extras().keys() - FOR_CHANGING_IT
    for extra, row in rows.items():
        wanted = {re.split(r"[><=;\[ ]", each)[0] for each in extras()[extra] if ">= '3.12'" not in each}
        assert wanted <= set(row.partition(": ")[2].split(", ")), extra


def test_the_other_extras_are_named_as_what_they_are() -> None:
    assert all(f"`{extra}`" in TEXT for extra in FOR_CHANGING_IT)


def test_every_row_says_what_it_weighs_and_under_which_licence() -> None:
    for row in TEXT[TEXT.index(FIRST) : TEXT.index(LAST)].splitlines()[5:]:
        if row.startswith("| "):
            *_, weight, licences, _ = (cell.strip() for cell in row.split("|"))
            assert re.fullmatch(r"\d+\.\d MB", weight), row
            assert licences not in ("", "not told"), row


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.name)
def test_the_line_for_a_shell_is_the_one_that_is_tried(shell: Shell) -> None:
    assert f"| `{shell.line}` |".replace(" | source", " \\| source") in TEXT


def test_the_name_to_remove_is_the_name_of_the_distribution() -> None:
    assert version("runwalk-tui")
    assert "pipx uninstall runwalk-tui" in TEXT
