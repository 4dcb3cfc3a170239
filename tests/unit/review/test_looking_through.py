"""What a filter finds, in which order it stands, which week it belongs to, and by which id it is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runwalk_tui.corrections.told import found_by
from runwalk_tui.paths import shipped_stages
from runwalk_tui.review.past.finding import Finder, find, title_of
from runwalk_tui.review.past.ordering import SessionOrder, SortColumn, in_order, next_order
from runwalk_tui.review.past.parsing import FORMS, parse_filter
from runwalk_tui.review.past.short_ids import short_ids
from runwalk_tui.review.past.week_groups import by_week
from runwalk_tui.review.session_words import session_notes
from runwalk_tui.rule.standing import Judged, judged_in_order
from runwalk_tui.session.records import Log, SessionKind, SessionRecord
from runwalk_tui.table_in_use import load_table
from runwalk_tui.ui.screens.history.cells import cell
from tests.support.examples import examples

TABLE = load_table(shipped_stages())
ZONE = timezone(timedelta(hours=2))


def session(id: str, day: int, **more: object) -> SessionRecord:
    """A quiet session of October 2025, at 7:21 in the morning."""
    plain = SessionRecord(
        id=id,
        started_at=datetime(2025, 10, day, 7, 21, tzinfo=ZONE),
        programme=TABLE.programme,
        stage="4",
        reps_planned=6,
        reps_done=6,
        run_seconds=360,
        walk_seconds=540,
        active_seconds=1320,
        pain_before=3,
        pain_worst=4,
        pain_after=3,
        pain_morning=2,
        effort=4,
    )
    return replace(plain, **more)  # type: ignore[arg-type] # whatever a record has


SESSIONS = (
    session("quiet", 1),
    session("noted", 3, note="Rain, and a  new Pair of shoes", effort=8),
    session("sore", 6, soreness=("left knee", "hip")),
    session("walk", 8, kind=SessionKind.WALK, reps_planned=1, reps_done=0, run_seconds=0, walk_seconds=1500),
    session("flare", 11, pain_worst=9, stage="5", pain_morning=6),
    session("eased", 14, stage="13", eased_to="4", reps_done=5),
    session("stretch", 16, kind=SessionKind.COMPANION, stage="1", programme="Stretching"),
    session("rehearsal", 19, rehearsal=True, pain_worst=None, pain_after=None, pain_morning=None),
    session("silent", 21, pain_before=None, pain_worst=None, pain_after=2, pain_morning=None, effort=None),
    session("sign", 24, red_flags=("fever",)),
)
JUDGED = tuple(judged_in_order(TABLE, Log(sessions=SESSIONS)))
RUN = ["quiet", "noted", "sore", "flare", "eased", "silent", "sign"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("flare", ["flare"]),
        ("FLARE-UP", ["flare"]),
        ("warning sign", ["sign"]),
        ("fever", ["sign"]),
        ("went well", ["quiet", "noted", "eased", "silent"]),
        ("21 oct", ["silent"]),
        ("21 october 2025", ["silent"]),
        ("21 oct 25", ["silent"]),
        ("1 oct", ["quiet"]),
        ("21 october 2025, 07:21", ["silent"]),
        ('"a step back"', []),
        ("tuesday", ["eased", "silent"]),
        ("2025-10-06", ["sore"]),
        ("07:21", [one.id for one in SESSIONS]),
        ("walk", ["walk"]),
        ('"25 minutes"', ["walk"]),
        ("rehearsal", ["rehearsal"]),
        ("other exercise", ["stretch"]),
        ("shoes RAIN", ["noted"]),
        ('"a new pair"', ["noted"]),
        ("eased", ["eased"]),
        ('"5 of 6"', ["eased"]),
        ('"3 › 9"', ["flare"]),
        ("stage 1", []),
        ("stage:4", ["quiet", "noted", "sore", "rehearsal", "silent", "sign"]),
        ("pain>5", ["flare"]),
        ("pain<=2", ["silent"]),
        ("before>=3 pain=4 -stage:4", ["walk", "eased", "stretch"]),
        ("morning>5", ["flare"]),
        ("effort>7", ["noted"]),
        ("reps<6", ["eased"]),
        ("reps>=0 -kind:run", ["rehearsal"]),
        ("from:2025-10-19", ["rehearsal", "silent", "sign"]),
        ("to:2025-10-03", ["quiet", "noted"]),
        ("from:2025-10-03 to:2025-10-06", ["noted", "sore"]),
        ("from:2026", []),
        ("sore:knee", ["sore"]),
        ("sore:hip -sore:knee", []),
        ('note:"new pair"', ["noted"]),
        ("kind:walk", ["walk"]),
        ("kind:run", RUN),
        ("kind:rehearsal", ["rehearsal"]),
        ("-kind:run -walk", ["stretch", "rehearsal"]),
        ("not:kind:run", ["walk", "stretch", "rehearsal"]),
        ("", [one.id for one in SESSIONS]),
    ],
)
def test_a_filter_finds_what_is_on_the_screen(typed: str, found: list[str]) -> None:
    assert [one.id for one in find(JUDGED, parse_filter(typed))] == found


YEARS_LATER = [date(2025, 11, 1), date(2026, 2, 1)]
"""Days on which the log is looked at, in the year of its sessions and after it."""


@pytest.mark.parametrize("column", SortColumn)
def test_each_cell_of_the_table_is_found(column: SortColumn) -> None:
    for one, today, weekday in product(JUDGED, YEARS_LATER, (False, True)):
        told = cell(one, column, today, weekday=weekday)
        if told.strip("–"):
            assert one.session in find(JUDGED, parse_filter(f'"{told.upper()}"')), told


def test_each_line_of_a_session_in_full_is_found() -> None:
    for one in JUDGED:
        for line in (title_of(one.session), *session_notes(one.session)):
            assert one.session in find(JUDGED, parse_filter(f'"{line.upper()}"')), line


def test_who_types_on_looks_only_at_what_was_found_before() -> None:
    finder = Finder(JUDGED)
    looked = []
    for typed in ("s", "sh", "shoe", "shoes", "shoes rain", "shoes rain effort>7"):
        before = finder.sessions_read
        assert finder.find(parse_filter(typed))
        looked.append(finder.sessions_read - before)
    assert looked[0] == len(SESSIONS)
    assert looked[-3:] == [1, 1, 1]
    assert finder.find(parse_filter("")) == tuple(range(len(SESSIONS)))


TYPED = st.lists(
    st.sampled_from([*FORMS.split(), "s", "sh", "2", "21", "2 of", "-s", "-sh", "1 oct", '"went w"', '"went well"'])
).map(" ".join)


@examples(60)
@given(st.lists(TYPED, max_size=5))
def test_what_was_looked_for_before_makes_no_difference(typed: list[str]) -> None:
    finder = Finder(JUDGED)
    for each in typed:
        assert finder.find(parse_filter(each)) == Finder(JUDGED).find(parse_filter(each))


def ids(judged: list[Judged]) -> list[str]:
    return [one.session.id for one in judged]


@pytest.mark.parametrize("column", SortColumn)
def test_every_order_has_everything_and_what_is_not_given_last(column: SortColumn) -> None:
    order = SessionOrder.of(column)
    there, back = ids(in_order(JUDGED, order, TABLE)), ids(in_order(JUDGED, order.turned, TABLE))
    assert sorted(there) == sorted(back) == sorted(one.id for one in SESSIONS)
    if column in (SortColumn.BEFORE, SortColumn.WORST, SortColumn.MORNING):
        missing = {"Before": ["silent"], "Worst": ["rehearsal"], "Morning": ["silent", "rehearsal"]}[column]
        assert there[-len(missing) :] == back[-len(missing) :] == missing


def test_orders_begin_with_the_newest_the_highest_and_what_needs_care() -> None:
    def first(column: SortColumn) -> str:
        return ids(in_order(JUDGED, SessionOrder.of(column), TABLE))[0]

    assert first(SortColumn.DAY) == "sign"
    assert first(SortColumn.STAGE) == "eased"
    assert first(SortColumn.WORST) == "flare"
    assert first(SortColumn.RESPONSE) == "sign"
    assert ids(in_order(JUDGED, SessionOrder.of(SortColumn.RESPONSE), TABLE))[1] == "flare"
    # Equals stand as they do by date.
    assert ids(in_order(JUDGED, SessionOrder.of(SortColumn.BEFORE), TABLE))[:2] == ["sign", "rehearsal"]


def test_the_next_order_is_that_of_the_next_column_that_is_shown() -> None:
    shown = [SortColumn.DAY, SortColumn.WORST, SortColumn.RESPONSE]
    order, seen = SessionOrder(), []
    for _ in shown:
        order = next_order(order, shown)
        seen.append(order)
    assert seen == [
        SessionOrder(SortColumn.WORST),
        SessionOrder(SortColumn.RESPONSE, upwards=True),
        SessionOrder(SortColumn.DAY),
    ]
    assert next_order(SessionOrder(SortColumn.NOTES), shown) == SessionOrder(SortColumn.DAY)


def test_weeks_have_their_sessions_their_minutes_and_their_walks() -> None:
    weeks = list(by_week(in_order(JUDGED, SessionOrder(), TABLE)))
    assert [week.first_day for week in weeks] == [date(2025, 10, day) for day in (20, 13, 6)] + [date(2025, 9, 29)]
    assert weeks[2].words(3, date(2025, 11, 1)) == (
        "Week of 6 October · 2 of 3 sessions · 12 minutes of running · 1 walk"
    )
    forms = {weeks[2].words(3, date(2026, 1, 1), room=room) for room in range(100)}
    assert forms == {
        "Week of 6 October 2025 · 2 of 3 sessions · 12 minutes of running · 1 walk",
        "Week of 6 Oct 2025 · 2 of 3 sessions · 12 minutes of running · 1 walk",
        "Week of 6 Oct 2025 · 2 of 3 sessions · 12 min · 1 walk",
        "Week of 6 Oct 2025 · 2 of 3 · 12 min · 1 walk",
        "Week of 6 Oct 2025 · 2 of 3 · 12 min",
    }
    assert weeks[2].words(3, date(2025, 11, 1), found=True) == "Week of 6 October · 3 found"
    # A rehearsal and a companion are no sessions of the week.
    assert weeks[1].words(3, date(2025, 11, 1), room=36) == "Week of 13 Oct · 1 of 3 · 6 min"


@given(st.lists(st.text("ab1", max_size=12), max_size=20))
def test_short_ids_can_be_told_apart(given_ids: list[str]) -> None:
    short = short_ids(given_ids)
    for id, beginning in short.items():
        assert id.startswith(beginning)
        if beginning != id:
            assert len(beginning) >= 8
            assert [other for other in short if other.startswith(beginning)] == [id]


def test_an_id_is_as_short_as_it_can_be() -> None:
    assert short_ids(["0192f0c1-aaaa", "0192f0c2-aaaa"]) == {
        "0192f0c1-aaaa": "0192f0c1",
        "0192f0c2-aaaa": "0192f0c2",
    }
    assert short_ids(["0192f0c1-aa", "0192f0c1-ab"])["0192f0c1-aa"] == "0192f0c1-aa"


def test_the_id_of_a_session_stays_short_beside_a_warning_sign_in_a_record_of_its_own() -> None:
    session, sign = "0192f0c1-aaaa-4000-8000-000000000000", "0192f0c1-aaaa-4000-8000-000000000000-9d84d317"
    short = short_ids([session, sign, "0192f0c2-aaaa"])
    assert (short[session], short["0192f0c2-aaaa"]) == ("0192f0c1", "0192f0c2")
    sessions = [SessionRecord(each, datetime(2026, 1, 5, tzinfo=UTC), "P", "1", 6, 6) for each in (session, sign)]
    for each in sessions:
        assert found_by(sessions, short[each.id]) == [each]
