"""What twenty patient courses showed of the first edition of the rule, each asked of the commands."""

from __future__ import annotations

import json
import re
import shlex
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from runwalk_tui.cli import cli
from runwalk_tui.history.database.migrations import EDITION, EDITION_BEFORE
from runwalk_tui.history.store import Store
from runwalk_tui.opening import workspace_on
from runwalk_tui.paths import shipped_stages
from runwalk_tui.rule.red_flags import RED_FLAGS, Urgency

MONDAY = date(2026, 1, 5)
TODAY = datetime.now().astimezone().date()


class Runner:
    """A runner who types commands, with a log of their own that is empty at first."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def types(self, line: str, *, status: int = 0) -> str:
        """Run a command; returns what it printed, errors included."""
        done = CliRunner().invoke(cli, [*shlex.split(line), "--data-dir", str(self.data)])
        assert done.exit_code == status, done.output
        return done.output

    def ran(self, day: date, stage: int | str, reps: int, pains: str, more: str = "") -> str:
        """Log a session; the pains are before/worst/after/morning, "-" where none was given."""
        names = ("before", "worst", "after", "morning")
        given = [f"--{name} {pain}" for name, pain in zip(names, pains.split("/"), strict=True) if pain != "-"]
        return self.types(f"log --at {day}T07:30 --stage {stage} --reps {reps} {' '.join(given)} {more}")

    def asks(self, on: date) -> dict[str, Any]:
        """The prescription for a day."""
        answer: dict[str, Any] = json.loads(self.types(f"next --json --on {on}"))
        return answer

    def due(self, on: date) -> tuple[str, str | None, int | None]:
        """Decision, stage and repetitions for a day."""
        answer = self.asks(on)
        return answer["decision"], answer["stage"], answer["reps"]


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path / "data")


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_severe_pain_is_a_flare_up_whatever_it_was_before(runner: Runner) -> None:
    runner.ran(MONDAY, 5, 6, "9/10/10/10")
    answer = runner.asks(day(2))
    assert (answer["decision"], answer["stage"], answer["reps"]) == ("step_back", "4", 6)
    assert answer["earliest"] == str(day(3))
    assert "severe" in answer["reasons"][0]


def test_a_session_without_a_whole_repetition_counts_for_its_pain(runner: Runner) -> None:
    runner.types(f"place 8 --at {MONDAY}")
    runner.types(f"log --at {MONDAY}T07:30 --stage 8 --reps 0 --planned 6 --before 2 --worst 9 --after 8")
    answer = runner.asks(day(1))
    assert (answer["decision"], answer["stage"], answer["earliest"]) == ("step_back", "7", str(day(3)))


def test_a_pain_before_that_nobody_gave_is_not_read_as_none(runner: Runner) -> None:
    """README's own example, a day apart, since a morning takes a night."""
    yesterday = TODAY - timedelta(days=1)
    runner.types(f"place 4 --at {yesterday}")
    runner.ran(yesterday, 4, 6, "-/3/3/-")
    assert "More repetitions: Stage 4 · 10 repetitions" in runner.types("morning 2")


def test_a_steady_high_pain_moves_on_once_the_mornings_are_given_and_is_said(runner: Runner) -> None:
    runner.types(f"place 1 --at {MONDAY}")
    runner.ran(MONDAY, 1, 6, "6/6/6/-")
    assert runner.due(day(2)) == ("repeat", "1", 6)
    runner.types(f"morning 6 --date {MONDAY}")
    assert runner.due(day(2)) == ("build", "1", 10)
    for number in (2, 4, 7, 9):
        runner.ran(day(number), 1, 10, "6/6/6/6")
    answer = runner.asks(day(11))
    assert (answer["decision"], answer["stage"]) == ("advance", "2")
    assert any("above 5" in warning for warning in answer["warnings"])


def test_a_stage_that_brings_a_flare_up_each_time_is_offered_ever_more_seldom(runner: Runner) -> None:
    on, tried = MONDAY, []
    for asked in (2, 4, 8):
        clean = 0
        while runner.due(on + timedelta(days=6))[:2] != ("advance", "6"):
            runner.ran(on, 5, 10, "2/3/2/2")
            on, clean = on + timedelta(days=3), clean + 1
            assert clean <= asked + 2
        tried.append(clean)
        on += timedelta(days=3)
        runner.ran(on, 6, 6, "3/7/6/5")
        on += timedelta(days=3)
    assert tried == sorted(tried)
    assert tried[1] >= 4
    assert tried[2] >= 8
    assert any("You've had 3 flare-ups at stage 6" in warning for warning in runner.asks(on)["warnings"])


