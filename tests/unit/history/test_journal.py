"""The journal of a running session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from runwalk_tui.history.journal import KINDS, Journal
from tests.support.history_samples import MakeSession, OpenStore

AT = datetime(2026, 3, 29, 1, 59, 58, tzinfo=timezone(timedelta(hours=1)))
HEADER = {"stage": "4", "reps": 10, "plan": [[0, 300, "warm_up"]], "pain_before": 3, "name": "ä\x1b"}


def test_nothing_is_unfinished_in_the_beginning(open_store: OpenStore) -> None:
    assert Journal(open_store()).unfinished() is None


def test_what_was_written_is_found_after_a_new_start(open_store: OpenStore) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("x", AT, HEADER, {"elapsed": 0})
    journal.event("phase", AT + timedelta(minutes=5), {"phase": 1}, {"elapsed": 300.25})
    journal.heartbeat(AT + timedelta(minutes=6), {"elapsed": 360})
    store.close()
    found = Journal(open_store()).unfinished()
    assert found is not None
    assert (found.session_id, found.began_at.isoformat(), found.header) == ("x", "2026-03-29T01:59:58+01:00", HEADER)
    assert (found.last_at - AT, found.last) == (timedelta(minutes=6), {"elapsed": 360})
    assert [(event.kind, event.at - AT, event.detail) for event in found.events] == [
        ("started", timedelta(0), {}),
        ("phase", timedelta(minutes=5), {"phase": 1}),
    ]
    assert not found.ended
    assert not found.rated


def test_heartbeats_take_the_place_of_each_other(open_store: OpenStore) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("x", AT, HEADER, {})
    for beat in range(50):
        journal.heartbeat(AT, {"beat": beat})
    with store.reading() as connection:
        assert connection.execute("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM running)").fetchone() == (
            1,
            1,
        )


def test_finishing_saves_the_record_and_ends_the_journal(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("s0", AT, HEADER, {})
    journal.event("ended", AT, {}, {})
    journal.finish(make_session())
    assert store.log().sessions == (make_session(),)
    assert journal.unfinished() is None
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_discarding_leaves_no_record(open_store: OpenStore) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("x", AT, HEADER, {})
    journal.discard("x")
    assert journal.unfinished() is None
    assert store.log().sessions == ()


def test_a_session_that_ended_without_a_rating_is_told_from_one_in_progress(open_store: OpenStore) -> None:
    journal = Journal(open_store())
    for kind, ended, rated in (("mark", False, False), ("ended", True, False), ("rated", True, True)):
        if kind == "mark":
            journal.begin("x", AT, HEADER, {})
        journal.event(kind, AT, {}, {})
        found = journal.unfinished()
        assert found is not None
        assert (found.ended, found.rated) == (ended, rated)


def test_the_answers_so_far_are_kept_with_the_session_they_belong_to(open_store: OpenStore) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("x", AT, HEADER, {"elapsed": 3})
    journal.event("ended", AT, {}, {"elapsed": 9})
    Journal(store).rated("x", AT + timedelta(seconds=20), {"elapsed": 9, "worst": 4})
    found = Journal(store).unfinished()
    assert found is not None
    assert (found.began_at, found.header) == (AT, HEADER)
    assert (found.last, found.last_at) == ({"elapsed": 9, "worst": 4}, AT + timedelta(seconds=20))
    assert [event.kind for event in found.events] == ["started", "ended", "rated"]


def test_answers_to_a_session_that_has_no_journal_begin_none(open_store: OpenStore) -> None:
    store = open_store()
    Journal(store).rated("x", AT, {})
    assert Journal(store).unfinished() is None


def test_a_session_that_was_found_goes_on_in_its_own_journal(open_store: OpenStore, make_session: MakeSession) -> None:
    store = open_store()
    journal = Journal(store)
    journal.begin("s0", AT, HEADER, {})
    journal.event("phase", AT, {"phase": 1}, {})
    store.close()
    journal = Journal(open_store())
    found = journal.unfinished()
    assert found is not None
    journal.go_on(found)
    journal.event("resume", AT, {}, {"elapsed": 9})
    found = journal.unfinished()
    assert found is not None
    assert [event.kind for event in found.events] == ["started", "phase", "resume"]
    assert found.began_at == AT
    journal.finish(make_session())
    assert journal.unfinished() is None


def test_several_unfinished_sessions_are_found_one_after_the_other(open_store: OpenStore) -> None:
    store = open_store()
    for name in ("first", "second"):
        Journal(store).begin(name, AT, HEADER, {})
    journal = Journal(store)
    for name in ("first", "second"):
        found = journal.unfinished()
        assert found is not None
        assert found.session_id == name
        journal.discard(name)
    assert journal.unfinished() is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_event_can_be_written(open_store: OpenStore, kind: str) -> None:
    journal = Journal(open_store())
    journal.begin("x", AT, {}, {})
    journal.event(kind, AT, {"n": 1}, {})


def test_what_is_no_event_is_a_mistake_of_the_caller(open_store: OpenStore) -> None:
    journal = Journal(open_store())
    with pytest.raises(ValueError, match="no session has started"):
        journal.event("phase", AT, {}, {})
    journal.begin("x", AT, {}, {})
    with pytest.raises(ValueError, match="no event 'lunch'"):
        journal.event("lunch", AT, {}, {})
    with pytest.raises(ValueError, match="offset"):
        journal.event("phase", AT.replace(tzinfo=None), {}, {})
    journal.heartbeat(AT.astimezone(UTC), {})


@pytest.mark.parametrize(
    ("kinds", "ended"),
    [
        (["stopped"], True),
        (["stopped", "resume"], False),
        (["stopped", "next", "mark"], False),
        (["stopped", "next", "ended", "phase", "rated"], True),
        (["pause", "ended", "phase", "rated", "rated"], True),
        (["mark", "phase"], False),
    ],
)
def test_a_stop_that_was_taken_back_or_led_to_a_walk_is_no_end(
    open_store: OpenStore, kinds: list[str], ended: bool
) -> None:
    journal = Journal(open_store())
    journal.begin("s1", AT, {}, {})
    for kind in kinds:
        journal.event(kind, AT, {}, {})
    found = journal.unfinished()
    assert found is not None
    assert found.ended is ended
