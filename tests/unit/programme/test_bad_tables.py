"""Tables with something wrong, and every line that `runwalk stages check` says about each.

A file of tests/support/bad_tables holds several: a line that starts with === says what is wrong, then comes the table,
and after --- what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.programme.faults import TableError
from runwalk_tui.programme.reader import parse_table

FOLDER = Path(__file__).parents[2] / "support" / "bad_tables"


def bad_tables() -> Iterator[tuple[str, str, list[str]]]:
    """What is wrong, the text of the table, and what is said of it."""
    for path in sorted(FOLDER.glob("*.txt")):
        for case in path.read_text("utf-8").split("=== ")[1:]:
            title, _, rest = case.partition("\n")
            table, _, said = rest.partition("\n---\n")
            yield f"{path.stem}: {title}", f"{table}\n", said.rstrip("\n").split("\n")


TABLES = list(bad_tables())


def test_there_are_sixty_and_more_of_them_and_no_two_are_alike() -> None:
    assert len(TABLES) >= 60
    assert len({table for _, table, _ in TABLES}) == len(TABLES)


@pytest.mark.parametrize(("table", "said"), [pytest.param(*rest, id=title) for title, *rest in TABLES])
def test_every_fault_is_said_at_its_line(table: str, said: list[str]) -> None:
    with pytest.raises(TableError) as caught:
        parse_table(table, "bad.toml")
    assert [str(fault) for fault in caught.value.faults] == said


def test_the_command_says_the_same_and_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _, table, said in TABLES[::6]:
        Path("bad.toml").write_text(table, "utf-8")
        answer = CliRunner().invoke(cli, ["stages", "check", "bad.toml"])
        assert answer.exit_code == 1
        assert answer.stdout == ""
        assert answer.stderr.splitlines() == said