def test_a_pain_before_that_rises_from_week_to_week_is_not_moved_up(runner: Runner) -> None:
    for number in range(9):
        pain = number // 3
        runner.ran(day(number * 2), 2, 10, f"{pain}/{pain}/{pain}/{pain}")
    answer = runner.asks(day(19))
    assert (answer["decision"], answer["stage"]) == ("repeat", "2")
    assert "rising" in answer["reasons"][0]


def test_after_a_flare_up_at_a_stage_of_ones_own_choice_it_is_the_one_held_before(runner: Runner) -> None:
    runner.ran(MONDAY, 2, 6, "2/2/2/2")
    runner.ran(day(2), 8, 6, "2/7/5/4")
    assert runner.due(day(5)) == ("step_back", "2", 6)


def test_one_easy_day_takes_nothing_away(runner: Runner) -> None:
    runner.types(f"place 9 --at {MONDAY}")
    runner.ran(MONDAY, 9, 6, "2/2/2/2")
    runner.ran(day(2), 1, 6, "2/2/2/2")
    assert runner.due(day(4))[:2] == ("repeat", "9")
    runner.ran(day(4), 1, 6, "2/2/2/2")
    assert runner.due(day(6))[1] == "1"


def test_after_690_days_the_stage_is_looked_for_afresh(runner: Runner) -> None:
    runner.ran(MONDAY, 13, 7, "1/1/1/1")
    assert runner.due(day(690)) == ("placement", None, None)


def test_half_sessions_lead_to_fewer_repetitions(runner: Runner) -> None:
    for number in (0, 2):
        runner.ran(day(number), 4, 3, "2/2/2/2", "--planned 6")
    assert runner.due(day(4)) == ("fewer", "4", 3)
    runner.ran(day(4), 4, 3, "2/2/2/2", "--planned 3")
    assert runner.due(day(7)) == ("build", "4", 4)


def test_the_morning_is_asked_of_a_session_four_days_ago_and_a_move_up_waits_for_it(runner: Runner) -> None:
    runner.types(f"place 4 --at {MONDAY}")
    runner.ran(MONDAY, 4, 6, "2/2/2/2")
    for number in (4, 8):
        runner.ran(day(number), 4, 10, "2/2/2/-")
    answer = runner.asks(day(12))
    assert (answer["decision"], answer["ask_morning"], answer["provisional"]) == ("advance", True, True)


def test_there_is_no_next_morning_an_hour_after_the_session(runner: Runner) -> None:
    runner.types("log --stage 4 --reps 6 --before 2 --worst 2 --after 2")
    told = runner.types("morning 6", status=1)
    assert told.count("\n") == 1
    assert "it's too early" in told
    assert json.loads(runner.types("history --json"))["sessions"][0]["pain_morning"] is None


def test_two_red_flags_are_no_flare_ups(runner: Runner) -> None:
    for number in (0, 2):
        runner.ran(day(number), 4, 6, "2/2/2/2", "--red-flag fever")
    runner.types("clear --yes")
    answer = runner.asks(day(4))
    assert not any("flare-up" in warning for warning in answer["warnings"])


@pytest.mark.parametrize("words", ["numb groin", "can't pee", "both feet numb"])
def test_words_that_are_no_known_flag_are_kept_and_are_an_emergency(runner: Runner, words: str) -> None:
    told = runner.types(f'log --stage 4 --reps 6 --red-flag "{words}"').splitlines()
    assert told[1] == "Call your emergency number or go to an emergency department now."
    assert runner.asks(TODAY)["reasons"][0] == told[1]
    assert any(words in line for line in told)
    assert json.loads(runner.types("history --json"))["sessions"][0]["red_flags"] == [words]
    assert f"warning sign: {words}" in runner.types("history")


