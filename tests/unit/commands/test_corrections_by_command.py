"""`runwalk edit` and `runwalk delete`: what they change, what they say, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import Clearance, Deletion, Log, Placement, SessionKind, SessionRecord, stop_record
from tests.support.as_json import as_json

PROGRAMME = "ASTEROID run-walk"
NOW = datetime.now(UTC).replace(hour=7, minute=30, second=0, microsecond=0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three sessions at stage 4, of which the last has a 7 for a 2."""
    folder = tmp_path / "data"
    with Store.open(folder) as store:
        store.place(Placement(NOW - timedelta(days=15), "4"))
        for number, (days_ago, done) in enumerate(((12, 6), (9, 10), (5, 10))):
            store.save(session(f"0{number}aaaaaa-1111", days_ago, done))
        store.save(session("02bbbbbb-2222", 3, 10, pain_worst=7))
    return folder


def session(id: str, days_ago: int, done: int, **changes: Any) -> SessionRecord:
    plain: dict[str, Any] = {"pain_before": 3, "pain_worst": 3, "pain_after": 3, "pain_morning": 3, **changes}
    at = NOW - timedelta(days=days_ago)
    return SessionRecord(id, at, PROGRAMME, "4", done, done, run_seconds=601, active_seconds=1900, **plain)


def runwalk(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)])


def said(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def last(data: Path) -> SessionRecord:
    with Store.open(data, read_only=True) as store:
        return store.log().sessions[-1]


def test_a_slip_is_put_right_and_the_stage_comes_back(data: Path) -> None:
    told = said(runwalk(data, "edit", "last", "--worst", "2"))
    assert told[:3] == [
        "Worst pain 2 instead of 7.",
        "Today: stage 5 instead of 3, with 6 repetitions.",
        "Ready to move up: Stage 5 · 6 repetitions · 22 minutes",
    ]
    changed = last(data)
    assert (changed.pain_worst, changed.run_seconds, changed.source) == (2, 601, "timer")
    assert changed.updated_at is not None


def test_every_answer_can_be_given_and_taken_back(data: Path) -> None:
    before = last(data)
    at = (NOW - timedelta(days=4)).isoformat()
    given = (
        "--reps",
        "8",
        "--planned",
        "9",
        "--stage",
        "5",
        "--at",
        at,
        "--before",
        "1",
        "--worst",
        "2",
        "--after",
        "2",
    )
    more = ("--morning", "1", "--sore", "left knee", "--sore", "shin", "--not-ready", "--effort", "6", "--note", "hm")
    said(runwalk(data, "edit", "02bb", *given, *more, "--stopped"))
    full = last(data)
    assert full == replace(
        before,
        reps_done=8,
        reps_planned=9,
        stage="5",
        started_at=NOW - timedelta(days=4),
        pain_before=1,
        pain_worst=2,
        pain_after=2,
        pain_morning=1,
        soreness=("left knee", "shin"),
        felt_ready=False,
        effort=6,
        note="hm",
        stopped_for_pain=True,
        updated_at=full.updated_at,
    )
    answers = ("before", "worst", "after", "morning", "sore", "ready", "effort", "note", "stopped")
    said(runwalk(data, "edit", "02bb", *(each for name in answers for each in ("--without", name))))
    empty = last(data)
    assert (empty.pain_before, empty.pain_worst, empty.pain_after, empty.pain_morning) == (None, None, None, None)
    assert (empty.soreness, empty.felt_ready, empty.effort, empty.note, empty.stopped_for_pain) == (
        (),
        None,
        None,
        "",
        False,
    )


def test_it_was_a_walk(data: Path) -> None:
    said(runwalk(data, "edit", "last", "--walk", "--minutes", "25"))
    assert (last(data).kind, last(data).walk_seconds, last(data).reps_done) == (SessionKind.WALK, 1500, 0)
    said(runwalk(data, "edit", "last", "--kind", "run-walk", "--reps", "6", "--planned", "6"))
    assert (last(data).kind, last(data).reps_done, last(data).active_seconds) == (SessionKind.RUN_WALK, 6, 1500)


def test_a_walk_that_was_a_session_has_at_least_the_plan_that_was_done(data: Path) -> None:
    said(runwalk(data, "edit", "last", "--walk", "--minutes", "25"))
    said(runwalk(data, "edit", "last", "--kind", "run-walk", "--reps", "6"))
    assert (last(data).reps_done, last(data).reps_planned) == (6, 6)


def test_a_day_alone_keeps_the_time_of_day(data: Path) -> None:
    began = last(data).started_at.astimezone()
    day = began.date() - timedelta(days=1)
    told = said(runwalk(data, "edit", "last", "--at", f"{day}"))
    assert told[0] == f"Date {day} instead of {began.date()}."
    assert not any(line.startswith("Time ") for line in told)
    assert last(data).started_at.astimezone().time() == began.time()


def test_nothing_changed_is_said_and_writes_nothing(data: Path) -> None:
    before = last(data)
    assert said(runwalk(data, "edit", "last", "--worst", "7")) == ["Nothing was changed."]
    assert last(data) == before


def test_without_an_id_the_last_ones_are_listed(data: Path) -> None:
    told = said(runwalk(data, "edit"))
    assert [line.split()[0] for line in told[:-1]] == ["00aaaaaa", "01aaaaaa", "02aaaaaa", "02bbbbbb"]
    assert told[-1].endswith("runwalk edit last --worst 2")


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        (("edit", "last"), 2, "say what to change"),
        (("edit", "--worst", "2"), 2, "say which session"),
        (("edit", "02", "--worst", "2"), 1, '2 sessions have an id that starts with "02": 02aaaaaa, 02bbbbbb'),
        (("edit", "9", "--worst", "2"), 1, "`runwalk edit` lists the last few"),
        (("edit", "", "--worst", "2"), 1, "no session has an id"),
        (("edit", "last", "--worst", "11"), 2, "--worst"),
        (("edit", "last", "--stage", "44"), 1, "--stage: there is no stage 44"),
        (("edit", "last", "--at", "2199-01-01"), 1, "--at: 2199-01-01 07:30 is in the future"),
        (("edit", "last", "--at", "2199-01-01T07:30:10+09:00"), 1, "is in the future"),
        (("edit", "last", "--at", "2200-01-01"), 2, "is outside the years"),
        (("edit", "last", "--at", NOW.isoformat()), 1, "--morning: it's too early"),
        (("edit", "last", "--minutes", "25"), 2, "--minutes is for a walk"),
        (("edit", "last", "--walk", "--effort", "4"), 2, "a walk has no --effort"),
        (
            ("edit", "last", "--walk", "--effort", "4"),
            2,
            "earlier session, name its id: `runwalk edit`",
        ),
        (("edit", "last", "--walk", "--kind", "companion"), 2, "not both"),
        (("edit", "last", "--worst", "2", "--without", "worst"), 2, "not both"),
        (("edit", "last", "--note", "x" * 2001), 1, "--note: at most 2000"),
        (("delete",), 2, "say which session"),
        (("delete", "9"), 1, "`runwalk edit` lists the last few"),
        (("delete", "--undo"), 1, "you can only do that for 30 days"),
        (("delete", "--undo", "last"), 1, "you can only do that for 30 days"),
        (("delete", "--undo", "02"), 1, 'no deleted session has an id that starts with "02"'),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    data: Path, arguments: tuple[str, ...], status: int, line: str
) -> None:
    before = runwalk(data, "history", "--json").stdout
    told = runwalk(data, *arguments)
    assert told.exit_code == status
    assert line in str(told.output) or line in str(told.exception)
    assert runwalk(data, "history", "--json").stdout == before


