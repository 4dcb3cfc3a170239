"""Several processes at once, and processes that are killed: nothing lost, nothing doubled, nothing broken."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from tests.support.history_samples import MakeSession, OpenStore

KILLS = int(os.environ.get("RUNWALK_KILLS", "25"))
"""How often a writer is killed."""

PRELUDE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from runwalk_tui.history.journal import Journal
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import SessionRecord

folder, name = Path(sys.argv[1]), sys.argv[2]

def session(number):
    return SessionRecord(f"{name}-{number}", datetime.now(UTC), "p", "4", 10, 10, note="x" * 2000)

"""
SAVER = (
    PRELUDE
    + """
with Store.open(folder, rescue_folders=()) as store:
    for number in range(60):
        store.save(session(number))
"""
)
RUNNER = (
    PRELUDE
    + """
store = Store.open(folder, rescue_folders=())
journal = Journal(store)
number = 0
while True:
    record = session(number)
    journal.begin(record.id, datetime.now(UTC), {"stage": "4"}, {"beat": 0})
    for beat in range(1, 6):
        journal.heartbeat(datetime.now(UTC), {"beat": beat})
        print("beat", number, beat, flush=True)
    journal.event("ended", datetime.now(UTC), {}, {"beat": 6})
    journal.finish(record)
    print("saved", number, -1, flush=True)
    number += 1
"""
)
OPENER = (
    PRELUDE
    + """
store = Store.open(folder, rescue_folders=())
store.save(session(0))
print("saved", flush=True)
"""
)
HOLDER = (
    PRELUDE
    + """
with Store.open(folder, rescue_folders=()) as store:
    assert store.claim() is not None
    Journal(store).begin("theirs", datetime.now(UTC), {}, {})
    print("claimed", flush=True)
    sys.stdin.read()
"""
)


def start(script: str, folder: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, folder, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_write_at_once_lose_and_double_nothing(data: Path, open_store: OpenStore) -> None:
    """All of them find no database and make it; one more reads all the while."""
    writers = [start(SAVER, data, f"w{number}") for number in range(3)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        with Store.open(data, read_only=True) as reader:
            count = len(reader.log().sessions)
        assert count >= seen
        seen = count
        time.sleep(0.02)
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    ids = [record.id for record in open_store().log().sessions]
    assert sorted(ids) == sorted(f"w{writer}-{number}" for writer in range(3) for number in range(60))


@pytest.mark.slow("kills a program again and again")
def test_a_writer_that_is_killed_loses_no_finished_session_and_one_beat_at_most(data: Path) -> None:
    chance = random.Random(5)
    finished: set[str] = set()
    for kill in range(KILLS):
        writer = start(RUNNER, data, f"k{kill}")
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 20))]
        time.sleep(chance.random() * 0.002)
        writer.kill()
        rest, errors = writer.communicate(timeout=60)
        assert errors == ""
        # The last line may have been cut off anywhere.
        whole = [line for line in "".join([*lines, rest]).splitlines(keepends=True) if line.endswith("\n")]
        told = [words for words in map(str.split, whole) if len(words) == 3]
        finished |= {f"k{kill}-{number}" for word, number, _ in told if word == "saved"}
        beats = [(int(number), int(beat)) for word, number, beat in told if word == "beat"]
        with Store.open(data, rescue_folders=()) as store:
            assert store.notices == ()
            ids = [record.id for record in store.log().sessions]
            assert len(ids) == len(set(ids))
            assert finished <= set(ids)
            finished = set(ids)
            journal = Journal(store)
            running = journal.unfinished()
            if running is not None:
                assert running.session_id not in ids
                number, beat = beats[-1] if beats else (0, 0)
                if running.session_id == f"k{kill}-{number}":
                    assert running.last["beat"] >= beat
                journal.discard(running.session_id)
            assert journal.unfinished() is None
    assert len(finished) > KILLS


@pytest.mark.slow("kills a program again and again")
def test_a_process_that_is_killed_while_it_makes_the_database_leaves_nothing_that_stops_the_next(data: Path) -> None:
    chance = random.Random(7)
    for kill in range(KILLS):
        folder = data / str(kill)
        opener = start(OPENER, folder, "o")
        if kill % 5 == 0:
            time.sleep(chance.random() * 0.2)
        else:
            while not folder.exists() and opener.poll() is None:
                time.sleep(0.0005)
            time.sleep(chance.random() * 0.01)
        opener.kill()
        told, _ = opener.communicate(timeout=60)
        with Store.open(folder, rescue_folders=()) as store:
            assert store.notices == ()
            assert len(store.log().sessions) == 1 if "saved" in told else len(store.log().sessions) <= 1


def test_one_app_at_a_time_holds_the_claim(data: Path, open_store: OpenStore) -> None:
    holder = start(HOLDER, data, "h")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "claimed\n"
    store = open_store()
    assert store.claim() is None
    owner = Journal(store).owner()
    assert owner is not None
    assert owner.pid == holder.pid
    assert Journal(store).unfinished() is None, "a session that another process runs was not cut off"
    holder.communicate("", timeout=60)
    assert Journal(store).owner() is None


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_that_is_killed_owns_nothing_any_more(data: Path, open_store: OpenStore) -> None:
    """Its number is still in the file; whoever gets that number next owns nothing either."""
    holder = start(HOLDER, data, "h")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "claimed\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=60)
    store = open_store()
    claim_file = data / "runwalk.claim"
    claim_file.write_text(claim_file.read_text().replace(str(holder.pid), str(os.getpid())))
    journal = Journal(store)
    assert journal.owner() is None
    running = journal.unfinished()
    assert running is not None
    assert running.session_id == "theirs"
    with store.claim() or pytest.fail("nobody holds it"):
        assert journal.owner() is None, "the owner is this store itself"
        assert journal.unfinished() == running


def test_the_command_line_may_write_while_the_app_is_open(
    data: Path, open_store: OpenStore, make_session: MakeSession
) -> None:
    holder = start(HOLDER, data, "h")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "claimed\n"
    open_store().save(make_session())
    holder.communicate("", timeout=60)
    assert holder.returncode == 0
    assert len(open_store().log().sessions) == 1
