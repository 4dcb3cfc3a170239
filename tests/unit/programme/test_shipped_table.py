"""The table that ships: the figures of the programme, and where each comes from."""

from __future__ import annotations

import re

import pytest

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.duration import format_duration
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Act, Kind, Policy, Source, Stage, StageTable
from runwalk_tui.table_in_use import load_table

FIGURES = [
    ("1", "15s", "2m", Source.SECONDARY, 10),
    ("2", "30s", "2m", Source.SECONDARY, 10),
    ("3", "45s", "1m55s", Source.SECONDARY, 9),
    ("4", "1m", "1m30s", Source.SECONDARY, 10),
    ("5", "1m15s", "1m15s", Source.SECONDARY, 10),
    ("6", "1m30s", "1m", Source.SECONDARY, 10),
    ("7", "1m45s", "1m", Source.INTERPOLATED, 9),
    ("8", "2m", "45s", Source.INTERPOLATED, 9),
    ("9", "2m15s", "45s", Source.INTERPOLATED, 8),
    ("10", "2m30s", "45s", Source.INTERPOLATED, 7),
    ("11", "2m45s", "30s", Source.INTERPOLATED, 7),
    ("12", "3m", "30s", Source.INTERPOLATED, 7),
    ("13", "3m", "15s", Source.SECONDARY, 7),
]
"""Id, run, walk, source and full repetitions, as the programme was published or interpolated."""


@pytest.fixture(scope="module")
def table() -> StageTable:
    return load_table(shipped_stages())


def test_the_stages_are_those_of_the_programme(table: StageTable) -> None:
    def row(stage: Stage) -> tuple[str, str, str, Source, int]:
        run, walk = stage.steps
        assert (run.kind, walk.kind) == (Kind.RUN, Kind.WALK)
        return stage.id, format_duration(run.seconds), format_duration(walk.seconds), stage.source, table.full(stage)

    assert [row(stage) for stage in table.stages] == FIGURES


def test_every_stage_has_six_to_ten_repetitions_between_warm_up_and_cool_down(table: StageTable) -> None:
    for stage in table.stages:
        assert (stage.reps_min, stage.reps_max, stage.fill) == (6, 10, None)
        assert (stage.warm_up, stage.cool_down) == (300, 120)


def test_the_rest_of_the_table_is_the_default_rule(table: StageTable) -> None:
    assert table.programme == "ASTEROID run-walk"
    assert table.policy == Policy()
    assert (table.sessions_per_week, table.session_limit, table.thresholds) == (3, 1800, (30, 90))


def test_interpolated_stages_say_that_they_are_our_own(table: StageTable) -> None:
    for stage in table.stages:
        assert ("Our own figures" in stage.note) == (stage.source is Source.INTERPOLATED)


def test_stage_3_says_why_its_walk_is_out_of_the_pattern(table: StageTable) -> None:
    assert "this is the published figure" in table.stage("3").note


def test_the_labels_say_no_more_than_the_sources() -> None:
    text = shipped_stages().read_text("utf-8")
    assert "We read this as" in text[text.index("reps = [6, 10]") : text.index("warm_up =")]
    assert "an improvement; we use it for a rise" in text
    assert "no published summary" not in text
    assert text.count("we couldn't find this stage anywhere (we looked 103 times)") == 6
    assert "urbanathlete.co.nz" in text
    assert "theproactiveathlete.ca" in text


def test_every_figure_bears_its_source_in_a_comment() -> None:
    text = shipped_stages().read_text("utf-8")
    figures = text[text.index("[programme]") : text.index("[placement]")]
    settings = [line for line in figures.splitlines() if "=" in line and not line.startswith("#")]
    unsourced = ("name", "acceptable_pain", "pain_rise", "manual")
    for line in settings:
        if not line.startswith(unsourced):
            assert any(f"# {source}:" in line for source in ("trial", "secondary", "our choice")), line
    assert "Silbernagel 2007" in figures
    assert "Ostelo 2008" in figures


def test_no_full_session_is_longer_than_its_half_hour_and_the_cool_down(table: StageTable) -> None:
    for stage in table.stages:
        assert plan_session(table, stage, table.full(stage)).total <= 1800 + 120


def test_what_the_comments_show_can_be_written() -> None:
    """What stands at the end of a comment's line is a value, such as a list of intervals."""
    text = shipped_stages().read_text("utf-8")
    (intervals,) = re.findall(r"^# +(\[.*times.*\])$", text, re.MULTILINE)
    (was,) = re.findall(r"stay with it: (\[.*\])$", text, re.MULTILINE)
    table = parse_table(f'[programme]\nname = "Mine"\n[[stage]]\nwas = {was}\nintervals = {intervals}', "comments")
    assert table.stages[0].was == ("week 1",)
    assert {step.act for step in table.stages[0].steps} == {Act.RUN, Act.WALK, Act.JOG, Act.STRETCH}
    for act in Act:
        assert re.search(rf"^#.*\b{act}\b", text, re.MULTILINE)