def test_the_last_session_is_not_the_warning_sign_that_was_ticked_after_it(data: Path) -> None:
    with Store.open(data) as store:
        store.save(stop_record(NOW - timedelta(days=2), PROGRAMME, "4", ("fever",)))
    said(runwalk(data, "edit", "last", "--worst", "2"))
    with Store.open(data, read_only=True) as store:
        *_, session, sign = store.log().sessions
    assert (session.id, session.pain_worst) == ("02bbbbbb-2222", 2)
    assert not sign.counted


# Deleting.


def test_a_session_is_deleted_and_brought_back_by_another_process(data: Path) -> None:
    before = last(data)
    told = said(runwalk(data, "delete", "last"))
    assert told[0].startswith("Deleted: stage 4 on ")
    assert told[1] == "Today: stage 5 instead of 3, with 6 repetitions."
    assert last(data).id == "02aaaaaa-1111"
    told = said(runwalk(data, "delete", "--undo"))
    assert told[0].startswith("Back in the log: stage 4 on ")
    assert told[1] == "Today: stage 3 instead of 5, with 6 repetitions."
    assert replace(last(data), updated_at=None) == before


def test_the_one_that_is_named_comes_back(data: Path) -> None:
    for each in ("00", "01"):
        said(runwalk(data, "delete", each))
    said(runwalk(data, "delete", "--undo", "00aa"))
    ids = [each["id"] for each in as_json(runwalk(data, "history", "--json"))["sessions"]]
    assert ids == ["00aaaaaa-1111", "02aaaaaa-1111", "02bbbbbb-2222"]


