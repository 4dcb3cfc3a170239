"""Giving the log away and taking it in by command: what is said, and what is left as it was."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runwalk_tui.cli import cli
from runwalk_tui.exports.csv_file import checkins_to_csv, to_csv
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import (
    CheckIn,
    Clearance,
    Deletion,
    Log,
    Placement,
    SessionKind,
    SessionRecord,
    clearance_of,
)
from tests.support.real_program import RUNWALK

AT = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
RUN = SessionRecord("11111111-1", AT, "ASTEROID run-walk", "4", 6, 6, pain_worst=2, source="log", updated_at=AT)
WALK = SessionRecord(
    "22222222-2", AT + 2 * DAY, "ASTEROID run-walk", "4", 1, 0, walk_seconds=1500, kind=SessionKind.WALK, source="log"
)
LATER = replace(RUN, id="33333333-3", started_at=AT + 4 * DAY)
LOG = Log(
    sessions=(RUN, WALK, LATER),
    placements=(Placement(AT - DAY, "4"), Placement(AT + 3 * DAY, "5")),
    checkins=(CheckIn(AT - DAY, 31, 28, 55, 21), CheckIn(AT + 3 * DAY, 20, 20, 40, None, "stairs", 6, 7)),
    clearances=(Clearance(AT - DAY, ()),),
    deleted=(Deletion("44444444-4", AT - DAY),),
)
NOTHING_NEW = "Records: 0 new, 0 changed, 9 unchanged, 0 deleted, 0 different, left as they are.\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Store.open(folder) as store:
        store.merge(LOG)
    return folder


def run(data: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--data-dir", str(data)], input=typed, catch_exceptions=False)


def log_of(data: Path) -> Log:
    with Store.open(data, read_only=True) as store:
        return store.log()


def test_each_record_is_counted_once_and_what_needs_a_word_gets_a_line(data: Path, tmp_path: Path) -> None:
    run(data, "export", "json", "-o", str(tmp_path / "before.json"))
    with Store.open(data) as store:
        store.delete(WALK.id, AT + 10 * DAY)
        store.save(replace(RUN, pain_worst=7, updated_at=AT + 10 * DAY))
    document = json.loads((tmp_path / "before.json").read_text())
    document["sessions"][2] |= {"note": "edited elsewhere", "updated_at": (AT + 11 * DAY).isoformat()}
    document["sessions"].append({**document["sessions"][2], "id": "55555555-5"})
    document["checkins"][0]["worst"] = 56
    file = tmp_path / "after.json"
    file.write_text(json.dumps(document))
    said = run(data, "import", str(file)).output.splitlines()
    assert said == [
        "Records: 1 new, 1 changed, 5 unchanged, 1 deleted, 2 different, left as they are.",
        "Still deleted (since Thursday 15 January 2026): "
        "a walk of 25 minutes on Wednesday 7 January 2026, 07:30 (id 22222222).",
        "Not changed: stage 4 on Monday 5 January 2026, 07:30 (id 11111111). In the file: Worst pain 2 instead of 7.",
        "Not changed: the check-in from Sunday 4 January 2026, 07:30. "
        "In the file: now 31, average 28, worst 56, disability 21%; "
        "here: now 31, average 28, worst 55, disability 21%.",
        "If the file is right, make the change here with `runwalk edit ID`.",
    ]
    before = log_of(data)
    assert run(data, "import", str(file)).output.startswith("Records: 0 new, 0 changed, 7 unchanged, 1 deleted, 2 ")
    assert log_of(data) == before


def test_a_check_in_that_differs_is_told_with_every_answer(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(to_json(Log(checkins=(replace(LOG.checkins[1], activity="gardening", safe=None),))))
    said = run(data, "import", str(file)).output.splitlines()
    assert said[1] == (
        "Not changed: the check-in from Thursday 8 January 2026, 07:30. "
        "In the file: now 20, average 20, worst 40, “gardening”, how well it goes 6 out of 10; "
        "here: now 20, average 20, worst 40, “stairs”, how well it goes 6 out of 10, "
        "how safe running feels 7 out of 10."
    )
    assert log_of(data).checkins == LOG.checkins


def test_a_session_that_was_deleted_there_is_deleted_here_and_named(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    deleted = tuple(Deletion(session.id, AT + 10 * DAY) for session in (RUN, WALK))
    file.write_text(to_json(Log(deleted=(*deleted, Deletion("66666666-6", AT)))))
    with Store.open(data) as store:
        store.save(replace(WALK, updated_at=AT + 11 * DAY))
    said = run(data, "import", str(file)).output.splitlines()
    assert said == [
        "Records: 0 new, 0 changed, 0 unchanged, 2 deleted, 1 different, left as they are.",
        "Deleted here, because it is deleted in the file: stage 4 on Monday 5 January 2026, 07:30 (id 11111111).",
        "Deleted in the file, and never in this log: 1 session.",
        "Not changed: a walk of 25 minutes on Wednesday 7 January 2026, 07:30 (id 22222222). "
        "In the file it was deleted on Thursday 15 January 2026, but it was changed here after that.",
        "If the file is right, make the change here with `runwalk delete ID`.",
    ]
    assert [session.id for session in log_of(data).sessions] == [WALK.id, LATER.id]


def test_a_warning_sign_of_an_older_version_is_taken_and_told(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "older.json"
    file.write_text(to_json(Log(sessions=(replace(RUN, red_flags=("fever",), updated_at=None),))))
    said = run(data, "import", str(file)).output.splitlines()
    assert said[:2] == [
        "Records: 0 new, 1 changed, 0 unchanged, 0 deleted, 0 different, left as they are.",
        "Warning sign added from the file: fever or feeling unwell, "
        "from stage 4 on Monday 5 January 2026, 07:30 (id 11111111).",
    ]
    assert run(data, "next").output.startswith("See a doctor urgently")


EMERGENCY = "Call your emergency number or go to an emergency department now."


def test_a_warning_sign_of_a_session_that_was_deleted_here_is_told_with_what_to_do(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "older.json"
    file.write_text(to_json(Log(sessions=(replace(RUN, red_flags=("chest",)),))))
    with Store.open(data) as store:
        store.delete(RUN.id, AT + 10 * DAY)
    said = run(data, "import", str(file)).output.splitlines()
    assert said[1].startswith("Still deleted")
    (own,) = (session.id for session in log_of(data).sessions if session.red_flags)
    chest = "pain or tightness in the chest"
    assert said[2] == f"Warning sign added from the file: {chest}, from Monday 5 January 2026 (id {own[:11]})."
    assert said[3] == EMERGENCY
    again = run(data, "import", str(file)).output
    assert ("Warning sign" in again, EMERGENCY in again) == (False, False), "it was up before"


def test_a_new_session_with_a_warning_sign_is_told_with_what_to_do(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    new = replace(LATER, id="77777777-7", started_at=AT + 5 * DAY, red_flags=("fever",))
    file.write_text(to_json(Log(sessions=(new,))))
    said = run(data, "import", str(file)).output.splitlines()
    fever = "fever or feeling unwell, from stage 4 on Saturday 10 January 2026, 07:30 (id 77777777)"
    assert said[1] == f"Warning sign added from the file: {fever}."
    assert said[2].startswith("See a doctor urgently")
    worse = replace(new, id="88888888-8", red_flags=("chest",))
    file.write_text(to_json(Log(sessions=(worse,))))
    assert run(data, "import", str(file)).output.splitlines()[2] == EMERGENCY


def test_what_to_do_is_said_without_a_stage_table_that_can_be_used(data: Path, tmp_path: Path) -> None:
    file, table = tmp_path / "other.json", tmp_path / "stages.toml"
    file.write_text(to_json(Log(sessions=(replace(LATER, id="77777777-7", red_flags=("fever",)),))))
    table.write_text("programme = 5")
    assert run(data, "import", str(file), "--stages", str(table)).output.endswith(
        "Don't run. `runwalk next` says what to do.\n"
    )


def test_a_warning_sign_of_a_session_that_the_file_deletes_is_kept_and_told(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(to_json(Log(deleted=(Deletion(RUN.id, AT + 10 * DAY),))))
    with Store.open(data) as store:
        store.save(replace(RUN, red_flags=("fever",)), was=RUN)
    said = run(data, "import", str(file)).output.splitlines()
    assert said[-1].startswith("Warning sign kept, whatever the file says of its session: fever")
    assert run(data, "next").output.startswith("See a doctor urgently")


def test_a_warning_sign_that_was_cleared_is_not_told_again(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "older.json"
    flagged = replace(RUN, red_flags=("fever",))
    with Store.open(data) as store:
        store.save(flagged, was=RUN)
        store.clear(clearance_of([flagged], AT + DAY))
    file.write_text(to_json(Log(sessions=(replace(flagged, note="newer", updated_at=AT + 12 * DAY),))))
    assert "arning sign" not in run(data, "import", str(file)).output


@pytest.mark.parametrize("days", [1, 40])
def test_an_undo_is_spoken_of_only_while_there_is_one(days: int, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(to_json(Log(deleted=(Deletion(RUN.id, datetime.now(UTC) - days * DAY),))))
    said = run(data, "import", str(file)).output
    undone = run(data, "delete", "--undo", RUN.id)
    assert ("runwalk delete --undo ID, within 30 days of its deletion" in said) is (days < 30)
    assert (undone.exit_code == 0) is (days < 30)


def test_an_undo_says_how_what_a_file_deleted_is_brought_back(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(to_json(Log(deleted=(Deletion(RUN.id, datetime.now(UTC) - DAY),))))
    run(data, "import", str(file))
    said = run(data, "delete", "--undo")
    assert said.exit_code == 1
    told = "but one session was deleted by a sync or an import; to bring it back: runwalk delete --undo"
    assert said.output.endswith(f"{told} {RUN.id[:8]}\n")
    assert run(data, "delete", "--undo", RUN.id[:8]).output.startswith("Back in the log: stage 4")


def test_what_no_question_asks_for_is_named_by_its_key(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(to_json(Log(sessions=(replace(LATER, active_seconds=7, source="else"),))))
    assert "In the file: a different active_seconds, source." in run(data, "import", str(file)).output


def test_standard_input_is_read(data: Path) -> None:
    given = run(data, "export", "json").stdout
    assert run(data, "import", "-", typed=given).output == NOTHING_NEW
    table = run(data, "export", "csv").stdout
    assert run(data, "import", "-", typed=table).output.startswith(
        "Records: 0 new, 0 changed, 3 unchanged, 0 deleted, "
    )
    faulty = run(data, "import", "-", typed="hello")
    assert (faulty.exit_code, faulty.stderr.count("\n")) == (1, 1)
    assert faulty.stderr.startswith("standard input: it is neither JSON nor")


def test_a_terminal_as_standard_input_is_one_line_and_no_waiting(data: Path) -> None:
    ours, theirs = pytest.importorskip("pty").openpty()
    try:
        done = subprocess.run(
            [*RUNWALK, "import", "-", "--data-dir", str(data)], stdin=theirs, capture_output=True, text=True, timeout=60
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "nothing is piped in: runwalk import - < FILE" in done.stderr


def test_a_closed_standard_input_is_one_line(data: Path) -> None:
    command = [*RUNWALK, "import", "-", "--data-dir", str(data)]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_a_table_with_one_bad_row_changes_nothing_and_names_its_line(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    new = replace(RUN, id="77777777-7")
    bad = to_csv(Log(sessions=(new, replace(new, id="bad")))).replace("bad,", "bad,", 1)
    lines = bad.splitlines()
    lines[2] = lines[2].replace("run-walk,,", "stroll,,")
    file.write_text("\n".join(lines))
    refused = run(data, "import", str(file))
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(f'{file}: line 3 (id "bad"): kind: "stroll"')
    assert log_of(data) == LOG


def test_our_tables_come_back_into_an_empty_log(data: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    for table in (to_csv(LOG), checkins_to_csv(LOG)):
        assert run(fresh, "import", "-", typed=table).exit_code == 0
    assert log_of(fresh) == Log(sessions=LOG.sessions, checkins=LOG.checkins)


# Giving away.


def test_what_is_left_out_of_the_table_is_said_beside_it(data: Path) -> None:
    done = run(data, "export", "csv")
    assert done.stdout == to_csv(LOG)
    assert done.stderr == (
        "runwalk: this table has no check-ins (2 in your log); for those: runwalk export csv --check-ins\n"
    )
    assert run(data, "export", "json").stderr == ""
    check_ins = run(data, "export", "csv", "--check-ins")
    assert (check_ins.stdout, check_ins.stderr) == (checkins_to_csv(LOG), "")
    refused = run(data, "export", "json", "--check-ins")
    assert (refused.exit_code, "json always has the check-ins" in refused.stderr) == (2, True)


def test_history_gives_the_same_tables(data: Path) -> None:
    assert run(data, "history", "--csv").stdout == to_csv(LOG)
    assert run(data, "history", "--json").stdout == to_json(LOG)


def test_since_a_day_leaves_out_what_is_earlier_but_for_what_says_what_holds(data: Path) -> None:
    since = ("--since", "2026-01-07")
    given = from_json(run(data, "export", "json", *since).stdout)
    assert given == replace(LOG, sessions=LOG.sessions[1:], placements=LOG.placements[1:], checkins=LOG.checkins[1:])
    rows = list(csv.DictReader(io.StringIO(run(data, "export", "csv", *since).stdout)))
    assert [row["date"] for row in rows] == ["2026-01-07", "2026-01-09"]
    check_ins = run(data, "export", "csv", "--check-ins", *since).stdout
    assert [row["date"] for row in csv.DictReader(io.StringIO(check_ins))] == ["2026-01-08"]
    refused = run(data, "export", "json", "--since", "yesterday")
    assert (refused.exit_code, "is not a day such as" in refused.stderr) == (2, True)
