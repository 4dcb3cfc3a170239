"""The way back to a table that was the runner's own: found by its name, the newest first, and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.own_table.earlier import as_typed, earlier_called, earlier_tables, ways_back
from runwalk_tui.own_table.taking import candidate, take
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.rule.cautions import in_other_programmes
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.session.records import Log
from tests.support.rule_cases import day, log_of, run, shipped_table

ANNA = "Anna's back plan"


def own(title: str, run: str = "20s") -> str:
    return f'[programme]\nname = "{title}"\n\n[[stage]]\nid = "1"\nrun = "{run}"\nwalk = "2m"\n'


def kept(name: str, text: str) -> Path:
    """A copy in the config folder."""
    file = paths.config_dir() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_the_newest_of_each_name_the_newest_first() -> None:
    kept("stages-2026-01-05.toml", own(ANNA, "10s"))
    newest = kept("stages-2026-01-05-10.toml", own(ANNA, "30s"))
    kept("stages-2026-01-05-9.toml", own(ANNA, "25s"))
    kept("stages-2026-02-01.toml", own("Live"))
    kept("stages-2026-03-01.toml", "not a table")
    kept("stages-2026-13-01.toml", own("No such day"))
    kept("stages-mine.toml", own("No date"))
    kept("stages-2026-04-01.toml", own("Stretches").replace("\n\n", '\nkind = "companion"\n\n', 1))
    assert [(one.title, one.day) for one in earlier_tables()] == [
        ("Live", date(2026, 2, 1)),
        (ANNA, date(2026, 1, 5)),
    ]
    found = earlier_called("anna's BACK plan")
    assert found is not None
    assert found.file == newest


def test_the_one_in_use_is_no_earlier_one() -> None:
    kept("stages-2026-01-05.toml", own(ANNA, "10s"))
    kept("stages-2026-01-06.toml", own(ANNA))
    assert earlier_tables(parse_table(own(ANNA), "stages.toml")) == ()


def test_without_a_config_folder_there_is_none() -> None:
    assert earlier_tables() == ()


def test_a_name_is_enough_to_take_one_up_and_so_is_that_of_a_shipped_table() -> None:
    kept("stages-2026-01-05.toml", own(ANNA))
    assert candidate(ANNA).table.programme == ANNA
    assert candidate("First 5K").text == paths.shipped_programme("first-5k").read_text("utf-8")


def test_a_changed_copy_comes_before_the_table_that_ships() -> None:
    changed = paths.shipped_stages().read_text("utf-8").replace('run = "15s"', 'run = "20s"')
    kept("stages-2026-01-05.toml", changed)
    assert candidate("ASTEROID run-walk").text == changed
    assert candidate("asteroid").text == paths.shipped_stages().read_text("utf-8")


def test_an_untouched_copy_of_a_shipped_table_leaves_no_dated_one() -> None:
    take(candidate("walking"), day(0))
    taken = take(candidate("first-5k"), day(1))
    assert taken.before is None
    assert [each.name for each in paths.config_dir().iterdir()] == ["stages.toml"]


@pytest.mark.parametrize(
    ("title", "typed"), [(ANNA, '"Anna\'s back plan"'), ("Up", '"Up"'), ("$5 plan", "'$5 plan'"), ("a!b", "'a!b'")]
)
def test_a_name_can_be_typed_as_it_is_told(title: str, typed: str) -> None:
    assert as_typed(title) == typed


def told(log: Log, name: str = "ASTEROID run-walk") -> str:
    table = replace(shipped_table(), programme=name)
    due = prescribe(table, log, day(4), ways_back(table, log))
    assert due.decision is Decision.PLACEMENT
    return " ".join(due.warnings)


def test_sessions_of_an_earlier_table_name_the_way_back_to_it() -> None:
    kept("stages-2026-01-05.toml", own(ANNA))
    said = told(log_of(run(0, programme=ANNA, stage="1")))
    assert 'To go back: runwalk stages use "Anna\'s back plan"' in said
    assert "renamed" not in said


def test_sessions_of_a_shipped_table_are_gone_back_to_by_its_short_name() -> None:
    assert told(log_of(run(0, programme="Walking", stage="10m")), "Mine").endswith("runwalk stages use walking")


def test_a_changed_copy_of_a_shipped_table_is_the_way_back_to_it() -> None:
    kept("stages-2026-01-05.toml", paths.shipped_programme("walking").read_text("utf-8") + "# mine\n")
    table, log = shipped_table(), log_of(run(0, programme="Walking", stage="10m"))
    (said,) = in_other_programmes(table, log, ways_back(table, log))
    assert said.endswith('To go back: runwalk stages use "Walking"')


def test_without_such_a_table_it_may_be_a_new_name() -> None:
    assert "put the old name back" in told(log_of(run(0, programme="Live")))
