"""Every form that a stage table may have, and what it says once it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from runwalk_tui.programme.plan import plan_session
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import Act, Kind, Policy, Source, Stage, StageTable, Step
from runwalk_tui.table_in_use import load_table

RUN, WALK = Kind.RUN, Kind.WALK

DOCUMENTED = """
[programme]
name = "ASTEROID run-walk"      # sessions are filed under this name
sessions_per_week = 3
warm_up = "5m"                  # walking; "0s" for none
cool_down = "2m"
session_limit = "30m"           # optional: warm-up plus intervals stay inside it, by doing fewer repetitions

[progression]                   # optional; every key has the default of RULES.md
acceptable_pain = 5
# pain_rise, sessions_to_advance, min_days_per_stage, rest_days, rest_days_after_flare, reps_step,
# break_repeat_days, break_step_back_days; manual = true never proposes a move

[placement]                     # optional
thresholds = ["30s", "90s"]     # run test: below the first stage 1, below the second stage 2, else 3

[[stage]]                       # one run and one walk, repeated
id = "1"                        # optional, default its position; ids are unique
name = "First steps"            # optional
run = "15s"
walk = "2m"
reps = [6, 10]                  # or one number; optional, default the table's [programme] reps, else [6, 10]
source = "secondary"            # trial | secondary | interpolated | own; optional, default own
note = "…"                      # optional

[[stage]]                       # any sequence of steps
id = "w4"
intervals = ["run 3m", "walk 90s", "run 5m", "walk 2m30s", "run 3m", "walk 90s", "run 5m"]
reps = 1

[[stage]]                       # repeated until a total is filled; the last step is cut short
id = "w2"
run = "90s"
walk = "2m"
fill = "20m"
"""

SHORT = '[programme]\nname = "Mine"\n'


def one_stage(stage: str, programme: str = SHORT) -> tuple[StageTable, Stage]:
    """The table with this single stage, and the stage."""
    table = parse_table(f"{programme}[[stage]]\n{stage}\n", "mine.toml")
    return table, table.stages[0]


def test_the_documented_example_says_what_its_comments_say() -> None:
    assert parse_table(DOCUMENTED, "stages.toml") == StageTable(
        programme="ASTEROID run-walk",
        stages=(
            Stage(
                id="1",
                steps=(Step(Act.RUN, 15), Step(Act.WALK, 120)),
                reps_min=6,
                reps_max=10,
                name="First steps",
                source=Source.SECONDARY,
                note="…",
                warm_up=300,
                cool_down=120,
            ),
            Stage(
                id="w4",
                steps=(
                    Step(Act.RUN, 180),
                    Step(Act.WALK, 90),
                    Step(Act.RUN, 300),
                    Step(Act.WALK, 150),
                    Step(Act.RUN, 180),
                    Step(Act.WALK, 90),
                    Step(Act.RUN, 300),
                ),
                reps_min=1,
                reps_max=1,
                warm_up=300,
                cool_down=120,
            ),
            Stage(
                id="w2",
                steps=(Step(Act.RUN, 90), Step(Act.WALK, 120)),
                reps_min=1,
                reps_max=1,
                fill=1200,
                warm_up=300,
                cool_down=120,
            ),
        ),
        policy=Policy(acceptable_pain=5),
        sessions_per_week=3,
        session_limit=1800,
        thresholds=(30, 90),
    )


def test_what_is_left_out_has_its_default() -> None:
    table, stage = one_stage('run = "1m"\nwalk = "2m"')
    assert table == StageTable("Mine", (stage,), Policy(), 3, None, (30, 90))
    assert stage == Stage("1", (Step(Act.RUN, 60), Step(Act.WALK, 120)), 6, 10, None, "", Source.OWN, "", 0, 0)


def test_every_figure_of_the_rule_can_be_set() -> None:
    figures = """
