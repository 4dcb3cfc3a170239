"""Steps as people write them: what is a word, and what is only taken for one."""

from __future__ import annotations

import pytest

from runwalk_tui.programme.duration import format_clock
from runwalk_tui.programme.stage import Act, Group, Kind, Stage, Step, flat
from runwalk_tui.programme.steps.step_text import parse_step, repetition_text, step_text


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("run 3m", Step(Act.RUN, 180)),
        ("jog 1m30s", Step(Act.JOG, 90)),
        ("walk 5m brisk", Step(Act.WALK, 300, "brisk")),
        ("march 0:45 high knees", Step(Act.MARCH, 45, "high knees")),
        ("rest 10s", Step(Act.REST, 10)),
        ("stretch 1m left hamstring", Step(Act.STRETCH, 60, "left hamstring")),
        ("stretch 30s 2 times", Step(Act.STRETCH, 30, "2 times")),
        ("exercise 1m 10x", Step(Act.EXERCISE, 60, "10x")),
        ("exercise 1m 12", Step(Act.EXERCISE, 60, "12")),
        ("exercise 1m 3x10 squats", Step(Act.EXERCISE, 60, "3x10 squats")),
        ("run 20m 5:30", Step(Act.RUN, 1200, "5:30")),
        ("run 2m 400m", Step(Act.RUN, 120, "400m")),
        ("run 2m 400 metres", Step(Act.RUN, 120, "400 metres")),
        ("walk 5m 3 laps", Step(Act.WALK, 300, "3 laps")),
        ("run 5m at 9 km/h", Step(Act.RUN, 300, "at 9 km/h")),
        ("walk 10m 5% uphill", Step(Act.WALK, 600, "5% uphill")),
        ("walk 5m then run", Step(Act.WALK, 300, "then run")),
        ("  run   3m   easy  ", Step(Act.RUN, 180, "easy")),
        ("walk 90m", Step(Act.WALK, 5400)),
        ("walk 180m easy", Step(Act.WALK, 10800, "easy")),
        ("walk 3h", Step(Act.WALK, 10800)),
        (f"walk 1m {'x' * 24}", Step(Act.WALK, 60, "x" * 24)),
    ],
)
def test_a_step_is_a_kind_a_duration_and_perhaps_a_word(written: str, step: Step) -> None:
    assert parse_step(written) == step
    assert parse_step(step_text(step)) == step


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("run 1m 30", '"30" has no unit; write the duration in one piece, such as "1m30s"'),
        ("run 1m 30s", '"1m 30s" is not a duration; write "1m30s"'),
        ("run 1m 30 sec easy", '"1m 30 sec" is not a duration; write "1m30s"'),
        ("walk 90 seconds brisk", '"90 seconds" is not a duration; write "90s"'),
        ("run 400 metres easy", '"400 metres" looks like a distance; '),
        ("run 400m", '"400m" looks like metres; runwalk counts time: write for example "2m" (two minutes)'),
        ("walk 181m", '"181m" looks like metres; runwalk counts time: write for example "2m" (two minutes)'),
        ("walk 100m", '"100m" looks like metres; runwalk counts time: write for example "2m" (two minutes); for 100 '),
        ("run 3m walk 400m", '"run 3m walk 400m" is more than one step; '),
        ("run 3m walk 1/4mile", '"run 3m walk 1/4mile" is more than one step; '),
        ("run 3m (walk 90s)", '"run 3m (walk 90s)" is more than one step; '),
        ("Run 3m, walk 90 sec", '"Run 3m, walk 90 sec" is more than one step; '),
        ("run 30s x5", '"x5" would only be shown; to repeat steps, write { times = 3, '),
        ("3 x run 30s", '"3 x run 30s" is not a step; to repeat steps, write { times = 3, '),
        ("easy run 5m", '"easy run 5m" is not a step; write "run 5m easy"'),
        ("RUN 5m", '"RUN 5m" is not a step; write "run 5m"'),
        ("5m", '"5m" is not a step; a step starts with run, jog, walk, march, rest, stretch or exercise, for example '),
        ("rum 5m", '"rum 5m" is not a step; did you mean run?'),
        ("run", '"run" has no duration; write for example "run 3m"'),
        ("run brisk", '"brisk" is not a duration; write "15s"'),
        (f"walk 1m {'x' * 25}", f'"{"x" * 25}" has 25 characters; use at most 24 after the duration'),
        (["run", 180], "a list is not a step; write for example "),
    ],
)
def test_what_would_not_be_done_as_it_was_meant_is_refused(written: object, says: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_step(written)
    assert str(caught.value).startswith(says)


def test_only_run_and_jog_count_as_running() -> None:
    assert [act for act in Act if act.kind is Kind.RUN] == [Act.RUN, Act.JOG]
    assert {act.kind for act in Act} == {Kind.RUN, Kind.WALK}


def test_a_repetition_is_said_with_its_sets_and_in_any_form_of_a_length() -> None:
    groups = (
        Group(1, (Step(Act.WALK, 300, "brisk"),)),
        Group(3, (Step(Act.JOG, 60), Step(Act.RUN, 30, "fast"))),
        Group(5, (Step(Act.RUN, 60),)),
    )
    stage = Stage("1", flat(groups), groups=groups)
    assert repetition_text(stage) == "walk 5m brisk, 3 × (jog 1m, run 30s fast), 5 × run 1m"
    assert repetition_text(stage, format_clock) == "walk 5:00 brisk, 3 × (jog 1:00, run 0:30 fast), 5 × run 1:00"


def test_the_steps_of_a_stage_are_those_of_its_sets() -> None:
    with pytest.raises(ValueError, match="are those of its groups"):
        Stage("1", (Step(Act.RUN, 60),), groups=(Group(2, (Step(Act.RUN, 60),)),))