def test_an_undo_that_could_mean_two_sessions_says_so(data: Path) -> None:
    for one in ("02aaaaaa", "02bbbbbb"):
        said(runwalk(data, "delete", one))
    told = runwalk(data, "delete", "--undo", "02")
    assert told.exit_code == 1
    assert '2 deleted sessions have an id that starts with "02"' in told.output
    said(runwalk(data, "delete", "--undo", "02a"))


def test_an_undo_that_comes_too_late_or_has_nothing_to_bring_back_says_which(data: Path) -> None:
    with Store.open(data) as store:
        store.delete("00aaaaaa-1111", NOW - timedelta(days=31))
        store.merge(Log(deleted=(Deletion("0faaaaaa-4444", NOW),)))
    for one, why in (("00", "it was deleted more than 30 days ago"), ("0f", "it was deleted on another computer")):
        told = runwalk(data, "delete", "--undo", one)
        assert told.exit_code == 1
        assert why in told.output


# Warning signs.


def test_a_pain_that_rose_asks_for_a_warning_sign_once(data: Path) -> None:
    rose = "Your pain went up or is high. If you have a warning sign, add it: runwalk edit 01aaaaaa --red-flag SIGN"
    severe = "Your pain was severe. If you have a warning sign, add it: runwalk edit 01aaaaaa --red-flag SIGN"
    assert rose in said(runwalk(data, "edit", "01", "--worst", "7"))
    assert rose not in said(runwalk(data, "edit", "01", "--worst", "8")), "it was a reason to ask before"
    said(runwalk(data, "edit", "01", "--worst", "3"))
    assert severe in said(runwalk(data, "edit", "01", "--before", "8"))
    said(runwalk(data, "edit", "01", "--before", "3"))
    assert rose not in said(runwalk(data, "edit", "01", "--worst", "7", "--red-flag", "fever"))


def test_a_logged_pain_that_rose_asks_for_a_warning_sign(data: Path) -> None:
    told = said(runwalk(data, "log", "--reps", "6", "--before", "2", "--worst", "7"))
    assert told[1] == (
        "Your pain went up or is high. "
        f"If you have a warning sign, add it: runwalk edit {last(data).id[:8]} --red-flag SIGN"
    )
    assert "warning sign" not in said(runwalk(data, "log", "--reps", "6", "--before", "2", "--worst", "2"))[1]


def test_a_warning_sign_is_added_and_puts_up_the_stop_sign(data: Path) -> None:
    told = said(runwalk(data, "edit", "last", "--red-flag", "fever"))
    assert told[:2] == [
        "Warning sign added: fever or feeling unwell.",
        "Your sessions are now on hold: no running for now.",
    ]
    assert said(runwalk(data, "edit", "last", "--red-flag", "weight-loss"))[1] == "Your sessions stay on hold."
    told = said(runwalk(data, "edit", "last", "--red-flag", "saddle"))
    assert told[1] == "Call your emergency number or go to an emergency department now."
    assert last(data).red_flags == ("fever", "weight-loss", "saddle")


def test_a_clearance_that_a_wrong_clock_dated_ahead_lets_no_warning_sign_go(data: Path) -> None:
    said(runwalk(data, "edit", "last", "--red-flag", "fever"))
    with Store.open(data) as store:
        store.clear(Clearance(NOW + timedelta(days=400), ("02bbbbbb-2222",)))
    assert runwalk(data, "delete", "last").exit_code == 1
    assert last(data).red_flags == ("fever",)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"rehearsal": True}, "it is a rehearsal"),
        ({"started_at": NOW + timedelta(days=30)}, "its date is in the future"),
    ],
    ids=["rehearsal", "ahead"],
)
def test_a_warning_sign_is_not_noted_where_it_would_put_no_stop_sign_up(
    data: Path, changes: dict[str, Any], why: str
) -> None:
    with Store.open(data) as store:
        store.save(replace(session("09cccccc-3333", 1, 10), **changes))
    told = runwalk(data, "edit", "09", "--red-flag", "fever")
    assert told.exit_code == 1
    assert why in told.output
    assert "runwalk log --red-flag" in told.output
    assert last(data).red_flags == ()


def test_a_warning_sign_that_nobody_has_cleared_stays(data: Path) -> None:
    with Store.open(data) as store:
        store.clear(Clearance(NOW - timedelta(days=20)))
    said(runwalk(data, "edit", "last", "--red-flag", "fever"))
    early = (NOW - timedelta(days=30)).isoformat()
    for arguments in (("edit", "last", "--at", early), ("delete", "last")):
        told = runwalk(data, *arguments)
        assert told.exit_code == 1
        assert "warning sign, and nobody has cleared you since" in told.output
    said(runwalk(data, "clear", "--yes"))
    said(runwalk(data, "delete", "last"))
