"""What a table without errors is answered with, and that whoever is said never to move up never does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.cli import cli
from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.hints import claims, hints, new_hints
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Act, Policy, Stage, StageTable, Step
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.standing import Decision
from runwalk_tui.table_in_use import load_table
from tests.support.examples import examples
from tests.support.rule_cases import day, log_of, placed, rated, run

SHIPPED = load_table(shipped_stages())


def said(text: str, programmes: tuple[str, ...] = ()) -> list[str]:
    """The hints of a table with a name and these stages and keys."""
    return list(hints(parse_table('[programme]\nname = "Mine"\n' + text, "mine.toml"), SHIPPED, programmes))


def stages(*intervals: str, more: str = "") -> str:
    """A stage for each list of steps."""
    return "".join(f"[[stage]]\nintervals = [{steps}]\n{more}\n" for steps in intervals)


CALM = stages('"walk 10m", "run 10m"', '"walk 10m", "run 11m"')
"""Two stages about which there is nothing to say."""


def test_nothing_is_said_where_there_is_nothing_to_say() -> None:
    assert said(CALM) == []


def test_the_shipped_table_grows_fast_and_is_told_so_with_its_figures() -> None:
    leaps, growth = hints(SHIPPED, SHIPPED)
    assert leaps == (
        "The running in a full session grows by more than a third from stage "
        '"1" to "2" (2:30 to 5:00), "2" to "3" (5:00 to 6:45) and "3" to "4" (6:45 to 10:00).'
    )
    assert growth == (
        "If all goes well, the running grows by more than 10% in 6 of 13 weeks; a common rule of thumb is 10% a week "
        "at most. The trial's own first stages, as published, grow faster, too: "
        'stages "1" to "6" by 20 to 100% from one to the next.'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            stages('"run 20m", "walk 1h11m"', '"run 20m", "walk 1h10m"'),
            'A full session of stage "1" is longer than an hour and a half: up to 1h31m.',
        ),
        (
            stages(*['"run 1h10m", "walk 1h"'] * 6),
            'A full session of stages "1", "2", "3", "4" and 2 more is longer than an hour and a half: up to 2h10m.',
        ),
        (
            stages('"run 1h"', '"run 60m"'),
            'In stages "1" and "2" you run for an hour or more without walking. If you meant metres: runwalk counts '
            "time, and m is minutes.",
        ),
        (
            stages('"run 5m", "walk 5m"', '"run 5m", "walk 5m"', '"run 7m", "walk 7m"'),
            'The running in a full session grows by more than a third from stage "2" to "3" (5:00 to 7:00).',
        ),
        (
            stages('"run 6m", "walk 6m"', '"run 6m", "walk 7m"'),
            'Running becomes a smaller part of a repetition from stage "1" to "2"; is their order right?',
        ),
        (
            stages('"run 1m", "walk 90s"', '"run 15m"'),
            'Stage "1" is done once and takes less than ten minutes; is reps missing?',
        ),
        (
            stages('"run 1m", "walk 90s"', '"run 1m", "walk 90s"'),
            'Stages "1" and "2" are done once and take less than ten minutes; is reps missing?',
        ),
        (stages('"run 20m"'), "There is one stage, so there is nothing to move up to."),
        (
            CALM + "[progression]\nmanual = true",
            "With manual = true the app never proposes another stage; you choose it.",
        ),
        (
            CALM + "[progression]\nsevere_pain = 0",
            "With severe_pain = 0 every session is a flare-up, even without pain; you never move up.",
        ),
        (
            CALM + "[progression]\npain_rise = 0",
            "With pain_rise = 0 a session goes well only if your pain is lower after it than before.",
        ),
        (
            CALM + "[progression]\nhard_effort = 0",
            "With hard_effort = 0 every session whose effort you rate is too hard to count towards the next stage.",
        ),
        (
            CALM + "[progression]\nrest_days = 13",
            'You never move up from stage "1": rest_days and sessions_per_week put so many days between two sessions '
            "that each comes after a break (break_repeat_days, break_step_back_days, break_retest_days).",
        ),
        (
            CALM + "[progression]\nsessions_to_advance = 100",
            "With this sessions_to_advance, min_days_per_stage and sessions_per_week, it takes at least 33 weeks to "
            'move up from stage "1".',
        ),
        (
            CALM + "[progression]\nmin_days_per_stage = 90",
            "With this sessions_to_advance, min_days_per_stage and sessions_per_week, it takes at least 12 weeks to "
            'move up from stage "1".',
        ),
    ],
)
def test_something_that_may_not_be_meant_is_named(text: str, expected: str) -> None:
    assert expected in said(text)


def test_a_limit_that_not_even_the_fewest_repetitions_fit_is_named() -> None:
    text = 'session_limit = "20m"\nwarm_up = "5m"\n' + stages('"run 8m", "walk 8m"', '"run 8m", "walk 7m"')
    assert 'Not even the fewest repetitions of stage "1" fit the session_limit of 20m.' in said(text)


def test_the_name_of_what_follows_is_looked_at_where_the_names_are_known() -> None:
    known = ("keep-running", "walking", "first-5k")
    assert said('then = "keep-running"\n' + CALM, known) == []
    assert said('then = "keep-runing"\n' + CALM) == []
    assert said('then = "keep-runing"\n' + CALM, known) == [
        'then = "keep-runing" is not the name of a programme that comes with runwalk; did you mean "keep-running"?'
    ]
    assert said('then = "chess"\n' + CALM, known) == [
        'then = "chess" is not the name of a programme that comes with runwalk; '
        "there are first-5k, keep-running and walking."
    ]


def test_of_stretching_nothing_is_said_but_its_length() -> None:
    assert said('kind = "companion"\n' + stages('"stretch 1m"', '"exercise 2m"')) == []
    long = said('kind = "companion"\n' + stages('"stretch 1h31m"'))
    assert long == ['A full session of stage "1" is longer than an hour and a half: up to 1h31m.']


def test_what_other_exercise_makes_no_use_of_is_named() -> None:
    text = (
        'kind = "companion"\nthen = "walking"\n' + stages('"stretch 1m"', '"jog 5m"') + "[progression]\nrest_days = 3\n"
    )
    assert said(text) == [
        "Other exercise has no rule, so [progression] changes nothing.",
        "No programme comes after other exercise, so the key `then` changes nothing.",
        'There is running in stage "2", but other exercise doesn\'t count as a session.',
    ]


def test_growth_by_the_week_is_of_weeks_where_a_stage_is_a_day() -> None:
    daily = "[progression]\nsessions_to_advance = 1\nmin_days_per_stage = 0\n"
    fast = daily + stages(*(f'"run {minutes}m"' for minutes in (20, 21, 22, 23, 24, 25, 26, 27, 28)))
    (growth,) = said(fast)
    assert growth.startswith("If all goes well, the running grows by more than 10% every week; ")
    assert said(daily + stages(*(f'"run {minutes}m"' for minutes in (20, 21, 22, 21, 22, 23, 22, 23, 24)))) == []


AN_EVEN_DAY = '"walk 10m", "run 10m"'
A_DAY_A_STAGE = "sessions_to_advance = 1 and min_days_per_stage = 0"


def test_a_plan_of_days_that_would_take_half_a_year_is_told_what_to_write() -> None:
    plan = stages(*[AN_EVEN_DAY] * 27)
    assert said(plan) == [
        "It takes at least 26 weeks to get to the last stage, because each stage takes at least 7 days. If a stage is "
        f"one day of a plan, write {A_DAY_A_STAGE} under [progression]."
    ]
    assert said(plan + "[progression]\n" + A_DAY_A_STAGE.replace(" and ", "\n")) == []
    assert said(stages(*[AN_EVEN_DAY] * 13)) == []


def test_more_than_a_session_a_day_is_named() -> None:
    assert said("sessions_per_week = 20\n" + CALM) == ["sessions_per_week = 20 is more than one session a day."]
    assert said("sessions_per_week = 7\n" + CALM) == []


def claimed(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """What is said of the table that ships with some of its text changed."""
    text = shipped_stages().read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return claims(parse_table(text, "mine.toml"), SHIPPED)


def test_a_stage_with_other_steps_that_still_claims_the_trial_is_named() -> None:
    assert claimed() == ()
    assert claimed(('run = "15s"', 'run = "20s"')) == (
        'Stage "1" has different steps from those in the table that comes with runwalk, and its source '
        'still says "secondary". '
        'If you changed the steps, write source = "own".',
    )
    (two,) = claimed(('run = "15s"', 'run = "20s"'), ('run = "1m"\n', 'run = "70s"\n'))
    assert two.startswith('Stages "1" and "4" have different steps from those ')
    assert claimed(('run = "15s"', 'run = "20s"'), ('source = "secondary"', 'source = "own"')) == ()
    assert claimed(('warm_up = "5m"', 'warm_up = "4m"')) == ()


def test_a_change_brings_only_what_it_is_about() -> None:
    fast = parse_table(shipped_stages().read_text("utf-8").replace('run = "1m"\n', 'run = "20m"\n', 1), "mine.toml")
    brought = new_hints(hints(SHIPPED, SHIPPED), hints(fast, SHIPPED, published=SHIPPED))
    assert 'A full session of stage "4" is longer than an hour and a half: up to 2h16m.' in brought
    assert new_hints(hints(fast, SHIPPED), hints(fast, SHIPPED)) == ()


def command(*arguments: str) -> Any:
    return CliRunner().invoke(cli, ["stages", "check", *arguments])


def test_the_command_says_them_and_refuses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[programme]\nname = "Mine"\n' + stages('"run 2h"'), "utf-8")
    answer = command(str(file))
    assert answer.exit_code == 0
    assert answer.stderr == ""
    first, empty, asked, *rest = answer.stdout.splitlines()
    assert first == f"{file}: Mine, 1 stage, no errors."
    assert empty == ""
    assert asked == "You can use it as it is. Is this how you meant it?"
    assert [line[:12] for line in rest] == ["- There is o", "- A full ses", '- In stage "']


def test_the_command_says_nothing_more_where_there_is_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[programme]\nname = "Mine"\n' + CALM, "utf-8")
    assert command(str(file)).stdout == f"{file}: Mine, 2 stages, no errors.\n"


@st.composite
def slow_tables(draw: st.DrawFn) -> StageTable:
    """Two stages and a policy whose rest is about as long as its breaks."""
    steps = (Step(Act.RUN, 300), Step(Act.WALK, 300))
    fewest = draw(st.integers(1, 3))
    most = fewest + draw(st.integers(0, 3))
    policy = Policy(
        rest_days=draw(st.integers(0, 5)),
        break_repeat_days=draw(st.integers(0, 8)),
        break_step_back_days=draw(st.sampled_from([2, 5, 8, 28])),
        sessions_to_advance=draw(st.integers(1, 3)),
        min_days_per_stage=draw(st.sampled_from([0, 7])),
        reps_step=draw(st.integers(1, 2)),
    )
    pair = tuple(Stage(name, steps, fewest, most) for name in ("a", "b"))
    return StageTable("Mine", pair, policy, sessions_per_week=draw(st.integers(1, 7)))


def moves_up(table: StageTable, days_between: int) -> bool:
    """Whether whoever has no trouble and runs as early as it may be, but not before so many days, leaves stage a."""
    log, number = log_of(placed(-1, "a")), 0
    for _ in range(16):
        due = prescribe(table, log, day(number))
        number = max(number, number + (due.earliest - day(number)).days)
        due = prescribe(table, log, day(number))
        if due.decision is Decision.ADVANCE:
            return True
        if due.stage is None or due.reps is None:
            return False
        done = run(number, due.stage, due.reps, programme="Mine", **rated("2/2/2/2"))
        log = replace(log, sessions=(*log.sessions, done))
        number += days_between
    return False


@examples(60)
@given(slow_tables())
def test_whoever_is_said_never_to_move_up_never_does_and_everyone_else_can(table: StageTable) -> None:
    blocked = any(hint.startswith("You never move up from") for hint in hints(table, SHIPPED))
    moved = any(moves_up(table, days) for days in range(1, 8))
    assert moved is not blocked


def test_after_a_change_only_the_stages_that_it_changed_are_named() -> None:
    changed = replace(SHIPPED.stages[3], steps=(Step(Act.RUN, 70), Step(Act.WALK, 90)))
    fast = replace(SHIPPED, stages=(*SHIPPED.stages[:3], changed, *SHIPPED.stages[4:]))
    assert '"1" to "2"' in "\n".join(hints(fast, SHIPPED))
    (leap,) = (each for each in hints(fast, SHIPPED, before=SHIPPED) if "third" in each)
    assert leap == 'The running in a full session grows by more than a third from stage "3" to "4" (6:45 to 10:30).'