@pytest.mark.parametrize(
    "given",
    [
        "night",
        "worse at night or despite rest",
        "worse at night/not eased by rest",
        "pain at night or in spite of rest",
        "Night",
    ],
)
def test_a_known_flag_is_kept_by_its_id_and_told_in_words(runner: Runner, given: str) -> None:
    told = runner.types(f'log --stage 4 --reps 6 --red-flag "{given}"').splitlines()
    assert told[1] == "See a doctor urgently, before you run again."
    assert json.loads(runner.types("history --json"))["sessions"][0]["red_flags"] == ["night"]
    assert "warning sign: worse at night/not eased by rest" in runner.types("history")
    assert "No session for now" not in runner.types("next")


def test_the_help_lists_the_id_of_every_flag_by_its_urgency(runner: Runner) -> None:
    told = runner.types("log --help")
    emergency, urgent = (
        told.index("Warning signs that are an emergency (ID):"),
        told.index("Warning signs that need a doctor urgently (ID):"),
    )
    for flag in RED_FLAGS:
        place = re.search(rf"^  {flag.id} +\S", told, re.MULTILINE)
        assert place is not None, flag.id
        assert (place.start() > urgent) == (flag.urgency is Urgency.URGENT)
        assert place.start() > emergency
    assert max(map(len, told.splitlines())) <= 80


def test_what_may_be_chosen_instead_is_never_more_running(runner: Runner) -> None:
    runner.types(f"place 3 --at {MONDAY}")
    answer = runner.asks(MONDAY)
    assert answer["alternatives"] == [{"stage": "2", "reps": 6}, {"stage": "1", "reps": 6}]
    assert "such as stage 2 with 6 repetitions." in runner.types(f"next --on {MONDAY}")


def test_sessions_before_the_placement_are_named_with_what_to_do(runner: Runner) -> None:
    runner.types("place 4")
    week_ago = TODAY - timedelta(days=7)
    told = runner.ran(week_ago, 4, 6, "2/2/2/2")
    assert f"runwalk place 4 --at {week_ago}." in told
    told = runner.types(f"place 4 --at {week_ago}")
    assert "Date changed: you started at stage 4 on" in told
    assert "More repetitions: Stage 4 · 10 repetitions" in told
    assert len(json.loads(runner.types("history --json"))["placements"]) == 1


def test_sessions_under_ids_that_the_table_lacks_are_named(runner: Runner, tmp_path: Path) -> None:
    for number in (0, 2, 4):
        runner.ran(day(number), 4, 6, "2/2/2/2")
    table = tmp_path / "mine.toml"
    table.write_text('[programme]\nname = "ASTEROID run-walk"\n[[stage]]\nid = "four"\nrun = "1m"\nwalk = "90s"\n')
    told = runner.types(f"next --on {day(6)} --stages {table}")
    assert "3 sessions at stage 4, which is not in this table, are left out." in told


# Around the rule.


def test_an_import_names_what_the_rule_leaves_out(runner: Runner, tmp_path: Path) -> None:
    other = Runner(tmp_path / "other")
    other.ran(TODAY - timedelta(days=7), 4, 6, "2/2/2/2")
    file = tmp_path / "log.json"
    other.types(f"export json -o {file}")
    runner.types("place 4")
    told = runner.types(f"import {file}")
    assert told.startswith("Records: 1 new, 0 changed, 0 unchanged, 0 deleted, 0 ")
    assert "You set stage 4 as your start on " in told


def test_a_placement_at_another_stage_or_after_the_first_is_one_more(runner: Runner) -> None:
    runner.types(f"place 4 --at {TODAY - timedelta(days=3)}")
    runner.types(f"place 3 --at {TODAY - timedelta(days=5)}")
    runner.types(f"place 3 --at {TODAY - timedelta(days=1)}")
    placements = json.loads(runner.types("history --json"))["placements"]
    assert [placement["stage"] for placement in placements] == ["3", "4", "3"]
    assert runner.due(TODAY)[:2] == ("start", "3")


