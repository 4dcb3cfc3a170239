"""The figures of a stage in a form: what is shown, what is refused, and what the file says afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.own_table.figures import FigureName, FigureSheet, figures_of, outcome_or_why, taken_over
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Source, Stage
from tests.support.examples import examples

SHIPPED = shipped_stages().read_text("utf-8")
OTHERS = """\
[programme]
name = "Others"
warm_up = "5m"

[[stage]]
id = "list"
intervals = ["run 3m", "walk 90s"]

[[stage]]
id = "sets"
intervals = ["run 3m", "walk 90s"]
reps = 4
warm_up = "3m"

[[stage]]
id = "filled"
run = 90
walk = "2:00"
fill = "20m"
"""


def sheet_of(text: str, stage: str) -> FigureSheet:
    sheet = figures_of(text, "stages.toml", stage)
    assert sheet is not None
    return sheet


def saved(sheet: FigureSheet) -> Stage:
    text, table = sheet.outcome()
    assert parse_table(text, "again") == table
    return table.stages[sheet.position]


def test_a_stage_shows_its_common_figures() -> None:
    sheet = sheet_of(SHIPPED, "4")
    assert sheet.was == {"run": "1m", "walk": "1m30s", "fewest": "6", "most": "10", "warm_up": "5m", "per_week": "3"}
    assert not sheet.warm_up_alone
    assert not sheet.changed


@pytest.mark.parametrize(
    ("stage", "fields"),
    [
        ("list", ("warm_up", "per_week")),
        ("sets", ("fewest", "most", "warm_up", "per_week")),
        ("filled", ("run", "walk", "fill", "warm_up", "per_week")),
    ],
)
def test_a_stage_of_another_form_shows_the_figures_that_it_has(stage: str, fields: tuple[FigureName, ...]) -> None:
    assert sheet_of(OTHERS, stage).fields == fields


def test_a_stage_that_the_file_does_not_have_has_no_form() -> None:
    assert figures_of(SHIPPED, "stages.toml", "99") is None


def test_a_run_that_changes_makes_the_stage_the_runners_own() -> None:
    stage = saved(sheet_of(SHIPPED, "4").with_text("run", "1:10"))
    assert stage.steps[0].seconds == 70
    assert stage.source is Source.OWN


def test_a_warm_up_is_changed_where_it_is() -> None:
    shared = sheet_of(SHIPPED, "4").with_text("warm_up", "4m")
    _, table = shared.outcome()
    assert {stage.warm_up for stage in table.stages} == {240}
    assert table.stages[3].source is Source.SECONDARY
    _, others = sheet_of(OTHERS, "sets").with_text("warm_up", "0s").outcome()
    assert [stage.warm_up for stage in others.stages] == [300, 0, 300]


def test_repetitions_are_changed_for_this_stage_alone() -> None:
    _, table = sheet_of(SHIPPED, "4").with_text("most", "12").outcome()
    assert [(stage.reps_min, stage.reps_max) for stage in table.stages[2:5]] == [(6, 10), (6, 12), (6, 10)]
    assert saved(sheet_of(OTHERS, "sets").with_text("fewest", "3").with_text("most", "3")).reps_max == 3


def test_what_is_typed_and_taken_back_is_no_change() -> None:
    sheet = sheet_of(SHIPPED, "4").with_text("run", "2m")
    assert sheet.changed
    assert not sheet.with_text("run", "1m").changed


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("run", "400m", "400m looks like metres; m is minutes, such as 2m"),
        ("run", "100m", "100m looks like metres; for minutes write 1h40m"),
        ("run", "90", "90 of what? Write 90s or 90m"),
        ("run", "200", "200 of what? Write 200s"),
        ("run", "99999", "from 1s to 3h"),
        ("run", "", "a duration, please: 45s, 2m or 1m30s"),
        ("run", "5 km", "5 km is a distance; runwalk counts time, such as 2m"),
        ("run", "1.5m", "no fractions, please: 45s, 2m or 1m30s"),
        ("run", "1m75s", "minutes and seconds go up to 59, such as 1m30s"),
        ("run", "2 min", "write it as 2m"),
        ("run", "quick", "not a duration; write it like 45s, 2m or 1m30s"),
        ("run", "\N{HOURGLASS}", "not a duration; write it like 45s, 2m or 1m30s"),
        ("run", "-1", "from 1s to 3h"),
        ("walk", "0s", "from 1s to 3h"),
        ("warm_up", "-1m", "from 0s to 3h"),
        ("fewest", "0", "from 1 to 100"),
        ("fewest", "", "from 1 to 100"),
        ("most", "4", "4 is less than 6"),
        ("per_week", "8", "from 1 to 7"),
    ],
)
def test_a_figure_that_cannot_be_is_one_line_at_its_place(name: FigureName, text: str, says: str) -> None:
    faults = sheet_of(SHIPPED, "4").with_text(name, text).faults()
    assert list(faults) == [name]
    assert says in faults[name]
    assert len(faults[name]) <= 59, "a row of 80 columns has this much room"


def test_figures_that_do_not_go_together_are_one_line() -> None:
    sheet = sheet_of(SHIPPED.replace('session_limit = "30m"', ""), "4").with_text("run", "3h")
    assert not sheet.faults()
    why = outcome_or_why(sheet)
    assert isinstance(why, str)
    assert "a session lasts at most 6h" in why


def test_what_was_typed_goes_onto_the_file_as_it_is_by_now() -> None:
    typed = sheet_of(SHIPPED, "4").with_text("run", "1m10s").with_text("walk", "2m")
    elsewhere = SHIPPED.replace('run = "1m"\nwalk = "1m30s"', 'run = "1m5s"\nwalk = "2m"')
    now = taken_over(typed, sheet_of(elsewhere, "4"))
    assert (now.was["run"], now.shown("run"), now.typed) == ("1m5s", "1m10s", {"run": "1m10s"})


@examples(25)
@given(
    st.integers(1, 13),
    st.integers(1, 900),
    st.integers(1, 900),
    st.tuples(st.integers(1, 10), st.integers(10, 20)),
    st.integers(0, 900),
    st.integers(1, 7),
)
def test_whatever_is_saved_is_read_back(
    stage: int, run: int, walk: int, reps: tuple[int, int], warm_up: int, per_week: int
) -> None:
    sheet = sheet_of(SHIPPED, str(stage))
    wanted: dict[FigureName, str] = {
        "run": format_duration(run),
        "walk": format_duration(walk),
        "fewest": str(reps[0]),
        "most": str(reps[1]),
        "warm_up": format_duration(warm_up),
        "per_week": str(per_week),
    }
    for name, text in wanted.items():
        sheet = sheet.with_text(name, text)
    assert not sheet.faults()
    found = outcome_or_why(sheet)
    if isinstance(found, str):
        assert "at most 6h" in found
        return
    text, _ = found
    assert sheet_of(text, str(stage)).was == wanted
    comments = [line for line in SHIPPED.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == comments


@pytest.mark.parametrize("stage", ["3", "7", "8"])
def test_a_note_on_the_figures_that_ship_goes_with_them(stage: str) -> None:
    sheet = sheet_of(SHIPPED, stage).with_text("walk", "1m40s")
    text, _ = sheet.outcome()
    changed = saved(sheet)
    assert (changed.note, changed.source, changed.steps[1].seconds) == ("", Source.OWN, 100)
    # Everything else is as it was, comments too.
    others = [line for line in SHIPPED.splitlines() if not line.startswith(("note", "walk", "source"))]
    assert [line for line in text.splitlines() if not line.startswith(("note", "walk", "source"))] == others


def test_a_note_stays_where_the_figures_do_or_it_is_the_runner_s_own() -> None:
    sheet = sheet_of(SHIPPED, "7")
    assert saved(sheet.with_text("warm_up", "6m")).note == sheet.stage.note != ""
    mine = OTHERS.replace("run = 90\n", 'run = 90\nnote = "by the river"\n')
    assert saved(sheet_of(mine, "filled").with_text("run", "2m")).note == "by the river"
