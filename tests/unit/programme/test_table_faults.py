"""Every fault of a stage table: its line, where it is, what is wrong and what would be right."""

from __future__ import annotations

import pytest

from runwalk_tui.programme.faults import Fault, TableError
from runwalk_tui.programme.reader import parse_table

STEPS = 'run = "1m"\nwalk = "2m"\n'
HEAD = '[programme]\nname = "Mine"\n[[stage]]\n'
"""What comes before the stage of a test: its first key stands on line 4."""


def faults(text: str) -> list[str]:
    """The faults of a text, as the command prints them."""
    with pytest.raises(TableError) as caught:
        parse_table(text, "my.toml")
    printed = [str(fault) for fault in caught.value.faults]
    assert str(caught.value) == "\n".join(printed)
    return printed


DURATION = 'write "15s", "2m", "1m30s", "1:30" or a whole number of seconds'


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ('run = "1m"', '3: stage "1": walk: this key is missing; a stage has run and walk, or intervals = ["run 20m"]'),
        (
            'walk = "1m"',
            '3: stage "1": run: this key is missing; a stage has run and walk, or intervals = ["walk 20m"]',
        ),
        (
            'name = "a"',
            '3: stage "1": it has no steps; write run = "1m" and walk = "2m", or intervals = ["run 3m", "walk 90s"]',
        ),
        ('run = "1m"\nwalk = "2 min"', '5: stage "1": walk: "2 min" is not a duration; write "2m"'),
        ('id = "7"\nrun = 1.5\nwalk = "1m"', f'5: stage "7": run: 1.5 is a fraction; {DURATION}'),
        ('run = true\nwalk = "1m"', f'4: stage "1": run: true is not a duration; {DURATION}'),
        ('run = -5\nwalk = "1m"', '4: stage "1": run: -5 is negative; a duration is 0 or more seconds'),
        ('run = "0s"\nwalk = "1m"', '4: stage "1": run: "0s" is not between 1s and 3h'),
        ('run = "1m"\nwalk = 10801', '5: stage "1": walk: 10801 is not between 1s and 3h'),
        (STEPS + 'warm_up = "4h"', '6: stage "1": warm_up: "4h" is not between 0s and 3h'),
        (STEPS + 'cool_down = "x"', f'6: stage "1": cool_down: "x" is not a duration; {DURATION}'),
        (STEPS + 'fill = "0s"', '6: stage "1": fill: "0s" is not between 1s and 6h'),
        (STEPS + 'fill = "7h"', '6: stage "1": fill: "7h" is not between 1s and 6h'),
        (
            STEPS + 'fill = "20m"\nreps = 3',
            '7: stage "1": reps: a stage has either reps or fill, not both; leave one of them out',
        ),
        (
            STEPS + 'intervals = ["run 3m"]',
            '6: stage "1": intervals: a stage has either intervals, or run and walk, not both; leave one of them out',
        ),
        (
            "intervals = []",
            '4: stage "1": intervals: the list is empty; it needs at least one step such as "run 3m" or "walk 90s"',
        ),
        (
            'intervals = "run 3m"',
            '4: stage "1": intervals: "run 3m" is not a list; write for example ["run 3m", "walk 90s"]',
        ),
        (
            'intervals = [\n"run 3m",\n"jig 3m"]',
            '6: stage "1": intervals: no. 2: "jig 3m" is not a step; did you mean jog?',
        ),
        (
            'intervals = ["run"]',
            '4: stage "1": intervals: no. 1: "run" has no duration; write for example "run 3m"',
        ),
        (
            "intervals = [3]",
            '4: stage "1": intervals: no. 1: 3 is not a step; write for example "run 3m" or "walk 90s"',
        ),
        ('intervals = ["run 3"]', '4: stage "1": intervals: no. 1: "3" has no unit; write for example "15s" or "2m"'),
        ('intervals = ["walk 4h"]', '4: stage "1": intervals: no. 1: "4h" is not between 1s and 3h'),
        (
            STEPS + "reps = 0",
            '6: stage "1": reps: 0 is wrong; write one whole number from 1 to 100, or two: [6, 10]',
        ),
        (
            STEPS + "reps = true",
            '6: stage "1": reps: true is wrong; write one whole number from 1 to 100, or two: [6, 10]',
        ),
        (
            STEPS + "reps = [6]",
            '6: stage "1": reps: this list is wrong; write one whole number from 1 to 100, or two: [6, 10]',
        ),
        (
            STEPS + "reps = [6, 101]",
            '6: stage "1": reps: this list is wrong; write one whole number from 1 to 100, or two: [6, 10]',
        ),
        (STEPS + "reps = [10, 6]", '6: stage "1": reps: [10, 6] is in the wrong order; put the smaller first: [6, 10]'),
        (
            STEPS + 'source = "Trial"',
            '6: stage "1": source: "Trial" is unknown; write one of "trial", "secondary", "interpolated", "own"',
        ),
        (
            STEPS + "source = []",
            '6: stage "1": source: a list is unknown; write one of "trial", "secondary", "interpolated", "own"',
        ),
        ("id = 7\n" + STEPS, '4: stage "1": id: 7 is not text; put it in quotes: "7"'),
        ('id = ""\n' + STEPS, '4: stage "1": id: it is empty; give at least one letter or digit'),
        (
            'id = " 7"\n' + STEPS,
            '4: stage " 7": id: " 7" starts or ends with a space; take it out',
        ),
        (
            f'id = "{"x" * 33}"\n{STEPS}',
            f'4: stage "{"x" * 33}": id: "{"x" * 33}" has 33 characters; use at most 32',
        ),
        (
            STEPS + f'name = "{"x" * 81}"',
            f'6: stage "1": name: "{"x" * 39}…" has 81 characters; use at most 80',
        ),
        (
            STEPS + f'note = "{"x" * 501}"',
            f'6: stage "1": note: "{"x" * 39}…" has 501 characters; use at most 500',
        ),
        (
            STEPS + 'note = """a\nb"""',
            '6: stage "1": note: "a\\nb" has a line break or control character; write one line of plain text',
        ),
        (
            STEPS + 'name = "\\u001b[31m"',
            '6: stage "1": name: "\\x1b[31m" has a line break or control character; write one line of plain text',
        ),
        (
            STEPS + 'name = "\\u202Eabc"',
            '6: stage "1": name: "\\u202eabc" has a line break or control character; write one line of plain text',
        ),
        ('run = "1m"\nwlak = "2m"', '5: stage "1": wlak: this key is unknown; did you mean walk?'),
        (STEPS + 'warm-up = "2m"', '6: stage "1": warm-up: this key is unknown; did you mean warm_up?'),
        (STEPS + "colour = 3", '6: stage "1": colour: this key is unknown'),
        (STEPS + '"\\u001b[2J" = 3', '6: stage "1": \\x1b[2J: this key is unknown'),
        (
            'run = "3h"\nwalk = "1m"',
            '4: stage "1": run: 10 x 3h1m with warm-up and cool-down makes 30h10m; a session lasts at most 6h; '
            "if you meant metres: runwalk counts time, and m is minutes",
        ),
        (
            'run = "3m"\nwalk = "1m"\nreps = [1, 91]',
            '6: stage "1": reps: 91 x 4m with warm-up and cool-down makes 6h4m; a session lasts at most 6h',
        ),
        (
            STEPS + 'fill = "6h"\nwarm_up = 1',
            '6: stage "1": fill: 6h with warm-up and cool-down makes 6h1s; a session lasts at most 6h',
        ),
        (
            'intervals = ["run 3h", "walk 3h", "run 1s"]\nreps = 1',
            '5: stage "1": reps: 1 x 6h1s with warm-up and cool-down makes 6h1s; a session lasts at most 6h; '
            "if you meant metres: runwalk counts time, and m is minutes",
        ),
        (
            STEPS + "[[stage]]\n" + STEPS + 'id = "1"',
            '9: stage "1": id: "1" is already used on line 3',
        ),
        (
            'id = "2"\n' + STEPS + "[[stage]]\n" + STEPS,
            '7: stage "2": id: "2" is already used on line 4; this stage has no id, so its position is its id',
        ),
    ],
)
def test_a_fault_of_a_stage_is_named_at_its_line(stage: str, expected: str) -> None:
    assert faults(HEAD + stage) == [f"my.toml:{expected}"]