def test_a_walk_is_kept_shown_and_not_counted(runner: Runner) -> None:
    runner.ran(MONDAY, 4, 6, "3/3/3/3")
    before = runner.asks(day(3))
    told = runner.types(f"log --walk --minutes 25 --before 6 --after 4 --at {day(2)}T08:00 --note slow")
    assert f"Saved: a walk of 25 minutes, {day(2)} 08:00." in told
    (_, walk) = json.loads(runner.types("history --json"))["sessions"]
    kept = {key: walk[key] for key in ("kind", "stage", "reps_planned", "reps_done", "walk_seconds", "active_seconds")}
    assert kept == {
        "kind": "walk",
        "stage": "4",
        "reps_planned": 1,
        "reps_done": 0,
        "walk_seconds": 1500,
        "active_seconds": 1500,
    }
    assert (walk["pain_before"], walk["pain_after"], walk["note"]) == (6, 4, "slow")
    assert runner.asks(day(3)) == before
    assert "walk of 25 minutes" in runner.types("history")


def test_the_morning_of_an_older_session_is_told_by_its_date(runner: Runner) -> None:
    long_ago = TODAY - timedelta(days=8)
    runner.ran(long_ago, 4, 6, "2/2/2/-")
    told = runner.types("morning 3", status=1)
    assert f"runwalk morning 3 --date {long_ago}" in told
    assert "Saved: pain 3 out of 10" in runner.types(f"morning 3 --date {long_ago}")


def test_the_morning_of_a_session_over_midnight_is_the_one_after_it_ended(runner: Runner) -> None:
    yesterday = TODAY - timedelta(days=1)
    runner.types(f"log --at {yesterday}T23:50 --stage 4 --reps 10 --before 2 --worst 2 --after 2")
    assert "the session was today" in runner.types("morning 2", status=1)


def test_a_clearance_clears_what_stands_in_the_log_and_nothing_later(runner: Runner) -> None:
    runner.ran(MONDAY, 4, 6, "2/2/2/2", "--red-flag fever")
    assert "--yes" in runner.types("clear", status=2)
    assert runner.due(day(1))[0] == "stop"
    assert "Cleared: fever or feeling unwell (Monday 5 January" in runner.types("clear --yes")
    assert runner.due(TODAY)[0] != "stop"
    runner.ran(day(-2), 4, 6, "2/2/2/2", "--red-flag fever")
    assert runner.due(TODAY)[0] == "stop"


def test_the_text_says_that_a_walk_is_always_fine_and_the_json_at_which_pain_it_is_proposed(runner: Runner) -> None:
    for number in (0, 2, 4):
        runner.ran(day(number), 4, 6, "5/5/5/5")
    assert "You can always go for a walk instead." in runner.types(f"next --on {day(6)}")
    answer = runner.asks(day(6))
    assert (answer["usual_pain"], answer["walk_from"]) == (5, 7)


@pytest.fixture
def upgraded(runner: Runner) -> Runner:
    """A runner whose log the first edition answered last."""
    runner.ran(TODAY - timedelta(days=2), 5, 6, "9/10/10/10")
    with closing(Store.open(runner.data)) as store:
        store.remember(EDITION, EDITION_BEFORE)
    return runner


NEWS = "runwalk is more careful now: Your worst pain was 10 out of 10, which is severe"


def test_what_the_second_edition_changes_is_said_once_by_next_and_never_in_json(upgraded: Runner) -> None:
    assert "more careful" not in upgraded.types("next --json")
    assert "more careful" not in upgraded.types(f"next --on {TODAY}")
    assert upgraded.types("next").startswith(NEWS)
    assert "more careful" not in upgraded.types("next")
    with closing(workspace_on(shipped_stages(), upgraded.data)) as workspace:
        assert not any("more careful" in notice for notice in workspace.notices)


def test_what_the_second_edition_changes_is_said_once_by_the_app(upgraded: Runner) -> None:
    with closing(workspace_on(shipped_stages(), upgraded.data)) as workspace:
        assert [notice for notice in workspace.notices if notice.startswith(NEWS)]
    with closing(workspace_on(shipped_stages(), upgraded.data)) as workspace:
        assert not any("more careful" in notice for notice in workspace.notices)
    assert "more careful" not in upgraded.types("next")


def test_a_log_of_the_second_edition_has_nothing_new_to_be_told(runner: Runner) -> None:
    runner.ran(TODAY - timedelta(days=2), 5, 6, "9/10/10/10")
    assert "more careful" not in runner.types("next")
