"""One pass over the log: counted in the interpreter's own steps, which are the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import FrameType
from typing import Any

import pytest

from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.response import Response, UsualPain, with_usual_pain
from runwalk_tui.rule.standing import Judged, judged_in_order, lately
from runwalk_tui.session.records import Log, SessionRecord
from tests.support import rule_oracle
from tests.support.rule_cases import day, run, shipped_table


def steps(what: Callable[[], object]) -> int:
    """How many instructions of Python a call takes."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        what()
    finally:
        sys.settrace(before)
    return count


def long_log(sessions: int, every: int) -> Log:
    """So many sessions with pains that go up and down, one each `every` days, and a flare-up now and then."""
    return Log(
        tuple(
            run(
                number * every,
                stage=str(1 + number // 5 % 13),
                pain_before=number % 4,
                pain_worst=9 if number % 17 == 0 else 3,
                soreness=("knee",) if number % 11 == 0 else (),
            )
            for number in range(sessions)
        )
    )


@pytest.mark.parametrize("every", [1, 2, 20, 60], ids="one session each {} days".format)
def test_twice_the_sessions_take_twice_the_steps_and_no_more(every: int) -> None:
    table = shipped_table()

    def cost(sessions: int) -> int:
        log = long_log(sessions, every)
        return steps(lambda: prescribe(table, log, log.sessions[-1].day + timedelta(days=1)))

    few, many, more = cost(100), cost(200), cost(400)
    assert more - many <= 2.1 * (many - few)


@pytest.mark.parametrize("every", [1, 3, 9, 19, 30, 60])
def test_the_running_window_finds_what_the_whole_log_says(every: int) -> None:
    log = long_log(60, every)
    for session, usual_pain in with_usual_pain(log.sessions):
        assert usual_pain == rule_oracle.usual_pain_at(log, session)


def test_the_window_is_right_after_a_long_break_and_where_clocks_stand_far_apart() -> None:
    ahead, behind = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    first = [run(number, pain_before=1) for number in range(20)]
    sessions = [
        *first,
        *(
            replace(
                session,
                id=f"again-{number}",
                started_at=(session.started_at + timedelta(days=56)).astimezone(ahead if number % 2 else behind),
                pain_before=7,
            )
            for number, session in enumerate(first)
        ),
    ]
    log = Log(tuple(sessions))
    for session, usual_pain in with_usual_pain(log.sessions):
        assert usual_pain == rule_oracle.usual_pain_at(log, session), session


def test_a_window_that_nobody_told_anything_knows_no_usual_pain() -> None:
    assert UsualPain().on(date.min) is None
    assert UsualPain([run(0, pain_before=None), run(1, pain_before=2), run(2, pain_before=2)]).on(day(3)) is None


def judged(sessions: list[SessionRecord]) -> tuple[Judged, ...]:
    return tuple(judged_in_order(shipped_table(), Log(tuple(sessions))))


def test_lately_is_by_the_runners_own_days_and_in_order_of_time() -> None:
    some = judged([run(number) for number in range(10)])
    assert [one.session.day for one in lately(some, day(8), 3)] == [day(6), day(7), day(8), day(9)]
    assert lately(some, day(20), 5) == []
    assert {one.response for one in some} == {Response.TOLERATED}


def test_lately_looks_past_a_session_whose_date_is_out_of_order() -> None:
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    ahead = noon.astimezone(timezone(timedelta(hours=23)))
    behind = (noon + timedelta(minutes=1)).astimezone(timezone(-timedelta(hours=23)))
    some = judged([replace(run(0), id="11th", started_at=ahead), replace(run(0), id="9th", started_at=behind)])
    assert [one.session.id for one in lately(some, date(2026, 1, 11), 1)] == ["11th"]