[progression]
acceptable_pain = 0
severe_pain = 9
pain_rise = 10
hard_effort = 7
sessions_to_advance = 1
min_days_per_stage = 0
rest_days = 365
rest_days_after_flare = 3
reps_step = 1
break_repeat_days = 10
break_step_back_days = 20
break_retest_days = 60
manual = true
[placement]
thresholds = [20, "1:00"]
"""
    table, _ = one_stage('run = "1m"\nwalk = "2m"', figures + SHORT + "sessions_per_week = 5\n")
    assert table.policy == Policy(
        acceptable_pain=0,
        severe_pain=9,
        pain_rise=10,
        hard_effort=7,
        sessions_to_advance=1,
        min_days_per_stage=0,
        rest_days=365,
        rest_days_after_flare=3,
        reps_step=1,
        break_repeat_days=10,
        break_step_back_days=20,
        break_retest_days=60,
        manual=True,
    )
    assert table.thresholds == (20, 60)
    assert table.sessions_per_week == 5


@pytest.mark.parametrize(
    ("programme", "stage", "reps"),
    [
        ("", "", (6, 10)),
        ("", "reps = 8", (8, 8)),
        ("", "reps = [1, 100]", (1, 100)),
        ("reps = [4, 5]", "", (4, 5)),
        ("reps = 3", "", (3, 3)),
        ("reps = [4, 5]", "reps = [2, 9]", (2, 9)),
        ("reps = [4, 5]", 'fill = "20m"', (1, 1)),
    ],
)
def test_repetitions_come_from_the_stage_then_the_programme(programme: str, stage: str, reps: tuple[int, int]) -> None:
    _, read = one_stage(f'run = "1m"\nwalk = "2m"\n{stage}', f"{SHORT}{programme}\n")
    assert (read.reps_min, read.reps_max) == reps


def test_a_stage_may_have_its_own_warm_up_and_cool_down() -> None:
    programme = f'{SHORT}warm_up = "5m"\ncool_down = "2m"\n'
    _, stage = one_stage('run = "1m"\nwalk = "2m"\nwarm_up = "0s"\ncool_down = 30', programme)
    assert (stage.warm_up, stage.cool_down) == (0, 30)


def test_intervals_can_fill_a_total_too() -> None:
    table, stage = one_stage('intervals = ["run 2m", "walk 1m", "run 1m"]\nfill = "5m"')
    plan = plan_session(table, stage, 7)
    assert plan.reps == 1
    assert [(phase.kind, phase.seconds) for phase in plan.phases] == [(RUN, 120), (WALK, 60), (RUN, 60), (RUN, 60)]


def test_the_last_step_of_a_fill_stage_is_cut_short() -> None:
    table, stage = one_stage('run = "90s"\nwalk = "2m"\nfill = "20m"')
    plan = plan_session(table, stage, 1)
    assert plan.total == 1200
    assert [phase.seconds for phase in plan.phases] == [90, 120] * 5 + [90, 60]


def test_a_session_limit_without_room_still_leaves_the_fewest_repetitions() -> None:
    programme = f'{SHORT}warm_up = "5m"\nsession_limit = "4m"\n'
    table, stage = one_stage('run = "1m"\nwalk = "2m"', programme)
    assert table.full(stage) == stage.reps_min == 6


def test_the_longest_session_and_step_are_still_possible() -> None:
    table, stage = one_stage('run = "3h"\nwalk = "1h"\nreps = 1\nwarm_up = "1h"\ncool_down = "1h"')
    assert plan_session(table, stage, 1).total == 6 * 3600
    assert one_stage('run = "1s"\nwalk = "1s"\nfill = "6h"')[1].fill == 6 * 3600


def test_a_session_limit_makes_a_stage_possible_that_would_be_too_long() -> None:
    table, stage = one_stage('run = "10m"\nwalk = "10m"\nreps = [1, 100]', f'{SHORT}session_limit = "1h"\n')
    assert table.full(stage) == 3


def test_two_hundred_stages_are_possible() -> None:
    table = parse_table(SHORT + '[[stage]]\nrun = "1m"\nwalk = "2m"\n' * 200, "mine.toml")
    assert [stage.id for stage in table.stages] == [str(number) for number in range(1, 201)]


def test_stages_may_be_written_as_a_list_of_inline_tables() -> None:
    table = parse_table('programme.name = "Mine"\nstage = [{ run = "1m", walk = 90 }]', "mine.toml")
    assert table.stages[0].steps == (Step(Act.RUN, 60), Step(Act.WALK, 90))


def test_texts_may_be_as_long_as_their_limits_and_in_any_script() -> None:
    _, stage = one_stage(f'id = "{"é" * 32}"\nname = "{"名" * 80}"\nnote = "{"क" * 500}"\nrun = 1\nwalk = 1')
    assert (len(stage.id), len(stage.name), len(stage.note)) == (32, 80, 500)


@pytest.mark.parametrize("marked", [b"", b"\xef\xbb\xbf"])
def test_a_file_may_come_from_windows(tmp_path: Path, marked: bytes) -> None:
    file = tmp_path / "stages of mine.toml"
    file.write_bytes(marked + DOCUMENTED.replace("\n", "\r\n").encode())
    assert load_table(file) == parse_table(DOCUMENTED, "stages.toml")
