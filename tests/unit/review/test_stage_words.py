"""A stage and a programme in words: figures that are those of the session, and columns that fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.commands.programmes import stage_rows
from runwalk_tui.programme.shipped import SHIPPED
from runwalk_tui.programme.stage import Stage, StageTable
from runwalk_tui.review.climb import Reached, Rung
from runwalk_tui.review.programme_words import about_programme
from runwalk_tui.review.stage_words import about_in_short, session_words
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.charts.climb import lengths
from runwalk_tui.wording import minutes

PLANS = Path(__file__).parents[2] / "support" / "plans"


def shipped(name: str) -> StageTable:
    return load_table(paths.shipped_programme(name))


def rung(stage: Stage) -> Rung:
    """A stage that is due and was never done."""
    return Rung(stage, Reached.HERE, None, 0, 0)


def every_kind() -> StageTable:
    return load_table(PLANS / "every_kind.toml")


@pytest.mark.parametrize(
    ("programme", "stage", "words", "short"),
    [
        ("asteroid", "1", "run 15s, walk 2m, 6 to 10 times, up to 30 minutes", "6 to 10 times, 30 min"),
        ("first-5k", "w1", "run 45s, walk 1m30s, 9 times, 30 minutes in all", "9 times, 30 min"),
        ("first-5k", "w8", "run 14m, walk 2m, run 14m, 40 minutes in all", "40 min"),
        (
            "run-walk-ratios",
            "10s",
            "run 10s, walk 30s, repeated for 24 minutes, 31 minutes in all",
            "repeated for 24 min, 31 min in all",
        ),
        ("walking", "10m", "10 minutes of walking, easy", "10 min"),
    ],
)
def test_a_stage_says_what_its_session_is(programme: str, stage: str, words: str, short: str) -> None:
    table = shipped(programme)
    one = table.stage(stage)
    assert session_words(table, one) == words
    assert about_in_short(table, rung(one), 60).startswith(f"{short}, ")


def test_what_is_run_in_a_repetition_is_told_run_by_run() -> None:
    first_5k, kinds = shipped("first-5k"), every_kind()
    told = [
        lengths(rung(stage))
        for stage in (
            *(first_5k.stage(name) for name in ("w1", "w8", "w9")),
            *(kinds.stage(name) for name in ("march", "run-jog-run", "six sets of five")),
        )
    ]
    assert told == ["0:45/1:30", "2 × run 14:00", "run 30:00", "no running", "3 runs, 4:00", "5 × run 0:30"]


def test_the_first_session_of_a_programme_is_the_one_that_comes_first() -> None:
    def told(name: str) -> str:
        return " ".join(about_programme(SHIPPED[name], shipped(name)))

    assert "First session: 6 × (run 15s, walk 2m), 20 minutes in all. Last: 7 × (run 3m, walk 15s)" in told("asteroid")
    assert "First session: 24 minutes of (run 10s, walk 30s), 31 minutes in all." in told("run-walk-ratios")
    assert "First session: walk 10m easy. Last:" in told("walking")


@pytest.mark.parametrize(("name", "often"), [("core-and-legs", True), ("foam-roll", True), ("mobility", False)])
def test_other_exercise_says_how_often_where_its_table_does(name: str, often: bool) -> None:
    assert ("Twice a week." in about_programme(SHIPPED[name], shipped(name))) is often


TABLES = [shipped(each.name) for each in SHIPPED.values()]


@pytest.mark.parametrize("table", [*TABLES, every_kind()], ids=lambda table: table.programme)
def test_a_list_of_stages_stays_in_its_columns(table: StageTable) -> None:
    rows = stage_rows(table)
    assert max(map(len, rows)) <= 80
    ends = set()
    for stage in table.stages:
        (row,) = (row for row in rows if row.strip().startswith(f"{stage.marked_id}  "))
        total = minutes(stage.total_seconds(table.full(stage)))
        ends.add(row.rindex(f"  {total}") + len(total))
        assert stage.name in "\n".join(rows)
    assert len(ends) == 1