END = "[[stage]]\n" + STEPS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ['1: programme: [programme] is missing; it needs at least a name: name = "My run-walk"',
              "1: stage: there is none; at least one [[stage]] is needed"]),
        (END, ['1: programme: [programme] is missing; it needs at least a name: name = "My run-walk"']),
        ("[programme]\n" + END,
         ['1: programme: name: this key is missing; sessions are filed under it: name = "My run-walk"']),
        ("programme = 3\n" + END, ["1: programme: 3 is not a table; write [programme] on its own line"]),
        ('[program]\nname = "x"\n' + END, ["1: program: this key is unknown; did you mean programme?"]),
        ('[programme]\nname = ""\n' + END, ["2: programme: name: it is empty; give at least one letter or digit"]),
        ('[programme]\nnome = "x"\n' + END, ["2: programme: nome: this key is unknown; did you mean name?"]),
        (HEAD + STEPS + "[[stages]]\n", ["6: stages: this key is unknown; did you mean stage?"]),
        ('[programme]\nname = "x"\n[[stages]]\n' + STEPS, ["3: stages: this key is unknown; did you mean stage?"]),
        ('[programme]\nname = "x"\n', ["1: stage: there is none; at least one [[stage]] is needed"]),
        ('stage = []\n[programme]\nname = "x"', ["1: stage: there is none; at least one [[stage]] is needed"]),
        ('stage = 1\n[programme]\nname = "x"', ["1: stage: 1 is not a stage; write [[stage]] on its own line"]),
        ('stage = [\n1]\n[programme]\nname = "x"',
         ['2: stage "1": 1 is not a stage; write [[stage]] on its own line']),
        ('[programme]\nname = "x"\n[stage]\nrun = "1m"\nwalk = 0.5',
         ["3: stage: [stage] must be [[stage]], with two brackets on each side",
          f'5: stage "1": walk: 0.5 is a fraction; {DURATION}']),
        ('[programme]\nname = "x"\nsessions_per_week = 0\n' + END,
         ["3: programme: sessions_per_week: 0 is not a whole number from 1 to 1000"]),
        ('[programme]\nname = "x"\nwarm_up = "x"\ncool_down = "-1m"\nsession_limit = "0s"\nreps = []\n' + END,
         [f'3: programme: warm_up: "x" is not a duration; {DURATION}',
          '4: programme: cool_down: "-1m" is negative; a duration is 0 or more seconds',
          '5: programme: session_limit: "0s" is not between 1s and 6h',
          "6: programme: reps: this list is wrong; write one whole number from 1 to 100, or two: [6, 10]"]),
        (HEAD + STEPS + "[progression]\nacceptable_pain = 11\npain_rise = -1\nsessions_to_advance = 0\n"
         'rest_days = 366\nreps_step = "4"\nmanual = "yes"\npain_rize = 2\nmin_days_per_stage = 1.0\n',
         ["7: progression: acceptable_pain: 11 is not a whole number from 0 to 10",
          "8: progression: pain_rise: -1 is not a whole number from 0 to 10",
          "9: progression: sessions_to_advance: 0 is not a whole number from 1 to 1000",
          "10: progression: rest_days: 366 is not a whole number from 0 to 365",
          '11: progression: reps_step: "4" is not a whole number from 1 to 1000, without quotes',
          '12: progression: manual: "yes" is not true or false (in lower case, without quotes)',
          "13: progression: pain_rize: this key is unknown; did you mean pain_rise?",
          "14: progression: min_days_per_stage: 1.0 is not a whole number from 0 to 365"]),
        (HEAD + STEPS + "[progression]\nsevere_pain = 11\nhard_effort = -1\nbreak_retest_days = 366\n"
         "severe_pian = 8\nhard_efort = 8\nbreak_re_test_days = 84\n",
         ["7: progression: severe_pain: 11 is not a whole number from 0 to 10",
          "8: progression: hard_effort: -1 is not a whole number from 0 to 10",
          "9: progression: break_retest_days: 366 is not a whole number from 0 to 365",
          "10: progression: severe_pian: this key is unknown; did you mean severe_pain?",
          "11: progression: hard_efort: this key is unknown; did you mean hard_effort?",
          "12: progression: break_re_test_days: this key is unknown; did you mean break_retest_days?"]),
        (HEAD + STEPS + "[progression]\nacceptable_pain = true",
         ["7: progression: acceptable_pain: true is not a whole number from 0 to 10"]),
        (HEAD + STEPS + '[placement]\nthresholds = ["90s", "30s"]',
         ['7: placement: thresholds: 1m30s and then 30s must go up; put the shorter first: ["30s", "90s"]']),
        (HEAD + STEPS + '[placement]\nthresholds = ["30s", "30s"]',
         ['7: placement: thresholds: 30s and then 30s must go up; put the shorter first: ["30s", "90s"]']),
        (HEAD + STEPS + '[placement]\nthresholds = ["30s"]',
         ['7: placement: thresholds: give two durations, the shorter first: ["30s", "90s"]']),
        (HEAD + STEPS + '[placement]\nthresholds = ["30s",\n"soon"]\nthreshold = 1',
         [f'8: placement: thresholds: no. 2: "soon" is not a duration; {DURATION}',
          "9: placement: threshold: this key is unknown; did you mean thresholds?"]),
        (HEAD + STEPS + "[placement]\nthresholds = 30",
         ['7: placement: thresholds: give two durations, the shorter first: ["30s", "90s"]']),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_is_named_at_its_line(text: str, expected: list[str]) -> None:
    assert faults(text) == [f"my.toml:{line}" for line in expected]


