"""The programmes that ship: their figures, where each is from, and that none of them can end badly."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from runwalk_tui.paths import shipped_programme, shipped_programmes
from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.shipped import DEFAULT, SHIPPED, next_programme, shipped_as
from runwalk_tui.programme.stage import Act, Kind, Source, Stage, StageTable, TableKind
from runwalk_tui.rule.placement import run_test_helps, starting_stage
from runwalk_tui.table_in_use import load_table
from runwalk_tui.wording import source_words

PROGRAMMES = tuple(one.name for one in SHIPPED.values() if not one.companion)
EXERCISE = tuple(one.name for one in SHIPPED.values() if one.companion)
MOST_SECONDS = 90 * 60
"""Of a session; longer than any other source here asks for."""


def table_of(name: str) -> StageTable:
    return load_table(shipped_programme(name))


def text_of(name: str) -> str:
    return shipped_programme(name).read_text("utf-8")


def running(table: StageTable) -> list[int]:
    """Seconds of running in the full session of each stage."""
    plans = (plan_session(table, stage, table.full(stage)) for stage in table.stages)
    return [sum(phase.seconds for phase in plan.phases if phase.kind is Kind.RUN) for plan in plans]


def lengths(stage: Stage) -> tuple[int, ...]:
    return tuple(step.seconds for step in stage.steps)


def test_each_has_its_file_and_each_file_is_one_of_them() -> None:
    files = {file.stem for file in shipped_programmes().glob("*.toml")}
    assert files == set(SHIPPED) - {DEFAULT}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_table_is_what_its_line_says(name: str) -> None:
    table, shipped = table_of(name), SHIPPED[name]
    assert (table.programme, table.kind is TableKind.COMPANION) == (shipped.title, shipped.companion)
    assert shipped_as(table.programme) is shipped
    assert len(shipped.about) <= 50


@pytest.mark.parametrize("name", PROGRAMMES)
def test_what_comes_next_is_a_programme_that_ships(name: str) -> None:
    table = table_of(name)
    then = next_programme(table)
    assert (then is None) == (table.then == "")
    assert table.then == ("" if then is None else then.name)


def test_after_the_trial_s_stages_comes_more_running() -> None:
    then = next_programme(table_of(DEFAULT))
    assert then is not None
    assert then.name == "keep-running"


def test_after_half_an_hour_of_running_nobody_is_offered_a_step_down() -> None:
    assert next_programme(table_of("first-5k")) is None


def test_no_programme_takes_the_starting_stage_of_another_for_its_own() -> None:
    """A starting stage in the log has no programme with it, so two programmes must not share an id."""
    ids = [stage.id for name in PROGRAMMES for stage in table_of(name).stages]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 8


@pytest.mark.parametrize("name", SHIPPED)
def test_every_stage_can_be_done_from_its_fewest_to_its_full_repetitions(name: str) -> None:
    table = table_of(name)
    for stage in table.stages:
        for reps in {stage.reps_min, table.full(stage)}:
            plan = plan_session(table, stage, reps)
            assert plan.total == plan.phases[-1].end == stage.total_seconds(reps) <= MOST_SECONDS
            assert all(one.end == two.start for one, two in pairwise(plan.phases))


# Where the figures are from.


@pytest.mark.parametrize("name", [*PROGRAMMES[1:], *EXERCISE])
def test_a_table_says_where_its_figures_are_from_and_calls_none_the_runners_own(name: str) -> None:
    text, table = text_of(name), table_of(name)
    assert re.search(r"^# Where (the figures come|it comes) from$", text, re.MULTILINE)
    assert "our choice" in text
    assert {stage.source for stage in table.stages} <= {Source.SECONDARY, Source.INTERPOLATED}
    assert "your own figures" not in {source_words(table, stage) for stage in table.stages}
    head = text.partition("[programme]")[0]
    for source in {stage.source for stage in table.stages}:
        assert re.search(rf"^#   {source}\b", head, re.MULTILINE), source
    for line in re.findall(r"^\w+ = .*$", text.partition("[[stage]]")[0], re.MULTILINE):
        if not line.startswith(("name", "manual", "kind", "then")):
            assert "#" in line, line


@pytest.mark.parametrize("name", [*EXERCISE, "return-to-running"])
def test_exercises_and_runs_after_an_episode_are_no_medical_advice(name: str) -> None:
    assert "not medical advice" in " ".join(text_of(name).split())


def test_only_the_trial_s_own_figures_are_called_a_summary_of_the_trial() -> None:
    tables = {name: table_of(name) for name in PROGRAMMES[1:]}
    called = {
        (name, stage.id)
        for name, table in tables.items()
        for stage in table.stages
        if "trial" in source_words(table, stage)
    }
    assert called == {("keep-running", "k1")}
    ratios, back, first = tables["run-walk-ratios"], tables["return-to-running"], tables["first-5k"]
    assert source_words(ratios, ratios.stage("1m")) == "a published chart"
    assert source_words(back, back.stage("90m")) == "an article"
    assert [stage.id for stage in first.stages if source_words(first, stage) == "Couch to 5K"] == ["w2"]


# What each is.


def test_first_5k_is_nine_weeks_to_half_an_hour_and_never_grows_by_more_than_a_third() -> None:
    table = table_of("first-5k")
    runs = running(table)
    assert [stage.id for stage in table.stages] == [f"w{week}" for week in range(1, 10)]
    assert runs[-1] == 30 * 60
    assert all(one < two <= one * 4 / 3 for one, two in pairwise(runs))
    shares = [stage.run_seconds / stage.cycle_seconds for stage in table.stages]
    assert shares == sorted(shares)
    assert (table.sessions_per_week, table.policy.sessions_to_advance, table.policy.min_days_per_stage) == (3, 3, 7)


def test_keep_running_starts_where_the_trial_ended_and_grows_by_a_tenth_at_most() -> None:
    table, trial = table_of("keep-running"), table_of(DEFAULT)
    runs = running(table)
    assert table.stages[0].steps == trial.stages[-1].steps
    assert runs[0] == running(trial)[-1]
    assert all(one < two <= one * 1.1 for one, two in pairwise(runs))
    assert runs[-1] == 30 * 60


def test_run_walk_ratios_are_four_minutes_to_ten_seconds_each_with_half_a_minute_of_walking() -> None:
    table = table_of("run-walk-ratios")
    pairs = [lengths(stage) for stage in table.stages]
    assert [run for run, _ in pairs] == [10, 15, 20, 30, 45, 60, 90, 120, 180, 240]
    assert {walk for _, walk in pairs} == {30}
    assert {stage.fill for stage in table.stages} == {24 * 60}


def test_return_to_running_has_the_sessions_of_its_article_and_is_chosen_by_hand() -> None:
    table = table_of("return-to-running")
    assert table.policy.manual
    assert table.policy.rest_days == 0
    assert table.sessions_per_week == 6
    flat = table.stage("90m")
    assert (lengths(flat), table.full(flat), flat.total_seconds(table.full(flat))) == ((480, 120), 9, 90 * 60)
    assert "flat" in flat.note
    for stage, run in (("5m", 300), ("8m", 480)):
        assert table.stage(stage).run_seconds == run
        assert 3 <= table.stage(stage).reps_min <= table.full(table.stage(stage)) <= 5
    words = " ".join(text_of("return-to-running").replace("#", " ").split())
    for wanted in ("speed work", "downhill", "tingling or numbness", "within a day or two", "Not for you if"):
        assert wanted in words


def test_walking_is_walking_alone_from_ten_minutes_to_forty() -> None:
    table = table_of("walking")
    assert running(table) == [0] * len(table.stages)
    totals = [stage.total_seconds(1) // 60 for stage in table.stages]
    assert totals == sorted(totals)
    assert (totals[0], totals[-1]) == (10, 40)
    assert table.policy.min_days_per_stage == 7


def test_walking_gets_longer_or_brisker_and_never_both_at_once() -> None:
    stages = table_of("walking").stages
    brisk = [any(step.word == "brisk" for step in stage.steps) for stage in stages]
    first = brisk.index(True)
    assert brisk[first:] == [True] * (len(stages) - first)
    assert stages[first].total_seconds(1) == stages[first - 1].total_seconds(1)


@pytest.mark.parametrize("name", ["first-5k", "keep-running"])
def test_where_the_longest_run_more_than_doubles_the_stage_says_so(name: str) -> None:
    longest = [max(lengths(stage)) for stage in table_of(name).stages]
    leaps = [
        stage for one, two, stage in zip(longest, longest[1:], table_of(name).stages[1:], strict=False) if two > 2 * one
    ]
    assert [stage.id for stage in leaps] == [table_of(name).stages[-1].id]
    assert "more than doubles" in leaps[0].note


def test_mobility_moves_before_a_run_and_holds_still_after_it() -> None:
    table = table_of("mobility")
    before, after = table.stage("before"), table.stage("after")
    assert Act.STRETCH not in {step.act for step in before.steps}
    assert {step.act for step in after.steps} == {Act.STRETCH, Act.REST}
    for stage in (before, after):
        told = f"{' '.join(step.word for step in stage.steps)} {stage.note}".lower()
        for part in ("hip", "hamstring", "glute", "cal"):
            assert part in told


@pytest.mark.parametrize("name", EXERCISE)
def test_each_exercise_has_a_name_and_a_line_of_how(name: str) -> None:
    for stage in table_of(name).stages:
        assert all(step.word for step in stage.steps if step.act is not Act.REST)
        assert not any(step.act.kind is Kind.RUN for step in stage.steps)
        assert len(stage.note) > 40


def test_strength_is_for_twice_a_week() -> None:
    assert table_of("core-and-legs").sessions_per_week == 2


# Where to start.


def test_a_run_test_is_offered_only_where_it_tells_stages_apart() -> None:
    helps = {name for name in PROGRAMMES if run_test_helps(table_of(name))}
    assert helps == {"asteroid", "first-5k", "run-walk-ratios"}
    assert starting_stage(table_of("keep-running"), 120).id == "k1"
