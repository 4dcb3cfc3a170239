"""The end of the programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from runwalk_tui.paths import shipped_stages
from runwalk_tui.programme.reader import parse_table
from runwalk_tui.programme.stage import StageTable
from runwalk_tui.review.finish import Finish, finish_lines, finish_of, next_words, pain_words, totals_words
from runwalk_tui.rule.follow_up import CAVEAT
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.reading import read
from runwalk_tui.session.records import Log
from tests.support.finished_log import finished_log
from tests.support.invented_log import TODAY


@pytest.fixture(scope="module")
def table() -> StageTable:
    return parse_table(shipped_stages().read_text("utf-8"), "stages.toml")


@pytest.fixture(scope="module")
def log(table: StageTable) -> Log:
    return finished_log(table, TODAY)


def finish(table: StageTable, log: Log) -> Finish | None:
    today = TODAY.date()
    return finish_of(read(table, log, today), prescribe(table, log, today))


def test_it_is_there_when_the_rule_says_so_and_not_a_session_before(table: StageTable, log: Log) -> None:
    assert finish(table, log) is not None
    assert finish(table, replace(log, sessions=log.sessions[:-1])) is None
    assert finish(table, Log()) is None


def test_the_totals_are_those_of_the_log(table: StageTable, log: Log) -> None:
    found = finish(table, log)
    assert found is not None
    assert found.sessions == len(log.sessions) == 41
    assert found.run_seconds == sum(session.run_seconds for session in log.sessions)
    assert totals_words(found) == (
        "14 weeks, 41 sessions, 10 h 14 min of running, 1 flare-up, since Tuesday 21 October 2025."
    )


def test_pain_is_that_of_the_first_and_the_last_session(table: StageTable, log: Log) -> None:
    found = finish(table, log)
    assert found is not None
    assert pain_words(found) == [
        "Pain before: 4 in your first session, 1 in your last.",
        "Worst pain: 4 in your first session, 1 in your last.",
    ]


def test_pain_that_was_not_given_is_left_out(table: StageTable, log: Log) -> None:
    silent = replace(log.sessions[0], pain_before=None, pain_worst=None, pain_after=None)
    found = finish(table, replace(log, sessions=(silent, *log.sessions[1:])))
    assert found is not None
    assert pain_words(found) == ["You gave no pain score in your first or last session."]


def test_what_comes_next_is_the_last_stage_with_full_repetitions(table: StageTable, log: Log) -> None:
    found = finish(table, log)
    assert found is not None
    assert next_words(found)[0] == (
        "Carry on with this session for as long as you like: stage 13, 7 repetitions, up to 3 times a week."
    )


def test_lines_tell_each_stage_with_its_date_and_the_trial_with_its_caveat(table: StageTable, log: Log) -> None:
    found = finish(table, log)
    assert found is not None
    told = "\n".join(finish_lines(found))
    assert "Stage 12 (our own estimate): 3 sessions, the last on Thursday 15 January." in told
    assert CAVEAT in told
    assert "Average pain: 47 at first, 25 now, 22 lower." in told


def test_without_a_check_in_there_is_none_to_compare(table: StageTable, log: Log) -> None:
    found = finish(table, replace(log, checkins=()))
    assert found is not None
    assert found.checkins is None
    assert "You have no check-ins to compare." in finish_lines(found)


def test_a_long_break_ends_it(table: StageTable, log: Log) -> None:
    later = TODAY.date() + timedelta(days=40)
    assert finish_of(read(table, log, later), prescribe(table, log, later)) is None