def test_two_hundred_and_one_stages_are_too_many() -> None:
    assert faults('[programme]\nname = "x"\n' + END * 201) == [
        "my.toml:3: stage: there are 201; a table has at most 200"
    ]


def test_more_steps_than_a_session_has_seconds_are_one_fault() -> None:
    assert faults(HEAD + f"intervals = [{'1,' * 21_601}]") == [
        'my.toml:4: stage "1": intervals: 21601 steps are too many for a session of 6 hours'
    ]


def test_sets_of_more_steps_than_a_session_has_seconds_are_one_fault() -> None:
    steps = ", ".join(['"run 1s"'] * 217)
    assert faults(HEAD + f"intervals = [{{ times = 100, steps = [{steps}] }}]") == [
        'my.toml:4: stage "1": intervals: 21700 steps are too many for a session of 6 hours'
    ]


def test_all_faults_are_told_at_once_in_order_of_line() -> None:
    text = """\
[[stage]]
note = '''one
[[stage]]
two'''
intervals = [
  "run 3m", # "walk 1x"

  "walk 90",
]
[programme]
name = "x"
sessions_per_week = "3"
[[stage]]
id = "7"
run = "1m"
walk = "2 m"
"""
    assert faults(text) == [
        'my.toml:2: stage "1": note: "one\\n[[stage]]\\ntwo" has a line break or control character; '
        "write one line of plain text",
        'my.toml:8: stage "1": intervals: no. 2: "90" has no unit; write for example "15s" or "2m"',
        'my.toml:12: programme: sessions_per_week: "3" is not a whole number from 1 to 1000, without quotes',
        'my.toml:16: stage "7": walk: "2 m" is not a duration; write "2m"',
    ]


def test_a_fault_without_a_place_is_the_file_the_line_and_the_message() -> None:
    assert str(Fault("a b.toml", 3, "", "what is wrong")) == "a b.toml:3: what is wrong"
    assert str(Fault("a.toml", 3, 'stage "7": walk', "what is wrong")) == 'a.toml:3: stage "7": walk: what is wrong'


def test_a_file_name_cannot_act_on_the_terminal() -> None:
    with pytest.raises(TableError) as caught:
        parse_table("", "\x1b[2J\n.toml")
    assert all(str(fault).startswith("\\x1b[2J\\n.toml:1: ") for fault in caught.value.faults)
