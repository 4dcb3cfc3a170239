"""The invented year is what it says: made with the rule, the same each time, and with all that happens in a year."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from runwalk_tui.history.store import Store
from runwalk_tui.paths import shipped_stages
from runwalk_tui.review.past.finding import kind_of
from runwalk_tui.review.past.following import decision_after, log_up_to
from runwalk_tui.review.past.terms import KindWanted
from runwalk_tui.rule.prescription import prescribe
from runwalk_tui.rule.response import Response
from runwalk_tui.rule.standing import judged_in_order
from runwalk_tui.table_in_use import load_table
from tests.support.second_year import AWAY, FIRST, LAST, SUMMER, second_year, such_years

TABLE = load_table(shipped_stages())
YEAR = second_year(TABLE)
LOG = YEAR.log


def test_each_session_is_the_one_that_was_due_that_day() -> None:
    runs = [session for session in LOG.sessions if session.counted]
    for before, session in itertools.pairwise(runs):
        due = prescribe(TABLE, log_up_to(LOG, before), session.day)
        if due.stage is not None:  # else the doctor had not cleared what the fever had stopped yet
            assert (session.stage, session.reps_planned) == (due.stage, due.reps), session.day
            assert session.day >= due.earliest


def test_a_year_has_all_that_happens_in_one() -> None:
    kinds = Counter(map(kind_of, LOG.sessions))
    assert kinds[KindWanted.RUN] > 100
    assert min(kinds[kind] for kind in (KindWanted.WALK, KindWanted.COMPANION, KindWanted.REHEARSAL)) >= 2
    judged = [one for one in judged_in_order(TABLE, LOG) if one.session.counted]
    responses = Counter(one.response for one in judged)
    assert all(responses[response] for response in Response)
    assert {session.stage for session in LOG.sessions if session.counted} >= {"3", "4", "5", "6", "7"}
    assert [day for first, last in AWAY for day in (first, last) if any(s.day == day for s in LOG.sessions)] == []
    offsets = {session.started_at.utcoffset() for session in LOG.sessions}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}
    assert all(FIRST <= session.day <= LAST for session in LOG.sessions)
    assert any(session.day >= SUMMER[1] for session in LOG.sessions)
    for there in ("note", "soreness", "pain_marks", "eased_to", "stopped_for_pain", "red_flags", "updated_at"):
        assert any(getattr(session, there) for session in LOG.sessions), there
    assert LOG.clearances
    assert LOG.checkins
    assert LOG.deleted


def test_it_is_the_same_each_time_and_a_store_keeps_it_as_it_is(tmp_path: Path) -> None:
    assert second_year(TABLE) == YEAR
    with Store.open(tmp_path, rescue_folders=()) as store:
        YEAR.keep_in(store)
        assert store.log() == LOG
        assert store.deleted_last() == YEAR.twice


def test_years_in_a_row_are_as_long_as_wanted_and_end_when_wanted() -> None:
    log = such_years(TABLE, 1_000, date(2030, 6, 1))
    assert len({session.id for session in log.sessions}) == len(log.sessions) == 1_000
    assert list(log.sessions) == sorted(log.sessions, key=lambda session: session.started_at)
    assert 0 <= (date(2030, 6, 1) - log.sessions[-1].day).days < 14


def test_what_followed_is_what_the_next_session_was() -> None:
    runs = [session for session in LOG.sessions if session.counted and not session.red_flags]
    followed = 0
    for session, after in itertools.pairwise(runs):
        due = decision_after(TABLE, LOG, session)
        if (after.day - session.day).days < TABLE.policy.break_repeat_days and due.move_up_from is None:
            followed += (due.stage, due.reps) == (after.stage, after.reps_planned)
    assert followed > 80
