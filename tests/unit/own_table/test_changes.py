"""What is different in a table, and what that means for today, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from runwalk_tui.own_table.changes import SAME_FIGURES, change_lines, today_line
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.session.records import Log, Placement
from tests.support.rule_cases import log_of, run

TEXT = shipped_stages().read_text("utf-8")
TODAY = date(2026, 1, 5)
AT_FOUR = Log(placements=(Placement(datetime(2026, 1, 5, 7, tzinfo=UTC), "4"),))


def changed(*pairs: tuple[str, str]) -> tuple[StageTable, StageTable]:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_table(TEXT, ""), parse_table(text, "")


@pytest.mark.parametrize(
    ("pair", "line"),
    [
        (('run = "1m"\n', 'run = "1m10s"\n'), "Stage 4: run 1:00 is now 1:10."),
        (("reps = [6, 10]", "reps = [6, 12]"), "Every stage: repetitions: 6 to 10 is now 6 to 12."),
        (('warm_up = "5m"', 'warm_up = "0s"'), "Every stage: warm-up 5:00 is now 0:00."),
        (("sessions_per_week = 3", "sessions_per_week = 4"), "Sessions per week: 3 is now 4."),
        (("rest_days = 1", "rest_days = 2"), "Rest days: 1 is now 2."),
        (("manual = false", "manual = true"), "Manual: false is now true."),
        (('"30s", "90s"', '"20s", "90s"'), "Run test: 0:30 and 1:30 are now 0:20 and 1:30."),
        (('session_limit = "30m"', ""), "Session limit: 30:00 is now none."),
        (('name = "One minute"', ""), "Stage 4: it has no name any more."),
        (('walk = "1m30s"', 'walk = "1m30s"\nreps = 8'), "Stage 4: repetitions: 6 to 10 is now 8."),
        (
            ('run = "1m"\nwalk = "1m30s"', 'intervals = ["run 3m", "walk 90s", "run 5m"]\nreps = [6, 10]'),
            "Stage 4: run 1m, walk 1m30s is now run 3m, walk 1m30s, run 5m.",
        ),
        (('id = "4"', 'id = "four"\nwas = ["4"]'), "Stage four: its id was 4."),
    ],
)
def test_a_change_is_one_sentence(pair: tuple[str, str], line: str) -> None:
    assert change_lines(*changed(pair)) == (line,)


def test_stages_that_come_and_go_are_named() -> None:
    before, after = changed(('id = "13"', 'id = "fast"'))
    assert change_lines(before, after) == (
        "Stage fast is new: run 3m, walk 15s.",
        'Stage 13 is gone. If you only renamed it, write its old id under the new one: was = ["13"].',
    )


def test_how_to_rename_is_said_once_and_only_where_a_stage_is_new() -> None:
    before, after = changed(('id = "12"', 'id = "faster"'), ('id = "13"', 'id = "fast"'))
    assert sum("renamed" in line for line in change_lines(before, after)) == 1
    fewer = replace(before, stages=before.stages[:-1])
    assert change_lines(before, fewer) == ("Stage 13 is gone.",)
    assert not any("renamed" in line for line in change_lines(before, replace(after, programme="Mine")))


def test_another_name_of_the_programme_says_that_one_starts_afresh() -> None:
    (line,) = change_lines(*changed(("ASTEROID run-walk", "Mine")))
    assert "Mine" in line
    assert "afresh" in line


def test_a_name_that_has_sessions_already_says_that_they_count_again() -> None:
    before, after = changed(("ASTEROID run-walk", "Mine"))
    log = log_of(run(0, "4", 6, programme="Mine"), run(2, "4", 6, programme="Mine"))
    assert change_lines(before, after, log) == (
        'The programme is now called "Mine". The 2 sessions under that name count again.',
    )
    one = replace(log, sessions=log.sessions[:1])
    assert change_lines(before, after, one)[0].endswith("The 1 session under that name counts again.")


def test_another_order_is_said() -> None:
    before = parse_table(TEXT, "")
    after = replace(before, stages=(before.stages[1], before.stages[0], *before.stages[2:]))
    assert change_lines(before, after) == ("The stages are in a different order.",)


def test_nothing_that_matters_is_said_too() -> None:
    assert change_lines(*changed(("# How to write it", "# How I write it"))) == (SAME_FIGURES,)


def test_of_many_changes_the_first_are_told_and_the_others_counted() -> None:
    before = parse_table(TEXT, "")
    after = replace(before, stages=tuple(replace(stage, name=f"{stage.id}!") for stage in before.stages))
    lines = change_lines(before, after)
    assert len(lines) == 8
    assert lines[-1] == "And 6 other changes."


@pytest.mark.parametrize(
    ("pair", "line"),
    [
        (('run = "1m"\n', 'run = "1m10s"\n'), "Today: still stage 4, 6 repetitions, 23 minutes."),
        (("reps = [6, 10]", "reps = [5, 10]"), "Today: now stage 4, 5 repetitions, 20 minutes."),
    ],
)
def test_what_it_does_for_today(pair: tuple[str, str], line: str) -> None:
    before, after = (prescribe(table, AT_FOUR, TODAY) for table in changed(pair))
    assert today_line(before, after, TODAY) == line


def test_without_a_stage_it_says_what_comes_first() -> None:
    before, after = (prescribe(table, Log(), TODAY) for table in changed(("rest_days = 1", "rest_days = 2")))
    assert today_line(before, after, TODAY) == "Today: first find your starting stage."
